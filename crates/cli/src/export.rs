//! `rapporteur export`: events in the formats that others read.

use crate::args::ExportArgs;
use crate::ask::Question;
use crate::whole;
use anyhow::Context;
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
    ledger.each_up_to(args.limit, query, horizon, |event| writer.write(&event))??;
    Ok(writer.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?)
}
