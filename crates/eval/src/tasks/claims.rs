//! Whole reports with all their claims.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::metrics::claims::{self, Claim, Document, Link, Words};
use anyhow::{Context, Result};
use rapporteur::{Reader, Reading};
use rapporteur_text::{CodePoints, Report, TextRange};
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

    fn find(&self, _: &Reader, report: &Report, reading: &Reading) -> Document {
        let points = CodePoints::new(&report.text);
        let claims = reading.claims.claims.iter().map(|claim| scored(report, reading, &points, claim)).collect();
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

fn scored(report: &Report, reading: &Reading, points: &CodePoints<'_>, claim: &rapporteur::events::Claim) -> Claim {
    let words = |range: TextRange| {
        let (start, end) = points.span(range);
        Words { text: range.of(&report.text).to_owned(), start: Some(start), end: Some(end), ..Words::default() }
    };
    let participants = |actors: &[rapporteur::events::Actor]| {
        let participant = |actor: &rapporteur::events::Actor| Words {
            name: Some(actor.name.clone()),
            country: actor.country.clone(),
            ..words(actor.range)
        };
        actors.iter().map(participant).collect()
    };
    let date = claim.timex.and_then(|at| reading.times.timexes.get(at));
    let place = claim.toponym.and_then(|at| reading.places.toponyms.get(at));
    let source = |&at: &usize| {
        let attribution = reading.attributions.attributions.get(at)?;
        let whole = attribution.source.iter().copied().reduce(TextRange::cover);
        Some(Link { source: whole.map(words) })
    };
    Claim {
        ty: claim.ty.as_str().to_owned(),
        mode: claim.modes.clone(),
        trigger: Some(words(claim.trigger)),
        actors: participants(&claim.actors),
        recipients: participants(&claim.recipients),
        status: claim.status.as_str().to_owned(),
        date: date.map(|timex| Words { value: Some(timex.value.clone()), ..words(timex.range) }),
        place: place.map(|toponym| Words { name: Some(toponym.name.clone()), ..words(toponym.range) }),
        attribution: claim.attributions.iter().filter_map(source).collect(),
    }
}
