//! What is kept of a reading: its claims as they were read, and what they rest on.
//!
//! Mentions, time expressions and place names that no claim uses are left out: they are most of a reading, and reading
//! the report again gives the same ones.

use crate::pack::{self, Kind};
use rapporteur::output::{Attribution, Claim, Document, Entity, Notice, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io;

/// The kept part of a [`Document`], in its own terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Sentences, in code points.
    pub sentences: Vec<Span>,
    /// The entities that claims and attributions name.
    pub entities: Vec<Entity>,
    /// Who said what.
    pub attributions: Vec<Attribution>,
    /// Who did what to whom: exactly what was read.
    pub claims: Vec<Claim>,
    /// What the reading had to say of itself.
    pub notices: Vec<Notice>,
}

impl Kept {
    /// What is kept of this document.
    pub fn of(document: &Document) -> Self {
        let claims = &document.claims;
        let attributions: Vec<Attribution> = {
            let mut wanted: BTreeSet<&str> =
                claims.iter().flat_map(|claim| &claim.attribution).map(|link| link.id.as_str()).collect();
            // Parents stand before their children, so one pass from behind finds all of them.
            for attribution in document.attributions.iter().rev() {
                if let Some(parent) = attribution.parent.as_deref().filter(|_| wanted.contains(&*attribution.id)) {
                    wanted.insert(parent);
                }
            }
            document.attributions.iter().filter(|a| wanted.contains(&*a.id)).cloned().collect()
        };
        let parties = claims.iter().flat_map(|claim| claim.actors.iter().chain(&claim.recipients));
        let wanted: BTreeSet<&str> = parties
            .filter_map(|party| party.entity.as_deref())
            .chain(attributions.iter().filter_map(|attribution| attribution.entity.as_deref()))
            .collect();
        Self {
            sentences: document.sentences.clone(),
            entities: document.entities.iter().filter(|entity| wanted.contains(&*entity.id)).cloned().collect(),
            claims: claims.clone(),
            notices: document.notices.clone(),
            attributions,
        }
    }

    /// Compressed JSON.
    pub(crate) fn pack(&self) -> io::Result<Vec<u8>> {
        pack::pack(Kind::Reading, &serde_json::to_vec(self)?)
    }

    /// The reverse of [`Kept::pack`].
    pub(crate) fn unpack(packed: &[u8]) -> io::Result<Self> {
        Ok(serde_json::from_slice(&pack::unpack(packed)?)?)
    }
}
