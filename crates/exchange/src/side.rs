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
    let or_none = |side: &'_ [Party]| -> Vec<usize> { (0..side.len()).collect() };
    let (actors, recipients) = (&event.event.actors, &event.event.recipients);
    let mut pairs = Vec::new();
    match (actors.is_empty(), recipients.is_empty()) {
        (false, false) => {
            for actor in actors {
                pairs.extend(recipients.iter().map(|recipient| (Some(actor), Some(recipient))));
            }
        }
        // Two who do the same thing together do it with one another.
        (false, true) if actors.len() > 1 => {
            for one in or_none(actors) {
                pairs.extend(
                    or_none(actors)
                        .into_iter()
                        .filter(|other| *other != one)
                        .map(|other| (Some(&actors[one]), Some(&actors[other]))),
                );
            }
        }
        (false, true) => pairs.extend(actors.iter().map(|actor| (Some(actor), None))),
        (true, false) => pairs.extend(recipients.iter().map(|recipient| (None, Some(recipient)))),
        (true, true) => pairs.push((None, None)),
    }
    pairs
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
