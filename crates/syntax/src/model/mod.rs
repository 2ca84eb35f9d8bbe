//! The reading models: networks that give part of speech, features, lemma, tree and mentions of words.
//!
//! There are two kinds behind one interface: a deep one, a fine-tuned encoder, and a small one, which is quick. How they
//! were made, from what and under which licences stands in `models/`. Inference is pure Rust in eight bits: the same
//! text gives the same analysis on every processor and for any grouping of its sentences.

#[cfg(test)]
mod agreement;
mod deep;
mod encoder;
mod file;
mod heads;
mod labels;
mod lemma;
mod lexicon;
mod linear;
mod mentions;
mod numbers;
mod pieces;
mod repair;
mod simd;
mod small;
mod strings;
mod tree;
mod windows;

use crate::Syntax;
use deep::Deep;
use file::File;
use labels::Labels;
use simd::{Kernel, Level, Work, dispatch};
use small::Small;

/// A trained reading model. It can be shared between threads.
#[derive(Debug)]
pub struct Model {
    network: Network,
    labels: Labels,
    name: String,
    level: Level,
}

#[derive(Debug)]
enum Network {
    Deep(Box<Deep>),
    Small(Box<Small>),
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
    /// The deep model that the program carries: the more accurate one.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::from_bytes(rapporteur_models::DEEP)
    }

    /// The small model that the program carries: a few points less accurate, and many times as quick.
    pub fn fast() -> Result<Self, ModelError> {
        Self::from_bytes(rapporteur_models::FAST)
    }

    /// A model of either kind from a file's bytes, in the safetensors format as `training/` writes it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = File::open(bytes)?;
        let labels = Labels::read(&file)?;
        let network = match file.meta("format")? {
            DEEP => Network::Deep(Box::new(Deep::read(&file, &labels)?)),
            SMALL => Network::Small(Box::new(Small::read(&file, &labels)?)),
            other => {
                let message = format!("its format is {other}, this program reads {DEEP} and {SMALL}");
                return Err(ModelError::Format(message));
            }
        };
        Ok(Self { network, labels, name: file.meta("name").unwrap_or("unnamed").to_owned(), level: Level::best() })
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
}

/// The formats of model files, as their metadata name them.
const DEEP: &str = "rapporteur-deep/1";
const SMALL: &str = "rapporteur-fast/1";

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
        let Self { model: Model { network, labels, .. }, syntax } = self;
        let (windows, found) = match network {
            Network::Deep(deep) => deep.annotate::<K>(labels, syntax),
            Network::Small(small) => small.annotate::<K>(labels, syntax),
        };
        labels.hang(&windows, &found, syntax);
        repair::move_prepositions(syntax);
        repair::name_only_objects(syntax);
        repair::raise_predicates(syntax);
        repair::name_active_subjects(syntax);
        repair::raise_sources(syntax);
        repair::attach_agents(syntax);
        syntax.link();
        syntax.mentions = labels.mentions.read(syntax, &found.tagged);
    }
}
