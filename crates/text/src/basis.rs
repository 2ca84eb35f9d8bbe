//! Why a field has its value.

use crate::TextRange;
use compact_str::CompactString;

/// The evidence of one field: the rule or inference that set it, and the words it was read from, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The id of the rule, a path that never changes meaning: `office/counterpart`.
    pub rule: CompactString,
    /// The words it was read from; `None` where the rule infers the value.
    pub range: Option<TextRange>,
}

impl Basis {
    /// The field was read from these words by this rule.
    pub fn read(rule: impl Into<CompactString>, range: TextRange) -> Self {
        Self { rule: rule.into(), range: Some(range) }
    }

    /// The field was inferred by this rule.
    pub fn inferred(rule: impl Into<CompactString>) -> Self {
        Self { rule: rule.into(), range: None }
    }
}
