//! The small network: a bidirectional LSTM over words whose vectors were distilled from the deep one's encoder.
//!
//! The sentences of a report run in lockstep, the longest first, so that the product with the state's weights is one of
//! two matrices; sentences that have ended drop out. No number of a sentence depends on the others.

mod heads;
mod input;
mod lstm;
#[cfg(test)]
mod tests;

use super::file::File;
use super::labels::{Found, Labels};
use super::linear::Rows;
use super::simd::Kernel;
use super::windows::{Window, windows};
use crate::{ModelError, Syntax};
use heads::Heads;
use input::{Input, Vectors};
use lstm::Layer;
use std::cmp::Reverse;
use std::ops::Range;

/// The longest stretch that is read as one sentence, in words.
const MOST_WORDS: usize = 255;
/// Words and roots that are computed together.
const BATCH_ROWS: usize = 768;

/// The network's weights.
#[derive(Debug)]
pub(super) struct Small {
    input: Input,
    layers: Vec<Layer>,
    heads: Heads,
}

/// Sentences (or parts of long ones) that are computed together, the longest first.
#[derive(Debug, Default)]
struct Batch {
    /// The rows of each sentence: its root, then its words.
    sentences: Vec<Range<usize>>,
    /// The word of each row; nothing for roots.
    words: Vec<Option<u32>>,
}

impl Batch {
    fn clear(&mut self) {
        self.sentences.clear();
        self.words.clear();
    }

    fn push(&mut self, window: &Window) {
        let first = self.words.len();
        self.words.push(None);
        self.words.extend(window.words.clone().map(|word| Some(word as u32)));
        self.sentences.push(first..self.words.len());
    }
}

/// Working memory, to be used again.
#[derive(Debug, Default)]
struct Scratch {
    /// The input, then the output of the last layer, a row for each word and root.
    x: Vec<f32>,
    /// The same in integers.
    rows: Rows,
    lstm: lstm::Scratch,
    heads: heads::Scratch,
}

impl Small {
    pub(super) fn read(file: &File, labels: &Labels) -> Result<Self, ModelError> {
        let input = Input::read(file)?;
        let mut layers: Vec<Layer> = Vec::new();
        let mut width = input.width();
        while file.has(&format!("lstm{}.f.input.weight", layers.len())) {
            layers.push(Layer::read(file, &format!("lstm{}", layers.len()), width)?);
            width = layers.last().map_or(0, Layer::width);
        }
        Ok(Self { input, layers, heads: Heads::read(file, labels, width)? })
    }

    /// Reads a report: writes parts of speech, features and lemmas into its words, and gives its windows and the rest.
    #[inline(always)]
    pub(super) fn annotate<K: Kernel>(&self, labels: &Labels, syntax: &mut Syntax) -> (Vec<Window>, Found) {
        let starts: Vec<u32> = (0..=syntax.words.len() as u32).collect();
        let windows = windows(syntax, &starts, MOST_WORDS);
        let mut found = Found::new(syntax.words.len());
        let mut order: Vec<&Window> = windows.iter().collect();
        order.sort_by_key(|window| Reverse(window.words.len()));
        let vectors = self.input.prepare(syntax);
        let (mut batch, mut scratch) = (Batch::default(), Scratch::default());
        let mut order = order.into_iter().peekable();
        while order.peek().is_some() {
            batch.clear();
            while let Some(window) = order.next_if(|window| batch.words.len() + window.words.len() < BATCH_ROWS) {
                batch.push(window);
            }
            let s = &mut scratch;
            self.run::<K>(&vectors, &batch, s);
            self.heads.run::<K>(&s.rows, &batch, labels, &mut s.heads, syntax, &mut found);
        }
        (windows, found)
    }

    /// Computes the output of the last layer into `s.x` and `s.rows`.
    #[inline(always)]
    fn run<K: Kernel>(&self, vectors: &Vectors, batch: &Batch, s: &mut Scratch) {
        self.input.fill(vectors, &batch.words, &mut s.x);
        let mut width = self.input.width();
        s.rows.fill(&s.x, width);
        for layer in &self.layers {
            layer.run::<K>(&s.rows, &batch.sentences, &mut s.lstm, &mut s.x);
            width = layer.width();
            s.rows.fill(&s.x, width);
        }
    }
}
