//! Linked tellings become events.
//!
//! Greedy, from the strongest link down, and only where enough of the pairs across are linked, so that a chain of
//! half-likenesses does not become one event. The result depends on the set of tellings and links, not on their order.

use crate::hash::{digest, mixed};
use std::cmp::Ordering;
use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Of the larger group so many members stand for all: in a crowd not every pair is compared.
const STAND_FOR_ALL: usize = 32;

/// Tellings: half of the pairs between two groups must be linked.
const ENOUGH: f64 = 0.5;

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
pub(crate) fn cluster(n: usize, links: &[(usize, usize, f64)], judged: &Judged) -> Vec<usize> {
    let mut groups = Groups::new(n, links.iter().map(|&(a, b, _)| (a, b, 1.0)), &judged.apart);
    for &(a, b) in &judged.together {
        groups.join(a, b, 0.0);
    }
    let mut sorted: Vec<&(usize, usize, f64)> = links.iter().collect();
    sorted.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    for &&(a, b, _) in &sorted {
        groups.join(a, b, ENOUGH);
    }
    groups.named()
}

/// The same where the score of every pair is known, or nought: always the two groups are joined next whose pairs have the
/// highest mean, down to `enough`.
pub(crate) fn cluster_by_mean(n: usize, links: &[(usize, usize, f64)], enough: f64) -> Vec<usize> {
    let apart = BTreeSet::new();
    let mut groups = Groups::new(n, links.iter().copied(), &apart);
    let mut next: BinaryHeap<Pair> = links.iter().filter_map(|&(a, b, _)| groups.pair(a, b, enough)).collect();
    while let Some(Pair { groups: (one, other), sizes, .. }) = next.pop() {
        // A group that has grown since stands in the heap again.
        if sizes != (groups.members[one].len(), groups.members[other].len()) {
            continue;
        }
        groups.join(groups.members[one][0], groups.members[other][0], 0.0);
        let joined = if groups.members[one].is_empty() { other } else { one };
        next.extend(groups.across[joined].keys().filter_map(|&third| groups.pair(joined, third, enough)));
    }
    groups.named()
}

/// Two groups that may become one, as large as they were then; the greatest is the one with the highest mean.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair {
    mean: f64,
    groups: (usize, usize),
    sizes: (usize, usize),
}

impl Eq for Pair {}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then(other.groups.cmp(&self.groups)).then(self.sizes.cmp(&other.sizes))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
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
    fn new(
        n: usize,
        links: impl Iterator<Item = (usize, usize, f64)> + Clone,
        apart: &'j BTreeSet<(usize, usize)>,
    ) -> Self {
        let mut number = vec![0; n];
        for (a, b, _) in links.clone() {
            number[a] += 1;
            number[b] += 1;
        }
        let mut across: Vec<HashMap<usize, f64, Scattered>> =
            number.into_iter().map(|links| HashMap::with_capacity_and_hasher(links, Scattered::default())).collect();
        for (a, b, counts) in links {
            *across[a].entry(b).or_insert(0.0) += counts;
            *across[b].entry(a).or_insert(0.0) += counts;
        }
        Self { of: (0..n).collect(), members: (0..n).map(|i| vec![i]).collect(), across, apart }
    }

    /// Two groups, if what is across them is enough in the mean.
    fn pair(&self, a: usize, b: usize, enough: f64) -> Option<Pair> {
        let groups = (a.min(b), a.max(b));
        let sizes = (self.members[groups.0].len(), self.members[groups.1].len());
        let mean = self.across[a].get(&b)? / (sizes.0 * sizes.1) as f64;
        (mean >= enough).then_some(Pair { mean, groups, sizes })
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

    /// The smallest node of each one's group.
    fn named(&self) -> Vec<usize> {
        let smallest: Vec<usize> =
            self.members.iter().map(|all| all.iter().copied().min().unwrap_or_default()).collect();
        self.of.iter().map(|&group| smallest[group]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_not_one_event_and_a_clique_is() {
        let chain = [(0, 1, 0.9), (1, 2, 0.8), (2, 3, 0.85)];
        assert_eq!(cluster(4, &chain, &Judged::default()), [0, 0, 2, 2]);
        let clique = [(0, 1, 0.9), (0, 2, 0.6), (1, 2, 0.8)];
        assert_eq!(cluster(3, &clique, &Judged::default()), [0, 0, 0]);
    }

    #[test]
    fn judgements_go_before_scores() {
        let links = [(0, 1, 0.9)];
        let apart = Judged { together: vec![(1, 2)], apart: BTreeSet::from([(0, 1)]) };
        assert_eq!(cluster(3, &links, &apart), [0, 1, 1]);
    }

    #[test]
    fn the_highest_mean_joins_first() {
        // 1 and 2 are the likeliest pair; 0 then has half of what it had for the two, and 3 and 4 more.
        let links = [(0, 1, 0.8), (1, 2, 0.9), (2, 3, 0.3), (2, 4, 0.2), (3, 4, 0.5)];
        assert_eq!(cluster_by_mean(5, &links, 0.4), [0, 0, 0, 3, 3]);
        assert_eq!(cluster_by_mean(5, &links, 0.45), [0, 1, 1, 3, 3]);
    }

    #[test]
    fn the_mean_does_not_depend_on_the_order_of_links() {
        let mut links: Vec<(usize, usize, f64)> =
            (0..12).flat_map(|b| (0..b).map(move |a| (a, b, ((a * 7 + b * 5) % 11) as f64 / 11.0))).collect();
        let groups = cluster_by_mean(12, &links, 0.4);
        links.reverse();
        assert_eq!(cluster_by_mean(12, &links, 0.4), groups);
    }
}
