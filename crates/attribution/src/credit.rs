//! The agency that a dateline credits: "MINSK, March 3 (Reuters) -".

use rapporteur_text::TextRange;

/// How many bytes of a line a dateline may take, and how many lines may stand before it.
const LONGEST: usize = 80;
const LINES: usize = 4;

/// The name of the agency. It speaks all that nobody else does, as the publisher would, and makes no attribution.
pub(crate) fn credit(text: &str) -> Option<TextRange> {
    let name = text.lines().filter(|line| !line.trim().is_empty()).take(LINES).find_map(in_line)?;
    let start = name.as_ptr() as usize - text.as_ptr() as usize;
    Some(TextRange::from_usize(start, start + name.len()))
}

fn in_line(line: &str) -> Option<&str> {
    let open = line.find('(').filter(|&open| open < LONGEST)?;
    let close = open + line[open..].find(')')?;
    let name = line[open + 1..close].trim();
    let dash = line[close + 1..].trim_start().starts_with(['-', '–', '—', '―', '_']);
    // Before the agency stand a place and a day, no sentence.
    let plain = line[..open].split_whitespace().all(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty() || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || word == "of"
    });
    let named = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 4;
    (dash && plain && named && name.chars().all(|c| c.is_alphanumeric() || " .-/&".contains(c))).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credited(text: &str) -> Option<&str> {
        credit(text).map(|range| range.of(text))
    }

    #[test]
    fn datelines_name_their_agency() {
        assert_eq!(credited("(Reuters) - Oil prices rose."), Some("Reuters"));
        assert_eq!(credited("Oil up\n\nMINSK, March 3 (Reuters) - Oil prices rose."), Some("Reuters"));
        assert_eq!(credited("TEHRAN (Tasnim) – A commander spoke."), Some("Tasnim"));
        assert_eq!(credited("MINSK, Belarus (AP) _ Talks failed."), Some("AP"));
    }

    #[test]
    fn other_brackets_are_none() {
        for text in
            ["", "(", "()", "The mayor (Labour) - a former nurse - resigned.", "Talks (again) failed.", "(a) - b"]
        {
            assert_eq!(credited(text), None, "{text}");
        }
    }
}
