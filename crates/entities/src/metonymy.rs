//! When a place stands for a government: "Tehran and Minsk agreed", but "they met in Minsk".

use crate::book::{ActorBook, EntryKind, lower_lemma};
use crate::phrase::{Hit, Sense};
use crate::span::child_of_above;
use rapporteur_syntax::Syntax;

/// How a name of the codebook is to be read where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As what it says.
    Plain,
    /// As the government of the country.
    Government,
    /// As a place in the country.
    Place,
}

/// Reads the name at `head`. A country is always a possible actor; only capitals and parts of countries are places as
/// long as nothing says that they act.
pub(crate) fn read(syntax: &Syntax, actors: &ActorBook, hit: &Hit, head: usize) -> Reading {
    if actors.entries()[hit.entry].kind != EntryKind::Country {
        return Reading::Plain;
    }
    match hit.sense {
        Sense::Name | Sense::Demonym => Reading::Plain,
        Sense::Seat => Reading::Government,
        Sense::Region => Reading::Place,
        Sense::Capital if acts(syntax, actors, head) => Reading::Government,
        Sense::Capital => Reading::Place,
    }
}

fn acts(syntax: &Syntax, actors: &ActorBook, name: usize) -> bool {
    let words = &syntax.words;
    // A conjunct does what the first of them does: "Tehran and Minsk share".
    let mut head = name;
    for _ in 0..8 {
        match syntax.head(head) {
            Some(above) if words[head].is("conj") => head = above,
            _ => break,
        }
    }
    let Some(above) = syntax.head(head) else { return false };
    let verb = lower_lemma(&words[above]);
    let case = syntax.child(head, "case").map(|c| lower_lemma(&words[c]));
    match words[head].deprel.as_str() {
        // A city has a "cop": "Minsk is the capital".
        "nsubj" => {
            let is_said_to_be = words[above].upos.is_nominal() && child_of_above(syntax, above, "cop").is_some();
            let suffers = is_said_to_be || actors.lists("place-verbs", &verb);
            !suffers || actors.lists("speech-verbs", &verb)
        }
        "nsubj:pass" | "obj" | "iobj" => !actors.lists("place-verbs", &verb),
        "obl:agent" => true,
        "nmod:poss" => !actors.lists("city-nouns", &verb),
        "compound" => actors.lists("government-nouns", &verb),
        deprel if deprel.starts_with("obl") || deprel.starts_with("nmod") => case.is_some_and(|case| {
            actors.lists("government-prepositions", &case) && !actors.lists("place-prepositions", &case)
        }),
        _ => false,
    }
}
