//! Tags and entities of a page, without a tree.

use crate::blocks::BLOCKS;
use unicode_normalization::char::compose;

/// Elements whose content is no text.
const UNSEEN: [&str; 4] = ["script", "style", "noscript", "template"];

/// Elements that need no end.
const OPEN: [&str; 27] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];

/// Pages are not that deep, nor have tags so many attributes; a parser takes the square of it in time.
const DEEPEST: usize = 1500;
const MOST_ATTRIBUTES: usize = 5000;

/// Whether a page can be parsed in reasonable time.
pub(crate) fn is_reasonable(page: &str) -> bool {
    let (mut at, mut depth, mut drawing) = (0, 0_usize, 0_usize);
    while let Some(found) = page[at..].find('<') {
        at += found;
        let end = after_tag(page, at);
        let tag = &page[at..end];
        let name: String = tag[1..].trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        let ends = tag.starts_with("</");
        if name == "svg" || name == "math" {
            drawing = if ends { drawing.saturating_sub(1) } else { drawing + 1 };
        }
        // Only in drawings does a slash at the end end an element.
        let is_whole = drawing > 0 && tag.ends_with("/>");
        if !name.is_empty() && !is_whole && !OPEN.contains(&&*name) && !UNSEEN.contains(&&*name) {
            depth = if ends { depth.saturating_sub(1) } else { depth + 1 };
        }
        let attributes = tag.bytes().filter(|byte| byte.is_ascii_whitespace() || *byte == b'/').count();
        if depth > DEEPEST
            || (attributes > MOST_ATTRIBUTES && tag.bytes().filter(|byte| *byte == b'=').count() > MOST_ATTRIBUTES)
        {
            return false;
        }
        at = end;
    }
    true
}

/// What lies in a piece of a page without its tags, each as a new line.
pub(crate) fn without_tags(page: &str) -> String {
    let (mut text, mut at) = (String::new(), 0);
    while let Some(found) = page[at..].find('<') {
        text.push_str(&page[at..at + found]);
        text.push('\n');
        at = after_tag(page, at + found);
    }
    text.push_str(&page[at..]);
    text
}

/// How many signs stand before the first tag that ends a paragraph, in a piece of a page that begins with a letter; `None`
/// where no such tag is there.
pub(crate) fn parts(page: &str) -> Option<usize> {
    let (mut signs, mut at) = (0, page.chars().next()?.len_utf8());
    if page.starts_with('&') {
        at = entity(page, 0).1;
    }
    while at < page.len() {
        let rest = &page[at..];
        if let Some(tag) = rest.strip_prefix('<') {
            let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            if BLOCKS.contains(&&*name.to_ascii_lowercase()) {
                return Some(signs);
            }
            at = after_tag(page, at);
        } else if rest.starts_with('&') {
            let end = entity(page, at).1;
            signs += usize::from(!rest.starts_with("&nbsp;") && !rest.starts_with("&#160;"));
            at = end;
        } else {
            let c = rest.chars().next()?;
            signs += usize::from(!c.is_whitespace());
            at += c.len_utf8();
        }
    }
    None
}

/// The byte after a tag or comment, or after an element that is not shown.
pub(crate) fn after_tag(page: &str, at: usize) -> usize {
    let rest = &page[at..];
    let find = |what: &str| rest.find(what).map_or(page.len(), |found| at + found + what.len());
    if rest.starts_with("<!--") {
        return find("-->");
    }
    if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return at + 1;
    }
    let name: String =
        rest[1..].chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if UNSEEN.contains(&&*name) {
        let bytes = rest.as_bytes();
        let end = bytes
            .windows(name.len() + 2)
            .position(|window| window.starts_with(b"</") && window[2..].eq_ignore_ascii_case(name.as_bytes()));
        return end.map_or(page.len(), |end| at + end + 2);
    }
    let mut quote = None;
    for (end, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return at + end + 1,
            // A quote opens a value only after its sign; a stray one would hide the rest of the page.
            (None, b'"' | b'\'') if rest[..end].trim_end().ends_with('=') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    page.len()
}

/// The character that an entity stands for, where it is a letter or digit, and the byte after it.
pub(crate) fn entity(page: &str, at: usize) -> (char, usize) {
    let rest = &page[at + 1..];
    let name: &str = &rest[..rest.bytes().take(12).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count()];
    let end = at + 1 + name.len() + usize::from(rest[name.len()..].starts_with(';'));
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    match number.and_then(char::from_u32).or_else(|| named(name)) {
        Some(c) => (c, end),
        // `&` and words, as in `R&D` written without care.
        None if !rest[name.len()..].starts_with(';') => ('&', at + 1),
        None => ('&', end),
    }
}

/// Letters by the names that HTML gives them; signs need no place.
fn named(name: &str) -> Option<char> {
    const MARKS: [(&str, char); 12] = [
        ("grave", '\u{300}'),
        ("acute", '\u{301}'),
        ("circ", '\u{302}'),
        ("tilde", '\u{303}'),
        ("macr", '\u{304}'),
        ("breve", '\u{306}'),
        ("dot", '\u{307}'),
        ("uml", '\u{308}'),
        ("ring", '\u{30a}'),
        ("caron", '\u{30c}'),
        ("cedil", '\u{327}'),
        ("ogon", '\u{328}'),
    ];
    const OTHERS: [(&str, char); 14] = [
        ("szlig", 'ß'),
        ("AElig", 'Æ'),
        ("aelig", 'æ'),
        ("OElig", 'Œ'),
        ("oelig", 'œ'),
        ("Oslash", 'Ø'),
        ("oslash", 'ø'),
        ("ETH", 'Ð'),
        ("eth", 'ð'),
        ("THORN", 'Þ'),
        ("thorn", 'þ'),
        ("Lstrok", 'Ł'),
        ("lstrok", 'ł'),
        ("imath", 'ı'),
    ];
    let other = OTHERS.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    other.or_else(|| {
        let base = name.chars().next()?;
        let mark = &name[base.len_utf8()..];
        MARKS.iter().find(|(known, _)| *known == mark).and_then(|(_, mark)| compose(base, *mark))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_take_the_square_of_their_length_are_told_apart() {
        assert!(is_reasonable(&"<div><p>x<br></div>".repeat(10_000)));
        assert!(is_reasonable(&"<p>x<li>y".repeat(10_000)));
        assert!(is_reasonable(&format!("<svg>{}</svg>", "<path d='x'/>".repeat(10_000))));
        assert!(!is_reasonable(&"<div>".repeat(10_000)) && !is_reasonable(&"<b/>".repeat(10_000)));
        assert!(!is_reasonable(&format!("<p {}>", "a=1 ".repeat(10_000))));
        assert_eq!(without_tags("a<b>c</b d='>'>e"), "a\nc\ne");
    }
}
