//! Makes one tree of the heads that a file gives.

/// Repairs heads in place, in linear time, and returns the words whose head was changed.
///
/// `heads[w]` is the head of word `w` in the same sentence, both from 0, and `None` for a root; a head past the end
/// stands for one that the file does not give. The first root stays the root; further roots, missing heads and one
/// word of each cycle are hung on it.
pub(super) fn repair(heads: &mut [Option<usize>]) -> Vec<usize> {
    let n = heads.len();
    let mut changed = Vec::new();
    if n == 0 {
        return changed;
    }
    let wrong = |w: usize, head: Option<usize>| head.is_some_and(|h| h >= n || h == w);
    let root = heads.iter().position(Option::is_none).unwrap_or_else(|| {
        let root = (0..n).find(|&w| wrong(w, heads[w])).unwrap_or_else(|| on_cycle(heads));
        heads[root] = None;
        changed.push(root);
        root
    });
    for w in (0..n).filter(|&w| w != root) {
        if heads[w].is_none() || wrong(w, heads[w]) {
            heads[w] = Some(root);
            changed.push(w);
        }
    }
    // A word is settled when the way up from it is known to end at the root.
    let mut seen_from = vec![usize::MAX; n];
    let mut settled = vec![false; n];
    settled[root] = true;
    for start in 0..n {
        let mut w = start;
        while !settled[w] {
            if seen_from[w] == start {
                heads[w] = Some(root);
                changed.push(w);
                break;
            }
            seen_from[w] = start;
            w = heads[w].unwrap_or(root);
        }
        w = start;
        while !settled[w] {
            settled[w] = true;
            w = heads[w].unwrap_or(root);
        }
    }
    changed
}

/// A word on a cycle, given that every word has a head inside the sentence: after `n` steps the walk is on one.
fn on_cycle(heads: &[Option<usize>]) -> usize {
    (0..heads.len()).fold(0, |w, _| heads[w].unwrap_or(w))
}

#[cfg(test)]
mod tests {
    use super::repair;

    #[test]
    fn what_is_no_tree_becomes_one() {
        let fixed = |heads: &[Option<usize>]| {
            let mut heads = heads.to_vec();
            let changed = repair(&mut heads);
            (heads, changed)
        };
        assert_eq!(fixed(&[Some(1), None, Some(1)]), (vec![Some(1), None, Some(1)], vec![]));
        assert_eq!(fixed(&[None, None]), (vec![None, Some(0)], vec![1]));
        assert_eq!(fixed(&[Some(9), None]), (vec![Some(1), None], vec![0]));
        assert_eq!(fixed(&[None, Some(2), Some(1)]), (vec![None, Some(0), Some(1)], vec![1]));
        assert_eq!(fixed(&[Some(1), Some(0)]).0.iter().filter(|h| h.is_none()).count(), 1);
        assert_eq!(fixed(&[Some(0)]), (vec![None], vec![0]));
    }

    #[test]
    fn long_chains_and_cycles_take_linear_time() {
        let n = 1_000_000;
        let mut heads: Vec<Option<usize>> = (0..n).map(|w| Some((w + 1) % n)).collect();
        assert_eq!(repair(&mut heads).len(), 1);
    }
}
