//! Who takes part, with what kind of thing they are.

use rapporteur::output::Entity;
use rapporteur::place;
use rapporteur_ledger::{EventDetail, Version};

/// The country by ISO 3166-1 alpha-2, as others' readers want it; `None` for former states, and for PLOVER's codes of those
/// who are no country.
pub(crate) fn alpha2(alpha3: &str) -> Option<&'static str> {
    place::alpha2(alpha3).filter(|code| !matches!(*code, "AN" | "CS"))
}

/// What somebody is, as far as the reading tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A human being with a name.
    Person,
    /// People without a name of their own: "soldiers".
    Group,
    /// A government, its ministries, forces, courts and parliaments.
    PublicBody,
    /// Any other organisation.
    Organization,
    /// Not told.
    Unknown,
}

/// Somebody who takes part or says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Somebody<'e> {
    pub(crate) name: &'e str,
    pub(crate) country: Option<&'e str>,
    pub(crate) sector: Option<&'e str>,
    pub(crate) kind: Kind,
    pub(crate) aliases: Vec<&'e str>,
    pub(crate) office: Option<&'e str>,
}

/// The sectors of PLOVER that are branches of a state.
const STATE: [&str; 6] = ["GOV", "MIL", "COP", "JUD", "LEG", "SPY"];

impl<'e> Somebody<'e> {
    /// Somebody of this name in an event; the readings of its versions tell the rest.
    pub(crate) fn named(
        name: &'e str,
        country: Option<&'e str>,
        sector: Option<&'e str>,
        event: &'e EventDetail,
    ) -> Self {
        let entity = event.versions.iter().find_map(|version| entity(version, name));
        Self {
            name,
            country: country.or(entity.and_then(|entity| entity.country.as_deref())),
            sector: sector.or(entity.and_then(|entity| entity.sector.as_deref())),
            kind: entity.map_or(Kind::Unknown, |entity| kind(entity, name)),
            aliases: entity.map(|entity| entity.aliases.iter().map(String::as_str).collect()).unwrap_or_default(),
            office: entity.and_then(|entity| entity.office.as_deref()),
        }
    }

    /// The country by ISO 3166-1 alpha-2; `None` for PLOVER's codes of those who have none.
    pub(crate) fn alpha2(&self) -> Option<&'static str> {
        self.country.and_then(alpha2)
    }

    /// What tells this one from others: the name as it is written, country and sector.
    pub(crate) fn id(&self) -> uuid::Uuid {
        let (country, sector) = (self.country.unwrap_or_default(), self.sector.unwrap_or_default());
        crate::name::uuid(&["party", self.name, country, sector])
    }
}

/// Who acts, as the event lists them.
pub(crate) fn actors(event: &EventDetail) -> Vec<Somebody<'_>> {
    somebody(event, &event.event.actors)
}

/// To whom.
pub(crate) fn recipients(event: &EventDetail) -> Vec<Somebody<'_>> {
    somebody(event, &event.event.recipients)
}

fn somebody<'e>(event: &'e EventDetail, parties: &'e [rapporteur_ledger::Party]) -> Vec<Somebody<'e>> {
    let one = |party: &'e rapporteur_ledger::Party| {
        Somebody::named(&party.name, party.country.as_deref(), party.sector.as_deref(), event)
    };
    parties.iter().map(one).collect()
}

fn entity<'v>(version: &'v Version, name: &str) -> Option<&'v Entity> {
    let claim = &version.claim;
    let parties = claim.actors.iter().chain(&claim.recipients).map(|party| (&party.name, &party.entity));
    let sources = claim.attribution.iter().filter_map(|link| link.source.as_ref()).map(|one| (&one.name, &one.entity));
    let id = parties.chain(sources).find_map(|(named, entity)| entity.as_deref().filter(|_| named == name))?;
    version.entities.iter().find(|entity| entity.id == id)
}

fn kind(entity: &Entity, name: &str) -> Kind {
    let of_state = entity.sector.as_deref().is_some_and(|sector| STATE.contains(&sector));
    // A name ends with a word that is written as one: "Aziz Nasirzadeh", but not "Iranian soldiers".
    let is_name = name.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase));
    match entity.ty.as_str() {
        "PER" if is_name => Kind::Person,
        "PER" | "NAT" => Kind::Group,
        "ORG" | "LOC" | "FAC" if of_state => Kind::PublicBody,
        "ORG" => Kind::Organization,
        _ => Kind::Unknown,
    }
}
