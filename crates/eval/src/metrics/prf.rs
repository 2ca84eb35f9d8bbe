//! Precision, recall and F1.

/// Three counts, and the figures that follow from them; a figure without a denominator is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prf {
    /// How many there are in the gold.
    pub gold: usize,
    /// How many were predicted.
    pub predicted: usize,
    /// How many of the predicted are right.
    pub correct: usize,
}

impl Prf {
    /// The share of the predicted that is right.
    pub fn precision(self) -> f64 {
        share(self.correct as f64, self.predicted as f64)
    }

    /// The share of the gold that was found.
    pub fn recall(self) -> f64 {
        share(self.correct as f64, self.gold as f64)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        f1(self.precision(), self.recall())
    }

    /// Adds the counts of one more document.
    pub fn add(&mut self, gold: usize, predicted: usize, correct: usize) {
        self.gold += gold;
        self.predicted += predicted;
        self.correct += correct;
    }
}

/// `part / whole`, or 0 where there is no whole.
pub(crate) fn share(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// The harmonic mean of precision and recall.
pub(crate) fn f1(precision: f64, recall: f64) -> f64 {
    share(2.0 * precision * recall, precision + recall)
}
