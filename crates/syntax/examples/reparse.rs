//! Reads CoNLL-U, keeps its sentences and words, and writes it again with the model's analysis: the score of its output
//! is the model's accuracy with gold tokens. With `--text` it reads JSONL reports (`{"id", "text"}`) instead, and cuts
//! them itself. Another model file can be named. Says on standard error how long reading took.
//!
//! `cargo run --release -p rapporteur-syntax --example reparse -- [--text] [MODEL] < gold.conllu > read.conllu`

use rapporteur_syntax::{Model, Syntax, read_conllu, read_syntax, write_conllu};
use rapporteur_text::Report;
use std::io::{self, BufRead, BufWriter, Write};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let text = arguments.first().is_some_and(|argument| argument == "--text");
    if text {
        arguments.remove(0);
    }
    let began = Instant::now();
    let model = match arguments.first() {
        Some(path) => Model::from_bytes(&std::fs::read(path)?)?,
        None => Model::embedded()?,
    };
    let loaded = began.elapsed();
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut words, mut took) = (0, Duration::ZERO);
    let mut write = |report: &Report, syntax: &Syntax, time: Duration| {
        words += syntax.words.len();
        took += time;
        write_conllu(report, syntax, &mut out)
    };
    if text {
        for line in io::stdin().lock().lines() {
            let report: serde_json::Value = serde_json::from_str(&line?)?;
            let field = |name: &str| report[name].as_str().unwrap_or_default().to_owned();
            let report = Report::new(field("id"), field("text"));
            let began = Instant::now();
            let syntax = read_syntax(&report, &model);
            write(&report, &syntax, began.elapsed())?;
        }
    } else {
        for document in read_conllu(io::stdin().lock()) {
            let mut document = document?;
            let began = Instant::now();
            model.annotate(&mut document.syntax);
            write(&document.report, &document.syntax, began.elapsed())?;
        }
    }
    out.flush()?;
    let speed = words as f64 / took.as_secs_f64();
    eprintln!("loaded in {:.0} ms, {words} words, {speed:.0} words/s", loaded.as_secs_f64() * 1e3);
    Ok(())
}
