//! What several formats need of an event.

use jiff::civil::Date;
use rapporteur::output::DateField;
use rapporteur_ledger::{EventDetail, EventRow, Party, Version};

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
    rapporteur_views::quad(ty).code()
}

/// How exact a date is: `day`, `month` or `year` where it is all of one, else `interval`; `None` where it has no ends.
pub(crate) fn precision(told: &DateField) -> Option<&'static str> {
    let end = |iso: &Option<String>| iso.as_deref()?.get(..10)?.parse::<Date>().ok();
    let (Some(from), Some(to)) = (end(&told.from), end(&told.to)) else {
        return (told.from.is_some() || told.to.is_some()).then_some("interval");
    };
    Some(if from == to {
        "day"
    } else if (from.first_of_year(), from.last_of_year()) == (from, to) {
        "year"
    } else if (from.first_of_month(), from.last_of_month()) == (from, to) {
        "month"
    } else {
        "interval"
    })
}

/// `SUPPORT: Iran, Belarus → Russia`.
pub(crate) fn headline(event: &EventRow) -> String {
    let names = |parties: &[Party]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ");
    match (event.actors.as_slice(), event.recipients.as_slice()) {
        ([], []) => event.ty.clone(),
        (who, []) => format!("{}: {}", event.ty, names(who)),
        ([], whom) => format!("{}: → {}", event.ty, names(whom)),
        (who, whom) => format!("{}: {} → {}", event.ty, names(who), names(whom)),
    }
}

/// Who says so, outermost first, as far as the text tells; empty in the report's own voice.
pub(crate) fn chain(version: &Version) -> String {
    let links = version.claim.attribution.iter();
    let said = links.filter_map(|link| {
        let cue = link.cue.as_ref().map(|cue| cue.text.as_str());
        link.source.as_ref().map(|source| source.name.as_str()).or(cue)
    });
    said.collect::<Vec<_>>().join(" › ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made;

    #[test]
    fn a_date_is_as_exact_as_what_it_covers() {
        let of = |from: &str, to: &str| precision(&made::date("then", from, to));
        assert_eq!(of("2024-02-29", "2024-02-29"), Some("day"));
        assert_eq!(of("2024-02-01", "2024-02-29"), Some("month"));
        assert_eq!(of("2024-01-01", "2024-12-31"), Some("year"));
        assert_eq!(of("2024-02-01", "2024-02-28"), Some("interval"));
        assert_eq!(of("2024-02-01", ""), Some("interval"));
        assert_eq!(of("", ""), None);
    }
}
