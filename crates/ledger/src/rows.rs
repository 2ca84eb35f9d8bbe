//! Sets of rows, by their numbers.
//!
//! A bit for each number up to the largest: a quarter of a million claims are thirty kilobytes, so that joining what several
//! indices give costs nothing beside reading them.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::vtab::array::Array;
use std::rc::Rc;

/// A set of rows. Their numbers go up from one; others than SQLite gives them are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Rows(Vec<u64>);

impl Rows {
    /// No table of ours has a row with a larger number.
    pub(crate) const LARGEST: i64 = u32::MAX as i64;

    pub(crate) fn insert(&mut self, row: i64) {
        if !(0..=Self::LARGEST).contains(&row) {
            return;
        }
        let at = row as usize / 64;
        if at >= self.0.len() {
            // Twice the room, since numbers mostly rise.
            self.0.resize((at + 1).max(self.0.len() * 2), 0);
        }
        self.0[at] |= 1 << (row % 64);
    }

    pub(crate) fn contains(&self, row: i64) -> bool {
        row >= 0 && self.0.get(row as usize / 64).is_some_and(|bits| bits >> (row % 64) & 1 == 1)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// All of them, from the smallest.
    pub(crate) fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().enumerate().flat_map(|(at, &bits)| {
            std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)))
                .take_while(|bits| *bits != 0)
                .map(move |bits| at as i64 * 64 + i64::from(bits.trailing_zeros()))
        })
    }

    /// Those that are in both.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= other);
        self
    }

    /// Those that are in either.
    pub(crate) fn or(mut self, other: &Self) -> Self {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
        self
    }

    /// Those that are not in the other.
    pub(crate) fn without(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= !other);
        self
    }

    /// As a table `rarray(?)` of one column, `value`, in rising order.
    pub(crate) fn table(&self) -> Bound {
        Bound::rows(self.iter())
    }
}

impl FromIterator<i64> for Rows {
    fn from_iter<I: IntoIterator<Item = i64>>(rows: I) -> Self {
        let mut set = Self::default();
        rows.into_iter().for_each(|row| set.insert(row));
        set
    }
}

/// What stands for a question mark.
#[derive(Debug, Clone)]
pub(crate) enum Bound {
    One(Value),
    /// For `rarray(?)`.
    Rows(Array),
}

impl Bound {
    pub(crate) fn rows(rows: impl IntoIterator<Item = i64>) -> Self {
        Self::Rows(Rc::new(rows.into_iter().map(Value::from).collect()))
    }
}

impl<T: Into<Value>> From<T> for Bound {
    fn from(value: T) -> Self {
        Self::One(value.into())
    }
}

impl ToSql for Bound {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::One(value) => value.to_sql(),
            Self::Rows(rows) => rows.to_sql(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn sets_are_sets(a in proptest::collection::btree_set(0i64..300, 0..40), b in proptest::collection::btree_set(0i64..300, 0..40)) {
            let of = |set: &BTreeSet<i64>| set.iter().copied().collect::<Rows>();
            let back = |rows: Rows| rows.iter().collect::<BTreeSet<i64>>();
            prop_assert_eq!(back(of(&a)), a.clone());
            prop_assert_eq!(of(&a).len(), a.len());
            prop_assert!((0..400).all(|row| of(&a).contains(row) == a.contains(&row)));
            prop_assert_eq!(back(of(&a).and(&of(&b))), &a & &b);
            prop_assert_eq!(back(of(&a).or(&of(&b))), &a | &b);
            prop_assert_eq!(back(of(&a).without(&of(&b))), &a - &b);
        }
    }
}
