//! One event with its versions, or one report with its claims and copies.

use crate::add::{sentence_range, text_at};
use crate::body::Kept;
use crate::error::{LedgerError, LedgerFault};
use crate::event;
use crate::horizon::Horizon;
use crate::key::Key;
use crate::list::{EventRow, event_row};
use crate::numbers::{Count, counts};
use crate::origin::{COLUMNS, JOINS, is_unknown, origin};
use crate::query::Condition;
use crate::score::compare;
use crate::store::{Ledger, broken};
use crate::telling::Telling;
use rapporteur::output::{Claim, Entity};
use rapporteur::text::CodePoints;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What an id names.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// An event.
    Event(Box<EventDetail>),
    /// A report.
    Report(Box<ReportDetail>),
}

/// An event with all that is told of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EventDetail {
    /// The event as it is listed.
    #[serde(flatten)]
    pub event: EventRow,
    /// Each distinct telling, first reported first.
    pub versions: Vec<Version>,
    /// How many were killed, hurt, arrested or protested, as the tellings have it.
    pub numbers: Vec<Numbers>,
    /// How many of the origins are reports of which neither publisher nor source is known: they may be one and the same.
    pub unknown_origins: u64,
    /// Why tellings were joined.
    pub links: Vec<LinkRow>,
}

/// What is said of one number, by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Numbers {
    /// `dead injured arrested protesting`.
    pub kind: String,
    /// The least that is told.
    pub least: u64,
    /// The most.
    pub most: u64,
    /// Each origin with what it tells, by number.
    pub told: Vec<(String, u64)>,
}

/// The numbers that versions tell, as ranges.
fn numbers(versions: &[(i64, Version)]) -> Vec<Numbers> {
    let mut told: BTreeMap<&str, BTreeSet<(u64, &str)>> = BTreeMap::new();
    for (_, version) in versions {
        for count in &version.counts {
            let origins = version.printed.iter().map(|printed| (count.number, printed.origin.as_str()));
            told.entry(&count.kind).or_default().extend(origins);
        }
    }
    let range = |(kind, told): (&str, BTreeSet<(u64, &str)>)| {
        let (least, most) = (told.first()?.0, told.last()?.0);
        let told = told.into_iter().map(|(number, origin)| (origin.to_owned(), number)).collect();
        Some(Numbers { kind: kind.to_owned(), least, most, told })
    };
    told.into_iter().filter_map(range).collect()
}

/// One telling of an event, and who prints it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Version {
    /// The claim as it was read, of the first report that has it.
    pub claim: Claim,
    /// The sentence it stands in.
    pub sentence: String,
    /// Where the sentence begins in its report, in code points.
    pub sentence_start: u32,
    /// Whom and what the claim names by the ids of its report: those who take part, and its sources.
    pub entities: Vec<Entity>,
    /// How many were killed, hurt, arrested or protested.
    pub counts: Vec<Count>,
    /// The reports that print it, first published first.
    pub printed: Vec<Printed>,
}

/// A report that prints a telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Printed {
    /// The id of the claim in the ledger.
    pub id: String,
    /// The report's id.
    pub report: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who printed it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// Whose word it is: a medium, or a report.
    pub origin: String,
    /// When the ledger got the report: RFC 3339, UTC.
    pub added_at: String,
}

/// Why two tellings were taken for one event.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LinkRow {
    /// The positions of the two versions.
    pub versions: (usize, usize),
    /// How likely they are of one event, 0 to 1.
    pub score: f64,
    /// What speaks for and against, with weights.
    pub reasons: String,
}

/// A report with its claims.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReportDetail {
    /// Its id.
    pub id: String,
    /// The id that the input gave it.
    pub name: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who printed it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// When it was added.
    pub added_at: String,
    /// What read it.
    pub model: String,
    /// Its text.
    pub text: String,
    /// The events that its claims tell, in the order of the text, with the claims' ids.
    pub events: Vec<(String, EventRow)>,
    /// Reports that have paragraphs in common with it, most first.
    pub copies: Vec<Copy>,
}

/// A report that has paragraphs in common with another.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Copy {
    /// Its id.
    pub report: String,
    /// Who printed it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Which part of the report's paragraphs, by length, it has too; 0 to 1.
    pub share: f64,
}

/// From this part on, a report counts as a copy of another.
pub const COPIED: f64 = 0.5;

impl Ledger {
    /// What an id, or the beginning of one, names: an event by any of its claims, or a report.
    pub fn show(&self, id: &str, horizon: &Horizon) -> Result<Shown, LedgerError> {
        let Some((least, most)) = bounds(id) else {
            return Err(self.fault(LedgerFault::Refused(
                format!("{id:?} is no id"),
                "ids are hexadecimal; rapporteur list shows them",
            )));
        };
        let named: Vec<(bool, i64)> = self.ask(|db| {
            let mut find = db.prepare_cached(
                "SELECT DISTINCT TRUE, t.event FROM claim c JOIN telling t ON t.id = c.telling WHERE c.key BETWEEN ?1 AND ?2
                 UNION SELECT FALSE, id FROM report WHERE key BETWEEN ?1 AND ?2 LIMIT 2",
            )?;
            find.query_map([&least[..], &most[..]], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        let unknown = || self.fault(LedgerFault::Unknown(id.to_owned()));
        match named[..] {
            [] => Err(unknown()),
            [(true, event)] => {
                let detail = self.ask(|db| event_detail(db, event, horizon))?.ok_or_else(unknown)?;
                Ok(Shown::Event(Box::new(detail)))
            }
            [(false, report)] => Ok(Shown::Report(Box::new(self.ask(|db| report_detail(db, report))?))),
            _ => Err(self.fault(LedgerFault::Refused(format!("several ids begin with {id}"), "give more of it"))),
        }
    }
}

/// The first and last key that begin with these hexadecimal digits.
pub(crate) fn bounds(digits: &str) -> Option<([u8; 16], [u8; 16])> {
    if digits.is_empty() || digits.len() > 32 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let filled = |with: char| {
        let full: String = digits.chars().chain(std::iter::repeat(with)).take(32).collect();
        u128::from_str_radix(&full, 16).ok().map(u128::to_be_bytes)
    };
    Some((filled('0')?, filled('f')?))
}

pub(crate) fn event_detail(db: &Connection, event: i64, horizon: &Horizon) -> rusqlite::Result<Option<EventDetail>> {
    let Some(summary) = event::within(db, event, horizon)? else { return Ok(None) };
    let mut versions: Vec<(i64, Version)> = Vec::new();
    let tellings: BTreeMap<i64, Telling> = event::tellings_of(db, event)?.into_iter().collect();
    for (&telling, features) in &tellings {
        let claims = printed(db, telling, horizon)?;
        let Some((first, _)) = claims.first() else { continue };
        let version = version_as_read(db, *first)?;
        let printed = claims.into_iter().map(|(_, printed)| printed).collect();
        versions.push((telling, Version { counts: features.counts.clone(), printed, ..version }));
    }
    versions.sort_by(|(_, a), (_, b)| {
        let order = |version: &Version| {
            let first = &version.printed[0];
            (first.published.is_none(), first.published.clone(), first.id.clone())
        };
        order(a).cmp(&order(b))
    });
    let places: BTreeMap<i64, usize> = versions.iter().enumerate().map(|(at, (telling, _))| (*telling, at)).collect();
    let mut links = Vec::new();
    let mut find = db.prepare_cached("SELECT b, score FROM link WHERE a = ?")?;
    for (at, (telling, _)) in versions.iter().enumerate() {
        let mut rows = find.query([telling])?;
        while let Some(row) = rows.next()? {
            let other: i64 = row.get(0)?;
            if let Some(&to) = places.get(&other) {
                let reasons =
                    compare(&tellings[telling], &tellings[&other]).map(|score| score.told()).unwrap_or_default();
                links.push(LinkRow { versions: (at.min(to), at.max(to)), score: row.get(1)?, reasons });
            }
        }
    }
    links.sort_by_key(|link| link.versions);
    let event = event_row(db, summary)?;
    let origins: BTreeSet<&str> =
        versions.iter().flat_map(|(_, version)| &version.printed).map(|printed| printed.origin.as_str()).collect();
    let unknown_origins = origins.iter().filter(|origin| is_unknown(origin)).count() as u64;
    let numbers = numbers(&versions);
    Ok(Some(EventDetail {
        event,
        numbers,
        unknown_origins,
        versions: versions.into_iter().map(|(_, version)| version).collect(),
        links,
    }))
}

/// One claim as its report prints it.
pub(crate) fn printed_claim(db: &Connection, claim: i64) -> rusqlite::Result<Version> {
    let printed = printed_where(db, "c.id = ?", [claim.into()])?.into_iter().map(|(_, printed)| printed).collect();
    let version = version_as_read(db, claim)?;
    Ok(Version { counts: counts(&version.sentence), printed, ..version })
}

fn printed(db: &Connection, telling: i64, horizon: &Horizon) -> rusqlite::Result<Vec<(i64, Printed)>> {
    let Condition { sql, values } = horizon.condition();
    printed_where(db, &format!("c.telling = ? AND {sql}"), std::iter::once(telling.into()).chain(values))
}

fn printed_where(
    db: &Connection,
    condition: &str,
    values: impl IntoIterator<Item = Value>,
) -> rusqlite::Result<Vec<(i64, Printed)>> {
    let mut find = db.prepare_cached(&format!(
        "SELECT c.id, c.key, r.key, r.title, own_publisher.name, r.published, r.url, r.added_at, {COLUMNS}
         FROM claim c JOIN report r ON r.id = c.report {JOINS} WHERE {condition}
         ORDER BY r.published_day IS NULL, r.published_day, c.key"
    ))?;
    let one = |row: &Row<'_>| {
        let printed = Printed {
            id: Key::at(row, 1)?.to_string(),
            report: Key::at(row, 2)?.to_string(),
            title: row.get(3)?,
            publisher: row.get(4)?,
            published: row.get(5)?,
            url: row.get(6)?,
            added_at: row.get(7)?,
            origin: origin(row, 8)?,
        };
        Ok((row.get(0)?, printed))
    };
    find.query_map(params_from_iter(values), one)?.collect()
}

/// A claim as the reading has it, with its sentence; who prints it is for the caller to say.
pub(crate) fn version_as_read(db: &Connection, claim: i64) -> rusqlite::Result<Version> {
    let mut find = db.prepare_cached(
        "SELECT d.body, c.n, r.body FROM claim c JOIN reading d ON d.id = c.reading JOIN report r ON r.id = c.report
         WHERE c.id = ?",
    )?;
    let (kept, n, text) = find.query_row([claim], |row| {
        let kept = Kept::unpack(row.get_ref(0)?.as_blob()?).map_err(broken)?;
        Ok((kept, row.get::<_, i64>(1)? as usize, text_at(row, 2)?))
    })?;
    let claim = kept.claims.get(n).ok_or(rusqlite::Error::QueryReturnedNoRows)?.clone();
    let points = CodePoints::new(&text);
    let range = sentence_range(&kept, &claim, &points);
    let parties = claim.actors.iter().chain(&claim.recipients).filter_map(|party| party.entity.as_deref());
    let sources = claim.attribution.iter().filter_map(|link| link.source.as_ref()?.entity.as_deref());
    let named: BTreeSet<&str> = parties.chain(sources).collect();
    Ok(Version {
        entities: kept.entities.iter().filter(|entity| named.contains(&*entity.id)).cloned().collect(),
        sentence: range.of(&text).to_owned(),
        sentence_start: points.point(range.start),
        claim,
        counts: Vec::new(),
        printed: Vec::new(),
    })
}

fn report_detail(db: &Connection, report: i64) -> rusqlite::Result<ReportDetail> {
    let mut claims = db.prepare_cached(
        "SELECT c.key, t.event FROM claim c JOIN telling t ON t.id = c.telling WHERE c.report = ? ORDER BY c.n",
    )?;
    let mut rows = claims.query([report])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(summary) = event::within(db, row.get(1)?, &Horizon::default())? {
            let id = Key::at(row, 0)?.to_string();
            events.push((id, event_row(db, summary)?));
        }
    }
    let copies = copies(db, report)?;
    let mut find = db.prepare_cached(
        "SELECT r.key, r.name, r.title, n.name, r.published, r.url, r.added_at, o.model, r.body FROM report r
         LEFT JOIN name n ON n.id = r.publisher JOIN reading d ON d.report = r.id AND d.superseded_at IS NULL
         JOIN coder o ON o.id = d.coder WHERE r.id = ?",
    )?;
    find.query_row([report], |row| {
        Ok(ReportDetail {
            id: Key::at(row, 0)?.to_string(),
            name: row.get(1)?,
            title: row.get(2)?,
            publisher: row.get(3)?,
            published: row.get(4)?,
            url: row.get(5)?,
            added_at: row.get(6)?,
            model: row.get(7)?,
            text: text_at(row, 8)?,
            events,
            copies,
        })
    })
}

/// The reports that have paragraphs of this one.
fn copies(db: &Connection, report: i64) -> rusqlite::Result<Vec<Copy>> {
    let all: Option<i64> = db
        .query_row("SELECT sum(end - start) FROM report_passage WHERE report = ?", [report], |row| row.get(0))
        .optional()?
        .flatten();
    let Some(all) = all.filter(|all| *all > 0) else { return Ok(Vec::new()) };
    let mut find = db.prepare_cached(
        "SELECT r.key, n.name, r.published, sum(shared.length) AS length FROM (
             SELECT DISTINCT own.start, own.end - own.start AS length, theirs.report AS other
             FROM report_passage own JOIN passage p ON p.id = own.passage JOIN passage q ON q.grp = p.grp
             JOIN report_passage theirs ON theirs.passage = q.id WHERE own.report = ?1 AND theirs.report <> ?1
         ) shared JOIN report r ON r.id = shared.other LEFT JOIN name n ON n.id = r.publisher
         GROUP BY r.id ORDER BY length DESC, r.published_day, r.key LIMIT 200",
    )?;
    let copy = |row: &Row<'_>| {
        Ok(Copy {
            report: Key::at(row, 0)?.to_string(),
            publisher: row.get(1)?,
            published: row.get(2)?,
            share: row.get::<_, i64>(3)? as f64 / all as f64,
        })
    };
    find.query_map([report], copy)?.collect()
}
