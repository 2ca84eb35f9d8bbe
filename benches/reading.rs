//! How long the whole reading of one report takes: `cargo bench -p rapporteur-eval`.

// Criterion's macros make functions without documentation.
#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rapporteur::{Reader, Resources};
use rapporteur_text::Report;
use std::hint::black_box;

const SPECIMEN: &str = include_str!("../tests/specimens/minsk.txt");

fn reading(criterion: &mut Criterion) {
    let reader = Reader::new(Resources::embedded().expect("the embedded resources can be read"));
    let report = Report::new("minsk", SPECIMEN).published("2025-03-13");
    let syntax = reader.read(&report).syntax;
    let mut group = criterion.benchmark_group("specimen");
    // Elements are words, so that criterion prints words a second.
    group.throughput(Throughput::Elements(SPECIMEN.split_whitespace().count() as u64));
    group.bench_function("whole reading", |bench| bench.iter(|| black_box(reader.read(black_box(&report)))));
    group.bench_function("rooms after syntax", |bench| {
        bench.iter(|| black_box(reader.read_parsed(black_box(&report), syntax.clone())));
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
