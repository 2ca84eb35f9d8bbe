//! CSV: the shared columns, with a head; the members of a list are parted by `|`. Nothing is kept but the row at hand.

use crate::Form;
use crate::cell::harmless;
use crate::column::{COLUMNS, ClaimRow, Column};
use crate::judged::Judged;
use rapporteur_ledger::EventDetail;
use std::borrow::Cow;
use std::io::{self, Write};

pub(crate) struct Csv<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> Csv<W> {
    pub(crate) fn new(out: W) -> io::Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(COLUMNS.iter().map(|(name, _)| name))?;
        Ok(Self { out })
    }
}

impl<W: Write> Form<W> for Csv<W> {
    fn event(&mut self, event: &EventDetail, judged: &Judged) -> io::Result<()> {
        for row in ClaimRow::all(event, judged) {
            for (_, column) in COLUMNS {
                self.out.write_field(harmless(&cell(*column, &row)).as_bytes())?;
            }
            self.out.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<W> {
        self.out.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

fn cell<'r>(column: Column, row: &'r ClaimRow<'_>) -> Cow<'r, str> {
    let shown = |value: Option<String>| Cow::Owned(value.unwrap_or_default());
    match column {
        Column::Text(of) => of(row).unwrap_or_default(),
        Column::Day(of) => shown(of(row).map(|day| day.to_string())),
        Column::Count(of) => shown(of(row).map(|count| count.to_string())),
        Column::Real(of) => shown(of(row).map(|real| real.to_string())),
        Column::Texts(of) => {
            // What is not known of a member leaves its place empty, so that lists side by side stay in step.
            let members = of(row).into_iter().map(|member| member.unwrap_or_default().replace('|', "/"));
            Cow::Owned(members.collect::<Vec<_>>().join("|"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};

    #[test]
    fn every_cell_comes_back_and_no_cell_is_a_formula() {
        let text = made::written(Format::Csv, &made::all());
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        let of = |row: usize, name: &str| {
            let at = head.iter().position(|column| column == name).unwrap();
            rows[row].get(at).unwrap().to_owned()
        };
        assert_eq!(of(0, "actors"), "Aziz Nasirzadeh|Iran");
        assert_eq!(of(0, "actor_sectors"), "MIL|GOV");
        assert_eq!(
            (of(0, "cameo"), of(0, "from"), of(0, "date_precision")),
            ("057".into(), "2025-03-12".into(), "day".into())
        );
        assert_eq!((of(0, "lat"), of(0, "lon")), ("53.9".into(), "27.57".into()));
        assert_eq!(of(0, "judgements"), "accept by anna at 2025-03-14T09:00:00Z: seen on film");
        let hostile = rows.iter().position(|row| row.iter().any(|cell| cell.contains("HYPERLINK"))).unwrap();
        assert_eq!(of(hostile, "actors"), format!("'{}", made::HOSTILE));
        assert_eq!((of(hostile, "from"), of(hostile, "place")), (String::new(), String::new()));
        for cell in rows.iter().flatten() {
            assert_eq!(super::harmless(cell), cell);
        }
    }
}
