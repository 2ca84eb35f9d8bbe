//! An attribution in the making.

use crate::cues::{Class, Entry};
use crate::{Attribution, Kind, Stance, page::Page, verbs::carrier};
use rapporteur_syntax::{Upos, WordRange};
use rapporteur_text::TextRange;

/// Who says it: the words and the one that heads them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Source {
    pub(crate) range: TextRange,
    pub(crate) head: usize,
}

/// What a rule has found.
#[derive(Debug, Clone)]
pub(crate) struct Found<'c> {
    pub(crate) entry: &'c Entry,
    pub(crate) source: Option<Source>,
    pub(crate) cue: TextRange,
    pub(crate) cue_head: usize,
    pub(crate) content: Vec<TextRange>,
    /// Whether what follows in quotation marks may go on with it.
    pub(crate) open_ended: bool,
    /// The head of the cue of who cites it.
    pub(crate) through: Option<usize>,
}

impl Found<'_> {
    pub(crate) fn into_attribution(self, page: &Page<'_>) -> Attribution {
        let quoted = page.quotes.at(self.cue.start).is_some();
        let mut content = self.content.clone();
        content.sort_unstable();
        // Whatever the verb, words in quotation marks are told on the word of who speaks them.
        let spoken = self.open_ended && content.first().is_some_and(|c| page.quotes.at(c.start).is_some());
        let kind = if spoken { Kind::Speech } else { told(page, &self) };
        let marked = content.first().is_some_and(|c| page.quotes.at(c.start).is_some_and(|q| q.range.start == c.start));
        let confidence = page.cues.confidence(self.entry, marked, self.source.is_some());
        Attribution {
            source: self.source.iter().map(|source| source.range).collect(),
            source_head: self.source.map(|source| source.head),
            cue: vec![self.cue],
            cue_head: Some(self.cue_head),
            content,
            entity: None,
            source_kind: None,
            second_hand: false,
            through: self.through,
            parent: None,
            kind,
            stance: self.entry.stance,
            quoted,
            confidence,
            rule: self.entry.id.clone(),
        }
    }
}

/// The noun phrase that a word heads, as a source: with its appositions, without what is only added after a comma ("the
/// minister, who spoke on Monday"), without the preposition before it, and ending before one of its dependents.
pub(crate) fn noun_phrase_without(page: &Page<'_>, head: usize, dropped: Option<usize>) -> WordRange {
    let WordRange { mut start, mut end } = page.span(head);
    for child in page.syntax.children(head) {
        let word = page.word(child);
        let span = page.span(child);
        let added = matches!(word.deprel.base(), "acl" | "advcl" | "parataxis" | "ccomp" | "dep");
        if child < head && (word.is("case") || word.is("cc") || word.is("mark")) && span.start <= start {
            start = span.end;
        }
        if child > head && span.start > head && span.start < end {
            let comma = page.word(span.start - 1).upos == Upos::Punct || page.word(span.start).upos == Upos::Punct;
            if Some(child) == dropped || added && comma {
                end = span.start;
            }
        }
    }
    start.min(head)..end.max(head + 1)
}

/// A noun phrase as a source.
pub(crate) fn source(page: &Page<'_>, head: usize) -> Option<Source> {
    source_without(page, head, None)
}

/// The same, ending before one of its dependents.
pub(crate) fn source_without(page: &Page<'_>, head: usize, dropped: Option<usize>) -> Option<Source> {
    // Parsers take a dateline for the subject: it is nobody.
    if head < page.behind_dateline(head) {
        return None;
    }
    let range = page.trimmed(noun_phrase_without(page, head, dropped))?;
    Some(Source { range, head })
}

/// The kind of a cue in its place. Nobody tells yet what they are to tell ("met to announce"), and a participle or
/// passive without a source ("two men suspected of", "were reported killed") tells of the thing in passing.
fn told(page: &Page<'_>, f: &Found<'_>) -> Kind {
    let word = page.word(f.cue_head);
    if f.entry.class != Class::Verb || !f.entry.kind.tells() {
        return f.entry.kind;
    }
    let aimed = word.feats.has("VerbForm", "Inf")
        && page.syntax.children_by(f.cue_head, "mark").any(|m| page.word(m).lemma == "to");
    if aimed && carrier(page, f.cue_head).is_none() {
        return Kind::Intention;
    }
    // Who does not or cannot say it does not tell it; a denial tells that it is not so.
    let negated =
        page.syntax.children_by(f.cue_head, "advmod").any(|a| page.cues.lists("negations", &page.word(a).form));
    if negated && f.entry.stance != Stance::Denying {
        return Kind::Topic;
    }
    let clause = page.child(f.cue_head, "ccomp").is_some();
    if f.source.is_none() && !clause { Kind::Appearance } else { f.entry.kind }
}
