//! Sentences, words and their syntax, after Universal Dependencies (UD) for English.
//!
//! Invariant: the words tile their sentence (only white space lies between them), each sentence is one tree with one
//! root, and reading never fails: odd input gives a poorer tree and a notice.

mod blank;
mod conllu;
mod dateline;
mod layer;
mod mention;
mod model;
mod reader;
mod segment;
mod upos;
mod word;

pub use conllu::{ConlluError, ConlluReader, ParsedReport, parse_conllu, read_conllu, write_conllu};
pub use layer::{Sentence, Syntax, WordRange};
pub use mention::{MentionKind, MentionTag, MentionType};
pub use model::{Model, ModelError};
pub use reader::read_syntax;
pub use segment::{segment, training_features};
pub use upos::Upos;
pub use word::{Deprel, Feats, Word};
