//! Countries that nothing says outright: "police" in a report of which all else happens in Kenya.

use crate::book::EntryKind;
use crate::chain::Chains;
use crate::draft::Definite;
use crate::facts::is_organ;
use crate::layer::Known;
use compact_str::CompactString;
use rapporteur_syntax::{MentionKind, MentionType};
use rapporteur_text::{Basis, TextRange};
use std::collections::BTreeMap;

/// A country is a report's home when it has at least this share of the mentions of countries.
const HOME_SHARE: f64 = 0.5;

/// Whether a word is the nationality of a private person: rebels who kidnap "a British engineer" are not British for that.
fn is_of_private_person(chains: &Chains<'_>, word: usize) -> bool {
    let is_adjective = chains.syntax.words[word].is("amod");
    let person = chains.syntax.head(word).filter(|_| is_adjective).and_then(|head| chains.by_head[head]);
    person.is_some_and(|person| {
        let node = chains.entity[person].map(|entity| &chains.nodes[entity]);
        let sector = node.and_then(|node| node.facts.sector.as_ref()).map(|known| known.value.as_str());
        chains.drafts[person].ty == MentionType::Per && !is_organ(sector)
    })
}

/// Gives persons and bodies of states without a country that of the only country of the sentence where they are first
/// mentioned, else the report's home.
pub(crate) fn infer_countries(chains: &mut Chains<'_>) {
    let mut by_sentence: BTreeMap<usize, Vec<(CompactString, TextRange)>> = BTreeMap::new();
    let mut counts: BTreeMap<CompactString, usize> = BTreeMap::new();
    for draft in chains.drafts {
        let Some(hit) = draft.hit.map(|h| &chains.hits.all[h]) else { continue };
        let entry = &chains.actors.entries()[hit.entry];
        if entry.kind != EntryKind::Country {
            continue;
        }
        if let Some(code) = &entry.country {
            *counts.entry(code.clone()).or_default() += 1;
            // An embassy stands in another country, and so do those who gather before it.
            let abroad =
                chains.syntax.words.get(hit.words.end).is_some_and(|next| {
                    ["embassy", "consulate", "ambassador"].iter().any(|lemma| next.has_lemma(lemma))
                });
            if abroad || is_of_private_person(chains, hit.words.start) {
                continue;
            }
            by_sentence.entry(draft.sentence).or_default().push((code.clone(), chains.syntax.range(hit.words.clone())));
        }
    }
    let all: usize = counts.values().sum();
    let home = counts
        .iter()
        .max_by_key(|(code, count)| (**count, std::cmp::Reverse((*code).clone())))
        .filter(|(_, count)| **count as f64 >= HOME_SHARE * all as f64)
        .map(|(code, _)| code.clone());
    let mut first = vec![None; chains.nodes.len()];
    for (i, entity) in chains.entity.iter().enumerate() {
        if let Some(entity) = entity {
            first[*entity].get_or_insert(i);
        }
    }
    for (entity, i) in first.into_iter().enumerate() {
        let (Some(i), node) = (i, &chains.nodes[entity]) else { continue };
        let draft = &chains.drafts[i];
        let may_have = match (node.ty, draft.kind) {
            (_, MentionKind::Pronoun) => false,
            (MentionType::Per, _) => true,
            (MentionType::Org | MentionType::Fac, _) => node.facts.sector.is_some(),
            _ => false,
        };
        let head = &chains.syntax.words[draft.head];
        let is_a = |lemmas: &[&str]| lemmas.iter().any(|lemma| head.has_lemma(lemma));
        // "foreign ministers", of whom a country has but one, are of several, and "African countries" are several.
        let sole = |role: &str| chains.actors.lists("sole-offices", role);
        let of_several = node.plural
            && (is_a(&["country", "nation", "state", "power"]) || node.facts.role.as_deref().is_some_and(sole));
        // "253 people" may be anybody.
        let counted =
            chains.syntax.child(draft.head, "nummod").is_some() && is_a(&["people", "person", "man", "woman", "other"]);
        if counted
            || of_several
            || node.facts.country.is_some()
            || !may_have
            || !node.members.is_empty()
            || node.is_speaker
        {
            continue;
        }
        let named = by_sentence.get(&draft.sentence);
        let only = named.and_then(|named| {
            let (code, range) = named.first()?;
            named.iter().all(|(other, _)| other == code).then(|| (code.clone(), *range))
        });
        // Somebody with a name, of whom nothing is told, need not be of the country that his sentence speaks of:
        // "the American strike killed John Doe".
        let stranger = draft.kind == MentionKind::Name && node.facts.sector.is_none();
        let only = only.filter(|(code, _)| !stranger || home.as_ref().is_none_or(|home| home == code));
        let described = if stranger { described_before(chains, i, entity) } else { None };
        let inferred = match (only, &home) {
            (Some((code, range)), _) => Some(Known { value: code, basis: Basis::read("country/same-sentence", range) }),
            (None, Some(code)) => Some(Known { value: code.clone(), basis: Basis::inferred("country/report-home") }),
            _ => None,
        };
        chains.nodes[entity].facts.country = described.or(inferred);
    }
}

/// How many sentences after the description of somebody in the lead the name may follow.
const INTRODUCTION: usize = 2;

/// The nationality of a report's only private person told by description, who is named in one of the next sentences: "Rebels
/// freed a British engineer. … John Smith, 40, was well."
fn described_before(chains: &Chains<'_>, named: usize, entity: usize) -> Option<Known> {
    let name = &chains.drafts[named];
    if name.core.len() < 2 || chains.nodes[entity].plural {
        return None;
    }
    let before = chains.drafts[..named].iter().enumerate().rev();
    let near = before.take_while(|(_, draft)| draft.sentence + INTRODUCTION >= name.sentence);
    let mut described = near.filter_map(|(i, draft)| {
        let node = &chains.nodes[chains.entity[i]?];
        let known = node.facts.country.as_ref().filter(|known| known.basis.rule == "country/modifier")?;
        let sector = node.facts.sector.as_ref().map(|known| known.value.as_str());
        let alone = draft.kind == MentionKind::Nominal && draft.ty == MentionType::Per && !draft.plural;
        let fits = alone && draft.definite == Definite::No && !node.has_name && !is_organ(sector);
        (fits && draft.sentence < name.sentence).then_some(known)
    });
    let known = described.next().filter(|_| described.next().is_none())?;
    let basis = Basis { rule: CompactString::const_new("country/described"), range: known.basis.range };
    Some(Known { value: known.value.clone(), basis })
}
