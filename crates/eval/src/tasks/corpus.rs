//! Reading corpora.

use crate::metrics::Span;
use anyhow::{Context, Result};
use rapporteur_text::{CodePoints, Report, TextRange};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::Path;

/// A report with its gold annotation.
#[derive(Debug, Clone)]
pub struct Case<G> {
    /// The report as the reader gets it.
    pub report: Report,
    /// The gold annotation.
    pub gold: G,
}

/// The fields of a report, by the names that the corpora give them.
#[derive(Debug, Deserialize)]
pub(super) struct Plain {
    pub(super) id: String,
    pub(super) text: String,
    #[serde(default)]
    pub(super) publisher: Option<String>,
    #[serde(default, alias = "dct", alias = "date")]
    pub(super) published: Option<String>,
}

impl Plain {
    /// The report; a publication date that is not written as in ISO 8601 is left out.
    pub(super) fn report(self) -> Report {
        let mut report = Report::new(self.id, self.text);
        report.publisher = self.publisher;
        report.published = self.published.as_deref().and_then(iso_date).map(str::to_owned);
        report
    }
}

/// The day at the beginning of a date, where it is written as in ISO 8601.
fn iso_date(date: &str) -> Option<&str> {
    let day = date.get(..10)?;
    let digits = day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    digits.then_some(day)
}

/// Reads a file below the shared folder.
pub(super) fn read_file(shared: &Path, name: &str) -> Result<String> {
    let path = shared.join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// Reads a file with one JSON object a line.
pub(super) fn read_lines<T: DeserializeOwned>(shared: &Path, name: &str) -> Result<Vec<T>> {
    let parse = |(n, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| format!("{name}:{}: not as expected", n + 1))
    };
    read_file(shared, name)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}

/// Reads reports and gold annotation that stand on the same lines.
pub(super) fn read_cases<G: DeserializeOwned>(shared: &Path, name: &str) -> Result<Vec<Case<G>>> {
    let reports: Vec<Plain> = read_lines(shared, name)?;
    let gold: Vec<G> = read_lines(shared, name)?;
    Ok(reports.into_iter().zip(gold).map(|(plain, gold)| Case { report: plain.report(), gold }).collect())
}

/// A range as a span of code points.
pub(super) fn span(points: &CodePoints<'_>, range: TextRange) -> Span {
    let (start, end) = points.span(range);
    Span { start, end }
}
