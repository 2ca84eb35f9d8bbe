//! Rows of the ledger's lists as CSV that a spreadsheet cannot take for anything but text.

use crate::cell::harmless;
use rapporteur_ledger::{EntityRow, EventRow, Party, PlaceRow, ReportRow, SourceRow};
use std::io::{self, Write};

/// A row of a table.
pub trait Cells {
    /// The heads.
    const COLUMNS: &'static [&'static str];
    /// The cells, one for each head.
    fn cells(&self) -> Vec<String>;
}

/// Writes rows as CSV (RFC 4180), the heads first.
pub struct Sheet<W: Write>(csv::Writer<W>);

impl<W: Write> Sheet<W> {
    /// Begins with the heads of such rows.
    pub fn new<T: Cells>(out: W) -> io::Result<Self> {
        let mut sheet = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        sheet.write_record(T::COLUMNS)?;
        Ok(Self(sheet))
    }

    /// Writes a row.
    pub fn write(&mut self, row: &impl Cells) -> io::Result<()> {
        Ok(self.0.write_record(row.cells().iter().map(|cell| harmless(cell).into_owned()))?)
    }

    /// Writes what is still held back.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}

/// `Iran/IRN/GOV + Belarus/BLR/GOV`, as judgements take them.
fn parties(parties: &[Party]) -> String {
    let one = |party: &Party| {
        let codes = [party.country.as_deref(), party.sector.as_deref()];
        let last = codes.iter().rposition(Option::is_some).map_or(0, |at| at + 1);
        let codes = codes[..last].iter().map(|code| format!("/{}", code.unwrap_or_default()));
        party.name.clone() + &codes.collect::<String>()
    };
    parties.iter().map(one).collect::<Vec<_>>().join(" + ")
}

impl Cells for EventRow {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "type",
        "mode",
        "status",
        "actors",
        "recipients",
        "from",
        "to",
        "place",
        "place_country",
        "claims",
        "reports",
        "origins",
        "first_reported",
        "last_reported",
        "conflicts",
        "judged",
        "sentence",
        "report",
        "publisher",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.ty.clone(),
            self.mode.join(" "),
            self.status.clone(),
            parties(&self.actors),
            parties(&self.recipients),
            text(self.from.as_deref()),
            text(self.to.as_deref()),
            text(self.place.as_deref()),
            text(self.place_country.as_deref()),
            self.claims.to_string(),
            self.reports.to_string(),
            self.origins.to_string(),
            text(self.first_reported.as_deref()),
            text(self.last_reported.as_deref()),
            self.conflicts.join(" "),
            self.judged.clone(),
            self.sentence.clone(),
            self.report.clone(),
            text(self.publisher.as_deref()),
        ]
    }
}

impl Cells for ReportRow {
    const COLUMNS: &'static [&'static str] =
        &["id", "name", "title", "publisher", "published", "url", "added_at", "claims"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.name.clone(),
            text(self.title.as_deref()),
            text(self.publisher.as_deref()),
            text(self.published.as_deref()),
            text(self.url.as_deref()),
            self.added_at.clone(),
            self.claims.to_string(),
        ]
    }
}

impl Cells for SourceRow {
    const COLUMNS: &'static [&'static str] =
        &["name", "kind", "reliability", "reports", "claims", "events", "first", "corroborated", "contradicted"];

    fn cells(&self) -> Vec<String> {
        let numbers = [self.reports, self.claims, self.events, self.first, self.corroborated, self.contradicted];
        let words = [self.name.clone(), self.kind.clone(), self.reliability.clone()];
        words.into_iter().chain(numbers.map(|number| number.to_string())).collect()
    }
}

impl Cells for EntityRow {
    const COLUMNS: &'static [&'static str] =
        &["name", "country", "sector", "acts", "receives", "events", "first_reported", "last_reported"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            text(self.country.as_deref()),
            text(self.sector.as_deref()),
            self.acts.to_string(),
            self.receives.to_string(),
            self.events.to_string(),
            text(self.first_reported.as_deref()),
            text(self.last_reported.as_deref()),
        ]
    }
}

impl Cells for PlaceRow {
    const COLUMNS: &'static [&'static str] =
        &["name", "country", "claims", "events", "first_reported", "last_reported"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            text(self.country.as_deref()),
            self.claims.to_string(),
            self.events.to_string(),
            text(self.first_reported.as_deref()),
            text(self.last_reported.as_deref()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_head_and_quotes_what_must_be_quoted() {
        let row = PlaceRow {
            name: "=HYPERLINK(\"http://x\")".into(),
            country: None,
            claims: 1,
            events: 1,
            first_reported: None,
            last_reported: None,
        };
        let mut bytes = Vec::new();
        let mut sheet = Sheet::new::<PlaceRow>(&mut bytes).unwrap();
        sheet.write(&row).unwrap();
        sheet.finish().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(
            text,
            "name,country,claims,events,first_reported,last_reported\r\n\"'=HYPERLINK(\"\"http://x\"\")\",,1,1,,\r\n"
        );
    }
}
