//! The specimen report, row by row: what its reading must give at least.

use rapporteur::output::{Claim, Document};
use rapporteur::text::Report;
use rapporteur::{Reader, Resources};
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../../tests/specimens/minsk.txt");

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Resources::embedded().unwrap()));

static DATED: LazyLock<Document> = LazyLock::new(|| read(Report::new("minsk", TEXT).published("2025-03-13")));

fn read(report: Report) -> Document {
    Document::new(&report, &READER.read(&report), READER.resources())
}

/// What is expected of a claim; what is `None` or empty may be anything.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    ty: &'static str,
    mode: Option<&'static str>,
    trigger: &'static str,
    status: &'static str,
    actors: &'static [&'static str],
    recipients: &'static [&'static str],
    date: Option<&'static str>,
    place: Option<&'static str>,
    source: Option<&'static str>,
}

impl Row {
    fn fits(&self, claim: &Claim) -> bool {
        let countries = |list: &[rapporteur::output::Participant], wanted: &[&str]| {
            wanted.iter().all(|code| list.iter().any(|p| p.country.as_deref() == Some(code)))
        };
        let source = claim.attribution.first().and_then(|link| link.source.as_ref()).map(|source| source.name.as_str());
        claim.ty == self.ty
            && claim.trigger.text.contains(self.trigger)
            && claim.status == self.status
            && self.mode.is_none_or(|mode| claim.mode.iter().any(|m| m == mode))
            && countries(&claim.actors, self.actors)
            && countries(&claim.recipients, self.recipients)
            && self.date.is_none_or(|value| claim.date.as_ref().is_some_and(|date| date.value == value))
            && self.place.is_none_or(|name| claim.place.as_ref().is_some_and(|place| place.name == name))
            && self.source.is_none_or(|name| source.is_some_and(|source| source.contains(name)))
    }
}

fn expect(row: Row) {
    assert!(
        DATED.claims.iter().any(|claim| row.fits(claim)),
        "no claim fits {row:?} among\n{}",
        DATED
            .claims
            .iter()
            .map(|claim| {
                let who = |list: &[rapporteur::output::Participant]| {
                    list.iter()
                        .map(|p| format!("{}/{}", p.name, p.country.as_deref().unwrap_or("-")))
                        .collect::<Vec<_>>()
                };
                format!(
                    "{} {:?} {:?} {} {:?} -> {:?} {:?} {:?} {:?}\n",
                    claim.ty,
                    claim.mode,
                    claim.trigger.text,
                    claim.status,
                    who(&claim.actors),
                    who(&claim.recipients),
                    claim.date.as_ref().map(|date| &date.value),
                    claim.place.as_ref().map(|place| &place.name),
                    claim.attribution.iter().map(|link| link.source.as_ref().map(|s| &s.name)).collect::<Vec<_>>(),
                )
            })
            .collect::<String>()
    );
}

const BOTH: &[&str] = &["IRN", "BLR"];

#[test]
fn the_ministers_sign_at_a_meeting_in_minsk() {
    expect(Row { ty: "SUPPORT", trigger: "signed", status: "actual", actors: BOTH, ..Row::default() });
    let tasnim = Row {
        status: "actual",
        date: Some("2025-03-12"),
        place: Some("Minsk"),
        source: Some("Tasnim News Agency"),
        ..Row::default()
    };
    expect(Row { ty: "SUPPORT", trigger: "signed", ..tasnim });
    expect(Row { ty: "CONSULT", trigger: "meeting", actors: BOTH, ..tasnim });
}

#[test]
fn the_minister_arrives_and_speaks() {
    expect(Row {
        ty: "CONSULT",
        mode: Some("visit"),
        trigger: "arriving",
        status: "actual",
        actors: &["IRN"],
        date: Some("2025-03-11"),
        place: Some("Belarus"),
        ..Row::default()
    });
    let minister = DATED.entities.iter().find(|entity| entity.name == "Aziz Nasirzadeh").expect("he is an entity");
    assert_eq!((minister.country.as_deref(), minister.sector.as_deref()), (Some("IRN"), Some("GOV")));
    let his = DATED.attributions.iter().filter(|a| a.entity.as_deref() == Some(&minister.id)).count();
    assert!(his >= 3, "{his} attributions to him");
}

#[test]
fn both_support_russia_which_invaded_ukraine() {
    let row = Row { status: "actual", recipients: &["RUS"], actors: BOTH, ..Row::default() };
    expect(Row { ty: "SUPPORT", trigger: "supported", ..row });
    let invasion = Row { actors: &["RUS"], recipients: &["UKR"], date: Some("2022"), ..row };
    expect(Row { ty: "ASSAULT", trigger: "invasion", ..invasion });
}

#[test]
fn a_plant_is_planned_in_gomel_region() {
    expect(Row {
        ty: "PRODUCE",
        mode: Some("build"),
        trigger: "build",
        status: "future",
        actors: &["BLR"],
        place: Some("Gomel region"),
        source: Some("Ukrainian news agencies"),
        ..Row::default()
    });
}

#[test]
fn roadmap_and_memorandum_have_their_months() {
    let row = Row { ty: "SUPPORT", trigger: "signed", status: "actual", actors: BOTH, ..Row::default() };
    expect(Row { date: Some("2023-03"), ..row });
    expect(Row { date: Some("2023-06"), ..row });
}

#[test]
fn production_is_planned_and_to_be_transferred() {
    let row = Row { ty: "PRODUCE", status: "future", ..Row::default() };
    expect(Row { trigger: "produce", actors: &["BLR"], source: Some("Budanov"), ..row });
    let transfer = Row { trigger: "transfer", actors: &["IRN"], recipients: &["BLR"], ..row };
    expect(Row { source: Some("Armed Forces of Ukraine"), place: Some("Belarus"), ..transfer });
}

#[test]
fn engineers_visit_the_plant_where_drones_are_refitted() {
    let centre = Row { status: "actual", source: Some("National Resistance"), ..Row::default() };
    expect(Row { ty: "CONSULT", mode: Some("visit"), trigger: "visited", actors: &["IRN"], ..centre });
    expect(Row { ty: "PRODUCE", mode: Some("refit"), trigger: "retrofitting", ..centre });
}

#[test]
fn what_full_production_would_do_is_only_supposed() {
    let last = DATED.sentences.len() - 1;
    let supposed = |claim: &&Claim| claim.sentence == last && claim.status == "hypothetical";
    let types: Vec<_> = DATED.claims.iter().filter(supposed).map(|claim| claim.ty.as_str()).collect();
    assert!(types.contains(&"AID") || types.contains(&"PRODUCE") || types.contains(&"SUPPORT"), "{types:?}");
}

#[test]
fn without_a_publication_date_open_years_stay_open() {
    let undated = read(Report::new("minsk", TEXT));
    let values: Vec<_> = undated.timex.iter().map(|timex| timex.value.as_str()).collect();
    assert!(
        values.contains(&"XXXX-03-12") && values.contains(&"XXXX-03-11") && values.contains(&"2023-03"),
        "{values:?}"
    );
}

#[test]
fn every_claim_stands_in_the_text_and_names_its_rule() {
    let chars: Vec<char> = TEXT.chars().collect();
    for claim in &DATED.claims {
        let words: String = chars[claim.trigger.start as usize..claim.trigger.end as usize].iter().collect();
        assert_eq!(words, claim.trigger.text);
        assert!(!claim.rule.is_empty() && (0.0..=1.0).contains(&claim.confidence));
    }
}
