//! How events are told: whether they happened (UDS), and polarity, certainty and time (MEANTIME).

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::Fault;
use crate::metrics::Span;
use crate::metrics::claims::Accuracy;
use crate::metrics::status::{calibration_error, macro_f1, reliability};
use anyhow::Result;
use rapporteur::events::{Happened, Status, Told};
use rapporteur::{Reader, Reading};
use rapporteur_text::{CodePoints, Report};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What is said of a word of the gold.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    start: u32,
    end: u32,
    status: &'static str,
    happened: &'static str,
    confidence: f64,
}

/// The answers for gold spans: of several words in a span, that of the one that heads it.
fn answers(reader: &Reader, report: &Report, reading: &Reading, spans: impl Iterator<Item = Span>) -> Vec<Answer> {
    let points = CodePoints::new(&report.text);
    let teller = reader.teller(report, reading);
    let syntax = &reading.syntax;
    let places: Vec<Span> = syntax.words.iter().map(|word| corpus::span(&points, word.range)).collect();
    let answer = |span: Span| {
        let from = places.partition_point(|place| place.end <= span.start);
        let to = places.partition_point(|place| place.start < span.end);
        let head = (from..to).find(|&word| syntax.head(word).is_none_or(|head| !(from..to).contains(&head)));
        let told: Option<Told> = head.map(|word| teller.of(word));
        Answer {
            start: span.start,
            end: span.end,
            status: told.map_or(Status::Actual, |told| told.status).as_str(),
            happened: told.map_or(Happened::Yes, |told| told.happened).as_str(),
            confidence: told.map_or(0.0, |told| f64::from(told.confidence)),
        }
    };
    spans.map(answer).collect()
}

/// Whether the verbs of web texts happened, as readers say.
#[derive(Debug)]
pub(super) struct Factuality;

#[derive(Debug, Deserialize)]
pub(super) struct Predicates {
    predicates: Vec<Predicate>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Predicate {
    start: u32,
    end: u32,
    factuality: f64,
}

impl Predicate {
    /// The scale has two heaps near 1 and -1 and a third around 0; between them lies next to nothing.
    fn happened(self) -> Happened {
        match self.factuality {
            f if f > 0.5 => Happened::Yes,
            f if f < -0.5 => Happened::No,
            _ => Happened::Unsure,
        }
    }
}

impl Task for Factuality {
    type Gold = Predicates;
    type Found = Vec<Answer>;

    fn layer(&self) -> Layer {
        Layer::Status
    }

    fn data(&self) -> &'static str {
        "UDS dev"
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Predicates>>> {
        corpus::read_cases(shared, "corpora/uds-factuality/dev.jsonl")
    }

    fn find(&self, reader: &Reader, report: &Report, reading: &Reading, gold: &Predicates) -> Vec<Answer> {
        let spans = gold.predicates.iter().map(|p| Span { start: p.start, end: p.end });
        answers(reader, report, reading, spans)
    }

    fn measure(&self, documents: &[(Predicates, Vec<Answer>)]) -> Vec<Measure> {
        let pairs = || documents.iter().flat_map(|(gold, found)| gold.predicates.iter().zip(found));
        let classes: Vec<_> = pairs().map(|(gold, found)| (gold.happened().as_str(), found.happened)).collect();
        let by_status: Vec<_> = pairs().map(|(gold, found)| (gold.happened().as_str(), by_status(found))).collect();
        let baseline: Vec<_> = classes.iter().map(|&(gold, _)| (gold, Happened::Yes.as_str())).collect();
        let rows =
            reliability(pairs().map(|(gold, found)| (found.confidence, gold.happened().as_str() == found.happened)));
        let tenth = |i: usize| rows[i].right.rate();
        vec![
            Measure::new("happened macro F1", macro_f1(&classes)),
            Measure::new("by status alone macro F1", macro_f1(&by_status)),
            Measure::new("all happened macro F1", macro_f1(&baseline)),
            Measure { name: "calibration error", value: calibration_error(&rows) },
            Measure { name: "right at confidence .5 to .6", value: tenth(5) },
            Measure { name: "right at confidence .6 to .7", value: tenth(6) },
            Measure { name: "right at confidence .7 to .8", value: tenth(7) },
            Measure { name: "right at confidence .8 to .9", value: tenth(8) },
            Measure { name: "right at confidence .9 to 1", value: tenth(9) },
        ]
    }

    fn faults(&self, _: &Report, gold: &Predicates, found: &Vec<Answer>) -> Vec<Fault> {
        let wrong =
            gold.predicates.iter().zip(found).filter(|(gold, found)| gold.happened().as_str() != found.happened);
        wrong
            .map(|(gold, found)| {
                let note = format!("{:.2} but read {} at {:.2}", gold.factuality, found.status, found.confidence);
                let kind = format!("{} not {}", gold.happened().as_str(), found.happened);
                Fault::new(kind, Span { start: gold.start, end: gold.end }, note)
            })
            .collect()
    }
}

/// What the rules alone would say: a status that is not actual has not happened.
fn by_status(answer: &Answer) -> &'static str {
    let actual = answer.status == Status::Actual.as_str();
    if actual { Happened::Yes.as_str() } else { Happened::No.as_str() }
}

/// Polarity, certainty and time of events in news.
#[derive(Debug)]
pub(super) struct Presented;

#[derive(Debug, Deserialize)]
pub(super) struct Events {
    events: Vec<Event>,
    annotated_until: u32,
}

#[derive(Debug, Deserialize)]
struct Event {
    start: u32,
    end: u32,
    polarity: Option<String>,
    certainty: Option<String>,
    time: Option<String>,
}

impl Events {
    /// The events that have these values, in the part that is annotated.
    fn valued(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(|e| e.certainty.is_some() && e.start < self.annotated_until)
    }
}

/// Polarity, certainty and time, as NewsReader's guidelines name them.
fn newsreader(status: &str) -> [&'static str; 3] {
    match status {
        "negated" => ["NEG", "CERTAIN", "NON_FUTURE"],
        "future" => ["POS", "CERTAIN", "FUTURE"],
        "hypothetical" => ["POS", "POSSIBLE", "FUTURE"],
        _ => ["POS", "CERTAIN", "NON_FUTURE"],
    }
}

fn fields(event: &Event) -> [Option<&str>; 3] {
    [event.polarity.as_deref(), event.certainty.as_deref(), event.time.as_deref()]
}

impl Task for Presented {
    type Gold = Events;
    type Found = Vec<Answer>;

    fn layer(&self) -> Layer {
        Layer::Status
    }

    fn data(&self) -> &'static str {
        "MEANTIME Apple"
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Events>>> {
        corpus::read_cases(shared, "corpora/meantime/meantime-apple.jsonl")
    }

    fn find(&self, reader: &Reader, report: &Report, reading: &Reading, gold: &Events) -> Vec<Answer> {
        answers(reader, report, reading, gold.valued().map(|e| Span { start: e.start, end: e.end }))
    }

    fn measure(&self, documents: &[(Events, Vec<Answer>)]) -> Vec<Measure> {
        let mut right = [Accuracy::default(); 3];
        for (gold, found) in documents.iter().flat_map(|(gold, found)| gold.valued().zip(found)) {
            for ((accuracy, g), f) in right.iter_mut().zip(fields(gold)).zip(newsreader(found.status)) {
                accuracy.of += usize::from(g.is_some());
                accuracy.right += usize::from(g == Some(f));
            }
        }
        vec![
            Measure { name: "polarity accuracy", value: right[0].rate() },
            Measure { name: "certainty accuracy", value: right[1].rate() },
            Measure { name: "time accuracy", value: right[2].rate() },
        ]
    }

    fn faults(&self, _: &Report, gold: &Events, found: &Vec<Answer>) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (gold, found) in gold.valued().zip(found) {
            let read = newsreader(found.status);
            let wrong: Vec<String> = fields(gold)
                .into_iter()
                .zip(read)
                .filter_map(|(g, f)| g.filter(|&g| g != f).map(|g| format!("{g} but read {f}")))
                .collect();
            if !wrong.is_empty() {
                faults.push(Fault::new(found.status, Span { start: gold.start, end: gold.end }, wrong.join("; ")));
            }
        }
        faults
    }
}
