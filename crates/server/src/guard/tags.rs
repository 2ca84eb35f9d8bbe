//! Entity tags of what is made of the whole ledger: they change with the ledger, and cost no query. And what was answered is
//! remembered as long as its tag is.

use crate::app::{Answer, App, LARGEST, Shared, digest};
use crate::problem::Problem;
use crate::reply::{names, not_modified, set_tag};
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Names answers by the state of the ledger, where they have no name of their own; and answers without asking the ledger
/// where the client has that answer already, or another client was given it.
pub(super) async fn tag(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) || !tells_the_ledger(request.uri().path()) {
        return next.run(request).await;
    }
    // Before the question: what changes meanwhile then has another name already.
    let stamp = match app.stamp() {
        Ok(stamp) => stamp,
        Err(problem) => return problem.into_response(),
    };
    let asked = request.headers();
    // All of a request that an answer may depend on.
    let heard = |name| asked.get(name).map(HeaderValue::as_bytes).unwrap_or_default();
    let uri = request.uri().to_string();
    let named = [stamp.as_bytes(), uri.as_bytes(), heard(header::ACCEPT), heard(header::HOST)].join(&0);
    let tag = format!("\"{}\"", digest(&named));
    let wanted: Vec<HeaderValue> = asked.get_all(header::IF_NONE_MATCH).iter().cloned().collect();
    if names(wanted.iter().filter(|value| *value != "*"), &tag, true) {
        return not_modified(&tag);
    }
    // What a page elsewhere may read is decided for each request.
    let is_plain = *request.method() == Method::GET && !asked.contains_key(header::ORIGIN);
    if let Some(answer) = app.answer(&tag).filter(|_| is_plain) {
        let own = answer.headers.get(header::ETAG).and_then(|own| own.to_str().ok()).unwrap_or_default();
        return if names(wanted.iter(), own, true) { not_modified(own) } else { answer.into_response() };
    }
    let mut response = next.run(request).await;
    let is_named = response.headers().contains_key(header::ETAG);
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept"));
    if !is_named && response.status() == StatusCode::OK {
        set_tag(response.headers_mut(), &tag);
    }
    if is_plain { remembered(&app, &tag, response).await } else { response }
}

/// Whether what is at a path is made of the ledger, and of nothing that lies elsewhere.
fn tells_the_ledger(path: &str) -> bool {
    path == "/" || ["/api/v1/", "/events/", "/reports/"].iter().any(|start| path.starts_with(start))
}

/// Remembers an answer, if it is good, whole and not too large.
async fn remembered(app: &App, tag: &str, response: Response) -> Response {
    if response.status() != StatusCode::OK || response.body().size_hint().exact().is_none_or(|size| size > LARGEST) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, LARGEST as usize).await else {
        return Problem::broken("the answer broke off").into_response();
    };
    let headers: HeaderMap = parts.headers.clone();
    app.remember(tag, Answer { headers, body: body.clone() });
    Response::from_parts(parts, Body::from(body))
}
