//! Whether readers would say that what a verb tells of has happened: a small linear model over the tree around it.
//!
//! Trained by `training/happened.py`; models/happened.md is its card. Features are spelt as there.

use rapporteur_syntax::{Syntax, Upos, WordRange};
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// What readers would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Happened {
    /// It has not happened, or not yet.
    No,
    /// They could not tell.
    Unsure,
    /// It has happened or is happening.
    Yes,
}

impl Happened {
    /// Its name in the output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Unsure => "unsure",
            Self::Yes => "yes",
        }
    }
}

const ANSWERS: [Happened; 3] = [Happened::No, Happened::Unsure, Happened::Yes];

/// Rare answers are given for less: chosen on UDS dev for the mean F1 over the three.
const FAVOUR: [f32; 3] = [1.3, 2.0, 1.0];

/// Trees that were read are less sure than those that were annotated, on which the model was trained: its odds are drawn
/// together by this power, chosen on UDS dev for the calibration of confidences.
const SOFTEN: f32 = 0.85;

/// The answer for a word, and how likely it is right, 0 to 1. Where the rules of status hold the event for not real
/// (`unreal`) and the model for real, readers are torn as well: on UDS dev each of the three answers is as common.
pub(crate) fn happened(syntax: &Syntax, word: usize, unreal: bool) -> (Happened, f32) {
    let model = model();
    let mut scores = model.get("bias").copied().unwrap_or_default();
    for feature in features(syntax, word) {
        if let Some(weights) = model.get(feature.as_str()) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight;
            }
        }
    }
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let odds = scores.map(|score| (score - top).exp());
    let favoured = |i: &usize| odds[*i] * FAVOUR[*i];
    let mut best = (0..3).max_by(|a, b| favoured(a).total_cmp(&favoured(b))).unwrap_or(2);
    if unreal && ANSWERS[best] == Happened::Yes {
        best = 1;
    }
    (ANSWERS[best], odds[best].powf(SOFTEN) / odds.iter().map(|odds| odds.powf(SOFTEN)).sum::<f32>())
}

/// Features and what they add to the score of each answer.
fn model() -> &'static HashMap<&'static str, [f32; 3]> {
    static MODEL: OnceLock<HashMap<&'static str, [f32; 3]>> = OnceLock::new();
    MODEL.get_or_init(|| {
        let lines = include_str!("../data/happened.tsv").lines();
        let parse = |line: &'static str| {
            let mut columns = line.split('\t');
            let name = columns.next()?;
            // Weights are kept as hundredths.
            let mut next = || Some(columns.next()?.parse::<f32>().ok()? / 100.0);
            Some((name, [next()?, next()?, next()?]))
        };
        lines.filter_map(parse).collect()
    })
}

fn features(syntax: &Syntax, word: usize) -> BTreeSet<String> {
    let tree = Tree { syntax, words: sentence(syntax, word) };
    let own = &syntax.words[word];
    let feat = |name| own.feats.get(name).unwrap_or("-");
    let mut out = BTreeSet::new();
    tree.local(word, "", &mut out);
    out.insert(format!("lem={}", tree.lemma(word)));
    out.insert(format!("rel={}", own.deprel.as_str()));
    out.insert(format!("rel={}|{}{}", own.deprel.base(), feat("VerbForm"), feat("Tense")));
    if tree.words.end.checked_sub(1).is_some_and(|last| syntax.words[last].form == "?") {
        out.insert(format!("?|{}", own.deprel.base()));
    }
    // What stands on the first of several verbs holds for the others.
    let mut first = word;
    for _ in 0..3 {
        match tree.head(first).filter(|_| syntax.words[first].is("conj")) {
            Some(above) => first = above,
            None => break,
        }
    }
    if first != word {
        tree.local(first, "first.", &mut out);
        out.insert("conj".to_owned());
    }
    if let Some(above) = tree.head(first) {
        let relation = syntax.words[first].deprel.base();
        let mark = syntax.child(first, "mark").map_or_else(|| "-".to_owned(), |mark| tree.lemma(mark));
        out.insert(format!("gov={relation}|{mark}|{}", tree.lemma(above)));
        out.insert(format!("gov={relation}|{mark}"));
        out.insert(format!("gov={relation}|{mark}|{}", syntax.words[above].upos));
        tree.local(above, &format!("{relation}>"), &mut out);
        if let Some(top) = tree.head(above) {
            let upper = syntax.words[above].deprel.base();
            out.insert(format!("gg={upper}|{}", tree.lemma(top)));
            tree.local(top, &format!("{relation}>{upper}>"), &mut out);
        }
    } else {
        out.insert(format!("ROOT|{}", feat("VerbForm")));
    }
    for child in syntax.children(word).filter(|&child| matches!(syntax.words[child].deprel.base(), "advmod" | "obl")) {
        out.insert(format!("mod={}", tree.lemma(child)));
    }
    out
}

fn sentence(syntax: &Syntax, word: usize) -> WordRange {
    syntax.sentences.get(syntax.sentence_of(word)).map_or(word..word + 1, |sentence| sentence.words.clone())
}

struct Tree<'s> {
    syntax: &'s Syntax,
    words: WordRange,
}

impl Tree<'_> {
    fn head(&self, word: usize) -> Option<usize> {
        self.syntax.head(word).filter(|head| self.words.contains(head))
    }

    fn lemma(&self, word: usize) -> String {
        self.syntax.words[word].lemma.as_str().to_lowercase()
    }

    /// What stands on a word itself: its form, auxiliaries, negation, conjunctions, subject, conditions.
    fn local(&self, word: usize, prefix: &str, out: &mut BTreeSet<String>) {
        let feats = &self.syntax.words[word].feats;
        let feat = |name| feats.get(name).unwrap_or("-");
        let form = format!("{}.{}.{}", feat("VerbForm"), feat("Tense"), feat("Mood"));
        let mut bare = true;
        let mut subject = None;
        for child in self.syntax.children(word) {
            let w = &self.syntax.words[child];
            let lemma = self.lemma(child);
            match w.deprel.base() {
                "aux" => {
                    bare = false;
                    if lemma != "be" {
                        out.insert(format!("{prefix}aux={lemma}"));
                    }
                }
                "cop" => bare = false,
                "mark" => {
                    out.insert(format!("{prefix}mark={lemma}"));
                }
                "nsubj" | "csubj" => subject = Some(child),
                _ => {}
            }
            let particle = matches!(w.deprel.base(), "advmod" | "det" | "aux")
                && matches!(lemma.as_str(), "not" | "n't" | "never" | "no");
            if particle || matches!(lemma.as_str(), "hardly" | "barely" | "nobody" | "nothing" | "none") {
                out.insert(format!("{prefix}neg"));
            }
            let condition = |mark: usize| matches!(self.lemma(mark).as_str(), "if" | "unless");
            if w.is("advcl") && self.syntax.children_by(child, "mark").any(condition) {
                out.insert(format!("{prefix}cond"));
            }
        }
        if bare {
            out.insert(format!("{prefix}noaux={form}"));
        }
        out.insert(match subject {
            None => format!("{prefix}nosubj={form}"),
            Some(s) if self.syntax.words[s].upos == Upos::Pron => format!("{prefix}subj={}", self.lemma(s)),
            Some(s) => format!("{prefix}subj={}", self.syntax.words[s].upos),
        });
        out.insert(format!("{prefix}form={form}"));
    }
}
