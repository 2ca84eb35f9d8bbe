//! One-to-one pairs of overlapping spans, as the scorers of time and place make them.

use super::Span;

/// A gold and a predicted span that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The place of the gold span in its list.
    pub gold: usize,
    /// The place of the predicted one.
    pub predicted: usize,
    /// Whether both are equal.
    pub exact: bool,
}

/// Pairs overlapping spans one to one: equal spans first, then the greatest overlap, then text order.
pub fn pair_spans(gold: &[Span], predicted: &[Span]) -> Vec<Pair> {
    let mut options = Vec::new();
    for (i, &g) in gold.iter().enumerate() {
        for (j, &p) in predicted.iter().enumerate() {
            let overlap = g.overlap(p);
            if overlap > 0 {
                options.push((g != p, std::cmp::Reverse(overlap), i, j));
            }
        }
    }
    options.sort_unstable();
    let (mut gold_used, mut predicted_used) = (vec![false; gold.len()], vec![false; predicted.len()]);
    let mut pairs = Vec::new();
    for (differs, _, i, j) in options {
        if !gold_used[i] && !predicted_used[j] {
            (gold_used[i], predicted_used[j]) = (true, true);
            pairs.push(Pair { gold: i, predicted: j, exact: !differs });
        }
    }
    pairs
}
