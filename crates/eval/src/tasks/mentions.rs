//! Mentions, against corpora with types of their own.

use super::corpus::{self, Case};
use super::names::names;
use super::{Layer, Measure, Task};
use crate::faults::Fault;
use crate::metrics::spans::{self, Document, Typed};
use anyhow::Result;
use rapporteur::syntax::MentionType;
use rapporteur::{Reader, Reading};
use rapporteur_text::{CodePoints, Report, TextRange};
use serde::Deserialize;
use std::path::Path;

/// A corpus of mentions, and how its types and ours meet.
#[derive(Debug)]
pub(super) struct Mentions {
    data: &'static str,
    file: &'static str,
    /// The common name of a type of the corpus; `None` for types that are not scored.
    theirs: fn(&str) -> Option<&'static str>,
    /// The common name of one of our types; `None` for types that the corpus lacks.
    ours: fn(MentionType) -> Option<&'static str>,
    /// Whether the corpus marks names only.
    names_only: bool,
    /// The publisher whose texts are left out: their licence forbids other uses.
    leave_out: Option<&'static str>,
}

impl Mentions {
    /// Ten types, of which persons, organisations and places are ours too; nationalities are persons there, and the
    /// other types fall together.
    pub(super) const GUM: Self = Self {
        data: "GUM dev",
        file: "corpora/gum-entities/dev.jsonl",
        theirs: |ty| {
            Some(match ty {
                "person" => "PER",
                "organization" => "ORG",
                "place" => "LOC",
                _ => "OTHER",
            })
        },
        ours: |ty| {
            Some(match ty {
                MentionType::Per | MentionType::Nat => "PER",
                MentionType::Org => "ORG",
                MentionType::Loc | MentionType::Fac => "LOC",
                _ => "OTHER",
            })
        },
        names_only: false,
        leave_out: None,
    };

    /// Names of persons, organisations and places; buildings are places, nationalities are not marked.
    pub(super) const UNER: Self = Self {
        data: "UNER EWT dev (names fitted)",
        file: "corpora/uner-ewt/dev.jsonl",
        theirs: |ty| ["PER", "ORG", "LOC"].into_iter().find(|&name| name == ty),
        ours: |ty| match ty {
            MentionType::Per => Some("PER"),
            MentionType::Org => Some("ORG"),
            MentionType::Loc | MentionType::Fac => Some("LOC"),
            _ => None,
        },
        names_only: true,
        leave_out: None,
    };

    /// Defence texts; types that we do not have (dates, quantities, vehicles, radio frequencies) are not scored.
    pub(super) const RE3D: Self = Self {
        data: "re3d dev, without BBC (names fitted)",
        file: "corpora/re3d/dev.jsonl",
        theirs: |ty| {
            Some(match ty {
                "Person" => "PER",
                "Organisation" => "ORG",
                "Location" => "LOC",
                "Nationality" => "NAT",
                "Weapon" | "MilitaryPlatform" => "WEAPON",
                "Money" => "MONEY",
                "DocumentReference" => "DOC",
                _ => return None,
            })
        },
        ours: |ty| {
            Some(match ty {
                MentionType::Other => return None,
                MentionType::Fac => "LOC",
                other => other.as_str(),
            })
        },
        names_only: false,
        leave_out: Some("BBC Online"),
    };
}

#[derive(Deserialize)]
struct Origin {
    #[serde(default, rename = "sourceName")]
    source_name: Option<String>,
}

impl Task for Mentions {
    type Gold = Document;
    type Found = Document;

    fn layer(&self) -> Layer {
        Layer::Mentions
    }

    fn data(&self) -> &'static str {
        self.data
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Document>>> {
        let origins: Vec<Origin> = corpus::read_lines(shared, self.file)?;
        let cases: Vec<Case<Document>> = corpus::read_cases(shared, self.file)?;
        let mut kept = Vec::new();
        for (mut case, origin) in cases.into_iter().zip(origins) {
            if self.leave_out.is_some() && origin.source_name.as_deref() == self.leave_out {
                continue;
            }
            let renamed = |mention: Typed| Some(Typed { ty: (self.theirs)(&mention.ty)?.to_owned(), ..mention });
            case.gold.entities = case.gold.entities.into_iter().filter_map(renamed).collect();
            kept.push(case);
        }
        Ok(kept)
    }

    fn find(&self, _: &Reader, report: &Report, reading: &Reading, _: &Self::Gold) -> Document {
        let points = CodePoints::new(&report.text);
        let ranges: Vec<(TextRange, MentionType)> = if self.names_only {
            names(reading, &report.text, |ty| (self.ours)(ty).is_some())
        } else {
            reading.entities.mentions.iter().map(|mention| (mention.range, mention.ty)).collect()
        };
        let typed = |(range, ty): (TextRange, MentionType)| {
            Some(Typed { span: corpus::span(&points, range), ty: (self.ours)(ty)?.to_owned() })
        };
        Document { id: report.id.clone(), entities: ranges.into_iter().filter_map(typed).collect() }
    }

    fn measure(&self, documents: &[(Document, Document)]) -> Vec<Measure> {
        let scores = spans::score(documents);
        if self.names_only {
            // The models learn from three documents of four: `uner` in training/deep/news_names.py.
            let unseen: Vec<_> = documents.iter().skip(3).step_by(4).cloned().collect();
            return vec![
                Measure::new("names F1", scores.exact.f1()),
                Measure::new("names overlap F1", scores.overlap.f1()),
                Measure::new("names F1, each 4th document, not fitted", spans::score(&unseen).exact.f1()),
            ];
        }
        vec![
            Measure::new("typed F1", scores.exact.f1()),
            Measure::new("untyped F1", scores.untyped.f1()),
            Measure::new("overlap F1", scores.overlap.f1()),
        ]
    }

    fn faults(&self, _: &Report, gold: &Document, found: &Document) -> Vec<Fault> {
        let mut faults = Vec::new();
        for mention in gold.entities.difference(&found.entities) {
            let read = found.entities.iter().find(|other| other.span == mention.span);
            faults.push(match read {
                Some(read) => Fault::new("type", mention.span, format!("{} but read {}", mention.ty, read.ty)),
                None => Fault::new("missed", mention.span, mention.ty.clone()),
            });
        }
        for mention in found.entities.difference(&gold.entities) {
            if !gold.entities.iter().any(|other| other.span == mention.span) {
                faults.push(Fault::new("invented", mention.span, mention.ty.clone()));
            }
        }
        faults.sort_by_key(|fault| fault.span);
        faults
    }
}
