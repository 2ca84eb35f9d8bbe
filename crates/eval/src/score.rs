//! Scores files in the formats of the Python scorers, and names the figures as they do.

use crate::metrics::{Prf, attribution, claims, coref, geo, gsr, spans, syntax, time};
use crate::tasks::Layer;
use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The figures of a predicted file (JSONL, of syntax CoNLL-U) against a gold file (of claims a folder of JSON files).
///
/// Every key that is given is one that the Python scorer prints with `--json`, with the same value; claims are not
/// rounded. A document that lacks in the predictions counts as empty.
pub fn score_files(layer: Layer, gold: &Path, predicted: &Path) -> Result<Value> {
    Ok(match layer {
        Layer::Syntax => {
            let read = |path| syntax::read_conllu(&read_text(path)?);
            syntax_figures(&syntax::score(&pair(read(gold)?, read(predicted)?, |d| &d.id, |d| &d.id)))
        }
        Layer::Mentions => {
            let scores = spans::score(&pair_files(gold, predicted, |d: &spans::Document| &d.id)?);
            let types: Map<String, Value> = scores.types.iter().map(|(ty, prf)| (ty.clone(), short(*prf))).collect();
            json!({
                "exact": short(scores.exact), "untyped exact": short(scores.untyped),
                "overlap": short(scores.overlap), "types": types, "macro f1": scores.macro_f1(),
            })
        }
        Layer::Coreference => {
            let scores = coref::score(&pair_files(gold, predicted, |d: &coref::Document| &d.id)?);
            let rates = |r: coref::Rates| json!({ "p": r.precision, "r": r.recall, "f1": r.f1() });
            json!({
                "mentions": rates(scores.mentions), "MUC": rates(scores.muc), "B3": rates(scores.b_cubed),
                "CEAFe": rates(scores.ceaf_e), "CoNLL": scores.conll(),
            })
        }
        Layer::Time => {
            let scores = time::score(&pair_files(gold, predicted, |d: &time::Document| &d.id)?);
            json!({
                "strict": long(scores.strict), "relaxed": long(scores.relaxed),
                "type": long(scores.ty), "value": long(scores.value),
            })
        }
        Layer::Place => geo_figures(&geo::score(&pair_files(gold, predicted, |d: &geo::Document| &d.id)?)),
        Layer::Attribution => {
            let scores = attribution::score(&pair_files(gold, predicted, |d: &attribution::Document| &d.id)?);
            attribution_figures(&scores)
        }
        Layer::Sentences | Layer::Stories => {
            let (gold, predicted): (Vec<gsr::Record>, Vec<gsr::Prediction>) =
                (read_lines(gold)?, read_lines(predicted)?);
            let scores = gsr::score(&pair(gold, predicted, |r| &r.id, |p| &p.id));
            let types: Map<String, Value> = scores.types.iter().map(|(ty, prf)| (ty.clone(), short(*prf))).collect();
            json!({
                "type": short(scores.ty), "source": short(scores.source), "target": short(scores.target),
                "dyad": short(scores.dyad), "triple": short(scores.triple), "types": types,
                "type macro f1": scores.macro_f1(), "type accuracy": scores.type_accuracy,
            })
        }
        Layer::Claims => {
            let (gold, predicted): (Vec<claims::Document>, Vec<claims::Document>) =
                (read_folder(gold)?, read_lines(predicted)?);
            claim_figures(&claims::score(&pair(gold, predicted, |d| &d.id, |d| &d.id)))
        }
        Layer::Status | Layer::Incidents | Layer::Merging | Layer::Speed => {
            bail!("{} is measured by the board, not from files", layer.as_str())
        }
    })
}

fn short(prf: Prf) -> Value {
    json!({ "p": prf.precision(), "r": prf.recall(), "f1": prf.f1() })
}

fn long(prf: Prf) -> Value {
    json!({ "precision": prf.precision(), "recall": prf.recall(), "f1": prf.f1() })
}

fn syntax_figures(scores: &syntax::Scores) -> Value {
    json!({
        "Tokens": long(scores.tokens), "Sentences": long(scores.sentences), "Words": long(scores.words),
        "UPOS": long(scores.upos), "UFeats": long(scores.feats), "Lemmas": long(scores.lemmas),
        "UAS": long(scores.uas), "LAS": long(scores.las), "CLAS": long(scores.clas),
    })
}

fn geo_figures(scores: &geo::Scores) -> Value {
    let resolution = &scores.resolution;
    json!({
        "spans_strict": long(scores.strict), "spans_relaxed": long(scores.relaxed),
        "resolution": {
            "scored": resolution.scored, "unresolved": resolution.unresolved, "accuracy@161km": resolution.accuracy,
            "mean_km": resolution.mean_km, "median_km": resolution.median_km, "auc": resolution.auc,
        },
        "geonames_id_accuracy": scores.id_accuracy, "end_to_end@161km": long(scores.end_to_end),
    })
}

fn attribution_figures(scores: &attribution::Scores) -> Value {
    let mut figures = Map::new();
    for (name, part) in [("source", scores.source), ("cue", scores.cue), ("content", scores.content)] {
        figures.insert(format!("{name}/exact"), short(part.exact));
        figures.insert(format!("{name}/overlap"), short(part.overlap));
        figures.insert(format!("{name}/token"), short(part.token));
    }
    figures.insert("attribution/match".to_owned(), short(scores.matched));
    figures.insert("attribution/exact".to_owned(), short(scores.exact));
    figures.insert("source given content/match".to_owned(), short(scores.source_given_content));
    Value::Object(figures)
}

fn claim_figures(scores: &claims::Scores) -> Value {
    let accuracy = |a: claims::Accuracy| json!({ "acc": a.rate(), "n": a.of });
    json!({
        "detection": short(scores.detection), "typed": short(scores.typed), "dyad": short(scores.dyad),
        "sourced": short(scores.sourced), "complete": short(scores.complete),
        "participant_country": short(scores.participant_country), "participant_span": short(scores.participant_span),
        "mode": accuracy(scores.mode), "status": accuracy(scores.status), "date": accuracy(scores.date),
        "place": accuracy(scores.place), "attributed_source": accuracy(scores.attributed_source),
        "unsourced_kept": accuracy(scores.unsourced_kept),
    })
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn read_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let parse = |(n, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| format!("{}:{}: not as expected", path.display(), n + 1))
    };
    read_text(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}

fn read_folder<T: DeserializeOwned>(folder: &Path) -> Result<Vec<T>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    let json = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    json.map(|path| serde_json::from_str(&read_text(path)?).with_context(|| path.display().to_string())).collect()
}

fn pair_files<D>(gold: &Path, predicted: &Path, id: impl Fn(&D) -> &String + Copy) -> Result<Vec<(D, D)>>
where
    D: DeserializeOwned + Default,
{
    Ok(pair(read_lines(gold)?, read_lines(predicted)?, id, id))
}

/// Each gold document with the prediction of the same id, or an empty one.
fn pair<G, P: Default>(
    gold: Vec<G>,
    predicted: Vec<P>,
    gold_id: impl Fn(&G) -> &String,
    predicted_id: impl Fn(&P) -> &String,
) -> Vec<(G, P)> {
    let mut by_id: HashMap<String, P> = predicted.into_iter().map(|p| (predicted_id(&p).clone(), p)).collect();
    let with_prediction = |gold: G| {
        let prediction = by_id.remove(gold_id(&gold)).unwrap_or_default();
        (gold, prediction)
    };
    gold.into_iter().map(with_prediction).collect()
}
