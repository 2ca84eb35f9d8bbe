//! Tables with a column of texts: values parted by commas, semicolons, tabs or bars, with a head.

use crate::Fault;
use crate::charset;
use crate::fields::{Field, Fields, Layout};
use crate::format::SNIFF;
use crate::reports::{Bytes, Reports, Source, one};
use csv::{ByteRecord, ReaderBuilder};
use rapporteur_text::{Notice, Report};
use std::io::{self, Error, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const DELIMITERS: [u8; 4] = *b",\t;|";

/// The delimiter of a table by its head, where a column of texts can be told there.
pub(crate) fn delimiter(head: &[u8], fields: &Fields) -> Option<u8> {
    let candidates = DELIMITERS.into_iter().filter_map(|delimiter| {
        let names = header(head, delimiter)?;
        let has_text = !fields.find(Field::Text, names.iter().map(String::as_str)).is_empty();
        // A sentence may begin with "Text, …"; the row after a head has as many cells.
        let sound = || rows(head, delimiter).nth(1).is_none_or(|row| row.len() == names.len());
        (has_text && names.len() > 1 && sound()).then_some((names.len(), delimiter))
    });
    // Of equals the first counts.
    candidates.rev().max_by_key(|(columns, _)| *columns).map(|(_, delimiter)| delimiter)
}

/// The delimiter that makes most columns.
fn likeliest(head: &[u8]) -> u8 {
    let columns = |delimiter: &u8| header(head, *delimiter).map_or(0, |names| names.len());
    DELIMITERS.into_iter().rev().max_by_key(columns).unwrap_or(b',')
}

/// The names in the first row.
fn header(head: &[u8], delimiter: u8) -> Option<Vec<String>> {
    Some(rows(head, delimiter).next()?.iter().map(name).collect())
}

/// The rows at the beginning of a table that are whole there.
fn rows(head: &[u8], delimiter: u8) -> impl Iterator<Item = ByteRecord> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(head);
    let cut_off = head.len() + 16 >= SNIFF;
    std::iter::from_fn(move || {
        let mut row = ByteRecord::new();
        let whole = reader.read_byte_record(&mut row).ok()? && !(cut_off && reader.is_done());
        whole.then_some(row)
    })
}

fn name(cell: &[u8]) -> String {
    charset::guessed(cell).0.trim().to_owned()
}

/// Reads a table whose first bytes are `head`.
pub(crate) fn read_table<'r>(input: Bytes<'r>, head: &[u8], source: Source) -> Reports<'r> {
    let fields = &source.options.fields;
    let delimiter = delimiter(head, fields).unwrap_or_else(|| likeliest(head));
    let left = Arc::new(AtomicU64::new(source.limits().report));
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(Rationed { input: charset::utf8(input, head), left: Arc::clone(&left) });
    let mut row = ByteRecord::new();
    match rows.read_byte_record(&mut row) {
        Ok(true) => {}
        Ok(false) => return one(Err(source.fault("the table is empty", "give a row with the names of the columns"))),
        Err(error) => return one(Err(row_fault(&source, &error))),
    }
    let names: Vec<String> = row.iter().map(|cell| name(cell.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(cell))).collect();
    let layout = fields.layout(names.iter().map(String::as_str));
    if layout.of(Field::Text).is_empty() {
        let message = format!("no column of texts among {}", names.join(", "));
        return one(Err(source.fault(message, Fields::remedy()).at_line(1)));
    }
    // With two characters at the end of a line, the second still waits to be counted where the next row begins.
    let waits = usize::from(head.windows(2).any(|pair| pair == b"\r\n"));
    Box::new(Table { rows, row, names, layout, left, source, waits, read: 0, ended: false })
}

struct Table<'r> {
    rows: csv::Reader<Rationed<'r>>,
    row: ByteRecord,
    names: Vec<String>,
    layout: Layout,
    left: Arc<AtomicU64>,
    source: Source,
    waits: usize,
    read: usize,
    ended: bool,
}

impl Table<'_> {
    fn report(&self) -> Result<Report, Fault> {
        let line = self.row.position().map_or(1, |position| position.line() as usize + self.waits);
        if self.row.len() > self.names.len() {
            let message = format!("the row has {} cells, the head {}", self.row.len(), self.names.len());
            let remedy = "put a cell that holds the delimiter in double quotes";
            return Err(self.source.fault(message, remedy).at_line(line));
        }
        let mut guessed = None;
        let mut report = self.layout.report(
            || self.read.to_string(),
            |place, _| {
                let cell = self.row.get(place).unwrap_or_default();
                let (text, charset) = charset::guessed(cell);
                guessed = guessed.or(charset);
                Ok(Some(text.into_owned()))
            },
        )?;
        report.notices.extend(guessed.map(charset::guess_notice));
        if report.text.is_empty() {
            report.notices.push(Notice::new("intake/no-text", "the row has no text"));
        }
        Ok(report)
    }
}

impl Iterator for Table<'_> {
    type Item = Result<Report, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.left.store(self.source.limits().report, Ordering::Relaxed);
        match self.rows.read_byte_record(&mut self.row) {
            Ok(true) => {
                self.read += 1;
                Some(self.report())
            }
            Ok(false) => None,
            Err(error) => {
                self.ended = true;
                Some(Err(row_fault(&self.source, &error).at_line(self.rows.position().line() as usize)))
            }
        }
    }
}

fn row_fault(source: &Source, error: &csv::Error) -> Fault {
    match error.kind() {
        csv::ErrorKind::Io(error) if error.kind() == ErrorKind::FileTooLarge => {
            source.limits().too_large(&source.name, "the row, in which a quote may not be closed,")
        }
        csv::ErrorKind::Io(error) => source.unreadable(error),
        _ => source.fault(error.to_string().to_lowercase(), "mend the row"),
    }
}

/// Input of which only so much may be read for one row: a quote that is never closed would take all of it.
struct Rationed<'r> {
    input: Bytes<'r>,
    left: Arc<AtomicU64>,
}

impl Read for Rationed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)? as u64;
        let left = self.left.load(Ordering::Relaxed);
        if read > left {
            return Err(Error::new(ErrorKind::FileTooLarge, "the row is too large"));
        }
        self.left.store(left - read, Ordering::Relaxed);
        Ok(read as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, Options, read_reports};

    fn read(table: &'static [u8], options: &Options) -> Vec<String> {
        read_reports(table, "in.csv", options)
            .map(|read| match read {
                Ok(r) => [r.id, r.text, r.title.unwrap_or_default(), r.published.unwrap_or_default()].join("/"),
                Err(fault) => fault.to_string(),
            })
            .collect()
    }

    #[test]
    fn columns_are_found_by_their_names_whatever_parts_them() {
        for (delimiter, table) in [
            (",", "\u{feff}Headline,Body,Date\nTalks,\"They met, and\nleft.\",2025-03-13\nRows,a,b,c\n,Second.,\n"),
            (";", "Headline;Body;Date\nTalks;\"They met, and\nleft.\";2025-03-13\nRows;a;b;c\n;Second.;\n"),
            (
                "\t",
                "Headline\tBody\tDate\r\nTalks\t\"They met, and\nleft.\"\t2025-03-13\r\nRows\ta\tb\tc\r\n\tSecond.\t\r\n",
            ),
        ] {
            let read = read(table.as_bytes(), &Options::default());
            assert_eq!(read[0], "1/They met, and\nleft./Talks/2025-03-13", "{delimiter}");
            assert!(read[1].starts_with("in.csv:4: the row has 4 cells, the head 3 (put a cell"), "{}", read[1]);
            assert_eq!(read[2], "3/Second.//");
        }
    }

    #[test]
    fn columns_can_be_named() {
        let table = b"Day,Words\nMarch 13 2025,They met.\n";
        let unnamed = read(table, &Options { from: Some(crate::Format::Table), ..Options::default() });
        assert_eq!(
            unnamed[0],
            "in.csv:1: no column of texts among Day, Words (say which holds the text: --columns text=NAME)"
        );
        let fields = Fields::parse("text=words,published=Day").unwrap();
        assert_eq!(read(table, &Options { fields, ..Options::default() }), ["1/They met.//2025-03-13"]);
    }

    #[test]
    fn other_charsets_are_read() {
        let latin = b"id,text\n7,The caf\xe9 in Orl\xe9ans was closed on Monday.\n";
        assert_eq!(read(latin, &Options::default()), ["7/The café in Orléans was closed on Monday.//"]);
        let wide: Vec<u8> = "\u{feff}id\ttext\n7\tThe café\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(wide.leak(), &Options::default()), ["7/The café//"]);
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_fill_memory() {
        let table = [&b"id,text\n1,\"open"[..], &vec![b'x'; 200_000]].concat();
        let options = Options { limits: Limits { report: 1 << 17, ..Limits::default() }, ..Options::default() };
        let read = read(table.leak(), &options);
        assert!(read[0].contains("a quote may not be closed"), "{}", read[0]);
    }
}
