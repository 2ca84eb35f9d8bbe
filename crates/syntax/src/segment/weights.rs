//! The two linear models: hashed features, one signed byte of weight each.

/// Each table has 2 to this power weights.
pub(super) const BITS: u32 = 17;

static FILE: &[u8] = include_bytes!("../../data/segment.weights");

/// The weights of both models. A boundary is set where the sum of weights is above zero.
#[derive(Clone, Copy)]
pub(super) struct Weights {
    /// For borders of tokens.
    pub(super) tokens: &'static [u8],
    /// For ends of sentences.
    pub(super) sentences: &'static [u8],
}

impl Weights {
    /// The weights that the crate carries: both tables one after the other.
    pub(super) fn embedded() -> Self {
        let (tokens, sentences) = FILE.split_at(FILE.len() / 2);
        Self { tokens, sentences }
    }
}

/// The sum of the weights of some features.
pub(super) fn sum(table: &[u8], features: &[u32]) -> i32 {
    features.iter().map(|&feature| table.get(feature as usize).map_or(0, |&weight| i32::from(weight as i8))).sum()
}
