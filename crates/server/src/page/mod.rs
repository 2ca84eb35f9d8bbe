//! The page: HTML that is made here, so that reading needs no script.

mod collection;
mod one;

use crate::app::Shared;
use crate::problem::Problem;
use crate::request::{Media, choose};
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
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
        .method_not_allowed_fallback(crate::openapi::no_such_method)
}

/// Makes ready what the first page needs.
pub(crate) async fn warm(app: Shared) {
    collection::warm(app).await;
}

/// Where nothing is: a page for those who would rather have one, as browsers say that they do.
pub(crate) async fn nowhere(uri: Uri, headers: HeaderMap) -> Response {
    const OFFERED: [Media<bool>; 2] = [
        Media { name: "json", ty: "application/problem+json", means: false },
        Media { name: "html", ty: "text/html", means: true },
    ];
    let wants_page = choose(&OFFERED, None, &headers).is_ok_and(|chosen| chosen.means);
    if wants_page && !uri.path().starts_with("/api/") {
        let message = format!("Nothing is at {}.", uri.path());
        let remedy = "Events are at /events/ID, reports at /reports/ID; the search finds both.";
        return (StatusCode::NOT_FOUND, Html(fault_page("Not here", &message, remedy))).into_response();
    }
    Problem::new("unknown", "nothing is at this address").remedy("see /api/v1/docs").into_response()
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
