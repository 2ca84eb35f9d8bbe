//! Which places a name may mean.

use crate::find::Known;
use crate::gazetteer::Entry;
use crate::rules::{Of, OwnPlace, Short};
use crate::{EntryId, Gazetteer, Place, PlaceRules};

/// More candidates than this for one name are never needed: the rest are hamlets.
const MOST: usize = 60;

/// One place that a name may mean.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'g> {
    /// Where it is written down.
    pub(crate) from: From<'g>,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) country: Option<&'g str>,
    /// The first-level region that it is or lies in.
    pub(crate) region: Option<EntryId>,
    pub(crate) second: Option<EntryId>,
    pub(crate) feature: &'g str,
    pub(crate) population: u32,
    /// Whether the name is its main one.
    pub(crate) main: bool,
    /// Whether the words beside the name say that a region is meant.
    pub(crate) as_region: bool,
}

/// Where a candidate is written down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum From<'g> {
    Gazetteer(EntryId),
    Codebook(&'g OwnPlace),
}

impl<'g> Candidate<'g> {
    fn entry(entry: &Entry<'g>) -> Self {
        Self {
            from: From::Gazetteer(entry.number),
            lat: entry.lat,
            lon: entry.lon,
            country: entry.country,
            region: entry.region,
            second: entry.second,
            feature: entry.feature,
            population: entry.population,
            main: entry.main,
            as_region: false,
        }
    }

    fn own(own: &'g OwnPlace) -> Self {
        Self {
            from: From::Codebook(own),
            lat: own.lat,
            lon: own.lon,
            country: own.country.as_deref(),
            region: None,
            second: None,
            feature: &own.feature,
            population: 0,
            main: true,
            as_region: false,
        }
    }

    /// Whether it is a country.
    pub(crate) fn is_country(&self) -> bool {
        self.feature.starts_with("PCL")
    }

    /// Whether it is too wide for its point to say where it lies.
    pub(crate) fn is_wide(&self) -> bool {
        self.is_country() || matches!(self.feature, "ADM1" | "CONT" | "OCN" | "RGN" | "SEA" | "ZN")
    }

    /// Whether another place lies within it, by the gazetteer's regions.
    pub(crate) fn holds(&self, other: &Self) -> bool {
        let From::Gazetteer(own) = self.from else { return false };
        if self.from == other.from {
            return false;
        }
        match self.feature {
            "ADM1" => other.region == Some(own),
            "ADM2" => other.second == Some(own),
            _ if self.is_country() => self.country.is_some() && other.country == self.country,
            // A part of a town stands in the same county, near it.
            _ => other.feature.starts_with("PPL") && other.population <= self.population && near(self, other, 0.3),
        }
    }

    pub(crate) fn place(&self, gazetteer: &Gazetteer) -> Option<Place> {
        match self.from {
            From::Gazetteer(number) => gazetteer.entry(number).map(|entry| gazetteer.place(&entry)),
            From::Codebook(own) => Some(Place {
                geonames_id: own.geonames_id,
                name: own.name.clone(),
                lat: own.lat,
                lon: own.lon,
                country: own.country.clone(),
                admin1: None,
                feature_code: own.feature.clone(),
            }),
        }
    }
}

fn near(a: &Candidate<'_>, b: &Candidate<'_>, degrees: f64) -> bool {
    (a.lat - b.lat).abs() < degrees && (a.lon - b.lon).abs() * a.lat.to_radians().cos() < degrees
}

/// The places that a folded name may mean; `region_noun` says that a word beside it makes it a region's name.
pub(crate) fn candidates<'g>(
    folded: &str,
    known: &Known,
    region_noun: bool,
    gazetteer: &'g Gazetteer,
    rules: &'g PlaceRules,
) -> Vec<Candidate<'g>> {
    let mut found = Vec::new();
    match known {
        Known::Country(code) => found.extend(country(code, gazetteer)),
        Known::Short(short) => {
            let own = || rules.own(&crate::fold(&short.name)).map(Candidate::own);
            return region(short, gazetteer).or_else(own).into_iter().collect();
        }
        Known::Demonym(Of::Country(code)) => return country(code, gazetteer).into_iter().collect(),
        Known::Demonym(Of::Named(name)) => {
            let own = rules.own(&crate::fold(name)).map(Candidate::own);
            let entry = || gazetteer.candidates(name).first().map(Candidate::entry);
            return own.or_else(entry).into_iter().collect();
        }
        Known::Codebook => found.extend(rules.own(folded).map(Candidate::own)),
        Known::Gazetteer | Known::Model => {}
    }
    let mut named = lookup(folded, gazetteer);
    named.truncate(2 * MOST);
    if region_noun {
        let regions: Vec<Candidate<'g>> = named.iter().filter_map(|town| region_of(town, gazetteer)).collect();
        found.extend(regions);
    }
    found.extend(named);
    let mut seen: Vec<From<'g>> = Vec::new();
    found.retain(|candidate| {
        let new = !seen.contains(&candidate.from);
        seen.push(candidate.from);
        new
    });
    found.truncate(MOST);
    found
}

/// The country with a code.
pub(crate) fn country<'g>(code: &str, gazetteer: &'g Gazetteer) -> Option<Candidate<'g>> {
    gazetteer.country(code).and_then(|number| gazetteer.entry(number)).map(|entry| Candidate::entry(&entry))
}

fn region<'g>(short: &Short, gazetteer: &'g Gazetteer) -> Option<Candidate<'g>> {
    let fits = |entry: &&Entry<'_>| entry.country == Some(short.country.as_str());
    let all = gazetteer.candidates(&short.name);
    let exact = all.iter().filter(fits).find(|entry| entry.feature == short.feature);
    exact.or_else(|| all.iter().find(fits)).map(Candidate::entry)
}

/// The gazetteer's places under a name, or under it without the words that newspapers add.
fn lookup<'g>(folded: &str, gazetteer: &'g Gazetteer) -> Vec<Candidate<'g>> {
    let found = gazetteer.candidates_folded(folded);
    if !found.is_empty() {
        return found.iter().map(Candidate::entry).collect();
    }
    let without = |ends: &[&str]| ends.iter().find_map(|end| folded.strip_suffix(end));
    if let Some(town) = without(&[" township", " twp", " parish", " town", " village", " city"]) {
        return gazetteer.candidates_folded(town).iter().map(Candidate::entry).collect();
    }
    if let Some(name) = without(&[
        " county",
        " co",
        " province",
        " region",
        " oblast",
        " district",
        " state",
        " governorate",
        " prefecture",
    ]) {
        let county = gazetteer.candidates_folded(&format!("{name} county"));
        if !county.is_empty() {
            return county.iter().map(Candidate::entry).collect();
        }
        let towns = gazetteer.candidates_folded(name);
        let regions: Vec<_> =
            towns.iter().filter(|entry| entry.feature.starts_with("ADM")).map(Candidate::entry).collect();
        if !regions.is_empty() {
            return regions;
        }
        return towns.iter().map(Candidate::entry).filter_map(|town| region_of(&town, gazetteer)).collect();
    }
    let starts = [
        "the ",
        "north ",
        "south ",
        "east ",
        "west ",
        "northern ",
        "southern ",
        "eastern ",
        "western ",
        "central ",
        "downtown ",
        "county ",
    ];
    let whole = starts.iter().find_map(|start| folded.strip_prefix(start));
    whole.map_or_else(Vec::new, |name| gazetteer.candidates_folded(name).iter().map(Candidate::entry).collect())
}

/// The region that has its name from a town: Gomel's.
fn region_of<'g>(town: &Candidate<'g>, gazetteer: &'g Gazetteer) -> Option<Candidate<'g>> {
    if !matches!(town.feature, "PPLA" | "PPLA2" | "PPLC") {
        return None;
    }
    let number = if town.feature == "PPLA2" { town.second } else { town.region };
    let entry = gazetteer.entry(number?)?;
    Some(Candidate { main: town.main, as_region: true, ..Candidate::entry(&entry) })
}
