//! Bytes become reports: plain text and JSONL, recognised by content and read as a stream.
//!
//! Invariant: a fault in one report is one [`Fault`] with its place and a remedy, and the reports after it are still
//! read; no more than one report is held at a time.

mod fault;
mod jsonl;
mod plain;

use rapporteur_text::Report;
use std::io::BufRead;

pub use fault::Fault;
pub use jsonl::Jsonl;
pub use plain::{Defaults, read_plain};

/// How the reports of a file are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One report, as it is.
    Plain,
    /// One JSON object a line: `{"id","text"}` with optional `title publisher published url language`.
    Jsonl,
}

/// How much of a file is looked at to recognise its format.
const SNIFF: usize = 4096;

/// Recognises the format by the first bytes: an opening brace with a quoted key after it is JSONL, all else plain text.
///
/// ```
/// use rapporteur_intake::{Format, recognise};
/// assert_eq!(recognise(b"\n {\"id\": 1, \"text\": \"x\"}"), Format::Jsonl);
/// assert_eq!(recognise(b"{sic} he wrote"), Format::Plain);
/// ```
pub fn recognise(head: &[u8]) -> Format {
    let head = &without_mark(head)[..without_mark(head).len().min(SNIFF)];
    let mut bytes = head.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    match (bytes.next(), bytes.next()) {
        (Some(b'{'), Some(b'"' | b'}')) => Format::Jsonl,
        _ => Format::Plain,
    }
}

/// Reads the reports of one file, named `file` in faults, by its recognised format.
///
/// What the input does not say of itself is taken from `defaults`.
pub fn read_reports<'r>(
    mut input: impl BufRead + Send + 'r,
    file: &str,
    defaults: &Defaults,
) -> Box<dyn Iterator<Item = Result<Report, Fault>> + Send + 'r> {
    let format = match input.fill_buf() {
        Ok(head) => recognise(head),
        Err(error) => return Box::new(std::iter::once(Err(Fault::unreadable(file, &error)))),
    };
    match format {
        Format::Plain => Box::new(std::iter::once(read_plain(input, file, defaults))),
        Format::Jsonl => Box::new(Jsonl::new(input, file, defaults.clone())),
    }
}

/// The bytes without a UTF-8 byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The bytes as text, or a fault that tells where they stop being UTF-8.
fn decoded(bytes: Vec<u8>, file: &str, line: Option<usize>) -> Result<String, Fault> {
    String::from_utf8(bytes).map_err(|error| Fault {
        file: file.to_owned(),
        line,
        message: format!("byte {} is not UTF-8", error.utf8_error().valid_up_to() + 1),
        remedy: "convert the file, for instance with iconv -t UTF-8".into(),
    })
}
