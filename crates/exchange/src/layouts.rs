//! The column layouts of event data sets, one row for each pair of actor and recipient.

use crate::Format;
use crate::side::{fullest, pairs, quad};
use rapporteur_ledger::{EventDetail, Party, Version};
use std::io::{self, Write};

/// ICEWS: 20 columns.
pub(crate) const ICEWS: &[&str] = &[
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

/// POLECAT: 40 columns.
pub(crate) const POLECAT: &[&str] = &[
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

/// The Goldstein value of each CAMEO root, 01 to 20.
const GOLDSTEIN: [&str; 20] = [
    "0.0", "3.0", "4.0", "1.0", "3.5", "6.0", "7.0", "5.0", "-2.0", "-5.0", "-2.0", "-4.0", "-6.0", "-6.5", "-7.2",
    "-4.0", "-7.0", "-9.0", "-10.0", "-10.0",
];

pub(crate) fn write_row<S: AsRef<str>>(out: &mut impl Write, cells: &[S]) -> io::Result<()> {
    // These data sets are read by splitting lines at tabs, without quotation marks.
    let cells: Vec<String> = cells.iter().map(|cell| cell.as_ref().replace(['\t', '\n', '\r'], " ")).collect();
    writeln!(out, "{}", cells.join("\t"))
}

/// The rows of an event; none where the layout would show as a fact what is told otherwise.
pub(crate) fn rows(format: Format, detail: &EventDetail) -> Vec<Vec<String>> {
    let event = &detail.event;
    let told_as_fact = event.status == "actual" || (format == Format::Polecat && event.status == "future");
    let Some(version) = fullest(detail).filter(|_| told_as_fact) else { return Vec::new() };
    let pairs = pairs(detail);
    let numbered = pairs.len() > 1;
    let row = |(n, (actor, recipient)): (usize, &(Option<&Party>, Option<&Party>))| {
        let id = if numbered { format!("{}-{}", event.id, n + 1) } else { event.id.clone() };
        let row = Row { id, detail, version, actor: *actor, recipient: *recipient };
        match format {
            Format::Icews => row.icews(),
            Format::Polecat => row.polecat(),
            Format::Phoenix => row.phoenix(),
            _ => row.gdelt(),
        }
    };
    pairs.iter().enumerate().map(row).collect()
}

struct Row<'e> {
    id: String,
    detail: &'e EventDetail,
    version: &'e Version,
    actor: Option<&'e Party>,
    recipient: Option<&'e Party>,
}

fn name(party: Option<&Party>) -> String {
    party.map(|party| party.name.clone()).unwrap_or_default()
}

fn country(party: Option<&Party>) -> String {
    party.and_then(|party| party.country.clone()).unwrap_or_default()
}

fn sector(party: Option<&Party>) -> String {
    party.and_then(|party| party.sector.clone()).unwrap_or_default()
}

impl Row<'_> {
    /// The day of the event; where it is not told, that of publication, as these data sets have it.
    fn date(&self) -> String {
        let event = &self.detail.event;
        event.from.clone().or_else(|| event.first_reported.clone()).unwrap_or_default()
    }

    fn cameo(&self) -> String {
        self.version.claim.cameo.clone().unwrap_or_default()
    }

    fn root(&self) -> String {
        self.cameo().get(..2).unwrap_or_default().to_owned()
    }

    fn goldstein(&self) -> String {
        let root = self.root().parse::<usize>().ok();
        root.and_then(|root| GOLDSTEIN.get(root.checked_sub(1)?)).map(|&value| value.to_owned()).unwrap_or_default()
    }

    fn point(&self) -> (String, String) {
        let place = self.version.claim.place.as_ref();
        let shown = |degrees: Option<f64>| degrees.map(|degrees| degrees.to_string()).unwrap_or_default();
        (shown(place.and_then(|place| place.lat)), shown(place.and_then(|place| place.lon)))
    }

    /// The place's name, where it is narrower than a country.
    fn town(&self) -> String {
        let place = self.version.claim.place.as_ref().filter(|place| place.precision.as_deref() != Some("country"));
        place.map(|place| place.name.clone()).unwrap_or_default()
    }

    fn place_country(&self) -> String {
        self.detail.event.place_country.clone().unwrap_or_default()
    }

    fn publisher(&self) -> String {
        self.detail.event.publisher.clone().unwrap_or_default()
    }

    fn urls(&self) -> String {
        let urls =
            self.detail.versions.iter().flat_map(|version| &version.printed).filter_map(|printed| printed.url.clone());
        urls.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(";")
    }

    fn quad(&self) -> String {
        quad(&self.detail.event.ty).map(|quad| quad.to_string()).unwrap_or_default()
    }

    fn icews(&self) -> Vec<String> {
        let (lat, lon) = self.point();
        let sentence = (self.version.claim.sentence + 1).to_string();
        let event = &self.detail.event;
        vec![
            self.id.clone(),
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
            String::new(),
            self.place_country(),
            lat,
            lon,
        ]
    }

    fn polecat(&self) -> Vec<String> {
        let event = &self.detail.event;
        let claim = &self.version.claim;
        let (lat, lon) = self.point();
        let place = claim.place.as_ref();
        let none = String::new;
        let side = |party: Option<&Party>| {
            [name(party), country(party), none(), sector(party), sector(party), none(), name(party), none()]
        };
        let published = event.first_reported.clone().unwrap_or_default();
        let mut row = vec![
            self.id.clone(),
            self.date(),
            event.ty.clone(),
            event.mode.join(";"),
            self.goldstein(),
            self.quad(),
            claim.context.join(";"),
        ];
        row.extend(side(self.actor));
        row.extend(side(self.recipient));
        row.extend([
            event.place.clone().unwrap_or_default(),
            self.town(),
            none(),
            none(),
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

    fn phoenix(&self) -> Vec<String> {
        let date = self.date();
        let part = |at: usize| date.split('-').nth(at).unwrap_or_default().to_owned();
        let (lat, lon) = self.point();
        let full = |party: Option<&Party>| country(party) + &sector(party);
        let event = &self.detail.event;
        vec![
            self.id.clone(),
            date.replace('-', ""),
            part(0),
            part(1),
            part(2),
            full(self.actor),
            country(self.actor),
            sector(self.actor),
            String::new(),
            full(self.recipient),
            country(self.recipient),
            sector(self.recipient),
            String::new(),
            self.cameo(),
            self.root(),
            self.quad(),
            self.goldstein(),
            self.version.claim.context.join(";"),
            lat,
            lon,
            self.town(),
            String::new(),
            self.place_country(),
            format!("{}_{}", event.report, self.version.claim.sentence + 1),
            self.urls(),
            self.publisher(),
        ]
    }

    fn gdelt(&self) -> Vec<String> {
        let event = &self.detail.event;
        let date = self.date();
        let digits = date.replace('-', "");
        let year = digits.get(..4).unwrap_or_default().to_owned();
        let month = digits.get(..6).unwrap_or_default().to_owned();
        let fraction = date.parse::<jiff::civil::Date>().map(|date| {
            let part = f64::from(date.day_of_year()) / f64::from(date.days_in_year());
            format!("{:.4}", f64::from(date.year()) + part)
        });
        let actor = |party: Option<&Party>| -> [String; 10] {
            let mut cells: [String; 10] = Default::default();
            cells[0] = country(party) + &sector(party);
            cells[1] = name(party).to_uppercase();
            cells[2] = country(party);
            cells[7] = sector(party);
            cells
        };
        let (lat, lon) = self.point();
        let id = self.version.claim.place.as_ref().and_then(|place| place.geonames_id).map(|id| id.to_string());
        // 1 a country, 4 a town of the world.
        let kind = match (&event.place, self.town().is_empty()) {
            (None, _) => "0",
            (Some(_), true) => "1",
            (Some(_), false) => "4",
        };
        let place = event.place.clone().unwrap_or_default();
        let action = [
            kind.to_owned(),
            place,
            self.place_country(),
            String::new(),
            String::new(),
            lat,
            lon,
            id.unwrap_or_default(),
        ];
        let mut row = vec![self.id.clone(), digits.clone(), month, year, fraction.unwrap_or_default()];
        row.extend(actor(self.actor));
        row.extend(actor(self.recipient));
        row.extend([
            "1".to_owned(),
            self.cameo(),
            self.cameo().get(..3).unwrap_or(&self.cameo()).to_owned(),
            self.root(),
            self.quad(),
            self.goldstein(),
            event.claims.to_string(),
            event.origins.to_string(),
            event.reports.to_string(),
            String::new(),
        ]);
        row.extend(std::iter::repeat_n(String::new(), 16));
        row.extend(action);
        let added = event.first_reported.clone().unwrap_or_default().replace('-', "");
        row.extend([if added.is_empty() { added } else { added + "000000" }, self.urls()]);
        row
    }
}
