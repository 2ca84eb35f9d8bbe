//! Opening a ledger that is written to, with progress where it must be brought up to date first.

use crate::progress;
use indicatif::ProgressBar;
use rapporteur_ledger::{Ledger, LedgerError};
use std::path::Path;

/// A migration of fewer steps is over before anybody has read a word on it.
const FEW: u64 = 2_000;

/// Opens a ledger that exists.
pub(crate) fn open(path: &Path, quiet: bool) -> Result<Ledger, LedgerError> {
    watched(path, quiet, |seen| Ledger::open_watched(path, seen))
}

/// Opens a ledger, and makes it where there is none.
pub(crate) fn create(path: &Path, quiet: bool) -> Result<Ledger, LedgerError> {
    watched(path, quiet, |seen| Ledger::create_watched(path, seen))
}

fn watched(
    path: &Path,
    quiet: bool,
    open: impl FnOnce(&mut dyn FnMut(u64, u64)) -> Result<Ledger, LedgerError>,
) -> Result<Ledger, LedgerError> {
    let mut bar: Option<ProgressBar> = None;
    let opened = open(&mut |done, all| {
        let bar = bar.get_or_insert_with(|| {
            if !quiet && all >= FEW {
                eprintln!(
                    "rapporteur: {} was made by an earlier version and is brought up to date \
                     (Ctrl-C leaves it as it was; the same command then begins again)",
                    path.display()
                );
            }
            let bar = progress::of_things(quiet, all);
            bar.set_message("steps");
            bar
        });
        bar.set_position(done);
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    opened
}
