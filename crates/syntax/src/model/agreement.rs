//! The reader computes what PyTorch computed: `training/agree.py` wrote the numbers down for the shipped models.

use super::encoder::{Batch, Scratch};
use super::heads::Read;
use super::windows::Spelt;
use super::*;
use crate::{Sentence, Word};
use rapporteur_text::TextRange;
use serde::Deserialize;

#[derive(Deserialize)]
struct Computed {
    words: Vec<String>,
    #[serde(default)]
    pieces: Vec<u32>,
    arcs: Vec<Vec<f32>>,
    upos: Vec<String>,
}

/// What one sentence gives: token ids, arc scores, parts of speech.
struct Score<'a>(&'a Model, &'a mut Syntax);

impl Work for Score<'_> {
    type Output = (Vec<u32>, Vec<f32>);

    #[inline(always)]
    fn run<K: Kernel>(self) -> Self::Output {
        let Self(model, syntax) = self;
        let (mut batch, mut scratch, mut read) = (Batch::default(), Scratch::default(), Read::default());
        let Network::Deep(deep) = &model.network else { return Self::Output::default() };
        let spelt = Spelt::new(syntax, &deep.pieces, deep.encoder.positions());
        batch.push(&spelt, &spelt.windows[0], deep.pieces.root);
        deep.encoder.run::<K>(&batch, &mut scratch);
        deep.heads.run::<K>(deep.encoder.width, &scratch, std::slice::from_ref(&(0..batch.first.len())), &mut read);
        (batch.tokens.iter().map(|token| token.0).collect(), read.arcs)
    }
}

/// The words, each with a space before it.
fn unread(words: &[String]) -> Syntax {
    let (mut syntax, mut at) = (Syntax::default(), 0);
    for form in words {
        syntax.words.push(Word::unread(TextRange::from_usize(at, at + form.len()), form.as_str()));
        at += form.len() + 1;
    }
    syntax.sentences.push(Sentence { range: TextRange::default(), words: 0..syntax.words.len() });
    syntax
}

fn top(row: &[f32]) -> usize {
    row.iter().enumerate().fold(0, |t, (i, v)| if *v > row[t] { i } else { t })
}

#[test]
fn arcs_agree_with_pytorch() {
    let computed: Vec<Computed> = serde_json::from_str(include_str!("../../tests/data/arcs.json")).unwrap();
    let model = Model::embedded().unwrap();
    let scores = || computed.iter().flat_map(|sentence| sentence.arcs.iter().flatten().copied());
    let span = scores().fold(f32::MIN, f32::max) - scores().fold(f32::MAX, f32::min);
    for sentence in &computed {
        let mut syntax = unread(&sentence.words);
        let mut first = None;
        for level in Level::all() {
            let (pieces, arcs) = dispatch(level, Score(&model, &mut syntax));
            assert_eq!(pieces, sentence.pieces);
            let width = sentence.words.len() + 1;
            let mut worst = 0.0_f32;
            for (ours, theirs) in arcs.chunks(width).zip(&sentence.arcs) {
                assert_eq!(top(ours), top(theirs), "the same head");
                worst = ours.iter().zip(theirs).fold(worst, |w, (a, b)| w.max((a - b).abs()));
            }
            // Seven bits of weights and activations move scores by less than a tenth of what they span.
            assert!(worst < span / 10.0, "arc scores differ by {worst} of {span} with {level:?}");
            assert_eq!(first.get_or_insert(arcs.clone()), &arcs, "every level gives the same bits");
        }
        model.annotate(&mut syntax);
        let upos: Vec<&str> = syntax.words.iter().map(|word| word.upos.as_str()).collect();
        assert_eq!(upos, sentence.upos);
    }
}

#[test]
fn the_fast_model_chooses_the_heads_that_pytorch_chose() {
    let computed: Vec<Computed> = serde_json::from_str(include_str!("../../tests/data/fast_arcs.json")).unwrap();
    let model = Model::fast().unwrap();
    for sentence in computed {
        let mut syntax = unread(&sentence.words);
        model.annotate(&mut syntax);
        let heads: Vec<usize> = syntax.words.iter().map(|word| word.head.map_or(0, |head| head as usize + 1)).collect();
        let theirs: Vec<usize> = sentence.arcs.iter().map(|row| top(row)).collect();
        // PyTorch's heads are chosen word by word; of several roots only one stays in a tree.
        let roots = theirs.iter().filter(|&&head| head == 0).count();
        for (&ours, &theirs) in heads.iter().zip(&theirs) {
            assert!(ours == theirs || theirs == 0 && roots > 1, "{ours} instead of {theirs} in {:?}", sentence.words);
        }
        assert_eq!(heads.iter().filter(|&&head| head == 0).count(), 1);
        let upos: Vec<&str> = syntax.words.iter().map(|word| word.upos.as_str()).collect();
        assert_eq!(upos, sentence.upos);
    }
}
