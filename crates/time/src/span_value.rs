//! TIMEX3 values of durations, and of periods that cannot be anchored.

use crate::calendar::Unit;
use crate::sense::Amount;

/// `P3Y`, `PT16H`, `PXD`, `P2Y6M`; decades, centuries and millennia are told in years.
pub(crate) fn duration_value(amount: Amount, unit: Unit) -> String {
    let (factor, prefix, letter) = match unit {
        Unit::Second => (1.0, "PT", "S"),
        Unit::Minute => (1.0, "PT", "M"),
        Unit::Hour => (1.0, "PT", "H"),
        Unit::Day => (1.0, "P", "D"),
        Unit::Weekend => (1.0, "P", "WE"),
        Unit::Week => (1.0, "P", "W"),
        Unit::Month => (1.0, "P", "M"),
        Unit::Quarter => (1.0, "P", "Q"),
        Unit::Half => (6.0, "P", "M"),
        Unit::Year => (1.0, "P", "Y"),
        Unit::Decade => (10.0, "P", "Y"),
        Unit::Century => (100.0, "P", "Y"),
        Unit::Millennium => (1000.0, "P", "Y"),
    };
    let Amount::Exact(count) = amount else {
        return match unit {
            Unit::Century => "PXC".to_owned(),
            Unit::Millennium => "PXL".to_owned(),
            _ => format!("{prefix}X{letter}"),
        };
    };
    let count = count * factor;
    if count.fract() == 0.0 {
        return format!("{prefix}{count}{letter}");
    }
    let half = (count.fract() - 0.5).abs() < 1e-9;
    let whole = count.trunc();
    let lead = if whole > 0.0 { format!("{prefix}{whole}{letter}") } else { prefix.to_owned() };
    match unit {
        Unit::Year | Unit::Decade | Unit::Century if half => format!("{lead}6M"),
        Unit::Hour if half => format!("{lead}30M"),
        Unit::Minute if half => format!("{lead}30S"),
        _ => format!("{prefix}{count}{letter}"),
    }
}

/// The value of a period of this unit of which nothing else is known.
pub(crate) fn open_period(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_annotators_write_them() {
        let value = |n: f64, unit| duration_value(Amount::Exact(n), unit);
        assert_eq!(value(2.5, Unit::Year), "P2Y6M");
        assert_eq!(value(1.5, Unit::Minute), "PT1M30S");
        assert_eq!(value(0.5, Unit::Hour), "PT30M");
        assert_eq!(value(2.0, Unit::Decade), "P20Y");
        assert_eq!(value(1.5, Unit::Day), "P1.5D");
        assert_eq!(duration_value(Amount::Vague, Unit::Minute), "PTXM");
    }
}
