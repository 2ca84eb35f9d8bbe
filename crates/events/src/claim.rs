//! What a claim is made of.

use rapporteur_entities::EntityId;
use rapporteur_text::{Notice, TextRange};

/// PLOVER's event types, and PRODUCE, which is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
    Produce,
}

impl EventType {
    /// PLOVER's name of it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
            Self::Produce => "PRODUCE",
        }
    }
}

/// How a report presents an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// As having happened or happening.
    Actual,
    /// As planned, promised or expected.
    Future,
    /// As conditional, feared, wished or merely possible.
    Hypothetical,
    /// As not having happened, or denied.
    Negated,
}

impl Status {
    /// Its name in the output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "negated",
        }
    }
}

/// Somebody who takes part in an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// The mention closest to the trigger, without a determiner.
    pub range: TextRange,
    /// The fullest name that the report gives.
    pub name: String,
    /// ISO 3166-1 alpha-3 or a PLOVER code.
    pub country: Option<String>,
    /// A PLOVER sector.
    pub sector: Option<String>,
    /// What the mention refers to.
    pub entity: Option<EntityId>,
}

/// One political event as one report tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// PLOVER's type, or PRODUCE.
    pub ty: EventType,
    /// PLOVER's modes.
    pub modes: Vec<String>,
    /// PLOVER's contexts.
    pub contexts: Vec<String>,
    /// How the report presents it.
    pub status: Status,
    /// The words that decide the status, where any do.
    pub status_cue: Option<TextRange>,
    /// How likely the status is right, 0 to 1.
    pub status_confidence: f32,
    /// The word or shortest phrase that names the event.
    pub trigger: TextRange,
    /// The word that heads the trigger.
    pub trigger_head: usize,
    /// Who did it.
    pub actors: Vec<Actor>,
    /// To whom.
    pub recipients: Vec<Actor>,
    /// The time expression that dates it, by index into the times.
    pub timex: Option<usize>,
    /// The toponyms where it happened, by index into the places: several where it happened at several places.
    pub toponyms: Vec<usize>,
    /// Whose word it is: indices into the attributions, outermost first; empty in the report's own voice.
    pub attributions: Vec<usize>,
    /// The sentence it stands in.
    pub sentence: usize,
    /// How likely the claim is right as a whole, 0 to 1.
    pub confidence: f32,
    /// The frame that coded it.
    pub rule: String,
    /// The CAMEO code by our crosswalk.
    pub cameo: Option<String>,
}

/// A frame that was tried on a word, and what came of it; `rapporteur explain` shows these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    /// The word that called the frame up.
    pub word: usize,
    /// The frame's id.
    pub frame: String,
    /// `None` where it fired; else why it did not, for people: "needs a recipient".
    pub refused: Option<String>,
}

/// The claims of a report, in the order of their triggers.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// The claims.
    pub claims: Vec<Claim>,
    /// Every frame that was tried.
    pub considered: Vec<Considered>,
    /// Inferences worth knowing of.
    pub notices: Vec<Notice>,
}
