//! Attributions: source, cue and content, compared as sets of word tokens (score_attribution.py).

use super::{Prf, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One attribution; each part may be in several pieces or lack.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Attribution {
    /// Who says it.
    #[serde(default)]
    pub source: Vec<Span>,
    /// The words that attribute.
    #[serde(default)]
    pub cue: Vec<Span>,
    /// What is attributed.
    #[serde(default)]
    pub content: Vec<Span>,
    /// In thousandths how likely source and content are right; counts in predictions only.
    #[serde(default)]
    pub confidence: u32,
}

/// The attributions of a document. The text counts in the gold only.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its text.
    #[serde(default, skip_serializing)]
    pub text: String,
    /// Its attributions.
    #[serde(default)]
    pub attributions: Vec<Attribution>,
}

/// Agreement on one of the three parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// The same tokens.
    pub exact: Prf,
    /// Any shared token, one to one.
    pub overlap: Prf,
    /// Tokens.
    pub token: Prf,
}

/// What score_attribution.py counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scores {
    /// Sources.
    pub source: Part,
    /// Cues.
    pub cue: Part,
    /// Contents.
    pub content: Part,
    /// Paired attributions whose content and source both reach a Dice coefficient of one half.
    pub matched: Prf,
    /// Paired attributions that are equal in all three parts.
    pub exact: Prf,
    /// Among pairs with matching content, those whose source matches too.
    pub source_given_content: Prf,
}

/// Tokens by their place in the text.
type Tokens = BTreeSet<u32>;

/// The tokens of the three parts: source, cue, content.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts([Tokens; 3]);

/// Scores pairs of a gold and a predicted document.
pub fn score(documents: &[(Document, Document)]) -> Scores {
    let mut scores = Scores::default();
    for (gold, predicted) in documents {
        let words = words(&gold.text);
        let (gold, predicted) = (counted(gold, &words), counted(predicted, &words));
        add(&mut scores, &gold, &predicted);
    }
    scores
}

/// A gold and a predicted attribution, by place in their lists, and whether their parts match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Pair {
    pub gold: usize,
    pub predicted: usize,
    pub source: bool,
    pub content: bool,
}

/// The attributions of both documents that are paired.
pub fn pairs(gold: &Document, predicted: &Document) -> Vec<Pair> {
    let words = words(&gold.text);
    let parts = |d: &Document| d.attributions.iter().map(|a| parts_of(a, &words)).collect::<Vec<_>>();
    let (gold, predicted) = (parts(gold), parts(predicted));
    pair(&gold, &predicted, all_three)
        .into_iter()
        .map(|(i, j)| Pair {
            gold: i,
            predicted: j,
            source: agree(&gold[i], &predicted[j], 0),
            content: agree(&gold[i], &predicted[j], 2),
        })
        .collect()
}

fn add(scores: &mut Scores, gold: &[Parts], predicted: &[Parts]) {
    for (role, part) in [&mut scores.source, &mut scores.cue, &mut scores.content].into_iter().enumerate() {
        let given = |all: &[Parts]| -> Vec<Tokens> {
            all.iter().map(|parts| &parts.0[role]).filter(|tokens| !tokens.is_empty()).cloned().collect()
        };
        let (g, p) = (given(gold), given(predicted));
        let mut left: Vec<&Tokens> = p.iter().collect();
        let mut exact = 0;
        for tokens in &g {
            if let Some(at) = left.iter().position(|other| *other == tokens) {
                left.remove(at);
                exact += 1;
            }
        }
        part.exact.add(g.len(), p.len(), exact);
        part.overlap.add(g.len(), p.len(), pair(&g, &p, dice).len());
        let union = |all: &[Tokens]| all.iter().flatten().copied().collect::<Tokens>();
        let (g, p) = (union(&g), union(&p));
        part.token.add(g.len(), p.len(), g.intersection(&p).count());
    }
    let pairs = pair(gold, predicted, all_three);
    let count =
        |right: &dyn Fn(&Parts, &Parts) -> bool| pairs.iter().filter(|&&(i, j)| right(&gold[i], &predicted[j])).count();
    let (n, m) = (gold.len(), predicted.len());
    scores.matched.add(n, m, count(&|g, p| agree(g, p, 2) && agree(g, p, 0)));
    scores.exact.add(n, m, count(&|g, p| g == p));
    let said = count(&|g, p| agree(g, p, 2));
    scores.source_given_content.add(said, said, count(&|g, p| agree(g, p, 2) && agree(g, p, 0)));
}

/// The attributions of a document that cover any word at all.
fn counted(document: &Document, words: &[Span]) -> Vec<Parts> {
    let parts = document.attributions.iter().map(|a| parts_of(a, words));
    parts.filter(|parts| parts.0.iter().any(|tokens| !tokens.is_empty())).collect()
}

fn parts_of(attribution: &Attribution, words: &[Span]) -> Parts {
    Parts([&attribution.source, &attribution.cue, &attribution.content].map(|spans| tokens_of(spans, words)))
}

fn tokens_of(spans: &[Span], words: &[Span]) -> Tokens {
    let mut tokens = Tokens::new();
    for span in spans {
        let from = words.partition_point(|word| word.end <= span.start);
        let to = words.partition_point(|word| word.start < span.end);
        tokens.extend((from..to).map(|at| at as u32));
    }
    tokens
}

/// Where the runs of letters, digits and underscores stand: the `\w+` of Python.
fn words(text: &str) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    for (at, c) in text.chars().enumerate() {
        if c.is_alphanumeric() || c == '_' {
            let at = at as u32;
            match words.last_mut() {
                Some(word) if word.end == at => word.end += 1,
                _ => words.push(Span { start: at, end: at + 1 }),
            }
        }
    }
    words
}

/// One-to-one pairs, the heaviest first, ties in order.
fn pair<T>(gold: &[T], predicted: &[T], weight: impl Fn(&T, &T) -> f64) -> Vec<(usize, usize)> {
    let mut options = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let w = weight(g, p);
            if w > 0.0 {
                options.push((w, i, j));
            }
        }
    }
    options.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gold_used, mut predicted_used) = (vec![false; gold.len()], vec![false; predicted.len()]);
    options.retain(|&(_, i, j)| {
        let free = !gold_used[i] && !predicted_used[j];
        if free {
            (gold_used[i], predicted_used[j]) = (true, true);
        }
        free
    });
    options.into_iter().map(|(_, i, j)| (i, j)).collect()
}

fn dice(a: &Tokens, b: &Tokens) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
}

fn all_three(a: &Parts, b: &Parts) -> f64 {
    let size = |parts: &Parts| parts.0.iter().map(BTreeSet::len).sum::<usize>();
    let shared: usize = a.0.iter().zip(&b.0).map(|(x, y)| x.intersection(y).count()).sum();
    match size(a) + size(b) {
        0 => 1.0,
        sizes => 2.0 * shared as f64 / sizes as f64,
    }
}

fn agree(a: &Parts, b: &Parts, role: usize) -> bool {
    dice(&a.0[role], &b.0[role]) >= 0.5
}
