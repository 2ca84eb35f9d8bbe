//! Who takes part in events.

use super::listing;
use crate::openapi::Route;
use rapporteur_ledger::EntityRow;

pub(super) fn routes() -> Vec<Route> {
    vec![listing::route::<EntityRow>(
        "/api/v1/entities",
        "List who takes part",
        "entities.csv",
        |ledger, query, horizon| ledger.entities(query, horizon, None),
    )]
}
