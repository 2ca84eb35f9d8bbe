//! Names with offices and titles before them, found on the surface: "Iranian Defense Minister Brigadier General Aziz
//! Nasirzadeh". Such runs are long, and a parser that errs in them would tear one person to pieces.

use crate::book::{ActorBook, lower_lemma};
use crate::draft::Hits;
use crate::name::split_title;
use rapporteur_syntax::{MentionType, Syntax, Upos, WordRange};

/// A person's name with what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TitledName {
    /// Modifiers, offices and titles.
    pub(crate) title: WordRange,
    /// The name.
    pub(crate) name: WordRange,
    /// The word by which the rest of the sentence hangs on to it.
    pub(crate) head: usize,
}

/// All titled names, by word: one more than the place of the name that it belongs to, or 0.
pub(crate) struct TitledNames {
    all: Vec<TitledName>,
    at: Vec<u32>,
}

/// A name is not longer than this.
const MAX_NAME: usize = 5;

impl TitledNames {
    pub(crate) fn new(syntax: &Syntax, actors: &ActorBook, hits: &Hits) -> Self {
        let mut found = Self { all: vec![], at: vec![0; syntax.words.len()] };
        let words = &syntax.words;
        for sentence in &syntax.sentences {
            let mut w = sentence.words.start;
            while w < sentence.words.end {
                if words[w].upos != Upos::Propn {
                    w += 1;
                    continue;
                }
                let mut end = w;
                let is_name = |at: usize| at < sentence.words.end && words[at].upos == Upos::Propn;
                while is_name(end) || words.get(end).is_some_and(|w| w.form == "-") && is_name(end + 1) {
                    end += 1;
                }
                let start = with_office_before(syntax, actors, sentence.words.start, w..end);
                let name = after_portfolio(syntax, actors, hits, sentence.words.start, w..end)
                    .or_else(|| titled_name(syntax, actors, hits, start..end));
                if let Some(name) = name {
                    let run = name.title.start..name.name.end;
                    found.all.push(name);
                    found.at[run].fill(found.all.len() as u32);
                }
                w = end;
            }
        }
        found
    }

    pub(crate) fn at(&self, word: usize) -> Option<&TitledName> {
        self.all.get((*self.at.get(word)? as usize).checked_sub(1)?)
    }
}

/// Where the nouns and adjectives before a run of proper nouns begin, if they are an office: "the Israeli foreign minister".
fn with_office_before(syntax: &Syntax, actors: &ActorBook, first: usize, run: WordRange) -> usize {
    let words = &syntax.words;
    let modifies = |w: usize| matches!(words[w].upos, Upos::Adj | Upos::Noun | Upos::Propn);
    let mut start = run.start;
    if start == first || !modifies(start - 1) {
        return start;
    }
    let noun = start - 1;
    let is_office = words[noun].upos != Upos::Noun
        || actors
            .role(&words[first.max(noun.saturating_sub(4))..=noun])
            .is_some_and(|(role, _)| role.ty == MentionType::Per && words[noun].feats.get("Number") != Some("Plur"));
    let linked =
        syntax.head(noun).is_some_and(|h| run.contains(&h)) || run.clone().any(|w| syntax.head(w) == Some(noun));
    if !is_office || !linked {
        return start;
    }
    while start > first && run.end - start < 12 && modifies(start - 1) {
        let before = start - 1;
        let inside = syntax.head(before).is_some_and(|h| h > before && h < run.end) || before == noun;
        if !inside || matches!(words[before].deprel.base(), "nsubj" | "obj" | "obl" | "root" | "conj") && before != noun
        {
            break;
        }
        start = before;
    }
    start
}

/// "Secretary of State Ann Lee", "President of Chad Idriss Ali": what an office is of stands before the name too.
fn after_portfolio(
    syntax: &Syntax,
    actors: &ActorBook,
    hits: &Hits,
    first: usize,
    run: WordRange,
) -> Option<TitledName> {
    let words = &syntax.words;
    let capital = |w: usize| words[w].form.starts_with(char::is_uppercase);
    let between = |&w: &usize| words[w].form == "the" || capital(w);
    let of = (first..run.start).rev().take(4).find(|w| !between(w))?;
    if of <= first || !matches!(words[of].form.as_str(), "of" | "from") || !capital(of - 1) {
        return None;
    }
    let mut office = of - 1;
    while office > first && of - office < 5 && words[office - 1].upos == Upos::Propn {
        office -= 1;
    }
    let role =
        |to: usize| actors.role(&words[office..to]).filter(|(role, _)| role.ty == MentionType::Per && role.office);
    if role(of).is_none() && actors.title(&words[of - 1].form).is_none() {
        return None;
    }
    // The portfolio ends with a country, with the office as the codebook has it, or where the parse has it end.
    let country = hits.at(run.start).map(|hit| hit.words.end);
    let known = || role(run.start + 1).filter(|(_, n)| run.start + 1 - n < of).map(|_| run.start + 1);
    let parsed =
        || (run.start + 1..run.end).find(|&w| syntax.head(w).is_none_or(|head| !(of + 1..run.end).contains(&head)));
    let start = country.or_else(known).or_else(parsed).filter(|&start| start < run.end)?;
    let name = titled_name(syntax, actors, hits, office..of)
        .is_none()
        .then_some(start..run.end)
        .filter(|name| name.len() <= MAX_NAME && hits.at(name.start).is_none() && name.clone().all(capital))?;
    let office = with_office_before(syntax, actors, first, office..of);
    let title = office..name.start;
    Some(TitledName { head: head_of(syntax, title.start..name.end, name.start), title, name })
}

fn titled_name(syntax: &Syntax, actors: &ActorBook, hits: &Hits, run: WordRange) -> Option<TitledName> {
    let words = &syntax.words;
    let parts = split_title(syntax, run.clone(), actors);
    let mut name = parts.name.clone();
    while name.len() > 1 && actors.lists("time-nouns", &lower_lemma(&words[name.end - 1])) {
        name.end -= 1;
    }
    let fits = !parts.title.is_empty()
        && !name.is_empty()
        && name.len() <= MAX_NAME
        && name.clone().all(|w| {
            (words[w].upos == Upos::Propn || words[w].form == "-")
                && !actors.lists("time-nouns", &lower_lemma(&words[w]))
        })
        && actors.suffix(&words[name.end - 1].form) != Some(MentionType::Org)
        && hits.at(name.start).is_none_or(|hit| hit.words.len() < name.len());
    if !fits {
        return None;
    }
    let head = head_of(syntax, parts.title.start..name.end, name.start);
    Some(TitledName { title: parts.title, name, head })
}

/// The word by which a run of words hangs on the rest of the sentence.
fn head_of(syntax: &Syntax, run: WordRange, otherwise: usize) -> usize {
    let words = &syntax.words;
    let outside = |w: &usize| syntax.head(*w).is_none_or(|h| !run.contains(&h));
    let roots = || run.clone().filter(outside);
    let holds = |w: &usize| {
        !matches!(words[*w].deprel.base(), "amod" | "compound" | "det") && words[*w].deprel.as_str() != "nmod:desc"
    };
    // Where a parser hangs office and name side by side, the preposition tells which of them the sentence means.
    roots()
        .find(|w| holds(w) && syntax.child(*w, "case").is_some_and(|case| case < run.start))
        .or_else(|| roots().find(holds))
        .or_else(|| roots().next_back())
        .unwrap_or(otherwise)
}
