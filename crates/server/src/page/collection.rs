//! Screen B: what the address asks for, from the ledger to the page.

use super::one::event_shown;
use super::shown;
use crate::api::Event;
use crate::app::{App, Shared};
use crate::drawn::{DRAWN, acts_of, map_of, quotes_of, timeline_of, window};
use crate::problem::Problem;
use axum::extract::{Query as Parameters, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use rapporteur_ledger::{Facets, Horizon, Ledger, Order, Query, QueryError};
use rapporteur_page::{Address, Collection, Shown, Sort, View, collection_page};
use rapporteur_views::{Lanes, sources};
use std::sync::Arc;

/// The collection.
pub(super) async fn home(
    State(app): State<Shared>,
    Parameters(parameters): Parameters<Vec<(String, String)>>,
) -> Response {
    let address = Address::of(&parameters);
    let stamp = match app.stamp() {
        Ok(stamp) => stamp,
        Err(problem) => return shown(Err(problem)),
    };
    let keeping = Shared::clone(&app);
    shown(app.read(move |ledger| page(&keeping, ledger, &address, &stamp)).await)
}

/// Counts the whole ledger, as the first page that anybody opens has to.
pub(super) async fn warm(app: Shared) {
    let Ok(stamp) = app.stamp() else { return };
    let keeping = Shared::clone(&app);
    let address = Address::of(&[]);
    let opened = app.read(move |ledger| page(&keeping, ledger, &address, &stamp).map(drop));
    // Whoever asks for it is told what is wrong.
    let _ = opened.await;
}

fn page(app: &App, ledger: &Ledger, address: &Address, stamp: &str) -> Result<Response, Problem> {
    match Query::parse(&address.q) {
        Ok(query) => Ok(Html(selection(app, ledger, address, &query, stamp)?).into_response()),
        Err(fault) => Ok((StatusCode::BAD_REQUEST, Html(with_fault(ledger, address, &fault)?)).into_response()),
    }
}

/// How many reports there are.
fn reports(ledger: &Ledger) -> Result<u64, Problem> {
    Ok(ledger.count_reports(&Query::parse("").map_err(|fault| Problem::query("q", fault))?)?)
}

fn with_fault(ledger: &Ledger, address: &Address, fault: &QueryError) -> Result<String, Problem> {
    let facets = Facets::default();
    Ok(collection_page(&Collection {
        address,
        facets: &facets,
        shown: Shown::Ledger(&[]),
        event: None,
        fault: Some(fault),
        reports: reports(ledger)?,
    }))
}

/// Counts of a selection, which all its views and orders show.
fn counts(app: &App, ledger: &Ledger, words: &str, query: &Query, stamp: &str) -> Result<Arc<Facets>, Problem> {
    // A value of each field takes about as much room as a row.
    let rows = |facets: &Facets| facets.by.len() + facets.at.len() + facets.publishers.len();
    Ok(app.kept(stamp, format!("facets\n{words}"), rows, || ledger.facets(query, &Horizon::default()))?)
}

fn selection(app: &App, ledger: &Ledger, address: &Address, query: &Query, stamp: &str) -> Result<String, Problem> {
    let open = Horizon::default();
    let facets = counts(app, ledger, &address.q, query, stamp)?;
    let reports = if facets.events > 0 { facets.events } else { reports(ledger)? };
    // An id that names nothing any more opens nothing.
    let event = match &address.event {
        Some(id) => Event::of(ledger, id, &open).ok(),
        None => None,
    };
    let event = event.as_ref().map(|event| event_shown(event, address.versions)).transpose()?;
    let show = |view: Shown<'_>| {
        collection_page(&Collection {
            address,
            facets: &facets,
            shown: view,
            event: event.clone(),
            fault: None,
            reports,
        })
    };
    Ok(match address.view {
        View::Ledger => {
            let order = match address.sort {
                Sort::Worth => Order::Worth,
                Sort::Day => Order::Day,
                Sort::Reported => Order::Reported,
                Sort::Origins => Order::Origins,
            };
            show(Shown::Ledger(&ledger.list(query, &open, order, Some(address.rows))?))
        }
        View::Timeline => {
            let days = address.window.as_ref().and_then(|(from, to)| window(from, to));
            let lanes = if address.by_source { Lanes::Source } else { Lanes::Pair };
            show(Shown::Timeline(&timeline_of(ledger, query, &open, lanes, days)?, DRAWN))
        }
        View::Map => show(Shown::Map(&map_of(ledger, query, &open, facets.events)?)),
        View::Network if address.quotes => show(Shown::Network(&quotes_of(ledger, query, &open)?, DRAWN)),
        View::Network => show(Shown::Network(&acts_of(ledger, query, &open)?, DRAWN)),
        View::Sources => {
            let count = || ledger.sources(query, &open);
            let rows = app.kept(stamp, format!("sources\n{}", address.q), Vec::len, count)?;
            show(Shown::Sources(&sources(&rows, "publisher"), &sources(&rows, "quoted")))
        }
    })
}
