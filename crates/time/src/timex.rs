//! The time layer's own types.

use rapporteur_syntax::WordRange;
use rapporteur_text::{Notice, TextRange};

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

    /// The type with TimeML's name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Date, Self::Time, Self::Duration, Self::Set].into_iter().find(|ty| ty.as_str() == name)
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
    /// TIMEX3 `quant` of a SET: EVERY, EACH.
    pub quant: Option<&'static str>,
    /// TIMEX3 `freq` of a SET: `2X` for "twice a week".
    pub freq: Option<String>,
    /// The first day that the value covers, `YYYY-MM-DD`, where it is fixed.
    pub from: Option<String>,
    /// The last day that it covers, inclusive.
    pub to: Option<String>,
    /// The rule that read it.
    pub rule: String,
}

impl Timex {
    /// Whether it names a point or a period of the calendar that may date an event: a DATE or TIME that is more than
    /// a vague "now" or "recently".
    pub fn is_calendar(&self) -> bool {
        matches!(self.ty, TimexType::Date | TimexType::Time) && !self.value.ends_with("_REF")
    }

    /// Whether it says only past, present or future: "recently", "now", "in the future".
    pub fn is_vague(&self) -> bool {
        self.value.ends_with("_REF")
    }
}

/// The time expressions of a report, in text order.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// The expressions.
    pub timexes: Vec<Timex>,
    /// Inferences worth knowing of.
    pub notices: Vec<Notice>,
}

impl Times {
    /// The places in [`timexes`](Self::timexes) of the expressions that share a word with `words`.
    pub fn in_words(&self, words: WordRange) -> std::ops::Range<usize> {
        let from = self.timexes.partition_point(|timex| timex.words.end <= words.start);
        let to = self.timexes.partition_point(|timex| timex.words.start < words.end);
        from..to.max(from)
    }

    /// The places in [`timexes`](Self::timexes) of the expressions that overlap a range of the text.
    pub fn in_range(&self, range: TextRange) -> std::ops::Range<usize> {
        let from = self.timexes.partition_point(|timex| timex.range.end <= range.start);
        let to = self.timexes.partition_point(|timex| timex.range.start < range.end);
        from..to.max(from)
    }

    /// The expression that a word belongs to, by its place in [`timexes`](Self::timexes).
    pub fn at_word(&self, word: usize) -> Option<usize> {
        let found = self.in_words(word..word + 1);
        (!found.is_empty()).then_some(found.start)
    }
}
