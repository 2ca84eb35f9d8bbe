//! Mentions of persons, organisations, places and things; the chains they form; and what is known of each: country,
//! sector, office.
//!
//! Invariant: every mention belongs to exactly one entity, and every field of an entity has a [`Basis`]: the words it
//! was read from, or the rule that inferred it.

use compact_str::CompactString;
use rapporteur_codebook::{Codebook, CodebookError};
use rapporteur_syntax::{MentionKind, MentionType, Syntax, WordRange};
use rapporteur_text::{Basis, Notice, Report, TextRange};

/// The place of an entity in [`Entities::entities`].
pub type EntityId = usize;

/// One mention.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where it stands, determiners and modifiers included ("the Iranian engineers").
    pub range: TextRange,
    /// Its words.
    pub words: WordRange,
    /// The word that heads it.
    pub head: usize,
    /// Its type.
    pub ty: MentionType,
    /// Its kind.
    pub kind: MentionKind,
    /// What it refers to.
    pub entity: EntityId,
}

/// A field with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The value.
    pub value: CompactString,
    /// Why.
    pub basis: Basis,
}

/// One person, organisation, place or thing that a report speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Its type.
    pub ty: MentionType,
    /// The fullest name that the report gives for it; without a name, its fullest description. A government named by
    /// its capital has the country's name.
    pub name: String,
    /// ISO 3166-1 alpha-3, or a PLOVER code (UNO, EUR, IGO, NGO, ISM, IMG, MNC).
    pub country: Option<Known>,
    /// A PLOVER sector (GOV, MIL, REB …).
    pub sector: Option<Known>,
    /// The office that a person holds, as the report words it: "Iranian Defense Minister".
    pub office: Option<Known>,
    /// Other names that the report or the codebook gives.
    pub aliases: Vec<String>,
    /// Of a group that is named together ("both countries", "they"): who belongs to it. Else empty.
    pub members: Vec<EntityId>,
}

/// The entities of a report.
#[derive(Debug, Clone, Default)]
pub struct Entities {
    /// All mentions in text order, longer first where they begin together.
    pub mentions: Vec<Mention>,
    /// What they refer to, in order of first mention.
    pub entities: Vec<Entity>,
    /// Inferences worth knowing of.
    pub notices: Vec<Notice>,
}

impl Entities {
    /// The longest mention that is headed by a word.
    pub fn headed_by(&self, word: usize) -> Option<&Mention> {
        self.mentions.iter().filter(|mention| mention.head == word).max_by_key(|mention| mention.words.len())
    }
}

/// What the codebook knows of actors: countries, organisations, offices, sectors.
#[derive(Debug)]
pub struct ActorBook {}

impl ActorBook {
    /// Reads `actors/` of a codebook.
    pub fn from_codebook(_codebook: &Codebook) -> Result<Self, CodebookError> {
        Ok(Self {})
    }
}

/// Reads the entities of a report.
pub fn read_entities(_report: &Report, _syntax: &Syntax, _actors: &ActorBook) -> Entities {
    Entities::default()
}
