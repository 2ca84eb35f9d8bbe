//! Tables in the format of GeoNames' dumps -> the bytes of a gazetteer.

use super::fold::fold;
use super::format::{Hit, MAGIC, NONE8, NONE16, Target, pack_degrees, pack_population};
use super::iso::alpha3;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead};

/// What a table of places lacks.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A line is not what GeoNames' dumps have.
    #[error("{table}:{line}: {message}")]
    Line {
        /// The table's name, as the caller gave it.
        table: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong: lower case, no full stop.
        message: String,
    },
    /// The table cannot be read.
    #[error("{table}: {source}")]
    Read {
        /// The table's name.
        table: String,
        /// Why.
        source: io::Error,
    },
    /// More places or names than the format holds.
    #[error("too much for one gazetteer: {0}")]
    TooLarge(&'static str),
}

/// Which places and names go in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildOptions {
    /// Alternative names are kept for places of at least this many people; regions and countries keep all.
    pub alternates_above: u32,
    /// Natural features (rivers, mountains, parks, airports: GeoNames' classes other than A and P) are kept.
    pub nature: bool,
}

impl Default for BuildOptions {
    fn default() -> Self {
        Self { alternates_above: 1_000, nature: true }
    }
}

/// Makes a gazetteer of one or more tables with the 19 columns of GeoNames' dumps (`allCountries.txt`, `cities500.txt`,
/// `BY.txt`); a later line replaces an earlier one with the same id. The bytes depend on the lines alone.
///
/// ```
/// use rapporteur_place::{BuildOptions, Gazetteer, build_gazetteer};
/// let line = "627907\tHomyel'\tHomyel'\tGomel,Homel\t52.4345\t30.9754\tP\tPPLA\tBY\t\t02\t\t\t\t480951\t\t\t\t";
/// let bytes = build_gazetteer(vec![("BY.txt", line.as_bytes())], &BuildOptions::default()).unwrap();
/// let gazetteer = Gazetteer::from_bytes(bytes).unwrap();
/// assert_eq!(gazetteer.candidates("Gomel")[0].geonames_id, 627907);
/// ```
pub fn build_gazetteer<R: BufRead>(
    tables: impl IntoIterator<Item = (impl Into<String>, R)>,
    options: &BuildOptions,
) -> Result<Vec<u8>, BuildError> {
    let mut rows = BTreeMap::new();
    for (table, lines) in tables {
        let table = table.into();
        for (number, line) in lines.lines().enumerate() {
            let line = line.map_err(|source| BuildError::Read { table: table.clone(), source })?;
            let parsed = parse_row(&line, options).map_err(|message| BuildError::Line {
                table: table.clone(),
                line: number + 1,
                message,
            })?;
            if let Some(row) = parsed {
                rows.insert(row.id, row);
            }
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    // Records in the order of their names keep the map of names small.
    rows.sort_by_cached_key(|row| (row.rank(), fold(&row.name), row.id));
    write(&rows)
}

struct Row {
    id: u32,
    name: String,
    others: Vec<String>,
    lat: f64,
    lon: f64,
    feature: String,
    country: String,
    region: String,
    second: String,
    population: u32,
}

impl Row {
    /// Countries, first-level and second-level regions come before all else.
    fn rank(&self) -> u8 {
        match self.feature.as_str() {
            feature if is_country(feature) => 0,
            "ADM1" => 1,
            "ADM2" => 2,
            _ => 3,
        }
    }
}

/// GeoNames' codes of political entities.
pub(super) fn is_country(feature: &str) -> bool {
    matches!(feature, "PCLI" | "PCL" | "PCLD" | "PCLF" | "PCLS" | "PCLIX" | "PCLX" | "TERR")
}

fn parse_row(line: &str, options: &BuildOptions) -> Result<Option<Row>, String> {
    if line.trim().is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let fields: Vec<&str> = line.split('\t').collect();
    let [id, name, ascii, others, lat, lon, class, feature, country, _, region, second, _, _, people, ..] = fields[..]
    else {
        return Err(format!("{} columns where GeoNames' dumps have 19", fields.len()));
    };
    let number = |text: &str, what: &str, limit: f64| match text.parse::<f64>() {
        Ok(value) if value.abs() <= limit => Ok(value),
        Ok(value) => Err(format!("{what} {value} is not between -{limit} and {limit}")),
        Err(_) => Err(format!("{what} '{text}' is not a number")),
    };
    let id = id.parse().map_err(|_| format!("id '{id}' is not a whole number"))?;
    let (lat, lon) = (number(lat, "latitude", 90.0)?, number(lon, "longitude", 180.0)?);
    let population = people.parse::<u64>().unwrap_or(0).min(u64::from(u32::MAX)) as u32;
    let wanted = match class {
        "A" => is_country(feature) || matches!(feature, "ADM1" | "ADM2" | "ADMD"),
        // Abandoned, destroyed and historical places would mislead.
        "P" => !matches!(feature, "PPLQ" | "PPLW" | "PPLH" | "PPLCH"),
        _ => options.nature,
    };
    if !wanted || name.is_empty() {
        return Ok(None);
    }
    let all = class == "A" || population >= options.alternates_above;
    let others = others.split(',').filter(|other| all && is_usable(other));
    let others = std::iter::once(ascii).chain(others).filter(|other| !other.is_empty()).map(str::to_owned).collect();
    let own = |text: &str| text.to_owned();
    Ok(Some(Row {
        id,
        name: own(name),
        others,
        lat,
        lon,
        feature: own(feature),
        country: own(country),
        region: own(region),
        second: own(second),
        population,
    }))
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

fn write(rows: &[Row]) -> Result<Vec<u8>, BuildError> {
    let features = Table::of(rows.iter().map(|row| row.feature.as_str()));
    let countries = Table::of(rows.iter().map(|row| row.country.as_str()));
    if features.lines.len() >= usize::from(NONE8) || rows.len() >= 1 << 24 {
        return Err(BuildError::TooLarge("more than 254 feature codes or 16 million places"));
    }
    let mut regions: HashMap<(&str, &str, &str), u16> = HashMap::new();
    for (i, row) in rows.iter().enumerate().take(usize::from(NONE16)) {
        match row.feature.as_str() {
            "ADM1" => regions.insert((&row.country, &row.region, ""), i as u16),
            "ADM2" => regions.insert((&row.country, &row.region, &row.second), i as u16),
            _ => None,
        };
    }
    let region = |row: &Row, second: &str| regions.get(&(&row.country, &row.region, second)).copied().unwrap_or(NONE16);
    let mut records = Vec::new();
    let mut names = Vec::new();
    let mut written: HashMap<&str, u32> = HashMap::new();
    let mut under: BTreeMap<String, Vec<Hit>> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        let name = *written.entry(&row.name).or_insert_with(|| {
            let at = names.len() as u32;
            let cut = (0..=row.name.len().min(255)).rev().find(|&n| row.name.is_char_boundary(n)).unwrap_or(0);
            names.push(cut as u8);
            names.extend_from_slice(&row.name.as_bytes()[..cut]);
            at
        });
        if names.len() >= 1 << 24 {
            return Err(BuildError::TooLarge("more than 16 MB of names"));
        }
        let second = if row.second.is_empty() { NONE16 } else { region(row, &row.second) };
        records.extend_from_slice(&row.id.to_le_bytes());
        records.extend_from_slice(&pack_degrees(row.lat, 90.0));
        records.extend_from_slice(&pack_degrees(row.lon, 180.0));
        records.extend_from_slice(&pack_population(row.population).to_le_bytes());
        records.push(countries.index(&row.country));
        records.push(features.index(&row.feature));
        records.extend_from_slice(&region(row, "").to_le_bytes());
        records.extend_from_slice(&second.to_le_bytes());
        records.extend_from_slice(&name.to_le_bytes()[..3]);
        let main = fold(&row.name);
        let mut keys: Vec<String> = row.others.iter().map(|other| fold(other)).collect();
        keys.push(main.clone());
        keys.sort_unstable();
        keys.dedup();
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            let hit = Hit { record: i as u32, main: key == main };
            under.entry(key).or_default().push(hit);
        }
    }
    let (postings, map) = index(under, rows)?;
    let country_lines =
        countries.lines.iter().map(|code| format!("{}\t{code}", alpha3(code).unwrap_or(""))).collect::<Vec<_>>();
    let sections =
        [features.lines.join("\n").into_bytes(), country_lines.join("\n").into_bytes(), records, names, postings, map];
    let mut bytes = MAGIC.to_vec();
    let mut end = super::format::HEADER;
    for section in &sections {
        end += section.len();
        bytes.extend_from_slice(&u32::try_from(end).map_err(|_| BuildError::TooLarge("more than 4 GB"))?.to_le_bytes());
    }
    bytes.extend(sections.into_iter().flatten());
    Ok(bytes)
}

/// The lists of records under each name, most people first, and the map that leads to them.
fn index(under: BTreeMap<String, Vec<Hit>>, rows: &[Row]) -> Result<(Vec<u8>, Vec<u8>), BuildError> {
    let mut postings = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (name, mut hits) in under {
        let target = if let [hit] = hits[..] {
            Target::One(hit)
        } else {
            hits.sort_by_key(|hit| {
                (rows[hit.record as usize].rank().min(1), u32::MAX - rows[hit.record as usize].population)
            });
            hits.truncate(usize::from(u16::MAX));
            let at = postings.len();
            postings.extend_from_slice(&(hits.len() as u16).to_le_bytes());
            for hit in &hits {
                let packed = hit.record << 1 | u32::from(hit.main);
                postings.extend_from_slice(&packed.to_le_bytes());
            }
            Target::List(at)
        };
        map.insert(name, target.pack()).map_err(|_| BuildError::TooLarge("names"))?;
    }
    let map = map.into_inner().map_err(|_| BuildError::TooLarge("names"))?;
    Ok((postings, map))
}

/// Strings by number.
struct Table<'r> {
    lines: Vec<&'r str>,
}

impl<'r> Table<'r> {
    fn of(strings: impl Iterator<Item = &'r str>) -> Self {
        let mut lines: Vec<&str> = strings.filter(|s| !s.is_empty()).collect();
        lines.sort_unstable();
        lines.dedup();
        Self { lines }
    }

    fn index(&self, string: &str) -> u8 {
        self.lines.binary_search(&string).ok().and_then(|i| u8::try_from(i).ok()).unwrap_or(NONE8)
    }
}
