//! Scores a reading against annotated corpora.
//!
//! Invariant: this crate depends on everything and nothing depends on it; it measures what a reader of the public
//! façade gets, and no room can see that it is measured.

pub mod board;
pub mod faults;
pub mod metrics;
pub mod models;
pub mod parses;
pub mod score;
pub mod speed;
pub mod tasks;
pub mod train;
