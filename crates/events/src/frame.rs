//! Frames: what the codebook says of a word that may name an event.

use crate::claim::{EventType, Status};
use crate::classes::{Classes, WordSet};
use crate::slot::Slot;
use compact_str::CompactString;
use rapporteur_codebook::{CodebookError, CodebookFile};
use serde::Deserialize;

/// What kind of word a trigger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TriggerKind {
    Verb,
    Noun,
    Adjective,
    /// A modal verb in front of any verb: "must withdraw".
    Modal,
}

/// The words of a trigger: the lemma that heads it, and what must stand below or beside that head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trigger {
    pub(crate) kind: TriggerKind,
    pub(crate) head: CompactString,
    pub(crate) rest: Vec<CompactString>,
}

/// What kind of clause complements the trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Complement {
    /// An infinitive: "refused to leave".
    To,
    /// A finite clause: "demanded that they leave", "warned it would leave".
    That,
    /// A participle, with or without a preposition: "accused of spying".
    Ing,
}

/// What a participant has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Who {
    /// Anybody.
    #[default]
    Any,
    /// Of a known country or sector, or an organisation.
    Political,
    /// A state's organ, a force, a party, an international body: of a known country or an organisation, no mere person.
    Official,
}

/// What a participant must be present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Need {
    Actor,
    Recipient,
    /// Two actors at least, for what is done together.
    Two,
    /// A recipient of another country than the actors', where both are known: nobody visits home.
    Foreign,
    /// Nothing: the word alone is enough.
    Nobody,
    /// A participant, or a date or a place of its own.
    Anything,
}

/// One frame, ready for use.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) id: String,
    pub(crate) ty: EventType,
    pub(crate) modes: Vec<String>,
    pub(crate) contexts: Vec<String>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) actor: Vec<Slot>,
    pub(crate) recipient: Vec<Slot>,
    pub(crate) noun_actor: Vec<Slot>,
    pub(crate) noun_recipient: Vec<Slot>,
    pub(crate) together: bool,
    pub(crate) object: Option<WordSet>,
    pub(crate) not_object: WordSet,
    pub(crate) subject: Option<WordSet>,
    pub(crate) not_subject: WordSet,
    pub(crate) prepositions: Option<WordSet>,
    pub(crate) modified_by: Option<WordSet>,
    pub(crate) not_modified_by: WordSet,
    pub(crate) near: Option<WordSet>,
    pub(crate) not_near: WordSet,
    pub(crate) complement: Vec<Complement>,
    pub(crate) clause: Option<WordSet>,
    pub(crate) not_clause: WordSet,
    pub(crate) needs: Vec<Need>,
    pub(crate) actor_is: Who,
    pub(crate) recipient_is: Who,
    pub(crate) status: Option<Status>,
    pub(crate) absorbs: bool,
    pub(crate) place_is_recipient: bool,
    pub(crate) place: Vec<Slot>,
    pub(crate) any_domain: bool,
    pub(crate) plural: bool,
    pub(crate) priority: i32,
    pub(crate) weight: f32,
    pub(crate) examples: Vec<String>,
    pub(crate) counterexamples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrameFile {
    #[serde(default)]
    pub(crate) frame: Vec<Entry>,
}

/// A frame as `codebook/frames/*.toml` writes it; `codebook/frames/README.md` documents each key.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    id: String,
    #[serde(rename = "type")]
    ty: EventType,
    #[serde(default)]
    mode: Vec<String>,
    #[serde(default)]
    context: Vec<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    modals: Vec<String>,
    actor: Option<Vec<String>>,
    recipient: Option<Vec<String>>,
    noun_actor: Option<Vec<String>>,
    noun_recipient: Option<Vec<String>>,
    #[serde(default)]
    together: bool,
    object: Option<Vec<String>>,
    #[serde(default)]
    not_object: Vec<String>,
    subject: Option<Vec<String>>,
    #[serde(default)]
    not_subject: Vec<String>,
    prepositions: Option<Vec<String>>,
    modified_by: Option<Vec<String>>,
    #[serde(default)]
    not_modified_by: Vec<String>,
    near: Option<Vec<String>>,
    #[serde(default)]
    not_near: Vec<String>,
    #[serde(default)]
    complement: Vec<Complement>,
    clause: Option<Vec<String>>,
    #[serde(default)]
    not_clause: Vec<String>,
    needs: Option<Vec<Need>>,
    #[serde(default)]
    actor_is: Who,
    #[serde(default)]
    recipient_is: Who,
    status: Option<Status>,
    absorbs: Option<bool>,
    #[serde(default)]
    place_is_recipient: bool,
    place: Option<Vec<String>>,
    #[serde(default)]
    any_domain: bool,
    #[serde(default)]
    plural: bool,
    #[serde(default)]
    priority: i32,
    weight: Option<f32>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    counterexamples: Vec<String>,
}

impl Entry {
    /// Every word that the entry speaks of.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        let lists = [
            &self.verbs,
            &self.nouns,
            &self.not_object,
            &self.not_subject,
            &self.not_modified_by,
            &self.not_near,
            &self.not_clause,
        ];
        let optional = [&self.object, &self.subject, &self.modified_by, &self.near, &self.clause];
        let optional = optional.into_iter().flatten();
        lists
            .into_iter()
            .chain(optional)
            .flatten()
            .flat_map(|phrase| phrase.split_whitespace())
            .filter(|word| !word.starts_with('@'))
    }

    /// Checks the entry and resolves its word classes.
    pub(crate) fn into_frame(self, file: &CodebookFile, classes: &Classes) -> Result<Frame, CodebookError> {
        let fault = |message: String| CodebookError {
            file: file.path.clone(),
            line: file.text.find(&format!("\"{}\"", self.id)).map_or(1, |at| file.line_at(at)),
            message,
        };
        let set = |words: &[String]| classes.set(words).map_err(|class| fault(format!("no word class `{class}`")));
        let set_or_none = |words: &Option<Vec<String>>| words.as_deref().map(set).transpose();
        let slots = |given: &Option<Vec<String>>, default: &[&str]| -> Vec<Slot> {
            match given {
                Some(names) => names.iter().map(|name| Slot::parse(name)).collect(),
                None => default.iter().map(|name| Slot::parse(name)).collect(),
            }
        };
        let mut triggers = Vec::new();
        for (kind, phrases) in [
            (TriggerKind::Verb, &self.verbs),
            (TriggerKind::Noun, &self.nouns),
            (TriggerKind::Adjective, &self.adjectives),
            (TriggerKind::Modal, &self.modals),
        ] {
            for phrase in phrases {
                triggers.push(trigger(kind, phrase).ok_or_else(|| fault("an empty trigger".into()))?);
                // The parser takes "cease-fire" for a noun "fire" with a "cease" before it.
                if phrase.contains('-') {
                    triggers.extend(trigger(kind, &unhyphenated(kind, phrase)));
                }
            }
        }
        if triggers.is_empty() {
            return Err(fault("a frame needs verbs, nouns, adjectives or modals".into()));
        }
        let noun_actor: &[&str] = if self.together {
            &["between", "among", "by", "possessor", "of", "subject", "modifier"]
        } else {
            &["by", "possessor", "subject", "modifier"]
        };
        let noun_recipient: &[&str] =
            if self.together { &["with", "to", "object"] } else { &["on", "against", "of", "to", "with", "object"] };
        let absorbs = self.absorbs.unwrap_or(matches!(
            self.ty,
            EventType::Agree | EventType::Request | EventType::Reject | EventType::Threaten
        ));
        let last: &[Slot] = if self.together { &[] } else { last_recipients(self.ty) };
        let recipients =
            |given, default| -> Vec<Slot> { slots(given, default).into_iter().chain(last.iter().cloned()).collect() };
        Ok(Frame {
            ty: self.ty,
            triggers,
            actor: slots(&self.actor, &["subject"]),
            recipient: recipients(&self.recipient, if self.together { &["with", "object"] } else { &["object"] }),
            noun_actor: slots(&self.noun_actor, noun_actor),
            noun_recipient: recipients(&self.noun_recipient, noun_recipient),
            together: self.together,
            object: set_or_none(&self.object)?,
            not_object: set(&self.not_object)?,
            subject: set_or_none(&self.subject)?,
            not_subject: set(&self.not_subject)?,
            prepositions: set_or_none(&self.prepositions)?,
            modified_by: set_or_none(&self.modified_by)?,
            not_modified_by: set(&self.not_modified_by)?,
            near: set_or_none(&self.near)?,
            not_near: set(&self.not_near)?,
            clause: set_or_none(&self.clause)?,
            not_clause: set(&self.not_clause)?,
            complement: self.complement,
            needs: self.needs.unwrap_or_default(),
            actor_is: self.actor_is,
            recipient_is: self.recipient_is,
            status: self.status,
            absorbs,
            place_is_recipient: self.place_is_recipient,
            place: slots(&self.place, &[]),
            any_domain: self.any_domain,
            plural: self.plural,
            priority: self.priority,
            weight: self.weight.unwrap_or(0.6),
            modes: self.mode,
            contexts: self.context,
            examples: self.examples,
            counterexamples: self.counterexamples,
            id: self.id,
        })
    }
}

/// Where the recipients of a type are looked for when its frame's own slots hold none.
fn last_recipients(ty: EventType) -> &'static [Slot] {
    use EventType::{Agree, Concede, Reject, Request, Sanction, Threaten};
    match ty {
        Threaten => &[Slot::Condition, Slot::Toward],
        Agree | Concede | Reject | Request | Sanction => &[Slot::Toward],
        _ => &[],
    }
}

/// A phrase with the parts of its hyphened words as words: heads before what hangs on them, unless a noun is to be headed
/// by its last.
fn unhyphenated(kind: TriggerKind, phrase: &str) -> String {
    let parts = |word: &str| {
        let parts: Vec<&str> = word.split('-').collect();
        if kind == TriggerKind::Noun { parts.join(" ") } else { parts.into_iter().rev().collect::<Vec<_>>().join(" ") }
    };
    let words: Vec<String> = phrase
        .split_whitespace()
        .enumerate()
        .map(|(i, word)| {
            // The verb itself is one word: "re-establish".
            if i == 0 && kind != TriggerKind::Noun { word.to_owned() } else { parts(word) }
        })
        .collect();
    words.join(" ")
}

/// Splits a phrase into its head and the rest. Verb phrases and adjectives are headed by their first word; noun phrases
/// by the word before the first preposition, or else by the last.
fn trigger(kind: TriggerKind, phrase: &str) -> Option<Trigger> {
    let words: Vec<CompactString> = phrase.split_whitespace().map(CompactString::from).collect();
    let head = match kind {
        TriggerKind::Noun => words
            .iter()
            .position(|word| ["of", "on", "for", "from", "against", "to", "in", "by", "with"].contains(&word.as_str()))
            .map_or(words.len(), |at| at)
            .checked_sub(1)?,
        _ => 0,
    };
    let rest = words.iter().enumerate().filter(|&(i, _)| i != head).map(|(_, word)| word.clone()).collect();
    Some(Trigger { kind, head: words.get(head)?.clone(), rest })
}
