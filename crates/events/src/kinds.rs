//! The word classes that the engine itself asks for, by name.

use crate::classes::{Classes, WordSet};

/// Word classes of `codebook/frames/classes.toml` with a fixed meaning to the engine.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordKinds {
    /// Nouns for persons: "soldier", "villager".
    pub(crate) people: WordSet,
    /// Nouns for bodies that act: "government", "army", "police".
    pub(crate) bodies: WordSet,
    /// Seas, rivers and mountains, which do nothing and to which nothing is done: "deployed to the South China Sea".
    pub(crate) nature: WordSet,
    /// Words that only count what follows them: "thousands of", "a group of".
    pub(crate) quantities: WordSet,
    /// Verbs that only carry the event that their object names: "hold talks".
    pub(crate) light_verbs: WordSet,
    /// Words of sport, entertainment and the stock market, where frames do not apply.
    pub(crate) other_domains: WordSet,
    /// Words of politics and war, which outweigh those.
    pub(crate) political_words: WordSet,
    /// Words of earthquakes, crashes and epidemics, which kill without anybody who does it.
    pub(crate) disasters: WordSet,
    /// Words of attacks and wars, which outweigh those.
    pub(crate) violence: WordSet,
    /// Nouns of violence and coercion, whose "of" names the victim: "the bombing of the embassy".
    pub(crate) victim_nouns: WordSet,
    /// Nouns for sectors: `sector-COP` and so on.
    pub(crate) sectors: Vec<(String, WordSet)>,
}

const SECTORS: [&str; 12] = ["COP", "MIL", "REB", "CVL", "GOV", "JUD", "LEG", "JRN", "LAB", "EDU", "REF", "CRM"];

impl WordKinds {
    pub(crate) fn from_classes(classes: &Classes) -> Self {
        Self {
            people: classes.named("people"),
            bodies: classes.named("bodies"),
            nature: classes.named("nature"),
            quantities: classes.named("quantities"),
            light_verbs: classes.named("light-verbs"),
            other_domains: classes.named("other-domains"),
            political_words: classes.named("political-words"),
            disasters: classes.named("disasters"),
            violence: classes.named("violence"),
            victim_nouns: WordSet::default(),
            sectors: SECTORS
                .iter()
                .map(|sector| ((*sector).to_owned(), classes.named(&format!("sector-{sector}"))))
                .filter(|(_, words)| !words.is_empty())
                .collect(),
        }
    }
}
