//! Dates of publication as people and programs write them.

use jiff::civil::{Date, DateTime};
use jiff::fmt::{rfc2822, strtime};
use jiff::{Timestamp, Zoned};

/// Days with the month in words or the year first, and the same with a time. The order of `03/04/2025` is anybody's
/// guess, so it stays as it is and the reading says so.
const DAYS: [&str; 10] = [
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%B %d, %Y",
    "%B %d %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%d %b %Y",
    "%A, %B %d, %Y",
    "%d-%b-%Y",
];
const MOMENTS: [&str; 5] =
    ["%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y%m%d%H%M%S", "%B %d, %Y %H:%M", "%B %d, %Y %I:%M %p"];

/// The date as ISO 8601 where it can be told, else as it was given.
///
/// ISO dates are left as they are. What has a zone keeps its own offset, so that the day is the publisher's.
pub(crate) fn iso(given: &str) -> String {
    let given = given.trim();
    let is_iso = given.parse::<Date>().is_ok() && given.get(4..5) == Some("-");
    if is_iso && (given.len() == 10 || given.get(10..11) == Some("T")) {
        return given.to_owned();
    }
    if let Ok(zoned) = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(given) {
        return with_offset(&zoned);
    }
    if is_iso && let Ok(moment) = given.parse::<DateTime>() {
        let zone = given
            .rsplit_once([' ', 'T'])
            .map_or("", |(_, time)| time.trim_start_matches(|c| "0123456789:.".contains(c)));
        return format!("{moment:.0}{}", if given.parse::<Timestamp>().is_ok() { zone } else { "" });
    }
    let day = |format: &&str| Date::strptime(format, given).ok().map(|day| day.to_string());
    let moment = |format: &&str| DateTime::strptime(format, given).ok().map(|moment| moment.to_string());
    DAYS.iter().find_map(day).or_else(|| MOMENTS.iter().find_map(moment)).unwrap_or_else(|| given.to_owned())
}

/// `2025-03-13T10:00:00+01:00`.
fn with_offset(zoned: &Zoned) -> String {
    strtime::format("%Y-%m-%dT%H:%M:%S%:z", zoned).unwrap_or_else(|_| zoned.timestamp().to_string())
}

/// A moment that a feed or a message gives.
pub(crate) fn iso_moment(seconds: i64) -> Option<String> {
    Some(format!("{:.0}", Timestamp::from_second(seconds).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_iso_where_they_can_be_told() {
        let told = [
            ("2025-03-13", "2025-03-13"),
            ("2025-03-13T10:00:00Z", "2025-03-13T10:00:00Z"),
            ("2025-03-13 10:00:00", "2025-03-13T10:00:00"),
            (" Thu, 13 Mar 2025 23:30:00 -0500 ", "2025-03-13T23:30:00-05:00"),
            ("March 13, 2025", "2025-03-13"),
            ("13 March 2025", "2025-03-13"),
            ("20250313", "2025-03-13"),
            ("2025/03/13 08:15", "2025-03-13T08:15:00"),
            ("03/04/2025", "03/04/2025"),
            ("soon", "soon"),
            ("", ""),
            ("2025-02-30", "2025-02-30"),
        ];
        for (given, iso_date) in told {
            assert_eq!(iso(given), iso_date);
        }
    }
}
