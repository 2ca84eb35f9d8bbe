//! The reading model: a fine-tuned encoder that gives part of speech, features, lemma, tree and mentions at once.
//!
//! How the model was made, from what and under which licences stands in `models/deep.md`. Inference is pure Rust in
//! eight bits: the same text gives the same analysis on every processor and for any grouping of its sentences.

#[cfg(test)]
mod agreement;
mod encoder;
mod file;
mod heads;
mod lemma;
mod lexicon;
mod linear;
mod mentions;
mod numbers;
mod pieces;
mod simd;
mod tree;
mod windows;

use crate::{Deprel, Feats, Syntax, Upos};
use encoder::{Batch, Encoder, Scratch};
use file::File;
use heads::{Heads, Read};
use lemma::Script;
use lexicon::Lemmas;
use mentions::{Classes, Tagged};
use pieces::Pieces;
use simd::{Kernel, Level, Work, dispatch};
use std::collections::HashMap;
use std::ops::Range;
use windows::{Spelt, Window};

/// Tokens that are computed together. Larger groups gain nothing: weights are then long in the cache.
const BATCH_TOKENS: usize = 192;

/// A trained reading model. It can be shared between threads.
#[derive(Debug)]
pub struct Model {
    pieces: Pieces,
    encoder: Encoder,
    heads: Heads,
    upos: Vec<Upos>,
    feats: Vec<Feats>,
    lemmas: Lemmas,
    scripts: usize,
    deprels: Vec<Deprel>,
    mentions: Classes,
    name: String,
    level: Level,
}

/// What is wrong with a model file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file is not one of ours.
    #[error("not a reading model: {0}")]
    Format(String),
}

impl Model {
    /// The model that the program carries.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::from_bytes(rapporteur_models::DEEP)
    }

    /// A model from a file's bytes, in the safetensors format as `training/export.py` writes it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = File::open(bytes)?;
        let wrong = |what: &str| ModelError::Format(what.into());
        let labels: HashMap<String, Vec<String>> =
            serde_json::from_str(file.meta("labels")?).map_err(|e| ModelError::Format(e.to_string()))?;
        let list = |name: &str| match labels.get(name) {
            Some(list) if !list.is_empty() => Ok(list),
            _ => Err(ModelError::Format(format!("it has no labels for {name}"))),
        };
        let pieces = Pieces::new(file.text("pieces")?).ok_or_else(|| wrong("its vocabulary is incomplete"))?;
        let upos = list("upos")?.iter().map(|l| l.parse().map_err(|()| wrong("unknown part of speech")));
        let upos = upos.collect::<Result<Vec<Upos>, _>>()?;
        let feats: Vec<Feats> = list("feats")?.iter().map(|l| Feats::from(l.as_str())).collect();
        let scripts = list("lemma")?.iter().map(|l| Script::parse(l).ok_or_else(|| wrong("a broken lemma script")));
        let scripts = scripts.collect::<Result<Vec<_>, _>>()?;
        let deprels: Vec<Deprel> = list("rel")?.iter().map(|l| Deprel::from(l.as_str())).collect();
        let attach = labels.get("attach").map_or(&[][..], Vec::as_slice);
        let mentions = Classes::new(list("mention")?, list("name")?, attach);
        let width = file.floats("norm.weight")?.len();
        let encoder = Encoder::read(&file, width)?;
        let name = file.meta("name").unwrap_or("deep").to_owned();
        let tags = upos.len() + feats.len() + scripts.len();
        let (count, known) = (scripts.len(), if file.has("lexicon") { file.text("lexicon")? } else { "" });
        let lemmas = Lemmas::new(scripts, known);
        let heads = Heads::read(&file, width, tags, mentions.len(), deprels.len())?;
        Ok(Self {
            pieces,
            encoder,
            heads,
            upos,
            feats,
            lemmas,
            scripts: count,
            deprels,
            mentions,
            name,
            level: Level::best(),
        })
    }

    /// Its name and a digest of its weights, for the output's `coder.model`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Fills in part of speech, features, lemma, head, relation and mentions of words that the tokeniser made.
    ///
    /// Very long sentences are read in parts whose roots become dependents of the first part's root.
    pub fn annotate(&self, syntax: &mut Syntax) {
        dispatch(self.level, Annotate { model: self, syntax });
    }

    /// Writes what was read of a window into its words.
    fn fill(&self, window: &Window, rows: Range<usize>, read: &Read, syntax: &mut Syntax, tagged: &mut [Tagged]) {
        // In a part of a long sentence that does not begin it, the root is the sentence's root, which lies before.
        let outer = (!window.begins).then(|| {
            let sentence = syntax.sentence_of(window.words.start);
            syntax.root(sentence).unwrap_or(window.words.start) as u32
        });
        let classes = self.upos.len() + self.feats.len() + self.scripts;
        for (index, row) in window.words.clone().zip(rows.start + 1..rows.end) {
            let tags = &read.tags[row * classes..][..classes];
            let (upos, rest) = tags.split_at(self.upos.len());
            let (feats, scripts) = rest.split_at(self.feats.len());
            let word = &mut syntax.words[index];
            word.upos = self.upos[best(upos)];
            word.feats = self.feats[best(feats)].clone();
            word.lemma = self.lemmas.lemma(&word.form, word.upos, scripts);
            word.deprel = self.deprels[read.relations[row]].clone();
            word.head = match (read.heads[row], outer) {
                (0, None) => None,
                (0, Some(root)) => {
                    word.deprel = Deprel::from("parataxis");
                    Some(root)
                }
                (head, _) => Some(window.words.start as u32 + head - 1),
            };
            match word.head {
                None => word.deprel = Deprel::from("root"),
                Some(_) if word.deprel.as_str() == "root" => word.deprel = Deprel::default(),
                Some(_) => {}
            }
            tagged[index] = self.mentions.best(&read.mentions[row * self.mentions.len()..][..self.mentions.len()]);
        }
    }
}

/// The first of the highest scores.
fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = i;
        }
    }
    best
}

struct Annotate<'a> {
    model: &'a Model,
    syntax: &'a mut Syntax,
}

impl Work for Annotate<'_> {
    type Output = ();

    #[inline(always)]
    fn run<K: Kernel>(self) {
        let Self { model, syntax } = self;
        let (mut batch, mut scratch, mut read) = (Batch::default(), Scratch::default(), Read::default());
        let spelt = Spelt::new(syntax, &model.pieces, model.encoder.positions());
        let mut tagged = vec![Tagged::default(); syntax.words.len()];
        let mut rows = Vec::new();
        let mut next = 0;
        while next < spelt.windows.len() {
            let first = next;
            batch.clear();
            rows.clear();
            while next < spelt.windows.len() && batch.tokens.len() < BATCH_TOKENS {
                let from = batch.first.len();
                batch.push(&spelt, &spelt.windows[next], model.pieces.root);
                rows.push(from..batch.first.len());
                next += 1;
            }
            model.encoder.run::<K>(&batch, &mut scratch);
            model.heads.run::<K>(model.encoder.width, &scratch, &rows, &mut read);
            for (window, rows) in spelt.windows[first..next].iter().zip(&rows) {
                model.fill(window, rows.clone(), &read, syntax, &mut tagged);
            }
        }
        syntax.link();
        syntax.mentions = model.mentions.read(syntax, &tagged);
    }
}
