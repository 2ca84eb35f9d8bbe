//! The file: opening, creating and migrating it.

use crate::error::{LedgerError, LedgerFault};
use crate::found::Remembered;
use crate::schema::{self, Found};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another program's writing is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many statements are kept ready on a connection.
const STATEMENTS: usize = 64;

/// A ledger that is open.
///
/// Everything that is written goes through transactions: a program that is killed leaves what was committed, whole.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
    pub(crate) remembered: RefCell<Remembered>,
}

impl Ledger {
    /// Opens a ledger for reading and writing, migrates it where it is of an earlier version, and makes it where the file
    /// is missing or empty.
    pub fn create(path: &Path) -> Result<Self, LedgerError> {
        Self::create_watched(path, &mut |_, _| ())
    }

    /// As [`Ledger::create`]; where a large ledger is migrated, `seen` is told how many steps are done, and of how many.
    /// A migration is one transaction: whoever ends it halfway leaves the ledger as it was.
    pub fn create_watched(path: &Path, seen: &mut dyn FnMut(u64, u64)) -> Result<Self, LedgerError> {
        Self::open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, seen)
    }

    /// Opens a ledger that exists for reading and writing, and migrates it where it is of an earlier version.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::open_watched(path, &mut |_, _| ())
    }

    /// As [`Ledger::open`], with a word on how far a migration is, as in [`Ledger::create_watched`].
    pub fn open_watched(path: &Path, seen: &mut dyn FnMut(u64, u64)) -> Result<Self, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::new(path, LedgerFault::Missing));
        }
        Self::open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE, seen)
    }

    /// Opens a ledger for reading only, also on a medium that cannot be written to.
    pub fn read_only(path: &Path) -> Result<Self, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::new(path, LedgerFault::Missing));
        }
        let plainly = Self::open_with(path, OpenFlags::SQLITE_OPEN_READ_ONLY, &mut |_, _| ());
        match plainly {
            // Reading a ledger in WAL mode makes a small file beside it. Where none can be made, and nothing is
            // waiting in a log, the file is read as one that does not change.
            Err(LedgerError { fault: LedgerFault::ReadOnly, .. }) if !has_log(path) => Self::open_unchanging(path),
            other => other,
        }
    }

    /// A ledger in memory, for tests and for looking at a few reports.
    pub fn in_memory() -> Result<Self, LedgerError> {
        let path = PathBuf::from(":memory:");
        let db = Connection::open_in_memory().map_err(|error| LedgerError::sql(&path, error))?;
        let mut ledger = Self::of(db, path);
        ledger.prepare(true, &mut |_, _| ())?;
        Ok(ledger)
    }

    /// How long another program's writing is waited for: five seconds, where nothing else is said.
    pub fn wait_for_others(&self, patience: Duration) -> Result<(), LedgerError> {
        self.ask(|db| db.busy_timeout(patience))
    }

    /// How many pages of 16 KB the file may have; less than it has means as many as it has.
    pub fn limit_pages(&self, pages: u32) -> Result<(), LedgerError> {
        self.ask(|db| db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())))
    }

    /// The file that it lies in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn of(db: Connection, path: PathBuf) -> Self {
        Self { db, path, remembered: RefCell::default() }
    }

    fn open_with(path: &Path, flags: OpenFlags, seen: &mut dyn FnMut(u64, u64)) -> Result<Self, LedgerError> {
        if path.is_dir() {
            return Err(LedgerError::new(path, LedgerFault::Foreign));
        }
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(|error| LedgerError::sql(path, error))?;
        let mut ledger = Self::of(db, path.to_owned());
        ledger.prepare(flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE), seen)?;
        Ok(ledger)
    }

    fn open_unchanging(path: &Path) -> Result<Self, LedgerError> {
        let escaped: String = path
            .to_string_lossy()
            .chars()
            .map(|c| match c {
                '?' => "%3f".to_owned(),
                '#' => "%23".to_owned(),
                '%' => "%25".to_owned(),
                other => other.to_string(),
            })
            .collect();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags)
            .map_err(|error| LedgerError::sql(path, error))?;
        let mut ledger = Self::of(db, path.to_owned());
        ledger.prepare(false, &mut |_, _| ())?;
        Ok(ledger)
    }

    fn prepare(&mut self, writing: bool, seen: &mut dyn FnMut(u64, u64)) -> Result<(), LedgerError> {
        let found = self.ask(|db| {
            db.busy_timeout(PATIENCE)?;
            db.pragma_update(None, "foreign_keys", true)?;
            // Else a statement is planned anew whenever another value is bound to it: most of the time that a page takes.
            db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            db.set_prepared_statement_cache_capacity(STATEMENTS);
            rusqlite::vtab::array::load_module(db)?;
            schema::look(db)
        })?;
        if found == Found::Empty && writing {
            // Must come before anything is written. Most reports are a few thousand bytes long: pages of 4 KB would
            // hold one each and leave much of themselves empty.
            self.ask(|db| db.pragma_update(None, "page_size", 16_384))?;
        }
        let from = match found {
            Found::Foreign => return Err(self.fault(LedgerFault::Foreign)),
            Found::Version(found) if found > schema::CURRENT => {
                return Err(self.fault(LedgerFault::TooNew { found, known: schema::CURRENT }));
            }
            Found::Version(schema::CURRENT) => None,
            Found::Version(found) if !writing => return Err(self.fault(LedgerFault::TooOld { found })),
            Found::Empty if !writing => return Err(self.fault(LedgerFault::Foreign)),
            Found::Version(found) => Some(found),
            Found::Empty => Some(0),
        };
        self.ask(|db| {
            // Pages in memory: a large batch changes a hundred megabytes of a large ledger, and what does not fit is written
            // twice. Temporary tables stay there too.
            db.pragma_update(None, "cache_size", if writing { -224_000 } else { -64_000 })?;
            db.pragma_update(None, "temp_store", "memory")
        })?;
        if writing {
            // A log beside the file: readers are not held up, and a killed writer leaves the last commit. The log is
            // synced when it is folded in; after a power cut the last commits may be missing, never half there.
            self.ask(|db| {
                db.query_row("PRAGMA journal_mode = wal", [], |_| Ok(()))?;
                db.pragma_update(None, "synchronous", "normal")?;
                // A page that several batches change is folded in once.
                db.pragma_update(None, "wal_autocheckpoint", 8_192)
            })?;
        }
        if from.is_some() {
            self.write(|transaction| {
                // Another program may have done it meanwhile.
                match schema::look(transaction)? {
                    Found::Empty => schema::migrate(transaction, 0),
                    Found::Version(found) if found < schema::CURRENT => {
                        schema::migrate(transaction, found)?;
                        schema::compute(transaction, found, seen)
                    }
                    _ => Ok(()),
                }
            })?;
        }
        Ok(())
    }

    pub(crate) fn fault(&self, fault: LedgerFault) -> LedgerError {
        LedgerError::new(&self.path, fault)
    }

    /// Asks the database something.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, LedgerError> {
        question(&self.db).map_err(|error| LedgerError::sql(&self.path, error))
    }

    /// Asks the database several things that must be answered of one state of the ledger, whatever others commit meanwhile.
    pub(crate) fn ask_at_once<T>(
        &self,
        questions: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, LedgerError> {
        self.ask(|db| {
            let reading = if db.is_autocommit() { Some(db.unchecked_transaction()?) } else { None };
            let answer = questions(db)?;
            reading.map_or(Ok(()), Transaction::commit)?;
            Ok(answer)
        })
    }

    /// Changes the ledger, wholly or not at all.
    pub(crate) fn write<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, LedgerError> {
        let path = &self.path;
        let run = || {
            // Taken at once: a transaction that reads first could not be retried when another writer comes between.
            let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = change(&transaction)?;
            transaction.prepare_cached("UPDATE change SET n = n + 1")?.execute([])?;
            transaction.commit()?;
            Ok(result)
        };
        run().map_err(|error| LedgerError::sql(path, error))
    }
}

/// Whether commits wait in a log beside the file.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    Path::new(&log).metadata().is_ok_and(|log| log.len() > 0)
}

/// Now, as the ledger writes it.
pub(crate) fn now() -> String {
    format!("{:.0}", jiff::Timestamp::now())
}

/// Now, for what people do: two judgements can come within a second.
pub(crate) fn this_moment() -> String {
    format!("{:.3}", jiff::Timestamp::now())
}

/// A fault of ours in the terms of a function of SQL.
pub(crate) fn fault_of(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(Box::new(error))
}

/// A fault of ours in the terms of the database, so that it rolls a transaction back.
pub(crate) fn broken(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, Box::new(error))
}
