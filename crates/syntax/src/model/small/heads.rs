//! What is read off the network: tags, arcs, relations.

use super::super::best;
use super::super::file::File;
use super::super::labels::{Found, Labels};
use super::super::linear::{Linear, Rows};
use super::super::numbers::leaky;
use super::super::simd::Kernel;
use super::super::tree::best_tree;
use super::Batch;
use crate::{ModelError, Syntax};
use std::ops::Range;

/// Rows whose trees are computed together, so that what lies between the layers stays in the cache.
const TREE_ROWS: usize = 128;
/// Words and heads whose arcs are scored together.
const DEPS: usize = 2;
const HEADS: usize = 16;

/// The layers above the network.
#[derive(Debug)]
pub(super) struct Heads {
    upos: Linear,
    feats: ByUpos,
    lemma: ByUpos,
    mention: Linear,
    arc_dep: Linear,
    arc_head: Linear,
    arc: Linear,
    /// What the distance between word and head adds to an arc's score: for the root, then from far left to far right.
    distance: Vec<f32>,
    rel_dep: Linear,
    rel_head: Linear,
    rel: Linear,
}

/// A tagger whose classes depend on the part of speech; only those that occur with it are scored.
#[derive(Debug)]
struct ByUpos {
    /// For each part of speech, its classes.
    classes: Vec<Vec<u32>>,
    /// For each, a layer that scores them; nothing where there is nothing to choose.
    layers: Vec<Option<Linear>>,
}

/// Working memory, to be used again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    scores: Vec<f32>,
    /// For each part of speech, the rows that have it.
    by_upos: Vec<Vec<usize>>,
    picked: Rows,
    rows: Rows,
    wide: Vec<f32>,
    dep: Vec<f32>,
    head: Vec<f32>,
    beside: Vec<f32>,
    arcs: Vec<f32>,
    heads: Vec<u32>,
}

impl Heads {
    pub(super) fn read(file: &File, labels: &Labels, width: usize) -> Result<Self, ModelError> {
        let arc = file.outputs("arc_dep")?;
        let label = file.outputs("rel_dep")?;
        let by_upos = |name: &str, classes: &str, count: usize| -> Result<ByUpos, ModelError> {
            let classes: Vec<Vec<u32>> = file.json(classes)?;
            if classes.len() != labels.upos.len() || classes.iter().flatten().any(|&class| class as usize >= count) {
                return Err(ModelError::Format(format!("the classes of {name} do not fit its labels")));
            }
            Ok(ByUpos { layers: file.parts(name, width, count, &classes)?, classes })
        };
        let distance = file.floats("distance")?;
        if distance.len() < 2 || !distance.len().is_multiple_of(2) {
            return Err(ModelError::Format(format!("distance has {} numbers", distance.len())));
        }
        Ok(Self {
            upos: file.linear("upos", width, labels.upos.len())?,
            feats: by_upos("feats", "feats_of", labels.feats.len())?,
            lemma: by_upos("lemma", "lemma_of", labels.lemmas.scripts())?,
            mention: file.linear("mention", width, labels.mentions.len())?,
            arc_dep: file.linear("arc_dep", width, arc)?,
            arc_head: file.linear("arc_head", width, arc)?,
            arc: file.linear("arc", arc, arc)?,
            distance,
            rel_dep: file.linear("rel_dep", width, label)?,
            rel_head: file.linear("rel_head", width, label)?,
            rel: file.linear("rel", 3 * label, labels.deprels.len())?,
        })
    }

    /// Reads tags and trees of a batch off the `rows` of the last layer.
    #[inline(always)]
    pub(super) fn run<K: Kernel>(
        &self,
        rows: &Rows,
        batch: &Batch,
        labels: &Labels,
        s: &mut Scratch,
        syntax: &mut Syntax,
        found: &mut Found,
    ) {
        self.tag::<K>(rows, batch, labels, s, syntax);
        self.mention.apply::<K>(rows, &mut s.scores);
        for (scores, word) in s.scores.chunks_exact(labels.mentions.len()).zip(&batch.words) {
            if let Some(word) = word {
                found.tagged[*word as usize] = labels.mentions.best(scores);
            }
        }
        let mut sentences = &batch.sentences[..];
        while let Some(first) = sentences.first() {
            let fit = sentences.iter().take_while(|sentence| sentence.end - first.start <= TREE_ROWS).count().max(1);
            let (together, rest) = sentences.split_at(fit);
            self.trees::<K>(rows, together, batch, s, found);
            sentences = rest;
        }
    }

    /// Parts of speech, features and lemmas.
    #[inline(always)]
    fn tag<K: Kernel>(&self, rows: &Rows, batch: &Batch, labels: &Labels, s: &mut Scratch, syntax: &mut Syntax) {
        s.by_upos.resize(labels.upos.len(), Vec::new());
        s.by_upos.iter_mut().for_each(Vec::clear);
        self.upos.apply::<K>(rows, &mut s.scores);
        for (row, (scores, word)) in s.scores.chunks_exact(labels.upos.len()).zip(&batch.words).enumerate() {
            if let Some(word) = word {
                let upos = best(scores);
                syntax.words[*word as usize].upos = labels.upos[upos];
                s.by_upos[upos].push(row);
            }
        }
        for (upos, of_upos) in s.by_upos.iter_mut().enumerate().filter(|(_, rows)| !rows.is_empty()) {
            let word = |row: usize| batch.words[row].map_or(0, |word| word as usize);
            self.feats.score::<K>(upos, rows, of_upos, &mut s.picked, &mut s.scores, |row, classes, scores| {
                if let Some(&class) = classes.get(best(scores)) {
                    syntax.words[word(row)].feats = labels.feats[class as usize].clone();
                }
            });
            of_upos.retain(|&row| {
                let word = &mut syntax.words[word(row)];
                labels.lemmas.known(&word.form, word.upos).map(|lemma| word.lemma = lemma).is_none()
            });
            self.lemma.score::<K>(upos, rows, of_upos, &mut s.picked, &mut s.scores, |row, classes, scores| {
                let word = &mut syntax.words[word(row)];
                word.lemma = labels.lemmas.guess(&word.form, word.upos, classes, scores);
            });
        }
    }

    /// Heads and relations of some sentences of a batch.
    #[inline(always)]
    fn trees<K: Kernel>(
        &self,
        rows: &Rows,
        sentences: &[Range<usize>],
        batch: &Batch,
        s: &mut Scratch,
        found: &mut Found,
    ) {
        let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return };
        let (from, to) = (first.start, last.end);
        let many = to - from;
        let width = self.arc.inputs;
        let layer = |layer: &Linear, out: &mut Vec<f32>| {
            out.resize(many * layer.outputs, 0.0);
            layer.apply_range::<K>(rows, from, to, out);
            leaky(out);
        };
        layer(&self.arc_head, &mut s.head);
        layer(&self.arc_dep, &mut s.wide);
        s.rows.fill(&s.wide, width);
        self.arc.apply::<K>(&s.rows, &mut s.dep);
        s.heads.clear();
        for sentence in sentences {
            let here = sentence.start - from..sentence.end - from;
            let heads = &s.head[here.start * width..here.end * width];
            self.score_arcs(&s.dep[here.start * width..here.end * width], heads, &mut s.beside, &mut s.arcs);
            s.heads.push(0);
            s.heads.extend(best_tree(&s.arcs, here.len() - 1));
        }

        let width = self.rel_dep.outputs;
        layer(&self.rel_head, &mut s.head);
        layer(&self.rel_dep, &mut s.dep);
        s.wide.resize(many * 3 * width, 0.0);
        for sentence in sentences {
            for row in sentence.start - from..sentence.end - from {
                let head = &s.head[(sentence.start - from + s.heads[row] as usize) * width..][..width];
                let dep = &s.dep[row * width..][..width];
                let (both, apart) = s.wide[row * 3 * width..][..3 * width].split_at_mut(width);
                for k in 0..width {
                    both[k] = dep[k] * head[k];
                }
                apart[..width].copy_from_slice(dep);
                apart[width..].copy_from_slice(head);
            }
        }
        s.rows.fill(&s.wide, 3 * width);
        self.rel.apply::<K>(&s.rows, &mut s.scores);
        for (row, scores) in s.scores.chunks_exact(self.rel.outputs).enumerate() {
            if let Some(word) = batch.words[from + row] {
                found.heads[word as usize] = s.heads[row];
                found.relations[word as usize] = best(scores) as u32;
            }
        }
    }

    /// Scores of all heads of the words of a sentence, a row for each word; the first rows of both are the root's.
    #[inline(always)]
    fn score_arcs(&self, deps: &[f32], heads: &[f32], beside: &mut Vec<f32>, arcs: &mut Vec<f32>) {
        let width = self.arc.inputs;
        let n = heads.len() / width;
        // Heads side by side, in groups, so that a group is scored without sums across lanes.
        beside.resize(n.next_multiple_of(HEADS) * width, 0.0);
        for (j, head) in heads.chunks_exact(width).enumerate() {
            let group = &mut beside[j / HEADS * HEADS * width..][..HEADS * width];
            for (lanes, &v) in group.as_chunks_mut::<HEADS>().0.iter_mut().zip(head) {
                lanes[j % HEADS] = v;
            }
        }
        arcs.resize((n - 1) * n, 0.0);
        let most = self.distance.len() / 2 - 1;
        for first in (1..n).step_by(DEPS) {
            // At the end rows are repeated rather than left out.
            let dep = |i: usize| &deps[(first + i).min(n - 1) * width..][..width];
            let [left, right] = [dep(0), dep(1)];
            for (g, group) in beside.chunks_exact(HEADS * width).enumerate() {
                let [mut a, mut b] = [[0.0_f32; HEADS]; DEPS];
                for ((lanes, &l), &r) in group.as_chunks::<HEADS>().0.iter().zip(left).zip(right) {
                    for j in 0..HEADS {
                        a[j] += l * lanes[j];
                        b[j] += r * lanes[j];
                    }
                }
                let here = HEADS.min(n - g * HEADS);
                for (i, sums) in (first..n).zip([a, b]) {
                    let row = &mut arcs[(i - 1) * n + g * HEADS..][..here];
                    row.copy_from_slice(&sums[..here]);
                }
            }
        }
        for (i, row) in (1..n).zip(arcs.chunks_exact_mut(n)) {
            row[0] += self.distance[0];
            for (j, score) in row.iter_mut().enumerate().skip(1) {
                *score += self.distance[(j + most).saturating_sub(i).clamp(0, 2 * most) + 1];
            }
        }
    }
}

impl ByUpos {
    /// Scores the classes of a part of speech for some rows and calls `with` for each: row, classes and scores.
    #[inline(always)]
    fn score<K: Kernel>(
        &self,
        upos: usize,
        all: &Rows,
        of_upos: &[usize],
        picked: &mut Rows,
        scores: &mut Vec<f32>,
        mut with: impl FnMut(usize, &[u32], &[f32]),
    ) {
        let classes = &self.classes[upos];
        match &self.layers[upos] {
            Some(layer) => {
                picked.pick(all, of_upos);
                layer.apply::<K>(picked, scores);
                of_upos
                    .iter()
                    .zip(scores.chunks_exact(classes.len()))
                    .for_each(|(&r, scores)| with(r, classes, scores));
            }
            None => of_upos.iter().for_each(|&row| with(row, classes, &[0.0])),
        }
    }
}
