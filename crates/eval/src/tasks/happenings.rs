//! Which mentions of events, in many reports, are of one event.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::Fault;
use crate::metrics::Span;
use crate::metrics::coref::{self, Document, Mention};
use anyhow::Result;
use rapporteur::output::{self, Claim};
use rapporteur::syntax::{Syntax, Upos};
use rapporteur::{Reader, Reading};
use rapporteur_ledger::{Collection, Entry, Happening, Key, Ledger};
use rapporteur_text::{CodePoints, Report, TextRange};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// ECB+'s mentions of events in validated sentences.
#[derive(Debug, Deserialize)]
pub(super) struct Gold {
    id: String,
    /// Reports of one topic tell the same event, or another one like it.
    topic: String,
    mentions: Vec<GoldMention>,
}

#[derive(Debug, Deserialize)]
struct GoldMention {
    #[serde(flatten)]
    span: Span,
    cluster: String,
    kind: String,
    validated: bool,
}

impl Gold {
    fn mentions(&self) -> impl Iterator<Item = &GoldMention> {
        self.mentions.iter().filter(|mention| mention.kind == "event" && mention.validated)
    }

    pub(super) fn topic(&self) -> &str {
        &self.topic
    }

    /// The mentions with the names of their clusters.
    pub(super) fn document(&self) -> Document {
        let mention = |m: &GoldMention| Mention { span: m.span, cluster: m.cluster.clone() };
        Document { id: self.id.clone(), mentions: self.mentions().map(mention).collect() }
    }
}

/// A report with what is compared of its mentions.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    text: String,
    spans: Vec<Span>,
    #[serde(skip)]
    happenings: Vec<Happening>,
}

/// The mentions of a collection, grouped by what is told of them.
#[derive(Debug)]
pub(super) struct Happenings;

/// The reports of a part of ECB+.
pub(super) fn load(shared: &Path, part: &str) -> Result<Vec<Case<Gold>>> {
    corpus::read_cases(shared, &format!("corpora/ecbplus/{part}.jsonl"))
}

/// What a reading has to say to the gold mentions.
pub(super) fn told(report: &Report, reading: &Reading, gold: &Gold) -> Told {
    let points = CodePoints::new(&report.text);
    let spans: Vec<Span> = gold.mentions().map(|mention| mention.span).collect();
    let happening = |span: &Span| happening(&reading.syntax, points.range(span.start, span.end));
    Told { happenings: spans.iter().map(happening).collect(), spans, text: report.text.clone() }
}

/// All mentions, each with its report, and the collection that they stand in.
pub(super) fn collect(documents: &[(Gold, Told)]) -> (Collection, Vec<Happening>) {
    let texts: Vec<&str> = documents.iter().map(|(_, told)| told.text.as_str()).collect();
    let all = documents.iter().enumerate().flat_map(|(report, (_, told))| {
        told.happenings.iter().map(move |happening| Happening { report, ..happening.clone() })
    });
    (Collection::new(&texts), all.collect())
}

/// What is told of an event by the words of a mention.
fn happening(syntax: &Syntax, range: TextRange) -> Happening {
    let mut own = syntax.words_in(range);
    if own.is_empty() {
        own = own.start.min(syntax.words.len().saturating_sub(1))..(own.start + 1).min(syntax.words.len());
    }
    let words = &syntax.words;
    let outside = |&word: &usize| words[word].head.is_none_or(|head| !own.contains(&(head as usize)));
    let tops: Vec<usize> = own.clone().filter(outside).collect();
    let of_content = |&&word: &&usize| matches!(words[word].upos, Upos::Verb | Upos::Noun | Upos::Propn | Upos::Adj);
    let Some(&head) = tops.iter().find(of_content).or(tops.first()) else { return Happening::default() };
    let sentence = syntax.sentence_of(head);
    let around = syntax.sentences.get(sentence).map(|sentence| sentence.words.clone()).unwrap_or_default();
    let form = |word: usize| words[word].form.to_string();
    // A participant by its head and what belongs to its name.
    let name = |word: usize| {
        let parts = syntax
            .children(word)
            .filter(|&child| ["flat", "compound", "nummod", "amod"].iter().any(|relation| words[child].is(relation)));
        std::iter::once(word).chain(parts).map(form).collect::<Vec<_>>()
    };
    let mut told = Happening {
        report: 0,
        sentence,
        head: form(head),
        lemma: words[head].lemma.to_string(),
        tag: format!("{:?}", words[head].upos),
        words: own.clone().map(form).collect(),
        around: around.clone().map(form).collect(),
        names: around.filter(|&word| words[word].upos == Upos::Propn).map(form).collect(),
        ..Happening::default()
    };
    for child in syntax.children(head) {
        let word = &words[child];
        let side = match (word.deprel.base(), word.deprel.subtype()) {
            ("nsubj", "pass") | ("obj" | "iobj", _) => &mut told.object,
            ("nsubj", _) | ("obl", "agent") => &mut told.subject,
            ("obl" | "nmod" | "compound", _) => &mut told.other,
            _ => continue,
        };
        side.extend(name(child));
    }
    // "He underwent surgery": who does what a noun names stands beside its verb.
    if told.subject.is_empty()
        && let Some(above) = syntax.head(head)
    {
        let subject = syntax.children(above).filter(|&child| words[child].is("nsubj") && child != head);
        told.subject = subject.flat_map(name).collect();
    }
    told
}

impl Task for Happenings {
    type Gold = Gold;
    type Found = Told;

    fn layer(&self) -> Layer {
        Layer::Merging
    }

    fn data(&self) -> &'static str {
        "ECB+ dev, gold mentions"
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Gold>>> {
        load(shared, "dev")
    }

    fn find(&self, _: &Reader, report: &Report, reading: &Reading, gold: &Gold) -> Told {
        told(report, reading, gold)
    }

    fn measure(&self, documents: &[(Gold, Told)]) -> Vec<Measure> {
        let (collection, all) = collect(documents);
        let mut groups = collection.group(&all).into_iter();
        let found = |(gold, told): &(Gold, Told)| {
            let mention = |span: &Span| Mention { span: *span, cluster: groups.next().unwrap_or_default().to_string() };
            (gold.document(), Document { id: gold.id.clone(), mentions: told.spans.iter().map(mention).collect() })
        };
        let pairs: Vec<(Document, Document)> = documents.iter().map(found).collect();
        let scores = coref::score_across(&pairs);
        vec![
            Measure::new("CoNLL F1", scores.conll()),
            Measure::new("MUC F1", scores.muc.f1()),
            Measure::new("B-cubed F1", scores.b_cubed.f1()),
            Measure::new("CEAF-e F1", scores.ceaf_e.f1()),
        ]
    }

    fn faults(&self, _: &Report, _: &Gold, _: &Told) -> Vec<Fault> {
        Vec::new()
    }
}

/// Claims whose word is a gold mention, merged by a ledger as it merges all claims.
#[derive(Debug)]
pub(super) struct MergedClaims;

/// A report as the ledger gets it.
#[derive(Debug, Serialize)]
pub(super) struct Read {
    #[serde(skip)]
    entry: Entry,
}

impl Task for MergedClaims {
    type Gold = Gold;
    type Found = Read;

    fn layer(&self) -> Layer {
        Layer::Merging
    }

    fn data(&self) -> &'static str {
        "ECB+ dev, claims"
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Gold>>> {
        load(shared, "dev")
    }

    fn find(&self, reader: &Reader, report: &Report, reading: &Reading, _: &Gold) -> Read {
        let document = output::Document::new(report, reading, reader.resources());
        Read { entry: Entry { report: report.clone(), document } }
    }

    fn measure(&self, documents: &[(Gold, Read)]) -> Vec<Measure> {
        let [found, right, all] = pairs(documents).unwrap_or_default();
        vec![Measure::share("pair precision", right, found), Measure::share("pair recall", right, all)]
    }

    fn faults(&self, _: &Report, _: &Gold, _: &Read) -> Vec<Fault> {
        Vec::new()
    }
}

/// Pairs of claims on gold mentions that the ledger has in one event, those of them that are of one gold event, and all
/// that are.
fn pairs(documents: &[(Gold, Read)]) -> Result<[usize; 3]> {
    let mut ledger = Ledger::in_memory()?;
    let entries: Vec<Entry> = documents.iter().map(|(_, read)| read.entry.clone()).collect();
    for batch in entries.chunks(64) {
        ledger.add(batch)?;
    }
    let mut events: BTreeMap<String, usize> = BTreeMap::new();
    for (n, line) in ledger.dump_events()?.iter().enumerate() {
        let (_, claims) = line.split_once(" of ").unwrap_or_default();
        events.extend(claims.split(' ').map(|claim| (claim.to_owned(), n)));
    }
    let mut told: Vec<(usize, &str)> = Vec::new();
    for (gold, Read { entry }) in documents {
        let keys = Key::of_claims(Key::of_report(&entry.report), &entry.document.claims);
        for (claim, key) in entry.document.claims.iter().zip(keys) {
            let on = |mention: &&GoldMention| overlaps(claim, mention.span);
            if let (Some(mention), Some(&event)) = (gold.mentions().find(on), events.get(&key.full())) {
                told.push((event, &mention.cluster));
            }
        }
    }
    let mut counts = [0; 3];
    for (n, one) in told.iter().enumerate() {
        for other in &told[..n] {
            let (found, right) = (one.0 == other.0, one.1 == other.1);
            counts[0] += usize::from(found);
            counts[1] += usize::from(found && right);
            counts[2] += usize::from(right);
        }
    }
    Ok(counts)
}

fn overlaps(claim: &Claim, span: Span) -> bool {
    claim.trigger.start < span.end && span.start < claim.trigger.end
}
