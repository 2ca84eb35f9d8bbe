//! What the page needs beside lists: counts by field, places with their points, who quotes whom.

use crate::day::iso;
use crate::error::LedgerError;
use crate::horizon::Horizon;
use crate::key::Key;
use crate::list::{EventRow, Order, parties};
use crate::names::name_of;
use crate::query::{Condition, Query};
use crate::rows::Bound;
use crate::show::version_as_read;
use crate::store::Ledger;
use rusqlite::params_from_iter;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

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

/// How often each value was seen.
#[derive(Default)]
struct Counts(HashMap<String, u64>);

impl Counts {
    fn add(&mut self, value: &str) {
        match self.0.get_mut(value) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(value.to_owned(), 1);
            }
        }
    }

    fn sorted(self) -> Vec<(String, u64)> {
        let mut counts: Vec<(String, u64)> = self.0.into_iter().collect();
        most_first(&mut counts);
        counts
    }
}

fn most_first(counts: &mut [(String, u64)]) {
    counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
}

impl Ledger {
    /// Counts by field of the events that match. A horizon decides which events count, not what they are.
    pub fn facets(&self, query: &Query, horizon: &Horizon) -> Result<Facets, LedgerError> {
        self.kept(&format!("facets {query:?} {horizon:?}"), || self.count_facets(query, horizon))
    }

    fn count_facets(&self, query: &Query, horizon: &Horizon) -> Result<Facets, LedgerError> {
        self.ask_at_once(|db| {
            let (table, values) = self.found(db, query, horizon)?.table();
            let mut find = db.prepare_cached(&format!(
                "SELECT e.type, e.status, e.conflicts, e.judged, e.actors, e.country, e.origins > 1, e.publisher FROM {table}"
            ))?;
            let mut rows = find.query(params_from_iter(values))?;
            let mut facets = Facets::default();
            let mut counts: [Counts; 6] = Default::default();
            let mut publishers: BTreeMap<i64, u64> = BTreeMap::new();
            while let Some(row) = rows.next()? {
                facets.events += 1;
                for (at, counts) in counts.iter_mut().enumerate() {
                    let values = row.get_ref(at)?.as_str_or_null()?.unwrap_or_default();
                    values.split([' ', ',']).filter(|value| !value.is_empty()).for_each(|value| counts.add(value));
                }
                facets.corroborated += u64::from(row.get::<_, bool>(6)?);
                if let Some(publisher) = row.get(7)? {
                    *publishers.entry(publisher).or_default() += 1;
                }
            }
            let [types, statuses, conflicts, mut judged, by, at] = counts;
            let unjudged = facets.events - judged.0.values().sum::<u64>();
            if unjudged > 0 {
                judged.0.insert("none".into(), unjudged);
            }
            for (publisher, events) in publishers {
                facets.publishers.push((name_of(db, publisher)?, events));
            }
            most_first(&mut facets.publishers);
            Ok(Facets {
                types: types.sorted(),
                statuses: statuses.sorted(),
                conflicts: conflicts.sorted(),
                judged: judged.sorted(),
                by: by.sorted(),
                at: at.sorted(),
                ..facets
            })
        })
    }

    /// The events that match without their sentences, those most worth a look first: what a drawing needs of many of them,
    /// without a look into their reports.
    pub fn sketches(&self, query: &Query, horizon: &Horizon, limit: u64) -> Result<Vec<EventRow>, LedgerError> {
        self.ask_at_once(|db| {
            let found = self.found(db, query, horizon)?;
            let first = found.first(db, Order::Worth, &Condition::always(), 0, limit as usize)?;
            let mut find = db.prepare_cached(
                "SELECT e.key, e.type, e.status, e.claims, e.reports, e.origins, e.first_day, e.last_day, e.day_from, e.day_to,
                        e.conflicts, e.judged, e.shown, place.name, c.place_country, r.key, publisher.name
                 FROM rarray(?) f CROSS JOIN event e ON e.id = f.value
                 JOIN claim c ON c.id = e.shown JOIN report r ON r.id = c.report
                 LEFT JOIN name place ON place.id = c.place LEFT JOIN name publisher ON publisher.id = r.publisher",
            )?;
            let mut rows = find.query([Bound::rows(first)])?;
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
        self.ask_at_once(|db| {
            let (table, values) = self.found(db, query, horizon)?.table();
            let mut find = db.prepare_cached(&format!(
                "SELECT n.name, c.place_country, count(*), sum(e.conflicts <> ''), min(c.id)
                 FROM {table} CROSS JOIN claim c ON c.id = e.shown JOIN name n ON n.id = c.place
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
        self.ask_at_once(|db| {
            let (table, values) = self.found(db, query, horizon)?.table();
            let mut find = db.prepare_cached(&format!(
                "SELECT quoting.name, v.depth = 0, quoted.name, count(*)
                 FROM {table} CROSS JOIN telling t ON t.event = e.id CROSS JOIN claim c ON c.telling = t.id JOIN report r ON r.id = c.report
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
            let limit = Bound::from(i64::try_from(limit).unwrap_or(i64::MAX));
            let seen = seen.values.into_iter().map(Bound::from);
            find.query_map(params_from_iter(values.into_iter().chain(seen).chain([limit])), row)?.collect()
        })
    }
}
