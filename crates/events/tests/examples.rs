//! Every frame's examples give what they promise, and its counter-examples do not, with the shipped parser.

use rapporteur_attribution::{Cues, read_attributions};
use rapporteur_codebook::Codebook;
use rapporteur_entities::{ActorBook, read_entities};
use rapporteur_events::{Actor, Claims, FrameExample, Frames, Layers, code_claims};
use rapporteur_place::{Gazetteer, PlaceRules, read_places};
use rapporteur_syntax::{Model, read_syntax};
use rapporteur_text::Report;
use rapporteur_time::{TimeRules, read_times};

struct Rooms {
    model: Model,
    actors: ActorBook,
    times: TimeRules,
    gazetteer: Gazetteer,
    places: PlaceRules,
    cues: Cues,
    frames: Frames,
}

impl Rooms {
    fn embedded() -> Self {
        let codebook = Codebook::embedded();
        Self {
            model: Model::embedded().unwrap(),
            actors: ActorBook::from_codebook(&codebook).unwrap(),
            times: TimeRules::from_codebook(&codebook).unwrap(),
            gazetteer: Gazetteer::embedded(),
            places: PlaceRules::from_codebook(&codebook).unwrap(),
            cues: Cues::from_codebook(&codebook).unwrap(),
            frames: Frames::from_codebook(&codebook).unwrap(),
        }
    }

    fn code(&self, text: &str) -> Claims {
        let report = Report::new("example", text).published("2020-06-15");
        let syntax = read_syntax(&report, &self.model);
        let entities = read_entities(&report, &syntax, &self.actors);
        let times = read_times(&report, &syntax, &self.times);
        let places = read_places(&report, &syntax, &entities, &self.gazetteer, &self.places);
        let attributions = read_attributions(&report, &syntax, &entities, &self.cues);
        let layers = Layers {
            report: &report,
            syntax: &syntax,
            entities: &entities,
            times: &times,
            places: &places,
            attributions: &attributions,
        };
        code_claims(layers, &self.frames)
    }
}

/// Whether all names or codes of a comma-separated list are among the participants.
fn are_among(list: &str, actors: &[Actor]) -> bool {
    list.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .all(|name| actors.iter().any(|actor| actor.name == name || actor.country.as_deref() == Some(name)))
}

/// What is wrong with an example, if anything.
fn fault(rooms: &Rooms, example: &FrameExample) -> Option<String> {
    let mut parts = example.text.split('|').map(str::trim);
    let claims = rooms.code(parts.next().unwrap_or_default()).claims;
    let fired: Vec<_> = claims.iter().filter(|claim| claim.rule == example.frame).collect();
    let rules: Vec<&str> = claims.iter().map(|claim| claim.rule.as_str()).collect();
    if !example.fires {
        return (!fired.is_empty()).then(|| "fires".to_owned());
    }
    if fired.is_empty() {
        return Some(format!("does not fire; {rules:?} do"));
    }
    let (actors, recipients) = parts.next().map_or(("", ""), |who| who.split_once("->").unwrap_or((who, "")));
    let status = parts.next();
    let fits = fired.iter().any(|claim| {
        are_among(actors, &claim.actors)
            && are_among(recipients, &claim.recipients)
            && status.is_none_or(|status| claim.status.as_str() == status)
    });
    (!fits).then(|| {
        let names =
            |list: &[Actor]| list.iter().map(|a| format!("{}/{:?}", a.name, a.country)).collect::<Vec<_>>().join(", ");
        let got: Vec<String> = fired
            .iter()
            .map(|claim| format!("{} -> {} {}", names(&claim.actors), names(&claim.recipients), claim.status.as_str()))
            .collect();
        format!("gives {got:?}")
    })
}

#[test]
fn examples_of_frames_hold() {
    let rooms = Rooms::embedded();
    let mut count = 0;
    let faults: Vec<String> = rooms
        .frames
        .examples()
        .inspect(|_| count += 1)
        .filter_map(|example| Some(format!("{}: \"{}\" {}", example.frame, example.text, fault(&rooms, &example)?)))
        .collect();
    assert!(count > 100, "only {count} examples");
    assert!(faults.is_empty(), "{} of {count} examples fail:\n{}", faults.len(), faults.join("\n"));
}

/// The date that a claim has by its trigger, or that it has none; published on Monday, 15 June 2020.
const DATED: [(&str, &str, Option<&str>); 20] = [
    (
        "Officials in New York on Friday condemned the bombing of the U.S. embassy in Kenya.",
        "condemned",
        Some("2020-06-12"),
    ),
    ("Rebels kidnapped and killed a British engineer in March 2018.", "killed", Some("2018-03")),
    (
        "In May 2019, the army seized the airport, and the president was arrested by soldiers.",
        "arrested",
        Some("2019-05"),
    ),
    // What is said on a day has not happened on it.
    ("Russia said on Thursday that Ukraine had attacked the bridge.", "attacked", None),
    ("Russia said that Ukraine attacked the bridge on Thursday.", "attacked", Some("2020-06-11")),
    ("The Security Council condemned the bombing of the embassy in Kabul on Friday.", "condemned", Some("2020-06-12")),
    ("The Security Council condemned the bombing of the embassy in Kabul on Friday.", "bombing", None),
    ("The Security Council condemned the bombing of the embassy in Kabul in 2008.", "condemned", None),
    ("The Security Council condemned the bombing of the embassy in Kabul in 2008.", "bombing", Some("2008")),
    // What is to come is not dated by what is over.
    ("The court said it would investigate the massacre of villagers in Darfur in 2004.", "investigate", None),
    ("The court said it would investigate the massacre of villagers in Darfur in 2004.", "massacre", Some("2004")),
    (
        "The United States has imposed sanctions on Iran since the attack on the embassy in 2011.",
        "imposed sanctions",
        None,
    ),
    ("Israel invited the rebels to rejoin the talks two weeks ago.", "invited", Some("2020-W23")),
    ("The Feb. 23 accord signed by Iraq and the United Nations has failed.", "signed", Some("2020-02-23")),
    (
        "After visiting Kenya on Thursday and meeting Tanzanian leaders on Friday, the minister accused Sudan of helping rebels.",
        "meeting",
        Some("2020-06-12"),
    ),
    ("For weeks the government has held rallies in Havana.", "held rallies", Some("PXW")),
    // A scene goes on; an arrest may be of another day.
    (
        "Protesters clashed with police in Minsk on Sunday. Demonstrators threw stones at officers. Police arrested six men.",
        "threw stones",
        Some("2020-06-14"),
    ),
    (
        "Protesters clashed with police in Minsk on Sunday. Demonstrators threw stones at officers. Police arrested six men.",
        "arrested",
        None,
    ),
    // The same event told again, and another one of its kind elsewhere.
    (
        "The June 1 bombings killed ten people in Nairobi. Kenyan police said five men had planned the car bombing.",
        "planned the car bombing",
        Some("2020-06-01"),
    ),
    ("The June 1 bombings killed ten people in Nairobi. A bombing in Baghdad killed two.", "bombing", None),
];

#[test]
fn events_have_the_dates_that_the_text_gives_them() {
    let rooms = Rooms::embedded();
    let mut faults = Vec::new();
    for (text, trigger, date) in DATED {
        let report = Report::new("example", text).published("2020-06-15");
        let times = read_times(&report, &read_syntax(&report, &rooms.model), &rooms.times);
        let claims = rooms.code(text);
        let found = claims.claims.iter().find(|claim| claim.trigger.of(text) == trigger);
        let value = found.map(|claim| claim.timex.map(|i| times.timexes[i].value.as_str()));
        if value != Some(date) {
            faults.push(format!("{trigger:?} in {text:?} expects {date:?}, got {value:?}"));
        }
        let inherited = claims.notices.iter().any(|notice| notice.code.starts_with("events/date-of"));
        if inherited != ["threw stones", "planned the car bombing"].contains(&trigger) && trigger != "arrested" {
            faults.push(format!("{text:?}: a date that is taken over comes with a notice, and no other does"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Where a claim's trigger has it happen; no place is "".
const PLACED: [(&str, &str, &str); 22] = [
    (
        "Police shot ten people in the Darfur region. Six people were killed in the troubled region on Friday.",
        "killed",
        "Darfur",
    ),
    ("Addis Ababa was calm. Ministers met in the Ethiopian capital on Friday.", "met", "Addis Ababa"),
    ("Rebels bombed a school in Nairobi, Kenya, and a church in Lagos, Nigeria.", "bombed", "Nairobi"),
    ("Iran condemned the Russian invasion of Ukraine.", "invasion", "Ukraine"),
    ("Iran condemned the Russian air strikes against Ukraine.", "air strikes", ""),
    ("The Kenyan president is touring the Tanzanian city of Arusha.", "touring", "Arusha"),
    ("Police in the Comoros archipelago arrested two men.", "arrested", "Comoros"),
    // The object of a flight, the goal of a move.
    ("Khartoum was calm. The rebel leader fled the Sudanese capital.", "fled", "Khartoum"),
    ("Iran moved production to Belarus.", "moved production", "Belarus"),
    ("The United States moved more warships into the Gulf.", "moved", "Gulf"),
    // The event's own place comes before that of what it is told beside; a relation is no place.
    ("The American raid on Sudan is not linked with the bombings in Nairobi.", "raid", "Sudan"),
    ("Turkey arrested two Syrians in connection with the bombing of the embassy in Nairobi.", "arrested", ""),
    ("Israel blamed the bomb blasts at the embassies in Kenya on Iran.", "blamed", ""),
    ("Israel blamed the bomb blasts at the embassies in Kenya on Iran.", "bomb blasts", "Kenya"),
    ("The African Union will investigate the massacre of villagers in Darfur.", "investigate", ""),
    // Who acts does so where he is, also the second time.
    ("Ministers of Ghana and Mali who met in Lagos agreed to cooperate.", "agreed", "Lagos"),
    ("Police in the Comoros raided two homes and arrested a man.", "arrested", "Comoros"),
    ("The engineers visited a plant in Gomel, where Iran builds drones.", "builds", "Gomel"),
    ("Police barred the protesters from reaching the embassy in Ankara.", "barred", "Ankara"),
    // A scene goes on, and an event is told again.
    (
        "Protesters clashed with police in Minsk on Sunday. Demonstrators threw stones at officers.",
        "threw stones",
        "Minsk",
    ),
    (
        "Protesters clashed with police in Minsk on Sunday. Demonstrators in Gomel threw stones at officers.",
        "threw stones",
        "Gomel",
    ),
    (
        "Five men died in the bombing of a hotel in Lagos. Nigerian police said rebels planned the bombing.",
        "planned the bombing",
        "Lagos",
    ),
];

#[test]
fn events_happen_where_the_text_says() {
    let rooms = Rooms::embedded();
    let mut faults = Vec::new();
    for (text, trigger, place) in PLACED {
        let report = Report::new("example", text).published("2020-06-15");
        let syntax = read_syntax(&report, &rooms.model);
        let entities = read_entities(&report, &syntax, &rooms.actors);
        let places = read_places(&report, &syntax, &entities, &rooms.gazetteer, &rooms.places);
        let claims = rooms.code(text);
        let found = claims.claims.iter().find(|claim| claim.trigger.of(text) == trigger);
        let name = found.map(|claim| claim.toponyms.first().map_or("", |&i| places.toponyms[i].name.as_str()));
        if name != Some(place) {
            faults.push(format!("{trigger:?} in {text:?} expects {place:?}, got {name:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The countries of who does it and to whom, by the trigger.
const ACTED: [(&str, &str, &str, &str); 16] = [
    ("Turkey is under European Union sanctions.", "sanctions", "EUR", "TUR"),
    ("Serb forces were engaged in an attack on Croatia.", "engaged in an attack", "SRB", "HRV"),
    ("France threatened to impose restrictions on German goods.", "threatened", "FRA", "DEU"),
    ("Kenyan and Ugandan envoys met in Paris.", "met", "KEN,UGA", ""),
    ("African countries expressed gratitude to Ghana.", "expressed gratitude", "", "GHA"),
    ("Serbian police killed three ethnic Albanians in Belgrade.", "killed", "SRB", "SRB"),
    ("China deployed ships to the South China Sea.", "deployed", "CHN", ""),
    ("A Dutch court found the Serbian general guilty of war crimes.", "found", "NLD", "SRB"),
    // What somebody else made is his, though only another sentence says so.
    ("Kenya proposed a plan on Friday. Rwanda rejected the plan.", "rejected", "RWA", "KEN"),
    ("Riot police used tear gas to clear the Cuban demonstrators.", "used tear gas", "CUB", "CUB"),
    ("Albanians marched in Oslo to protest the killings of civilians by Serbian police.", "marched", "ALB", "SRB"),
    ("Albanians protested the killings of Croats by Serbian police.", "killings", "SRB", "HRV"),
    ("The Cambodian army has held the town against attacks by Thai troops.", "attacks", "THA", "KHM"),
    ("The United States would use force if diplomacy failed to stop Iran.", "use force", "USA", "IRN"),
    ("WARSAW, Poland (AP) _ The German minister, ending a two-day visit, praised the army.", "visit", "DEU", "POL"),
    (
        "WARSAW, Poland (AP) _ The Polish minister, ending a two-day visit to Kenya, praised the army.",
        "visit",
        "POL",
        "KEN",
    ),
];

#[test]
fn events_are_done_by_those_and_to_those_that_the_text_names() {
    let rooms = Rooms::embedded();
    let mut faults = Vec::new();
    for (text, trigger, actors, recipients) in ACTED {
        let claims = rooms.code(text).claims;
        let countries = |list: &[Actor]| list.iter().filter_map(|a| a.country.clone()).collect::<Vec<_>>().join(",");
        let found = claims.iter().find(|claim| claim.trigger.of(text).starts_with(trigger));
        let got = found.map(|claim| (countries(&claim.actors), countries(&claim.recipients)));
        if got != Some((actors.to_owned(), recipients.to_owned())) {
            faults.push(format!("{trigger:?} in {text:?} expects {actors} -> {recipients}, got {got:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
