//! Whom a report has its report from: "Tasnim reported, citing a military source, that …" and "an official quoted by
//! Tasnim said that …" are both told by the source through Tasnim.

use crate::found::{Found, source};
use crate::page::Page;
use crate::verbs::{cut, is_passive};
use rapporteur_text::TextRange;
use std::collections::HashMap;

/// Makes who is cited the source of what is reported, inside the attribution of who cites.
///
/// `speaks` tells whether what a noun refers to can say anything: a person, a body, a document.
pub(crate) fn link(page: &Page<'_>, found: &mut [Found<'_>], speaks: impl Fn(usize) -> bool) {
    let tells = |f: &Found<'_>| f.entry.kind.tells() && !f.entry.relays;
    let by_cue: HashMap<usize, usize> =
        found.iter().enumerate().filter(|(_, f)| tells(f)).map(|(i, f)| (f.cue_head, i)).collect();
    let by_source: HashMap<usize, usize> = found
        .iter()
        .enumerate()
        .filter(|(_, f)| tells(f))
        .filter_map(|(i, f)| Some((f.source.as_ref()?.head, i)))
        .collect();
    let mut last: Option<usize> = None;
    for i in 0..found.len() {
        let cue = found[i].cue_head;
        if tells(&found[i]) && page.quotes.at(found[i].cue.start).is_none() {
            last = Some(i);
        }
        if !found[i].entry.relays {
            continue;
        }
        if is_passive(page, cue) {
            let relayed = page.syntax.head(cue).and_then(|noun| by_source.get(&noun)).copied();
            if let Some(relayed) = relayed.filter(|_| page.word(cue).is("acl") && found[i].source.is_some()) {
                let told = found[relayed].content.clone();
                found[i].content = told;
                found[relayed].through = Some(cue);
            }
            continue;
        }
        let cited = page.child(cue, "obj").filter(|_| page.word(cue).form.ends_with("ing"));
        let Some(cited) = cited.filter(|&cited| speaks(cited)) else { continue };
        // The tree often hangs the participle into what is reported.
        let above = page.syntax.head(cue).and_then(|above| by_cue.get(&above)).copied();
        let near = last.filter(|&l| page.syntax.sentence_of(found[l].cue_head) == page.syntax.sentence_of(cue));
        let Some(reporting) = above.or(near) else { continue };
        let phrase = found[i].content.iter().fold(found[i].cue, |all, piece| all.cover(*piece));
        let told: Vec<TextRange> = cut(std::mem::take(&mut found[reporting].content), phrase)
            .into_iter()
            .filter_map(|range| page.trimmed(page.syntax.words_in(range)))
            .collect();
        found[reporting].content.clone_from(&told);
        found[i].source = source(page, cited);
        found[i].content = told;
        found[i].through = Some(found[reporting].cue_head);
    }
}
