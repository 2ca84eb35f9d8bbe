//! How many match, remembered while the ledger does not change: counting costs more than a page of a list.

use std::collections::BTreeMap;

/// So many counts are remembered.
const MOST: usize = 500;

#[derive(Debug, Default)]
pub(super) struct Totals {
    stamp: String,
    known: BTreeMap<String, u64>,
}

impl Totals {
    pub(super) fn get(&self, stamp: &str, asked: &str) -> Option<u64> {
        self.known.get(asked).copied().filter(|_| self.stamp == stamp)
    }

    pub(super) fn put(&mut self, stamp: &str, asked: &str, total: u64) {
        if self.stamp != stamp || self.known.len() >= MOST {
            self.known.clear();
            stamp.clone_into(&mut self.stamp);
        }
        self.known.insert(asked.to_owned(), total);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_forgotten_when_the_ledger_changes() {
        let mut totals = Totals::default();
        totals.put("1", "by:IRN", 7);
        assert_eq!(
            (totals.get("1", "by:IRN"), totals.get("1", "to:IRN"), totals.get("2", "by:IRN")),
            (Some(7), None, None)
        );
        totals.put("2", "to:IRN", 3);
        assert_eq!((totals.get("2", "by:IRN"), totals.get("2", "to:IRN")), (None, Some(3)));
    }
}
