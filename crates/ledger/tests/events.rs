//! Claims of several reports become events.

mod sample;

use rapporteur_ledger::{Entry, Ledger};
use sample::{Maker, entries};

fn signing(publisher: &str, published: &str, text: &str, who: &str, day: Option<&str>) -> Entry {
    let maker =
        Maker::new(publisher, published, text).claim("SUPPORT", "actual", "signed", who, "Belarus=Belarus/BLR/GOV");
    let maker = maker.at("Minsk", "BLR", 625_144, 53.9, 27.57);
    match day {
        Some(day) => maker.on("Wednesday", day).done(),
        None => maker.done(),
    }
}

fn stories() -> Vec<Entry> {
    let iran = "Iran=Iran/IRN/GOV";
    vec![
        signing(
            "Tasnim",
            "2025-03-12",
            "Iran and Belarus signed a defence agreement in Minsk on Wednesday.",
            iran,
            Some("2025-03-12"),
        ),
        signing("BelTA", "2025-03-13", "In Minsk, Iran signed a defence agreement with Belarus.", iran, None),
        signing(
            "AFP",
            "2025-03-13",
            "Iran signed an agreement on defence with Belarus in Minsk on Wednesday.",
            iran,
            Some("2025-03-14"),
        ),
        signing(
            "AFP",
            "2023-07-01",
            "Iran signed a roadmap on trade with Belarus in Minsk on Wednesday.",
            iran,
            Some("2023-06-28"),
        ),
        signing(
            "AFP",
            "2025-03-13",
            "Ghana signed an agreement on cocoa with Belarus in Minsk on Wednesday.",
            "Ghana=Ghana/GHA/GOV",
            Some("2025-03-12"),
        ),
    ]
}

fn ledger(batches: &[Vec<Entry>]) -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    for batch in batches {
        ledger.add(batch).unwrap();
    }
    let verdict = ledger.verify(|| ()).unwrap();
    assert!(verdict.flaws.is_empty(), "{:?}", verdict.flaws);
    ledger
}

/// All events with what is known of them, as lines.
fn events(ledger: &Ledger) -> Vec<String> {
    ledger.dump_events().unwrap()
}

#[test]
fn three_reports_of_a_signing_are_one_event_with_a_conflict_of_days() {
    let ledger = ledger(&[stories()]);
    let events = events(&ledger);
    assert_eq!(events.len(), 3, "{events:#?}");
    let signing = events.iter().find(|line| line.contains("claims=3")).unwrap();
    assert!(signing.contains("reports=3 origins=3") && signing.contains("conflicts= when "), "{signing}");
}

#[test]
fn events_do_not_depend_on_the_order_of_reports() {
    let mut all = stories();
    all.extend(entries(60));
    let expected = events(&ledger(std::slice::from_ref(&all)));
    let backwards: Vec<Vec<Entry>> = all.iter().rev().map(|entry| vec![entry.clone()]).collect();
    assert_eq!(events(&ledger(&backwards)), expected);
    // Every third, then the rest.
    let (some, rest): (Vec<_>, Vec<_>) = all.into_iter().enumerate().partition(|(n, _)| n % 3 == 1);
    let parts = [some, rest].map(|part| part.into_iter().map(|(_, entry)| entry).collect());
    assert_eq!(events(&ledger(&parts)), expected);
}

#[test]
fn a_reprint_is_another_report_and_no_other_origin() {
    let words =
        "Protesters stormed the parliament in Tbilisi on Monday, and the police arrested 40 people near the square.";
    let told = |publisher: &str, day: &str, text: &str| {
        Maker::new(publisher, day, text)
            .claim("ASSAULT", "actual", "stormed", "Protesters=protesters/GEO/CVL", "")
            .done()
    };
    let first = told("Interpress", "2024-05-13", words);
    let reprint =
        told("The Daily", "2024-05-14", &format!("A new lead was written here by the desk of the paper.\n{words}"));
    let own = told("Echo", "2024-05-14", "Protesters broke in: they stormed parliament in Tbilisi on Monday night.");
    let ledger = ledger(&[vec![reprint, own, first]]);
    let events = events(&ledger);
    assert!(events.len() == 1 && events[0].contains("reports=3 origins=2"), "{events:#?}");
}

#[test]
fn a_crowd_of_tellings_is_one_event_whatever_the_order() {
    // More than are compared each with each.
    let told = |n: usize| {
        let words = ["ships", "trade", "fish", "wheat", "steel", "drones", "roads"];
        let text = format!(
            "Iran signed paper {n} on {} and {} with Belarus in Minsk, wire {} said.",
            words[n % 7],
            words[n / 7 % 7],
            n / 3
        );
        signing("Wire", &format!("2025-03-{:02}", 10 + n % 3), &text, "Iran=Iran/IRN/GOV", None)
    };
    let all: Vec<Entry> = (0..320).map(told).collect();
    let expected = events(&ledger(std::slice::from_ref(&all)));
    let largest = expected.iter().map(|line| line.split(" of ").nth(1).unwrap().split(' ').count()).max();
    assert!(largest > Some(200), "{largest:?}");
    let backwards: Vec<Vec<Entry>> = all.rchunks(50).map(|some| some.iter().rev().cloned().collect()).collect();
    assert_eq!(events(&ledger(&backwards)), expected);
    // Most come at once, and some of those that stand for them only afterwards, one by one.
    let (late, most): (Vec<_>, Vec<_>) = all.into_iter().enumerate().partition(|(n, _)| n % 8 == 5);
    let mut parts: Vec<Vec<Entry>> = vec![most.into_iter().map(|(_, entry)| entry).collect()];
    parts.extend(late.into_iter().map(|(_, entry)| vec![entry]));
    assert_eq!(events(&ledger(&parts)), expected);
}
