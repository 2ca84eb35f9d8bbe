//! Events become claims: PLOVER type, mode, context, actors, recipients, status, date and place.
//!
//! Invariant: every claim has a trigger that stands in the text and names the frame that coded it; what the text does
//! not tell is empty or `None`.

mod absorb;
mod anchor;
mod book;
mod cast;
mod claim;
mod classes;
mod clause;
mod coder;
mod crosswalk;
mod cues;
mod frame;
mod happened;
mod inherit;
mod kinds;
mod lemmas;
mod repeat;
mod scene;
mod site;
mod slot;
mod standing;
mod told;
mod whereabouts;

use rapporteur_attribution::Attributions;
use rapporteur_entities::Entities;
use rapporteur_place::Places;
use rapporteur_syntax::Syntax;
use rapporteur_text::Report;
use rapporteur_time::Times;

pub use book::{FrameExample, Frames};
pub use claim::{Actor, Claim, Claims, Considered, EventType, Status};
pub use coder::code_claims;
pub use happened::Happened;
pub use told::{Teller, Told};

/// The layers of a report that claims are coded from.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Layers<'r> {
    pub report: &'r Report,
    pub syntax: &'r Syntax,
    pub entities: &'r Entities,
    pub times: &'r Times,
    pub places: &'r Places,
    pub attributions: &'r Attributions,
}
