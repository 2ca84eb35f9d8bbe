//! Words a second and memory, measured in a process of its own so that no corpus lies in its memory.

use crate::models;
use crate::tasks::Measure;
use anyhow::{Context, Result, bail};
use cpu_time::ProcessTime;
use rapporteur::codebook::Codebook;
use rapporteur::events::Layers;
use rapporteur::output::Document;
use rapporteur::{Reader, Resources, attribution, entities, events, in_order, place, syntax, time};
use rapporteur_text::Report;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Each how many lines of the sample one is read: 49 documents with about 20,000 words.
const STEP: usize = 200;

/// What was measured. Times are seconds of CPU time; words are what white space parts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Speed {
    /// How many words were read.
    pub words: usize,
    /// The size of the model's file, in megabytes of a million bytes.
    pub model_megabytes: f64,
    /// Loading the model.
    pub loading_model: f64,
    /// Loading model, gazetteer and codebook.
    pub loading: f64,
    /// Each room, in the order of the data, and the rendering of the output.
    pub rooms: Vec<(String, f64)>,
    /// The most memory that the process took with one thread, in megabytes; not known on every system.
    pub one_thread_megabytes: Option<f64>,
    /// The same with two threads.
    pub peak_megabytes: Option<f64>,
}

impl Speed {
    /// The figures of the board.
    pub fn measures(&self) -> Vec<Measure> {
        let rate = |seconds: f64| (seconds > 0.0).then(|| self.words as f64 / seconds);
        let names = ["syntax", "entities", "time", "place", "attribution", "events", "output"];
        let whole = rate(self.rooms.iter().map(|(_, seconds)| seconds).sum());
        let mut measures = vec![Measure { name: "whole reading, words/s of CPU time", value: whole }];
        for name in names {
            let seconds = self.rooms.iter().find(|(room, _)| room == name).map_or(0.0, |(_, seconds)| *seconds);
            measures.push(Measure { name, value: rate(seconds) });
        }
        measures.extend([
            Measure::new("model file, MB (at most)", self.model_megabytes),
            Measure::new("loading the model, ms of CPU time (at most)", self.loading_model * 1000.0),
            Measure::new("loading all, ms of CPU time", self.loading * 1000.0),
            Measure { name: "peak memory with one thread, MB (at most)", value: self.one_thread_megabytes },
            Measure { name: "peak memory with two threads, MB (at most)", value: self.peak_megabytes },
        ]);
        measures
    }
}

/// Runs this program again to measure, and takes what it prints.
pub fn measure_apart(shared: &Path, model: &str) -> Result<Speed> {
    let program = std::env::current_exe().context("cannot find this program")?;
    let output = Command::new(program)
        .args(["measure-speed", "--model", model])
        .arg(shared)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        bail!("measuring speed failed: {}", output.status);
    }
    serde_json::from_slice(&output.stdout).context("measuring speed gave no figures")
}

/// Reads a fixed part of the news sample on one thread, room by room, and then on two threads for the memory.
pub fn measure(shared: &Path, model: &str) -> Result<Speed> {
    let bytes = models::bytes(model)?;
    let mut speed = Speed { model_megabytes: bytes.len() as f64 / 1e6, ..Speed::default() };
    let start = ProcessTime::now();
    let model = syntax::Model::from_bytes(&bytes)?;
    speed.loading_model = start.elapsed().as_secs_f64();
    let reader = Reader::new(Resources::with_model(model, &Codebook::embedded())?);
    speed.loading = start.elapsed().as_secs_f64();
    let mut rooms: Vec<(&str, Duration)> = Vec::new();
    for report in sample(shared)? {
        let report = report?;
        speed.words += report.text.split_whitespace().count();
        for (n, room) in read_by_room(&reader, &report).into_iter().enumerate() {
            match rooms.get_mut(n) {
                Some(sum) => sum.1 += room.1,
                None => rooms.push(room),
            }
        }
    }
    speed.rooms = rooms.into_iter().map(|(name, duration)| (name.to_owned(), duration.as_secs_f64())).collect();
    speed.one_thread_megabytes = peak_megabytes();
    let two = NonZeroUsize::MIN.saturating_add(1);
    in_order(
        sample(shared)?,
        two,
        |report| report.map(|report| reader.read(&report).claims.claims.len()),
        |claims| claims.map(drop),
    )?;
    speed.peak_megabytes = peak_megabytes();
    Ok(speed)
}

/// The time that each room takes; together they do what [`Reader::read`] does, and write the output.
fn read_by_room(reader: &Reader, report: &Report) -> Vec<(&'static str, Duration)> {
    let mut times = Vec::new();
    let mut clock = ProcessTime::now();
    let mut lap = |name| {
        times.push((name, clock.elapsed()));
        clock = ProcessTime::now();
    };
    let r = reader.resources();
    let syntax = syntax::read_syntax(report, &r.model);
    lap("syntax");
    let entities = entities::read_entities(report, &syntax, &r.actors);
    lap("entities");
    let times_layer = time::read_times(report, &syntax, &r.times);
    lap("time");
    let places = place::read_places(report, &syntax, &entities, &r.gazetteer, &r.places);
    lap("place");
    let attributions = attribution::read_attributions(report, &syntax, &entities, &r.cues);
    lap("attribution");
    let layers = Layers {
        report,
        syntax: &syntax,
        entities: &entities,
        times: &times_layer,
        places: &places,
        attributions: &attributions,
    };
    let claims = events::code_claims(layers, &r.frames);
    let told = events::Teller::new(layers, &r.frames).verbs();
    lap("events");
    let reading = rapporteur::Reading { syntax, entities, times: times_layer, places, attributions, claims, told };
    let written = serde_json::to_string(&Document::new(report, &reading, r)).map_or(0, |text| text.len());
    std::hint::black_box(written);
    lap("output");
    times
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    published_at: Option<String>,
}

/// The fixed part of the sample, one report at a time.
fn sample(shared: &Path) -> Result<impl Iterator<Item = Result<Report>> + Send> {
    let path = shared.join("corpora/news-sample/news-sample.jsonl");
    let file = File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let report = |line: std::io::Result<String>| {
        let line: Line = serde_json::from_str(&line?)?;
        Ok(Report { published: line.published_at, ..Report::new(line.id, line.text) })
    };
    Ok(BufReader::new(file).lines().step_by(STEP).map(report))
}

/// The highest resident memory of this process so far, as Linux tells it.
fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
