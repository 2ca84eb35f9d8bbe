//! The marks that every view uses: words, dots, quads.

use crate::day::extent;
use rapporteur_ledger::{EventRow, Party};
use schemars::JsonSchema;
use serde::Serialize;

/// The word that people see for a status: FACT, PLAN, POSSIBLE, DENIED.
pub fn status_word(status: &str) -> &str {
    match status {
        "actual" => "FACT",
        "future" => "PLAN",
        "hypothetical" => "POSSIBLE",
        "negated" => "DENIED",
        other => other,
    }
}

/// PLOVER's four classes of event types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quad {
    /// Cooperation in words.
    VerbalCooperation,
    /// Cooperation in deeds.
    MaterialCooperation,
    /// Conflict in words.
    VerbalConflict,
    /// Conflict in deeds.
    MaterialConflict,
    /// None of them, as PRODUCE.
    None,
}

impl Quad {
    /// For people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::VerbalCooperation => "cooperation in words",
            Self::MaterialCooperation => "cooperation in deeds",
            Self::VerbalConflict => "conflict in words",
            Self::MaterialConflict => "conflict in deeds",
            Self::None => "neither",
        }
    }

    /// The number that event data has for it, 1 to 4.
    pub const fn code(self) -> Option<u8> {
        match self {
            Self::VerbalCooperation => Some(1),
            Self::MaterialCooperation => Some(2),
            Self::VerbalConflict => Some(3),
            Self::MaterialConflict => Some(4),
            Self::None => None,
        }
    }

    /// A short name, for classes of the page.
    pub const fn class(self) -> &'static str {
        match self {
            Self::VerbalCooperation => "q1",
            Self::MaterialCooperation => "q2",
            Self::VerbalConflict => "q3",
            Self::MaterialConflict => "q4",
            Self::None => "q0",
        }
    }
}

/// The class of an event type.
pub fn quad(ty: &str) -> Quad {
    match ty {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => Quad::VerbalCooperation,
        "COOPERATE" | "AID" | "RETREAT" => Quad::MaterialCooperation,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => Quad::VerbalConflict,
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => Quad::MaterialConflict,
        _ => Quad::None,
    }
}

/// PLOVER's event types with what they mean, for people: from cooperation to conflict.
pub const TYPES: [(&str, &str); 17] = [
    ("AGREE", "agrees or promises to do something"),
    ("CONSULT", "meets, talks, visits, negotiates"),
    ("SUPPORT", "backs, recognises, signs with, praises"),
    ("CONCEDE", "gives in: eases, lifts, releases, resigns"),
    ("COOPERATE", "works together in deeds: trade, exercises, shared intelligence"),
    ("AID", "gives money, goods, arms, shelter"),
    ("RETREAT", "withdraws, ceases fire, surrenders"),
    ("REQUEST", "asks, demands, proposes"),
    ("ACCUSE", "blames, criticises, investigates, sues"),
    ("REJECT", "refuses, denies, vetoes"),
    ("THREATEN", "threatens or warns with something to come"),
    ("PROTEST", "demonstrates, strikes, riots"),
    ("SANCTION", "cuts relations, trade or aid, expels"),
    ("MOBILIZE", "deploys or readies forces, is on alert"),
    ("COERCE", "arrests, seizes, bans, restricts"),
    ("ASSAULT", "attacks, kills, abducts, fights"),
    ("PRODUCE", "makes or tests arms and what goes with them"),
];

/// What an event type means; nothing of one that is not PLOVER's.
pub fn type_meaning(ty: &str) -> Option<&'static str> {
    TYPES.iter().find(|(known, _)| *known == ty).map(|(_, meaning)| *meaning)
}

/// The sectors that codes of actors name, with what they mean, for people.
pub const SECTORS: [(&str, &str); 23] = [
    ("AGR", "agriculture"),
    ("BUS", "business"),
    ("COP", "police"),
    ("CRM", "crime"),
    ("CVL", "civilians"),
    ("EDU", "education"),
    ("ELI", "former officials and other elites"),
    ("GOV", "government"),
    ("JRN", "journalists and media"),
    ("JUD", "courts"),
    ("LAB", "workers and unions"),
    ("LEG", "legislature"),
    ("MED", "medicine"),
    ("MIL", "military"),
    ("OPP", "opposition"),
    ("PRM", "paramilitary"),
    ("PTY", "party"),
    ("REB", "rebels"),
    ("REF", "refugees"),
    ("REL", "religion"),
    ("SOC", "society: rights, development, environment"),
    ("SPY", "intelligence"),
    ("UAF", "armed men of no known side"),
];

/// What a sector's code means; nothing of one that is not known.
pub fn sector_meaning(code: &str) -> Option<&'static str> {
    SECTORS.iter().find(|(known, _)| *known == code).map(|(_, meaning)| *meaning)
}

/// How well something is corroborated: `●●○`, a dot for each report, filled for each origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Dots {
    /// Filled dots.
    pub filled: u64,
    /// Empty dots.
    pub empty: u64,
    /// Whether there are more reports than dots.
    pub more: bool,
}

/// More dots would be counted by nobody.
const MOST_DOTS: u64 = 5;

/// The dots of so many reports that lead back to so many origins.
pub fn dots(reports: u64, origins: u64) -> Dots {
    let filled = origins.min(MOST_DOTS);
    Dots { filled, empty: reports.max(origins).min(MOST_DOTS) - filled, more: reports > MOST_DOTS }
}

/// A name with its codes: `Iran [IRN GOV]`.
pub fn party(party: &Party) -> String {
    let codes: Vec<&str> = party.country.as_deref().into_iter().chain(party.sector.as_deref()).collect();
    if codes.is_empty() { party.name.clone() } else { format!("{} [{}]", party.name, codes.join(" ")) }
}

/// When an event happened, for people; empty where no report tells.
pub fn shown_when(event: &EventRow) -> String {
    extent(event.from.as_deref(), event.to.as_deref()).map(|extent| extent.label()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_fill_dots_and_reports_do_not() {
        assert_eq!(dots(3, 2), Dots { filled: 2, empty: 1, more: false });
        assert_eq!(dots(40, 1), Dots { filled: 1, empty: 4, more: true });
        assert_eq!(dots(1, 2), Dots { filled: 2, empty: 0, more: false });
    }
}
