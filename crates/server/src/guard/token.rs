//! Where a token is set, every request must show it: programs in a header, browsers in a cookie that a form sets.

use crate::app::{App, Shared};
use crate::problem::Problem;
use crate::request::Sent;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

const COOKIE: &str = "rapporteur";
/// What may be had without a token.
const OPEN: [&str; 2] = ["/healthz", "/login"];

/// The form for the token.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/login", get(form).post(enter).fallback(crate::openapi::no_such_method))
}

/// Refuses who does not show the token; a browser is shown the form.
pub(super) fn check(app: &App, request: &Request) -> Result<(), Box<Response>> {
    let Some(token) = &app.options.token else { return Ok(()) };
    if OPEN.contains(&request.uri().path()) || shows(request.headers(), token) {
        return Ok(());
    }
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.contains("text/html") && !request.uri().path().starts_with("/api/") {
        return Err(page(StatusCode::UNAUTHORIZED, "").into());
    }
    let remedy = "send Authorization: Bearer TOKEN, or open /login in a browser";
    Err(Problem::new("token", "this server asks for a token").remedy(remedy).into_response().into())
}

fn shows(headers: &HeaderMap, token: &str) -> bool {
    let text = |value: &'_ HeaderValue| value.to_str().ok().map(str::to_owned);
    let bearer = headers.get(header::AUTHORIZATION).and_then(text);
    if let Some(given) = bearer
        .as_deref()
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
    {
        return same(given.1.trim().as_bytes(), token.as_bytes());
    }
    let kept = kept(token);
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(text).collect::<Vec<_>>().join(";");
    let mut cookies = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    cookies.any(|(name, value)| name == COOKIE && same(value.as_bytes(), kept.as_bytes()))
}

/// Compared by digest, so that the time it takes says nothing of the token.
fn same(one: &[u8], other: &[u8]) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}

/// What the cookie holds: nothing from which the token could be read.
fn kept(token: &str) -> String {
    Sha256::digest(format!("rapporteur cookie {token}")).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn form() -> Response {
    page(StatusCode::OK, "")
}

async fn enter(State(app): State<Shared>, sent: Sent) -> Response {
    let Some(token) = &app.options.token else { return to_start() };
    if sent.media != "application/x-www-form-urlencoded" {
        return sent.wrong_media("application/x-www-form-urlencoded").into_response();
    }
    let given = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&query_of(&sent.bytes))
        .map(|query| query.0.into_iter().find(|(name, _)| name == "token").map(|(_, value)| value).unwrap_or_default());
    if !given.is_ok_and(|given| same(given.trim().as_bytes(), token.as_bytes())) {
        return page(StatusCode::UNAUTHORIZED, "<p role=\"alert\">That is not the token.</p>");
    }
    let mut response = to_start();
    if let Ok(cookie) = HeaderValue::from_str(&format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict", kept(token))) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// A form's fields, written as those of an address.
fn query_of(bytes: &[u8]) -> axum::http::Uri {
    let fields = String::from_utf8_lossy(bytes);
    format!("/?{}", fields.trim()).parse().unwrap_or_default()
}

fn to_start() -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, HeaderValue::from_static("/"))]).into_response()
}

fn page(status: StatusCode, alert: &str) -> Response {
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Rapporteur: token</title><main><h1>Rapporteur</h1>{alert}<form method=\"post\" action=\"/login\">\
         <label>Token, as given to <code>rapporteur serve --token</code><br><input type=\"password\" name=\"token\" \
         autocomplete=\"current-password\" required autofocus></label> <button>Open</button></form></main></html>"
    );
    (status, Html(page)).into_response()
}
