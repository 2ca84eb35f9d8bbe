//! A second look where the linear model is in doubt: a small network over the words around the place.
//!
//! Each token is a vector: that of its word (from the distilled vectors of the fast reading model, then trained on) plus
//! those of what it looks like and of the white space after it. The vectors of a window and what is known of the sentence
//! go through one hidden layer. Only places in doubt pay for it.

use super::lines::Gap;
use super::sentences::{NOTHING, Place, View, length_class};
use super::weights::four_bytes;

/// How many tokens are seen before the place, and how many in all.
const BEFORE: usize = 8;
const WINDOW: usize = 16;
/// Numbers of a token's vector, and units of the hidden layer.
const WIDTH: usize = 24;
const HIDDEN: usize = 128;

/// How many kinds of tokens there are, with the one that stands for none.
const KINDS: u32 = 19;
const SHAPES: u32 = 47;
const ABBREVIATIONS: u32 = 14;
const GAPS: u32 = 5;
const LOOKS: usize = (KINDS + SHAPES + ABBREVIATIONS + GAPS) as usize;

/// How many values each number of a state has.
const STATES: [u32; 8] = [10, 10, 10, 10, 6, 12, 4, KINDS];

/// The network's weights.
#[derive(Debug)]
pub(super) struct Doubts {
    /// Sums of the linear model beyond this are not doubted.
    clear: i32,
    /// Hashes of the words with a vector, in order.
    words: Box<[u32]>,
    word: Box<[f32]>,
    look: Box<[f32]>,
    /// For each number of each token of the window, a row of its weights in the hidden layer.
    hidden: Box<[f32]>,
    state: Box<[f32]>,
    bias: Box<[f32]>,
    /// From the hidden layer to what is added to the sum of the linear model, and a constant.
    out: Box<[f32]>,
}

/// What the network sees of a place: for each token of the window its hash and rows of the table of looks, then rows of
/// the table of states.
pub(super) const SIGHT: usize = WINDOW * 5 + STATES.len();

impl Doubts {
    /// Reads the weights: the limit of doubt and how many words there are (four bytes each, the lowest first), the hashes
    /// of the words, then tables: a scale and a signed byte for each number.
    pub(super) fn read(file: &mut impl Iterator<Item = u8>) -> Self {
        let clear = i32::from_le_bytes(four_bytes(file));
        // A broken file gives a poor network, not one that is larger than memory.
        let count = u32::from_le_bytes(four_bytes(file)).min(1 << 16) as usize;
        let words = (0..count).map(|_| u32::from_le_bytes(four_bytes(file))).collect();
        let mut table = |rows: usize, columns: usize| {
            let scale = f32::from_le_bytes(four_bytes(file));
            (0..rows * columns).map(|_| f32::from(file.next().unwrap_or(0) as i8) * scale).collect()
        };
        Self {
            clear,
            words,
            word: table(count, WIDTH),
            look: table(LOOKS, WIDTH),
            hidden: table(WINDOW * WIDTH, HIDDEN),
            state: table(STATES.iter().sum::<u32>() as usize, HIDDEN),
            bias: table(1, HIDDEN),
            out: table(1, HIDDEN + 1),
        }
    }

    /// Whether it leaves a sum of the linear model as it is.
    pub(super) fn leaves(&self, sum: i32) -> bool {
        sum.abs() > self.clear
    }

    /// What is to be added to the sum of the linear model.
    pub(super) fn look(&self, place: &Place) -> f32 {
        let sight = sight(place);
        let (window, state) = sight.split_at(WINDOW * 5);
        let mut hidden = [0.0; HIDDEN];
        hidden.copy_from_slice(&self.bias);
        for &row in state {
            add(&mut hidden, row_of(&self.state, row as usize, HIDDEN));
        }
        for (k, seen) in window.chunks_exact(5).enumerate() {
            let mut token = [0.0; WIDTH];
            if let Ok(word) = self.words.binary_search(&seen[0]) {
                add(&mut token, row_of(&self.word, word, WIDTH));
            }
            for &row in &seen[1..] {
                add(&mut token, row_of(&self.look, row as usize, WIDTH));
            }
            for (four, rows) in
                token.chunks_exact(4).zip(row_of(&self.hidden, k, WIDTH * HIDDEN).chunks_exact(4 * HIDDEN))
            {
                add_four(&mut hidden, rows, four);
            }
        }
        hidden.iter().zip(&self.out).map(|(&unit, &weight)| unit.max(0.0) * weight).sum::<f32>() + self.out[HIDDEN]
    }
}

fn row_of(table: &[f32], row: usize, columns: usize) -> &[f32] {
    &table[row * columns..][..columns]
}

fn add(sum: &mut [f32], row: &[f32]) {
    for (sum, &x) in sum.iter_mut().zip(row) {
        *sum += x;
    }
}

/// Adds four rows at a time, so that the sums are read and written less often.
fn add_four(sum: &mut [f32; HIDDEN], rows: &[f32], factors: &[f32]) {
    let [a, b, c, d] = [0, 1, 2, 3].map(|row| row_of(rows, row, HIDDEN));
    let [p, q, r, s] = [0, 1, 2, 3].map(|row| factors[row]);
    for h in 0..HIDDEN {
        sum[h] += (a[h] * p + b[h] * q) + (c[h] * r + d[h] * s);
    }
}

/// What is seen of a place.
pub(super) fn sight(place: &Place) -> [u32; SIGHT] {
    let mut sight = [0; SIGHT];
    let (window, state) = sight.split_at_mut(WINDOW * 5);
    for (k, seen) in window.chunks_exact_mut(5).enumerate() {
        let at = (place.token + k + 1).checked_sub(BEFORE);
        let token = at.and_then(|at| Some((*place.views.get(at)?, *place.gaps.get(at)?)));
        let (view, gap) = token.unwrap_or((NOTHING, Gap::Paragraph));
        seen.copy_from_slice(&looks(&view, gap));
    }
    let sentence = place.sentence;
    let values = [
        length_class(sentence.length),
        length_class(sentence.last_length),
        length_class(sentence.since_stop),
        length_class(place.left),
        sentence.depth.min(2) * 2 + sentence.quoted,
        place.style,
        sentence.stops,
        place.last_kind,
    ];
    let mut first = 0;
    for ((row, value), count) in state.iter_mut().zip(values).zip(STATES) {
        *row = first + value.min(count - 1);
        first += count;
    }
    sight
}

/// A token's hash and its rows of the table of looks.
fn looks(view: &View, gap: Gap) -> [u32; 5] {
    let shape = match view.shape & 0xf_ffff {
        letters @ 100..=138 => letters - 100,
        digits @ 200..=206 => digits - 200 + 39,
        _ => SHAPES - 1,
    };
    let abbreviation = view.abbreviation.min(ABBREVIATIONS - 1);
    let first = [0, KINDS, KINDS + SHAPES, KINDS + SHAPES + ABBREVIATIONS];
    let values = [view.kind.min(KINDS - 1), shape, abbreviation, gap as u32];
    [view.hash, first[0] + values[0], first[1] + values[1], first[2] + values[2], first[3] + values[3]]
}

#[cfg(test)]
mod tests {
    use super::super::weights::Weights;
    use super::*;

    #[test]
    fn the_file_holds_a_network() {
        let doubts = &Weights::embedded().doubts;
        assert!(doubts.words.is_sorted() && doubts.words.len() > 1000);
        for table in [&doubts.word, &doubts.look, &doubts.hidden, &doubts.state, &doubts.bias, &doubts.out] {
            assert!(table.iter().any(|&number| number != 0.0));
        }
        assert!(doubts.leaves(-doubts.clear - 1) && !doubts.leaves(doubts.clear));
    }

    #[test]
    fn a_broken_file_says_nothing() {
        let doubts = Doubts::read(&mut [255; 9].into_iter());
        assert!(doubts.words.len() <= 1 << 16);
        assert!(doubts.out.iter().all(|&number| number == 0.0));
    }
}
