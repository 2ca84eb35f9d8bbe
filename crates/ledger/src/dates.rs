//! The date of publication of a report, as people set it.
//!
//! Words such as "on Wednesday" mean a day only by that date, so the report is read again with it: by the caller, since
//! the ledger does not read. The date is a judgement on the report. What the input gave stays, and so does the reading
//! made with it, which comes back when the judgement is undone.

use crate::add::{Entry, Place, REPORT, insert_coder, keep_reading, lay_out_again, report_at};
use crate::body::Kept;
use crate::day::day;
use crate::error::{LedgerError, LedgerFault};
use crate::judge::{Reviewer, is_moment};
use crate::key::Key;
use crate::merge::{Unsettled, settle};
use crate::passages::lead_anew;
use crate::reread::{Change, differences};
use crate::show::bounds;
use crate::store::{Ledger, broken, now, this_moment};
use rapporteur::text::Report;
use rusqlite::{OptionalExtension, Row, Transaction, params};

impl Ledger {
    /// A report with another date of publication, to be read and given to [`Ledger::set_published`]. The report is named
    /// by its id or the beginning of it; no date means that it is not known.
    pub fn dated(&self, id: &str, date: &str) -> Result<Report, LedgerError> {
        let date = date.trim();
        if !date.is_empty() && !is_moment(date) {
            let what = format!("{date:?} is no date");
            return Err(self.fault(LedgerFault::Refused(what, "give one such as 2025-03-13, or an empty one")));
        }
        let (row, _) = self.report_named(id)?;
        let mut report = self.ask(|db| {
            let mut find = db.prepare_cached(&format!(
                "SELECT {REPORT} FROM report r LEFT JOIN name n ON n.id = r.publisher WHERE r.id = ?"
            ))?;
            find.query_row([row], |row| report_at(row, 0))
        })?;
        report.published = (!date.is_empty()).then(|| date.to_owned());
        Ok(report)
    }

    /// Sets the date of publication of a report to that of `entry`, which is the report as [`Ledger::dated`] gives it with
    /// its reading. Returns the id of the judgement, which [`Ledger::undo`] takes, and what changed in the report's claims.
    ///
    /// ```no_run
    /// # use rapporteur::{Reader, output::Document};
    /// # use rapporteur_ledger::{Entry, Ledger, LedgerError, Reviewer};
    /// # fn date(ledger: &mut Ledger, reader: &Reader, id: &str) -> Result<(), LedgerError> {
    /// let report = ledger.dated(id, "2025-03-13")?;
    /// let document = Document::new(&report, &reader.read(&report), reader.resources());
    /// let (judgement, _) = ledger.set_published(id, &Entry { report, document }, &Reviewer::default())?;
    /// ledger.undo(&judgement, &Reviewer::default())?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_published(
        &mut self,
        id: &str,
        entry: &Entry,
        reviewer: &Reviewer,
    ) -> Result<(String, Vec<Change>), LedgerError> {
        let (report, key) = self.report_named(id)?;
        let date = entry.report.published.as_deref();
        if self.dated(id, date.unwrap_or_default())?.text != entry.report.text {
            let what = format!("what was read is not report {id}");
            return Err(self.fault(LedgerFault::Refused(what, "read the report as the ledger gives it")));
        }
        let at = this_moment();
        self.write(|db| {
            let act = Key::of(&[&key.0, b"published", date.unwrap_or_default().as_bytes(), at.as_bytes()]);
            db.prepare_cached(
                "INSERT OR IGNORE INTO judgement (key, act, kind, claim, value, at, reviewer, reason)
                 VALUES (?1, ?1, 'published', ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                act.0,
                key.0,
                date.unwrap_or_default(),
                at,
                reviewer.name,
                reviewer.reason
            ])?;
            let before = current(db, report)?;
            let coder = insert_coder(db, &entry.document.coder)?;
            let place = Place { report, key, text: &entry.report.text, published: date };
            keep_reading(db, place, coder, &now(), &Kept::of(&entry.document), Some(&at))?;
            let mut unsettled = Unsettled::default();
            bring_into_force(db, key, &mut unsettled)?;
            settle(db, &unsettled)?;
            let changes = differences(key, &before.claims, &current(db, report)?.claims);
            Ok((act.to_string(), changes))
        })
    }

    /// The row and key of a report, named by its id or the beginning of it.
    fn report_named(&self, id: &str) -> Result<(i64, Key), LedgerError> {
        let Some((least, most)) = bounds(id) else {
            let what = format!("{id:?} is no id");
            return Err(self.fault(LedgerFault::Refused(what, "rapporteur show gives the ids of reports")));
        };
        let found = self.ask(|db| {
            let mut find = db.prepare_cached("SELECT id, key FROM report WHERE key BETWEEN ? AND ? LIMIT 2")?;
            let one = |row: &Row<'_>| Ok((row.get(0)?, Key::at(row, 1)?));
            find.query_map([&least[..], &most[..]], one)?.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        match found[..] {
            [one] => Ok(one),
            [] => Err(self.fault(LedgerFault::Unknown(format!("report {id}")))),
            _ => {
                let what = format!("several reports begin with {id}");
                Err(self.fault(LedgerFault::Refused(what, "give more of it")))
            }
        }
    }
}

fn current(db: &Transaction<'_>, report: i64) -> rusqlite::Result<Kept> {
    let mut find = db.prepare_cached("SELECT body FROM reading WHERE report = ? AND superseded_at IS NULL")?;
    find.query_row([report], |row| Kept::unpack(row.get_ref(0)?.as_blob()?).map_err(broken))
}

/// Gives a report the date that the judgements in force say, else the input's, and the latest reading made with it. Where
/// there is none, the report is to be read again.
pub(crate) fn bring_into_force(db: &Transaction<'_>, key: Key, unsettled: &mut Unsettled) -> rusqlite::Result<()> {
    let mut find = db.prepare_cached("SELECT id, given, published FROM report WHERE key = ?")?;
    type Dates = (i64, Option<String>, Option<String>);
    let found: Option<Dates> = find.query_row([key.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    // A judgement can come before its report does, when ledgers are joined.
    let Some((report, given, before)) = found else { return Ok(()) };
    let mut find = db.prepare_cached(
        "SELECT value FROM in_force WHERE claim = ? AND kind = 'published' ORDER BY at DESC, key DESC LIMIT 1",
    )?;
    let set: Option<String> = find.query_row([key.0], |row| row.get(0)).optional()?;
    let date = set.map_or(given, |date| (!date.is_empty()).then_some(date));
    if date != before {
        db.prepare_cached("UPDATE report SET published = ?, published_day = ? WHERE id = ?")?.execute(params![
            date,
            date.as_deref().and_then(day),
            report
        ])?;
        lead_anew(db, report, &mut unsettled.moved)?;
    }
    let mut find =
        db.prepare_cached("SELECT published IS ? FROM reading WHERE report = ? AND superseded_at IS NULL")?;
    let holds: bool = find.query_row(params![date, report], |row| row.get(0))?;
    if !holds {
        let mut find = db.prepare_cached(
            "SELECT id FROM reading WHERE report = ? AND superseded_at IS NOT NULL AND published IS ?
             ORDER BY read_at DESC, id DESC LIMIT 1",
        )?;
        let other: Option<i64> = find.query_row(params![report, date], |row| row.get(0)).optional()?;
        if let Some(other) = other {
            db.prepare_cached("UPDATE reading SET superseded_at = ? WHERE report = ? AND superseded_at IS NULL")?
                .execute(params![now(), report])?;
            db.prepare_cached("UPDATE reading SET superseded_at = NULL WHERE id = ?")?.execute([other])?;
        }
    }
    lay_out_again(db, report, unsettled)
}
