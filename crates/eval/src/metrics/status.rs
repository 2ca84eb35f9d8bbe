//! How events are told: accuracy, mean F1 over classes, and whether confidences mean what they say.

use super::claims::Accuracy;
use super::prf::{f1, share};
use std::collections::BTreeSet;

/// The mean of the F1 of each class of the gold.
pub fn macro_f1<T: Ord + Copy>(pairs: &[(T, T)]) -> f64 {
    let classes: BTreeSet<T> = pairs.iter().map(|&(gold, _)| gold).collect();
    let count = |fits: &dyn Fn(&(T, T)) -> bool| pairs.iter().filter(|pair| fits(pair)).count() as f64;
    let one = |class: T| {
        let right = count(&|&(g, p)| g == class && p == class);
        f1(share(right, count(&|&(_, p)| p == class)), share(right, count(&|&(g, _)| g == class)))
    };
    share(classes.iter().map(|&class| one(class)).sum(), classes.len() as f64)
}

/// One row of a reliability table: the answers of one tenth of the confidences.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tenth {
    /// The sum of the confidences.
    pub promised: f64,
    /// How many of the answers are right.
    pub right: Accuracy,
}

/// Confidences and whether the answers were right, by tenths of the confidence.
pub fn reliability(answers: impl IntoIterator<Item = (f64, bool)>) -> [Tenth; 10] {
    let mut table = [Tenth::default(); 10];
    for (confidence, right) in answers {
        let row = &mut table[((confidence * 10.0) as usize).min(9)];
        row.promised += confidence;
        row.right.of += 1;
        row.right.right += usize::from(right);
    }
    table
}

/// Expected calibration error: by how much confidence and accuracy differ, in the mean over all answers.
pub fn calibration_error(table: &[Tenth; 10]) -> Option<f64> {
    let all: usize = table.iter().map(|row| row.right.of).sum();
    let off: f64 = table.iter().map(|row| (row.promised - row.right.right as f64).abs()).sum();
    (all > 0).then(|| off / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_classes_count_as_much_as_common_ones() {
        let pairs = [(1, 1), (1, 1), (1, 1), (2, 1)];
        assert!((macro_f1(&pairs) - (6.0 / 7.0) / 2.0).abs() < 1e-9);
        assert!(macro_f1::<u8>(&[]).abs() < 1e-9);
    }

    #[test]
    fn confidences_that_keep_their_word_have_no_error() {
        let kept: Vec<_> = (0..10).map(|i| (0.8, i < 8)).collect();
        assert!(calibration_error(&reliability(kept)).expect("there are answers") < 1e-9);
        let broken = calibration_error(&reliability([(0.9, false), (0.9, true)])).expect("there are answers");
        assert!((broken - 0.4).abs() < 1e-9);
        assert_eq!(calibration_error(&reliability([])), None);
    }
}
