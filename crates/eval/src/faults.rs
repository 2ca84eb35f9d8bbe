//! What was missed, invented or read wrongly, in context.

use crate::metrics::Span;
use rapporteur_text::Report;
use std::fmt::Write;

/// How much of the text is shown on either side, in code points.
const CONTEXT: usize = 50;

/// One fault of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind: `missed`, `invented`, `value`.
    pub kind: String,
    /// Where, if anywhere.
    pub span: Option<Span>,
    /// What was expected and what was read.
    pub note: String,
}

impl Fault {
    /// A fault at a place of the text.
    pub fn new(kind: impl Into<String>, span: impl Into<Option<Span>>, note: impl Into<String>) -> Self {
        Self { kind: kind.into(), span: span.into(), note: note.into() }
    }

    /// The fault on one line: report, kind, the words in brackets with what stands around them, and the note.
    pub fn render(&self, report: &Report, characters: &[char]) -> String {
        let mut line = format!("{}\t{}", report.id, self.kind);
        if let Some(span) = self.span {
            let (start, end) = (span.start as usize, span.end as usize);
            let before = words(characters, start.saturating_sub(CONTEXT), start);
            let after = words(characters, end, end + CONTEXT);
            let _ = write!(line, "\t…{before}[{}]{after}…", words(characters, start, end));
        }
        if !self.note.is_empty() {
            let _ = write!(line, "\t{}", self.note);
        }
        line
    }
}

/// Code points `start..end` of a text on one line.
pub fn words(characters: &[char], start: usize, end: usize) -> String {
    let end = end.min(characters.len());
    let part = characters.get(start.min(end)..end).unwrap_or_default();
    part.iter().map(|&c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect()
}

/// The words of a span on one line.
pub fn words_of(characters: &[char], span: Span) -> String {
    words(characters, span.start as usize, span.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_one_line() {
        let report = Report::new("r", "Talks\nbegan in Klow.");
        let characters: Vec<char> = report.text.chars().collect();
        let fault = Fault::new("missed", Span { start: 6, end: 11 }, "an event");
        assert_eq!(fault.render(&report, &characters), "r\tmissed\t…Talks [began] in Klow.…\tan event");
        let beyond = Fault::new("missed", Span { start: 90, end: 99 }, "");
        assert!(beyond.render(&report, &characters).starts_with("r\tmissed"));
    }
}
