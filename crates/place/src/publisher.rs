//! Where a publisher is at home, by its name or host: ottawacitizen.com, "The Gainesville Sun", bbc.co.uk.

use crate::candidates::Candidate;
use crate::gazetteer::Entry;
use crate::{EntryId, Gazetteer, fold};

/// What a publisher's name says of where its readers are.
#[derive(Debug, Default)]
pub(crate) struct Home {
    country: Option<String>,
    /// Places that the name may contain, with how far each counts.
    regions: Vec<(EntryId, f32)>,
    points: Vec<(f64, f64, f32)>,
}

impl Home {
    /// How far the home speaks for a candidate, from 0 to 1.
    pub(crate) fn speaks_for(&self, candidate: &Candidate<'_>) -> f32 {
        let country = if self.country.is_some() && self.country.as_deref() == candidate.country { 0.4 } else { 0.0 };
        let in_region = |&&(region, _): &&(EntryId, f32)| candidate.region == Some(region);
        let region = self.regions.iter().filter(in_region).map(|(_, share)| 0.6 * share).fold(0.0, f32::max);
        let near = |&&(lat, lon, _): &&(f64, f64, f32)| {
            !candidate.is_wide()
                && (lat - candidate.lat).abs() < 1.0
                && (lon - candidate.lon).abs() * lat.to_radians().cos() < 1.0
        };
        let point = self.points.iter().filter(near).map(|(_, _, share)| *share).fold(0.0, f32::max);
        f32::max(country, f32::max(region, point))
    }
}

/// Reads a publisher's name or host.
pub(crate) fn home_names(publisher: &str, gazetteer: &Gazetteer) -> Home {
    let mut home = Home::default();
    let name = publisher.trim().to_lowercase();
    let host = name.strip_prefix("www.").unwrap_or(&name);
    let found = if host.contains(' ') || !host.contains('.') {
        in_words(host, gazetteer)
    } else {
        let labels: Vec<&str> = host.split('/').next().unwrap_or("").split('.').collect();
        if let Some(top) = labels.last().filter(|top| top.len() == 2) {
            let code = if *top == "uk" { "GB".to_owned() } else { top.to_uppercase() };
            home.country = gazetteer.alpha3(&code).map(str::to_owned);
        }
        let own =
            labels.iter().rev().skip(1).find(|label| !matches!(**label, "co" | "com" | "net" | "org" | "gov" | "ac"));
        own.map_or_else(Vec::new, |label| in_label(label, gazetteer))
    };
    let mut found = found;
    if home.country.is_some() && found.iter().any(|entry| entry.country == home.country.as_deref()) {
        found.retain(|entry| entry.country == home.country.as_deref());
    }
    // Among places of one name, the peopled ones more likely have the paper.
    let most = found.iter().map(|entry| f64::from(entry.population)).fold(1.0, f64::max);
    for entry in found {
        let share = (f64::from(entry.population) / most).sqrt().clamp(0.2, 1.0) as f32;
        home.regions.extend(entry.region.map(|region| (region, share)));
        if !entry.feature.starts_with("ADM1") && !entry.feature.starts_with("PCL") {
            home.points.push((entry.lat, entry.lon, share));
        }
    }
    home
}

fn in_words<'g>(name: &str, gazetteer: &'g Gazetteer) -> Vec<Entry<'g>> {
    let words: Vec<&str> = name.split_whitespace().take(12).collect();
    for length in (1..=words.len().min(3)).rev() {
        for at in 0..=words.len() - length {
            let found = papers(gazetteer, &fold(&words[at..at + length].join(" ")));
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// The longest place name that a host's label begins or ends with; names of two words are tried at every cut.
fn in_label<'g>(label: &str, gazetteer: &'g Gazetteer) -> Vec<Entry<'g>> {
    let label: String = label.chars().filter(char::is_ascii_lowercase).take(30).collect();
    let label = label.strip_prefix("the").unwrap_or(&label);
    for length in (5..=label.len()).rev() {
        for part in [&label[..length], &label[label.len() - length..]] {
            let found = papers(gazetteer, part);
            if !found.is_empty() {
                return found;
            }
            for cut in 3..length.saturating_sub(2) {
                let found = papers(gazetteer, &format!("{} {}", &part[..cut], &part[cut..]));
                if !found.is_empty() {
                    return found;
                }
            }
        }
    }
    Vec::new()
}

/// Places of a name where a paper may have its home: under their main name, with some people.
fn papers<'g>(gazetteer: &'g Gazetteer, folded: &str) -> Vec<Entry<'g>> {
    let mut found = gazetteer.candidates_folded(folded);
    found.retain(|entry| entry.main && entry.population >= 5_000);
    found
}
