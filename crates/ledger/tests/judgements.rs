//! What people judge, and how it lasts.

mod sample;

use rapporteur_ledger::{Act, Entry, Horizon, Ledger, Order, Query, Reviewer};
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
    let mut again = stories();
    for entry in &mut again {
        "1".clone_into(&mut entry.document.coder.version);
        entry.document.claims[0].mode.push("visit".into());
    }
    assert_eq!(ledger.read_otherwise(&again[0].document.coder, 0, 9).unwrap().len(), 2);
    let tried = ledger.reread(&again, false).unwrap();
    assert_eq!(ledger.read_otherwise(&again[0].document.coder, 0, 9).unwrap().len(), 2, "nothing was kept");
    let changes = ledger.reread(&again, true).unwrap();
    assert_eq!(changes, tried);
    assert!(changes.len() == 2 && changes.iter().all(|c| c.change == "changed" && c.fields.contains_key("mode")));
    assert!(ledger.read_otherwise(&again[0].document.coder, 0, 9).unwrap().is_empty());
    assert_eq!(found(&ledger, "mode:visit")[0].1, 1, "still rejected");
    good(&ledger);
    let mut other = Ledger::in_memory().unwrap();
    other.take(&ledger, |_| ()).unwrap();
    good(&other);
    assert_eq!(other.dump_events().unwrap(), ledger.dump_events().unwrap());
}
