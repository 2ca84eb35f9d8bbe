//! How many were killed, hurt, arrested or protested, as a sentence tells it.

use crate::fold::folded_words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A number of people whom something befell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// `dead injured arrested protesting`.
    pub kind: String,
    /// How many.
    pub number: u64,
}

const PROTESTING: &str = "protesting";

/// How many words may stand between a number and the word that tells what befell those counted.
const NEAR: usize = 4;

/// The counts in a sentence, sorted.
///
/// ```
/// use rapporteur_ledger::counts;
/// let found = counts("At least 12 people were killed and 30 wounded, police said.");
/// let told: Vec<_> = found.iter().map(|count| (count.kind.as_str(), count.number)).collect();
/// assert_eq!(told, [("dead", 12), ("injured", 30)]);
/// ```
pub fn counts(sentence: &str) -> Vec<Count> {
    // "1,200" is one number; the folding would part it.
    let mut joined = String::with_capacity(sentence.len());
    let chars: Vec<char> = sentence.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        if !(c == ',' && digit(i.checked_sub(1)) && (1..=3).all(|n| digit(Some(i + n)))) {
            joined.push(c);
        }
    }
    let words = folded_words(&joined);
    let numbers: Vec<(usize, u64)> = (0..words.len()).filter_map(|i| Some((i, number(&words, i)?))).collect();
    let mut found: Vec<(usize, Count)> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let Some(kind) = kind(word) else { continue };
        // The number before it, as in "12 people were killed"; else right after it, as in "killed 12 people".
        let before = numbers.iter().rev().find(|(at, _)| *at < i && i - at <= NEAR && !crossed(&words[at + 1..i]));
        let after = numbers.iter().find(|(at, _)| *at > i && at - i <= 3 && !crossed(&words[i + 1..*at]));
        if let Some((at, number)) = before.or(after) {
            let is_year = (1900..2100).contains(number) && words[*at].len() == 4;
            if !is_year {
                found.push((*at, Count { kind: kind.to_owned(), number: *number }));
            }
        }
    }
    // "arrested 40 demonstrators": these 40 were arrested; how many protested is not told.
    let befell = |at: usize| found.iter().any(|(of, count)| *of == at && count.kind != PROTESTING);
    let mut found: Vec<Count> = found
        .iter()
        .filter(|(at, count)| count.kind != PROTESTING || !befell(*at))
        .map(|(_, count)| count.clone())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Whether another such word or a time stands between, so that the number belongs to that.
fn crossed(between: &[String]) -> bool {
    const OTHER: [&str; 12] =
        ["day", "days", "hours", "week", "weeks", "months", "years", "year", "percent", "million", "km", "miles"];
    between.iter().any(|word| kind(word).is_some() || OTHER.contains(&word.as_str()))
}

fn kind(word: &str) -> Option<&'static str> {
    match word {
        "killed" | "dead" | "died" | "deaths" | "kills" | "killing" | "fatalities" => Some("dead"),
        "injured" | "wounded" | "hurt" | "injuries" | "injuring" | "wounding" => Some("injured"),
        "arrested" | "detained" | "arrests" | "detentions" | "arresting" => Some("arrested"),
        "protesters" | "demonstrators" | "protested" | "marched" | "rallied" | "demonstrated" => Some(PROTESTING),
        _ => None,
    }
}

fn number(words: &[String], i: usize) -> Option<u64> {
    const UNITS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let word = words[i].as_str();
    let plain = word.parse().ok().or_else(|| UNITS.iter().position(|unit| *unit == word).map(|at| at as u64 + 1))?;
    match words.get(i + 1).map(String::as_str) {
        Some("hundred") => Some(plain * 100),
        Some("thousand") => plain.checked_mul(1000),
        _ => Some(plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sentence: &str) -> Vec<String> {
        counts(sentence).into_iter().map(|count| format!("{} {}", count.number, count.kind)).collect()
    }

    #[test]
    fn numbers_go_with_what_befell_those_counted() {
        assert_eq!(told("The strike killed three soldiers."), ["3 dead"]);
        assert_eq!(told("Police arrested 1,200 people."), ["1200 arrested"]);
        assert_eq!(told("Some 2 thousand demonstrators gathered."), ["2000 protesting"]);
        assert!(told("He was killed in 2014, 12 days ago.").is_empty());
        assert_eq!(told("Police arrested 40 demonstrators."), ["40 arrested"]);
        assert_eq!(told("Of 300 protesters 40 were arrested."), ["40 arrested", "300 protesting"]);
        assert!(told("Nobody was hurt.").is_empty());
    }
}
