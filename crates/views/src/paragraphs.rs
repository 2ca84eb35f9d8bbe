//! The paragraphs of a text.

use rapporteur::text::TextRange;

/// The paragraphs: runs of lines without an empty line between them; where a text has no empty lines, its lines.
///
/// ```
/// let text = "One\nmore.\n\nTwo.";
/// let words: Vec<&str> = rapporteur_views::paragraphs(text).map(|range| range.of(text)).collect();
/// assert_eq!(words, ["One\nmore.", "Two."]);
/// ```
pub fn paragraphs(text: &str) -> impl Iterator<Item = TextRange> + '_ {
    let parted = text.trim().contains("\n\n") || text.trim().contains("\r\n\r\n");
    let mut at = 0;
    let mut open: Option<TextRange> = None;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let (start, trimmed) = (at + line.len() - line.trim_start().len(), line.trim());
        at += line.len();
        if trimmed.is_empty() {
            found.extend(open.take());
            continue;
        }
        let here = TextRange::from_usize(start, start + trimmed.len());
        match open {
            Some(before) if parted => open = Some(before.cover(here)),
            _ => found.extend(open.replace(here)),
        }
    }
    found.extend(open);
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_parted_by_empty_lines_or_else_by_lines() {
        let of = |text: &str| paragraphs(text).map(|range| range.of(text).to_owned()).collect::<Vec<_>>();
        assert_eq!(of(" One.\nTwo.\n"), ["One.", "Two."]);
        assert_eq!(of("One\nmore.\n\nTwo."), ["One\nmore.", "Two."]);
        assert!(of(" \n\n").is_empty());
    }
}
