//! Events: the list, and one with all that is told of it.

use super::export::{PARQUET, exported};
use crate::app::Shared;
use crate::openapi::{Route, get};
use crate::problem::Problem;
use crate::reply::{Page, Streamed, serialised, streamed, tagged};
use crate::request::{Id, Media, Params, Question, asked_or_accepted, no_cursor, page_size};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use rapporteur_exchange::{Format, Sheet};
use rapporteur_ledger::{Cursor, EventDetail, EventRow, Horizon, JudgementRow, Ledger, Order, Shown};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/events", list)
            .says(
                "List events",
                "JSON comes in pages. NDJSON and CSV (an event a line), GeoJSON and Parquet (a claim a row) are the whole result, and heed \
                 neither `limit` nor `cursor`; the last two are in the order of days.",
            )
            .query::<Asked>()
            .gives::<Page<EventRow>>(200)
            .gives_text(200, "application/x-ndjson")
            .gives_text(200, "text/csv")
            .gives_text(200, "application/geo+json")
            .gives_text(200, PARQUET)
            .fails(&[406, 422]),
        get("/api/v1/events/{id}", one)
            .says("One event", "With its versions, why they were joined, and what was judged of them. Any of its claims names it.")
            .names("The id of an event or claim, or the beginning of one.")
            .query::<Within>()
            .gives::<Event>(200)
            .fails(&[404, 422]),
    ]
}

/// What is asked of the list of events.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Asked {
    /// The query; empty for everything.
    q: Option<String>,
    /// Only what was reported up to the end of this day, month or year.
    as_of: Option<String>,
    /// Only what the ledger held at this day or moment (RFC 3339).
    known_at: Option<String>,
    /// What comes first.
    #[serde(default)]
    order: InOrder,
    /// Rows on a page: 1 to 500, 50 where it is not said.
    #[schemars(range(min = 1, max = 500))]
    limit: Option<u64>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// The format, before what `Accept` says.
    format: Option<ListFormat>,
}

/// In which order events are listed.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum InOrder {
    #[default]
    Worth,
    Day,
    Reported,
    Origins,
}

impl From<InOrder> for Order {
    fn from(order: InOrder) -> Self {
        match order {
            InOrder::Worth => Self::Worth,
            InOrder::Day => Self::Day,
            InOrder::Reported => Self::Reported,
            InOrder::Origins => Self::Origins,
        }
    }
}

/// In what the list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum ListFormat {
    Json,
    Ndjson,
    Csv,
    Geojson,
    Parquet,
}

const OFFERED: [Media<ListFormat>; 5] = [
    Media { name: "json", ty: "application/json", means: ListFormat::Json },
    Media { name: "ndjson", ty: "application/x-ndjson", means: ListFormat::Ndjson },
    Media { name: "csv", ty: "text/csv", means: ListFormat::Csv },
    Media { name: "geojson", ty: "application/geo+json", means: ListFormat::Geojson },
    Media { name: "parquet", ty: PARQUET, means: ListFormat::Parquet },
];

async fn list(
    State(app): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    Params(asked): Params<Asked>,
) -> Result<Response, Problem> {
    let question = Question::of(asked.q.as_deref(), asked.as_of.as_deref(), asked.known_at.as_deref())?;
    let order = Order::from(asked.order);
    let format = asked_or_accepted(asked.format, &OFFERED, &headers)?;
    if format != ListFormat::Json {
        return whole(&app, question, order, format).await;
    }
    let limit = page_size(asked.limit)?;
    let after = match asked.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
        None => None,
        Some(words) => {
            let cursor = words.parse::<Cursor>().ok().filter(|cursor| cursor.order() == order);
            Some(cursor.ok_or_else(|| no_cursor(words))?)
        }
    };
    let stamp = app.stamp()?;
    let counting = Shared::clone(&app);
    let page = app.read(move |ledger| {
        let (results, next) = ledger.page(&question.query, &question.horizon, order, after.as_ref(), limit)?;
        let total = counting.total(&stamp, &question.words, || ledger.count(&question.query, &question.horizon))?;
        Ok(Page { results, next: next.map(|next| next.to_string()), total })
    });
    page.await?.answer(&uri)
}

/// All that match, written while they are found.
async fn whole(app: &Shared, question: Question, order: Order, format: ListFormat) -> Result<Response, Problem> {
    let csv = match format {
        ListFormat::Geojson => return exported(app, question, Format::GeoJson).await,
        ListFormat::Parquet => return exported(app, question, Format::Parquet).await,
        ListFormat::Csv => true,
        ListFormat::Json | ListFormat::Ndjson => false,
    };
    let (media, file) = if csv { ("text/csv", Some("events.csv".into())) } else { ("application/x-ndjson", None) };
    let Question { query, horizon, .. } = question;
    streamed(app, Streamed { media, file }, move |ledger, mut out| {
        if csv {
            let mut sheet = Sheet::new::<EventRow>(out)?;
            ledger.each_row(&query, &horizon, order, |row| sheet.write(&row))??;
            return Ok(sheet.finish()?);
        }
        ledger.each_row(&query, &horizon, order, |row| line(&mut out, &row))??;
        Ok(out.flush()?)
    })
    .await
}

/// A value as a line of NDJSON.
pub(super) fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// How far one looks.
#[derive(Debug, Deserialize, JsonSchema)]
struct Within {
    /// Only what was reported up to the end of this day, month or year.
    as_of: Option<String>,
    /// Only what the ledger held at this day or moment (RFC 3339).
    known_at: Option<String>,
}

/// An event with all that is told of it, and what was judged of its claims.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Event {
    /// What is told of it.
    #[serde(flatten)]
    pub(crate) detail: EventDetail,
    /// What was judged of its claims, in the order of time.
    pub(crate) judgements: Vec<JudgementRow>,
}

impl Event {
    /// The event that an id, or the beginning of one, names.
    pub(crate) fn of(ledger: &Ledger, id: &str, horizon: &Horizon) -> Result<Self, Problem> {
        let detail = match ledger.show(id, horizon)? {
            Shown::Event(detail) => *detail,
            Shown::Report(_) => {
                return Err(Problem::new("unknown", format!("{id} is a report, not an event"))
                    .remedy("ask for it among the reports"));
            }
        };
        // By a claim's whole id: an event's own may begin like others.
        let claim =
            detail.versions.iter().flat_map(|version| &version.printed).map(|printed| printed.id.as_str()).next();
        let judgements = ledger.judgements_of_event(claim.unwrap_or(id))?;
        Ok(Self { detail, judgements })
    }
}

async fn one(
    State(app): State<Shared>,
    Id(id): Id,
    headers: HeaderMap,
    Params(within): Params<Within>,
) -> Result<Response, Problem> {
    let horizon = Question::of(None, within.as_of.as_deref(), within.known_at.as_deref())?.horizon;
    let event = app.read(move |ledger| serialised(&Event::of(ledger, &id, &horizon)?)).await?;
    tagged(&headers, StatusCode::OK, "application/json", event)
}
