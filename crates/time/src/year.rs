//! The year of a date that is told without one.

use crate::calendar::{Point, Unit, day_of, weekday};
use crate::resolve::{Memory, Remark, Setting};
use crate::sense::Fields;
use crate::tense::Toward;
use jiff::civil::Date;

/// How many months before publication a narrative must lie before its dates are read from within it.
const DISTANT: i64 = 12;

/// Days within which a date is close by, and beyond which it is far back or far ahead.
const NEAR: i32 = 75;
const RECENT: i32 = 60;
const FAR: i32 = 290;
const FAR_AHEAD: i32 = 240;

/// The year that follows from the date told just before: "In November 2022 … Then, in early May …" is May 2023.
///
/// A sentence that goes on from the one before ("then", "later") may look back three sentences and to a bare year; other
/// sentences only take a year over from a month or day told in the same sentence or the one before, and only where that
/// lies so far back that the publication date is no likely anchor.
pub(crate) fn narrative_year(fields: &Fields, setting: Setting, memory: &Memory) -> Option<i64> {
    let told = memory.told?;
    let month = fields.month?;
    if fields.deictic.is_some() || fields.year_offset.is_some() {
        return None;
    }
    let distance = setting.sentence - told.sentence;
    let near = if setting.continues { distance <= 3 } else { distance <= 1 };
    let grain = told.point.grain();
    if !near || grain > Unit::Year || (!setting.continues && grain > Unit::Month) || setting.toward == Toward::Future {
        return None;
    }
    let first = told.point.first_day()?;
    if let Some(published) = memory.published {
        let gap = months(published) - months(first);
        if gap < if setting.continues { 3 } else { DISTANT } {
            return None;
        }
    }
    // A day that was just before publication needs no other anchor.
    if let (Some(day), Some(published), false) = (fields.day, memory.published, setting.continues) {
        let this = i64::from(published.year());
        let recent = |date: Date| (0..=RECENT).contains(&(published - date).get_days());
        if [this, this - 1].into_iter().filter_map(|year| day_of(year, month, day)).any(recent) {
            return None;
        }
    }
    let year = i64::from(told.point.year()?);
    let reference = (i64::from(first.month()), i64::from(first.day()));
    let later = grain == Unit::Year || (month, fields.day.unwrap_or(31)) >= reference;
    let found = if later || !setting.continues { year } else { year + 1 };
    let start = day_of(found, month, fields.day.unwrap_or(1))?;
    memory.published.is_none_or(|published| start <= published).then_some(found)
}

/// The year that follows from the publication date, the words "last" and "next", and the tense.
pub(crate) fn published_year(fields: &Fields, setting: Setting, published: Date) -> Option<i64> {
    let this = i64::from(published.year());
    let month = fields.month.or_else(|| first_month(fields));
    let start_in = |year: i64| -> Option<Date> {
        match fields.holiday {
            Some(holiday) => holiday.in_year(i16::try_from(year).ok()?),
            // February 29 exists in some years only; its neighbours tell the order well enough.
            None => day_of(year, month?, fields.day.unwrap_or(1).min(28)),
        }
    };
    if let (Some(named), Some(day), Some(month)) = (fields.weekday.and_then(weekday), fields.day, fields.month) {
        let agreeing = |&year: &i64| day_of(year, month, day).is_some_and(|date| date.weekday() == named);
        let mut years: Vec<i64> = (this - 3..=this + 1).filter(agreeing).collect();
        years.sort_by_key(|&year| day_of(year, month, day).map(|date| (date - published).get_days().abs()));
        if let Some(&year) = years.first() {
            return Some(year);
        }
    }
    let here = start_in(this)?;
    // A month, quarter or season that has begun counts as begun.
    let whole = fields.day.is_none() && fields.holiday.is_none();
    let begun = here <= published;
    let over = if whole { here < published && end_of(fields, this)? < published } else { here < published };
    if fields.deictic.is_none()
        && let Some(year) = much_nearer(fields, &start_in, published, setting.toward)
    {
        return Some(year);
    }
    Some(match (fields.deictic, setting.toward) {
        (Some(-1), _) => {
            if over {
                this
            } else {
                this - 1
            }
        }
        (Some(1), _) => {
            if begun {
                this + 1
            } else {
                this
            }
        }
        (Some(_), _) => this,
        (None, Toward::Past) => {
            if begun {
                this
            } else {
                this - 1
            }
        }
        (None, Toward::Future) => {
            if over {
                this + 1
            } else {
                this
            }
        }
        (None, Toward::Unknown) if fields.quarter.is_some() || fields.season.is_some() || fields.half.is_some() => {
            if begun {
                this
            } else {
                this - 1
            }
        }
        (None, Toward::Unknown) => {
            let away = |year: i64| start_in(year).map_or(i32::MAX, |day| (day - published).get_days().abs());
            [this, this - 1, this + 1].into_iter().min_by_key(|&year| away(year))?
        }
    })
}

/// The year against the tense, where the date of one year is close by and that of the other most of a year away:
/// "extended its bid to Nov. 20" in October is no date of the year before, and a report on "the third quarter" that
/// firms expect to give in October is not about the next year's.
fn much_nearer(
    fields: &Fields,
    start_in: &dyn Fn(i64) -> Option<Date>,
    published: Date,
    toward: Toward,
) -> Option<i64> {
    let this = i64::from(published.year());
    let end_in = |year: i64| end_of(fields, year).or_else(|| start_in(year));
    let ahead = [this, this + 1].into_iter().find(|&year| end_in(year).is_some_and(|day| day >= published))?;
    let days = |day: Date| (day - published).get_days();
    let (next, last) = (days(start_in(ahead)?), -days(end_in(ahead - 1)?));
    match toward {
        Toward::Past if last > FAR && next > 0 && next < NEAR => Some(ahead),
        Toward::Future if next > FAR_AHEAD && last < NEAR => Some(ahead - 1),
        _ => None,
    }
}

/// The value of a date whose year stays open.
pub(crate) fn open_year(fields: &Fields, remarks: &mut Vec<Remark>) -> Option<String> {
    if let Some(quarter) = fields.quarter {
        return Some(format!("XXXX-Q{quarter}"));
    }
    if let Some(half) = fields.half {
        return Some(format!("XXXX-H{half}"));
    }
    if let Some(season) = fields.season {
        return Some(format!("XXXX-{season}"));
    }
    if let Some(holiday) = fields.holiday {
        return Some(match holiday {
            crate::calendar::Holiday::Fixed(month, day) => format!("XXXX-{month:02}-{day:02}"),
            crate::calendar::Holiday::Nth(month, ..) => format!("XXXX-{month:02}-XX"),
            crate::calendar::Holiday::Easter(_) => "XXXX-XX-XX".to_owned(),
        });
    }
    let month = fields.month?;
    let Some(day) = fields.day else { return Some(format!("XXXX-{month:02}")) };
    // 2000 was a leap year, so that every day that exists in some year exists in it.
    if day_of(2000, month, day).is_none() {
        remarks.push(Remark::ImpossibleDate);
        return Some(format!("XXXX-{month:02}-XX"));
    }
    Some(format!("XXXX-{month:02}-{day:02}"))
}

fn first_month(fields: &Fields) -> Option<i64> {
    let season = fields.season.map(|season| match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    });
    fields.quarter.map(|q| q * 3 - 2).or(fields.half.map(|h| h * 6 - 5)).or(season)
}

fn end_of(fields: &Fields, year: i64) -> Option<Date> {
    let year = i16::try_from(year).ok()?;
    let point = match (fields.month, fields.quarter, fields.half, fields.season) {
        (Some(month), ..) => Point::Month(year, i8::try_from(month).ok()?),
        (_, Some(quarter), ..) => Point::Quarter(year, quarter as i8),
        (_, _, Some(half), _) => Point::Half(year, half as i8),
        (.., Some(season)) => Point::Season(year, season),
        _ => return None,
    };
    point.interval().map(|(_, last)| last).or_else(|| Date::new(year, 12, 31).ok())
}

fn months(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month())
}
