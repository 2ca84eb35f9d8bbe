//! Places that are named for those who act from there: "Moscow said", "talks with Minsk".

use crate::PlaceRules;
use rapporteur_syntax::{Syntax, Upos, WordRange};

/// Whether a name stands for people and not for the ground, by the part that it plays in its clause: it does what places
/// do not do, it is addressed, or it is dealt with.
pub(crate) fn stands_for_people(syntax: &Syntax, name: &WordRange, rules: &PlaceRules) -> bool {
    let outside = |word: &usize| syntax.head(*word).is_none_or(|head| !name.contains(&head));
    let Some(mut head) = name.clone().find(outside) else { return false };
    // "Moscow and Minsk said": the first of several tells for all; more than a few are a list.
    for _ in 0..8 {
        match syntax.head(head).filter(|_| syntax.words[head].is("conj")) {
            Some(first) => head = first,
            None => break,
        }
    }
    let Some(governor) = syntax.head(head) else { return false };
    let word = &syntax.words[head];
    let verb = syntax.words[governor].upos == Upos::Verb;
    let lemma = syntax.words[governor].lemma.as_str();
    let marked = |list: &[&str]| {
        syntax
            .children_by(head, "case")
            .any(|case| list.iter().any(|w| syntax.words[case].form.eq_ignore_ascii_case(w)))
    };
    match word.deprel.base() {
        "nsubj" if word.deprel.subtype() != "pass" => verb && !rules.words.inert.contains(lemma),
        "obl" if verb && marked(&["by"]) => {
            syntax.children(governor).any(|c| syntax.words[c].deprel.subtype() == "pass")
        }
        "obj" | "iobj" => verb && rules.words.addressing.contains(lemma),
        "obl" | "nmod" => marked(&["with", "against"]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_codebook::Codebook;
    use rapporteur_syntax::{Deprel, Sentence, Word};
    use rapporteur_text::TextRange;

    /// The sentence with forms as lemmas; the name is its first capitalised word.
    fn stands(rows: &[(&str, Upos, u32, &str)]) -> bool {
        let mut syntax = Syntax::default();
        let mut at = 0;
        for &(form, upos, head, deprel) in rows {
            let range = TextRange::from_usize(at, at + form.len());
            at += form.len() + 1;
            let word =
                Word { upos, head: head.checked_sub(1), deprel: Deprel::from(deprel), ..Word::unread(range, form) };
            syntax.words.push(Word { lemma: form.into(), ..word });
        }
        syntax.sentences.push(Sentence { range: syntax.range(0..rows.len()), words: 0..rows.len() });
        syntax.link();
        let name = rows.iter().position(|row| row.0.starts_with(char::is_uppercase)).expect("there is a name");
        let rules = PlaceRules::from_codebook(&Codebook::embedded()).expect("the embedded codebook is sound");
        stands_for_people(&syntax, &(name..name + 1), &rules)
    }

    #[test]
    fn who_acts_is_addressed_or_dealt_with_is_no_ground() {
        use Upos::{Adp, Noun, Propn, Verb};
        assert!(stands(&[("Minsk", Propn, 2, "nsubj"), ("deny", Verb, 0, "root"), ("it", Noun, 2, "obj")]));
        assert!(stands(&[("they", Noun, 2, "nsubj"), ("warn", Verb, 0, "root"), ("Minsk", Propn, 2, "obj")]));
        assert!(stands(&[("talks", Noun, 0, "root"), ("with", Adp, 3, "case"), ("Minsk", Propn, 1, "nmod")]));
    }

    #[test]
    fn where_something_happens_is_ground() {
        use Upos::{Adp, Noun, Propn, Verb};
        assert!(!stands(&[("talks", Noun, 0, "root"), ("in", Adp, 3, "case"), ("Minsk", Propn, 1, "nmod")]));
        assert!(!stands(&[("Minsk", Propn, 2, "nsubj"), ("lie", Verb, 0, "root")]));
        assert!(!stands(&[("they", Noun, 2, "nsubj"), ("leave", Verb, 0, "root"), ("Minsk", Propn, 2, "obj")]));
        assert!(!stands(&[("Minsk", Propn, 2, "nsubj:pass"), ("shell", Verb, 0, "root")]));
    }
}
