//! Answers that took long are kept in the ledger until it is changed.
//!
//! Counts over everything go through every claim, and are asked again and again of a ledger that stays as it is. Keeping
//! one is a favour to whoever asks next: where it cannot be written, nothing is said.

use crate::error::LedgerError;
use crate::store::Ledger;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::{Duration, Instant};

/// What takes less is counted anew.
const LONG: Duration = Duration::from_millis(40);

impl Ledger {
    /// The answer to a question: the one that is kept, if the ledger has not been changed since, or what is computed.
    pub(crate) fn kept<T: Serialize + DeserializeOwned>(
        &self,
        question: &str,
        compute: impl FnOnce() -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        // Read first: what is committed while the answer is computed makes it an answer of before.
        let change = self.data_version()?;
        let body: Option<String> = self.ask(|db| {
            let mut find = db.prepare_cached("SELECT body FROM answer WHERE question = ? AND change = ?")?;
            find.query_row(params![question, change], |row| row.get(0)).optional()
        })?;
        if let Some(answer) = body.and_then(|body| serde_json::from_str(&body).ok()) {
            return Ok(answer);
        }
        let began = Instant::now();
        let answer = compute()?;
        if began.elapsed() >= LONG
            && let Ok(body) = serde_json::to_string(&answer)
        {
            let _ = self.keep(question, change, &body);
        }
        Ok(answer)
    }

    /// Writes an answer down, where the ledger may be written to and nobody else is writing.
    fn keep(&self, question: &str, change: i64, body: &str) -> rusqlite::Result<()> {
        let write = |db: &Connection| {
            db.execute("DELETE FROM answer WHERE change <> ?", [change])?;
            db.execute(
                "INSERT OR REPLACE INTO answer (question, change, body) SELECT ?, n, ? FROM change WHERE n = ?",
                params![question, body, change],
            )
        };
        if self.db.is_readonly("main")? {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let db = Connection::open_with_flags(&self.path, flags)?;
            db.busy_timeout(Duration::ZERO)?;
            write(&db)?;
        } else if self.db.is_autocommit() {
            write(&self.db)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_holds_until_the_ledger_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ledger");
        let mut ledger = Ledger::create(&path).unwrap();
        let reading = Ledger::read_only(&path).unwrap();
        let slowly = |number: u64| {
            move || {
                std::thread::sleep(LONG);
                Ok(number)
            }
        };
        assert_eq!(reading.kept("how many", slowly(1)).unwrap(), 1);
        assert_eq!(reading.kept("how many", slowly(2)).unwrap(), 1, "it was kept by a connection that only reads");
        assert_eq!(ledger.kept("how many", slowly(2)).unwrap(), 1);
        assert_eq!(ledger.kept("how few", slowly(3)).unwrap(), 3);
        ledger.set_reliability("Tasnim", "C", "anna").unwrap();
        assert_eq!(reading.kept("how many", slowly(4)).unwrap(), 4);
        assert_eq!(reading.kept("how many", || Ok(5)).unwrap(), 4);
        assert_eq!(reading.kept("how few", || Ok(6)).unwrap(), 6);
        assert_eq!(reading.kept("how few", || Ok(7)).unwrap(), 7, "what is quick is not kept");
    }
}
