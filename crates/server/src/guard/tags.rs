//! Entity tags of what is made of the whole ledger: they change with the ledger, and cost no query.

use crate::app::{Shared, digest};
use crate::reply::{names, not_modified, set_tag};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Names answers by the state of the ledger, where they have no name of their own; and answers without asking the ledger
/// where the client has that answer already.
pub(super) async fn tag(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let is_question = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_question || !request.uri().path().starts_with("/api/v1/") {
        return next.run(request).await;
    }
    // Before the question: what changes meanwhile then has another name already.
    let stamp = match app.stamp() {
        Ok(stamp) => stamp,
        Err(problem) => return problem.into_response(),
    };
    let accept = request.headers().get(header::ACCEPT).map(HeaderValue::as_bytes).unwrap_or_default();
    let named = [stamp.as_bytes(), request.uri().to_string().as_bytes(), accept].join(&0);
    let tag = format!("\"{}\"", digest(&named));
    if names(request.headers().get_all(header::IF_NONE_MATCH).iter().filter(|value| *value != "*"), &tag, true) {
        return not_modified(&tag);
    }
    let mut response = next.run(request).await;
    let is_named = response.headers().contains_key(header::ETAG);
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Accept"));
    if !is_named && response.status() == StatusCode::OK {
        set_tag(response.headers_mut(), &tag);
    }
    response
}
