//! Lists that are counted together from all that matches: sources, entities, places.

use crate::app::Shared;
use crate::openapi::{Route, get};
use crate::problem::Problem;
use crate::reply::{Page, typed};
use crate::request::{Media, Params, Question, asked_or_accepted, page_size, row_number};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use rapporteur_exchange::{Cells, Sheet};
use rapporteur_ledger::{Horizon, Ledger, LedgerError, Query};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is asked of such a list.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Asked {
    /// The query; empty for everything.
    q: Option<String>,
    /// Only what was reported up to the end of this day, month or year.
    as_of: Option<String>,
    /// Only what the ledger held at this day or moment (RFC 3339).
    known_at: Option<String>,
    /// Rows on a page: 1 to 500, 50 where it is not said.
    #[schemars(range(min = 1, max = 500))]
    limit: Option<u64>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// The format, before what `Accept` says.
    format: Option<Format>,
}

/// In what a list of rows is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub(super) enum Format {
    Json,
    Ndjson,
    Csv,
}

pub(super) const OFFERED: [Media<Format>; 3] = [
    Media { name: "json", ty: "application/json", means: Format::Json },
    Media { name: "ndjson", ty: "application/x-ndjson", means: Format::Ndjson },
    Media { name: "csv", ty: "text/csv", means: Format::Csv },
];

/// How the rows of such a list are counted.
type Count<T> = fn(&Ledger, &Query, &Horizon) -> Result<Vec<T>, LedgerError>;

/// The route of such a list.
pub(super) fn route<T>(path: &'static str, summary: &'static str, file: &'static str, count: Count<T>) -> Route
where
    T: Cells + Serialize + JsonSchema + Clone + Send + Sync + 'static,
{
    let list = move |State(app): State<Shared>, uri: Uri, headers: HeaderMap, Params(asked): Params<Asked>| async move {
        let question = Question::of(asked.q.as_deref(), asked.as_of.as_deref(), asked.known_at.as_deref())?;
        let format = asked_or_accepted(asked.format, &OFFERED, &headers)?;
        let limit = page_size(asked.limit)?;
        let from = row_number(asked.cursor.as_deref())?;
        let stamp = app.stamp()?;
        let keeping = Shared::clone(&app);
        let rows = app.read(move |ledger| {
            let asked = format!("{path}\n{}", question.words);
            let count = || count(ledger, &question.query, &question.horizon);
            Ok(keeping.kept(&stamp, asked, Vec::len, count)?)
        });
        let rows = rows.await?;
        if format == Format::Json { Page::of_all(&rows, from, limit).answer(&uri) } else { whole(&rows, format, file) }
    };
    get(path, list)
        .says(summary, "Most claims first. JSON comes in pages; NDJSON and CSV are the whole list.")
        .query::<Asked>()
        .gives::<Page<T>>(200)
        .gives_text(200, "application/x-ndjson")
        .gives_text(200, "text/csv")
        .fails(&[406, 422])
}

fn whole<T: Cells + Serialize>(rows: &[T], format: Format, file: &str) -> Result<Response, Problem> {
    let mut bytes = Vec::new();
    if format == Format::Ndjson {
        for row in rows {
            super::events::line(&mut bytes, row)?;
        }
        return typed(StatusCode::OK, "application/x-ndjson", bytes);
    }
    let mut sheet = Sheet::new::<T>(&mut bytes)?;
    for row in rows {
        sheet.write(row)?;
    }
    sheet.finish()?;
    let mut response = typed(StatusCode::OK, "text/csv", bytes)?;
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
