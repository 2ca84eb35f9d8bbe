//! Screen B: what the address asks for, from the ledger to the page.

use super::one::event_shown;
use super::shown;
use crate::api::Event;
use crate::app::Shared;
use crate::problem::Problem;
use axum::extract::{Query as Parameters, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use rapporteur_ledger::{Facets, Horizon, Ledger, Order, Query, QueryError};
use rapporteur_page::{Address, Collection, Shown, Sort, View, collection_page};
use rapporteur_views::{Lanes, acts, day, iso, of_events, quotes, sources, timeline, world_map};

/// Events on one timeline or in one network, at most: those most worth a look.
const DRAWN: u64 = 3_000;
/// Nodes of a network.
const NODES: usize = 60;

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
    shown(app.read(move |ledger| page(ledger, &address, &stamp)).await)
}

fn page(ledger: &Ledger, address: &Address, stamp: &str) -> Result<Response, Problem> {
    match Query::parse(&address.q) {
        Ok(query) => Ok(Html(selection(ledger, address, &query, stamp)?).into_response()),
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

fn selection(ledger: &Ledger, address: &Address, query: &Query, stamp: &str) -> Result<String, Problem> {
    let open = Horizon::default();
    let facets = super::counts::facets(ledger, stamp, &address.q, query)?;
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
            let window = address.window.as_ref().and_then(|(from, to)| day(from).zip(day(to)));
            // Within a window only its days are asked for, so that all that is in it is seen.
            let inside = match window {
                Some((from, to)) => {
                    let days = Query::on(&format!("{}..{}", iso(from), iso(to)));
                    query.clone().and(days.map_err(|fault| Problem::query("from", fault))?)
                }
                None => query.clone(),
            };
            let rows = ledger.sketches(&inside, &open, DRAWN)?;
            let lanes = if address.by_source { Lanes::Source } else { Lanes::Pair };
            show(Shown::Timeline(&timeline(of_events(&rows, lanes), window), DRAWN))
        }
        View::Map => show(Shown::Map(&world_map(&ledger.spots(query, &open)?, facets.events))),
        View::Network if address.quotes => {
            show(Shown::Network(&quotes(&ledger.quotations(query, &open, DRAWN)?, NODES), DRAWN))
        }
        View::Network => show(Shown::Network(&acts(&ledger.sketches(query, &open, DRAWN)?, NODES), DRAWN)),
        View::Sources => {
            let rows = ledger.sources(query, &open)?;
            show(Shown::Sources(&sources(&rows, "publisher"), &sources(&rows, "quoted")))
        }
    })
}
