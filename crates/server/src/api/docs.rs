//! The API about itself.

use crate::openapi::{Route, document, get, page};
use crate::problem::Problem;
use crate::reply::{json, typed};
use axum::http::StatusCode;
use axum::response::Response;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/openapi.json", openapi)
            .says("This document", "OpenAPI 3.1.")
            .gives::<serde_json::Map<String, serde_json::Value>>(200),
        get("/api/v1/docs", docs)
            .says("The documentation as a page", "Plain HTML; it asks nobody for anything.")
            .gives_text(200, "text/html"),
    ]
}

async fn openapi() -> Result<Response, Problem> {
    json(&document())
}

async fn docs() -> Result<Response, Problem> {
    typed(StatusCode::OK, "text/html; charset=utf-8", page(&document()).into_bytes())
}
