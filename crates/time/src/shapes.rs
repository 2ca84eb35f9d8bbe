//! Classes that a number belongs to by the way it is written.

use crate::atom::Number;
use crate::automaton::Offer;
use crate::vocabulary::{Symbol, Vocabulary};

/// The symbols of the classes of numbers that patterns may use.
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    num: Symbol,
    int: Symbol,
    day: Symbol,
    two: Symbol,
    month_number: Symbol,
    hour: Symbol,
    minute: Symbol,
    year: Symbol,
    spoken_year: Symbol,
    ordinal: Symbol,
    day_ordinal: Symbol,
    decade: Symbol,
    decade_short: Symbol,
    compact: Symbol,
    four: Symbol,
    no_year: Symbol,
}

impl Shapes {
    /// Names the classes in a vocabulary.
    pub(crate) fn new(vocabulary: &mut Vocabulary) -> Self {
        Self {
            // Any count: "3", "twenty-five", "2 1/2".
            num: vocabulary.class("num"),
            // A whole number.
            int: vocabulary.class("int"),
            // 1 to 31, in one or two digits.
            day: vocabulary.class("day"),
            // Two digits.
            two: vocabulary.class("two-digits"),
            // 1 to 12, in one or two digits.
            month_number: vocabulary.class("month-number"),
            // 0 to 24, in digits or words.
            hour: vocabulary.class("hour"),
            // 00 to 59, in two digits.
            minute: vocabulary.class("minute"),
            // 1000 to 2999, in four digits.
            year: vocabulary.class("year"),
            // "nineteen ninety-six".
            spoken_year: vocabulary.class("spoken-year"),
            // "3rd", "third".
            ordinal: vocabulary.class("ordinal"),
            // An ordinal of 1 to 31.
            day_ordinal: vocabulary.class("day-ordinal"),
            // "1990s".
            decade: vocabulary.class("decade"),
            // "90s".
            decade_short: vocabulary.class("decade-short"),
            // Eight digits, 20250313.
            compact: vocabulary.class("eight-digits"),
            // Four digits of any value, 0735.
            four: vocabulary.class("four-digits"),
            // What stands where a year would and is none: 0000, 99999.
            no_year: vocabulary.class("no-year"),
        }
    }

    /// What a number offers to the automaton.
    pub(crate) fn offers(&self, number: Number, into: &mut Vec<Offer>) {
        let clamp = |value: i64| value.clamp(0, i64::from(i32::MAX)) as i32;
        let mut offer = |holds: bool, symbol: Symbol, value: i64| {
            if holds {
                into.push(Offer { symbol, value: clamp(value) });
            }
        };
        match number {
            Number::Whole { value, digits } => {
                offer(true, self.num, value);
                offer(true, self.int, value);
                offer((1..=2).contains(&digits) && (1..=31).contains(&value), self.day, value);
                offer(digits == 2, self.two, value);
                offer((1..=2).contains(&digits) && (1..=12).contains(&value), self.month_number, value);
                offer(digits <= 2 && value <= 24, self.hour, value);
                offer(digits == 2 && value < 60, self.minute, value);
                offer(digits == 4 && (1000..3000).contains(&value), self.year, value);
                offer(digits == 8, self.compact, value);
                offer(digits == 4, self.four, value);
                offer((5..=7).contains(&digits) || digits == 4 && value == 0, self.no_year, value);
            }
            Number::Decimal(value) => offer(true, self.num, value as i64),
            Number::Ordinal(value) => {
                offer(true, self.ordinal, value);
                offer((1..=31).contains(&value), self.day_ordinal, value);
            }
            Number::Decade(value) => {
                offer(value >= 1000, self.decade, value);
                offer((20..=90).contains(&value), self.decade_short, value);
            }
            Number::SpokenYear(value) => {
                offer(true, self.spoken_year, value);
                offer((1000..3000).contains(&value), self.year, value);
            }
        }
    }
}
