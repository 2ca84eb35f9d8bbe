//! Finding the names that the codebook knows among the words of a report.

use compact_str::CompactString;
use rapporteur_syntax::{Upos, Word, WordRange};
use std::collections::HashMap;

/// How a phrase stands for what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Its name: "Belarus", "NATO".
    Name,
    /// A word for its people, adjective or noun: "Belarusian".
    Demonym,
    /// Its capital: "Minsk".
    Capital,
    /// Another word for its government: "the Kremlin".
    Seat,
    /// A part of it: "Gomel".
    Region,
}

/// A phrase of the codebook, found in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its words.
    pub words: WordRange,
    /// The place of what it names in [`ActorBook::entries`](crate::ActorBook::entries).
    pub entry: usize,
    /// How it names it.
    pub sense: Sense,
}

#[derive(Debug, Clone)]
struct Phrase {
    /// Lower-case runs of letters and digits: "al-Qaeda" is two.
    pieces: Vec<CompactString>,
    /// The pieces that begin with a capital must do so in the text.
    capital: Vec<bool>,
    /// The whole phrase is in capitals, and must be in the text.
    shouted: bool,
    entry: usize,
    sense: Sense,
}

/// All phrases of the codebook, by their first piece.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrases {
    by_first: HashMap<CompactString, Vec<Phrase>>,
}

/// The pieces of a word: runs of letters and digits, lower-case, full stops and apostrophes left out.
fn pieces(form: &str, mut each: impl FnMut(CompactString, bool)) {
    let mut piece = CompactString::default();
    let mut capital = false;
    for c in form.chars() {
        if c.is_alphanumeric() {
            if piece.is_empty() {
                capital = c.is_uppercase() || c.is_numeric();
            }
            piece.extend(c.to_lowercase());
        } else if !matches!(c, '.' | '\'' | '’') && !piece.is_empty() {
            each(std::mem::take(&mut piece), capital);
        }
    }
    if !piece.is_empty() {
        each(piece, capital);
    }
}

fn is_shouted(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

impl Phrases {
    /// Adds a phrase; one that was added before for another entry gives way.
    pub(crate) fn add(&mut self, text: &str, entry: usize, sense: Sense) {
        let mut phrase = Phrase { pieces: vec![], capital: vec![], shouted: is_shouted(text), entry, sense };
        for word in text.split_whitespace() {
            pieces(word, |piece, capital| {
                phrase.pieces.push(piece);
                phrase.capital.push(capital);
            });
        }
        let Some(first) = phrase.pieces.first().cloned() else { return };
        let same_first = self.by_first.entry(first).or_default();
        // "al-Qaeda" and "Al-Qaeda" are both names of one body: a letter that may be small in one may be small.
        for known in same_first.iter().filter(|p| p.entry == entry && p.pieces == phrase.pieces) {
            for (capital, known) in phrase.capital.iter_mut().zip(&known.capital) {
                *capital &= known;
            }
        }
        same_first.retain(|p| p.pieces != phrase.pieces || p.shouted != phrase.shouted);
        let at = same_first.partition_point(|p| p.pieces.len() >= phrase.pieces.len());
        same_first.insert(at, phrase);
    }

    /// What a phrase names, if it is one.
    pub(crate) fn entry(&self, text: &str) -> Option<usize> {
        let mut sought = Vec::new();
        text.split_whitespace().for_each(|word| pieces(word, |piece, _| sought.push(piece)));
        let same_first = self.by_first.get(sought.first()?)?;
        same_first.iter().find(|phrase| phrase.pieces == sought).map(|phrase| phrase.entry)
    }

    /// The phrases among these words, longest first where they overlap, from left to right.
    pub(crate) fn find(&self, words: &[Word]) -> Vec<Hit> {
        let (mut text, mut at) = (Vec::with_capacity(words.len()), Vec::with_capacity(words.len()));
        for (w, word) in words.iter().enumerate() {
            let from = text.len();
            pieces(&word.form, |piece, capital| text.push((piece, capital)));
            at.extend((from..text.len()).map(|i| (w, i == from, i + 1 == text.len())));
        }
        let mut hits = Vec::new();
        let mut i = 0;
        while i < text.len() {
            match self.longest(words, &text, &at, i) {
                Some((phrase, end)) => {
                    hits.push(Hit { words: at[i].0..at[end - 1].0 + 1, entry: phrase.entry, sense: phrase.sense });
                    i = end;
                }
                None => i += 1,
            }
        }
        hits
    }

    fn longest(
        &self,
        words: &[Word],
        text: &[(CompactString, bool)],
        at: &[(usize, bool, bool)],
        i: usize,
    ) -> Option<(&Phrase, usize)> {
        if !at[i].1 {
            return None;
        }
        let same_first = self.by_first.get(&text[i].0)?;
        same_first.iter().find_map(|phrase| {
            let end = i + phrase.pieces.len();
            if end > text.len() || !at[end - 1].2 {
                return None;
            }
            let fits = phrase
                .pieces
                .iter()
                .zip(&phrase.capital)
                .zip(&text[i..end])
                .all(|((piece, &capital), (word, is_capital))| piece == word && (!capital || *is_capital));
            let (first, last) = (at[i].0, at[end - 1].0);
            let shouted =
                !phrase.shouted || words[first..=last].iter().all(|w| !w.form.chars().any(char::is_lowercase));
            (fits && shouted && may_be(words, first..last + 1, phrase.sense)).then_some((phrase, end))
        })
    }
}

/// Whether the part of speech of a single word allows the sense: "turkey" in a recipe, "male" and "polish" do not.
fn may_be(words: &[Word], at: WordRange, sense: Sense) -> bool {
    let word = &words[at.start];
    if at.len() > 1 {
        return true;
    }
    match sense {
        Sense::Name => matches!(word.upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X),
        Sense::Demonym => matches!(word.upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Verb),
        Sense::Capital | Sense::Seat | Sense::Region => matches!(word.upos, Upos::Propn | Upos::X),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_text::TextRange;

    fn words(text: &str) -> Vec<Word> {
        let mut from = 0;
        text.split(' ')
            .map(|form| {
                let range = TextRange::from_usize(from, from + form.len());
                from += form.len() + 1;
                Word::unread(range, form)
            })
            .collect()
    }

    fn found(text: &str) -> Vec<(usize, usize, usize)> {
        let mut phrases = Phrases::default();
        phrases.add("U.S.", 0, Sense::Name);
        phrases.add("al-Qaeda", 1, Sense::Name);
        phrases.add("Security Council", 2, Sense::Name);
        phrases.add("U.N. Security Council", 3, Sense::Name);
        phrases.add("Turkey", 4, Sense::Name);
        phrases.find(&words(text)).into_iter().map(|h| (h.words.start, h.words.end, h.entry)).collect()
    }

    #[test]
    fn dots_hyphens_and_tokens_do_not_matter() {
        assert_eq!(found("the US and the U.S. told us"), [(1, 2, 0), (4, 5, 0)]);
        assert_eq!(found("Al - Qaeda and al-Qaeda"), [(0, 3, 1), (4, 5, 1)]);
    }

    #[test]
    fn the_longest_phrase_wins_and_capitals_count() {
        assert_eq!(found("the UN Security Council"), [(1, 4, 3)]);
        assert_eq!(found("a security council ate turkey in Turkey"), [(6, 7, 4)]);
    }
}
