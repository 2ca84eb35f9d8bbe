//! Which of the frames that fit the words of a sentence give claims: no word serves twice, and what is asked, refused,
//! threatened or promised gives no claim of its own.

use crate::book::Frames;
use crate::claim::{Considered, EventType};
use crate::clause::Clauses;
use crate::coder::Candidate;
use crate::frame::TriggerKind;
use std::collections::{HashMap, HashSet};

/// Keeps the candidates that give claims and records why the others do not.
pub(crate) fn keep(
    candidates: Vec<Candidate>,
    clauses: Clauses<'_>,
    frames: &Frames,
    considered: &mut Vec<Considered>,
) -> Vec<Candidate> {
    // A phrase takes the words that it consists of, longer phrases first.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(candidates[i].site.words.len()), candidates[i].site.head));
    let mut taken: HashMap<usize, usize> = HashMap::new();
    let mut dropped: HashMap<usize, &str> = HashMap::new();
    for i in order {
        if taken.contains_key(&candidates[i].site.head) {
            dropped.insert(i, "the word belongs to a longer phrase");
            continue;
        }
        for &word in &candidates[i].site.words {
            taken.entry(word).or_insert(i);
        }
    }
    let absorbing: HashSet<usize> = (0..candidates.len())
        .filter(|i| !dropped.contains_key(i) && frames.frames[candidates[*i].frame].absorbs)
        .flat_map(|i| candidates[i].site.words.iter().copied())
        .collect();
    let mut candidates = candidates;
    merge_casualties(&mut candidates, clauses, frames, &mut dropped);
    merge_topics(&mut candidates, clauses, frames, &mut dropped);
    let mut kept = Vec::new();
    for (i, candidate) in candidates.into_iter().enumerate() {
        let reason = dropped.get(&i).copied().or_else(|| {
            is_content(&candidate, clauses, frames, &absorbing)
                .then_some("it is part of what is asked, refused, threatened or promised")
        });
        considered.push(Considered {
            word: candidate.site.head,
            frame: frames.frames[candidate.frame].id.clone(),
            refused: reason.map(str::to_owned),
        });
        if reason.is_none() {
            kept.push(candidate);
        }
    }
    kept
}

/// "The bombing killed ten people": one event, told by its noun, with the casualties among its recipients.
fn merge_casualties(
    candidates: &mut [Candidate],
    clauses: Clauses<'_>,
    frames: &Frames,
    dropped: &mut HashMap<usize, &str>,
) {
    let is_attack = |candidate: &Candidate| frames.frames[candidate.frame].ty == EventType::Assault;
    for i in 0..candidates.len() {
        if dropped.contains_key(&i) || candidates[i].site.kind != TriggerKind::Verb || !is_attack(&candidates[i]) {
            continue;
        }
        let subjects = clauses.subject(candidates[i].site.head);
        let cause = (0..candidates.len()).find(|&j| {
            j != i
                && candidates[j].site.kind == TriggerKind::Noun
                && is_attack(&candidates[j])
                && !dropped.contains_key(&j)
                && subjects.contains(&candidates[j].site.head)
        });
        if let Some(j) = cause {
            let casualties = std::mem::take(&mut candidates[i].participants.recipients);
            let known = &mut candidates[j].participants.recipients;
            known.extend(casualties);
            dropped.insert(i, "it tells the casualties of the attack that is its subject");
        }
    }
}

/// "They marched to demand reforms": what a protest demands or protests against is its topic and no claim; whoever it is
/// directed at is the protest's recipient.
fn merge_topics(
    candidates: &mut [Candidate],
    clauses: Clauses<'_>,
    frames: &Frames,
    dropped: &mut HashMap<usize, &str>,
) {
    let ty = |candidate: &Candidate| frames.frames[candidate.frame].ty;
    for i in 0..candidates.len() {
        let topic = matches!(ty(&candidates[i]), EventType::Request | EventType::Accuse | EventType::Protest);
        if dropped.contains_key(&i) || candidates[i].site.kind != TriggerKind::Verb || !topic {
            continue;
        }
        let of = |head: usize| {
            (0..candidates.len()).find(|&j| {
                j != i
                    && ty(&candidates[j]) == EventType::Protest
                    && !dropped.contains_key(&j)
                    && (candidates[j].site.words.contains(&head) || candidates[j].site.light == Some(head))
            })
        };
        // "marched, burning flags, to protest the killings"
        let hangs = |at: &usize| {
            let word = &clauses.syntax.words[*at];
            word.is("advcl") || word.is("acl") && word.deprel.subtype() != "relcl" || word.is("xcomp")
        };
        let above = |at: &usize| clauses.syntax.head(*at).filter(|_| hangs(at));
        let protest = std::iter::successors(above(&candidates[i].site.head), above).take(3).find_map(of);
        if let Some(j) = protest {
            let against = std::mem::take(&mut candidates[i].participants.recipients);
            if candidates[j].participants.recipients.is_empty() {
                candidates[j].participants.recipients = against;
            }
            dropped.insert(i, "it tells what a protest is about");
        }
    }
}

/// Whether a trigger is the direct content of an absorbing one.
fn is_content(candidate: &Candidate, clauses: Clauses<'_>, frames: &Frames, absorbing: &HashSet<usize>) -> bool {
    let syntax = clauses.syntax;
    let own = &candidate.site.words;
    let mut at = candidate.site.head;
    for step in 0..6 {
        let Some(head) = syntax.head(at) else { return false };
        let word = &syntax.words[at];
        // What happened before or meanwhile is not asked, refused or threatened.
        if ["after", "before", "since", "during", "following", "despite", "amid"]
            .iter()
            .any(|p| clauses.has_case(at, p))
        {
            return false;
        }
        let passes = match word.deprel.base() {
            "xcomp" | "ccomp" | "csubj" => true,
            "acl" => {
                word.deprel.subtype() != "relcl"
                    && syntax
                        .children_by(at, "mark")
                        .any(|mark| ["to", "that", "of", "for"].iter().any(|l| syntax.words[mark].has_lemma(l)))
            }
            "advcl" => syntax
                .children_by(at, "mark")
                .any(|mark| ["to", "of", "from", "for", "that"].iter().any(|l| syntax.words[mark].has_lemma(l))),
            "conj" => !syntax.children(at).any(|child| syntax.words[child].is("nsubj")),
            "obj" | "obl" | "nmod" | "nsubj" => {
                let direct = step == 0
                    || frames.kinds.light_verbs.has(&syntax.words[at].lemma)
                    || clauses.is_verbal(at)
                    || word.is("obj")
                    || word.is("obl");
                direct
                    && !(word.is("nsubj") && word.deprel.subtype() != "pass")
                    && (absorbing.contains(&head) || frames.kinds.light_verbs.has(&syntax.words[head].lemma))
            }
            _ => false,
        };
        if !passes {
            return false;
        }
        if absorbing.contains(&head) && !own.contains(&head) {
            return true;
        }
        at = head;
    }
    false
}
