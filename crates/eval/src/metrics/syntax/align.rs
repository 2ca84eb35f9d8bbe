//! Which predicted word is which gold word.

use super::Word;

/// Pairs of words by place. Words align when they stand on the same characters; where either side has a multiword
/// token, the words of that region align by the longest common subsequence of their forms.
pub fn align(gold: &[Word], predicted: &[Word]) -> Vec<(usize, usize)> {
    let (mut pairs, mut i, mut j) = (Vec::new(), 0, 0);
    while i < gold.len() && j < predicted.len() {
        let (g, p) = (&gold[i], &predicted[j]);
        if g.multiword || p.multiword {
            let (gold_from, predicted_from) = (g.token.0, p.token.0);
            let one_side = g.multiword != p.multiword && gold_from != predicted_from;
            if one_side && (gold_from < predicted_from) == p.multiword {
                // A plain word stands before the region.
                if p.multiword {
                    i += 1;
                } else {
                    j += 1;
                }
                continue;
            }
            let regions = [g, p].into_iter().filter(|word| word.multiword).map(|word| word.token);
            let mut end = regions.min().map_or(0, |token| token.1);
            let (first_gold, first_predicted) = (i, j);
            loop {
                if inside(gold, i, end) {
                    end = end.max(gold[i].token.1);
                    i += 1;
                } else if inside(predicted, j, end) {
                    end = end.max(predicted[j].token.1);
                    j += 1;
                } else {
                    break;
                }
            }
            let common = common_subsequence(&gold[first_gold..i], &predicted[first_predicted..j]);
            pairs.extend(common.into_iter().map(|(a, b)| (first_gold + a, first_predicted + b)));
        } else if g.token == p.token {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if g.token.0 <= p.token.0 {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn inside(words: &[Word], at: usize, end: usize) -> bool {
    words.get(at).is_some_and(|word| if word.multiword { word.token.0 < end } else { word.token.1 <= end })
}

fn common_subsequence(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let mut table = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i][j] =
                if a[i].form == b[j].form { table[i + 1][j + 1] + 1 } else { table[i + 1][j].max(table[i][j + 1]) };
        }
    }
    let (mut pairs, mut i, mut j) = (Vec::new(), 0, 0);
    while i < a.len() && j < b.len() {
        if a[i].form == b[j].form {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if table[i + 1][j] >= table[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
