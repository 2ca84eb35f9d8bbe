//! Time expressions with TIMEX3 values.
//!
//! Invariant: a value says no more than text and publication date allow; what stays open is written with `X`, and what
//! was inferred carries a notice.

use rapporteur_codebook::{Codebook, CodebookError};
use rapporteur_syntax::{Syntax, WordRange};
use rapporteur_text::{Notice, Report, TextRange};

/// The TIMEX3 types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum TimexType {
    Date,
    Time,
    Duration,
    Set,
}

impl TimexType {
    /// TimeML's name of it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// One time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands.
    pub range: TextRange,
    /// Its words.
    pub words: WordRange,
    /// Its type.
    pub ty: TimexType,
    /// Its TIMEX3 value: `2025-03-12`, `XXXX-03-12`, `2018-W13`, `P3Y`, `PAST_REF`.
    pub value: String,
    /// TIMEX3 `mod`: START, MID, END, APPROX, BEFORE, AFTER, MORE_THAN …
    pub modifier: Option<&'static str>,
    /// The first day that the value covers, `YYYY-MM-DD`, where it is fixed.
    pub from: Option<String>,
    /// The last day that it covers, inclusive.
    pub to: Option<String>,
    /// The rule that read it.
    pub rule: String,
}

/// The time expressions of a report, in text order.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// The expressions.
    pub timexes: Vec<Timex>,
    /// Inferences worth knowing of.
    pub notices: Vec<Notice>,
}

/// The rules of time expressions.
#[derive(Debug)]
pub struct TimeRules {}

impl TimeRules {
    /// Reads `time/` of a codebook.
    pub fn from_codebook(_codebook: &Codebook) -> Result<Self, CodebookError> {
        Ok(Self {})
    }
}

/// Reads the time expressions of a report against its publication date.
pub fn read_times(_report: &Report, _syntax: &Syntax, _rules: &TimeRules) -> Times {
    Times::default()
}
