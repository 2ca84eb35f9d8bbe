//! Every format, on one event with two actors and a place.

use rapporteur_exchange::{Format, Writer};
use rapporteur_ledger::{EventDetail, EventRow, Party, Printed, Version};
use serde_json::{Value, json};

fn event(status: &str) -> EventDetail {
    let party = |name: &str, country: &str| Party {
        name: name.into(),
        country: Some(country.into()),
        sector: Some("GOV".into()),
    };
    let claim = json!({
        "id": "c1", "type": "SUPPORT", "mode": [], "context": ["military"], "status": status, "status_cue": null,
        "trigger": {"text": "signed", "start": 17, "end": 23}, "actors": [], "recipients": [], "date": null,
        "place": {"text": "Minsk", "start": 30, "end": 35, "name": "Minsk", "country": "BLR", "geonames_id": 625_144,
                  "precision": "town", "lat": 53.9, "lon": 27.57},
        "attribution": [], "sentence": 0, "confidence": 0.8, "rule": "support/sign", "cameo": "057"
    });
    let sentence = "Iran & \"Belarus\"\tsigned it in <Minsk>.".to_owned();
    let printed = Printed {
        id: "aa".into(),
        report: "bb".into(),
        title: None,
        publisher: Some("The Wire".into()),
        published: Some("2025-03-13".into()),
        url: Some("https://wire.example/1".into()),
        origin: "wire".into(),
    };
    EventDetail {
        event: EventRow {
            id: "00ff00ff00".into(),
            ty: "SUPPORT".into(),
            mode: Vec::new(),
            status: status.into(),
            actors: vec![party("Iran", "IRN"), party("Belarus", "BLR")],
            recipients: Vec::new(),
            from: Some("2025-03-12".into()),
            to: Some("2025-03-12".into()),
            place: Some("Minsk".into()),
            place_country: Some("BLR".into()),
            claims: 1,
            reports: 1,
            origins: 1,
            first_reported: Some("2025-03-13".into()),
            last_reported: Some("2025-03-13".into()),
            conflicts: Vec::new(),
            judged: String::new(),
            sentence: sentence.split_whitespace().collect::<Vec<_>>().join(" "),
            report: "bb".into(),
            publisher: Some("The Wire".into()),
        },
        versions: vec![Version {
            claim: serde_json::from_value(claim).unwrap(),
            sentence,
            sentence_start: 0,
            counts: Vec::new(),
            printed: vec![printed],
        }],
        links: Vec::new(),
    }
}

fn written(format: Format, status: &str) -> String {
    let mut writer = Writer::new(Vec::new(), format).unwrap();
    writer.write(&event(status)).unwrap();
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

#[test]
fn layouts_have_their_columns_and_codes_keep_their_zeros() {
    for (format, columns, head) in
        [(Format::Icews, 20, 1), (Format::Polecat, 40, 1), (Format::Phoenix, 26, 0), (Format::Gdelt, 61, 0)]
    {
        let text = written(format, "actual");
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!(rows.len(), head + 2, "one row each way: {text}");
        assert!(
            rows.iter().all(|row| row.len() == columns),
            "{format:?}: {:?}",
            rows.iter().map(Vec::len).collect::<Vec<_>>()
        );
        if format != Format::Polecat {
            assert!(rows[head].contains(&"057"), "{text}");
        }
        assert_eq!(written(format, "negated").lines().count(), head, "what is denied is no fact");
    }
}

#[test]
fn json_formats_are_json_and_xml_is_escaped() {
    let geo: Value = serde_json::from_str(&written(Format::GeoJson, "actual")).unwrap();
    assert_eq!(geo["features"][0]["geometry"]["coordinates"], json!([27.57, 53.9]));
    let slides: Value = serde_json::from_str(&written(Format::TimelineJs, "actual")).unwrap();
    assert_eq!(slides["events"][0]["start_date"], json!({"year": "2025", "month": "3", "day": "12"}));
    assert!(slides["events"][0]["text"]["text"].as_str().unwrap().contains("&lt;Minsk&gt;"));
    let plover: Value = serde_json::from_str(&written(Format::Plover, "future")).unwrap();
    assert_eq!((plover["event_type"].as_str(), plover["quad_code"].as_u64()), (Some("SUPPORT"), Some(1)));
    let gexf = written(Format::Gexf, "actual");
    assert!(gexf.contains("source=\"Iran\" target=\"Belarus\" weight=\"1\"") && gexf.ends_with("</gexf>\n"));
    let nothing = Writer::new(Vec::new(), Format::GeoJson).unwrap().finish().unwrap();
    assert!(serde_json::from_slice::<Value>(&nothing).is_ok());
}
