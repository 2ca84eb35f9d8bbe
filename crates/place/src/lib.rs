//! Toponyms and the places they name.
//!
//! Invariant: a toponym without a place found keeps its words and gets no coordinates; a place is always an entry of
//! the gazetteer, never a guess of co-ordinates.

use rapporteur_codebook::{Codebook, CodebookError};
use rapporteur_entities::Entities;
use rapporteur_syntax::{Syntax, WordRange};
use rapporteur_text::{Notice, Report, TextRange};

/// An entry of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// GeoNames' id; `None` for an entry that the codebook adds without one.
    pub geonames_id: Option<u32>,
    /// Its main name.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-3; `None` for what belongs to no one country.
    pub country: Option<String>,
    /// The first-level region that it lies in, by name: "Homyel’ Voblasc’", "Ohio".
    pub admin1: Option<String>,
    /// GeoNames' feature code: PPLC, ADM1, PCLI …
    pub feature_code: String,
}

/// How a toponym names its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ToponymKind {
    /// By its name: "in Gomel", "the Red Sea".
    #[default]
    Name,
    /// By what is of it: "Belarusian", "Texans". Not a place where something happens.
    Demonym,
}

/// A place name in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// Where it stands.
    pub range: TextRange,
    /// Its words.
    pub words: WordRange,
    /// How it names its place.
    pub kind: ToponymKind,
    /// The name as the report has it, without article.
    pub name: String,
    /// What it names, where that could be decided.
    pub place: Option<Place>,
    /// Why this one: the id of the rule that decided.
    pub rule: &'static str,
}

/// The toponyms of a report, in text order.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The toponyms.
    pub toponyms: Vec<Toponym>,
    /// Inferences worth knowing of.
    pub notices: Vec<Notice>,
}

/// The places of the world and their names.
#[derive(Debug)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The gazetteer that the program carries.
    pub fn embedded() -> Self {
        Self {}
    }
}

/// What the codebook knows of words around place names.
#[derive(Debug)]
pub struct PlaceRules {}

impl PlaceRules {
    /// Reads `place/` of a codebook.
    pub fn from_codebook(_codebook: &Codebook) -> Result<Self, CodebookError> {
        Ok(Self {})
    }
}

/// Finds the toponyms of a report and decides which places they name.
pub fn read_places(
    _report: &Report,
    _syntax: &Syntax,
    _entities: &Entities,
    _gazetteer: &Gazetteer,
    _rules: &PlaceRules,
) -> Places {
    Places::default()
}
