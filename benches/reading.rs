//! How long each room takes for one report, with both models: `cargo bench -p rapporteur-eval --bench reading`.

// Criterion's macros make functions without documentation.
#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rapporteur::attribution::read_attributions;
use rapporteur::codebook::Codebook;
use rapporteur::entities::read_entities;
use rapporteur::events::{Layers, code_claims};
use rapporteur::output::Document;
use rapporteur::place::read_places;
use rapporteur::syntax::{Model, read_syntax};
use rapporteur::time::read_times;
use rapporteur::{Reader, Resources};
use rapporteur_text::Report;
use std::hint::black_box;

const SPECIMEN: &str = include_str!("../tests/specimens/minsk.txt");

fn reading(criterion: &mut Criterion) {
    let report = Report::new("minsk", SPECIMEN).published("2025-03-13");
    let mut group = criterion.benchmark_group("specimen");
    // Elements are words, so that criterion prints words a second.
    group.throughput(Throughput::Elements(SPECIMEN.split_whitespace().count() as u64));
    let with = |model: Result<Model, _>| {
        let model = model.expect("the embedded models can be read");
        Reader::new(Resources::with_model(model, &Codebook::embedded()).expect("the embedded codebook can be read"))
    };
    let (reader, fast) = (with(Model::embedded()), with(Model::fast()));
    for (name, reader) in [("deep", &reader), ("fast", &fast)] {
        let model = &reader.resources().model;
        group.bench_function(format!("whole reading, {name}"), |bench| bench.iter(|| reader.read(black_box(&report))));
        group.bench_function(format!("syntax, {name}"), |bench| bench.iter(|| read_syntax(black_box(&report), model)));
    }
    let (r, reading) = (reader.resources(), reader.read(&report));
    let (syntax, entities) = (&reading.syntax, &reading.entities);
    group.bench_function("entities", |bench| bench.iter(|| read_entities(black_box(&report), syntax, &r.actors)));
    group.bench_function("time", |bench| bench.iter(|| read_times(black_box(&report), syntax, &r.times)));
    group.bench_function("place", |bench| {
        bench.iter(|| read_places(black_box(&report), syntax, entities, &r.gazetteer, &r.places));
    });
    group.bench_function("attribution", |bench| {
        bench.iter(|| read_attributions(black_box(&report), syntax, entities, &r.cues));
    });
    let layers = Layers {
        report: &report,
        syntax,
        entities,
        times: &reading.times,
        places: &reading.places,
        attributions: &reading.attributions,
    };
    group.bench_function("events", |bench| bench.iter(|| code_claims(black_box(layers), &r.frames)));
    group.bench_function("output", |bench| {
        bench.iter(|| serde_json::to_string(&Document::new(black_box(&report), &reading, r)));
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
