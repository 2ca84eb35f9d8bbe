//! The network computes what its description says, and the same in any company and on every processor.

#[path = "../../../tests/random/mod.rs"]
#[allow(unreachable_pub)]
mod random;

use super::super::numbers::quantise;
use super::super::simd::{Level, Work, dispatch};
use super::*;
use crate::model::Model;
use crate::{Sentence, Word};
use random::{Plan, Tensors, tiny};
use rapporteur_text::TextRange;

const SENTENCES: [&str; 6] = [
    "The ministers left .",
    "Left",
    "the minister unsigned 12 ministers , a minister and the 99 xyzzy left the unleft .",
    "a . a",
    "minister “ é ” ŒUVRE ½",
    "the the the the the the the the the the the the the the the the the the the the the the the the left .",
];

fn words(sentences: &[&str]) -> Syntax {
    let (mut syntax, mut at) = (Syntax::default(), 0);
    for sentence in sentences {
        let first = syntax.words.len();
        for form in sentence.split_whitespace() {
            syntax.words.push(Word::unread(TextRange::from_usize(at, at + form.len()), form));
            at += form.len() + 1;
        }
        let words = first..syntax.words.len();
        syntax.sentences.push(Sentence { range: syntax.range(words.clone()), words });
    }
    syntax
}

/// The last layer's output for some sentences, as the network computes it: a row for each root and word.
struct Output<'a>(&'a Small, &'a Syntax);

impl Work for Output<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn run<K: Kernel>(self) -> Vec<f32> {
        let Self(small, syntax) = self;
        let mut batch = Batch::default();
        let mut order: Vec<Range<usize>> = syntax.sentences.iter().map(|sentence| sentence.words.clone()).collect();
        order.sort_by_key(|words| Reverse(words.len()));
        for words in order {
            batch.push(&Window { words, begins: true });
        }
        let mut s = Scratch::default();
        small.run::<K>(&small.input.prepare(syntax), &batch, &mut s);
        s.x
    }
}

/// The same, number by number and one sentence after the other, from the tensors of the file.
fn by_hand(plan: &Plan, tensors: &Tensors, syntax: &Syntax) -> Vec<Vec<f32>> {
    let floats = |name: &str| -> Vec<f32> {
        tensors[name].2.chunks(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
    };
    let matrix = |name: &str| -> Vec<Vec<f32>> {
        let (_, shape, bytes) = &tensors[&format!("{name}.weight")];
        let scaled = |(row, scale): (&[u8], f32)| row.iter().map(|&b| f32::from(b as i8) * scale).collect();
        bytes.chunks(shape[1]).zip(floats(&format!("{name}.scale"))).map(scaled).collect()
    };
    let rounded = |x: &[f32]| -> Vec<f32> {
        let mut bytes = vec![0; x.len()];
        let scale = quantise(x, &mut bytes);
        let bias = f32::from(super::super::simd::BIAS);
        bytes.iter().map(|&b| (f32::from(b) - bias) * scale).collect()
    };
    let times = |matrix: &[Vec<f32>], x: &[f32]| -> Vec<f32> {
        matrix.iter().map(|row| row.iter().zip(x).map(|(w, v)| w * v).sum()).collect()
    };
    let find = |list: &str, text: &str| list.split('\n').position(|line| line == text).unwrap_or(0);
    let tables = ["word", "prefix", "suffix2", "suffix3", "piece", "shape"].map(matrix);
    let [word, prefix, suffix2, suffix3, piece, shape] = &tables;
    let pieces = crate::model::pieces::Pieces::new(&plan.pieces).unwrap();
    let mut outputs = Vec::new();
    for sentence in &syntax.sentences {
        let add =
            |x: &mut Vec<f32>, row: &[f32], factor: f32| x.iter_mut().zip(row).for_each(|(x, v)| *x += v * factor);
        let mut root = word[1].clone();
        add(&mut root, &shape[0], 1.0);
        let mut rows = vec![root];
        for at in sentence.words.clone() {
            let form = &syntax.words[at].form;
            let norm: String = form.to_lowercase().chars().map(|c| if c.is_numeric() { '0' } else { c }).collect();
            let chars: Vec<char> = norm.chars().collect();
            let first: String = chars.iter().take(3).collect();
            let last = |n: usize| chars[chars.len().saturating_sub(n)..].iter().collect::<String>();
            let row = find(&plan.words, &norm);
            let mut x = word[row].clone();
            if row == 0 {
                add(&mut x, &prefix[find(&plan.prefixes, &first)], 1.0);
                add(&mut x, &suffix2[find(&plan.suffixes2, &last(2))], 1.0);
                add(&mut x, &suffix3[find(&plan.suffixes3, &last(3))], 1.0);
                let mut ids = Vec::new();
                pieces.split(form, &mut ids);
                for &id in &ids {
                    add(&mut x, &piece[id as usize], 1.0 / ids.len() as f32);
                }
            }
            add(&mut x, &shape[crate::model::pieces::shape(form, true) as usize], 1.0);
            rows.push(x);
        }
        for layer in 0..plan.layers {
            let mut halves = Vec::new();
            for direction in ["f", "b"] {
                let name = |part: &str| format!("lstm{layer}.{direction}.{part}");
                let (input, state, bias) =
                    (matrix(&name("input")), matrix(&name("state")), floats(&name("input.bias")));
                let mut order: Vec<usize> = (0..rows.len()).collect();
                if direction == "b" {
                    order.reverse();
                }
                let (mut c, mut h) = (vec![0.0_f32; plan.state], vec![0.0_f32; plan.state]);
                let mut half = vec![Vec::new(); rows.len()];
                for at in order {
                    let (x, y) = (times(&input, &rounded(&rows[at])), times(&state, &rounded(&h)));
                    let gate = |n: usize, k: usize| {
                        let g = n * plan.state + k;
                        x[g] + y[g] + bias[g]
                    };
                    let sigmoid = |x: f32| 1.0 / (1.0 + (-x).exp());
                    for k in 0..plan.state {
                        c[k] = sigmoid(gate(1, k)) * c[k] + sigmoid(gate(0, k)) * gate(2, k).tanh();
                        h[k] = sigmoid(gate(3, k)) * c[k].tanh();
                    }
                    half[at] = h.clone();
                }
                halves.push(half);
            }
            rows = halves[0].iter().zip(&halves[1]).map(|(f, b)| [f.clone(), b.clone()].concat()).collect();
        }
        outputs.push(rows.concat());
    }
    outputs
}

fn small(model: &Model) -> &Small {
    match &model.network {
        crate::model::Network::Small(small) => small,
        crate::model::Network::Deep(_) => panic!("not a small model"),
    }
}

#[test]
fn lockstep_gives_what_one_word_after_the_other_does() {
    for (seed, layers) in [(1, 1), (2, 2), (3, 1)] {
        let plan = Plan { layers, ..tiny(seed) };
        let model = Model::from_bytes(&plan.bytes()).unwrap();
        let syntax = words(&SENTENCES);
        let mut by_length = by_hand(&plan, &plan.make().0, &syntax);
        by_length.sort_by_key(|output| Reverse(output.len()));
        let found = dispatch(Level::best(), Output(small(&model), &syntax));
        // A state that lies between two eight-bit numbers may be rounded to either.
        let apart = by_length.concat().iter().zip(&found).fold(0.0_f32, |most, (a, b)| most.max((a - b).abs()));
        assert_eq!(by_length.concat().len(), found.len());
        assert!(apart < 0.02, "{apart}");
    }
}

#[test]
fn every_level_gives_the_same_bits_in_any_company() {
    let model = Model::from_bytes(&Plan { layers: 2, ..tiny(4) }.bytes()).unwrap();
    let syntax = words(&SENTENCES);
    let plain = dispatch(Level::Plain, Output(small(&model), &syntax));
    for level in Level::all() {
        assert_eq!(dispatch(level, Output(small(&model), &syntax)), plain, "{level:?}");
    }
    let mut alone: Vec<Vec<f32>> =
        SENTENCES.map(|sentence| dispatch(Level::best(), Output(small(&model), &words(&[sentence])))).into();
    alone.sort_by_key(|output| Reverse(output.len()));
    assert_eq!(alone.concat(), plain);
}

/// Everything that is read of a report, in words.
fn shown(syntax: &Syntax, words: Range<usize>) -> Vec<String> {
    let shown = |at: usize| {
        let word = &syntax.words[at];
        let head = word.head.map(|head| head as usize - words.start);
        let mentions: Vec<_> = syntax.mentions.iter().filter(|m| m.words.start == at).collect();
        let mentions: Vec<_> = mentions.iter().map(|m| (m.words.len(), m.head - words.start, m.ty, m.score)).collect();
        format!("{} {} {} {:?} {head:?} {:?}", word.lemma, word.upos, word.feats.as_str(), word.deprel, mentions)
    };
    words.clone().map(shown).collect()
}

#[test]
fn a_sentence_is_read_the_same_in_any_company() {
    let model = Model::from_bytes(&tiny(5).bytes()).unwrap();
    // More words than one batch takes.
    let many: Vec<&str> = SENTENCES.into_iter().cycle().take(150).collect();
    let mut all = words(&many);
    model.annotate(&mut all);
    for (sentence, text) in all.sentences.iter().zip(&many) {
        let mut alone = words(&[text]);
        model.annotate(&mut alone);
        assert_eq!(shown(&all, sentence.words.clone()), shown(&alone, 0..alone.words.len()));
    }
    for level in Level::all() {
        let mut model = Model::from_bytes(&tiny(5).bytes()).unwrap();
        model.level = level;
        let mut again = words(&many);
        model.annotate(&mut again);
        assert_eq!(shown(&again, 0..again.words.len()), shown(&all, 0..all.words.len()));
    }
}

#[test]
fn known_words_have_their_lemma_and_the_features_of_their_part_of_speech() {
    for seed in 0..40 {
        let mut syntax = words(&SENTENCES);
        Model::from_bytes(&tiny(seed).bytes()).unwrap().annotate(&mut syntax);
        for word in &syntax.words {
            let allowed: &[&str] = match word.upos.as_str() {
                "NOUN" => &["Number=Sing", "Number=Plur"],
                "VERB" => &["", "Tense=Past"],
                _ => &[""],
            };
            assert!(allowed.contains(&word.feats.as_str()), "{word:?}");
            if word.form.eq_ignore_ascii_case("left") && word.upos.as_str() == "VERB" {
                assert_eq!(word.lemma, "leave");
            }
        }
    }
}

#[test]
fn odd_input_gives_trees() {
    let model = Model::from_bytes(&tiny(6).bytes()).unwrap();
    let long = "a minister , ".repeat(400);
    for sentences in [&[][..], &["", "x", "", "?"], &[&long, "a"], &["\u{200f}\u{0} \u{301} 🙂🙂 日本語 ﷽ ا"]]
    {
        let mut syntax = words(sentences);
        if let Some(word) = syntax.words.first_mut() {
            word.form = "".into();
        }
        model.annotate(&mut syntax);
        for sentence in &syntax.sentences {
            let words = sentence.words.clone();
            assert_eq!(words.clone().filter(|&w| syntax.head(w).is_none()).count(), usize::from(!words.is_empty()));
            for word in words.clone() {
                assert!(syntax.head(word).is_none_or(|head| words.contains(&head)));
                assert!(syntax.ancestors(word).take(words.len() + 1).count() < words.len(), "no cycle");
            }
        }
    }
}

#[test]
fn damaged_models_are_refused() {
    let (tensors, meta) = tiny(7).make();
    for name in ["arc.weight", "distance", "lstm0.f.input.weight", "lstm0.b.state.scale", "suffixes2", "upos.bias"] {
        let mut tensors = tensors.clone();
        tensors.remove(name);
        assert!(Model::from_bytes(&random::file(&tensors, meta.clone())).is_err(), "without {name}");
    }
    for (name, value) in [("feats_of", "[[9],[],[]]"), ("lemma_of", "[[0]]"), ("feats_of", "?"), ("format", "x/2")] {
        let mut meta = meta.clone();
        meta.insert(name.into(), value.into());
        assert!(Model::from_bytes(&random::file(&tensors, meta)).is_err(), "{name}: {value}");
    }
}
