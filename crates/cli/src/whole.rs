//! Files that are there as a whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Writes beside the place of a file, and takes it when all is written: work that is stopped leaves an older file as it is.
pub(crate) fn write(path: &Path, write: impl FnOnce(File) -> anyhow::Result<File>) -> anyhow::Result<()> {
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        // A device or a pipe is written to as it is.
        return write(File::create(path)?).map(drop);
    }
    let mut part = OsString::from(path);
    part.push(".part");
    let part = PathBuf::from(part);
    let written = write(File::create(&part)?).and_then(|file| Ok(file.sync_all()?));
    let placed = written.and_then(|()| Ok(fs::rename(&part, path)?));
    if placed.is_err() {
        // What is there of it is of no use.
        let _ = fs::remove_file(&part);
    }
    placed
}

/// Refuses to write over the ledger.
pub(crate) fn refuse_ledger(out: &Path, ledger: &Path) -> anyhow::Result<()> {
    let same = matches!((fs::canonicalize(out), fs::canonicalize(ledger)), (Ok(one), Ok(other)) if one == other);
    anyhow::ensure!(!same, "{} is the ledger itself (name another file)", out.display());
    Ok(())
}
