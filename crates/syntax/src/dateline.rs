//! Where an agency's dateline ends: "MINSK, Belarus (AP) _ The two ministers met."
//!
//! A dateline is no part of the clause behind it. A parser that reads both together takes the town for the subject, so
//! they are read apart.

use crate::Word;

/// How many words a dateline may have, its dash included.
const LONGEST: usize = 16;

/// How many of a sentence's first words are a dateline; 0 where there is none.
pub(crate) fn dateline(words: &[Word]) -> usize {
    let is_dash = |word: &Word| word.form.chars().all(|c| "-–—_".contains(c));
    let Some(dash) = words.iter().take(LONGEST).position(is_dash) else { return 0 };
    let (place, Some(next)) = (&words[..dash], words.get(dash + 1)) else { return 0 };
    // In "US-led" and "Paris-based" the dash belongs to the word after it.
    let apart = words[dash].range.end < next.range.start;
    if apart && is_place(place) && !next.form.starts_with(char::is_lowercase) { dash + 1 } else { 0 }
}

/// Whether words name a town or its state in capitals, an agency in brackets, or both, with at most a date beside them.
fn is_place(words: &[Word]) -> bool {
    let Some(first) = words.first() else { return false };
    let is_capitals = |word: &Word, least: usize| {
        let letters = word.form.chars().filter(|c| c.is_alphabetic()).count();
        letters >= least && !word.form.chars().any(char::is_lowercase)
    };
    let capitals = is_capitals(first, 3) || words[1..].iter().any(|word| is_capitals(word, 2));
    let agency = words.last().is_some_and(|word| word.form == ")") && words.iter().any(|word| word.form == "(");
    // "of", "and", "de" stand in names too; longer words in lower case make a sentence.
    let name = |word: &Word| word.form.len() <= 3 || !word.form.starts_with(char::is_lowercase);
    (capitals || agency) && !first.form.starts_with(char::is_lowercase) && words.iter().all(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment;

    fn length(text: &str) -> usize {
        dateline(&segment(text).words)
    }

    #[test]
    fn datelines_end_with_their_dash() {
        assert_eq!(length("GENEVA, Switzerland (AP) _ The two sides signed an accord."), 7);
        assert_eq!(length("LAGOS, March 3 (Xinhua) -- Police said two men were held."), 8);
        assert_eq!(length("KABUL — “We will fight,” the commander said."), 2);
        assert_eq!(length("(CNN) -- Rebels took the town."), 4);
        assert_eq!(length("Paris (Reuters) - France recalled its envoy."), 5);
        assert_eq!(length("Nashville, TN – Today, the senator spoke."), 4);
    }

    #[test]
    fn other_dashes_end_none() {
        assert_eq!(length("US-led forces attacked the town."), 0);
        assert_eq!(length("NATO - the alliance of the west - met in Oslo."), 0);
        assert_eq!(length("The minister (John Low) - who was away - did not speak."), 0);
        assert_eq!(length("IRAN said that talks - The first in years - went well."), 0);
        assert_eq!(length(""), 0);
    }
}
