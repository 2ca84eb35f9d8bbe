//! Whether a ledger holds what it says.

use crate::add::{REPORT, report_at};
use crate::body::Kept;
use crate::error::LedgerError;
use crate::event::ACTORS;
use crate::judge;
use crate::key::Key;
use crate::store::Ledger;
use rapporteur::output::{Claim, Words};
use rapporteur::text::CodePoints;
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};
use std::fmt;

/// Something that does not hold, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What it is about: `report 1f3c…`, `claim …`, `file`.
    pub place: String,
    /// What does not hold: lower case, no full stop.
    pub message: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// What was looked at and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Reports looked at.
    pub reports: u64,
    /// Readings, also superseded ones.
    pub readings: u64,
    /// Claims of current readings.
    pub claims: u64,
    /// Spans compared with the text.
    pub spans: u64,
    /// What does not hold.
    pub flaws: Vec<Flaw>,
}

impl Verdict {
    fn flaw(&mut self, place: impl fmt::Display, message: impl Into<String>) {
        self.flaws.push(Flaw { place: place.to_string(), message: message.into() });
    }
}

impl Ledger {
    /// Checks the whole ledger: the file's structure, references between rows, digests, every span against the text, and
    /// that the rows made for search are those of the readings. `seen` is told of each report, for progress.
    pub fn verify(&self, mut seen: impl FnMut()) -> Result<Verdict, LedgerError> {
        let mut verdict = Verdict::default();
        self.ask(|db| {
            check_file(db, &mut verdict)?;
            let mut reports = db.prepare(&format!(
                "SELECT r.id, r.key, {REPORT}, r.sha256
                 FROM report r LEFT JOIN name n ON n.id = r.publisher ORDER BY r.id",
            ))?;
            let mut rows = reports.query([])?;
            while let Some(row) = rows.next()? {
                check_report(db, row, &mut verdict)?;
                seen();
            }
            check_counts(db, &mut verdict)
        })?;
        Ok(verdict)
    }
}

fn check_file(db: &Connection, verdict: &mut Verdict) -> rusqlite::Result<()> {
    let mut check = db.prepare("PRAGMA integrity_check(20)")?;
    for message in check.query_map([], |row| row.get::<_, String>(0))? {
        let message = message?;
        if message != "ok" {
            verdict.flaw("file", message);
        }
    }
    let mut check = db.prepare("PRAGMA foreign_key_check")?;
    let broken = check.query_map([], |row| {
        Ok(format!(
            "row {} of {} refers to a row of {} that is not there",
            row.get::<_, Option<i64>>(1)?.unwrap_or_default(),
            row.get::<_, String>(0)?,
            row.get::<_, String>(2)?
        ))
    })?;
    for message in broken.take(20) {
        verdict.flaw("file", message?);
    }
    Ok(())
}

fn check_report(db: &Connection, row: &Row<'_>, verdict: &mut Verdict) -> rusqlite::Result<()> {
    verdict.reports += 1;
    let id: i64 = row.get(0)?;
    let report = report_at(row, 2)?;
    let key = Key::of_report(&report);
    let place = format!("report {key}");
    if row.get::<_, Vec<u8>>(1)? != key.0 {
        verdict.flaw(&place, "its key is not that of its content");
    }
    if row.get::<_, Vec<u8>>(9)? != Sha256::digest(&report.text)[..] {
        verdict.flaw(&place, "the digest is not that of the text");
    }
    let mut readings =
        db.prepare_cached("SELECT id, body, claims, superseded_at IS NULL FROM reading WHERE report = ?")?;
    let mut rows = readings.query([id])?;
    let mut current = 0;
    while let Some(row) = rows.next()? {
        verdict.readings += 1;
        let kept = match Kept::unpack(row.get_ref(1)?.as_blob()?) {
            Ok(kept) => kept,
            Err(error) => {
                verdict.flaw(&place, format!("a reading cannot be unpacked: {error}"));
                continue;
            }
        };
        if row.get::<_, i64>(2)? != kept.claims.len() as i64 {
            verdict.flaw(&place, "the number of claims is not that of the reading");
        }
        check_spans(&report.text, &kept, &place, verdict);
        if row.get(3)? {
            current += 1;
            check_rows(db, row.get(0)?, key, &kept, &place, verdict)?;
        }
    }
    if current != 1 {
        verdict.flaw(&place, format!("{current} current readings instead of one"));
    }
    Ok(())
}

/// Every span of a claim holds the words that the claim shows.
fn check_spans(text: &str, kept: &Kept, place: &str, verdict: &mut Verdict) {
    let points = CodePoints::new(text);
    for claim in &kept.claims {
        for (field, words) in spans(claim) {
            verdict.spans += 1;
            if points.range(words.start, words.end).of(text) != words.text {
                let Words { text, start, end } = words;
                verdict
                    .flaw(place, format!("{} of claim {}: {text:?} does not stand at {start}..{end}", field, claim.id));
            }
        }
    }
}

/// The words that a claim was read from, with the field they stand for.
pub(crate) fn spans(claim: &Claim) -> Vec<(&'static str, Words)> {
    let words = |text: &str, start, end| Words { text: text.to_owned(), start, end };
    let mut spans = vec![("trigger", claim.trigger.clone())];
    spans.extend(claim.status_cue.clone().map(|cue| ("status_cue", cue)));
    spans.extend(claim.actors.iter().map(|p| ("actor", words(&p.text, p.start, p.end))));
    spans.extend(claim.recipients.iter().map(|p| ("recipient", words(&p.text, p.start, p.end))));
    spans.extend(claim.date.iter().map(|d| ("date", words(&d.text, d.start, d.end))));
    spans.extend(claim.place.iter().map(|p| ("place", words(&p.text, p.start, p.end))));
    for link in &claim.attribution {
        spans.extend(link.source.iter().map(|s| ("source", words(&s.text, s.start, s.end))));
        spans.extend(link.cue.clone().map(|cue| ("cue", cue)));
    }
    spans
}

/// The rows of the current reading are those that its body gives.
fn check_rows(
    db: &Connection,
    reading: i64,
    report: Key,
    kept: &Kept,
    place: &str,
    verdict: &mut Verdict,
) -> rusqlite::Result<()> {
    let mut claims = db.prepare_cached("SELECT key, type, status FROM claim WHERE reading = ? ORDER BY n")?;
    let rows = claims
        .query_map([reading], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    verdict.claims += rows.len() as u64;
    let keys = Key::of_claims(report, &kept.claims);
    let mut expected = Vec::new();
    for (claim, key) in kept.claims.iter().zip(keys) {
        let claim = judge::edited(db, key, claim)?;
        expected.push((key.0.to_vec(), claim.ty, claim.status));
    }
    if rows != expected {
        verdict.flaw(place, "the claims laid out for search are not those of the reading");
    }
    Ok(())
}

fn check_counts(db: &Connection, verdict: &mut Verdict) -> rusqlite::Result<()> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    let laws = [
        (
            "claims of readings that are superseded",
            "SELECT count(*) FROM claim c JOIN reading r ON r.id = c.reading WHERE r.superseded_at IS NOT NULL",
        ),
        (
            "claims in a sentence of another report",
            "SELECT count(*) FROM claim c JOIN sentence s ON s.id = c.sentence WHERE s.report <> c.report",
        ),
        (
            "sentences without a claim",
            "SELECT count(*) FROM sentence s WHERE NOT EXISTS (SELECT 1 FROM claim c WHERE c.sentence = s.id)",
        ),
        (
            "sentences that cannot be searched",
            "SELECT abs((SELECT count(*) FROM sentence) - (SELECT count(*) FROM sentence_text))",
        ),
        (
            "names without words",
            "SELECT count(*) FROM name n WHERE n.name GLOB '*[A-Za-z0-9]*'
             AND n.id NOT IN (SELECT name FROM name_word)",
        ),
        (
            "claims without an event",
            "SELECT count(*) FROM claim c LEFT JOIN telling t ON t.id = c.telling WHERE t.event IS NULL",
        ),
        (
            "tellings without a claim",
            "SELECT count(*) FROM telling t WHERE NOT EXISTS (SELECT 1 FROM claim c WHERE c.telling = t.id)",
        ),
        (
            "tellings without a wording, or wordings without a telling",
            "SELECT (SELECT count(*) FROM telling WHERE id NOT IN (SELECT telling FROM wording))
                    + (SELECT count(*) FROM wording WHERE telling NOT IN (SELECT id FROM telling))",
        ),
        (
            "blocks of tellings that are not there",
            "SELECT count(*) FROM block b LEFT JOIN telling t ON t.id = b.telling WHERE t.id IS NULL",
        ),
        (
            "events without a telling",
            "SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM telling t WHERE t.event = e.id)",
        ),
        (
            "events whose claims or reports are miscounted",
            "SELECT count(*) FROM event e WHERE (e.claims, e.reports) IS NOT
             (SELECT count(*), count(DISTINCT c.report) FROM telling t JOIN claim c ON c.telling = t.id
              WHERE t.event = e.id AND (e.judged = 'rejected' OR c.judged <> 'rejected'))",
        ),
        (
            "events that are counted otherwise than the claim that tells most tells them",
            &format!(
                "SELECT count(*) FROM event e LEFT JOIN claim c ON c.id = e.shown LEFT JOIN report r ON r.id = c.report
                 WHERE c.id IS NULL OR (e.publisher, e.country, e.actors) IS NOT (r.publisher, c.place_country, {ACTORS})"
            ),
        ),
        (
            "readings that are current and rest on another date of publication",
            "SELECT count(*) FROM reading d JOIN report r ON r.id = d.report
             WHERE d.superseded_at IS NULL AND d.published IS NOT r.published",
        ),
        (
            "paragraphs that lead back to no report",
            "SELECT count(*) FROM passage p LEFT JOIN passage_group g ON g.id = p.grp WHERE g.id IS NULL",
        ),
    ];
    for (what, sql) in laws {
        match count(sql)? {
            0 => {}
            n => verdict.flaw("ledger", format!("{n} {what}")),
        }
    }
    Ok(())
}
