//! From syntax to attributions.

use crate::cues::Class;
use crate::found::{Found, Source};
use crate::page::Page;
use crate::source_kind::{named, source_kind};
use crate::{Attributions, Cues, Kind, colon, credit, nominals, phrases, relays, running, verbs};
use rapporteur_entities::{Entities, EntityId};
use rapporteur_syntax::{MentionType, Syntax, Upos, WordRange};
use rapporteur_text::{Notice, Report, TextRange};
use std::collections::{HashMap, HashSet};

/// Sentences longer than this are lists or no prose at all; leaving them out keeps the time linear in the text.
const LONGEST: usize = 2000;

/// Reads who said what in a report.
pub fn read_attributions(report: &Report, syntax: &Syntax, entities: &Entities, cues: &Cues) -> Attributions {
    let page = Page::of(report, syntax, cues);
    let mut notices = Vec::new();
    let mut found = read_words(&page, &mut notices);
    let with_colon: Vec<_> = page.quotes.paragraphs.iter().filter_map(|&p| colon::read_paragraph(&page, p)).collect();
    found.extend(with_colon);
    found.extend(page.quotes.iter().filter_map(|quote| colon::read_signature(&page, quote)));
    running::attach(&page, &mut found);
    let refer = heads(entities);
    let speaks = |noun: usize| {
        let entity = refer.get(&noun).and_then(|&(_, entity)| entities.entities.get(entity));
        may_speak(&page, noun, entity.map(|entity| entity.ty))
    };
    relays::link(&page, &mut found, speaks);
    found.retain(|f| !is_a_things(&page, f, speaks));
    let mut attributions: Vec<_> = found.into_iter().map(|f| f.into_attribution(&page)).collect();
    let named = named(entities);
    for attribution in &mut attributions {
        let Some(head) = attribution.source_head else { continue };
        attribution.entity = refer.get(&head).map(|&(_, entity)| entity);
        attribution.source_kind = source_kind(syntax, entities, &named, cues, head, attribution.entity);
    }
    let mut layer = Attributions::new(attributions, notices);
    layer.credit = credit::credit(&report.text);
    layer
}

fn read_words<'c>(page: &Page<'c>, notices: &mut Vec<Notice>) -> Vec<Found<'c>> {
    let mut found: Vec<Found<'c>> = Vec::new();
    let mut carried = HashSet::new();
    for sentence in &page.syntax.sentences {
        if sentence.words.len() > LONGEST {
            let message = format!("a sentence of {} words is not read for attributions", sentence.words.len());
            notices.push(Notice::new("attribution/long-sentence", message).at(sentence.range));
            continue;
        }
        read_sentence(page, sentence.words.clone(), &mut found, &mut carried);
    }
    found.retain(|f| !carried.contains(&f.cue_head));
    inherit(page, &mut found);
    found.retain(|f| !in_passing(page, f));
    for f in &mut found {
        stay_quoted(page, f);
    }
    found
}

/// Whether a verb only stands by the way, so that nobody says or thinks anything: "a man called Smith", "compared with
/// last year", "to prove the point", "imagine that".
fn in_passing(page: &Page<'_>, f: &Found<'_>) -> bool {
    let word = page.word(f.cue_head);
    let quoted = f.content.iter().any(|c| page.quotes.at(c.start).is_some());
    let clause = page.child(f.cue_head, "ccomp").is_some() && !word.feats.has("Mood", "Imp");
    let told = word.feats.has("VerbForm", "Fin") && !word.feats.has("Mood", "Imp");
    let carried = page.child(f.cue_head, "aux").is_some() || page.child(f.cue_head, "cop").is_some();
    let aimed = word.feats.has("VerbForm", "Inf");
    f.entry.class == Class::Verb && f.source.is_none() && !quoted && !clause && !told && (!carried || aimed)
}

/// Whether a relative clause gives a wish, stand or topic to what can have none: "policies that favor the rich".
fn is_a_things(page: &Page<'_>, f: &Found<'_>, speaks: impl Fn(usize) -> bool) -> bool {
    let relative = |s: Source| matches!(page.word(s.head).lemma.as_str(), "that" | "which");
    let above = || page.syntax.head(f.cue_head).filter(|_| page.word(f.cue_head).deprel.as_str() == "acl:relcl");
    f.entry.kind != Kind::Speech && f.source.is_some_and(relative) && above().is_some_and(|noun| !speaks(noun))
}

/// Who speaks in quotation marks says nothing of what stands outside them, whatever the tree has: of "“I think,” he
/// said, “that we won”" the thought is the quoted part.
fn stay_quoted(page: &Page<'_>, f: &mut Found<'_>) {
    let Some(quote) = page.quotes.at(f.cue.start) else { return };
    let inside: Vec<TextRange> = std::iter::once(quote.range).chain(verbs::run_on(page, quote)).collect();
    let kept = f.content.iter().flat_map(|c| {
        let part = |q: &TextRange| {
            let (start, end) = (c.start.max(q.start), c.end.min(q.end));
            let text = if start < end { TextRange::new(start, end).of(page.text) } else { "" };
            let end = start + text.trim_end_matches(|c: char| c.is_whitespace() || ",”\"".contains(c)).len() as u32;
            (start < end).then(|| TextRange::new(start, end))
        };
        inside.iter().filter_map(part).collect::<Vec<_>>()
    });
    let kept: Vec<TextRange> = kept.collect();
    // One word in quotation marks, “claimed” for one, is the reporter's way to keep away from it.
    if !kept.is_empty() {
        f.content = kept;
    }
}

fn read_sentence<'c>(page: &Page<'c>, words: WordRange, found: &mut Vec<Found<'c>>, carried: &mut HashSet<usize>) {
    for i in words {
        let read = match page.word(i).upos {
            Upos::Verb | Upos::Aux => verbs::read_verb(page, i),
            Upos::Noun | Upos::Propn => nominals::read_noun(page, i).or_else(|| phrases::read_circumstance(page, i)),
            Upos::Adj => nominals::read_adjective(page, i),
            Upos::Adv => phrases::read_adverb(page, i),
            _ => None,
        };
        let read = read.or_else(|| phrases::read_preposition(page, i));
        if let Some(read) = read {
            // "went on to say": the verb that only carries the cue is no cue of its own.
            let mut below = read.cue_head;
            while let Some(carrier) = verbs::carrier(page, below) {
                carried.insert(carrier);
                below = carrier;
            }
            found.push(read);
        }
    }
}

/// Gives cues without a source that of the cue they lean on: "… , he said, adding that".
fn inherit(page: &Page<'_>, found: &mut [Found<'_>]) {
    let mut known: HashMap<usize, Source> = HashMap::new();
    let mut last: Option<(usize, Source)> = None;
    for f in found {
        let word = page.word(f.cue_head);
        let quote = |i: usize| page.quotes.at(page.word(i).range.start);
        if word.upos == Upos::Verb && !verbs::is_passive(page, f.cue_head) {
            let above = page.syntax.head(f.cue_head);
            let finite = word.feats.has("VerbForm", "Fin");
            let leans = matches!(word.deprel.base(), "conj" | "xcomp") || word.is("advcl") && !finite;
            if f.source.is_none() && leans {
                f.source = above.and_then(|above| known.get(&above)).copied();
            }
            // A participle that the tree hangs into the quotation belongs to the tag.
            let strays = above.is_none_or(|above| quote(above).is_some()) && quote(f.cue_head).is_none();
            let sentence = page.syntax.sentence_of(f.cue_head);
            if word.form.ends_with("ing") && page.subject(f.cue_head).is_none() && (strays || f.source.is_none()) {
                f.source = last.filter(|&(s, _)| s == sentence).map(|(_, source)| source).or(f.source);
            }
        }
        if let Some(source) = f.source {
            known.insert(f.cue_head, source);
            if quote(f.cue_head).is_none() && f.open_ended {
                last = Some((page.syntax.sentence_of(f.cue_head), source));
            }
        }
    }
}

/// Whether a noun can be cited for something: it names a person, a body or a document.
fn may_speak(page: &Page<'_>, noun: usize, ty: Option<MentionType>) -> bool {
    use MentionType::{Doc, Loc, Nat, Org, Per};
    let word = page.word(noun);
    let known = page.cues.lists("documents", &word.lemma) || page.cues.lists("speakers-before-colon", &word.lemma);
    word.upos == Upos::Propn || known || matches!(ty, Some(Per | Org | Nat | Loc | Doc))
}

/// What the longest mention headed by a word refers to, for all words that head one.
fn heads(entities: &Entities) -> HashMap<usize, (usize, EntityId)> {
    let mut heads = HashMap::new();
    for mention in &entities.mentions {
        let known = heads.entry(mention.head).or_insert((mention.words.len(), mention.entity));
        if mention.words.len() > known.0 {
            *known = (mention.words.len(), mention.entity);
        }
    }
    heads
}
