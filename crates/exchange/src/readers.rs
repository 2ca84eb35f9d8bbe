//! Others' readers take every format: a test for where they are installed (tests/exchange/validate.sh does that).

use crate::{Format, made};
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn others_read_what_is_written() {
    let Some(readers) = std::env::var_os("RAPPORTEUR_READERS") else {
        println!(
            "skipped: RAPPORTEUR_READERS names no folder with others' readers (tests/exchange/validate.sh makes one)"
        );
        return;
    };
    let python = Path::new(&readers).join("bin/python");
    if !python.exists() {
        println!("skipped: there is no {}", python.display());
        return;
    }
    let folder = std::env::temp_dir().join(format!("rapporteur-exports-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for format in Format::ALL {
        std::fs::write(folder.join(format.name()), made::bytes(format, &made::all())).unwrap();
    }
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/exchange/validate.py");
    let read = Command::new(python).arg(script).arg(&folder).output().unwrap();
    print!("{}", String::from_utf8_lossy(&read.stdout));
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    std::fs::remove_dir_all(&folder).unwrap();
}
