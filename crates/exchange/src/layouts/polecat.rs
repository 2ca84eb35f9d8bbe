//! POLECAT: 40 columns.

use super::{Row, country, name, quad, sector};
use rapporteur_ledger::Party;

/// The head.
pub(super) const HEAD: &[&str] = &[
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

impl Row<'_> {
    /// Its cells, in the order of the columns.
    pub(super) fn polecat(&self) -> Vec<String> {
        let event = &self.detail.event;
        let claim = &self.version.claim;
        let (lat, lon) = self.point();
        let place = claim.place.as_ref();
        let none = String::new;
        let raw = |party: Option<&Party>| {
            let mut parties = claim.actors.iter().chain(&claim.recipients);
            let one = party.and_then(|party| parties.find(|one| one.name == party.name));
            one.map(|one| one.text.clone()).unwrap_or_default()
        };
        let side = |party: Option<&Party>| {
            [name(party), country(party), none(), sector(party), sector(party), none(), raw(party), none()]
        };
        let published = event.first_reported.clone().unwrap_or_default();
        let mut row = vec![
            self.id(),
            self.date(),
            event.ty.clone(),
            event.mode.join(";"),
            self.goldstein(),
            quad(&event.ty).map(|quad| quad.to_string()).unwrap_or_default(),
            claim.context.join(";"),
        ];
        row.extend(side(self.actor));
        row.extend(side(self.recipient));
        row.extend([
            event.place.clone().unwrap_or_default(),
            self.town(),
            none(),
            self.province(),
            self.place_country(),
            lat,
            lon,
            place.and_then(|place| place.geonames_id).map(|id| id.to_string()).unwrap_or_default(),
            place.map(|place| place.text.clone()).unwrap_or_default(),
            none(),
            self.publisher(),
            published,
            none(),
            none(),
            none(),
            none(),
            env!("CARGO_PKG_VERSION").to_owned(),
        ]);
        row
    }
}
