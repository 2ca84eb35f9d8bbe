//! Claims against gold claims (score_claims.py).

use super::{Prf, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A claim, as far as it is scored.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Claim {
    /// PLOVER's type.
    #[serde(rename = "type", default)]
    pub ty: String,
    /// PLOVER's modes.
    #[serde(default)]
    pub mode: Vec<String>,
    /// The words that name the event.
    #[serde(default)]
    pub trigger: Option<Words>,
    /// Who did it.
    #[serde(default)]
    pub actors: Vec<Words>,
    /// To whom.
    #[serde(default)]
    pub recipients: Vec<Words>,
    /// Whether it happened.
    #[serde(default)]
    pub status: String,
    /// What dates it.
    #[serde(default)]
    pub date: Option<Words>,
    /// Where it happened.
    #[serde(default)]
    pub place: Option<Words>,
    /// Whose word it is, outermost first.
    #[serde(default)]
    pub attribution: Vec<Link>,
    /// How sure the coder is of it; the gold tells none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// The frame that coded it; not scored, but shown beside faults.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// A field of a claim: the words in the text and what they stand for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Words {
    /// The words.
    #[serde(default)]
    pub text: String,
    /// The first code point.
    #[serde(default)]
    pub start: Option<u32>,
    /// The one after the last.
    #[serde(default)]
    pub end: Option<u32>,
    /// A name, of participants and places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A country, of participants and places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// A TIMEX3 value, of dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Words {
    /// Where they stand.
    pub fn span(&self) -> Option<Span> {
        self.start.zip(self.end).map(|(start, end)| Span { start, end })
    }
}

/// One source of a chain.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Link {
    /// Who says it.
    #[serde(default)]
    pub source: Option<Words>,
}

/// The claims of a report.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its claims.
    #[serde(default)]
    pub claims: Vec<Claim>,
}

/// How many are right of how many that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Accuracy {
    /// Right.
    pub right: usize,
    /// Counted.
    pub of: usize,
}

impl Accuracy {
    /// The share that is right; `None` where nothing counts.
    pub fn rate(self) -> Option<f64> {
        (self.of > 0).then(|| self.right as f64 / self.of as f64)
    }

    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }
}

/// What score_claims.py counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scores {
    /// The trigger was found, whatever type.
    pub detection: Prf,
    /// Trigger and type.
    pub typed: Prf,
    /// Typed, and the countries of actors and of recipients.
    pub dyad: Prf,
    /// Typed, and the outermost source.
    pub sourced: Prf,
    /// Dyad and sourced, status and date.
    pub complete: Prf,
    /// Participants of typed claims by country.
    pub participant_country: Prf,
    /// The same by span.
    pub participant_span: Prf,
    /// Modes of typed claims.
    pub mode: Accuracy,
    /// Their status.
    pub status: Accuracy,
    /// Their dates, where either side has one.
    pub date: Accuracy,
    /// Their places, where either side has one.
    pub place: Accuracy,
    /// Their outermost source, where the gold has one.
    pub attributed_source: Accuracy,
    /// That no source was invented, where the gold has none.
    pub unsourced_kept: Accuracy,
}

/// What is right about a paired claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Right {
    pub ty: bool,
    pub dyad: bool,
    pub source: bool,
    pub status: bool,
    pub mode: bool,
    pub date: bool,
    pub place: bool,
}

/// Scores pairs of a gold and a predicted document.
pub fn score(documents: &[(Document, Document)]) -> Scores {
    let mut scores = Scores::default();
    for (gold, predicted) in documents {
        let (n, m) = (gold.claims.len(), predicted.claims.len());
        let pairs = pairs(&gold.claims, &predicted.claims);
        let mut hits = [0; 5];
        for &(i, j) in &pairs {
            let (g, p) = (&gold.claims[i], &predicted.claims[j]);
            let right = compare(g, p);
            hits[0] += 1;
            if !right.ty {
                continue;
            }
            hits[1] += 1;
            hits[2] += usize::from(right.dyad);
            hits[3] += usize::from(right.source);
            hits[4] += usize::from(right.dyad && right.source && right.status && right.date);
            scores.status.add(right.status);
            scores.mode.add(right.mode);
            if g.date.is_some() || p.date.is_some() {
                scores.date.add(right.date);
            }
            if g.place.is_some() || p.place.is_some() {
                scores.place.add(right.place);
            }
            let sourced =
                if g.attribution.is_empty() { &mut scores.unsourced_kept } else { &mut scores.attributed_source };
            sourced.add(right.source);
            for (g, p) in [(&g.actors, &p.actors), (&g.recipients, &p.recipients)] {
                let (a, b) = (countries(g), countries(p));
                scores.participant_country.add(a.len(), b.len(), a.intersection(&b).count());
                scores.participant_span.add(g.len(), p.len(), found(g, p).min(found(p, g)));
            }
        }
        let of =
            [&mut scores.detection, &mut scores.typed, &mut scores.dyad, &mut scores.sourced, &mut scores.complete];
        for (prf, hits) in of.into_iter().zip(hits) {
            prf.add(n, m, hits);
        }
    }
    scores
}

/// Pairs claims whose triggers overlap one to one: the same type first, then the longest overlap, then the later ones,
/// as the Python scorer does.
pub fn pairs(gold: &[Claim], predicted: &[Claim]) -> Vec<(usize, usize)> {
    let trigger = |claim: &Claim| claim.trigger.as_ref().and_then(Words::span);
    let mut options = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let overlap = trigger(g).zip(trigger(p)).map_or(0, |(a, b)| a.overlap(b));
            if overlap > 0 {
                options.push((g.ty == p.ty, overlap, i, j));
            }
        }
    }
    options.sort_unstable_by(|a, b| b.cmp(a));
    let (mut gold_used, mut predicted_used) = (vec![false; gold.len()], vec![false; predicted.len()]);
    let mut pairs = Vec::new();
    for (_, _, i, j) in options {
        if !gold_used[i] && !predicted_used[j] {
            (gold_used[i], predicted_used[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

/// The confidence of every predicted claim, and whether the gold has a claim of its type at its trigger.
pub fn answers(documents: &[(Document, Document)]) -> Vec<(f64, bool)> {
    let of_document = |(gold, predicted): &(Document, Document)| {
        let mut right = vec![false; predicted.claims.len()];
        for (i, j) in pairs(&gold.claims, &predicted.claims) {
            right[j] = gold.claims[i].ty == predicted.claims[j].ty;
        }
        let confidences = predicted.claims.iter().map(|claim| claim.confidence.unwrap_or_default());
        confidences.zip(right).collect::<Vec<_>>()
    };
    documents.iter().flat_map(of_document).collect()
}

/// Compares a predicted claim with the gold claim that it is paired with, field by field.
pub fn compare(gold: &Claim, predicted: &Claim) -> Right {
    let modes = |claim: &'_ Claim| claim.mode.iter().cloned().collect::<BTreeSet<String>>();
    let value = |claim: &Claim| claim.date.as_ref().and_then(|date| date.value.clone());
    let name = |claim: &Claim| claim.place.as_ref().and_then(|place| place.name.clone());
    Right {
        ty: gold.ty == predicted.ty,
        dyad: countries(&gold.actors) == countries(&predicted.actors)
            && countries(&gold.recipients) == countries(&predicted.recipients),
        source: same_source(gold, predicted),
        status: gold.status == predicted.status,
        mode: modes(gold) == modes(predicted),
        date: value(gold) == value(predicted),
        place: name(gold) == name(predicted),
    }
}

/// The countries of participants that have one.
pub fn countries(participants: &[Words]) -> BTreeSet<&str> {
    participants.iter().filter_map(|p| p.country.as_deref()).filter(|country| !country.is_empty()).collect()
}

fn same_source(gold: &Claim, predicted: &Claim) -> bool {
    let outer = |claim: &Claim| claim.attribution.first()?.source.as_ref()?.span();
    gold.attribution.is_empty() == predicted.attribution.is_empty()
        && match (outer(gold), outer(predicted)) {
            (None, None) => true,
            (Some(a), Some(b)) => a.overlap(b) > 0,
            _ => false,
        }
}

/// How many of `these` overlap one of `those`.
fn found(these: &[Words], those: &[Words]) -> usize {
    let overlaps = |a: &Words, b: &Words| a.span().zip(b.span()).is_some_and(|(a, b)| a.overlap(b) > 0);
    these.iter().filter(|a| those.iter().any(|b| overlaps(a, b))).count()
}
