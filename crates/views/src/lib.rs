//! What the page shows, as plain data: timeline, map, network, sources, versions compared, one report with its claims.
//!
//! Invariant: pure functions over what the ledger hands out. No SQL, no file, no clock, no markup; the same rows give the
//! same data, so that page, API and a report on disk show the same.

mod chain;
mod compare;
mod day;
mod marks;
mod network;
mod paragraphs;
mod report;
mod sentence;
mod sources;
mod timeline;
mod world;

pub use chain::{Chip, chain};
pub use compare::{Field, Verdict, compare, disputed};
pub use day::{Extent, Precision, extent, is_without_year};
pub use marks::{Dots, Quad, SECTORS, TYPES, dots, party, quad, sector_meaning, shown_when, status_word, type_meaning};
pub use network::{Edge, Network, Node, acts, quotes};
pub use paragraphs::paragraphs;
pub use rapporteur_ledger::day::{day, iso};
pub use report::{ClaimView, Paragraph, ReportView, SentenceView, Spoken, Voice, report_view};
pub use sentence::{Piece, Role, marked, roles};
pub use sources::{SourceView, sources};
pub use timeline::{Bin, DENSE, Item, Lane, Lanes, Mark, Tick, Timeline, of_events, timeline};
pub use world::{HEIGHT, Outline, Point, Shade, WIDTH, WorldMap, country_name, outlines, project, world_map};
