//! Two versions of an event side by side.

use super::Event;
use crate::app::Shared;
use crate::openapi::{Route, get};
use crate::problem::Problem;
use crate::reply::json;
use crate::request::{Id, Params, Question};
use axum::extract::State;
use axum::response::Response;
use rapporteur_views::{Field, compare};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/events/{id}/compare", compared)
            .says(
                "Two versions of an event side by side",
                "Field by field: the same, told differently, or disputed. 404 where nobody tells it a second time.",
            )
            .names("The id of an event or claim, or the beginning of one.")
            .query::<Asked>()
            .gives::<Compared>(200)
            .fails(&[404, 422]),
    ]
}

/// Which versions are compared.
#[derive(Debug, Deserialize, JsonSchema)]
struct Asked {
    /// The one, by its place among the event's versions; 0 where it is not said.
    #[serde(default)]
    #[schemars(range(max = 65_535))]
    a: u16,
    /// The other; 1 where it is not said.
    #[serde(default = "second")]
    #[schemars(range(max = 65_535))]
    b: u16,
    /// Only what was reported up to the end of this day, month or year.
    as_of: Option<String>,
    /// Only what the ledger held at this day or moment (RFC 3339).
    known_at: Option<String>,
}

const fn second() -> u16 {
    1
}

/// Two versions of an event.
#[derive(Debug, Serialize, JsonSchema)]
struct Compared {
    /// The event.
    event: String,
    /// A claim of each version.
    claims: [String; 2],
    /// The fields that at least one of them tells.
    fields: Vec<Field>,
}

async fn compared(State(app): State<Shared>, Id(id): Id, Params(asked): Params<Asked>) -> Result<Response, Problem> {
    let horizon = Question::of(None, asked.as_of.as_deref(), asked.known_at.as_deref())?.horizon;
    let compared = app.read(move |ledger| {
        let event = Event::of(ledger, &id, &horizon)?.detail;
        let versions = event.versions.len();
        let (one, other) = (usize::from(asked.a), usize::from(asked.b));
        if versions < 2 {
            return Err(Problem::new("unknown", format!("{id} has one version")).remedy("ask for the event itself"));
        }
        let Some(fields) = compare(&event, one, other) else {
            let name = if one < versions { "b" } else { "a" };
            let remedy = format!("give 0 to {}", versions - 1);
            return Err(Problem::parameter(name, format!("the event has {versions} versions"), &remedy));
        };
        let claim = |n: usize| {
            let printed = event.versions.get(n).and_then(|version| version.printed.first());
            printed.map(|printed| printed.id.clone()).unwrap_or_default()
        };
        Ok(Compared { claims: [claim(one), claim(other)], event: event.event.id.clone(), fields })
    });
    json(&compared.await?)
}
