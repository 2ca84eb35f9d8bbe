//! The report's text in atoms: runs of letters, numbers and single signs.
//!
//! Time expressions are full of signs that tokenisers cut in different ways ("third-quarter", "10:35", "p.m.", "mid-1990s").
//! So this room cuts the text itself and maps its findings onto the words of the syntax; a rule then means the same
//! whatever the tokeniser did.

use crate::vocabulary::Vocabulary;

/// A number as it was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    /// A whole number; `digits` is how many digits it was written with, 0 when in words.
    Whole { value: i64, digits: u8 },
    /// A number with a fraction: "2.5", "5 1/2".
    Decimal(f64),
    /// A place in a row: "3rd", "twenty-first".
    Ordinal(i64),
    /// "1990s" (1990), "80s" (80).
    Decade(i64),
    /// A year read aloud: "nineteen ninety-six".
    SpokenYear(i64),
}

/// One piece of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Its place in the vocabulary; `None` for a word that no rule or class names.
    pub(crate) word: Option<u32>,
    pub(crate) number: Option<Number>,
    /// No white space stands before it.
    pub(crate) glued: bool,
    /// It begins with a capital letter.
    pub(crate) capital: bool,
    /// It is made of letters.
    pub(crate) letters: bool,
    /// No expression may reach across the border before it: a blank line, a new sentence.
    pub(crate) breaks: bool,
}

/// Cuts a text into atoms. One pass.
pub(crate) fn cut(text: &str, vocabulary: &Vocabulary) -> Vec<Atom> {
    let bytes = text.as_bytes();
    let mut atoms: Vec<Atom> = Vec::with_capacity(text.len() / 5);
    let mut lower = String::new();
    let (mut at, mut glued, mut newlines) = (0, false, 2);
    while at < bytes.len() {
        let c = text[at..].chars().next().unwrap_or(' ');
        if c.is_whitespace() {
            newlines += usize::from(c == '\n');
            glued = false;
            at += c.len_utf8();
            continue;
        }
        let start = at;
        let mut atom = Atom {
            start: start as u32,
            end: 0,
            word: None,
            number: None,
            glued,
            capital: c.is_uppercase(),
            letters: c.is_alphabetic(),
            breaks: newlines > 1,
        };
        if c.is_ascii_digit() {
            (at, atom.number) = digits(bytes, at);
            atom.word = vocabulary.find(&text[start..at]);
        } else if c.is_alphabetic() {
            lower.clear();
            at = letters(text, at, &mut lower);
            atom.word = vocabulary.find(&lower);
            let dotted = bytes.get(at) == Some(&b'.');
            if dotted && atom.word.is_some_and(|word| vocabulary.is_abbreviation(word)) {
                at += 1;
            }
        } else {
            at += c.len_utf8();
            lower.clear();
            lower.push(plain_sign(c));
            atom.word = vocabulary.find(&lower);
        }
        atom.end = at as u32;
        atoms.push(atom);
        (glued, newlines) = (true, 0);
    }
    atoms
}

/// Typographic variants of a sign are one sign to the rules.
fn plain_sign(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '“' | '”' => '"',
        other => other,
    }
}

/// Reads letters from `at`; initials with dots ("p.m.", "A.D.") are one word, lower-cased without the dots.
fn letters(text: &str, at: usize, lower: &mut String) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    for c in text[at..].chars() {
        if !c.is_alphabetic() {
            break;
        }
        end += c.len_utf8();
        lower.extend(c.to_lowercase());
    }
    if end != at + 1 {
        return end;
    }
    let mut initials = end;
    while bytes.get(initials) == Some(&b'.')
        && bytes.get(initials + 1).is_some_and(u8::is_ascii_alphabetic)
        && !bytes.get(initials + 2).is_some_and(u8::is_ascii_alphanumeric)
    {
        lower.push(bytes[initials + 1].to_ascii_lowercase() as char);
        initials += 2;
    }
    if initials > end && bytes.get(initials) == Some(&b'.') {
        initials += 1;
    }
    initials
}

/// Reads a number from `at`: "1998", "2,000", "5.5", "2nd", "1990s".
fn digits(bytes: &[u8], at: usize) -> (usize, Option<Number>) {
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = at + run(at);
    let count = end - at;
    let mut value = decimal(&bytes[at..end]);
    if count <= 3 && bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
        while bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
            value = value.saturating_mul(1000).saturating_add(decimal(&bytes[end + 1..end + 4]));
            end += 4;
        }
        // A number with a thousands separator is no year and no day.
        return (end, Some(Number::Whole { value, digits: 9 }));
    }
    if bytes.get(end) == Some(&b'.') {
        let fraction = run(end + 1);
        let after = end + 1 + fraction;
        let dated = bytes.get(after) == Some(&b'.') && bytes.get(after + 1).is_some_and(u8::is_ascii_digit);
        let dated = dated || at > 1 && bytes[at - 1] == b'.' && bytes[at - 2].is_ascii_digit();
        if fraction > 0 && !dated {
            let digits = fraction.min(9);
            let part = decimal(&bytes[end + 1..end + 1 + digits]) as f64 / 10_f64.powi(digits as i32);
            return (after, Some(Number::Decimal(value as f64 + part)));
        }
    }
    let suffix_end = end + bytes[end..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let suffix = bytes[end..suffix_end].to_ascii_lowercase();
    match suffix.as_slice() {
        b"st" | b"nd" | b"rd" | b"th" => (suffix_end, Some(Number::Ordinal(value))),
        b"s" if value % 10 == 0 && matches!(count, 2 | 4) => (suffix_end, Some(Number::Decade(value))),
        _ => (end, Some(Number::Whole { value, digits: count.min(9) as u8 })),
    }
}

fn decimal(bytes: &[u8]) -> i64 {
    bytes.iter().fold(0_i64, |n, b| n.saturating_mul(10).saturating_add(i64::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn atoms_do_not_depend_on_spaces_or_signs() {
        let vocabulary = Vocabulary::default();
        let text = "At 10:35 p.m. in the mid-1990s, 2,000 on the 2nd; 5.5 in 12.03.2025";
        let atoms = cut(text, &vocabulary);
        let shown: Vec<_> = atoms.iter().map(|a| &text[a.start as usize..a.end as usize]).collect();
        let expected = [
            "At", "10", ":", "35", "p.m.", "in", "the", "mid", "-", "1990s", ",", "2,000", "on", "the", "2nd", ";",
            "5.5", "in", "12", ".", "03", ".", "2025",
        ];
        assert_eq!(shown, expected);
        assert_eq!(atoms[9].number, Some(Number::Decade(1990)));
        assert_eq!(atoms[14].number, Some(Number::Ordinal(2)));
        assert_eq!(atoms[16].number, Some(Number::Decimal(5.5)));
    }
}
