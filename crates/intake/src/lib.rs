//! Bytes become reports: text, JSON, tables, pages, feeds, mail, web archives, folders and archives, recognised by content
//! and read as streams.
//!
//! Invariants: a fault in one report is one [`Fault`] with its place and a remedy, and the reports after it are still
//! read; no more than one report is held at a time, and none larger than [`Limits`] allow; nothing panics.

mod blocks;
mod charset;
mod container;
mod dates;
mod fault;
mod feed;
mod fields;
mod folder;
mod format;
mod guarded;
mod html;
mod http;
mod json;
mod jsonl;
mod language;
mod limits;
mod located;
mod mail;
mod metadata;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod reports;
mod table;
mod tags;
mod warc;

pub use fault::Fault;
pub use fields::{Field, Fields, FieldsError};
pub use format::Format;
pub use limits::Limits;
pub use reports::{Defaults, Options, Reports, read_path, read_reports};
