//! What a server needs of an open ledger: whether it changed, how much memory it takes, and a way to give up.

use crate::error::LedgerError;
use crate::store::Ledger;
use rusqlite::InterruptHandle;

impl Ledger {
    /// A number that changes whenever another connection, of this program or another, has committed something. It means
    /// nothing to other connections, nor after the ledger is opened again.
    pub fn data_version(&self) -> Result<i64, LedgerError> {
        self.ask(|db| db.query_row("PRAGMA data_version", [], |row| row.get(0)))
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
