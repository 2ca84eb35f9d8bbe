//! What the page draws of a selection, as data: timeline, network, map.

use crate::app::Shared;
use crate::drawn::{DRAWN, Days, acts_of, map_of, quotes_of, timeline_of};
use crate::openapi::{Route, get};
use crate::problem::Problem;
use crate::reply::{serialised, typed};
use crate::request::{Params, Question};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rapporteur_ledger::Ledger;
use rapporteur_views::{Lanes, Network, Timeline, WorldMap, day};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/timeline", timeline)
            .says(
                "When: the timeline of a selection",
                "Lanes of marks; of more than 200 dated events lanes of bins. Of a larger selection the 3,000 events most worth a look are \
                 drawn: `drawn` of `total`.",
            )
            .query::<OfTime>()
            .gives::<Drawing<Timeline>>(200)
            .fails(&[422]),
        get("/api/v1/network", network)
            .says(
                "Who with whom: the network of a selection",
                "Who did what to whom, or who quotes whom: the 60 that take part most, each with a place on a plane of 1000 by 1000.",
            )
            .query::<OfPeople>()
            .gives::<Drawing<Network>>(200)
            .fails(&[422]),
        get("/api/v1/map", map)
            .says(
                "Where: the map of a selection",
                "Countries by their events, and points where the place is one. GeoJSON of the events is at `/api/v1/events`.",
            )
            .query::<OfPlaces>()
            .gives::<Drawing<WorldMap>>(200)
            .fails(&[422]),
    ]
}

/// A drawing of a selection.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DrawingOf{T}")]
struct Drawing<T> {
    /// How many events match.
    total: u64,
    /// How many of them are drawn: those most worth a look.
    drawn: u64,
    /// What is drawn.
    #[serde(flatten)]
    view: T,
}

/// What is asked of a timeline.
#[derive(Debug, Deserialize, JsonSchema)]
struct OfTime {
    /// The query; empty for everything.
    q: Option<String>,
    /// Only what was reported up to the end of this day, month or year.
    as_of: Option<String>,
    /// Only what the ledger held at this day or moment (RFC 3339).
    known_at: Option<String>,
    /// What makes a lane: who and whom, or who prints it.
    #[serde(default)]
    lanes: Lanes,
    /// The first day to be shown, `2024-03-01`; that of the first event where it is not said.
    from: Option<String>,
    /// The last day to be shown; that of the last event where it is not said.
    to: Option<String>,
}

async fn timeline(State(app): State<Shared>, Params(asked): Params<OfTime>) -> Result<Response, Problem> {
    let end = |name: &str, given: Option<&str>| match given.filter(|given| !given.is_empty()) {
        None => Ok(None),
        Some(given) if given.parse::<jiff::civil::Date>().is_ok() => Ok(day(given)),
        Some(given) => Err(Problem::parameter(name, format!("{given:?} is no day"), "write 2024-03-01")),
    };
    let days = Days::of(end("from", asked.from.as_deref())?, end("to", asked.to.as_deref())?);
    let question = Question::of(asked.q.as_deref(), asked.as_of.as_deref(), asked.known_at.as_deref())?;
    let drawing = Shared::clone(&app);
    answered(&app, question, DRAWN, move |ledger, question, stamp, _| {
        timeline_of(&drawing, ledger, question, stamp, asked.lanes, days)
    })
    .await
}

/// What is asked of a network.
#[derive(Debug, Deserialize, JsonSchema)]
struct OfPeople {
    /// The query; empty for everything.
    q: Option<String>,
    /// Only what was reported up to the end of this day, month or year.
    as_of: Option<String>,
    /// Only what the ledger held at this day or moment (RFC 3339).
    known_at: Option<String>,
    /// What an edge is.
    #[serde(default)]
    edges: Edges,
}

/// What an edge of a network is.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Edges {
    #[default]
    Acts,
    Quotes,
}

async fn network(State(app): State<Shared>, Params(asked): Params<OfPeople>) -> Result<Response, Problem> {
    let question = Question::of(asked.q.as_deref(), asked.as_of.as_deref(), asked.known_at.as_deref())?;
    let drawing = Shared::clone(&app);
    answered(&app, question, DRAWN, move |ledger, question, stamp, _| match asked.edges {
        Edges::Acts => acts_of(&drawing, ledger, question, stamp),
        Edges::Quotes => quotes_of(ledger, question),
    })
    .await
}

/// What is asked of a map.
#[derive(Debug, Deserialize, JsonSchema)]
struct OfPlaces {
    /// The query; empty for everything.
    q: Option<String>,
    /// Only what was reported up to the end of this day, month or year.
    as_of: Option<String>,
    /// Only what the ledger held at this day or moment (RFC 3339).
    known_at: Option<String>,
}

async fn map(State(app): State<Shared>, Params(asked): Params<OfPlaces>) -> Result<Response, Problem> {
    let question = Question::of(asked.q.as_deref(), asked.as_of.as_deref(), asked.known_at.as_deref())?;
    // Places are counted, so that all events are on the map.
    answered(&app, question, u64::MAX, |ledger, question, _, total| map_of(ledger, question, total)).await
}

/// The drawing that `draw` makes of a selection, of so many events at most; it is given the ledger, what is asked, the ledger's
/// stamp and how many events match.
async fn answered<T: Serialize>(
    app: &Shared,
    question: Question,
    most: u64,
    draw: impl FnOnce(&Ledger, &Question, &str, u64) -> Result<T, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let stamp = app.stamp()?;
    let counting = Shared::clone(app);
    let drawing = app.read(move |ledger| {
        let count = || ledger.count(&question.query, &question.horizon);
        let total = counting.total(&stamp, &question.words, count)?;
        serialised(&Drawing { total, drawn: total.min(most), view: draw(ledger, &question, &stamp, total)? })
    });
    typed(StatusCode::OK, "application/json", drawing.await?)
}
