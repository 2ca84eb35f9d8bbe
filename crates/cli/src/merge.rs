//! `rapporteur merge`: ledgers become one.

use crate::add::stop_on_interrupt;
use crate::args::MergeArgs;
use crate::{opening, progress};
use rapporteur_ledger::{Added, Ledger};
use std::sync::atomic::Ordering;

/// Takes all other ledgers over into the first.
pub(crate) fn merge(args: &MergeArgs) -> anyhow::Result<usize> {
    let mut into = opening::create(&args.into, args.quiet)?;
    let stop = stop_on_interrupt()?;
    for path in &args.others {
        let other = Ledger::read_only(path)?;
        let progress = progress::of_things(args.quiet, other.reports()?);
        progress.set_message("reports");
        let Added { reports, known, claims } = into.take(&other, |taken| {
            progress.inc(taken);
            if stop.load(Ordering::Relaxed) > 0 {
                // Between two batches: what was taken over is committed.
                progress.finish_and_clear();
                eprintln!("rapporteur: stopped; what was taken over is kept, the same command goes on from here");
                std::process::exit(1);
            }
        })?;
        progress.finish_and_clear();
        if !args.quiet {
            let (into, path) = (args.into.display(), path.display());
            eprintln!("{into}: {reports} reports with {claims} claims taken over from {path}, {known} known already");
        }
    }
    Ok(0)
}
