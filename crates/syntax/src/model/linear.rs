//! Linear layers with seven-bit weights and activations.

use super::numbers::quantise;
use super::simd::{BIAS, BLOCK, GROUP, Kernel, LANE_SUM, STEP, WEIGHT_MAX, Work};

/// A linear layer: y = x Wᵀ + b, with one scale for each output.
#[derive(Debug)]
pub(super) struct Linear {
    /// How many numbers a row of the input has.
    pub(super) inputs: usize,
    /// How many numbers a row of the output has.
    pub(super) outputs: usize,
    /// Inputs with what fills them up to whole steps.
    width: usize,
    /// Blocks of 16 outputs; in a block, groups of four inputs, 16 × 4 bytes each.
    packed: Vec<i8>,
    /// Where the sums of each output start: what the bias of the rows adds to them, taken off.
    start: Vec<i32>,
    scale: Vec<f32>,
    bias: Vec<f32>,
}

/// Blocks of outputs are filled up to a multiple of this, so that every kernel's tile divides them.
const BLOCKS_TOGETHER: usize = 4;

impl Linear {
    /// Packs a row-major matrix `[outputs][inputs]`. Rows that the kernels cannot take are rounded to smaller numbers
    /// with a larger scale.
    pub(super) fn new(weight: &[i8], mut scale: Vec<f32>, mut bias: Vec<f32>) -> Option<Self> {
        let outputs = scale.len();
        if outputs == 0 || !weight.len().is_multiple_of(outputs) {
            return None;
        }
        let inputs = weight.len() / outputs;
        if inputs == 0 || (!bias.is_empty() && bias.len() != outputs) {
            return None;
        }
        bias.resize(outputs, 0.0);
        let width = inputs.next_multiple_of(STEP);
        let padded = outputs.next_multiple_of(BLOCK * BLOCKS_TOGETHER);
        let (mut packed, mut start) = (vec![0; padded * width], vec![0; padded]);
        let mut narrow = vec![0; width];
        for (o, row) in weight.chunks_exact(inputs).enumerate() {
            narrow[..inputs].copy_from_slice(row);
            scale[o] *= fit(&mut narrow);
            start[o] = -i32::from(BIAS) * narrow.iter().map(|&w| i32::from(w)).sum::<i32>();
            let block = &mut packed[o / BLOCK * BLOCK * width..][..BLOCK * width];
            for (g, four) in narrow.chunks_exact(GROUP).enumerate() {
                block[(g * BLOCK + o % BLOCK) * GROUP..][..GROUP].copy_from_slice(four);
            }
        }
        Some(Self { inputs, outputs, width, packed, start, scale, bias })
    }

    /// Applies the layer to quantised rows; `out` gets `outputs` numbers for each row.
    #[inline(always)]
    pub(super) fn apply<K: Kernel>(&self, rows: &Rows, out: &mut Vec<f32>) {
        debug_assert_eq!(rows.width, self.width);
        out.resize(rows.len() * self.outputs, 0.0);
        self.apply_range::<K>(rows, 0, rows.len(), out);
    }

    /// The same for the rows `from..to` only; `out` has room for `to - from` rows.
    #[inline(always)]
    pub(super) fn apply_range<K: Kernel>(&self, rows: &Rows, from: usize, to: usize, out: &mut [f32]) {
        K::apart(Product { layer: self, rows, from, to, out });
    }

    #[inline(always)]
    fn multiply<K: Kernel>(&self, rows: &Rows, from: usize, to: usize, out: &mut [f32]) {
        // A few blocks of weights stay in the first-level cache while all rows pass by.
        let blocks = self.outputs.div_ceil(BLOCK);
        for block in (0..blocks).step_by(K::BLOCKS) {
            let mut at = from;
            while at < to {
                let left = to - at;
                let out = &mut out[(at - from) * self.outputs..];
                let take = match (K::BLOCKS, left.min(K::ROWS)) {
                    (1, 1) => self.tile::<K, 1, 1>(rows, at, block, out),
                    (1, 2) => self.tile::<K, 2, 1>(rows, at, block, out),
                    (1, 3) => self.tile::<K, 3, 1>(rows, at, block, out),
                    (1, 4..=7) => self.tile::<K, 4, 1>(rows, at, block, out),
                    (1, _) => self.tile::<K, 8, 1>(rows, at, block, out),
                    (_, 1) => self.tile::<K, 1, 4>(rows, at, block, out),
                    (_, 2) => self.tile::<K, 2, 4>(rows, at, block, out),
                    (_, 3) => self.tile::<K, 3, 4>(rows, at, block, out),
                    (_, 4 | 5) => self.tile::<K, 4, 4>(rows, at, block, out),
                    _ => self.tile::<K, 6, 4>(rows, at, block, out),
                };
                at += take;
            }
        }
    }

    #[inline(always)]
    fn tile<K: Kernel, const R: usize, const B: usize>(
        &self,
        rows: &Rows,
        at: usize,
        block: usize,
        out: &mut [f32],
    ) -> usize {
        let mut sums = [[[0_i32; BLOCK]; B]; R];
        for sums in &mut sums {
            sums.as_flattened_mut().copy_from_slice(&self.start[block * BLOCK..][..B * BLOCK]);
        }
        let weights = &self.packed[block * BLOCK * self.width..];
        K::tile::<R, B>(&rows.bytes[at * rows.width..], rows.width, weights, &mut sums);
        for (r, sums) in sums.iter().enumerate() {
            let scale = rows.scales[at + r];
            for (b, sums) in sums.iter().enumerate() {
                let first = (block + b) * BLOCK;
                if first + BLOCK <= self.outputs {
                    let out = &mut out[r * self.outputs + first..][..BLOCK];
                    let (w, bias) = (&self.scale[first..][..BLOCK], &self.bias[first..][..BLOCK]);
                    for i in 0..BLOCK {
                        out[i] = sums[i] as f32 * (scale * w[i]) + bias[i];
                    }
                } else {
                    for o in first..self.outputs {
                        out[r * self.outputs + o] = sums[o - first] as f32 * (scale * self.scale[o]) + self.bias[o];
                    }
                }
            }
        }
        R
    }
}

/// The product of some rows with a layer's weights.
struct Product<'a> {
    layer: &'a Linear,
    rows: &'a Rows,
    from: usize,
    to: usize,
    out: &'a mut [f32],
}

impl Work for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn run<K: Kernel>(self) {
        self.layer.multiply::<K>(self.rows, self.from, self.to, self.out);
    }
}

/// Makes the row's weights so small that the kernels' sums fit, and returns by how much they got smaller.
fn fit(row: &mut [i8]) -> f32 {
    let largest = row.iter().map(|&w| i32::from(w).abs()).max().unwrap_or(0);
    let mut lane = 0;
    for step in row.chunks_exact(STEP) {
        // Sums of the positive and of the negative weights of both lanes.
        let mut sums = [[0_i32; 2]; 2];
        for group in step.chunks_exact(GROUP) {
            for (sums, half) in sums.iter_mut().zip(group.chunks_exact(GROUP / 2)) {
                for &w in half {
                    let w = i32::from(w);
                    sums[0] += w.max(0);
                    sums[1] -= w.min(0);
                }
            }
        }
        lane = sums.iter().flatten().fold(lane, |most, &sum| most.max(sum));
    }
    if largest <= WEIGHT_MAX && lane <= LANE_SUM {
        return 1.0;
    }
    // Rounding adds at most a half to each of a lane's weights.
    let most_lane = LANE_SUM - STEP as i32 / 4;
    let shrink = (largest as f32 / WEIGHT_MAX as f32).max(lane as f32 / most_lane as f32);
    for w in row {
        *w = (f32::from(*w) / shrink).round() as i8;
    }
    shrink
}

/// Rows of seven-bit numbers, biased by 64, each with its scale.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Bytes of each row: its numbers, filled up to whole steps.
    width: usize,
    bytes: Vec<u8>,
    scales: Vec<f32>,
}

impl Rows {
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.scales.len()
    }

    /// Replaces the rows by some of others.
    #[inline(always)]
    pub(super) fn pick(&mut self, from: &Self, which: &[usize]) {
        self.width = from.width;
        self.bytes.clear();
        self.scales.clear();
        for &row in which {
            self.bytes.extend_from_slice(&from.bytes[row * from.width..][..from.width]);
            self.scales.push(from.scales[row]);
        }
    }

    /// Replaces the rows by those of `x`, `width` numbers each.
    #[inline(always)]
    pub(super) fn fill(&mut self, x: &[f32], width: usize) {
        self.width = width.next_multiple_of(STEP);
        self.bytes.resize(x.len() / width * self.width, 0);
        self.scales.clear();
        // What fills a row up meets weights of zero.
        for (row, bytes) in x.chunks_exact(width).zip(self.bytes.chunks_exact_mut(self.width)) {
            self.scales.push(quantise(row, bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::simd::{Level, Work, dispatch};
    use super::*;

    struct Apply<'a>(&'a Linear, &'a [f32]);

    impl Work for Apply<'_> {
        type Output = Vec<f32>;

        #[inline(always)]
        fn run<K: Kernel>(self) -> Vec<f32> {
            let (mut rows, mut out) = (Rows::default(), Vec::new());
            rows.fill(self.1, self.0.inputs);
            self.0.apply::<K>(&rows, &mut out);
            out
        }
    }

    fn noise(n: usize) -> impl Iterator<Item = f32> {
        let mut state = 12345_u32;
        (0..n).map(move |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        })
    }

    #[test]
    fn every_level_gives_the_product_and_the_same_one() {
        for (inputs, outputs, rows) in [(4, 1, 1), (96, 70, 3), (385, 64, 7), (256, 130, 13)] {
            let weight: Vec<i8> = noise(inputs * outputs).map(|v| (v * 127.0) as i8).collect();
            let scale: Vec<f32> = noise(outputs).map(|v| v.abs() / 100.0 + 0.001).collect();
            let bias: Vec<f32> = noise(outputs).collect();
            let linear = Linear::new(&weight, scale.clone(), bias.clone()).unwrap();
            let x: Vec<f32> = noise(inputs * rows).collect();
            let plain = dispatch(Level::Plain, Apply(&linear, &x));
            for (r, row) in x.chunks(inputs).enumerate() {
                for o in 0..outputs {
                    let want: f32 = (0..inputs).map(|i| row[i] * f32::from(weight[o * inputs + i])).sum();
                    let want = want * scale[o] + bias[o];
                    assert!((plain[r * outputs + o] - want).abs() < 0.04 * (inputs as f32).sqrt() * 127.0 * scale[o]);
                }
            }
            for level in Level::all() {
                assert_eq!(dispatch(level, Apply(&linear, &x)), plain, "{level:?}");
            }
            for cut in 1..rows {
                let mut parts = dispatch(Level::best(), Apply(&linear, &x[..cut * inputs]));
                parts.extend(dispatch(Level::best(), Apply(&linear, &x[cut * inputs..])));
                assert_eq!(parts, plain, "a row does not depend on the rows beside it");
            }
        }
    }

    #[test]
    fn the_largest_sums_fit() {
        for pattern in [&[127][..], &[-128], &[63], &[127, 127, 0, 0], &[0, 0, -127, -127], &[127, -127], &[32; 8]] {
            let weight: Vec<i8> = pattern.iter().copied().cycle().take(64).collect();
            let linear = Linear::new(&weight, vec![1.0], vec![]).unwrap();
            for x in [&[1.0][..], &[-1.0], &[1.0, -1.0], &[1.0, 1.0, -1.0, -1.0], &[f32::NAN], &[f32::INFINITY, 1.0]] {
                let x: Vec<f32> = x.iter().copied().cycle().take(7 * 64).collect();
                let plain = dispatch(Level::Plain, Apply(&linear, &x));
                let want: f32 = x.iter().zip(&weight).map(|(x, &w)| x * f32::from(w)).sum();
                assert!(!want.is_finite() || (plain[0] - want).abs() < 64.0 * 1.5, "{pattern:?}");
                let bits =
                    |level| dispatch(level, Apply(&linear, &x)).into_iter().map(f32::to_bits).collect::<Vec<_>>();
                for level in Level::all() {
                    assert_eq!(bits(level), bits(Level::Plain), "{level:?} {pattern:?}");
                }
            }
        }
    }
}
