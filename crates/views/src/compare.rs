//! Versions of an event side by side, with what they disagree on marked.

use crate::chain::chain;
use crate::day::extent;
use crate::marks::status_word;
use rapporteur::output::Participant;
use rapporteur_ledger::{EventDetail, Version};
use schemars::JsonSchema;
use serde::Serialize;

/// How a field of two versions compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Both tell the same, or neither tells.
    Same,
    /// One tells what the other does not, or in other words.
    Differs,
    /// They contradict each other.
    Disputed,
}

/// A field of two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Field {
    /// `who whom what whether when where numbers source`: as the ledger names conflicts.
    pub name: &'static str,
    /// The value of each version; empty where it does not tell.
    pub values: [String; 2],
    /// How they compare.
    pub verdict: Verdict,
}

/// The fields of two versions of an event; `None` where there are not so many versions. Contradictions are those that the
/// ledger found between any tellings of the event, where these two take part in them.
pub fn compare(event: &EventDetail, one: usize, other: usize) -> Option<Vec<Field>> {
    let (a, b) = (event.versions.get(one)?, event.versions.get(other)?);
    let fields = NAMES.map(|name| {
        let values = [value(name, a), value(name, b)];
        let verdict = if values[0].to_lowercase() == values[1].to_lowercase() {
            Verdict::Same
        } else if event.event.conflicts.iter().any(|conflict| conflict == name) && contradict(name, a, b) {
            Verdict::Disputed
        } else {
            Verdict::Differs
        };
        Field { name, values, verdict }
    });
    Some(fields.into_iter().filter(|field| field.values.iter().any(|value| !value.is_empty())).collect())
}

/// The fields of this version that another version of the event contradicts.
pub fn disputed(event: &EventDetail, version: usize) -> Vec<&'static str> {
    let Some(this) = event.versions.get(version) else { return Vec::new() };
    let is_disputed = |name: &str| {
        let mut others = event.versions.iter().enumerate().filter(|(n, _)| *n != version);
        event.event.conflicts.iter().any(|conflict| conflict == name)
            && others.any(|(_, other)| contradict(name, this, other))
    };
    NAMES.into_iter().filter(|name| is_disputed(name)).collect()
}

const NAMES: [&str; 8] = ["what", "whether", "who", "whom", "when", "where", "numbers", "source"];

fn value(name: &str, version: &Version) -> String {
    let claim = &version.claim;
    let named = |parties: &[Participant]| {
        let one = |party: &Participant| {
            let codes: Vec<&str> = party.country.as_deref().into_iter().chain(party.sector.as_deref()).collect();
            if codes.is_empty() { party.name.clone() } else { format!("{} [{}]", party.name, codes.join(" ")) }
        };
        parties.iter().map(one).collect::<Vec<_>>().join(" + ")
    };
    match name {
        "what" => claim.ty.clone(),
        "whether" => status_word(&claim.status).to_owned(),
        "who" => named(&claim.actors),
        "whom" => named(&claim.recipients),
        "when" => claim.date.as_ref().map_or_else(String::new, |date| {
            let extent = extent(date.from.as_deref(), date.to.as_deref());
            extent.map_or_else(|| date.value.clone(), |extent| extent.label())
        }),
        "where" => claim.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
        "numbers" => {
            let one = |count: &rapporteur_ledger::Count| format!("{} {}", count.number, count.kind);
            version.counts.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        _ => {
            let names: Vec<String> = chain(claim).into_iter().map(|chip| chip.name).filter(|n| !n.is_empty()).collect();
            names.join(" › ")
        }
    }
}

/// Whether both tell, and what they tell cannot both be.
fn contradict(name: &str, a: &Version, b: &Version) -> bool {
    let (one, other) = (&a.claim, &b.claim);
    match name {
        "whether" => one.status != other.status && [one, other].iter().any(|claim| claim.status == "negated"),
        "when" => {
            let days = |claim: &rapporteur::output::Claim| {
                let date = claim.date.as_ref()?;
                extent(date.from.as_deref(), date.to.as_deref())
            };
            matches!((days(one), days(other)), (Some(a), Some(b)) if a.to < b.from || b.to < a.from)
        }
        "where" => {
            matches!((&one.place, &other.place), (Some(a), Some(b)) if a.geonames_id != b.geonames_id || a.name != b.name)
        }
        "numbers" => a.counts.iter().any(|count| {
            let same_kind = || b.counts.iter().filter(|known| known.kind == count.kind);
            same_kind().next().is_some() && same_kind().all(|known| known.number != count.number)
        }),
        "who" => {
            let is_other = |a: &Participant, b: &Participant| {
                a.name.to_lowercase() != b.name.to_lowercase() && (a.country != b.country || a.country.is_none())
            };
            let (a, b) = (&one.actors, &other.actors);
            !a.is_empty() && !b.is_empty() && a.iter().all(|a| b.iter().all(|b| is_other(a, b)))
        }
        _ => false,
    }
}
