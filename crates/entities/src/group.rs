//! Several that are named together.

use crate::book::lower_lemma;
use crate::draft::Draft;
use rapporteur_syntax::{MentionType, Syntax};

/// Longer lists are not taken up by one pronoun.
const MAX_MEMBERS: usize = 12;

/// A coordination of mentions, which "they" may take up: "Belarus and Iran".
#[derive(Debug, Clone)]
pub(crate) struct Coordination {
    /// Its conjuncts, by place among the drafts.
    pub(crate) drafts: Vec<usize>,
    /// The word that heads the first of them.
    pub(crate) head: usize,
    /// The head of the last.
    pub(crate) last: usize,
    pub(crate) sentence: usize,
}

/// The coordinations of persons, bodies and places, in text order of their ends.
pub(crate) fn coordinations(syntax: &Syntax, drafts: &[Draft], by_head: &[Option<usize>]) -> Vec<Coordination> {
    let groups = |ty| matches!(ty, MentionType::Per | MentionType::Org | MentionType::Loc | MentionType::Nat);
    let mut found = Vec::new();
    for (i, draft) in drafts.iter().enumerate() {
        if by_head[draft.head] != Some(i) || !groups(draft.ty) || syntax.words[draft.head].is("conj") {
            continue;
        }
        let mut members = vec![i];
        // A name hangs together by its head or, where a title heads it, by its first word.
        let inner = draft.core.clone().filter(|&w| w != draft.head && by_head[w] == Some(i));
        let heads = std::iter::once(draft.head).chain(inner);
        for child in heads.flat_map(|head| syntax.children_by(head, "conj")) {
            match by_head[child] {
                Some(j) if groups(drafts[j].ty) && members.len() < MAX_MEMBERS => members.push(j),
                _ => {
                    members.clear();
                    break;
                }
            }
        }
        if members.len() > 1 {
            let last = drafts[members[members.len() - 1]].head;
            found.push(Coordination { drafts: members, head: draft.head, last, sentence: draft.sentence });
        }
    }
    found.sort_by_key(|c| c.last);
    found
}

/// How many a mention says that it is of: "both countries", "the two sides", "the three".
pub(crate) fn count_of(syntax: &Syntax, draft: &Draft) -> Option<usize> {
    let number = |word: usize| match lower_lemma(&syntax.words[word]).as_str() {
        "both" | "two" | "2" => Some(2),
        "three" | "3" => Some(3),
        "four" | "4" => Some(4),
        _ => None,
    };
    // "the three", "both"
    if draft.words.len() <= 2 && !syntax.words[draft.head].upos.is_nominal() {
        return number(draft.head);
    }
    syntax
        .children(draft.head)
        .filter(|&c| c < draft.head && matches!(syntax.words[c].deprel.base(), "det" | "nummod" | "advmod" | "cc"))
        .find_map(number)
}
