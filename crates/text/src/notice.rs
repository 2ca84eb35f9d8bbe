//! What a room has to say beside its findings.

use crate::TextRange;

/// Something that a reader of the result should know: an inference that was made, input that could not be read.
///
/// Rooms never fail; they return fewer findings and a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What kind of notice, as a path: `time/no-publication-date`.
    pub code: &'static str,
    /// Where in the text, if anywhere.
    pub range: Option<TextRange>,
    /// A sentence for people: lower case, no full stop.
    pub message: String,
}

impl Notice {
    /// A notice about the whole report.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, range: None, message: message.into() }
    }

    /// The same notice about one place in the text.
    pub fn at(mut self, range: TextRange) -> Self {
        self.range = Some(range);
        self
    }
}
