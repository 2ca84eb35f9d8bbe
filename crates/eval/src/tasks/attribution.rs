//! Who said what.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::{Fault, words_of};
use crate::metrics::Span;
use crate::metrics::attribution::{self, Attribution, Document};
use crate::metrics::status::{calibration_error, reliability};
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

    fn find(&self, _: &Reader, report: &Report, reading: &Reading, _: &Self::Gold) -> Document {
        let points = CodePoints::new(&report.text);
        let spans =
            |ranges: &[TextRange]| -> Vec<Span> { ranges.iter().map(|&range| corpus::span(&points, range)).collect() };
        let attribution = |a: &rapporteur::attribution::Attribution| Attribution {
            source: spans(&a.source),
            cue: spans(&a.cue),
            content: spans(&a.content),
            confidence: (a.confidence * 1000.0).round() as u32,
        };
        // The annotators were not to nest: of nested attributions they mark the outermost.
        let attributions = reading.attributions.flat().map(attribution).collect();
        Document { id: report.id.clone(), attributions, ..Document::default() }
    }

    fn measure(&self, documents: &[(Document, Document)]) -> Vec<Measure> {
        let scores = attribution::score(documents);
        let answers = documents.iter().flat_map(|(gold, found)| {
            let pairs = attribution::pairs(gold, found);
            let right = move |j: usize| pairs.iter().any(|pair| pair.predicted == j && pair.source && pair.content);
            found.attributions.iter().enumerate().map(move |(j, a)| (f64::from(a.confidence) / 1000.0, right(j)))
        });
        let table = reliability(answers);
        vec![
            Measure::new("match F1", scores.matched.f1()),
            Measure::new("source given content", scores.source_given_content.recall()),
            Measure::new("content token F1", scores.content.token.f1()),
            Measure::new("cue exact F1", scores.cue.exact.f1()),
            Measure { name: "calibration error", value: calibration_error(&table) },
            Measure { name: "right at confidence .5 to .6", value: table[5].right.rate() },
            Measure { name: "right at confidence .6 to .7", value: table[6].right.rate() },
            Measure { name: "right at confidence .8 to .9", value: table[8].right.rate() },
            Measure { name: "right at confidence .9 to 1", value: table[9].right.rate() },
        ]
    }

    fn faults(&self, report: &Report, gold: &Document, found: &Document) -> Vec<Fault> {
        let characters: Vec<char> = report.text.chars().collect();
        let all = |spans: &[Span]| {
            let words: Vec<String> = spans.iter().map(|&span| words_of(&characters, span)).collect();
            if words.is_empty() { "-".to_owned() } else { words.join(" + ") }
        };
        let said = |a: &Attribution| format!("<{}> <{}> <{}>", all(&a.source), all(&a.cue), all(&a.content));
        let place = |a: &Attribution| [&a.cue, &a.content, &a.source].into_iter().flatten().next().copied();
        let pairs = attribution::pairs(gold, found);
        let (gold, found) = (&gold.attributions, &found.attributions);
        let mut faults = Vec::new();
        for pair in pairs.iter().filter(|pair| !pair.content || !pair.source) {
            let kind = match (pair.source, pair.content) {
                (false, false) => "source and content",
                (false, true) => "source",
                _ => "content",
            };
            let (g, f) = (&gold[pair.gold], &found[pair.predicted]);
            faults.push(Fault::new(kind, place(g), format!("{}\tbut read\t{}", said(g), said(f))));
        }
        let missed = (0..gold.len()).filter(|&i| !pairs.iter().any(|pair| pair.gold == i));
        faults.extend(missed.map(|i| Fault::new("missed", place(&gold[i]), said(&gold[i]))));
        let invented = (0..found.len()).filter(|&j| !pairs.iter().any(|pair| pair.predicted == j));
        faults.extend(invented.map(|j| Fault::new("invented", place(&found[j]), said(&found[j]))));
        faults.sort_by_key(|fault| fault.span);
        faults
    }
}
