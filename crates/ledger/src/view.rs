//! What the page needs beside lists: counts by field, places with their points, who quotes whom.

use crate::day::iso;
use crate::error::LedgerError;
use crate::horizon::Horizon;
use crate::key::Key;
use crate::list::{EventRow, Wanted, matching, parties};
use crate::query::{Condition, Query};
use crate::show::version_as_read;
use crate::store::Ledger;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

/// How many of the events that match have a value of a field; most first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facets {
    /// All events that match.
    pub events: u64,
    /// By event type.
    pub types: Vec<(String, u64)>,
    /// By status.
    pub statuses: Vec<(String, u64)>,
    /// By what the tellings disagree on; an event counts for each.
    pub conflicts: Vec<(String, u64)>,
    /// By judgement: `accepted rejected none`.
    pub judged: Vec<(String, u64)>,
    /// Events that more than one origin tells.
    pub corroborated: u64,
    /// By the actors' countries.
    pub by: Vec<(String, u64)>,
    /// By the country of the place.
    pub at: Vec<(String, u64)>,
    /// By who prints the telling that tells most.
    pub publishers: Vec<(String, u64)>,
}

/// A place where events happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// How wide it is: `country region town point`; empty where it is not known.
    pub precision: Option<String>,
    /// Degrees north; none of a country.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Events there.
    pub events: u64,
    /// Events there whose tellings contradict each other.
    pub contradicted: u64,
}

/// One who passes on what another says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// Who quotes: a publisher, or a source that passes on another's word.
    pub from: String,
    /// Whether that is a publisher.
    pub printed: bool,
    /// Who is quoted.
    pub to: String,
    /// In how many claims.
    pub claims: u64,
}

impl Ledger {
    /// Counts by field of the events that match. A horizon decides which events count, not what they are.
    pub fn facets(&self, query: &Query, horizon: &Horizon) -> Result<Facets, LedgerError> {
        self.kept(&format!("facets {query:?} {horizon:?}"), || self.count_facets(query, horizon))
    }

    fn count_facets(&self, query: &Query, horizon: &Horizon) -> Result<Facets, LedgerError> {
        self.ask(|db| {
            let Condition { sql, values } = matching(db, query, horizon, Wanted::All)?;
            let mut find = db.prepare_cached(&format!(
                "WITH m AS MATERIALIZED (
                     SELECT e.shown, e.type, e.status, e.conflicts, e.judged, e.origins > 1 AS corroborated FROM {sql}
                 ), c AS MATERIALIZED (SELECT c.id, c.report, c.place_country FROM m JOIN claim c ON c.id = m.shown)
                 SELECT 0, '', count(*) FROM m
                 UNION ALL SELECT 1, type, count(*) FROM m GROUP BY type
                 UNION ALL SELECT 2, status, count(*) FROM m GROUP BY status
                 UNION ALL SELECT 3, conflicts, count(*) FROM m WHERE conflicts <> '' GROUP BY conflicts
                 UNION ALL SELECT 4, judged, count(*) FROM m GROUP BY judged
                 UNION ALL SELECT 5, '', sum(corroborated) FROM m
                 UNION ALL SELECT 6, country, count(*) FROM (
                     SELECT DISTINCT c.id, p.country FROM c JOIN participant p ON p.claim = c.id AND p.role = 0
                 ) WHERE country IS NOT NULL GROUP BY country
                 UNION ALL SELECT 7, place_country, count(*) FROM c WHERE place_country IS NOT NULL GROUP BY place_country
                 UNION ALL SELECT 8, n.name, count(*) FROM c JOIN report r ON r.id = c.report JOIN name n ON n.id = r.publisher GROUP BY n.id"
            ))?;
            let mut facets = Facets::default();
            let mut rows = find.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                let count = row.get::<_, Option<i64>>(2)?.unwrap_or(0) as u64;
                let value: String = row.get(1)?;
                match row.get::<_, i64>(0)? {
                    0 => facets.events = count,
                    1 => facets.types.push((value, count)),
                    2 => facets.statuses.push((value, count)),
                    3 => {
                        for name in value.split_whitespace() {
                            match facets.conflicts.iter_mut().find(|(known, _)| known == name) {
                                Some((_, sum)) => *sum += count,
                                None => facets.conflicts.push((name.to_owned(), count)),
                            }
                        }
                    }
                    4 if value.is_empty() => facets.judged.push(("none".into(), count)),
                    4 => facets.judged.push((value, count)),
                    5 => facets.corroborated = count,
                    6 => facets.by.push((value, count)),
                    7 => facets.at.push((value, count)),
                    _ => facets.publishers.push((value, count)),
                }
            }
            let lists = [
                &mut facets.types,
                &mut facets.statuses,
                &mut facets.conflicts,
                &mut facets.judged,
                &mut facets.by,
                &mut facets.at,
                &mut facets.publishers,
            ];
            for list in lists {
                list.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
            }
            Ok(facets)
        })
    }

    /// The events that match without their sentences, those most worth a look first: what a drawing needs of many of them,
    /// without a look into their reports.
    pub fn sketches(&self, query: &Query, horizon: &Horizon, limit: u64) -> Result<Vec<EventRow>, LedgerError> {
        self.ask(|db| {
            let Condition { sql, values } = matching(db, query, horizon, Wanted::All)?;
            let mut find = db.prepare_cached(&format!(
                "SELECT e.key, e.type, e.status, e.claims, e.reports, e.origins, e.first_day, e.last_day, e.day_from, e.day_to,
                        e.conflicts, e.judged, e.shown, place.name, c.place_country, r.key, publisher.name
                 FROM (SELECT e.* FROM {sql} ORDER BY e.conflicts = '', e.last_day DESC, e.origins DESC, e.key LIMIT ?) e
                 JOIN claim c ON c.id = e.shown JOIN report r ON r.id = c.report
                 LEFT JOIN name place ON place.id = c.place LEFT JOIN name publisher ON publisher.id = r.publisher
                 ORDER BY e.conflicts = '', e.last_day DESC, e.origins DESC, e.key"
            ))?;
            let limit = Value::from(i64::try_from(limit).unwrap_or(i64::MAX));
            let mut rows = find.query(params_from_iter(values.into_iter().chain([limit])))?;
            let mut sketches = Vec::new();
            while let Some(row) = rows.next()? {
                let count = |at: usize| row.get::<_, i64>(at).map(|count| count as u64);
                let day = |at: usize| row.get::<_, Option<i64>>(at).map(|day| day.map(iso));
                let shown = row.get(12)?;
                sketches.push(EventRow {
                    id: Key::at(row, 0)?.to_string(),
                    ty: row.get(1)?,
                    mode: Vec::new(),
                    status: row.get(2)?,
                    actors: parties(db, shown, 0)?,
                    recipients: parties(db, shown, 1)?,
                    from: day(8)?,
                    to: day(9)?,
                    place: row.get(13)?,
                    place_country: row.get(14)?,
                    claims: count(3)?,
                    reports: count(4)?,
                    origins: count(5)?,
                    first_reported: day(6)?,
                    last_reported: day(7)?,
                    conflicts: row.get_ref(10)?.as_str()?.split_whitespace().map(str::to_owned).collect(),
                    judged: row.get(11)?,
                    sentence: String::new(),
                    report: Key::at(row, 15)?.to_string(),
                    publisher: row.get(16)?,
                });
            }
            Ok(sketches)
        })
    }

    /// The places of the events that match, most events first.
    pub fn spots(&self, query: &Query, horizon: &Horizon) -> Result<Vec<Spot>, LedgerError> {
        self.kept(&format!("spots {query:?} {horizon:?}"), || self.count_spots(query, horizon))
    }

    fn count_spots(&self, query: &Query, horizon: &Horizon) -> Result<Vec<Spot>, LedgerError> {
        self.ask(|db| {
            let Condition { sql, values } = matching(db, query, horizon, Wanted::All)?;
            let mut find = db.prepare_cached(&format!(
                "SELECT n.name, c.place_country, count(*), sum(e.conflicts <> ''), min(c.id)
                 FROM (SELECT e.* FROM {sql}) e JOIN claim c ON c.id = e.shown JOIN name n ON n.id = c.place
                 GROUP BY c.place, c.place_country ORDER BY count(*) DESC, n.name, c.place_country"
            ))?;
            let mut rows = find.query(params_from_iter(values))?;
            let mut spots = Vec::new();
            while let Some(row) = rows.next()? {
                let mut spot = Spot {
                    name: row.get(0)?,
                    country: row.get(1)?,
                    events: row.get::<_, i64>(2)? as u64,
                    contradicted: row.get::<_, i64>(3)? as u64,
                    precision: None,
                    lat: None,
                    lon: None,
                };
                // The point stands in the reading; one claim of each place has it.
                let claim = version_as_read(db, row.get(4)?)?.claim;
                if let Some(place) = claim.place.filter(|place| place.name == spot.name) {
                    (spot.precision, spot.lat, spot.lon) = (place.precision, place.lat, place.lon);
                }
                spots.push(spot);
            }
            Ok(spots)
        })
    }

    /// Who quotes whom in the claims of events that match, most claims first; at most `limit` pairs.
    pub fn quotations(&self, query: &Query, horizon: &Horizon, limit: u64) -> Result<Vec<Quotation>, LedgerError> {
        self.kept(&format!("quotations {query:?} {horizon:?} {limit:?}"), || {
            self.count_quotations(query, horizon, limit)
        })
    }

    fn count_quotations(&self, query: &Query, horizon: &Horizon, limit: u64) -> Result<Vec<Quotation>, LedgerError> {
        let seen = horizon.condition();
        self.ask(|db| {
            let Condition { sql, values } = matching(db, query, horizon, Wanted::All)?;
            let mut find = db.prepare_cached(&format!(
                "SELECT quoting.name, v.depth = 0, quoted.name, count(*)
                 FROM (SELECT e.* FROM {sql}) e JOIN telling t ON t.event = e.id JOIN claim c ON c.telling = t.id JOIN report r ON r.id = c.report
                 JOIN voice v ON v.claim = c.id LEFT JOIN voice outer_voice ON outer_voice.claim = c.id AND outer_voice.depth = v.depth - 1
                 JOIN name quoting ON quoting.id = CASE v.depth WHEN 0 THEN r.publisher ELSE outer_voice.name END
                 JOIN name quoted ON quoted.id = v.name
                 WHERE {} GROUP BY quoting.id, v.depth = 0, quoted.id
                 ORDER BY count(*) DESC, quoting.name, quoted.name LIMIT ?",
                seen.sql
            ))?;
            let row = |row: &rusqlite::Row<'_>| {
                Ok(Quotation {
                    from: row.get(0)?,
                    printed: row.get(1)?,
                    to: row.get(2)?,
                    claims: row.get::<_, i64>(3)? as u64,
                })
            };
            let limit = Value::from(i64::try_from(limit).unwrap_or(i64::MAX));
            find.query_map(params_from_iter(values.into_iter().chain(seen.values).chain([limit])), row)?.collect()
        })
    }
}
