//! Who did what to whom, and who quotes whom, as networks with a place for each node.

use crate::marks::{Quad, quad};
use rapporteur_ledger::{EventRow, Party, Quotation};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::f64::consts::TAU;

/// A network, ready to be drawn in a plane of 1000 by 1000.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Network {
    /// Nodes, those with most weight first.
    pub nodes: Vec<Node>,
    /// Edges, those with most weight first.
    pub edges: Vec<Edge>,
    /// Nodes that were left out, because others weigh more, or because nobody who is drawn is linked with them.
    pub left_out: usize,
    /// Edges between those that are shown which were left out, because others weigh more.
    pub edges_left_out: usize,
}

/// Somebody.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Node {
    /// The name.
    pub name: String,
    /// ISO 3166-1 alpha-3 or a PLOVER code.
    pub country: Option<String>,
    /// Whether it prints, of who quotes whom.
    pub prints: bool,
    /// How many events or claims it takes part in.
    pub weight: u64,
    /// Its place.
    pub x: f64,
    /// Its place.
    pub y: f64,
}

/// What one does to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Edge {
    /// The position of the node that acts, or quotes.
    pub from: usize,
    /// The position of the other.
    pub to: usize,
    /// The event type; `QUOTES` of who quotes whom.
    #[serde(rename = "type")]
    pub ty: String,
    /// Cooperation or conflict.
    pub quad: Quad,
    /// How many events or claims.
    pub weight: u64,
}

/// So many edges a node has on average, at most: of more the eye makes nothing, and a browser much work.
const EDGES: usize = 5;

/// Weights by ends and type, and what is known of the ends: the country, whether it prints, the weight. Their order does not
/// matter, as everything that is drawn is sorted.
#[derive(Default)]
struct Draft<'e> {
    nodes: HashMap<&'e str, (Option<&'e str>, bool, u64)>,
    edges: HashMap<(&'e str, &'e str, &'e str), u64>,
}

/// Who did what to whom: at most `most` actors.
pub fn acts(events: &[EventRow], most: usize) -> Network {
    let mut draft = Draft::default();
    for event in events {
        for party in event.actors.iter().chain(&event.recipients) {
            let (country, _, weight) = draft.nodes.entry(&party.name).or_default();
            *weight += 1;
            *country = country.or(party.country.as_deref());
        }
        for (actor, recipient) in pairs(event) {
            *draft.edges.entry((&actor.name, &recipient.name, &event.ty)).or_default() += 1;
        }
    }
    draft.network(most)
}

/// Who quotes whom: at most `most` of them.
pub fn quotes(quotations: &[Quotation], most: usize) -> Network {
    let mut draft = Draft::default();
    for quotation in quotations {
        for (name, prints) in [(&quotation.from, quotation.printed), (&quotation.to, false)] {
            let (_, printing, weight) = draft.nodes.entry(name).or_default();
            *printing |= prints;
            *weight += quotation.claims;
        }
        *draft.edges.entry((&quotation.from, &quotation.to, "QUOTES")).or_default() += quotation.claims;
    }
    draft.network(most)
}

/// Every actor with every recipient. Two who do the same thing together do it with one another.
fn pairs(event: &EventRow) -> Vec<(&Party, &Party)> {
    let (actors, recipients) = (&event.actors, &event.recipients);
    if recipients.is_empty() {
        let with_others = |(n, one)| actors[n + 1..].iter().map(move |other| (one, other));
        return actors.iter().enumerate().flat_map(with_others).collect();
    }
    actors.iter().flat_map(|actor| recipients.iter().map(move |recipient| (actor, recipient))).collect()
}

impl Draft<'_> {
    fn network(mut self, most: usize) -> Network {
        self.edges.retain(|(from, to, _), _| from != to);
        let linked: HashSet<&str> = self.edges.keys().flat_map(|(from, to, _)| [*from, *to]).collect();
        let all = linked.len();
        let by_weight = |names: &mut Vec<&str>| names.sort_by_key(|name| (Reverse(self.nodes[name].2), *name));
        let mut names: Vec<&str> = linked.into_iter().collect();
        by_weight(&mut names);
        names.truncate(most);
        let (mut edges, edges_left_out) = self.between(&names);
        // Somebody whose edges are not drawn would stand alone, which tells nothing.
        let drawn: HashSet<usize> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
        let (at, names): (Vec<usize>, Vec<&str>) =
            names.into_iter().enumerate().filter(|(n, _)| drawn.contains(n)).unzip();
        let position = |n: usize| at.binary_search(&n).unwrap_or_default();
        for edge in &mut edges {
            (edge.from, edge.to) = (position(edge.from), position(edge.to));
        }
        let node = |(name, (x, y)): (&&str, (f64, f64))| {
            let (country, prints, weight) = self.nodes[name];
            Node { name: (*name).to_owned(), country: country.map(str::to_owned), prints, weight, x, y }
        };
        let nodes: Vec<Node> = names.iter().zip(places(names.len(), &edges)).map(node).collect();
        Network { left_out: all - nodes.len(), nodes, edges, edges_left_out }
    }

    /// The edges between these nodes that are drawn, those with most weight first; and how many are not.
    fn between(&self, names: &[&str]) -> (Vec<Edge>, usize) {
        let at: HashMap<&str, usize> = names.iter().enumerate().map(|(n, name)| (*name, n)).collect();
        let ends = |((from, to, ty), weight): (&(&str, &str, &str), &u64)| {
            Some((Reverse(*weight), *at.get(from)?, *at.get(to)?, (*ty).to_owned()))
        };
        let mut found: Vec<(Reverse<u64>, usize, usize, String)> = self.edges.iter().filter_map(ends).collect();
        found.sort();
        let left_out = found.len().saturating_sub(names.len() * EDGES);
        found.truncate(names.len() * EDGES);
        let edge = |(Reverse(weight), from, to, ty): (_, _, _, String)| Edge { from, to, quad: quad(&ty), ty, weight };
        (found.into_iter().map(edge).collect(), left_out)
    }
}

/// How much the middle is drawn larger than the edge: 0 not at all, 1 so that all stand on a circle.
const SPREAD: f64 = 0.45;
/// Rounds of moving.
const ROUNDS: usize = 240;

/// Places by forces (Fruchterman and Reingold 1991) from a circle, without chance: the same network looks the same.
fn places(count: usize, edges: &[Edge]) -> Vec<(f64, f64)> {
    if count == 0 {
        return Vec::new();
    }
    let ideal = 0.8 / (count as f64).sqrt();
    // The golden angle spreads neighbours in the list over the circle.
    let mut at: Vec<(f64, f64)> = (0..count)
        .map(|n| {
            let (angle, radius) = (n as f64 * TAU * 0.381966, 0.45 * ((n as f64 + 0.5) / count as f64).sqrt());
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect();
    // Two are pulled together once, however much they have to do with each other.
    let mut pulls: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for edge in edges {
        *pulls.entry((edge.from.min(edge.to), edge.from.max(edge.to))).or_default() += edge.weight;
    }
    let strength = |weight: u64| (1.0 + (weight as f64).ln()).min(2.0) * 0.4 / ideal;
    let pulls: Vec<(usize, usize, f64)> =
        pulls.into_iter().map(|((one, other), weight)| (one, other, strength(weight))).collect();
    for round in 0..ROUNDS {
        let mut moves = vec![(0.0, 0.0); count];
        for one in 0..count {
            for other in one + 1..count {
                let (dx, dy) = (at[one].0 - at[other].0, at[one].1 - at[other].1);
                let square = (dx * dx + dy * dy).max(1e-6);
                let push = ideal * ideal / square;
                moves[one] = (moves[one].0 + dx * push, moves[one].1 + dy * push);
                moves[other] = (moves[other].0 - dx * push, moves[other].1 - dy * push);
            }
            // Towards the middle, so that what is not linked does not drift away.
            moves[one] = (moves[one].0 - at[one].0 * 0.3, moves[one].1 - at[one].1 * 0.3);
        }
        for &(one, other, strength) in &pulls {
            let (dx, dy) = (at[one].0 - at[other].0, at[one].1 - at[other].1);
            let pull = (dx * dx + dy * dy).sqrt() * strength;
            moves[one] = (moves[one].0 - dx * pull, moves[one].1 - dy * pull);
            moves[other] = (moves[other].0 + dx * pull, moves[other].1 + dy * pull);
        }
        let farthest = 0.1 * (1.0 - round as f64 / ROUNDS as f64);
        for (place, (dx, dy)) in at.iter_mut().zip(moves) {
            let length = (dx * dx + dy * dy).sqrt().max(1e-9);
            let step = length.min(farthest) / length;
            *place = (place.0 + dx * step, place.1 + dy * step);
        }
    }
    // What is linked most crowds in the middle, and a few that are linked with nobody else stand far out: distances from the
    // middle are drawn closer together.
    for place in &mut at {
        let far = place.0.hypot(place.1).max(1e-9);
        *place = (place.0 / far.powf(SPREAD), place.1 / far.powf(SPREAD));
    }
    let bounds = |of: fn(&(f64, f64)) -> f64| {
        let values = || at.iter().map(of);
        (values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max))
    };
    let ((left, right), (top, bottom)) = (bounds(|p| p.0), bounds(|p| p.1));
    let fit = |value: f64, (least, most): (f64, f64)| {
        if most - least < 1e-9 { 500.0 } else { 70.0 + 860.0 * (value - least) / (most - least) }
    };
    at.iter().map(|(x, y)| (fit(*x, (left, right)), fit(*y, (top, bottom)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(from: &str, to: &str, claims: u64) -> Quotation {
        Quotation { from: from.into(), printed: from.starts_with('P'), to: to.into(), claims }
    }

    #[test]
    fn the_heaviest_stay_and_everybody_has_a_place_of_their_own() {
        let quotations = [says("Post", "army", 5), says("Post", "doctor", 2), says("army", "witness", 1)];
        let network = quotes(&quotations, 3);
        let names: Vec<&str> = network.nodes.iter().map(|node| node.name.as_str()).collect();
        assert_eq!((names, network.left_out), (vec!["Post", "army", "doctor"], 1));
        assert!(network.nodes[0].prints && !network.nodes[1].prints);
        assert_eq!(network.edges[0].weight, 5);
        let near = |a: &Node, b: &Node| (a.x - b.x).hypot(a.y - b.y) < 50.0;
        assert!(!near(&network.nodes[0], &network.nodes[1]) && !near(&network.nodes[1], &network.nodes[2]));
        assert!(network.nodes.iter().all(|node| (0.0..=1000.0).contains(&node.x) && (0.0..=1000.0).contains(&node.y)));
        assert_eq!(network, quotes(&quotations, 3));
    }

    #[test]
    fn of_many_edges_the_heaviest_are_drawn() {
        let names = ["P", "a", "b", "c", "d", "e", "f"];
        let pairs = names.iter().enumerate().flat_map(|(n, from)| names.iter().map(move |to| (n as u64 + 1, from, to)));
        let all: Vec<Quotation> = pairs.map(|(claims, from, to)| says(from, to, claims)).collect();
        let network = quotes(&all, 10);
        assert_eq!((network.nodes.len(), network.edges.len(), network.edges_left_out), (7, 35, 7));
        assert!(network.edges.iter().all(|edge| edge.weight >= 2));
    }

    #[test]
    fn who_is_linked_only_with_others_that_are_left_out_is_left_out() {
        let network = quotes(&[says("Post", "army", 9), says("Echo", "baker", 3), says("Echo", "cook", 3)], 3);
        let names: Vec<&str> = network.nodes.iter().map(|node| node.name.as_str()).collect();
        assert_eq!((names, network.left_out), (vec!["Post", "army"], 3));
    }

    #[test]
    fn nobody_makes_an_empty_network() {
        assert_eq!(quotes(&[], 10), Network::default());
        assert!(quotes(&[says("army", "army", 3)], 10).nodes.is_empty());
    }
}
