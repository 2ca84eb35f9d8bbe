//! Reports and their readings go in.

use crate::body::Kept;
use crate::day::day;
use crate::error::LedgerError;
use crate::fold::folded_words;
use crate::judge;
use crate::key::Key;
use crate::merge::{Unsettled, settle, telling_id};
use crate::pack::{Kind, pack, unpack_text};
use crate::passages::{self, Paragraph};
use crate::store::{Ledger, broken, now};
use crate::telling::Telling;
use rapporteur::output::{Claim, Coder, Document, Participant};
use rapporteur::text::{CodePoints, Report, TextRange};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// A report with its reading.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The report.
    pub report: Report,
    /// Its reading, in the terms of the contract.
    pub document: Document,
}

/// What adding changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Added {
    /// Reports that were not there before.
    pub reports: u64,
    /// Reports that were there already, by content; nothing was changed for them.
    pub known: u64,
    /// Claims of the new reports.
    pub claims: u64,
}

impl std::ops::AddAssign for Added {
    fn add_assign(&mut self, other: Self) {
        self.reports += other.reports;
        self.known += other.known;
        self.claims += other.claims;
    }
}

impl Ledger {
    /// Whether a report is in the ledger, by content.
    pub fn holds(&self, report: &Report) -> Result<bool, LedgerError> {
        let key = Key::of_report(report);
        self.ask(|db| {
            let mut known = db.prepare_cached("SELECT 1 FROM report WHERE key = ?")?;
            known.exists([key.0])
        })
    }

    /// How many reports are in the ledger.
    pub fn reports(&self) -> Result<u64, LedgerError> {
        self.ask(|db| db.query_row("SELECT count(*) FROM report", [], |row| row.get::<_, i64>(0))).map(|n| n as u64)
    }

    /// Adds reports in one transaction: all of them are in the ledger when this returns, or none.
    pub fn add(&mut self, entries: &[Entry]) -> Result<Added, LedgerError> {
        let at = now();
        self.write(|transaction| {
            let mut added = Added::default();
            let mut unsettled = Unsettled::default();
            for entry in entries {
                let key = Key::of_report(&entry.report);
                match insert_report(transaction, key, &entry.report, &at)? {
                    None => added.known += 1,
                    Some(report) => {
                        added.reports += 1;
                        added.claims += entry.document.claims.len() as u64;
                        let coder = insert_coder(transaction, &entry.document.coder)?;
                        let kept = Kept::of(&entry.document);
                        let published = entry.report.published.as_deref();
                        let place = Place { report, key, text: &entry.report.text, published };
                        insert_reading(transaction, place, coder, &at, &kept, &mut unsettled)?;
                    }
                }
            }
            settle(transaction, &unsettled)?;
            Ok(added)
        })
    }
}

/// The report that a reading belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Place<'r> {
    pub(crate) report: i64,
    pub(crate) key: Key,
    pub(crate) text: &'r str,
    /// The date of publication that is in force.
    pub(crate) published: Option<&'r str>,
}

/// The columns that [`report_at`] reads, of `report r` with its publisher as `name n`: the report as the input gave it.
pub(crate) const REPORT: &str = "r.name, r.title, n.name, r.given, r.url, r.language, r.body";

/// A report as it was added, from the columns that begin at `at`.
pub(crate) fn report_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Report> {
    Ok(Report {
        id: row.get(at)?,
        title: row.get(at + 1)?,
        publisher: row.get(at + 2)?,
        published: row.get(at + 3)?,
        url: row.get(at + 4)?,
        language: row.get(at + 5)?,
        text: text_at(row, at + 6)?,
        ..Report::default()
    })
}

/// The text of a report from its body.
pub(crate) fn text_at(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    unpack_text(row.get_ref(at)?.as_blob()?).map_err(broken)
}

/// The row of a report that was not there, or nothing.
pub(crate) fn insert_report(
    db: &Transaction<'_>,
    key: Key,
    report: &Report,
    at: &str,
) -> rusqlite::Result<Option<i64>> {
    let publisher = report.publisher.as_deref().map(|name| name_id(db, name)).transpose()?;
    let mut insert = db.prepare_cached(
        "INSERT INTO report (key, name, title, publisher, given, published, published_day, url, language, characters, body, sha256, added_at)
         VALUES (?, ?, ?, ?, ?5, ?5, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
    )?;
    let digest = Sha256::digest(&report.text);
    let characters = report.text.chars().count() as i64;
    let body = pack(Kind::Text, report.text.as_bytes()).map_err(broken)?;
    let changed = insert.execute(params![
        key.0,
        report.id,
        report.title,
        publisher,
        report.published,
        report.published.as_deref().and_then(day),
        report.url,
        report.language,
        characters,
        body,
        &digest[..],
        at
    ])?;
    Ok((changed > 0).then(|| db.last_insert_rowid()))
}

pub(crate) fn insert_coder(db: &Transaction<'_>, coder: &Coder) -> rusqlite::Result<i64> {
    let fields = [&coder.version, &coder.model, &coder.codebook];
    let mut find = db.prepare_cached("SELECT id FROM coder WHERE version = ? AND model = ? AND codebook = ?")?;
    if let Some(id) = find.query_row(fields, |row| row.get(0)).optional()? {
        return Ok(id);
    }
    db.execute("INSERT INTO coder (version, model, codebook) VALUES (?, ?, ?)", fields)?;
    Ok(db.last_insert_rowid())
}

/// Writes a reading and lays its claims out for search.
pub(crate) fn insert_reading(
    db: &Transaction<'_>,
    place: Place<'_>,
    coder: i64,
    read_at: &str,
    kept: &Kept,
    unsettled: &mut Unsettled,
) -> rusqlite::Result<()> {
    let reading = keep_reading(db, place, coder, read_at, kept, None)?;
    lay_out(db, place, reading, kept, unsettled)
}

/// The row of a reading; one that is superseded from the beginning waits until its date comes into force.
pub(crate) fn keep_reading(
    db: &Transaction<'_>,
    place: Place<'_>,
    coder: i64,
    read_at: &str,
    kept: &Kept,
    superseded_at: Option<&str>,
) -> rusqlite::Result<i64> {
    let body = kept.pack().map_err(broken)?;
    db.prepare_cached(
        "INSERT INTO reading (report, coder, read_at, superseded_at, published, claims, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        place.report,
        coder,
        read_at,
        superseded_at,
        place.published,
        kept.claims.len() as i64,
        body
    ])?;
    Ok(db.last_insert_rowid())
}

/// The rows of a reading's claims, which are made of its body and can be made again.
fn lay_out(
    db: &Transaction<'_>,
    place: Place<'_>,
    reading: i64,
    kept: &Kept,
    unsettled: &mut Unsettled,
) -> rusqlite::Result<()> {
    let points = CodePoints::new(place.text);
    let paragraphs = passages::enter(db, place.report, place.text, unsettled)?;
    let mut sentences: HashMap<usize, i64> = HashMap::new();
    for (n, (as_read, key)) in kept.claims.iter().zip(Key::of_claims(place.key, &kept.claims)).enumerate() {
        let claim = &judge::edited(db, key, as_read)?;
        let range = sentence_range(kept, claim, &points);
        let sentence = match sentences.get(&claim.sentence) {
            Some(&id) => id,
            None => {
                let id = insert_sentence(db, place, range, &points)?;
                sentences.insert(claim.sentence, id);
                id
            }
        };
        let published = place.published.and_then(day);
        let telling = Telling::of(claim, range.of(place.text), points.point(range.start), published);
        let row = ClaimRow {
            key,
            report: place.report,
            reading,
            n,
            sentence,
            telling: telling_id(db, &telling, unsettled)?,
            passage: passage_of(&paragraphs, claim.trigger.start),
            medium: cited_medium(kept, claim),
        };
        insert_claim(db, claim, &row)?;
    }
    Ok(())
}

/// The current reading of a report makes room for another; it is kept.
pub(crate) fn supersede(
    db: &Transaction<'_>,
    report: i64,
    at: &str,
    unsettled: &mut Unsettled,
) -> rusqlite::Result<()> {
    clear(db, report, unsettled)?;
    db.prepare_cached("UPDATE reading SET superseded_at = ? WHERE report = ? AND superseded_at IS NULL")?
        .execute(params![at, report])
        .map(|_| ())
}

/// Takes the rows of a reading's claims away, so that others can take their place.
fn clear(db: &Transaction<'_>, report: i64, unsettled: &mut Unsettled) -> rusqlite::Result<()> {
    let mut tellings = db.prepare_cached("SELECT telling FROM claim WHERE report = ? AND telling IS NOT NULL")?;
    for telling in tellings.query_map([report], |row| row.get::<_, i64>(0))? {
        unsettled.touched.insert(telling?);
    }
    for sql in [
        "DELETE FROM participant WHERE claim IN (SELECT id FROM claim WHERE report = ?)",
        "DELETE FROM voice WHERE claim IN (SELECT id FROM claim WHERE report = ?)",
        "DELETE FROM claim WHERE report = ?",
        "DELETE FROM sentence_text WHERE rowid IN (SELECT id FROM sentence WHERE report = ?)",
        "DELETE FROM sentence WHERE report = ?",
        "DELETE FROM report_passage WHERE report = ?",
    ] {
        db.prepare_cached(sql)?.execute([report])?;
    }
    Ok(())
}

/// Makes the rows of all current readings again from their bodies, as a migration needs it. `seen` is told of each.
pub(crate) fn lay_out_all(db: &Transaction<'_>, mut seen: impl FnMut()) -> rusqlite::Result<()> {
    let mut unsettled = Unsettled::default();
    let mut reports = db.prepare("SELECT report FROM reading WHERE superseded_at IS NULL ORDER BY id")?;
    for report in reports.query_map([], |row| row.get(0))? {
        lay_out_again(db, report?, &mut unsettled)?;
        seen();
    }
    settle(db, &unsettled)
}

/// Makes the rows of one report's claims again, as its judgements have them now.
pub(crate) fn lay_out_again(db: &Transaction<'_>, report: i64, unsettled: &mut Unsettled) -> rusqlite::Result<()> {
    let mut find = db.prepare_cached(
        "SELECT d.id, d.body, r.key, r.body, r.published FROM reading d JOIN report r ON r.id = d.report
         WHERE d.superseded_at IS NULL AND r.id = ?",
    )?;
    let (reading, kept, key, text, published) = find.query_row([report], |row| {
        let kept = Kept::unpack(row.get_ref(1)?.as_blob()?).map_err(broken)?;
        Ok((row.get(0)?, kept, Key::at(row, 2)?, text_at(row, 3)?, row.get::<_, Option<String>>(4)?))
    })?;
    clear(db, report, unsettled)?;
    let place = Place { report, key, text: &text, published: published.as_deref() };
    lay_out(db, place, reading, &kept, unsettled)
}

fn passage_of(paragraphs: &[Paragraph], point: u32) -> Option<i64> {
    paragraphs.iter().find(|p| p.start <= point && point < p.end).map(|p| p.passage)
}

/// The medium that the report takes a claim from: the outermost source that is an organisation of journalists.
fn cited_medium<'k>(kept: &Kept, claim: &'k Claim) -> Option<&'k str> {
    let is_medium = |id: &str| {
        let found = kept.attributions.iter().find(|attribution| attribution.id == id);
        found.is_some_and(|a| {
            a.sector.as_deref() == Some("JRN") && a.source_kind.as_deref() == Some("named-organization")
        })
    };
    let link = claim.attribution.iter().find(|link| is_medium(&link.id))?;
    link.source.as_ref().map(|source| source.name.as_str())
}

/// Where a claim belongs.
struct ClaimRow<'c> {
    key: Key,
    report: i64,
    reading: i64,
    n: usize,
    sentence: i64,
    telling: i64,
    passage: Option<i64>,
    medium: Option<&'c str>,
}

/// The sentence of a claim; its trigger where the reading has none.
pub(crate) fn sentence_range(kept: &Kept, claim: &Claim, points: &CodePoints<'_>) -> TextRange {
    let (start, end) =
        kept.sentences.get(claim.sentence).map_or((claim.trigger.start, claim.trigger.end), |s| (s.start, s.end));
    points.range(start, end)
}

fn insert_sentence(
    db: &Transaction<'_>,
    place: Place<'_>,
    range: TextRange,
    points: &CodePoints<'_>,
) -> rusqlite::Result<i64> {
    let (start, end) = points.span(range);
    db.prepare_cached("INSERT INTO sentence (report, start, end) VALUES (?, ?, ?)")?.execute(params![
        place.report,
        start,
        end
    ])?;
    let id = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO sentence_text (rowid, text) VALUES (?, ?)")?
        .execute(params![id, range.of(place.text)])?;
    Ok(id)
}

fn insert_claim(db: &Transaction<'_>, claim: &Claim, at: &ClaimRow<'_>) -> rusqlite::Result<()> {
    let day_of = |end: fn(&rapporteur::output::DateField) -> &Option<String>| {
        claim.date.as_ref().and_then(|date| end(date).as_deref()).and_then(day)
    };
    let place = claim.place.as_ref().map(|place| name_id(db, &place.name)).transpose()?;
    let medium = at.medium.map(|name| name_id(db, name)).transpose()?;
    db.prepare_cached(
        "INSERT INTO claim (key, report, reading, n, sentence, type, status, mode, context, day_from, day_to, place,
                            place_country, confidence, telling, passage, medium, judged)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        at.key.0,
        at.report,
        at.reading,
        at.n as i64,
        at.sentence,
        claim.ty,
        claim.status,
        spaced(&claim.mode),
        spaced(&claim.context),
        day_of(|date| &date.from),
        day_of(|date| &date.to),
        place,
        claim.place.as_ref().and_then(|place| place.country.as_deref()),
        claim.confidence,
        at.telling,
        at.passage,
        medium,
        judge::verdict(db, at.key)?,
    ])?;
    let id = db.last_insert_rowid();
    for (role, parties) in [&claim.actors, &claim.recipients].into_iter().enumerate() {
        for (n, party) in parties.iter().enumerate() {
            insert_participant(db, id, role, n, party)?;
        }
    }
    for (depth, link) in claim.attribution.iter().enumerate() {
        if let Some(source) = &link.source {
            let name = name_id(db, &source.name)?;
            db.prepare_cached("INSERT INTO voice (claim, depth, name) VALUES (?, ?, ?)")?.execute(params![
                id,
                depth as i64,
                name
            ])?;
        }
    }
    Ok(())
}

fn insert_participant(
    db: &Transaction<'_>,
    claim: i64,
    role: usize,
    n: usize,
    party: &Participant,
) -> rusqlite::Result<()> {
    let name = name_id(db, &party.name)?;
    db.prepare_cached("INSERT INTO participant (claim, role, n, name, country, sector) VALUES (?, ?, ?, ?, ?, ?)")?
        .execute(params![claim, role as i64, n as i64, name, party.country, party.sector])?;
    Ok(())
}

/// With a space around each, so that ` visit ` is found among them.
fn spaced(words: &[String]) -> String {
    if words.is_empty() { String::new() } else { format!(" {} ", words.join(" ")) }
}

/// The id of a name, which is entered with its words where it is new.
pub(crate) fn name_id(db: &Transaction<'_>, name: &str) -> rusqlite::Result<i64> {
    let mut find = db.prepare_cached("SELECT id FROM name WHERE name = ?")?;
    if let Some(id) = find.query_row([name], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    db.prepare_cached("INSERT INTO name (name) VALUES (?)")?.execute([name])?;
    let id = db.last_insert_rowid();
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO name_word (word, name) VALUES (?, ?)")?;
    for word in folded_words(name) {
        insert.execute(params![word, id])?;
    }
    Ok(id)
}
