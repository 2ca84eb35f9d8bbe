//! `rapporteur add`: reports are read into a ledger.

use crate::args::{AddArgs, threads};
use crate::input::{Input, inputs, size};
use crate::{opening, overlay, progress};
use anyhow::Context;
use indicatif::ProgressBar;
use rapporteur::intake::Fault;
use rapporteur::output::Document;
use rapporteur::{Reader, in_order};
use rapporteur_ledger::{Added, Entry, Ledger, LedgerError};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A batch is committed when it has so many reports: each one changes most pages of some indices of a large ledger, however
/// few reports it has,
const BATCH: usize = 1_024;
/// or so much text, in bytes,
const BATCH_TEXT: usize = 8 << 20;
/// or is so old, whichever comes first.
const PATIENCE: Duration = Duration::from_secs(5);

/// One piece of input on its way into the ledger.
enum Piece {
    Read(Box<Entry>),
    Known(u64),
    Fault(Fault),
}

/// Adds what the arguments say and returns how many pieces of input were at fault.
pub(crate) fn add(args: &AddArgs) -> anyhow::Result<usize> {
    let ledger = opening::create(&args.ledger.ledger, args.quiet)?;
    let reader = Reader::new(overlay::resources(&args.source.with)?);
    let progress = progress::of_text(args.quiet, size(&args.source));
    let mut adding =
        Adding { ledger, reader, jobs: threads(args.jobs), stop: stop_on_interrupt()?, progress, quiet: args.quiet };
    let (Added { reports, known, claims }, mut faults) = adding.take(inputs(&args.source))?;
    adding.progress.finish_and_clear();
    if !args.quiet {
        let file = args.ledger.ledger.display();
        eprintln!("{file}: {reports} reports with {claims} claims added, {known} known already, {faults} faults");
    }
    if adding.stop.load(Ordering::Relaxed) > 0 {
        eprintln!("rapporteur: stopped; what was read is kept, the same command goes on from here");
        faults += 1;
    }
    Ok(faults)
}

/// A ledger that takes reports in.
pub(crate) struct Adding {
    pub(crate) ledger: Ledger,
    pub(crate) reader: Reader,
    pub(crate) jobs: NonZeroUsize,
    /// More than nothing ends the work.
    pub(crate) stop: Arc<AtomicUsize>,
    pub(crate) progress: ProgressBar,
    pub(crate) quiet: bool,
}

impl Adding {
    /// Reads reports and adds them, and returns what that changed and how many pieces of input were at fault.
    pub(crate) fn take(
        &mut self,
        inputs: impl Iterator<Item = Result<Input, Fault>> + Send,
    ) -> anyhow::Result<(Added, usize)> {
        // What is there already is asked for on a connection of its own, by the thread that opens the files.
        let known = Ledger::read_only(self.ledger.path())?;
        let Self { ledger, reader, jobs, stop, progress, quiet } = self;
        let stopped = Arc::clone(stop);
        let pieces = inputs.take_while(move |_| stopped.load(Ordering::Relaxed) == 0).map(move |input| {
            input.map(|input| {
                let is_known = known.holds(&input.report).unwrap_or(false);
                (input, is_known)
            })
        });
        let mut batch = Batch { entries: Vec::new(), text: 0, since: Instant::now(), added: Added::default() };
        let mut faults = 0;
        in_order(
            pieces,
            *jobs,
            |piece| work(reader, piece),
            |piece| -> Result<(), LedgerError> {
                match piece {
                    Piece::Read(entry) => {
                        progress.inc(entry.report.text.len() as u64);
                        batch.text += entry.report.text.len();
                        batch.entries.push(*entry);
                    }
                    Piece::Known(bytes) => {
                        progress.inc(bytes);
                        batch.added.known += 1;
                    }
                    Piece::Fault(fault) if !fault.lost && *quiet => {}
                    Piece::Fault(fault) => {
                        faults += usize::from(fault.lost);
                        progress.suspend(|| eprintln!("rapporteur: {fault}"));
                    }
                }
                if batch.entries.len() >= BATCH || batch.text >= BATCH_TEXT || batch.since.elapsed() >= PATIENCE {
                    batch.commit(ledger)?;
                }
                let Added { reports, known, claims } = batch.added;
                progress.set_message(format!("{reports} reports, {claims} claims, {known} known, {faults} faults"));
                Ok(())
            },
        )?;
        batch.commit(ledger)?;
        Ok((batch.added, faults))
    }
}

/// Reports that were read and are not yet committed.
struct Batch {
    entries: Vec<Entry>,
    text: usize,
    since: Instant,
    added: Added,
}

impl Batch {
    fn commit(&mut self, ledger: &mut Ledger) -> Result<(), LedgerError> {
        if !self.entries.is_empty() {
            self.added += ledger.add(&self.entries)?;
            self.entries.clear();
            self.text = 0;
        }
        self.since = Instant::now();
        Ok(())
    }
}

fn work(reader: &Reader, piece: Result<(Input, bool), Fault>) -> Piece {
    match piece {
        Err(fault) => Piece::Fault(fault),
        Ok((input, true)) => Piece::Known(input.report.text.len() as u64),
        Ok((input, false)) => {
            let (report, reading) = input.read_by(reader);
            let document = Document::new(&report, &reading, reader.resources());
            Piece::Read(Box::new(Entry { report, document }))
        }
    }
}

/// Counts Ctrl-C: the first one lets the work end well, the second leaves at once.
pub(crate) fn stop_on_interrupt() -> anyhow::Result<Arc<AtomicUsize>> {
    let stop = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if count.fetch_add(1, Ordering::Relaxed) > 0 {
            std::process::exit(130);
        }
        eprintln!("rapporteur: finishing what was begun (Ctrl-C again leaves at once)");
    })
    .context("could not watch for Ctrl-C")?;
    Ok(stop)
}
