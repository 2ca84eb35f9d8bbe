//! `rapporteur verify`: whether a ledger holds what it says.

use crate::args::VerifyArgs;
use crate::{opening, progress};
use std::io::{self, Write};

/// So many flaws are written; the others are counted.
const TOLD: usize = 100;

/// Checks a ledger and returns how many flaws it has; each is a line on standard output.
pub(crate) fn verify(args: &VerifyArgs) -> anyhow::Result<usize> {
    let ledger = opening::open(&args.ledger.ledger, args.quiet)?;
    let progress = progress::of_things(args.quiet, ledger.reports()?);
    progress.set_message("reports (first the file itself)");
    let verdict = ledger.verify(|| {
        progress.inc(1);
        let last = progress.length() == Some(progress.position());
        progress.set_message(if last { "reports (last the counts)" } else { "reports" });
    })?;
    progress.finish_and_clear();
    let mut out = io::stdout().lock();
    for flaw in verdict.flaws.iter().take(TOLD) {
        writeln!(out, "{flaw}")?;
    }
    if let Some(more) = verdict.flaws.len().checked_sub(TOLD).filter(|&more| more > 0) {
        writeln!(out, "and {more} more")?;
    }
    if !args.quiet {
        let (file, v) = (args.ledger.ledger.display(), &verdict);
        let found = if v.flaws.is_empty() { "all is well".to_owned() } else { format!("{} flaws", v.flaws.len()) };
        eprintln!(
            "{file}: {} reports, {} readings, {} claims, {} spans: {found}",
            v.reports, v.readings, v.claims, v.spans
        );
    }
    Ok(verdict.flaws.len())
}
