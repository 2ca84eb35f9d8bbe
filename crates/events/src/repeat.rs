//! One claim per distinct assertion: a bare re-mention of an event gives no second claim.

use crate::Layers;
use crate::claim::{Actor, Claim, Claims, Considered};
use rapporteur_syntax::Upos;
use rapporteur_text::TextRange;
use std::collections::BTreeSet;

/// How many earlier claims a claim is compared with; events are taken up again soon or with new facts.
const REACH: usize = 60;

/// Drops the claims that assert nothing which an earlier claim of the report has not.
pub(crate) fn drop_bare_repeats(claims: &mut Claims, layers: &Layers<'_>) {
    let syntax = layers.syntax;
    let mut kept: Vec<Claim> = Vec::new();
    for claim in std::mem::take(&mut claims.claims) {
        let noun =
            syntax.words[claim.trigger_head].upos.is_nominal() || syntax.words[claim.trigger_head].upos == Upos::Adj;
        if kept.iter().rev().take(REACH).any(|earlier| repeats(&claim, earlier, noun, layers)) {
            let refused = Some("it repeats an earlier claim".to_owned());
            claims.considered.push(Considered { word: claim.trigger_head, frame: claim.rule, refused });
        } else {
            kept.push(claim);
        }
    }
    claims.claims = kept;
    claims.considered.sort_by_key(|considered| considered.word);
}

/// Whether a claim says no more than an earlier one: the same type and status, no participant, date, place or source that
/// the earlier lacks; a verb repeats only what has the same lemma and the same content.
fn repeats(claim: &Claim, earlier: &Claim, noun: bool, layers: &Layers<'_>) -> bool {
    let syntax = layers.syntax;
    let date = |claim: &Claim| claim.timex.map(|i| layers.times.timexes[i].value.as_str());
    let places = |claim: &Claim| -> Vec<&str> {
        claim.toponyms.iter().map(|&i| layers.places.toponyms[i].name.as_str()).collect()
    };
    let same_word =
        syntax.words[claim.trigger_head].lemma.eq_ignore_ascii_case(&syntax.words[earlier.trigger_head].lemma);
    // "Called for talks" and "called for elections" are two calls.
    let content = |claim: &Claim| -> BTreeSet<String> {
        let below = syntax.children(claim.trigger_head);
        let content = below.filter(|&child| {
            matches!(syntax.words[child].deprel.base(), "obj" | "xcomp" | "ccomp" | "advcl")
                || (syntax.words[child].is("obl") && syntax.words[child].upos == Upos::Noun)
        });
        let held = content.filter(|&child| !is_participant(claim, syntax.words[child].range));
        held.map(|child| syntax.words[child].lemma.to_lowercase().to_string()).collect()
    };
    claim.ty == earlier.ty
        && claim.status == earlier.status
        && (noun || same_word && content(claim).is_subset(&content(earlier)))
        && within(&claim.actors, &earlier.actors)
        && within(&claim.recipients, &earlier.recipients)
        && (claim.timex.is_none() || date(claim) == date(earlier))
        && (claim.toponyms.is_empty() || places(claim) == places(earlier))
        && (claim.attributions.is_empty() || claim.attributions.first() == earlier.attributions.first())
}

fn is_participant(claim: &Claim, word: TextRange) -> bool {
    claim.actors.iter().chain(&claim.recipients).any(|actor| actor.range.contains(word))
}

fn within(some: &[Actor], all: &[Actor]) -> bool {
    let names: BTreeSet<&str> = all.iter().map(|actor| actor.name.as_str()).collect();
    some.iter().all(|actor| names.contains(actor.name.as_str()))
}
