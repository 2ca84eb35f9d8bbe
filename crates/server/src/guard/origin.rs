//! Requests that change something must not come from a page of another site (CSRF).

use crate::problem::Problem;
use axum::extract::Request;
use axum::http::{Method, header};

/// Browsers say where a request comes from; programs that say nothing are no browsers.
pub(super) fn check(host: &str, request: &Request) -> Result<(), Problem> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let refused = |detail: &str| {
        Err(Problem::new("origin", detail).remedy("send it from a page of this server, or without a browser"))
    };
    let headers = request.headers();
    if let Some(site) = headers.get("sec-fetch-site")
        && site != "same-origin"
        && site != "none"
    {
        return refused("it may change something, and comes from another site");
    }
    if let Some(origin) = headers.get(header::ORIGIN) {
        let own = origin
            .to_str()
            .ok()
            .and_then(|origin| origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")));
        if own.is_none_or(|own| !own.eq_ignore_ascii_case(host)) {
            return refused("it may change something, and its origin is another one");
        }
    }
    Ok(())
}
