//! `rapporteur merge`: ledgers become one.

use crate::args::MergeArgs;
use crate::progress;
use rapporteur_ledger::{Added, Ledger};

/// Takes all other ledgers over into the first.
pub(crate) fn merge(args: &MergeArgs) -> anyhow::Result<usize> {
    let mut into = Ledger::create(&args.into)?;
    for path in &args.others {
        let other = Ledger::read_only(path)?;
        let progress = progress::of_things(args.quiet, other.reports()?);
        progress.set_message("reports");
        let Added { reports, known, claims } = into.take(&other, |taken| progress.inc(taken))?;
        progress.finish_and_clear();
        if !args.quiet {
            let (into, path) = (args.into.display(), path.display());
            eprintln!("{into}: {reports} reports with {claims} claims taken over from {path}, {known} known already");
        }
    }
    Ok(0)
}
