//! What kind of source somebody is.

use crate::Cues;
use rapporteur_entities::{Entities, EntityId};
use rapporteur_syntax::{MentionKind, MentionType, Syntax, Upos};
use std::collections::HashSet;

/// What kind of source speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A person whose name the report gives.
    NamedPerson,
    /// An organisation or country with a name: "Tasnim", "Iran".
    NamedOrganization,
    /// A post or body of state by what it is: "the foreign minister", "the ministry".
    Office,
    /// Something written, counted or filmed: "the report", "a poll", "the video".
    Document,
    /// A person without a name or an office: "a witness".
    UnnamedIndividual,
    /// Several of them: "two officials", "critics".
    UnnamedGroup,
    /// "Twitter", "the post"; of a person who posts, the kind is that of the person.
    SocialMedium,
}

impl SourceKind {
    /// Its name in the output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NamedPerson => "named-person",
            Self::NamedOrganization => "named-organization",
            Self::Office => "office",
            Self::Document => "document",
            Self::UnnamedIndividual => "unnamed-individual",
            Self::UnnamedGroup => "unnamed-group",
            Self::SocialMedium => "social-medium",
        }
    }
}

/// The entities that the report gives a name.
pub(crate) fn named(entities: &Entities) -> HashSet<EntityId> {
    entities.mentions.iter().filter(|m| m.kind == MentionKind::Name).map(|m| m.entity).collect()
}

/// The name that stands before a common noun: "the *Tasnim* news agency", "a *Times* report".
pub(crate) fn name_before(syntax: &Syntax, noun: usize) -> Option<usize> {
    syntax.children_by(noun, "compound").find(|&child| syntax.words[child].upos == Upos::Propn)
}

/// The kind of the source that a word heads; `None` where neither the word nor what it refers to tells.
pub(crate) fn source_kind(
    syntax: &Syntax,
    entities: &Entities,
    named: &HashSet<EntityId>,
    cues: &Cues,
    head: usize,
    entity: Option<EntityId>,
) -> Option<SourceKind> {
    let word = syntax.words.get(head)?;
    let lemma = if word.upos == Upos::Noun { word.lemma.as_str() } else { word.form.as_str() };
    if cues.lists("social-media", lemma) {
        return Some(SourceKind::SocialMedium);
    }
    if cues.lists("documents", lemma) {
        return Some(SourceKind::Document);
    }
    let several = word.feats.has("Number", "Plur");
    let unnamed = if several { SourceKind::UnnamedGroup } else { SourceKind::UnnamedIndividual };
    let Some((id, known)) = entity.and_then(|id| Some((id, entities.entities.get(id)?))) else {
        return (word.upos == Upos::Noun).then_some(unnamed);
    };
    let has_name = named.contains(&id);
    let of_state = known.sector.as_ref().is_some_and(|sector| sector.value == "GOV" || sector.value == "MIL");
    Some(match known.ty {
        MentionType::Per if has_name => SourceKind::NamedPerson,
        MentionType::Per if !several && known.office.is_some() => SourceKind::Office,
        MentionType::Per => unnamed,
        MentionType::Doc => SourceKind::Document,
        _ if has_name || name_before(syntax, head).is_some() => SourceKind::NamedOrganization,
        _ if of_state => SourceKind::Office,
        MentionType::Org | MentionType::Nat | MentionType::Loc => SourceKind::UnnamedGroup,
        _ => unnamed,
    })
}
