//! Chains of mentions.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::metrics::coref::{self, Document, Mention};
use anyhow::Result;
use rapporteur::{Reader, Reading};
use rapporteur_text::{CodePoints, Report};
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

    fn find(&self, _: &Reader, report: &Report, reading: &Reading) -> Document {
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
}
