//! Anchoring: from what an expression says to the point or period of the calendar that it means.

use crate::calendar::{Point, Unit, add, day_of, period_of, shifted, weekday};
use crate::sense::{Amount, Base, Clock, Core, Fields, Sense};
use crate::span_value::{duration_value, open_period};
use crate::tense::Toward;
use crate::year::{narrative_year, open_year, published_year};
use jiff::civil::Date;

/// What stands around an expression.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) toward: Toward,
    /// The sentence goes on from the one before: "Then, in May", "later, in June".
    pub(crate) continues: bool,
    /// The sentence, counted over the report.
    pub(crate) sentence: usize,
}

/// A date told earlier in the report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) point: Point,
    pub(crate) sentence: usize,
}

/// What the resolver remembers while it goes through a report in text order.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) published: Option<Date>,
    /// Whether dates of numbers have the day first, where the publisher's habit is known.
    pub(crate) day_first: Option<bool>,
    pub(crate) told: Option<Told>,
    /// The quarter that the report's figures are about.
    pub(crate) quarter: Option<Told>,
}

impl Memory {
    /// Whether a quarter is over and lies after the one that the report's figures are about. What is said of quarters
    /// to come, and of the one before, leaves that as it is.
    fn is_newer(&self, quarter: Point) -> bool {
        let over = |published: Date| quarter.interval().is_some_and(|(_, last)| last < published);
        let after = |known: Told| quarter.first_day() > known.point.first_day();
        self.published.is_none_or(over) && self.quarter.is_none_or(after)
    }
}

/// An inference or a fault that the reader should know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remark {
    YearInferred,
    YearFromNarrative,
    NoPublicationDate,
    ImpossibleDate,
    ContradictoryWeekday,
    AmbiguousNumbers,
}

/// An anchored value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resolved {
    pub(crate) value: String,
    pub(crate) interval: Option<(Date, Date)>,
    pub(crate) remarks: Vec<Remark>,
}

/// A point, or a value with open parts.
#[derive(Debug, Clone, PartialEq)]
enum Place {
    Fixed(Point),
    Open(String),
}

/// Anchors one expression and remembers it for those that follow.
pub(crate) fn resolve(sense: &Sense, setting: Setting, memory: &mut Memory) -> Option<Resolved> {
    let mut remarks = Vec::new();
    if let Core::Span { amount, unit, side } = sense.core {
        // "In March 2023 they agreed on the next three years" counts from March 2023.
        let told = memory.told.filter(|told| told.sentence == setting.sentence).and_then(|told| told.point.interval());
        let anchor = told.or(memory.published.map(|day| (day, day)));
        let interval = anchor.and_then(|anchor| span_interval(anchor, amount, unit, side));
        return Some(Resolved { value: duration_value(amount, unit), interval, remarks });
    }
    if let Core::Fixed(value) = &sense.core {
        return Some(Resolved { value: value.clone(), interval: None, remarks });
    }
    if let Core::Cycle(fields) = &sense.core {
        let open = Memory::default();
        let Place::Open(value) = calendar(fields, setting, &open, &mut remarks)? else { return None };
        return Some(Resolved { value: with_clock(value, sense.clock), interval: None, remarks: Vec::new() });
    }
    let place = place_of(&sense.core, setting, memory, &mut remarks)?;
    if matches!(place, Place::Open(_)) && memory.published.is_none() && !remarks.contains(&Remark::ImpossibleDate) {
        remarks.push(Remark::NoPublicationDate);
    }
    let (value, interval) = match &place {
        Place::Open(value) => (value.clone(), None),
        Place::Fixed(point) => {
            let told = Told { point: *point, sentence: setting.sentence };
            // A comparison with the year before does not change what the report is about.
            let compared = matches!(sense.core, Core::Shift { unit: Unit::Year, .. } | Core::Books { .. });
            if !(compared && matches!(point, Point::Quarter(..))) {
                memory.told = Some(told);
            }
            let named =
                matches!(&sense.core, Core::Calendar(fields) if fields.year.is_none() && fields.year_offset.is_none());
            if matches!(point, Point::Quarter(..)) && (named && memory.is_newer(*point) || memory.quarter.is_none()) {
                memory.quarter = Some(told);
            } else if let (Point::Quarter(..), Some(quarter)) = (point, memory.quarter.as_mut()) {
                quarter.sentence = setting.sentence;
            }
            (point.value(), point.interval())
        }
    };
    Some(Resolved { value: with_clock(value, sense.clock), interval, remarks })
}

fn with_clock(value: String, clock: Option<Clock>) -> String {
    // A part of the day goes with a day only.
    if clock.is_some() && value.len() < 10 && !value.starts_with("XXXX-WXX-") {
        return value;
    }
    match clock {
        None => value,
        Some(Clock::Part(part)) => format!("{value}T{part}"),
        Some(Clock::At { hour, minute, second: Some(second) }) => {
            format!("{value}T{hour:02}:{:02}:{second:02}", minute.unwrap_or(0))
        }
        Some(Clock::At { hour, minute, second: None }) => format!("{value}T{hour:02}:{:02}", minute.unwrap_or(0)),
    }
}

fn place_of(core: &Core, setting: Setting, memory: &Memory, remarks: &mut Vec<Remark>) -> Option<Place> {
    match core {
        Core::Calendar(fields) => calendar(fields, setting, memory, remarks),
        Core::ClockOnly => {
            let near =
                memory.told.filter(|told| matches!(told.point, Point::Day(_)) && setting.sentence - told.sentence <= 1);
            let point = near.map(|told| told.point).or(memory.published.map(Point::Day));
            Some(point.map_or_else(|| Place::Open("XXXX-XX-XX".to_owned()), Place::Fixed))
        }
        Core::Period { unit, offset, base } => {
            if let Some(open) = within_coarse(*unit, *offset, base, memory) {
                return Some(Place::Open(open));
            }
            let day = match base_day(base, setting, memory, remarks) {
                Some(day) => day,
                None => return Some(Place::Open(open_period(*unit).to_owned())),
            };
            if *unit == Unit::Weekend
                && *offset == 0
                && setting.toward != Toward::Future
                && day.weekday().to_monday_one_offset() < 6
            {
                return shifted(day, *unit, -1).map(Place::Fixed);
            }
            Some(shifted(day, *unit, *offset).map_or_else(|| Place::Open(open_period(*unit).to_owned()), Place::Fixed))
        }
        Core::Shift { amount, unit, sign, base } => shift(*amount, *unit, *sign, base, setting, memory, remarks),
        Core::Books { years, year } => Some(books(*years, *year, memory)),
        Core::Fixed(_) | Core::Span { .. } | Core::Cycle(_) => None,
    }
}

/// "that day" after "in October 1998": a day of that month, no one knows which.
fn within_coarse(unit: Unit, offset: i64, base: &Base, memory: &Memory) -> Option<String> {
    let told = memory.told.filter(|_| *base == Base::Told && offset == 0)?.point;
    let year = told.year()?;
    match (unit, told) {
        (Unit::Day, Point::Month(_, month)) => Some(format!("{year:04}-{month:02}-XX")),
        (Unit::Day, _) if told.grain() > Unit::Day => Some(format!("{year:04}-XX-XX")),
        (Unit::Week, _) if told.grain() > Unit::Week => Some(format!("{year:04}-WXX")),
        (Unit::Month, _) if told.grain() > Unit::Month => Some(format!("{year:04}-XX")),
        _ => None,
    }
}

/// The day from which an expression counts.
fn base_day(base: &Base, setting: Setting, memory: &Memory, remarks: &mut Vec<Remark>) -> Option<Date> {
    match base {
        Base::Published => memory.published,
        Base::Told => memory.told.and_then(|told| told.point.first_day()).or(memory.published),
        Base::Expression(sense) => match place_of(&sense.core, setting, memory, remarks)? {
            Place::Fixed(point) => point.first_day(),
            Place::Open(_) => None,
        },
    }
}

fn shift(
    amount: Amount,
    unit: Unit,
    sign: i64,
    base: &Base,
    setting: Setting,
    memory: &Memory,
    remarks: &mut Vec<Remark>,
) -> Option<Place> {
    let Amount::Exact(count) = amount else {
        return Some(Place::Open(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned()));
    };
    // "a year earlier" in a report on a quarter is the same quarter of the year before.
    let books = memory.quarter.filter(|told| setting.sentence - told.sentence <= 3);
    if unit == Unit::Year
        && count == 1.0
        && sign < 0
        && !matches!(base, Base::Expression(_))
        && let Some(told) = books
    {
        return shift_point(told.point, -1).map(Place::Fixed);
    }
    let told = match base {
        Base::Told => memory.told,
        _ => None,
    };
    let Some(day) = base_day(base, setting, memory, remarks) else {
        return Some(Place::Open(open_period(unit).to_owned()));
    };
    if count.fract() != 0.0 {
        return fraction(day, count, unit, sign);
    }
    let count = sign * count as i64;
    // A distance cannot be finer than the point that it is counted from.
    let coarse = told.map_or(Unit::Day, |told| told.point.grain());
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(Place::Fixed(Point::Day(day))),
        // Counted from a named day, weeks are told to the day.
        Unit::Week if matches!(base, Base::Expression(_)) && count != 0 => {
            shifted(day, Unit::Day, count * 7).map(Place::Fixed)
        }
        Unit::Decade => shifted(day, Unit::Year, count * 10).map(Place::Fixed),
        Unit::Century => shifted(day, Unit::Year, count * 100).map(Place::Fixed),
        Unit::Day if coarse > Unit::Week => shifted(day, unit, count)
            .and_then(Point::first_day)
            .and_then(|day| period_of(day, coarse))
            .map(Place::Fixed),
        _ => shifted(day, unit, count).map(Place::Fixed),
    }
}

/// "two and a half years ago": the month; the day for shorter units, the year for longer ones.
fn fraction(day: Date, count: f64, unit: Unit, sign: i64) -> Option<Place> {
    let (months, days) = match unit {
        Unit::Year => ((count * 12.0) as i64, 0),
        Unit::Month => (0, (count * 30.0) as i64),
        Unit::Week => (0, (count * 7.0) as i64),
        Unit::Decade => return shifted(day, Unit::Year, sign * (count * 10.0) as i64).map(Place::Fixed),
        Unit::Century => return shifted(day, Unit::Year, sign * (count * 100.0) as i64).map(Place::Fixed),
        _ => return Some(Place::Fixed(Point::Day(day))),
    };
    let point =
        if months > 0 { shifted(day, Unit::Month, sign * months) } else { shifted(day, Unit::Day, sign * days) };
    point.map(Place::Fixed)
}

fn shift_point(point: Point, years: i16) -> Option<Point> {
    match point {
        Point::Quarter(year, quarter) => Some(Point::Quarter(year + years, quarter)),
        other => other.first_day().and_then(|day| shifted(day, other.grain(), i64::from(years))),
    }
}

/// The quarter that a report on business figures speaks of: the one it named, else the last full one.
fn books(years: i64, year: Option<i64>, memory: &Memory) -> Place {
    let named = memory.quarter.map(|told| told.point);
    if let Some(year) = year.and_then(|year| i16::try_from(year).ok()) {
        return Place::Fixed(match named {
            Some(Point::Quarter(_, quarter)) => Point::Quarter(year, quarter),
            _ => Point::Year(year),
        });
    }
    let last = memory.published.and_then(|day| shifted(day, Unit::Quarter, -1));
    match named.or(last).and_then(|point| shift_point(point, years as i16)) {
        Some(point) => Place::Fixed(point),
        None => Place::Open("XXXX-QX".to_owned()),
    }
}

/// The days of "the past three years" or "the next two weeks".
fn span_interval((first, last): (Date, Date), amount: Amount, unit: Unit, side: i64) -> Option<(Date, Date)> {
    let Amount::Exact(count) = amount else { return None };
    if side == 0 || count.fract() != 0.0 {
        return None;
    }
    let count = side * count as i64;
    let (months, days) = match unit {
        Unit::Day => (0, count),
        Unit::Week => (0, count.checked_mul(7)?),
        Unit::Month => (count, 0),
        Unit::Quarter => (count.checked_mul(3)?, 0),
        Unit::Year => (count.checked_mul(12)?, 0),
        Unit::Decade => (count.checked_mul(120)?, 0),
        _ => return None,
    };
    let span = if side < 0 { (add(first, months, days)?, last) } else { (first, add(last, months, days)?) };
    (span.0.year() > 0).then_some(span)
}

/// Completes parts of the calendar.
fn calendar(fields: &Fields, setting: Setting, memory: &Memory, remarks: &mut Vec<Remark>) -> Option<Place> {
    let mut fields = fields.clone();
    if let Some((first, then)) = fields.numbers {
        (fields.month, fields.day) = order_numbers(first, then, fields.year, memory, remarks);
    }
    if fields.before_christ {
        return Some(Place::Open(format!("BC{:04}", fields.year?)));
    }
    if let Some(century) = fields.century {
        return Some(Place::Fixed(Point::Century(i16::try_from(century - 1).ok()?)));
    }
    if let Some(decade) = fields.decade {
        let first = if decade >= 100 {
            decade
        } else {
            let turn = memory.published.map_or(2000, |day| i64::from(day.year()));
            // "the 80s" are those of the century in which they are already past.
            let here = turn - turn % 100 + decade;
            if here > turn { here - 100 } else { here }
        };
        return Some(Place::Fixed(Point::Decade(i16::try_from(first / 10).ok()?)));
    }
    if let Some(year) = fields.year.filter(|_| fields.short_year) {
        let turn = memory.published.map_or(2025, |day| i64::from(day.year()));
        let here = turn - turn % 100 + year;
        fields.year = Some(if here > turn + 20 { here - 100 } else { here });
    }
    if fields.year.is_some_and(|year| !(1..=9999).contains(&year)) {
        remarks.push(Remark::ImpossibleDate);
        return Some(Place::Open("XXXX".to_owned()));
    }
    if let (None, Some(offset), Some(day)) = (fields.year, fields.year_offset, memory.published) {
        fields.year = Some(i64::from(day.year()) + offset);
    }
    if fields.month.is_none()
        && fields.holiday.is_none()
        && fields.quarter.is_none()
        && fields.half.is_none()
        && fields.season.is_none()
    {
        if let Some(number) = fields.weekday {
            return Some(weekday_near(number, fields.deictic, setting, memory));
        }
        if let (Some(year), Some(week)) = (fields.year, fields.week) {
            return Some(Place::Fixed(Point::Week(year as i16, week as i8)));
        }
        if let Some(day) = fields.day {
            return Some(day_in_told_month(day, memory, remarks));
        }
        return Some(Place::Fixed(Point::Year(i16::try_from(fields.year?).ok()?)));
    }
    let year = fields.year.or_else(|| {
        let told = narrative_year(&fields, setting, memory);
        remarks.extend(told.map(|_| Remark::YearFromNarrative));
        told.or_else(|| {
            let year = published_year(&fields, setting, memory.published?)?;
            let needed = fields.month.is_some() && fields.deictic.is_none();
            remarks.extend(needed.then_some(Remark::YearInferred));
            Some(year)
        })
    });
    let Some(year) = year else {
        return open_year(&fields, remarks).map(Place::Open);
    };
    let short = i16::try_from(year).ok()?;
    if let Some(holiday) = fields.holiday {
        return holiday.in_year(short).map(|day| Place::Fixed(Point::Day(day)));
    }
    if let Some(quarter) = fields.quarter {
        return Some(Place::Fixed(Point::Quarter(short, quarter as i8)));
    }
    if let Some(half) = fields.half {
        return Some(Place::Fixed(Point::Half(short, half as i8)));
    }
    if let Some(season) = fields.season {
        return Some(Place::Fixed(Point::Season(short, season)));
    }
    let month = fields.month?;
    let Some(day) = fields.day else {
        return (1..=12).contains(&month).then_some(Place::Fixed(Point::Month(short, month as i8)));
    };
    let Some(date) = day_of(year, month, day) else {
        remarks.push(Remark::ImpossibleDate);
        return Some(Place::Open(format!("{year:04}-{month:02}-XX")));
    };
    if fields.weekday.and_then(weekday).is_some_and(|named| named != date.weekday()) {
        remarks.push(Remark::ContradictoryWeekday);
    }
    Some(Place::Fixed(Point::Day(date)))
}

/// A bare day of the month: "on the 12th".
fn day_in_told_month(day: i64, memory: &Memory, remarks: &mut Vec<Remark>) -> Place {
    let near = memory.told.and_then(|told| told.point.first_day()).or(memory.published);
    let found = near.and_then(|near| day_of(i64::from(near.year()), i64::from(near.month()), day));
    match (found, near) {
        (Some(date), _) => Place::Fixed(Point::Day(date)),
        (None, Some(_)) => {
            remarks.push(Remark::ImpossibleDate);
            Place::Open("XXXX-XX-XX".to_owned())
        }
        (None, None) => Place::Open(format!("XXXX-XX-{day:02}")),
    }
}

fn weekday_near(number: i64, deictic: Option<i64>, setting: Setting, memory: &Memory) -> Place {
    let open = || Place::Open(format!("XXXX-WXX-{number}"));
    let (Some(published), Some(named)) = (memory.published, weekday(number)) else { return open() };
    let same = published.weekday() == named;
    let found = match (deictic, setting.toward) {
        (Some(-1), _) => published.nth_weekday(-1, named),
        (Some(1), _) => published.nth_weekday(1, named),
        (None | Some(0), _) if same => Ok(published),
        (Some(0), Toward::Unknown) | (_, Toward::Future) => published.nth_weekday(1, named),
        _ => published.nth_weekday(-1, named),
    };
    found.map_or_else(|_| open(), |day| Place::Fixed(Point::Day(day)))
}

/// Month and day of a date of numbers, by the publisher's habit or because only one order is possible.
fn order_numbers(
    first: i64,
    then: i64,
    year: Option<i64>,
    memory: &Memory,
    remarks: &mut Vec<Remark>,
) -> (Option<i64>, Option<i64>) {
    let month_first = (Some(first), Some(then));
    let day_first = (Some(then), Some(first));
    match (first, then) {
        (1..=12, 13..=31) => month_first,
        (13..=31, 1..=12) => day_first,
        _ if first == then => month_first,
        _ => match (memory.day_first, memory.published) {
            (Some(true), _) => day_first,
            (Some(false), _) => month_first,
            (None, published) => {
                remarks.push(Remark::AmbiguousNumbers);
                let near = |month: i64, day: i64| {
                    let published = published?;
                    let date = day_of(year.unwrap_or(i64::from(published.year())), month, day)?;
                    Some((published - date).get_days().abs())
                };
                // The order that lies nearer to the publication date, and the American one where nothing is known.
                if near(then, first) < near(first, then) && near(then, first).is_some() {
                    day_first
                } else {
                    month_first
                }
            }
        },
    }
}
