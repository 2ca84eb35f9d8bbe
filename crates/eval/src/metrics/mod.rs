//! The measures, as pure functions of gold and predicted layers.
//!
//! Invariant: each gives the figures of the Python scorer of the same layer, from the same files; the tests compare
//! them to nine decimals. Offsets here are code points, as in the corpora, never bytes.

pub mod attribution;
pub mod claims;
pub mod coref;
pub mod geo;
pub mod gsr;
pub mod matching;
pub mod spans;
pub mod status;
pub mod syntax;
pub mod time;

mod prf;

pub use prf::Prf;

use serde::{Deserialize, Serialize};

/// A span in code points, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// The one after the last.
    pub end: u32,
}

impl Span {
    /// How many code points both share.
    pub fn overlap(self, other: Self) -> u32 {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }
}
