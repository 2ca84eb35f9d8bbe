//! The map: countries shaded, points where the place is one.

use crate::marks::{counted, grouped};
use maud::{Markup, html};
use rapporteur_views::{HEIGHT, Point, WIDTH, WorldMap, outlines};

/// What of the world is drawn, and how large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    /// All of it.
    World,
    /// What lies around what happened.
    Around,
    /// The same in a small place: points and names are larger beside it.
    Small,
}

/// So many places have their names beside them, at most.
const NAMED: usize = 12;

/// The drawing; `country` and `point` give where a click leads, `None` for nowhere.
pub(crate) fn drawing(
    map: &WorldMap,
    frame: Frame,
    country: impl Fn(&str) -> Option<String>,
    point: impl Fn(&Point) -> Option<String>,
) -> Markup {
    let (x, y, width, height) = if frame == Frame::World { (0.0, 0.0, WIDTH, HEIGHT) } else { around(map) };
    // Points and lines are as large on the screen wherever one looks.
    let unit = width / WIDTH * if frame == Frame::Small { 2.2 } else { 1.0 };
    let most = map.points.iter().map(|point| point.events).max().unwrap_or(1) as f64;
    let drawn = html! {
        svg.map viewBox={ (n(x)) " " (n(y)) " " (n(width)) " " (n(height)) } role="group" aria-label="Map: countries shaded by events, points where the place is a point" {
            g.land stroke-width=(n2(0.6 * unit)) {
                @for outline in outlines() {
                    @if !map.countries.iter().any(|shade| shade.code == outline.code) { path d=(outline.path) {} }
                }
                @for shade in &map.countries {
                    @if let Some(outline) = outlines().iter().find(|outline| outline.code == shade.code) {
                        @let drawn = html! {
                            path class={ "l" (shade.level) } d=(outline.path) { title { (shade.name) ": " (counted(shade.events, "event")) } }
                        };
                        @match country(&shade.code) {
                            Some(link) => a href=(link) data-country=(shade.code) aria-label={ (shade.name) ": " (counted(shade.events, "event")) } { (drawn) },
                            None => (drawn),
                        }
                    }
                }
            }
            g.points stroke-width=(n2(1.2 * unit)) {
                @for spot in &map.points {
                    @let radius = (2.6 + 7.0 * (spot.events as f64 / most).sqrt()) * unit;
                    @let drawn = html! {
                        circle.disputed[spot.contradicted > 0] cx=(n(spot.x)) cy=(n(spot.y)) r=(n2(radius)) {
                            title { (spot.name) ": " (counted(spot.events, "event")) @if spot.contradicted > 0 { ", " (spot.contradicted) " contradicted" } }
                        }
                    };
                    @match point(spot) {
                        Some(link) => a href=(link) data-place=(spot.name) aria-label={ (spot.name) ": " (counted(spot.events, "event")) } { (drawn) },
                        None => (drawn),
                    }
                }
            }
            g.names {
                @for (spot, right) in named(map, unit) {
                    @let (x, anchor) = if right { (spot.x + 9.0 * unit, "start") } else { (spot.x - 9.0 * unit, "end") };
                    text x=(n2(x)) y=(n2(spot.y + 3.5 * unit)) font-size=(n2(10.5 * unit)) text-anchor=(anchor) { (spot.name) }
                }
            }
        }
    };
    html! {
        @if frame == Frame::Small { (drawn) } @else { div.plane tabindex="0" role="group" aria-label="Map" { (drawn) } }
    }
}

/// The places whose names find room, and whether that is to their right.
fn named(map: &WorldMap, unit: f64) -> Vec<(&Point, bool)> {
    // An average letter at this size, and the height of a line.
    let (letter, line) = (5.8 * unit, 12.0 * unit);
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    let mut named = Vec::new();
    for spot in map.points.iter().take(NAMED) {
        let wide = spot.name.chars().count() as f64 * letter;
        let sides = [(true, spot.x + 9.0 * unit), (false, spot.x - 9.0 * unit - wide)];
        let free =
            |from: f64| taken.iter().all(|(x, to, y)| from >= *to || from + wide <= *x || (spot.y - y).abs() >= line);
        if let Some((right, from)) = sides.into_iter().find(|(_, from)| free(*from)) {
            taken.push((from, from + wide, spot.y));
            named.push((spot, right));
        }
    }
    named
}

fn n(length: f64) -> String {
    format!("{length:.1}")
}

fn n2(length: f64) -> String {
    format!("{length:.2}")
}

/// What lies around the points and shaded countries, in the shape of the map; never closer than a tenth of the world.
fn around(map: &WorldMap) -> (f64, f64, f64, f64) {
    let mut places: Vec<(f64, f64)> = map.points.iter().map(|point| (point.x, point.y)).collect();
    if places.is_empty() {
        // The first point of a country's outline stands for it.
        let first = |path: &str| {
            let (x, y) = path.trim_start_matches('M').split_once('l')?.0.split_once(' ')?;
            Some((x.parse().ok()?, y.parse().ok()?))
        };
        let shaded = map.countries.iter().filter_map(|shade| outlines().iter().find(|o| o.code == shade.code));
        places.extend(shaded.filter_map(|outline| first(&outline.path)));
    }
    if places.is_empty() {
        return (0.0, 0.0, WIDTH, HEIGHT);
    }
    let bounds = |of: fn(&(f64, f64)) -> f64| {
        let values = || places.iter().map(of);
        (values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max))
    };
    let ((left, right), (top, bottom)) = (bounds(|p| p.0), bounds(|p| p.1));
    let width = (right - left + 80.0).max((bottom - top + 60.0) * WIDTH / HEIGHT).clamp(WIDTH / 6.0, WIDTH);
    let height = width * HEIGHT / WIDTH;
    let x = f64::midpoint(left, right) - width / 2.0;
    let y = f64::midpoint(top, bottom) - height / 2.0;
    (x.clamp(0.0, WIDTH - width), y.clamp(0.0, HEIGHT - height), width, height)
}

/// The table twin.
pub(crate) fn twin(map: &WorldMap, country: impl Fn(&str) -> Option<String>) -> Markup {
    html! {
        details.twin {
            summary { "As a table" }
            div.columns {
                table {
                    thead { tr { th scope="col" { "Country" } th scope="col" { "Events" } th scope="col" { "Contradicted" } } }
                    tbody {
                        @for shade in &map.countries {
                            tr {
                                td { @match country(&shade.code) { Some(link) => a href=(link) { (shade.name) }, None => (shade.name) } " " span.code { (shade.code) } }
                                td.number { (grouped(shade.events)) } td.number { (grouped(shade.contradicted)) }
                            }
                        }
                    }
                }
                table {
                    thead { tr { th scope="col" { "Place" } th scope="col" { "Country" } th scope="col" { "Degrees" } th scope="col" { "Events" } } }
                    tbody {
                        @for spot in map.points.iter().take(200) {
                            tr { td { (spot.name) } td { (spot.country.as_deref().unwrap_or_default()) } td.number { (format!("{:.2}, {:.2}", spot.lat, spot.lon)) } td.number { (grouped(spot.events)) } }
                        }
                    }
                }
            }
        }
    }
}
