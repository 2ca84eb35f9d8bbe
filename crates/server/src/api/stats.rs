//! The ledger in numbers, and whether the server is up.

use crate::app::Shared;
use crate::openapi::{Route, get};
use crate::problem::Problem;
use crate::reply::json;
use axum::extract::State;
use axum::response::Response;
use rapporteur_ledger::Stats;
use schemars::JsonSchema;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/healthz", health).says("Whether the server is up", "Needs no token.").gives::<Health>(200),
        get("/api/v1/stats", stats).says("The ledger in numbers", "").gives::<Stats>(200),
    ]
}

/// Whether the server is up.
#[derive(Debug, Serialize, JsonSchema)]
struct Health {
    /// `ok`.
    status: &'static str,
}

async fn health() -> Result<Response, Problem> {
    json(&Health { status: "ok" })
}

async fn stats(State(app): State<Shared>) -> Result<Response, Problem> {
    let stamp = app.stamp()?;
    let keeping = Shared::clone(&app);
    let stats = app.read(move |ledger| Ok(keeping.kept(&stamp, "stats".into(), |_| 1, || ledger.stats())?));
    json(&*stats.await?)
}
