//! The page: HTML that is made here, so that reading needs no script.

mod collection;
mod counts;
mod one;

use crate::app::Shared;
use crate::problem::Problem;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use rapporteur_page::{add_page, asset, fault_page, help_page};

/// The page's routes.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(collection::home))
        .route("/events/{id}", get(one::event))
        .route("/reports/{id}", get(one::report))
        .route("/add", get(async || Html(add_page())))
        .route("/help", get(async || Html(help_page())))
        .route("/page/{name}", get(file))
}

/// Files whose address changes with their content are kept for good.
const FOR_GOOD: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");

async fn file(Path(name): Path<String>) -> Response {
    match asset(&name) {
        Some(asset) => {
            let headers =
                [(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type)), (header::CACHE_CONTROL, FOR_GOOD)];
            (headers, asset.content).into_response()
        }
        None => shown(Err(Problem::unknown("this file"))),
    }
}

/// A page, or a page that says why there is none.
fn shown(page: Result<Response, Problem>) -> Response {
    page.unwrap_or_else(|problem| {
        let title = if problem.status() == StatusCode::NOT_FOUND { "Not here" } else { "This did not work" };
        (problem.status(), Html(fault_page(title, problem.detail(), ""))).into_response()
    })
}
