//! From text to sentences and words.
//!
//! First the text is cut into runs (letters, digits, the same mark repeated); a run border inside a stretch without
//! white space is a place where a token may end, and a small trained model decides each. Contractions are then parted
//! by list. A second model of the same kind decides after which tokens a sentence ends. Both are linear models over
//! hashed features; where the second is in doubt, a small network over the words around adds its say. Training and scores
//! are in `models/sentences.md`.

mod contractions;
mod doubts;
mod features;
mod lines;
mod runs;
mod sentences;
mod special;
mod tokens;
mod weights;
mod wordlists;

pub use features::training_features;
pub(crate) use sentences::MAX_SENTENCE_WORDS;

use crate::{Sentence, Syntax};
use rapporteur_text::{Notice, TextRange};
use weights::Weights;

/// Cuts a text into sentences and words, without any analysis of them; heads are not set.
///
/// The words tile their sentence, apart from white space, control characters and invisible marks of direction. A
/// sentence has at most 512 words; a longer one is cut, with a notice.
pub fn segment(text: &str) -> Syntax {
    let weights = Weights::embedded();
    let runs = runs::Runs::new(text);
    let tokens = tokens::read_tokens(text, &runs, weights);
    let ends = sentences::read_ends(text, &runs, &tokens, weights);

    let mut syntax = Syntax::default();
    syntax.words.reserve(tokens.len() + tokens.len() / 32);
    let mut from = 0;
    for end in ends {
        let first = syntax.words.len();
        let mut cut_words = 0;
        let mut begin = first;
        for token in &tokens[from..end] {
            contractions::push_words(text, TextRange::new(token.start, token.end), &mut syntax.words);
            if syntax.words.len() - begin >= MAX_SENTENCE_WORDS {
                close(&mut syntax, begin);
                begin = syntax.words.len();
                cut_words = begin;
            }
        }
        if syntax.words.len() > begin {
            close(&mut syntax, begin);
        }
        if cut_words > first {
            let range = syntax.range(first..syntax.words.len());
            let message = format!(
                "a sentence of {} words was cut into pieces of {MAX_SENTENCE_WORDS}",
                syntax.words.len() - first
            );
            syntax.notices.push(Notice::new("syntax/long-sentence", message).at(range));
        }
        from = end;
    }
    syntax
}

fn close(syntax: &mut Syntax, first: usize) {
    let words = first..syntax.words.len();
    syntax.sentences.push(Sentence { range: syntax.range(words.clone()), words });
}

#[cfg(test)]
mod tests;
