//! A file that is one report.

use crate::{Fault, decoded, without_mark};
use rapporteur_text::Report;
use std::io::BufRead;

/// What is taken for known of reports that do not say it themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Defaults {
    /// The publication date.
    pub published: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The headline.
    pub title: Option<String>,
}

impl Defaults {
    /// Fills the gaps of a report.
    pub fn complete(&self, mut report: Report) -> Report {
        report.published = report.published.or_else(|| self.published.clone());
        report.publisher = report.publisher.or_else(|| self.publisher.clone());
        report.title = report.title.or_else(|| self.title.clone());
        report
    }
}

/// Reads a whole file as one report; its id is the file's name without folders and ending.
pub fn read_plain(mut input: impl BufRead, file: &str, defaults: &Defaults) -> Result<Report, Fault> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| Fault::unreadable(file, &error))?;
    if without_mark(&bytes).len() < bytes.len() {
        bytes.drain(..3);
    }
    let text = decoded(bytes, file, None)?;
    Ok(defaults.complete(Report::new(stem(file), text)))
}

fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_file_is_one_report() {
        let defaults = Defaults { published: Some("2025-03-13".into()), ..Defaults::default() };
        let report = read_plain("\u{feff}Ministers met.\n".as_bytes(), "in/minsk.txt", &defaults).unwrap();
        assert_eq!((report.id.as_str(), report.text.as_str()), ("minsk", "Ministers met.\n"));
        assert_eq!(report.published.as_deref(), Some("2025-03-13"));
    }

    #[test]
    fn bytes_that_are_not_text_are_a_fault_with_a_place() {
        let fault = read_plain(&b"caf\xe9"[..], "x.txt", &Defaults::default()).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "x.txt: byte 4 is not UTF-8 (convert the file, for instance with iconv -t UTF-8)"
        );
    }
}
