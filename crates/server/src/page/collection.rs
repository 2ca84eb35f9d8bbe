//! Screen B: what the address asks for, from the ledger to the page.

use super::one::event_shown;
use super::shown;
use crate::api::Event;
use crate::app::{App, Shared};
use crate::drawn::{DRAWN, Days, acts_of, quotes_of, timeline_of};
use crate::problem::Problem;
use crate::request::Question;
use axum::extract::{Query as Parameters, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use futures_util::future::try_join;
use rapporteur_ledger::{EventRow, Facets, Ledger, Order, Query, QueryError, SourceRow, Spot};
use rapporteur_page::{Address, Collection, Shown, Sort, View, collection_page};
use rapporteur_views::{Lanes, Network, Timeline, day, sources, world_map};
use std::sync::Arc;

/// The collection.
pub(super) async fn home(
    State(app): State<Shared>,
    Parameters(parameters): Parameters<Vec<(String, String)>>,
) -> Response {
    shown(page(&app, Address::of(&parameters)).await)
}

/// Makes ready what the first page and its tabs show of the whole ledger, one thing after the other, so that whoever asks
/// meanwhile does not have to wait for all of it.
pub(super) async fn warm(app: Shared) {
    for view in View::ALL {
        let address = Address { view, ..Address::of(&[]) };
        let Ok(selection) = Selection::of(&app, address) else { return };
        let counted = selection.ask(&app, Selection::counts).await;
        // Whoever asks for it is told what is wrong.
        if counted.is_err() || selection.ask(&app, Selection::seen).await.is_err() {
            return;
        }
    }
}

async fn page(app: &Shared, address: Address) -> Result<Response, Problem> {
    if let Err(fault) = Query::parse(&address.q) {
        let reports = app.read(reports).await?;
        return Ok((StatusCode::BAD_REQUEST, Html(with_fault(&address, &fault, reports))).into_response());
    }
    let selection = Selection::of(app, address)?;
    let counting = async {
        let facets = selection.ask(app, Selection::counts).await?;
        let reports = if facets.events > 0 { facets.events } else { app.read(reports).await? };
        Ok((facets, reports))
    };
    // What is counted for the filters and what is shown beside them are asked at once, of two connections.
    let ((facets, reports), (event, seen)) = try_join(counting, selection.ask(app, Selection::seen)).await?;
    // Making a page is work, which others should not have to wait for.
    let rendered =
        tokio::task::spawn_blocking(move || rendered(&selection.address, &facets, reports, event.as_ref(), &seen));
    Ok(Html(rendered.await.unwrap_or_else(|error| Err(Problem::panicked(&error)))?).into_response())
}

/// How many reports there are.
fn reports(ledger: &Ledger) -> Result<u64, Problem> {
    Ok(ledger.count_reports(&Query::parse("").map_err(|fault| Problem::query("q", fault))?)?)
}

fn with_fault(address: &Address, fault: &QueryError, reports: u64) -> String {
    let facets = Facets::default();
    collection_page(&Collection {
        address,
        facets: &facets,
        shown: Shown::Ledger(&[]),
        event: None,
        fault: Some(fault),
        reports,
    })
}

/// What an address asks of a state of the ledger.
struct Selection {
    address: Address,
    asked: Question,
    stamp: String,
}

/// What a view has of the ledger.
enum Seen {
    Ledger(Vec<EventRow>),
    Timeline(Timeline),
    Map(Vec<Spot>),
    Network(Network),
    Sources(Arc<Vec<SourceRow>>),
}

impl Selection {
    fn of(app: &App, address: Address) -> Result<Arc<Self>, Problem> {
        let asked = Question::of(Some(&address.q), None, None)?;
        Ok(Arc::new(Self { address, asked, stamp: app.stamp()? }))
    }

    /// Asks one connection.
    async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        app: &Shared,
        question: impl FnOnce(&Self, &App, &Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (selection, asked) = (Arc::clone(self), Shared::clone(app));
        app.read(move |ledger| question(&selection, &asked, ledger)).await
    }

    /// Counts, which all views and orders of a selection show.
    fn counts(&self, app: &App, ledger: &Ledger) -> Result<Arc<Facets>, Problem> {
        // A value of each field takes about as much room as a row.
        let rows = |facets: &Facets| facets.by.len() + facets.at.len() + facets.publishers.len();
        let count = || ledger.facets(&self.asked.query, &self.asked.horizon);
        Ok(app.kept(&self.stamp, format!("facets\n{}", self.asked.words), rows, count)?)
    }

    /// What the view shows, and the event that is open beside it.
    fn seen(&self, app: &App, ledger: &Ledger) -> Result<(Option<Event>, Seen), Problem> {
        let Self { address, asked, stamp } = self;
        // An id that names nothing any more opens nothing.
        let event = address.event.as_ref().and_then(|id| Event::of(ledger, id, &asked.horizon).ok());
        let seen = match address.view {
            View::Ledger => {
                let order = match address.sort {
                    Sort::Worth => Order::Worth,
                    Sort::Day => Order::Day,
                    Sort::Reported => Order::Reported,
                    Sort::Origins => Order::Origins,
                };
                Seen::Ledger(ledger.list(&asked.query, &asked.horizon, order, Some(address.rows))?)
            }
            View::Timeline => {
                let window = address.window.as_ref();
                let days = Days::of(window.and_then(|(from, _)| day(from)), window.and_then(|(_, to)| day(to)));
                let lanes = if address.by_source { Lanes::Source } else { Lanes::Pair };
                Seen::Timeline(timeline_of(app, ledger, asked, stamp, lanes, days)?)
            }
            View::Map => Seen::Map(ledger.spots(&asked.query, &asked.horizon)?),
            View::Network if address.quotes => Seen::Network(quotes_of(ledger, asked)?),
            View::Network => Seen::Network(acts_of(app, ledger, asked, stamp)?),
            View::Sources => {
                let count = || ledger.sources(&asked.query, &asked.horizon);
                Seen::Sources(app.kept(stamp, format!("sources\n{}", asked.words), Vec::len, count)?)
            }
        };
        Ok((event, seen))
    }
}

fn rendered(
    address: &Address,
    facets: &Facets,
    reports: u64,
    event: Option<&Event>,
    seen: &Seen,
) -> Result<String, Problem> {
    let event = event.map(|event| event_shown(event, address.versions)).transpose()?;
    let show = |shown: Shown<'_>| {
        collection_page(&Collection { address, facets, shown, event: event.clone(), fault: None, reports })
    };
    Ok(match seen {
        Seen::Ledger(rows) => show(Shown::Ledger(rows)),
        Seen::Timeline(timeline) => show(Shown::Timeline(timeline, DRAWN)),
        Seen::Map(spots) => show(Shown::Map(&world_map(spots, facets.events))),
        Seen::Network(network) => show(Shown::Network(network, DRAWN)),
        Seen::Sources(rows) => show(Shown::Sources(&sources(rows, "publisher"), &sources(rows, "quoted"))),
    })
}
