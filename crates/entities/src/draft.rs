//! Mentions as they stand in the text, before it is known what they refer to.

use crate::book::{ActorBook, EntryKind, Gender, lower_lemma};
use crate::metonymy::{self, Reading};
use crate::name::{capital_run, is_capitalised, split_title};
use crate::phrase::{Hit, Sense};
use crate::span::Extents;
use crate::titled::{TitledName, TitledNames};
use compact_str::CompactString;
use rapporteur_syntax::{MentionKind, MentionTag, MentionType, Syntax, Upos, WordRange};
use std::collections::HashSet;

/// The codebook's names in a report, by word.
pub(crate) struct Hits {
    pub(crate) all: Vec<Hit>,
    /// By word: one more than the place of the hit that it belongs to, or 0.
    at: Vec<u32>,
}

impl Hits {
    pub(crate) fn new(mut all: Vec<Hit>, syntax: &Syntax, actors: &ActorBook) -> Self {
        let listed = |hit: &Hit| actors.entries()[hit.entry].kind == EntryKind::Listed;
        let mut person = vec![false; if all.iter().any(listed) { syntax.words.len() } else { 0 }];
        for tag in syntax.mentions.iter().filter(|tag| tag.ty == MentionType::Per) {
            person.get_mut(tag.head).into_iter().for_each(|at| *at = true);
        }
        let is_person = |hit: &Hit| {
            if listed(hit) {
                is_listed_person(hit, syntax, actors, &person)
            } else {
                is_personal_name(hit, syntax, actors)
            }
        };
        all.retain(|hit| !is_person(hit));
        let mut at = vec![0; syntax.words.len()];
        for (i, hit) in all.iter().enumerate() {
            at[hit.words.clone()].fill(i as u32 + 1);
        }
        Self { all, at }
    }

    /// The hit that a word belongs to.
    pub(crate) fn at(&self, word: usize) -> Option<&Hit> {
        self.all.get((*self.at.get(word)? as usize).checked_sub(1)?)
    }
}

/// Whether somebody of a user's dictionary is a person here: those are known by their names, not by their words.
fn is_listed_person(hit: &Hit, syntax: &Syntax, actors: &ActorBook, person: &[bool]) -> bool {
    let first = &syntax.words[hit.words.start].form;
    hit.words.len() > 1 && (actors.first_name(first).is_some() || hit.words.clone().any(|word| person[word]))
}

/// Whether a word that looks like a country's is part of a person's name: "Michael Jordan", "Chad Smith", "Mrs. Jordan".
fn is_personal_name(hit: &Hit, syntax: &Syntax, actors: &ActorBook) -> bool {
    if hit.words.len() > 1 || hit.sense == Sense::Demonym && syntax.words[hit.words.start].upos == Upos::Adj {
        return false;
    }
    let (word, words) = (hit.words.start, &syntax.words);
    let addressed =
        word > 0 && ["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss"].contains(&words[word - 1].form.as_str());
    let body = |w: usize| actors.suffix(&words[w].form).is_some();
    let follows_first_name = word > 0
        && (words[word].is("flat") || words[word - 1].is("compound") || words[word - 1].is("nmod"))
        && words[word - 1].upos == Upos::Propn
        && actors.first_name(&words[word - 1].form).is_some();
    let heads_flat =
        syntax.children(word).any(|c| words[c].is("flat") && words[c].upos == Upos::Propn && c == word + 1 && !body(c));
    let is_flat = words[word].is("flat")
        && syntax.head(word).is_some_and(|h| {
            words[h].upos == Upos::Propn && h < word && h + 3 > word && actors.first_name(&words[h].form).is_some()
        });
    addressed || follows_first_name || is_flat || (heads_flat && hit.sense != Sense::Name)
}

/// How a mention presents what it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Definite {
    /// "the plant", "this plant".
    Yes,
    /// "a plant", "some plants", "two plants".
    No,
    /// "plants", "police", "Minsk".
    Bare,
    /// "its plant", "Iran's plant": by the possessor.
    Possessed(usize),
}

/// One mention, not yet resolved.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) words: WordRange,
    pub(crate) core: WordRange,
    /// Title and office before a name; empty where there are none.
    pub(crate) title: WordRange,
    pub(crate) head: usize,
    pub(crate) ty: MentionType,
    pub(crate) kind: MentionKind,
    /// The hit that the core is, place in [`Hits::all`].
    pub(crate) hit: Option<usize>,
    /// Of a capital or seat: whether it is the government. Of others: [`Reading::Plain`].
    pub(crate) reading: Reading,
    pub(crate) plural: bool,
    pub(crate) gender: Option<Gender>,
    pub(crate) definite: Definite,
    pub(crate) sentence: usize,
    /// Its type comes from the model or the codebook, not from a guess.
    pub(crate) sure: bool,
}

/// Reads all mentions of a report, in text order, longer first where they begin together.
pub(crate) fn draft_mentions(_text: &str, syntax: &Syntax, actors: &ActorBook, hits: &Hits) -> Vec<Draft> {
    let extents = Extents::new(syntax);
    let titled = TitledNames::new(syntax, actors, hits);
    let mut tags: Vec<Option<&MentionTag>> = vec![None; syntax.words.len()];
    for tag in &syntax.mentions {
        if let Some(at) = tags.get_mut(tag.head)
            && at.is_none_or(|before| before.score < tag.score)
        {
            *at = Some(tag);
        }
    }
    let mut drafts = Vec::new();
    for (s, sentence) in syntax.sentences.iter().enumerate() {
        for head in sentence.words.clone() {
            if let Some(mut draft) = draft_at(syntax, actors, hits, &extents, &titled, head, tags[head]) {
                draft.sentence = s;
                drafts.push(draft);
            }
        }
    }
    // "Resistance" in "Center for National Resistance" is part of a name, and no name of its own.
    let mut inside = vec![false; syntax.words.len()];
    for draft in drafts.iter().filter(|d| d.kind == MentionKind::Name && d.core.end > d.head + 1) {
        inside[draft.head + 1..draft.core.end].fill(true);
    }
    drafts.retain(|d| !inside[d.head] || d.hit.is_some());
    call_persons_by_their_surnames(&mut drafts, syntax);
    drafts.sort_by_key(|d| (d.words.start, std::cmp::Reverse(d.words.end), d.head));
    drafts
}

/// One sense a report: a name of one word that is no known name, but elsewhere the surname of somebody, is that person's
/// here too, though the model took it for a place or a thing.
fn call_persons_by_their_surnames(drafts: &mut [Draft], syntax: &Syntax) {
    let surname = |draft: &Draft| syntax.words[draft.core.end - 1].form.clone();
    let is_unknown_name =
        |draft: &Draft| draft.kind == MentionKind::Name && draft.hit.is_none() && !draft.core.is_empty();
    let is_full = |draft: &Draft| draft.core.len() > 1 || !draft.title.is_empty();
    let persons =
        drafts.iter().filter(|draft| is_unknown_name(draft) && draft.ty == MentionType::Per && is_full(draft));
    let surnames: HashSet<CompactString> = persons.map(surname).collect();
    for draft in drafts.iter_mut().filter(|draft| is_unknown_name(draft) && draft.core.len() == 1) {
        let mistaken = matches!(draft.ty, MentionType::Loc | MentionType::Fac | MentionType::Other);
        if mistaken && syntax.words[draft.head].upos == Upos::Propn && surnames.contains(&surname(draft)) {
            draft.ty = MentionType::Per;
        }
    }
}

fn draft_at(
    syntax: &Syntax,
    actors: &ActorBook,
    hits: &Hits,
    extents: &Extents,
    titled: &TitledNames,
    head: usize,
    tag: Option<&MentionTag>,
) -> Option<Draft> {
    let word = &syntax.words[head];
    if let Some(name) = titled.at(head) {
        let is_modifier = hits.at(head).is_some_and(|hit| hit.words.end == head + 1 && head < name.title.end);
        if name.head == head {
            return Some(draft_titled(syntax, actors, extents, name));
        }
        if !is_modifier {
            return None;
        }
        if word.upos == Upos::Adj {
            return Some(draft_demonym(syntax, actors, hits, head));
        }
        return draft_modifier(syntax, actors, hits, extents, head);
    }
    if matches!(
        word.deprel.base(),
        "flat" | "fixed" | "goeswith" | "cc" | "case" | "mark" | "aux" | "cop" | "discourse" | "reparandum" | "expl"
    ) {
        return None;
    }
    if word.form.contains("://") || word.form.contains("www.") || word.form.contains('@') {
        return None;
    }
    let place = word.deprel.base();
    let as_noun = matches!(place, "nsubj" | "obj" | "iobj" | "obl" | "nmod" | "conj" | "root" | "appos");
    match word.upos {
        Upos::Pron => draft_pronoun(syntax, actors, extents, head, tag),
        Upos::Noun | Upos::Propn if place == "compound" => {
            // What the model marks before a common noun is a name that nobody else may know.
            let named = tag.is_some() && before_a_noun(syntax, head);
            let own = || named.then(|| draft_noun(syntax, actors, hits, extents, head, tag));
            draft_modifier(syntax, actors, hits, extents, head).or_else(own)
        }
        Upos::Noun | Upos::Propn if word.deprel.as_str() == "nmod:desc" && head < syntax.head(head)? => None,
        Upos::Noun | Upos::Propn | Upos::Sym | Upos::X
            if hits.at(head).is_some() || word.upos.is_nominal() || (word.upos == Upos::Sym && as_noun) =>
        {
            Some(draft_noun(syntax, actors, hits, extents, head, tag))
        }
        Upos::Adj if hits.at(head).is_some_and(|hit| hit.sense == Sense::Demonym) && !is_noun_like(syntax, head) => {
            Some(draft_demonym(syntax, actors, hits, head))
        }
        Upos::Adj
            if place == "amod"
                && hits.at(head).is_some_and(|hit| hit.sense == Sense::Name && hit.words.end == head + 1) =>
        {
            draft_modifier(syntax, actors, hits, extents, head)
        }
        Upos::Num | Upos::Adj | Upos::Det if as_noun && is_noun_like(syntax, head) => {
            Some(draft_noun(syntax, actors, hits, extents, head, tag))
        }
        _ => None,
    }
}

/// Whether a name stands before a common noun: "the *Bush* administration", not "*Bush* Street".
fn before_a_noun(syntax: &Syntax, word: usize) -> bool {
    let noun = syntax.head(word).map(|noun| &syntax.words[noun]);
    syntax.words[word].upos == Upos::Propn && noun.is_some_and(|noun| noun.upos == Upos::Noun)
}

/// Whether an adjective, number or determiner stands for a noun: "the wounded", "two of them", "the Dutch".
fn is_noun_like(syntax: &Syntax, head: usize) -> bool {
    let word = &syntax.words[head];
    match word.deprel.base() {
        "nsubj" | "obj" | "iobj" => true,
        "obl" | "nmod" | "appos" => syntax.child(head, "case").is_some() || word.upos != Upos::Adj,
        "conj" | "root" => {
            word.upos == Upos::Num && syntax.child(head, "cop").is_none() || syntax.child(head, "det").is_some()
        }
        _ => false,
    }
}

fn draft_pronoun(
    syntax: &Syntax,
    actors: &ActorBook,
    extents: &Extents,
    head: usize,
    tag: Option<&MentionTag>,
) -> Option<Draft> {
    let word = &syntax.words[head];
    let lemma = lower_lemma(word);
    let kind = word.feats.get("PronType");
    let is_other = matches!(kind, Some("Int" | "Rel"))
        || (kind != Some("Prs") && kind != Some("Dem") && actors.lists("not-referring", &lemma));
    if is_other {
        return None;
    }
    let personal = kind == Some("Prs") || word.feats.get("Person").is_some();
    let words = if personal { head..head + 1 } else { extents.of_mention(syntax, head) };
    let gender = match &*word.form.to_lowercase() {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    };
    let form = word.form.to_lowercase();
    let plural = word.feats.has("Number", "Plur")
        || matches!(
            form.as_str(),
            "they" | "them" | "their" | "theirs" | "themselves" | "we" | "us" | "our" | "these" | "those"
        );
    let is_person = gender.is_some()
        || matches!(
            form.as_str(),
            "i" | "me"
                | "my"
                | "we"
                | "us"
                | "our"
                | "you"
                | "your"
                | "myself"
                | "ourselves"
                | "everyone"
                | "everybody"
                | "anyone"
                | "someone"
                | "somebody"
                | "anybody"
                | "mine"
                | "ours"
                | "yours"
                | "yourself"
        );
    Some(Draft {
        core: head..head + 1,
        title: head..head,
        words,
        head,
        ty: if is_person { MentionType::Per } else { tag.map_or(MentionType::Other, |tag| tag.ty) },
        kind: MentionKind::Pronoun,
        hit: None,
        reading: Reading::Plain,
        plural,
        gender,
        definite: Definite::Yes,
        sentence: 0,
        sure: is_person || tag.is_some(),
    })
}

/// An adjective that names a nation: "Iranian" before a noun.
fn draft_demonym(syntax: &Syntax, actors: &ActorBook, hits: &Hits, head: usize) -> Draft {
    let words = hits.at(head).map_or(head..head + 1, |hit| hit.words.clone());
    let _ = (syntax, actors);
    Draft {
        core: words.clone(),
        title: head..head,
        words,
        head,
        ty: MentionType::Nat,
        kind: MentionKind::Name,
        hit: hits.index(head),
        reading: Reading::Plain,
        plural: false,
        gender: None,
        definite: Definite::Bare,
        sentence: 0,
        sure: true,
    }
}

/// A person with title and name.
fn draft_titled(syntax: &Syntax, actors: &ActorBook, extents: &Extents, name: &TitledName) -> Draft {
    let words = extents.of_mention(syntax, name.head);
    let run = name.title.start..name.name.end;
    let from = if words.start < run.start && run.start - words.start < 6 { words.start } else { run.start };
    let to = if words.end > run.end && name.head + 1 == run.end { words.end } else { run.end };
    Draft {
        words: from..to,
        core: name.name.clone(),
        title: name.title.clone(),
        head: name.head,
        ty: MentionType::Per,
        kind: MentionKind::Name,
        hit: None,
        reading: Reading::Plain,
        plural: false,
        gender: gender_of(syntax, actors, &name.name, &name.title, name.head),
        definite: definiteness(syntax, name.head),
        sentence: 0,
        sure: true,
    }
}

/// A noun before a noun: a name that is not itself part of the name after it, or a common noun.
fn draft_modifier(syntax: &Syntax, actors: &ActorBook, hits: &Hits, extents: &Extents, head: usize) -> Option<Draft> {
    let word = &syntax.words[head];
    let above = syntax.head(head)?;
    if let Some(hit) = hits.at(head) {
        if !hit.words.contains(&above) {
            let mut draft = draft_noun(syntax, actors, hits, extents, head, None);
            draft.words = hit.words.clone();
            draft.core = hit.words.clone();
            draft.title = hit.words.start..hit.words.start;
            return Some(draft);
        }
        return None;
    }
    if word.upos != Upos::Noun || syntax.words[above].upos == Upos::Propn || is_capitalised(word) || above != head + 1 {
        return None;
    }
    if actors.role(&syntax.words[head..=above]).is_some_and(|(_, n)| n > 1) {
        return None;
    }
    let words = extents.of(head).start.max(head.saturating_sub(8))..head + 1;
    let role = actors.role(&syntax.words[words.clone()]);
    Some(Draft {
        core: words.clone(),
        title: head..head,
        words,
        head,
        ty: role.map_or(MentionType::Other, |(role, _)| role.ty),
        kind: MentionKind::Nominal,
        hit: None,
        reading: Reading::Plain,
        plural: false,
        gender: None,
        definite: Definite::Bare,
        sentence: 0,
        sure: role.is_some(),
    })
}

fn draft_noun(
    syntax: &Syntax,
    actors: &ActorBook,
    hits: &Hits,
    extents: &Extents,
    head: usize,
    tag: Option<&MentionTag>,
) -> Draft {
    let all = &syntax.words;
    let mut words = extents.of_mention(syntax, head);
    let mut core = capital_run(syntax, head, &words, actors);
    words.end = words.end.max(core.end);
    let is_name_head = all[head].upos == Upos::Propn || (hits.at(head).is_some() && is_capitalised(&all[head]));
    let mut title = core.start..core.start;
    let mut hit = hits.index(head).filter(|&i| hits.all[i].words.contains(&head));
    if let Some(i) = hit {
        let found = hits.all[i].words.clone();
        if found.start >= words.start && found.end <= words.end.max(found.end) && found.end > head {
            let longer = core.start < found.start || core.end > found.end;
            if longer && is_longer_name(syntax, &core, &found, actors) {
                hit = None;
            } else {
                core = found;
                title = core.start..core.start;
            }
        } else {
            hit = None;
        }
    }
    let mut ty = None;
    if hit.is_none() && is_name_head {
        let parts = split_title(syntax, core.clone(), actors);
        if !parts.title.is_empty() {
            (title, core) = (parts.title, parts.name);
            ty = Some(MentionType::Per);
        }
    }
    let nothing_but_title = core.is_empty() && !title.is_empty();
    if nothing_but_title {
        core = title.clone();
        title = core.start..core.start;
    }
    let role = actors.role(&all[words.start..=head]);
    let is_role = core.end <= head + 1 && role.is_some_and(|(_, n)| head + 1 - n.min(head + 1) <= core.start);
    let kind = if is_name_head && !nothing_but_title && !(is_role && hit.is_none()) {
        MentionKind::Name
    } else {
        MentionKind::Nominal
    };
    if kind == MentionKind::Nominal {
        let from = syntax
            .children(head)
            .filter(|&c| c < head && (all[c].is("det") || all[c].deprel.as_str() == "nmod:poss"))
            .map(|c| extents.of(c).end)
            .max()
            .unwrap_or(words.start)
            .clamp(words.start.max(head.saturating_sub(40)), head);
        core = from..head + 1;
    }
    if ty.is_none() && hit.is_none() && kind == MentionKind::Name && core.len() > 1 {
        let name: Vec<&str> = all[core.clone()].iter().map(|w| w.form.as_str()).collect();
        ty = actors.person(&name.join(" "), false, None).map(|_| MentionType::Per);
    }
    let reading = hit.map_or(Reading::Plain, |i| metonymy::read(syntax, actors, &hits.all[i], head));
    let known = hit.map(|i| type_of_hit(actors, &hits.all[i], reading)).or(ty);
    let by_role = role.filter(|_| kind == MentionKind::Nominal).map(|(role, _)| role.ty);
    let is_center =
        kind == MentionKind::Name && core.end > head + 2 && actors.suffix(&all[head].form) == Some(MentionType::Org);
    let by_tag = tag.map(|tag| if is_center { MentionType::Org } else { finer(tag.ty, by_role) });
    let (ty, sure) = match known.or(by_tag).or(by_role) {
        Some(ty) => (ty, true),
        None if kind == MentionKind::Name => guess_type(syntax, actors, hits, &core, head),
        None => (nominal_type(syntax, actors, head), false),
    };
    let gender = if ty == MentionType::Per { gender_of(syntax, actors, &core, &title, head) } else { None };
    Draft {
        plural: is_plural(syntax, head, kind, ty),
        definite: definiteness(syntax, head),
        words,
        core,
        title,
        head,
        ty,
        kind,
        hit,
        reading,
        gender,
        sentence: 0,
        sure,
    }
}

/// The model's type, made finer by the noun's where the model knows only the coarser one.
fn finer(by_tag: MentionType, by_role: Option<MentionType>) -> MentionType {
    match (by_tag, by_role) {
        (MentionType::Loc | MentionType::Other, Some(MentionType::Fac)) => MentionType::Fac,
        (MentionType::Other, Some(ty @ (MentionType::Weapon | MentionType::Money | MentionType::Doc))) => ty,
        _ => by_tag,
    }
}

/// Whether the run of capitals is a name of its own that only contains the codebook's: "Iran Air", "Northern Iraq".
fn is_longer_name(syntax: &Syntax, core: &WordRange, found: &WordRange, actors: &ActorBook) -> bool {
    let words = &syntax.words;
    let before = &words[core.start.min(found.start)..found.start];
    let after = &words[found.end.min(core.end.max(found.end))..core.end.max(found.end)];
    let modifies = |w: &rapporteur_syntax::Word| {
        w.upos == Upos::Propn && actors.title(&w.form).is_none() && actors.role(std::slice::from_ref(w)).is_none()
    };
    after.iter().any(|w| w.upos == Upos::Propn) || before.iter().any(modifies)
}

fn type_of_hit(actors: &ActorBook, hit: &Hit, reading: Reading) -> MentionType {
    let entry = &actors.entries()[hit.entry];
    match (entry.kind, hit.sense) {
        (EntryKind::Organization | EntryKind::Listed, _) => MentionType::Org,
        (_, Sense::Demonym) => MentionType::Nat,
        (_, Sense::Seat) => MentionType::Org,
        (_, Sense::Capital) if reading == Reading::Government => MentionType::Org,
        _ => MentionType::Loc,
    }
}

fn guess_type(syntax: &Syntax, actors: &ActorBook, hits: &Hits, core: &WordRange, head: usize) -> (MentionType, bool) {
    let words = &syntax.words;
    let run = &words[core.clone()];
    let last = &words[core.end - 1];
    let lower = last.form.to_lowercase();
    if actors.lists("time-nouns", &lower) && core.len() == 1 {
        return (MentionType::Other, true);
    }
    if core.len() > 1 {
        if let Some(ty) = actors.suffix(&last.form).or_else(|| actors.suffix(&words[head].form)) {
            return (ty, true);
        }
        if run.iter().any(|w| actors.first_name(&w.form).is_some()) && hits.at(core.start).is_none() {
            return (MentionType::Per, true);
        }
    } else if actors.suffix(&last.form).is_some() && actors.first_name(&last.form).is_none() {
        return (actors.suffix(&last.form).unwrap_or(MentionType::Org), false);
    }
    if actors.first_name(&words[core.start].form).is_some() {
        return (MentionType::Per, true);
    }
    let case = syntax.child(head, "case").map(|c| lower_lemma(&words[c]));
    if core.len() == 1 && last.form.len() > 1 && !last.form.chars().any(char::is_lowercase) {
        return (MentionType::Org, false);
    }
    if matches!(case.as_deref(), Some("in" | "at" | "near" | "into" | "outside")) {
        return (MentionType::Loc, false);
    }
    let speaks = words[head].is("nsubj")
        && syntax.head(head).is_some_and(|v| actors.lists("speech-verbs", &lower_lemma(&words[v])));
    if speaks || (run.len() > 1 && run[1..].iter().all(|w| w.is("flat"))) {
        return (MentionType::Per, false);
    }
    (if core.len() == 1 { MentionType::Per } else { MentionType::Other }, false)
}

fn nominal_type(syntax: &Syntax, actors: &ActorBook, head: usize) -> MentionType {
    // "thousands of Cubans" are what they are of.
    let words = &syntax.words;
    if (actors.lists("partitives", &lower_lemma(&words[head])) || matches!(words[head].upos, Upos::Num | Upos::Det))
        && let Some(of) = syntax.children_by(head, "nmod").find(|&c| c > head)
        && let Some((role, _)) = actors.role(&words[of..=of])
    {
        return role.ty;
    }
    MentionType::Other
}

fn gender_of(syntax: &Syntax, actors: &ActorBook, core: &WordRange, title: &WordRange, head: usize) -> Option<Gender> {
    let words = &syntax.words;
    let by_title = words[title.clone()]
        .iter()
        .find_map(|w| actors.title(&w.form).and_then(|t| t.gender).or_else(|| actors.gender_of_noun(&w.lemma)));
    let by_noun = || actors.gender_of_noun(&words[head].lemma);
    let by_name = || {
        if core.len() > 1 || words[core.start].upos == Upos::Propn {
            actors.first_name(&words[core.start].form).flatten()
        } else {
            None
        }
    };
    by_title.or_else(by_noun).or_else(by_name)
}

fn is_plural(syntax: &Syntax, head: usize, kind: MentionKind, ty: MentionType) -> bool {
    let word = &syntax.words[head];
    // "Howes" is one, "the Howes" are several.
    if kind == MentionKind::Name && ty == MentionType::Per && syntax.child(head, "det").is_none() {
        return false;
    }
    if word.upos == Upos::Num || word.upos == Upos::Det {
        return !matches!(lower_lemma(word).as_str(), "one" | "1" | "another");
    }
    match word.feats.get("Number") {
        Some(number) => number != "Sing" || matches!(word.lemma.as_str(), "people" | "police"),
        None => kind == MentionKind::Nominal && word.form.ends_with('s') && word.lemma != word.form,
    }
}

fn definiteness(syntax: &Syntax, head: usize) -> Definite {
    let words = &syntax.words;
    for child in syntax.children(head).take_while(|&c| c < head) {
        let word = &words[child];
        if word.deprel.as_str() == "nmod:poss" {
            return Definite::Possessed(child);
        }
        if word.is("det") {
            return match word.form.to_lowercase().as_str() {
                "the" | "this" | "that" | "these" | "those" | "both" => Definite::Yes,
                _ => Definite::No,
            };
        }
    }
    if syntax.children(head).any(|c| words[c].is("nummod")) { Definite::No } else { Definite::Bare }
}

impl Hits {
    /// The place of the hit that a word belongs to.
    pub(crate) fn index(&self, word: usize) -> Option<usize> {
        (*self.at.get(word)? as usize).checked_sub(1)
    }
}
