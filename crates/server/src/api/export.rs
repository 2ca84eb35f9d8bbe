//! Whole results in the formats that others read.

use crate::app::{App, Shared};
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

/// The media type of Parquet.
pub(super) const PARQUET: &str = "application/vnd.apache.parquet";

pub(super) fn routes() -> Vec<Route> {
    let mut route = get("/api/v1/export", export)
        .says(
            "Export events",
            "The whole result, written while it is found, in a format that others read: docs/exchange.md tells what each is. The header \
             `X-Loses` says what the format has no place for.",
        )
        .query::<Asked>()
        .fails(&[406, 422]);
    for media in Format::ALL.map(media).into_iter().collect::<std::collections::BTreeSet<_>>() {
        route = route.gives_text(200, media);
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
    /// The format, before what `Accept` says: `plover csv parquet geojson ftm stix webannotation timelinejs gexf icews polecat
    /// phoenix gdelt gdelt-mentions`.
    #[schemars(extend("enum" = Format::ALL.map(Format::name)))]
    format: Option<String>,
}

/// Every format with its media type; of those that share one, `Accept` chooses the first.
fn offered() -> Vec<Media<Format>> {
    Format::ALL.into_iter().map(|format| Media { name: format.name(), ty: media(format), means: format }).collect()
}

fn media(format: Format) -> &'static str {
    match format {
        Format::Plover | Format::FollowTheMoney => "application/x-ndjson",
        Format::Csv => "text/csv",
        Format::Parquet => PARQUET,
        Format::GeoJson => "application/geo+json",
        Format::Stix => "application/stix+json",
        Format::WebAnnotation => "application/ld+json",
        Format::TimelineJs => "application/json",
        Format::Gexf => "application/gexf+xml",
        Format::Icews | Format::Polecat | Format::Phoenix | Format::Gdelt | Format::GdeltMentions => {
            "text/tab-separated-values"
        }
    }
}

/// The name of the file that it should be saved as.
fn file(format: Format) -> String {
    let ending = match format {
        Format::Plover | Format::FollowTheMoney => "jsonl",
        Format::Csv => "csv",
        Format::Parquet => "parquet",
        Format::GeoJson => "geojson",
        Format::Stix | Format::WebAnnotation | Format::TimelineJs => "json",
        Format::Gexf => "gexf",
        _ => "tsv",
    };
    format!("events.{}.{ending}", format.name())
}

/// Writes the whole result in a format, while it is found.
pub(super) async fn exported(app: &App, question: Question, format: Format) -> Result<Response, Problem> {
    let what = Streamed { media: media(format), file: Some(file(format)) };
    let mut response = streamed(app, what, move |ledger, out| {
        let mut writer = Writer::new(out, format)?.judged(ledger.history(None)?);
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

async fn export(
    State(app): State<Shared>,
    headers: HeaderMap,
    Params(asked): Params<Asked>,
) -> Result<Response, Problem> {
    let question = Question::of(asked.q.as_deref(), asked.as_of.as_deref(), asked.known_at.as_deref())?;
    let format = choose(&offered(), asked.format.as_deref(), &headers)?.means;
    exported(&app, question, format).await
}
