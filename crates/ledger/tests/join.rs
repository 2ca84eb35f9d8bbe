//! Ledgers that are joined.

mod sample;

use rapporteur_ledger::{Entry, Ledger};
use sample::{entries, entry};

fn ledger(entries: &[Entry]) -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    ledger.add(entries).unwrap();
    ledger
}

/// The same report, read by a later program that makes other claims of it.
fn read_again(mut entry: Entry) -> Entry {
    "1".clone_into(&mut entry.document.coder.version);
    "future".clone_into(&mut entry.document.claims[0].status);
    entry
}

#[test]
fn which_ledger_takes_the_other_makes_no_difference() {
    let some: Vec<Entry> = (0..30).map(entry).collect();
    let others: Vec<Entry> = (20..60).map(entry).map(read_again).collect();
    let joined = |into_others: bool| {
        // Always in this order: of two readings the later one holds, and a second may pass between them.
        let (some, others) = (ledger(&some), ledger(&others));
        let (mut into, other) = if into_others { (others, some) } else { (some, others) };
        into.take(&other, |_| ()).unwrap();
        let verdict = into.verify(|| ()).unwrap();
        assert!(verdict.flaws.is_empty(), "{:?}", verdict.flaws);
        assert_eq!(into.reports().unwrap(), 60);
        into.dump_events().unwrap()
    };
    assert_eq!(joined(false), joined(true));
}

#[test]
fn taking_a_ledger_over_twice_changes_nothing() {
    let mut into = ledger(&entries(5));
    let other = ledger(&entries(12));
    assert_eq!(into.take(&other, |_| ()).unwrap().reports, 7);
    let before = into.dump_events().unwrap();
    let again = into.take(&other, |_| ()).unwrap();
    assert_eq!((again.reports, again.known), (0, 12));
    assert_eq!(into.dump_events().unwrap(), before);
}
