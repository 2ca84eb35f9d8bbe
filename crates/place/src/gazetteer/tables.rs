//! Tables of GeoNames' dump, line by line, whatever is in them.

use super::builder::BuildError;
use std::io::{self, BufRead, Read};

/// Longer lines are in no dump: alternative names end at some ten thousand bytes.
const LONGEST: u64 = 1 << 20;
/// A table is known by one of its first lines.
const SNIFFED: usize = 100;

/// A row that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{table}:{line}: {message}")]
pub struct RowFault {
    /// The table's name, as the caller gave it.
    pub table: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

/// What a table tells, by the shape of its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// `allCountries.txt`, `BY.txt`, `cities500.txt`: 19 columns that begin with an id.
    Places,
    /// `admin1CodesASCII.txt`, `admin2Codes.txt`: code, name, ASCII name, id.
    Regions,
    /// `countryInfo.txt`: 19 columns that begin with a country's code.
    Countries,
    /// `alternateNamesV2.txt`: id of the name, id of the place, language, name, four flags …
    Names,
}

impl Kind {
    fn of(fields: &[&str]) -> Option<Self> {
        let number = |i: usize| fields.get(i).is_some_and(|field| field.parse::<u32>().is_ok());
        let code = |length: usize| fields[0].len() == length && fields[0].bytes().all(|b| b.is_ascii_uppercase());
        match fields.len() {
            4 if fields[0].contains('.') && number(3) => Some(Self::Regions),
            8..=10 if number(0) && number(1) => Some(Self::Names),
            17..=19 if code(2) => Some(Self::Countries),
            15.. if number(0) => Some(Self::Places),
            _ => None,
        }
    }
}

/// A table that is being read.
pub(super) struct Table<R> {
    pub(super) name: String,
    pub(super) kind: Kind,
    reader: R,
    line: usize,
    buffer: Vec<u8>,
    /// Whether `buffer` holds a line that was looked at but not given out.
    held: bool,
}

impl<R: BufRead> Table<R> {
    /// Reads up to the first line that tells what the table is; lines before it are faults.
    pub(super) fn open(name: String, reader: R, on_fault: &mut dyn FnMut(RowFault)) -> Result<Self, BuildError> {
        let mut table = Self { name, kind: Kind::Places, reader, line: 0, buffer: Vec::new(), held: false };
        let mut faults = Vec::new();
        while faults.len() < SNIFFED && table.advance()? {
            match table.fields() {
                Ok(fields) if fields.is_empty() => {}
                Ok(fields) => match Kind::of(&fields) {
                    Some(kind) => {
                        (table.kind, table.held) = (kind, true);
                        faults.into_iter().for_each(on_fault);
                        return Ok(table);
                    }
                    None => faults.push(table.fault(wrong_columns(&fields))),
                },
                Err(message) => faults.push(table.fault(message)),
            }
        }
        Err(BuildError::Unknown { table: table.name })
    }

    /// Calls for each row with its columns; what it refuses is a fault.
    pub(super) fn for_each(
        mut self,
        on_fault: &mut dyn FnMut(RowFault),
        mut row: impl FnMut(&[&str]) -> Result<(), String>,
    ) -> Result<(), BuildError> {
        while std::mem::take(&mut self.held) || self.advance()? {
            let done = self.fields().and_then(|fields| if fields.is_empty() { Ok(()) } else { row(&fields) });
            if let Err(message) = done {
                on_fault(self.fault(message));
            }
        }
        Ok(())
    }

    /// Moves to the next line; whether there is one.
    fn advance(&mut self) -> Result<bool, BuildError> {
        self.buffer.clear();
        let failed = |source: io::Error, table: &str| BuildError::Read { table: table.to_owned(), source };
        let read = self.reader.by_ref().take(LONGEST).read_until(b'\n', &mut self.buffer);
        let read = read.map_err(|source| failed(source, &self.name))?;
        if read as u64 == LONGEST {
            return Err(BuildError::Unknown { table: self.name.clone() });
        }
        self.line += 1;
        Ok(read > 0)
    }

    /// The columns of this line; none where it is empty or a remark.
    fn fields(&self) -> Result<Vec<&str>, String> {
        let line = std::str::from_utf8(&self.buffer)
            .map_err(|error| format!("byte {} is not UTF-8", error.valid_up_to() + 1))?;
        let line = line.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
        if line.trim().is_empty() || line.starts_with('#') { Ok(Vec::new()) } else { Ok(line.split('\t').collect()) }
    }

    fn fault(&self, message: String) -> RowFault {
        RowFault { table: self.name.clone(), line: self.line, message }
    }
}

/// What is wrong with a row that is no place's.
pub(super) fn wrong_columns(fields: &[&str]) -> String {
    match fields.len() {
        15.. => format!("id '{}' is not a whole number", fields[0]),
        count => format!("{count} columns where GeoNames' dumps have 19"),
    }
}
