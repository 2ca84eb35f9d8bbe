//! Days as numbers from 1970-01-01, which compare and index well.

use jiff::civil::{Date, date};

const EPOCH: Date = date(1970, 1, 1);

/// The day of an ISO 8601 date or time, counted from 1970-01-01; `None` where it is none.
pub fn day(iso: &str) -> Option<i64> {
    Some(number(iso.get(..10)?.parse().ok()?))
}

/// The number of a day of the calendar, counted from 1970-01-01.
pub fn number(date: Date) -> i64 {
    date.duration_since(EPOCH).as_hours() / 24
}

/// The day as ISO 8601.
pub fn iso(day: i64) -> String {
    civil(day).to_string()
}

/// The day in the calendar.
pub fn civil(day: i64) -> Date {
    EPOCH.checked_add(jiff::Span::new().try_days(day).unwrap_or_default()).unwrap_or(EPOCH)
}

/// First and last day of `2023`, `2023-03` or `2023-03-12`.
pub(crate) fn interval(iso: &str) -> Option<(i64, i64)> {
    let parts: Vec<&str> = iso.split('-').collect();
    let first = match parts[..] {
        [year] if year.len() == 4 => date_of(year, "1", "1")?,
        [year, month] if year.len() == 4 => date_of(year, month, "1")?,
        [year, month, day] if year.len() == 4 => date_of(year, month, day)?,
        _ => return None,
    };
    let last = match parts.len() {
        1 => first.last_of_year(),
        2 => first.last_of_month(),
        _ => first,
    };
    Some((number(first), number(last)))
}

/// `2023-03`, `2023-03..2023-06`, and open at either end.
pub(crate) fn range(value: &str) -> Option<(i64, i64)> {
    match value.split_once("..") {
        Some(("", "")) => None,
        Some((from, to)) => {
            let from = if from.is_empty() { i64::MIN } else { interval(from)?.0 };
            let to = if to.is_empty() { i64::MAX } else { interval(to)?.1 };
            (from <= to).then_some((from, to))
        }
        None => interval(value),
    }
}

fn date_of(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back_and_intervals_have_ends() {
        for text in ["1970-01-01", "1969-12-31", "2024-02-29", "1912-05-03"] {
            assert_eq!(iso(day(text).unwrap()), text);
        }
        assert_eq!(day("2025-03-13T10:00:00Z"), day("2025-03-13"));
        assert_eq!(day("soon"), None);
        let (from, to) = interval("2024-02").unwrap();
        assert_eq!((iso(from), iso(to)), ("2024-02-01".into(), "2024-02-29".into()));
        assert!(interval("24").is_none() && interval("2024-13").is_none());
    }
}
