//! Lemmas: those of known words from a list, others by the scripts that the model scores.

use super::lemma::Script;
use crate::Upos;
use compact_str::{CompactString, ToCompactString};
use std::collections::{HashMap, HashSet};

/// How much worse than the best script (in natural logarithms of probability) one may be that leads to a known lemma.
const MARGIN: f32 = 4.0;

/// Scripts, and the lemmas of words that the treebanks know.
#[derive(Debug)]
pub(super) struct Lemmas {
    scripts: Vec<Script>,
    /// Lemma of a form with a part of speech.
    known: HashMap<(CompactString, Upos), CompactString>,
    /// All lemmas with their parts of speech.
    lemmas: HashSet<(CompactString, Upos)>,
}

impl Lemmas {
    /// The scripts and a list of known words, one a line: form, part of speech and lemma, parted by tabs. An empty
    /// lemma is the form in lower case. Lines of another kind are left out.
    pub(super) fn new(scripts: Vec<Script>, list: &str) -> Self {
        let (mut known, mut lemmas) = (HashMap::new(), HashSet::new());
        for line in list.lines() {
            let mut columns = line.split('\t');
            let (Some(form), Some(upos), Some(lemma)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            let Ok(upos) = upos.parse::<Upos>() else { continue };
            let lemma: CompactString = if lemma.is_empty() { form.to_lowercase().into() } else { lemma.into() };
            lemmas.insert((lemma.clone(), upos));
            known.insert((form.into(), upos), lemma);
        }
        Self { scripts, known, lemmas }
    }

    /// The lemma of a form; `scores` has one number for each script.
    pub(super) fn lemma(&self, form: &CompactString, upos: Upos, scores: &[f32]) -> CompactString {
        let mut key = (form.clone(), upos);
        if let Some(lemma) = self.known.get(&key) {
            return lemma.clone();
        }
        if upos != Upos::Propn && form.chars().any(char::is_uppercase) {
            key.0 = form.to_lowercase().to_compact_string();
            if let Some(lemma) = self.known.get(&key) {
                return lemma.clone();
            }
        }
        let first = super::best(scores);
        let lemma = self.scripts[first].apply(form);
        if upos == Upos::Propn || self.lemmas.contains(&(lemma.clone(), upos)) {
            return lemma;
        }
        // A script that is nearly as good and leads to a lemma that exists ("parties" to "party", not "partie").
        let mut found: Option<(f32, CompactString)> = None;
        for (script, &score) in self.scripts.iter().zip(scores) {
            let best = found.as_ref().map_or(scores[first] - MARGIN, |found| found.0);
            if score > best && matches!(script, Script::Edit { .. }) {
                let other = script.apply(form);
                if self.lemmas.contains(&(other.clone(), upos)) {
                    found = Some((score, other));
                }
            }
        }
        found.map_or(lemma, |found| found.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_words_come_first() {
        let scripts = ["l0||0|", "l0||1|", "l0||3|y"].map(|s| Script::parse(s).unwrap()).to_vec();
        let lemmas = Lemmas::new(scripts, "men\tNOUN\tman\nUS\tPROPN\tUS\nparty\tNOUN\t\nbroken line\nnews\tNOUN\t");
        let lemma = |form: &str, upos, scores: [f32; 3]| lemmas.lemma(&form.into(), upos, &scores);
        assert_eq!(lemma("Men", Upos::Noun, [0.0, 1.0, 0.0]), "man");
        assert_eq!(lemma("US", Upos::Propn, [1.0, 0.0, 0.0]), "US");
        assert_eq!(lemma("news", Upos::Noun, [0.0, 1.0, 0.0]), "news");
        assert_eq!(lemma("parties", Upos::Noun, [0.0, 3.0, 1.0]), "party");
        assert_eq!(lemma("parties", Upos::Noun, [0.0, 9.0, 1.0]), "partie");
        assert_eq!(lemma("pixies", Upos::Noun, [0.0, 3.0, 1.0]), "pixie");
    }
}
