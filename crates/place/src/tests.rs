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
    for other in ["Homel", "Homiel", "Homyel"] {
        assert_eq!(id(&format!("He moved to {other} in Belarus"), other), gomel, "{other}");
    }
    assert_eq!(
        shown(&read("They fled the DRC and old Leningrad", &["DRC", "Leningrad"])),
        ["DRC = PCLI COD", "Leningrad = PPLA RUS"]
    );
}

#[test]
fn a_stretch_of_several_names_is_parted() {
    let found = |text: &str, tagged: &str| {
        let tags: Vec<&str> = Some(tagged).filter(|tagged| !tagged.is_empty()).into_iter().collect();
        let (report, syntax) = (Report::new("t", text), syntax_of(text, &tags));
        let spots = find::candidate_spots(&report, &syntax, &Entities::default(), &GAZETTEER, &RULES);
        // Parts of a longer name are weighed against it later.
        let longer = |part: &find::Spot| {
            let within = |w: &find::Spot| w.words.start <= part.words.start && part.words.end <= w.words.end;
            spots.iter().any(|whole| whole.words != part.words && within(whole))
        };
        let whole = spots.iter().filter(|spot| !longer(spot));
        whole.map(|spot| syntax.range(spot.words.clone()).of(text).to_owned()).collect::<Vec<_>>()
    };
    for (text, tagged, names) in [
        ("They met at Zorba Meadow in Minsk", "Zorba Meadow in Minsk", &["Zorba Meadow", "Minsk"][..]),
        ("It burned near Zorbas Road and Elma Street", "Zorbas Road and Elma Street", &["Zorbas Road", "Elma Street"]),
        ("It hit Ohio's Zorba River", "Ohio's Zorba River", &["Ohio", "Zorba River"]),
        // A number belongs to a road.
        ("A crash on Highway 30 killed one", "Highway", &["Highway 30"]),
        // A body in a town: the town alone.
        ("He was taken to Minsk Regional Hospital", "Minsk Regional Hospital", &["Minsk"]),
        ("The Springfield City Council voted", "", &["Springfield"]),
        ("The Kansas City Council voted", "", &["Kansas City"]),
        // One general word is no place.
        ("He lives on Zorba Street", "Street", &[]),
    ] {
        assert_eq!(found(text, tagged), names, "{text}");
    }
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
    let (bytes, _) = build(&[("a.txt", "1\tAlpha\tAlpha\t\t10.0\t20.0\tP\tPPL\tBY\t\t02\t\t\t\t5000\t\t\t\t")]);
    for cut in [9, 33, bytes.len() / 2, bytes.len() - 1] {
        assert!(Gazetteer::from_bytes(bytes[..cut].to_vec()).is_err(), "{cut}");
    }
    let mut damaged = bytes.clone();
    let end = damaged.len() - 30;
    damaged[end] ^= 0xFF;
    assert!(Gazetteer::from_bytes(damaged).is_err());
}

/// The bytes of a gazetteer of some tables, and the faults.
fn build(tables: &[(&str, &str)]) -> (Vec<u8>, Vec<String>) {
    let mut faults = Vec::new();
    let tables = tables.iter().map(|&(name, text)| (name, text.as_bytes()));
    let bytes = build_gazetteer(tables, &mut |fault| faults.push(fault.to_string())).unwrap();
    (bytes, faults)
}

const ALPHA: &str = "7\tAlpha\tAlpha\t\t1\t2\tP\tPPL\tBY\t\t\t\t\t\t10\t\t\t\t";

#[test]
fn a_row_at_fault_has_a_line_and_the_rest_is_used() {
    for (line, word) in [
        ("1\tAlpha", "columns"),
        ("x\tAlpha\t\t\t1\t2\tP\tPPL\tBY\t\t\t\t\t\t\t\t\t\t", "id"),
        ("1\tAlpha\t\t\t91\t2\tP\tPPL\tBY\t\t\t\t\t\t\t\t\t\t", "latitude"),
        ("1\tAlpha\t\t\t1\t-181\tP\tPPL\tBY\t\t\t\t\t\t\t\t\t\t", "longitude"),
        ("1\tAlpha\t\t\tNaN\t2\tP\tPPL\tBY\t\t\t\t\t\t\t\t\t\t", "latitude"),
        ("1\tAlpha\t\t\t\t2\tP\tPPL\tBY\t\t\t\t\t\t\t\t\t\t", "latitude"),
        ("1\tAlpha\t\t\t1\t2\tP\tPPL\tBelarus\t\t\t\t\t\t\t\t\t\t", "country"),
        ("1\tAlpha\t\t\t1\t2\tP\tPPL\tBY\t\t\t\t\t\t-5\t\t\t\t", "population"),
        ("1\t\t\t\t1\t2\tP\tPPL\tBY\t\t\t\t\t\t\t\t\t\t", "name"),
    ] {
        for table in [format!("# a remark\n{line}\n{ALPHA}\n"), format!("{ALPHA}\r\n{line}\r\n")] {
            let (bytes, faults) = build(&[("a.txt", &table)]);
            assert!(matches!(&faults[..], [one] if one.starts_with("a.txt:2: ") && one.contains(word)), "{faults:?}");
            assert_eq!(Gazetteer::from_bytes(bytes).unwrap().len(), 1);
        }
    }
    let mut faults = Vec::new();
    let bytes = [ALPHA.as_bytes(), b"\n8\tB\xE9ta\n"].concat();
    build_gazetteer([("b.txt", &bytes[..])], &mut |fault| faults.push(fault.to_string())).unwrap();
    assert_eq!(faults, ["b.txt:2: byte 4 is not UTF-8"]);
}

#[test]
fn what_is_no_dump_is_refused() {
    let refused = |text: &[u8]| build_gazetteer([("c.txt", text)], &mut |_| {}).unwrap_err().to_string();
    assert!(refused(b"Dear Sir,\nplease find attached").starts_with("c.txt: not a table of GeoNames' dump"));
    assert!(refused(b"PK\x03\x04\xFF\xFF").starts_with("c.txt: not a table"));
    assert!(refused(b"").starts_with("c.txt: not a table"));
    assert!(refused("x".repeat(2 << 20).as_bytes()).starts_with("c.txt: not a table"));
    assert!(refused(b"9\tEve\tEve\t\t1\t2\tP\tPPLQ\tBY\t\t\t\t\t\t10\t\t\t\t").starts_with("no places"));
}

#[test]
fn all_tables_of_a_dump_make_one_gazetteer() {
    let places = "\
11\tHighton\tHighton\t\t10\t20\tP\tPPLA\tZZ\t\t01\t\t\t\t9000\t\t\t\t
12\tLowton\tLowton\tLowtoun\t12\t22\tP\tPPL\tZZ\t\t01\t\t\t\t500\t\t\t\t
13\tBig River\tBig River\t\t11\t21\tH\tSTM\tZZ\t\t01\t\t\t\t0\t\t\t\t
14\tGrand Hotel\tGrand Hotel\t\t11\t21\tS\tHTL\tZZ\t\t01\t\t\t\t0\t\t\t\t
15\tEast Base\tEast Base\t\t11\t21\tS\tAIRB\tZZ\t\t01\t\t\t\t0\t\t\t\t
";
    let regions = "ZZ.01\tUpper Zedland\tUpper Zedland\t16\nZZ.02\tVoid\tVoid\t17\n";
    let countries = "#ISO\tISO3\nZZ\tZZZ\t999\tZZ\tZedland\tHighton\t1\t12000\tEU\t.zz\tZED\tZed\t1\t\t\ten\t18\t\t\n";
    let names = "1\t12\ten\tDownton\t1\t\t\t\t\t\n2\t12\tde\tNiederstadt\t\t\t\t\t\t\n3\t12\tlink\tHttps\t\t\t\t\t\t\n4\t99\ten\tElsewhere\t\t\t\t\t\t\n";
    let tables = [("names.txt", names), ("countries.txt", countries), ("regions.txt", regions), ("places.txt", places)];
    let (bytes, faults) = build(&tables);
    assert_eq!(faults, ["regions.txt:2: no place of Void is known, so it has no point"]);
    assert_eq!(bytes, build(&[tables[3], tables[1], tables[0], tables[2]]).0);
    let gazetteer = Gazetteer::from_bytes(bytes).unwrap();
    assert_eq!(gazetteer.len(), 6);
    let found = |name: &str| {
        let found = gazetteer.candidates(name);
        found.iter().map(|e| (e.geonames_id, e.feature, e.main)).collect::<Vec<_>>()
    };
    assert_eq!(found("Downton"), [(12, "PPL", true)]);
    assert_eq!(found("Upper Zedland"), [(16, "ADM1", true)]);
    assert_eq!(found("Zedland"), [(18, "PCLI", true)]);
    assert_eq!(found("Big River"), [(13, "STM", true)]);
    assert_eq!(found("East Base"), [(15, "AIRB", true)]);
    for none in ["Niederstadt", "Https", "Elsewhere", "Grand Hotel", "Void", "Lowtoun"] {
        assert_eq!(found(none), [], "{none}");
    }
    let region = gazetteer.candidates("Upper Zedland")[0];
    assert_eq!(((region.lat, region.lon), region.population), ((11.0, 21.0), 9496));
    assert_eq!(gazetteer.place(&gazetteer.candidates("Lowton")[0]).admin1.as_deref(), Some("Upper Zedland"));
}

#[test]
fn a_gazetteer_of_many_kinds_has_wider_records() {
    let row = |i: usize| format!("{i}\tPlace{i}\t\t\t{}\t{i}\tH\tF{i}\tBY\t\t\t\t\t\t{i}\t\t\t\t\n", i / 10);
    let gazetteer = |count: usize| {
        let (bytes, faults) = build(&[("h.txt", &(1..=count).map(row).take(count).collect::<String>())]);
        assert_eq!(faults.len(), count.saturating_sub(180));
        Gazetteer::from_bytes(bytes).unwrap()
    };
    assert_eq!(gazetteer(180).candidates("Place170")[0].feature, "F170");
    let many = (1..=300).map(|i| row(i).replace(&format!("\t{i}\tH"), "\t7\tH")).collect::<String>();
    let (bytes, faults) = build(&[("h.txt", &many)]);
    assert!(faults.is_empty(), "{faults:?}");
    let gazetteer = Gazetteer::from_bytes(bytes).unwrap();
    let entry = gazetteer.candidates("Place299")[0];
    assert_eq!((entry.feature, entry.geonames_id, gazetteer.name(entry.number)), ("F299", 299, "Place299"));
    assert_eq!((entry.country, entry.lat.round() as i32, entry.lon.round() as i32), (Some("BLR"), 29, 7));
}

#[test]
fn a_small_gazetteer_comes_back() {
    let table = "\
1\tBetaland\t\t\t10.0\t20.0\tA\tPCLI\tBY\t\t00\t\t\t\t900000\t\t\t\t
2\tGammashire\t\t\t10.5\t20.5\tA\tADM1\tBY\t\t02\t\t\t\t50000\t\t\t\t
3\tAlphaville\tAlphaville\tAlfaville,alphaby,Альфа,ALP\t10.25\t20.125\tP\tPPL\tBY\t\t02\t\t\t\t5000\t\t\t\t
4\tAlphaville\t\t\t-33.5\t-70.25\tP\tPPLA\tCL\t\t01\t\t\t\t70000\t\t\t\t
";
    let (bytes, faults) = build(&[("t.txt", table)]);
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(bytes, build(&[("t.txt", table)]).0);
    let gazetteer = Gazetteer::from_bytes(bytes).unwrap();
    let ids = |name: &str| gazetteer.candidates(name).iter().map(|e| e.geonames_id).collect::<Vec<_>>();
    assert_eq!((ids("ALPHAVILLE"), ids("Alfaville"), ids("ALP")), (vec![4, 3], vec![3], vec![]));
    let town = gazetteer.candidates("Alfaville")[0];
    let place = gazetteer.place(&town);
    assert_eq!((place.lat, place.lon, place.admin1.as_deref()), (10.25, 20.125, Some("Gammashire")));
    assert_eq!((town.main, town.population, place.country.as_deref()), (false, 5000, Some("BLR")));
    assert_eq!(gazetteer.country("BLR").map(|number| gazetteer.name(number)), Some("Betaland"));
}

#[test]
fn a_country_is_never_a_pin() {
    let places = read("He was born in Gomel, Belarus", &["Gomel", "Belarus"]);
    let pins: Vec<_> =
        places.toponyms.iter().map(|t| t.place.as_ref().map(|p| (p.precision(), p.pin().is_some()))).collect();
    assert_eq!(pins, [Some((Precision::Town, true)), Some((Precision::Country, false))]);
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
