//! Events of the ledger in the formats that others read, with their own field names.
//!
//! Invariants: codes are strings and keep their zeros; what a format has no place for is left out and named in
//! [`Format::loses`]; what a report does not tell is empty, never a default. An event with several actors or recipients
//! is one row for each pair only in the layouts that have one actor a row.

mod geojson;
mod gexf;
mod layouts;
mod plover;
mod side;
mod timelinejs;

use rapporteur_ledger::EventDetail;
use std::io::{self, Write};

/// A format that events can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object an event, by PLOVER's terms, with all versions.
    Plover,
    /// Points of events whose place is one, and the others without geometry (RFC 7946).
    GeoJson,
    /// The 20 columns of ICEWS, tab-separated, with a head.
    Icews,
    /// The 40 columns of POLECAT, tab-separated, with a head.
    Polecat,
    /// The 26 columns of Phoenix, tab-separated, without a head.
    Phoenix,
    /// The 61 columns of GDELT 2.0's events, tab-separated, without a head.
    Gdelt,
    /// TimelineJS's JSON: the events that have a day.
    TimelineJs,
    /// A network of actors (GEXF 1.3): edges by event type.
    Gexf,
}

impl Format {
    /// What the format has no place for; `None` where it takes everything.
    pub fn loses(self) -> Option<&'static str> {
        match self {
            Self::Plover => None,
            Self::GeoJson => Some("the sentences of all versions but the fullest, and why tellings were joined"),
            Self::Icews | Self::Phoenix | Self::Gdelt => Some(
                "who says so, the other versions, and events that are planned, supposed or denied, which it would show as facts",
            ),
            Self::Polecat => Some(
                "who says so, the other versions, and events that are supposed or denied, which it would show as facts",
            ),
            Self::TimelineJs => Some("events without a day, and all versions but the fullest"),
            Self::Gexf => Some("everything but who did what to whom, and how often"),
        }
    }
}

/// A writer of one format. Give it every event, then finish it.
pub struct Writer<W> {
    out: W,
    format: Format,
    written: u64,
    network: gexf::Network,
}

impl<W: Write> std::fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("format", &self.format).field("written", &self.written).finish_non_exhaustive()
    }
}

impl<W: Write> Writer<W> {
    /// A writer of this format; writes what stands before the events.
    pub fn new(mut out: W, format: Format) -> io::Result<Self> {
        match format {
            Format::GeoJson => out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?,
            Format::TimelineJs => out.write_all(b"{\"events\":[")?,
            Format::Icews => layouts::write_row(&mut out, layouts::ICEWS)?,
            Format::Polecat => layouts::write_row(&mut out, layouts::POLECAT)?,
            Format::Plover | Format::Phoenix | Format::Gdelt | Format::Gexf => {}
        }
        Ok(Self { out, format, written: 0, network: gexf::Network::default() })
    }

    /// Writes an event.
    pub fn write(&mut self, event: &EventDetail) -> io::Result<()> {
        match self.format {
            Format::Plover => {
                serde_json::to_writer(&mut self.out, &plover::object(event))?;
                self.out.write_all(b"\n")?;
            }
            Format::GeoJson => self.write_item(&geojson::feature(event))?,
            Format::TimelineJs => {
                if let Some(slide) = timelinejs::slide(event) {
                    self.write_item(&slide)?;
                }
            }
            Format::Gexf => self.network.add(event),
            Format::Icews | Format::Polecat | Format::Phoenix | Format::Gdelt => {
                for row in layouts::rows(self.format, event) {
                    layouts::write_row(&mut self.out, &row)?;
                }
            }
        }
        Ok(())
    }

    /// Writes what stands after the events, and gives the output back.
    pub fn finish(mut self) -> io::Result<W> {
        match self.format {
            Format::GeoJson | Format::TimelineJs => self.out.write_all(b"]}\n")?,
            Format::Gexf => self.network.write(&mut self.out)?,
            _ => {}
        }
        self.out.flush()?;
        Ok(self.out)
    }

    fn write_item(&mut self, item: &serde_json::Value) -> io::Result<()> {
        self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
        self.written += 1;
        serde_json::to_writer(&mut self.out, item)?;
        Ok(())
    }
}
