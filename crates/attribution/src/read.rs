//! From syntax to attributions.

use crate::found::Found;
use crate::page::Page;
use crate::{Attributions, Cues, colon, nominals, phrases, running, verbs};
use rapporteur_entities::{Entities, EntityId};
use rapporteur_syntax::{Syntax, Upos};
use rapporteur_text::Report;
use std::collections::{HashMap, HashSet};

/// Reads who said what in a report.
pub fn read_attributions(report: &Report, syntax: &Syntax, entities: &Entities, cues: &Cues) -> Attributions {
    let page = Page::of(report, syntax, cues);
    let mut found = read_words(&page);
    let with_colon: Vec<_> = page.quotes.paragraphs.iter().filter_map(|&p| colon::read_paragraph(&page, p)).collect();
    found.extend(with_colon);
    running::attach(&page, &mut found);
    let mut attributions: Vec<_> = found.into_iter().map(|f| f.into_attribution(&page)).collect();
    let refer = heads(entities);
    for attribution in &mut attributions {
        attribution.entity = attribution.source_head.and_then(|head| refer.get(&head)).map(|&(_, entity)| entity);
    }
    Attributions::new(attributions, Vec::new())
}

fn read_words<'c>(page: &Page<'c>) -> Vec<Found<'c>> {
    let mut found: Vec<Found<'c>> = Vec::new();
    let mut carried = HashSet::new();
    for i in 0..page.syntax.words.len() {
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
    found.retain(|f| !carried.contains(&f.cue_head));
    found
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
