//! The API: one file for each kind of thing that can be asked for, and the table of them all.

mod compared;
mod docs;
mod drawings;
mod entities;
mod events;
mod export;
mod feed;
mod incoming;
mod judgements;
mod listing;
mod places;
mod read;
mod reconcile;
mod reports;
mod sources;
mod stats;

pub(crate) use events::Event;

use crate::openapi::Route;

/// Every route of the API.
pub(crate) fn routes() -> Vec<Route> {
    [
        stats::routes(),
        events::routes(),
        compared::routes(),
        drawings::routes(),
        export::routes(),
        feed::routes(),
        judgements::routes(),
        reports::routes(),
        read::routes(),
        sources::routes(),
        entities::routes(),
        places::routes(),
        reconcile::routes(),
        docs::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
