//! The page: HTML that is made here, so that reading needs no script.

use crate::app::Shared;
use axum::Router;

/// The page's routes.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
}
