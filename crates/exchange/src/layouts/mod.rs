//! The column layouts of event data sets, one row for each pair of actor and recipient. Nothing is kept but the rows at hand.

mod gdelt;
mod icews;
mod mentions;
mod phoenix;
mod polecat;

use crate::cell::harmless;
use crate::judged::Judged;
use crate::side::{fullest, pairs, quad};
use crate::{Form, Format};
use rapporteur_ledger::{EventDetail, Party, Version};
use std::io::{self, Write};

/// The Goldstein value of each CAMEO root, 01 to 20.
const GOLDSTEIN: [&str; 20] = [
    "0.0", "3.0", "4.0", "1.0", "3.5", "6.0", "7.0", "5.0", "-2.0", "-5.0", "-2.0", "-4.0", "-6.0", "-6.5", "-7.2",
    "-4.0", "-7.0", "-9.0", "-10.0", "-10.0",
];

/// A writer of rows.
pub(crate) struct Rows<W> {
    out: W,
    format: Format,
}

impl<W: Write> Rows<W> {
    pub(crate) fn new(mut out: W, format: Format) -> io::Result<Self> {
        match format {
            Format::Icews => write_row(&mut out, icews::HEAD)?,
            Format::Polecat => write_row(&mut out, polecat::HEAD)?,
            _ => {}
        }
        Ok(Self { out, format })
    }
}

impl<W: Write> Form<W> for Rows<W> {
    fn event(&mut self, event: &EventDetail, _: &Judged) -> io::Result<()> {
        rows(self.format, event).iter().try_for_each(|row| write_row(&mut self.out, row))
    }

    fn finish(self: Box<Self>) -> io::Result<W> {
        Ok(self.out)
    }
}

fn write_row<S: AsRef<str>>(out: &mut impl Write, cells: &[S]) -> io::Result<()> {
    // These data sets are read by splitting lines at tabs, without quotation marks; some readers take every character
    // that ends a line in Unicode for one.
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let cells: Vec<String> =
        cells.iter().map(|cell| harmless(&cell.as_ref().replace(breaks, " ")).into_owned()).collect();
    writeln!(out, "{}", cells.join("\t"))
}

/// The rows of an event; none where the layout would show as a fact what is told otherwise.
fn rows(format: Format, detail: &EventDetail) -> Vec<Vec<String>> {
    let event = &detail.event;
    let told_as_fact = event.status == "actual" || (format == Format::Polecat && event.status == "future");
    let Some(version) = fullest(detail).filter(|_| told_as_fact) else { return Vec::new() };
    // Without a CAMEO code (PRODUCE has none) there is nothing that the layouts made for it could show.
    if format != Format::Polecat && version.claim.cameo.is_none() {
        return Vec::new();
    }
    let pairs = pairs(detail);
    let of_several = pairs.len() > 1;
    let numbered = (1..).zip(&pairs).map(|(n, &(actor, recipient))| Row {
        pair: if of_several { n } else { 0 },
        detail,
        version,
        actor,
        recipient,
    });
    match format {
        Format::Icews => numbered.map(|row| row.icews()).collect(),
        Format::Polecat => numbered.map(|row| row.polecat()).collect(),
        Format::Phoenix => numbered.map(|row| row.phoenix()).collect(),
        Format::GdeltMentions => numbered.flat_map(|row| row.mentions()).collect(),
        _ => numbered.filter_map(|row| row.gdelt()).collect(),
    }
}

/// An event with one of its actors and one of its recipients.
struct Row<'e> {
    /// The number of the pair from 1 on; 0 where there is only one.
    pair: u64,
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

/// The code of an actor as CAMEO builds it: country and role run together.
fn code(party: Option<&Party>) -> String {
    country(party) + &sector(party)
}

impl Row<'_> {
    /// The event's id; with the number of the pair where there are several.
    fn id(&self) -> String {
        let id = &self.detail.event.id;
        if self.pair > 0 { format!("{id}-{}", self.pair) } else { id.clone() }
    }

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

    /// The quad class of the CAMEO code, which is not always that of PLOVER's type: to concede is to act, 08.
    fn cameo_quad(&self) -> String {
        match self.root().parse::<u8>() {
            Ok(1..=5) => "1",
            Ok(6..=8) => "2",
            Ok(9..=13) => "3",
            Ok(14..=20) => "4",
            _ => "",
        }
        .to_owned()
    }

    fn point(&self) -> (String, String) {
        let place = self.version.claim.place.as_ref();
        let shown = |degrees: Option<f64>| degrees.map(|degrees| degrees.to_string()).unwrap_or_default();
        (shown(place.and_then(|place| place.lat)), shown(place.and_then(|place| place.lon)))
    }

    /// The place's name, where it is as wide as this.
    fn place_if(&self, wide: impl Fn(&str) -> bool) -> String {
        let place = self.version.claim.place.as_ref();
        let place = place.filter(|place| place.precision.as_deref().is_some_and(wide));
        place.map(|place| place.name.clone()).unwrap_or_default()
    }

    fn town(&self) -> String {
        self.place_if(|precision| !matches!(precision, "country" | "region"))
    }

    fn province(&self) -> String {
        self.place_if(|precision| precision == "region")
    }

    fn place_country(&self) -> String {
        self.detail.event.place_country.clone().unwrap_or_default()
    }

    fn publisher(&self) -> String {
        self.detail.event.publisher.clone().unwrap_or_default()
    }

    /// The addresses of all reports, each once, first published first.
    fn urls(&self) -> Vec<&str> {
        let mut urls: Vec<&str> = Vec::new();
        let printed = self.detail.versions.iter().flat_map(|version| &version.printed);
        for url in printed.filter_map(|printed| printed.url.as_deref()) {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        urls
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};

    const LAYOUTS: [(Format, usize, usize); 5] = [
        (Format::Icews, 20, 1),
        (Format::Polecat, 40, 1),
        (Format::Phoenix, 26, 0),
        (Format::Gdelt, 61, 0),
        (Format::GdeltMentions, 16, 0),
    ];

    #[test]
    fn every_row_has_all_columns_whatever_the_names() {
        for (format, columns, head) in LAYOUTS {
            let text = made::written(format, &made::all());
            assert!(text.lines().count() > head, "{format:?}");
            for line in text.lines() {
                assert_eq!(line.split('\t').count(), columns, "{format:?}: {line:?}");
                assert!(!line.contains(|c: char| c != '\t' && c.is_control()), "{line:?}");
                assert!(line.split('\t').all(|cell| crate::harmless(cell) == cell), "{line:?}");
            }
        }
    }

    #[test]
    fn what_is_denied_is_in_no_layout_and_what_is_planned_in_polecat_alone() {
        for (format, _, head) in LAYOUTS {
            let rows = |event| made::written(format, &[event]).lines().count() - head;
            assert_eq!(rows(made::denied()), 0, "{format:?}");
            assert_eq!(rows(made::planned()) > 0, format == Format::Polecat, "{format:?}");
        }
    }

    #[test]
    fn an_event_of_two_actors_is_a_row_each_way_with_an_id_of_its_own() {
        let text = made::written(Format::Icews, &[made::signed()]);
        let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split('\t').collect()).collect();
        assert_eq!(
            rows.iter().map(|row| (row[0], row[2], row[8])).collect::<Vec<_>>(),
            [
                ("00ff00ff00ff00ff00ff00ff00ff00ff-1", "Aziz Nasirzadeh", "Iran"),
                ("00ff00ff00ff00ff00ff00ff00ff00ff-2", "Iran", "Aziz Nasirzadeh"),
            ]
        );
        assert_eq!((rows[0][6], rows[0][14], rows[0][18]), ("057", "Minsk", "53.9"));
    }
}
