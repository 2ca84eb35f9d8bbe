//! The words that rules are made of, each with the classes it belongs to and its value there.

use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// A literal word or a class, as the edges of the automaton name it.
pub(crate) type Symbol = u32;

/// One class of words as `codebook/time/words.toml` writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClassEntry {
    /// Its words belong to it only when written with a capital.
    #[serde(default)]
    capital: bool,
    /// Words that are mostly something else ("may", "sun"): they need a capital and a sign that a time is meant.
    #[serde(default)]
    wary: Vec<String>,
    words: BTreeMap<String, ClassValue>,
}

/// What a word stands for within its class.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum ClassValue {
    Number(i64),
    Text(String),
}

/// One word's membership in a class.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Membership {
    pub(crate) class: Symbol,
    /// A number, or for classes of texts the place of the text, see [`Vocabulary::text`].
    pub(crate) value: i32,
    pub(crate) capital: bool,
    pub(crate) wary: bool,
}

/// All words that occur in rules and classes.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: HashMap<String, u32>,
    memberships: Vec<Vec<Membership>>,
    abbreviations: Vec<bool>,
    cardinals: Vec<Option<i64>>,
    ordinals: Vec<Option<i64>>,
    symbols: HashMap<String, Symbol>,
    texts: Vec<String>,
}

impl Vocabulary {
    /// Adds a class, or replaces the one of that name.
    pub(crate) fn add_class(&mut self, name: &str, entry: &ClassEntry) {
        let class = self.class(name);
        for memberships in &mut self.memberships {
            memberships.retain(|m| m.class != class);
        }
        for (text, value) in &entry.words {
            let word = self.add(text) as usize;
            let value = match value {
                ClassValue::Number(n) if name == "cardinal" => {
                    self.cardinals[word] = Some(*n);
                    continue;
                }
                ClassValue::Number(n) if name == "ordinal" => {
                    self.ordinals[word] = Some(*n);
                    continue;
                }
                ClassValue::Number(n) => *n as i32,
                ClassValue::Text(text) => self.intern_text(text),
            };
            let wary = entry.wary.contains(text);
            self.memberships[word].push(Membership { class, value, capital: entry.capital, wary });
        }
    }

    /// Notes that a word may end in a full stop that is its own.
    pub(crate) fn add_abbreviation(&mut self, text: &str) {
        let word = self.add(text);
        self.abbreviations[word as usize] = true;
    }

    /// The place of a word, which is added where it is new.
    pub(crate) fn add(&mut self, text: &str) -> u32 {
        if let Some(&word) = self.words.get(text) {
            return word;
        }
        let word = self.words.len() as u32;
        self.words.insert(text.to_owned(), word);
        self.memberships.push(Vec::new());
        self.abbreviations.push(false);
        self.cardinals.push(None);
        self.ordinals.push(None);
        word
    }

    /// The place of a lower-cased word.
    pub(crate) fn find(&self, lower: &str) -> Option<u32> {
        self.words.get(lower).copied()
    }

    /// The symbol of a literal word.
    pub(crate) fn literal(&mut self, text: &str) -> Symbol {
        self.add(text) * 2
    }

    /// The symbol of a word's place.
    pub(crate) const fn literal_of(word: u32) -> Symbol {
        word * 2
    }

    /// The symbol of a class, which is added where it is new.
    pub(crate) fn class(&mut self, name: &str) -> Symbol {
        let next = self.symbols.len() as u32 * 2 + 1;
        *self.symbols.entry(name.to_owned()).or_insert(next)
    }

    /// The symbol of a class that a rule or the vocabulary names.
    pub(crate) fn find_class(&self, name: &str) -> Option<Symbol> {
        self.symbols.get(name).copied()
    }

    /// A text value.
    pub(crate) fn text(&self, value: i32) -> &str {
        self.texts.get(value as usize).map_or("", String::as_str)
    }

    pub(crate) fn memberships(&self, word: u32) -> &[Membership] {
        self.memberships.get(word as usize).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn is_abbreviation(&self, word: u32) -> bool {
        self.abbreviations.get(word as usize).copied().unwrap_or(false)
    }

    pub(crate) fn cardinal(&self, word: u32) -> Option<i64> {
        self.cardinals.get(word as usize).copied().flatten()
    }

    pub(crate) fn ordinal(&self, word: u32) -> Option<i64> {
        self.ordinals.get(word as usize).copied().flatten()
    }

    pub(crate) fn hyphen(&self) -> Option<u32> {
        self.find("-")
    }

    pub(crate) fn slash(&self) -> Option<u32> {
        self.find("/")
    }

    fn intern_text(&mut self, text: &str) -> i32 {
        if let Some(at) = self.texts.iter().position(|known| known == text) {
            return at as i32;
        }
        self.texts.push(text.to_owned());
        self.texts.len() as i32 - 1
    }
}
