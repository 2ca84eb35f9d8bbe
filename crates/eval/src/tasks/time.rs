//! Time expressions.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::Fault;
use crate::metrics::time::{self, Document, Timex};
use anyhow::Result;
use rapporteur::{Reader, Reading};
use rapporteur_text::{CodePoints, Report};
use std::path::Path;

/// A corpus with TIMEX3 annotation.
#[derive(Debug)]
pub(super) struct TimeExpressions {
    data: &'static str,
    file: &'static str,
}

impl TimeExpressions {
    pub(super) const TBAQ: Self = Self { data: "tbaq dev", file: "corpora/time/tbaq-dev.jsonl" };
    pub(super) const MEANTIME: Self = Self { data: "MEANTIME Apple", file: "corpora/meantime/meantime-apple.jsonl" };
}

impl Task for TimeExpressions {
    type Gold = Document;
    type Found = Document;

    fn layer(&self) -> Layer {
        Layer::Time
    }

    fn data(&self) -> &'static str {
        self.data
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Document>>> {
        corpus::read_cases(shared, self.file)
    }

    fn find(&self, _: &Reader, report: &Report, reading: &Reading, _: &Self::Gold) -> Document {
        let points = CodePoints::new(&report.text);
        let timex = |timex: &rapporteur::time::Timex| Timex {
            span: corpus::span(&points, timex.range),
            ty: Some(timex.ty.as_str().to_owned()),
            value: Some(timex.value.clone()),
        };
        let timex = reading.times.timexes.iter().map(timex).collect();
        Document { id: report.id.clone(), timex, ..Document::default() }
    }

    fn measure(&self, documents: &[(Document, Document)]) -> Vec<Measure> {
        let scores = time::score(documents);
        vec![
            Measure::new("strict F1", scores.strict.f1()),
            Measure::new("relaxed F1", scores.relaxed.f1()),
            Measure::new("type F1", scores.ty.f1()),
            Measure::new("value F1", scores.value.f1()),
        ]
    }

    fn faults(&self, _: &Report, gold: &Document, found: &Document) -> Vec<Fault> {
        let (gold, found, pairs) = time::compare(gold, found);
        let said =
            |timex: &Timex| format!("{} {}", timex.ty.as_deref().unwrap_or("-"), timex.value.as_deref().unwrap_or("-"));
        let mut faults = Vec::new();
        for pair in &pairs {
            let (g, f) = (gold[pair.gold], found[pair.predicted]);
            let kind = match (time::same(&g.ty, &f.ty), time::same(&g.value, &f.value), pair.exact) {
                (true, true, true) => continue,
                (_, false, _) => "value",
                (false, ..) => "type",
                _ => "span",
            };
            faults.push(Fault::new(kind, g.span, format!("{} but read {}", said(g), said(f))));
        }
        let missed = (0..gold.len()).filter(|&i| !pairs.iter().any(|pair| pair.gold == i));
        faults.extend(missed.map(|i| Fault::new("missed", gold[i].span, said(gold[i]))));
        let invented = (0..found.len()).filter(|&j| !pairs.iter().any(|pair| pair.predicted == j));
        faults.extend(invented.map(|j| Fault::new("invented", found[j].span, said(found[j]))));
        faults.sort_by_key(|fault| fault.span);
        faults
    }
}
