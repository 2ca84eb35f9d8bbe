//! What can be asked over the API.

mod served;

use serde_json::{Value, json};
use served::{Served, reports, sample};
use std::collections::BTreeSet;

#[test]
fn events_are_listed_in_pages_and_none_is_lost() {
    let served = Served::with(&sample::entries(70));
    let all = served.json("/api/v1/events?limit=500");
    let total = all["total"].as_u64().unwrap();
    assert!(total > 30 && all["next"].is_null() && all["results"].as_array().unwrap().len() as u64 == total);
    for order in ["worth", "day", "reported", "origins"] {
        let whole = served.json(&format!("/api/v1/events?limit=500&order={order}"));
        let wanted: Vec<Value> = whole["results"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
        let mut found = Vec::new();
        let mut path = format!("/api/v1/events?limit=7&order={order}");
        loop {
            let answer = served.get(&path);
            let page = answer.json();
            assert_eq!(page["total"], total);
            found.extend(page["results"].as_array().unwrap().iter().map(|row| row["id"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            assert!(answer.header("link").unwrap().contains(next));
            path = format!("/api/v1/events?limit=7&order={order}&cursor={next}");
        }
        assert_eq!(found, wanted, "{order}");
    }
    let lines = served.get("/api/v1/events?format=ndjson");
    assert_eq!(lines.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(lines.text().lines().count() as u64, total);
}

#[test]
fn reports_are_listed_in_pages_and_none_is_lost() {
    let served = Served::with(&sample::entries(30));
    let mut found = BTreeSet::new();
    let mut path = "/api/v1/reports?limit=4".to_owned();
    loop {
        let page = served.json(&path);
        assert_eq!(page["total"], 30);
        found.extend(page["results"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/v1/reports?limit=4&cursor={next}");
    }
    assert_eq!(found.len(), 30);
    assert_eq!(served.get("/api/v1/reports?format=csv").text().lines().count(), 31);
    assert_eq!(served.get("/api/v1/reports?format=ndjson").text().lines().count(), 30);
}

#[test]
fn every_format_is_had_by_name_and_by_what_is_accepted() {
    let served = Served::with(&reports());
    for (accept, begins) in [
        ("application/json", "{\"results\":["),
        ("text/html, application/x-ndjson", "{\"id\":"),
        ("text/csv", "id,type,"),
        ("application/geo+json", "{\"type\":\"FeatureCollection\""),
    ] {
        let answer = served.send("GET", "/api/v1/events?q=by:IRN", &[("Accept", accept)], b"");
        assert!(answer.status == 200 && answer.text().starts_with(begins), "{accept}: {}", answer.text());
    }
    assert_eq!(served.send("GET", "/api/v1/events", &[("Accept", "image/png")], b"").problem(), "format");
    for format in rapporteur_exchange::Format::ALL {
        let answer = served.get(&format!("/api/v1/export?q=by:IRN&format={}", format.name()));
        // The sample's claims have no CAMEO code, and Phoenix and GDELT take no others.
        let empty = matches!(format.name(), "phoenix" | "gdelt" | "gdelt-mentions");
        assert!(answer.status == 200 && answer.body.is_empty() == empty, "{format:?}: {}", answer.text());
        assert!(
            answer.header("content-disposition").unwrap().starts_with("attachment; filename=\"events."),
            "{format:?}"
        );
        assert_eq!(answer.header("x-loses").is_some(), format.loses().is_some(), "{format:?}");
    }
    let parquet = served.send("GET", "/api/v1/events", &[("Accept", "application/vnd.apache.parquet")], b"");
    assert!(parquet.body.starts_with(b"PAR1") && parquet.body.ends_with(b"PAR1"));
    assert_eq!(served.get("/api/v1/export?format=xlsx").problem(), "parameter");
}

#[test]
fn one_event_one_report_and_its_reading() {
    let served = Served::with(&reports());
    let row = served.json("/api/v1/events?q=by:IRN")["results"][0].clone();
    let event = served.json(&format!("/api/v1/events/{}", row["id"].as_str().unwrap()));
    assert_eq!((event["versions"].as_array().unwrap().len(), event["judgements"].as_array().unwrap().len()), (2, 0));
    assert_eq!(event["id"], row["id"]);
    let before = served.json(&format!("/api/v1/events/{}?as_of=2025-03-13", row["id"].as_str().unwrap()));
    assert_eq!(before["versions"].as_array().unwrap().len(), 1);
    let report = row["report"].as_str().unwrap();
    assert!(served.json(&format!("/api/v1/reports/{report}"))["text"].as_str().unwrap().contains("Minsk"));
    let reading = served.json(&format!("/api/v1/reports/{report}/reading"));
    assert_eq!(reading["claims"][0]["event"], row["id"]);
    let (text, trigger) = (reading["text"].as_str().unwrap(), &reading["claims"][0]["trigger"]);
    let at = |name: &str| trigger[name].as_u64().unwrap() as usize;
    assert_eq!(text.chars().skip(at("start")).take(at("end") - at("start")).collect::<String>(), "signed");
    for path in ["/api/v1/events/ffffffff", "/api/v1/reports/ffffffff", "/api/v1/reports/ffffffff/reading"] {
        assert_eq!(served.get(path).problem(), "unknown", "{path}");
    }
    assert_eq!(served.get(&format!("/api/v1/events/{report}")).problem(), "unknown");
    assert_eq!(served.get("/api/v1/events/xyz").status, 422);
}

#[test]
fn sources_entities_places_and_numbers() {
    let served = Served::with(&reports());
    let grade = |grade: &str| {
        let body = json!({"grade": grade, "reviewer": "anna"}).to_string();
        served.send("PUT", "/api/v1/sources/AFP/reliability", &[("Content-Type", "application/json")], body.as_bytes())
    };
    assert_eq!((grade("b").status, grade("G").problem()), (204, "refused".into()));
    let sources = served.json("/api/v1/sources");
    let afp = sources["results"].as_array().unwrap().iter().find(|row| row["name"] == "AFP").unwrap();
    assert_eq!(afp["reliability"], "B");
    let entities = served.json("/api/v1/entities?q=by:IRN&limit=1");
    assert_eq!((entities["total"].as_u64(), entities["next"].as_str()), (Some(2), Some("1")));
    assert_eq!(served.json("/api/v1/entities?q=by:IRN&limit=1&cursor=1")["results"].as_array().unwrap().len(), 1);
    assert_eq!(served.json("/api/v1/places")["results"][0]["name"], "Minsk");
    assert_eq!(served.json("/api/v1/stats")["reports"], 4);
    for list in ["sources", "entities", "places"] {
        let csv = served.get(&format!("/api/v1/{list}?format=csv"));
        assert!(csv.text().starts_with("name,") && csv.header("content-type") == Some("text/csv"), "{list}");
        assert!(served.get(&format!("/api/v1/{list}?format=ndjson")).text().starts_with("{\"name\":"), "{list}");
    }
    assert_eq!(served.json("/healthz")["status"], "ok");
}

#[test]
fn a_feed_is_atom_of_what_matches() {
    let served = Served::with(&reports());
    let feed = served.get("/api/v1/feed?q=by:IRN");
    assert_eq!(feed.header("content-type"), Some("application/atom+xml"));
    assert!(feed.text().contains("<title>Rapporteur: by:IRN</title>") && feed.text().matches("<entry>").count() == 1);
    assert_eq!(served.get("/api/v1/feed?q=bye:IRN").problem(), "query");
}

#[test]
fn names_are_reconciled_as_openrefine_asks() {
    let served = Served::with(&reports());
    let manifest = served.json("/api/v1/reconcile/actors");
    assert_eq!(
        (manifest["versions"][0].as_str(), manifest["defaultTypes"][0]["id"].as_str()),
        (Some("0.2"), Some("actor"))
    );
    let asked = "%7B%22q0%22%3A%7B%22query%22%3A%22belarus%22%7D%2C%22q1%22%3A%7B%22query%22%3A%22Atlantis%22%7D%7D";
    let found = served.json(&format!("/api/v1/reconcile/actors?queries={asked}"));
    assert_eq!(found["q0"]["result"][0]["name"], "Belarus");
    assert_eq!(
        (found["q0"]["result"][0]["match"].as_bool(), found["q1"]["result"].as_array().unwrap().len()),
        (Some(true), 0)
    );
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let body = "queries=%7B%22q0%22%3A%7B%22query%22%3A%22Minsk%22%2C%22properties%22%3A%5B%7B%22pid%22%3A%22country%22%2C%22v%22%3A%22FRA%22%7D%5D%7D%7D";
    let found = served.send("POST", "/api/v1/reconcile/places", &form, body.as_bytes());
    assert_eq!((found.status, found.json()["q0"]["result"][0]["score"].as_f64()), (200, Some(50.0)));
    for queries in ["1", "%7B%22q0%22%3A1%7D", "%5B%5D", "%7B", "%00"] {
        assert_eq!(
            served.get(&format!("/api/v1/reconcile/actors?queries={queries}")).problem(),
            "parameter",
            "{queries}"
        );
    }
}

#[test]
fn an_answer_at_hand_is_not_sent_again_until_the_ledger_changes() {
    let served = Served::with(&reports());
    let id = served.json("/api/v1/events")["results"][0]["id"].as_str().unwrap().to_owned();
    for path in ["/api/v1/events?q=by:IRN", "/api/v1/stats", "/api/v1/sources", &format!("/api/v1/events/{id}")] {
        let tag = served.get(path).header("etag").unwrap().to_owned();
        let again = served.send("GET", path, &[("If-None-Match", &format!("\"x\", W/{tag}"))], b"");
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(tag.as_str())), "{path}");
    }
    let tag = served.get("/api/v1/stats").header("etag").unwrap().to_owned();
    // Another program adds a report.
    rapporteur_ledger::Ledger::open(&served.ledger).unwrap().add(&sample::entries(1)).unwrap();
    let now = served.send("GET", "/api/v1/stats", &[("If-None-Match", &tag)], b"");
    assert_eq!((now.status, now.json()["reports"].as_u64()), (200, Some(5)));
}

#[test]
fn a_fault_in_a_query_is_pointed_at() {
    let served = Served::with(&reports());
    let answer = served.get("/api/v1/events?q=by:IRN%20bye:BLR");
    let problem = answer.json();
    assert_eq!((answer.status, answer.problem().as_str()), (400, "query"));
    assert_eq!(
        (problem["start"].as_u64(), problem["end"].as_u64(), problem["parameter"].as_str()),
        (Some(7), Some(10), Some("q"))
    );
    for (path, kind) in [
        ("/api/v1/events?limit=0", "parameter"),
        ("/api/v1/events?limit=501", "parameter"),
        ("/api/v1/events?limit=-1", "parameter"),
        ("/api/v1/events?limit=x", "parameter"),
        ("/api/v1/events?order=best", "parameter"),
        ("/api/v1/events?cursor=x", "parameter"),
        ("/api/v1/events?order=day&cursor=origins~1~00112233445566778899aabbccddeeff", "parameter"),
        ("/api/v1/events?as_of=soon", "parameter"),
        ("/api/v1/events?as_of=2023..2024", "parameter"),
        ("/api/v1/events?known_at=soon", "parameter"),
        ("/api/v1/events?q=a&q=b", "parameter"),
        ("/api/v1/reports?cursor=x", "parameter"),
        ("/api/v1/sources?cursor=x", "parameter"),
        ("/api/v1/judgements?claim=xyz", "parameter"),
        ("/api/v1/nothing", "unknown"),
        ("/nothing", "unknown"),
    ] {
        assert_eq!(served.get(path).problem(), kind, "{path}");
    }
    let answer = served.send("DELETE", "/api/v1/events", &[], b"");
    assert_eq!((answer.problem().as_str(), answer.header("allow")), ("method", Some("GET, HEAD")));
}

#[test]
fn the_documentation_is_a_page_of_its_own() {
    let served = Served::with(&[]);
    let page = served.get("/api/v1/docs");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let text = page.text();
    for foreign in ["<script", "<link", "<img", "style=", "http://", "https://"] {
        assert!(!text.contains(foreign), "{foreign}");
    }
    assert!(text.contains("GET /api/v1/events/{id}") && text.contains("id=\"query\""));
    assert_eq!(served.json("/api/v1/openapi.json")["openapi"], "3.1.0");
}

#[test]
fn what_the_page_draws_can_be_had_as_data() {
    let served = Served::with(&reports());
    let events = served.json("/api/v1/events")["total"].clone();
    let timeline = served.json("/api/v1/timeline");
    assert_eq!((&timeline["total"], &timeline["drawn"]), (&events, &events));
    let marks = timeline["lanes"].as_array().unwrap().iter().map(|lane| lane["marks"].as_array().unwrap().len());
    let undated = timeline["undated"].as_array().unwrap().len();
    assert_eq!(marks.sum::<usize>() + undated, events.as_u64().unwrap() as usize);
    let signed =
        &timeline["lanes"].as_array().unwrap().iter().find(|lane| lane["label"] == "IRN – BLR").unwrap()["marks"][0];
    assert_eq!(
        (&signed["from"], &signed["to"], &signed["type"]),
        (&json!("2025-03-12"), &json!("2025-03-12"), &json!("SUPPORT"))
    );
    let by_source = served.json("/api/v1/timeline?lanes=source&from=2025-03-01&to=2025-03-15&q=by:IRN");
    assert_eq!(
        (&by_source["total"], &by_source["from"], &by_source["to"]),
        (&json!(1), &json!("2025-03-01"), &json!("2025-03-15"))
    );
    let open = served.json("/api/v1/timeline?from=2025-03-01&q=by:IRN");
    assert_eq!((&open["from"], &open["to"]), (&json!("2025-03-01"), &json!("2025-03-12")));
    let before = served.json("/api/v1/timeline?to=2025-03-01&q=by:IRN");
    assert_eq!((&before["to"], &before["outside"]), (&json!("2025-03-01"), &json!(1)));
    for path in ["/api/v1/timeline?from=soon", "/api/v1/timeline?from=x&to=y", "/api/v1/timeline?lanes=x"] {
        assert_eq!(served.get(path).problem(), "parameter", "{path}");
    }
    let network = served.json("/api/v1/network");
    let names: Vec<&str> =
        network["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Iran") && names.contains(&"Belarus"), "{names:?}");
    let edge = network["edges"].as_array().unwrap().iter().find(|edge| edge["type"] == "SUPPORT").unwrap();
    assert_eq!(
        (&network["nodes"][edge["from"].as_u64().unwrap() as usize]["name"], &edge["quad"]),
        (&json!("Iran"), &json!("verbal-cooperation"))
    );
    let quotes = served.json("/api/v1/network?edges=quotes");
    assert!(quotes["edges"].as_array().unwrap().iter().all(|edge| edge["type"] == "QUOTES"));
    assert!(quotes["nodes"].as_array().unwrap().iter().any(|node| node["name"] == "BelTA"));
    let map = served.json("/api/v1/map");
    assert_eq!((&map["countries"][0]["code"], &map["countries"][0]["events"]), (&json!("BLR"), &json!(1)));
    assert_eq!((&map["points"][0]["name"], &map["points"][0]["lat"]), (&json!("Minsk"), &json!(53.9)));
    for path in ["timeline", "network", "map"] {
        assert_eq!(served.get(&format!("/api/v1/{path}?q=(")).problem(), "query", "{path}");
        assert_eq!(served.json(&format!("/api/v1/{path}?q=by:ZZZ"))["total"], 0, "{path}");
    }
}

#[test]
fn two_versions_are_compared_field_by_field() {
    let served = Served::with(&reports());
    let events = served.json("/api/v1/events?q=type:SUPPORT");
    let id = events["results"][0]["id"].as_str().unwrap();
    let compared = served.json(&format!("/api/v1/events/{id}/compare"));
    assert_eq!(compared["event"], id);
    let field =
        |name: &str| compared["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap().clone();
    assert_eq!((&field("what")["verdict"], &field("what")["values"]), (&json!("same"), &json!(["SUPPORT", "SUPPORT"])));
    assert_eq!(field("source")["verdict"], "differs");
    let other = served.json(&format!("/api/v1/events/{id}/compare?a=1&b=0"));
    assert_eq!(other["claims"][0], compared["claims"][1]);
    for (query, at) in [("a=7", "a"), ("b=7", "b")] {
        let refused = served.get(&format!("/api/v1/events/{id}/compare?{query}"));
        assert_eq!((refused.problem().as_str(), &refused.json()["parameter"]), ("parameter", &json!(at)));
    }
    assert_eq!(served.get(&format!("/api/v1/events/{id}/compare?a=x")).problem(), "parameter");
    assert_eq!(served.get("/api/v1/events/ffffffffffff/compare").problem(), "unknown");
    let lonely = Served::with(&reports()[..1]);
    let id = lonely.json("/api/v1/events")["results"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(lonely.get(&format!("/api/v1/events/{id}/compare")).problem(), "unknown");
}

#[test]
fn where_nothing_is_browsers_get_a_page_and_programs_a_problem() {
    let served = Served::with(&reports());
    let browser = [("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")];
    for path in ["/nothing", "/nothing/%3Cb%3E", "/favicon.ico", "/events", "/events/a/b"] {
        let page = served.send("GET", path, &browser, b"");
        assert_eq!((page.status, page.header("content-type")), (404, Some("text/html; charset=utf-8")), "{path}");
        assert!(page.text().contains("<h1>Not here</h1>") && !page.text().contains("<b>"), "{}", page.text());
        assert_eq!(served.get(path).problem(), "unknown", "{path}");
        assert_eq!(served.send("GET", path, &[("Accept", "application/json")], b"").problem(), "unknown", "{path}");
    }
    assert_eq!(served.send("GET", "/api/v1/nothing", &browser, b"").problem(), "unknown");
    let elsewhere = served.send("GET", "/events/ffffffffffff", &browser, b"");
    assert!(elsewhere.status == 404 && elsewhere.text().contains("<h1>Not here</h1>"));
    assert_eq!(served.send("DELETE", "/help", &[], b"").problem(), "method");
}

#[test]
fn an_answer_is_given_again_until_the_ledger_changes() {
    let served = Served::with(&reports());
    for path in ["/", "/api/v1/events", "/api/v1/sources", "/api/v1/feed", "/api/v1/timeline", "/?view=sources"] {
        let first = served.get(path);
        let tag = first.header("etag").unwrap().to_owned();
        let again = served.get(path);
        assert_eq!(
            (first.status, &first.body, first.header("etag")),
            (200, &again.body, again.header("etag")),
            "{path}"
        );
        assert_eq!(first.header("content-type"), again.header("content-type"), "{path}");
        assert_eq!(served.send("GET", path, &[("If-None-Match", &tag)], b"").status, 304, "{path}");
    }
    // Under another name it may be another answer.
    let port = served.address.port();
    let feed = served.send("GET", "/api/v1/feed", &[("Host", &format!("localhost:{port}"))], b"");
    assert!(feed.text().contains(&format!("http://localhost:{port}/")), "{}", feed.text());
    let id = served.json("/api/v1/events?q=type:SUPPORT")["results"][0]["id"].as_str().unwrap().to_owned();
    let event = served.get(&format!("/api/v1/events/{id}"));
    let own = event.header("etag").unwrap().to_owned();
    let known = served.send("GET", &format!("/api/v1/events/{id}"), &[("If-None-Match", &own)], b"");
    assert_eq!((known.status, known.header("etag")), (304, Some(own.as_str())));
    let rejected = served.post("/api/v1/judgements", &json!({"act": "reject", "claim": id}));
    assert_eq!(rejected.status, 201);
    assert_ne!(served.get(&format!("/api/v1/events/{id}")).header("etag"), Some(own.as_str()));
    assert!(served.get("/").status == 200 && served.get("/").header("etag") != served.get("/?sort=day").header("etag"));
}
