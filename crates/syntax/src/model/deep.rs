//! The deep network: a fine-tuned encoder with heads that give everything at once.

use super::best;
use super::encoder::{Batch, Encoder, Scratch};
use super::file::File;
use super::heads::{Heads, Read};
use super::labels::{Found, Labels};
use super::pieces::Pieces;
use super::simd::Kernel;
use super::windows::{Spelt, Window};
use crate::{ModelError, Syntax};
use std::ops::Range;

/// Tokens that are computed together. Larger groups gain nothing: weights are then long in the cache.
const BATCH_TOKENS: usize = 192;

#[derive(Debug)]
pub(super) struct Deep {
    pub(super) pieces: Pieces,
    pub(super) encoder: Encoder,
    pub(super) heads: Heads,
    /// The numbers of all lemma scripts.
    scripts: Vec<u32>,
}

impl Deep {
    pub(super) fn read(file: &File, labels: &Labels) -> Result<Self, ModelError> {
        let width = file.floats("norm.weight")?.len();
        let scripts: Vec<u32> = (0..labels.lemmas.scripts() as u32).collect();
        let tags = labels.upos.len() + labels.feats.len() + scripts.len();
        Ok(Self {
            pieces: file.pieces()?,
            encoder: Encoder::read(file, width)?,
            heads: Heads::read(file, width, tags, labels.mentions.len(), labels.deprels.len())?,
            scripts,
        })
    }

    /// Reads a report: writes parts of speech, features and lemmas into its words, and gives its windows and the rest.
    #[inline(always)]
    pub(super) fn annotate<K: Kernel>(&self, labels: &Labels, syntax: &mut Syntax) -> (Vec<Window>, Found) {
        let (mut batch, mut scratch, mut read) = (Batch::default(), Scratch::default(), Read::default());
        let spelt = Spelt::new(syntax, &self.pieces, self.encoder.positions());
        let mut found = Found::new(syntax.words.len());
        let mut rows = Vec::new();
        let mut next = 0;
        while next < spelt.windows.len() {
            let first = next;
            batch.clear();
            rows.clear();
            while next < spelt.windows.len() && batch.tokens.len() < BATCH_TOKENS {
                let from = batch.first.len();
                batch.push(&spelt, &spelt.windows[next], self.pieces.root);
                rows.push(from..batch.first.len());
                next += 1;
            }
            self.encoder.run::<K>(&batch, &mut scratch);
            self.heads.run::<K>(self.encoder.width, &scratch, &rows, &mut read);
            for (window, rows) in spelt.windows[first..next].iter().zip(&rows) {
                self.fill(labels, window, rows.clone(), &read, syntax, &mut found);
            }
        }
        (spelt.windows, found)
    }

    /// Takes over what was read of a window.
    fn fill(
        &self,
        labels: &Labels,
        window: &Window,
        rows: Range<usize>,
        read: &Read,
        syntax: &mut Syntax,
        found: &mut Found,
    ) {
        let classes = labels.upos.len() + labels.feats.len() + self.scripts.len();
        for (index, row) in window.words.clone().zip(rows.start + 1..rows.end) {
            let tags = &read.tags[row * classes..][..classes];
            let (upos, rest) = tags.split_at(labels.upos.len());
            let (feats, scripts) = rest.split_at(labels.feats.len());
            let word = &mut syntax.words[index];
            word.upos = labels.upos[best(upos)];
            word.feats = labels.feats[best(feats)].clone();
            let guess = || labels.lemmas.guess(&word.form, word.upos, &self.scripts, scripts);
            word.lemma = labels.lemmas.known(&word.form, word.upos).unwrap_or_else(guess);
            found.heads[index] = read.heads[row];
            found.relations[index] = read.relations[row] as u32;
            let mentions = labels.mentions.len();
            found.tagged[index] = labels.mentions.best(&read.mentions[row * mentions..][..mentions]);
        }
    }
}
