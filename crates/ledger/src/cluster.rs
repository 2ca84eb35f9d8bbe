//! Linked tellings become events.
//!
//! Greedy, from the strongest link down, and only where enough of the pairs across are linked, so that a chain of
//! half-likenesses does not become one event. The result depends on the set of tellings and links, not on their order.

use crate::hash::{digest, mixed};
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Of the larger group so many members stand for all: in a crowd not every pair is compared.
const STAND_FOR_ALL: usize = 32;

/// When two groups become one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Linkage {
    /// So much, a pair, must speak for it between the two groups.
    pub(crate) enough: f64,
    /// Links that are weaker join nothing.
    pub(crate) least: f64,
    /// What a link with this score counts.
    pub(crate) counts: fn(f64) -> f64,
}

impl Linkage {
    /// Of tellings: half of the pairs must be linked.
    pub(crate) const TELLINGS: Self = Self { enough: 0.5, least: 0.0, counts: |_| 1.0 };
}

/// What people said of pairs.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// Pairs that are of one event.
    pub(crate) together: Vec<(usize, usize)>,
    /// Pairs that are not; this goes before the other.
    pub(crate) apart: BTreeSet<(usize, usize)>,
}

/// The group of each of `n` nodes, named by its smallest node. Nodes must be numbered in an order that does not depend on
/// how they came in; links are `(a, b, score)` with `a < b`.
pub(crate) fn cluster(n: usize, links: &[(usize, usize, f64)], judged: &Judged, linkage: Linkage) -> Vec<usize> {
    let mut groups = Groups::new(n, links, judged, linkage);
    for &(a, b) in &judged.together {
        groups.join(a, b, 0.0);
    }
    let mut sorted: Vec<&(usize, usize, f64)> = links.iter().filter(|link| link.2 >= linkage.least).collect();
    sorted.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    for &&(a, b, _) in &sorted {
        groups.join(a, b, linkage.enough);
    }
    (0..n).map(|node| groups.smallest(node)).collect()
}

/// Numbers of groups are looked up so often that a quick hash pays; they come from nobody who could choose them badly.
type Scattered = BuildHasherDefault<Scatter>;

#[derive(Default)]
struct Scatter(u64);

impl Hasher for Scatter {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = digest(bytes);
    }

    fn write_usize(&mut self, n: usize) {
        self.0 = mixed(n as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

struct Groups<'j> {
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// How much the links from a group to others count.
    across: Vec<HashMap<usize, f64, Scattered>>,
    apart: &'j BTreeSet<(usize, usize)>,
}

impl<'j> Groups<'j> {
    fn new(n: usize, links: &[(usize, usize, f64)], judged: &'j Judged, linkage: Linkage) -> Self {
        let mut across = vec![HashMap::default(); n];
        for &(a, b, score) in links {
            *across[a].entry(b).or_insert(0.0) += (linkage.counts)(score);
            *across[b].entry(a).or_insert(0.0) += (linkage.counts)(score);
        }
        Self { of: (0..n).collect(), members: (0..n).map(|i| vec![i]).collect(), across, apart: &judged.apart }
    }

    fn join(&mut self, a: usize, b: usize, enough: f64) {
        let (mut one, mut other) = (self.of[a], self.of[b]);
        if one == other {
            return;
        }
        if self.members[one].len() < self.members[other].len() {
            (one, other) = (other, one);
        }
        let pairs =
            self.members[one].len().min(STAND_FOR_ALL.max(self.members[other].len())) * self.members[other].len();
        let linked = self.across[one].get(&other).copied().unwrap_or(0.0);
        if linked < enough * pairs as f64 || self.are_kept_apart(one, other) {
            return;
        }
        let moved = std::mem::take(&mut self.members[other]);
        for &node in &moved {
            self.of[node] = one;
        }
        self.members[one].extend(moved);
        #[expect(clippy::iter_over_hash_type, reason = "each is changed for itself")]
        for (third, count) in std::mem::take(&mut self.across[other]) {
            self.across[third].remove(&other);
            if third != one {
                *self.across[one].entry(third).or_insert(0.0) += count;
                *self.across[third].entry(one).or_insert(0.0) += count;
            }
        }
    }

    fn are_kept_apart(&self, one: usize, other: usize) -> bool {
        !self.apart.is_empty()
            && self.members[one]
                .iter()
                .any(|&a| self.members[other].iter().any(|&b| self.apart.contains(&(a.min(b), a.max(b)))))
    }

    fn smallest(&self, node: usize) -> usize {
        self.members[self.of[node]].iter().copied().min().unwrap_or(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_not_one_event_and_a_clique_is() {
        let chain = [(0, 1, 0.9), (1, 2, 0.8), (2, 3, 0.85)];
        assert_eq!(cluster(4, &chain, &Judged::default(), Linkage::TELLINGS), [0, 0, 2, 2]);
        let clique = [(0, 1, 0.9), (0, 2, 0.6), (1, 2, 0.8)];
        assert_eq!(cluster(3, &clique, &Judged::default(), Linkage::TELLINGS), [0, 0, 0]);
    }

    #[test]
    fn judgements_go_before_scores() {
        let links = [(0, 1, 0.9)];
        let apart = Judged { together: vec![(1, 2)], apart: BTreeSet::from([(0, 1)]) };
        assert_eq!(cluster(3, &links, &apart, Linkage::TELLINGS), [0, 1, 1]);
    }
}
