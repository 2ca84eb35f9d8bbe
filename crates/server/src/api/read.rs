//! Reading a report without keeping it.

use super::incoming::{self, About, JSON, SentReport, TEXT};
use crate::app::Shared;
use crate::openapi::{Route, post};
use crate::problem::Problem;
use crate::reply::{serialised, typed};
use crate::request::{Params, Sent};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rapporteur::output::Document;
use std::sync::Arc;

/// Characters of a text that is read while somebody waits; a longer one goes into the ledger.
const LONGEST: usize = 200_000;

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/read", read)
            .bodies_up_to(1 << 20)
            .says("Read a report", "Answers with its reading, by the contract of docs/reading.md, and keeps nothing. At most 200,000 characters.")
            .query::<About>()
            .takes::<SentReport>(JSON)
            .takes_text(TEXT)
            .gives::<Document>(200)
            .fails(&[422]),
    ]
}

async fn read(State(app): State<Shared>, Params(about): Params<About>, sent: Sent) -> Result<Response, Problem> {
    if ![TEXT, JSON].contains(&sent.media.as_str()) {
        return Err(sent.wrong_media("text/plain or application/json"));
    }
    let report = incoming::reports(&sent, &about)?.into_iter().next();
    let report = report.ok_or_else(|| Problem::body("there is no report in it", "send a text"))?;
    let report = report.map_err(|fault| Problem::body(fault.message, fault.remedy))?;
    if report.text.chars().count() > LONGEST {
        return Err(Problem::new("large", format!("it has more than {LONGEST} characters"))
            .remedy("add it to the ledger instead"));
    }
    let permit = Arc::clone(&app.readings).acquire_owned().await.map_err(|_| Problem::busy())?;
    let work = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let reader = app.readers.get(about.model.as_deref())?;
        let reading = reader.read(&report);
        serialised(&Document::new(&report, &reading, reader.resources()))
    });
    let document = work.await.unwrap_or_else(|error| Err(Problem::panicked(&error)))?;
    typed(StatusCode::OK, "application/json", document)
}
