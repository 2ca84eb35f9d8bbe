//! The cues of the codebook.

use crate::inflect::{plural, verb_forms};
use crate::{Kind, Stance};
use rapporteur_codebook::{Codebook, CodebookError};
use rapporteur_syntax::{Upos, Word};
use serde::Deserialize;
use std::collections::HashMap;

/// Where the content of a verb, noun or adjective stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frame {
    /// Quoted words, or a clause that the cue is put beside: "Talks failed, the ministry said."
    Quote,
    /// A clause: "said that talks failed", "asked whether they had".
    Clause,
    /// A verb without subject: "plans to leave", "denied having left"; with an object that does it: "urged them to go".
    Infinitive,
    /// A noun phrase: "criticised the plan".
    Object,
    /// A noun phrase and what is said of it: "called the plan a mistake", "described it as risky".
    Predicate,
    /// The subject and what is said of it: "the plan seems to fail".
    Raising,
    /// A phrase with one of the entry's prepositions: "called for an inquiry".
    Prepositional,
}

/// What an entry hangs its frames on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// A verb.
    Verb,
    /// A noun: "the claim that".
    Noun,
    /// An adjective: "is confident that".
    Adjective,
    /// An adverb over a whole clause: "reportedly".
    Adverb,
    /// Words before the source: "according to".
    Preposition,
    /// A noun in a phrase around the source: "in the minister's words".
    Circumstance,
    /// A mark between a speaker and what is said, in headlines and transcripts.
    Colon,
    /// A mark between a quotation and the name below it.
    Dash,
}

/// One entry of the codebook.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its id, a path: `cue/verb/say`.
    pub id: String,
    /// Its class.
    pub class: Class,
    /// Its dictionary forms; of a preposition, its words.
    pub lemmas: Vec<String>,
    /// What the source does.
    pub kind: Kind,
    /// How the reporter stands to it.
    #[serde(default)]
    pub stance: Stance,
    /// Where the content may stand; the first that fits is taken.
    #[serde(default)]
    pub frames: Vec<Frame>,
    /// Prepositions that lead to the content ("call *for*"); of an entry with infinitives alone, what must mark them ("look
    /// *to*").
    #[serde(default)]
    pub prepositions: Vec<String>,
    /// Prepositions whose phrases go on with the content of an object ("accuse her *of* lying").
    #[serde(default)]
    pub tails: Vec<String>,
    /// A particle without which it is another verb ("point *out*").
    #[serde(default)]
    pub particles: Vec<String>,
    /// Whether the object of the verb is who hears it ("told reporters that").
    #[serde(default)]
    pub hearer: bool,
    /// Whether only its passive is meant ("is expected to"); where that is a belief, it is its subject's.
    #[serde(default)]
    pub passive: bool,
    /// Whether it passes on what its object says ("citing an official").
    #[serde(default)]
    pub relays: bool,
    /// A list of nouns of which the source must be one ("*in* a poll"); any where it is empty.
    #[serde(default)]
    pub sources: String,
    /// Sentences in which it attributes: `[source] <cue> {content}`.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Sentences in which it does not.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

impl Entry {
    pub(crate) fn has(&self, frame: Frame) -> bool {
        self.frames.contains(&frame)
    }
}

/// A list of words that the rules need.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordList {
    id: String,
    words: Vec<String>,
}

/// How often an attribution is right that was found in this way.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Confidence {
    class: Option<Class>,
    kind: Option<Kind>,
    quoted: Option<bool>,
    sourced: Option<bool>,
    value: f32,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueFile {
    #[serde(default)]
    confidence: Vec<Confidence>,
    #[serde(default)]
    cue: Vec<Entry>,
    #[serde(default)]
    list: Vec<WordList>,
}

/// The cues of the codebook.
#[derive(Debug, Default)]
pub struct Cues {
    entries: Vec<Entry>,
    by_lemma: HashMap<(Class, String), Vec<usize>>,
    lists: HashMap<String, Vec<String>>,
    confidences: Vec<Confidence>,
    /// From inflected verbs and nouns to the dictionary forms that the codebook lists.
    forms: HashMap<(bool, String), String>,
}

impl Cues {
    /// Reads `attribution/` of a codebook.
    pub fn from_codebook(codebook: &Codebook) -> Result<Self, CodebookError> {
        let mut cues = Self::default();
        for file in codebook.files("attribution") {
            let read: CueFile = file.parse()?;
            for entry in read.cue {
                match cues.entries.iter_mut().find(|known| known.id == entry.id) {
                    Some(known) => *known = entry,
                    None => cues.entries.push(entry),
                }
            }
            // A user's own table comes before ours.
            cues.confidences.splice(0..0, read.confidence);
            for list in read.list {
                cues.lists.insert(list.id, list.words);
            }
        }
        for (i, entry) in cues.entries.iter().enumerate() {
            for lemma in &entry.lemmas {
                // Of several words the first one is looked up.
                let first = lemma.split(' ').next().unwrap_or(lemma).to_lowercase();
                cues.by_lemma.entry((entry.class, first)).or_default().push(i);
            }
        }
        cues.forms = forms(&cues);
        Ok(cues)
    }

    /// The dictionary form of a verb or noun: the one that the codebook inflects to this form, else as the model has it.
    pub(crate) fn lemma<'w>(&'w self, word: &'w Word) -> &'w str {
        let is_verb = matches!(word.upos, Upos::Verb | Upos::Aux);
        let known = self
            .forms
            .get(&(is_verb, word.form.to_lowercase().into_string()))
            .filter(|_| is_verb || word.upos == Upos::Noun);
        known.map_or(word.lemma.as_str(), String::as_str)
    }

    /// All entries, in the order of the codebook.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries of a class with this dictionary form, in the order of the codebook.
    pub(crate) fn of<'c>(&'c self, class: Class, lemma: &str) -> impl Iterator<Item = &'c Entry> {
        let found = self.by_lemma.get(&(class, lemma.to_lowercase()));
        found.into_iter().flatten().map(|&i| &self.entries[i])
    }

    /// How likely an attribution is right, by its entry, whether its content begins with a quotation mark, and whether
    /// it has a source.
    pub(crate) fn confidence(&self, entry: &Entry, quoted: bool, sourced: bool) -> f32 {
        let fits = |c: &&Confidence| {
            c.class.is_none_or(|class| class == entry.class)
                && c.kind.is_none_or(|kind| kind == entry.kind)
                && c.quoted.is_none_or(|q| q == quoted)
                && c.sourced.is_none_or(|s| s == sourced)
        };
        self.confidences.iter().find(fits).map_or(0.5, |c| c.value)
    }

    /// The entries of a class.
    pub(crate) fn all(&self, class: Class) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.class == class)
    }

    /// Whether a word is in a list of the codebook.
    pub(crate) fn lists(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.iter().any(|w| w.eq_ignore_ascii_case(word)))
    }
}

/// All forms of the verbs and nouns that the codebook lists; forms that it lists itself come first.
fn forms(cues: &Cues) -> HashMap<(bool, String), String> {
    let mut forms = HashMap::new();
    for pair in cues.lists.get("irregular").into_iter().flatten() {
        if let Some((form, lemma)) = pair.split_once(' ') {
            forms.insert((true, form.to_owned()), lemma.to_owned());
        }
    }
    let carried = ["carriers", "light-verbs", "own-deeds", "issuing"]
        .into_iter()
        .filter_map(|list| cues.lists.get(list))
        .flatten();
    let verbs = cues.all(Class::Verb).flat_map(|entry| &entry.lemmas).chain(carried);
    for lemma in verbs {
        for form in verb_forms(lemma) {
            forms.entry((true, form)).or_insert_with(|| lemma.clone());
        }
    }
    for lemma in cues.all(Class::Noun).flat_map(|entry| &entry.lemmas) {
        forms.entry((false, lemma.clone())).or_insert_with(|| lemma.clone());
        forms.entry((false, plural(lemma))).or_insert_with(|| lemma.clone());
    }
    forms
}
