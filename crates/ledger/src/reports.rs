//! Reports, one row each, and what is kept of the reading of one.

use crate::add::text_at;
use crate::body::Kept;
use crate::error::{LedgerError, LedgerFault};
use crate::horizon::Horizon;
use crate::judge::{edited, verdict};
use crate::key::Key;
use crate::query::{Condition, Query};
use crate::rows::Bound;
use crate::show::bounds;
use crate::store::{Ledger, broken};
use rapporteur::output::{Attribution, Claim, Entity, Notice, Span};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

/// A report in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReportRow {
    /// Its id.
    pub id: String,
    /// The id that the input gave it.
    pub name: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who printed it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// When it was added: RFC 3339, UTC.
    pub added_at: String,
    /// How many claims were read from it.
    pub claims: u64,
}

/// A report's text with what is kept of its reading. Spans are code points of the text.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReportReading {
    /// The report's id.
    pub report: String,
    /// Its text.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<Span>,
    /// The entities that claims and attributions name.
    pub entities: Vec<Entity>,
    /// Who said what.
    pub attributions: Vec<Attribution>,
    /// What the reading had to say of itself.
    pub notices: Vec<Notice>,
    /// Its claims, in the order of the text.
    pub claims: Vec<ClaimOfReport>,
}

/// A claim with its place in the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ClaimOfReport {
    /// Its id in the ledger.
    pub key: String,
    /// The id of the event that it tells.
    pub event: String,
    /// `accepted`, `rejected` or `unsure`, where people judged so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub judged: String,
    /// The claim, with the edits in force.
    #[serde(flatten)]
    pub claim: Claim,
}

impl Ledger {
    /// Reports of which a claim matches, or all of them where nothing is asked for; last published first. At most `limit`
    /// of them after the place that the page before returned; the second value is the place after these, if there is more.
    pub fn report_rows(
        &self,
        query: &Query,
        after: Option<&str>,
        limit: u64,
    ) -> Result<(Vec<ReportRow>, Option<String>), LedgerError> {
        let mut place_after = Condition::always();
        if let Some(after) = after {
            let place = after.split_once('~').and_then(|(day, key)| {
                let day = if day.is_empty() { None } else { Some(day.parse::<i64>().ok()?) };
                Some((day, Key::from_full(key)?))
            });
            let Some((day, key)) = place else {
                return Err(self.fault(LedgerFault::Refused(
                    format!("{after:?} is no place in the list of reports"),
                    "give what the page before returned",
                )));
            };
            place_after.sql.push_str(
                " AND (r.published_day < ? OR (? IS NOT NULL AND r.published_day IS NULL) OR (r.published_day IS ? AND r.key > ?))",
            );
            let day = day.map_or(Value::Null, Value::from);
            place_after.values.extend([day.clone(), day.clone(), day, key.0.to_vec().into()]);
        }
        self.ask_at_once(|db| {
            let (matching, mut values) = self.matching_reports(db, query)?;
            let mut find = db.prepare_cached(&format!(
                "SELECT r.key, r.name, r.title, n.name, r.published, r.url, r.added_at, r.published_day,
                        (SELECT d.claims FROM reading d WHERE d.report = r.id AND d.superseded_at IS NULL)
                 FROM report r LEFT JOIN name n ON n.id = r.publisher
                 WHERE {matching} AND {} ORDER BY r.published_day DESC, r.key LIMIT ?",
                place_after.sql
            ))?;
            values.extend(
                place_after.values.into_iter().chain([(limit as i64).saturating_add(1).into()]).map(Bound::from),
            );
            let mut rows = find.query(params_from_iter(values))?;
            let (mut listed, mut last) = (Vec::new(), None);
            while let Some(row) = rows.next()? {
                if listed.len() as u64 >= limit {
                    return Ok((listed, last));
                }
                let day: Option<i64> = row.get(7)?;
                let day = day.map(|day| day.to_string()).unwrap_or_default();
                last = Some(format!("{day}~{}", Key::at(row, 0)?.full()));
                listed.push(report_row(row)?);
            }
            Ok((listed, None))
        })
    }

    /// How many reports [`Ledger::report_rows`] would list.
    pub fn count_reports(&self, query: &Query) -> Result<u64, LedgerError> {
        self.ask_at_once(|db| {
            let (matching, values) = self.matching_reports(db, query)?;
            let mut count = db.prepare_cached(&format!("SELECT count(*) FROM report r WHERE {matching}"))?;
            count.query_row(params_from_iter(values), |row| row.get::<_, i64>(0)).map(|n| n as u64)
        })
    }

    /// The condition on `report r` that one of its claims fits.
    fn matching_reports(&self, db: &Connection, query: &Query) -> rusqlite::Result<(&'static str, Vec<Bound>)> {
        if query.asks_for_nothing() {
            return Ok(("TRUE", Vec::new()));
        }
        let claims = self.claims(db, query, &Horizon::default())?;
        let reports = "r.id IN (SELECT c.report FROM rarray(?) m CROSS JOIN claim c ON c.id = m.value)";
        Ok((reports, vec![claims.table()]))
    }

    /// What is kept of the reading of a report, by its id or the beginning of it.
    pub fn reading_of(&self, id: &str) -> Result<ReportReading, LedgerError> {
        let unknown = || self.fault(LedgerFault::Unknown(format!("report {id}")));
        let (least, most) = bounds(id).ok_or_else(unknown)?;
        self.ask(|db| {
            let mut find = db.prepare_cached(
                "SELECT r.key, r.body, d.body FROM report r JOIN reading d ON d.report = r.id AND d.superseded_at IS NULL
                 WHERE r.key BETWEEN ? AND ? LIMIT 1",
            )?;
            let found = find.query_row([&least[..], &most[..]], |row| {
                let kept = Kept::unpack(row.get_ref(2)?.as_blob()?).map_err(broken)?;
                Ok((Key::at(row, 0)?, text_at(row, 1)?, kept))
            });
            let Some((report, text, kept)) = found.optional()? else { return Ok(None) };
            let mut event_of = db.prepare_cached(
                "SELECT e.key FROM claim c JOIN telling t ON t.id = c.telling JOIN event e ON e.id = t.event WHERE c.key = ?",
            )?;
            let mut claims = Vec::new();
            for (claim, key) in kept.claims.iter().zip(Key::of_claims(report, &kept.claims)) {
                let event = event_of.query_row([key.0], |row| Key::at(row, 0)).optional()?;
                claims.push(ClaimOfReport {
                    key: key.to_string(),
                    event: event.map(|event| event.to_string()).unwrap_or_default(),
                    judged: verdict(db, key)?.to_owned(),
                    claim: edited(db, key, claim)?,
                });
            }
            let Kept { sentences, entities, attributions, notices, .. } = kept;
            Ok(Some(ReportReading { report: report.to_string(), text, sentences, entities, attributions, notices, claims }))
        })?
        .ok_or_else(unknown)
    }
}

fn report_row(row: &Row<'_>) -> rusqlite::Result<ReportRow> {
    Ok(ReportRow {
        id: Key::at(row, 0)?.to_string(),
        name: row.get(1)?,
        title: row.get(2)?,
        publisher: row.get(3)?,
        published: row.get(4)?,
        url: row.get(5)?,
        added_at: row.get(6)?,
        claims: row.get::<_, Option<i64>>(8)?.unwrap_or(0) as u64,
    })
}
