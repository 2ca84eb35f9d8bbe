//! `rapporteur read`: reports in, readings out, in order.

use crate::args::{Color, ReadArgs, To, threads};
use crate::input::{Input, inputs, size};
use crate::{overlay, page, progress};
use anstream::{AutoStream, ColorChoice};
use rapporteur::intake::Fault;
use rapporteur::output::Document;
use rapporteur::syntax::write_conllu;
use rapporteur::{Reader, in_order};
use std::io::{self, BufWriter, IsTerminal, Write};

/// One report, read and put into words; or why it could not be.
struct Finished {
    bytes: u64,
    claims: u64,
    written: Result<Vec<u8>, Fault>,
}

/// Reads what the arguments say and returns how many pieces of input were at fault.
pub(crate) fn read(args: &ReadArgs) -> anyhow::Result<usize> {
    let reader = Reader::new(overlay::resources(&args.source.with)?);
    let format = args.format.unwrap_or(if io::stdout().is_terminal() { To::Page } else { To::Jsonl });
    let choice = match args.color {
        Color::Auto => AutoStream::choice(&io::stdout()),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let style = page::Style { colored: choice != ColorChoice::Never, width: page::width() };
    let jobs = threads(args.jobs);

    // Where the page itself goes to the terminal, a bar would only be in its way.
    let progress = progress::of_text(args.quiet || io::stdout().is_terminal(), size(&args.source));
    let mut claims = 0;
    let mut faults = 0;
    let mut out = BufWriter::new(io::stdout());
    let write_one = |input: Result<Input, Fault>| match input {
        Ok(input) => finish(&reader, input, format, style),
        Err(fault) => Finished { bytes: 0, claims: 0, written: Err(fault) },
    };
    in_order(inputs(&args.source), jobs, write_one, |finished| -> io::Result<()> {
        match finished.written {
            Ok(bytes) => {
                out.write_all(&bytes)?;
                out.flush()?;
            }
            Err(fault) if !fault.lost && args.quiet => {}
            Err(fault) => {
                faults += usize::from(fault.lost);
                progress.suspend(|| eprintln!("rapporteur: {fault}"));
            }
        }
        claims += finished.claims;
        progress.set_message(format!("{claims} claims, {faults} faults"));
        progress.inc(finished.bytes);
        Ok(())
    })
    .inspect_err(|error| {
        // The thread that feeds us may be waiting for input that never comes; nobody is left to read the output.
        if error.kind() == io::ErrorKind::BrokenPipe {
            std::process::exit(0);
        }
    })?;
    progress.finish_and_clear();
    Ok(faults)
}

fn finish(reader: &Reader, input: Input, format: To, style: page::Style) -> Finished {
    let (report, reading) = input.read_by(reader);
    let mut written = Vec::new();
    let done = match format {
        To::Page => {
            let document = Document::new(&report, &reading, reader.resources());
            page::write_page(&report, &document, style, &mut written)
        }
        To::Jsonl => {
            let document = Document::new(&report, &reading, reader.resources());
            serde_json::to_writer(&mut written, &document).map_err(io::Error::from).map(|()| written.push(b'\n'))
        }
        To::Conllu => write_conllu(&report, &reading.syntax, &mut written),
    };
    let (bytes, claims) = (report.text.len() as u64, reading.claims.claims.len() as u64);
    let fault = |error: io::Error| {
        Fault::new(&report.id, format!("could not be written down: {error}"), "please report this as a defect")
    };
    Finished { bytes, claims, written: done.map(|()| written).map_err(fault) }
}
