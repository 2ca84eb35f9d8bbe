//! Reports that are sent are read and kept.

use crate::api::incoming::{self, About};
use crate::app::{App, Shared};
use crate::problem::Problem;
use crate::reply::json;
use crate::request::{Params, Sent};
use axum::extract::State;
use axum::response::Response;
use rapporteur::Reader;
use rapporteur::intake::Fault;
use rapporteur::output::Document;
use rapporteur::text::Report;
use rapporteur_ledger::{Entry, Key};
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What was read is committed when it is so many reports,
const BATCH: usize = 64;
/// or so old.
const PATIENCE: Duration = Duration::from_secs(1);

/// What was added.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct Additions {
    /// Reports that were not there before.
    reports: u64,
    /// Reports that were there already.
    known: u64,
    /// Claims of the new ones.
    claims: u64,
    /// Each report that could be read, in the order of the input.
    results: Vec<Addition>,
    /// What could not be read.
    faults: Vec<InputFault>,
}

/// A report that was added, or was there already.
#[derive(Debug, Serialize, JsonSchema)]
struct Addition {
    /// Its id in the ledger.
    id: String,
    /// The id that the input gave it.
    name: String,
    /// Whether it was there already.
    known: bool,
    /// How many claims were read from it; of one that was there already none are read.
    claims: u64,
}

/// What could not be read, and what would help.
#[derive(Debug, Serialize, JsonSchema)]
struct InputFault {
    /// The line of the input.
    line: Option<usize>,
    /// What is wrong.
    message: String,
    /// What would help.
    remedy: String,
}

impl From<Fault> for InputFault {
    fn from(fault: Fault) -> Self {
        Self { line: fault.line, message: fault.message, remedy: fault.remedy }
    }
}

pub(super) async fn add(
    State(app): State<Shared>,
    Params(about): Params<About>,
    sent: Sent,
) -> Result<Response, Problem> {
    if let Some(model) = &about.model {
        app.readers.check(model)?;
    }
    let permit = Arc::clone(&app.readings).acquire_owned().await.map_err(|_| Problem::busy())?;
    // Set when the client goes away: what was read until then is kept.
    let stop = Stop::default();
    let stopped = Arc::clone(&stop.0);
    let work = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let reports = incoming::reports(&sent, &about)?;
        if let [Err(fault)] = &reports[..] {
            return Err(Problem::body(fault.message.clone(), fault.remedy.clone()));
        }
        let reader = app.readers.get(about.model.as_deref())?;
        add_all(&app, &reader, reports, &stopped)
    });
    json(&work.await.unwrap_or_else(|error| Err(Problem::panicked(&error)))?)
}

#[derive(Default)]
struct Stop(Arc<AtomicBool>);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn add_all(
    app: &App,
    reader: &Reader,
    reports: Vec<Result<Report, Fault>>,
    stopped: &AtomicBool,
) -> Result<Additions, Problem> {
    let writer = app.writer()?;
    let mut added = Additions::default();
    let mut batch: Vec<Entry> = Vec::new();
    let mut since = Instant::now();
    let commit = |batch: &mut Vec<Entry>, added: &mut Additions| -> Result<(), Problem> {
        if !batch.is_empty() {
            let counts = writer.blocking_lock().add(batch)?;
            added.reports += counts.reports;
            added.known += counts.known;
            added.claims += counts.claims;
            batch.clear();
        }
        Ok(())
    };
    for report in reports {
        if stopped.load(Ordering::Relaxed) {
            break;
        }
        let report = match report {
            Ok(report) => report,
            Err(fault) => {
                added.faults.push(fault.into());
                continue;
            }
        };
        let (id, name) = (Key::of_report(&report).to_string(), report.id.clone());
        let known = batch.iter().any(|entry| Key::of_report(&entry.report) == Key::of_report(&report))
            || writer.blocking_lock().holds(&report)?;
        let mut claims = 0;
        if known {
            added.known += 1;
        } else {
            let reading = reader.read(&report);
            let document = Document::new(&report, &reading, reader.resources());
            claims = document.claims.len() as u64;
            batch.push(Entry { report, document });
        }
        added.results.push(Addition { id, name, known, claims });
        if batch.len() >= BATCH || since.elapsed() >= PATIENCE {
            commit(&mut batch, &mut added)?;
            since = Instant::now();
        }
    }
    commit(&mut batch, &mut added)?;
    Ok(added)
}
