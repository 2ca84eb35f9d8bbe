//! One ledger as an HTTP API, with its OpenAPI document, and as a page.
//!
//! Invariants: everything that is said of a ledger comes from the ledger crate, there is no SQL here; whatever a client
//! sends, the answer is documented and the server stays up; no answer makes a browser ask anybody else.
//!
//! A request passes the guards (host, token, origin, limits), then one row of the table of routes. The table is what the
//! router and the OpenAPI document are both made of.

mod api;
mod app;
mod drawn;
mod guard;
mod openapi;
mod page;
mod problem;
mod readers;
mod reply;
mod request;
mod serve;

pub use app::{App, Options, Shared};
pub use openapi::document;
pub use problem::Problem;
pub use readers::Readers;
pub use serve::{Server, ServerError};

use axum::Router;

/// The whole service: API, page and guards.
pub fn router(app: Shared) -> Router {
    let routes = openapi::router(api::routes()).merge(page::routes());
    guard::guarded(routes, app)
}
