//! Whatever a report, a name, an address or a query has in it, the page has no markup of it, no script and no request.

use rapporteur::output::{Claim, Link, LinkSource, Participant, Words};
use rapporteur_ledger::{EventDetail, EventRow, Facets, JudgementRow, Party, Printed, Query, SourceRow, Spot, Version};
use rapporteur_page::{
    Address, Collection, EventShown, Handout, Shown, collection_page, event_page, fault_page, handout,
};
use rapporteur_views::{Lanes, acts, of_events, sources, timeline, world_map};

const HOSTILE: &str =
    "</script></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>\u{202e}";

fn event() -> EventDetail {
    let words = Words { text: HOSTILE.into(), start: 0, end: 8 };
    let party = Participant {
        text: HOSTILE.into(),
        start: 0,
        end: 8,
        name: HOSTILE.into(),
        country: Some(HOSTILE.into()),
        sector: Some(HOSTILE.into()),
        entity: None,
    };
    let source = LinkSource { text: HOSTILE.into(), start: 0, end: 8, name: HOSTILE.into(), entity: None };
    let claim = Claim {
        id: "c1".into(),
        ty: HOSTILE.into(),
        mode: vec![HOSTILE.into()],
        context: vec![HOSTILE.into()],
        status: HOSTILE.into(),
        status_cue: Some(words.clone()),
        status_confidence: 0.5,
        trigger: words.clone(),
        actors: vec![party.clone()],
        recipients: vec![party],
        date: None,
        place: None,
        attribution: vec![Link { id: "a1".into(), source: Some(source), cue: Some(words) }],
        sentence: 0,
        confidence: 0.5,
        rule: HOSTILE.into(),
        cameo: Some(HOSTILE.into()),
    };
    let printed = Printed {
        id: "0a".into(),
        report: "0b".into(),
        title: Some(HOSTILE.into()),
        publisher: Some(HOSTILE.into()),
        published: Some(HOSTILE.into()),
        url: Some("javascript:alert(4)".into()),
        origin: HOSTILE.into(),
        added_at: HOSTILE.into(),
    };
    let version = Version {
        claim,
        sentence: HOSTILE.into(),
        sentence_start: 0,
        entities: Vec::new(),
        counts: Vec::new(),
        printed: vec![printed.clone(), printed],
    };
    let side = Party { name: HOSTILE.into(), country: Some(HOSTILE.into()), sector: Some(HOSTILE.into()) };
    let event = EventRow {
        id: HOSTILE.into(),
        ty: HOSTILE.into(),
        mode: vec![HOSTILE.into()],
        status: HOSTILE.into(),
        actors: vec![side.clone()],
        recipients: vec![Party { name: format!("{HOSTILE} too"), ..side }],
        from: Some("2024-05-01".into()),
        to: Some("2024-05-02".into()),
        place: Some(HOSTILE.into()),
        place_country: Some(HOSTILE.into()),
        claims: 2,
        reports: 2,
        origins: 1,
        first_reported: Some(HOSTILE.into()),
        last_reported: Some(HOSTILE.into()),
        conflicts: vec![HOSTILE.into(), "when".into()],
        judged: HOSTILE.into(),
        sentence: HOSTILE.into(),
        report: "0b".into(),
        publisher: Some(HOSTILE.into()),
    };
    EventDetail {
        event,
        versions: vec![version.clone(), version],
        numbers: Vec::new(),
        unknown_origins: 0,
        links: Vec::new(),
    }
}

fn judgement() -> JudgementRow {
    JudgementRow {
        id: HOSTILE.into(),
        kind: HOSTILE.into(),
        claim: HOSTILE.into(),
        other: None,
        field: Some(HOSTILE.into()),
        value: Some(HOSTILE.into()),
        at: HOSTILE.into(),
        reviewer: HOSTILE.into(),
        reason: Some(HOSTILE.into()),
        undone: false,
    }
}

/// The page's own elements are the only ones: as many scripts as it has itself, and nothing of the words as markup.
fn check(page: &str, scripts: usize) {
    assert_eq!(page.matches("<script").count(), scripts, "scripts");
    assert_eq!(page.matches("</script").count(), scripts, "ends of scripts");
    for markup in ["<img", "<iframe", "<svg onload", " onerror=\"", " onload=\"", "href=\"javascript:", " style=\""] {
        assert!(!page.contains(markup), "{markup}");
    }
}

#[test]
fn every_view_of_a_collection_is_clean() {
    let detail = event();
    let (rows, judgements) = (vec![detail.event.clone()], vec![judgement()]);
    let parameters = [("q".to_owned(), HOSTILE.to_owned()), ("e".to_owned(), HOSTILE.to_owned())];
    let address = Address::of(&parameters);
    let one = || vec![(HOSTILE.to_owned(), 1)];
    let facets = Facets {
        events: 1,
        types: one(),
        statuses: one(),
        conflicts: one(),
        judged: one(),
        corroborated: 1,
        by: one(),
        at: one(),
        publishers: one(),
    };
    let spot = Spot {
        name: HOSTILE.into(),
        country: Some(HOSTILE.into()),
        precision: Some("town".into()),
        lat: Some(1.0),
        lon: Some(2.0),
        events: 1,
        contradicted: 1,
    };
    let source = SourceRow {
        name: HOSTILE.into(),
        kind: "publisher".into(),
        reliability: HOSTILE.into(),
        ..SourceRow::default()
    };
    let (time, map) = (timeline(of_events(&rows, Lanes::Source), None), world_map(&[spot], 1));
    let (net, told) = (acts(&rows, 10), sources(&[source], "publisher"));
    let fault = Query::parse(&format!("bye:{HOSTILE}")).unwrap_err();
    let views = [
        Shown::Ledger(&rows),
        Shown::Timeline(&time, 10),
        Shown::Map(&map),
        Shown::Network(&net, 10),
        Shown::Sources(&told, &told),
    ];
    for shown in views {
        let event =
            EventShown { detail: &detail, judgements: &judgements, versions: Some((0, 1)), etag: Some(HOSTILE.into()) };
        let collection = Collection {
            address: &address,
            facets: &facets,
            shown,
            event: Some(event),
            fault: Some(&fault),
            reports: 1,
        };
        check(&collection_page(&collection), 1);
    }
}

#[test]
fn an_event_a_fault_and_a_report_to_hand_on_are_clean() {
    let detail = event();
    let judgements = vec![judgement()];
    check(&event_page(&EventShown { detail: &detail, judgements: &judgements, versions: None, etag: None }), 1);
    check(&fault_page(HOSTILE, HOSTILE, HOSTILE), 1);
    let events = vec![detail];
    let rows: Vec<EventRow> = events.iter().map(|detail| detail.event.clone()).collect();
    let page = handout(&Handout {
        query: HOSTILE,
        ledger: HOSTILE,
        made: HOSTILE,
        events: &events,
        all: 2,
        timeline: &timeline(of_events(&rows, Lanes::Pair), None),
        map: &world_map(&[], 2),
        acts: &acts(&rows, 10),
        quotes: &acts(&rows, 10),
        publishers: &[],
        quoted: &[],
        csv: HOSTILE,
    });
    let link =
        page.split("data:text/csv;charset=utf-8;base64,").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(
        link.len() > 100 && link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)),
        "{link}"
    );
    // Its only script element is its data, which no browser runs.
    check(&page, 1);
    let data = page.split("type=\"application/json\">").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
    let read: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(read[0]["sentence"], HOSTILE);
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
}

#[test]
fn only_the_web_is_linked() {
    let mut detail = event();
    detail.versions[0].printed[0].url = Some("https://a.example/?q=\"><script>".into());
    let page = event_page(&EventShown { detail: &detail, judgements: &[], versions: None, etag: None });
    check(&page, 1);
    assert!(page.contains("href=\"https://a.example/?q=&quot;&gt;&lt;script&gt;\" rel=\"noopener noreferrer\""));
}
