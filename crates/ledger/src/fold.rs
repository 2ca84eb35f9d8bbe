//! Words as they are compared: without case, accents and marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded words of a text, in order.
///
/// ```
/// use rapporteur_ledger::folded_words;
/// assert_eq!(folded_words("Škoda’s F-16s, İzmir"), ["skoda", "s", "f", "16s", "izmir"]);
/// ```
pub fn folded_words(text: &str) -> Vec<String> {
    let folded: String = text
        .nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .filter(|&c| !is_combining_mark(c))
        .collect();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A word without its commonest endings, so that "signed" and "signing" agree. It need not be a word: stems are only
/// compared with one another.
pub(crate) fn stem(word: &str) -> String {
    const ENDINGS: [&str; 9] = ["ations", "ation", "ingly", "ings", "ing", "edly", "ed", "es", "s"];
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 3));
    let stem = cut.unwrap_or(word);
    let bare = stem.trim_end_matches(['e', 'y', 'i']);
    let stem = if bare.len() >= 3 { bare } else { stem };
    let mut letters: Vec<char> = stem.chars().collect();
    // Doubled before the ending: "banned", "ban".
    if cut.is_some() && letters.len() > 3 && letters[letters.len() - 1] == letters[letters.len() - 2] {
        letters.pop();
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [["sign", "signed", "signing"], ["ban", "banned", "banning"], ["agree", "agreed", "agrees"]] {
            let stems: Vec<String> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
        }
    }
}
