//! From text to syntax: tokens and sentences by rule, the rest by the model.

use crate::{Model, Syntax};
use rapporteur_text::Report;

/// Reads the syntax of a report.
pub fn read_syntax(_report: &Report, model: &Model) -> Syntax {
    let mut syntax = Syntax::default();
    model.annotate(&mut syntax);
    syntax
}
