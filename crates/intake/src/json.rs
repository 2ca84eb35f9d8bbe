//! JSON that is not a line a report: an array of objects, or objects one after the other.

use crate::Fault;
use crate::fields::{Field, Fields};
use crate::reports::{Bytes, Source};
use rapporteur_text::Report;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::io::{self, BufRead};

/// The objects of a file, cut apart by their brackets and parsed one at a time, so that a file of any size can be read
/// and a broken object leaves the others whole.
pub(crate) struct Json<'r> {
    input: Bytes<'r>,
    source: Source,
    /// The line that is being read, counted from 1.
    line: usize,
    objects: usize,
    /// Reports that lay in one object together.
    ahead: VecDeque<Result<Report, Fault>>,
    ended: bool,
}

/// What lies between objects, and the objects.
enum Piece {
    Object(Vec<u8>),
    TooLarge,
    CutOff,
    Stray(u8),
    End,
}

impl<'r> Json<'r> {
    pub(crate) fn new(input: Bytes<'r>, source: Source) -> Self {
        Self { input, source, line: 1, objects: 0, ahead: VecDeque::new(), ended: false }
    }

    /// The next object, without looking at more than its brackets and quotes.
    fn piece(&mut self) -> io::Result<Piece> {
        let limit = self.source.limits().report as usize;
        let mut object = Vec::new();
        let (mut depth, mut quoted, mut escaped, mut stray) = (0_usize, false, false, None);
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                let cut_off = if depth > 0 { Piece::CutOff } else { Piece::End };
                return Ok(stray.map_or(cut_off, Piece::Stray));
            }
            let mut used = 0;
            for &byte in buffer {
                // What is no JSON is one fault, up to where an object begins again.
                if depth == 0 && stray.is_some() && byte == b'{' {
                    self.input.consume(used);
                    return Ok(Piece::Stray(stray.unwrap_or_default()));
                }
                used += 1;
                self.line += usize::from(byte == b'\n');
                if depth == 0 {
                    match byte {
                        b'{' => depth = 1,
                        b'[' | b']' | b',' | 0xEF | 0xBB | 0xBF => {}
                        _ if byte.is_ascii_whitespace() => {}
                        _ => stray = stray.or(Some(byte)),
                    }
                } else if quoted {
                    (quoted, escaped) = (escaped || byte != b'"', !escaped && byte == b'\\');
                } else {
                    match byte {
                        b'"' => quoted = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth -= 1,
                        _ => {}
                    }
                }
                if (depth > 0 || byte == b'}') && object.len() <= limit && stray.is_none() {
                    object.push(byte);
                }
                if depth == 0 && !object.is_empty() {
                    self.input.consume(used);
                    return Ok(if object.len() > limit { Piece::TooLarge } else { Piece::Object(object) });
                }
            }
            self.input.consume(used);
        }
    }

    fn read(&mut self, object: &[u8]) {
        let lines = object.split(|&byte| byte == b'\n').count() - 1;
        let first = self.line - lines;
        self.objects += 1;
        let value = match serde_json::from_slice(object) {
            Ok(Value::Object(value)) => value,
            Ok(_) => return,
            Err(error) => {
                let line = first + error.line().saturating_sub(1);
                let message = format!("column {}: {}", error.column(), reason(&error));
                self.ahead.push_back(Err(self.source.fault(message, "mend the JSON there").at_line(line)));
                return;
            }
        };
        let number = self.objects.to_string();
        if has_text(&value, &self.source) {
            self.ahead.push_back(report(value, &self.source, first, || number));
            return;
        }
        // `{"status":"ok","articles":[…]}`: what a search interface answers.
        match value.into_iter().find_map(|(_, value)| reports_in(value, &self.source)) {
            Some(inside) => {
                for (n, object) in inside.into_iter().enumerate() {
                    self.ahead.push_back(report(object, &self.source, first, || format!("{number}.{}", n + 1)));
                }
            }
            None => self.ahead.push_back(Err(no_text(&self.source).at_line(first))),
        }
    }
}

fn has_text(object: &Map<String, Value>, source: &Source) -> bool {
    !source.options.fields.find(Field::Text, object.keys().map(String::as_str)).is_empty()
}

/// The objects of an array whose first has a text.
fn reports_in(value: Value, source: &Source) -> Option<Vec<Map<String, Value>>> {
    let Value::Array(items) = value else { return None };
    let objects: Vec<_> = items
        .into_iter()
        .filter_map(|item| match item {
            Value::Object(object) => Some(object),
            _ => None,
        })
        .collect();
    objects.first().is_some_and(|first| has_text(first, source)).then_some(objects)
}

fn no_text(source: &Source) -> Fault {
    source.fault("no \"text\"", format!("give the report's text as a string, or {}", Fields::remedy()))
}

/// The report of an object.
pub(crate) fn report(
    mut object: Map<String, Value>,
    source: &Source,
    line: usize,
    id: impl FnOnce() -> String,
) -> Result<Report, Fault> {
    object.retain(|_, value| !value.is_null());
    let mut pairs: Vec<(String, Option<Value>)> = object.into_iter().map(|(name, value)| (name, Some(value))).collect();
    let layout = source.options.fields.layout(pairs.iter().map(|(name, _)| name.as_str()));
    if layout.of(Field::Text).is_empty() {
        return Err(no_text(source).at_line(line));
    }
    layout.report(id, |place, field| {
        let (name, value) = &mut pairs[place];
        match (value.take(), field) {
            (None, _) => Ok(None),
            (Some(Value::String(value)), _) => Ok(Some(value)),
            (Some(Value::Number(value)), Field::Id) => Ok(Some(value.to_string())),
            // NewsAPI's `"source":{"id":"tasnim","name":"Tasnim"}`.
            (Some(Value::Object(mut value)), Field::Publisher) => Ok(match value.remove("name") {
                Some(Value::String(name)) => Some(name),
                _ => None,
            }),
            (Some(_), Field::Id) => {
                Err(source.fault(format!("{name:?} is neither string nor number"), "give a string").at_line(line))
            }
            _ => {
                let message = format!("{name:?} is not a string");
                Err(source.fault(message, "give a string, or leave it out").at_line(line))
            }
        }
    })
}

/// The parser's reason without the position, which the fault gives itself.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

impl Iterator for Json<'_> {
    type Item = Result<Report, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(report) = self.ahead.pop_front() {
                return Some(report);
            }
            if self.ended {
                return None;
            }
            let fault = match self.piece() {
                Ok(Piece::Object(object)) => {
                    self.read(&object);
                    continue;
                }
                Ok(Piece::TooLarge) => self.source.limits().too_large(&self.source.name, "the object"),
                Ok(Piece::Stray(byte)) => self.source.fault(
                    format!("{:?} where an object should begin", char::from(byte)),
                    "give an array of objects, or objects one after the other",
                ),
                Ok(Piece::CutOff) => {
                    self.ended = true;
                    self.source.fault("the file ends within an object", "get it again, whole")
                }
                Ok(Piece::End) => {
                    self.ended = true;
                    continue;
                }
                Err(error) => {
                    self.ended = true;
                    self.source.unreadable(&error)
                }
            };
            return Some(Err(fault.at_line(self.line)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, read_reports};

    fn read(json: &'static str) -> Vec<String> {
        read_reports(json.as_bytes(), "in.json", &Options::default())
            .map(|read| match read {
                Ok(report) => format!("{}={} {}", report.id, report.text, report.publisher.unwrap_or_default()),
                Err(fault) => fault.to_string().split(" (").next().unwrap_or_default().to_owned(),
            })
            .collect()
    }

    #[test]
    fn arrays_and_pretty_printed_objects_are_read_and_faults_do_not_spread() {
        let array = "[\n {\"Text\":\"a \\\"}\", \"source\":{\"name\":\"Tasnim\"}},\n {\"text\" 1},\n {\"id\":\"x\",\"body\":\"c\"}, 7,\n {\"text\":\"d\"}]";
        assert_eq!(
            read(array),
            [
                "1=a \"} Tasnim",
                "in.json:3: column 9: expected `:`",
                "x=c ",
                "in.json:5: '7' where an object should begin",
                "4=d "
            ]
        );
        assert_eq!(
            read("{\n \"content\": \"a\"\n}\n{\n \"content\": \"b\""),
            ["1=a ", "in.json:5: the file ends within an object"]
        );
        assert_eq!(read("[]"), [""; 0]);
    }

    #[test]
    fn the_answer_of_a_search_interface_holds_its_reports() {
        let answer = "{\n\"status\":\"ok\",\"articles\":[{\"title\":\"t\",\"content\":\"a\"},{\"content\":\"b\"}]}";
        assert_eq!(read(answer), ["1.1=a ", "1.2=b "]);
        assert_eq!(read("[{\"status\":\"ok\"}]"), ["in.json:1: no \"text\""]);
    }
}
