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
