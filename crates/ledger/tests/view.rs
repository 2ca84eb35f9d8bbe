//! What the page asks of the ledger agrees with what the lists say.

mod sample;

use rapporteur_ledger::{EventRow, Horizon, Ledger, Order, Query};
use sample::Maker;

fn ledger() -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    let signed = |publisher: &str, published: &str, text: &str| {
        let maker = Maker::new(publisher, published, text);
        let maker = maker.claim("SUPPORT", "actual", "signed", "Iran=Iran/IRN/GOV", "Belarus=Belarus/BLR/GOV");
        maker.at("Minsk", "BLR", 625_144, 53.9, 27.57).on("March 12", "2025-03-12")
    };
    ledger
        .add(&[
            signed("Tasnim", "2025-03-12", "Iran signed an agreement on drones with Belarus in Minsk on March 12.")
                .done(),
            signed("AFP", "2025-03-14", "On March 12 in Minsk Iran signed an agreement with Belarus, BelTA said.")
                .said_by("BelTA")
                .done(),
            Maker::new("Echo", "2025-03-20", "Police killed 3 protesters in Tbilisi.")
                .claim("ASSAULT", "actual", "killed", "Police=Police/GEO/COP", "protesters=protesters/GEO/CVL")
                .done(),
            Maker::new("Kurier", "2025-03-20", "The police killed 5 protesters in Tbilisi, doctors said.")
                .claim("ASSAULT", "actual", "killed", "police=police/GEO/COP", "protesters=protesters/GEO/CVL")
                .done(),
        ])
        .unwrap();
    ledger
}

#[test]
fn counts_places_and_quotations_agree_with_the_list() {
    let ledger = ledger();
    let (all, open) = (Query::parse("").unwrap(), Horizon::default());
    let rows = ledger.list(&all, &open, Order::Worth, None).unwrap();
    let facets = ledger.facets(&all, &open).unwrap();
    assert_eq!(facets.events, rows.len() as u64);
    for (ty, count) in &facets.types {
        assert_eq!(*count, rows.iter().filter(|row| row.ty == *ty).count() as u64, "{ty}");
    }
    assert!(facets.types.contains(&("SUPPORT".into(), 1)) && facets.conflicts == [("numbers".into(), 1)]);
    assert_eq!(facets.at, [("BLR".into(), 1)]);
    let sketches = ledger.sketches(&all, &open, 100).unwrap();
    let plain = |mut row: EventRow| {
        (row.sentence, row.mode) = (String::new(), Vec::new());
        row
    };
    assert_eq!(sketches, rows.iter().cloned().map(plain).collect::<Vec<_>>());
    let corroborated = rows.iter().filter(|row| row.origins > 1).count() as u64;
    assert_eq!(facets.corroborated, corroborated);
    let placed = rows.iter().filter(|row| row.place.is_some()).count() as u64;
    let spots = ledger.spots(&all, &open).unwrap();
    assert_eq!(spots.iter().map(|spot| spot.events).sum::<u64>(), placed);
    assert!(spots.iter().all(|spot| spot.precision.as_deref() != Some("country") || spot.lat.is_none()));
    // A selection counts itself only.
    let some = Query::parse("type:SUPPORT").unwrap();
    assert_eq!(ledger.facets(&some, &open).unwrap().events, ledger.count(&some, &open).unwrap());
    let quoted = ledger.quotations(&all, &open, 3).unwrap();
    let shown: Vec<_> = quoted.iter().map(|q| (q.from.as_str(), q.printed, q.to.as_str(), q.claims)).collect();
    assert_eq!(shown, [("AFP", true, "BelTA", 1)]);
}

#[test]
fn a_reading_has_every_claim_with_its_event() {
    let ledger = ledger();
    let (all, open) = (Query::parse("").unwrap(), Horizon::default());
    for row in ledger.list(&all, &open, Order::Worth, None).unwrap() {
        let reading = ledger.reading_of(&row.report).unwrap();
        assert!(reading.claims.iter().any(|claim| claim.event == row.id), "{}", row.id);
    }
    assert!(ledger.reading_of("ffffffffff").is_err() && ledger.reading_of("no id").is_err());
}
