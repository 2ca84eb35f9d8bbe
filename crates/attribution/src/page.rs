//! What all rules look at: the syntax with the extent of every subtree, the quotations, the cues.

use crate::{Cues, cues::Class, quotes::Quotes};
use rapporteur_syntax::{Syntax, Upos, Word, WordRange};
use rapporteur_text::{Report, TextRange};

pub(crate) struct Page<'a> {
    pub(crate) text: &'a str,
    pub(crate) syntax: &'a Syntax,
    pub(crate) cues: &'a Cues,
    pub(crate) quotes: Quotes,
    /// From the first to the last word of each word's subtree.
    spans: Vec<(u32, u32)>,
}

impl<'a> Page<'a> {
    pub(crate) fn of(report: &'a Report, syntax: &'a Syntax, cues: &'a Cues) -> Self {
        Self { text: &report.text, syntax, cues, quotes: Quotes::of(&report.text), spans: spans(syntax) }
    }

    pub(crate) fn word(&self, i: usize) -> &'a Word {
        &self.syntax.words[i]
    }

    /// From the first to the last word of the subtree.
    pub(crate) fn span(&self, i: usize) -> WordRange {
        let (from, to) = self.spans[i];
        from as usize..to as usize
    }

    pub(crate) fn child(&self, i: usize, deprel: &str) -> Option<usize> {
        self.syntax.child(i, deprel)
    }

    /// The first dependent with exactly this relation, subtype included.
    pub(crate) fn child_exactly(&self, i: usize, deprel: &str) -> Option<usize> {
        self.syntax.children(i).find(|&child| self.word(child).deprel.as_str() == deprel)
    }

    /// The prepositions and conjunctions that mark a phrase or clause.
    pub(crate) fn marked_by(&self, i: usize, words: &[String]) -> Option<usize> {
        self.syntax.children(i).take_while(|&child| child < i).find(|&child| {
            let word = self.word(child);
            (word.is("case") || word.is("mark")) && words.iter().any(|w| w.eq_ignore_ascii_case(&word.form))
        })
    }

    /// The sentence that a word stands in, by its words.
    pub(crate) fn sentence(&self, i: usize) -> WordRange {
        let sentence = self.syntax.sentence_of(i);
        self.syntax.sentences.get(sentence).map_or(i..i + 1, |sentence| sentence.words.clone())
    }

    pub(crate) fn is_verb(&self, i: usize) -> bool {
        matches!(self.word(i).upos, Upos::Verb | Upos::Aux)
    }

    /// Whether a word is a verb that is a cue.
    pub(crate) fn attributes(&self, i: usize) -> bool {
        self.is_verb(i) && self.cues.of(Class::Verb, self.cues.lemma(self.word(i))).next().is_some()
    }

    /// Whether a noun phrase or a clause in front of the word could be its subject, and which.
    pub(crate) fn subject(&self, i: usize) -> Option<usize> {
        // "by" marks who does it, but not as a subject, whatever the parser says.
        let by = [String::from("by")];
        let subject = self.syntax.children_by(i, "nsubj").find(|&subject| self.marked_by(subject, &by).is_none());
        subject.or_else(|| self.child(i, "csubj"))
    }

    /// Where words stand, without punctuation at the ends that belongs to nothing inside.
    pub(crate) fn trimmed(&self, words: WordRange) -> Option<TextRange> {
        let WordRange { mut start, mut end } = words;
        start = start.max(self.behind_dateline(start));
        while start < end && self.is_loose(start, true) {
            start += 1;
        }
        while start < end && self.is_loose(end - 1, false) {
            end -= 1;
        }
        (start < end).then(|| self.syntax.range(start..end))
    }

    /// Where the text of a sentence begins behind a dateline, "MINSK, Belarus (AP) _" or "MINSK, Belarus —".
    pub(crate) fn behind_dateline(&self, start: usize) -> usize {
        let sentence = self.sentence(start.min(self.syntax.words.len().saturating_sub(1)));
        let mut words = sentence.start..sentence.end.min(sentence.start + 14);
        let is_dash = |i: usize| self.word(i).form.chars().all(|c| "-–—―_".contains(c));
        let Some(dash) = words.find(|&i| is_dash(i) && i > sentence.start) else { return start };
        let place = |i: usize| self.word(i).upos == Upos::Propn || ",.".contains(self.word(i).form.as_str());
        let credited = self.word(dash - 1).form == ")";
        let placed = is_shouted(&self.word(sentence.start).form) && (sentence.start..dash).all(place);
        if (credited || placed) && dash + 1 < sentence.end { dash + 1 } else { start }
    }

    /// Punctuation that stands between a piece and its surroundings; quotation marks and brackets belong to the piece
    /// that they open or close.
    fn is_loose(&self, i: usize, leading: bool) -> bool {
        let word = self.word(i);
        if word.upos != Upos::Punct {
            return leading && word.is("cc");
        }
        match word.form.as_str() {
            "\"" | "''" | "``" | "“" | "”" | "‘" | "’" | "'" | "«" | "»" => {
                let quote = self.quotes.at(word.range.start);
                quote.is_none_or(|quote| {
                    if leading { quote.range.start != word.range.start } else { quote.range.end != word.range.end }
                })
            }
            "(" | "[" => !leading,
            ")" | "]" => leading,
            "." | "?" | "!" => leading || word.form == ".",
            _ => true,
        }
    }
}

/// Whether a word is written in capitals: "LEE", "O'BRIEN".
pub(crate) fn is_shouted(form: &str) -> bool {
    form.chars().count() > 1 && form.chars().all(|c| c.is_uppercase() || ".'’-".contains(c))
}

/// The extents of all subtrees, from the leaves upwards: linear also where trees are deep.
fn spans(syntax: &Syntax) -> Vec<(u32, u32)> {
    let n = syntax.words.len();
    let mut spans: Vec<(u32, u32)> = (0..n as u32).map(|i| (i, i + 1)).collect();
    let mut waiting: Vec<u32> = (0..n).map(|i| syntax.children(i).count() as u32).collect();
    let mut ready: Vec<usize> = (0..n).filter(|&i| waiting[i] == 0).collect();
    while let Some(i) = ready.pop() {
        if let Some(head) = syntax.head(i).filter(|&head| head < n) {
            spans[head] = (spans[head].0.min(spans[i].0), spans[head].1.max(spans[i].1));
            waiting[head] -= 1;
            if waiting[head] == 0 {
                ready.push(head);
            }
        }
    }
    spans
}

/// Words that are left of a range when others are taken out of it, as runs in text order.
pub(crate) fn without(range: WordRange, holes: &[WordRange]) -> Vec<WordRange> {
    let mut holes: Vec<_> = holes.iter().filter(|hole| hole.start < range.end && range.start < hole.end).collect();
    holes.sort_by_key(|hole| hole.start);
    let mut left = Vec::new();
    let mut from = range.start;
    for hole in holes {
        if hole.start > from {
            left.push(from..hole.start);
        }
        from = from.max(hole.end);
    }
    if from < range.end {
        left.push(from..range.end);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn holes_leave_runs() {
        assert_eq!(without(0..10, &[4..6, 2..5]), [0..2, 6..10]);
        assert!(without(3..5, &[0..9, 1..2]).is_empty());
        assert_eq!(without(3..5, &[5..9, 1..2]).len(), 1);
    }
}
