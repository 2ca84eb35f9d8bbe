//! What is drawn of a selection, for the page and the API alike.

use crate::app::App;
use crate::problem::Problem;
use crate::request::Question;
use rapporteur_ledger::{EventRow, Ledger, Query};
use rapporteur_views::{Lanes, Network, Timeline, WorldMap, acts, day, iso, of_events, quotes, timeline, world_map};
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
    window: Option<(i64, i64)>,
) -> Result<Timeline, Problem> {
    let events = drawn(app, ledger, asked, stamp)?;
    let Some((from, to)) = window.filter(|_| events.len() as u64 == DRAWN) else {
        return Ok(timeline(of_events(&events, lanes), window));
    };
    let days = Query::on(&format!("{}..{}", iso(from), iso(to))).map_err(|fault| Problem::query("from", fault))?;
    let inside = ledger.sketches(&asked.query.clone().and(days), &asked.horizon, DRAWN)?;
    Ok(timeline(of_events(&inside, lanes), window))
}

/// The days from one to another, where both are days.
pub(crate) fn window(from: &str, to: &str) -> Option<(i64, i64)> {
    day(from).zip(day(to)).map(|(from, to)| (from.min(to), from.max(to)))
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
