//! The output of `rapporteur read`: one JSON object a report, with offsets in code points.
//!
//! The JSON Schema of [`Document`] is generated from these types, committed as `docs/reading.schema.json` and checked
//! in the tests. Fields may be added, never renamed or removed.

mod contract;
mod render;

pub use contract::{
    Attribution, Claim, Coder, DateField, Document, Entity, Evidence, Link, LinkSource, Mention, Notice, Participant,
    Piece, PlaceField, Span, Timex, Told, Toponym, Words,
};

/// The JSON Schema of [`Document`].
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Document).to_value()
}
