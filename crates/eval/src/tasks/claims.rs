//! Whole reports with all their claims.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::metrics::claims::{self, Document};
use anyhow::{Context, Result};
use rapporteur::{Reader, Reading};
use rapporteur_text::Report;
use std::fs;
use std::path::{Path, PathBuf};

/// The annotated reports.
#[derive(Debug)]
pub(super) struct WholeReports;

impl Task for WholeReports {
    type Gold = Document;
    type Found = Document;

    fn layer(&self) -> Layer {
        Layer::Claims
    }

    fn data(&self) -> &'static str {
        "claims dev"
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Document>>> {
        let folder = shared.join("claims/dev");
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        let case = |path: PathBuf| {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let plain: corpus::Plain = serde_json::from_str(&text)?;
            Ok(Case { report: plain.report(), gold: serde_json::from_str(&text)? })
        };
        paths.into_iter().map(case).collect()
    }

    fn find(&self, reader: &Reader, report: &Report, reading: &Reading) -> Document {
        // What is scored is what a user gets: the claims of the contract.
        let document = rapporteur::output::Document::new(report, reading, reader.resources());
        let claims = serde_json::to_value(&document.claims).and_then(serde_json::from_value).unwrap_or_default();
        Document { id: report.id.clone(), claims }
    }

    fn measure(&self, documents: &[(Document, Document)]) -> Vec<Measure> {
        let scores = claims::score(documents);
        let accuracy = |name, accuracy: claims::Accuracy| Measure { name, value: accuracy.rate() };
        vec![
            Measure::new("detection F1", scores.detection.f1()),
            Measure::new("typed F1", scores.typed.f1()),
            Measure::new("dyad F1", scores.dyad.f1()),
            Measure::new("sourced F1", scores.sourced.f1()),
            Measure::new("complete F1", scores.complete.f1()),
            accuracy("mode accuracy", scores.mode),
            accuracy("status accuracy", scores.status),
            accuracy("date accuracy", scores.date),
            accuracy("place accuracy", scores.place),
            Measure::new("participants by country F1", scores.participant_country.f1()),
            accuracy("source right where given", scores.attributed_source),
            accuracy("no source where none is", scores.unsourced_kept),
        ]
    }
}
