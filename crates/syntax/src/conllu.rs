//! CoNLL-U, the exchange format of Universal Dependencies: a reader that streams documents, and a writer.

mod align;
mod read;
mod tree;
mod write;

pub use read::{ConlluReader, ParsedReport, parse_conllu, read_conllu};
pub use write::write_conllu;

/// Why a document of CoNLL-U could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConlluError {
    /// The input could not be read at all; nothing follows.
    #[error("line {line}: {error}")]
    Io {
        /// The line, counted from 1.
        line: usize,
        /// What the system says.
        error: std::io::Error,
    },
    /// A line breaks the format. The document is left out; the next one follows.
    #[error("line {line}: {message}")]
    Format {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong and what would be right.
        message: String,
    },
}

#[cfg(test)]
mod tests;
