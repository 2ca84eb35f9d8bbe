//! Ledgers of every earlier schema are opened, migrated and found good.

use rapporteur_ledger::{Horizon, Ledger, LedgerFault, Order, Query};
use std::path::Path;

#[test]
fn old_ledgers_are_brought_up_to_date() {
    let museum = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/museum");
    let mut seen = 0;
    for exhibit in std::fs::read_dir(museum).unwrap() {
        let exhibit = exhibit.unwrap().path();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.ledger");
        let sql = std::fs::read_to_string(&exhibit).unwrap();
        let sql = format!("PRAGMA synchronous = off; {sql}");
        rusqlite::Connection::open(&path).unwrap().execute_batch(&sql).unwrap();
        let error = Ledger::read_only(&path).unwrap_err();
        assert!(matches!(error.fault, LedgerFault::TooOld { .. }), "{}: {error}", exhibit.display());
        let ledger = Ledger::open(&path).unwrap();
        let verdict = ledger.verify(|| ()).unwrap();
        assert!(verdict.flaws.is_empty() && verdict.claims > 0, "{}: {:?}", exhibit.display(), verdict.flaws);
        let all = ledger.list(&Query::parse("").unwrap(), &Horizon::default(), Order::Worth, None).unwrap();
        assert!(!all.is_empty());
        drop(ledger);
        assert!(Ledger::read_only(&path).is_ok());
        seen += 1;
    }
    assert!(seen > 0);
}
