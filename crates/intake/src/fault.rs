//! What went wrong with one piece of input.

use std::fmt;

/// One piece of input that could not be read: where, what and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The name of the file; `-` for standard input.
    pub file: String,
    /// The line, counted from 1, where the format has lines.
    pub line: Option<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What would help.
    pub remedy: String,
}

impl Fault {
    /// The file could not be opened or read on.
    pub fn unreadable(file: &str, error: &std::io::Error) -> Self {
        let remedy = match error.kind() {
            std::io::ErrorKind::NotFound => "check the path",
            std::io::ErrorKind::PermissionDenied => "check the permissions",
            _ => "try again, or copy the file first",
        };
        Self { file: file.to_owned(), line: None, message: reason(error), remedy: remedy.into() }
    }
}

/// What the system says, without its number.
fn reason(error: &std::io::Error) -> String {
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
