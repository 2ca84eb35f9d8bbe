//! `rapporteur export`: events in the formats that others read.

use crate::args::{ExportArgs, ExportFormat};
use crate::ask::Question;
use rapporteur_exchange::{Format, Writer};
use std::io::{self, BufWriter};

/// Writes the events that match to standard output.
pub(crate) fn export(args: &ExportArgs) -> anyhow::Result<usize> {
    let format = match args.to {
        ExportFormat::Plover => Format::Plover,
        ExportFormat::Geojson => Format::GeoJson,
        ExportFormat::Icews => Format::Icews,
        ExportFormat::Polecat => Format::Polecat,
        ExportFormat::Phoenix => Format::Phoenix,
        ExportFormat::Gdelt => Format::Gdelt,
        ExportFormat::Timelinejs => Format::TimelineJs,
        ExportFormat::Gexf => Format::Gexf,
    };
    let question = Question::of(&args.ask)?;
    if let Some(lost) = format.loses().filter(|_| !args.quiet) {
        eprintln!("rapporteur: this format has no place for {lost}");
    }
    let mut writer = Writer::new(BufWriter::new(io::stdout().lock()), format)?;
    question.ledger.each(&question.query, &question.horizon, |event| writer.write(&event))??;
    writer.finish()?;
    Ok(0)
}
