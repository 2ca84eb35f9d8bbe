//! Points and periods of the calendar: their TIMEX3 values, their first and last days, and the way from one to another.

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The grains in which time is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// The unit that `words.toml` names: `S`, `min`, `H`, `D`, `WE`, `W`, `M`, `Q`, `Y`, `E`, `C`, `L`.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "S" => Self::Second,
            "min" => Self::Minute,
            "H" => Self::Hour,
            "D" => Self::Day,
            "WE" => Self::Weekend,
            "W" => Self::Week,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "E" => Self::Decade,
            "C" => Self::Century,
            "L" => Self::Millennium,
            _ => return None,
        })
    }
}

/// A point or period of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    Day(Date),
    /// An ISO week.
    Week(i16, i8),
    /// The weekend of an ISO week.
    Weekend(i16, i8),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    /// A season: SP, SU, FA or WI.
    Season(i16, &'static str),
    Year(i16),
    /// The years `10 n` to `10 n + 9`.
    Decade(i16),
    /// The years `100 n` to `100 n + 99`, as TIMEX3 counts centuries.
    Century(i16),
}

impl Point {
    /// The TIMEX3 value.
    pub(crate) fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(year, week) => format!("{year:04}-W{week:02}"),
            Self::Weekend(year, week) => format!("{year:04}-W{week:02}-WE"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{season}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) => format!("{century:02}"),
        }
    }

    /// Its first and last day; `None` for a winter, which no convention fixes, and at the ends of the calendar.
    pub(crate) fn interval(self) -> Option<(Date, Date)> {
        let months = |year: i16, first: i8, last: i8| {
            Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
        };
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Week(year, week) => {
                let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
                Some((monday, add(monday, 0, 6)?))
            }
            Self::Weekend(year, week) => {
                let saturday = ISOWeekDate::new(year, week, Weekday::Saturday).ok()?.date();
                Some((saturday, add(saturday, 0, 1)?))
            }
            Self::Month(year, month) => months(year, month, month),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, quarter * 3),
            Self::Half(year, half) => months(year, half * 6 - 5, half * 6),
            Self::Season(year, "SP") => months(year, 3, 5),
            Self::Season(year, "SU") => months(year, 6, 8),
            Self::Season(year, "FA") => months(year, 9, 11),
            Self::Season(..) => None,
            Self::Year(year) => months(year, 1, 12),
            Self::Decade(decade) => {
                Some((Date::new(decade * 10, 1, 1).ok()?, Date::new(decade * 10 + 9, 12, 31).ok()?))
            }
            Self::Century(n) => Some((Date::new(n * 100, 1, 1).ok()?, Date::new(n * 100 + 99, 12, 31).ok()?)),
        }
    }

    /// The day from which distances are counted: the first one.
    pub(crate) fn first_day(self) -> Option<Date> {
        match self {
            Self::Season(year, _) => Date::new(year, 12, 1).ok().filter(|_| self.interval().is_none()),
            _ => None,
        }
        .or_else(|| self.interval().map(|(first, _)| first))
    }

    /// The year it lies in; `None` for decades and centuries.
    pub(crate) fn year(self) -> Option<i16> {
        match self {
            Self::Day(day) => Some(day.year()),
            Self::Week(year, _)
            | Self::Weekend(year, _)
            | Self::Month(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _)
            | Self::Season(year, _)
            | Self::Year(year) => Some(year),
            Self::Decade(_) | Self::Century(_) => None,
        }
    }

    /// How finely it is told.
    pub(crate) fn grain(self) -> Unit {
        match self {
            Self::Day(_) => Unit::Day,
            Self::Weekend(..) => Unit::Weekend,
            Self::Week(..) => Unit::Week,
            Self::Month(..) => Unit::Month,
            Self::Quarter(..) | Self::Season(..) => Unit::Quarter,
            Self::Half(..) => Unit::Half,
            Self::Year(_) => Unit::Year,
            Self::Decade(_) => Unit::Decade,
            Self::Century(_) => Unit::Century,
        }
    }
}

/// The period of a unit in which a day lies.
pub(crate) fn period_of(day: Date, unit: Unit) -> Option<Point> {
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Point::Day(day),
        Unit::Week => {
            let week = day.iso_week_date();
            Point::Week(week.year(), week.week())
        }
        Unit::Weekend => {
            let week = day.iso_week_date();
            Point::Weekend(week.year(), week.week())
        }
        Unit::Month => Point::Month(day.year(), day.month()),
        Unit::Quarter => Point::Quarter(day.year(), (day.month() + 2) / 3),
        Unit::Half => Point::Half(day.year(), (day.month() + 5) / 6),
        Unit::Year => Point::Year(day.year()),
        Unit::Decade => Point::Decade(day.year() / 10),
        Unit::Century => Point::Century(day.year() / 100),
        Unit::Millennium => return None,
    })
}

/// The period of a unit that lies `count` units after the one of a day, before it where negative.
pub(crate) fn shifted(day: Date, unit: Unit, count: i64) -> Option<Point> {
    let there = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => add(day, 0, count)?,
        Unit::Week | Unit::Weekend => add(day, 0, count.checked_mul(7)?)?,
        Unit::Month => add(day.first_of_month(), count, 0)?,
        Unit::Quarter => add(day.first_of_month(), count.checked_mul(3)?, 0)?,
        Unit::Half => add(day.first_of_month(), count.checked_mul(6)?, 0)?,
        Unit::Year => years(day, count)?,
        Unit::Decade => years(day, count.checked_mul(10)?)?,
        Unit::Century => years(day, count.checked_mul(100)?)?,
        Unit::Millennium => return None,
    };
    period_of(there, unit).filter(|point| point.year().is_none_or(|year| year > 0))
}

/// The day so many months and days away; `None` beyond the ends of the calendar.
pub(crate) fn add(day: Date, months: i64, days: i64) -> Option<Date> {
    let span = Span::new().try_months(months).ok()?.try_days(days).ok()?;
    day.checked_add(span).ok()
}

fn years(day: Date, count: i64) -> Option<Date> {
    add(day.first_of_month(), count.checked_mul(12)?, 0)
}

/// A date of year, month and day, where it exists; the year 0 does not.
pub(crate) fn day_of(year: i64, month: i64, day: i64) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|&year| (1..=9999).contains(&year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day of the week with ISO's number, 1 for Monday.
pub(crate) fn weekday(number: i64) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()
}

/// Easter Sunday of the western churches (the anonymous Gregorian algorithm).
pub(crate) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// When a holiday falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// A day of a month.
    Fixed(i8, i8),
    /// The n-th weekday of a month, counted from its end where negative.
    Nth(i8, Weekday, i8),
    /// So many days after Easter Sunday.
    Easter(i64),
}

impl Holiday {
    /// Reads `12-25`, `11-thu-4`, `5-mon--1`, `easter-2` or `easter+1`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some(offset) = text.strip_prefix("easter") {
            return Some(Self::Easter(if offset.is_empty() { 0 } else { offset.parse().ok()? }));
        }
        let (month, rest) = text.split_once('-')?;
        let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
        if let Ok(day) = rest.parse::<i8>() {
            return Date::new(2000, month, day).ok().map(|_| Self::Fixed(month, day));
        }
        let (name, nth) = rest.split_once('-')?;
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let number = names.iter().position(|&known| known == name)? as i64 + 1;
        let nth = nth.parse().ok().filter(|&n: &i8| n != 0 && n.abs() <= 5)?;
        Some(Self::Nth(month, weekday(number)?, nth))
    }

    /// The day on which it falls in a year.
    pub(crate) fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(month, weekday, nth) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok(),
            Self::Easter(offset) => add(easter(year)?, 0, offset),
        }
    }
}

/// Reads the date at the beginning of `2025-03-13` or `2025-03-13T10:00:00Z`; also `20250313`.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let digits = |part: Option<&str>| part.filter(|p| p.bytes().all(|b| b.is_ascii_digit()))?.parse::<i64>().ok();
    if text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(7) == Some(&b'-') {
        return day_of(digits(text.get(..4))?, digits(text.get(5..7))?, digits(text.get(8..10))?);
    }
    if text.len() >= 8 && text.bytes().take(8).all(|b| b.is_ascii_digit()) {
        return day_of(digits(text.get(..4))?, digits(text.get(4..6))?, digits(text.get(6..8))?);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn movable_feasts_fall_where_calendars_print_them() {
        let day = |y, m, d| Some(date(y, m, d));
        assert_eq!(Holiday::parse("easter-2").and_then(|h| h.in_year(2025)), day(2025, 4, 18));
        assert_eq!(Holiday::parse("easter").and_then(|h| h.in_year(2000)), day(2000, 4, 23));
        assert_eq!(Holiday::parse("11-thu-4").and_then(|h| h.in_year(1999)), day(1999, 11, 25));
        assert_eq!(Holiday::parse("5-mon--1").and_then(|h| h.in_year(2024)), day(2024, 5, 27));
        assert_eq!(Holiday::parse("13-01"), None);
    }

    #[test]
    fn periods_know_their_days_and_neighbours() {
        let day = date(2018, 4, 3);
        assert_eq!(shifted(day, Unit::Week, -1).map(Point::value).as_deref(), Some("2018-W13"));
        assert_eq!(Point::Week(2018, 13).interval(), Some((date(2018, 3, 26), date(2018, 4, 1))));
        assert_eq!(shifted(day, Unit::Quarter, -1).map(Point::value).as_deref(), Some("2018-Q1"));
        assert_eq!(shifted(day, Unit::Year, -99999), None);
        assert_eq!(Point::Decade(199).interval(), Some((date(1990, 1, 1), date(1999, 12, 31))));
        assert_eq!(shifted(date(2024, 1, 31), Unit::Month, 1).map(Point::value).as_deref(), Some("2024-02"));
    }

    #[test]
    fn impossible_days_are_no_days() {
        assert_eq!(day_of(2025, 2, 30), None);
        assert_eq!(day_of(0, 1, 1), None);
        assert_eq!(day_of(99999, 1, 1), None);
        assert_eq!(parse_date("2025-03-13T10:00:00Z"), Some(date(2025, 3, 13)));
        assert_eq!(parse_date("13 March"), None);
    }
}
