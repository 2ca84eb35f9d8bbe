//! The committed OpenAPI document says what the code does.

/// Regenerate with `UPDATE_OPENAPI=1 cargo test -p rapporteur-server --release --test openapi`.
#[test]
fn the_committed_document_is_the_one_that_the_code_makes() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let made = serde_json::to_string_pretty(&rapporteur_server::document()).unwrap() + "\n";
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        made == committed,
        "crates/server/openapi.json is not what the code makes; look at the difference after\n  \
         UPDATE_OPENAPI=1 cargo test -p rapporteur-server --release --test openapi"
    );
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own() {
    let document = rapporteur_server::document();
    let text = document.to_string();
    for part in text.split("\"$ref\":\"#").skip(1) {
        let pointer = part.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
    let mut ids: Vec<&str> =
        text.split("\"operationId\":\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert!(all > 15 && ids.len() == all);
}

/// What is sent and what comes back are described apart; one name for two types would hide one of them.
#[test]
fn a_report_that_is_sent_is_described_as_one() {
    let document = rapporteur_server::document();
    let body = &document["paths"]["/api/v1/reports"]["post"]["requestBody"]["content"]["application/json"]["schema"];
    let sent = document.pointer(&body["$ref"].as_str().unwrap()[1..]).unwrap();
    assert!(sent["properties"]["text"].is_object() && sent["required"][0] == "text");
    assert!(document["components"]["schemas"]["Told"]["properties"]["happened"].is_object());
}
