//! What the tables of a dump tell -> places with their names, as compact as a dump of thirteen million needs.

use super::Gazetteer;
use super::builder::is_country;
use super::format::{pack_degrees, unpack_degrees};
use super::tables::wrong_columns;
use std::collections::HashMap;

/// Alternative names are kept for places of at least this many people; regions and countries keep all.
const ALTERNATES_ABOVE: u32 = 1_000;
/// Of GeoNames' class S (buildings, farms, shops), what news names: airports, bridges, camps of refugees, nuclear and space
/// centres, dams, forts and bases, monuments, prisons, power stations, border posts, stadiums.
const SPOTS: [&str; 17] = [
    "AIRB", "AIRF", "AIRP", "BDG", "CMPRF", "CTRA", "CTRS", "DAM", "FT", "INSM", "MNMT", "PRN", "PS", "PSH", "PSN",
    "PSTB", "STDM",
];
pub(super) const NONE: u32 = u32::MAX;

/// A place of the dump.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: u32,
    pub(super) lat: [u8; 3],
    pub(super) lon: [u8; 3],
    pub(super) population: u32,
    /// Numbers of `Rows::features` and `Rows::codes`: "BY", "BY.02", "BY.02.623"; `NONE` where it has none.
    pub(super) feature: u32,
    pub(super) country: u32,
    pub(super) region: u32,
    pub(super) second: u32,
    /// Countries, first-level and second-level regions come before all else.
    pub(super) rank: u8,
    /// Where in `Rows::text` its names are: the main one, then the others, with tabulators between.
    names: (usize, u32),
}

/// Places with their names.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) all: Vec<Row>,
    pub(super) features: Strings,
    pub(super) codes: Strings,
    text: String,
    /// Names from elsewhere: of which id, where in `text`, and whether it is as good as the main one.
    more: Vec<(u32, usize, u32, bool)>,
}

/// Strings by number.
#[derive(Debug, Default)]
pub(super) struct Strings {
    pub(super) all: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Strings {
    pub(super) fn number(&mut self, string: &str) -> u32 {
        if string.is_empty() {
            return NONE;
        }
        if let Some(&number) = self.numbers.get(string) {
            return number;
        }
        let number = self.all.len() as u32;
        self.all.push(string.into());
        self.numbers.insert(string.into(), number);
        number
    }
}

/// One place, before it is packed.
struct Draft<'a> {
    id: u32,
    name: &'a str,
    point: ([u8; 3], [u8; 3]),
    feature: &'a str,
    country: &'a str,
    region: &'a str,
    second: &'a str,
    population: u32,
}

impl Rows {
    /// A row of `allCountries.txt`.
    pub(super) fn add_place(&mut self, fields: &[&str]) -> Result<(), String> {
        let [id, name, ascii, others, lat, lon, class, feature, country, _, region, second, _, _, people, ..] = *fields
        else {
            return Err(wrong_columns(fields));
        };
        let id = whole(id, "id")?;
        let point = (pack_degrees(degrees(lat, "latitude", 90.0)?, 90.0), degrees(lon, "longitude", 180.0)?);
        let point = (point.0, pack_degrees(point.1, 180.0));
        let population = if people.is_empty() { 0 } else { whole(people, "population")? };
        if !country.is_empty() && !is_code(country, 2) {
            return Err(format!("country '{country}' is not two capital letters"));
        }
        if !is_code(feature, 10) && !feature.is_empty() {
            return Err(format!("feature code '{feature}' is not in capital letters"));
        }
        if name.is_empty() {
            return Err("no name".to_owned());
        }
        if !is_wanted(class, feature) {
            return Ok(());
        }
        self.push(&Draft { id, name, point, feature, country, region, second, population });
        let all = class == "A" || population >= ALTERNATES_ABOVE;
        self.add_other(ascii);
        for other in others.split(',').filter(|other| all && is_usable(other)) {
            self.add_other(other);
        }
        Ok(())
    }

    /// A row of `admin1CodesASCII.txt` or `admin2Codes.txt`; those that the dump had are left as they are.
    pub(super) fn add_region(&mut self, fields: &[&str], known: &Known) -> Result<(), String> {
        let [code, name, ascii, id] = *fields else {
            return Err(format!("{} columns where tables of regions have 4", fields.len()));
        };
        let id = whole(id, "id")?;
        let mut parts = code.split('.');
        let (country, region, second) =
            (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        if !is_code(country, 2) || region.is_empty() {
            return Err(format!("'{code}' is not the code of a region, as US.OH"));
        }
        if self.has(id) {
            return Ok(());
        }
        let point = known.points.get(&id).or_else(|| known.middles.get(code)).copied();
        let point = point.ok_or_else(|| format!("no place of {name} is known, so it has no point"))?;
        let feature = if second.is_empty() { "ADM1" } else { "ADM2" };
        let population = known.people.get(code).copied().unwrap_or(0);
        self.push(&Draft { id, name, point, feature, country, region, second, population });
        self.add_other(ascii);
        Ok(())
    }

    /// A row of `countryInfo.txt`; those that the dump had are left as they are.
    pub(super) fn add_country(&mut self, fields: &[&str], known: &Known) -> Result<(), String> {
        let (Some(code), Some(name), Some(people), Some(id)) =
            (fields.first(), fields.get(4), fields.get(7), fields.get(16))
        else {
            return Err(format!("{} columns where countryInfo.txt has 19", fields.len()));
        };
        if !is_code(code, 2) {
            return Err(format!("'{code}' is not the code of a country, as BY"));
        }
        let id = whole(id, "id")?;
        if self.has(id) || id == 0 {
            return Ok(());
        }
        let population = if people.is_empty() { 0 } else { whole(people, "population")? };
        let point = known.points.get(&id).or_else(|| known.middles.get(*code)).copied();
        let point = point.ok_or_else(|| format!("no place of {name} is known, so it has no point"))?;
        self.push(&Draft { id, name, point, feature: "PCLI", country: code, region: "00", second: "", population });
        Ok(())
    }

    /// A row of `alternateNamesV2.txt`: English names and those of no language, of places that are here.
    pub(super) fn add_name(&mut self, fields: &[&str]) -> Result<(), String> {
        let [_, id, language, name, preferred, ..] = *fields else {
            return Err(format!("{} columns where alternateNamesV2.txt has 10", fields.len()));
        };
        let id = whole(id, "id of the place")?;
        let english = language == "en" || language.is_empty();
        if english && is_usable(name) && self.has(id) {
            self.more.push((id, self.text.len(), name.len() as u32, language == "en" && preferred == "1"));
            self.text.push_str(name);
        }
        Ok(())
    }

    /// Puts the rows in the order of their ids; of rows with one id the last stays.
    pub(super) fn settle(&mut self) {
        self.all.reverse();
        self.all.sort_by_key(|row| row.id);
        self.all.dedup_by_key(|row| row.id);
    }

    /// Names from elsewhere in the order of their ids.
    pub(super) fn settle_names(&mut self) {
        self.more.sort_unstable();
    }

    fn has(&self, id: u32) -> bool {
        self.all.binary_search_by_key(&id, |row| row.id).is_ok()
    }

    /// The main name of a row.
    pub(super) fn name(&self, row: &Row) -> &str {
        self.text_of(row).split('\t').next().unwrap_or("")
    }

    /// All other names of a row, and whether each is as good as the main one.
    pub(super) fn others(&self, row: &Row) -> impl Iterator<Item = (&str, bool)> {
        let first = self.more.partition_point(|more| more.0 < row.id);
        let more = self.more[first..].iter().take_while(|more| more.0 == row.id);
        let more = more.map(|&(_, at, length, main)| (&self.text[at..at + length as usize], main));
        self.text_of(row).split('\t').skip(1).map(|name| (name, false)).chain(more)
    }

    fn text_of(&self, row: &Row) -> &str {
        &self.text[row.names.0..row.names.0 + row.names.1 as usize]
    }

    fn push(&mut self, draft: &Draft<'_>) {
        let mut code = draft.country.to_owned();
        let country = self.codes.number(&code);
        let mut deeper = |part: &str, above: u32| {
            if part.is_empty() || above == NONE {
                return NONE;
            }
            code.push('.');
            code.push_str(part);
            self.codes.number(&code)
        };
        let region = deeper(draft.region, country);
        let second = deeper(draft.second, region);
        let rank = match draft.feature {
            feature if is_country(feature) => 0,
            "ADM1" => 1,
            "ADM2" => 2,
            _ => 3,
        };
        let names = (self.text.len(), draft.name.len() as u32);
        self.text.push_str(draft.name);
        self.all.push(Row {
            id: draft.id,
            lat: draft.point.0,
            lon: draft.point.1,
            population: draft.population,
            feature: self.features.number(draft.feature),
            country,
            region,
            second,
            rank,
            names,
        });
    }

    /// Another name of the row that was added last.
    fn add_other(&mut self, name: &str) {
        if let Some(row) = self.all.last_mut().filter(|_| !name.is_empty()) {
            self.text.push('\t');
            self.text.push_str(name);
            row.names.1 = (self.text.len() - row.names.0) as u32;
        }
    }
}

/// Where countries and regions lie that the tables give without a point.
pub(super) struct Known {
    /// Of ids in the embedded gazetteer.
    points: HashMap<u32, ([u8; 3], [u8; 3])>,
    /// Of codes: the middle of the rectangle around their places.
    middles: HashMap<Box<str>, ([u8; 3], [u8; 3])>,
    /// Of codes: how many people live in their places.
    people: HashMap<Box<str>, u32>,
}

impl Known {
    pub(super) fn of(rows: &Rows) -> Self {
        let embedded = Gazetteer::embedded();
        let entries = (0..).map_while(|number| embedded.entry(number));
        let wide = entries.take_while(|entry| is_country(entry.feature) || entry.feature.starts_with("ADM"));
        let points = wide.map(|e| (e.geonames_id, (pack_degrees(e.lat, 90.0), pack_degrees(e.lon, 180.0)))).collect();
        let mut around: HashMap<u32, ([f64; 4], u32)> = HashMap::new();
        for row in rows.all.iter().filter(|row| row.rank == 3) {
            let (lat, lon) = (unpack_degrees(row.lat, 90.0), unpack_degrees(row.lon, 180.0));
            for code in [row.country, row.region, row.second].into_iter().filter(|&code| code != NONE) {
                let (sides, people) = around.entry(code).or_insert(([lat, lat, lon, lon], 0));
                *sides = [sides[0].min(lat), sides[1].max(lat), sides[2].min(lon), sides[3].max(lon)];
                *people = people.saturating_add(row.population);
            }
        }
        let code = |number: u32| rows.codes.all[number as usize].clone();
        let middle = |s: [f64; 4]| {
            (pack_degrees(f64::midpoint(s[0], s[1]), 90.0), pack_degrees(f64::midpoint(s[2], s[3]), 180.0))
        };
        Self {
            points,
            #[allow(clippy::iter_over_hash_type)]
            middles: around.iter().map(|(&number, &(sides, _))| (code(number), middle(sides))).collect(),
            people: around.iter().map(|(&number, &(_, people))| (code(number), people)).collect(),
        }
    }
}

fn is_wanted(class: &str, feature: &str) -> bool {
    match class {
        "A" => is_country(feature) || matches!(feature, "ADM1" | "ADM2" | "ADM3" | "ADMD"),
        // Abandoned, destroyed and historical places would mislead.
        "P" => !matches!(feature, "PPLQ" | "PPLW" | "PPLH" | "PPLCH"),
        "S" => SPOTS.contains(&feature),
        "R" => false,
        _ => true,
    }
}

/// Whether English news may write this: Latin letters, a capital first, and not the code of an airport.
fn is_usable(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    let latin = |c: char| c.is_ascii() || matches!(u32::from(c), 0xC0..=0x24F | 0x1E00..=0x1EFF | 0x2018..=0x2019);
    name.chars().count() >= 3
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().all(latin)
        && !(name.len() <= 4 && letters.clone().all(char::is_uppercase))
}

fn is_code(text: &str, longest: usize) -> bool {
    let fits = if longest == 2 { text.len() == 2 } else { (1..=longest).contains(&text.len()) };
    fits && text.bytes().all(|b| b.is_ascii_uppercase() || (longest > 2 && b.is_ascii_digit()))
}

fn whole(text: &str, what: &str) -> Result<u32, String> {
    text.trim().parse().map_err(|_| format!("{what} '{text}' is not a whole number below 4,294,967,296"))
}

fn degrees(text: &str, what: &str, limit: f64) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(value) if value.abs() <= limit => Ok(value),
        Ok(value) => Err(format!("{what} {value} is not between -{limit} and {limit}")),
        Err(_) => Err(format!("{what} '{text}' is not a number")),
    }
}
