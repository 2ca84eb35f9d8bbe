//! The layer that this room makes.

use compact_str::CompactString;
use rapporteur_syntax::{MentionKind, MentionType, Syntax, WordRange};
use rapporteur_text::{Basis, Notice, TextRange};

/// The place of an entity in [`Entities::entities`].
pub type EntityId = usize;

/// One mention.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where it stands, determiners and modifiers included ("the Iranian engineers who came").
    pub range: TextRange,
    /// Its words.
    pub words: WordRange,
    /// Its core: of a name, the name without titles and determiners ("Aziz Nasirzadeh"); of another mention, the head
    /// with what stands before it, without determiner ("Iranian engineers").
    pub core: WordRange,
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
    /// What they refer to, in order of first mention; members of groups that have no mention of their own come last.
    pub entities: Vec<Entity>,
    /// Inferences worth knowing of.
    pub notices: Vec<Notice>,
    /// By word: one more than the place of the longest mention that it heads, or 0.
    heads: Vec<u32>,
    /// By word: one more than the entity that it refers to or whose name it is part of, or 0.
    resolved: Vec<u32>,
}

impl Entities {
    /// Makes the layer of mentions in text order; `resolved` has further words that refer, such as relative pronouns.
    pub(crate) fn new(
        syntax: &Syntax,
        mentions: Vec<Mention>,
        entities: Vec<Entity>,
        resolved: impl IntoIterator<Item = (usize, EntityId)>,
    ) -> Self {
        let n = syntax.words.len();
        let mut layer = Self { mentions, entities, notices: vec![], heads: vec![0; n], resolved: vec![0; n] };
        for (word, entity) in resolved {
            layer.resolved[word] = entity as u32 + 1;
        }
        // Inner mentions overwrite outer ones, and a head's own mention overwrites all.
        for mention in &layer.mentions {
            if mention.kind == MentionKind::Name {
                layer.resolved[mention.core.clone()].fill(mention.entity as u32 + 1);
            }
        }
        for (i, mention) in layer.mentions.iter().enumerate() {
            let before = layer.heads[mention.head] as usize;
            if before == 0 || layer.mentions[before - 1].words.len() < mention.words.len() {
                layer.heads[mention.head] = i as u32 + 1;
                layer.resolved[mention.head] = mention.entity as u32 + 1;
            }
        }
        layer
    }

    /// The longest mention that is headed by a word.
    pub fn headed_by(&self, word: usize) -> Option<&Mention> {
        let at = *self.heads.get(word)? as usize;
        self.mentions.get(at.checked_sub(1)?)
    }

    /// The entity that a word refers to: that of the mention which it heads, or of the name which it is part of; the
    /// antecedent of a relative pronoun; the country of a demonym ("Iranian").
    pub fn resolve_word(&self, word: usize) -> Option<EntityId> {
        (*self.resolved.get(word)? as usize).checked_sub(1)
    }

    /// The members of a group, or the entity itself where it is no group.
    pub fn members_of(&self, entity: EntityId) -> Vec<EntityId> {
        match self.entities.get(entity) {
            Some(group) if !group.members.is_empty() => group.members.clone(),
            Some(_) => vec![entity],
            None => vec![],
        }
    }
}
