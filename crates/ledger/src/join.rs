//! Two ledgers become one.

use crate::add::{
    Added, Place, REPORT, insert_coder, insert_reading, insert_report, keep_reading, report_at, supersede,
};
use crate::body::Kept;
use crate::error::LedgerError;
use crate::judge::apply;
use crate::key::Key;
use crate::merge::{Unsettled, settle};
use crate::store::{Ledger, broken};
use rapporteur::output::Coder;
use rapporteur::text::Report;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use std::collections::BTreeSet;

/// So many reports are taken over in one transaction.
const BATCH: i64 = 256;

/// A report of the other ledger with its current reading.
struct Taken {
    report: Report,
    /// The date of publication that the reading rests on.
    read_with: Option<String>,
    added_at: String,
    coder: Coder,
    read_at: String,
    kept: Kept,
}

impl Ledger {
    /// Takes over all reports and current readings of another ledger. Of a report that both have, the later reading is
    /// current. Which ledger takes over which makes no difference to what is found in the result.
    ///
    /// `seen` is told of the reports as they are taken, for progress. Stopped halfway, it goes on where it stopped.
    pub fn take(&mut self, other: &Self, mut seen: impl FnMut(u64)) -> Result<Added, LedgerError> {
        let mut added = Added::default();
        let mut after = 0;
        loop {
            let batch = other.ask(|db| {
                let mut reports = db.prepare_cached(&format!(
                    "SELECT r.id, {REPORT}, d.published, r.added_at,
                            o.version, o.model, o.codebook, d.read_at, d.body
                     FROM report r LEFT JOIN name n ON n.id = r.publisher
                     JOIN reading d ON d.report = r.id AND d.superseded_at IS NULL JOIN coder o ON o.id = d.coder
                     WHERE r.id > ? ORDER BY r.id LIMIT ?",
                ))?;
                reports.query_map([after, BATCH], taken)?.collect::<rusqlite::Result<Vec<_>>>()
            })?;
            let Some((last, _)) = batch.last() else {
                self.take_judgements(other)?;
                return Ok(added);
            };
            after = *last;
            seen(batch.len() as u64);
            added += self.write(|transaction| {
                let mut added = Added::default();
                let mut unsettled = Unsettled::default();
                for (_, taken) in &batch {
                    added += take_one(transaction, taken, &mut unsettled)?;
                }
                settle(transaction, &unsettled)?;
                Ok(added)
            })?;
        }
    }

    /// Takes over what people judged.
    fn take_judgements(&mut self, other: &Self) -> Result<(), LedgerError> {
        type Judgement =
            (Vec<u8>, Vec<u8>, String, Vec<u8>, Option<Vec<u8>>, [Option<String>; 2], [String; 2], Option<String>);
        let theirs: Vec<Judgement> = other.ask(|db| {
            let mut find = db.prepare(
                "SELECT key, act, kind, claim, other, field, value, at, reviewer, reason FROM judgement ORDER BY at, key",
            )?;
            find.query_map([], |row| {
                let edit = [row.get(5)?, row.get(6)?];
                let by = [row.get(7)?, row.get(8)?];
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, edit, by, row.get(9)?))
            })?
            .collect()
        })?;
        self.write(|db| {
            let mut insert = db.prepare_cached(
                "INSERT OR IGNORE INTO judgement (key, act, kind, claim, other, field, value, at, reviewer, reason)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?;
            let mut acts = BTreeSet::new();
            for (key, act, kind, claim, other, [field, value], [at, reviewer], reason) in &theirs {
                if insert.execute(params![key, act, kind, claim, other, field, value, at, reviewer, reason])? > 0 {
                    acts.extend(Key::from_blob(if kind == "undo" { claim } else { act }));
                }
            }
            acts.into_iter().try_for_each(|act| apply(db, act))
        })
    }
}

fn taken(row: &Row<'_>) -> rusqlite::Result<(i64, Taken)> {
    let report = report_at(row, 1)?;
    let coder = Coder { version: row.get(10)?, model: row.get(11)?, codebook: row.get(12)? };
    let kept = Kept::unpack(row.get_ref(14)?.as_blob()?).map_err(broken)?;
    let (read_with, added_at, read_at) = (row.get(8)?, row.get(9)?, row.get(13)?);
    Ok((row.get(0)?, Taken { report, read_with, added_at, coder, read_at, kept }))
}

fn take_one(db: &Transaction<'_>, taken: &Taken, unsettled: &mut Unsettled) -> rusqlite::Result<Added> {
    let key = Key::of_report(&taken.report);
    let coder = insert_coder(db, &taken.coder)?;
    let new = insert_report(db, key, &taken.report, &taken.added_at)?;
    let place = |report| Place { report, key, text: &taken.report.text, published: taken.read_with.as_deref() };
    if let Some(report) = new {
        insert_reading(db, place(report), coder, &taken.read_at, &taken.kept, unsettled)?;
        return Ok(Added { reports: 1, claims: taken.kept.claims.len() as u64, known: 0 });
    }
    let mut find = db.prepare_cached(
        "SELECT r.id, d.read_at, o.version, o.model, o.codebook, r.published FROM report r
         JOIN reading d ON d.report = r.id AND d.superseded_at IS NULL JOIN coder o ON o.id = d.coder WHERE r.key = ?",
    )?;
    let ours = find
        .query_row([key.0], |row| {
            let of: [String; 4] = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
            Ok((row.get::<_, i64>(0)?, of, row.get::<_, Option<String>>(5)?))
        })
        .optional()?;
    if let Some((report, ours, published)) = ours {
        db.prepare_cached("UPDATE report SET added_at = min(added_at, ?) WHERE id = ?")?
            .execute(params![taken.added_at, report])?;
        let Coder { version, model, codebook } = &taken.coder;
        if published != taken.read_with {
            // It may come into force with the judgements, which are taken last.
            let mut find = db.prepare_cached(
                "SELECT 1 FROM reading WHERE report = ? AND coder = ? AND read_at = ? AND published IS ?",
            )?;
            if !find.exists(params![report, coder, taken.read_at, taken.read_with])? {
                let read_at = taken.read_at.as_str();
                keep_reading(db, place(report), coder, read_at, &taken.kept, Some(read_at))?;
            }
        } else if [&taken.read_at, version, model, codebook].into_iter().gt(ours.iter()) {
            supersede(db, report, &taken.read_at, unsettled)?;
            insert_reading(db, place(report), coder, &taken.read_at, &taken.kept, unsettled)?;
        }
    }
    Ok(Added { known: 1, ..Added::default() })
}
