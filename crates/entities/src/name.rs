//! What in a noun phrase is the name, and what is title and office.

use crate::book::ActorBook;
use rapporteur_syntax::{MentionType, Syntax, Upos, Word, WordRange};

/// A name has not more words than this before its head.
const MAX_RUN: usize = 24;

/// Legal forms of companies, without their full stop.
const LEGAL_FORMS: [&str; 12] =
    ["inc", "incorporated", "corp", "corporation", "ltd", "limited", "llc", "llp", "lp", "co", "plc", "gmbh"];

/// Whether a word is written as part of a name.
pub(crate) fn is_capitalised(word: &Word) -> bool {
    word.form.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// The run of capitalised words around the head of a phrase: the name with its titles.
pub(crate) fn capital_run(syntax: &Syntax, head: usize, phrase: &WordRange, actors: &ActorBook) -> WordRange {
    let words = &syntax.words;
    let in_name = |w: usize| {
        let word = &words[w];
        match word.upos {
            Upos::Propn => true,
            Upos::Adj | Upos::Noun | Upos::Num | Upos::Verb | Upos::X => {
                is_capitalised(word) && !opens_sentence(syntax, w)
            }
            _ => false,
        }
    };
    let mut from = head;
    while from > phrase.start && head - from < MAX_RUN {
        let before = from - 1;
        let joins = matches!(
            words[before].form.as_str(),
            "-" | "&" | "/" | "of" | "de" | "al" | "bin" | "van" | "von" | "el" | "ibn" | "der" | "da" | "di"
        ) && before > phrase.start
            && in_name(before - 1)
            && words[before].upos != Upos::Adp;
        let opens = opens_sentence(syntax, before)
            && is_capitalised(&words[before])
            && words[before].upos == Upos::Adj
            && !words[before].is("advmod");
        if !(in_name(before) || joins || opens) {
            break;
        }
        from = before;
    }
    let mut to = head + 1;
    while to < phrase.end {
        let is_flat = words[to].is("flat") || words[to].is("goeswith");
        let joins = matches!(words[to].upos, Upos::Punct | Upos::Sym | Upos::Num | Upos::Part)
            && to + 1 < phrase.end
            && (words[to + 1].is("flat"));
        if is_flat
            || joins
            || (words[to].upos == Upos::Propn && syntax.head(to) == Some(head) && words[to].is("compound"))
        {
            to += 1;
        } else {
            break;
        }
    }
    // "Google, Inc.", "Del Frisco's": a comma before the legal form, a genitive that nothing follows.
    let word = |at: usize| words.get(at).filter(|_| in_same_sentence(syntax, head, at));
    let is_legal_form =
        |word: &Word| LEGAL_FORMS.iter().any(|form| word.form.trim_end_matches('.').eq_ignore_ascii_case(form));
    if word(to).is_some_and(|comma| comma.form == ",") && word(to + 1).is_some_and(is_legal_form) {
        to += 2;
    }
    let is_genitive =
        word(to).is_some_and(|mark| mark.form == "'s" || mark.form == "’s") && syntax.head(to) == Some(head);
    let is_title = actors.title(&words[head].form).is_some() || actors.role(&words[from..=head]).is_some();
    let is_name = words[head].upos == Upos::Propn && !is_title;
    if is_genitive && is_name && words[head].deprel.as_str() != "nmod:poss" {
        to += 1;
    }
    // "Center for National Resistance", "Armed Forces of Ukraine", "Ministry of Foreign Affairs of Iran".
    let names_body = actors.role(&words[from..=head]).is_some_and(|(role, _)| role.ty != MentionType::Per)
        || actors.suffix(&words[head].form).is_some();
    if names_body && is_capitalised(&words[head]) {
        let start = to;
        for child in syntax.children(head).filter(|&c| c >= start && words[c].is("nmod")) {
            let case = syntax.child(child, "case").map(|c| words[c].form.as_str());
            let range = to..(child + 1).max(to);
            let all_capital = matches!(case, Some("of" | "for"))
                && words[range.clone()].iter().all(|w| {
                    w.upos == Upos::Propn
                        || is_capitalised(w)
                        || matches!(w.form.as_str(), "of" | "for" | "the" | "and")
                })
                && words[child].upos == Upos::Propn;
            if !all_capital {
                break;
            }
            to = child + 1;
            // "Ministry of Defense and Security"
            for next in syntax.children(child).filter(|&c| c > child) {
                let joined = words[next].is("conj") || words[next].is("flat");
                if joined
                    && next <= to + 1
                    && words[next].upos == Upos::Propn
                    && next < phrase.end
                    && words[next].is("flat")
                {
                    to = next + 1;
                }
            }
        }
    }
    from..to
}

fn in_same_sentence(syntax: &Syntax, word: usize, other: usize) -> bool {
    syntax.sentence_of(word) == syntax.sentence_of(other)
}

fn opens_sentence(syntax: &Syntax, word: usize) -> bool {
    syntax.sentences.get(syntax.sentence_of(word)).is_some_and(|s| s.words.start == word)
}

/// A phrase taken apart: "Iranian Defense Minister" "Brigadier General" "Aziz Nasirzadeh".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NameParts {
    /// Modifiers, offices and titles before the name.
    pub title: WordRange,
    /// The name itself; empty where the phrase is nothing but title.
    pub name: WordRange,
}

/// Takes titles and offices off the front of a person's name.
pub(crate) fn split_title(syntax: &Syntax, run: WordRange, actors: &ActorBook) -> NameParts {
    let words = &syntax.words;
    let mut from = run.start;
    for w in run.clone() {
        let is_title = actors.title(&words[w].form).is_some() && (run.len() > 1 || !is_first_name(&words[w], actors));
        let is_office = actors
            .role(&words[run.start..=w])
            .is_some_and(|(role, _)| role.ty == MentionType::Per && (role.office || words[w].upos == Upos::Noun));
        // "Stephen King" is no king.
        let is_surname = w + 1 == run.end && w > run.start && is_first_name(&words[run.start], actors);
        let names_body = actors.suffix(&words[run.end - 1].form) == Some(MentionType::Org);
        if !is_surname && (is_title || is_office && !names_body) {
            from = w + 1;
        }
    }
    NameParts { title: run.start..from, name: from..run.end }
}

fn is_first_name(word: &Word, actors: &ActorBook) -> bool {
    actors.first_name(&word.form).is_some()
}
