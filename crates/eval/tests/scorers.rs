//! The measures give the figures of the Python scorers (see data/README.md).

use rapporteur_eval::score::score_files;
use rapporteur_eval::tasks::Layer;
use serde_json::Value;
use std::path::{Path, PathBuf};

#[test]
fn agrees_with_the_scorers() {
    let expected: Value = serde_json::from_str(include_str!("data/expected.json")).expect("valid JSON");
    for (layer, name, gold, predicted) in [
        (Layer::Syntax, "syntax", "syntax.gold.conllu", "syntax.pred.conllu"),
        (Layer::Mentions, "spans", "spans.gold.jsonl", "spans.pred.jsonl"),
        (Layer::Coreference, "coref", "spans.gold.jsonl", "coref.pred.jsonl"),
        (Layer::Time, "time", "time.gold.jsonl", "time.pred.jsonl"),
        (Layer::Place, "geo", "geo.gold.jsonl", "geo.pred.jsonl"),
        (Layer::Attribution, "attribution", "attribution.gold.jsonl", "attribution.pred.jsonl"),
        (Layer::Sentences, "gsr", "gsr.gold.jsonl", "gsr.pred.jsonl"),
        (Layer::Claims, "claims", "claims.gold", "claims.pred.jsonl"),
    ] {
        let ours = score_files(layer, &data(gold), &data(predicted)).expect("files of ours can be read");
        let compared = compare(&ours, &expected[name], name, layer == Layer::Claims);
        assert!(compared > 10, "{name}: only {compared} figures");
    }
}

#[test]
fn gold_against_itself_is_perfect() {
    for (layer, gold, key) in [
        (Layer::Syntax, "syntax.gold.conllu", "/LAS/f1"),
        (Layer::Mentions, "spans.gold.jsonl", "/exact/f1"),
        (Layer::Coreference, "spans.gold.jsonl", "/CoNLL"),
        (Layer::Time, "time.gold.jsonl", "/value/f1"),
        (Layer::Place, "geo.gold.jsonl", "/resolution/accuracy@161km"),
        (Layer::Attribution, "attribution.gold.jsonl", "/attribution~1exact/f1"),
    ] {
        let figures = score_files(layer, &data(gold), &data(gold)).expect("files of ours can be read");
        assert_eq!(figures.pointer(key), Some(&Value::from(1.0)), "{layer:?}");
    }
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// Compares every number of ours with the one under the same keys, and counts them.
fn compare(ours: &Value, expected: &Value, place: &str, rounded: bool) -> usize {
    match ours {
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| compare(value, &expected[key], &format!("{place}/{key}"), rounded)).sum()
        }
        Value::Null => {
            assert!(expected.is_null(), "{place}: expected {expected}");
            1
        }
        number => {
            let mut ours = number.as_f64().expect("a number");
            if rounded {
                ours = format!("{ours:.4}").parse().expect("a number");
            }
            let expected = expected.as_f64().unwrap_or_else(|| panic!("{place}: the scorer has {expected}"));
            assert!((ours - expected).abs() < 1e-9, "{place}: {ours}, expected {expected}");
            1
        }
    }
}
