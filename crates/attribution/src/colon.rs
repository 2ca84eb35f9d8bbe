//! Speakers beside a mark: before a colon in headlines ("Minister: talks failed") and transcripts, and behind a dash below
//! a quotation ("“We won.” ― Ann Lee").

use crate::cues::{Class, Entry};
use crate::found::{Found, Source};
use crate::page::{Page, is_shouted};
use crate::quotes::Quote;
use crate::verbs::run_on;
use rapporteur_syntax::Upos;
use rapporteur_text::TextRange;

/// How many words a speaker before a colon may have.
const LONGEST: usize = 8;

/// Reads the attribution of a paragraph that begins with a speaker and a colon.
pub(crate) fn read_paragraph<'c>(page: &Page<'c>, paragraph: TextRange) -> Option<Found<'c>> {
    let entry: &'c Entry = page.cues.of(Class::Colon, ":").next()?;
    let words = page.syntax.words_in(paragraph);
    let colon = words.clone().take(LONGEST + 1).find(|&i| page.word(i).form == ":")?;
    // Printed transcripts open every turn with a quotation mark.
    let marked = page.word(words.start).upos == Upos::Punct;
    let speaker = words.start + usize::from(marked)..colon;
    let last = colon.checked_sub(1).filter(|last| speaker.contains(last))?;
    let head = speaker.clone().rev().find(|&i| page.word(i).upos.is_nominal())?;
    let plain = speaker.clone().all(|i| !matches!(page.word(i).upos, Upos::Verb | Upos::Aux | Upos::Sconj));
    let known = speaker.clone().any(|i| page.word(i).upos == Upos::Propn)
        // Transcripts write speakers in capitals: "LEE: We won."
        || is_shouted(&page.word(last).form)
        || page.cues.lists("speakers-before-colon", &page.word(last).lemma);
    let quoted = page.quotes.at(page.word(last).range.start).is_some() && !is_shouted(&page.word(last).form);
    let content = page.trimmed(colon + 1..words.end)?;
    let follows = words.end - colon > 3;
    if !plain || !known || quoted || !follows || page.cues.lists("not-before-colon", &page.word(last).form) {
        return None;
    }
    let source = Source { range: page.trimmed(speaker)?, head };
    let cue = page.word(colon).range;
    Some(Found {
        entry,
        source: Some(source),
        cue,
        cue_head: colon,
        content: vec![content],
        open_ended: true,
        through: None,
    })
}

/// Reads the signature below a quotation: a dash and a name, up to the end of the paragraph.
pub(crate) fn read_signature<'c>(page: &Page<'c>, quote: Quote) -> Option<Found<'c>> {
    let entry: &'c Entry = page.cues.of(Class::Dash, "―").next()?;
    let paragraph = *page.quotes.paragraphs.get(page.quotes.paragraph_of(quote.range.start))?;
    let words = page.syntax.words_in(TextRange::new(quote.range.end, paragraph.end.max(quote.range.end)));
    let dash = words.clone().next().filter(|&i| page.cues.of(Class::Dash, &page.word(i).form).next().is_some())?;
    let name = dash + 1..words.end;
    let first = name.clone().next()?;
    let plain = |i: usize| !matches!(page.word(i).upos, Upos::Verb | Upos::Aux | Upos::Sconj);
    let named = page.word(first).form.starts_with(char::is_uppercase) && page.word(first).upos == Upos::Propn;
    let long = page.syntax.words_in(quote.range).len() > 4;
    if !named || !long || name.len() > LONGEST || !name.clone().all(plain) {
        return None;
    }
    let head = name.clone().rev().find(|&i| page.word(i).upos == Upos::Propn)?;
    let source = Source { range: page.trimmed(name)?, head };
    let content = std::iter::once(quote.range).chain(run_on(page, quote)).collect();
    let cue = page.word(dash).range;
    Some(Found { entry, source: Some(source), cue, cue_head: dash, content, open_ended: true, through: None })
}
