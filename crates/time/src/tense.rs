//! Whether the words around an expression speak of the past or of the future.

use rapporteur_syntax::{Syntax, Upos, WordRange};

/// Where an open date lies, seen from the publication date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toward {
    Past,
    Future,
    /// Nothing says; headlines and the present tense.
    Unknown,
}

/// How far up the tree the governing verb is looked for; deeper trees are parser noise.
const DEPTH: usize = 24;

/// The direction that the tense of the governing verb gives.
pub(crate) fn toward(syntax: &Syntax, words: &WordRange) -> Toward {
    let Some(head) = head_of(syntax, words) else { return Toward::Unknown };
    let mut above = head;
    for _ in 0..DEPTH {
        if let Some(found) = verb_tense(syntax, above) {
            return found;
        }
        match syntax.head(above) {
            Some(next) => above = next,
            None => break,
        }
    }
    Toward::Unknown
}

/// The word of the expression whose head lies outside of it.
fn head_of(syntax: &Syntax, words: &WordRange) -> Option<usize> {
    let mut inside = words.clone().filter(|&word| word < syntax.words.len());
    inside.find(|&word| syntax.words[word].head.is_none_or(|head| !words.contains(&(head as usize))))
}

/// The tense of a verb, or of a noun or adjective with a copula; `None` for other words.
fn verb_tense(syntax: &Syntax, at: usize) -> Option<Toward> {
    let word = &syntax.words[at];
    let (mut modal, mut past, mut present, mut to, mut copula) = (false, false, false, false, false);
    // Verbs have few dependents; a flat list of ten thousand is no verb.
    for child in syntax.children(at).take(32) {
        let child = &syntax.words[child];
        let auxiliary = child.upos == Upos::Aux || child.is("aux") || child.is("cop");
        copula |= child.is("cop");
        if auxiliary {
            let form = child.form.to_lowercase();
            match form.as_str() {
                "will" | "'ll" | "’ll" | "wo" | "ca" | "shall" | "would" | "'d" | "could" | "can" | "may" | "might"
                | "must" | "should" => modal = true,
                "was" | "were" | "had" | "did" | "been" | "has" | "have" | "'ve" => past = true,
                _ => present = true,
            }
        }
        to |= child.upos == Upos::Part && child.form.eq_ignore_ascii_case("to");
    }
    let verbal = word.upos == Upos::Verb || copula;
    if !verbal {
        return None;
    }
    if modal || to {
        return Some(Toward::Future);
    }
    if past || word.feats.has("Tense", "Past") && word.feats.get("VerbForm") != Some("Part") {
        return Some(Toward::Past);
    }
    if present {
        // "is leaving on Friday" looks ahead; "is paid" does not say.
        return Some(if word.feats.has("VerbForm", "Part") && word.feats.has("Tense", "Pres") {
            Toward::Future
        } else {
            Toward::Unknown
        });
    }
    match word.feats.get("VerbForm") {
        // A bare participle or gerund is of the time of the verb above it.
        Some("Part") if word.feats.has("Tense", "Past") => Some(Toward::Past),
        Some("Part" | "Ger") => None,
        Some("Inf") => None,
        _ if word.feats.has("Tense", "Pres") => Some(Toward::Unknown),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_syntax::{Deprel, Feats, Sentence, Word};
    use rapporteur_text::TextRange;

    fn parse(rows: &[(&str, Upos, &str, u32, &str)]) -> Syntax {
        let mut syntax = Syntax::default();
        let mut at = 0;
        for &(form, upos, feats, head, deprel) in rows {
            let range = TextRange::from_usize(at, at + form.len());
            at += form.len() + 1;
            let head = head.checked_sub(1);
            let (feats, deprel) = (Feats::from(feats), Deprel::from(deprel));
            syntax.words.push(Word { upos, feats, head, deprel, ..Word::unread(range, form) });
        }
        syntax.sentences.push(Sentence { range: syntax.range(0..rows.len()), words: 0..rows.len() });
        syntax.link();
        syntax
    }

    #[test]
    fn auxiliaries_and_features_tell() {
        let said = parse(&[
            ("Envoys", Upos::Noun, "_", 2, "nsubj"),
            ("met", Upos::Verb, "Mood=Ind|Tense=Past|VerbForm=Fin", 0, "root"),
            ("Tuesday", Upos::Propn, "_", 2, "obl:tmod"),
        ]);
        assert_eq!(toward(&said, &(2..3)), Toward::Past);
        let will = parse(&[
            ("Envoys", Upos::Noun, "_", 3, "nsubj"),
            ("will", Upos::Aux, "VerbForm=Fin", 3, "aux"),
            ("meet", Upos::Verb, "VerbForm=Inf", 0, "root"),
            ("Tuesday", Upos::Propn, "_", 3, "obl:tmod"),
        ]);
        assert_eq!(toward(&will, &(3..4)), Toward::Future);
        assert_eq!(toward(&Syntax::default(), &(3..4)), Toward::Unknown);
    }
}
