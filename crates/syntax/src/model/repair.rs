//! Slips of greedy choices that the grammar of English, or UD's own rules, exclude.

use crate::{Deprel, Feats, Syntax, Upos, WordRange};

/// Prepositions stand before what they mark. One that was hung as a case mark from a word before it moves to that word's
/// dependent that begins right behind it, where there is one ("a meeting between …").
pub(super) fn move_prepositions(syntax: &mut Syntax) {
    for sentence in 0..syntax.sentences.len() {
        let words = syntax.sentences[sentence].words.clone();
        for word in words.clone() {
            let (this, end) = (&syntax.words[word], words.end);
            let Some(head) = this.head.filter(|&head| (head as usize) < word) else { continue };
            if this.upos != Upos::Adp || this.deprel.base() != "case" {
                continue;
            }
            let next = (word + 1..end).find(|&other| syntax.words[other].head == Some(head));
            if let Some(marked) = next
                && matches!(syntax.words[marked].deprel.base(), "nmod" | "obl")
                && (word + 1..marked).all(|between| hangs_from(syntax, between, marked))
            {
                syntax.words[word].head = Some(marked as u32);
            }
        }
    }
}

/// UD has no indirect object without an object or a clause in its place: an only one is the object ("accused Chad of it"),
/// or oblique where a preposition marks it.
pub(super) fn name_only_objects(syntax: &mut Syntax) {
    for sentence in 0..syntax.sentences.len() {
        let words = syntax.sentences[sentence].words.clone();
        for word in words.clone() {
            if syntax.words[word].deprel.base() != "iobj" {
                continue;
            }
            let marked = hanging(syntax, &words, word, &["case"]).next().is_some();
            let Some(head) = syntax.words[word].head else { continue };
            let object = ["obj", "iobj", "ccomp", "xcomp"];
            if !hanging(syntax, &words, head as usize, &object).any(|other| other != word) {
                syntax.words[word].deprel = Deprel::from(if marked { "obl" } else { "obj" });
            }
        }
    }
}

/// "It would not join, he said, according to the agency": who is accorded with behind a verb tells what that verb does, not
/// what stands before it.
pub(super) fn raise_sources(syntax: &mut Syntax) {
    for sentence in 0..syntax.sentences.len() {
        for according in syntax.sentences[sentence].words.clone() {
            if !syntax.words[according].form.eq_ignore_ascii_case("according") {
                continue;
            }
            let head = |syntax: &Syntax, word: usize| syntax.words[word].head.map(|head| head as usize);
            let Some(source) = head(syntax, according).filter(|&source| source > according) else { continue };
            let mut above = head(syntax, source);
            for _ in 0..64 {
                let Some(next) = above.and_then(|word| head(syntax, word)) else { break };
                if above.is_some_and(|word| word < next) && next < according && syntax.words[next].upos == Upos::Verb {
                    syntax.words[source].head = Some(next as u32);
                }
                above = Some(next);
            }
        }
    }
}

/// A passive needs an auxiliary: the subject of a verb that has none, but an object, is that of an active verb ("Tanzania
/// deported five Iraqis").
pub(super) fn name_active_subjects(syntax: &mut Syntax) {
    for sentence in 0..syntax.sentences.len() {
        let range = syntax.sentences[sentence].words.clone();
        for subject in range.clone() {
            if syntax.words[subject].deprel.as_str() != "nsubj:pass" {
                continue;
            }
            let Some(verb) = syntax.words[subject].head.map(|head| head as usize) else { continue };
            let has = |deprel: &str| hanging(syntax, &range, verb, &[deprel]).next().is_some();
            let finite = !matches!(syntax.words[verb].deprel.base(), "conj" | "acl" | "advcl" | "xcomp");
            if subject < verb && syntax.words[verb].upos == Upos::Verb && finite && has("obj") && !has("aux") {
                syntax.words[subject].deprel = Deprel::from("nsubj");
                if syntax.words[verb].feats.has("Voice", "Pass") {
                    syntax.words[verb].feats = Feats::from("Mood=Ind|Tense=Past|VerbForm=Fin");
                }
            }
        }
    }
}

/// A participle before a noun has no auxiliaries: one that has ("had been refitting drones", read as "drones that refit") is
/// the predicate, and the noun its object.
pub(super) fn raise_predicates(syntax: &mut Syntax) {
    for sentence in 0..syntax.sentences.len() {
        let range = syntax.sentences[sentence].words.clone();
        for verb in range.clone() {
            let word = &syntax.words[verb];
            let Some(noun) = word.head.map(|head| head as usize).filter(|&head| head > verb) else { continue };
            let attributive = word.upos == Upos::Verb && word.deprel.base() == "amod" && word.form.ends_with("ing");
            if !attributive || hanging(syntax, &range, verb, &["aux"]).next().is_none() {
                continue;
            }
            let (above, old) = (syntax.words[noun].head, syntax.words[noun].deprel.clone());
            let nominal = above.is_some_and(|head| !matches!(syntax.words[head as usize].upos, Upos::Verb | Upos::Aux));
            let deprel = match old.base() {
                "root" | "conj" | "ccomp" | "xcomp" | "advcl" | "acl" | "parataxis" => old,
                _ if nominal => Deprel::from("acl:relcl"),
                _ => Deprel::from("ccomp"),
            };
            for other in range.start..verb {
                let word = &mut syntax.words[other];
                if word.head == Some(noun as u32)
                    && !matches!(word.deprel.base(), "det" | "amod" | "nummod" | "compound")
                {
                    word.head = Some(verb as u32);
                    if word.deprel.base() == "cop" {
                        word.deprel = Deprel::from("aux");
                    }
                }
            }
            (syntax.words[verb].head, syntax.words[verb].deprel) = (above, deprel);
            (syntax.words[noun].head, syntax.words[noun].deprel) = (Some(verb as u32), Deprel::from("obj"));
        }
    }
}

/// "the accord signed by both": no apposition begins with "by". Who stands behind a participle and "by" is who did it, though
/// the noun that the participle stands with was taken for its head.
pub(super) fn attach_agents(syntax: &mut Syntax) {
    for sentence in 0..syntax.sentences.len() {
        let words = syntax.sentences[sentence].words.clone();
        for by in words.clone().skip(1) {
            let Some(agent) = syntax.words[by].head.map(|head| head as usize) else { continue };
            let is_case = syntax.words[by].deprel.base() == "case" && syntax.words[by].form.eq_ignore_ascii_case("by");
            if !is_case || agent < by || syntax.words[agent].deprel.base() != "appos" {
                continue;
            }
            let participle = &syntax.words[by - 1];
            let is_participle = participle.upos == Upos::Verb && participle.deprel.as_str() == "acl";
            if is_participle && participle.head == syntax.words[agent].head {
                syntax.words[agent].head = Some((by - 1) as u32);
                syntax.words[agent].deprel = Deprel::from("obl:agent");
            }
        }
    }
}

/// The words of a sentence that hang from one of them by these relations. The tree is not linked yet, so all are looked at.
fn hanging<'s>(
    syntax: &'s Syntax,
    sentence: &WordRange,
    head: usize,
    deprels: &'s [&'s str],
) -> impl Iterator<Item = usize> + 's {
    sentence.clone().filter(move |&word| {
        let word = &syntax.words[word];
        word.head == Some(head as u32) && deprels.contains(&word.deprel.base())
    })
}

/// Whether a word's heads lead to `top`; chains longer than any in a text count as circles.
fn hangs_from(syntax: &Syntax, word: usize, top: usize) -> bool {
    let mut at = word;
    for _ in 0..64 {
        match syntax.words[at].head {
            Some(head) if head as usize == top => return true,
            Some(head) => at = head as usize,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sentence, Word};
    use rapporteur_text::TextRange;

    fn read(words: &[(&str, Upos, Option<u32>, &str)]) -> Syntax {
        let mut syntax = Syntax::default();
        for (i, &(form, upos, head, deprel)) in words.iter().enumerate() {
            let range = TextRange::from_usize(8 * i, 8 * i + form.len());
            syntax.words.push(Word { upos, head, deprel: Deprel::from(deprel), ..Word::unread(range, form) });
        }
        syntax.sentences.push(Sentence { range: TextRange::default(), words: 0..words.len() });
        syntax
    }

    #[test]
    fn an_only_indirect_object_is_the_object() {
        let [accused, chad] = [("accused", Upos::Verb, None, "root"), ("Chad", Upos::Propn, Some(0), "iobj")];
        let mut syntax = read(&[accused, chad]);
        name_only_objects(&mut syntax);
        assert_eq!(syntax.words[1].deprel.base(), "obj");
        let mut syntax = read(&[accused, chad, ("arms", Upos::Noun, Some(0), "obj")]);
        name_only_objects(&mut syntax);
        assert_eq!(syntax.words[1].deprel.base(), "iobj");
    }

    #[test]
    fn a_source_behind_a_verb_tells_what_it_does() {
        let words = [
            ("left", Upos::Verb, Some(2), "ccomp"),
            ("he", Upos::Pron, Some(2), "nsubj"),
            ("said", Upos::Verb, None, "root"),
            ("according", Upos::Verb, Some(5), "case"),
            ("to", Upos::Adp, Some(3), "fixed"),
            ("Interfax", Upos::Propn, Some(0), "obl"),
        ];
        let mut syntax = read(&words);
        raise_sources(&mut syntax);
        assert_eq!(syntax.words[5].head, Some(2));
    }

    #[test]
    fn nobody_stands_beside_a_noun_by_by() {
        let words = [
            ("accord", Upos::Noun, None, "root"),
            ("signed", Upos::Verb, Some(0), "acl"),
            ("by", Upos::Adp, Some(3), "case"),
            ("Annan", Upos::Propn, Some(0), "appos"),
        ];
        let mut syntax = read(&words);
        attach_agents(&mut syntax);
        assert_eq!((syntax.words[3].head, syntax.words[3].deprel.as_str()), (Some(1), "obl:agent"));
    }

    #[test]
    fn a_passive_without_auxiliary_is_none() {
        let mut words = vec![
            ("Tanzania", Upos::Propn, Some(1), "nsubj:pass"),
            ("deported", Upos::Verb, None, "root"),
            ("Iraqis", Upos::Propn, Some(1), "obj"),
        ];
        let mut syntax = read(&words);
        name_active_subjects(&mut syntax);
        assert_eq!(syntax.words[0].deprel.as_str(), "nsubj");
        words.push(("was", Upos::Aux, Some(1), "aux:pass"));
        let mut syntax = read(&words);
        name_active_subjects(&mut syntax);
        assert_eq!(syntax.words[0].deprel.as_str(), "nsubj:pass");
    }

    #[test]
    fn a_participle_with_auxiliaries_is_the_predicate() {
        let words = [
            ("They", Upos::Pron, Some(4), "nsubj"),
            ("had", Upos::Aux, Some(3), "aux"),
            ("been", Upos::Aux, Some(4), "cop"),
            ("refitting", Upos::Verb, Some(4), "amod"),
            ("drones", Upos::Noun, None, "root"),
        ];
        let mut syntax = read(&words);
        raise_predicates(&mut syntax);
        let heads: Vec<Option<u32>> = syntax.words.iter().map(|word| word.head).collect();
        assert_eq!(heads, [Some(3), Some(3), Some(3), None, Some(3)]);
        assert_eq!((syntax.words[2].deprel.base(), syntax.words[4].deprel.base()), ("aux", "obj"));
        let mut syntax = read(&[("leading", Upos::Verb, Some(1), "amod"), ("experts", Upos::Noun, None, "root")]);
        raise_predicates(&mut syntax);
        assert_eq!(syntax.words[0].deprel.base(), "amod");
    }

    /// "met during talks between the two sides on Monday", with both prepositions hung from "talks".
    #[test]
    fn a_preposition_marks_what_follows() {
        let words = [
            ("met", Upos::Verb, None, "root"),
            ("during", Upos::Adp, Some(2), "case"),
            ("talks", Upos::Noun, Some(0), "obl"),
            ("between", Upos::Adp, Some(2), "case"),
            ("the", Upos::Det, Some(6), "det"),
            ("two", Upos::Num, Some(6), "nummod"),
            ("sides", Upos::Noun, Some(2), "nmod"),
            ("on", Upos::Adp, Some(2), "case"),
            ("Monday", Upos::Propn, Some(0), "obl"),
        ];
        let mut syntax = read(&words);
        move_prepositions(&mut syntax);
        let heads: Vec<Option<u32>> = syntax.words.iter().map(|word| word.head).collect();
        assert_eq!(heads[3], Some(6), "between the two sides");
        assert_eq!(
            (heads[1], heads[7]),
            (Some(2), Some(2)),
            "what stands before, and what no dependent follows, stays"
        );
    }
}
