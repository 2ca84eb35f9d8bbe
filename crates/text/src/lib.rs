//! What every room of Rapporteur shares: the [`Report`], byte [`TextRange`]s into it, the map to code points,
//! and to the original, the [`Basis`] of a finding, and [`Notice`]s.
//!
//! Invariant: a range is a half-open pair of byte offsets on character boundaries of the report's text; code
//! points are computed at the edge, by [`CodePoints`], and nowhere else.

mod basis;
mod notice;
mod offsets;
mod original;
mod range;
mod report;

pub use basis::Basis;
pub use notice::Notice;
pub use offsets::CodePoints;
pub use original::Original;
pub use range::TextRange;
pub use report::Report;
