//! The network: who did what to whom, or who quotes whom.

use crate::marks::counted;
use maud::{Markup, html};
use rapporteur_views::{Edge, Network, Node};

/// Names are shown beside so many nodes; the others have theirs when pointed at, and in the table.
const NAMED: usize = 40;
/// The plane of views is square; a screen is not.
const FLAT: f64 = 0.62;

pub(crate) fn drawing(network: &Network, link: impl Fn(&str) -> Option<String>) -> Markup {
    let most = network.nodes.iter().map(|node| node.weight).max().unwrap_or(1) as f64;
    let radius = |weight: u64| 4.0 + 13.0 * (weight as f64 / most).sqrt();
    let at = |n: usize| {
        let node = &network.nodes[n];
        (node.x, 20.0 + node.y * FLAT)
    };
    html! {
        div.plane tabindex="0" role="group" aria-label="Network" {
        svg.network viewBox="0 0 1000 660" role="group" aria-label="Network: nodes are who takes part, edges what one does to the other" {
            @for edge in &network.edges {
                @let (from, to) = (at(edge.from), at(edge.to));
                @let path = curve(from, to, radius(network.nodes[edge.to].weight) + 2.0);
                path class={ "edge " (edge.quad.class()) } d=(path) stroke-width=(format!("{:.1}", 1.0 + (edge.weight as f64).ln().min(5.0)))
                    marker-end={ "url(#to-" (edge.quad.class()) ")" } { title { (told(network, edge)) } }
            }
            @for (n, node) in network.nodes.iter().enumerate() {
                @let (x, y) = at(n);
                @let drawn = html! {
                    circle.node.prints[node.prints] cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r=(format!("{:.1}", radius(node.weight))) {
                        title { (node.name) @if let Some(code) = &node.country { " " (code) } ": " (node.weight) }
                    }
                };
                @match link(&node.name) {
                    Some(link) => a href=(link) aria-label=(node.name) { (drawn) },
                    None => (drawn),
                }
            }
            @for name in names(network, at, radius) {
                text.name x=(format!("{:.1}", name.x)) y=(format!("{:.1}", name.y)) { (name.words) }
            }
        }
        }
    }
}

/// A name beside its node.
struct Name {
    words: String,
    x: f64,
    y: f64,
}

/// The names that find room: above the node, else below it, first where no other node is; else they are left to the pointer
/// and the table.
fn names(network: &Network, at: impl Fn(usize) -> (f64, f64), radius: impl Fn(u64) -> f64) -> Vec<Name> {
    // An average letter at 12 pixels.
    const LETTER: f64 = 6.6;
    const HEIGHT: f64 = 13.0;
    let mut placed: Vec<Name> = Vec::new();
    let half = |words: &str| words.chars().count() as f64 * LETTER / 2.0;
    for (n, node) in network.nodes.iter().enumerate().take(NAMED) {
        let words = short(&node.name);
        let (x, y) = at(n);
        let x = x.clamp(half(&words) + 4.0, 996.0 - half(&words));
        let own = radius(node.weight);
        let clear = |y: &f64| {
            let apart = |(other, node): (usize, &Node)| {
                let ((ox, oy), reach) = (at(other), radius(node.weight));
                other == n || (ox - x).abs() >= half(&words) + reach || (oy - (y - 4.0)).abs() >= HEIGHT / 2.0 + reach
            };
            network.nodes.iter().enumerate().all(apart)
        };
        let free = |y: &f64| {
            let apart = |other: &Name| {
                (other.x - x).abs() >= half(&other.words) + half(&words) || (other.y - y).abs() >= HEIGHT
            };
            placed.iter().all(apart)
        };
        let places = [y - own - 4.0, y + own + 12.0];
        let best = places.into_iter().find(|y| free(y) && clear(y));
        if let Some(y) = best.or_else(|| places.into_iter().find(free)) {
            placed.push(Name { words, x, y });
        }
    }
    placed
}

fn short(name: &str) -> String {
    const FITS: usize = 26;
    if name.chars().count() <= FITS { name.to_owned() } else { name.chars().take(FITS - 1).chain(['…']).collect() }
}

/// An edge, bent so that both directions can be seen, that ends before the node.
fn curve(from: (f64, f64), to: (f64, f64), short_of: f64) -> String {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let middle = (f64::midpoint(from.0, to.0) - dy * 0.12, f64::midpoint(from.1, to.1) + dx * 0.12);
    let (ex, ey) = (to.0 - middle.0, to.1 - middle.1);
    let reach = ex.hypot(ey).max(1.0);
    let back = short_of.min(length * 0.4) / reach;
    let end = (to.0 - ex * back, to.1 - ey * back);
    format!("M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}", from.0, from.1, middle.0, middle.1, end.0, end.1)
}

fn told(network: &Network, edge: &Edge) -> String {
    let (from, to) = (&network.nodes[edge.from].name, &network.nodes[edge.to].name);
    let unit = if edge.ty == "QUOTES" { "claim" } else { "event" };
    format!("{from} → {to}: {} ({})", edge.ty, counted(edge.weight, unit))
}

/// The table twin.
pub(crate) fn twin(network: &Network) -> Markup {
    html! {
        details.twin {
            summary { "As a table" }
            table {
                thead { tr { th scope="col" { "Who" } th scope="col" { "What" } th scope="col" { "Whom" } th scope="col" { "Class" } th scope="col" { "How often" } } }
                tbody {
                    @for edge in &network.edges {
                        tr {
                            td { (network.nodes[edge.from].name) } td { (edge.ty) } td { (network.nodes[edge.to].name) }
                            td { (edge.quad.name()) } td.number { (edge.weight) }
                        }
                    }
                }
            }
        }
    }
}
