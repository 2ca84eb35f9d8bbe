//! Coded events of single sentences and stories: type, source and target codes, triples (score_events_gsr.py).

use super::Prf;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An event as a coder writes it. In CAMEO's words of columns, `source` is who did it and `target` to whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Event {
    /// Its type.
    pub event: String,
    /// Codes of who did it.
    #[serde(default)]
    pub source: Vec<Code>,
    /// Codes of whom it was done to.
    #[serde(default)]
    pub target: Vec<Code>,
    /// Whether the actors did it to each other.
    #[serde(default)]
    pub reciprocal: bool,
}

/// The code of an actor, alone or in an object with more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Code {
    /// The code.
    Plain(String),
    /// An actor with more fields.
    Actor {
        /// The code, where there is one.
        #[serde(default)]
        code: Option<String>,
    },
}

impl Code {
    /// The code itself.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Plain(code) => Some(code),
            Self::Actor { code } => code.as_deref(),
        }
    }
}

/// One gold record: one event of a text, which other records may share.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Record {
    /// Its id.
    pub id: String,
    /// The text.
    pub text: String,
    /// The event.
    #[serde(flatten)]
    pub event: Event,
}

/// The events predicted for one record, the most likely first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Prediction {
    /// The id of the record.
    pub id: String,
    /// The events.
    #[serde(default)]
    pub events: Vec<Event>,
}

/// What score_events_gsr.py counts, over sets of each text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// Types.
    pub ty: Prf,
    /// Codes of who did it.
    pub source: Prf,
    /// Codes of whom it was done to.
    pub target: Prf,
    /// Both codes.
    pub dyad: Prf,
    /// Type and both codes.
    pub triple: Prf,
    /// Types, by type.
    pub types: BTreeMap<String, Prf>,
    /// The share of texts whose first predicted event has a gold type.
    pub type_accuracy: f64,
}

impl Scores {
    /// The mean F1 of the types that the gold has.
    pub fn macro_f1(&self) -> f64 {
        let of_gold: Vec<f64> = self.types.values().filter(|p| p.gold > 0).map(|p| p.f1()).collect();
        if of_gold.is_empty() { 0.0 } else { of_gold.iter().sum::<f64>() / of_gold.len() as f64 }
    }
}

/// Type, who, to whom; an empty string where there is none.
type Triple = (String, String, String);

/// All that is said of one text.
#[derive(Debug, Default)]
struct Unit {
    gold: BTreeSet<Triple>,
    predicted: BTreeSet<Triple>,
    first: String,
}

/// Scores pairs of a gold record and what was predicted for it; records of the same text are pooled.
pub fn score(records: &[(Record, Prediction)]) -> Scores {
    let mut units: Vec<Unit> = Vec::new();
    let mut by_text: HashMap<&str, usize> = HashMap::new();
    for (record, prediction) in records {
        let at = *by_text.entry(&record.text).or_insert_with(|| {
            units.push(Unit::default());
            units.len() - 1
        });
        let unit = &mut units[at];
        unit.gold.extend(triples(&record.event));
        for event in &prediction.events {
            unit.predicted.extend(triples(event));
            if unit.first.is_empty() {
                unit.first = type_of_2021(&event.event);
            }
        }
    }
    let mut scores = Scores::default();
    let mut right = 0;
    for unit in &units {
        let (gold, predicted) = (&unit.gold, &unit.predicted);
        count(&mut scores.source, gold, predicted, |t| (!t.1.is_empty()).then(|| t.1.clone()));
        count(&mut scores.target, gold, predicted, |t| (!t.2.is_empty()).then(|| t.2.clone()));
        count(&mut scores.dyad, gold, predicted, |t| {
            (!t.1.is_empty() || !t.2.is_empty()).then(|| (t.1.clone(), t.2.clone()))
        });
        count(&mut scores.triple, gold, predicted, |t| (!t.0.is_empty()).then(|| t.clone()));
        let (gold_types, predicted_types) = (types(gold), types(predicted));
        let shared = gold_types.intersection(&predicted_types).count();
        scores.ty.add(gold_types.len(), predicted_types.len(), shared);
        for ty in gold_types.union(&predicted_types) {
            let (g, p) = (gold_types.contains(ty), predicted_types.contains(ty));
            scores.types.entry((*ty).to_owned()).or_default().add(g.into(), p.into(), (g && p).into());
        }
        right += usize::from(gold_types.contains(unit.first.as_str()));
    }
    scores.type_accuracy = super::prf::share(right as f64, units.len() as f64);
    scores
}

/// Today's name of a type: the 18 types of 2016 became 16.
pub fn type_of_2021(name: &str) -> String {
    let name = name.to_uppercase();
    match name.as_str() {
        "DEMAND" => "REQUEST".to_owned(),
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE".to_owned(),
        "FIGHT" => "ASSAULT".to_owned(),
        _ => name,
    }
}

/// Every type, source and target of an event; several actors give every pair, and a reciprocal event goes both ways.
pub fn triples(event: &Event) -> BTreeSet<Triple> {
    let ty = type_of_2021(&event.event);
    let (source, target) = (codes(&event.source), codes(&event.target));
    let triple = |s: &str, t: &str| (ty.clone(), s.to_owned(), t.to_owned());
    let every = |from: &[String], to: &[String]| -> BTreeSet<Triple> {
        from.iter().flat_map(|s| to.iter().map(|t| triple(s, t)).collect::<Vec<_>>()).collect()
    };
    if !source.is_empty() && !target.is_empty() {
        every(&source, &target)
    } else if event.reciprocal && source.len() > 1 {
        let others = |i: usize| source.iter().enumerate().filter(move |&(j, _)| j != i);
        source.iter().enumerate().flat_map(|(i, a)| others(i).map(|(_, b)| triple(a, b)).collect::<Vec<_>>()).collect()
    } else if !source.is_empty() {
        every(&source, &[String::new()])
    } else if !target.is_empty() {
        every(&[String::new()], &target)
    } else {
        BTreeSet::from([triple("", "")])
    }
}

fn codes(actors: &[Code]) -> Vec<String> {
    actors.iter().filter_map(Code::as_str).filter(|code| !code.is_empty()).map(|code| code.to_uppercase()).collect()
}

fn types(triples: &BTreeSet<Triple>) -> BTreeSet<&str> {
    triples.iter().map(|t| t.0.as_str()).filter(|ty| !ty.is_empty()).collect()
}

fn count<V: Ord>(
    prf: &mut Prf,
    gold: &BTreeSet<Triple>,
    predicted: &BTreeSet<Triple>,
    view: impl Fn(&Triple) -> Option<V>,
) {
    let gold: BTreeSet<V> = gold.iter().filter_map(&view).collect();
    let predicted: BTreeSet<V> = predicted.iter().filter_map(&view).collect();
    prf.add(gold.len(), predicted.len(), gold.intersection(&predicted).count());
}
