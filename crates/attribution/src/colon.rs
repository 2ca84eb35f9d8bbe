//! Speakers before a colon: headlines ("Minister: talks failed") and transcripts.

use crate::cues::{Class, Entry};
use crate::found::{Found, Source};
use crate::page::Page;
use rapporteur_syntax::Upos;
use rapporteur_text::TextRange;

/// How many words a speaker before a colon may have.
const LONGEST: usize = 8;

/// Reads the attribution of a paragraph that begins with a speaker and a colon.
pub(crate) fn read_paragraph<'c>(page: &Page<'c>, paragraph: TextRange) -> Option<Found<'c>> {
    let entry: &'c Entry = page.cues.of(Class::Colon, ":").next()?;
    let words = page.syntax.words_in(paragraph);
    let colon = words.clone().take(LONGEST + 1).find(|&i| page.word(i).form == ":")?;
    let speaker = words.start..colon;
    let last = colon.checked_sub(1).filter(|last| speaker.contains(last))?;
    let head = speaker.clone().rev().find(|&i| page.word(i).upos.is_nominal())?;
    let plain = speaker.clone().all(|i| !matches!(page.word(i).upos, Upos::Verb | Upos::Aux | Upos::Sconj));
    let known = speaker.clone().any(|i| page.word(i).upos == Upos::Propn)
        || page.cues.lists("speakers-before-colon", &page.word(last).lemma);
    let quoted = page.quotes.at(page.word(last).range.start).is_some();
    let content = page.trimmed(colon + 1..words.end)?;
    let follows = words.end - colon > 3;
    if !plain || !known || quoted || !follows || page.cues.lists("not-before-colon", &page.word(last).form) {
        return None;
    }
    let source = Source { range: page.trimmed(speaker)?, head };
    let cue = page.word(colon).range;
    Some(Found { entry, source: Some(source), cue, cue_head: colon, content: vec![content], open_ended: true })
}
