//! `rapporteur reread`: reports of a ledger are read again, and what changed is told.

use crate::add::stop_on_interrupt;
use crate::args::{RereadArgs, threads};
use crate::table::{self, Cells, chosen};
use crate::{opening, overlay, progress};
use rapporteur::output::{Coder, Document};
use rapporteur::{Reader, in_order};
use rapporteur_ledger::{Change, Due, Entry, Ledger, LedgerError};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// So many reports are committed at a time.
const BATCH: usize = 128;

/// Reads again what was read by another program, model or codebook.
pub(crate) fn reread(args: &RereadArgs) -> anyhow::Result<usize> {
    let mut ledger = opening::open(&args.ledger.ledger, args.quiet)?;
    let reader = Reader::new(overlay::resources(&args.with)?);
    let jobs = threads(args.jobs);
    let progress = progress::of_things(args.quiet, ledger.reports()?);
    progress.set_message("reports");
    let stop = stop_on_interrupt()?;
    let others = Others {
        ledger: Ledger::read_only(&args.ledger.ledger)?,
        coder: reader.resources().coder(),
        after: 0,
        ahead: Vec::new(),
    };
    let stopped = Arc::clone(&stop);
    let reports = others.take_while(move |_| stopped.load(Ordering::Relaxed) == 0);
    let mut changes = Vec::new();
    let mut read = 0;
    let mut batch = Vec::new();
    let work = |due: Result<Due, LedgerError>| {
        due.map(|Due { key, report, .. }| {
            let document = Document::new(&report, &reader.read(&report), reader.resources());
            (key, Entry { report, document })
        })
    };
    in_order(reports, jobs, work, |entry| -> Result<(), LedgerError> {
        batch.push(entry?);
        read += 1;
        progress.inc(1);
        if batch.len() >= BATCH {
            changes.extend(ledger.reread(&batch, !args.dry_run)?);
            batch.clear();
        }
        Ok(())
    })?;
    changes.extend(ledger.reread(&batch, !args.dry_run)?);
    progress.finish_and_clear();
    table::write(&changes, chosen(args.format))?;
    if !args.quiet {
        let of = |what: &str| changes.iter().filter(|change| change.change == what).count();
        let kept = if args.dry_run { "; nothing was changed" } else { "" };
        let (gained, lost, changed) = (of("gained"), of("lost"), of("changed"));
        eprintln!("{read} reports read again: {gained} claims gained, {lost} lost, {changed} changed{kept}");
    }
    if stop.load(Ordering::Relaxed) > 0 {
        eprintln!("rapporteur: stopped; what was read is kept, the same command goes on from here");
        return Ok(1);
    }
    Ok(0)
}

/// The reports that another coder read, a few at a time.
struct Others {
    ledger: Ledger,
    coder: Coder,
    after: i64,
    ahead: Vec<Due>,
}

impl Iterator for Others {
    type Item = Result<Due, LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ahead.is_empty() {
            match self.ledger.read_otherwise(&self.coder, self.after, BATCH as u32) {
                Ok(found) => {
                    self.after = found.last().map_or(self.after, |due| due.row);
                    self.ahead = found.into_iter().rev().collect();
                }
                Err(error) => return Some(Err(error)),
            }
        }
        self.ahead.pop().map(Ok)
    }
}

impl Cells for Change {
    const COLUMNS: &'static [&'static str] = &["change", "claim", "report", "type", "trigger", "fields"];

    fn cells(&self) -> Vec<String> {
        let fields: Vec<String> =
            self.fields.iter().map(|(name, (before, after))| format!("{name}: {before} → {after}")).collect();
        vec![
            self.change.clone(),
            self.claim.clone(),
            self.report.clone(),
            self.ty.clone(),
            self.trigger.clone(),
            fields.join("; "),
        ]
    }
}
