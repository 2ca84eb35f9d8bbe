//! Claims that nobody judged yet, the most doubtful first.

use crate::error::{LedgerError, LedgerFault};
use crate::horizon::Horizon;
use crate::key::Key;
use crate::query::Query;
use crate::rows::Bound;
use crate::show::{Version, bounds, printed_claim};
use crate::store::Ledger;
use rusqlite::Row;
use schemars::JsonSchema;
use serde::Serialize;

/// What makes a claim doubtful, beside how confidently it was read: that its event is told in ways that contradict each
/// other, and that one origin alone tells it.
const CONTRADICTED: f64 = 0.2;
const ALONE: f64 = 0.1;

/// A claim that is worth a look.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Doubt {
    /// The claim's id.
    pub id: String,
    /// How doubtful it is, from 0; more is more doubtful.
    pub doubt: f64,
    /// How many origins tell its event.
    pub origins: u64,
    /// What the tellings of its event disagree on.
    pub conflicts: Vec<String>,
}

impl Ledger {
    /// At most `limit` claims that match and that nobody judged, the most doubtful first.
    pub fn doubts(&self, query: &Query, limit: u64) -> Result<Vec<Doubt>, LedgerError> {
        let judged = if query.asks_for_judgement() { "TRUE" } else { "c.judged = ''" };
        self.ask_at_once(|db| {
            let claims = self.claims(db, query, &Horizon::default())?;
            let mut find = db.prepare_cached(&format!(
                "SELECT c.key, 1 - c.confidence + {CONTRADICTED} * (e.conflicts <> '') + {ALONE} * (e.origins = 1) AS doubt,
                        e.origins, e.conflicts
                 FROM rarray(?) m CROSS JOIN claim c ON c.id = m.value JOIN telling t ON t.id = c.telling JOIN event e ON e.id = t.event
                 WHERE {judged} ORDER BY doubt DESC, c.key LIMIT ?"
            ))?;
            let limit = Bound::from(i64::try_from(limit).unwrap_or(i64::MAX));
            let one = |row: &Row<'_>| {
                Ok(Doubt {
                    id: Key::at(row, 0)?.to_string(),
                    doubt: row.get(1)?,
                    origins: row.get::<_, i64>(2)? as u64,
                    conflicts: row.get_ref(3)?.as_str()?.split_whitespace().map(str::to_owned).collect(),
                })
            };
            find.query_map([claims.table(), limit], one)?.collect()
        })
    }

    /// A claim, named by its id or the beginning of it, as its report prints it.
    pub fn claim(&self, id: &str) -> Result<Version, LedgerError> {
        let unknown = || self.fault(LedgerFault::Unknown(format!("claim {id}")));
        let (least, most) = bounds(id).ok_or_else(unknown)?;
        let found: Vec<i64> = self.ask(|db| {
            let mut find = db.prepare_cached("SELECT id FROM claim WHERE key BETWEEN ? AND ? LIMIT 2")?;
            find.query_map([&least[..], &most[..]], |row| row.get(0))?.collect()
        })?;
        match found[..] {
            [claim] => self.ask(|db| printed_claim(db, claim)),
            [] => Err(unknown()),
            _ => Err(self.fault(LedgerFault::Refused(format!("several ids begin with {id}"), "give more of it"))),
        }
    }
}
