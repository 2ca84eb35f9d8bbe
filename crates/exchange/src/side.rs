//! What several formats need of an event.

use rapporteur_ledger::{EventDetail, Party, Version};

/// The version that tells most: the one that the list shows.
pub(crate) fn fullest(event: &EventDetail) -> Option<&Version> {
    let shown = &event.event;
    let is_shown = |version: &&Version| {
        let words: Vec<&str> = version.sentence.split_whitespace().collect();
        words.join(" ") == shown.sentence && version.printed.iter().any(|printed| printed.report == shown.report)
    };
    event.versions.iter().find(is_shown).or_else(|| event.versions.first())
}

/// Every actor with every recipient; a side that nobody stands on is `None`.
pub(crate) fn pairs(event: &EventDetail) -> Vec<(Option<&Party>, Option<&Party>)> {
    let (actors, recipients) = (&event.event.actors, &event.event.recipients);
    let mut pairs = Vec::new();
    if recipients.is_empty() && actors.len() > 1 {
        // Two who do the same thing together do it with one another.
        for (i, one) in actors.iter().enumerate() {
            let others = actors.iter().enumerate().filter(|(j, _)| *j != i);
            pairs.extend(others.map(|(_, other)| (Some(one), Some(other))));
        }
        return pairs;
    }
    for actor in or_nobody(actors) {
        pairs.extend(or_nobody(recipients).into_iter().map(|recipient| (actor, recipient)));
    }
    pairs
}

fn or_nobody(side: &[Party]) -> Vec<Option<&Party>> {
    if side.is_empty() { vec![None] } else { side.iter().map(Some).collect() }
}

/// The quad class by event type: 1 cooperation in words, 2 in deeds, 3 conflict in words, 4 in deeds.
pub(crate) fn quad(ty: &str) -> Option<u8> {
    Some(match ty {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => 1,
        "COOPERATE" | "AID" | "RETREAT" => 2,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 3,
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => 4,
        _ => return None,
    })
}
