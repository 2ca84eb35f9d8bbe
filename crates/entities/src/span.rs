//! Which words of a tree a mention covers.

use rapporteur_syntax::{Syntax, Upos, WordRange};

/// How many dependents of a word are looked through from another word's side; sentences that could not be read as one
/// have roots with very many.
const NEAR: usize = 64;

/// The first of the dependents of a word that has this relation, among the first [`NEAR`].
pub(crate) fn child_of_above(syntax: &Syntax, word: usize, deprel: &str) -> Option<usize> {
    syntax.children(word).take(NEAR).find(|&child| syntax.words[child].is(deprel))
}

/// For every word, the first and last word of what depends on it, in one pass over the tree.
pub(crate) struct Extents {
    first: Vec<u32>,
    last: Vec<u32>,
}

impl Extents {
    pub(crate) fn new(syntax: &Syntax) -> Self {
        let n = syntax.words.len();
        let mut extents = Self { first: (0..n as u32).collect(), last: (0..n as u32).collect() };
        let mut pending: Vec<u32> = vec![0; n];
        for word in 0..n {
            if let Some(head) = syntax.head(word) {
                pending[head] += 1;
            }
        }
        let mut ready: Vec<usize> = (0..n).filter(|&word| pending[word] == 0).collect();
        while let Some(word) = ready.pop() {
            if let Some(head) = syntax.head(word) {
                extents.first[head] = extents.first[head].min(extents.first[word]);
                extents.last[head] = extents.last[head].max(extents.last[word]);
                pending[head] -= 1;
                if pending[head] == 0 {
                    ready.push(head);
                }
            }
        }
        extents
    }

    /// The words from the first to the last that depend on `word`.
    pub(crate) fn of(&self, word: usize) -> WordRange {
        self.first[word] as usize..self.last[word] as usize + 1
    }

    /// The words of the mention that `head` heads: without its prepositions, coordination, appositions and, where it
    /// is a predicate, the rest of its clause. Relative clauses belong to it, as in GUM.
    pub(crate) fn of_mention(&self, syntax: &Syntax, head: usize) -> WordRange {
        let words = &syntax.words;
        let is_clause = syntax.children(head).any(|c| matches!(words[c].deprel.base(), "cop" | "nsubj" | "csubj"));
        let (mut from, mut to) = (head, head + 1);
        for child in syntax.children(head).filter(|&c| c < head).collect::<Vec<_>>().into_iter().rev() {
            let keep = match words[child].deprel.base() {
                "det" | "amod" | "nmod" | "nummod" | "compound" | "flat" | "dep" | "goeswith" => true,
                "advmod" => child + 1 == from && !is_clause && words[child].upos == Upos::Adv && from < head,
                "punct" => child + 1 == from && matches!(words[child].form.as_str(), "$" | "-") && from < head,
                _ => false,
            };
            if keep {
                from = from.min(self.of(child).start);
            }
        }
        for child in syntax.children(head).filter(|&c| c > head) {
            let keep = match words[child].deprel.base() {
                "flat" => {
                    // What is joined to a part of a name is joined to all of it, whatever the parser says.
                    to = to.max(child + 1);
                    while to < words.len()
                        && words[to].is("flat")
                        && syntax.head(to).is_some_and(|h| h < to && h >= from)
                    {
                        to += 1;
                    }
                    continue;
                }
                "case" => words[child].upos == Upos::Part || child == to && words[child].upos != Upos::Verb,
                "nmod" | "nummod" | "goeswith" | "fixed" | "compound" | "amod" | "det" => true,
                "acl" => true,
                "advmod" => child == to && !is_clause,
                "obl" | "obj" | "xcomp" | "ccomp" | "advcl" => !is_clause && words[child].deprel.base() != "advcl",
                "punct" => continue,
                _ => false,
            };
            if keep {
                to = to.max(self.of(child).end);
            } else if !matches!(words[child].deprel.base(), "discourse" | "reparandum") {
                break;
            }
        }
        while to > head + 1
            && words[to - 1].upos == Upos::Punct
            && !matches!(words[to - 1].form.as_str(), ")" | "\"" | "”")
        {
            to -= 1;
        }
        from..to
    }
}
