//! Sentences as the encoder takes them: cut where they are too long, and spelt in pieces.

use super::pieces::{Pieces, shape};
use crate::Syntax;
use std::ops::Range;

/// A sentence, or a part of one that is too long for the encoder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// Its words, counted over the report.
    pub(super) words: Range<usize>,
    /// Whether it begins a sentence.
    pub(super) begins: bool,
}

/// The words of a report in pieces, and its windows.
#[derive(Debug, Default)]
pub(super) struct Spelt {
    /// The windows, in text order.
    pub(super) windows: Vec<Window>,
    pieces: Vec<u32>,
    /// Where the pieces of each word begin, and at last where they end.
    starts: Vec<u32>,
    shapes: Vec<u32>,
}

impl Spelt {
    /// Spells all words and cuts the sentences into windows of at most `tokens` tokens.
    pub(super) fn new(syntax: &Syntax, pieces: &Pieces, tokens: usize) -> Self {
        let mut spelt = Self::default();
        let mut end = 0;
        let mut begins = vec![false; syntax.words.len()];
        for sentence in &syntax.sentences {
            if let Some(first) = begins.get_mut(sentence.words.start) {
                *first = true;
            }
        }
        for (word, begins) in syntax.words.iter().zip(begins) {
            spelt.starts.push(spelt.pieces.len() as u32);
            pieces.split(&word.form, &mut spelt.pieces);
            spelt.shapes.push(shape(&word.form, begins || word.range.start > end));
            end = word.range.end;
        }
        spelt.starts.push(spelt.pieces.len() as u32);
        for sentence in &syntax.sentences {
            let words = sentence.words.start.min(syntax.words.len())..sentence.words.end.min(syntax.words.len());
            spelt.cut(words, syntax, tokens.saturating_sub(1));
        }
        spelt
    }

    fn cut(&mut self, words: Range<usize>, syntax: &Syntax, most: usize) {
        let mut from = words.start;
        while from < words.end {
            let limit = self.starts[from] as usize + most;
            // A word has few pieces, so that at least one always fits.
            let fits = self.starts[from..=words.end].partition_point(|&at| at as usize <= limit);
            let mut to = (from + fits - 1).clamp(from + 1, words.end);
            if to < words.end {
                // Rather after a mark than in the middle of a phrase.
                let mark = |w: &usize| matches!(&*syntax.words[*w].form, ";" | ":" | "," | "." | "—" | "–" | "|" | "-");
                to = (from + (to - from) / 2..to).rev().find(mark).map_or(to, |w| w + 1);
            }
            self.windows.push(Window { words: from..to, begins: from == words.start });
            from = to;
        }
    }

    /// The pieces of a word.
    pub(super) fn pieces(&self, word: usize) -> &[u32] {
        &self.pieces[self.starts[word] as usize..self.starts[word + 1] as usize]
    }

    /// The shape of a word.
    pub(super) fn shape(&self, word: usize) -> u32 {
        self.shapes[word]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sentence, Word};
    use rapporteur_text::TextRange;

    #[test]
    fn long_sentences_are_cut_after_marks() {
        let pieces = Pieces::new("[CLS]\n[UNK]\na\n,").unwrap();
        let mut syntax = Syntax::default();
        for i in 0..1000 {
            let form = if i % 30 == 29 { "," } else { "a" };
            syntax.words.push(Word::unread(TextRange::new(2 * i, 2 * i + 1), form));
        }
        for words in [0..20, 20..20, 20..1000] {
            syntax.sentences.push(Sentence { range: TextRange::default(), words });
        }
        let spelt = Spelt::new(&syntax, &pieces, 101);
        assert_eq!(spelt.windows[0], Window { words: 0..20, begins: true });
        assert_eq!(spelt.windows[1], Window { words: 20..120, begins: true });
        assert_eq!(spelt.windows[2], Window { words: 120..210, begins: false });
        assert!(spelt.windows.windows(2).all(|two| two[0].words.end == two[1].words.start));
        assert_eq!(spelt.windows.last().unwrap().words.end, 1000);
    }
}
