//! What is drawn of a selection, for the page and the API alike.

use crate::problem::Problem;
use rapporteur_ledger::{Horizon, Ledger, Query};
use rapporteur_views::{Lanes, Network, Timeline, WorldMap, acts, day, iso, of_events, quotes, timeline, world_map};

/// Events on one timeline or in one network, at most: those most worth a look.
pub(crate) const DRAWN: u64 = 3_000;
/// Nodes of a network.
const NODES: usize = 60;

/// The timeline of a selection, within days where they are given: then only these are asked for, so that all that is in
/// them is seen.
pub(crate) fn timeline_of(
    ledger: &Ledger,
    query: &Query,
    horizon: &Horizon,
    lanes: Lanes,
    window: Option<(i64, i64)>,
) -> Result<Timeline, Problem> {
    let inside = match window {
        Some((from, to)) => {
            let days = Query::on(&format!("{}..{}", iso(from), iso(to)));
            query.clone().and(days.map_err(|fault| Problem::query("from", fault))?)
        }
        None => query.clone(),
    };
    Ok(timeline(of_events(&ledger.sketches(&inside, horizon, DRAWN)?, lanes), window))
}

/// The days from one to another, where both are days.
pub(crate) fn window(from: &str, to: &str) -> Option<(i64, i64)> {
    day(from).zip(day(to)).map(|(from, to)| (from.min(to), from.max(to)))
}

/// Who did what to whom in a selection.
pub(crate) fn acts_of(ledger: &Ledger, query: &Query, horizon: &Horizon) -> Result<Network, Problem> {
    Ok(acts(&ledger.sketches(query, horizon, DRAWN)?, NODES))
}

/// Who quotes whom in a selection.
pub(crate) fn quotes_of(ledger: &Ledger, query: &Query, horizon: &Horizon) -> Result<Network, Problem> {
    Ok(quotes(&ledger.quotations(query, horizon, DRAWN)?, NODES))
}

/// The map of a selection of so many events.
pub(crate) fn map_of(ledger: &Ledger, query: &Query, horizon: &Horizon, events: u64) -> Result<WorldMap, Problem> {
    Ok(world_map(&ledger.spots(query, horizon)?, events))
}
