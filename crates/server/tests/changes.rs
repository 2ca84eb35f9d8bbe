//! What can be changed over the API.

mod served;

use serde_json::{Value, json};
use served::{Served, reports};
use std::collections::BTreeSet;

fn first(served: &Served, query: &str) -> String {
    served.json(&format!("/api/v1/events?q={query}"))["results"][0]["id"].as_str().unwrap().to_owned()
}

const JUDGEMENTS: &str = "/api/v1/judgements";

#[test]
fn claims_are_judged_and_judgements_undone() {
    let served = Served::with(&reports());
    let id = first(&served, "by:IRN");
    let made = served.post(JUDGEMENTS, &json!({"act": "accept", "claim": id, "reviewer": "anna", "reason": "seen"}));
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    assert_eq!(
        (made["event"]["judged"].as_str(), made["judgement"]["reviewer"].as_str()),
        (Some("accepted"), Some("anna"))
    );
    assert_eq!(made["event"]["judgements"][0]["reason"], "seen");
    let unsure = served.post(JUDGEMENTS, &json!({"act": "unsure", "claim": id})).json();
    assert_eq!(
        (unsure["event"]["judged"].as_str(), unsure["judgement"]["reviewer"].as_str()),
        (Some("unsure"), Some("unnamed"))
    );
    let judgement = unsure["judgement"]["id"].as_str().unwrap();
    let undone = served.post(&format!("{JUDGEMENTS}/{judgement}/undo"), &json!({"reviewer": "bert"}));
    assert_eq!((undone.status, undone.json()["event"]["judged"].as_str()), (200, Some("accepted")));
    assert_eq!(served.post(&format!("{JUDGEMENTS}/{judgement}/undo"), &json!({})).problem(), "refused");
    let edited = served.post(JUDGEMENTS, &json!({"act": "edit", "claim": id, "field": "place", "value": "Gomel"}));
    assert_eq!((edited.status, edited.json()["event"]["conflicts"][0].as_str()), (201, Some("where")));
    let history = served.json(JUDGEMENTS);
    let kinds: Vec<&str> =
        history["results"].as_array().unwrap().iter().filter_map(|row| row["kind"].as_str()).collect();
    assert_eq!(kinds, ["accept", "unsure", "undo", "edit"]);
    assert_eq!(served.json(&format!("{JUDGEMENTS}?claim={id}"))["total"], 3);
}

#[test]
fn events_are_parted_and_joined() {
    let served = Served::with(&reports());
    let id = first(&served, "by:IRN");
    let parted = served.post(JUDGEMENTS, &json!({"act": "split", "claim": id})).json();
    assert_eq!(parted["event"]["versions"].as_array().unwrap().len(), 1);
    let rows = served.json("/api/v1/events?q=by:IRN");
    assert_eq!(rows["total"], 2);
    let ids: Vec<&str> = rows["results"].as_array().unwrap().iter().filter_map(|row| row["id"].as_str()).collect();
    let judgement = parted["judgement"]["id"].as_str().unwrap();
    served.post(&format!("{JUDGEMENTS}/{judgement}/undo"), &json!({}));
    assert_eq!(served.json("/api/v1/events?q=by:IRN")["total"], 1);
    assert_eq!(served.post(JUDGEMENTS, &json!({"act": "merge", "claim": ids[0], "with": ids[1]})).problem(), "refused");
    let police = first(&served, "by:GEO");
    let joined = served.post(JUDGEMENTS, &json!({"act": "merge", "claim": id, "with": police})).json();
    let versions = joined["event"]["versions"].as_array().unwrap();
    let types: BTreeSet<&str> = versions.iter().filter_map(|version| version["claim"]["type"].as_str()).collect();
    assert_eq!(types, BTreeSet::from(["ASSAULT", "SUPPORT"]));
}

#[test]
fn a_judgement_of_something_that_changed_meanwhile_is_refused() {
    let served = Served::with(&reports());
    let id = first(&served, "by:IRN");
    let path = format!("/api/v1/events/{id}");
    let seen = served.get(&path).header("etag").unwrap().to_owned();
    let judge = |tag: &str, act: &str| {
        let body = json!({"act": act, "claim": id}).to_string();
        served.send("POST", JUDGEMENTS, &[("Content-Type", "application/json"), ("If-Match", tag)], body.as_bytes())
    };
    let made = judge(&seen, "accept");
    assert_eq!(made.status, 201);
    assert_eq!(made.header("etag"), served.get(&path).header("etag"), "the answer names the event as it is now");
    assert_eq!((judge(&seen, "reject").problem(), judge(&seen, "reject").status), ("changed".into(), 412));
    assert_eq!(judge("*", "reject").status, 201);
    // A change elsewhere does not stand in the way.
    let seen = served.get(&path).header("etag").unwrap().to_owned();
    served.post(JUDGEMENTS, &json!({"act": "accept", "claim": first(&served, "by:GEO")}));
    assert_eq!(judge(&seen, "accept").status, 201);
    let made = judge("*", "unsure").json();
    let undo = format!("{JUDGEMENTS}/{}/undo", made["judgement"]["id"].as_str().unwrap());
    let undone = served.send("POST", &undo, &[("Content-Type", "application/json"), ("If-Match", &seen)], b"{}");
    assert_eq!(undone.problem(), "changed");
}

#[test]
fn what_cannot_be_judged_is_said() {
    let served = Served::with(&reports());
    let id = first(&served, "by:IRN");
    for (body, kind) in [
        (json!({"act": "accept", "claim": "ffffffff"}), "unknown"),
        (json!({"act": "accept", "claim": "xyz"}), "refused"),
        (json!({"act": "accept", "claim": ""}), "refused"),
        (json!({"act": "praise", "claim": id}), "body"),
        (json!({"act": "accept"}), "body"),
        (json!({"act": "edit", "claim": id}), "body"),
        (json!({"act": "edit", "claim": id, "field": "type", "value": "PARTY"}), "refused"),
        (json!({"act": "merge", "claim": id}), "body"),
        (json!([]), "body"),
        (Value::Null, "body"),
    ] {
        assert_eq!(served.post(JUDGEMENTS, &body).problem(), kind, "{body}");
    }
    assert_eq!(served.post(&format!("{JUDGEMENTS}/ffff/undo"), &json!({})).problem(), "unknown");
    assert_eq!(served.post(&format!("{JUDGEMENTS}/ffff/undo"), &json!(["anna", null])).problem(), "body");
    assert_eq!(served.send("POST", JUDGEMENTS, &[("Content-Type", "text/plain")], b"{}").problem(), "media");
    assert_eq!(served.send("POST", JUDGEMENTS, &[], b"{}").problem(), "media");
}

#[test]
fn a_report_is_read_and_not_kept() {
    let served = Served::with(&[]);
    let text = "Iran signed an agreement with Belarus in Minsk on Monday.";
    let read = served.send(
        "POST",
        "/api/v1/read?published=2025-03-13",
        &[("Content-Type", "text/plain; charset=utf-8")],
        text.as_bytes(),
    );
    assert_eq!(read.status, 200, "{}", read.text());
    let document = read.json();
    assert_eq!(
        (document["published"].as_str(), document["claims"][0]["trigger"]["text"].as_str()),
        (Some("2025-03-13"), Some("signed"))
    );
    let same = served.post("/api/v1/read?model=fast", &json!({"text": text, "published": "2025-03-13"})).json();
    assert_eq!(same["claims"], document["claims"]);
    assert_eq!(served.json("/api/v1/stats")["reports"], 0);
    for (path, media, body, kind) in [
        ("/api/v1/read?model=best", "text/plain", "x", "parameter"),
        ("/api/v1/read?published=soon", "text/plain", "x", "parameter"),
        ("/api/v1/read", "application/json", "{}", "body"),
        ("/api/v1/read", "application/json", "{\"text\": 1}", "body"),
        ("/api/v1/read", "application/json", "{\"text\": \"x\", \"publisher\": {}}", "body"),
        ("/api/v1/read", "application/json", "[\"x\"]", "body"),
        ("/api/v1/read", "application/json", "{\"text\": \"x\", \"id\": 7}", ""),
        ("/api/v1/read", "text/plain", "caf\u{0}\u{fffd}", "body"),
        ("/api/v1/read", "image/png", "x", "media"),
    ] {
        let answer = served.send("POST", path, &[("Content-Type", media)], body.as_bytes());
        if kind.is_empty() {
            assert_eq!(answer.status, 200);
        } else {
            assert_eq!(answer.problem(), kind, "{path} {body}");
        }
    }
    // An old charset is guessed, and told.
    assert_eq!(served.send("POST", "/api/v1/read", &[("Content-Type", "text/plain")], b"caf\xe9").status, 200);
}

#[test]
fn reports_are_added_once_and_faults_are_told() {
    let served = Served::with(&[]);
    let lines = "{\"id\":\"a\",\"text\":\"Iran signed an agreement with Belarus on Monday.\",\"published\":\"2025-03-13\"}\n\
                 {\"text\":\n{\"id\":\"b\",\"text\":\"Troops left.\"}\n";
    let add =
        |media: &str, body: &str| served.send("POST", "/api/v1/reports", &[("Content-Type", media)], body.as_bytes());
    let added = add("application/x-ndjson", lines).json();
    assert_eq!(
        (added["reports"].as_u64(), added["known"].as_u64(), added["faults"][0]["line"].as_u64()),
        (Some(2), Some(0), Some(2))
    );
    let id = added["results"][0]["id"].as_str().unwrap();
    assert!(added["results"][0]["claims"].as_u64().unwrap() > 0);
    assert_eq!(served.json(&format!("/api/v1/reports/{id}"))["published"], "2025-03-13");
    let again = add("application/x-ndjson", lines).json();
    assert_eq!((again["reports"].as_u64(), again["known"].as_u64()), (Some(0), Some(2)));
    assert_eq!(add("text/plain", "Troops left.").json()["known"], 1);
    assert_eq!(add("application/octet-stream", "Ministers met in Paris.").json()["reports"], 1);
    assert_eq!(add("application/json", "{\n\"text\": \"Ministers met\\nin Rome.\"\n}").json()["reports"], 1);
    assert_eq!(add("application/x-ndjson", "not json\n").problem(), "body");
    assert_eq!(served.json("/api/v1/stats")["reports"], 4);
}

#[test]
fn a_date_of_publication_moves_the_days_and_can_be_undone() {
    let served = Served::with(&[]);
    let text = "Iran signed an agreement with Belarus in Minsk on Monday.";
    let added =
        served.send("POST", "/api/v1/reports?published=2025-03-13", &[("Content-Type", "text/plain")], text.as_bytes());
    let id = added.json()["results"][0]["id"].as_str().unwrap().to_owned();
    let day = || served.json("/api/v1/events")["results"][0]["from"].clone();
    assert_eq!(day(), "2025-03-10");
    let set = |body: &str| {
        let path = format!("/api/v1/reports/{id}/published");
        served.send("PUT", &path, &[("Content-Type", "application/json")], body.as_bytes())
    };
    let dated = set("{\"published\": \"2025-03-20\", \"reviewer\": \"anna\"}");
    assert_eq!(dated.status, 200, "{}", dated.text());
    assert_eq!(
        (dated.json()["report"]["published"].as_str(), day().as_str()),
        (Some("2025-03-20"), Some("2025-03-17"))
    );
    assert_eq!(dated.json()["changes"][0]["change"], "changed");
    let judgement = dated.json()["judgement"].as_str().unwrap().to_owned();
    let undone = served.post(&format!("{JUDGEMENTS}/{judgement}/undo"), &json!({}));
    assert_eq!((undone.status, undone.json()["event"].is_null(), day().as_str()), (200, true, Some("2025-03-10")));
    assert_eq!(set("{\"published\": \"soon\"}").problem(), "refused");
    assert_eq!(set("{\"published\": null}").status, 200);
    assert!(day().is_null());
    let path = "/api/v1/reports/ffffffff/published";
    assert_eq!(served.send("PUT", path, &[("Content-Type", "application/json")], b"{}").problem(), "unknown");
}

#[test]
fn what_is_doubtful_is_listed_until_it_is_judged() {
    let served = Served::with(&reports());
    let doubts = served.json("/api/v1/doubts");
    let first = doubts[0]["id"].as_str().unwrap();
    assert_eq!((doubts.as_array().unwrap().len(), doubts[0]["conflicts"][0].as_str()), (4, Some("numbers")));
    served.post(JUDGEMENTS, &json!({"act": "accept", "claim": first}));
    assert_eq!(served.json("/api/v1/doubts").as_array().unwrap().len(), 3);
}
