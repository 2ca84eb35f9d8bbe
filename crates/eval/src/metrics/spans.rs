//! Entity mentions: spans with types (score_entities.py).

use super::{Prf, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A span with a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Typed {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: String,
}

/// The mentions of a document; a mention counts once however often it is listed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its mentions.
    #[serde(default, alias = "mentions")]
    pub entities: BTreeSet<Typed>,
}

/// Exact and partial agreement.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// Equal spans of the same type.
    pub exact: Prf,
    /// Equal spans.
    pub untyped: Prf,
    /// Overlapping spans of the same type, one to one.
    pub overlap: Prf,
    /// Equal spans of the same type, by type.
    pub types: BTreeMap<String, Prf>,
}

impl Scores {
    /// The mean F1 of the types that the gold has.
    pub fn macro_f1(&self) -> f64 {
        let of_gold: Vec<f64> = self.types.values().filter(|p| p.gold > 0).map(|p| p.f1()).collect();
        if of_gold.is_empty() { 0.0 } else { of_gold.iter().sum::<f64>() / of_gold.len() as f64 }
    }
}

/// Scores pairs of a gold and a predicted document.
pub fn score(documents: &[(Document, Document)]) -> Scores {
    let mut scores = Scores::default();
    for (gold, predicted) in documents {
        let (gold, predicted) = (&gold.entities, &predicted.entities);
        let (gold_spans, predicted_spans) = (spans(gold), spans(predicted));
        scores.exact.add(gold.len(), predicted.len(), gold.intersection(predicted).count());
        let untyped = gold_spans.intersection(&predicted_spans).count();
        scores.untyped.add(gold_spans.len(), predicted_spans.len(), untyped);
        scores.overlap.add(gold.len(), predicted.len(), overlaps(gold, predicted));
        for mention in gold {
            let right = usize::from(predicted.contains(mention));
            scores.types.entry(mention.ty.clone()).or_default().add(1, 0, right);
        }
        for mention in predicted {
            scores.types.entry(mention.ty.clone()).or_default().add(0, 1, 0);
        }
    }
    scores
}

fn spans(mentions: &BTreeSet<Typed>) -> BTreeSet<Span> {
    mentions.iter().map(|mention| mention.span).collect()
}

/// One-to-one pairs of the same type that share a code point, the longest overlap first.
fn overlaps(gold: &BTreeSet<Typed>, predicted: &BTreeSet<Typed>) -> usize {
    let mut options = Vec::new();
    for g in gold {
        for p in predicted {
            let overlap = g.span.overlap(p.span);
            if overlap > 0 && g.ty == p.ty {
                options.push((std::cmp::Reverse(overlap), g, p));
            }
        }
    }
    options.sort_unstable();
    let (mut gold_used, mut predicted_used) = (BTreeSet::new(), BTreeSet::new());
    for (_, g, p) in options {
        if !gold_used.contains(g) && !predicted_used.contains(p) {
            gold_used.insert(g);
            predicted_used.insert(p);
        }
    }
    gold_used.len()
}
