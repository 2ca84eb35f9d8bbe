//! Lemmas: those of known words from a list, others by the scripts that the model scores.

use super::lemma::Script;
use super::strings::Strings;
use crate::Upos;
use compact_str::CompactString;

/// How much worse than the best script (in natural logarithms of probability) one may be that leads to a known lemma.
const MARGIN: f32 = 4.0;

/// Scripts, and the lemmas of words that the treebanks know.
#[derive(Debug)]
pub(super) struct Lemmas {
    scripts: Vec<Script>,
    /// Form, part of speech and lemma, parted by tabs; found by the first two. An empty lemma is the form in lower case.
    known: Strings,
    /// All lemmas with their parts of speech.
    lemmas: Strings,
}

/// What a form, or a lemma, with a part of speech is found by.
fn key(form: &str, upos: Upos) -> CompactString {
    let mut key = CompactString::new(form);
    key.push('\t');
    key.push_str(upos.as_str());
    key
}

impl Lemmas {
    /// The scripts and a list of known words, one a line: form, part of speech and lemma, parted by tabs. An empty
    /// lemma is the form in lower case. Lines of another kind are never found.
    pub(super) fn new(scripts: Vec<Script>, list: &str) -> Self {
        let mut lemmas = String::with_capacity(list.len());
        for line in list.split('\n') {
            let mut columns = line.split('\t');
            let (Some(form), Some(upos), Some(lemma)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            lemmas += &if lemma.is_empty() { form.to_lowercase() } else { lemma.to_owned() };
            lemmas.push('\t');
            lemmas += upos;
            lemmas.push('\n');
        }
        Self { scripts, known: Strings::new(list, 2), lemmas: Strings::new(&lemmas, 2) }
    }

    /// How many scripts there are.
    pub(super) fn scripts(&self) -> usize {
        self.scripts.len()
    }

    /// The lemma of a form that the treebanks know.
    pub(super) fn known(&self, form: &str, upos: Upos) -> Option<CompactString> {
        let lemma = |form: &str| {
            let line = self.known.line(self.known.find(&key(form, upos))?);
            let lemma = line.rsplit('\t').next().unwrap_or_default();
            Some(if lemma.is_empty() { form.to_lowercase().into() } else { lemma.into() })
        };
        lemma(form).or_else(|| {
            let capitals = upos != Upos::Propn && form.chars().any(char::is_uppercase);
            if capitals { lemma(&form.to_lowercase()) } else { None }
        })
    }

    /// The lemma of another form: `scores` has one number for each of the scripts `among` all.
    pub(super) fn guess(&self, form: &str, upos: Upos, among: &[u32], scores: &[f32]) -> CompactString {
        let scripts = || among.iter().filter_map(|&script| self.scripts.get(script as usize)).zip(scores);
        let best = super::best(scores);
        let Some((first, &top)) = scripts().nth(best) else { return form.to_lowercase().into() };
        let lemma = first.apply(form);
        let exists = |lemma: &str| self.lemmas.find(&key(lemma, upos)).is_some();
        if upos == Upos::Propn || exists(&lemma) {
            return lemma;
        }
        // A script that is nearly as good and leads to a lemma that exists ("parties" to "party", not "partie").
        let mut found: Option<(f32, CompactString)> = None;
        for (script, &score) in scripts() {
            let best = found.as_ref().map_or(top - MARGIN, |found| found.0);
            if score > best && matches!(script, Script::Edit { .. }) {
                let other = script.apply(form);
                if exists(&other) {
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
        let lemma = |form: &str, upos, scores: [f32; 3]| {
            lemmas.known(form, upos).unwrap_or_else(|| lemmas.guess(form, upos, &[0, 1, 2], &scores))
        };
        assert_eq!(lemma("Men", Upos::Noun, [0.0, 1.0, 0.0]), "man");
        assert_eq!(lemma("US", Upos::Propn, [1.0, 0.0, 0.0]), "US");
        assert_eq!(lemma("news", Upos::Noun, [0.0, 1.0, 0.0]), "news");
        assert_eq!(lemma("parties", Upos::Noun, [0.0, 3.0, 1.0]), "party");
        assert_eq!(lemma("parties", Upos::Noun, [0.0, 9.0, 1.0]), "partie");
        assert_eq!(lemma("pixies", Upos::Noun, [0.0, 3.0, 1.0]), "pixie");
    }
}
