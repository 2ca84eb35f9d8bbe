//! The model that the program carries, and small broken ones.

use rapporteur_syntax::{MentionKind, MentionType, Model, Sentence, Syntax, Upos, Word};
use rapporteur_text::TextRange;
use safetensors::tensor::{Dtype, TensorView, serialize};
use std::collections::HashMap;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().expect("the embedded model is sound"));

/// Sentences whose words are parted by spaces.
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

fn read(sentences: &[&str]) -> Syntax {
    let mut syntax = words(sentences);
    MODEL.annotate(&mut syntax);
    syntax
}

fn assert_trees(syntax: &Syntax) {
    for sentence in &syntax.sentences {
        let words = sentence.words.clone();
        let roots = words.clone().filter(|&w| syntax.words[w].head.is_none()).count();
        assert_eq!(roots, usize::from(!words.is_empty()), "one root");
        for word in words.clone() {
            assert_eq!(syntax.words[word].head.is_none(), syntax.words[word].deprel.as_str() == "root");
            assert!(syntax.head(word).is_none_or(|head| words.contains(&head)));
            assert!(syntax.ancestors(word).take(words.len() + 1).count() < words.len(), "no cycle");
        }
    }
}

#[test]
fn a_sentence_is_read() {
    let syntax = read(&["The two ministers signed an agreement with the United Nations in Vienna on Tuesday ."]);
    let word = |form: &str| {
        let index = syntax.words.iter().position(|w| w.form == form).expect("a word of the sentence");
        (index, &syntax.words[index])
    };
    let (signed, verb) = word("signed");
    assert_eq!((verb.upos, verb.lemma.as_str(), verb.head), (Upos::Verb, "sign", None));
    assert!(verb.feats.has("Tense", "Past"));
    for (form, relation, lemma) in [("ministers", "nsubj", "minister"), ("agreement", "obj", "agreement")] {
        let (_, noun) = word(form);
        assert_eq!((noun.head, noun.deprel.base(), noun.lemma.as_str()), (Some(signed as u32), relation, lemma));
    }
    assert_eq!(word("Vienna").1.upos, Upos::Propn);
    let mention = |form: &str, kind| {
        let index = word(form).0;
        syntax.mentions.iter().find(|m| m.kind == kind && m.head == index).map(|m| m.ty)
    };
    assert_eq!(mention("Vienna", MentionKind::Name), Some(MentionType::Loc));
    assert_eq!(mention("Nations", MentionKind::Name), Some(MentionType::Org));
    assert_eq!(mention("ministers", MentionKind::Nominal), Some(MentionType::Per));
    assert_trees(&syntax);
}

#[test]
fn a_sentence_is_read_the_same_in_any_company() {
    let sentences = ["He left .", "Troops of both countries crossed the river at night , officials said .", "Why ?"];
    let mut together = Vec::new();
    for _ in 0..30 {
        together.extend(sentences);
    }
    let all = read(&together);
    let mut at = 0;
    for sentence in together {
        let alone = read(&[sentence]);
        for word in &alone.words {
            let other = &all.words[at];
            let head = word.head.map(|h| h + (at - alone_index(&alone, word)) as u32);
            assert_eq!(
                (&word.lemma, word.upos, &word.feats, head),
                (&other.lemma, other.upos, &other.feats, other.head)
            );
            at += 1;
        }
    }
    assert_trees(&all);
}

fn alone_index(syntax: &Syntax, word: &Word) -> usize {
    syntax.words.iter().position(|w| std::ptr::eq(w, word)).unwrap_or(0)
}

#[test]
fn odd_input_gives_trees_too() {
    assert!(read(&[]).words.is_empty());
    assert_trees(&read(&["", "x", "", "?"]));
    assert_trees(&read(&["\u{200f}\u{0} \u{301} 🙂🙂 日本語 ﷽ ا", &"ab-".repeat(10_000), "<<<<<< >>>>>>"]));
    assert_trees(&read(&[&"a very long line without an end ".repeat(300)]));
    assert_trees(&read(&[&"( ".repeat(3000)]));
    // Words that no sentence holds stay unread.
    let mut loose = words(&["One two"]);
    loose.sentences.clear();
    MODEL.annotate(&mut loose);
    assert_eq!(loose.words[0].upos, Upos::X);
}

/// A model of one layer with arbitrary numbers.
fn tiny(
    change: impl FnOnce(&mut HashMap<String, (Dtype, Vec<usize>, Vec<u8>)>, &mut HashMap<String, String>),
) -> Vec<u8> {
    let mut tensors: HashMap<String, (Dtype, Vec<usize>, Vec<u8>)> = HashMap::new();
    let mut state = 7_u32;
    let mut byte = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let (width, relations, label) = (32, 2, 8);
    let floats = |n: usize, v: f32| (Dtype::F32, vec![n], v.to_le_bytes().repeat(n));
    let mut matrix = |name: &str, outputs: usize, inputs: usize| {
        let bytes = (0..outputs * inputs).map(|_| byte()).collect();
        tensors.insert(format!("{name}.weight"), (Dtype::I8, vec![outputs, inputs], bytes));
        tensors.insert(format!("{name}.scale"), floats(outputs, 0.002));
        tensors.insert(format!("{name}.bias"), floats(outputs, 0.01));
    };
    for (name, outputs, inputs) in [
        ("piece", 4, width),
        ("position", 20, width),
        ("shape", 21, width),
        ("layer0.qkv", 3 * width, width),
        ("layer0.out", width, width),
        ("layer0.up", 64, width),
        ("layer0.down", width, 64),
        ("tag", 5, width),
        ("mention", 4, width),
        ("arc_dep", 16, width),
        ("arc_head", 16, width),
        ("arc", 16, 16),
        ("rel_dep", label, width),
        ("rel_head", label, width),
        ("rel", relations * (label + 1), label),
    ] {
        matrix(name, outputs, inputs);
    }
    for norm in ["norm", "layer0.norm1", "layer0.norm2"] {
        tensors.insert(format!("{norm}.weight"), floats(width, 1.0));
        tensors.insert(format!("{norm}.bias"), floats(width, 0.0));
    }
    tensors.insert("mix".into(), floats(6, 0.5));
    let pieces = b"[CLS]\n[UNK]\na\n##b".to_vec();
    tensors.insert("pieces".into(), (Dtype::U8, vec![pieces.len()], pieces));
    let labels = r#"{"upos":["NOUN","VERB"],"feats":["_"],"lemma":["l0||0|","=be"],"rel":["root","nsubj"],
        "mention":["O","person"],"name":["O","B-PER"]}"#;
    let mut meta: HashMap<String, String> =
        [("format", "rapporteur-deep/1"), ("labels", labels)].map(|(k, v)| (k.into(), v.into())).into();
    change(&mut tensors, &mut meta);
    let views: Vec<_> = tensors
        .iter()
        .map(|(name, (dtype, shape, data))| (name, TensorView::new(*dtype, shape.clone(), data).expect("whole")))
        .collect();
    serialize(views, Some(meta)).expect("serialises")
}

#[test]
fn a_tiny_model_runs() {
    let model = Model::from_bytes(&tiny(|_, _| {})).expect("sound");
    let mut syntax = words(&["a ab xyz .", &"ab ".repeat(100)]);
    model.annotate(&mut syntax);
    assert_trees(&syntax);
}

#[test]
fn damaged_models_are_refused() {
    for bytes in [&b""[..], b"12345678", &[0xFF; 100]] {
        assert!(Model::from_bytes(bytes).is_err());
    }
    let missing = ["arc.weight", "pieces", "mix", "layer0.down.scale"];
    for name in missing {
        assert!(Model::from_bytes(&tiny(|tensors, _| drop(tensors.remove(name)))).is_err(), "without {name}");
    }
    let broken_label = |_: &mut HashMap<_, _>, meta: &mut HashMap<String, String>| {
        let labels = meta["labels"].replace("l0||0|", "?");
        meta.insert("labels".into(), labels);
    };
    assert!(Model::from_bytes(&tiny(broken_label)).is_err());
    let other =
        |_: &mut HashMap<_, _>, meta: &mut HashMap<String, String>| drop(meta.insert("format".into(), "x/2".into()));
    let error = Model::from_bytes(&tiny(other)).expect_err("another format");
    assert!(error.to_string().contains("x/2"));
    let wide = |tensors: &mut HashMap<String, (Dtype, Vec<usize>, Vec<u8>)>, _: &mut HashMap<_, _>| {
        tensors.insert("piece.weight".into(), (Dtype::I8, vec![2, 64], vec![0; 128]));
    };
    assert!(Model::from_bytes(&tiny(wide)).is_err());
}
