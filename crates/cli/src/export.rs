//! `rapporteur export`: events in the formats that others read.

use crate::args::ExportArgs;
use crate::ask::Question;
use anyhow::Context;
use rapporteur_exchange::Writer;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

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
            refuse_ledger(path, &args.ask.ledger.ledger)?;
            // An export that was stopped half way leaves an older file as it is.
            let part = beside(path);
            let told = || path.display().to_string();
            let file = File::create(&part).with_context(told)?;
            let written = write(args, &question, file).and_then(|file| Ok(file.sync_all()?));
            if let Err(error) = written.and_then(|()| Ok(fs::rename(&part, path)?)) {
                let _ = fs::remove_file(&part);
                return Err(error.context(told()));
            }
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

/// Refuses to write over the ledger.
fn refuse_ledger(out: &Path, ledger: &Path) -> anyhow::Result<()> {
    let same = matches!((fs::canonicalize(out), fs::canonicalize(ledger)), (Ok(one), Ok(other)) if one == other);
    anyhow::ensure!(!same, "{} is the ledger itself (name another file)", out.display());
    Ok(())
}

/// Where a file is written until it is complete.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".part");
    name.into()
}
