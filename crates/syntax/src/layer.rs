//! The syntax of a whole report.

use crate::{MentionTag, Word};
use rapporteur_text::{Notice, TextRange};
use std::ops::Range;

/// Consecutive words of a report, by index, half-open.
pub type WordRange = Range<usize>;

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space at its ends.
    pub range: TextRange,
    /// Its words.
    pub words: WordRange,
}

/// The syntax of a report: sentences in text order, and all words in one list.
///
/// Word indices are positions in [`words`](Self::words), counted over the whole report.
#[derive(Debug, Clone, Default)]
pub struct Syntax {
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// The words of all sentences.
    pub words: Vec<Word>,
    /// The mentions that the model tagged, in text order.
    pub mentions: Vec<MentionTag>,
    /// What could not be read.
    pub notices: Vec<Notice>,
    /// `children[first_child[w]..first_child[w + 1]]` are the dependents of word `w`; made by [`link`](Self::link).
    first_child: Vec<u32>,
    children: Vec<u32>,
}

impl Syntax {
    /// Computes who depends on whom. To be called whenever heads have changed, before the tree is walked.
    pub fn link(&mut self) {
        let n = self.words.len();
        let mut first = vec![0_u32; n + 1];
        for word in &self.words {
            if let Some(head) = word.head {
                first[head as usize + 1] += 1;
            }
        }
        for i in 0..n {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let mut children = vec![0_u32; first[n] as usize];
        for (i, word) in self.words.iter().enumerate() {
            if let Some(head) = word.head {
                children[next[head as usize] as usize] = i as u32;
                next[head as usize] += 1;
            }
        }
        (self.first_child, self.children) = (first, children);
    }

    /// The dependents of a word, in text order.
    pub fn children(&self, word: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let bounds = match (self.first_child.get(word), self.first_child.get(word + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        };
        self.children[bounds].iter().map(|&child| child as usize)
    }

    /// The dependents with this relation, whatever the subtype.
    pub fn children_by<'s>(&'s self, word: usize, deprel: &'s str) -> impl DoubleEndedIterator<Item = usize> + 's {
        self.children(word).filter(move |&child| self.words[child].is(deprel))
    }

    /// The first dependent with this relation, whatever the subtype.
    pub fn child(&self, word: usize, deprel: &str) -> Option<usize> {
        self.children(word).find(|&child| self.words[child].is(deprel))
    }

    /// The word that this one depends on.
    pub fn head(&self, word: usize) -> Option<usize> {
        self.words.get(word)?.head.map(|head| head as usize)
    }

    /// The words above this one, nearest first.
    pub fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(word), |&above| self.head(above)).take(self.words.len())
    }

    /// Whether `word` is `above` or depends on it, directly or not.
    pub fn is_within(&self, word: usize, above: usize) -> bool {
        word == above || self.ancestors(word).any(|a| a == above)
    }

    /// A word and everything that depends on it, in text order.
    pub fn subtree(&self, word: usize) -> Vec<usize> {
        self.subtree_without(word, |_| false)
    }

    /// The same without the dependents (and all below them) for which `leave_out` holds.
    pub fn subtree_without(&self, word: usize, leave_out: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut found = vec![word];
        let mut next = 0;
        while next < found.len() {
            found.extend(self.children(found[next]).filter(|&child| !leave_out(child)));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// From the first to the last word of the subtree.
    pub fn span(&self, word: usize) -> WordRange {
        let words = self.subtree(word);
        match (words.first(), words.last()) {
            (Some(&first), Some(&last)) => first..last + 1,
            _ => word..word + 1,
        }
    }

    /// Where consecutive words stand.
    pub fn range(&self, words: WordRange) -> TextRange {
        match (self.words.get(words.start), self.words.get(words.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if !words.is_empty() => first.range.cover(last.range),
            _ => TextRange::default(),
        }
    }

    /// The words that overlap a range of the text.
    pub fn words_in(&self, range: TextRange) -> WordRange {
        let from = self.words.partition_point(|word| word.range.end <= range.start);
        let to = self.words.partition_point(|word| word.range.start < range.end);
        from..to.max(from)
    }

    /// The index of the sentence that a word belongs to.
    pub fn sentence_of(&self, word: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.words.end <= word)
    }

    /// The words of the dateline that a sentence begins with, its dash included ("MINSK, Belarus (AP) _"); empty where it has
    /// none.
    pub fn dateline(&self, sentence: usize) -> WordRange {
        let words = self.sentences.get(sentence).map_or(0..0, |sentence| sentence.words.clone());
        words.start..words.start + crate::dateline::dateline(&self.words[words])
    }

    /// The root of a sentence; its first word where no word is a root.
    pub fn root(&self, sentence: usize) -> Option<usize> {
        let words = self.sentences.get(sentence)?.words.clone();
        words.clone().find(|&word| self.words[word].head.is_none()).or(words.into_iter().next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(heads: &[Option<u32>]) -> Syntax {
        let mut syntax = Syntax::default();
        for (i, &head) in heads.iter().enumerate() {
            let at = TextRange::from_usize(2 * i, 2 * i + 1);
            syntax.words.push(Word { head, ..Word::unread(at, "w") });
        }
        syntax.sentences.push(Sentence { range: syntax.range(0..heads.len()), words: 0..heads.len() });
        syntax.link();
        syntax
    }

    #[test]
    fn the_tree_can_be_walked() {
        let syntax = tree(&[Some(1), None, Some(3), Some(1)]);
        assert_eq!(syntax.children(1).collect::<Vec<_>>(), [0, 3]);
        assert_eq!(syntax.subtree(3), [2, 3]);
        assert_eq!(syntax.span(3), 2..4);
        assert_eq!(syntax.ancestors(2).collect::<Vec<_>>(), [3, 1]);
        assert!(syntax.is_within(2, 1) && !syntax.is_within(1, 2));
        assert_eq!(syntax.words_in(TextRange::new(2, 5)), 1..3);
        assert_eq!((syntax.sentence_of(3), syntax.root(0)), (0, Some(1)));
    }
}
