//! Reads CoNLL-U, keeps its sentences and words, and writes it again with the model's analysis: the model's accuracy
//! with gold tokens is the score of its output. Says on standard error how long the model took.
//!
//! `cargo run --release -p rapporteur-syntax --example reparse < gold.conllu > read.conllu`
#![allow(clippy::print_stdout)]

use rapporteur_syntax::{Model, read_conllu, write_conllu};
use std::io::{self, BufWriter, Write};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let began = Instant::now();
    let model = match std::env::args().nth(1) {
        Some(path) => Model::from_bytes(&std::fs::read(path)?)?,
        None => Model::embedded()?,
    };
    let loaded = began.elapsed();
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut words, mut seconds) = (0, 0.0);
    for document in read_conllu(io::stdin().lock()) {
        let mut document = document?;
        let began = Instant::now();
        model.annotate(&mut document.syntax);
        seconds += began.elapsed().as_secs_f64();
        words += document.syntax.words.len();
        write_conllu(&document.report, &document.syntax, &mut out)?;
    }
    out.flush()?;
    eprintln!("loaded in {:.0} ms, {words} words, {:.0} words/s", loaded.as_secs_f64() * 1e3, words as f64 / seconds);
    Ok(())
}
