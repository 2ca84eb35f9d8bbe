//! Agency datelines: "HAVANA (AP) -- Cuba said" says nothing about Havana.
//!
//! A parser that meets the dateline in the first sentence takes the town for the subject. Here the true subject gets its
//! place back.

use rapporteur_syntax::{Deprel, Syntax, Upos};
use std::ops::Range;

/// How many words a dateline may have.
const LONGEST: usize = 14;

/// Mends the sentences that begin with a dateline.
pub(crate) fn mend(syntax: &mut Syntax) {
    let mut changed = false;
    for sentence in 0..syntax.sentences.len() {
        let words = syntax.sentences[sentence].words.clone();
        if let Some(dateline) = dateline(syntax, words.clone()) {
            changed |= mend_sentence(syntax, words, dateline);
        }
    }
    if changed {
        syntax.link();
    }
}

/// The words of a dateline: a town in capitals, and what follows it up to a dash.
fn dateline(syntax: &Syntax, words: Range<usize>) -> Option<Range<usize>> {
    let first = &syntax.words[words.start];
    let capitals = first.form.len() > 2 && first.form.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    if !capitals {
        return None;
    }
    let end = words.clone().take(LONGEST).find(|&word| {
        let form = syntax.words[word].form.as_str();
        ["_", "-", "--", "–", "—", ")_", ")--"].contains(&form)
    })?;
    Some(words.start..end + 1)
}

/// Hangs the first noun after the dateline, where it depends on the dateline, on the verb that lacks it.
fn mend_sentence(syntax: &mut Syntax, words: Range<usize>, dateline: Range<usize>) -> bool {
    let inside = |word: Option<u32>| word.is_some_and(|word| dateline.contains(&(word as usize)));
    let Some(wrong) = dateline.clone().find(|&word| {
        !inside(syntax.words[word].head) && (syntax.words[word].head.is_none() || syntax.words[word].is("nsubj"))
    }) else {
        return false;
    };
    let verb = match syntax.words[wrong].head {
        Some(head) => head as usize,
        None => {
            let verb = (dateline.end..words.end).find(|&word| {
                inside(syntax.words[word].head) && matches!(syntax.words[word].upos, Upos::Verb | Upos::Aux)
            });
            match verb {
                Some(verb) => verb,
                None => return false,
            }
        }
    };
    if (dateline.end..words.end)
        .any(|word| syntax.words[word].head == Some(verb as u32) && syntax.words[word].is("nsubj"))
    {
        return false;
    }
    let subject = (dateline.end..verb).find(|&word| {
        matches!(syntax.words[word].upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && (inside(syntax.words[word].head) || syntax.words[word].head == Some(verb as u32))
    });
    let Some(subject) = subject else { return false };
    let relation = syntax.words[wrong].deprel.clone();
    syntax.words[subject].head = Some(verb as u32);
    syntax.words[subject].deprel = if relation.base() == "nsubj" { relation } else { Deprel::from("nsubj") };
    if syntax.words[wrong].head.is_some() {
        syntax.words[wrong].deprel = Deprel::from("dep");
    }
    true
}
