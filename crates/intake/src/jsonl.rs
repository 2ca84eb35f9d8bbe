//! One report a line, as JSON.

use crate::Fault;
use crate::json::{self, reason};
use crate::reports::{Bytes, Source};
use rapporteur_text::Report;
use serde_json::Value;

/// The reports of a JSONL file, read line by line.
pub(crate) struct Jsonl<'r> {
    input: Bytes<'r>,
    source: Source,
    line: usize,
    ended: bool,
}

impl<'r> Jsonl<'r> {
    pub(crate) fn new(input: Bytes<'r>, source: Source) -> Self {
        Self { input, source, line: 0, ended: false }
    }

    fn fault(&self, message: impl Into<String>, remedy: &str) -> Fault {
        self.source.fault(message, remedy).at_line(self.line)
    }

    fn report(&self, line: &[u8]) -> Result<Report, Fault> {
        let line = std::str::from_utf8(line).map_err(|error| {
            let message = format!("byte {} is not UTF-8", error.valid_up_to() + 1);
            self.fault(message, "convert the file, for instance with iconv -t UTF-8")
        })?;
        let value: Value = serde_json::from_str(line).map_err(|error| {
            self.fault(format!("column {}: {}", error.column(), reason(&error)), "each line must be one JSON object")
        })?;
        let Value::Object(object) = value else {
            return Err(self.fault("not a JSON object", "each line must be an object with \"id\" and \"text\""));
        };
        json::report(object, &self.source, self.line, || self.line.to_string())
    }
}

impl Iterator for Jsonl<'_> {
    type Item = Result<Report, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let mut line = Vec::new();
            self.line += 1;
            match self.source.limits().line(&mut self.input, &mut line) {
                Ok(true) => {
                    return Some(Err(self.source.limits().too_large(&self.source.name, "the line").at_line(self.line)));
                }
                Ok(false) if line.is_empty() => self.ended = true,
                Ok(false) => {
                    if self.line == 1 && line.starts_with(b"\xEF\xBB\xBF") {
                        line.drain(..3);
                    }
                    line.truncate(line.trim_ascii_end().len());
                    if !line.trim_ascii().is_empty() {
                        return Some(self.report(&line));
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(self.source.unreadable(&error).at_line(self.line)));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::{Fault, Limits, Options, read_reports};
    use rapporteur_text::Report;

    fn read(lines: &'static [u8]) -> Vec<Result<Report, Fault>> {
        let limits = Limits { report: 1000, ..Limits::default() };
        read_reports(lines, "in.jsonl", &Options { limits, ..Options::default() }).collect()
    }

    #[test]
    fn faults_have_their_line_and_the_rest_is_read() {
        let read = read(
            b"{\"text\":\"one\"}\n\n{\"text\":7}\n{\"id\":5,\"text\":\"\"}\n{\"text\": \"\xff\"}\n[1]\n{\"a\n{}\n",
        );
        let shown: Vec<String> = read
            .iter()
            .map(|r| match r {
                Ok(report) => format!("{}={}", report.id, report.text),
                Err(fault) => fault.to_string().split(" (").next().unwrap_or_default().to_owned(),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "1=one",
                "in.jsonl:3: \"text\" is not a string",
                "5=",
                "in.jsonl:5: byte 11 is not UTF-8",
                "in.jsonl:6: not a JSON object",
                "in.jsonl:7: column 3: EOF while parsing a string",
                "in.jsonl:8: no \"text\"",
            ]
        );
    }

    #[test]
    fn all_publication_dates_are_kept() {
        let report = read(br#"{"text":"x","dct":"2025-03-13","published":"2025-03-12"}"#).remove(0).unwrap();
        assert_eq!(report.published.as_deref(), Some("2025-03-12"));
        assert_eq!(report.other_dates, ["2025-03-13"]);
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        let long: &'static [u8] = [&b"{\"text\":\""[..], &[b'x'; 3000], b"\"}\n{\"text\":\"y\"}"].concat().leak();
        let read = read(long);
        assert!(read[0].as_ref().unwrap_err().to_string().starts_with("in.jsonl:1: the line is larger than 0 MB"));
        assert_eq!((read.len(), &*read[1].as_ref().unwrap().text), (2, "y"));
    }
}
