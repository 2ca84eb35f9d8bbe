//! The weights: two linear models over hashed features, one signed byte of weight each, and a small network.

use super::doubts::Doubts;
use std::sync::LazyLock;

/// Each table has 2 to this power weights. Most of them are zero, so that features never seen in training, which
/// fall anywhere, seldom disturb.
pub(super) const BITS: u32 = 19;

static FILE: &[u8] = include_bytes!("../../data/segment.weights");

/// The weights of all models. A boundary is set where the sum of weights is above zero.
pub(super) struct Weights {
    /// For borders of tokens.
    pub(super) tokens: Box<[i8]>,
    /// For ends of sentences.
    pub(super) sentences: Box<[i8]>,
    /// For ends of sentences where the linear model is in doubt.
    pub(super) doubts: Doubts,
}

impl Weights {
    /// The weights that the crate carries.
    pub(super) fn embedded() -> &'static Self {
        static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
            let mut file = FILE.iter().copied();
            let (tokens, sentences) = (table(&mut file), table(&mut file));
            Weights { tokens, sentences, doubts: Doubts::read(&mut file) }
        });
        &WEIGHTS
    }
}

/// Reads one table: how many weights it has (four bytes, the lowest first), then for each the distance from the last
/// one (seven bits a byte, the lowest first, the high bit on all bytes but the last) and its value.
fn table(file: &mut impl Iterator<Item = u8>) -> Box<[i8]> {
    let mut weights = vec![0_i8; 1 << BITS].into_boxed_slice();
    let count = u32::from_le_bytes(four_bytes(file));
    let mut number = || file.next().unwrap_or(0);
    let mut at = 0_usize;
    for _ in 0..count {
        let mut shift = 0;
        loop {
            let byte = number();
            at += ((byte & 0x7f) as usize) << shift;
            shift += 7;
            if byte < 0x80 || shift > 21 {
                break;
            }
        }
        if let Some(weight) = weights.get_mut(at) {
            *weight = number() as i8;
        }
    }
    weights
}

/// The next four bytes of a file; zeros where it ends.
pub(super) fn four_bytes(file: &mut impl Iterator<Item = u8>) -> [u8; 4] {
    [(); 4].map(|()| file.next().unwrap_or(0))
}

/// The sum of the weights of some features.
pub(super) fn sum(table: &[i8], features: &[u32]) -> i32 {
    features.iter().map(|&feature| table.get(feature as usize).map_or(0, |&weight| i32::from(weight))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_two_tables() {
        for table in [&Weights::embedded().tokens, &Weights::embedded().sentences] {
            let set = table.iter().filter(|&&weight| weight != 0).count();
            assert!((10_000..100_000).contains(&set), "{set}");
        }
    }
}
