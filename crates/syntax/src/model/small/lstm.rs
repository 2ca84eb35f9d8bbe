//! A bidirectional LSTM layer over sentences in lockstep.

use super::super::file::File;
use super::super::linear::{Linear, Rows};
use super::super::simd::Kernel;
use crate::ModelError;
use std::f32::consts::LOG2_E;
use std::ops::Range;

/// Rows whose input products are computed at a time, so that they stay in the cache until their step comes.
const STRETCH: usize = 64;

/// Both directions of a layer.
#[derive(Debug)]
pub(super) struct Layer {
    forward: Direction,
    backward: Direction,
}

#[derive(Debug)]
struct Direction {
    /// From the input to the gates: input, forget, new value, output.
    input: Linear,
    /// From the last state to the gates.
    state: Linear,
}

/// Working memory, to be used again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// The rows in the order in which they are computed.
    order: Vec<usize>,
    /// Where in this order each step begins, and where the last ends.
    steps: Vec<usize>,
    rows: Rows,
    gates: Vec<f32>,
    recurrent: Vec<f32>,
    cells: Vec<f32>,
    states: Vec<f32>,
    state_rows: Rows,
}

impl Layer {
    pub(super) fn read(file: &File, name: &str, inputs: usize) -> Result<Self, ModelError> {
        let direction = |direction: &str| -> Result<Direction, ModelError> {
            let (input, state) = (format!("{name}.{direction}.input"), format!("{name}.{direction}.state"));
            let width = file.columns(&state)?;
            Ok(Direction {
                input: file.linear(&input, inputs, 4 * width)?,
                state: file.linear_without_bias(&state, width, 4 * width)?,
            })
        };
        let (forward, backward) = (direction("f")?, direction("b")?);
        if forward.state.inputs == backward.state.inputs {
            Ok(Self { forward, backward })
        } else {
            Err(ModelError::Format(format!("{name} has directions of two widths")))
        }
    }

    /// How many numbers a row of the output has.
    pub(super) fn width(&self) -> usize {
        2 * self.forward.state.inputs
    }

    /// Runs over sentences, the longest first, whose words are consecutive `rows`; `out` gets a row for each.
    #[inline(always)]
    pub(super) fn run<K: Kernel>(&self, rows: &Rows, sentences: &[Range<usize>], s: &mut Scratch, out: &mut Vec<f32>) {
        out.resize(rows.len() * self.width(), 0.0);
        s.lay_out(sentences, |sentence, step| sentence.start + step);
        self.forward.run::<K>(rows, s, out, 0);
        s.lay_out(sentences, |sentence, step| sentence.end - 1 - step);
        self.backward.run::<K>(rows, s, out, self.width() / 2);
    }
}

impl Scratch {
    /// Puts the rows of all sentences in the order of steps.
    fn lay_out(&mut self, sentences: &[Range<usize>], row: impl Fn(&Range<usize>, usize) -> usize) {
        self.order.clear();
        self.steps.clear();
        self.steps.push(0);
        for step in 0..sentences.first().map_or(0, ExactSizeIterator::len) {
            let still = sentences.iter().take_while(|sentence| sentence.len() > step);
            self.order.extend(still.map(|sentence| row(sentence, step)));
            self.steps.push(self.order.len());
        }
    }
}

impl Direction {
    #[inline(always)]
    fn run<K: Kernel>(&self, rows: &Rows, s: &mut Scratch, out: &mut [f32], column: usize) {
        let width = self.state.inputs;
        let sentences = s.steps.get(1).copied().unwrap_or(0);
        s.rows.pick(rows, &s.order);
        for numbers in [&mut s.cells, &mut s.states] {
            numbers.clear();
            numbers.resize(sentences * width, 0.0);
        }
        s.recurrent.resize(sentences * 4 * width, 0.0);
        let mut step = 0;
        while step + 1 < s.steps.len() {
            let first = s.steps[step];
            let most = first + STRETCH;
            let stretch = 1 + s.steps[step + 2..].iter().take_while(|&&end| end <= most).count();
            let after = s.steps[step + stretch];
            s.gates.resize((after - first) * 4 * width, 0.0);
            self.input.apply_range::<K>(&s.rows, first, after, &mut s.gates);
            for step in step..step + stretch {
                let (from, to) = (s.steps[step], s.steps[step + 1]);
                if from == 0 {
                    // The first states are zero, and so is what comes of them.
                    s.recurrent.fill(0.0);
                } else {
                    s.state_rows.fill(&s.states[..(to - from) * width], width);
                    self.state.apply_range::<K>(&s.state_rows, 0, to - from, &mut s.recurrent);
                }
                let gates = s.gates[(from - first) * 4 * width..].chunks_exact(4 * width);
                let gates = gates.zip(s.recurrent.chunks_exact(4 * width));
                let memory = s.cells.chunks_exact_mut(width).zip(s.states.chunks_exact_mut(width));
                for (((gates, recurrent), (cell, state)), row) in gates.zip(memory).zip(&s.order[from..to]) {
                    advance(gates, recurrent, cell, state);
                    out[row * 2 * width + column..][..width].copy_from_slice(state);
                }
            }
            step += stretch;
        }
    }
}

/// One step of one sentence: from the gates, given in two summands, to the next cell and state.
#[inline(always)]
fn advance(gates: &[f32], recurrent: &[f32], cell: &mut [f32], state: &mut [f32]) {
    let n = cell.len();
    let state = &mut state[..n];
    let part = |k: usize| (&gates[k * n..][..n], &recurrent[k * n..][..n]);
    let [(i, i2), (f, f2), (g, g2), (o, o2)] = [part(0), part(1), part(2), part(3)];
    for k in 0..n {
        // With sigmoid(x) = 1 / (1 + e^-x) and tanh(x) = (1 - e^-2x) / (1 + e^-2x), over common denominators: two
        // divisions are left of five.
        let input = 1.0 + power(-LOG2_E * (i[k] + i2[k]));
        let forget = 1.0 + power(-LOG2_E * (f[k] + f2[k]));
        let new = power(-2.0 * LOG2_E * (g[k] + g2[k]));
        let output = 1.0 + power(-LOG2_E * (o[k] + o2[k]));
        let both = input * (1.0 + new);
        cell[k] = (cell[k] * both + (1.0 - new) * forget) / (forget * both);
        let last = power(-2.0 * LOG2_E * cell[k]);
        state[k] = (1.0 - last) / (output * (1.0 + last));
    }
}

/// 2 to the power `x`, within four millionths of it, which is far below what eight bits keep of a state. `x` is held
/// where products of three such numbers are far from infinite; beyond, sigmoid and hyperbolic tangent are 0 or 1 anyway.
#[inline(always)]
fn power(x: f32) -> f32 {
    const MAGIC: f32 = 12_582_912.0; // 1.5 × 2^23: adding it rounds to an integer
    let x = if x > -30.0 { x } else { -30.0 };
    let x = if x < 30.0 { x } else { 30.0 };
    let shifted = x + MAGIC;
    let r = x - (shifted - MAGIC);
    let p = 0.009_570_097;
    let p = p * r + 0.055_917_86;
    let p = p * r + 0.240_247_44;
    let p = p * r + 0.693_121_8;
    let p = p * r + 0.999_999_3;
    f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_close() {
        for i in -3000..3000 {
            let x = i as f32 / 100.0;
            let want = f64::from(x).exp2();
            assert!(((f64::from(power(x)) - want) / want).abs() < 5e-6, "{x}");
        }
        assert_eq!((power(f32::NAN), power(f32::INFINITY)), (power(-30.0), power(30.0)));
    }

    #[test]
    fn a_step_is_that_of_an_lstm() {
        let gates: Vec<f32> = (0..64).map(|i| ((i * 37) % 64) as f32 / 8.0 - 4.0).collect();
        let recurrent: Vec<f32> = (0..64).map(|i| ((i * 23) % 64) as f32 / 80.0).collect();
        let (mut cell, mut state) = (vec![0.5; 16], vec![0.0; 16]);
        advance(&gates, &recurrent, &mut cell, &mut state);
        for k in 0..16 {
            let gate = |n: usize| gates[16 * n + k] + recurrent[16 * n + k];
            let sigmoid = |x: f32| 1.0 / (1.0 + (-x).exp());
            let want = sigmoid(gate(1)) * 0.5 + sigmoid(gate(0)) * gate(2).tanh();
            assert!((cell[k] - want).abs() < 1e-5);
            assert!((state[k] - sigmoid(gate(3)) * want.tanh()).abs() < 1e-5);
        }
    }
}
