//! The country that a report, or an event in it, is set in: "police" are those of the place, "the president" is theirs.

use crate::claim::{Actor, EventType};
use rapporteur_entities::{Entities, is_organ};
use rapporteur_place::Places;
use rapporteur_syntax::{MentionKind, MentionType};
use std::collections::BTreeMap;

/// The country of most of a report's names, where most have one and the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setting {
    country: Option<String>,
}

/// The share of a report's names that one country must have to be the setting.
const SHARE: f32 = 0.5;

impl Setting {
    /// Counts the countries of names in the report; bodies of the world (UNO, IGO …) are no setting.
    pub(crate) fn of(entities: &Entities, places: &Places) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut total = 0;
        let named = entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        let of_names = named.filter_map(|mention| entities.entities.get(mention.entity)?.country.as_ref());
        let of_places = places.toponyms.iter().filter_map(|toponym| toponym.place.as_ref()?.country.as_deref());
        for country in of_names.map(|known| known.value.as_str()).chain(of_places) {
            if !["UNO", "IGO", "EUR", "NGO", "ISM", "IMG", "MNC"].contains(&country) {
                *counts.entry(country).or_default() += 1;
                total += 1;
            }
        }
        let most = counts.into_iter().max_by_key(|&(country, count)| (count, std::cmp::Reverse(country)));
        let most = most.filter(|&(_, count)| count as f32 >= SHARE * total as f32);
        Self { country: most.map(|(country, _)| country.to_owned()) }
    }

    /// Gives a participant without a country that of the event's place, else of the report, else of the other side, where it is an organ,
    /// a force or an office holder of some country, or part of a crowd that protests. Tells whether it did.
    pub(crate) fn complete(
        &self,
        actor: &mut Actor,
        place: Option<&str>,
        other_side: Option<&str>,
        ty: EventType,
        entities: &Entities,
    ) -> bool {
        if actor.country.is_some() {
            return false;
        }
        let entity = actor.entity.and_then(|id| entities.entities.get(id));
        // "African countries" are none of those that are named.
        let several = ["countries", "nations", "states", "powers"].iter().any(|noun| actor.name.ends_with(noun));
        if several || entity.is_some_and(|entity| entity.ty == MentionType::Loc) {
            return false;
        }
        let office = entity.is_some_and(|entity| entity.office.is_some());
        let group = entity.is_some_and(|entity| entity.ty == MentionType::Nat);
        let organ = is_organ(actor.sector.as_deref());
        let crowd = ty == EventType::Protest || (group && ty == EventType::Coerce);
        // "ethnic Serbs" who suffer or do violence at a place live there.
        let there = place.filter(|_| group && ty == EventType::Assault);
        if !(office || organ || crowd) {
            actor.country = there.map(str::to_owned);
            return actor.country.is_some();
        }
        // Those who meet come from elsewhere.
        let place = place.filter(|_| ty != EventType::Consult);
        // A crowd before an embassy is not of its country.
        let known = place.or(self.country.as_deref()).or(other_side.filter(|_| !crowd));
        actor.country = known.map(str::to_owned);
        actor.country.is_some()
    }
}

/// Whether somebody is a private person of whom the report says of which country: who does something to "a British
/// engineer" need not be British, and rather is not. Those who meet "Indian soldiers" are often Indian.
pub(crate) fn is_foreigner(actor: &Actor, entities: &Entities) -> bool {
    let entity = actor.entity.and_then(|id| entities.entities.get(id));
    let told =
        entity.and_then(|entity| entity.country.as_ref()).is_some_and(|known| known.basis.rule == "country/modifier");
    let private = !is_organ(actor.sector.as_deref());
    told && private && entity.is_some_and(|entity| entity.ty == MentionType::Per)
}

/// Makes police whose country was only guessed from the rest of the report those of the country where they act.
/// Tells whether it did.
pub(crate) fn move_police(actor: &mut Actor, place: &str, entities: &Entities) -> bool {
    let entity = actor.entity.and_then(|id| entities.entities.get(id));
    let basis = entity.and_then(|entity| entity.country.as_ref()).map(|known| known.basis.rule.as_str());
    let moves = basis == Some("country/report-home")
        && actor.sector.as_deref() == Some("COP")
        && actor.country.as_deref() != Some(place);
    if moves {
        actor.country = Some(place.to_owned());
    }
    moves
}
