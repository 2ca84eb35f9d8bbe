//! Rows of the ledger as a table for people, as JSONL, or as CSV.

use crate::args::TableFormat;
use rapporteur_exchange::harmless;
use serde::Serialize;
use std::io::{self, IsTerminal, Write};

/// What can be written as a row.
pub(crate) trait Cells: Serialize {
    /// The names of the columns.
    const COLUMNS: &'static [&'static str];
    /// The columns that a table shows; CSV has all of them.
    const SHOWN: &'static [&'static str] = Self::COLUMNS;
    /// One cell for each column.
    fn cells(&self) -> Vec<String>;
}

/// The format asked for; else a table on a terminal and JSONL in a pipe.
pub(crate) fn chosen(format: Option<TableFormat>) -> TableFormat {
    format.unwrap_or(if io::stdout().is_terminal() { TableFormat::Table } else { TableFormat::Jsonl })
}

/// Writes rows to standard output.
pub(crate) fn write<R: Cells>(rows: &[R], format: TableFormat) -> anyhow::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        TableFormat::Jsonl => {
            for row in rows {
                serde_json::to_writer(&mut out, row)?;
                out.write_all(b"\n")?;
            }
        }
        TableFormat::Csv => write_csv(rows, &mut out)?,
        TableFormat::Table => write_table(rows, &mut out)?,
    }
    out.flush()?;
    Ok(())
}

/// All columns, with a head.
fn write_csv<R: Cells>(rows: &[R], out: impl Write) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(R::COLUMNS)?;
    for row in rows {
        csv.write_record(row.cells().iter().map(|cell| harmless(cell).into_owned()))?;
    }
    csv.flush()?;
    Ok(())
}

/// What is not known is an empty cell.
pub(crate) fn or_empty(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

/// Columns as wide as they need to be; the last takes what is left of the terminal's width.
fn write_table<R: Cells>(rows: &[R], out: &mut impl Write) -> io::Result<()> {
    let shown: Vec<usize> =
        R::SHOWN.iter().filter_map(|name| R::COLUMNS.iter().position(|column| column == name)).collect();
    let head = shown.iter().map(|&at| R::COLUMNS[at].replace('_', " ")).collect::<Vec<_>>();
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let cells = row.cells();
            shown.iter().map(|&at| cells.get(at).cloned().unwrap_or_default()).collect()
        })
        .collect();
    let width = |text: &str| textwrap::core::display_width(text);
    let widths: Vec<usize> = (0..shown.len())
        .map(|at| cells.iter().map(|row| width(&row[at])).chain([width(&head[at])]).max().unwrap_or(0).min(36))
        .collect();
    let last = shown.len().saturating_sub(1);
    let left: usize = widths[..last].iter().map(|width| width + 2).sum();
    let rest = textwrap::termwidth().max(60).saturating_sub(left).max(16);
    for line in std::iter::once(&head).chain(&cells) {
        let mut written = String::new();
        for (at, cell) in line.iter().enumerate() {
            let most = if at == last { rest } else { widths[at] };
            let cell = cut(cell, most);
            let gap = if at == last { 0 } else { most - width(&cell) + 2 };
            written.push_str(&cell);
            written.push_str(&" ".repeat(gap));
        }
        writeln!(out, "{}", written.trim_end())?;
    }
    Ok(())
}

/// The beginning of a text that fits, with a mark where something was left out.
fn cut(text: &str, most: usize) -> String {
    if textwrap::core::display_width(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if textwrap::core::display_width(&kept) >= most {
            kept.pop();
            break;
        }
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_cut_with_a_mark() {
        assert_eq!(cut("Aziz Nasirzadeh", 15), "Aziz Nasirzadeh");
        assert_eq!(cut("Aziz Nasirzadeh", 6), "Aziz …");
        assert_eq!(cut("日本語日本語", 5), "日本…");
    }

    #[derive(Serialize)]
    struct Named(&'static str);

    impl Cells for Named {
        const COLUMNS: &'static [&'static str] = &["name", "worth"];

        fn cells(&self) -> Vec<String> {
            vec![self.0.to_owned(), "-1.5".to_owned()]
        }
    }

    #[test]
    fn no_cell_of_csv_is_a_formula() {
        let mut out = Vec::new();
        write_csv(&[Named("=1+1"), Named("@\"a\""), Named("Iran")], &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "name,worth\n'=1+1,-1.5\n\"'@\"\"a\"\"\",-1.5\nIran,-1.5\n");
    }
}
