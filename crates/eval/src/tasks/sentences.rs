//! Single sentences and short stories coded in PLOVER.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::Fault;
use crate::metrics::gsr::{self, Code, Event, Prediction, Record};
use anyhow::Result;
use rapporteur::events::{Actor, Claim, EventType};
use rapporteur::{Reader, Reading};
use rapporteur_text::Report;
use serde::Deserialize;
use std::path::Path;

/// A corpus of coded texts.
#[derive(Debug)]
pub(super) struct Coded {
    layer: Layer,
    data: &'static str,
    file: &'static str,
    /// Each how many lines one is read.
    step: usize,
}

impl Coded {
    pub(super) const GSR: Self =
        Self { layer: Layer::Sentences, data: "PLOVER records dev", file: "corpora/plover-gsr/dev.jsonl", step: 1 };
    /// Every tenth story: one headline gives a dozen like stories, and all of them take minutes.
    pub(super) const NGEC: Self = Self {
        layer: Layer::Stories,
        data: "NGEC synthetic dev, each 10th",
        file: "corpora/ngec-synthetic/dev.jsonl",
        step: 10,
    };
}

/// A line of either corpus; in the stories `source` is a made-up agency.
#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    event: String,
}

impl Task for Coded {
    type Gold = Record;
    type Found = Prediction;

    fn layer(&self) -> Layer {
        self.layer
    }

    fn data(&self) -> &'static str {
        self.data
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Record>>> {
        let gold: Vec<Record> = if self.layer == Layer::Sentences {
            corpus::read_lines(shared, self.file)?
        } else {
            let lines: Vec<Line> = corpus::read_lines(shared, self.file)?;
            let record = |line: Line| Record {
                id: line.id,
                text: line.text,
                event: Event { event: line.event, ..Event::default() },
            };
            lines.into_iter().step_by(self.step).map(record).collect()
        };
        let case = |gold: Record| Case { report: Report::new(gold.id.clone(), gold.text.clone()), gold };
        Ok(gold.into_iter().map(case).collect())
    }

    fn find(&self, _: &Reader, report: &Report, reading: &Reading, _: &Self::Gold) -> Prediction {
        // PRODUCE is no type of PLOVER, so the gold cannot have it.
        let claims = reading.claims.claims.iter().filter(|claim| claim.ty != EventType::Produce);
        let mut events: Vec<Event> = Vec::new();
        for event in claims.map(|claim| event(reading, claim)) {
            if !events.contains(&event) {
                events.push(event);
            }
        }
        Prediction { id: report.id.clone(), events }
    }

    fn measure(&self, documents: &[(Record, Prediction)]) -> Vec<Measure> {
        let scores = gsr::score(documents);
        let mut measures = vec![Measure::new("type accuracy, first event", scores.type_accuracy)];
        if self.layer == Layer::Sentences {
            measures.push(Measure::new("type macro F1", scores.macro_f1()));
            measures.push(Measure::new("type F1", scores.ty.f1()));
            measures.push(Measure::new("triple F1", scores.triple.f1()));
            measures.push(Measure::new("triple F1, first event", gsr::score(&first(documents)).triple.f1()));
        }
        measures
    }

    fn faults(&self, report: &Report, gold: &Record, found: &Prediction) -> Vec<Fault> {
        let show = |event: &Event| {
            let codes = |codes: &[Code]| codes.iter().filter_map(Code::as_str).collect::<Vec<_>>().join("+");
            format!("{} {}>{}", gsr::type_of_2021(&event.event), codes(&event.source), codes(&event.target))
        };
        let wanted = gsr::triples(&gold.event);
        let kind = match found.events.first() {
            None => "nothing",
            Some(first) if gsr::type_of_2021(&first.event) != gsr::type_of_2021(&gold.event.event) => "type",
            Some(_) if self.layer == Layer::Stories => return Vec::new(),
            Some(_) if found.events.iter().any(|event| gsr::triples(event) == wanted) => return Vec::new(),
            Some(_) => "actors",
        };
        let read: Vec<String> = found.events.iter().map(show).collect();
        let text: String = report.text.chars().take(400).map(|c| if c == '\n' { ' ' } else { c }).collect();
        vec![Fault::new(kind, None, format!("{}\tbut read\t{}\t{text}", show(&gold.event), read.join(", ")))]
    }
}

/// Of each prediction the first event: most records have one event of their sentence, where we give all that it tells.
fn first(documents: &[(Record, Prediction)]) -> Vec<(Record, Prediction)> {
    let mut documents = documents.to_vec();
    for (_, prediction) in &mut documents {
        prediction.events.truncate(1);
    }
    documents
}

/// A claim as a coder would write it: actors without recipients act on each other, one without recipients acts on the
/// country where it happens ("rallied in Lagos" has Nigeria for its target).
fn event(reading: &Reading, claim: &Claim) -> Event {
    let people = |actors: &[Actor]| codes(actors.iter().filter_map(|actor| actor.country.as_deref()));
    let reciprocal = claim.recipients.is_empty() && claim.actors.len() > 1;
    let mut target = people(&claim.recipients);
    if target.is_empty() && !reciprocal {
        let places = claim.toponyms.iter().filter_map(|&at| reading.places.toponyms[at].place.as_ref());
        target = codes(places.filter_map(|place| place.country.as_deref()));
    }
    Event { event: claim.ty.as_str().to_owned(), source: people(&claim.actors), target, reciprocal }
}

fn codes<'a>(countries: impl Iterator<Item = &'a str>) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for country in countries {
        // The records are of 2016, when one code was for all bodies of states.
        let code = if matches!(country, "UNO" | "EUR") { "IGO" } else { country };
        let code = Code::Plain(code.to_owned());
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
