//! What can go wrong with a ledger file: where, what, and what would help.

use rusqlite::ErrorCode;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a ledger could not be opened, read or written.
///
/// Its words are one line: the file, what is wrong, and a remedy in brackets. Whatever the fault, the ledger holds what
/// was committed before.
#[derive(Debug)]
pub struct LedgerError {
    /// The ledger's file.
    pub path: PathBuf,
    /// What is wrong.
    pub fault: LedgerFault,
}

/// What is wrong with a ledger.
#[derive(Debug)]
#[non_exhaustive]
pub enum LedgerFault {
    /// There is no such file.
    Missing,
    /// The file is something else.
    Foreign,
    /// A later version of the program made it.
    TooNew {
        /// The version of its schema.
        found: i64,
        /// The latest version that this program knows.
        known: i64,
    },
    /// It must be migrated, and was opened for reading only.
    TooOld {
        /// The version of its schema.
        found: i64,
    },
    /// Another program writes to it.
    Locked,
    /// It may not be written to.
    ReadOnly,
    /// The disk is full.
    Full,
    /// Its content contradicts itself.
    Damaged(String),
    /// What was being done was ended from elsewhere.
    Interrupted,
    /// What was asked for is not there.
    Unknown(String),
    /// What was asked for cannot be done.
    Refused(String, &'static str),
    /// Anything else that SQLite says.
    Sql(rusqlite::Error),
}

impl LedgerError {
    pub(crate) fn new(path: &Path, fault: LedgerFault) -> Self {
        Self { path: path.to_owned(), fault }
    }

    /// What SQLite says, in the words of this program.
    pub(crate) fn sql(path: &Path, error: rusqlite::Error) -> Self {
        let fault = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LedgerFault::Locked,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => LedgerFault::ReadOnly,
            Some(ErrorCode::DiskFull) => LedgerFault::Full,
            Some(ErrorCode::NotADatabase) => LedgerFault::Foreign,
            Some(ErrorCode::DatabaseCorrupt) => LedgerFault::Damaged(error.to_string()),
            Some(ErrorCode::OperationInterrupted) => LedgerFault::Interrupted,
            Some(ErrorCode::CannotOpen) if path.exists() => LedgerFault::ReadOnly,
            Some(ErrorCode::CannotOpen) => LedgerFault::Missing,
            _ => LedgerFault::Sql(error),
        };
        Self::new(path, fault)
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path.display())?;
        match &self.fault {
            LedgerFault::Missing => f.write_str("no such ledger (check the path; rapporteur add makes one)"),
            LedgerFault::Foreign => {
                f.write_str("not a ledger of Rapporteur (name another file; this one was left as it is)")
            }
            LedgerFault::TooNew { found, known } => write!(
                f,
                "made by a later version of the program: schema {found}, known up to {known} (use that version)"
            ),
            LedgerFault::TooOld { found } => {
                write!(f, "made by an earlier version, schema {found} (rapporteur verify brings it up to date)")
            }
            LedgerFault::Locked => {
                f.write_str("another program is writing to it (wait for that to end, then try again)")
            }
            LedgerFault::ReadOnly => f.write_str("may not be written to (check the permissions of file and folder)"),
            LedgerFault::Full => {
                f.write_str("the disk is full (make room and run the command again; what was committed is kept)")
            }
            LedgerFault::Damaged(what) => {
                write!(f, "damaged: {what} (restore a copy, or add the reports to a new ledger)")
            }
            LedgerFault::Interrupted => f.write_str("the work was ended before it was done (ask for less at a time)"),
            LedgerFault::Unknown(what) => write!(f, "{what} is not in this ledger (rapporteur list shows what is)"),
            LedgerFault::Refused(what, remedy) => write!(f, "{what} ({remedy})"),
            LedgerFault::Sql(error) => write!(f, "{error} (run rapporteur verify on it)"),
        }
    }
}

impl std::error::Error for LedgerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.fault {
            LedgerFault::Sql(error) => Some(error),
            _ => None,
        }
    }
}
