//! Which of its candidates a name means, by what the report says around it and elsewhere.
//!
//! Every name starts with what is known of its candidates (people, kind of place, whether it is the main name). Then the names
//! of the report vote for each other in rounds: places in one country, one region and near each other belong together;
//! "Gomel, Belarus" says it outright. One name means one place in a report unless a mention has a container of its own.
//! Votes go into tallies by country, region and cell of the map, so that the work grows with the text only.

use crate::candidates::{Candidate, candidates};
use crate::find::{Known, Spot};
use crate::publisher::home_names;
use crate::{EntryId, Gazetteer, PlaceRules};
use rapporteur_syntax::Syntax;
use rapporteur_text::Report;
use std::collections::HashMap;

const ROUNDS: usize = 3;

/// What a name means, and the rule that decided.
#[derive(Debug, Clone)]
pub(crate) struct Sense<'g> {
    pub(crate) candidate: Option<Candidate<'g>>,
    pub(crate) rule: &'static str,
    /// How much better the choice is than the next, in the units of the weights.
    pub(crate) margin: f32,
}

/// Decides for every spot, in their order.
pub(crate) fn resolve_spots<'g>(
    report: &Report,
    syntax: &Syntax,
    spots: &[Spot],
    gazetteer: &'g Gazetteer,
    rules: &'g PlaceRules,
) -> Vec<Sense<'g>> {
    let mut names = Names::gather(report, syntax, spots, gazetteer, rules);
    names.add_home(report, gazetteer, rules);
    for _ in 0..ROUNDS {
        let tallies = Tallies::of(&names.all);
        for name in &mut names.all {
            name.weigh(&tallies, rules);
        }
    }
    spots.iter().enumerate().map(|(i, _)| names.all[names.of_spot[i]].sense()).collect()
}

/// One name of the report, with all that speaks for its candidates.
#[derive(Debug)]
struct Name<'g> {
    candidates: Vec<Candidate<'g>>,
    /// Per candidate: what speaks for it, by reason.
    prior: Vec<f32>,
    inside: Vec<f32>,
    home: Vec<f32>,
    context: Vec<[f32; 3]>,
    /// Per candidate: how much of the name's voice speaks as if it were meant, summing to 1. Less sharp than belief, so that two
    /// names that are each rather elsewhere can still find each other.
    vote: Vec<f32>,
    /// Divides scores before they become votes.
    temper: f32,
    /// How much it says about the others.
    weight: f32,
    known: Option<Known>,
}

/// The reasons in `Name::context`.
const COUNTRY: usize = 0;
const REGION: usize = 1;
const NEAR: usize = 2;

struct Names<'g> {
    all: Vec<Name<'g>>,
    /// For each spot, its name.
    of_spot: Vec<usize>,
}

impl<'g> Names<'g> {
    fn gather(
        report: &Report,
        syntax: &Syntax,
        spots: &[Spot],
        gazetteer: &'g Gazetteer,
        rules: &'g PlaceRules,
    ) -> Self {
        let containers = containers(report, syntax, spots);
        let mut all: Vec<Name<'g>> = Vec::new();
        let mut of_spot = Vec::with_capacity(spots.len());
        let mut numbers: HashMap<(&str, &str, bool), usize> = HashMap::new();
        for (i, spot) in spots.iter().enumerate() {
            let within = containers[i].map_or("", |c| spots[c].folded.as_str());
            let region_noun = has_region_noun(syntax, spot, rules);
            let key = (spot.folded.as_str(), within, region_noun);
            let number = *numbers.entry(key).or_insert_with(|| {
                let found = candidates(&spot.folded, &spot.known, region_noun, gazetteer, rules);
                all.push(Name::new(found, Some(spot.known.clone()), rules));
                all.len() - 1
            });
            all[number].weight += 1.0;
            of_spot.push(number);
        }
        for name in &mut all {
            let demonym = matches!(name.known, Some(Known::Demonym(_)));
            name.weight = (1.0 + name.weight.ln()) * if demonym { 0.7 } else { 1.0 };
        }
        let mut names = Self { all, of_spot };
        names.tie_containers(&containers, rules);
        names.share_containers(spots, &containers);
        names
    }

    /// Rewards pairs of candidates of "Gomel, Belarus" of which the second holds the first.
    fn tie_containers(&mut self, containers: &[Option<usize>], rules: &PlaceRules) {
        let mut done: Vec<(usize, usize)> = Vec::new();
        let pairs = containers.iter().enumerate().filter_map(|(i, c)| c.map(|c| (self.of_spot[i], self.of_spot[c])));
        done.extend(pairs);
        done.sort_unstable();
        done.dedup();
        for (part, whole) in done {
            if part == whole {
                continue;
            }
            let bonus = rules.weight("resolve/container");
            let mut for_part = vec![0.0_f32; self.all[part].candidates.len()];
            let mut for_whole = vec![0.0_f32; self.all[whole].candidates.len()];
            for (w, outer) in self.all[whole].candidates.iter().enumerate().take(12) {
                let share = self.all[whole].vote[w];
                for (p, inner) in self.all[part].candidates.iter().enumerate() {
                    if outer.holds(inner) {
                        for_part[p] = for_part[p].max(bonus * (0.4 + 0.6 * share));
                        for_whole[w] = for_whole[w].max(bonus * (0.3 + 0.7 * self.all[part].vote[p]));
                    }
                }
            }
            for (to, from) in [(part, for_part), (whole, for_whole)] {
                self.all[to].inside.iter_mut().zip(from).for_each(|(slot, value)| *slot = slot.max(value));
                self.all[to].believe();
            }
        }
    }

    /// A name that has a container somewhere means the same where it stands alone: one sense per report.
    fn share_containers(&mut self, spots: &[Spot], containers: &[Option<usize>]) {
        let mut contained: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, spot) in spots.iter().enumerate() {
            if containers[i].is_some() {
                contained.entry(&spot.folded).or_default().push(self.of_spot[i]);
            }
        }
        for (i, spot) in spots.iter().enumerate() {
            let alone = self.of_spot[i];
            if containers[i].is_some() {
                continue;
            }
            let Some(others) = contained.get(spot.folded.as_str()) else { continue };
            // The first that was placed outright counts.
            let Some(&other) = others.first() else { continue };
            if other == alone {
                continue;
            }
            let inside: Vec<f32> = self.all[alone]
                .candidates
                .iter()
                .map(|own| {
                    let same = self.all[other].candidates.iter().position(|c| c.from == own.from);
                    same.map_or(0.0, |same| self.all[other].inside[same] * 0.8)
                })
                .collect();
            self.all[alone].inside = inside;
            self.all[alone].believe();
        }
    }

    /// The publisher's home speaks as a name of the report does.
    fn add_home(&mut self, report: &Report, gazetteer: &'g Gazetteer, rules: &PlaceRules) {
        let Some(publisher) = report.publisher.as_deref() else { return };
        let home = home_names(publisher, gazetteer);
        let weight = rules.weight("resolve/home");
        for name in &mut self.all {
            name.home = name.candidates.iter().map(|candidate| weight * home.speaks_for(candidate)).collect();
            name.believe();
        }
    }
}

impl<'g> Name<'g> {
    fn new(candidates: Vec<Candidate<'g>>, known: Option<Known>, rules: &PlaceRules) -> Self {
        let count = candidates.len();
        let prior = candidates.iter().map(|candidate| prior(candidate, known.as_ref(), rules)).collect();
        let mut name = Self {
            candidates,
            prior,
            inside: vec![0.0; count],
            home: vec![0.0; count],
            context: vec![[0.0; 3]; count],
            vote: vec![0.0; count],
            temper: rules.weight("resolve/temper").max(0.1),
            weight: 0.0,
            known,
        };
        name.believe();
        name
    }

    fn total(&self, c: usize) -> f32 {
        self.prior[c] + self.inside[c] + self.home[c] + self.context[c].iter().sum::<f32>()
    }

    fn believe(&mut self) {
        let totals: Vec<f32> = (0..self.candidates.len()).map(|c| self.total(c) / self.temper).collect();
        let best = totals.iter().copied().fold(f32::MIN, f32::max);
        let sum: f32 = totals.iter().map(|total| (total - best).exp()).sum();
        self.vote = totals.iter().map(|total| (total - best).exp() / sum).collect();
    }

    /// Takes in what the other names say.
    fn weigh(&mut self, tallies: &Tallies, rules: &PlaceRules) {
        let weights = ["resolve/same-country", "resolve/same-region", "resolve/near"].map(|name| rules.weight(name));
        let shares = ["resolve/country-share", "resolve/region-share"].map(|name| rules.weight(name));
        // What it said itself does not count for it.
        let mut own = Tallies::default();
        own.add(self);
        let sum = (tallies.sum - own.sum).max(1.0);
        for (candidate, context) in self.candidates.iter().zip(&mut self.context) {
            let country = candidate.country.map_or(0.0, |code| (tallies.country(code) - own.country(code)).max(0.0));
            let region = candidate.region.map_or(0.0, |region| (tallies.region(region) - own.region(region)).max(0.0));
            let near = if candidate.is_wide() { 0.0 } else { (tallies.near(candidate) - own.near(candidate)).max(0.0) };
            context[COUNTRY] = weights[0] * country.ln_1p() + shares[0] * country / sum;
            context[REGION] = weights[1] * region.ln_1p() + shares[1] * region / sum;
            context[NEAR] = weights[2] * near.ln_1p();
        }
        self.believe();
    }

    /// The candidate most believed in, and the reason that set it apart from the next.
    fn sense(&self) -> Sense<'g> {
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        order.sort_by(|&a, &b| self.total(b).total_cmp(&self.total(a)).then(a.cmp(&b)));
        let Some(&best) = order.first() else {
            return Sense { candidate: None, rule: "place/unknown", margin: 0.0 };
        };
        let candidate = Some(self.candidates[best].clone());
        let Some(&next) = order.get(1) else {
            let rule = match &self.known {
                Some(Known::Country(_)) => "place/country-name",
                Some(Known::Short(_)) => "place/short-name",
                Some(Known::Demonym(_)) => "place/demonym",
                Some(Known::Codebook) => "place/codebook",
                _ => "place/only-candidate",
            };
            return Sense { candidate, rule, margin: f32::MAX };
        };
        let difference = |reason: fn(&Self, usize) -> f32| reason(self, best) - reason(self, next);
        let reasons = [
            ("place/prominence", difference(|name, c| name.prior[c])),
            ("place/container", difference(|name, c| name.inside[c])),
            ("place/same-country", difference(|name, c| name.context[c][COUNTRY])),
            ("place/same-region", difference(|name, c| name.context[c][REGION])),
            ("place/near-others", difference(|name, c| name.context[c][NEAR])),
            ("place/publisher-home", difference(|name, c| name.home[c])),
        ];
        let rule = reasons.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map_or("place/prominence", |reason| reason.0);
        let margin = self.total(best) - self.total(next);
        Sense { candidate, rule, margin }
    }
}

/// What is known of a candidate before the report is read.
fn prior(candidate: &Candidate<'_>, known: Option<&Known>, rules: &PlaceRules) -> f32 {
    let kind = match candidate.feature {
        _ if candidate.is_country() => "resolve/is-country",
        "ADM1" => "resolve/is-region",
        "ADM2" => "resolve/is-second-region",
        "PPLC" => "resolve/is-capital",
        "PPLA" => "resolve/is-seat",
        "PPLX" => "resolve/is-part",
        "CONT" | "OCN" | "SEA" | "GULF" | "RGN" => "resolve/is-wide",
        _ => "resolve/is-other",
    };
    let mut prior = rules.weight(kind) + rules.weight("resolve/people") * (candidate.population as f32).ln_1p();
    if candidate.main {
        prior += rules.weight("resolve/main-name");
    }
    if candidate.as_region {
        prior += rules.weight("resolve/region-noun");
    }
    if matches!(candidate.from, crate::candidates::From::Codebook(_)) && known == Some(&Known::Codebook) {
        prior += rules.weight("resolve/codebook");
    }
    prior
}

/// For each spot, the spot that holds it by the words between: "Gomel, Belarus", "Gomel in Belarus", "Belarus's Gomel".
fn containers(report: &Report, syntax: &Syntax, spots: &[Spot]) -> Vec<Option<usize>> {
    let mut containers = vec![None; spots.len()];
    for next in 1..spots.len() {
        let (left, right) = (&spots[next - 1], &spots[next]);
        if right.words.start < left.words.end || right.words.start - left.words.end > 3 {
            continue;
        }
        let between = syntax.range(left.words.start..right.words.end);
        let gap = report
            .text
            .get(
                syntax.words[left.words.end - 1].range.end as usize
                    ..syntax.words[right.words.start].range.start as usize,
            )
            .unwrap_or("");
        if between.is_empty() || gap.len() > 16 || gap.contains('\n') {
            continue;
        }
        let demonym = matches!(left.known, Known::Demonym(_)) || matches!(right.known, Known::Demonym(_));
        match gap.trim() {
            "," | ", in" if !demonym => containers[next - 1] = Some(next),
            "in" | "(" | "of" if !demonym => containers[next - 1] = Some(next),
            "" if gap == " " && matches!(right.known, Known::Short(_)) => containers[next - 1] = Some(next),
            "'s" | "’s" => containers[next] = Some(next - 1),
            _ => {}
        }
    }
    // "A, B, C and D" is a list unless B holds A: the pairs decide, since only pairs that hold gain anything.
    containers
}

/// Whether a noun for a region stands beside the name: "Gomel region", "the region of Gomel".
pub(crate) fn has_region_noun(syntax: &Syntax, spot: &Spot, rules: &PlaceRules) -> bool {
    let is_noun = |word: Option<&rapporteur_syntax::Word>| {
        word.is_some_and(|word| {
            let form = word.form.as_str();
            let mut capital = form.chars();
            let capital: String = capital.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(capital).collect();
            rules.words.region.contains(capital.trim_end_matches('.'))
        })
    };
    let last = syntax.words.get(spot.words.end - 1);
    is_noun(syntax.words.get(spot.words.end))
        || (spot.words.len() > 1 && is_noun(last) && matches!(spot.known, Known::Model))
}

/// What all names say, by country, region and cell of the map.
#[derive(Debug, Default)]
struct Tallies {
    /// What has been said in all.
    sum: f32,
    countries: HashMap<String, f32>,
    regions: HashMap<EntryId, f32>,
    cells: HashMap<(i16, i16), f32>,
}

impl Tallies {
    fn of(names: &[Name<'_>]) -> Self {
        let mut tallies = Self::default();
        for name in names {
            tallies.add(name);
        }
        tallies
    }

    fn add(&mut self, name: &Name<'_>) {
        for (candidate, vote) in name.candidates.iter().zip(&name.vote) {
            let says = vote * name.weight;
            if says < 0.02 {
                continue;
            }
            self.sum += says;
            if let Some(country) = candidate.country {
                match self.countries.get_mut(country) {
                    Some(slot) => *slot += says,
                    None => {
                        self.countries.insert(country.to_owned(), says);
                    }
                }
            }
            if let Some(region) = candidate.region {
                *self.regions.entry(region).or_default() += says;
            }
            if !candidate.is_wide() {
                *self.cells.entry(cell(candidate)).or_default() += says;
            }
        }
    }

    fn country(&self, code: &str) -> f32 {
        self.countries.get(code).copied().unwrap_or(0.0)
    }

    fn region(&self, region: EntryId) -> f32 {
        self.regions.get(&region).copied().unwrap_or(0.0)
    }

    /// What is said in a cell and the eight around it.
    fn near(&self, candidate: &Candidate<'_>) -> f32 {
        if self.cells.is_empty() {
            return 0.0;
        }
        let (row, column) = cell(candidate);
        let around = |d: i16| [d - 1, d, d + 1];
        let cells = around(row).into_iter().flat_map(|r| around(column).into_iter().map(move |c| (r, c)));
        cells.filter_map(|at| self.cells.get(&at)).sum()
    }
}

/// A cell of one degree of latitude and about as much of longitude.
fn cell(candidate: &Candidate<'_>) -> (i16, i16) {
    let row = candidate.lat.floor();
    let width = (row.to_radians().cos()).max(0.1);
    (row as i16, (candidate.lon * width).floor() as i16)
}
