//! How far a question looks: what was published, and what the ledger knew, up to a day.

use crate::query::{Condition, Query, QueryError};

/// Limits of what is seen. Events are grouped by all that is in the ledger; what is told of them is counted within.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Horizon {
    /// The last day of publication that counts, from 1970-01-01; reports without a date are then left out.
    pub(crate) published: Option<i64>,
    /// The last moment of adding that counts, RFC 3339 in UTC.
    pub(crate) known: Option<String>,
}

impl Horizon {
    /// What was reported up to the end of this day, month or year.
    pub fn as_of(mut self, date: &str) -> Result<Self, QueryError> {
        // The parser knows dates and points at faults.
        Query::on(date)?;
        let Some((_, last)) = crate::day::interval(date) else {
            return Err(QueryError {
                query: date.to_owned(),
                start: 0,
                end: date.chars().count(),
                message: format!("{date:?} is not one day, month or year"),
                remedy: "write 2023, 2023-03 or 2023-03-12".into(),
            });
        };
        self.published = Some(last);
        Ok(self)
    }

    /// What the ledger held at this moment: a date, which is taken whole, or RFC 3339 in UTC.
    pub fn known_at(mut self, moment: &str) -> Self {
        self.known = Some(if moment.len() <= 10 { format!("{moment}T23:59:59Z") } else { moment.to_owned() });
        self
    }

    /// Whether everything is seen.
    pub fn is_open(&self) -> bool {
        self.published.is_none() && self.known.is_none()
    }

    /// The condition on `report r`.
    pub(crate) fn condition(&self) -> Condition {
        let mut condition = Condition::always();
        if let Some(day) = self.published {
            condition.sql.push_str(" AND r.published_day <= ?");
            condition.values.push(day.into());
        }
        if let Some(moment) = &self.known {
            condition.sql.push_str(" AND r.added_at <= ?");
            condition.values.push(moment.clone().into());
        }
        condition
    }
}
