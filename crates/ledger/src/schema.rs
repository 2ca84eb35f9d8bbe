//! The schema and its versions.
//!
//! A ledger says which version it has in `user_version`, and that it is one in `application_id`. A migration is SQL; what
//! it leaves to compute (events of claims that have none) the store does on opening.

use crate::pack::{Kind, pack};
use crate::store::fault_of;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Transaction};

/// "Rapp" in ASCII: marks the file as a ledger.
pub(crate) const APPLICATION_ID: i64 = 0x5261_7070;

/// The steps from an empty file, in order; step `n` makes schema `n + 1`.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
];

/// Ledgers of this schema and later ones keep the rows that were made of their readings.
const KEEPS_ROWS: i64 = 3;

/// What earlier ones keep of blocks and passages is made again.
const KEEPS_BLOCKS: i64 = 4;

/// The version that this program writes.
pub(crate) const CURRENT: i64 = MIGRATIONS.len() as i64;

/// What a file is, by its header.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing is in it.
    Empty,
    /// A ledger of this version.
    Version(i64),
    /// Something else.
    Foreign,
}

/// Looks at what a database is.
pub(crate) fn look(db: &Connection) -> rusqlite::Result<Found> {
    let number = |pragma: &str| db.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0));
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let (application, version) = (number("application_id")?, number("user_version")?);
    Ok(match (application, version) {
        (APPLICATION_ID, version) if version > 0 => Found::Version(version),
        (0, 0) if tables == 0 => Found::Empty,
        _ => Found::Foreign,
    })
}

/// Runs the migrations after version `from`.
pub(crate) fn migrate(transaction: &Transaction<'_>, from: i64) -> rusqlite::Result<()> {
    transaction.create_scalar_function("packed", 1, FunctionFlags::SQLITE_UTF8, |arguments| {
        pack(Kind::Text, arguments.get_raw(0).as_str()?.as_bytes()).map_err(fault_of)
    })?;
    for step in MIGRATIONS.iter().skip(from as usize) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", CURRENT)
}

/// What the migrations after version `from` leave to compute; `seen` is told how many steps are done, and of how many.
pub(crate) fn compute(db: &Transaction<'_>, from: i64, seen: &mut dyn FnMut(u64, u64)) -> rusqlite::Result<()> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).map(|n| n as u64);
    if from < KEEPS_ROWS {
        let (mut done, all) = (0, count("SELECT count(*) FROM report")?);
        return crate::add::lay_out_all(db, || {
            done += 1;
            seen(done, all);
        });
    }
    let events = count("SELECT count(*) FROM event")?;
    let of_blocks = "SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM telling)";
    let blocks = if from < KEEPS_BLOCKS { count(of_blocks)? } else { 0 };
    let mut done = 0;
    let mut step = || {
        done += 1;
        seen(done, blocks + events);
    };
    if from < KEEPS_BLOCKS {
        crate::merge::enter_blocks(db, &mut step)?;
        crate::passages::sketch_all(db, &mut step)?;
    }
    crate::event::describe_all(db, step)
}
