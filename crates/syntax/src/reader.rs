//! From text to syntax: first sentences and words, then the model's analysis of them.

use crate::{Model, Syntax, segment};
use rapporteur_text::Report;

/// Reads the syntax of a report.
pub fn read_syntax(report: &Report, model: &Model) -> Syntax {
    let mut syntax = segment(&report.text);
    model.annotate(&mut syntax);
    syntax
}
