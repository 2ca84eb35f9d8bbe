//! Counts of selections, kept as long as the ledger stays as it is: every state of the page shows them, and of a large ledger
//! they are most of the work.

use crate::problem::Problem;
use rapporteur_ledger::{Facets, Horizon, Ledger, Query};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Selections whose counts are kept; more are forgotten together.
const MOST: usize = 64;

/// Counts by the state of the ledger, which differs from server to server, and the query.
static KEPT: Mutex<BTreeMap<(String, String), Arc<Facets>>> = Mutex::new(BTreeMap::new());

/// The counts of a selection in this state of the ledger.
pub(super) fn facets(ledger: &Ledger, stamp: &str, words: &str, query: &Query) -> Result<Arc<Facets>, Problem> {
    let key = (stamp.to_owned(), words.to_owned());
    let kept = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept().get(&key) {
        return Ok(Arc::clone(known));
    }
    let counted = Arc::new(ledger.facets(query, &Horizon::default())?);
    let mut kept = kept();
    if kept.len() >= MOST {
        kept.clear();
    }
    kept.insert(key, Arc::clone(&counted));
    Ok(counted)
}
