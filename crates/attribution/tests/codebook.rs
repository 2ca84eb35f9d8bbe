//! Runs the examples and counter-examples of the codebook through the embedded model.

use rapporteur_attribution::{Attribution, Attributions, Cues, read_attributions};
use rapporteur_codebook::Codebook;
use rapporteur_entities::Entities;
use rapporteur_syntax::{Model, read_syntax};
use rapporteur_text::{Report, TextRange};

/// An example without its marks, and what each pair of them encloses: source, cue, content.
fn unmarked(example: &str) -> (String, [Vec<TextRange>; 3]) {
    let mut text = String::new();
    let mut parts: [Vec<TextRange>; 3] = Default::default();
    let mut open = 0;
    for c in example.chars() {
        match c {
            '[' | '<' | '{' => open = text.len(),
            ']' => parts[0].push(TextRange::from_usize(open, text.len())),
            '>' => parts[1].push(TextRange::from_usize(open, text.len())),
            '}' => parts[2].push(TextRange::from_usize(open, text.len())),
            _ => text.push(c),
        }
    }
    (text, parts)
}

/// The words that ranges cover, so that punctuation at the edges does not matter.
fn words(text: &str, ranges: &[TextRange]) -> Vec<String> {
    let is_mark = |c: char| !c.is_alphanumeric() && c != ':';
    let words = ranges.iter().flat_map(|range| range.of(text).split_whitespace());
    words.map(|word| word.trim_matches(is_mark).to_owned()).filter(|word| !word.is_empty()).collect()
}

struct Bench {
    model: Model,
    cues: Cues,
}

impl Bench {
    fn new() -> Self {
        let cues = Cues::from_codebook(&Codebook::embedded()).expect("the embedded codebook is sound");
        Self { model: Model::embedded().expect("the embedded model is sound"), cues }
    }

    fn read(&self, text: &str) -> Attributions {
        let report = Report::new("example", text);
        read_attributions(&report, &read_syntax(&report, &self.model), &Entities::default(), &self.cues)
    }
}

#[test]
fn every_entry_reads_its_examples() {
    let bench = Bench::new();
    let mut faults = Vec::new();
    for entry in bench.cues.entries() {
        for example in &entry.examples {
            let (text, parts) = unmarked(example);
            let layer = bench.read(&text);
            let same = |a: &Attribution| {
                let found = [&a.source, &a.cue, &a.content];
                a.rule == entry.id && found.iter().zip(&parts).all(|(f, p)| words(&text, f) == words(&text, p))
            };
            if !layer.attributions.iter().any(same) {
                let shown = |a: &Attribution| {
                    let [s, c, t] = [&a.source, &a.cue, &a.content].map(|part| words(&text, part).join(" "));
                    format!("{}: [{s}] <{c}> {{{t}}}", a.rule)
                };
                let found: Vec<_> = layer.attributions.iter().map(shown).collect();
                faults.push(format!("{}: {example}\n    found {found:?}", entry.id));
            }
        }
    }
    assert!(faults.is_empty(), "{} examples fail:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_entry_reads_its_counter_examples() {
    let bench = Bench::new();
    for entry in bench.cues.entries() {
        for example in &entry.counter_examples {
            let layer = bench.read(example);
            assert!(layer.attributions.iter().all(|a| a.rule != entry.id), "{} reads: {example}", entry.id);
        }
    }
}

#[test]
fn ids_are_unique_and_every_entry_has_an_example() {
    let cues = Cues::from_codebook(&Codebook::embedded()).expect("the embedded codebook is sound");
    let mut ids: Vec<_> = cues.entries().iter().map(|entry| &entry.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), cues.entries().len());
    for entry in cues.entries() {
        assert!(!entry.examples.is_empty(), "{} has no example", entry.id);
    }
}
