//! Toponyms and their places.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::Fault;
use crate::metrics::geo::{self, Document, Toponym};
use anyhow::Result;
use rapporteur::place::{ToponymKind, possible_places, resolve_places};
use rapporteur::{Reader, Reading};
use rapporteur_text::{CodePoints, Report, TextRange};
use serde::Serialize;
use std::path::Path;

/// A corpus with coordinates.
#[derive(Debug)]
pub(super) struct Toponyms {
    data: &'static str,
    file: &'static str,
    /// Whether "Russian" and the like are marked: LGL and TR-News mark most of them, GeoVirus none.
    demonyms: bool,
}

impl Toponyms {
    pub(super) const LGL: Self =
        Self { data: "LGL (resolution fitted)", file: "corpora/geo/lgl.jsonl", demonyms: true };
    pub(super) const TR_NEWS: Self = Self { data: "TR-News", file: "corpora/geo/trnews.jsonl", demonyms: true };
    pub(super) const GEOVIRUS: Self =
        Self { data: "GeoVirus (resolution fitted)", file: "corpora/geo/geovirus.jsonl", demonyms: false };
}

impl Task for Toponyms {
    type Gold = Document;
    type Found = Found;

    fn layer(&self) -> Layer {
        Layer::Place
    }

    fn data(&self) -> &'static str {
        self.data
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Document>>> {
        corpus::read_cases(shared, self.file)
    }

    fn find(&self, reader: &Reader, report: &Report, reading: &Reading, gold: &Document) -> Found {
        let points = CodePoints::new(&report.text);
        let toponym = |toponym: &rapporteur::place::Toponym| Toponym {
            span: corpus::span(&points, toponym.range),
            lat: toponym.place.as_ref().map(|place| place.lat),
            lon: toponym.place.as_ref().map(|place| place.lon),
            geonames_id: toponym.place.as_ref().and_then(|place| place.geonames_id).map(i64::from),
        };
        let marked = |toponym: &&rapporteur::place::Toponym| self.demonyms || toponym.kind == ToponymKind::Name;
        let toponyms = reading.places.toponyms.iter().filter(marked).map(toponym).collect();
        let spans: Vec<TextRange> = gold.toponyms.iter().map(|t| points.range(t.span.start, t.span.end)).collect();
        let r = reader.resources();
        let given = resolve_places(report, &reading.syntax, &spans, &r.gazetteer, &r.places);
        let given = given.toponyms.iter().map(toponym).collect();
        let covering = gold.toponyms.iter().zip(&spans).filter(|(_, span)| !reading.syntax.words_in(**span).is_empty());
        let possible = possible_places(report, &reading.syntax, &spans, &r.gazetteer, &r.places);
        let within = |(lat, lon), place: &rapporteur::place::Place| {
            geo::distance_km((lat, lon), (place.lat, place.lon)) <= geo::LIMIT_KM
        };
        let reachable = covering.zip(possible).filter_map(|((gold, _), possible)| {
            gold.point().filter(|&point| possible.iter().any(|place| within(point, place)))
        });
        Found {
            reachable: reachable.count(),
            read: Document { id: report.id.clone(), toponyms },
            given: Document { id: report.id.clone(), toponyms: given },
        }
    }

    fn measure(&self, documents: &[(Document, Found)]) -> Vec<Measure> {
        let with = |found: fn(&Found) -> &Document| -> Vec<(Document, Document)> {
            documents.iter().map(|(gold, both)| (gold.clone(), found(both).clone())).collect()
        };
        let scores = geo::score(&with(|found| &found.read));
        let given = geo::score(&with(|found| &found.given));
        let located = |(gold, _): &(Document, Found)| gold.toponyms.iter().filter(|t| t.point().is_some()).count();
        let located: usize = documents.iter().map(located).sum();
        let reachable: usize = documents.iter().map(|(_, found)| found.reachable).sum();
        vec![
            Measure::new("span F1", scores.strict.f1()),
            Measure::new("within 161 km, found spans", scores.resolution.accuracy),
            Measure::new("within 161 km, toponyms given", given.resolution.accuracy),
            Measure::new("its ceiling: the gazetteer has the place", reachable as f64 / located.max(1) as f64),
            Measure::new("found and within 161 km F1", scores.end_to_end.f1()),
        ]
    }

    fn faults(&self, _: &Report, gold: &Document, found: &Found) -> Vec<Fault> {
        let found = &found.read;
        let pairs = geo::pairs(gold, found);
        let (gold, found) = (&gold.toponyms, &found.toponyms);
        let said = |toponym: &Toponym| match (toponym.point(), toponym.geonames_id) {
            (Some((lat, lon)), Some(id)) => format!("GeoNames {id} at {lat:.2} {lon:.2}"),
            (Some((lat, lon)), None) => format!("{lat:.2} {lon:.2}"),
            _ => "no place".to_owned(),
        };
        let mut faults = Vec::new();
        for pair in &pairs {
            let (g, f) = (&gold[pair.gold], &found[pair.predicted]);
            let off = g.point().zip(f.point()).map(|(a, b)| geo::distance_km(a, b));
            let kind = match off {
                _ if !pair.exact => "span".to_owned(),
                Some(km) if km > geo::LIMIT_KM => format!("{km:.0} km off"),
                None if g.point().is_some() => "unresolved".to_owned(),
                _ => continue,
            };
            faults.push(Fault::new(kind, f.span, format!("{} but read {}", said(g), said(f))));
        }
        let missed = (0..gold.len()).filter(|&i| !pairs.iter().any(|pair| pair.gold == i));
        faults.extend(missed.map(|i| Fault::new("missed", gold[i].span, said(&gold[i]))));
        let invented = (0..found.len()).filter(|&j| !pairs.iter().any(|pair| pair.predicted == j));
        faults.extend(invented.map(|j| Fault::new("invented", found[j].span, said(&found[j]))));
        faults.sort_by_key(|fault| fault.span);
        faults
    }
}

/// The toponyms that were read, and the places of those that the gold gives.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    #[serde(flatten)]
    read: Document,
    #[serde(skip)]
    given: Document,
    /// How many gold places the gazetteer has within 161 km under the name that the text gives.
    #[serde(skip)]
    reachable: usize,
}
