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
