//! Named lists of words that frames refer to with `@`.

use compact_str::CompactString;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

/// A set of lemmas in lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordSet(HashSet<CompactString>);

impl WordSet {
    /// Whether it holds the lemma, which may be in any case.
    pub(crate) fn has(&self, lemma: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        if lemma.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.0.contains(lemma.to_lowercase().as_str())
        } else {
            self.0.contains(lemma)
        }
    }

    /// Adds a lemma.
    pub(crate) fn insert(&mut self, lemma: &str) {
        self.0.insert(CompactString::from(lemma));
    }

    /// Whether it holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The word classes of the codebook.
#[derive(Debug, Clone, Default)]
pub(crate) struct Classes {
    lists: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClassFile {
    pub(crate) class: BTreeMap<String, Vec<String>>,
}

impl Classes {
    /// Adds the classes of a file; one of the same name replaces the earlier.
    pub(crate) fn add(&mut self, file: ClassFile) {
        self.lists.extend(file.class);
    }

    /// The words listed, with `@name` standing for the words of a class; the error is the name of a class not known.
    pub(crate) fn set(&self, words: &[String]) -> Result<WordSet, String> {
        let mut found = HashSet::new();
        self.collect(words, 0, &mut found)?;
        Ok(WordSet(found))
    }

    /// Every word of every class.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.lists.values().flatten().map(String::as_str).filter(|word| !word.starts_with('@'))
    }

    /// The words of one class; empty where there is none of that name.
    pub(crate) fn named(&self, name: &str) -> WordSet {
        self.set(&[format!("@{name}")]).unwrap_or_default()
    }

    fn collect(&self, words: &[String], depth: usize, found: &mut HashSet<CompactString>) -> Result<(), String> {
        for word in words {
            match word.strip_prefix('@') {
                Some(class) => {
                    let list = self.lists.get(class).filter(|_| depth < 8).ok_or_else(|| class.to_owned())?;
                    self.collect(list, depth + 1, found)?;
                }
                None => {
                    found.insert(CompactString::from(word.to_lowercase()));
                }
            }
        }
        Ok(())
    }
}
