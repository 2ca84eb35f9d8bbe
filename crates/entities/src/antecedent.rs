//! What a pronoun refers to.

use crate::book::{Gender, lower_lemma};
use crate::chain::Chains;
use crate::layer::EntityId;
use crate::span::child_of_above;
use rapporteur_syntax::{MentionKind, MentionType};

/// How many mentions back an antecedent is looked for.
const WINDOW: usize = 60;
/// How many sentences back.
const SENTENCES: usize = 4;

/// What a pronoun was found to refer to.
pub(crate) enum Query {
    /// An entity.
    Entity(EntityId),
    /// Several that are named together.
    Group(Vec<EntityId>),
    /// Somebody known only as who speaks or is spoken to; all with the same key are one.
    Speaker(&'static str),
    /// Nothing that could be found.
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Person {
    I,
    We,
    You,
    He(Gender),
    It,
    They,
    Other,
}

fn person(form: &str) -> Person {
    match form.to_lowercase().as_str() {
        "i" | "me" | "my" | "mine" | "myself" => Person::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Person::We,
        "you" | "your" | "yours" | "yourself" | "yourselves" => Person::You,
        "he" | "him" | "his" | "himself" => Person::He(Gender::Male),
        "she" | "her" | "hers" | "herself" => Person::He(Gender::Female),
        "it" | "its" | "itself" => Person::It,
        "they" | "them" | "their" | "theirs" | "themselves" | "themself" => Person::They,
        _ => Person::Other,
    }
}

/// Finds what the pronoun of draft `i` refers to among the mentions before it.
pub(crate) fn find_antecedent(chains: &Chains<'_>, i: usize) -> Query {
    let draft = &chains.drafts[i];
    let form = &chains.syntax.words[draft.head].form;
    match person(form) {
        Person::I => speaker(chains, i).map_or(Query::Speaker("\u{1}I"), Query::Entity),
        Person::We => speaker(chains, i).map_or(Query::Speaker("\u{1}we"), Query::Entity),
        Person::You => Query::Speaker("\u{1}you"),
        Person::Other => Query::None,
        who => best(chains, i, who),
    }
}

/// Who speaks the words around a pronoun: the subject of the verb of saying that they hang on.
fn speaker(chains: &Chains<'_>, i: usize) -> Option<EntityId> {
    let (syntax, words) = (chains.syntax, &chains.syntax.words);
    let pronoun = chains.drafts[i].head;
    let entity_of = |word: usize| chains.by_head[word].and_then(|d| chains.entity[d]);
    let speaks = |verb: usize| chains.actors.lists("speech-verbs", &lower_lemma(&words[verb]));
    let subject = |verb: usize| child_of_above(syntax, verb, "nsubj").filter(|&s| s != pronoun);
    if !chains.quoted[pronoun] {
        return None;
    }
    let mut at = pronoun;
    for above in syntax.ancestors(pronoun).take(24) {
        if matches!(words[at].deprel.base(), "ccomp" | "parataxis" | "xcomp" | "obj")
            && speaks(above)
            && subject(above).is_some_and(|s| !chains.quoted[s])
        {
            return subject(above).and_then(entity_of);
        }
        let inserted =
            syntax.children(above).take(64).find(|&c| words[c].is("parataxis") && speaks(c) && !chains.quoted[c]);
        if let Some(who) = inserted.and_then(subject) {
            return entity_of(who).or_else(|| chains.by_head[who].and(None));
        }
        at = above;
    }
    // The rest of a quotation: who was the subject of the last verb of saying outside of it.
    let sentence = chains.drafts[i].sentence;
    chains.entity[..i]
        .iter()
        .zip(chains.drafts)
        .rev()
        .take(WINDOW)
        .filter(|(_, d)| sentence.saturating_sub(d.sentence) <= SENTENCES && !chains.quoted[d.head])
        .find(|(_, d)| words[d.head].is("nsubj") && syntax.head(d.head).is_some_and(speaks))
        .and_then(|(entity, _)| *entity)
}

fn best(chains: &Chains<'_>, i: usize, who: Person) -> Query {
    let (syntax, words) = (chains.syntax, &chains.syntax.words);
    let draft = &chains.drafts[i];
    let pronoun = draft.head;
    let reflexive = words[pronoun].feats.has("Reflex", "Yes")
        || words[pronoun].form.ends_with("self")
        || words[pronoun].form.ends_with("selves");
    let possessive = words[pronoun].deprel.as_str() == "nmod:poss";
    let governor = syntax.head(pronoun);
    let mut best: Option<(i32, Query)> = None;
    let mut offer = |score: i32, query: Query| {
        if best.as_ref().is_none_or(|(s, _)| score > *s) {
            best = Some((score, query));
        }
    };
    let mut seen = 0;
    let told_by = subject_above(chains, pronoun);
    for j in (0..i).rev().take(WINDOW) {
        let other = &chains.drafts[j];
        let Some(entity) = chains.entity[j] else { continue };
        let distance = draft.sentence.saturating_sub(other.sentence);
        if distance > SENTENCES {
            break;
        }
        if !fits(chains, entity, j, who) || other.head >= pronoun {
            continue;
        }
        // A pronoun is not what it is inside of, nor another argument of the same verb.
        if other.words.contains(&pronoun) {
            continue;
        }
        let same_verb = governor.is_some() && syntax.head(other.head) == governor;
        if same_verb && !reflexive && !possessive {
            continue;
        }
        let mut score = salience(chains, j, distance) - seen;
        if reflexive && same_verb && words[other.head].is("nsubj") {
            score += 80;
        }
        score += agreement(chains, entity, j, who) + type_agreement(chains, entity, i);
        // "Iran and Cuba backed Russia in its war": who is named together with others is taken up by "their".
        let parted = distance == 0 && matches!(who, Person::It | Person::He(_)) && is_joined(chains, j);
        if told_by == Some(other.head) && !parted {
            score += 24;
        }
        if words[other.head].deprel.base() == words[pronoun].deprel.base() {
            score += 6;
        }
        if parted {
            score -= 24;
        }
        seen += 1;
        offer(score, Query::Entity(entity));
    }
    if who == Person::They {
        let end = chains.coordinations.partition_point(|c| c.last < pronoun);
        for coordination in chains.coordinations[..end].iter().rev().take(6) {
            let distance = draft.sentence.saturating_sub(coordination.sentence);
            let members: Vec<EntityId> = coordination.drafts.iter().filter_map(|&d| chains.entity[d]).collect();
            let same_verb = governor.is_some() && syntax.head(coordination.head) == governor && !possessive;
            if distance > 2 || members.len() != coordination.drafts.len() || same_verb {
                continue;
            }
            let first = coordination.drafts[0];
            let score = salience(chains, first, distance) + 22 + type_agreement(chains, members[0], i);
            offer(score, Query::Group(members));
        }
    }
    best.map_or(Query::None, |(_, query)| query)
}

/// Whether a mention is one of several that are named together.
fn is_joined(chains: &Chains<'_>, j: usize) -> bool {
    let head = chains.drafts[j].head;
    let last = chains.coordinations.partition_point(|c| c.last < head);
    chains.coordinations[last..].iter().take(4).any(|c| c.drafts.contains(&j))
}

/// The subject of the nearest clause around the pronoun's own: in "the union said it would strike", the union.
fn subject_above(chains: &Chains<'_>, pronoun: usize) -> Option<usize> {
    let syntax = chains.syntax;
    let mut above = syntax.ancestors(pronoun).take(16);
    above.find_map(|verb| {
        child_of_above(syntax, verb, "nsubj").filter(|&s| {
            s < pronoun && s != pronoun && !syntax.words[pronoun].is("nsubj")
                || s + 1 < pronoun && syntax.head(pronoun) != Some(verb)
        })
    })
}

/// How present a mention is to the reader, by its distance in sentences and its role.
fn salience(chains: &Chains<'_>, j: usize, distance: usize) -> i32 {
    let word = &chains.syntax.words[chains.drafts[j].head];
    let role = match word.deprel.base() {
        "nsubj" => 28,
        "obj" | "iobj" => 12,
        "root" => 10,
        "obl" => 4,
        "conj" => 2,
        "compound" => -25,
        "amod" => -20,
        "nmod" if word.deprel.as_str() == "nmod:poss" => 6,
        _ => 0,
    };
    let kind = match chains.drafts[j].kind {
        MentionKind::Pronoun => 12,
        MentionKind::Name => 6,
        MentionKind::Nominal => 0,
    };
    let often = chains.entity[j].map_or(0, |e| chains.nodes[e].mentions.min(6) as i32);
    100 - 28 * distance as i32 + role + kind + often * 2
}

/// Whether an entity can be meant at all.
fn fits(chains: &Chains<'_>, entity: EntityId, j: usize, who: Person) -> bool {
    let (node, draft) = (&chains.nodes[entity], &chains.drafts[j]);
    if node.is_speaker {
        return false;
    }
    let is_person = node.ty == MentionType::Per;
    match who {
        Person::He(gender) => {
            (is_person || !node.sure && node.has_name && matches!(node.ty, MentionType::Other | MentionType::Org))
                && !node.plural
                && node.members.is_empty()
                && node.gender.is_none_or(|g| g == gender)
        }
        Person::It => {
            !is_person
                && !node.plural
                && node.members.is_empty()
                && draft.ty != MentionType::Nat
                // A state that was first met as "Libyan" is still taken up by "it".
                && (node.is_state || node.ty != MentionType::Nat)
                && !is_time(chains, j)
        }
        Person::They => {
            (node.plural
                || !node.members.is_empty()
                || draft.plural
                || is_collective(node.ty) && !node.is_state
                || (is_person && node.gender.is_none() && !node.has_name))
                && !is_time(chains, j)
        }
        _ => false,
    }
}

fn is_collective(ty: MentionType) -> bool {
    matches!(ty, MentionType::Org)
}

fn is_time(chains: &Chains<'_>, j: usize) -> bool {
    chains.actors.lists("time-nouns", &lower_lemma(&chains.syntax.words[chains.drafts[j].head]))
}

/// How well an entity suits a pronoun that it can be meant by.
fn agreement(chains: &Chains<'_>, entity: EntityId, j: usize, who: Person) -> i32 {
    let node = &chains.nodes[entity];
    match who {
        Person::He(_) => {
            (if node.gender.is_some() { 12 } else { 0 }) + if node.ty == MentionType::Per { 10 } else { -10 }
        }
        Person::It => match node.ty {
            MentionType::Org => 10,
            _ if node.is_state => 8,
            MentionType::Loc => -2,
            _ => 0,
        },
        Person::They => match (node.ty, node.plural || chains.drafts[j].plural) {
            (MentionType::Per | MentionType::Nat, true) => 14,
            (_, true) => 4,
            (MentionType::Org, false) => -8,
            _ => -25,
        },
        _ => 0,
    }
}

/// How well the type that the model gives to a pronoun suits that of an entity.
fn type_agreement(chains: &Chains<'_>, entity: EntityId, i: usize) -> i32 {
    let (draft, node) = (&chains.drafts[i], &chains.nodes[entity]);
    if !draft.sure {
        return 0;
    }
    let class = |ty: MentionType| match ty {
        MentionType::Per | MentionType::Nat => 0,
        MentionType::Org => 1,
        MentionType::Loc | MentionType::Fac => 2,
        _ => 3,
    };
    let theirs = if node.is_state { 2 } else { class(node.ty) };
    match (class(draft.ty), theirs) {
        (a, b) if a == b => 14,
        // Bodies are made of people, and states are places.
        (0 | 2, 1) | (1, 0 | 2) => 0,
        _ => -20,
    }
}
