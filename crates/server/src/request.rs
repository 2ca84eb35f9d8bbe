//! What requests say: parameters, bodies, and what they want to be answered in.

mod accept;

pub(crate) use accept::{Media, asked_or_accepted, choose};

use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use rapporteur_ledger::{Horizon, Query as LedgerQuery};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Bytes of a body, where a route says nothing else.
pub(crate) const BODY: usize = 64 * 1024;

/// How many bytes the body of a route may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Largest(pub(crate) usize);

/// A whole body must have arrived after this time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyPatience(pub(crate) Duration);

/// The parameters of a request; a fault in them is a problem.
#[derive(Debug)]
pub(crate) struct Params<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(rejection) => {
                let reason = rejection.body_text();
                let reason = reason.rsplit(": ").next().unwrap_or(&reason).to_owned();
                Err(Problem::new("parameter", reason).remedy("see the documentation of this route at /api/v1/docs"))
            }
        }
    }
}

/// The part of a path that names something, decoded.
#[derive(Debug)]
pub(crate) struct Id(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = axum::extract::Path::<String>::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(id)| Self(id)).map_err(|_| Problem::unknown("what the path names"))
    }
}

/// A body, whole, with its media type.
#[derive(Debug)]
pub(crate) struct Sent {
    /// The media type without its parameters, in lower case.
    pub(crate) media: String,
    pub(crate) bytes: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let media = media(request.headers());
        if request.headers().get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
            return Err(
                Problem::new("media", "compressed bodies are not read").remedy("send it without Content-Encoding")
            );
        }
        let large = || Problem::new("large", "it has more bytes than this route takes").remedy("send it in parts");
        let largest = request.extensions().get::<Largest>().map_or(BODY, |largest| largest.0);
        let length =
            request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if length.is_some_and(|length: u64| length > largest as u64) {
            return Err(large());
        }
        let patience = request.extensions().get::<BodyPatience>().map_or(Duration::from_mins(1), |patience| patience.0);
        let bytes = tokio::time::timeout(patience, Bytes::from_request(request, state)).await;
        let slow = |_| Problem::new("slow-body", format!("it did not arrive within {} s", patience.as_secs()));
        let bytes = bytes.map_err(slow)?.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => large(),
            _ => Problem::body("it broke off", "send it again"),
        })?;
        Ok(Self { media, bytes })
    }
}

impl Sent {
    /// The body as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        if self.media != "application/json" {
            return Err(self.wrong_media("application/json"));
        }
        // A list of its fields would do for an object otherwise.
        if self.bytes.trim_ascii_start().first() != Some(&b'{') {
            return Err(Problem::body("it is no JSON object", "see the documentation of this route at /api/v1/docs"));
        }
        serde_json::from_slice(&self.bytes).map_err(|error| {
            let at = format!("line {}, column {}", error.line(), error.column());
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or(&reason);
            Problem::body(format!("{at}: {reason}"), "see the documentation of this route at /api/v1/docs")
        })
    }

    /// The problem of a body of another type than these.
    pub(crate) fn wrong_media(&self, known: &str) -> Problem {
        let given = if self.media.is_empty() { "no Content-Type".to_owned() } else { format!("{:?}", self.media) };
        Problem::new("media", format!("{given} is not read here")).remedy(format!("send {known}"))
    }
}

fn media(headers: &HeaderMap) -> String {
    let whole = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    whole.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What is asked of the ledger.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) query: LedgerQuery,
    pub(crate) horizon: Horizon,
    /// All of it in one text, by which counts are remembered.
    pub(crate) words: String,
}

impl Question {
    /// From the parameters that every list has.
    pub(crate) fn of(q: Option<&str>, as_of: Option<&str>, known_at: Option<&str>) -> Result<Self, Problem> {
        let q = q.unwrap_or_default();
        let query = LedgerQuery::parse(q).map_err(|error| Problem::query("q", error))?;
        let mut horizon = Horizon::default();
        if let Some(day) = as_of.filter(|day| !day.is_empty()) {
            horizon = horizon.as_of(day).map_err(|error| Problem::parameter("as_of", error.message, &error.remedy))?;
        }
        if let Some(moment) = known_at.filter(|moment| !moment.is_empty()) {
            let day = moment.parse::<jiff::civil::Date>().is_ok() && moment.len() == 10;
            let utc = moment.parse::<jiff::Timestamp>().map(|moment| format!("{moment:.0}"));
            horizon = match utc {
                _ if day => horizon.known_at(moment),
                Ok(utc) => horizon.known_at(&utc),
                Err(_) => {
                    let remedy = "write 2025-03-13 or 2025-03-13T10:00:00Z";
                    return Err(Problem::parameter("known_at", format!("{moment:?} is no moment"), remedy));
                }
            };
        }
        Ok(Self { query, horizon, words: format!("{q}\n{as_of:?}\n{known_at:?}") })
    }
}

/// How many rows a page has.
pub(crate) fn page_size(limit: Option<u64>) -> Result<u64, Problem> {
    match limit.unwrap_or(50) {
        limit @ 1..=500 => Ok(limit),
        limit => Err(Problem::parameter("limit", format!("{limit} rows are not a page"), "give 1 to 500")),
    }
}

/// A row number that a cursor of a short list stands for.
pub(crate) fn row_number(cursor: Option<&str>) -> Result<usize, Problem> {
    let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) else { return Ok(0) };
    cursor.parse().map_err(|_| no_cursor(cursor))
}

/// The problem of a cursor that no page returned.
pub(crate) fn no_cursor(cursor: &str) -> Problem {
    Problem::parameter("cursor", format!("{cursor:?} is no cursor"), "give `next` of the page before, or leave it out")
}
