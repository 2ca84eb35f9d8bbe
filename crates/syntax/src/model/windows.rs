//! Sentences as the encoder takes them: cut where they are too long, and spelt in pieces.

use super::pieces::{Pieces, shape};
use crate::Syntax;
use crate::dateline::dateline;
use std::ops::Range;

/// A sentence, or a part of one that is too long for the encoder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// Its words, counted over the report.
    pub(super) words: Range<usize>,
    /// Whether it begins a sentence, or the sentence proper behind a dateline.
    pub(super) begins: bool,
}

/// Cuts the sentences into windows of at most `most` tokens; `starts[w]` is how many tokens the words before `w` have.
pub(super) fn windows(syntax: &Syntax, starts: &[u32], most: usize) -> Vec<Window> {
    let mut windows = Vec::with_capacity(syntax.sentences.len());
    let count = syntax.words.len();
    for sentence in &syntax.sentences {
        let words = sentence.words.start.min(count)..sentence.words.end.min(count);
        let begin = words.start + dateline(&syntax.words[words.clone()]);
        for part in [words.start..begin, begin..words.end] {
            let mut from = part.start;
            while from < part.end {
                let limit = starts[from] as usize + most;
                // A word has few tokens, so that at least one always fits.
                let fits = starts[from..=part.end].partition_point(|&at| at as usize <= limit);
                let mut to = (from + fits - 1).clamp(from + 1, part.end);
                if to < part.end {
                    // Rather after a mark than in the middle of a phrase.
                    let mark =
                        |w: &usize| matches!(&*syntax.words[*w].form, ";" | ":" | "," | "." | "—" | "–" | "|" | "-");
                    to = (from + (to - from) / 2..to).rev().find(mark).map_or(to, |w| w + 1);
                }
                windows.push(Window { words: from..to, begins: from == part.start });
                from = to;
            }
        }
    }
    windows
}

/// The shapes of all words, which depend on whether white space or the beginning of a sentence is before them.
pub(super) fn shapes(syntax: &Syntax) -> impl Iterator<Item = u32> + '_ {
    let mut sentences = syntax.sentences.iter().map(|sentence| sentence.words.start).peekable();
    let mut end = 0;
    syntax.words.iter().enumerate().map(move |(index, word)| {
        let mut space = word.range.start > end;
        while let Some(start) = sentences.next_if(|&start| start <= index) {
            space |= start == index;
        }
        end = word.range.end;
        shape(&word.form, space)
    })
}

/// The words of a report in pieces, and its windows.
#[derive(Debug)]
pub(super) struct Spelt {
    /// The windows, in text order.
    pub(super) windows: Vec<Window>,
    pieces: Vec<u32>,
    /// Where the pieces of each word begin, and at last where they end.
    starts: Vec<u32>,
    shapes: Vec<u32>,
}

impl Spelt {
    /// Spells all words and cuts the sentences into windows of at most `tokens` tokens, their root included.
    pub(super) fn new(syntax: &Syntax, pieces: &Pieces, tokens: usize) -> Self {
        let mut all = Vec::new();
        let mut starts = vec![0];
        starts.extend(syntax.words.iter().map(|word| {
            pieces.split(&word.form, &mut all);
            all.len() as u32
        }));
        let windows = windows(syntax, &starts, tokens.saturating_sub(1));
        Self { windows, pieces: all, starts, shapes: shapes(syntax).collect() }
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
