//! What is drawn of a selection, for the page and the API alike.

use crate::app::App;
use crate::problem::Problem;
use crate::request::Question;
use rapporteur_ledger::{EventRow, Ledger, Query};
use rapporteur_views::{Item, Lanes, Network, Timeline, WorldMap, acts, iso, of_events, quotes, timeline, world_map};
use std::sync::Arc;

/// Events on one timeline or in one network, at most: those most worth a look.
pub(crate) const DRAWN: u64 = 3_000;
/// Nodes of a network.
const NODES: usize = 60;

/// The events of a selection that are drawn; timeline and network share them, and so does one window of days after the other.
fn drawn(app: &App, ledger: &Ledger, asked: &Question, stamp: &str) -> Result<Arc<Vec<EventRow>>, Problem> {
    // An event takes the room of several rows of counts.
    let rows = |events: &Vec<EventRow>| events.len() * 4;
    let compute = || ledger.sketches(&asked.query, &asked.horizon, DRAWN);
    Ok(app.kept(stamp, format!("drawn\n{}", asked.words), rows, compute)?)
}

/// The timeline of a selection, within days where they are given. Of a selection that is drawn in part, only what lies in these
/// days is asked for, so that all of it is seen.
pub(crate) fn timeline_of(
    app: &App,
    ledger: &Ledger,
    asked: &Question,
    stamp: &str,
    lanes: Lanes,
    days: Days,
) -> Result<Timeline, Problem> {
    let mut events = drawn(app, ledger, asked, stamp)?;
    if days != Days::default() && events.len() as u64 == DRAWN {
        let inside = Query::on(&days.written()).map_err(|fault| Problem::query("from", fault))?;
        events = Arc::new(ledger.sketches(&asked.query.clone().and(inside), &asked.horizon, DRAWN)?);
    }
    let items = of_events(&events, lanes);
    let window = days.window(&items);
    Ok(timeline(items, window))
}

/// Days that a timeline shows; where an end is not given, as far as there are events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Days {
    from: Option<i64>,
    to: Option<i64>,
}

impl Days {
    /// The days from one to another, in whatever order they are.
    pub(crate) fn of(from: Option<i64>, to: Option<i64>) -> Self {
        match (from, to) {
            (Some(from), Some(to)) if from > to => Self { from: Some(to), to: Some(from) },
            (from, to) => Self { from, to },
        }
    }

    /// As a query has them.
    fn written(self) -> String {
        let end = |day: Option<i64>| day.map(iso).unwrap_or_default();
        format!("{}..{}", end(self.from), end(self.to))
    }

    /// With both ends, if it has one.
    fn window(self, items: &[Item]) -> Option<(i64, i64)> {
        let extents = || items.iter().filter_map(|item| item.extent);
        let first = || extents().map(|extent| extent.from).min();
        let last = || extents().map(|extent| extent.to).max();
        match self {
            Self { from: None, to: None } => None,
            Self { from: Some(from), to: Some(to) } => Some((from, to)),
            Self { from: Some(from), to: None } => Some((from, last().unwrap_or(from).max(from))),
            Self { from: None, to: Some(to) } => Some((first().unwrap_or(to).min(to), to)),
        }
    }
}

/// Who did what to whom in a selection.
pub(crate) fn acts_of(app: &App, ledger: &Ledger, asked: &Question, stamp: &str) -> Result<Network, Problem> {
    Ok(acts(&drawn(app, ledger, asked, stamp)?, NODES))
}

/// Who quotes whom in a selection.
pub(crate) fn quotes_of(ledger: &Ledger, asked: &Question) -> Result<Network, Problem> {
    Ok(quotes(&ledger.quotations(&asked.query, &asked.horizon, DRAWN)?, NODES))
}

/// The map of a selection of so many events.
pub(crate) fn map_of(ledger: &Ledger, asked: &Question, events: u64) -> Result<WorldMap, Problem> {
    Ok(world_map(&ledger.spots(&asked.query, &asked.horizon)?, events))
}
