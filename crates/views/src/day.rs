//! Days, and how precisely something is dated.

use jiff::civil::Date;
use rapporteur_ledger::day::{civil, day, iso};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const MONTH_NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// How wide the interval is in which something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "DayPrecision")]
pub enum Precision {
    /// One day.
    Day,
    /// Some days with sharp ends.
    Days,
    /// A month: its ends are not meant.
    Month,
    /// A year or more: likewise.
    Year,
}

impl Precision {
    /// Whether the ends of the interval are only those of the calendar, and are drawn faded.
    pub const fn is_vague(self) -> bool {
        matches!(self, Self::Month | Self::Year)
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Days => "days",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// An interval of days, both ends within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Extent {
    /// The first day.
    #[serde(serialize_with = "as_iso")]
    #[schemars(with = "String")]
    pub from: i64,
    /// The last day.
    #[serde(serialize_with = "as_iso")]
    #[schemars(with = "String")]
    pub to: i64,
    /// How precise that is.
    pub precision: Precision,
}

impl Extent {
    /// For people: `12 Mar 2025`, `11–13 Mar 2025`, `Mar 2023`, `2022`, `Oct 2024 – Feb 2025`.
    ///
    /// ```
    /// use rapporteur_views::extent;
    /// let shown = |from, to| extent(Some(from), Some(to)).map(|extent| extent.label());
    /// assert_eq!(shown("2025-03-12", "2025-03-12").as_deref(), Some("12 Mar 2025"));
    /// assert_eq!(shown("2025-03-11", "2025-03-13").as_deref(), Some("11–13 Mar 2025"));
    /// assert_eq!(shown("2023-03-01", "2023-03-31").as_deref(), Some("Mar 2023"));
    /// assert_eq!(shown("2022-01-01", "2022-12-31").as_deref(), Some("2022"));
    /// ```
    pub fn label(&self) -> String {
        let (from, to) = (civil(self.from), civil(self.to));
        let month = |date: Date| MONTHS[(date.month() - 1) as usize];
        let whole = |date: Date| format!("{} {} {}", date.day(), month(date), date.year());
        let same_month = from.year() == to.year() && from.month() == to.month();
        match self.precision {
            Precision::Day => whole(from),
            Precision::Month => format!("{} {}", month(from), from.year()),
            Precision::Year if from.year() == to.year() => from.year().to_string(),
            Precision::Year => format!("{}–{}", from.year(), to.year()),
            Precision::Days if same_month => format!("{}–{} {} {}", from.day(), to.day(), month(from), from.year()),
            Precision::Days if from.day() == 1 && to == to.last_of_month() => {
                format!("{} {} – {} {}", month(from), from.year(), month(to), to.year())
            }
            Precision::Days => format!("{} – {}", whole(from), whole(to)),
        }
    }

    /// Its length in days.
    pub const fn days(&self) -> i64 {
        self.to - self.from + 1
    }
}

/// A day as data has it: `2025-03-12`.
pub(crate) fn as_iso<S: Serializer>(day: &i64, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&iso(*day))
}

/// Whether a time expression names a month and no year, so that the year is the reader's inference: `March 12`.
pub fn is_without_year(words: &str) -> bool {
    let is_month = |word: &str| {
        let word = word.to_lowercase();
        word.len() >= 3 && MONTH_NAMES.iter().any(|name| *name == word || (word.len() <= 4 && name.starts_with(&word)))
    };
    let has_year = words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
        || words.contains(['\'', '’']) && words.ends_with(|c: char| c.is_ascii_digit());
    !has_year && words.split(|c: char| !c.is_alphabetic()).any(is_month)
}

/// The interval from `from` to `to` as the ledger writes them; one end alone is a day. `None` where neither is a date.
pub fn extent(from: Option<&str>, to: Option<&str>) -> Option<Extent> {
    let (from, to) = (from.and_then(day), to.and_then(day));
    let (from, to) = (from.or(to)?, to.or(from)?);
    let (from, to) = (from.min(to), from.max(to));
    let (first, last) = (civil(from), civil(to));
    let precision = if from == to {
        Precision::Day
    } else if first == first.first_of_year() && last == last.last_of_year() {
        Precision::Year
    } else if first == first.first_of_month() && last == first.last_of_month() {
        Precision::Month
    } else {
        Precision::Days
    };
    Some(Extent { from, to, precision })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_alone_leaves_the_year_open() {
        for words in ["March 12", "Sept. 5", "in early May", "the 3rd of june"] {
            assert!(is_without_year(words), "{words}");
        }
        for words in ["March 12, 2025", "May '23", "Wednesday", "last month", "2022", "12 marches", ""] {
            assert!(!is_without_year(words), "{words}");
        }
    }

    #[test]
    fn precision_follows_the_calendar() {
        let of = |from, to| extent(Some(from), Some(to)).map(|extent| extent.precision);
        assert_eq!(of("2024-02-01", "2024-02-29"), Some(Precision::Month));
        assert_eq!(of("2024-02-01", "2024-02-28"), Some(Precision::Days));
        assert_eq!(of("2021-01-01", "2022-12-31"), Some(Precision::Year));
        assert_eq!(extent(None, Some("2024-02-28")).map(|extent| extent.days()), Some(1));
        assert_eq!(extent(Some("soon"), None), None);
        assert_eq!(extent(Some("2024-10-01"), Some("2025-02-28")).unwrap().label(), "Oct 2024 – Feb 2025");
    }
}
