//! What somebody was, and when: terms of office and dated roles.

use compact_str::CompactString;

/// A closed interval of days. Bounds are ISO dates as exact as they are known: `1991-07-10`, `1991-07`, `1991`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interval {
    /// The first day; open where there is none.
    pub from: Option<CompactString>,
    /// The last day; open where there is none.
    pub to: Option<CompactString>,
}

impl Interval {
    /// Reads `1991-07-10..1999-12-31`, either bound may be missing.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once("..")?;
        let bound = |bound: &str| match bound {
            "" => Some(None),
            bound => is_date(bound).then(|| Some(CompactString::from(bound))),
        };
        let interval = Self { from: bound(from)?, to: bound(to)? };
        let ordered = interval.from.as_deref().zip(interval.to.as_deref()).is_none_or(|(from, to)| {
            let shared = from.len().min(to.len());
            from[..shared] <= to[..shared]
        });
        ordered.then_some(interval)
    }

    /// Whether a day is in it; a bound that is only a month or a year holds all of it.
    pub fn holds(&self, day: &str) -> bool {
        !self.is_before(day) && !self.from.as_deref().is_some_and(|from| compare(day, from).is_lt())
    }

    /// Whether it ended before a day.
    pub fn is_before(&self, day: &str) -> bool {
        self.to.as_deref().is_some_and(|to| compare(day, to).is_gt())
    }

    /// Whether it has no bounds.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// Compares two ISO dates as far as both go.
fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    let shared = a.len().min(b.len());
    a.as_bytes()[..shared].cmp(&b.as_bytes()[..shared])
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let within = |part: Option<&&str>, max: u32| {
        part.is_none_or(|part| part.len() == 2 && number(part).is_some_and(|n| (1..=max).contains(&n)))
    };
    parts.len() <= 3
        && parts[0].len() == 4
        && number(parts[0]).is_some()
        && within(parts.get(1), 12)
        && within(parts.get(2), 31)
}

/// What somebody was in an interval.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// When.
    pub when: Interval,
    /// ISO 3166-1 alpha-3 or a PLOVER code.
    pub country: Option<CompactString>,
    /// A PLOVER sector.
    pub sector: Option<CompactString>,
    /// The office that was held.
    pub office: Option<CompactString>,
}

/// The term that holds on a day: the first dated one that does, else the first undated one. Without a day the first undated
/// one, else the last.
pub(crate) fn term_on<'t>(terms: &'t [Term], day: Option<&str>) -> Option<&'t Term> {
    let undated = || terms.iter().find(|term| term.when.is_open());
    match day {
        Some(day) => terms.iter().find(|term| !term.when.is_open() && term.when.holds(day)).or_else(undated),
        None => undated().or(terms.last()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(text: &str) -> Interval {
        Interval::parse(text).unwrap()
    }

    #[test]
    fn bounds_are_as_exact_as_they_are_known() {
        let term = interval("1991-07..1999-12-31");
        assert!(term.holds("1991-07-01") && term.holds("1999-12-31") && !term.holds("1991-06-30"));
        assert!(term.is_before("2000-01-01") && !term.is_before("1990-01-01"));
        assert!(interval("2000..").holds("2025-01-01T10:00:00Z"));
    }

    #[test]
    fn what_is_no_interval_is_none() {
        for text in ["1991", "1999..1991", "1991-13..", "91..92", "x..y", "1991-07-10-2..", "2024-1..", "+991..", ".. "]
        {
            assert_eq!(Interval::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_dated_term_goes_before_an_undated_one() {
        let term =
            |when: &str, sector: &str| Term { when: interval(when), sector: Some(sector.into()), ..Term::default() };
        let terms = [term("..", "OPP"), term("2000..2004", "GOV"), term("2005..", "ELI")];
        let on = |day| term_on(&terms, day).and_then(|term| term.sector.as_deref());
        assert_eq!(on(Some("2001-02-03")), Some("GOV"));
        assert_eq!(on(Some("1999-02-03")), Some("OPP"));
        assert_eq!(on(None), Some("OPP"));
        assert_eq!(term_on(&terms[1..], Some("1990-01-01")), None);
    }
}
