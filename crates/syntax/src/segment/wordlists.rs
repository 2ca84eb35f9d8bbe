//! The words that the segmenter knows, from `data/words.toml`.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static FILE: &str = include_str!("../../data/words.toml");

/// The lists, ready to be looked up.
pub(super) struct WordLists {
    /// Abbreviations in lower case without the last full stop, with the number of their class, from 1.
    pub(super) abbreviations: HashMap<String, u8>,
    /// Contracted words in lower case with straight apostrophes, with the number of characters of each part.
    pub(super) whole: HashMap<String, Vec<usize>>,
    /// Endings that are words, with straight apostrophes.
    pub(super) clitics: Vec<String>,
    /// Words that are whole although they end like a contraction.
    pub(super) exceptions: HashSet<String>,
    /// Emoticons.
    pub(super) emoticons: HashSet<String>,
    /// Last parts of internet and file names; `false` for those that count only in certain company.
    pub(super) suffixes: HashMap<String, bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    abbreviations: Abbreviations,
    contractions: Contractions,
    emoticons: Emoticons,
    domains: Domains,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviations {
    title: Vec<String>,
    suffix: Vec<String>,
    calendar: Vec<String>,
    number: Vec<String>,
    place: Vec<String>,
    other: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contractions {
    whole: Vec<String>,
    clitics: Vec<String>,
    exceptions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Emoticons {
    forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Domains {
    suffixes: Vec<String>,
    ambiguous: Vec<String>,
}

impl WordLists {
    /// The lists that the crate carries.
    pub(super) fn embedded() -> &'static Self {
        static LISTS: LazyLock<WordLists> = LazyLock::new(|| {
            // The file is part of the crate and a test parses it, so the lists are never empty in a release.
            toml::from_str::<File>(FILE).map(WordLists::from).unwrap_or_else(|_| WordLists::empty())
        });
        &LISTS
    }

    fn empty() -> Self {
        Self {
            abbreviations: HashMap::new(),
            whole: HashMap::new(),
            clitics: Vec::new(),
            exceptions: HashSet::new(),
            emoticons: HashSet::new(),
            suffixes: HashMap::new(),
        }
    }
}

impl From<File> for WordLists {
    fn from(file: File) -> Self {
        let classes = file.abbreviations;
        let classes = [classes.title, classes.suffix, classes.calendar, classes.number, classes.place, classes.other];
        let mut abbreviations = HashMap::new();
        for (class, list) in (1..).zip(classes) {
            for word in list {
                abbreviations.entry(word).or_insert(class);
            }
        }
        let whole = file.contractions.whole.iter().map(|entry| {
            let parts: Vec<usize> = entry.split(' ').map(|part| part.chars().count()).collect();
            (entry.replace(' ', ""), parts)
        });
        let ambiguous: HashSet<&String> = file.domains.ambiguous.iter().collect();
        let suffixes = file.domains.suffixes.iter().map(|suffix| (suffix.clone(), !ambiguous.contains(suffix)));
        Self {
            abbreviations,
            whole: whole.collect(),
            clitics: file.contractions.clitics,
            exceptions: file.contractions.exceptions.into_iter().collect(),
            emoticons: file.emoticons.forms.into_iter().collect(),
            suffixes: suffixes.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_well_formed() {
        toml::from_str::<File>(FILE).unwrap();
        assert_eq!(WordLists::embedded().abbreviations["gen"], 1);
        assert_eq!(WordLists::embedded().whole["dunno"], [2, 1, 2]);
    }
}
