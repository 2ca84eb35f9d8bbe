//! Ledgers of every earlier schema are opened, migrated and found good.

use rapporteur_ledger::{Horizon, Ledger, LedgerFault, Order, Query};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The ledgers of earlier schemas, as SQL.
fn exhibits() -> Vec<PathBuf> {
    let museum = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/museum");
    std::fs::read_dir(museum).unwrap().map(|exhibit| exhibit.unwrap().path()).collect()
}

fn put_up(exhibit: &Path, path: &Path) {
    let sql = std::fs::read_to_string(exhibit).unwrap();
    let sql = format!("PRAGMA synchronous = off; {sql}");
    rusqlite::Connection::open(path).unwrap().execute_batch(&sql).unwrap();
}

#[test]
fn old_ledgers_are_brought_up_to_date() {
    let mut seen = 0;
    for exhibit in exhibits() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.ledger");
        put_up(&exhibit, &path);
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

/// Not a test of its own: the program that the next one kills. It goes through a migration step by step.
#[test]
fn migrates_until_killed() {
    let Some(path) = std::env::var_os("RAPPORTEUR_TEST_MIGRATION") else { return };
    let mut steps = 0;
    Ledger::open_watched(Path::new(&path), &mut |done, all| {
        assert!(done <= all, "{done} of {all}");
        steps += 1;
        std::thread::sleep(Duration::from_millis(3));
    })
    .unwrap();
    assert!(steps > 2, "{steps}");
}

/// Killed at any moment, a migration leaves the ledger as it was, or done; opened again, it is brought up to date.
#[test]
fn a_migration_that_is_killed_is_begun_again() {
    let (mut halfway, mut kills) = (0, 0);
    for exhibit in exhibits() {
        let fresh = tempfile::tempdir().unwrap();
        put_up(&exhibit, &fresh.path().join("old.ledger"));
        Ledger::open(&fresh.path().join("old.ledger")).unwrap();
        let expected = Ledger::read_only(&fresh.path().join("old.ledger")).unwrap().dump_events().unwrap();
        for moment in 0..12 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("old.ledger");
            put_up(&exhibit, &path);
            let mut running = Command::new(std::env::current_exe().unwrap())
                .args(["migrates_until_killed", "--exact"])
                .env("RAPPORTEUR_TEST_MIGRATION", &path)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(Duration::from_millis(3 + moment * 4));
            running.kill().unwrap();
            running.wait().unwrap();
            kills += 1;
            match Ledger::read_only(&path) {
                Ok(_) => {}
                Err(error) => {
                    assert!(matches!(error.fault, LedgerFault::TooOld { .. }), "{error}");
                    halfway += 1;
                }
            }
            let ledger = Ledger::open(&path).unwrap();
            let verdict = ledger.verify(|| ()).unwrap();
            assert!(verdict.flaws.is_empty(), "{} after {moment}: {:?}", exhibit.display(), verdict.flaws);
            assert_eq!(ledger.dump_events().unwrap(), expected, "{} after {moment}", exhibit.display());
        }
    }
    eprintln!("killed {kills} migrations, {halfway} before they were done");
    assert!(halfway > 4, "{halfway} of {kills} were killed before they were done");
}
