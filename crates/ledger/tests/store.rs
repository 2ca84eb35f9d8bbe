//! A ledger that survives what happens to files and programs.

mod sample;

use rapporteur_ledger::{Ledger, LedgerFault};
use sample::{entries, entry};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn file(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("test.ledger")
}

fn flaws(path: &Path) -> Vec<String> {
    Ledger::open(path).unwrap().verify(|| ()).unwrap().flaws.iter().map(ToString::to_string).collect()
}

#[test]
fn adding_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&file(&folder)).unwrap();
    let entries = entries(20);
    let first = ledger.add(&entries).unwrap();
    assert_eq!((first.reports, first.known), (20, 0));
    let again = ledger.add(&entries).unwrap();
    assert_eq!((again.reports, again.known, again.claims), (0, 20, 0));
    assert!(ledger.holds(&entries[3].report).unwrap());
    drop(ledger);
    assert_eq!(flaws(&file(&folder)), [""; 0]);
}

#[test]
fn what_was_changed_by_other_hands_is_found() {
    let folder = tempfile::tempdir().unwrap();
    Ledger::create(&file(&folder)).unwrap().add(&entries(3)).unwrap();
    let db = rusqlite::Connection::open(file(&folder)).unwrap();
    db.execute("UPDATE report SET body = (SELECT body FROM report WHERE id = 1) WHERE id = 2", []).unwrap();
    db.execute("DELETE FROM participant WHERE claim = 1", []).unwrap();
    drop(db);
    let found = flaws(&file(&folder)).join("\n");
    assert!(found.contains("digest") && found.contains("does not stand at"), "{found}");
}

#[test]
fn files_that_are_no_ledger_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    assert!(matches!(Ledger::open(&path).unwrap_err().fault, LedgerFault::Missing));
    std::fs::write(&path, "The minister said that nothing was signed. ".repeat(100)).unwrap();
    assert!(matches!(Ledger::create(&path).unwrap_err().fault, LedgerFault::Foreign));
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("The minister"));
    std::fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    let error = Ledger::create(&path).unwrap_err();
    assert!(matches!(error.fault, LedgerFault::Foreign) && error.to_string().contains("left as it is"), "{error}");
    assert!(matches!(Ledger::create(folder.path()).unwrap_err().fault, LedgerFault::Foreign));
}

#[test]
fn a_ledger_of_a_later_program_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    Ledger::create(&file(&folder)).unwrap();
    rusqlite::Connection::open(file(&folder)).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Ledger::open(&file(&folder)).unwrap_err();
    assert!(matches!(error.fault, LedgerFault::TooNew { found: 99, .. }), "{error}");
}

#[test]
fn a_locked_ledger_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&file(&folder)).unwrap();
    ledger.wait_for_others(Duration::from_millis(20)).unwrap();
    let other = rusqlite::Connection::open(file(&folder)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = ledger.add(&entries(1)).unwrap_err();
    assert!(matches!(error.fault, LedgerFault::Locked), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(ledger.add(&entries(1)).unwrap().reports, 1);
}

#[test]
fn a_ledger_can_be_read_where_nothing_may_be_written() {
    let folder = tempfile::tempdir().unwrap();
    Ledger::create(&file(&folder)).unwrap().add(&entries(2)).unwrap();
    let mut reading = Ledger::read_only(&file(&folder)).unwrap();
    assert_eq!(reading.reports().unwrap(), 2);
    let error = reading.add(&[entry(7)]).unwrap_err();
    assert!(matches!(error.fault, LedgerFault::ReadOnly), "{error}");
}

#[test]
fn a_full_disk_leaves_the_ledger_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&file(&folder)).unwrap();
    ledger.add(&entries(2)).unwrap();
    ledger.limit_pages(1).unwrap();
    let error = ledger.add(&entries(400)).unwrap_err();
    assert!(matches!(error.fault, LedgerFault::Full), "{error}");
    drop(ledger);
    assert_eq!(flaws(&file(&folder)), [""; 0]);
    assert_eq!(Ledger::open(&file(&folder)).unwrap().reports().unwrap(), 2);
}

/// Not a test of its own: the program that the next one kills.
#[test]
fn adds_until_killed() {
    let Some(path) = std::env::var_os("RAPPORTEUR_TEST_LEDGER") else { return };
    let mut ledger = Ledger::create(Path::new(&path)).unwrap();
    let entries = entries(400);
    for batch in entries.chunks(3) {
        ledger.add(batch).unwrap();
    }
}

#[test]
fn a_program_killed_at_any_moment_leaves_a_good_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    let child = || {
        Command::new(std::env::current_exe().unwrap())
            .args(["adds_until_killed", "--exact"])
            .env("RAPPORTEUR_TEST_LEDGER", &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut reports = 0;
    let mut kills = 0;
    let began = Instant::now();
    // Moments that differ from one round to the next without a source of chance: the test must tell the same twice. On a
    // busy machine there are fewer of them.
    while kills < 200 && (kills < 40 || began.elapsed() < Duration::from_secs(50)) {
        let mut running = child();
        std::thread::sleep(Duration::from_micros(3_000 + kills * 7_919 % 37_000));
        running.kill().unwrap();
        running.wait().unwrap();
        kills += 1;
        if path.exists() {
            assert_eq!(flaws(&path), [""; 0], "after kill {kills}");
            let now = Ledger::open(&path).unwrap().reports().unwrap();
            assert!(now >= reports, "{now} reports after {reports} were committed");
            reports = now;
        }
        if reports == 400 {
            // All are in: the rest of the moments are those of a new ledger.
            let _ = std::fs::remove_file(&path);
            for end in ["-wal", "-shm"] {
                let _ =
                    std::fs::remove_file(folder.path().join(format!("{}{end}", path.file_name().unwrap().display())));
            }
            reports = 0;
        }
    }
    eprintln!("killed {kills} times in {:.0} s", began.elapsed().as_secs_f64());
    assert!(child().wait().unwrap().success());
    assert_eq!(Ledger::open(&path).unwrap().reports().unwrap(), 400);
    assert_eq!(flaws(&path), [""; 0]);
}
