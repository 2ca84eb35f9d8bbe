//! What went wrong with one piece of input.

use std::fmt;
use std::io::{Error, ErrorKind};

/// One piece of input that could not be read: where, what and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The name of the file, `-` for standard input; of a member of an archive `archive.zip!folder/page.html`.
    pub file: String,
    /// The line, counted from 1, where the format has lines.
    pub line: Option<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What would help.
    pub remedy: String,
    /// Whether a report was lost. Where not, something was left out that is no report, as the pictures of a folder.
    pub lost: bool,
}

impl Fault {
    /// A report of this file was lost.
    pub fn new(file: &str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, message: message.into(), remedy: remedy.into(), lost: true }
    }

    /// The same fault at a line, counted from 1.
    pub fn at_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }

    /// Something was left out that is no report.
    pub fn left_out(file: &str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { lost: false, ..Self::new(file, message, remedy) }
    }

    /// The file could not be opened or read on.
    pub fn unreadable(file: &str, error: &Error) -> Self {
        let remedy = match error.kind() {
            ErrorKind::NotFound => "check the path",
            ErrorKind::PermissionDenied => "check the permissions",
            ErrorKind::FileTooLarge => "unpack or split it, if you trust it, and read the parts",
            ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof => {
                "it is damaged or cut off: get it again"
            }
            _ => "try again, or copy the file first",
        };
        Self::new(file, reason(error), remedy)
    }
}

/// What the system says, without its number.
fn reason(error: &Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {} ({})", self.message, self.remedy)
    }
}

impl std::error::Error for Fault {}
