//! Tests of the room as a whole, on the embedded codebook.

use crate::{TimeRules, Times, read_times};
use rapporteur_codebook::Codebook;
use rapporteur_syntax::Syntax;
use rapporteur_text::Report;

fn rules() -> TimeRules {
    TimeRules::from_codebook(&Codebook::embedded()).unwrap_or_else(|fault| panic!("{fault}"))
}

fn read(text: &str, published: Option<&str>) -> Times {
    let report = Report { published: published.map(str::to_owned), ..Report::new("t", text) };
    read_times(&report, &Syntax::default(), &rules())
}

fn shown(text: &str, published: Option<&str>) -> Vec<(String, String)> {
    read(text, published).timexes.into_iter().map(|t| (t.range.of(text).to_owned(), t.value)).collect()
}

#[test]
fn every_rule_proves_itself() {
    let rules = rules();
    let mut faults = Vec::new();
    for (id, examples, counter) in &rules.proofs {
        for example in examples {
            let report = Report { published: example.dct.clone(), ..Report::new("t", &example.text) };
            let times = read_times(&report, &Syntax::default(), &rules);
            let holds = times.timexes.iter().any(|t| {
                t.rule == *id
                    && t.ty.as_str() == example.ty
                    && t.value == example.value
                    && example.modifier.as_deref().is_none_or(|m| t.modifier == Some(m))
                    && example.span.as_deref().is_none_or(|span| t.range.of(&example.text) == span)
            });
            if !holds {
                let got: Vec<_> = times
                    .timexes
                    .iter()
                    .map(|t| (t.rule.as_str(), t.range.of(&example.text), t.ty.as_str(), t.value.as_str(), t.modifier))
                    .collect();
                faults.push(format!("{id}: {:?} expects {} {}, got {got:?}", example.text, example.ty, example.value));
            }
        }
        for text in counter {
            let times = read_times(&Report::new("t", text).published("2025-03-13"), &Syntax::default(), &rules);
            if times.timexes.iter().any(|t| t.rule == *id) {
                faults.push(format!("{id}: {text:?} should hold nothing of it"));
            }
        }
    }
    assert!(faults.is_empty(), "{}\n{} faults", faults.join("\n"), faults.len());
}
