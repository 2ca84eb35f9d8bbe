//! The best tree with one root, from scores of arcs.

/// How many roots are tried at most: in text that is no sentences each word may be one, and each try takes the cube of
/// their number.
const MOST_ROOTS: usize = 8;

/// The heads of a sentence's words: greedily where that gives a tree with one root, else by Chu and Liu's and
/// Edmonds' algorithm for the most promising roots.
///
/// `scores[w * (n + 1) + h]` is the score of head `h` for word `w`, where head 0 is the root and head `h` the word
/// `h - 1`. Returns such heads. Scores of one word are compared with each other only through their differences to the
/// word's best head, so they need not be normalised.
pub(super) fn best_tree(scores: &[f32], n: usize) -> Vec<u32> {
    let greedy: Vec<u32> = (0..n).map(|w| best_head(scores, n, w)).collect();
    if is_tree(&greedy) { greedy } else { maximum_tree(scores, n) }
}

fn best_head(scores: &[f32], n: usize, word: usize) -> u32 {
    let row = &scores[word * (n + 1)..][..=n];
    let mut best = if word == 0 { usize::from(n > 1) * 2 } else { 0 };
    if n == 1 {
        best = 0;
    }
    for (head, &score) in row.iter().enumerate() {
        if head != word + 1 && score > row[best] {
            best = head;
        }
    }
    best as u32
}

/// Whether the heads are a tree with exactly one root.
pub(super) fn is_tree(heads: &[u32]) -> bool {
    if heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    // 0: not seen; k + 1: seen on the way up from word k.
    let mut seen = vec![0_u32; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start as u32 + 1;
            match heads[at] {
                0 => break,
                head => at = head as usize - 1,
            }
            if seen[at] == start as u32 + 1 {
                return false;
            }
        }
    }
    true
}

/// The tree of the highest total score among those with one root.
///
/// Each word is tried as the root, the most promising first: what its arc and the best heads of all other words reach
/// together is a bound, and where these heads are a tree it is reached at once.
fn maximum_tree(scores: &[f32], n: usize) -> Vec<u32> {
    let m = n + 1;
    let weight = |w: usize, h: usize, top: f32| {
        // Differences are cut at a bound, so that broken scores stay finite.
        let score = f64::from(scores[w * m + h] - top);
        if score > -1e4 { score } else { -1e4 }
    };
    let mut weights = vec![f64::NEG_INFINITY; m * m]; // [dependent][head]
    let mut heads = vec![0_u32; n]; // the best ones but the root
    for w in 0..n {
        let row = &scores[w * m..][..m];
        let top = row.iter().enumerate().filter(|(h, _)| *h != w + 1).fold(f32::MIN, |t, (_, &s)| t.max(s));
        let out = &mut weights[(w + 1) * m..][..m];
        for h in (0..m).filter(|&h| h != w + 1) {
            out[h] = weight(w, h, top);
            if h > 0 && (heads[w] == 0 || out[h] > out[heads[w] as usize]) {
                heads[w] = h as u32;
            }
        }
    }
    let inner = |w: usize| if heads[w] == 0 { 0.0 } else { weights[(w + 1) * m + heads[w] as usize] };
    let total: f64 = (0..n).map(inner).sum();
    let mut roots: Vec<(f64, usize)> = (0..n).map(|w| (total - inner(w) + weights[(w + 1) * m], w)).collect();
    roots.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut best = (f64::NEG_INFINITY, Vec::new());
    for (bound, root) in roots.into_iter().take(MOST_ROOTS) {
        if bound <= best.0 {
            break;
        }
        let kept = std::mem::replace(&mut heads[root], 0);
        if is_tree(&heads) {
            return heads;
        }
        heads[root] = kept;
        let mut rooted = weights.clone();
        for w in 1..m {
            if w == root + 1 {
                rooted[w * m + 1..(w + 1) * m].fill(f64::NEG_INFINITY);
            } else {
                rooted[w * m] = f64::NEG_INFINITY;
            }
        }
        let tree = arborescence(&rooted, m);
        let value = (1..m).map(|w| rooted[w * m + tree[w]]).sum();
        if value > best.0 {
            best = (value, tree[1..].iter().map(|&h| h as u32).collect());
        }
    }
    best.1
}

/// The maximum arborescence from node 0: heads of all nodes. One cycle is contracted at a time.
fn arborescence(weight: &[f64], m: usize) -> Vec<usize> {
    // `alive` are the nodes of the contracted graph; `weights` between them, with the arc of the graph below that each
    // stands for.
    let mut heads = vec![0; m];
    for node in 1..m {
        heads[node] = (0..m).fold(0, |best, h| if weight[node * m + h] > weight[node * m + best] { h } else { best });
    }
    let Some(cycle) = find_cycle(&heads) else { return heads };

    let mut in_cycle = vec![false; m];
    for &c in &cycle {
        in_cycle[c] = true;
    }
    let outside: Vec<usize> = (0..m).filter(|&v| !in_cycle[v]).collect();
    let k = outside.len() + 1; // the last node stands for the cycle
    let mut smaller = vec![f64::NEG_INFINITY; k * k];
    let mut enters = vec![0; k]; // for each head outside: the node of the cycle that it enters best
    let mut leaves = vec![0; k]; // for each dependent outside: the node of the cycle that it hangs from best
    for (i, &v) in outside.iter().enumerate() {
        for (j, &h) in outside.iter().enumerate() {
            smaller[i * k + j] = weight[v * m + h];
        }
        for &c in &cycle {
            if weight[v * m + c] > smaller[i * k + k - 1] {
                smaller[i * k + k - 1] = weight[v * m + c];
                leaves[i] = c;
            }
            let gain = weight[c * m + v] - weight[c * m + heads[c]];
            if gain > smaller[(k - 1) * k + i] {
                smaller[(k - 1) * k + i] = gain;
                enters[i] = c;
            }
        }
    }
    let inner = arborescence(&smaller, k);
    for (i, &v) in outside.iter().enumerate().skip(1) {
        heads[v] = if inner[i] == k - 1 { leaves[i] } else { outside[inner[i]] };
    }
    let from = inner[k - 1];
    heads[enters[from]] = outside[from];
    heads
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seed: u32, n: usize) -> Vec<f32> {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        (0..n)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / (1 << 22) as f32
            })
            .collect()
    }

    fn total(scores: &[f32], heads: &[u32]) -> f32 {
        heads.iter().enumerate().map(|(w, &h)| scores[w * (heads.len() + 1) + h as usize]).sum()
    }

    /// All trees of a few words, one by one.
    fn best_by_search(scores: &[f32], n: usize) -> f32 {
        let mut best = f32::MIN;
        for code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<u32> = (0..n).map(|w| (code / (n + 1).pow(w as u32) % (n + 1)) as u32).collect();
            if heads.iter().enumerate().all(|(w, &h)| h as usize != w + 1) && is_tree(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    #[test]
    fn it_is_the_best_of_all_trees() {
        for seed in 0..400 {
            let n = 1 + seed as usize % 5;
            let scores = noise(seed, n * (n + 1));
            let heads = best_tree(&scores, n);
            assert!(is_tree(&heads), "{heads:?}");
            assert!((total(&scores, &heads) - best_by_search(&scores, n)).abs() < 1e-3, "seed {seed}");
        }
    }

    #[test]
    fn long_and_broken_scores_give_a_tree() {
        for seed in 0..6 {
            assert!(is_tree(&best_tree(&noise(seed, 150 * 151), 150)));
        }
        for odd in [f32::NAN, 0.0, f32::INFINITY, f32::NEG_INFINITY] {
            for n in 1..9 {
                let heads = best_tree(&vec![odd; n * (n + 1)], n);
                assert!(is_tree(&heads), "{odd} {heads:?}");
            }
        }
        assert!(best_tree(&[], 0).is_empty());
    }
}
