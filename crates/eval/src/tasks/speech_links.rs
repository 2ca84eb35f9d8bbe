//! Which events are told by which words of speech.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::Fault;
use crate::metrics::{Prf, Span};
use anyhow::Result;
use rapporteur::attribution::Kind;
use rapporteur::syntax::{Syntax, Upos, WordRange};
use rapporteur::{Reader, Reading};
use rapporteur_text::{CodePoints, Report};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::Path;

/// Links from speech events to what was said, in news.
#[derive(Debug)]
pub(super) struct SpeechLinks;

#[derive(Debug, Deserialize)]
pub(super) struct Linked {
    events: Vec<Event>,
    slinks: Vec<(String, String)>,
    annotated_until: u32,
}

#[derive(Debug, Deserialize)]
struct Event {
    mid: String,
    start: u32,
    end: u32,
}

/// The word that attributes and the word that heads what is attributed.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Link {
    cue: Span,
    content: Span,
}

impl Linked {
    fn links(&self) -> Vec<Link> {
        let places: HashMap<&str, Span> =
            self.events.iter().map(|e| (e.mid.as_str(), Span { start: e.start, end: e.end })).collect();
        let link =
            |(a, b): &(String, String)| Some(Link { cue: *places.get(a.as_str())?, content: *places.get(b.as_str())? });
        self.slinks.iter().filter_map(link).filter(|link| link.cue.start < self.annotated_until).collect()
    }

    /// Which predicted link each gold link is paired with.
    fn pairs(&self, found: &[Link]) -> Vec<(usize, usize)> {
        let mut free: Vec<bool> = vec![true; found.len()];
        let mut pairs = Vec::new();
        for (i, gold) in self.links().iter().enumerate() {
            let same = |f: &Link| f.cue.overlap(gold.cue) > 0 && f.content.overlap(gold.content) > 0;
            if let Some(j) = (0..found.len()).find(|&j| free[j] && same(&found[j])) {
                free[j] = false;
                pairs.push((i, j));
            }
        }
        pairs
    }
}

/// The words that MEANTIME's annotators take for the events of a content: the verb that heads it and those joined to it,
/// of a predicate without verb its copula, of a thing what is to be done with it ("a service to sync data").
fn events(syntax: &Syntax, content: WordRange) -> Vec<usize> {
    let outside = |word: usize| syntax.head(word).is_none_or(|head| !content.contains(&head));
    let head = content.clone().find(|&word| syntax.words[word].upos != Upos::Punct && outside(word));
    let joined = head.into_iter().flat_map(|head| syntax.children_by(head, "conj")).filter(|c| content.contains(c));
    let event = |word: usize| match syntax.child(word, "cop") {
        Some(copula) => Some(copula),
        None if syntax.words[word].upos == Upos::Verb => Some(word),
        None => syntax.child(word, "acl").filter(|&clause| syntax.words[clause].upos == Upos::Verb),
    };
    head.into_iter().chain(joined).filter_map(event).collect()
}

impl Task for SpeechLinks {
    type Gold = Linked;
    type Found = Vec<Link>;

    fn layer(&self) -> Layer {
        Layer::Attribution
    }

    fn data(&self) -> &'static str {
        "MEANTIME Apple"
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Linked>>> {
        corpus::read_cases(shared, "corpora/meantime/meantime-apple.jsonl")
    }

    fn find(&self, _: &Reader, report: &Report, reading: &Reading, gold: &Linked) -> Vec<Link> {
        let points = CodePoints::new(&report.text);
        let syntax = &reading.syntax;
        let place = |word: usize| corpus::span(&points, syntax.words[word].range);
        let verbs = reading.attributions.attributions.iter().filter_map(|a| {
            let cue = a.cue_head.filter(|&cue| syntax.words[cue].upos == Upos::Verb && a.kind != Kind::Attitude)?;
            Some((cue, syntax.words_in(*a.content.first()?)))
        });
        let links = verbs.flat_map(|(cue, content)| {
            let events = events(syntax, content).into_iter();
            events.map(move |event| (cue, event)).collect::<Vec<_>>()
        });
        let links = links.map(|(cue, event)| Link { cue: place(cue), content: place(event) });
        links.filter(|link| link.cue.start < gold.annotated_until).collect()
    }

    fn measure(&self, documents: &[(Linked, Vec<Link>)]) -> Vec<Measure> {
        let mut links = Prf::default();
        for (gold, found) in documents {
            links.add(gold.links().len(), found.len(), gold.pairs(found).len());
        }
        vec![
            Measure::new("speech links F1", links.f1()),
            Measure::new("speech links precision", links.precision()),
            Measure::new("speech links recall", links.recall()),
        ]
    }

    fn faults(&self, report: &Report, gold: &Linked, found: &Vec<Link>) -> Vec<Fault> {
        let characters: Vec<char> = report.text.chars().collect();
        let words = |span| crate::faults::words_of(&characters, span);
        let (links, pairs) = (gold.links(), gold.pairs(found));
        let fault = |kind: &str, link: &Link| Fault::new(kind, link.cue, format!("tells of {}", words(link.content)));
        let missed = links.iter().enumerate().filter(|(i, _)| !pairs.iter().any(|pair| pair.0 == *i));
        let invented = found.iter().enumerate().filter(|(j, _)| !pairs.iter().any(|pair| pair.1 == *j));
        let mut faults: Vec<Fault> = missed.map(|(_, link)| fault("missed", link)).collect();
        faults.extend(invented.map(|(_, link)| fault("invented", link)));
        faults.sort_by_key(|fault| fault.span);
        faults
    }
}
