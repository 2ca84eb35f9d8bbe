//! Chains of mentions.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::{Fault, words_of};
use crate::metrics::Span;
use crate::metrics::coref::{self, Document, Mention};
use anyhow::Result;
use rapporteur::{Reader, Reading};
use rapporteur_text::{CodePoints, Report};
use std::collections::BTreeMap;
use std::path::Path;

/// GUM's mentions of all kinds; clusters of one mention do not count.
#[derive(Debug)]
pub(super) struct Chains;

impl Task for Chains {
    type Gold = Document;
    type Found = Document;

    fn layer(&self) -> Layer {
        Layer::Coreference
    }

    fn data(&self) -> &'static str {
        "GUM dev"
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Document>>> {
        corpus::read_cases(shared, "corpora/gum-entities/dev.jsonl")
    }

    fn find(&self, _: &Reader, report: &Report, reading: &Reading, _: &Self::Gold) -> Document {
        let points = CodePoints::new(&report.text);
        let mention = |m: &rapporteur::entities::Mention| Mention {
            span: corpus::span(&points, m.range),
            cluster: format!("e{}", m.entity + 1),
        };
        Document { id: report.id.clone(), mentions: reading.entities.mentions.iter().map(mention).collect() }
    }

    fn measure(&self, documents: &[(Document, Document)]) -> Vec<Measure> {
        let scores = coref::score(documents);
        vec![Measure::new("CoNLL F1", scores.conll()), Measure::new("mentions in chains F1", scores.mentions.f1())]
    }

    /// One line for each chain that lies in several of the other side's: what falls apart, and what falls together.
    fn faults(&self, report: &Report, gold: &Document, found: &Document) -> Vec<Fault> {
        let characters: Vec<char> = report.text.chars().collect();
        let mut faults = Vec::new();
        for (kind, these, those) in [("apart", gold, found), ("together", found, gold)] {
            let other: BTreeMap<Span, &str> = those.mentions.iter().map(|m| (m.span, m.cluster.as_str())).collect();
            let mut chains: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
            for mention in &these.mentions {
                chains.entry(&mention.cluster).or_default().push(mention.span);
            }
            for chain in chains.values().filter(|chain| chain.len() > 1) {
                let mut parts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
                for &span in chain {
                    let home = other.get(&span).copied().unwrap_or("no mention");
                    parts.entry(home).or_default().push(words_of(&characters, span));
                }
                if parts.len() > 1 {
                    let parts: Vec<String> =
                        parts.iter().map(|(home, words)| format!("{home}: {}", words.join(" | "))).collect();
                    faults.push(Fault::new(kind, chain[0], parts.join("  //  ")));
                }
            }
        }
        faults
    }
}
