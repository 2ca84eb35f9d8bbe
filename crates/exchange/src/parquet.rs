//! Parquet: the shared columns with their types. Rows are kept until they fill a row group.

use crate::Form;
use crate::column::{COLUMNS, ClaimRow, Column};
use crate::judged::Judged;
use jiff::civil::{Date, date};
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use rapporteur_ledger::EventDetail;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows to a group: some ten megabytes of sentences and names.
const GROUP: usize = 20_000;

pub(crate) struct Parquet<W: Write + Send> {
    out: SerializedFileWriter<W>,
    leaves: Vec<Leaf>,
    rows: usize,
}

/// The values of a column that are not yet written.
enum Leaf {
    Text(Values<ByteArrayType>),
    Texts(Values<ByteArrayType>),
    Day(Values<Int32Type>),
    Count(Values<Int64Type>),
    Real(Values<DoubleType>),
}

/// Values with their levels, as Parquet has them: how much of a value is there, and whether it goes on with a list.
struct Values<T: DataType> {
    values: Vec<T::T>,
    there: Vec<i16>,
    goes_on: Vec<i16>,
}

impl<T: DataType> Values<T> {
    fn new() -> Self {
        Self { values: Vec::new(), there: Vec::new(), goes_on: Vec::new() }
    }

    fn push(&mut self, value: Option<T::T>) {
        self.there.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    /// Of a list 0 says that it is empty, 1 that a member is not known, 2 that it is.
    fn push_list(&mut self, members: impl IntoIterator<Item = Option<T::T>>) {
        let before = self.there.len();
        for member in members {
            self.goes_on.push(i16::from(self.there.len() > before));
            self.there.push(1 + i16::from(member.is_some()));
            self.values.extend(member);
        }
        if self.there.len() == before {
            self.there.push(0);
            self.goes_on.push(0);
        }
    }

    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let goes_on = Some(&self.goes_on[..]).filter(|levels| !levels.is_empty());
        column.typed::<T>().write_batch(&self.values, Some(&self.there), goes_on)?;
        *self = Self::new();
        Ok(())
    }
}

impl Leaf {
    fn of(column: Column) -> Self {
        match column {
            Column::Text(_) => Self::Text(Values::new()),
            Column::Texts(_) => Self::Texts(Values::new()),
            Column::Day(_) => Self::Day(Values::new()),
            Column::Count(_) => Self::Count(Values::new()),
            Column::Real(_) => Self::Real(Values::new()),
        }
    }

    fn push(&mut self, column: Column, row: &ClaimRow<'_>) {
        let bytes = |text: std::borrow::Cow<'_, str>| ByteArray::from(text.as_bytes().to_vec());
        match (self, column) {
            (Self::Text(values), Column::Text(of)) => values.push(of(row).map(bytes)),
            (Self::Texts(values), Column::Texts(of)) => {
                values.push_list(of(row).into_iter().map(|member| member.map(bytes)));
            }
            (Self::Day(values), Column::Day(of)) => values.push(of(row).map(since_1970)),
            (Self::Count(values), Column::Count(of)) => {
                values.push(of(row).map(|count| i64::try_from(count).unwrap_or(i64::MAX)));
            }
            (Self::Real(values), Column::Real(of)) => values.push(of(row)),
            // Leaves are made from the columns, one for one.
            _ => {}
        }
    }

    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Self::Text(values) | Self::Texts(values) => values.write(column),
            Self::Day(values) => values.write(column),
            Self::Count(values) => values.write(column),
            Self::Real(values) => values.write(column),
        }
    }
}

fn since_1970(day: Date) -> i32 {
    // The calendar has fewer than four million days on each side.
    (day - date(1970, 1, 1)).get_days()
}

/// The schema as Parquet writes it down.
fn schema() -> String {
    let field = |(name, column): &(&str, Column)| match column {
        Column::Text(_) => format!("optional binary {name} (STRING);"),
        Column::Texts(_) => {
            format!("required group {name} (LIST) {{ repeated group list {{ optional binary element (STRING); }} }}")
        }
        Column::Day(_) => format!("optional int32 {name} (DATE);"),
        Column::Count(_) => format!("optional int64 {name};"),
        Column::Real(_) => format!("optional double {name};"),
    };
    format!("message claims {{ {} }}", COLUMNS.iter().map(field).collect::<Vec<_>>().join(" "))
}

impl<W: Write + Send> Parquet<W> {
    pub(crate) fn new(out: W) -> io::Result<Self> {
        let schema = parse_message_type(&schema()).map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("rapporteur {}", env!("CARGO_PKG_VERSION")))
            .build();
        let out = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        let leaves = COLUMNS.iter().map(|(_, column)| Leaf::of(*column)).collect();
        Ok(Self { out, leaves, rows: 0 })
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.out.next_row_group()?;
        for leaf in &mut self.leaves {
            let Some(mut column) = group.next_column()? else { break };
            leaf.write(&mut column)?;
            column.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl<W: Write + Send> Form<W> for Parquet<W> {
    fn event(&mut self, event: &EventDetail, judged: &Judged) -> io::Result<()> {
        for row in ClaimRow::all(event, judged) {
            for ((_, column), leaf) in COLUMNS.iter().zip(&mut self.leaves) {
                leaf.push(*column, &row);
            }
            self.rows += 1;
            if self.rows == GROUP {
                self.write_group().map_err(failed)?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<W> {
        if self.rows > 0 {
            self.write_group().map_err(failed)?;
        }
        self.out.into_inner().map_err(failed)
    }
}

/// What went wrong with the output is told as such: a closed pipe is no failure.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(cause) => io::Error::other(cause),
        },
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Writer, made};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, RowAccessor};

    #[test]
    fn values_come_back_with_their_types() {
        let file = made::bytes(Format::Parquet, &made::all());
        let reader = SerializedFileReader::new(bytes::Bytes::from(file)).unwrap();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().collect::<Result<_, _>>().unwrap();
        let at = |name: &str| COLUMNS.iter().position(|(column, _)| *column == name).unwrap();
        let claims: usize = made::all().iter().flat_map(|event| &event.versions).map(|v| v.printed.len()).sum();
        assert_eq!(rows.len(), claims);
        let first = &rows[0];
        assert_eq!(first.get_string(at("cameo")).unwrap(), "057");
        assert_eq!(first.get_column_iter().nth(at("from")).unwrap().1, &Field::Date(20_159));
        assert_eq!(first.get_double(at("lat")).unwrap(), 53.9);
        assert_eq!(first.get_list(at("actors")).unwrap().elements().len(), 2);
        let hostile = rows.iter().find(|row| row.to_string().contains("HYPERLINK")).unwrap();
        let Field::Str(name) = &hostile.get_list(at("actors")).unwrap().elements()[0] else { panic!() };
        assert_eq!(name, made::HOSTILE, "a typed file needs no apostrophes");
        assert_eq!(hostile.get_list(at("actor_countries")).unwrap().elements(), [Field::Null]);
        assert!(hostile.get_list(at("conflicts")).unwrap().elements().is_empty());
    }

    #[test]
    fn more_rows_than_a_group_holds_make_several_groups() {
        let event = &made::all()[0];
        let mut writer = Writer::new(Vec::new(), Format::Parquet).unwrap();
        let rows = event.versions.iter().map(|version| version.printed.len()).sum::<usize>();
        let times = GROUP / rows + 1;
        for _ in 0..times {
            writer.write(event).unwrap();
        }
        let reader = SerializedFileReader::new(bytes::Bytes::from(writer.finish().unwrap())).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 2);
        assert_eq!(reader.metadata().file_metadata().num_rows() as usize, times * rows);
        assert!(Writer::new(Vec::new(), Format::Parquet).unwrap().finish().is_ok(), "no event at all");
    }
}
