//! Lemmas by the vocabulary of the frames.
//!
//! A model that guesses lemmas by spelling turns "killed" into "kille" now and then. Every word that the frames
//! speak of is inflected here once, and a form that the frames know gets their lemma.

use compact_str::CompactString;
use rapporteur_codebook::{CodebookError, CodebookFile};
use rapporteur_syntax::{Syntax, Upos};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// Which lemmas the forms of verbs and of nouns may have.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    verbs: HashMap<CompactString, Vec<CompactString>>,
    nouns: HashMap<CompactString, Vec<CompactString>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IrregularFile {
    #[serde(default)]
    verbs: BTreeMap<String, String>,
    #[serde(default)]
    nouns: BTreeMap<String, String>,
}

impl Vocabulary {
    /// Adds irregular forms, `codebook/frames/irregular.toml`.
    pub(crate) fn add_irregular(&mut self, file: &CodebookFile) -> Result<(), CodebookError> {
        let parsed = file.parse::<IrregularFile>()?;
        for (forms, into) in [(parsed.verbs, &mut self.verbs), (parsed.nouns, &mut self.nouns)] {
            for (form, lemma) in forms {
                note(into, &form, &lemma);
            }
        }
        Ok(())
    }

    /// Adds the regular forms of a word, both as a verb and as a noun.
    pub(crate) fn add(&mut self, lemma: &str) {
        if lemma.is_empty() || !lemma.is_ascii() {
            return;
        }
        for form in verb_forms(lemma) {
            note(&mut self.verbs, &form, lemma);
        }
        note(&mut self.nouns, lemma, lemma);
        note(&mut self.nouns, &plural(lemma), lemma);
    }

    /// The same syntax with the lemmas of this vocabulary where it knows the form.
    pub(crate) fn corrected(&self, syntax: &Syntax) -> Syntax {
        let mut syntax = syntax.clone();
        for word in &mut syntax.words {
            let forms = match word.upos {
                Upos::Verb | Upos::Aux => &self.verbs,
                Upos::Noun => &self.nouns,
                // A participle keeps its form as an adjective: "the banned party".
                _ => continue,
            };
            let form = word.form.as_str().to_lowercase();
            if let Some(lemmas) = forms.get(form.as_str())
                && !lemmas.iter().any(|lemma| word.has_lemma(lemma))
                && let Some(lemma) = lemmas.first()
                && word.upos != Upos::Aux
            {
                word.lemma.clone_from(lemma);
            }
        }
        syntax
    }
}

fn note(into: &mut HashMap<CompactString, Vec<CompactString>>, form: &str, lemma: &str) {
    let lemmas = into.entry(CompactString::from(form)).or_default();
    if !lemmas.iter().any(|known| known == lemma) {
        lemmas.push(CompactString::from(lemma));
    }
}

/// The lemma and its regular third person, past and participle.
fn verb_forms(lemma: &str) -> Vec<String> {
    let mut forms = vec![lemma.to_owned(), plural(lemma)];
    let letters: Vec<char> = lemma.chars().collect();
    let vowel = |c: char| "aeiou".contains(c);
    let last = letters[letters.len() - 1];
    let before = letters.len().checked_sub(2).map(|i| letters[i]);
    if last == 'e' {
        forms.push(format!("{lemma}d"));
        forms.push(format!("{}ing", &lemma[..lemma.len() - 1]));
        if lemma.ends_with("ee") || lemma.ends_with("oe") {
            forms.push(format!("{lemma}ing"));
        }
    } else if last == 'y' && before.is_some_and(|c| !vowel(c)) {
        forms.push(format!("{}ied", &lemma[..lemma.len() - 1]));
        forms.push(format!("{lemma}ing"));
    } else {
        forms.push(format!("{lemma}ed"));
        forms.push(format!("{lemma}ing"));
        let doubles = before.is_some_and(vowel)
            && !vowel(last)
            && !"wxy".contains(last)
            && letters.len().checked_sub(3).is_none_or(|i| !vowel(letters[i]));
        if doubles {
            forms.push(format!("{lemma}{last}ed"));
            forms.push(format!("{lemma}{last}ing"));
        }
    }
    forms
}

/// The regular plural, which is also the third person of a verb.
fn plural(lemma: &str) -> String {
    let sibilant = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| lemma.ends_with(end));
    let stem = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match stem {
        Some(stem) => format!("{stem}ies"),
        None if sibilant => format!("{lemma}es"),
        None => format!("{lemma}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_made_by_rule() {
        assert!(verb_forms("ban").contains(&"banned".to_owned()));
        assert!(verb_forms("fire").contains(&"firing".to_owned()));
        assert!(verb_forms("rally").contains(&"rallied".to_owned()));
        assert!(!verb_forms("bomb").contains(&"bombbed".to_owned()));
        assert_eq!(plural("embassy"), "embassies");
        assert_eq!(plural("clash"), "clashes");
    }
}
