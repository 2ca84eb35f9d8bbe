//! The ledger: many reports in one SQLite file, every claim kept, the same event joined across reports.
//!
//! Invariants: this is the only room with SQL. Claims are never edited: a later reading or a correction is a new row.
//! Everything is written in transactions, and what the ledger computes does not depend on the order in which reports
//! came in.

#[cfg(test)]
extern crate self as rapporteur_ledger;

mod add;
mod answer;
mod block;
mod body;
mod cluster;
mod cursor;
mod dates;
pub mod day;
mod doubt;
mod dump;
mod error;
mod event;
mod fold;
mod found;
mod happening;
mod hash;
mod horizon;
mod join;
mod judge;
mod key;
mod list;
mod merge;
mod names;
mod numbers;
mod origin;
mod pack;
mod passages;
mod query;
mod reports;
mod reread;
mod rows;
#[cfg(test)]
#[path = "../tests/sample/mod.rs"]
mod sample;
mod schema;
mod score;
mod show;
mod store;
mod tally;
mod telling;
mod verify;
mod view;
mod watch;

pub use add::{Added, Entry};
pub use body::Kept;
pub use cursor::Cursor;
pub use doubt::Doubt;
pub use error::{LedgerError, LedgerFault};
pub use fold::folded_words;
pub use happening::{Collection, Happening, Told, WEIGHED, likelihood};
pub use horizon::Horizon;
pub use judge::{Act, JudgementRow, Reviewer};
pub use key::Key;
pub use list::{EventRow, Order, Party};
pub use names::{Likeness, Named, PlaceRow};
pub use numbers::{Count, counts};
pub use query::{Query, QueryError};
pub use reports::{ClaimOfReport, ReportReading, ReportRow};
pub use reread::{Change, Due};
pub use show::{COPIED, Copy, EventDetail, LinkRow, Numbers, Printed, ReportDetail, Shown, Version};
pub use store::Ledger;
pub use tally::{EntityRow, SourceRow, Stats};
pub use verify::{Flaw, Verdict};
pub use view::{Facets, Quotation, Spot};
pub use watch::Interrupter;
