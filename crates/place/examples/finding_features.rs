//! What `training/place/fit.py` fits weights on: `finding_features CORPUS.jsonl`, one annotated report a line.

use rapporteur_codebook::Codebook;
use rapporteur_entities::{ActorBook, read_entities};
use rapporteur_place::{Gazetteer, PlaceRules, finding_features};
use rapporteur_syntax::{Model, read_syntax};
use rapporteur_text::{CodePoints, Report};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: finding_features CORPUS.jsonl")?;
    let codebook = Codebook::embedded();
    let (actors, rules) = (ActorBook::from_codebook(&codebook)?, PlaceRules::from_codebook(&codebook)?);
    let (model, gazetteer) = (Model::embedded()?, Gazetteer::embedded());
    let mut out = std::io::stdout().lock();
    for line in BufReader::new(File::open(path)?).lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let report = Report::new(document["id"].as_str().unwrap_or(""), document["text"].as_str().unwrap_or(""));
        let points = CodePoints::new(&report.text);
        let point = |value: &Value| value.as_u64().unwrap_or(0) as u32;
        let gold: Vec<(u32, u32)> = document["toponyms"]
            .as_array()
            .map(|toponyms| toponyms.iter().map(|t| (point(&t["start"]), point(&t["end"]))).collect())
            .unwrap_or_default();
        let syntax = read_syntax(&report, &model);
        let entities = read_entities(&report, &syntax, &actors);
        let found = finding_features(&report, &syntax, &entities, &gazetteer, &rules);
        let rows: Vec<Value> = found
            .iter()
            .map(|(range, features)| {
                let span = points.span(*range);
                json!([span.0, span.1, gold.contains(&span), features])
            })
            .collect();
        writeln!(out, "{}", json!({"id": report.id, "gold": gold.len(), "rows": rows}))?;
    }
    Ok(())
}
