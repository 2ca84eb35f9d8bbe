//! Values as EDTF (ISO 8601-2), which other programs read more readily than TIMEX3.

use crate::{Timex, TimexType};

impl Timex {
    /// The expression as EDTF: `2025-03-12`, `XXXX-03-12`, `199X`, `1989-35` for a third quarter, `2018-03-26/2018-04-01`
    /// for a week, `1984~` for "about 1984", `1990/..` for "1990 or later".
    ///
    /// `None` for what EDTF cannot say: sets, lengths of time that lie nowhere, vague references, weekdays of no known week.
    pub fn edtf(&self) -> Option<String> {
        let interval = || Some(format!("{}/{}", self.from.as_deref()?, self.to.as_deref()?));
        let point = match self.ty {
            TimexType::Set => return None,
            TimexType::Duration => return interval(),
            TimexType::Date | TimexType::Time => point(&self.value).or_else(interval)?,
        };
        Some(match self.modifier {
            Some("APPROX") if !point.contains('/') => format!("{point}~"),
            Some("BEFORE" | "ON_OR_BEFORE") if !point.contains('/') => format!("../{point}"),
            Some("AFTER" | "ON_OR_AFTER") if !point.contains('/') => format!("{point}/.."),
            _ => point,
        })
    }
}

/// A TIMEX3 point as EDTF; `None` for weeks, which EDTF lacks, and for what is no point.
fn point(value: &str) -> Option<String> {
    if let Some(year) = value.strip_prefix("BC") {
        // EDTF counts the year 1 BC as 0.
        let year = year.parse::<i64>().ok()?.checked_sub(1)?;
        return Some(if year == 0 { "0000".to_owned() } else { format!("-{year:04}") });
    }
    let (date, clock) = value.split_once('T').map_or((value, None), |(date, clock)| (date, Some(clock)));
    let open = |part: &str| part.bytes().all(|b| b == b'X');
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || b == b'X');
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| (2..=4).contains(&year.len()) && digits(year))?;
    let year = format!("{year:X<4}");
    let (month, day) = (parts.next(), parts.next());
    let Some(month) = month else { return (!open(&year)).then_some(year) };
    let part = match month {
        "SP" => "21",
        "SU" => "22",
        "FA" => "23",
        "WI" => "24",
        "Q1" => "33",
        "Q2" => "34",
        "Q3" => "35",
        "Q4" => "36",
        "H1" => "40",
        "H2" => "41",
        month if month.len() == 2 && digits(month) => month,
        _ => return None,
    };
    let Some(day) = day else { return (!open(&year) || !open(part)).then(|| format!("{year}-{part}")) };
    if day.len() != 2 || !digits(day) || open(&year) && open(part) && open(day) {
        return None;
    }
    let date = format!("{year}-{part}-{day}");
    // A time of day needs a day and its minutes; parts of the day have no name in EDTF.
    Some(match clock {
        Some(clock) if clock.len() == 5 && clock != "24:00" && !date.contains('X') => format!("{date}T{clock}:00"),
        Some(clock) if clock.len() == 8 && !date.contains('X') => format!("{date}T{clock}"),
        _ => date,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_as_the_standard_writes_them() {
        let cases = [
            ("2025-03-12", Some("2025-03-12")),
            ("XXXX-03-12", Some("XXXX-03-12")),
            ("1998-10-XX", Some("1998-10-XX")),
            ("2022", Some("2022")),
            ("199", Some("199X")),
            ("19", Some("19XX")),
            ("1989-Q3", Some("1989-35")),
            ("2019-H1", Some("2019-40")),
            ("1990-SP", Some("1990-21")),
            ("BC0044", Some("-0043")),
            ("2022-05-17T10:35", Some("2022-05-17T10:35:00")),
            ("2022-05-17TMO", Some("2022-05-17")),
            ("2018-W13", None),
            ("XXXX-WXX-4", None),
            ("XXXX-XX-XX", None),
            ("XXXX", None),
            ("PAST_REF", None),
            ("", None),
        ];
        for (value, expected) in cases {
            assert_eq!(point(value).as_deref(), expected, "{value}");
        }
    }
}
