//! The map: countries shaded by how much happens there, and points only where the place is a point.
//!
//! Outlines are Natural Earth's (1:110m, public domain); the projection is Equal Earth (Šavrič, Patterson, Jenny 2018),
//! which shows areas as large as they are.

use rapporteur_ledger::Spot;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The width of the map's plane.
pub const WIDTH: f64 = 1000.0;
/// Its height: from 84° north to 58° south.
pub const HEIGHT: f64 = 462.0;

/// A country as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// ISO 3166-1 alpha-3.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// An SVG path in the plane.
    pub path: String,
}

static OUTLINES: LazyLock<Vec<Outline>> = LazyLock::new(|| {
    let file = include_str!("../data/outlines.txt");
    file.lines().filter(|line| !line.starts_with('#')).filter_map(outline).collect()
});

/// All countries that are large enough to be drawn, by code.
pub fn outlines() -> &'static [Outline] {
    &OUTLINES
}

/// The name of a country that is drawn; of others their code.
pub fn country_name(code: &str) -> &str {
    outlines().binary_search_by_key(&code, |outline| outline.code).map_or(code, |at| outlines()[at].name)
}

fn outline(line: &'static str) -> Option<Outline> {
    let mut parts = line.split(';');
    let (code, name) = (parts.next()?, parts.next()?);
    let mut path = String::new();
    for ring in parts {
        let steps: Vec<i32> = ring.split(' ').filter_map(|step| step.parse().ok()).collect();
        let (mut lon, mut lat) = (0, 0);
        let mut last = (0, 0);
        for (n, step) in steps.chunks_exact(2).enumerate() {
            (lon, lat) = (lon + step[0], lat + step[1]);
            let (x, y) = project(f64::from(lat) / 10.0, f64::from(lon) / 10.0);
            // Tenths are finer than a screen; steps from the last point are shortest.
            let here = ((10.0 * x).round() as i32, (10.0 * y).round() as i32);
            let tenths = |n: i32| format!("{}", f64::from(n) / 10.0);
            if n == 0 {
                path.push_str(&format!("M{} {}l", tenths(here.0), tenths(here.1)));
            } else if here != last {
                path.push_str(&format!("{} {} ", tenths(here.0 - last.0), tenths(here.1 - last.1)));
            }
            last = here;
        }
        path.truncate(path.trim_end().len());
        path.push('z');
    }
    Some(Outline { code, name, path })
}

/// A point of the earth on the map's plane, in degrees north and east.
pub fn project(lat: f64, lon: f64) -> (f64, f64) {
    const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
    // The widest point of the projection, at the equator.
    const WIDEST: f64 = 2.7066297;
    let equal_earth = |lat: f64, lon: f64| {
        let root = 3f64.sqrt() / 2.0;
        let t = (root * lat.to_radians().sin()).asin();
        let (t2, t6) = (t * t, t.powi(6));
        let scale = root * (A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2));
        (lon.to_radians() * t.cos() / scale, t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)))
    };
    let (x, y) = equal_earth(lat.clamp(-90.0, 90.0), lon);
    let (_, top) = equal_earth(84.0, 0.0);
    let unit = WIDTH / 2.0 / WIDEST;
    (WIDTH / 2.0 + x * unit, (top - y) * unit)
}

/// A map, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WorldMap {
    /// Countries where something happened, most events first.
    pub countries: Vec<Shade>,
    /// Places narrower than a region, most events first.
    pub points: Vec<Point>,
    /// Events without a place, or with a place that lies in no country.
    pub unplaced: u64,
}

/// A country where something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shade {
    /// ISO 3166-1 alpha-3.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Events.
    pub events: u64,
    /// Events whose versions contradict each other.
    pub contradicted: u64,
    /// How dark: 1 to 5, by the logarithm of events.
    pub level: u8,
}

/// A place that is a point.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Point {
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: Option<String>,
    /// On the plane.
    pub x: f64,
    /// On the plane.
    pub y: f64,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Events.
    pub events: u64,
    /// Events whose versions contradict each other.
    pub contradicted: u64,
}

/// The map of places of `events` events.
pub fn world_map(spots: &[Spot], events: u64) -> WorldMap {
    let mut by_country: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for spot in spots {
        if let Some(country) = spot.country.as_deref() {
            let (count, contradicted) = by_country.entry(country).or_default();
            *count += spot.events;
            *contradicted += spot.contradicted;
        }
    }
    let placed: u64 = by_country.values().map(|(count, _)| count).sum();
    let most = by_country.values().map(|(count, _)| *count).max().unwrap_or(1);
    let level = |count: u64| {
        let part = (count as f64).ln_1p() / (most as f64).ln_1p();
        ((part * 5.0).ceil() as u8).clamp(1, 5)
    };
    let shade = |(code, (events, contradicted)): (&str, (u64, u64))| Shade {
        code: code.to_owned(),
        name: country_name(code).to_owned(),
        events,
        contradicted,
        level: level(events),
    };
    let mut countries: Vec<Shade> = by_country.into_iter().map(shade).collect();
    countries.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.code.cmp(&b.code)));
    let is_point = |spot: &&Spot| matches!(spot.precision.as_deref(), Some("town" | "point"));
    let point = |spot: &Spot| {
        let (lat, lon) = spot.lat.zip(spot.lon)?;
        let (x, y) = project(lat, lon);
        let Spot { name, country, events, contradicted, .. } = spot.clone();
        Some(Point { name, country, x, y, lat, lon, events, contradicted })
    };
    let points = spots.iter().filter(is_point).filter_map(point).collect();
    WorldMap { countries, points, unplaced: events.saturating_sub(placed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_lie_within_the_plane_and_are_sorted() {
        assert!(outlines().len() > 170 && outlines().is_sorted_by_key(|outline| outline.code));
        assert_eq!((country_name("BLR"), country_name("SGP")), ("Belarus", "SGP"));
        for (lat, lon) in [(83.6, 0.0), (-55.0, 179.9), (0.0, -180.0), (0.0, 180.0)] {
            let (x, y) = project(lat, lon);
            assert!((-0.1..=WIDTH + 0.1).contains(&x) && (0.0..=HEIGHT).contains(&y), "{lat} {lon}: {x} {y}");
        }
    }

    #[test]
    fn only_points_are_points_and_the_rest_shades_countries() {
        let spot = |name: &str, country: Option<&str>, precision: &str, events| Spot {
            name: name.into(),
            country: country.map(str::to_owned),
            precision: Some(precision.into()),
            lat: (precision != "country").then_some(53.9),
            lon: (precision != "country").then_some(27.6),
            events,
            contradicted: 1,
        };
        let spots = [
            spot("Minsk", Some("BLR"), "town", 3),
            spot("Belarus", Some("BLR"), "country", 4),
            spot("Gomel region", Some("BLR"), "region", 2),
            spot("Tyrol and Bavaria", None, "region", 1),
        ];
        let map = world_map(&spots, 12);
        assert_eq!(map.countries.len(), 1);
        assert_eq!((map.countries[0].events, map.countries[0].level, map.unplaced), (9, 5, 3));
        assert_eq!(map.points.iter().map(|point| point.name.as_str()).collect::<Vec<_>>(), ["Minsk"]);
    }
}
