//! Toponyms and the places they name.
//!
//! Invariant: a toponym without a place found keeps its words and gets no coordinates; a place is always an entry of
//! the gazetteer, never a guess of co-ordinates.

mod candidates;
mod features;
mod find;
mod gazetteer;
mod metonymy;
mod precision;
mod publisher;
mod resolve;
mod rules;
#[cfg(test)]
mod tests;

pub use gazetteer::{BuildError, Entry, EntryId, Gazetteer, GazetteerError, RowFault, alpha2, build_gazetteer, fold};
pub use precision::Precision;
pub use rules::PlaceRules;

use rapporteur_entities::Entities;
use rapporteur_syntax::{Syntax, WordRange};
use rapporteur_text::{Notice, Report, TextRange};
use std::collections::HashSet;

/// A choice by less than this, in natural log-odds, gets a notice.
const CERTAIN: f32 = 0.7;

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
    /// The same with the part of the sky before it and the lower-case noun after it that tells what it is: "north London",
    /// "Gomel region".
    pub full: TextRange,
    /// Its words.
    pub words: WordRange,
    /// How it names its place.
    pub kind: ToponymKind,
    /// Whether it stands for those who act from there and not for the ground: "Moscow said".
    pub metonym: bool,
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

/// Finds the toponyms of a report and decides which places they name.
pub fn read_places(
    report: &Report,
    syntax: &Syntax,
    entities: &Entities,
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Places {
    let spots = find::find_spots(report, syntax, entities, gazetteer, rules);
    name_places(report, syntax, &spots, gazetteer, rules)
}

/// Every possible toponym of a report with the features that `place/finding.toml` weighs: what the weights are trained on.
pub fn finding_features(
    report: &Report,
    syntax: &Syntax,
    entities: &Entities,
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Vec<(TextRange, Vec<&'static str>)> {
    let spots = find::candidate_spots(report, syntax, entities, gazetteer, rules);
    let setting = features::Setting::new(report, syntax, entities, gazetteer, rules, &spots);
    spots.iter().map(|spot| (syntax.range(spot.words.clone()), setting.features(spot))).collect()
}

/// Decides which places given spans name, to measure resolution alone; each span gives one toponym, in order.
///
/// A span that covers no word of `syntax` is left out.
pub fn resolve_places(
    report: &Report,
    syntax: &Syntax,
    spans: &[TextRange],
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Places {
    let spots: Vec<find::Spot> =
        spans.iter().filter_map(|&span| find::spot_of_span(report, syntax, span, gazetteer, rules)).collect();
    let mut places = name_places(report, syntax, &spots, gazetteer, rules);
    let covering = spans.iter().filter(|&&span| !syntax.words_in(span).is_empty());
    for (toponym, &span) in places.toponyms.iter_mut().zip(covering) {
        (toponym.range, toponym.full) = (span, span);
        span.of(&report.text).clone_into(&mut toponym.name);
    }
    places
}

/// For each given span, every place that its name may mean: the choice that [`resolve_places`] has.
///
/// A span that covers no word of `syntax` is left out.
pub fn possible_places(
    report: &Report,
    syntax: &Syntax,
    spans: &[TextRange],
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Vec<Vec<Place>> {
    let spots = spans.iter().filter_map(|&span| find::spot_of_span(report, syntax, span, gazetteer, rules));
    let possible = |spot: find::Spot| {
        let region_noun = resolve::has_region_noun(syntax, &spot, rules);
        let found = candidates::candidates(&spot.folded, &spot.known, region_noun, gazetteer, rules);
        found.iter().filter_map(|candidate| candidate.place(gazetteer)).collect()
    };
    spots.map(possible).collect()
}

/// Where the lower-case noun stands that follows a name and makes it a region's: "Gomel *region*".
fn region_noun_after(syntax: &Syntax, name: &WordRange, rules: &PlaceRules) -> Option<TextRange> {
    let noun = syntax.words.get(name.end)?;
    let sentence = syntax.sentences.get(syntax.sentence_of(name.start))?;
    let mut letters = noun.form.chars();
    let first = letters.next().filter(|letter| letter.is_ascii_lowercase())?;
    let capitalised: String = std::iter::once(first.to_ascii_uppercase()).chain(letters).collect();
    (sentence.words.contains(&name.end) && rules.words.region.contains(&capitalised)).then_some(noun.range)
}

/// Where the lower-case word stands that tells which part of the named place is meant: "*north* London".
fn direction_before(syntax: &Syntax, name: &WordRange, rules: &PlaceRules) -> Option<TextRange> {
    let word = name.start.checked_sub(1)?;
    let same_sentence = syntax.sentence_of(word) == syntax.sentence_of(name.start);
    let form = syntax.words[word].form.as_str();
    (same_sentence && rules.words.compass.contains(form)).then(|| syntax.words[word].range)
}

fn name_places(
    report: &Report,
    syntax: &Syntax,
    spots: &[find::Spot],
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Places {
    let senses = resolve::resolve_spots(report, syntax, spots, gazetteer, rules);
    let mut places = Places::default();
    let mut doubted: HashSet<&str> = HashSet::new();
    for (spot, sense) in spots.iter().zip(senses) {
        let range = syntax.range(spot.words.clone());
        let place = sense.candidate.and_then(|candidate| candidate.place(gazetteer));
        let name = range.of(&report.text).to_owned();
        if sense.margin < CERTAIN && doubted.insert(&spot.folded) {
            let message = format!("another place named {name} is nearly as likely");
            places.notices.push(Notice::new("place/uncertain", message).at(range));
        }
        let (words, kind, rule) = (spot.words.clone(), spot.known.kind(), sense.rule);
        let metonym = kind == ToponymKind::Name && metonymy::stands_for_people(syntax, &words, rules);
        let beside = [direction_before(syntax, &words, rules), region_noun_after(syntax, &words, rules)];
        let full = beside.into_iter().flatten().fold(range, TextRange::cover);
        places.toponyms.push(Toponym { range, full, words, kind, metonym, name, place, rule });
    }
    places
}
