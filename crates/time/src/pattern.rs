//! The pattern language of the rules.
//!
//! A pattern is a row of elements between spaces: a literal word or sign (`of`, `,`), a class in braces (`{month}`,
//! with a name for what it reads: `{int:year}`), `~` before an element that must follow without white space,
//! `[…]` for what may be missing and `(a|b)` for alternatives.

use crate::vocabulary::{Symbol, Vocabulary};

/// One element of a pattern without options.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Element {
    pub(crate) symbol: Symbol,
    /// It must follow the element before without white space.
    pub(crate) glued: bool,
    /// The name under which its value is read; `None` for literals.
    pub(crate) name: Option<String>,
}

/// How many rows one pattern may stand for.
const LIMIT: usize = 4096;

/// All rows of elements that a pattern stands for, or what is wrong with it.
pub(crate) fn expand(pattern: &str, vocabulary: &mut Vocabulary) -> Result<Vec<Vec<Element>>, String> {
    let pieces = split(pattern);
    let mut at = 0;
    let mut rows = alternatives(&pieces, &mut at, vocabulary)?;
    if at < pieces.len() {
        return Err(format!("`{}` closes nothing in the pattern `{pattern}`", pieces[at]));
    }
    rows.sort();
    rows.dedup();
    if rows.iter().any(Vec::is_empty) {
        return Err(format!("the pattern `{pattern}` may match nothing at all"));
    }
    Ok(rows)
}

fn split(pattern: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for piece in pattern.split_whitespace() {
        let mut rest = piece;
        while let Some(at) = rest.find(['[', ']', '(', ')', '|']) {
            if at > 0 {
                pieces.push(&rest[..at]);
            }
            pieces.push(&rest[at..=at]);
            rest = &rest[at + 1..];
        }
        if !rest.is_empty() {
            pieces.push(rest);
        }
    }
    pieces
}

fn alternatives(pieces: &[&str], at: &mut usize, vocabulary: &mut Vocabulary) -> Result<Vec<Vec<Element>>, String> {
    let mut all = Vec::new();
    loop {
        all.extend(sequence(pieces, at, vocabulary)?);
        if pieces.get(*at) != Some(&"|") {
            return Ok(all);
        }
        *at += 1;
    }
}

fn sequence(pieces: &[&str], at: &mut usize, vocabulary: &mut Vocabulary) -> Result<Vec<Vec<Element>>, String> {
    let mut rows = vec![Vec::new()];
    while let Some(&piece) = pieces.get(*at) {
        let next = match piece {
            "|" | "]" | ")" => break,
            "[" | "(" => {
                *at += 1;
                let close = if piece == "[" { "]" } else { ")" };
                let mut inner = alternatives(pieces, at, vocabulary)?;
                if pieces.get(*at) != Some(&close) {
                    return Err(format!("a `{piece}` lacks its `{close}`"));
                }
                if piece == "[" {
                    inner.push(Vec::new());
                }
                inner
            }
            literal => vec![vec![element(literal, vocabulary)?]],
        };
        *at += 1;
        rows = rows.iter().flat_map(|row| next.iter().map(|more| [row.as_slice(), more].concat())).collect();
        if rows.len() > LIMIT {
            return Err(format!("a pattern stands for more than {LIMIT} rows; write it as several"));
        }
    }
    Ok(rows)
}

fn element(piece: &str, vocabulary: &mut Vocabulary) -> Result<Element, String> {
    let (glued, piece) = piece.strip_prefix('~').map_or((false, piece), |rest| (true, rest));
    if let Some(inner) = piece.strip_prefix('{') {
        let inner = inner.strip_suffix('}').ok_or_else(|| format!("`{piece}` lacks its closing brace"))?;
        let (class, name) = inner.split_once(':').unwrap_or((inner, inner));
        return Ok(Element { symbol: vocabulary.class(class), glued, name: Some(name.to_owned()) });
    }
    if piece.is_empty() || piece.chars().any(char::is_uppercase) {
        return Err(format!("`{piece}` is no element: literals are written in small letters"));
    }
    Ok(Element { symbol: vocabulary.literal(piece), glued, name: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_and_alternatives_multiply() {
        let mut vocabulary = Vocabulary::default();
        let rows = expand("[the] (early|late) {month:m} [~, {year}]", &mut vocabulary).unwrap();
        assert_eq!(rows.len(), 8);
        assert!(rows.iter().any(|row| row.len() == 5 && row[3].glued));
    }

    #[test]
    fn faults_are_told() {
        let mut vocabulary = Vocabulary::default();
        for wrong in ["[a", "a)", "[a]", "{a", "May"] {
            assert!(expand(wrong, &mut vocabulary).is_err(), "{wrong}");
        }
    }
}
