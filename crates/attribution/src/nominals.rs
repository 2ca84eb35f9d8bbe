//! Nouns and adjectives that attribute: "the claim that", "expressed concern about", "is confident that".

use crate::cues::{Class, Entry, Frame};
use crate::found::{Found, Source, source};
use crate::page::Page;
use crate::source_kind::name_before;
use crate::verbs::{cue_words, is_passive, speaker};
use rapporteur_syntax::{Upos, WordRange};
use rapporteur_text::TextRange;

/// Reads the attribution that a noun makes, if it is a cue and has a content.
pub(crate) fn read_noun<'c>(page: &Page<'c>, noun: usize) -> Option<Found<'c>> {
    page.cues.of(Class::Noun, page.cues.lemma(page.word(noun))).find_map(|entry| {
        // "he stepped up his attacks on": who does it, rather than "his".
        let own = own(page, noun).and_then(|verb| Some((verb, speaker(page, verb, 0)?)));
        let light = own.map(|(verb, _)| verb).or_else(|| light_verb(page, noun));
        let said_by = own.map(|(_, doer)| doer).or_else(|| owner(page, noun));
        let said_by = said_by.or_else(|| light.and_then(|verb| speaker(page, verb, 0)));
        let mut cue = light.map_or(noun, |verb| cue_words(page, verb).start)..noun + 1;
        let content = clause(page, noun, entry).or_else(|| {
            let phrase = phrase(page, noun, entry).filter(|_| said_by.is_some())?;
            let (words, end) = phrase;
            cue.end = cue.end.max(end);
            Some(words)
        })?;
        found(page, entry, noun, cue, said_by, content)
    })
}

/// Reads the attribution that an adjective makes as a predicate.
pub(crate) fn read_adjective<'c>(page: &Page<'c>, adjective: usize) -> Option<Found<'c>> {
    let entries = page.cues.of(Class::Adjective, &page.word(adjective).lemma);
    entries.filter(|_| !is_particle(page, adjective)).find_map(|entry| {
        let mut cue = cue_words(page, adjective);
        let said_by = speaker(page, adjective, 0);
        let content = clause(page, adjective, entry).or_else(|| {
            let (words, end) = phrase(page, adjective, entry).filter(|_| said_by.is_some())?;
            cue.end = cue.end.max(end);
            Some(words)
        })?;
        found(page, entry, adjective, cue, said_by, content)
    })
}

/// Whether an adjective is part of a verb's cue, from which it is read: "made it *clear* that".
fn is_particle(page: &Page<'_>, adjective: usize) -> bool {
    let form = &page.word(adjective).form;
    let verb = page.syntax.head(adjective).filter(|&verb| verb < adjective);
    let mut entries = verb.into_iter().flat_map(|verb| page.cues.of(Class::Verb, page.cues.lemma(page.word(verb))));
    entries.any(|entry| entry.particles.iter().any(|particle| form.eq_ignore_ascii_case(particle)))
}

fn found<'c>(
    page: &Page<'c>,
    entry: &'c Entry,
    head: usize,
    cue: WordRange,
    said_by: Option<Source>,
    content: WordRange,
) -> Option<Found<'c>> {
    let content: Vec<TextRange> = page.trimmed(content).into_iter().collect();
    let said_by = said_by.filter(|s| !content.iter().any(|c| c.overlaps(s.range)));
    let cue = page.syntax.range(cue);
    (!content.is_empty()).then_some(Found {
        entry,
        source: said_by,
        cue,
        cue_head: head,
        content,
        open_ended: false,
        through: None,
    })
}

/// The verb without much meaning of its own that a noun completes: "made the claim", "expressed concern".
fn light_verb(page: &Page<'_>, noun: usize) -> Option<usize> {
    let verb = page.syntax.head(noun).filter(|_| page.word(noun).is("obj"))?;
    (verb < noun && noun - verb < 6 && page.cues.lists("light-verbs", page.cues.lemma(page.word(verb)))).then_some(verb)
}

/// The verb of which a noun with a possessive pronoun is what its subject utters, changes or takes back: "he stepped up
/// his attacks", "she stood by her claim".
fn own(page: &Page<'_>, noun: usize) -> Option<usize> {
    let possessor = page.child_exactly(noun, "nmod:poss").filter(|&owner| page.word(owner).upos == Upos::Pron)?;
    let governed = page.word(noun).is("obj") || page.word(noun).is("obl");
    let verb = page.syntax.head(noun).filter(|&verb| governed && verb < possessor && noun - verb < 8)?;
    let lemma = page.cues.lemma(page.word(verb));
    let utters = page.cues.lists("light-verbs", lemma) || page.cues.lists("own-deeds", lemma);
    (utters && !is_passive(page, verb)).then_some(verb)
}

/// Whose word a noun is: "the minister's claim", "criticism from the opposition", "a statement by the party".
fn owner(page: &Page<'_>, noun: usize) -> Option<Source> {
    let by = ["by", "from", "among"].map(String::from);
    let owner = page.child_exactly(noun, "nmod:poss").or_else(|| {
        page.syntax
            .children_by(noun, "nmod")
            .filter(|&child| child > noun)
            .find(|&child| page.marked_by(child, &by).is_some())
    });
    // "a Times report that"
    let owner = owner.or_else(|| name_before(page.syntax, noun))?;
    source(page, owner)
}

/// A clause or a verb without subject that says what the noun or adjective is about.
fn clause(page: &Page<'_>, head: usize, entry: &Entry) -> Option<WordRange> {
    let said = page.syntax.children(head).filter(|&child| child > head).find(|&child| {
        let word = page.word(child);
        let marked = page.child(child, "mark").map(|mark| page.word(mark).lemma.to_lowercase());
        let to = marked.as_deref() == Some("to");
        match word.deprel.as_str() {
            "ccomp" | "csubj" => entry.has(Frame::Clause),
            "xcomp" => entry.has(Frame::Infinitive),
            "acl" if to => entry.has(Frame::Infinitive),
            "advcl" if to => entry.has(Frame::Infinitive) && page.word(head).upos == Upos::Adj,
            // Parsers take some of these clauses for relative ones.
            "acl:relcl" => entry.has(Frame::Clause) && begins_with_that(page, child),
            "acl" | "advcl" => entry.has(Frame::Clause) && matches!(marked.as_deref(), Some("that" | "whether" | "if")),
            _ => false,
        }
    })?;
    Some(page.span(said))
}

/// A phrase with one of the entry's prepositions, and where the cue ends when the preposition follows it directly.
fn phrase(page: &Page<'_>, head: usize, entry: &Entry) -> Option<(WordRange, usize)> {
    let (phrase, preposition) = page.syntax.children(head).filter(|&child| child > head).find_map(|child| {
        let fits = matches!(page.word(child).deprel.base(), "nmod" | "obl" | "acl" | "advcl");
        Some((child, page.marked_by(child, &entry.prepositions).filter(|_| fits)?))
    })?;
    let span = page.span(phrase);
    let in_cue = preposition == head + 1;
    let from = if in_cue { preposition + 1 } else { span.start };
    Some((from..span.end, if in_cue { preposition + 1 } else { 0 }))
}

fn begins_with_that(page: &Page<'_>, clause: usize) -> bool {
    let first = page.word(page.span(clause).start);
    first.upos == Upos::Sconj && first.form.eq_ignore_ascii_case("that")
}
