//! Counts over the ledger: media, names, and the whole.

use crate::day::iso;
use crate::error::{LedgerError, LedgerFault};
use crate::found::Found;
use crate::horizon::Horizon;
use crate::names::{Told, name_of};
use crate::origin::medium;
use crate::query::Query;
use crate::store::{Ledger, now};
use rapporteur::text::Report;
use rusqlite::{Connection, Row, params, params_from_iter};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a medium contributes to the events that match a query.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct SourceRow {
    /// The publisher's or source's name.
    pub name: String,
    /// `publisher`, or `quoted` of those that reports name as their source.
    pub kind: String,
    /// A to F, as the user has set it; F where nothing was set.
    pub reliability: String,
    /// Its reports, or those that quote it.
    pub reports: u64,
    /// Claims.
    pub claims: u64,
    /// Events.
    pub events: u64,
    /// Events of several origins that it reported on the first day.
    pub first: u64,
    /// Events that another origin tells too.
    pub corroborated: u64,
    /// Events whose tellings contradict each other.
    pub contradicted: u64,
}

/// Somebody or something that takes part in events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntityRow {
    /// The name.
    pub name: String,
    /// ISO 3166-1 alpha-3 or a PLOVER code.
    pub country: Option<String>,
    /// A PLOVER sector.
    pub sector: Option<String>,
    /// Claims in which it acts.
    pub acts: u64,
    /// Claims in which it is acted on.
    pub receives: u64,
    /// Events.
    pub events: u64,
    /// The first day on which it was reported.
    pub first_reported: Option<String>,
    /// The last.
    pub last_reported: Option<String>,
}

/// The ledger in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Stats {
    pub reports: u64,
    pub publishers: u64,
    pub first_published: Option<String>,
    pub last_published: Option<String>,
    pub undated_reports: u64,
    pub claims: u64,
    pub tellings: u64,
    pub events: u64,
    /// Events that more than one origin tells.
    pub corroborated: u64,
    /// Events whose tellings contradict each other.
    pub contradicted: u64,
    /// Claims by event type.
    pub types: BTreeMap<String, u64>,
    /// Claims by status.
    pub statuses: BTreeMap<String, u64>,
    /// Reports by what read them.
    pub models: BTreeMap<String, u64>,
    /// Reports in other languages than English, which are kept and not read, by their tags.
    pub other_languages: BTreeMap<String, u64>,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// Characters of the reports' texts.
    pub characters: u64,
}

/// What counts of an event where those who tell it are compared.
#[derive(Debug, Clone, Copy, Default)]
struct Standing {
    first_day: Option<i64>,
    corroborated: bool,
    contradicted: bool,
}

fn standing_of(db: &Connection, found: &Found) -> rusqlite::Result<HashMap<i64, Standing>> {
    let (table, values) = found.table();
    let mut find =
        db.prepare_cached(&format!("SELECT e.id, e.first_day, e.origins > 1, e.conflicts <> '' FROM {table}"))?;
    let row = |row: &Row<'_>| {
        let standing = Standing { first_day: row.get(1)?, corroborated: row.get(2)?, contradicted: row.get(3)? };
        Ok((row.get(0)?, standing))
    };
    find.query_map(params_from_iter(values), row)?.collect()
}

/// Who tells what: of each name and event the claims and the first day, and of each name the reports.
#[derive(Default)]
struct Contributions {
    told: BTreeMap<(i64, i64), (u64, Option<i64>)>,
    reports: BTreeSet<(i64, i64)>,
}

impl Contributions {
    fn add(&mut self, name: i64, report: i64, event: i64, published: Option<i64>) {
        let (claims, first) = self.told.entry((name, event)).or_default();
        *claims += 1;
        *first = [*first, published].into_iter().flatten().min();
        self.reports.insert((name, report));
    }

    /// The counts of each name.
    fn summed(self, events: &HashMap<i64, Standing>) -> BTreeMap<i64, SourceRow> {
        let mut rows: BTreeMap<i64, SourceRow> = BTreeMap::new();
        for (name, _) in self.reports {
            rows.entry(name).or_default().reports += 1;
        }
        for ((name, event), (claims, first)) in self.told {
            let row = rows.entry(name).or_default();
            let standing = events.get(&event).copied().unwrap_or_default();
            row.claims += claims;
            row.events += 1;
            row.first += u64::from(standing.corroborated && first.is_some() && first == standing.first_day);
            row.corroborated += u64::from(standing.corroborated);
            row.contradicted += u64::from(standing.contradicted);
        }
        rows
    }
}

/// A name with the numbers of its country and sector.
type Named = (i64, usize, usize);

/// What somebody takes part in.
#[derive(Default)]
struct Part {
    acts: u64,
    receives: u64,
    told: Told,
}

/// Codes by number, so that what is counted by them needs no copy of each.
#[derive(Default)]
struct Codes {
    numbers: HashMap<String, usize>,
    codes: Vec<String>,
}

impl Codes {
    /// Nought where there is none.
    fn number(&mut self, code: Option<&str>) -> usize {
        let Some(code) = code else { return 0 };
        if let Some(number) = self.numbers.get(code) {
            return *number;
        }
        self.codes.push(code.to_owned());
        self.numbers.insert(code.to_owned(), self.codes.len());
        self.codes.len()
    }

    fn code(&self, number: usize) -> Option<String> {
        number.checked_sub(1).map(|at| self.codes[at].clone())
    }
}

impl Ledger {
    /// How many reports are in each language other than English; they are kept and not read.
    pub fn other_languages(&self) -> Result<BTreeMap<String, u64>, LedgerError> {
        let found: Vec<(String, u64)> = self.ask(|db| {
            let mut find = db
                .prepare_cached("SELECT language, count(*) FROM report WHERE language IS NOT NULL GROUP BY language")?;
            find.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?.collect()
        })?;
        let is_foreign =
            |tag: &str| Report { language: Some(tag.to_owned()), ..Report::default() }.foreign_language().is_some();
        Ok(found.into_iter().filter(|(tag, _)| is_foreign(tag)).collect())
    }

    /// Publishers, and sources that reports quote, by what they contribute; most claims first.
    pub fn sources(&self, query: &Query, horizon: &Horizon) -> Result<Vec<SourceRow>, LedgerError> {
        self.kept(&format!("sources {query:?} {horizon:?}"), || self.count_sources(query, horizon))
    }

    fn count_sources(&self, query: &Query, horizon: &Horizon) -> Result<Vec<SourceRow>, LedgerError> {
        let grades = self.reliabilities()?;
        self.ask_at_once(|db| {
            let found = self.found(db, query, horizon)?;
            let events = standing_of(db, &found)?;
            let mut voices = db.prepare_cached("SELECT name FROM voice WHERE claim = ?")?;
            let (mut printing, mut quoted) = (Contributions::default(), Contributions::default());
            self.each_claim(db, &found, horizon, |claim, report, event, source| {
                if let Some(publisher) = source.publisher {
                    printing.add(publisher, report, event, source.published);
                }
                let mut rows = voices.query([claim])?;
                while let Some(row) = rows.next()? {
                    quoted.add(row.get(0)?, report, event, source.published);
                }
                Ok(())
            })?;
            let mut all = Vec::new();
            for (kind, contributions) in [("publisher", printing), ("quoted", quoted)] {
                let mut rows = Vec::new();
                for (name, counts) in contributions.summed(&events) {
                    let name = name_of(db, name)?;
                    let reliability = grades.get(&medium(&name)).cloned().unwrap_or_else(|| "F".into());
                    rows.push(SourceRow { name, kind: kind.to_owned(), reliability, ..counts });
                }
                rows.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.name.cmp(&b.name)));
                all.extend(rows);
            }
            Ok(all)
        })
    }

    /// Sets how reliable a medium is, A (reliable) to E (unreliable) or F (cannot be judged). Earlier grades are kept.
    pub fn set_reliability(&mut self, name: &str, grade: &str, by: &str) -> Result<(), LedgerError> {
        let grade = grade.to_ascii_uppercase();
        if !matches!(grade.as_str(), "A" | "B" | "C" | "D" | "E" | "F") {
            return Err(self.fault(LedgerFault::Refused(format!("{grade:?} is no grade"), "give A, B, C, D, E or F")));
        }
        let at = now();
        self.write(|db| {
            db.execute(
                "INSERT INTO reliability (medium, grade, at, reviewer) VALUES (?, ?, ?, ?)",
                params![medium(name), grade, at, by],
            )
            .map(|_| ())
        })
    }

    fn reliabilities(&self) -> Result<BTreeMap<String, String>, LedgerError> {
        self.ask(|db| {
            let mut find = db.prepare_cached("SELECT medium, grade FROM reliability ORDER BY id")?;
            find.query_map([], |row| Ok((medium(row.get_ref(0)?.as_str()?), row.get(1)?)))?.collect()
        })
    }

    /// Who takes part in the events that match; most claims first.
    pub fn entities(
        &self,
        query: &Query,
        horizon: &Horizon,
        limit: Option<u64>,
    ) -> Result<Vec<EntityRow>, LedgerError> {
        self.kept(&format!("entities {query:?} {horizon:?} {limit:?}"), || self.count_entities(query, horizon, limit))
    }

    fn count_entities(
        &self,
        query: &Query,
        horizon: &Horizon,
        limit: Option<u64>,
    ) -> Result<Vec<EntityRow>, LedgerError> {
        self.ask_at_once(|db| {
            let found = self.found(db, query, horizon)?;
            let mut parties =
                db.prepare_cached("SELECT name, country, sector, role FROM participant WHERE claim = ?")?;
            let mut codes = Codes::default();
            let mut all: HashMap<Named, Part> = HashMap::new();
            self.each_claim(db, &found, horizon, |claim, _, event, source| {
                let mut rows = parties.query([claim])?;
                while let Some(row) = rows.next()? {
                    let mut code = |at| Ok::<_, rusqlite::Error>(codes.number(row.get_ref(at)?.as_str_or_null()?));
                    let part = all.entry((row.get(0)?, code(1)?, code(2)?)).or_default();
                    if row.get::<_, i64>(3)? == 0 {
                        part.acts += 1;
                    } else {
                        part.receives += 1;
                    }
                    part.told.add(event, source.published);
                }
                Ok(())
            })?;
            let mut all: Vec<(Named, Part)> = all.into_iter().collect();
            all.sort_by_key(|(_, part)| Reverse(part.told.claims()));
            // Those that come after the last that is wanted need no name.
            let most = limit.map_or(usize::MAX, |limit| limit as usize);
            if let Some(least) = most.checked_sub(1).and_then(|last| all.get(last)).map(|(_, part)| part.told.claims())
            {
                all.truncate(all.partition_point(|(_, part)| part.told.claims() >= least));
            }
            let mut entities = Vec::with_capacity(all.len());
            for ((name, country, sector), Part { acts, receives, told }) in all {
                let (first_reported, last_reported) = told.reported();
                let row = EntityRow {
                    name: name_of(db, name)?,
                    country: codes.code(country),
                    sector: codes.code(sector),
                    acts,
                    receives,
                    events: told.events(),
                    first_reported,
                    last_reported,
                };
                entities.push((told.claims(), row));
            }
            entities.sort_by(|(n, a), (m, b)| {
                m.cmp(n).then_with(|| (&a.name, &a.country, &a.sector).cmp(&(&b.name, &b.country, &b.sector)))
            });
            Ok(entities.into_iter().take(most).map(|(_, row)| row).collect())
        })
    }

    /// The ledger in numbers.
    pub fn stats(&self) -> Result<Stats, LedgerError> {
        self.kept("stats", || self.count_stats())
    }

    fn count_stats(&self) -> Result<Stats, LedgerError> {
        let other_languages = self.other_languages()?;
        self.ask(|db| {
            let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
            let count = |sql: &str| Ok::<u64, rusqlite::Error>(number(sql)?.unwrap_or(0) as u64);
            let by = |sql: &str| -> rusqlite::Result<BTreeMap<String, u64>> {
                let mut find = db.prepare(sql)?;
                find.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?.collect()
            };
            Ok(Stats {
                reports: count("SELECT count(*) FROM report")?,
                publishers: count("SELECT count(DISTINCT publisher) FROM report")?,
                first_published: number("SELECT min(published_day) FROM report")?.map(iso),
                last_published: number("SELECT max(published_day) FROM report")?.map(iso),
                undated_reports: count("SELECT count(*) FROM report WHERE published_day IS NULL")?,
                claims: count("SELECT count(*) FROM claim")?,
                tellings: count("SELECT count(*) FROM telling")?,
                events: count("SELECT count(*) FROM event")?,
                corroborated: count("SELECT count(*) FROM event WHERE origins > 1")?,
                contradicted: count("SELECT count(*) FROM event WHERE conflicts <> ''")?,
                types: by("SELECT type, count(*) FROM claim GROUP BY type")?,
                statuses: by("SELECT status, count(*) FROM claim GROUP BY status")?,
                models: by("SELECT o.model, count(*) FROM reading d JOIN coder o ON o.id = d.coder
                            WHERE d.superseded_at IS NULL GROUP BY o.model")?,
                other_languages,
                bytes: count("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
                characters: count("SELECT sum(characters) FROM report")?,
            })
        })
    }
}
