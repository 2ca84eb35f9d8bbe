//! Whole reports with all their claims.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::Fault;
use crate::metrics::claims::{self, Claim, Document, Words};
use crate::metrics::status::{calibration_error, reliability};
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

    fn find(&self, reader: &Reader, report: &Report, reading: &Reading, _: &Self::Gold) -> Document {
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
            Measure { name: "calibration error", value: calibration_error(&reliability(claims::answers(documents))) },
        ]
    }

    fn faults(&self, _: &Report, gold: &Document, found: &Document) -> Vec<Fault> {
        let place = |claim: &Claim| claim.trigger.as_ref().and_then(Words::span);
        let pairs = claims::pairs(&gold.claims, &found.claims);
        let mut faults = Vec::new();
        for &(i, j) in &pairs {
            let (g, f) = (&gold.claims[i], &found.claims[j]);
            let wrong = wrong_fields(g, f);
            if !wrong.is_empty() {
                let names: Vec<&str> = wrong.iter().map(|(name, _)| *name).collect();
                let notes: Vec<String> = wrong.iter().map(|(name, note)| format!("{name}: {note}")).collect();
                faults.push(Fault::new(names.join("+"), place(g), format!("{} {}", g.ty, notes.join("; "))));
            }
        }
        let missed = (0..gold.claims.len()).filter(|i| !pairs.iter().any(|pair| pair.0 == *i));
        faults.extend(missed.map(|i| Fault::new("missed", place(&gold.claims[i]), show(&gold.claims[i]))));
        let invented = (0..found.claims.len()).filter(|j| !pairs.iter().any(|pair| pair.1 == *j));
        faults.extend(invented.map(|j| Fault::new("invented", place(&found.claims[j]), show(&found.claims[j]))));
        faults.sort_by_key(|fault| fault.span);
        faults
    }
}

/// The fields in which a claim differs from the gold claim it is paired with, and how.
fn wrong_fields(gold: &Claim, found: &Claim) -> Vec<(&'static str, String)> {
    let right = claims::compare(gold, found);
    let instead = |a: String, b: String| format!("{a} but read {b}");
    let field = |words: &Option<Words>, key: fn(&Words) -> Option<&String>| {
        words.as_ref().and_then(key).cloned().unwrap_or_else(|| "none".to_owned())
    };
    let mut wrong = Vec::new();
    if !right.ty {
        wrong.push(("type", instead(gold.ty.clone(), found.ty.clone())));
        return wrong;
    }
    if !right.dyad {
        wrong.push(("actors", instead(actors(gold), actors(found))));
    }
    if !right.source {
        wrong.push(("source", instead(source(gold), source(found))));
    }
    if !right.status {
        wrong.push(("status", instead(gold.status.clone(), found.status.clone())));
    }
    if !right.date {
        let value = |claim: &Claim| field(&claim.date, |date| date.value.as_ref());
        wrong.push(("date", instead(value(gold), value(found))));
    }
    if !right.mode {
        wrong.push(("mode", instead(gold.mode.join("+"), found.mode.join("+"))));
    }
    if !right.place {
        let name = |claim: &Claim| field(&claim.place, |place| place.name.as_ref());
        wrong.push(("place", instead(name(gold), name(found))));
    }
    wrong
}

/// A claim in short.
fn show(claim: &Claim) -> String {
    let rule = claim.rule.as_deref().map_or_else(String::new, |rule| format!(" by {rule}"));
    format!("{} {} {}, source {}{rule}", claim.ty, claim.status, actors(claim), source(claim))
}

fn actors(claim: &Claim) -> String {
    let all = |participants: &[Words]| {
        let one = |p: &Words| format!("{} ({})", p.text, p.country.as_deref().unwrap_or("-"));
        participants.iter().map(one).collect::<Vec<_>>().join(" + ")
    };
    format!("{} > {}", all(&claim.actors), all(&claim.recipients))
}

fn source(claim: &Claim) -> String {
    match claim.attribution.first() {
        None => "none".to_owned(),
        Some(link) => link.source.as_ref().map_or_else(|| "unnamed".to_owned(), |words| words.text.clone()),
    }
}
