//! The reconciliation service for OpenRefine (Reconciliation Service API, version 0.2): names of a table are looked up among
//! the actors and places of the ledger.

use crate::app::Shared;
use crate::openapi::{Route, get, post};
use crate::problem::Problem;
use crate::reply::json;
use crate::request::{Params, Sent};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use rapporteur_ledger::{Likeness, Named};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json as value};
use std::collections::BTreeMap;

/// So many names are looked up at once.
const BATCH: usize = 50;
/// So many candidates a name may have.
const MOST: usize = 50;
/// What a form's body is.
const FORM: &str = "application/x-www-form-urlencoded";

pub(super) fn routes() -> Vec<Route> {
    [
        ("/api/v1/reconcile/actors", Named::Actor, "Reconcile names with actors"),
        ("/api/v1/reconcile/places", Named::Place, "Reconcile names with places"),
    ]
    .into_iter()
    .flat_map(|(path, of, summary)| {
        let description = "Reconciliation Service API 0.2, for OpenRefine: without `queries` the manifest, else the candidates of each \
                           name. A candidate's score is the part of the words that both names have; its id is the name.";
        let ask = move |State(app): State<Shared>, headers: HeaderMap, Params(asked): Params<Lookup>| answer(app, headers, of, asked.queries);
        let send = move |State(app): State<Shared>, headers: HeaderMap, sent: Sent| async move {
            let queries = queries_of(&sent)?;
            answer(app, headers, of, queries).await
        };
        [
            get(path, ask).says(summary, description).query::<Lookup>().gives::<serde_json::Map<String, Value>>(200).fails(&[422]),
            post(path, send)
                .says(summary, description)
                .takes::<Lookup>(FORM)
                .gives::<serde_json::Map<String, Value>>(200)
                .fails(&[422]),
        ]
    })
    .collect()
}

/// Names to look up.
#[derive(Debug, Default, Deserialize, JsonSchema)]
struct Lookup {
    /// A JSON object: `{"q0": {"query": "Tasnim", "limit": 3}}`.
    queries: Option<String>,
}

fn queries_of(sent: &Sent) -> Result<Option<String>, Problem> {
    if sent.media != FORM {
        return Err(sent.wrong_media(FORM));
    }
    let fields = String::from_utf8_lossy(&sent.bytes);
    let fields = format!("/?{}", fields.trim()).parse::<axum::http::Uri>().ok();
    let asked = fields.and_then(|fields| axum::extract::Query::<Lookup>::try_from_uri(&fields).ok());
    asked
        .map(|asked| asked.0.queries)
        .ok_or_else(|| Problem::body("it is not a form", "send queries=JSON, with the JSON percent-encoded"))
}

/// A name to look up.
#[derive(Debug, Deserialize)]
struct Query {
    query: String,
    #[serde(default)]
    limit: Option<usize>,
    #[serde(default)]
    properties: Vec<Property>,
}

/// What else is known of it.
#[derive(Debug, Deserialize)]
struct Property {
    pid: String,
    v: Value,
}

/// Somebody or something that it may be.
#[derive(Debug, Serialize)]
struct Candidate {
    id: String,
    name: String,
    description: String,
    score: f64,
    #[serde(rename = "match")]
    matches: bool,
    #[serde(rename = "type")]
    types: [Value; 1],
}

async fn answer(app: Shared, headers: HeaderMap, of: Named, queries: Option<String>) -> Result<Response, Problem> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let mut response = match queries.filter(|queries| !queries.is_empty()) {
        None => json(&manifest(&format!("http://{host}"), of))?,
        Some(queries) => {
            let queries: BTreeMap<String, Query> = serde_json::from_str(&queries).map_err(|error| {
                Problem::parameter(
                    "queries",
                    error.to_string(),
                    "give an object such as {\"q0\": {\"query\": \"Tasnim\"}}",
                )
            })?;
            if queries.len() > BATCH {
                return Err(Problem::parameter(
                    "queries",
                    format!("{} are too many", queries.len()),
                    "give up to 50 at a time",
                ));
            }
            let found = app.read(move |ledger| {
                let mut found = BTreeMap::new();
                for (name, query) in queries {
                    // More than asked for, since a country may put others first.
                    let likely = ledger.names_like(of, &query.query, MOST)?;
                    found.insert(name, value!({"result": candidates(of, &query, likely)}));
                }
                Ok(found)
            });
            json(&found.await?)?
        }
    };
    allow(&app, &headers, &mut response);
    Ok(response)
}

/// Lets the pages that the user named ask this service, and no others.
fn allow(app: &Shared, headers: &HeaderMap, response: &mut Response) {
    let Some(origin) = headers.get(header::ORIGIN) else { return };
    if app.options.origins.iter().any(|known| origin.as_bytes() == known.trim_end_matches('/').as_bytes()) {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
    }
}

fn kind(of: Named) -> Value {
    match of {
        Named::Actor => value!({"id": "actor", "name": "Actor"}),
        Named::Place => value!({"id": "place", "name": "Place"}),
    }
}

fn manifest(base: &str, of: Named) -> Value {
    let (name, field) = match of {
        Named::Actor => ("Rapporteur: actors", "with"),
        Named::Place => ("Rapporteur: places", "at"),
    };
    value!({
        "versions": ["0.2"],
        "name": name,
        "identifierSpace": "urn:rapporteur:name",
        "schemaSpace": "urn:rapporteur:type",
        "defaultTypes": [kind(of)],
        "view": {"url": format!("{base}/api/v1/events?q={field}:%22{{{{id}}}}%22")},
        "batchSize": BATCH,
    })
}

fn candidates(of: Named, query: &Query, likely: Vec<Likeness>) -> Vec<Candidate> {
    let country =
        query.properties.iter().find(|property| property.pid == "country").and_then(|property| property.v.as_str());
    let mut weighed: Vec<(f64, Likeness)> = likely
        .into_iter()
        .map(|name| {
            // A name from another country than is known of it is half as likely.
            let other =
                country.zip(name.country.as_deref()).is_some_and(|(one, other)| !one.eq_ignore_ascii_case(other));
            (if other { name.score / 2.0 } else { name.score }, name)
        })
        .collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
    let alike = weighed.iter().filter(|(score, _)| *score >= 100.0).count();
    let limit = query.limit.unwrap_or(10).clamp(1, MOST);
    weighed
        .into_iter()
        .take(limit)
        .map(|(score, Likeness { name, country, claims, .. })| Candidate {
            id: name.clone(),
            name,
            description: format!("{}{claims} claims", country.map(|country| country + ", ").unwrap_or_default()),
            score,
            matches: alike == 1 && score >= 100.0,
            types: [kind(of)],
        })
        .collect()
}
