//! Who said it: sources, cues and contents, after PolNeAR and PARC.
//!
//! Invariant: an attribution has a cue or a content that stands in the text; `source` always means who said it, never
//! who did it.

mod asides;
mod attributions;
mod colon;
mod credit;
mod cues;
mod found;
mod inflect;
mod kind;
mod nominals;
mod page;
mod phrases;
mod quotes;
mod read;
mod relays;
mod running;
mod source_kind;
mod tags;
mod verbs;

pub use attributions::{Attribution, Attributions};
pub use cues::{Class, Cues, Entry, Frame};
pub use kind::{Kind, Stance};
pub use read::read_attributions;
pub use source_kind::SourceKind;
