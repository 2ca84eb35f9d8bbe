//! Toponyms and the places they are resolved to (score_geo.py).

use super::{Prf, Span, matching};
use serde::{Deserialize, Serialize};

/// A hit lies within 100 miles.
pub const LIMIT_KM: f64 = 161.0;
/// Half the circumference of the Earth: the error of a toponym without a place.
const MAX_KM: f64 = 20039.0;
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A place name, and what it names where that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Toponym {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Degrees north.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default)]
    pub lon: Option<f64>,
    /// GeoNames' id.
    #[serde(default)]
    pub geonames_id: Option<i64>,
}

impl Toponym {
    /// Its coordinates, latitude first.
    pub fn point(&self) -> Option<(f64, f64)> {
        self.lat.zip(self.lon)
    }
}

/// The toponyms of a document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its toponyms.
    #[serde(default)]
    pub toponyms: Vec<Toponym>,
}

/// What score_geo.py counts, less the groups.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scores {
    /// Equal spans.
    pub strict: Prf,
    /// Overlapping spans.
    pub relaxed: Prf,
    /// Resolution of gold toponyms with coordinates whose span was found exactly.
    pub resolution: Resolution,
    /// Of these and with an id in the gold, how many have the right one.
    pub id_accuracy: f64,
    /// Exact span and within 161 km.
    pub end_to_end: Prf,
}

/// How far off the places are.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Resolution {
    /// How many toponyms count.
    pub scored: usize,
    /// How many of them got no place; they count as half the Earth away.
    pub unresolved: usize,
    /// The share within 161 km.
    pub accuracy: f64,
    /// The mean error.
    pub mean_km: Option<f64>,
    /// The median error.
    pub median_km: Option<f64>,
    /// The area under the sorted logarithms of the errors: 0 best, 1 worst.
    pub auc: f64,
}

/// Scores pairs of a gold and a predicted document.
pub fn score(documents: &[(Document, Document)]) -> Scores {
    let mut scores = Scores::default();
    let (mut near, mut gold_located, mut predicted_located) = (0, 0, 0);
    let (mut unresolved, mut ids) = (0, Prf::default());
    let mut errors = Vec::new();
    for (gold, predicted) in documents {
        let pairs = pairs(gold, predicted);
        let (n, m) = (gold.toponyms.len(), predicted.toponyms.len());
        scores.relaxed.add(n, m, pairs.len());
        scores.strict.add(n, m, pairs.iter().filter(|pair| pair.exact).count());
        gold_located += gold.toponyms.iter().filter(|t| t.point().is_some()).count();
        predicted_located += predicted.toponyms.iter().filter(|t| t.point().is_some()).count();
        for pair in pairs.iter().filter(|pair| pair.exact) {
            let (g, p) = (&gold.toponyms[pair.gold], &predicted.toponyms[pair.predicted]);
            let Some(truth) = g.point() else {
                predicted_located -= usize::from(p.point().is_some());
                continue;
            };
            if g.geonames_id.is_some() {
                ids.add(1, 1, usize::from(g.geonames_id == p.geonames_id));
            }
            let Some(found) = p.point() else {
                unresolved += 1;
                continue;
            };
            let km = distance_km(truth, found);
            near += usize::from(km <= LIMIT_KM);
            errors.push(km);
        }
    }
    scores.resolution = resolution(errors, unresolved);
    scores.id_accuracy = ids.recall();
    scores.end_to_end.add(gold_located, predicted_located, near);
    scores
}

/// The pairs of overlapping toponyms of both documents.
pub fn pairs(gold: &Document, predicted: &Document) -> Vec<matching::Pair> {
    let spans = |document: &Document| document.toponyms.iter().map(|t| t.span).collect::<Vec<_>>();
    matching::pair_spans(&spans(gold), &spans(predicted))
}

/// The distance of two points along a great circle (haversine).
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (la1, lo1, la2, lo2) = (a.0.to_radians(), a.1.to_radians(), b.0.to_radians(), b.1.to_radians());
    let h = ((la2 - la1) / 2.0).sin().powi(2) + la1.cos() * la2.cos() * ((lo2 - lo1) / 2.0).sin().powi(2);
    2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
}

fn resolution(mut errors: Vec<f64>, unresolved: usize) -> Resolution {
    errors.extend(std::iter::repeat_n(MAX_KM, unresolved));
    errors.sort_by(f64::total_cmp);
    let n = errors.len();
    let mean = |sum: f64| (n > 0).then(|| sum / n as f64);
    Resolution {
        scored: n,
        unresolved,
        accuracy: mean(errors.iter().filter(|&&km| km <= LIMIT_KM).count() as f64).unwrap_or(0.0),
        mean_km: mean(errors.iter().sum()),
        median_km: (n > 0).then(|| f64::midpoint(errors[(n - 1) / 2], errors[n / 2])),
        auc: area(&errors),
    }
}

/// The area under the sorted errors; no errors at all count as the worst case.
fn area(sorted: &[f64]) -> f64 {
    let worst = MAX_KM.ln_1p();
    let logs: Vec<f64> = sorted.iter().map(|km| km.ln_1p()).collect();
    match logs.as_slice() {
        [] => 1.0,
        [only] => only / worst,
        _ => logs.windows(2).map(|w| f64::midpoint(w[0], w[1])).sum::<f64>() / (worst * (logs.len() - 1) as f64),
    }
}
