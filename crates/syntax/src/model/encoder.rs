//! The encoder: a BERT of six layers over word pieces, computed for many sentences at once.
//!
//! The tokens of all sentences of a batch stand under each other in one matrix, without padding; only attention looks
//! at one sentence at a time. No number of a sentence depends on the other sentences of its batch.

use super::file::{File, Table};
use super::linear::{Linear, Rows};
use super::numbers::{add, add_scaled, gelu, normalise, softmax};
use super::pieces::SHAPES;
use super::simd::Kernel;
use super::windows::{Spelt, Window};
use crate::ModelError;
use std::ops::Range;

/// Numbers for each attention head and token.
const HEAD: usize = 32;
/// Rows that pass through a layer's inner, widest part together.
const INNER_ROWS: usize = 48;
/// Queries and keys that are scored together.
const QUERIES: usize = 4;
const KEYS: usize = 16;

/// A learnt mix of the layers' outputs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mix {
    Tags,
    Tree,
    Mentions,
}

/// The encoder's weights.
#[derive(Debug)]
pub(super) struct Encoder {
    pub(super) width: usize,
    piece: Table,
    position: Table,
    shape: Table,
    norm: Norm,
    layers: Vec<Layer>,
    /// Weights of the embeddings and of each layer in the three mixes.
    mixes: Vec<[f32; 3]>,
}

#[derive(Debug)]
struct Layer {
    qkv: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

#[derive(Debug)]
struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

/// Sentences (or parts of long ones) that are computed together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Piece and shape of each token.
    pub(super) tokens: Vec<(u32, u32)>,
    /// The tokens of each sentence.
    pub(super) sentences: Vec<Range<usize>>,
    /// The tokens that stand for words: of each sentence its root, then the first piece of each word.
    pub(super) first: Vec<usize>,
}

impl Batch {
    /// Adds a window.
    pub(super) fn push(&mut self, spelt: &Spelt, window: &Window, root: u32) {
        let start = self.tokens.len();
        self.first.push(start);
        self.tokens.push((root, 0));
        for word in window.words.clone() {
            self.first.push(self.tokens.len());
            let shape = spelt.shape(word);
            self.tokens.extend(spelt.pieces(word).iter().map(|&piece| (piece, shape)));
        }
        self.sentences.push(start..self.tokens.len());
    }

    /// Forgets all sentences.
    pub(super) fn clear(&mut self) {
        self.tokens.clear();
        self.sentences.clear();
        self.first.clear();
    }
}

/// Working memory, to be used again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    x: Vec<f32>,
    qkv: Vec<f32>,
    context: Vec<f32>,
    inner: Vec<f32>,
    added: Vec<f32>,
    keys: Vec<f32>,
    scores: Vec<f32>,
    rows: Rows,
    inner_rows: Rows,
    /// The three mixes at the tokens that stand for words.
    pub(super) mixes: [Vec<f32>; 3],
}

impl Encoder {
    pub(super) fn read(file: &File, width: usize) -> Result<Self, ModelError> {
        let norm = |name: &str| -> Result<Norm, ModelError> {
            Ok(Norm {
                weight: file.floats_of(&format!("{name}.weight"), width)?,
                bias: file.floats_of(&format!("{name}.bias"), width)?,
            })
        };
        let mut layers = Vec::new();
        while file.has(&format!("layer{}.up.weight", layers.len())) {
            let part = |name: &str| format!("layer{}.{name}", layers.len());
            let inner = file.outputs(&part("up"))?;
            layers.push(Layer {
                qkv: file.linear(&part("qkv"), width, 3 * width)?,
                out: file.linear(&part("out"), width, width)?,
                norm1: norm(&part("norm1"))?,
                up: file.linear(&part("up"), width, inner)?,
                down: file.linear(&part("down"), inner, width)?,
                norm2: norm(&part("norm2"))?,
            });
        }
        let n = layers.len() + 1;
        let mixes = file.floats_of("mix", 3 * n)?;
        let mixes = (0..n).map(|i| [mixes[i], mixes[n + i], mixes[2 * n + i]]).collect();
        let shape = file.table("shape", width)?;
        if !width.is_multiple_of(HEAD) || shape.len() < SHAPES {
            return Err(ModelError::Format("the encoder has another width or other shapes".into()));
        }
        Ok(Self {
            width,
            piece: file.table("piece", width)?,
            position: file.table("position", width)?,
            shape,
            norm: norm("norm")?,
            layers,
            mixes,
        })
    }

    /// How many tokens a sentence can have.
    pub(super) fn positions(&self) -> usize {
        self.position.len()
    }

    /// Computes the mixes of a batch into `scratch.mixes`, a row for each of `batch.first`.
    #[inline(always)]
    pub(super) fn run<K: Kernel>(&self, batch: &Batch, s: &mut Scratch) {
        let width = self.width;
        s.x.clear();
        s.x.resize(batch.tokens.len() * width, 0.0);
        for sentence in &batch.sentences {
            for (position, token) in sentence.clone().enumerate() {
                let row = &mut s.x[token * width..][..width];
                let (piece, shape) = batch.tokens[token];
                self.piece.add_to(row, piece as usize);
                self.shape.add_to(row, shape as usize);
                self.position.add_to(row, position);
                normalise(row, &self.norm.weight, &self.norm.bias);
            }
        }
        for mix in &mut s.mixes {
            mix.clear();
            mix.resize(batch.first.len() * width, 0.0);
        }
        self.mix(0, batch, s);
        for (i, layer) in self.layers.iter().enumerate() {
            layer.run::<K>(width, batch, s);
            self.mix(i + 1, batch, s);
        }
    }

    #[inline(always)]
    fn mix(&self, layer: usize, batch: &Batch, s: &mut Scratch) {
        for (mix, &weight) in s.mixes.iter_mut().zip(&self.mixes[layer]) {
            for (row, &token) in mix.chunks_exact_mut(self.width).zip(&batch.first) {
                add_scaled(row, weight, &s.x[token * self.width..][..self.width]);
            }
        }
    }
}

impl Layer {
    #[inline(always)]
    fn run<K: Kernel>(&self, width: usize, batch: &Batch, s: &mut Scratch) {
        s.rows.fill(&s.x, width);
        self.qkv.apply::<K>(&s.rows, &mut s.qkv);
        s.context.resize(s.x.len(), 0.0);
        for sentence in &batch.sentences {
            let qkv = &s.qkv[sentence.start * 3 * width..sentence.end * 3 * width];
            let context = &mut s.context[sentence.start * width..sentence.end * width];
            attend(qkv, width, context, &mut s.keys, &mut s.scores);
        }
        s.rows.fill(&s.context, width);
        self.out.apply::<K>(&s.rows, &mut s.added);
        for (x, y) in s.x.chunks_exact_mut(width).zip(s.added.chunks_exact(width)) {
            add(x, y);
            normalise(x, &self.norm1.weight, &self.norm1.bias);
        }
        s.rows.fill(&s.x, width);
        for from in (0..s.rows.len()).step_by(INNER_ROWS) {
            let to = (from + INNER_ROWS).min(s.rows.len());
            s.inner.resize((to - from) * self.up.outputs, 0.0);
            self.up.apply_range::<K>(&s.rows, from, to, &mut s.inner);
            gelu(&mut s.inner);
            s.inner_rows.fill(&s.inner, self.up.outputs);
            self.down.apply_range::<K>(&s.inner_rows, 0, to - from, &mut s.added[from * width..]);
        }
        for (x, y) in s.x.chunks_exact_mut(width).zip(s.added.chunks_exact(width)) {
            add(x, y);
            normalise(x, &self.norm2.weight, &self.norm2.bias);
        }
    }
}

/// Attention within one sentence: `qkv` has queries, keys and values of all heads in each row.
#[inline(always)]
fn attend(qkv: &[f32], width: usize, context: &mut [f32], keys: &mut Vec<f32>, scores: &mut Vec<f32>) {
    let stride = 3 * width;
    let n = qkv.len() / stride;
    let padded = n.next_multiple_of(KEYS);
    let scale = 1.0 / (HEAD as f32).sqrt();
    scores.resize(QUERIES * padded, 0.0);
    keys.clear();
    keys.resize(HEAD * padded, 0.0);
    for head in 0..width / HEAD {
        // Keys side by side, in groups of KEYS, so that a group is scored without sums across lanes.
        for (j, row) in qkv.chunks_exact(stride).enumerate() {
            let key = &row[width + head * HEAD..][..HEAD];
            let group = &mut keys[j / KEYS * KEYS * HEAD..];
            for (d, &v) in key.iter().enumerate() {
                group[d * KEYS + j % KEYS] = v;
            }
        }
        for first in (0..n).step_by(QUERIES) {
            let many = QUERIES.min(n - first);
            // The four queries' numbers side by side: [dimension][query].
            let mut queries = [[0.0_f32; QUERIES]; HEAD];
            for i in 0..many {
                let row = &qkv[(first + i) * stride + head * HEAD..][..HEAD];
                for (query, v) in queries.iter_mut().zip(row) {
                    query[i] = v * scale;
                }
            }
            for (g, group) in keys.chunks_exact(KEYS * HEAD).enumerate() {
                // Four named rows instead of an array of rows: so they stay in registers.
                let [mut a, mut b, mut c, mut d] = [[0.0_f32; KEYS]; QUERIES];
                for (query, key) in queries.iter().zip(group.as_chunks::<KEYS>().0) {
                    for j in 0..KEYS {
                        a[j] += query[0] * key[j];
                        b[j] += query[1] * key[j];
                        c[j] += query[2] * key[j];
                        d[j] += query[3] * key[j];
                    }
                }
                for (i, sum) in [a, b, c, d].iter().enumerate() {
                    scores[i * padded + g * KEYS..][..KEYS].copy_from_slice(sum);
                }
            }
            for i in 0..many {
                let row = &mut scores[i * padded..][..n];
                softmax(row);
                let mut sum = [0.0_f32; HEAD];
                for (p, value) in row.iter().zip(qkv.chunks_exact(stride)) {
                    let value = &value[2 * width + head * HEAD..][..HEAD];
                    for d in 0..HEAD {
                        sum[d] += p * value[d];
                    }
                }
                context[(first + i) * width + head * HEAD..][..HEAD].copy_from_slice(&sum);
            }
        }
    }
}
