//! Readings of sentences of our own, with the words that a tokeniser would give and the tags that a model would.

use crate::*;
use proptest::prelude::*;
use rapporteur_codebook::Codebook;
use rapporteur_syntax::{MentionKind, MentionTag, MentionType, Sentence, Upos, Word};
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
static RULES: LazyLock<PlaceRules> =
    LazyLock::new(|| PlaceRules::from_codebook(&Codebook::embedded()).expect("the codebook is sound"));

/// Words at white space and around commas, brackets and possessives; names are capitalised words.
fn syntax_of(text: &str, places: &[&str]) -> Syntax {
    let mut syntax = Syntax::default();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let first = rest.chars().next().unwrap_or(' ');
        let length = if first.is_whitespace() || matches!(first, ',' | '(' | ')') {
            first.len_utf8()
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')')).unwrap_or(rest.len());
            let end = rest[..end].find("'s").filter(|&at| at > 0).unwrap_or(end);
            if start + end == text.len() && rest[..end].ends_with('.') && !rest[..end - 1].contains('.') && end > 4 {
                end - 1
            } else {
                end
            }
        };
        if !first.is_whitespace() {
            let range = TextRange::from_usize(start, start + length);
            let upos = if first.is_uppercase() { Upos::Propn } else { Upos::Noun };
            syntax.words.push(Word { upos, ..Word::unread(range, range.of(text)) });
        }
        start += length;
    }
    let words = 0..syntax.words.len();
    syntax.sentences.push(Sentence { range: syntax.range(words.clone()), words });
    for place in places {
        for (at, name) in text.match_indices(place) {
            let words = syntax.words_in(TextRange::from_usize(at, at + name.len()));
            let head = words.end - 1;
            syntax.mentions.push(MentionTag { words, head, ty: MentionType::Loc, kind: MentionKind::Name, score: 1.0 });
        }
    }
    syntax.link();
    syntax
}

fn read(text: &str, places: &[&str]) -> Places {
    let syntax = syntax_of(text, places);
    read_places(&Report::new("t", text), &syntax, &Entities::default(), &GAZETTEER, &RULES)
}

/// Each toponym as "name = main name feature country".
fn shown(places: &Places) -> Vec<String> {
    let place = |toponym: &Toponym| match &toponym.place {
        Some(place) => format!("{} {}", place.feature_code, place.country.as_deref().unwrap_or("-")),
        None => "?".to_owned(),
    };
    places.toponyms.iter().map(|toponym| format!("{} = {}", toponym.name, place(toponym))).collect()
}

#[test]
fn the_embedded_gazetteer_is_whole() {
    assert!(GAZETTEER.len() > 200_000 && GAZETTEER.names() > 300_000, "{GAZETTEER:?}");
    for (name, country, feature) in [
        ("Minsk", "BLR", "PPLC"),
        ("Belarus", "BLR", "PCLI"),
        ("Ohio", "USA", "ADM1"),
        ("Laurel County", "USA", "ADM2"),
        ("Kyiv", "UKR", "PPLC"),
        ("Kosovo", "KOS", "PCLI"),
    ] {
        let found = GAZETTEER.candidates(name);
        assert!(found.iter().any(|e| e.country == Some(country) && e.feature == feature), "{name}: {found:?}");
    }
    let capital = |name: &str| GAZETTEER.candidates(name).iter().find(|e| e.feature == "PPLC").map(|e| e.geonames_id);
    assert_eq!((capital("Kiev"), capital("Homiel")), (capital("Kyiv"), None));
    assert_eq!(capital("Kyiv"), Some(703_448));
    assert!(GAZETTEER.candidates("no such place as this").is_empty());
    assert_eq!(GAZETTEER.entry(u32::MAX), None);
}

#[test]
fn short_names_of_the_codebook_are_in_the_gazetteer() {
    for (form, short) in RULES.shorts() {
        let known = find::Known::Short(short.clone());
        let found = candidates::candidates(&fold(form), &known, false, &GAZETTEER, &RULES);
        assert!(!found.is_empty(), "{form}: {short:?}");
    }
}

#[test]
fn a_container_decides() {
    assert_eq!(
        shown(&read("He was born in Gomel, Belarus", &["Gomel", "Belarus"])),
        ["Gomel = PPLA BLR", "Belarus = PCLI BLR"]
    );
    let places =
        read("A fire in Springfield, Ill., and one in Springfield, Mo., were put out", &["Springfield", "Ill.", "Mo."]);
    let regions: Vec<_> = places.toponyms.iter().filter_map(|t| t.place.as_ref()?.admin1.clone()).collect();
    assert_eq!(regions, ["Illinois", "Missouri"], "{:?}", shown(&places));
    let places = read("They drove from Paris, Texas, to Dallas", &["Paris", "Texas", "Dallas"]);
    assert_eq!(places.toponyms[0].place.as_ref().and_then(|p| p.admin1.as_deref()), Some("Texas"));
    assert_eq!(places.toponyms[0].rule, "place/container");
}

#[test]
fn company_decides() {
    let georgia = |text, names: &[&str]| {
        let places = read(text, names);
        places.toponyms.iter().find(|t| t.name == "Georgia").and_then(|t| t.place.clone()).map(|p| p.feature_code)
    };
    let south = georgia(
        "From Atlanta and Savannah to Macon, all of Georgia lay under snow",
        &["Atlanta", "Savannah", "Macon", "Georgia"],
    );
    assert_eq!(south.as_deref(), Some("ADM1"));
    let caucasus = georgia("Ministers of Georgia and Armenia met in Tbilisi", &["Georgia", "Armenia", "Tbilisi"]);
    assert_eq!(caucasus.as_deref(), Some("PCLI"));
}

#[test]
fn a_noun_makes_a_region() {
    let places =
        read("A plant in its southeastern Minsk region near Slutsk in Belarus", &["Minsk", "Slutsk", "Belarus"]);
    let minsk = places.toponyms[0].place.as_ref().expect("Minsk region is known");
    assert_eq!((minsk.feature_code.as_str(), minsk.country.as_deref()), ("ADM1", Some("BLR")), "{:?}", shown(&places));
    assert_eq!(places.toponyms[0].name, "Minsk");
}

#[test]
fn other_spellings_lead_to_the_same_place() {
    let id = |text: &str, name: &str| {
        let places = read(text, &[name, "Belarus"]);
        places.toponyms.iter().find(|t| t.name == name).and_then(|t| t.place.as_ref()?.geonames_id)
    };
    let gomel = id("He moved to Gomel in Belarus", "Gomel");
    assert_eq!(gomel, Some(627_907));
    assert_eq!(id("He moved to Homel in Belarus", "Homel"), gomel);
}

#[test]
fn the_publisher_is_at_home_somewhere() {
    let text = "The council of Gainesville meets on Monday";
    let syntax = syntax_of(text, &["Gainesville"]);
    let at = |publisher: &str| {
        let mut report = Report::new("t", text);
        report.publisher = Some(publisher.to_owned());
        let span = TextRange::from_usize(15, 26);
        let places = resolve_places(&report, &syntax, &[span], &GAZETTEER, &RULES);
        places.toponyms[0].place.as_ref().and_then(|place| place.admin1.clone())
    };
    assert_eq!(at("atlantastar.com").as_deref(), Some("Georgia"));
    assert_eq!(at("The Orlando Post").as_deref(), Some("Florida"));
}

#[test]
fn waters_and_parts_of_the_world_are_known() {
    let places = read("Ships left the Red Sea for the Persian Gulf", &["Red Sea", "Persian Gulf"]);
    assert_eq!(shown(&places), ["Red Sea = SEA -", "Persian Gulf = GULF -"]);
}

#[test]
fn words_that_are_no_places_stay_out() {
    assert_eq!(shown(&read("of course the mobile reading was nice in march", &[])), [""; 0]);
    let mut syntax = syntax_of("Paris Hilton smiled", &[]);
    let person = MentionTag { words: 0..2, head: 0, ty: MentionType::Per, kind: MentionKind::Name, score: 1.0 };
    syntax.mentions.push(person);
    let report = Report::new("t", "Paris Hilton smiled");
    let places = read_places(&report, &syntax, &Entities::default(), &GAZETTEER, &RULES);
    assert_eq!(shown(&places), [""; 0]);
}

#[test]
fn bound_short_names_need_company() {
    let spots = |text: &str| {
        let report = Report::new("t", text);
        let syntax = syntax_of(text, &[]);
        let spots = find::candidate_spots(&report, &syntax, &Entities::default(), &GAZETTEER, &RULES);
        spots.iter().filter(|spot| matches!(spot.known, find::Known::Short(_))).count()
    };
    for (text, count) in [
        ("Springfield, Ill. has a mayor", 1),
        ("Durham, N.C. has a mayor", 1),
        ("Ill. patients wait", 0),
        ("Miss. Brown waits", 0),
        ("Dubbo, NSW waits", 1),
    ] {
        assert_eq!(spots(text), count, "{text}");
    }
}

#[test]
fn a_gazetteer_that_is_none_is_refused() {
    assert!(Gazetteer::from_bytes(b"something else".to_vec()).is_err());
    let line = "1\tAlpha\tAlpha\t\t10.0\t20.0\tP\tPPL\tBY\t\t02\t\t\t\t5000\t\t\t\t";
    let bytes = build_gazetteer([("a.txt", line.as_bytes())], &BuildOptions::default()).unwrap();
    for cut in [9, 33, bytes.len() / 2, bytes.len() - 1] {
        assert!(Gazetteer::from_bytes(bytes[..cut].to_vec()).is_err(), "{cut}");
    }
}

#[test]
fn faults_of_a_table_have_a_line() {
    for (line, word) in [
        ("1\tAlpha", "columns"),
        ("x\tAlpha\t\t\t1\t2\tP\tPPL\tBY\t\t\t\t\t\t\t\t\t\t", "id"),
        ("1\tAlpha\t\t\t91\t2\tP\tPPL\tBY\t\t\t\t\t\t\t\t\t\t", "latitude"),
        ("1\tAlpha\t\t\t1\t-181\tP\tPPL\tBY\t\t\t\t\t\t\t\t\t\t", "longitude"),
        ("1\tAlpha\t\t\tNaN\t2\tP\tPPL\tBY\t\t\t\t\t\t\t\t\t\t", "latitude"),
    ] {
        let table = format!("# a remark\n{line}\n");
        let fault = build_gazetteer([("a.txt", table.as_bytes())], &BuildOptions::default()).unwrap_err().to_string();
        assert!(fault.starts_with("a.txt:2: ") && fault.contains(word), "{fault}");
    }
}

#[test]
fn a_small_gazetteer_comes_back() {
    let table = "\
1\tBetaland\t\t\t10.0\t20.0\tA\tPCLI\tBY\t\t00\t\t\t\t900000\t\t\t\t
2\tGammashire\t\t\t10.5\t20.5\tA\tADM1\tBY\t\t02\t\t\t\t50000\t\t\t\t
3\tAlphaville\tAlphaville\tAlfaville,alphaby,Альфа,ALP\t10.25\t20.125\tP\tPPL\tBY\t\t02\t\t\t\t5000\t\t\t\t
4\tAlphaville\t\t\t-33.5\t-70.25\tP\tPPLA\tCL\t\t01\t\t\t\t70000\t\t\t\t
";
    let build = || build_gazetteer([("t.txt", table.as_bytes())], &BuildOptions::default()).unwrap();
    assert_eq!(build(), build());
    let gazetteer = Gazetteer::from_bytes(build()).unwrap();
    let ids = |name: &str| gazetteer.candidates(name).iter().map(|e| e.geonames_id).collect::<Vec<_>>();
    assert_eq!((ids("ALPHAVILLE"), ids("Alfaville"), ids("ALP")), (vec![4, 3], vec![3], vec![]));
    let town = gazetteer.candidates("Alfaville")[0];
    let place = gazetteer.place(&town);
    assert_eq!((place.lat, place.lon, place.admin1.as_deref()), (10.25, 20.125, Some("Gammashire")));
    assert_eq!((town.main, town.population, place.country.as_deref()), (false, 5000, Some("BLR")));
    assert_eq!(gazetteer.country("BLR").map(|number| gazetteer.name(number)), Some("Betaland"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_gives_spans_of_its_own(text in "([A-Z][a-zé]{0,6}|Paris|the|in|Ill\\.|,|\\(|St\\.|County| |\\PC){0,40}") {
        let places = read(&text, &[]);
        let mut last = 0;
        for toponym in &places.toponyms {
            prop_assert!(toponym.range.start >= last);
            prop_assert_eq!(toponym.range.of(&text), toponym.name.as_str());
            prop_assert!(!toponym.name.is_empty());
            last = toponym.range.end;
        }
    }
}
