//! From the table of routes to the OpenAPI document.

use super::route::{Route, SchemaOf};
use crate::problem::{KINDS, Problem};
use axum::http::Method;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const ABOUT: &str = "One ledger of news reports: who did what to whom, when, where, according to whom, and whether it happened. \
     Lists take the query grammar of docs/ledger.md in `q` and come in pages; every GET has an entity tag; faults are problems \
     (RFC 9457).";
/// Parameters whose values are of a grammar that no schema can say, by name: what a name means it means everywhere. Clients may take
/// the format as a note; tests/api/grammars.py makes values of each, so that well-formed requests can be told from others.
const FORMATS: [(&str, &str); 10] = [
    ("as_of", "rapporteur-interval"),
    ("claim", "rapporteur-id"),
    ("cursor", "rapporteur-cursor"),
    ("from", "rapporteur-day"),
    ("id", "rapporteur-id"),
    ("known_at", "rapporteur-moment"),
    ("published", "rapporteur-moment"),
    ("q", "rapporteur-query"),
    ("queries", "rapporteur-queries"),
    ("to", "rapporteur-day"),
];
/// What any request may meet.
const ALWAYS: [u16; 6] = [400, 401, 405, 421, 500, 503];
/// What a request that changes something may meet beside that.
const CHANGING: [u16; 4] = [403, 408, 413, 415];

pub(super) fn document(routes: &[Route]) -> Value {
    let settings = |settings: SchemaSettings| {
        settings.with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        })
    };
    let mut sent = settings(SchemaSettings::draft2020_12()).into_generator();
    let mut given = settings(SchemaSettings::draft2020_12().for_serialize()).into_generator();
    let problem = given.subschema_for::<Problem>();
    let mut paths = Map::new();
    for route in routes {
        let operation = operation(route, &mut sent, &mut given);
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.as_str().to_lowercase()] = operation;
    }
    let mut schemas = sent.take_definitions(true);
    for (name, schema) in given.take_definitions(true) {
        let other = schemas.insert(name.clone(), schema.clone());
        debug_assert!(other.is_none_or(|other| other == schema), "two types are called {name}");
    }
    let mut answers = Map::new();
    for status in KINDS.iter().map(|(_, status, _)| *status).collect::<BTreeSet<u16>>() {
        let titles: Vec<&str> = KINDS.iter().filter(|(_, s, _)| *s == status).map(|(.., title)| *title).collect();
        let content = json!({"application/problem+json": {"schema": problem}});
        answers.insert(format!("Problem{status}"), json!({"description": titles.join("; or: "), "content": content}));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rapporteur",
            "version": "1",
            "description": ABOUT,
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": answers,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Where the server was started with a token."},
            },
        },
        "security": [{}, {"token": []}],
    })
}

fn operation(route: &Route, sent: &mut SchemaGenerator, given: &mut SchemaGenerator) -> Value {
    let mut operation = json!({
        "operationId": operation_id(route),
        "summary": route.summary,
        "description": route.description,
        "responses": answers(route, given),
    });
    let mut parameters = path_parameters(route);
    if let Some(query) = route.query {
        parameters.extend(query_parameters(query, sent));
    }
    let header = |name: &str, description: &str| json!({"name": name, "in": "header", "required": false, "description": description, "schema": {"type": "string"}});
    if route.matches {
        parameters.push(header(
            "If-Match",
            "The entity tag of the event as it was seen; 412 where it is another one by now.",
        ));
    }
    if route.method == Method::GET {
        parameters
            .push(header("If-None-Match", "The entity tag of an answer that is at hand; 304 where it still holds."));
    }
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    if !route.bodies.is_empty() {
        let content: Map<String, Value> =
            route.bodies.iter().map(|(media, schema)| ((*media).to_owned(), body(media, *schema, sent))).collect();
        operation["requestBody"] = json!({"required": true, "content": content});
    }
    operation
}

/// `GET /api/v1/events/{id}` is `getEventsById`.
fn operation_id(route: &Route) -> String {
    let mut id = route.method.as_str().to_lowercase();
    let path = route.path.strip_prefix("/api/v1").unwrap_or(route.path);
    for part in path.split(['/', '.', '-']).filter(|part| !part.is_empty()) {
        let (by, word) = match part.strip_prefix('{') {
            Some(name) => ("By", name.trim_end_matches('}')),
            None => ("", part),
        };
        let (first, rest) = word.split_at(1);
        id.push_str(&format!("{by}{}{rest}", first.to_uppercase()));
    }
    id
}

fn path_parameters(route: &Route) -> Vec<Value> {
    let named = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    named
        .map(|name| {
            let mut schema = json!({"type": "string", "minLength": 1});
            if let Some((_, format)) = FORMATS.iter().find(|(known, _)| *known == name) {
                schema["format"] = (*format).into();
            }
            json!({"name": name, "in": "path", "required": true, "description": route.names, "schema": schema})
        })
        .collect()
}

fn query_parameters(query: SchemaOf, sent: &mut SchemaGenerator) -> Vec<Value> {
    let schema = query(sent);
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema.get("properties").and_then(Value::as_object);
    let parameter = |(name, whole): (&String, &Value)| {
        // A parameter that is not sent is absent; there is no null in an address.
        let any = whole.get("anyOf").and_then(Value::as_array);
        let mut schema = any.and_then(|any| any.iter().find(|one| one["type"] != "null")).unwrap_or(whole).clone();
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
            values.retain(|value| !value.is_null());
        }
        if let Some(types) = schema.get("type").and_then(Value::as_array) {
            let ty = types.iter().find(|ty| *ty != "null").cloned();
            schema["type"] = ty.unwrap_or(Value::Null);
        }
        if let Some((_, format)) = FORMATS.iter().find(|(known, _)| known == name) {
            schema["format"] = (*format).into();
        }
        let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
        let description = whole.get("description").cloned().or(description).unwrap_or_default();
        json!({"name": name, "in": "query", "required": required.contains(&name.as_str()), "description": description, "schema": schema})
    };
    properties.into_iter().flatten().map(parameter).collect()
}

/// What a body has. The fields of a form are as those of an address.
fn body(media: &str, schema: Option<SchemaOf>, generator: &mut SchemaGenerator) -> Value {
    let Some(schema) = schema.filter(|_| media == "application/x-www-form-urlencoded") else {
        return content(media, schema, generator);
    };
    let fields = query_parameters(schema, generator).into_iter().map(|field| {
        let mut schema = field["schema"].clone();
        schema["description"] = field["description"].clone();
        (field["name"].as_str().unwrap_or_default().to_owned(), schema)
    });
    json!({"schema": {"type": "object", "properties": fields.collect::<Map<String, Value>>()}})
}

fn content(media: &str, schema: Option<SchemaOf>, generator: &mut SchemaGenerator) -> Value {
    match schema {
        Some(schema) => json!({"schema": schema(generator)}),
        // JSON of formats that others describe, and bytes.
        None if media.ends_with("json") && media != "application/x-ndjson" => json!({"schema": {}}),
        None if media.starts_with("application/octet") || media.ends_with("parquet") => json!({}),
        None => json!({"schema": {"type": "string"}}),
    }
}

fn answers(route: &Route, given: &mut SchemaGenerator) -> Value {
    let mut answers = Map::new();
    for (status, media, schema) in &route.answers {
        let what = match status {
            200 => "What was asked for",
            201 => "What was made",
            _ => "Done",
        };
        let answer = answers.entry(status.to_string()).or_insert_with(|| json!({"description": what}));
        if !media.is_empty() {
            answer["content"][media] = content(media, *schema, given);
        }
        if *status == 200 && route.method == Method::GET {
            answer["headers"]["ETag"] = json!({"description": "Names this answer.", "schema": {"type": "string"}});
        }
    }
    let mut statuses: BTreeSet<u16> = ALWAYS.into_iter().chain(route.fails.iter().copied()).collect();
    if route.method == Method::GET {
        answers.insert("304".into(), json!({"description": "The answer at hand still holds"}));
    } else {
        statuses.extend(CHANGING);
    }
    if route.matches {
        statuses.insert(412);
    }
    for status in statuses {
        answers.insert(status.to_string(), json!({"$ref": format!("#/components/responses/Problem{status}")}));
    }
    answers.into()
}
