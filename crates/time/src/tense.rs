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

/// What the words that govern an expression say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tense {
    pub(crate) toward: Toward,
    /// A pluperfect: what was to come then ("had been due on Friday") is past now.
    pub(crate) before_past: bool,
    /// Whether there was a parse to look at.
    pub(crate) parsed: bool,
}

/// How far up the tree the governing verb is looked for; deeper trees are parser noise.
const DEPTH: usize = 24;

/// Verbs whose objects and complements lie ahead of them.
const AHEAD: [&str; 8] = ["plan", "schedule", "expect", "slate", "set", "intend", "hope", "promise"];

/// Verbs whose present tense tells of what has been said or found.
const SAYING: [&str; 10] = ["say", "tell", "report", "show", "write", "warn", "claim", "have", "seem", "add"];

/// The direction that the tense of the governing verb gives.
pub(crate) fn tense(syntax: &Syntax, words: &WordRange) -> Tense {
    let unread = Tense { toward: Toward::Unknown, before_past: false, parsed: false };
    let Some(head) = head_of(syntax, words).filter(|&head| syntax.words[head].upos != Upos::X) else { return unread };
    let mut above = head;
    for _ in 0..DEPTH {
        if let Some(verb) = verb_at(syntax, above) {
            return governed(syntax, above, verb);
        }
        match syntax.head(above) {
            Some(next) => above = next,
            None => break,
        }
    }
    Tense { parsed: true, ..unread }
}

/// The tense of a verb, together with the verb above it where it is an infinitive.
fn governed(syntax: &Syntax, at: usize, verb: Verb) -> Tense {
    let mut tense = Tense { toward: verb.toward, before_past: verb.pluperfect, parsed: true };
    if verb.pluperfect || !verb.infinitive {
        return tense;
    }
    let above = syntax.ancestors(at).take(DEPTH).find_map(|above| verb_at(syntax, above));
    let purpose = syntax.words[at].is("advcl") || syntax.words[at].is("acl");
    match above {
        Some(above) if above.pluperfect => tense = Tense { toward: Toward::Past, before_past: true, parsed: true },
        // "gathered to protest on Friday" is past, "planned to leave on Friday" is not.
        Some(above) if purpose && above.toward == Toward::Past => tense.toward = Toward::Past,
        _ => {}
    }
    tense
}

/// The word of the expression whose head lies outside of it.
fn head_of(syntax: &Syntax, words: &WordRange) -> Option<usize> {
    let mut inside = words.clone().filter(|&word| word < syntax.words.len());
    inside.find(|&word| syntax.words[word].head.is_none_or(|head| !words.contains(&(head as usize))))
}

#[derive(Debug, Clone, Copy)]
struct Verb {
    toward: Toward,
    pluperfect: bool,
    infinitive: bool,
}

/// The tense of a verb, or of a noun or adjective with a copula; `None` for other words and for bare participles, which
/// are of the time of the verb above them.
fn verb_at(syntax: &Syntax, at: usize) -> Option<Verb> {
    let word = &syntax.words[at];
    let (mut modal, mut had, mut past, mut present, mut to, mut copula) = (false, false, false, false, false, false);
    // Verbs have few dependents; a flat list of ten thousand is no verb.
    for child in syntax.children(at).take(32) {
        let child = &syntax.words[child];
        copula |= child.is("cop");
        if child.upos == Upos::Aux || child.is("aux") || child.is("cop") {
            let form = child.form.to_lowercase();
            match form.as_str() {
                "will" | "'ll" | "’ll" | "wo" | "shall" | "would" | "'d" | "may" | "might" | "must" | "should" => {
                    modal = true;
                }
                "had" => had = true,
                "was" | "were" | "did" | "been" | "has" | "have" | "'ve" | "could" => past = true,
                _ => present = true,
            }
        }
        to |= child.upos == Upos::Part && child.form.eq_ignore_ascii_case("to");
    }
    if word.upos != Upos::Verb && !copula {
        return None;
    }
    let is = |toward| Some(Verb { toward, pluperfect: had, infinitive: false });
    if had {
        return is(Toward::Past);
    }
    if modal {
        return is(Toward::Future);
    }
    if to {
        return Some(Verb { toward: Toward::Future, pluperfect: false, infinitive: true });
    }
    if AHEAD.contains(&word.lemma.as_str()) {
        return is(Toward::Future);
    }
    let finite_past = word.feats.has("Tense", "Past") && word.feats.get("VerbForm") != Some("Part");
    if past || finite_past {
        return is(Toward::Past);
    }
    if present {
        // "is leaving on Friday" looks ahead; "is paid" does not say.
        let progressive = word.feats.has("VerbForm", "Part") && word.feats.has("Tense", "Pres");
        return is(if progressive { Toward::Future } else { Toward::Unknown });
    }
    match word.feats.get("VerbForm") {
        Some("Part") if word.feats.has("Tense", "Past") => is(Toward::Past),
        Some("Part" | "Ger" | "Inf") => None,
        // "They meet on Monday" is a plan; what a report says on Monday it has said.
        _ if word.feats.has("Tense", "Pres") && !SAYING.contains(&word.lemma.as_str()) && !copula => is(Toward::Future),
        _ if word.feats.has("Tense", "Pres") => is(Toward::Unknown),
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
        assert_eq!(tense(&said, &(2..3)).toward, Toward::Past);
        let will = parse(&[
            ("Envoys", Upos::Noun, "_", 3, "nsubj"),
            ("will", Upos::Aux, "VerbForm=Fin", 3, "aux"),
            ("meet", Upos::Verb, "VerbForm=Inf", 0, "root"),
            ("Tuesday", Upos::Propn, "_", 3, "obl:tmod"),
        ]);
        assert_eq!(tense(&will, &(3..4)).toward, Toward::Future);
        assert_eq!(tense(&Syntax::default(), &(3..4)).toward, Toward::Unknown);
    }
}
