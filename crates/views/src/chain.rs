//! Whose word it is, as chips from the outermost source inwards.

use rapporteur::output::{Claim, Link};
use serde::Serialize;

/// A link of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chip {
    /// Who says it; empty where the text does not tell.
    pub name: String,
    /// The words that attribute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<String>,
}

/// The chain of a claim, outermost first, without the report itself; empty in the report's own voice.
pub fn chain(claim: &Claim) -> Vec<Chip> {
    let chip = |link: &Link| Chip {
        name: link.source.as_ref().map(|source| source.name.clone()).unwrap_or_default(),
        cue: link.cue.as_ref().map(|cue| cue.text.clone()),
    };
    claim.attribution.iter().map(chip).collect()
}
