//! TempEval-3 task A: spans, types and values of time expressions (score_time.py).

use super::{Prf, Span, matching};
use serde::{Deserialize, Serialize};

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timex {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its TIMEX3 type.
    #[serde(rename = "type", default)]
    pub ty: Option<String>,
    /// Its TIMEX3 value.
    #[serde(default)]
    pub value: Option<String>,
}

/// The time expressions of a document. Text and limit count in the gold only.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its text.
    #[serde(default, skip_serializing)]
    pub text: String,
    /// Beyond this code point nothing is annotated.
    #[serde(default, skip_serializing)]
    pub annotated_until: Option<u32>,
    /// Its time expressions.
    #[serde(default)]
    pub timex: Vec<Timex>,
}

/// How many expressions there are, were found and have the right attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scores {
    /// Equal spans.
    pub strict: Prf,
    /// Overlapping spans.
    pub relaxed: Prf,
    /// Overlapping spans of the same type.
    pub ty: Prf,
    /// Overlapping spans of the same value.
    pub value: Prf,
}

/// Scores pairs of a gold and a predicted document.
pub fn score(documents: &[(Document, Document)]) -> Scores {
    let mut scores = Scores::default();
    for (gold, predicted) in documents {
        let (gold, predicted, pairs) = compare(gold, predicted);
        let count = |right: &dyn Fn(&matching::Pair) -> bool| pairs.iter().filter(|pair| right(pair)).count();
        let (n, m) = (gold.len(), predicted.len());
        scores.strict.add(n, m, count(&|pair| pair.exact));
        scores.relaxed.add(n, m, pairs.len());
        scores.ty.add(n, m, count(&|pair| same(&gold[pair.gold].ty, &predicted[pair.predicted].ty)));
        scores.value.add(n, m, count(&|pair| same(&gold[pair.gold].value, &predicted[pair.predicted].value)));
    }
    scores
}

/// The expressions of both documents that count, and the pairs among them.
pub fn compare<'d>(
    gold: &'d Document,
    predicted: &'d Document,
) -> (Vec<&'d Timex>, Vec<&'d Timex>, Vec<matching::Pair>) {
    let text: Vec<char> = gold.text.chars().collect();
    let limit = gold.annotated_until.unwrap_or(text.len() as u32);
    let counted = |document: &'d Document| -> Vec<&'d Timex> {
        document.timex.iter().filter(|timex| timex.span.start < limit).collect()
    };
    let (gold, predicted) = (counted(gold), counted(predicted));
    let trimmed = |timexes: &[&Timex]| timexes.iter().map(|timex| trim(&text, timex.span)).collect::<Vec<_>>();
    let pairs = matching::pair_spans(&trimmed(&gold), &trimmed(&predicted));
    (gold, predicted, pairs)
}

/// Whether both attributes are the same; an empty one is as good as none.
pub fn same(a: &Option<String>, b: &Option<String>) -> bool {
    a.as_deref().unwrap_or("") == b.as_deref().unwrap_or("")
}

/// White space at the ends of a span does not count.
fn trim(text: &[char], span: Span) -> Span {
    let white = |at: u32| text.get(at as usize).is_some_and(|c| c.is_whitespace());
    let (mut start, mut end) = (span.start, span.end);
    while start < end && white(start) {
        start += 1;
    }
    while end > start && white(end - 1) {
        end -= 1;
    }
    Span { start, end }
}
