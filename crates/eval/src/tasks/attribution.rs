//! Who said what.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::metrics::Span;
use crate::metrics::attribution::{self, Attribution, Document};
use anyhow::Result;
use rapporteur::{Reader, Reading};
use rapporteur_text::{CodePoints, Report, TextRange};
use std::path::Path;

/// Political news with every attribution.
#[derive(Debug)]
pub(super) struct WhoSaidWhat;

impl Task for WhoSaidWhat {
    type Gold = Document;
    type Found = Document;

    fn layer(&self) -> Layer {
        Layer::Attribution
    }

    fn data(&self) -> &'static str {
        "PolNeAR dev"
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Document>>> {
        corpus::read_cases(shared, "corpora/polnear/dev.jsonl")
    }

    fn find(&self, _: &Reader, report: &Report, reading: &Reading) -> Document {
        let points = CodePoints::new(&report.text);
        let spans =
            |ranges: &[TextRange]| -> Vec<Span> { ranges.iter().map(|&range| corpus::span(&points, range)).collect() };
        let attribution = |a: &rapporteur::attribution::Attribution| Attribution {
            source: spans(&a.source),
            cue: spans(&a.cue),
            content: spans(&a.content),
        };
        // The annotators were not to nest: of nested attributions they mark the outermost.
        let outermost = reading.attributions.attributions.iter().filter(|a| a.parent.is_none());
        let attributions = outermost.map(attribution).collect();
        Document { id: report.id.clone(), attributions, ..Document::default() }
    }

    fn measure(&self, documents: &[(Document, Document)]) -> Vec<Measure> {
        let scores = attribution::score(documents);
        vec![
            Measure::new("match F1", scores.matched.f1()),
            Measure::new("source given content", scores.source_given_content.recall()),
            Measure::new("content token F1", scores.content.token.f1()),
            Measure::new("cue exact F1", scores.cue.exact.f1()),
        ]
    }
}
