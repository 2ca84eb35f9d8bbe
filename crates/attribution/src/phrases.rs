//! Words that attribute a whole clause: "according to", "in the minister's words", "reportedly".

use crate::cues::{Class, Entry};
use crate::found::{Found, Source, source};
use crate::page::{Page, without};
use crate::verbs::merged;
use rapporteur_syntax::{Upos, WordRange};
use rapporteur_text::TextRange;

/// Reads a preposition that begins at a word: "according to officials, …".
pub(crate) fn read_preposition<'c>(page: &Page<'c>, first: usize) -> Option<Found<'c>> {
    let (entry, length) = page.cues.of(Class::Preposition, &page.word(first).form).find_map(|entry| {
        let length = entry.lemmas.iter().find_map(|words| begins(page, first, words))?;
        Some((entry, length))
    })?;
    let cue = first..first + length;
    // The source is the noun that the preposition marks, or the next phrase where the parse does not tell.
    let marked = page.syntax.head(first).filter(|&head| head >= cue.end);
    let marked = marked.or_else(|| cue.clone().find_map(|word| page.syntax.head(word).filter(|&head| head >= cue.end)));
    let head = marked.or_else(|| page.syntax.children(first).find(|&child| child >= cue.end))?;
    if !(page.word(head).upos.is_nominal()
        || matches!(page.word(head).upos, Upos::Pron | Upos::Num | Upos::Sym | Upos::Adj | Upos::X))
    {
        return None;
    }
    // What voters "say in a poll" has a cue of its own, and "voters in a poll" say nothing yet.
    let clause = |above: usize| !page.attributes(above) && (page.is_verb(above) || page.child(above, "cop").is_some());
    // Who leads "in the polls" is told by nobody in particular.
    let says_more = |child: usize| !matches!(page.word(child).deprel.base(), "case" | "det" | "punct");
    let particular = || !page.word(head).feats.has("Number", "Plur") || page.syntax.children(head).any(says_more);
    let known = || particular() && page.cues.lists(&entry.sources, &page.word(head).lemma);
    let fits = || known() && page.syntax.head(head).is_some_and(clause);
    if !entry.sources.is_empty() && (!fits() || page.quotes.at(page.word(head).range.start).is_some()) {
        return None;
    }
    let mut said_by = source(page, head)?;
    let after_cue = page.word(cue.end - 1).range.end;
    said_by.range = TextRange::new(said_by.range.start.max(after_cue + 1), said_by.range.end);
    let words = page.syntax.words_in(said_by.range);
    let content = around(page, cue.start..words.end, head);
    finish(page, entry, Some(said_by), cue, first, content)
}

/// Whether these words begin at a word of the text, and how many they are.
fn begins(page: &Page<'_>, first: usize, words: &str) -> Option<usize> {
    let mut length = 0;
    for word in words.split(' ') {
        let here = page.syntax.words.get(first + length)?;
        if !here.form.eq_ignore_ascii_case(word) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

/// Reads "in the minister's words", "in her view".
pub(crate) fn read_circumstance<'c>(page: &Page<'c>, noun: usize) -> Option<Found<'c>> {
    let entry = page.cues.of(Class::Circumstance, &page.word(noun).lemma).next()?;
    let preposition = page.marked_by(noun, &entry.prepositions)?;
    let owner = page.child_exactly(noun, "nmod:poss").or_else(|| {
        page.syntax.children_by(noun, "nmod").find(|&child| page.marked_by(child, &[String::from("of")]).is_some())
    })?;
    let said_by = source(page, owner)?;
    let phrase = page.span(noun);
    let content = around(page, preposition.min(phrase.start)..phrase.end, noun);
    let cue = if owner < noun { noun..noun + 1 } else { preposition..noun + 1 };
    finish(page, entry, Some(said_by), cue, noun, content)
}

/// Reads "reportedly", "allegedly": the clause around it is the content.
pub(crate) fn read_adverb<'c>(page: &Page<'c>, adverb: usize) -> Option<Found<'c>> {
    let entry = page.cues.of(Class::Adverb, &page.word(adverb).form).next()?;
    let above = page.syntax.head(adverb)?;
    let content = pieces(page, without(page.span(above), std::slice::from_ref(&(adverb..adverb + 1))));
    finish(page, entry, None, adverb..adverb + 1, adverb, content)
}

/// The clause that a phrase stands in, without the phrase: the whole sentence where the phrase stands at its begin or
/// end, set off by a comma; else the nearest clause above.
fn around(page: &Page<'_>, phrase: WordRange, noun: usize) -> Vec<TextRange> {
    let sentence = page.sentence(noun);
    let is_punct = |i: usize| page.word(i).upos == Upos::Punct;
    let first = (sentence.start..phrase.start).all(is_punct);
    let last = (phrase.end..sentence.end).all(is_punct) && phrase.start > sentence.start && is_punct(phrase.start - 1);
    let clause = if first || last {
        sentence
    } else {
        let mut above = page.syntax.head(noun).filter(|above| !phrase.contains(above));
        while let Some(i) = above {
            let is_clause = page.is_verb(i) || page.subject(i).is_some();
            if is_clause && !page.word(i).is("xcomp") {
                break;
            }
            above = page.syntax.head(i).filter(|&next| next != i);
        }
        above.map_or(sentence, |i| page.span(i))
    };
    pieces(page, without(clause, std::slice::from_ref(&phrase)))
}

fn pieces(page: &Page<'_>, words: Vec<WordRange>) -> Vec<TextRange> {
    let trimmed: Vec<TextRange> = words.into_iter().filter_map(|piece| page.trimmed(piece)).collect();
    let whole = |range: &TextRange| match page.quotes.at(range.start) {
        Some(quote) if quote.range.start < range.start => TextRange::new(quote.range.start, range.end),
        _ => *range,
    };
    merged(trimmed.iter().map(whole).collect())
}

fn finish<'c>(
    page: &Page<'c>,
    entry: &'c Entry,
    said_by: Option<Source>,
    cue: WordRange,
    cue_head: usize,
    content: Vec<TextRange>,
) -> Option<Found<'c>> {
    let cue = page.syntax.range(cue);
    (!content.is_empty()).then_some(Found {
        entry,
        source: said_by,
        cue,
        cue_head,
        content,
        open_ended: true,
        through: None,
    })
}
