//! Publishers and quoted sources, and how reliable people hold them to be.

use super::listing;
use crate::app::Shared;
use crate::openapi::{Route, put};
use crate::problem::Problem;
use crate::request::{Id, Sent};
use axum::extract::State;
use axum::http::StatusCode;
use rapporteur_ledger::{Ledger, SourceRow};
use schemars::JsonSchema;
use serde::Deserialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        listing::route::<SourceRow>(
            "/api/v1/sources",
            "List publishers, and the sources that reports quote",
            "sources.csv",
            Ledger::sources,
        ),
        put("/api/v1/sources/{name}/reliability", grade)
            .says(
                "Set how reliable a source is",
                "A (reliable) to E (unreliable), or F (cannot be judged). Earlier grades are kept.",
            )
            .names("The source's name.")
            .takes::<Grading>("application/json")
            .gives_text(204, "")
            .fails(&[404, 422, 507]),
    ]
}

/// How reliable a source is held to be.
#[derive(Debug, Deserialize, JsonSchema)]
struct Grading {
    /// A to F.
    #[schemars(regex(pattern = "^[A-Fa-f]$"))]
    grade: String,
    /// Who says so.
    reviewer: Option<String>,
}

async fn grade(State(app): State<Shared>, Id(name): Id, sent: Sent) -> Result<StatusCode, Problem> {
    let grading: Grading = sent.json()?;
    let by = grading.reviewer.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "unnamed".into());
    app.write(move |ledger| Ok(ledger.set_reliability(&name, &grading.grade, &by)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}
