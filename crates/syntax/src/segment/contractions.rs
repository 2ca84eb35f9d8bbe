//! Parts contractions into the words that UD has for them: "don't" is "do" and "n't".

use super::wordlists::WordLists;
use crate::Word;
use rapporteur_text::TextRange;

/// No contraction is longer, in bytes.
const LONGEST: usize = 48;

/// Adds the words of a token.
pub(super) fn push_words(text: &str, token: TextRange, words: &mut Vec<Word>) {
    let form = token.of(text);
    let lengths = if form.len() <= LONGEST && may_be_contracted(form) { parts(form) } else { Vec::new() };
    if lengths.len() < 2 {
        words.push(Word::unread(token, form));
        return;
    }
    let mut at = token.start as usize;
    for (part, length) in lengths.iter().enumerate() {
        let range = TextRange::from_usize(at, at + length);
        let mut word = Word::unread(range, range.of(text));
        word.part = (lengths.len() as u8, part as u8);
        words.push(word);
        at += length;
    }
}

/// A quick look that spares most tokens the rest.
fn may_be_contracted(form: &str) -> bool {
    form.len() > 1
        && (form.bytes().any(|b| matches!(b, b'\'' | b'`' | 0xe2 | 0xc2))
            || (form.len() <= 9 && form.bytes().all(|b| b.is_ascii_alphabetic())))
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '‘' | '´')
}

/// The lengths in bytes of the words in a token; one or none where it is not contracted.
fn parts(form: &str) -> Vec<usize> {
    let lists = WordLists::embedded();
    let plain: String = form.chars().map(|c| if is_apostrophe(c) { '\'' } else { c.to_ascii_lowercase() }).collect();
    if lists.exceptions.contains(&plain) {
        return Vec::new();
    }
    if let Some(whole) = lists.whole.get(&plain) {
        // "IM" and "Im" may be a name; so may "IVE". Only the forms that people write in haste are parted.
        let hasty = plain.contains('\'') || !matches!(plain.as_str(), "im" | "ive" | "hes") || !is_capitals(form);
        return if hasty { byte_lengths(form, whole) } else { Vec::new() };
    }
    let mut ends = vec![plain.chars().count()];
    let mut stem = plain.as_str();
    while let Some(shorter) = strip_clitic(stem, &lists.clitics) {
        stem = shorter;
        ends.push(stem.chars().count());
    }
    ends.push(0);
    ends.reverse();
    let lengths: Vec<usize> = ends.windows(2).map(|pair| pair[1] - pair[0]).collect();
    byte_lengths(form, &lengths)
}

fn is_capitals(form: &str) -> bool {
    form.bytes().all(|b| b.is_ascii_uppercase())
}

/// The stem before a clitic; it must be a word and not a number ("1980's").
fn strip_clitic<'w>(word: &'w str, clitics: &[String]) -> Option<&'w str> {
    let stem = clitics.iter().find_map(|clitic| word.strip_suffix(clitic.as_str())).or_else(|| {
        // The plural's possessive, "workers'".
        word.strip_suffix('\'').filter(|stem| stem.ends_with(['s', 'x', 'z']))
    })?;
    stem.chars().any(char::is_alphabetic).then_some(stem)
}

/// From lengths in characters to lengths in bytes.
fn byte_lengths(form: &str, lengths: &[usize]) -> Vec<usize> {
    let mut chars = form.chars();
    lengths.iter().map(|&n| chars.by_ref().take(n).map(char::len_utf8).sum()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_are_parted() {
        let parted = |form: &str| {
            let mut words = Vec::new();
            push_words(form, TextRange::from_usize(0, form.len()), &mut words);
            words.iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ")
        };
        for (form, want) in [
            ("don't", "do n't"),
            ("Can’t", "Ca n’t"),
            ("cannot", "can not"),
            ("I'm", "I 'm"),
            ("minister's", "minister 's"),
            ("workers’", "workers ’"),
            ("shouldn't've", "should n't 've"),
            ("gonna", "gon na"),
            ("o'clock", "o'clock"),
            ("O'Brien", "O'Brien"),
            ("1980's", "1980's"),
            ("'s", "'s"),
            ("its", "its"),
            ("dunno", "du n no"),
        ] {
            assert_eq!(parted(form), want);
        }
    }
}
