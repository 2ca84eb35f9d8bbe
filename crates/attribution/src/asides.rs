//! Cues whose content the tree does not hang on them: "As the ministry noted, …", "Loyalty, he said, is …", and clauses
//! that parsers lose.

use crate::cues::{Entry, Frame};
use crate::found::Source;
use crate::page::{Page, without};
use crate::tags;
use crate::verbs::{grown, is_passive, merged};
use rapporteur_syntax::{Upos, WordRange};
use rapporteur_text::TextRange;

/// How far behind the verb its clause may begin, over who hears it.
const HEARER: usize = 20;

/// The content of a verb of saying that has none in the tree, and who says it where that became plain.
pub(crate) fn read(
    page: &Page<'_>,
    verb: usize,
    entry: &Entry,
    cue: &WordRange,
) -> Option<(Vec<TextRange>, Option<Source>)> {
    if !entry.has(Frame::Quote) && !entry.has(Frame::Clause) || page.quotes.at(page.word(verb).range.start).is_some() {
        return None;
    }
    as_noted(page, verb).map(|content| (content, None)).or_else(|| inserted(page, verb, cue)).or_else(|| {
        let words = behind(page, verb, entry, cue)?;
        Some((grown(page, verb, &[words], true), None))
    })
}

/// "As the ministry noted, the talks failed": the clause that it leans on.
fn as_noted(page: &Page<'_>, verb: usize) -> Option<Vec<TextRange>> {
    let above = page.syntax.head(verb).filter(|_| page.word(verb).is("advcl"))?;
    page.marked_by(verb, &[String::from("as")])?;
    // "was quoted as saying": what is quoted is what is said.
    let quoted = page.child(above, "ccomp").filter(|&quoted| quoted < above && page.subject(verb).is_none());
    if let Some(quoted) = quoted {
        return Some(grown(page, verb, &[page.span(quoted)], true));
    }
    if page.subject(verb).is_none() && !is_passive(page, verb) {
        return None;
    }
    let aside = page.span(verb);
    let pieces = without(page.span(above), std::slice::from_ref(&aside));
    Some(pieces.into_iter().filter_map(|piece| page.trimmed(piece)).collect())
}

/// "Loyalty, he said, is a virtue" and "Loyalty is a virtue, he said": the sentence around.
fn inserted(page: &Page<'_>, verb: usize, cue: &WordRange) -> Option<(Vec<TextRange>, Option<Source>)> {
    let sentence = page.sentence(verb);
    let speaker = tags::in_front(page, verb, cue)?;
    let from = page.syntax.words_in(speaker.range).start;
    let mut end = cue.end;
    for child in page.syntax.children(verb) {
        let span = page.span(child);
        if span.start == end && matches!(page.word(child).deprel.base(), "obl" | "advmod") && span.len() < 8 {
            end = span.end;
        }
    }
    let is_comma = |i: usize| i < sentence.end && page.word(i).form == ",";
    let closes = end >= sentence.end || page.word(end).upos == Upos::Punct;
    let long = from.saturating_sub(sentence.start) > 3 || is_comma(end) && sentence.end - end > 3;
    if from <= sentence.start || !is_comma(from - 1) || !closes || !long {
        return None;
    }
    // Words before an aside without a verb need their verb behind it.
    let pieces = if is_comma(end) || (sentence.start..from).any(|i| page.is_verb(i)) {
        without(sentence, std::slice::from_ref(&(from - 1..end)))
    } else {
        return None;
    };
    let content = merged(pieces.into_iter().filter_map(|piece| page.trimmed(piece)).collect());
    Some((content, Some(speaker)))
}

/// A clause behind the verb that the tree has elsewhere: from its conjunction, or right from the verb.
fn behind(page: &Page<'_>, verb: usize, entry: &Entry, cue: &WordRange) -> Option<WordRange> {
    let sentence = page.sentence(verb);
    let limit = sentence.end.min(cue.end + HEARER);
    let loose = |i: &usize| page.word(*i).upos != Upos::Punct;
    let marks = |i: &usize| {
        let form = page.word(*i).form.to_lowercase();
        let that = form == "that" && page.word(*i).upos == Upos::Sconj && page.word(*i).is("mark");
        that || i - cue.end < HEARER / 2 && page.cues.lists("clause-openers", &form)
    };
    if !entry.has(Frame::Clause) {
        return None;
    }
    let start = (cue.end..limit).take_while(loose).find(marks);
    let start = start.or_else(|| {
        let next = page.word(cue.end.min(sentence.end - 1));
        let begins = matches!(next.upos, Upos::Pron | Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num);
        (!entry.hearer && entry.has(Frame::Quote) && begins && cue.end < sentence.end).then_some(cue.end)
    })?;
    // A question ends at a comma: "Asked whether it was true, he laughed".
    let question = page.cues.lists("clause-openers", &page.word(start).form);
    let comma = (start..sentence.end).find(|&i| question && page.word(i).form == ",");
    let words = start..comma.unwrap_or(sentence.end);
    let finite = words.clone().any(|i| page.is_verb(i) && page.word(i).feats.has("VerbForm", "Fin"));
    (finite && words.len() > 2).then_some(words)
}
