//! Places that are told by what they are rather than by name: "the capital", "the troubled region".

use rapporteur_entities::{Entities, Mention};
use rapporteur_place::{Places, Toponym, ToponymKind};
use rapporteur_syntax::{MentionKind, MentionType, Syntax};
use std::collections::HashMap;

/// How many place names back one is looked for that "the town" may take up.
const REACH: usize = 12;

/// The heads of phrases that take up a place named elsewhere in the report, each with the index of that name.
pub(crate) fn places_taken_up(syntax: &Syntax, entities: &Entities, places: &Places) -> Vec<(usize, usize)> {
    let named: Vec<(usize, &Toponym)> =
        places.toponyms.iter().enumerate().filter(|(_, toponym)| toponym.kind == ToponymKind::Name).collect();
    let mut by_entity: HashMap<usize, usize> = HashMap::new();
    let mut found = Vec::new();
    for mention in &entities.mentions {
        let range = syntax.range(mention.words.clone());
        let before = named.partition_point(|(_, toponym)| toponym.range.start < range.start);
        if mention.kind == MentionKind::Name {
            if let Some(&(i, toponym)) = named.get(before)
                && toponym.range.end <= range.end
            {
                by_entity.entry(mention.entity).or_insert(i);
            }
            continue;
        }
        if mention.ty != MentionType::Loc || mention.kind != MentionKind::Nominal {
            continue;
        }
        let noun = syntax.words[mention.head].lemma.to_lowercase();
        let place = if noun == "capital" {
            capital(country_of(mention, entities), &named)
        } else {
            let last = &named[before.saturating_sub(REACH)..before];
            // What was called a province is "the region" before any other place is.
            let of_kind = || {
                let nearest = |fits: fn(&Toponym, &str, &Syntax) -> bool| {
                    last.iter().rev().find(|(_, toponym)| fits(toponym, &noun, syntax)).map(|&(i, _)| i)
                };
                nearest(is_called).or_else(|| nearest(is_kind_of))
            };
            by_entity.get(&mention.entity).copied().or_else(|| is_definite(mention, syntax).then(of_kind).flatten())
        };
        found.extend(place.map(|place| (mention.head, place)));
    }
    found
}

fn country_of<'e>(mention: &Mention, entities: &'e Entities) -> Option<&'e str> {
    entities.entities.get(mention.entity)?.country.as_ref().map(|known| known.value.as_str())
}

/// The capital of a country, or the only one, where the report names it.
fn capital(country: Option<&str>, named: &[(usize, &Toponym)]) -> Option<usize> {
    let mut capitals =
        named.iter().filter_map(|&(i, toponym)| Some((i, toponym.place.as_ref()?))).filter(|(_, place)| {
            place.feature_code == "PPLC" && country.is_none_or(|country| place.country.as_deref() == Some(country))
        });
    let (first, place) = capitals.next()?;
    capitals.all(|(_, other)| other.geonames_id == place.geonames_id).then_some(first)
}

fn is_definite(mention: &Mention, syntax: &Syntax) -> bool {
    ["the", "this", "that"].iter().any(|word| syntax.words[mention.words.start].has_lemma(word))
}

/// Whether the report has put this noun, or one like it, beside a name.
fn is_called(toponym: &Toponym, noun: &str, syntax: &Syntax) -> bool {
    let Some(beside) = syntax.words_in(toponym.full).last().map(|last| syntax.words[last].lemma.to_lowercase()) else {
        return false;
    };
    let region = |noun: &str| matches!(noun, "region" | "province" | "territory");
    beside == noun || region(&beside) && region(noun)
}

/// Whether a name's place is of the kind that a noun tells.
fn is_kind_of(toponym: &Toponym, noun: &str, _: &Syntax) -> bool {
    let code = toponym.place.as_ref().map_or("", |place| place.feature_code.as_str());
    match noun {
        "city" | "town" | "village" => code.starts_with("PPL"),
        "region" | "province" | "territory" => code.starts_with("ADM1") || code.starts_with("RGN"),
        "island" => code.starts_with("ISL"),
        _ => false,
    }
}
