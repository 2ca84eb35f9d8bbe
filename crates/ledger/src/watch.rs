//! What a server needs of an open ledger: whether it changed, how much memory it takes, and a way to give up.

use crate::error::LedgerError;
use crate::store::Ledger;
use rusqlite::InterruptHandle;

impl Ledger {
    /// A number that grows whenever something is committed that was not there before, by whatever connection.
    pub fn data_version(&self) -> Result<i64, LedgerError> {
        self.ask(|db| db.prepare_cached("SELECT n FROM change")?.query_row([], |row| row.get(0)))
    }

    /// How much of the file is held in memory at most, in kibibytes.
    pub fn limit_cache(&self, kibibytes: u32) -> Result<(), LedgerError> {
        self.ask(|db| db.pragma_update(None, "cache_size", -i64::from(kibibytes)))
    }

    /// Ends what this connection is doing, from another thread; that then fails as [`crate::LedgerFault::Interrupted`].
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.db.get_interrupt_handle())
    }
}

/// Ends what a connection is doing.
pub struct Interrupter(InterruptHandle);

impl Interrupter {
    /// Ends it now. Without effect where nothing is being done.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl std::fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupter")
    }
}
