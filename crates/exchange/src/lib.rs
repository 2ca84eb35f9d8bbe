//! Events of the ledger in the formats that others read, with their own field names.
//!
//! Invariants: codes are strings and keep their zeros; what a format has no place for is left out and named in
//! [`Format::loses`]; what a report does not tell is empty, never a default. An event with several actors or recipients
//! is one row for each pair only in the layouts that have one actor a row. Events are written as they come: what is kept
//! meanwhile is said at each format.

mod cell;
mod column;
mod csv;
mod format;
mod ftm;
mod geojson;
mod gexf;
mod items;
mod judged;
mod layouts;
#[cfg(test)]
mod made;
mod name;
mod parquet;
mod party;
mod plover;
#[cfg(test)]
mod readers;
mod rows;
mod side;
mod stix;
mod timelinejs;
mod uri;
mod webannotation;

pub use cell::harmless;
pub use format::Format;
pub use rows::{Cells, Sheet};
pub use timelinejs::escaped;

use items::{Document, Lines};
use judged::Judged;
use rapporteur_ledger::{EventDetail, JudgementRow};
use std::io::{self, Write};

/// How a format is written.
trait Form<W> {
    fn event(&mut self, event: &EventDetail, judged: &Judged) -> io::Result<()>;

    /// Writes what stands after the events.
    fn finish(self: Box<Self>) -> io::Result<W>;
}

/// A writer of one format. Give it every event, then finish it.
///
/// ```
/// use rapporteur_exchange::{Format, Writer};
/// let writer = Writer::new(Vec::new(), Format::GeoJson)?;
/// assert_eq!(writer.finish()?, b"{\"type\":\"FeatureCollection\",\"features\":[]}\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Writer<W> {
    form: Box<dyn Form<W>>,
    format: Format,
    judged: Judged,
}

impl<W> std::fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("format", &self.format).finish_non_exhaustive()
    }
}

impl<W: Write + Send + 'static> Writer<W> {
    /// A writer of this format; writes what stands before the events.
    pub fn new(out: W, format: Format) -> io::Result<Self> {
        let form: Box<dyn Form<W>> = match format {
            Format::Csv => Box::new(csv::Csv::new(out)?),
            Format::Parquet => Box::new(parquet::Parquet::new(out)?),
            Format::Plover => Box::new(Lines::new(out, plover::objects)),
            Format::GeoJson => Box::new(Document::new(out, geojson::AROUND, geojson::features)?),
            Format::FollowTheMoney => Box::new(ftm::Entities::new(out)),
            Format::Stix => Box::new(stix::Bundle::new(out)?),
            Format::WebAnnotation => Box::new(Document::new(out, ("[", "]"), webannotation::annotations)?),
            Format::TimelineJs => Box::new(Document::new(out, timelinejs::AROUND, timelinejs::slides)?),
            Format::Gexf => Box::new(gexf::Network::new(out)),
            Format::Icews | Format::Polecat | Format::Phoenix | Format::Gdelt | Format::GdeltMentions => {
                Box::new(layouts::Rows::new(out, format)?)
            }
        };
        Ok(Self { form, format, judged: Judged::default() })
    }

    /// Lets the formats that have a place for it say what people judged (all rows that the ledger's history has).
    #[must_use]
    pub fn judged(mut self, judgements: Vec<JudgementRow>) -> Self {
        self.judged = Judged::new(judgements);
        self
    }

    /// Writes an event.
    pub fn write(&mut self, event: &EventDetail) -> io::Result<()> {
        self.form.event(event, &self.judged)
    }

    /// Writes what stands after the events, and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        let mut out = self.form.finish()?;
        out.flush()?;
        Ok(out)
    }
}
