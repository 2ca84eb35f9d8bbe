//! Trains the weights by which mentions are merged: logistic regression on pairs of ECB+ train.

use crate::tasks::{Readings, mentions_of_train};
use anyhow::Result;
use rapporteur_ledger::{WEIGHED, likelihood};
use std::path::Path;

type Row = [f64; WEIGHED];

/// Keeps weights small that hardly matter.
const RIDGE: f64 = 2e-4;

/// The weights, fitted by Newton's method.
pub fn happenings(shared: &Path, readings: &Readings) -> Result<Row> {
    let (collection, mentions, truths) = mentions_of_train(shared, readings)?;
    let told: Vec<_> = mentions.iter().map(|mention| collection.told(mention)).collect();
    let mut pairs: Vec<(Row, f64)> = Vec::new();
    for (j, b) in told.iter().enumerate() {
        for (i, a) in told[..j].iter().enumerate().filter(|(_, a)| collection.comparable(a, b)) {
            // Pairs of two topics are easy and many: they would teach to tell topics apart, not events.
            if truths[i].topic == truths[j].topic {
                pairs.push((collection.weighed(a, b), f64::from(u8::from(truths[i].cluster == truths[j].cluster))));
            }
        }
    }
    Ok(fit(&pairs))
}

fn fit(pairs: &[(Row, f64)]) -> Row {
    let mut weights = [0.0; WEIGHED];
    let all = pairs.len().max(1) as f64;
    for _ in 0..30 {
        let mut slope = [0.0; WEIGHED];
        let mut curve = vec![[0.0; WEIGHED]; WEIGHED];
        for (row, truth) in pairs {
            let likely = likelihood(row, &weights);
            let (error, spread) = ((likely - truth) / all, likely * (1.0 - likely) / all);
            for (i, x) in row.iter().enumerate().filter(|(_, x)| **x != 0.0) {
                slope[i] += error * x;
                for (at, y) in curve[i].iter_mut().zip(row) {
                    *at += spread * x * y;
                }
            }
        }
        for i in 0..WEIGHED {
            // The first is always there, and may be as large as it likes.
            slope[i] += if i > 0 { RIDGE * weights[i] } else { 0.0 };
            curve[i][i] += RIDGE;
        }
        let step = solve(curve, slope);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight -= step);
        if step.iter().all(|step| step.abs() < 1e-5) {
            break;
        }
    }
    weights
}

/// Gauss' elimination with the largest pivot.
fn solve(mut matrix: Vec<Row>, mut right: Row) -> Row {
    for column in 0..WEIGHED {
        let largest = (column..WEIGHED).max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()));
        let pivot = largest.unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for below in column + 1..WEIGHED {
            let factor = matrix[below][column] / matrix[column][column];
            let above = matrix[column];
            matrix[below].iter_mut().zip(above).for_each(|(x, above)| *x -= factor * above);
            right[below] -= factor * right[column];
        }
    }
    for row in (0..WEIGHED).rev() {
        let known: f64 = (row + 1..WEIGHED).map(|column| matrix[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_gets_weight() {
        let row = |x: f64| {
            let mut row = [0.0; WEIGHED];
            (row[0], row[1]) = (1.0, x);
            row
        };
        // Three of four that have it are true, and one of four that do not.
        let pairs: Vec<(Row, f64)> =
            (0..8).map(|n| (row(f64::from(n % 2)), f64::from(u8::from((n % 2 == 1) != (n >= 6))))).collect();
        let weights = fit(&pairs);
        assert!((likelihood(&row(1.0), &weights) - 0.75).abs() < 0.01, "{weights:?}");
        assert!((likelihood(&row(0.0), &weights) - 0.25).abs() < 0.01, "{weights:?}");
    }
}
