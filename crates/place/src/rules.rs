//! What the codebook knows of places and of the words around their names.

use crate::fold;
use rapporteur_codebook::{Codebook, CodebookError, CodebookFile};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What the codebook knows of places and of the words around their names.
#[derive(Debug, Default)]
pub struct PlaceRules {
    /// Places that no gazetteer need have.
    pub(crate) places: Vec<OwnPlace>,
    /// Folded names of those places.
    own_names: BTreeMap<String, usize>,
    /// Short names in the letter case given.
    short: HashMap<String, Short>,
    /// Folded names of countries, with their codes; names in capitals keep their case.
    countries: BTreeMap<String, String>,
    countries_in_capitals: HashMap<String, String>,
    /// Folded demonyms, with what they are of.
    demonyms: BTreeMap<String, Of>,
    pub(crate) words: Words,
    /// What each feature of a possible toponym weighs, by name.
    pub(crate) weights: HashMap<String, f32>,
    /// What each weighs beside that where the model's tag is so.
    pub(crate) weights_with: HashMap<String, HashMap<String, f32>>,
}

/// A place that the codebook adds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OwnPlace {
    pub(crate) name: String,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) feature: String,
    pub(crate) country: Option<String>,
    pub(crate) geonames_id: Option<u32>,
}

#[derive(Deserialize)]
struct Weighted {
    weight: HashMap<String, f32>,
    #[serde(default)]
    with: BTreeMap<String, HashMap<String, f32>>,
}

/// What a demonym is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Of {
    /// A country, by its code.
    Country(String),
    /// A place of the codebook or a region, by name.
    Named(String),
}

/// What a short name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Short {
    /// The full name in the gazetteer.
    pub(crate) name: String,
    pub(crate) country: String,
    pub(crate) feature: String,
    /// Whether it counts only after a place or a party letter.
    pub(crate) bound: bool,
}

/// Words beside a name, each list in the letter case of its file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) region: HashSet<String>,
    pub(crate) feature: HashSet<String>,
    pub(crate) street: HashSet<String>,
    #[serde(default)]
    pub(crate) numbered: HashSet<String>,
    pub(crate) before: HashSet<String>,
    pub(crate) of: HashSet<String>,
    pub(crate) preposition: HashSet<String>,
    pub(crate) direction: HashSet<String>,
    #[serde(default)]
    pub(crate) compass: HashSet<String>,
    pub(crate) public: HashSet<String>,
    pub(crate) brand: HashSet<String>,
    pub(crate) title: HashSet<String>,
    pub(crate) inert: HashSet<String>,
    pub(crate) addressing: HashSet<String>,
}

impl Words {
    /// Whether a word at the end of a name tells what kind of place it names.
    pub(crate) fn names_kind(&self, last: &str) -> bool {
        self.region.contains(last) || self.feature.contains(last) || self.street.contains(last)
    }

    /// Whether a word at the end of a name tells that it names a body, a public building or a business.
    pub(crate) fn names_body(&self, last: &str) -> bool {
        self.public.contains(last) || self.brand.contains(last)
    }

    /// Whether a capitalised word is part of many names and names nothing alone.
    pub(crate) fn is_generic(&self, word: &str) -> bool {
        self.names_kind(word)
            || self.names_body(word)
            || self.before.contains(word)
            || self.direction.contains(word.to_lowercase().as_str())
    }
}

impl PlaceRules {
    /// Reads `place/` of a codebook, and the names and demonyms of countries in `actors/countries.toml`.
    pub fn from_codebook(codebook: &Codebook) -> Result<Self, CodebookError> {
        let mut rules = Self::default();
        for file in codebook.files("place/places.toml") {
            rules.read_places(file)?;
        }
        for file in codebook.files("place/names.toml") {
            rules.read_names(file)?;
        }
        for file in codebook.files("place/words.toml") {
            rules.words = file.parse()?;
        }
        for path in ["place/finding.toml", "place/resolving.toml"] {
            for file in codebook.files(path) {
                let weighted: Weighted = file.parse()?;
                rules.weights.extend(weighted.weight);
                for (tag, weights) in weighted.with {
                    rules.weights_with.entry(tag).or_default().extend(weights);
                }
            }
        }
        for file in codebook.files("actors/countries.toml") {
            rules.read_countries(file)?;
        }
        Ok(rules)
    }

    /// The place that the codebook adds under a folded name.
    pub(crate) fn own(&self, folded: &str) -> Option<&OwnPlace> {
        self.own_names.get(folded).map(|&i| &self.places[i])
    }

    /// The country that has a name: `form` as written, `folded` the same folded.
    pub(crate) fn country(&self, form: &str, folded: &str) -> Option<&str> {
        self.countries_in_capitals.get(form).or_else(|| self.countries.get(folded)).map(String::as_str)
    }

    /// What a demonym is of, in singular or plural.
    pub(crate) fn demonym(&self, folded: &str) -> Option<&Of> {
        let singular = |plural: &str| plural.strip_suffix('s').and_then(|stem| self.demonyms.get(stem));
        self.demonyms.get(folded).or_else(|| singular(folded))
    }

    /// What a short name stands for; the full stop that ends a sentence may stand apart from it.
    pub(crate) fn short(&self, form: &str) -> Option<&Short> {
        let with_stop = || (form.len() >= 3).then(|| self.short.get(&format!("{form}."))).flatten();
        self.short.get(form).or_else(with_stop)
    }

    /// All short names with what they stand for.
    #[cfg(test)]
    pub(crate) fn shorts(&self) -> impl Iterator<Item = (&String, &Short)> {
        self.short.iter()
    }

    /// A weight of `finding.toml` or `resolving.toml`; 0 where it has none.
    pub(crate) fn weight(&self, name: &str) -> f32 {
        self.weights.get(name).copied().unwrap_or(0.0)
    }

    /// Whether the codebook has this folded name, and whether one begins with it and a space.
    pub(crate) fn step(&self, folded: &str) -> (bool, bool) {
        let longer = if folded.ends_with(' ') { folded.to_owned() } else { format!("{folded} ") };
        let begins = |name: &String| name.starts_with(&longer);
        let is = self.own_names.contains_key(folded)
            || self.countries.contains_key(folded)
            || self.demonyms.contains_key(folded);
        let more = self.own_names.range(longer.clone()..).next().is_some_and(|(name, _)| begins(name))
            || self.countries.range(longer.clone()..).next().is_some_and(|(name, _)| begins(name))
            || self.demonyms.range(longer.clone()..).next().is_some_and(|(name, _)| begins(name));
        (is, more)
    }

    fn read_places(&mut self, file: &CodebookFile) -> Result<(), CodebookError> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Entry {
            Id(u32),
            Point(Vec<Field>),
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Field {
            Number(f64),
            Text(String),
        }
        let sections: BTreeMap<String, BTreeMap<String, Entry>> = file.parse()?;
        let ids: HashMap<String, u32> = sections
            .values()
            .flatten()
            .filter_map(|(name, entry)| if let Entry::Id(id) = entry { Some((name.clone(), *id)) } else { None })
            .collect();
        for (name, entry) in sections.into_values().flatten() {
            let Entry::Point(fields) = entry else { continue };
            let [Field::Number(lat), Field::Number(lon), Field::Text(kind), others @ ..] = &fields[..] else {
                return Err(fault(file, &name, "a place is [latitude, longitude, feature code, other names …]"));
            };
            if !(lat.abs() <= 90.0 && lon.abs() <= 180.0) {
                return Err(fault(file, &name, "a latitude lies between -90 and 90, a longitude between -180 and 180"));
            }
            let (feature, country) =
                kind.split_once(':').map_or((kind.as_str(), None), |(f, c)| (f, Some(c.to_owned())));
            let number = self.places.len();
            self.own_names.insert(fold(&name), number);
            for other in others {
                let Field::Text(other) = other else { return Err(fault(file, &name, "other names are texts")) };
                self.own_names.insert(fold(other), number);
            }
            let (lat, lon, geonames_id, feature) = (*lat, *lon, ids.get(&name).copied(), feature.to_owned());
            self.places.push(OwnPlace { name, lat, lon, feature, country, geonames_id });
        }
        Ok(())
    }

    fn read_names(&mut self, file: &CodebookFile) -> Result<(), CodebookError> {
        #[derive(Deserialize)]
        struct Names {
            #[serde(default)]
            regions: Vec<Regions>,
            #[serde(default)]
            alias: BTreeMap<String, (String, String, String)>,
            #[serde(default)]
            demonym: BTreeMap<String, String>,
        }
        let names: Names = file.parse()?;
        for regions in names.regions {
            for row in regions.rows {
                let Some((name, shorts)) = row.split_first() else { continue };
                for short in shorts {
                    let inner_stop = short.trim_end_matches('.').contains('.');
                    let (name, country, feature) = (name.clone(), regions.country.clone(), "ADM1".to_owned());
                    // Two countries may share letters (WA, SA): the first keeps them.
                    self.short.entry(short.clone()).or_insert(Short { name, country, feature, bound: !inner_stop });
                }
            }
        }
        for (form, (name, country, feature)) in names.alias {
            self.short.insert(form, Short { name, country, feature, bound: false });
        }
        self.demonyms.extend(names.demonym.into_iter().map(|(people, of)| (fold(&people), Of::Named(of))));
        Ok(())
    }

    fn read_countries(&mut self, file: &CodebookFile) -> Result<(), CodebookError> {
        #[derive(Deserialize)]
        struct Countries {
            #[serde(default)]
            country: BTreeMap<String, Country>,
        }
        #[derive(Deserialize)]
        struct Country {
            name: String,
            #[serde(default)]
            also: Vec<String>,
            #[serde(default)]
            people: Vec<String>,
        }
        let book: Countries = file.parse()?;
        for (code, country) in book.country {
            for name in std::iter::once(country.name).chain(country.also) {
                if name.chars().any(char::is_lowercase) {
                    self.countries.insert(fold(&name), code.clone());
                } else {
                    self.countries_in_capitals.insert(name, code.clone());
                }
            }
            for people in country.people {
                self.demonyms.insert(fold(&people), Of::Country(code.clone()));
            }
        }
        Ok(())
    }
}

/// Rows of regions with their short names.
#[derive(Debug, Deserialize)]
struct Regions {
    country: String,
    rows: Vec<Vec<String>>,
}

fn fault(file: &CodebookFile, name: &str, message: &str) -> CodebookError {
    let at = file.text.find(&format!("\"{name}\"")).unwrap_or(0);
    CodebookError { file: file.path.clone(), line: file.line_at(at), message: format!("{name}: {message}") }
}
