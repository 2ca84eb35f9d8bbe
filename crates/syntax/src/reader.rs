//! From text to syntax: tokens and sentences by rule, the rest by the model.

use crate::Syntax;
use rapporteur_text::Report;

/// A trained reading model.
#[derive(Debug)]
pub struct Model {}

/// What is wrong with a model file.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file is not one of ours.
    #[error("not a reading model: {0}")]
    Format(String),
}

impl Model {
    /// The model that the program carries.
    pub fn embedded() -> Result<Self, ModelError> {
        Ok(Self {})
    }

    /// Its name and a digest of its file, for the output's `coder.model`.
    pub fn name(&self) -> &'static str {
        "none"
    }

    /// Fills in part of speech, features, lemma, head, relation and mentions of words that the tokeniser made.
    pub fn annotate(&self, _text: &str, syntax: &mut Syntax) {
        syntax.link();
    }
}

/// Reads the syntax of a report.
pub fn read_syntax(report: &Report, model: &Model) -> Syntax {
    let mut syntax = Syntax::default();
    model.annotate(&report.text, &mut syntax);
    syntax
}
