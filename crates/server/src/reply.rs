//! Answers: JSON, pages of lists, and results that are streamed.

mod streamed;

pub(crate) use streamed::{Streamed, streamed};

use crate::problem::Problem;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "PageOf{T}")]
pub(crate) struct Page<T> {
    /// The rows.
    pub(crate) results: Vec<T>,
    /// The cursor of the next page; null on the last one.
    pub(crate) next: Option<String>,
    /// How many rows all pages have together.
    pub(crate) total: u64,
}

impl<T: Serialize + Clone> Page<T> {
    /// The part of a short list that begins at a row.
    pub(crate) fn of_all(all: &[T], from: usize, limit: u64) -> Self {
        let total = all.len() as u64;
        let results: Vec<T> = all.iter().skip(from).take(limit as usize).cloned().collect();
        let end = from as u64 + results.len() as u64;
        Self { results, next: (end < total).then(|| end.to_string()), total }
    }
}

impl<T: Serialize> Page<T> {
    /// The page as an answer to a request for this address.
    pub(crate) fn answer(self, uri: &Uri) -> Result<Response, Problem> {
        let link = self
            .next
            .as_ref()
            .and_then(|next| HeaderValue::from_str(&format!("<{}>; rel=\"next\"", next_page(uri, next))).ok());
        let mut response = json(&self)?;
        if let Some(link) = link {
            response.headers_mut().insert(header::LINK, link);
        }
        Ok(response)
    }
}

fn next_page(uri: &Uri, cursor: &str) -> String {
    let others =
        uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let cursor = format!("cursor={cursor}");
    let query = others.chain([cursor.as_str()]).collect::<Vec<_>>().join("&");
    format!("{}?{query}", uri.path())
}

/// A value as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<Response, Problem> {
    typed(StatusCode::OK, "application/json", serialised(value)?)
}

/// The bytes of a value as JSON.
pub(crate) fn serialised(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|_| Problem::broken("the answer could not be written"))
}

/// Bytes of a media type.
pub(crate) fn typed(status: StatusCode, media: &'static str, bytes: Vec<u8>) -> Result<Response, Problem> {
    Ok((status, [(header::CONTENT_TYPE, HeaderValue::from_static(media))], bytes).into_response())
}

/// Bytes that are named by their digest; only their name, where the client has them already.
pub(crate) fn tagged(
    headers: &HeaderMap,
    status: StatusCode,
    media: &'static str,
    bytes: Vec<u8>,
) -> Result<Response, Problem> {
    let tag = tag(&bytes);
    if status == StatusCode::OK && names(headers.get_all(header::IF_NONE_MATCH).iter(), &tag, true) {
        return Ok(not_modified(&tag));
    }
    let mut response = typed(status, media, bytes)?;
    set_tag(response.headers_mut(), &tag);
    Ok(response)
}

/// The entity tag of some bytes.
pub(crate) fn tag(bytes: &[u8]) -> String {
    format!("\"{}\"", crate::app::digest(bytes))
}

/// The answer that nothing changed.
pub(crate) fn not_modified(tag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    set_tag(response.headers_mut(), tag);
    response
}

pub(crate) fn set_tag(headers: &mut HeaderMap, tag: &str) {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
}

/// Whether a header of entity tags names this one; `weakly`, where `W/` makes no difference.
pub(crate) fn names<'v>(values: impl Iterator<Item = &'v HeaderValue>, tag: &str, weakly: bool) -> bool {
    values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).map(str::trim).any(|named| {
        let named = if weakly { named.strip_prefix("W/").unwrap_or(named) } else { named };
        named == tag || named == "*"
    })
}
