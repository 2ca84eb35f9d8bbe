//! The places of the world and their names.

mod builder;
mod fold;
mod format;
mod iso;
mod rows;
mod tables;

pub use builder::{BuildError, build_gazetteer};
pub use fold::fold;
pub(crate) use fold::fold_into;
pub use iso::alpha2;
pub use tables::RowFault;

use crate::Place;
use builder::is_country;
use format::{HEADER, Hit, Layout, MAGIC, NONE16, Target, unpack_degrees, unpack_population};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

static EMBEDDED: &[u8] = include_bytes!("../../data/gazetteer.bin");

/// The bytes of a gazetteer, wherever they lie: in the program, on the heap, or in a mapped file.
type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The places of the world and their names, read where they lie: loading copies nothing.
pub struct Gazetteer {
    bytes: Bytes,
    /// Where the sections end: features, countries, records, names, postings, map.
    ends: [usize; 6],
    layout: Layout,
    features: Vec<Box<str>>,
    /// ISO alpha-3 and alpha-2.
    countries: Vec<(Box<str>, Box<str>)>,
    names: fst::raw::Fst<Section>,
    count: usize,
    /// Countries by alpha-3 code.
    by_code: HashMap<Box<str>, EntryId>,
}

/// Bytes that are not a gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a gazetteer: {0}; make one with `rapporteur gazetteer build`")]
pub struct GazetteerError(&'static str);

/// The number of an entry in a gazetteer.
pub type EntryId = u32;

/// One entry as it lies in the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry<'g> {
    /// Its number in this gazetteer.
    pub number: EntryId,
    /// GeoNames' id.
    pub geonames_id: u32,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many people live there, to three digits; 0 where unknown.
    pub population: u32,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'g str>,
    /// GeoNames' feature code.
    pub feature: &'g str,
    /// The first-level region that it is or lies in.
    pub region: Option<EntryId>,
    /// The second-level region that it is or lies in.
    pub second: Option<EntryId>,
    /// Whether it was found under its main name.
    pub main: bool,
}

impl Gazetteer {
    /// The gazetteer that the program carries.
    pub fn embedded() -> Self {
        Self::read(Arc::new(EMBEDDED)).expect("the embedded gazetteer is whole: a test loads it")
    }

    /// A gazetteer that [`build_gazetteer`] made.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, GazetteerError> {
        Self::from_shared(Arc::new(bytes))
    }

    /// A gazetteer in memory that someone else holds, as a mapped file. Its map of names is checked, which reads it once.
    pub fn from_shared(bytes: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Result<Self, GazetteerError> {
        let gazetteer = Self::read(bytes)?;
        gazetteer.names.verify().map_err(|_| GazetteerError("its map of names is damaged"))?;
        Ok(gazetteer)
    }

    fn read(bytes: Bytes) -> Result<Self, GazetteerError> {
        let all = (*bytes).as_ref();
        if !all.starts_with(MAGIC) || all.len() < HEADER {
            return Err(GazetteerError("it begins otherwise"));
        }
        let mut ends = [0; 6];
        let mut last = HEADER;
        for (i, end) in ends.iter_mut().enumerate() {
            *end = word32(all, 8 + 4 * i).unwrap_or(0) as usize;
            if *end < last || *end > all.len() {
                return Err(GazetteerError("it is cut short"));
            }
            last = *end;
        }
        let text = |range: std::ops::Range<usize>| {
            std::str::from_utf8(&all[range]).map_err(|_| GazetteerError("its tables are damaged"))
        };
        let features: Vec<Box<str>> = text(HEADER..ends[0])?.lines().map(Box::from).collect();
        let countries = text(ends[0]..ends[1])?
            .lines()
            .map(|line| line.split_once('\t').unwrap_or((line, "")))
            .map(|(three, two)| (Box::from(three), Box::from(two)))
            .collect();
        let section = Section { bytes: bytes.clone(), start: ends[4], end: ends[5] };
        let names = fst::raw::Fst::new(section).map_err(|_| GazetteerError("its map of names is damaged"))?;
        let layout = Layout::of(features.len(), ends[3] - ends[2]);
        let count = (ends[2] - ends[1]) / layout.record();
        let mut gazetteer = Self { bytes, ends, layout, features, countries, names, count, by_code: HashMap::new() };
        gazetteer.index_countries();
        Ok(gazetteer)
    }

    /// Countries come first in the file.
    fn index_countries(&mut self) {
        let mut by_code = HashMap::new();
        for number in 0..self.count as u32 {
            let Some(entry) = self.entry(number) else { break };
            if !is_country(entry.feature) {
                break;
            }
            if let Some(code) = entry.country {
                // Of a state and its dependent part under one code, the state.
                let better = entry.feature == "PCLI" || !by_code.contains_key(code);
                if better {
                    by_code.insert(Box::from(code), number);
                }
            }
        }
        self.by_code = by_code;
    }

    /// The country with an ISO 3166-1 alpha-3 code.
    pub fn country(&self, code: &str) -> Option<EntryId> {
        self.by_code.get(code).copied()
    }

    /// The alpha-3 code of an alpha-2 code, of countries that the gazetteer has.
    pub(crate) fn alpha3(&self, alpha2: &str) -> Option<&str> {
        self.countries.iter().find(|(_, two)| &**two == alpha2).map(|(three, _)| &**three)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many different names lead to them.
    pub fn names(&self) -> usize {
        self.names.len()
    }

    /// The entry with a number.
    pub fn entry(&self, number: EntryId) -> Option<Entry<'_>> {
        let record = self.record(number)?;
        let three = |i: usize| [record[i], record[i + 1], record[i + 2]];
        let two = |i: usize| u16::from_le_bytes([record[i], record[i + 1]]);
        let region = |n: u16| (n != NONE16).then_some(u32::from(n));
        let feature = format::number(&record[Layout::FEATURE..self.layout.regions()]) as usize;
        Some(Entry {
            number,
            geonames_id: u32::from_le_bytes([record[0], record[1], record[2], record[3]]),
            lat: unpack_degrees(three(4), 90.0),
            lon: unpack_degrees(three(7), 180.0),
            population: unpack_population(two(10)),
            country: self.countries.get(usize::from(record[12])).map(|(three, _)| &**three).filter(|c| !c.is_empty()),
            feature: self.features.get(feature).map_or("", |feature| feature),
            region: region(two(self.layout.regions())),
            second: region(two(self.layout.regions() + 2)),
            main: true,
        })
    }

    /// The main name of an entry.
    pub fn name(&self, number: EntryId) -> &str {
        let all = (*self.bytes).as_ref();
        let Some(record) = self.record(number) else { return "" };
        let start = self.ends[2] + format::number(&record[self.layout.regions() + 4..]) as usize;
        let length = all.get(start).map_or(0, |&n| usize::from(n));
        all.get(start + 1..start + 1 + length).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or("")
    }

    fn record(&self, number: EntryId) -> Option<&[u8]> {
        let at = self.ends[1] + number as usize * self.layout.record();
        (*self.bytes).as_ref().get(at..at + self.layout.record()).filter(|_| (number as usize) < self.count)
    }

    /// Every entry that has a name, however it is spelt: countries and regions first, then the more peopled.
    pub fn candidates(&self, name: &str) -> Vec<Entry<'_>> {
        self.candidates_folded(&fold(name))
    }

    /// The same for a name that [`fold`] has folded.
    pub fn candidates_folded(&self, folded: &str) -> Vec<Entry<'_>> {
        self.names.get(folded.as_bytes()).map_or_else(Vec::new, |value| self.entries(value.value()))
    }

    /// Whether any entry has this folded name, and whether a longer name begins with it and a space.
    pub(crate) fn step(&self, folded: &str) -> (bool, bool) {
        let mut node = self.names.root();
        for &byte in folded.as_bytes() {
            let Some(i) = node.find_input(byte) else { return (false, false) };
            node = self.names.node(node.transition_addr(i));
        }
        let more = if folded.ends_with(' ') { !node.is_empty() } else { node.find_input(b' ').is_some() };
        (node.is_final(), more)
    }

    /// An entry as a reading shows it.
    pub fn place(&self, entry: &Entry<'_>) -> Place {
        let own = entry.region.filter(|&region| region != entry.number);
        Place {
            geonames_id: Some(entry.geonames_id),
            name: self.name(entry.number).to_owned(),
            lat: entry.lat,
            lon: entry.lon,
            country: entry.country.map(str::to_owned),
            admin1: own.map(|region| self.name(region).to_owned()),
            feature_code: entry.feature.to_owned(),
        }
    }

    fn entries(&self, value: u64) -> Vec<Entry<'_>> {
        let entry = |hit: Hit| self.entry(hit.record).map(|entry| Entry { main: hit.main, ..entry });
        match Target::unpack(value) {
            Target::One(hit) => entry(hit).into_iter().collect(),
            Target::List(offset) => {
                let all = (*self.bytes).as_ref();
                let at = self.ends[3] + offset;
                let count = all.get(at..at + 2).map_or(0, |n| u16::from_le_bytes([n[0], n[1]]));
                let hits = (0..usize::from(count)).filter_map(|i| word32(all, at + 2 + 4 * i));
                hits.filter_map(|packed| entry(Hit { record: packed >> 1, main: packed & 1 == 1 })).collect()
            }
        }
    }
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer").field("entries", &self.count).field("names", &self.names()).finish_non_exhaustive()
    }
}

/// One section of the bytes, for the map of names.
struct Section {
    bytes: Bytes,
    start: usize,
    end: usize,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        (*self.bytes).as_ref().get(self.start..self.end).unwrap_or(&[])
    }
}

fn word32(all: &[u8], at: usize) -> Option<u32> {
    all.get(at..at + 4).and_then(|bytes| bytes.first_chunk()).map(|&bytes| u32::from_le_bytes(bytes))
}
