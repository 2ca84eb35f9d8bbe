//! `rapporteur export`: events in the formats that others read.

use crate::args::ExportArgs;
use crate::ask::Question;
use crate::{progress, whole};
use anyhow::Context;
use indicatif::ProgressBar;
use rapporteur_exchange::Writer;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Writes the events that match to standard output, or to a file.
pub(crate) fn export(args: &ExportArgs) -> anyhow::Result<usize> {
    anyhow::ensure!(
        !(args.to.is_binary() && args.out.is_none() && io::stdout().is_terminal()),
        "{} is not for a terminal (name a file: --out FILE, or > FILE)",
        args.to.name()
    );
    let question = Question::of(&args.ask)?;
    if let Some(lost) = args.to.loses().filter(|_| !args.quiet) {
        eprintln!("rapporteur: this format has no place for {lost}");
    }
    match &args.out {
        None => write(args, &question, io::stdout()).map(drop)?,
        Some(path) => {
            whole::refuse_ledger(path, &args.ask.ledger.ledger)?;
            whole::write(path, |file| write(args, &question, file)).with_context(|| path.display().to_string())?;
        }
    }
    Ok(0)
}

fn write<W: Write + Send + 'static>(args: &ExportArgs, question: &Question, out: W) -> anyhow::Result<W> {
    let judgements = question.ledger.history(None)?;
    let mut writer = Writer::new(BufWriter::new(out), args.to)?.judged(judgements);
    let Question { ledger, query, horizon } = question;
    let progress = progress(args, question)?;
    let written = ledger.each_up_to(args.limit, query, horizon, |event| {
        progress.inc(1);
        writer.write(&event)
    });
    progress.finish_and_clear();
    written??;
    Ok(writer.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?)
}

/// A bar over the events, where it is seen and does not stand among them.
fn progress(args: &ExportArgs, Question { ledger, query, horizon }: &Question) -> anyhow::Result<ProgressBar> {
    let among_them = args.out.is_none() && io::stdout().is_terminal();
    if args.quiet || among_them || !io::stderr().is_terminal() {
        return Ok(ProgressBar::hidden());
    }
    let progress = progress::of_things(false, ledger.count_up_to(query, horizon, args.limit)?);
    progress.set_message("events");
    Ok(progress)
}
