//! What people judge, and how it lasts.

mod sample;

use rapporteur_ledger::{Act, Entry, Horizon, Key, Ledger, Order, Query, Reviewer, Shown};
use sample::Maker;

fn signing(publisher: &str, published: &str, text: &str) -> Entry {
    Maker::new(publisher, published, text)
        .claim("SUPPORT", "actual", "signed", "Iran=Iran/IRN/GOV", "Belarus=Belarus/BLR/GOV")
        .at("Minsk", "BLR", 625_144, 53.9, 27.57)
        .done()
}

fn stories() -> Vec<Entry> {
    vec![
        signing("Tasnim", "2025-03-12", "Iran signed a defence agreement with Belarus in Minsk."),
        signing("AFP", "2025-03-13", "In Minsk Iran signed an agreement on defence with Belarus."),
    ]
}

fn ledger() -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    ledger.add(&stories()).unwrap();
    ledger
}

fn good(ledger: &Ledger) {
    let verdict = ledger.verify(|| ()).unwrap();
    assert!(verdict.flaws.is_empty(), "{:?}", verdict.flaws);
}

fn found(ledger: &Ledger, query: &str) -> Vec<(String, u64)> {
    let rows = ledger.list(&Query::parse(query).unwrap(), &Horizon::default(), Order::Day, None).unwrap();
    rows.into_iter().map(|row| (row.id, row.claims)).collect()
}

fn claims(ledger: &Ledger) -> Vec<String> {
    let mut keys: Vec<String> = ledger
        .dump_events()
        .unwrap()
        .iter()
        .flat_map(|line| line.split(" of ").nth(1).unwrap().split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    keys.sort();
    keys
}

fn tester() -> Reviewer {
    Reviewer { name: "tester".into(), reason: Some("read it twice".into()) }
}

#[test]
fn claims_are_parted_and_joined_by_hand_and_undone() {
    let mut ledger = ledger();
    let before = ledger.dump_events().unwrap();
    assert_eq!(before.len(), 1);
    let claims = claims(&ledger);
    let split = ledger.judge(&claims[1], &Act::Split, &tester()).unwrap();
    assert_eq!(found(&ledger, "").len(), 2);
    good(&ledger);
    // A third report that is like both does not bring them together again.
    ledger
        .add(&[signing("Echo", "2025-03-13", "Iran signed a defence agreement with Belarus in Minsk on Wednesday.")])
        .unwrap();
    assert_eq!(found(&ledger, "").len(), 2);
    ledger.undo(&split, &tester()).unwrap();
    assert_eq!(found(&ledger, "").len(), 1);
    good(&ledger);
    assert!(ledger.undo(&split, &tester()).is_err(), "it is undone already");
    let history = ledger.history(None).unwrap();
    assert!(history.iter().any(|row| row.undone && row.kind == "apart" && row.reason.is_some()));

    ledger.add(&[signing("Kurier", "2019-01-01", "Iran signed other papers for Belarus in Minsk.")]).unwrap();
    let [one, other] = &found(&ledger, "")[..] else { panic!("not two events") };
    ledger.judge(&one.0, &Act::Merge(other.0.clone()), &tester()).unwrap();
    assert_eq!(found(&ledger, "").len(), 1);
    good(&ledger);
}

#[test]
fn what_is_rejected_does_not_count_and_what_is_edited_is_found_as_edited() {
    let mut ledger = ledger();
    let claims = claims(&ledger);
    ledger.judge(&claims[0], &Act::Reject, &tester()).unwrap();
    assert_eq!(found(&ledger, "")[0].1, 1);
    let all = ledger.judge(&claims[1], &Act::Reject, &tester()).unwrap();
    assert!(found(&ledger, "").is_empty() && found(&ledger, "judged:rejected").len() == 1);
    good(&ledger);
    ledger.undo(&all, &tester()).unwrap();
    assert_eq!(found(&ledger, "").len(), 1);
    let edit = |field: &str, value: &str| Act::Edit { field: field.into(), value: value.into() };
    ledger.judge(&claims[1], &edit("date", "2025-03-11"), &tester()).unwrap();
    ledger.judge(&claims[1], &edit("recipients", "Ghana/GHA/GOV + Fiji/FJI"), &tester()).unwrap();
    assert_eq!(found(&ledger, "on:2025-03-11 to:FJI").len(), 1);
    good(&ledger);
    assert!(ledger.judge(&claims[1], &edit("status", "perhaps"), &tester()).is_err());
    assert!(ledger.judge(&claims[1], &edit("colour", "red"), &tester()).is_err());
    assert!(ledger.judge("ffff", &Act::Accept, &tester()).is_err());
}

#[test]
fn judgements_outlive_another_reading_and_go_into_other_ledgers() {
    let mut ledger = ledger();
    let claims = claims(&ledger);
    ledger.judge(&claims[0], &Act::Reject, &tester()).unwrap();
    let mut again: Vec<(Key, Entry)> =
        stories().into_iter().map(|entry| (Key::of_report(&entry.report), entry)).collect();
    for (_, entry) in &mut again {
        "1".clone_into(&mut entry.document.coder.version);
        entry.document.claims[0].mode.push("visit".into());
    }
    assert_eq!(ledger.read_otherwise(&again[0].1.document.coder, 0, 9).unwrap().len(), 2);
    let tried = ledger.reread(&again, false).unwrap();
    assert_eq!(ledger.read_otherwise(&again[0].1.document.coder, 0, 9).unwrap().len(), 2, "nothing was kept");
    let changes = ledger.reread(&again, true).unwrap();
    assert_eq!(changes, tried);
    assert!(changes.len() == 2 && changes.iter().all(|c| c.change == "changed" && c.fields.contains_key("mode")));
    assert!(ledger.read_otherwise(&again[0].1.document.coder, 0, 9).unwrap().is_empty());
    assert_eq!(found(&ledger, "mode:visit")[0].1, 1, "still rejected");
    good(&ledger);
    let mut other = Ledger::in_memory().unwrap();
    other.take(&ledger, |_| ()).unwrap();
    good(&other);
    assert_eq!(other.dump_events().unwrap(), ledger.dump_events().unwrap());
}

/// A report whose "on Wednesday" was read by another date of publication.
fn dated(ledger: &Ledger, id: &str, date: &str, wednesday: &str) -> Entry {
    let report = ledger.dated(id, date).unwrap();
    let mut entry = signing(report.publisher.as_deref().unwrap(), "2000-01-01", &report.text);
    entry.document.claims[0].date = Maker::new("", "", &report.text)
        .claim("SUPPORT", "actual", "signed", "Iran=Iran/IRN/GOV", "")
        .on("Minsk", wednesday)
        .done()
        .document
        .claims
        .remove(0)
        .date;
    Entry { report, ..entry }
}

fn published(ledger: &Ledger, id: &str) -> Option<String> {
    let Shown::Report(report) = ledger.show(id, &Horizon::default()).unwrap() else { panic!("no report") };
    report.published
}

#[test]
fn a_date_of_publication_moves_the_dates_and_is_undone() {
    let mut ledger = ledger();
    let before = ledger.dump_events().unwrap();
    let id = Key::of_report(&stories()[1].report).full();
    let entry = dated(&ledger, &id, "2023-07-20", "2023-07-19");
    let (made, changes) = ledger.set_published(&id, &entry, &tester()).unwrap();
    assert!(changes.len() == 1 && changes[0].fields.contains_key("date"), "{changes:?}");
    assert_eq!(published(&ledger, &id).as_deref(), Some("2023-07-20"));
    assert_eq!(found(&ledger, "on:2023-07-19 reported:2023-07-20").len(), 1);
    assert_eq!(found(&ledger, "").len(), 2, "two years apart they are two events");
    assert!(ledger.holds(&stories()[1].report).unwrap(), "it is known by what the input gave");
    good(&ledger);

    // It outlives another reading, which is made with the date in force,
    let coder = rapporteur::output::Coder { version: "1".into(), model: "hand".into(), codebook: "0".into() };
    let due = ledger.read_otherwise(&coder, 0, 9).unwrap();
    let due = due.into_iter().find(|due| due.key.full() == id).unwrap();
    assert_eq!(due.report.published.as_deref(), Some("2023-07-20"));
    let mut again = dated(&ledger, &id, "2023-07-20", "2023-07-18");
    again.document.coder = coder;
    ledger.reread(&[(due.key, again)], true).unwrap();
    assert_eq!(found(&ledger, "on:2023-07-18").len(), 1);
    good(&ledger);

    // goes along into other ledgers, whichever takes over which,
    let mut other = Ledger::in_memory().unwrap();
    other.add(&stories()).unwrap();
    other.take(&ledger, |_| ()).unwrap();
    good(&other);
    assert_eq!(other.dump_events().unwrap(), ledger.dump_events().unwrap());
    let mut third = Ledger::in_memory().unwrap();
    third.add(&stories()).unwrap();
    ledger.take(&third, |_| ()).unwrap();
    assert_eq!(other.dump_events().unwrap(), ledger.dump_events().unwrap());

    // and is taken back.
    for ledger in [&mut ledger, &mut other] {
        ledger.undo(&made, &tester()).unwrap();
        assert_eq!(published(ledger, &id).as_deref(), Some("2025-03-13"));
        assert_eq!(ledger.dump_events().unwrap(), before);
        good(ledger);
    }
    let history = ledger.history(Some(&id)).unwrap();
    assert_eq!((history[0].kind.as_str(), history[0].value.as_deref()), ("published", Some("2023-07-20")));
    assert!(ledger.dated(&id, "soon").is_err() && ledger.dated("ffff", "2023-07-20").is_err());
    let wrong = signing("AFP", "2023-07-20", "Iran signed something else for Belarus in Minsk.");
    assert!(ledger.set_published(&id, &wrong, &tester()).is_err(), "another report");
    let entry = dated(&ledger, &id, "", "2023-07-19");
    ledger.set_published(&id, &entry, &tester()).unwrap();
    assert_eq!(published(&ledger, &id), None);
    good(&ledger);
}

#[test]
fn the_most_doubtful_claims_come_first_and_those_that_were_judged_no_more() {
    let mut ledger = ledger();
    let all = Query::parse("").unwrap();
    let mut sure = signing("Echo", "2024-01-01", "Iran signed a treaty on fish with Belarus in Minsk.");
    sure.document.claims[0].confidence = 0.2;
    ledger.add(&[sure]).unwrap();
    let doubts = ledger.doubts(&all, 9).unwrap();
    assert!(doubts.len() == 3 && doubts[0].doubt > doubts[1].doubt && doubts[0].origins == 1, "{doubts:?}");
    let version = ledger.claim(&doubts[0].id).unwrap();
    assert!(version.sentence.contains("fish") && version.printed[0].publisher.as_deref() == Some("Echo"));
    ledger.judge(&doubts[0].id, &Act::Unsure, &tester()).unwrap();
    assert_eq!(ledger.doubts(&all, 9).unwrap().len(), 2);
    assert_eq!(found(&ledger, "judged:unsure").len(), 1);
    assert_eq!(found(&ledger, "").len(), 2, "what is unsure counts");
    good(&ledger);
}
