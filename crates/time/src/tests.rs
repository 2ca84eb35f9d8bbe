//! Tests of the room as a whole, on the embedded codebook.

use crate::{TimeRules, Times, read_times};
use rapporteur_codebook::Codebook;
use rapporteur_syntax::Syntax;
use rapporteur_text::Report;

fn rules() -> TimeRules {
    TimeRules::from_codebook(&Codebook::embedded()).unwrap_or_else(|fault| panic!("{fault}"))
}

fn read(text: &str, published: Option<&str>) -> Times {
    let report = Report { published: published.map(str::to_owned), ..Report::new("t", text) };
    read_times(&report, &Syntax::default(), &rules())
}

fn shown(text: &str, published: Option<&str>) -> Vec<(String, String)> {
    read(text, published).timexes.into_iter().map(|t| (t.range.of(text).to_owned(), t.value)).collect()
}

#[test]
fn every_rule_proves_itself() {
    let rules = rules();
    let mut faults = Vec::new();
    for (id, examples, counter) in &rules.proofs {
        for example in examples {
            let report = Report { published: example.dct.clone(), ..Report::new("t", &example.text) };
            let times = read_times(&report, &Syntax::default(), &rules);
            let holds = times.timexes.iter().any(|t| {
                t.rule == *id
                    && t.ty.as_str() == example.ty
                    && t.value == example.value
                    && example.modifier.as_deref().is_none_or(|m| t.modifier == Some(m))
                    && example.span.as_deref().is_none_or(|span| t.range.of(&example.text) == span)
            });
            if !holds {
                let got: Vec<_> = times
                    .timexes
                    .iter()
                    .map(|t| (t.rule.as_str(), t.range.of(&example.text), t.ty.as_str(), t.value.as_str(), t.modifier))
                    .collect();
                faults.push(format!("{id}: {:?} expects {} {}, got {got:?}", example.text, example.ty, example.value));
            }
        }
        for text in counter {
            let times = read_times(&Report::new("t", text).published("2025-03-13"), &Syntax::default(), &rules);
            if times.timexes.iter().any(|t| t.rule == *id) {
                faults.push(format!("{id}: {text:?} should hold nothing of it"));
            }
        }
    }
    assert!(faults.is_empty(), "{}\n{} faults", faults.join("\n"), faults.len());
}

#[test]
fn the_narrative_gives_the_year() {
    let text = "In November 2022, the general reported that shells were planned.\nThen, in early May, the army reported a transfer.";
    let expected = |value: &str| ("early May".to_owned(), value.to_owned());
    assert!(shown(text, Some("2025-03-13")).contains(&expected("2023-05")));
    assert!(shown(text, None).contains(&expected("2023-05")));
    let notices = read(text, Some("2025-03-13")).notices;
    assert!(notices.iter().any(|n| n.code == "time/year-from-narrative"));
}

#[test]
fn a_day_in_march_is_the_last_one_before_publication() {
    assert_eq!(shown("They met in Minsk on March 12.", Some("2025-03-13"))[0].1, "2025-03-12");
    let open = read("They met in Minsk on March 12.", None);
    assert_eq!((open.timexes[0].value.as_str(), open.timexes[0].from.as_deref()), ("XXXX-03-12", None));
    assert_eq!(open.notices.len(), 1);
    assert_eq!(open.notices[0].code, "time/no-publication-date");
}

#[test]
fn impossible_dates_are_told_and_not_guessed() {
    for text in
        ["They met on February 30, 2021.", "They met on 30 February.", "It was in the year 0.", "It is the year 99999."]
    {
        let times = read(text, Some("2025-03-13"));
        assert!(times.notices.iter().any(|n| n.code == "time/impossible-date"), "{text}");
        assert!(times.timexes.iter().all(|t| t.from.is_none()), "{text}");
    }
    for text in [
        "They left in May 99999.",
        "They met on March 3, 0000.",
        "They met on 3 March 0000.",
        "They left by 2024-13-01.",
        "They left on 45/13/2024.",
        "He was born on 0000-01-01.",
        "It rained on 10/10/99999.",
    ] {
        assert_eq!(shown(text, Some("2025-03-13")), [], "{text}");
    }
    let early = read("It grew in the past decade.", Some("0001-01-01"));
    assert_eq!(early.timexes[0].from, None);
    let wrong = read("They met.", Some("yesterday"));
    assert_eq!(wrong.notices[0].code, "time/unreadable-publication-date");
}

#[test]
fn a_contradictory_weekday_is_told() {
    let times = read("They met on Monday, March 12, 2025.", None);
    assert_eq!(times.timexes[0].value, "2025-03-12");
    assert_eq!(times.notices[0].code, "time/contradictory-weekday");
}

#[test]
fn a_dateline_that_contradicts_the_publication_date_is_told() {
    let code = "time/contradictory-publication-date";
    let told = |text: &str, published| read(text, Some(published)).notices.iter().any(|n| n.code == code);
    assert!(told("KIEV, March 3, 2014 (Newswire) - Envoys arrived.", "2013-03-03"));
    assert!(told("KIEV, March 13 (Newswire) - Envoys arrived.", "2014-03-03"));
    assert!(!told("KIEV, March 3 (Newswire) - Envoys arrived.", "2014-03-03"));
    assert!(!told("Envoys met in May 2010 (again).", "2014-03-03"));
}

#[test]
fn publication_dates_that_contradict_each_other_are_told() {
    let rules = rules();
    let told = |other: &str| {
        let other_dates = vec![other.to_owned()];
        let report = Report { other_dates, ..Report::new("t", "They met on Monday.").published("2024-03-01") };
        let notices = read_times(&report, &Syntax::default(), &rules).notices;
        notices.iter().filter(|n| n.code == "time/contradictory-publication-date").count()
    };
    assert_eq!((told("2023-01-01"), told("2024-02-29T22:00:00Z"), told("2024-03-01")), (1, 0, 0));
}

#[test]
fn numbers_follow_the_publishers_habit() {
    let rules = rules();
    let value = |publisher: &str| {
        let report = Report::new("t", "Filed on 03/04/2018.").publisher(publisher).published("2018-07-01");
        let times = read_times(&report, &Syntax::default(), &rules);
        (times.timexes[0].value.clone(), times.notices.len())
    };
    assert_eq!(value("BBC News"), ("2018-04-03".to_owned(), 0));
    assert_eq!(value("Associated Press"), ("2018-03-04".to_owned(), 0));
    assert_eq!(value("The Hill Gazette").1, 1);
}

#[test]
fn intervals_are_closed() {
    let times = read(
        "It happened in the past three years. It happened last week, and in the first half of 2019.",
        Some("2018-04-03"),
    );
    let intervals: Vec<_> = times.timexes.iter().map(|t| (t.from.as_deref(), t.to.as_deref())).collect();
    assert_eq!(intervals[1], (Some("2018-03-26"), Some("2018-04-01")));
    assert_eq!(intervals[0], (Some("2015-04-03"), Some("2018-04-03")));
    assert_eq!(intervals[2], (Some("2019-01-01"), Some("2019-06-30")));
    let told = read("In March 2023 they planned the next three years.", Some("2025-03-13"));
    assert_eq!(
        (told.timexes[1].from.as_deref(), told.timexes[1].to.as_deref()),
        (Some("2023-03-01"), Some("2026-03-31"))
    );
}

#[test]
fn values_are_given_as_edtf_too() {
    let texts = [
        ("They met last week.", Some("2018-03-26/2018-04-01")),
        ("It will be done around April 20.", Some("2018-04-20~")),
        ("It paid for 1990 and beyond.", Some("1990/..")),
        ("It grew over the past three years.", Some("2015-04-03/2018-04-03")),
        ("It took three years.", None),
        ("They meet every month.", None),
        ("He is there now.", None),
    ];
    for (text, edtf) in texts {
        assert_eq!(read(text, Some("2018-04-03")).timexes[0].edtf().as_deref(), edtf, "{text}");
    }
}

#[test]
fn hostile_text_is_read_in_one_pass() {
    let odd = "\u{200f}12\u{0}March ½ 99999999999999999999 days ago 🙂 Feb. ’ 's 1/ 2:3:4 ".repeat(200);
    for text in ["", " ", "'", "the", "12/", "2025-13-45", "one hundred hundred hundred", odd.as_str()] {
        let times = read(text, Some("2025-03-13"));
        for timex in &times.timexes {
            assert!(!timex.range.of(text).is_empty(), "{text:?}");
        }
    }
    let long = "two years and the day before the last ".repeat(30_000);
    assert!(read(&long, Some("2025-03-13")).timexes.len() >= 30_000);
}

#[test]
fn a_day_of_a_month_told_stays_open() {
    let times = read("It fell in October 1998. That day they fled.", Some("1999-02-06"));
    assert_eq!(times.timexes[1].value, "1998-10-XX");
    assert_eq!(times.timexes[1].from, None);
}

#[test]
fn expressions_are_found_by_word_and_range() {
    let text = "They met on March 12 and left in May 2024.";
    let times = read(text, Some("2025-03-13"));
    let range = rapporteur_text::TextRange::from_usize(0, 15);
    assert_eq!(times.in_range(range), 0..1);
    assert!(times.timexes[0].is_calendar() && !times.timexes[0].is_vague());
}
