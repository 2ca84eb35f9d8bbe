//! What is read off the encoder: tags, arcs, relations.

use super::encoder::{Mix, Scratch};
use super::file::File;
use super::linear::{Linear, Rows};
use super::numbers::{dot, leaky};
use super::simd::Kernel;
use super::tree::best_tree;
use crate::ModelError;
use std::ops::Range;

/// The layers above the encoder.
#[derive(Debug)]
pub(super) struct Heads {
    tag: Linear,
    mention: Linear,
    arc_dep: Linear,
    arc_head: Linear,
    arc: Linear,
    rel_dep: Linear,
    rel_head: Linear,
    rel: Linear,
}

/// Working memory, and what was read of a batch.
#[derive(Debug, Default)]
pub(super) struct Read {
    rows: Rows,
    wide: Vec<f32>,
    dep: Vec<f32>,
    head: Vec<f32>,
    /// Scores of the arcs of the last sentence, a row for each word.
    pub(super) arcs: Vec<f32>,
    /// Scores of parts of speech, features and lemma scripts, a row for each word and root.
    pub(super) tags: Vec<f32>,
    /// Scores of mention heads and names, likewise.
    pub(super) mentions: Vec<f32>,
    /// Head of each row, within its sentence; 0 is the root.
    pub(super) heads: Vec<u32>,
    /// Relation of each row.
    pub(super) relations: Vec<usize>,
}

impl Heads {
    /// `tags` and `mentions` are how many classes both taggers have together.
    pub(super) fn read(
        file: &File,
        width: usize,
        tags: usize,
        mentions: usize,
        relations: usize,
    ) -> Result<Self, ModelError> {
        let arc = file.outputs("arc_dep")?;
        let label = file.outputs("rel_dep")?;
        Ok(Self {
            tag: file.linear("tag", width, tags)?,
            mention: file.linear("mention", width, mentions)?,
            arc_dep: file.linear("arc_dep", width, arc)?,
            arc_head: file.linear("arc_head", width, arc)?,
            arc: file.linear("arc", arc, arc)?,
            rel_dep: file.linear("rel_dep", width, label)?,
            rel_head: file.linear("rel_head", width, label)?,
            rel: file.linear("rel", label, relations * (label + 1))?,
        })
    }

    /// Reads tags and trees off the mixes; `sentences` are the rows of each sentence, its root first.
    #[inline(always)]
    pub(super) fn run<K: Kernel>(
        &self,
        encoder_width: usize,
        scratch: &Scratch,
        sentences: &[Range<usize>],
        read: &mut Read,
    ) {
        let Read { rows, wide, dep, head, arcs, tags, mentions, heads, relations } = read;
        rows.fill(&scratch.mixes[Mix::Tags as usize], encoder_width);
        self.tag.apply::<K>(rows, tags);
        rows.fill(&scratch.mixes[Mix::Mentions as usize], encoder_width);
        self.mention.apply::<K>(rows, mentions);

        let tree = &scratch.mixes[Mix::Tree as usize];
        let width = self.arc.inputs;
        rows.fill(tree, encoder_width);
        self.arc_head.apply::<K>(rows, head);
        leaky(head);
        self.arc_dep.apply::<K>(rows, wide);
        leaky(wide);
        rows.fill(wide, width);
        self.arc.apply::<K>(rows, dep);
        heads.clear();
        for sentence in sentences {
            let n = sentence.len().saturating_sub(1);
            arcs.clear();
            for word in sentence.clone().skip(1) {
                let left = &dep[word * width..][..width];
                arcs.extend(sentence.clone().map(|h| dot(left, &head[h * width..][..width])));
            }
            heads.push(0);
            heads.extend(best_tree(arcs, n));
        }

        let width = self.rel.inputs;
        rows.fill(tree, encoder_width);
        self.rel_head.apply::<K>(rows, head);
        leaky(head);
        self.rel_dep.apply::<K>(rows, wide);
        leaky(wide);
        relations.clear();
        for sentence in sentences {
            // One sentence at a time: a relation's scores take many numbers for each word.
            rows.fill(&wide[sentence.start * width..sentence.end * width], width);
            self.rel.apply::<K>(rows, dep);
            let classes = self.rel.outputs;
            for (row, left) in sentence.clone().zip(dep.chunks_exact(classes)) {
                let right = &head[(sentence.start + heads[row] as usize) * width..][..width];
                let mut best = (f32::MIN, 0);
                for (relation, left) in left.chunks_exact(width + 1).enumerate() {
                    let score = dot(&left[..width], right) + left[width];
                    if score > best.0 {
                        best = (score, relation);
                    }
                }
                relations.push(best.1);
            }
        }
    }
}
