//! What every request passes before it is answered, and what every answer gets.

mod headers;
mod host;
mod origin;
mod tags;
mod token;

pub(crate) use host::in_url;

use crate::app::{App, Shared};
use crate::problem::Problem;
use crate::request::{BODY, BodyPatience};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;

/// So many requests are answered at a time; others wait,
const UNDER_WAY: usize = 64;
/// for this long.
const PATIENCE: Duration = Duration::from_secs(15);

/// The routes behind all guards.
pub(crate) fn guarded(routes: Router<Shared>, app: Shared) -> Router {
    let permits = Arc::new(Semaphore::new(UNDER_WAY));
    routes
        .merge(token::routes())
        .fallback(crate::page::nowhere)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(Extension(BodyPatience(app.options.body_patience)))
        .layer(from_fn_with_state(Arc::clone(&app), tags::tag))
        .layer(from_fn(move |request: Request, next: Next| in_turn(Arc::clone(&permits), request, next)))
        .layer(from_fn_with_state(Arc::clone(&app), admitted))
        .layer(CatchPanicLayer::custom(|_: Box<dyn Any + Send>| {
            Problem::broken("the request ended unexpectedly").into_response()
        }))
        .layer(from_fn(headers::add))
        .with_state(app)
}

async fn in_turn(permits: Arc<Semaphore>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(PATIENCE, permits.acquire()).await {
        Ok(Ok(_permit)) => next.run(request).await,
        _ => Problem::busy().into_response(),
    }
}

/// Only requests that are meant for this server, by somebody who may ask it.
async fn admitted(State(app): State<Shared>, request: Request, next: Next) -> Response {
    match check(&app, &request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => *refusal,
    }
}

fn check(app: &App, request: &Request) -> Result<(), Box<Response>> {
    let host = host::check(&app.options, request).map_err(|problem| Box::new(problem.into_response()))?;
    origin::check(&host, request).map_err(|problem| Box::new(problem.into_response()))?;
    token::check(app, request)
}
