//! Tables of GeoNames' dump -> the bytes of a gazetteer.

use super::fold::fold;
use super::format::{HEADER, Hit, Layout, MAGIC, NONE8, NONE16, Target, pack_population};
use super::iso::alpha3;
use super::rows::{Known, NONE, Row, Rows};
use super::tables::{Kind, RowFault, Table};
use std::collections::HashMap;
use std::io::{self, BufRead};

/// Under one name so many places are kept, the most peopled ones: the reading never asks for more.
const MOST_OF_A_NAME: usize = 255;

/// Why no gazetteer can be made of some tables.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// It is no table of a dump.
    #[error(
        "{table}: not a table of GeoNames' dump (allCountries.txt, cities500.txt, admin1CodesASCII.txt, countryInfo.txt, \
         alternateNamesV2.txt; unpack a .zip first)"
    )]
    Unknown {
        /// The table's name, as the caller gave it.
        table: String,
    },
    /// The table cannot be read.
    #[error("{table}: {source}")]
    Read {
        /// The table's name.
        table: String,
        /// Why.
        source: io::Error,
    },
    /// No table has a place.
    #[error("no places in these tables; add cities500.txt, allCountries.txt or a country's table")]
    Empty,
    /// More places or names than the format holds.
    #[error("too much for one gazetteer: {0}")]
    TooLarge(&'static str),
}

/// Makes a gazetteer of tables of GeoNames' dump: places (`allCountries.txt`, `cities500.txt`, `BY.txt`), and where given the
/// codes of regions, countries and alternative names; each is known by its lines, and their order does not matter, except
/// that a later line of places replaces an earlier one with the same id. The bytes depend on the lines alone.
///
/// A row that is at fault is told and left out. Countries and regions that have a line but no place in the tables stand where the
/// embedded gazetteer has them, or else amid their places.
///
/// ```
/// use rapporteur_place::{Gazetteer, build_gazetteer};
/// let line = "627907\tHomyel'\tHomyel'\tGomel,Homel\t52.4345\t30.9754\tP\tPPLA\tBY\t\t02\t\t\t\t480951\t\t\t\t";
/// let bytes = build_gazetteer([("BY.txt", line.as_bytes())], &mut |fault| panic!("{fault}")).unwrap();
/// let gazetteer = Gazetteer::from_bytes(bytes).unwrap();
/// assert_eq!(gazetteer.candidates("Gomel")[0].geonames_id, 627907);
/// ```
pub fn build_gazetteer<R: BufRead>(
    tables: impl IntoIterator<Item = (impl Into<String>, R)>,
    on_fault: &mut dyn FnMut(RowFault),
) -> Result<Vec<u8>, BuildError> {
    let mut opened = Vec::new();
    for (name, reader) in tables {
        opened.push(Table::open(name.into(), reader, on_fault)?);
    }
    opened.sort_by_key(|table| table.kind);
    let mut rows = Rows::default();
    let mut known = None;
    let mut last = None;
    for table in opened {
        let kind = table.kind;
        if last.replace(kind) != Some(kind) {
            rows.settle();
        }
        match kind {
            Kind::Places => table.for_each(on_fault, |fields| rows.add_place(fields))?,
            Kind::Regions => {
                let known = known.get_or_insert_with(|| Known::of(&rows));
                table.for_each(on_fault, |fields| rows.add_region(fields, known))?;
            }
            Kind::Countries => {
                let known = known.get_or_insert_with(|| Known::of(&rows));
                table.for_each(on_fault, |fields| rows.add_country(fields, known))?;
            }
            Kind::Names => table.for_each(on_fault, |fields| rows.add_name(fields))?,
        }
    }
    rows.settle();
    rows.settle_names();
    if rows.all.is_empty() { Err(BuildError::Empty) } else { write(&rows) }
}

/// GeoNames' codes of political entities.
pub(super) fn is_country(feature: &str) -> bool {
    matches!(feature, "PCLI" | "PCL" | "PCLD" | "PCLF" | "PCLS" | "PCLIX" | "PCLX" | "TERR")
}

/// Names of records, to be sorted: where in `text` a folded name is, and whose.
struct Under {
    text: String,
    all: Vec<(u32, u16, Hit)>,
}

impl Under {
    fn name(&self, of: &(u32, u16, Hit)) -> &str {
        &self.text[of.0 as usize..of.0 as usize + usize::from(of.1)]
    }
}

fn write(rows: &Rows) -> Result<Vec<u8>, BuildError> {
    let order = in_order(rows);
    let features = sorted(rows.all.iter().map(|row| row.feature), &rows.features.all);
    let countries = sorted(rows.all.iter().map(|row| row.country), &rows.codes.all);
    if countries.len() >= usize::from(NONE8) || features.len() >= usize::from(NONE16) {
        return Err(BuildError::TooLarge("more than 254 countries"));
    }
    let numbers = |strings: &[(u32, &str)]| -> HashMap<u32, u32> {
        strings.iter().zip(0..).map(|(&(number, _), at)| (number, at)).collect()
    };
    let (feature_at, country_at) = (numbers(&features), numbers(&countries));
    let regions = regions(rows, &order)?;
    let names = names(rows, &order)?;
    let layout = Layout::of(features.len(), names.bytes.len());
    let mut records = Vec::with_capacity(order.len() * layout.record());
    let mut under = Under { text: String::new(), all: Vec::new() };
    for (record, &i) in order.iter().enumerate() {
        let row = &rows.all[i as usize];
        let region = |code: u32| regions.get(&code).copied().unwrap_or(NONE16);
        let at = |map: &HashMap<u32, u32>, number: u32| map.get(&number).copied().unwrap_or(NONE);
        records.extend_from_slice(&row.id.to_le_bytes());
        records.extend_from_slice(&row.lat);
        records.extend_from_slice(&row.lon);
        records.extend_from_slice(&pack_population(row.population).to_le_bytes());
        records.push(at(&country_at, row.country) as u8);
        records.extend_from_slice(&at(&feature_at, row.feature).to_le_bytes()[..layout.feature]);
        records.extend_from_slice(&region(row.region).to_le_bytes());
        records.extend_from_slice(&region(row.second).to_le_bytes());
        records.extend_from_slice(&names.at[record].to_le_bytes()[..layout.name]);
        add_names(rows, row, record as u32, &mut under)?;
    }
    let (postings, map) = index(under, rows, &order)?;
    let feature_lines: Vec<&str> = features.iter().map(|&(_, code)| code).collect();
    let country_lines: Vec<String> =
        countries.iter().map(|&(_, code)| format!("{}\t{code}", alpha3(code).unwrap_or(""))).collect();
    let sections = [
        feature_lines.join("\n").into_bytes(),
        country_lines.join("\n").into_bytes(),
        records,
        names.bytes,
        postings,
        map,
    ];
    let mut bytes = MAGIC.to_vec();
    let mut end = HEADER;
    for section in &sections {
        end += section.len();
        bytes.extend_from_slice(&u32::try_from(end).map_err(|_| BuildError::TooLarge("more than 4 GB"))?.to_le_bytes());
    }
    bytes.extend(sections.into_iter().flatten());
    Ok(bytes)
}

/// The rows in the order of their records: records in the order of their names keep the map of names small.
fn in_order(rows: &Rows) -> Vec<u32> {
    let mut order: Vec<u32> = (0..rows.all.len() as u32).collect();
    order.sort_by_cached_key(|&i| {
        let row = &rows.all[i as usize];
        (row.rank, fold(rows.name(row)).into_boxed_str(), row.id)
    });
    order
}

/// The strings of some numbers, sorted, with their numbers.
fn sorted(numbers: impl Iterator<Item = u32>, strings: &[Box<str>]) -> Vec<(u32, &str)> {
    let mut used = vec![false; strings.len()];
    numbers.filter(|&number| number != NONE).for_each(|number| used[number as usize] = true);
    let mut all: Vec<(u32, &str)> =
        (0..).zip(strings).filter(|&(number, _)| used[number as usize]).map(|(n, s)| (n, &**s)).collect();
    all.sort_unstable_by_key(|&(_, string)| string);
    all
}

/// Records of regions by their codes.
fn regions(rows: &Rows, order: &[u32]) -> Result<HashMap<u32, u16>, BuildError> {
    let mut regions = HashMap::new();
    for (record, &i) in order.iter().enumerate() {
        let row = &rows.all[i as usize];
        let code = match row.rank {
            0 => continue,
            1 => row.region,
            2 => row.second,
            _ => break,
        };
        if record >= usize::from(NONE16) {
            return Err(BuildError::TooLarge("more than 65,534 countries and regions"));
        }
        regions.insert(code, record as u16);
    }
    regions.remove(&NONE);
    Ok(regions)
}

/// The main names, and where each record's is.
struct Names {
    bytes: Vec<u8>,
    at: Vec<u32>,
}

fn names(rows: &Rows, order: &[u32]) -> Result<Names, BuildError> {
    let mut names = Names { bytes: Vec::new(), at: Vec::with_capacity(order.len()) };
    let mut written: HashMap<&str, u32> = HashMap::new();
    for &i in order {
        let name = rows.name(&rows.all[i as usize]);
        let at = *written.entry(name).or_insert_with(|| {
            let at = names.bytes.len() as u32;
            let cut = (0..=name.len().min(255)).rev().find(|&n| name.is_char_boundary(n)).unwrap_or(0);
            names.bytes.push(cut as u8);
            names.bytes.extend_from_slice(&name.as_bytes()[..cut]);
            at
        });
        if names.bytes.len() > 1 << 31 {
            return Err(BuildError::TooLarge("more than 2 GB of names"));
        }
        names.at.push(at);
    }
    Ok(names)
}

/// Every folded name that leads to a record, once.
fn add_names(rows: &Rows, row: &Row, record: u32, under: &mut Under) -> Result<(), BuildError> {
    let mut keys = vec![(fold(rows.name(row)), true)];
    keys.extend(rows.others(row).map(|(name, main)| (fold(name), main)));
    // Of one name the main one stays.
    keys.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    keys.dedup_by(|later, first| later.0 == first.0);
    for (key, main) in keys.iter().filter(|(key, _)| !key.is_empty()) {
        let (Ok(at), Ok(length)) = (u32::try_from(under.text.len()), u16::try_from(key.len())) else {
            return Err(BuildError::TooLarge("more than 4 GB of names"));
        };
        under.text.push_str(key);
        under.all.push((at, length, Hit { record, main: *main }));
    }
    Ok(())
}

/// The lists of records under each name, most people first, and the map that leads to them.
fn index(mut under: Under, rows: &Rows, order: &[u32]) -> Result<(Vec<u8>, Vec<u8>), BuildError> {
    let mut all = std::mem::take(&mut under.all);
    all.sort_unstable_by(|a, b| {
        let row = |hit: Hit| &rows.all[order[hit.record as usize] as usize];
        let rank = |hit: Hit| (row(hit).rank.min(1), u32::MAX - row(hit).population, hit.record);
        under.name(a).cmp(under.name(b)).then_with(|| rank(a.2).cmp(&rank(b.2)))
    });
    let mut postings = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for same in all.chunk_by(|a, b| under.name(a) == under.name(b)) {
        let target = if let [(_, _, hit)] = *same {
            Target::One(hit)
        } else {
            let hits = &same[..same.len().min(MOST_OF_A_NAME)];
            let at = postings.len();
            postings.extend_from_slice(&(hits.len() as u16).to_le_bytes());
            for (_, _, hit) in hits {
                let packed = hit.record << 1 | u32::from(hit.main);
                postings.extend_from_slice(&packed.to_le_bytes());
            }
            Target::List(at)
        };
        map.insert(under.name(&same[0]), target.pack()).map_err(|_| BuildError::TooLarge("names"))?;
    }
    let map = map.into_inner().map_err(|_| BuildError::TooLarge("names"))?;
    Ok((postings, map))
}
