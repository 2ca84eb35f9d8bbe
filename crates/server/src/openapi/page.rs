//! The documentation page: the OpenAPI document as plain HTML, without script, style or request.

use crate::problem::KINDS;
use serde_json::{Map, Value};

/// The page.
pub(crate) fn page(document: &Value) -> String {
    let text = |value: &Value| escaped(value.as_str().unwrap_or_default());
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>Rapporteur: API</title><main><h1>Rapporteur: API</h1>",
    );
    page += &format!("<p>{}</p>", text(&document["info"]["description"]));
    page +=
        "<p>The same for programs: <a href=\"/api/v1/openapi.json\">openapi.json</a> (OpenAPI 3.1).</p><h2>Routes</h2>";
    for (path, operations) in object(&document["paths"]) {
        for (method, operation) in object(operations) {
            let id = text(&operation["operationId"]);
            page += &format!("<section id=\"{id}\"><h3><code>{} {}</code></h3>", method.to_uppercase(), escaped(path));
            page += &format!("<p>{}</p><p>{}</p>", text(&operation["summary"]), text(&operation["description"]));
            page += &parameters(&operation["parameters"]);
            if let Some(content) = operation["requestBody"]["content"].as_object() {
                page += &format!("<p>Body: {}</p>", bodies(content));
            }
            page += "<ul>";
            for (status, answer) in object(&operation["responses"]) {
                let kind = answer["$ref"].as_str().and_then(|name| name.rsplit('/').next());
                let answer = kind.map_or(answer, |kind| &document["components"]["responses"][kind]);
                let content = answer["content"].as_object().map(bodies).unwrap_or_default();
                page += &format!("<li>{status} {}: {content}</li>", text(&answer["description"]));
            }
            page += "</ul></section>";
        }
    }
    page += "<h2>Problems</h2><dl>";
    for (name, status, title) in KINDS {
        page += &format!("<dt id=\"{name}\"><code>{name}</code> ({status})</dt><dd>{title}</dd>");
    }
    page += "</dl><h2>Types</h2>";
    for (name, schema) in object(&document["components"]["schemas"]) {
        page += &format!(
            "<section id=\"type-{0}\"><h3><code>{0}</code></h3><p>{1}</p>",
            escaped(name),
            text(&schema["description"])
        );
        page += "<table><thead><tr><th scope=\"col\">field</th><th scope=\"col\">type</th><th scope=\"col\">what it is</th></tr></thead><tbody>";
        for (field, schema) in object(&schema["properties"]) {
            let what = text(&schema["description"]);
            page += &format!("<tr><td><code>{}</code></td><td>{}</td><td>{what}</td></tr>", escaped(field), ty(schema));
        }
        page += "</tbody></table></section>";
    }
    page + "</main></html>\n"
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn parameters(parameters: &Value) -> String {
    let Some(parameters) = parameters.as_array() else { return String::new() };
    let mut table = String::from(
        "<table><thead><tr><th scope=\"col\">parameter</th><th scope=\"col\">in</th><th scope=\"col\">type</th>\
         <th scope=\"col\">what it is</th></tr></thead><tbody>",
    );
    for parameter in parameters {
        let text = |name: &str| escaped(parameter[name].as_str().unwrap_or_default());
        let (name, place, what) = (text("name"), text("in"), text("description"));
        table += &format!(
            "<tr><td><code>{name}</code></td><td>{place}</td><td>{}</td><td>{what}</td></tr>",
            ty(&parameter["schema"])
        );
    }
    table + "</tbody></table>"
}

fn bodies(content: &Map<String, Value>) -> String {
    let one =
        |(media, content): (&String, &Value)| format!("<code>{}</code> {}", escaped(media), ty(&content["schema"]));
    content.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A type in a few words, with a link to where it is told of.
fn ty(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        let name = escaped(name);
        return format!("<a href=\"#type-{name}\">{name}</a>");
    }
    if let Some(values) = schema["enum"].as_array() {
        return values
            .iter()
            .filter_map(Value::as_str)
            .map(|value| format!("<code>{}</code>", escaped(value)))
            .collect::<Vec<_>>()
            .join(" ");
    }
    if let Some(any) = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array()) {
        return any.iter().map(ty).collect::<Vec<_>>().join(" or ");
    }
    match &schema["type"] {
        Value::String(name) if name == "array" => format!("list of {}", ty(&schema["items"])),
        Value::String(name) => escaped(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).map(escaped).collect::<Vec<_>>().join(" or "),
        _ => String::new(),
    }
}

/// Text as HTML, in attributes of either kind of quotes too.
fn escaped(text: &str) -> String {
    rapporteur_exchange::escaped(text).replace('\'', "&#39;")
}
