//! What is compared of a claim.

use crate::day::day;
use crate::fold::{folded_words, stem};
use crate::key::Key;
use crate::numbers::{Count, counts};
use crate::pack::{self, Kind};
use rapporteur::output::{Claim, Participant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io;

/// What two claims must share to be the same telling, and what tellings are compared by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Telling {
    pub(crate) ty: String,
    pub(crate) status: String,
    /// The frame that coded it.
    pub(crate) rule: String,
    /// The trigger's stems.
    pub(crate) trigger: String,
    /// Where the trigger stands in its sentence, in code points.
    pub(crate) at: u32,
    /// The stems of the sentence's words of content, in alphabetical order.
    pub(crate) words: Vec<String>,
    pub(crate) actors: Vec<Party>,
    pub(crate) recipients: Vec<Party>,
    /// First and last day of the event.
    pub(crate) days: Option<(i64, i64)>,
    /// The day of publication.
    pub(crate) published: Option<i64>,
    pub(crate) place: Option<Spot>,
    pub(crate) counts: Vec<Count>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Party {
    /// The folded words of the name.
    pub(crate) name: Vec<String>,
    pub(crate) country: Option<String>,
    pub(crate) sector: Option<String>,
    /// Whether the name is one, and not a description such as "protesters".
    pub(crate) named: bool,
}

/// Where it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spot {
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) geonames: Option<u32>,
    /// A whole country, or wider.
    pub(crate) wide: bool,
}

impl Telling {
    /// The telling of a claim, whose sentence has this text and begins at this code point.
    pub(crate) fn of(claim: &Claim, sentence: &str, start: u32, published: Option<i64>) -> Self {
        let days = claim.date.as_ref().and_then(|date| Some((day(date.from.as_deref()?)?, day(date.to.as_deref()?)?)));
        let place = claim.place.as_ref().map(|place| Spot {
            name: folded_words(&place.name).join(" "),
            country: place.country.clone(),
            geonames: place.geonames_id,
            wide: place.precision.as_deref() == Some("country"),
        });
        let words: BTreeSet<String> =
            folded_words(sentence).iter().filter(|word| has_content(word)).map(|word| stem(word)).collect();
        Self {
            ty: claim.ty.clone(),
            status: claim.status.clone(),
            rule: claim.rule.clone(),
            trigger: trigger(&claim.trigger.text),
            at: claim.trigger.start.saturating_sub(start),
            words: words.into_iter().collect(),
            actors: claim.actors.iter().map(Party::of).collect(),
            recipients: claim.recipients.iter().map(Party::of).collect(),
            days,
            published,
            place,
            counts: counts(sentence),
        }
    }

    /// Equal tellings have equal keys.
    pub(crate) fn key(&self) -> Key {
        Key::of(&[serde_json::to_string(self).unwrap_or_default().as_bytes()])
    }

    /// What is compared, as the ledger keeps it.
    pub(crate) fn pack(&self) -> io::Result<Vec<u8>> {
        pack::pack(Kind::Telling, &serde_json::to_vec(self)?)
    }

    /// The reverse of [`Telling::pack`].
    pub(crate) fn unpack(packed: &[u8]) -> io::Result<Self> {
        Ok(serde_json::from_slice(&pack::unpack(packed)?)?)
    }

    /// All who take part.
    pub(crate) fn parties(&self) -> impl Iterator<Item = &Party> {
        self.actors.iter().chain(&self.recipients)
    }

    /// Whether it takes two sides that do the same: who is actor and who recipient is then a matter of wording.
    pub(crate) fn is_mutual(&self) -> bool {
        matches!(self.ty.as_str(), "AGREE" | "CONSULT" | "COOPERATE" | "SUPPORT")
    }
}

impl Party {
    fn of(party: &Participant) -> Self {
        Self {
            name: folded_words(&party.name),
            country: party.country.clone(),
            sector: party.sector.clone(),
            named: party.name.split_whitespace().any(|word| word.starts_with(char::is_uppercase)),
        }
    }

    /// What it is looked up by: the last word of a name, else the country.
    pub(crate) fn handle(&self) -> Option<String> {
        let last = self.name.last().filter(|_| self.named).map(|word| stem(word));
        last.or_else(|| self.country.clone())
    }
}

fn trigger(words: &str) -> String {
    folded_words(words).iter().filter(|word| has_content(word)).map(|word| stem(word)).collect::<Vec<_>>().join(" ")
}

/// Whether a word says something of its own: long enough, and none of the commonest of function.
pub(crate) fn has_content(word: &str) -> bool {
    const COMMON: [&str; 58] = [
        "about", "after", "also", "and", "are", "been", "before", "being", "but", "could", "did", "does", "during",
        "for", "from", "had", "has", "have", "her", "him", "his", "into", "its", "more", "not", "off", "one", "our",
        "out", "over", "said", "says", "she", "should", "some", "such", "than", "that", "the", "their", "them", "then",
        "there", "these", "they", "this", "those", "under", "was", "were", "what", "when", "which", "while", "who",
        "will", "with", "would",
    ];
    (word.len() > 2 || word.bytes().all(|byte| byte.is_ascii_digit())) && COMMON.binary_search(&word).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_function_say_nothing() {
        assert!(!has_content("the") && !has_content("would") && !has_content("of"));
        assert!(has_content("troops") && has_content("7"));
        assert_eq!(trigger("held talks"), "held talk");
    }
}
