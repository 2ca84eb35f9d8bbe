//! What went wrong, as RFC 9457 has it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rapporteur_ledger::{LedgerError, LedgerFault, QueryError};
use schemars::JsonSchema;
use serde::Serialize;
use std::time::Duration;

/// A problem (RFC 9457). `detail` says what is wrong, `remedy` what would help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// The kind of problem: a place in the documentation.
    #[serde(rename = "type")]
    kind: Box<str>,
    /// The kind in words.
    title: Box<str>,
    /// The HTTP status.
    status: u16,
    /// What is wrong this time.
    detail: Box<str>,
    /// What would help.
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<Box<str>>,
    /// The parameter that is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<Box<str>>,
    /// Where the fault begins in the parameter, in code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<u32>,
    /// Where it ends, exclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<u32>,
    /// The methods that the resource has, of a 405.
    #[serde(skip)]
    allow: Option<Box<HeaderValue>>,
}

/// Every kind: its name, status and title.
pub(crate) const KINDS: [(&str, u16, &str); 19] = [
    ("parameter", 400, "A parameter is malformed"),
    ("query", 400, "The query is malformed"),
    ("body", 400, "The body is malformed"),
    ("token", 401, "A token is needed"),
    ("origin", 403, "The request comes from another site"),
    ("read-only", 403, "The ledger may not be written to"),
    ("unknown", 404, "There is no such thing"),
    ("method", 405, "The resource does not have this method"),
    ("format", 406, "There is no such format"),
    ("slow-body", 408, "The body took too long to arrive"),
    ("changed", 412, "What was judged has changed"),
    ("large", 413, "The body is too large"),
    ("media", 415, "The body is of a type that is not read"),
    ("host", 421, "The server is not known under this name"),
    ("refused", 422, "The ledger refuses it"),
    ("costly", 422, "The question takes too long"),
    ("broken", 500, "Something is broken"),
    ("busy", 503, "The server is busy"),
    ("full", 507, "The disk is full"),
];

impl Problem {
    /// A problem of one of the kinds.
    pub(crate) fn new(kind: &str, detail: impl Into<String>) -> Self {
        let (_, status, title) = KINDS.iter().find(|(name, ..)| *name == kind).copied().unwrap_or(("broken", 500, ""));
        Self {
            kind: format!("/api/v1/docs#{kind}").into(),
            title: title.into(),
            status,
            detail: detail.into().into(),
            remedy: None,
            parameter: None,
            start: None,
            end: None,
            allow: None,
        }
    }

    /// With what would help.
    #[must_use]
    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into().into());
        self
    }

    pub(crate) fn allow(mut self, methods: Option<HeaderValue>) -> Self {
        self.allow = methods.map(Box::new);
        self
    }

    /// A parameter has a value that it cannot have.
    pub(crate) fn parameter(name: &str, detail: impl Into<String>, remedy: &str) -> Self {
        Self { parameter: Some(name.into()), ..Self::new("parameter", detail).remedy(remedy) }
    }

    /// A query is malformed.
    pub(crate) fn query(parameter: &str, error: QueryError) -> Self {
        Self {
            parameter: Some(parameter.into()),
            start: Some(error.start as u32),
            end: Some(error.end as u32),
            ..Self::new("query", error.message).remedy(error.remedy)
        }
    }

    /// A body cannot be read.
    pub(crate) fn body(detail: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new("body", detail).remedy(remedy)
    }

    /// Something that is not there.
    pub fn unknown(what: &str) -> Self {
        Self::new("unknown", format!("{what} is not in this ledger")).remedy("the lists show what is")
    }

    pub(crate) fn read_only() -> Self {
        Self::new("read-only", "this ledger may not be written to").remedy("check the permissions of file and folder")
    }

    /// Too much is going on.
    pub(crate) fn busy() -> Self {
        Self::new("busy", "too many requests are under way").remedy("try again in a moment")
    }

    /// A question took too long.
    pub(crate) fn too_slow(patience: Duration) -> Self {
        Self::new("costly", format!("it was given up after {} seconds", patience.as_secs()))
            .remedy("ask for less at a time")
    }

    /// A fault of the program or the file, which is told on standard error too.
    pub fn broken(detail: &str) -> Self {
        Self::new("broken", detail).remedy("see what the server wrote on standard error")
    }

    /// Work that panicked.
    pub(crate) fn panicked(error: &tokio::task::JoinError) -> Self {
        eprintln!("rapporteur: {error}");
        Self::broken("the work ended unexpectedly; the ledger holds what was committed before")
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// What is wrong, in words.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        match &error.fault {
            LedgerFault::Unknown(what) => Self::unknown(what),
            LedgerFault::Refused(what, remedy) => Self::new("refused", what.as_str()).remedy(*remedy),
            LedgerFault::Interrupted => Self::new("costly", "it was given up").remedy("ask for less at a time"),
            LedgerFault::Locked => Self::new("busy", "another program is writing to the ledger")
                .remedy("wait for that to end, then try again"),
            LedgerFault::ReadOnly => Self::read_only(),
            LedgerFault::Full => Self::new("full", "the disk is full").remedy("make room; what was committed is kept"),
            _ => {
                eprintln!("rapporteur: {error}");
                Self::broken("the ledger could not be used")
            }
        }
    }
}

/// Nobody takes the answer any more, or it cannot be written.
impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self::broken(&format!("the answer could not be written: {}", error.kind()))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let json = HeaderValue::from_static("application/problem+json");
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status(), [(header::CONTENT_TYPE, json)], body).into_response();
        let headers = response.headers_mut();
        if self.status == 503 {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        if self.status == 401 {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"rapporteur\""));
        }
        if let Some(methods) = self.allow {
            headers.insert(header::ALLOW, *methods);
        }
        response
    }
}
