//! ICEWS: 20 columns.

use super::{Row, country, name, sector};

/// The head.
pub(super) const HEAD: &[&str] = &[
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

impl Row<'_> {
    /// Its cells, in the order of the columns.
    pub(super) fn icews(&self) -> Vec<String> {
        let (lat, lon) = self.point();
        let sentence = (self.version.claim.sentence + 1).to_string();
        let event = &self.detail.event;
        vec![
            self.id(),
            self.date(),
            name(self.actor),
            sector(self.actor),
            country(self.actor),
            event.ty.clone(),
            self.cameo(),
            self.goldstein(),
            name(self.recipient),
            sector(self.recipient),
            country(self.recipient),
            event.report.clone(),
            sentence,
            self.publisher(),
            self.town(),
            String::new(),
            self.province(),
            self.place_country(),
            lat,
            lon,
        ]
    }
}
