//! Reports: the list, one of them, what was read from it, and new ones.

mod add;
mod date;

use super::incoming::{About, FILE, JSON, LINES, SentReport, TEXT};
use super::listing::{Format, OFFERED};
use crate::app::Shared;
use crate::openapi::{Route, get, post, put};
use crate::problem::Problem;
use crate::reply::{Page, Streamed, serialised, streamed, tagged};
use crate::request::{Id, Params, Question, asked_or_accepted, no_cursor, page_size};
use add::Additions;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use rapporteur_exchange::Sheet;
use rapporteur_ledger::{
    Horizon, Ledger, LedgerError, LedgerFault, Query, ReportDetail, ReportReading, ReportRow, Shown,
};
use schemars::JsonSchema;
use serde::Deserialize;
use std::io::{self, Write};

/// Bytes of a body with reports.
const LARGEST: usize = 16 << 20;
/// Reports that are taken from the ledger at a time while all are written.
const AT_A_TIME: u64 = 500;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/reports", list)
            .says("List reports", "Last published first. With a query: those of which a claim matches. JSON comes in pages; NDJSON and CSV are the whole list.")
            .query::<Asked>()
            .gives::<Page<ReportRow>>(200)
            .gives_text(200, "application/x-ndjson")
            .gives_text(200, "text/csv")
            .fails(&[406, 422]),
        post("/api/v1/reports", add::add)
            .bodies_up_to(LARGEST)
            .says(
                "Add reports",
                "Reads them and keeps them, up to 16 MB at a time: a plain text, one JSON object, NDJSON with one a line, or a file whose \
                 format is recognised. A report is known by its content: adding it twice changes nothing. Faults are told one by one, and the \
                 rest is added.",
            )
            .query::<About>()
            .takes::<SentReport>(JSON)
            .takes_text(LINES)
            .takes_text(TEXT)
            .takes_text(FILE)
            .gives::<Additions>(200)
            .fails(&[422, 507]),
        get("/api/v1/reports/{id}", one)
            .says("One report", "With its text, the events that it tells, and its copies.")
            .names("The id of a report, or the beginning of one.")
            .gives::<ReportDetail>(200)
            .fails(&[404, 422]),
        get("/api/v1/reports/{id}/reading", reading)
            .says("What was read from a report", "Its text, sentences, entities, attributions and claims, with places in code points.")
            .names("The id of a report, or the beginning of one.")
            .gives::<ReportReading>(200)
            .fails(&[404, 422]),
        put("/api/v1/reports/{id}/published", date::set)
            .says(
                "Set the date of publication of a report",
                "The report is read again, so that \"on Wednesday\" means another day. It is a judgement, and can be undone as one.",
            )
            .names("The id of a report, or the beginning of one.")
            .query::<date::Model>()
            .takes::<date::Dating>(JSON)
            .gives::<date::Dated>(200)
            .fails(&[404, 422, 507]),
    ]
}

/// What is asked of the list of reports.
#[derive(Debug, Deserialize, JsonSchema)]
struct Asked {
    /// The query; empty for all reports.
    q: Option<String>,
    /// Rows on a page: 1 to 500, 50 where it is not said.
    #[schemars(range(min = 1, max = 500))]
    limit: Option<u64>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// The format, before what `Accept` says.
    format: Option<Format>,
}

async fn list(
    State(app): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    Params(asked): Params<Asked>,
) -> Result<Response, Problem> {
    let Question { query, words, .. } = Question::of(asked.q.as_deref(), None, None)?;
    let format = asked_or_accepted(asked.format, &OFFERED, &headers)?;
    let limit = page_size(asked.limit)?;
    let cursor = asked.cursor.filter(|cursor| !cursor.is_empty());
    if format == Format::Json {
        let stamp = app.stamp()?;
        let counting = Shared::clone(&app);
        let page = app.read(move |ledger| {
            let rows = ledger.report_rows(&query, cursor.as_deref(), limit);
            let (results, next) = rows.map_err(|error| of_cursor(error, cursor.as_deref()))?;
            let total = counting.total(&stamp, &format!("reports\n{words}"), || ledger.count_reports(&query))?;
            Ok(Page { results, next, total })
        });
        return page.await?.answer(&uri);
    }
    let (media, file) = match format {
        Format::Csv => ("text/csv", Some("reports.csv".into())),
        _ => ("application/x-ndjson", None),
    };
    streamed(&app, Streamed { media, file }, move |ledger, mut out| {
        if format == Format::Csv {
            let mut sheet = Sheet::new::<ReportRow>(out)?;
            each(ledger, &query, |row| sheet.write(row))?;
            return Ok(sheet.finish()?);
        }
        each(ledger, &query, |row| super::events::line(&mut out, row))?;
        Ok(out.flush()?)
    })
    .await
}

/// Gives every report to `sink`, a part of the list at a time.
fn each(ledger: &Ledger, query: &Query, mut sink: impl FnMut(&ReportRow) -> io::Result<()>) -> Result<(), Problem> {
    let mut after = None;
    loop {
        let (rows, next) = ledger.report_rows(query, after.as_deref(), AT_A_TIME)?;
        rows.iter().try_for_each(&mut sink)?;
        if next.is_none() {
            return Ok(());
        }
        after = next;
    }
}

fn of_cursor(error: LedgerError, cursor: Option<&str>) -> Problem {
    match (&error.fault, cursor) {
        (LedgerFault::Refused(..), Some(cursor)) => no_cursor(cursor),
        _ => error.into(),
    }
}

async fn one(State(app): State<Shared>, Id(id): Id, headers: HeaderMap) -> Result<Response, Problem> {
    let report =
        app.read(move |ledger| match ledger.show(&id, &Horizon::default())? {
            Shown::Report(report) => serialised(&report),
            Shown::Event(_) => Err(Problem::new("unknown", format!("{id} is an event, not a report"))
                .remedy("ask for it among the events")),
        });
    tagged(&headers, StatusCode::OK, "application/json", report.await?)
}

async fn reading(State(app): State<Shared>, Id(id): Id, headers: HeaderMap) -> Result<Response, Problem> {
    let reading = app.read(move |ledger| serialised(&ledger.reading_of(&id)?)).await?;
    tagged(&headers, StatusCode::OK, "application/json", reading)
}
