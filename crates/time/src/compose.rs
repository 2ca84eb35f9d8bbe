//! From what a rule matched to a sense.

use crate::TimexType;
use crate::atom::Number;
use crate::calendar::Unit;
use crate::rules::{Reading, Rule, TimeRules, fixed_name};
use crate::sense::{Amount, Base, Clock, Core, Fields, Sense};

/// One thing that a rule read, under its name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Read<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: i32,
    pub(crate) token: usize,
    pub(crate) number: Option<Number>,
    pub(crate) sense: Option<&'a Sense>,
}

/// The sense of a match; `None` where its numbers make no sense, or where the rule only keeps others away.
pub(crate) fn compose(rule: &Rule, place: u32, reads: &[Read<'_>], rules: &TimeRules) -> Option<Sense> {
    let reads = Reads { rule, list: reads, rules };
    let inner = reads.list.iter().filter_map(|read| read.sense).collect::<Vec<_>>();
    let mut sense = Sense {
        ty: TimexType::Date,
        core: Core::ClockOnly,
        clock: reads.clock()?,
        modifier: None,
        quant: None,
        freq: None,
        rule: place,
        lean: rule.lean,
        part: rule.part,
    };
    match rule.reading {
        Reading::Nothing => return None,
        Reading::Fixed => sense.core = Core::Fixed(rule.value.clone()?),
        Reading::Calendar => sense.core = Core::Calendar(reads.fields("")?),
        Reading::Cycle => {
            sense.ty = TimexType::Set;
            sense.core = Core::Cycle(reads.fields("")?);
        }
        Reading::Period => {
            let offset = rule.offset.or_else(|| reads.get("deictic")).or_else(|| reads.get("offset"))?;
            let count = reads.amount().map_or(1, |amount| if let Amount::Exact(n) = amount { n as i64 } else { 1 });
            sense.core = Core::Period { unit: reads.unit()?, offset: offset * count, base: reads.base() };
        }
        Reading::Shift => {
            let (amount, unit) = match inner.iter().find_map(|inner| span(inner)) {
                Some(found) => found,
                None => (reads.amount().or(rule.offset.map(|n| Amount::Exact(n as f64)))?, reads.unit()?),
            };
            sense.modifier = inner.iter().find(|inner| span(inner).is_some()).and_then(|inner| inner.modifier);
            sense.core = Core::Shift { amount, unit, sign: rule.sign, base: reads.base() };
        }
        Reading::Span => {
            sense.ty = TimexType::Duration;
            sense.core = match inner.iter().find_map(|inner| span(inner)) {
                Some((amount, unit)) => Core::Span { amount, unit, side: rule.side },
                None => {
                    let part = || rule.value.as_ref().and_then(|value| value.parse().ok());
                    let half = if reads.get("half").is_some() { 0.5 } else { 0.0 };
                    let told = rule.offset.map(|n| n as f64 + half).or_else(part);
                    let amount = reads.amount().or(told.map(Amount::Exact));
                    Core::Span { amount: amount.unwrap_or(Amount::Vague), unit: reads.unit()?, side: rule.side }
                }
            };
            sense.modifier = inner.first().and_then(|inner| inner.modifier);
        }
        Reading::Books => sense.core = Core::Books { years: rule.offset.unwrap_or(0), year: reads.get("year") },
        Reading::CycleOfUnit => {
            sense.ty = TimexType::Set;
            let told = Amount::Exact(rule.offset.unwrap_or(1) as f64);
            let amount = reads.amount().unwrap_or(told);
            let (amount, unit) = match inner.iter().find_map(|inner| span(inner)) {
                Some(found) => found,
                None => (amount, reads.unit()?),
            };
            sense.core = Core::Span { amount, unit, side: 0 };
            sense.freq = reads.get("times").map(|n| format!("{n}X"));
        }
        Reading::Clock => sense.ty = TimexType::Time,
        Reading::Modify => {
            let kept = (*inner.first()?).clone();
            sense = Sense { rule: place, part: rule.part, clock: kept.clock.or(sense.clock), ..kept };
        }
        Reading::Join => {
            sense = join(&inner, sense.clock)?;
            sense.rule = place;
            sense.part = rule.part;
        }
    }
    if sense.clock.is_some() && sense.ty == TimexType::Date {
        sense.ty = TimexType::Time;
    }
    sense.ty = rule.ty.unwrap_or(sense.ty);
    sense.modifier = rule.modifier.or_else(|| reads.text("mod")).or(sense.modifier);
    sense.quant = rule.quant.or_else(|| reads.text("quant")).or(sense.quant);
    sense.freq = rule.freq.clone().or(sense.freq);
    Some(sense)
}

/// The second of two dates that share what one rule read ("April 24 and 25"): the names that begin with `second-`.
pub(crate) fn second_of(sense: &Sense, rule: &Rule, reads: &[Read<'_>], rules: &TimeRules) -> Option<Sense> {
    let reads = Reads { rule, list: reads, rules };
    let fields = reads.fields("second-")?;
    Some(Sense { core: Core::Calendar(fields), ..sense.clone() })
}

/// Several expressions that stand for one: "5 p.m." and "Friday", "Friday" and "March 3".
fn join(inner: &[&Sense], clock: Option<Clock>) -> Option<Sense> {
    let dated = inner.iter().find(|sense| matches!(sense.core, Core::Calendar(_)));
    let named = dated.or_else(|| inner.iter().find(|sense| sense.core != Core::ClockOnly));
    let mut joined = (*named.or(inner.first())?).clone();
    for sense in inner {
        joined.clock = joined.clock.or(sense.clock);
        joined.modifier = joined.modifier.or(sense.modifier);
        if let (Core::Calendar(into), Core::Calendar(more)) = (&mut joined.core, &sense.core) {
            into.year = into.year.or(more.year);
            into.month = into.month.or(more.month);
            into.day = into.day.or(more.day);
            into.weekday = into.weekday.or(more.weekday);
            into.season = into.season.or(more.season);
            into.holiday = into.holiday.or(more.holiday);
        }
        if let (Core::Calendar(fields), Core::Period { unit: Unit::Year, offset, base: Base::Published }) =
            (&mut joined.core, &sense.core)
        {
            fields.year_offset = Some(*offset);
        }
    }
    joined.clock = joined.clock.or(clock);
    Some(joined)
}

fn span(sense: &Sense) -> Option<(Amount, Unit)> {
    match sense.core {
        Core::Span { amount, unit, .. } => Some((amount, unit)),
        _ => None,
    }
}

/// How many years a range may have whose end is written with two digits.
const LONGEST_RANGE: i64 = 60;

struct Reads<'a> {
    rule: &'a Rule,
    list: &'a [Read<'a>],
    rules: &'a TimeRules,
}

impl Reads<'_> {
    fn get(&self, name: &str) -> Option<i64> {
        let read = self.list.iter().find(|read| read.name == name).map(|read| i64::from(read.value));
        read.or_else(|| self.rule.set.get(name).copied())
    }

    fn text(&self, name: &str) -> Option<&'static str> {
        let read = self.list.iter().find(|read| read.name == name)?;
        fixed_name(self.rules.vocabulary.text(read.value))
    }

    fn unit(&self) -> Option<Unit> {
        let named = self.list.iter().find(|read| read.name == "unit");
        named.and_then(|read| Unit::from_name(self.rules.vocabulary.text(read.value))).or(self.rule.unit)
    }

    fn amount(&self) -> Option<Amount> {
        if self.list.iter().any(|read| read.name == "vague") {
            return Some(Amount::Vague);
        }
        let half = if self.list.iter().any(|read| read.name == "half") { 0.5 } else { 0.0 };
        match self.list.iter().find(|read| read.name == "num")?.number? {
            Number::Whole { value, .. } | Number::SpokenYear(value) => Some(Amount::Exact(value as f64 + half)),
            Number::Decimal(value) => Some(Amount::Exact(value + half)),
            Number::Ordinal(_) | Number::Decade(_) => None,
        }
    }

    fn base(&self) -> Base {
        let expression = self.list.iter().find(|read| read.name == "date").and_then(|read| read.sense);
        match expression {
            Some(sense) => Base::Expression(Box::new(sense.clone())),
            None if self.rule.told => Base::Told,
            None => Base::Published,
        }
    }

    /// The outer `None`: there is a time of day, but an impossible one.
    #[allow(clippy::option_option)]
    fn clock(&self) -> Option<Option<Clock>> {
        let pair = self.get("hhmm").map(|digits| (digits / 100, digits % 100));
        if let Some(hour) = self.get("hour").or(pair.map(|(hour, _)| hour)) {
            let late = self.get("ampm");
            let hour = match late {
                Some(_) if !(1..=12).contains(&hour) => return None,
                Some(half) => hour % 12 + 12 * half,
                None => hour,
            };
            let (minute, second) = (self.get("minute").or(pair.map(|(_, minute)| minute)), self.get("second"));
            let possible = hour <= 24 && minute.is_none_or(|m| m < 60) && second.is_none_or(|s| s < 60);
            return possible.then_some(Some(Clock::At { hour, minute, second }));
        }
        Some(self.text("daypart").or(self.rule.daypart).map(Clock::Part))
    }

    /// The calendar fields; names with `prefix` come before those without.
    fn fields(&self, prefix: &str) -> Option<Fields> {
        let preferred = |name: &str| (!prefix.is_empty()).then(|| self.get(&format!("{prefix}{name}"))).flatten();
        let field = |name: &str| preferred(name).or_else(|| self.get(name));
        // "1939-45": the second year is the next one that ends so; "2024-13" is no pair of years.
        let abridged = self.get("year").zip(preferred("yy")).map(|(first, end)| (first, (end - first).rem_euclid(100)));
        if abridged.is_some_and(|(_, years)| years > LONGEST_RANGE) {
            return None;
        }
        let abridged = || abridged.map(|(first, years)| first + years);
        let fields = Fields {
            year: preferred("year").or_else(abridged).or_else(|| field("year")).or_else(|| field("yy")),
            short_year: field("year").is_none() && field("yy").is_some(),
            before_christ: field("bc").is_some(),
            month: field("month"),
            day: field("day"),
            weekday: field("weekday"),
            quarter: field("quarter"),
            half: field("halfyear"),
            season: self.text("season"),
            week: field("week"),
            decade: field("decade"),
            century: field("century"),
            holiday: self.rule.when,
            deictic: field("deictic").or(self.rule.offset),
            year_offset: field("year-offset"),
            numbers: field("first").zip(field("then")),
        };
        let within = |value: Option<i64>, most: i64| value.is_none_or(|n| (1..=most).contains(&n));
        (within(fields.quarter, 4) && within(fields.half, 2) && within(fields.century, 99) && within(fields.week, 53))
            .then_some(fields)
    }
}
