//! Events become claims: PLOVER type, mode, context, actors, recipients, status, date and place.
//!
//! Invariant: every claim has a trigger that stands in the text and names the frame that coded it; what the text does
//! not tell is empty or `None`.

mod claim;

use rapporteur_attribution::Attributions;
use rapporteur_codebook::{Codebook, CodebookError};
use rapporteur_entities::Entities;
use rapporteur_place::Places;
use rapporteur_syntax::Syntax;
use rapporteur_text::Report;
use rapporteur_time::Times;

pub use claim::{Actor, Claim, Claims, Considered, EventType, Status};

/// The frames of the codebook, and the crosswalk to CAMEO.
#[derive(Debug)]
pub struct Frames {}

impl Frames {
    /// Reads `frames/` and `crosswalk/` of a codebook.
    pub fn from_codebook(_codebook: &Codebook) -> Result<Self, CodebookError> {
        Ok(Self {})
    }
}

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

/// Codes the claims of a report.
pub fn code_claims(_layers: Layers<'_>, _frames: &Frames) -> Claims {
    Claims::default()
}
