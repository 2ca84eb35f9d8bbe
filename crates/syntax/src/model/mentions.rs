//! From mention tags to mentions.
//!
//! The model tags each word twice: with the type of the mention that it heads, and with its place in a name. Which
//! dependents of a head belong to its mention is a third tag; the mention is the head and their subtrees.

use crate::{MentionKind, MentionTag, MentionType, Syntax, Upos};

/// The classes of the mention taggers.
#[derive(Debug)]
pub(super) struct Classes {
    /// The type of the mention that a word heads; `None` where it heads none.
    heads: Vec<Option<MentionType>>,
    /// The type of the name that a word is in, and whether the name begins with it.
    names: Vec<Option<(MentionType, bool)>>,
    /// Whether a word belongs to the mention that its head heads. Empty in models without this tag.
    attach: Vec<bool>,
}

/// What the model says of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tagged {
    head: usize,
    head_score: f32,
    name: usize,
    name_score: f32,
    attach: usize,
}

impl Classes {
    /// Classes from their labels.
    pub(super) fn new(heads: &[String], names: &[String], attach: &[String]) -> Self {
        let head = |label: &String| match label.as_str() {
            "O" => None,
            "person" => Some(MentionType::Per),
            "organization" => Some(MentionType::Org),
            "place" => Some(MentionType::Loc),
            other => Some(MentionType::from_name(other).unwrap_or(MentionType::Other)),
        };
        let name = |label: &String| {
            let (place, ty) = label.split_once('-')?;
            Some((MentionType::from_name(ty).unwrap_or(MentionType::Other), place == "B"))
        };
        Self {
            heads: heads.iter().map(head).collect(),
            names: names.iter().map(name).collect(),
            attach: attach.iter().map(|label| label == "in").collect(),
        }
    }

    /// How many classes the taggers have together.
    pub(super) fn len(&self) -> usize {
        self.heads.len() + self.names.len() + self.attach.len()
    }

    /// The best classes of a word, from the scores of all taggers.
    pub(super) fn best(&self, scores: &[f32]) -> Tagged {
        let (heads, rest) = scores.split_at(self.heads.len().min(scores.len()));
        let (names, attach) = rest.split_at(self.names.len().min(rest.len()));
        let (head, name) = (super::best(heads), super::best(names));
        // Probabilities are asked for only of words that head a mention or are in a name.
        let sure = |some: bool, scores: &[f32], best: usize| if some { probability(scores, best) } else { 0.0 };
        let is_some =
            (self.heads.get(head).is_some_and(Option::is_some), self.names.get(name).is_some_and(Option::is_some));
        Tagged {
            head,
            head_score: sure(is_some.0, heads, head),
            name,
            name_score: sure(is_some.1, names, name),
            attach: super::best(attach),
        }
    }

    /// The mentions of a report whose trees are linked.
    pub(super) fn read(&self, syntax: &Syntax, tagged: &[Tagged]) -> Vec<MentionTag> {
        let names = self.names(syntax, tagged);
        let mut mentions = Vec::new();
        let mut name_at = vec![usize::MAX; syntax.words.len()];
        for (i, name) in names.iter().enumerate() {
            name_at[name.words.clone()].fill(i);
        }
        let mut whole = vec![false; names.len()];
        for (word, tag) in tagged.iter().enumerate() {
            let Some(Some(ty)) = self.heads.get(tag.head).copied() else { continue };
            let words = self.span(syntax, tagged, word);
            let name = names.get(name_at[word]);
            let mut mention = MentionTag { words, head: word, ty, kind: MentionKind::Nominal, score: tag.head_score };
            match syntax.words[word].upos {
                Upos::Pron => mention.kind = MentionKind::Pronoun,
                Upos::Propn => mention.kind = MentionKind::Name,
                _ if name.is_some() => mention.kind = MentionKind::Name,
                _ => {}
            }
            if let Some(name) = name
                && name.words == mention.words
            {
                // Both taggers agree on the words; the name tagger knows more types.
                mention.ty = name.ty;
                mention.score = mention.score.max(name.score);
                whole[name_at[word]] = true;
            }
            mentions.push(mention);
        }
        mentions.extend(names.into_iter().zip(whole).filter(|(_, whole)| !whole).map(|(name, _)| name));
        mentions.sort_by_key(|m| (m.words.start, std::cmp::Reverse(m.words.end), m.head));
        mentions
    }

    /// The head and the subtrees of the dependents that belong to it.
    fn span(&self, syntax: &Syntax, tagged: &[Tagged], head: usize) -> std::ops::Range<usize> {
        let (mut from, mut to) = (head, head + 1);
        for child in syntax.children(head) {
            // Parts of sentences that were read in parts hang from the root as parataxis.
            let attached = match self.attach.get(tagged[child].attach) {
                Some(&attached) => attached && !syntax.words[child].is("parataxis"),
                None => attached_by_rule(syntax, child, head),
            };
            if attached {
                let span = syntax.span(child);
                (from, to) = (from.min(span.start), to.max(span.end));
            }
        }
        from..to
    }

    /// The names by themselves. A name never crosses the end of a sentence.
    fn names(&self, syntax: &Syntax, tagged: &[Tagged]) -> Vec<MentionTag> {
        let mut names: Vec<MentionTag> = Vec::new();
        for sentence in &syntax.sentences {
            let mut open = false;
            for word in sentence.words.clone() {
                let Some(tag) = tagged.get(word) else { break };
                let Some(Some((ty, begins))) = self.names.get(tag.name).copied() else {
                    open = false;
                    continue;
                };
                match names.last_mut() {
                    Some(name) if open && !begins && name.ty == ty => {
                        name.words.end = word + 1;
                        name.score = name.score.min(tag.name_score);
                    }
                    _ => names.push(MentionTag {
                        words: word..word + 1,
                        head: word,
                        ty,
                        kind: MentionKind::Name,
                        score: tag.name_score,
                    }),
                }
                open = true;
            }
        }
        for name in &mut names {
            let outside = |&w: &usize| syntax.head(w).is_none_or(|head| !name.words.contains(&head));
            name.head = name.words.clone().find(outside).unwrap_or(name.words.start);
        }
        names
    }
}

/// Which dependents belong to a mention, for models that do not say it. Checked on GUM's training part, where this
/// gives nine mentions of ten exactly.
fn attached_by_rule(syntax: &Syntax, child: usize, head: usize) -> bool {
    let before = child < head;
    match syntax.words[child].deprel.base() {
        "case" => !before,
        "advmod" | "obl" | "mark" | "aux" | "advcl" => !before,
        "cc" | "conj" | "cop" | "nsubj" | "punct" | "appos" | "parataxis" | "discourse" | "csubj" | "expl"
        | "vocative" | "orphan" | "reparandum" | "dislocated" | "list" | "dep" => false,
        _ => true,
    }
}

/// The probability of the best class.
fn probability(scores: &[f32], best: usize) -> f32 {
    let total: f32 = scores.iter().map(|&score| super::numbers::exp(score - scores[best])).sum();
    if total > 0.0 { 1.0 / total } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sentence, Word};
    use rapporteur_text::TextRange;

    #[test]
    fn names_and_heads_become_mentions() {
        // "the mayor of New York , who left": one person, headed by "mayor", and a place in it.
        let labels = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        let classes = Classes::new(
            &labels(&["O", "person", "place"]),
            &labels(&["O", "B-LOC", "I-LOC"]),
            &labels(&["in", "out"]),
        );
        let heads = [Some(1), None, Some(4), Some(4), Some(1), Some(1), Some(7), Some(1)];
        let mut syntax = Syntax::default();
        for (i, head) in heads.into_iter().enumerate() {
            syntax.words.push(Word { head, ..Word::unread(TextRange::new(2 * i as u32, 2 * i as u32 + 1), "w") });
        }
        syntax.sentences.push(Sentence { range: TextRange::new(0, 15), words: 0..8 });
        syntax.link();
        let tagged: Vec<Tagged> = (0..8)
            .map(|w| {
                let mut scores = [3.0, 0.0, 0.0, 3.0, 0.0, 0.0, 3.0, 0.0];
                match w {
                    1 => scores[1] = 9.0,
                    3 => scores[4] = 9.0,
                    4 => (scores[2], scores[5]) = (9.0, 9.0),
                    5 => scores[7] = 9.0,
                    _ => {}
                }
                if w == 2 {
                    scores[7] = 9.0; // "of" is outside of "New York", though not of "mayor of New York"
                }
                classes.best(&scores)
            })
            .collect();
        let found: Vec<_> =
            classes.read(&syntax, &tagged).into_iter().map(|m| (m.words, m.head, m.ty, m.kind)).collect();
        assert_eq!(
            found,
            [(0..8, 1, MentionType::Per, MentionKind::Nominal), (3..5, 4, MentionType::Loc, MentionKind::Name)]
        );
    }
}
