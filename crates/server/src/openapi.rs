//! The table of routes, and the OpenAPI document and the documentation page that are made of it.
//!
//! The contract's types have JSON Schemas by schemars already, of the draft that OpenAPI 3.1 is built on; so the document is
//! put together from those, and no second description of the same types has to be kept.

mod describe;
mod page;
mod route;

pub(crate) use page::page;
pub(crate) use route::{Route, get, post, put};

use crate::app::Shared;
use crate::problem::Problem;
use axum::Router;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use std::collections::BTreeMap;

/// The router of a table.
pub(crate) fn router(routes: Vec<Route>) -> Router<Shared> {
    let mut by_path: BTreeMap<&'static str, axum::routing::MethodRouter<Shared>> = BTreeMap::new();
    for route in routes {
        let path = by_path.remove(route.path).unwrap_or_default();
        by_path.insert(route.path, path.merge(route.handler));
    }
    let mut router = Router::new();
    for (path, handlers) in by_path {
        router = router.route(path, handlers.fallback(no_such_method));
    }
    router
}

/// The problem of a method that a resource does not have.
pub(crate) async fn no_such_method(method: Method, uri: Uri) -> Response {
    let routes = crate::api::routes();
    let path = uri.path();
    let mut known: Vec<&str> =
        routes.iter().filter(|route| route.covers(path)).map(|route| route.method.as_str()).collect();
    if known.contains(&"GET") {
        known.push("HEAD");
    }
    let allow = known.join(", ");
    let allow = if allow.is_empty() { "GET, HEAD, POST".to_owned() } else { allow };
    let problem = Problem::new("method", format!("{method} is not among {allow}")).remedy("see /api/v1/docs");
    problem.allow(allow.parse().ok()).into_response()
}

/// The OpenAPI 3.1 document of the API.
///
/// It is committed as `crates/server/openapi.json`; a test fails where the two differ.
pub fn document() -> Value {
    describe::document(&crate::api::routes())
}
