//! What media and quoted sources contribute, in parts of what they tell.

use rapporteur_ledger::SourceRow;
use serde::Serialize;

/// A source with the parts that the page draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceView {
    /// The numbers.
    #[serde(flatten)]
    pub row: SourceRow,
    /// The part of its events that it reported first, 0 to 1.
    pub first_share: f64,
    /// The part that another origin tells too.
    pub corroborated_share: f64,
    /// The part that is contradicted.
    pub contradicted_share: f64,
}

/// The sources of one kind (`publisher` or `quoted`), in the order of the rows.
pub fn sources(rows: &[SourceRow], kind: &str) -> Vec<SourceView> {
    let one = |row: &SourceRow| {
        let share = |part: u64| if row.events == 0 { 0.0 } else { part as f64 / row.events as f64 };
        SourceView {
            first_share: share(row.first),
            corroborated_share: share(row.corroborated),
            contradicted_share: share(row.contradicted),
            row: row.clone(),
        }
    };
    rows.iter().filter(|row| row.kind == kind).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_events_and_never_divide_by_zero() {
        let row = SourceRow { kind: "publisher".into(), events: 4, first: 1, corroborated: 2, ..SourceRow::default() };
        let none = SourceRow { kind: "quoted".into(), ..SourceRow::default() };
        let rows = [row, none];
        assert_eq!(sources(&rows, "publisher")[0].corroborated_share, 0.5);
        assert_eq!(sources(&rows, "quoted")[0].first_share, 0.0);
    }
}
