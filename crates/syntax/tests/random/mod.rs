//! Small models with arbitrary weights, for tests and timing.

use safetensors::tensor::{Dtype, TensorView, serialize};
use std::collections::HashMap;

/// The tensors of a file: type, shape and bytes.
pub type Tensors = HashMap<String, (Dtype, Vec<usize>, Vec<u8>)>;

/// How large a model is, and its texts.
#[derive(Debug, Clone)]
pub struct Plan {
    pub seed: u32,
    pub input: usize,
    pub state: usize,
    pub layers: usize,
    pub arc: usize,
    pub label: usize,
    pub words: String,
    pub prefixes: String,
    pub suffixes2: String,
    pub suffixes3: String,
    pub pieces: String,
    pub lexicon: String,
    /// The lists of labels by name.
    pub labels: HashMap<String, Vec<String>>,
    pub feats_of: Vec<Vec<u32>>,
    pub lemma_of: Vec<Vec<u32>>,
    /// How much an arc to the word before is preferred; where it is much, every sentence is a chain.
    pub chain: f32,
    /// How much the first part of speech, and no mention, are preferred.
    pub first: f32,
}

impl Plan {
    /// The tensors, and the metadata.
    pub fn make(&self) -> (Tensors, HashMap<String, String>) {
        let mut state = self.seed;
        let mut noise = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        let mut tensors = Tensors::new();
        let floats = |values: Vec<f32>| {
            (Dtype::F32, vec![values.len()], values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>())
        };
        let count = |lines: &str| lines.split('\n').count();
        let of = |name: &str| self.labels.get(name).map_or(0, Vec::len);
        let out = 2 * self.state;
        let mentions = of("mention") + of("name") + of("attach");
        for (name, rows) in [
            ("word", count(&self.words)),
            ("piece", count(&self.pieces)),
            ("prefix", count(&self.prefixes)),
            ("suffix2", count(&self.suffixes2)),
            ("suffix3", count(&self.suffixes3)),
            ("shape", 21),
        ] {
            let bytes = (0..rows * self.input).map(|_| (noise() * 127.0) as i8 as u8).collect();
            tensors.insert(format!("{name}.weight"), (Dtype::I8, vec![rows, self.input], bytes));
            tensors.insert(format!("{name}.scale"), floats((0..rows).map(|_| 0.004 + noise() * 0.002).collect()));
        }
        let mut layers: Vec<(String, usize, usize, f32)> = Vec::new();
        for layer in 0..self.layers {
            for direction in ["f", "b"] {
                let inputs = if layer == 0 { self.input } else { out };
                layers.push((format!("lstm{layer}.{direction}.input"), 4 * self.state, inputs, 0.1));
                layers.push((format!("lstm{layer}.{direction}.state"), 4 * self.state, self.state, 0.0));
            }
        }
        for (name, outputs, inputs, bias) in [
            ("upos", of("upos"), out, 0.1),
            ("feats", of("feats"), out, 0.1),
            ("lemma", of("lemma"), out, 0.1),
            ("mention", mentions, out, 0.1),
            ("arc_dep", self.arc, out, 0.1),
            ("arc_head", self.arc, out, 0.1),
            ("arc", self.arc, self.arc, 0.1),
            ("rel_dep", self.label, out, 0.1),
            ("rel_head", self.label, out, 0.1),
            ("rel", of("rel"), 3 * self.label, 0.1),
        ] {
            layers.push((name.into(), outputs, inputs, bias));
        }
        for (name, outputs, inputs, bias) in layers {
            let bytes = (0..outputs * inputs).map(|_| (noise() * 63.0) as i8 as u8).collect();
            tensors.insert(format!("{name}.weight"), (Dtype::I8, vec![outputs, inputs], bytes));
            // Sums of so many products then have a spread of about one.
            let scale = 3.0 / (63.0 * (inputs as f32).sqrt());
            let scales = (0..outputs).map(|_| scale * (1.0 + noise() * 0.5)).collect();
            tensors.insert(format!("{name}.scale"), floats(scales));
            if bias > 0.0 {
                let mut biases: Vec<f32> = (0..outputs).map(|_| noise() * bias).collect();
                match &*name {
                    "mention" => {
                        biases[0] += self.first;
                        biases[of("mention")] += self.first;
                    }
                    "upos" => biases[0] += self.first,
                    _ => {}
                }
                tensors.insert(format!("{name}.bias"), floats(biases));
            }
        }
        let most = 15;
        let mut distance: Vec<f32> = (0..2 * most + 2).map(|_| noise()).collect();
        distance[0] += self.chain / 2.0;
        distance[most] += self.chain;
        tensors.insert("distance".into(), floats(distance));
        for (name, text) in [
            ("words", &self.words),
            ("prefixes", &self.prefixes),
            ("suffixes2", &self.suffixes2),
            ("suffixes3", &self.suffixes3),
            ("pieces", &self.pieces),
            ("lexicon", &self.lexicon),
        ] {
            tensors.insert(name.into(), (Dtype::U8, vec![text.len()], text.as_bytes().to_vec()));
        }
        let meta = [
            ("format", "rapporteur-fast/1".to_owned()),
            ("name", format!("fast-random-{}", self.seed)),
            ("labels", serde_json::json!(self.labels).to_string()),
            ("feats_of", serde_json::json!(self.feats_of).to_string()),
            ("lemma_of", serde_json::json!(self.lemma_of).to_string()),
        ];
        (tensors, meta.map(|(name, value)| (name.to_owned(), value)).into())
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let (tensors, meta) = self.make();
        file(&tensors, meta)
    }
}

/// The bytes of a file with these tensors and metadata.
pub fn file(tensors: &Tensors, meta: HashMap<String, String>) -> Vec<u8> {
    let views: Vec<_> = tensors
        .iter()
        .map(|(name, (dtype, shape, data))| (name, TensorView::new(*dtype, shape.clone(), data).expect("whole")))
        .collect();
    serialize(views, Some(meta)).expect("serialises")
}

/// A model that fits a few words.
#[allow(dead_code)]
pub fn tiny(seed: u32) -> Plan {
    let list = |labels: &[&str]| labels.iter().map(ToString::to_string).collect::<Vec<_>>();
    let labels = [
        ("upos", list(&["NOUN", "VERB", "PUNCT"])),
        ("feats", list(&["_", "Number=Sing", "Number=Plur", "Tense=Past"])),
        ("lemma", list(&["l0||0|", "l0||1|", "=be", "k0||0|"])),
        ("mention", list(&["O", "person"])),
        ("name", list(&["O", "B-PER", "I-PER"])),
        ("attach", list(&["in", "out"])),
        ("rel", list(&["root", "nsubj", "obj", "punct"])),
    ];
    Plan {
        seed,
        input: 16,
        state: 16,
        layers: 1,
        arc: 16,
        label: 16,
        words: "\n[ROOT]\nthe\nminister\nleft\n.\n00".into(),
        prefixes: "\nmin\nuns\nle".into(),
        suffixes2: "\ner\ned".into(),
        suffixes3: "\nter\nned".into(),
        pieces: "[CLS]\n[UNK]\nun\n##signed\nminister\n##s\na\n.".into(),
        lexicon: "left\tVERB\tleave\nministers\tNOUN\tminister\nleft\tNOUN\t".into(),
        labels: labels.map(|(name, list)| (name.to_owned(), list)).into(),
        feats_of: vec![vec![1, 2], vec![0, 3], vec![0]],
        lemma_of: vec![vec![0, 1, 3], vec![0, 1, 2], vec![0]],
        chain: 0.0,
        first: 0.0,
    }
}
