//! Counts over the ledger: media, names, and the whole.

use crate::day::iso;
use crate::error::{LedgerError, LedgerFault};
use crate::horizon::Horizon;
use crate::list::{Wanted, matching};
use crate::origin::medium;
use crate::query::{Condition, Query};
use crate::store::{Ledger, now};
use rapporteur::text::Report;
use rusqlite::{params, params_from_iter};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
        let Condition { sql, values } = self.ask(|db| matching(db, query, horizon, Wanted::All))?;
        let seen = horizon.condition();
        let grades = self.reliabilities()?;
        let rows = |kind: &str, name: &str, join: &str| -> Result<Vec<SourceRow>, LedgerError> {
            self.ask(|db| {
                let mut find = db.prepare_cached(&format!(
                    "SELECT n.name, count(DISTINCT report), sum(claims), count(*), sum(first), sum(corroborated), sum(contradicted)
                     FROM (
                         SELECT {name} AS name, e.id, min(c.report) AS report, count(*) AS claims,
                                e.origins > 1 AND min(r.published_day) = e.first_day AS first,
                                e.origins > 1 AS corroborated, e.conflicts <> '' AS contradicted
                         FROM (SELECT e.* FROM {sql}) e JOIN telling t ON t.event = e.id JOIN claim c ON c.telling = t.id
                         JOIN report r ON r.id = c.report {join} WHERE {name} IS NOT NULL AND {}
                         GROUP BY {name}, e.id
                     ) told JOIN name n ON n.id = told.name GROUP BY n.id ORDER BY sum(claims) DESC, n.name",
                    seen.sql
                ))?;
                let row = |row: &rusqlite::Row<'_>| {
                    let name: String = row.get(0)?;
                    let number = |at: usize| Ok::<u64, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.unwrap_or(0) as u64);
                    Ok(SourceRow {
                        reliability: grades.get(&medium(&name)).cloned().unwrap_or_else(|| "F".into()),
                        kind: kind.to_owned(),
                        reports: number(1)?,
                        claims: number(2)?,
                        events: number(3)?,
                        first: number(4)?,
                        corroborated: number(5)?,
                        contradicted: number(6)?,
                        name,
                    })
                };
                find.query_map(params_from_iter(values.iter().chain(&seen.values)), row)?.collect()
            })
        };
        let mut all = rows("publisher", "r.publisher", "")?;
        all.extend(rows("quoted", "v.name", "JOIN voice v ON v.claim = c.id")?);
        Ok(all)
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
        let seen = horizon.condition();
        self.ask(|db| {
            let Condition { sql, values } = matching(db, query, horizon, Wanted::All)?;
            let mut find = db.prepare_cached(&format!(
                "SELECT n.name, p.country, p.sector, sum(p.role = 0), sum(p.role = 1), count(DISTINCT e.id), min(r.published_day),
                        max(r.published_day)
                 FROM (SELECT e.id FROM {sql}) e JOIN telling t ON t.event = e.id JOIN claim c ON c.telling = t.id
                 JOIN report r ON r.id = c.report JOIN participant p ON p.claim = c.id JOIN name n ON n.id = p.name WHERE {}
                 GROUP BY n.id, p.country, p.sector ORDER BY count(*) DESC, n.name, p.country, p.sector LIMIT ?",
                seen.sql
            ))?;
            let limit = limit.map_or(-1, |limit| limit as i64).into();
            let row = |row: &rusqlite::Row<'_>| {
                Ok(EntityRow {
                    name: row.get(0)?,
                    country: row.get(1)?,
                    sector: row.get(2)?,
                    acts: row.get::<_, i64>(3)? as u64,
                    receives: row.get::<_, i64>(4)? as u64,
                    events: row.get::<_, i64>(5)? as u64,
                    first_reported: row.get::<_, Option<i64>>(6)?.map(iso),
                    last_reported: row.get::<_, Option<i64>>(7)?.map(iso),
                })
            };
            find.query_map(params_from_iter(values.into_iter().chain(seen.values).chain([limit])), row)?.collect()
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
