//! Hashed features, and their way out to the training script.

use super::runs::Runs;
use super::weights::BITS;
use super::{doubts, sentences, tokens};

/// The number of the feature in which template `template` saw `values`.
pub(super) fn feature(template: u32, values: &[u32]) -> u32 {
    let mut hash = template.wrapping_mul(0x9e37_79b1) ^ 0x5bd1_e995;
    for &value in values {
        hash = (hash ^ value).wrapping_mul(0x85eb_ca6b);
        hash ^= hash >> 15;
    }
    hash.wrapping_mul(0xc2b2_ae35) >> (32 - BITS)
}

/// What the training script needs, so that features are written down once, here.
///
/// For a text whose tokens are known (as byte ranges in text order) and the indices of the tokens that end a sentence,
/// calls `token` or `sentence` for every place where one may end: with its byte offset, whether one does, and the
/// features; for sentences, the features of the linear model are followed by what the network sees. Calls `word` with the
/// hash of every token. Only the training uses this.
#[doc(hidden)]
pub fn training_features(
    text: &str,
    known: &[(u32, u32)],
    ends: &[usize],
    mut token: impl FnMut(u32, bool, &[u32]),
    mut sentence: impl FnMut(u32, bool, &[u32]),
    mut word: impl FnMut(u32, &str),
) {
    let runs = Runs::new(text);
    let mut borders: Vec<u32> = known.iter().flat_map(|&(start, end)| [start, end]).collect();
    borders.dedup();
    tokens::walk(text, &runs, |at, certain, features| {
        let is_border = borders.binary_search(&at).is_ok();
        if certain.is_none() {
            token(at, is_border, features);
        }
        is_border
    });
    let tokens = tokens::from_ranges(text, &runs, known);
    for token in &tokens {
        word(sentences::view(text, &runs, token).hash, token.form(text));
    }
    sentences::walk(text, &runs, &tokens, |index, place| {
        let is_end = ends.binary_search(&index).is_ok();
        if let Some(place) = place {
            let features: Vec<u32> = place.features().into_iter().chain(doubts::sight(place)).collect();
            sentence(tokens[index].end, is_end, &features);
        }
        is_end
    });
}
