//! Where events happen.

use super::listing;
use crate::openapi::Route;
use rapporteur_ledger::PlaceRow;

pub(super) fn routes() -> Vec<Route> {
    vec![listing::route::<PlaceRow>(
        "/api/v1/places",
        "List where it happens",
        "places.csv",
        |ledger, query, horizon| ledger.places(query, horizon, None),
    )]
}
