//! The façade: a [`Reader`] wires the rooms, and a [`Reading`] holds all layers of one report.
//!
//! Invariant: the same report, codebook and model give the same reading, on any number of threads.

pub mod output;
mod reader;
mod stream;

pub use rapporteur_attribution as attribution;
pub use rapporteur_codebook as codebook;
pub use rapporteur_entities as entities;
pub use rapporteur_events as events;
pub use rapporteur_intake as intake;
pub use rapporteur_place as place;
pub use rapporteur_syntax as syntax;
pub use rapporteur_text as text;
pub use rapporteur_time as time;

pub use reader::{Reader, Reading, Resources, ResourcesError};
pub use stream::in_order;

/// The README's example, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
