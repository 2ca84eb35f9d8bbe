//! One report a line, as JSON.

use crate::{Defaults, Fault, decoded, without_mark};
use rapporteur_text::Report;
use serde_json::{Map, Value};
use std::io::BufRead;

/// The reports of a JSONL file, read line by line.
///
/// ```
/// use rapporteur_intake::{Defaults, Jsonl};
/// let lines = "{\"id\":\"a\",\"text\":\"x\",\"dct\":\"2025-03-13\"}\nnot json\n";
/// let read: Vec<_> = Jsonl::new(lines.as_bytes(), "in.jsonl", Defaults::default()).collect();
/// assert_eq!(read[0].as_ref().unwrap().published.as_deref(), Some("2025-03-13"));
/// assert_eq!(read[1].as_ref().unwrap_err().line, Some(2));
/// ```
#[derive(Debug)]
pub struct Jsonl<R> {
    input: R,
    file: String,
    defaults: Defaults,
    line: usize,
    ended: bool,
}

impl<R: BufRead> Jsonl<R> {
    /// The reports of `input`, which is called `file` in faults.
    pub fn new(input: R, file: &str, defaults: Defaults) -> Self {
        Self { input, file: file.to_owned(), defaults, line: 0, ended: false }
    }

    fn fault(&self, message: impl Into<String>, remedy: &str) -> Fault {
        Fault { file: self.file.clone(), line: Some(self.line), message: message.into(), remedy: remedy.into() }
    }

    fn report(&self, line: Vec<u8>) -> Result<Report, Fault> {
        let line = decoded(line, &self.file, Some(self.line))?;
        let value: Value = serde_json::from_str(&line).map_err(|error| {
            self.fault(format!("column {}: {}", error.column(), reason(&error)), "each line must be one JSON object")
        })?;
        let Value::Object(mut fields) = value else {
            return Err(self.fault("not a JSON object", "each line must be an object with \"id\" and \"text\""));
        };
        let text = self.string(&mut fields, &["text"])?;
        let text = text.ok_or_else(|| self.fault("no \"text\"", "give the report's text as a string"))?;
        let id = match fields.remove("id") {
            Some(Value::String(id)) => id,
            Some(Value::Number(id)) => id.to_string(),
            None | Some(Value::Null) => self.line.to_string(),
            Some(_) => return Err(self.fault("\"id\" is neither string nor number", "give a string")),
        };
        let mut dates = Vec::new();
        for name in ["published", "dct", "published_at"] {
            dates.extend(self.string(&mut fields, &[name])?);
        }
        let mut dates = dates.into_iter();
        Ok(self.defaults.complete(Report {
            id,
            title: self.string(&mut fields, &["title"])?,
            publisher: self.string(&mut fields, &["publisher"])?,
            published: dates.next(),
            other_dates: dates.collect(),
            url: self.string(&mut fields, &["url"])?,
            language: self.string(&mut fields, &["language"])?,
            text,
        }))
    }

    /// The first of these fields that is there.
    fn string(&self, fields: &mut Map<String, Value>, names: &[&str]) -> Result<Option<String>, Fault> {
        for name in names {
            match fields.remove(*name) {
                None | Some(Value::Null) => {}
                Some(Value::String(value)) => return Ok(Some(value)),
                Some(_) => {
                    return Err(self.fault(format!("{name:?} is not a string"), "give a string, or leave it out"));
                }
            }
        }
        Ok(None)
    }
}

/// The parser's reason without the position, which the fault gives itself.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

impl<R: BufRead> Iterator for Jsonl<R> {
    type Item = Result<Report, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let mut line = Vec::new();
            self.line += 1;
            match self.input.read_until(b'\n', &mut line) {
                Ok(0) => self.ended = true,
                Ok(_) => {
                    if self.line == 1 && without_mark(&line).len() < line.len() {
                        line.drain(..3);
                    }
                    line.truncate(line.trim_ascii_end().len());
                    if !line.trim_ascii().is_empty() {
                        return Some(self.report(line));
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Fault { line: Some(self.line), ..Fault::unreadable(&self.file, &error) }));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[u8]) -> Vec<Result<Report, Fault>> {
        Jsonl::new(lines, "in.jsonl", Defaults::default()).collect()
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
        let line = br#"{"text":"x","dct":"2025-03-13","published":"2025-03-12"}"#;
        let report = read(line).remove(0).expect("the line is sound");
        assert_eq!(report.published.as_deref(), Some("2025-03-12"));
        assert_eq!(report.other_dates, ["2025-03-13"]);
    }
}
