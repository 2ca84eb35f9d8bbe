//! What was computed of the ledger, remembered while the ledger does not change: counts and lists over all that matches cost
//! more than a page of rows.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// So many values are remembered,
const MOST: usize = 500;
/// with so many rows together: some 30 MB.
const MOST_ROWS: usize = 200_000;

/// Values by what was asked, of one state of the ledger.
#[derive(Default)]
pub(super) struct Kept {
    stamp: String,
    known: BTreeMap<String, Arc<dyn Any + Send + Sync>>,
    rows: usize,
}

impl Kept {
    /// What was kept under this name in this state of the ledger.
    pub(super) fn get<T: Any + Send + Sync>(&self, stamp: &str, asked: &str) -> Option<Arc<T>> {
        let value = self.known.get(asked).filter(|_| self.stamp == stamp)?;
        Arc::clone(value).downcast().ok()
    }

    /// Keeps a value of so many rows; where there are too many, all before it are forgotten.
    pub(super) fn put<T: Any + Send + Sync>(&mut self, stamp: &str, asked: String, value: Arc<T>, rows: usize) {
        if rows > MOST_ROWS {
            return;
        }
        if self.stamp != stamp || self.known.len() >= MOST || self.rows + rows > MOST_ROWS {
            self.known.clear();
            self.rows = 0;
            stamp.clone_into(&mut self.stamp);
        }
        self.rows += rows;
        self.known.insert(asked, value);
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("values", &self.known.len()).field("rows", &self.rows).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_forgotten_when_the_ledger_changes() {
        let mut kept = Kept::default();
        kept.put("1", "by:IRN".into(), Arc::new(7_u64), 1);
        let of = |kept: &Kept, stamp, asked| kept.get::<u64>(stamp, asked).map(|value| *value);
        assert_eq!(
            (of(&kept, "1", "by:IRN"), of(&kept, "1", "to:IRN"), of(&kept, "2", "by:IRN")),
            (Some(7), None, None)
        );
        kept.put("2", "to:IRN".into(), Arc::new(3_u64), 1);
        assert_eq!((of(&kept, "2", "by:IRN"), of(&kept, "2", "to:IRN")), (None, Some(3)));
        assert_eq!(kept.get::<String>("2", "to:IRN"), None, "another type is another thing");
    }

    #[test]
    fn many_rows_make_room_for_themselves_or_are_not_kept() {
        let mut kept = Kept::default();
        kept.put("1", "a".into(), Arc::new('a'), MOST_ROWS - 1);
        kept.put("1", "b".into(), Arc::new('b'), 2);
        kept.put("1", "c".into(), Arc::new('c'), MOST_ROWS + 1);
        assert_eq!(["a", "b", "c"].map(|asked| kept.get::<char>("1", asked).is_some()), [false, true, false]);
    }
}
