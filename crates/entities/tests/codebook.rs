//! The actors of the codebook are sound.

use rapporteur_codebook::{Codebook, CodebookFile};
use rapporteur_entities::{ActorBook, EntryKind};
use std::collections::BTreeSet;

const SECTORS: &str =
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC";
const BODIES: &str = "UNO EUR IGO NGO ISM IMG MNC";

#[test]
fn countries_have_codes_and_sectors_are_plovers() {
    let book = ActorBook::from_codebook(&Codebook::embedded()).expect("the embedded codebook is sound");
    let countries: BTreeSet<&str> =
        book.entries().iter().filter(|e| e.kind == EntryKind::Country).map(|e| e.id.as_str()).collect();
    assert!(countries.len() > 200);
    for entry in book.entries() {
        if let Some(country) = &entry.country {
            assert!(
                countries.contains(country.as_str()) || BODIES.split(' ').any(|b| b == country),
                "{}: {country} is neither a country nor a body",
                entry.id
            );
        }
        if let Some(sector) = &entry.sector {
            assert!(SECTORS.split(' ').any(|s| s == sector), "{}: {sector} is no sector", entry.id);
        }
    }
}

#[test]
fn the_day_of_a_report_tells_who_holds_an_office() {
    let book = ActorBook::from_codebook(&Codebook::embedded()).expect("the embedded codebook is sound");
    let on = |name: &str, day: &str| {
        let term = book.person(name, true, Some(day)).expect(name).on(Some(day));
        [term.country, term.sector, term.office].map(|field| field.map_or("-".into(), String::from)).join(" ")
    };
    assert_eq!(on("Bill Clinton", "1995-06-01"), "USA GOV president");
    assert_eq!(on("Bill Clinton", "2005-06-01"), "USA ELI -");
    assert_eq!(on("Vladimir Putin", "1999-10-01"), "RUS GOV prime minister");
    assert_eq!(on("Vladimir Putin", "2005-10-01"), "RUS GOV president");
    assert_eq!(on("Merkel", "2010-10-01"), "DEU GOV chancellor");
}

#[test]
fn holders_of_offices_are_of_countries_that_the_codebook_knows_and_no_term_stands_twice() {
    let codebook = Codebook::embedded();
    let book = ActorBook::from_codebook(&codebook).expect("the embedded codebook is sound");
    let codes: BTreeSet<&str> = book.entries().iter().filter_map(|entry| entry.country.as_deref()).collect();
    for file in codebook.files("actors/offices.toml") {
        let table: toml::Table = file.parse().expect("TOML");
        for (country, offices) in table["office"].as_table().expect("offices") {
            assert!(codes.contains(country.as_str()), "{country} is not in countries.toml");
            for (office, holders) in offices.as_table().expect("offices of a country") {
                let mut seen = BTreeSet::new();
                for holder in holders.as_array().expect("holders") {
                    assert!(seen.insert(holder.to_string()), "{country} {office}: {holder} stands twice");
                }
            }
        }
    }
}

#[test]
fn no_role_word_stands_twice() {
    let codebook = Codebook::embedded();
    let mut seen = BTreeSet::new();
    for file in codebook.files("actors/roles.toml") {
        let table: toml::Table = file.parse().expect("TOML");
        for role in table["role"].as_array().expect("roles") {
            for word in role["words"].as_array().expect("words") {
                assert!(seen.insert(word.to_string()), "{word} stands twice in roles.toml");
            }
        }
    }
}

#[test]
fn an_overlay_replaces_and_adds() {
    let text = "[country]\nIRN = { name = \"Persia\", people = [\"Persian\"] }\n[organization]\nacme = { names = [\"Acme Arms\"], country = \"DNK\", sector = \"BUS\" }\n";
    let file = CodebookFile { path: "actors/mine.toml".into(), text: text.into() };
    let book = ActorBook::from_codebook(&Codebook::embedded().overlaid(vec![file])).expect("sound");
    let entry = |id: &str| book.entries().iter().find(|e| e.id == id).map(|e| e.name.to_string());
    assert_eq!((entry("IRN").as_deref(), entry("acme").as_deref()), (Some("Persia"), Some("Acme Arms")));
}

#[test]
fn a_fault_names_the_file() {
    let file = CodebookFile { path: "actors/mine.toml".into(), text: "[country]\nIRN = { nmae = \"x\" }\n".into() };
    let fault = ActorBook::from_codebook(&Codebook::embedded().overlaid(vec![file])).unwrap_err();
    assert_eq!((fault.file.as_str(), fault.line), ("actors/mine.toml", 2));
}
