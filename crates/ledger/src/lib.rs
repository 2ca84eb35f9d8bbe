//! The ledger: many reports in one SQLite file, every claim kept, the same event joined across reports.
//!
//! Invariants: this is the only room with SQL. Claims are never edited: a later reading or a correction is a new row.
//! Everything is written in transactions, and what the ledger computes does not depend on the order in which reports
//! came in.

mod add;
mod body;
mod day;
mod error;
mod fold;
mod key;
mod schema;
mod store;
mod verify;

pub use add::{Added, Entry};
pub use body::Kept;
pub use error::{LedgerError, LedgerFault};
pub use fold::folded_words;
pub use key::Key;
pub use store::Ledger;
pub use verify::{Flaw, Verdict};
