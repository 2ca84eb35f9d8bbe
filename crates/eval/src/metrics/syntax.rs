//! Syntax from raw text, as in the CoNLL 2018 shared task (score_syntax.py).

mod align;
mod treebank;

pub use align::align;
pub use treebank::{Document, Head, Row, Token, Word, read_conllu};

use super::Prf;
use std::collections::{BTreeSet, HashMap};

/// The relations of content words.
const CONTENT: [&str; 28] = [
    "nsubj",
    "obj",
    "iobj",
    "csubj",
    "ccomp",
    "xcomp",
    "obl",
    "vocative",
    "expl",
    "dislocated",
    "advcl",
    "advmod",
    "discourse",
    "nmod",
    "appos",
    "nummod",
    "acl",
    "amod",
    "conj",
    "fixed",
    "flat",
    "compound",
    "list",
    "parataxis",
    "orphan",
    "goeswith",
    "reparandum",
    "root",
];

/// What score_syntax.py counts, less the treebank's own tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct Scores {
    pub tokens: Prf,
    pub sentences: Prf,
    pub words: Prf,
    pub upos: Prf,
    pub feats: Prf,
    pub lemmas: Prf,
    /// Heads.
    pub uas: Prf,
    /// Heads and relations.
    pub las: Prf,
    /// Heads and relations of content words.
    pub clas: Prf,
    /// Documents that lack or have other characters than the gold; they count as empty.
    pub unaligned: usize,
}

/// Scores pairs of a gold and a predicted document.
pub fn score(documents: &[(Document, Document)]) -> Scores {
    let mut scores = Scores::default();
    let nothing = Document::default();
    for (gold, predicted) in documents {
        let aligned = gold.characters == predicted.characters;
        scores.unaligned += usize::from(!aligned);
        add(&mut scores, gold, if aligned { predicted } else { &nothing });
    }
    scores
}

fn add(scores: &mut Scores, gold: &Document, predicted: &Document) {
    let shared = |a: &[Token], b: &[Token]| {
        let (a, b): (BTreeSet<&Token>, BTreeSet<&Token>) = (a.iter().collect(), b.iter().collect());
        a.intersection(&b).count()
    };
    let tokens = shared(&gold.tokens, &predicted.tokens);
    scores.tokens.add(gold.tokens.len(), predicted.tokens.len(), tokens);
    let sentences = shared(&gold.sentences, &predicted.sentences);
    scores.sentences.add(gold.sentences.len(), predicted.sentences.len(), sentences);

    let pairs = align(&gold.words, &predicted.words);
    let partner: HashMap<usize, usize> = pairs.iter().copied().collect();
    let same_head = |g: &Word, p: &Word| match (g.head, p.head) {
        (Head::Root, Head::Root) => true,
        (Head::Word(a), Head::Word(b)) => partner.get(&a) == Some(&b),
        _ => false,
    };
    let count = |right: &dyn Fn(&Word, &Word) -> bool| {
        pairs.iter().filter(|&&(i, j)| right(&gold.words[i], &predicted.words[j])).count()
    };
    let (n, m) = (gold.words.len(), predicted.words.len());
    scores.words.add(n, m, pairs.len());
    scores.upos.add(n, m, count(&|g, p| g.upos == p.upos));
    scores.feats.add(n, m, count(&|g, p| g.feats == p.feats));
    scores.lemmas.add(n, m, count(&|g, p| g.lemma == "_" || g.lemma == p.lemma));
    scores.uas.add(n, m, count(&same_head));
    scores.las.add(n, m, count(&|g, p| same_head(g, p) && g.relation == p.relation));
    let content = |words: &[Word]| words.iter().filter(|word| is_content(&word.relation)).count();
    let clas = count(&|g, p| same_head(g, p) && g.relation == p.relation && is_content(&g.relation));
    scores.clas.add(content(&gold.words), content(&predicted.words), clas);
}

fn is_content(relation: &str) -> bool {
    relation == "dep" || CONTENT.contains(&relation)
}
