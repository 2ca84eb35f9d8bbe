//! Who said it: sources, cues and contents, after PolNeAR and PARC.
//!
//! Invariant: an attribution has a cue or a content that stands in the text; `source` always means who said it, never
//! who did it.

use rapporteur_codebook::{Codebook, CodebookError};
use rapporteur_entities::{Entities, EntityId};
use rapporteur_syntax::Syntax;
use rapporteur_text::{Notice, Report, TextRange};

/// One attribution. Each of its three parts may be in several pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Who says it; empty where the text does not tell.
    pub source: Vec<TextRange>,
    /// The word that heads the source, by index into the syntax.
    pub source_head: Option<usize>,
    /// The words that attribute: "said", "according to".
    pub cue: Vec<TextRange>,
    /// The word that heads the cue, by index into the syntax.
    pub cue_head: Option<usize>,
    /// What is attributed.
    pub content: Vec<TextRange>,
    /// What the source refers to.
    pub entity: Option<EntityId>,
    /// The attribution whose content this one stands in, by index.
    pub parent: Option<usize>,
    /// The codebook entry of the cue, or the rule that found the attribution.
    pub rule: String,
}

/// The attributions of a report, ordered by where they begin.
#[derive(Debug, Clone, Default)]
pub struct Attributions {
    /// The attributions.
    pub attributions: Vec<Attribution>,
    /// Inferences worth knowing of.
    pub notices: Vec<Notice>,
}

impl Attributions {
    /// The attributions whose content covers a range, outermost first, as indices.
    pub fn covering(&self, range: TextRange) -> Vec<usize> {
        let covers = |a: &Attribution| a.content.iter().any(|content| content.contains(range));
        let innermost = (0..self.attributions.len())
            .filter(|&i| covers(&self.attributions[i]))
            .min_by_key(|&i| self.attributions[i].content.iter().map(|c| c.len()).sum::<usize>());
        let mut chain = Vec::new();
        let mut next = innermost;
        while let Some(i) = next {
            if chain.contains(&i) {
                break;
            }
            chain.push(i);
            next = self.attributions[i].parent;
        }
        chain.reverse();
        chain
    }
}

/// The cues of the codebook.
#[derive(Debug)]
pub struct Cues {}

impl Cues {
    /// Reads `attribution/` of a codebook.
    pub fn from_codebook(_codebook: &Codebook) -> Result<Self, CodebookError> {
        Ok(Self {})
    }
}

/// Reads who said what in a report.
pub fn read_attributions(_report: &Report, _syntax: &Syntax, _entities: &Entities, _cues: &Cues) -> Attributions {
    Attributions::default()
}
