//! The events as lines, to compare ledgers with.

use crate::error::LedgerError;
use crate::store::Ledger;

impl Ledger {
    /// One line an event, sorted: its key and all that was computed of it. Ledgers with the same reports have the same
    /// lines, whatever the order in which they came in.
    pub fn dump_events(&self) -> Result<Vec<String>, LedgerError> {
        self.ask(|db| {
            let mut events = db.prepare(
                "SELECT lower(hex(e.key)) || ' ' || e.type || ' ' || e.status || ' claims=' || e.claims || ' reports=' || e.reports
                        || ' origins=' || e.origins || ' published=' || coalesce(e.first_day, '') || '..' || coalesce(e.last_day, '')
                        || ' days=' || coalesce(e.day_from, '') || '..' || coalesce(e.day_to, '') || ' conflicts=' || e.conflicts
                        || ' shown=' || lower(hex(shown.key))
                        || ' of ' || (SELECT group_concat(key, ' ') FROM (SELECT lower(hex(c.key)) AS key FROM telling t
                                      JOIN claim c ON c.telling = t.id WHERE t.event = e.id ORDER BY c.key))
                 FROM event e JOIN claim shown ON shown.id = e.shown ORDER BY e.key",
            )?;
            events.query_map([], |row| row.get(0))?.collect()
        })
    }
}
