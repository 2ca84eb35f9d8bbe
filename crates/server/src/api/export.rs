//! Whole results in the formats that others read.

use crate::app::Shared;
use crate::openapi::{Route, get};
use crate::problem::Problem;
use crate::reply::{Streamed, streamed};
use crate::request::{Media, Params, Question, choose};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use rapporteur_exchange::{Format, Writer};
use schemars::JsonSchema;
use serde::Deserialize;

pub(super) fn routes() -> Vec<Route> {
    let mut route = get("/api/v1/export", export)
        .says(
            "Export events",
            "The whole result, written while it is found, in a format that others read: docs/ledger.md tells what each is. The header \
             `X-Loses` says what the format has no place for.",
        )
        .query::<Asked>()
        .fails(&[406, 422]);
    for media in OFFERED.iter().map(|media| media.ty).collect::<std::collections::BTreeSet<_>>() {
        route = route.gives_text(200, media.split(';').next().unwrap_or(media));
    }
    vec![route]
}

/// What is asked of an export.
#[derive(Debug, Deserialize, JsonSchema)]
struct Asked {
    /// The query; empty for everything.
    q: Option<String>,
    /// Only what was reported up to the end of this day, month or year.
    as_of: Option<String>,
    /// Only what the ledger held at this day or moment (RFC 3339).
    known_at: Option<String>,
    /// `plover`, `geojson`, `timelinejs`, `gexf`, `icews`, `polecat`, `phoenix` or `gdelt`; before what `Accept` says.
    format: Option<String>,
}

/// The first of a media type is what `Accept` chooses.
const OFFERED: [Media<(Format, &str)>; 8] = [
    Media { name: "plover", ty: "application/x-ndjson", means: (Format::Plover, "events.plover.jsonl") },
    Media { name: "geojson", ty: "application/geo+json", means: (Format::GeoJson, "events.geojson") },
    Media { name: "timelinejs", ty: "application/json", means: (Format::TimelineJs, "events.timeline.json") },
    Media { name: "gexf", ty: "application/gexf+xml", means: (Format::Gexf, "actors.gexf") },
    Media { name: "icews", ty: "text/tab-separated-values", means: (Format::Icews, "events.icews.tsv") },
    Media { name: "polecat", ty: "text/tab-separated-values", means: (Format::Polecat, "events.polecat.tsv") },
    Media { name: "phoenix", ty: "text/tab-separated-values", means: (Format::Phoenix, "events.phoenix.tsv") },
    Media { name: "gdelt", ty: "text/tab-separated-values", means: (Format::Gdelt, "events.gdelt.tsv") },
];

async fn export(
    State(app): State<Shared>,
    headers: HeaderMap,
    Params(asked): Params<Asked>,
) -> Result<Response, Problem> {
    let question = Question::of(asked.q.as_deref(), asked.as_of.as_deref(), asked.known_at.as_deref())?;
    let media = choose(&OFFERED, asked.format.as_deref(), &headers)?;
    let (format, file) = media.means;
    let what = Streamed { media: media.ty, file: Some(file) };
    let mut response = streamed(&app, what, move |ledger, out| {
        let mut writer = Writer::new(out, format)?;
        ledger.each(&question.query, &question.horizon, |event| writer.write(&event))??;
        writer.finish()?;
        Ok(())
    })
    .await?;
    if let Some(lost) = format.loses().and_then(|lost| HeaderValue::from_str(lost).ok()) {
        response.headers_mut().insert(HeaderName::from_static("x-loses"), lost);
    }
    Ok(response)
}
