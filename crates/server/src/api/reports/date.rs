//! The date of publication of a report, as people set it.

use crate::api::judgements::reviewer;
use crate::app::Shared;
use crate::problem::Problem;
use crate::reply::json;
use crate::request::{Id, Params, Sent};
use axum::extract::State;
use axum::response::Response;
use rapporteur::output::Document;
use rapporteur_ledger::{Change, Entry, Horizon, ReportDetail, Shown};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What reads the report again.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Model {
    /// `deep` or `fast`; the server's own where it is not said.
    #[schemars(extend("enum" = ["deep", "fast"]))]
    model: Option<String>,
}

/// A date of publication.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Dating {
    /// A day or moment (ISO 8601); null or empty where it is not known.
    #[schemars(extend("format" = "rapporteur-moment"))]
    published: Option<String>,
    /// Who says so.
    reviewer: Option<String>,
    /// Why.
    reason: Option<String>,
}

/// A report with another date.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Dated {
    /// The judgement, which can be undone.
    judgement: String,
    /// What changed in the report's claims.
    changes: Vec<Change>,
    /// The report as it is now.
    report: ReportDetail,
}

pub(super) async fn set(
    State(app): State<Shared>,
    Id(id): Id,
    Params(Model { model }): Params<Model>,
    sent: Sent,
) -> Result<Response, Problem> {
    let dating: Dating = sent.json()?;
    if let Some(model) = &model {
        app.readers.check(model)?;
    }
    let reviewer = reviewer(dating.reviewer, dating.reason);
    let (named, date) = (id.clone(), dating.published.unwrap_or_default());
    let report = app.read(move |ledger| Ok(ledger.dated(&named, &date)?)).await?;
    let permit = Arc::clone(&app.readings).acquire_owned().await.map_err(|_| Problem::busy())?;
    let reading = Shared::clone(&app);
    let read = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let reader = reading.readers.get(model.as_deref())?;
        let document = Document::new(&report, &reader.read(&report), reader.resources());
        Ok(Entry { report, document })
    });
    let entry = read.await.unwrap_or_else(|error| Err(Problem::panicked(&error)))?;
    let dated = app.write(move |ledger| {
        let (judgement, changes) = ledger.set_published(&id, &entry, &reviewer)?;
        match ledger.show(&id, &Horizon::default())? {
            Shown::Report(report) => Ok(Dated { judgement, changes, report: *report }),
            Shown::Event(_) => Err(Problem::unknown(&format!("report {id}"))),
        }
    });
    json(&dated.await?)
}
