//! What an expression says before it is anchored to the calendar.

use crate::TimexType;
use crate::calendar::{Holiday, Unit};
use crate::tense::Toward;

/// The parts of the calendar that the words name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Fields {
    pub(crate) year: Option<i64>,
    /// The year was written with two digits.
    pub(crate) short_year: bool,
    pub(crate) before_christ: bool,
    pub(crate) month: Option<i64>,
    pub(crate) day: Option<i64>,
    /// ISO's number of the weekday.
    pub(crate) weekday: Option<i64>,
    pub(crate) quarter: Option<i64>,
    pub(crate) half: Option<i64>,
    pub(crate) season: Option<&'static str>,
    pub(crate) week: Option<i64>,
    /// The first year of a decade: 1990, or 90 where the century is left open.
    pub(crate) decade: Option<i64>,
    /// The century by its usual name, 20 for the 1900s.
    pub(crate) century: Option<i64>,
    pub(crate) holiday: Option<Holiday>,
    /// −1 "last", 0 "this", 1 "next".
    pub(crate) deictic: Option<i64>,
    /// The year told by its distance: −1 in "July last year".
    pub(crate) year_offset: Option<i64>,
    /// Two numbers of a date whose order depends on who prints it.
    pub(crate) numbers: Option<(i64, i64)>,
}

/// From where an expression counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Base {
    /// The publication date: "two days ago".
    Published,
    /// The date told last: "two days later".
    Told,
    /// Another expression: "two days after March 3".
    Expression(Box<Sense>),
}

/// How many units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Amount {
    Exact(f64),
    /// "several", "a few"; TIMEX3 writes X.
    Vague,
}

/// The heart of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Core {
    /// A value that needs no calendar: `PRESENT_REF`, `PXD`.
    Fixed(String),
    /// Parts of the calendar, to be completed.
    Calendar(Fields),
    /// The period that lies `offset` periods from the base: "last year" is (Year, −1).
    Period { unit: Unit, offset: i64, base: Base },
    /// A point at a distance: "two days ago".
    Shift { amount: Amount, unit: Unit, sign: i64, base: Base },
    /// A length of time; `side` −1 when it ends now ("the past three years"), 1 when it begins now, else 0.
    Span { amount: Amount, unit: Unit, side: i64 },
    /// A quarter of the books: the one that the report is about, the one so many years from it, or the one of a year.
    Books { years: i64, year: Option<i64> },
    /// Recurring parts of the calendar: "each July".
    Cycle(Fields),
    /// A time of day and nothing more.
    ClockOnly,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    At {
        hour: i64,
        minute: Option<i64>,
        second: Option<i64>,
    },
    /// TIMEX3's part of the day: MO, MI, AF, EV, NI, DT.
    Part(&'static str),
}

/// One expression, read but not anchored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sense {
    pub(crate) ty: TimexType,
    pub(crate) core: Core,
    pub(crate) clock: Option<Clock>,
    pub(crate) modifier: Option<&'static str>,
    pub(crate) quant: Option<&'static str>,
    pub(crate) freq: Option<String>,
    /// The rule, by its place.
    pub(crate) rule: u32,
    /// Where it lies if it is open, whatever the tense.
    pub(crate) lean: Option<Toward>,
    /// It counts only as part of a longer expression.
    pub(crate) part: bool,
}

impl Sense {
    /// The classes under which later levels of rules see it.
    pub(crate) fn classes(&self) -> (&'static str, &'static str) {
        let coarse = match (self.ty, &self.core) {
            (_, Core::Fixed(_)) => "vague",
            (TimexType::Set, _) => "set",
            (TimexType::Duration, _) => "duration",
            (_, Core::ClockOnly) => "clock",
            (TimexType::Time, _) => "time",
            (TimexType::Date, _) => "date",
        };
        let fine = match &self.core {
            Core::Calendar(f) if f.holiday.is_some() => "holiday-date",
            Core::Calendar(f) if f.day.is_some() || f.numbers.is_some() => "day-date",
            Core::Calendar(f) if f.weekday.is_some() => "weekday-date",
            Core::Calendar(f) if f.month.is_some() => "month-date",
            Core::Calendar(f) if f.quarter.is_some() || f.half.is_some() => "quarter-date",
            Core::Calendar(f) if f.season.is_some() => "season-date",
            Core::Calendar(f) if f.year.is_some() => "year-date",
            Core::Calendar(f) if f.decade.is_some() || f.century.is_some() => "era-date",
            Core::Period { unit: Unit::Day, .. } => "day-period",
            Core::Period { .. } => "period",
            Core::Span { amount: Amount::Vague, .. } => "vague-duration",
            Core::Span { .. } => "exact-duration",
            Core::Books { .. } => "books-quarter",
            Core::Shift { .. } => "distance",
            _ => "other",
        };
        (coarse, fine)
    }
}

/// The names of all classes that [`Sense::classes`] gives.
pub(crate) const SENSE_CLASSES: [&str; 20] = [
    "vague",
    "set",
    "duration",
    "clock",
    "time",
    "date",
    "holiday-date",
    "day-date",
    "weekday-date",
    "month-date",
    "quarter-date",
    "season-date",
    "year-date",
    "era-date",
    "day-period",
    "period",
    "vague-duration",
    "exact-duration",
    "books-quarter",
    "distance",
];
