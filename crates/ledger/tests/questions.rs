//! What can be asked of a ledger.

mod sample;

use rapporteur_ledger::{EventRow, Horizon, Ledger, LedgerFault, Order, Query, Shown};
use sample::Maker;

fn ledger() -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    let minsk = |maker: Maker| maker.at("Minsk", "BLR", 625_144, 53.9, 27.57);
    let signed = |publisher: &str, published: &str, text: &str| {
        let maker = Maker::new(publisher, published, text);
        let maker = maker.claim("SUPPORT", "actual", "signed", "Iran=Iran/IRN/GOV", "Belarus=Belarus/BLR/GOV");
        minsk(maker).on("March 12", "2025-03-12")
    };
    ledger
        .add(&[
            signed("Tasnim", "2025-03-12", "Iran signed an agreement on drones with Belarus in Minsk on March 12.")
                .done(),
            signed("AFP", "2025-03-14", "On March 12 in Minsk Iran signed an agreement with Belarus, BelTA said.")
                .said_by("BelTA")
                .done(),
            Maker::new(
                "Echo",
                "2025-03-20",
                "Police killed 3 protesters in Tbilisi. The minister denied that police killed anyone.",
            )
            .claim("ASSAULT", "actual", "killed", "Police=Police/GEO/COP", "protesters=protesters/GEO/CVL")
            .done(),
            Maker::new("Kurier", "2025-03-20", "The police killed 5 protesters in Tbilisi, doctors said.")
                .claim("ASSAULT", "actual", "killed", "police=police/GEO/COP", "protesters=protesters/GEO/CVL")
                .done(),
        ])
        .unwrap();
    ledger
}

fn found(ledger: &Ledger, query: &str) -> Vec<String> {
    rows(ledger, query, &Horizon::default()).into_iter().map(|row| format!("{} {}", row.ty, row.reports)).collect()
}

fn rows(ledger: &Ledger, query: &str, horizon: &Horizon) -> Vec<EventRow> {
    let query = Query::parse(query).unwrap_or_else(|error| panic!("{error}"));
    let rows = ledger.list(&query, horizon, Order::Worth, None).unwrap();
    assert_eq!(ledger.count(&query, horizon).unwrap(), rows.len() as u64);
    rows
}

#[test]
fn every_field_of_the_grammar_finds() {
    let ledger = ledger();
    assert_eq!(found(&ledger, ""), ["ASSAULT 2", "SUPPORT 2"], "contradictions first");
    for query in [
        "by:IRN",
        "by:iran",
        "to:BLR",
        "to:BLR/GOV",
        "with:GOV",
        "by:GOV",
        "type:support",
        "at:Minsk",
        "at:BLR",
        "on:2025-03",
        "on:2025-03-10..2025-03-12",
        "on:2025-03-12..",
        "from:belta",
        "from:\"BelTA\"",
        "about:belarus",
        "about:drones",
        "drones",
        "\"agreement on drones\"",
        "agreements",
        "publisher:afp",
        "origins:2 by:IRN",
        "reported:2025-03-14",
        "-police",
        "-(type:ASSAULT OR publisher:Echo)",
        "drones OR missiles",
        "by:IRN -by:GEO",
        "mode:visit OR by:IRN",
        "status:fact -by:COP",
    ] {
        assert_eq!(found(&ledger, query), ["SUPPORT 2"], "{query}");
    }
    for query in
        ["by:BLR", "on:2024", "\"drones on agreement\"", "origins:3..", "status:denied", "from:tasnim", "conflict:when"]
    {
        assert_eq!(found(&ledger, query), [""; 0], "{query}");
    }
    assert_eq!(found(&ledger, "conflict:numbers"), ["ASSAULT 2"]);
    assert_eq!(found(&ledger, "conflict:any"), ["ASSAULT 2"]);
}

#[test]
fn what_was_reported_later_is_not_seen_as_of_a_day() {
    let ledger = ledger();
    let horizon = Horizon::default().as_of("2025-03-13").unwrap();
    let rows = rows(&ledger, "", &horizon);
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].reports, rows[0].origins, rows[0].last_reported.as_deref()), (1, 1, Some("2025-03-12")));
    assert!(Horizon::default().as_of("soon").is_err());
    assert!(Horizon::default().as_of("2025-03..2025-04").is_err(), "a range is no limit");
    let before = Horizon::default().known_at("2020-01-01");
    assert_eq!(ledger.count(&Query::parse("").unwrap(), &before).unwrap(), 0);
}

#[test]
fn an_event_is_shown_by_any_beginning_of_its_id_with_its_versions() {
    let ledger = ledger();
    let row = &rows(&ledger, "by:IRN", &Horizon::default())[0];
    let Shown::Event(event) = ledger.show(&row.id[..6], &Horizon::default()).unwrap() else { panic!("no event") };
    assert_eq!(event.versions.len(), 2);
    assert_eq!(event.versions[0].printed[0].publisher.as_deref(), Some("Tasnim"));
    assert!(event.versions[0].sentence.contains("signed an agreement on drones"));
    assert_eq!(event.links.len(), 1);
    assert!(event.links[0].reasons.contains("same-day"), "{}", event.links[0].reasons);
    let Shown::Report(report) = ledger.show(&row.report, &Horizon::default()).unwrap() else { panic!("no report") };
    assert_eq!((report.publisher.as_deref(), report.events.len()), (Some("Tasnim"), 1));
    assert!(matches!(ledger.show("ffffffff", &Horizon::default()).unwrap_err().fault, LedgerFault::Unknown(_)));
    assert!(matches!(ledger.show("xyz", &Horizon::default()).unwrap_err().fault, LedgerFault::Refused(..)));
}

#[test]
fn media_and_names_are_counted() {
    let mut ledger = ledger();
    ledger.set_reliability("AFP", "b", "tester").unwrap();
    assert!(ledger.set_reliability("AFP", "G", "tester").is_err());
    let all = Query::parse("").unwrap();
    let sources = ledger.sources(&all, &Horizon::default()).unwrap();
    let of = |name: &str| sources.iter().find(|row| row.name == name).unwrap();
    assert_eq!((of("AFP").reliability.as_str(), of("AFP").corroborated, of("AFP").first), ("B", 1, 0));
    assert_eq!((of("Tasnim").first, of("Tasnim").reliability.as_str()), (1, "F"));
    assert_eq!((of("Echo").contradicted, of("BelTA").kind.as_str()), (1, "quoted"));
    let entities = ledger.entities(&all, &Horizon::default(), Some(3)).unwrap();
    assert_eq!(entities.len(), 3);
    let stats = ledger.stats().unwrap();
    assert_eq!((stats.reports, stats.events, stats.corroborated, stats.contradicted), (4, 2, 2, 1));
}
