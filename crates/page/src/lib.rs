//! The page: views of a ledger as HTML.
//!
//! Invariants: pure functions from plain data to text. All that came from a report is hostile; it goes through maud's
//! escaping, and an address becomes a link through [`safe_link`] only. There is no inline script, style or handler, so that the
//! strictest content security policy holds. Everything can be read without a script; the script of web/ only makes it quicker.

mod add;
mod address;
mod assets;
mod collection;
mod event;
mod handout;
mod help;
mod map;
mod marks;
mod network;
mod rail;
mod report;
mod shell;
mod sources;
mod table;
mod timeline;

pub use add::add_page;
pub use address::{Address, SHOWN, Sort, View};
pub use assets::{Asset, SPECIMEN, asset};
pub use collection::{Collection, Shown, collection_page};
pub use event::{EventShown, event_page};
pub use handout::{Handout, handout};
pub use help::help_page;
pub use marks::safe_link;
pub use report::{ReportShown, report_page};
pub use shell::fault_page;
