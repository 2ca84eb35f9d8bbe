//! Where a page of events ends, so that the next one begins after it whatever was added meanwhile.

use crate::event::Summary;
use crate::key::Key;
use crate::list::Order;
use crate::query::Condition;
use rusqlite::types::Value;
use std::fmt;
use std::str::FromStr;

/// The place after an event in one of the orders. Its words are opaque; they parse back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    order: Order,
    /// What the event is ordered by, without its key.
    values: Vec<Option<i64>>,
    key: Key,
}

/// A column that events are ordered by, and whether the largest comes first.
type Column = (&'static str, bool);

impl Order {
    /// All of them, with the names that cursors give them.
    const NAMED: [(Self, &'static str); 4] =
        [(Self::Worth, "worth"), (Self::Day, "day"), (Self::Reported, "reported"), (Self::Origins, "origins")];

    /// What comes before the key in this order.
    fn before_key(self) -> &'static [Column] {
        match self {
            Self::Worth => &[("e.conflicts = ''", false), ("e.last_day", true), ("e.origins", true)],
            Self::Day => &[("e.day_from IS NULL", false), ("e.day_from", false), ("e.day_to", false)],
            Self::Reported => &[("e.last_day", true)],
            Self::Origins => &[("e.origins", true)],
        }
    }

    /// The order in SQL.
    pub(crate) fn columns(self) -> String {
        let one = |(column, falls): &Column| format!("{column}{}, ", if *falls { " DESC" } else { "" });
        self.before_key().iter().map(one).collect::<String>() + "e.key"
    }
}

impl Cursor {
    /// The place after this event, as it is stored.
    pub(crate) fn at(order: Order, event: &Summary) -> Self {
        let agreed = Some(i64::from(event.conflicts.is_empty()));
        let last = event.published.map(|(_, last)| last);
        let days = event.days;
        let values = match order {
            Order::Worth => vec![agreed, last, Some(event.origins)],
            Order::Day => vec![Some(i64::from(days.is_none())), days.map(|(from, _)| from), days.map(|(_, to)| to)],
            Order::Reported => vec![last],
            Order::Origins => vec![Some(event.origins)],
        };
        Self { order, values, key: event.key }
    }

    /// The order that it belongs to.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The condition on `event e` that it comes after this place.
    pub(crate) fn after(&self) -> Condition {
        let mut condition = Condition::default();
        let columns = self.order.before_key();
        // The first column alone bounds the search in an index; the alternatives after it are exact.
        if let (Some((column, falls)), Some(Some(value))) = (columns.first(), self.values.first()) {
            let compared =
                if *falls { format!("({column} <= ? OR {column} IS NULL)") } else { format!("({column}) >= ?") };
            condition.sql = compared + " AND ";
            condition.values.push((*value).into());
        }
        condition.sql.push('(');
        for at in 0..=columns.len() {
            if at > 0 {
                condition.sql.push_str(" OR ");
            }
            condition.sql.push('(');
            for ((column, _), value) in columns.iter().zip(&self.values).take(at) {
                condition.sql.push_str(&format!("({column}) IS ? AND "));
                condition.values.push(value.map_or(Value::Null, Value::from));
            }
            match (columns.get(at), self.values.get(at).copied().flatten()) {
                (None, _) => {
                    condition.sql.push_str("e.key > ?");
                    condition.values.push(self.key.0.to_vec().into());
                }
                // SQLite puts what is not known first where values rise, and last where they fall.
                (Some((_, true)), None) => condition.sql.push_str("FALSE"),
                (Some((column, false)), None) => condition.sql.push_str(&format!("({column}) IS NOT NULL")),
                (Some((column, falls)), Some(value)) => {
                    let compared =
                        if *falls { format!("({column} < ? OR {column} IS NULL)") } else { format!("({column}) > ?") };
                    condition.sql.push_str(&compared);
                    condition.values.push(value.into());
                }
            }
            condition.sql.push(')');
        }
        condition.sql.push(')');
        condition
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Order::NAMED.iter().find(|(order, _)| *order == self.order).map_or("", |(_, name)| name);
        f.write_str(name)?;
        for value in &self.values {
            match value {
                Some(value) => write!(f, "~{value}")?,
                None => f.write_str("~")?,
            }
        }
        write!(f, "~{}", self.key.full())
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(words: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = words.split('~').collect();
        let [name, values @ .., key] = &parts[..] else { return Err(()) };
        let order = Order::NAMED.iter().find(|(_, known)| known == name).ok_or(())?.0;
        let one = |value: &&str| if value.is_empty() { Ok(None) } else { value.parse().map(Some).map_err(|_| ()) };
        let values = values.iter().map(one).collect::<Result<Vec<Option<i64>>, ()>>()?;
        let key = Key::from_full(key).ok_or(())?;
        (values.len() == order.before_key().len()).then_some(Self { order, values, key }).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_parses_back_and_nothing_else_does() {
        let key = "00112233445566778899aabbccddeeff";
        for words in [format!("worth~0~20157~3~{key}"), format!("day~1~~~{key}"), format!("reported~~{key}")] {
            assert_eq!(words.parse::<Cursor>().unwrap().to_string(), words);
        }
        for words in ["", "worth", "worth~0~1~2~xyz", "day~1~2~00112233445566778899aabbccddeeff", "no~1~00", "\u{0}"] {
            assert!(words.parse::<Cursor>().is_err(), "{words:?}");
        }
    }
}
