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
            write_file(args, &question, path).with_context(|| path.display().to_string())?;
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

/// Writes beside the place of a file, and takes it when all is written: an export that is stopped leaves an older one as it is.
fn write_file(args: &ExportArgs, question: &Question, path: &Path) -> anyhow::Result<()> {
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        // A device or a pipe is written to as it is.
        return write(args, question, File::create(path)?).map(drop);
    }
    let mut part = OsString::from(path);
    part.push(".part");
    let part = PathBuf::from(part);
    let file = File::create(&part)?;
    let written = write(args, question, file).and_then(|file| Ok(file.sync_all()?));
    let placed = written.and_then(|()| Ok(fs::rename(&part, path)?));
    if placed.is_err() {
        // What is there of it is of no use.
        let _ = fs::remove_file(&part);
    }
    placed
}

/// Refuses to write over the ledger.
fn refuse_ledger(out: &Path, ledger: &Path) -> anyhow::Result<()> {
    let same = matches!((fs::canonicalize(out), fs::canonicalize(ledger)), (Ok(one), Ok(other)) if one == other);
    anyhow::ensure!(!same, "{} is the ledger itself (name another file)", out.display());
    Ok(())
}
