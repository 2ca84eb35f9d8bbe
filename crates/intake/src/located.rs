//! The way back from paragraphs to the page that they were taken from.
//!
//! An extractor hands over text and no places. They are found again by the letters and digits: the page is read once,
//! without its tags, and each paragraph is looked for in it, in order.

use crate::charset::{Decoded, in_bytes};
use crate::tags::{after_tag, entity, parts};
use rapporteur_text::{Notice, Original, TextRange};

/// So many paragraphs that are not there are looked for in the whole page; others only after the last one found.
const PATIENCE: usize = 100;

/// Letters and digits with the byte at which each begins.
#[derive(Default)]
pub(crate) struct Letters {
    letters: String,
    /// For each byte of `letters`.
    places: Vec<u32>,
}

impl Letters {
    fn push(&mut self, c: char, place: usize) {
        if c.is_alphanumeric() {
            self.letters.push(c);
            self.places.resize(self.letters.len(), place as u32);
        }
    }

    fn of_text(text: &str, from: usize) -> Self {
        let mut letters = Self::default();
        for (place, c) in text.char_indices() {
            letters.push(c, from + place);
        }
        letters
    }

    /// The letters that a page shows.
    pub(crate) fn of_page(page: &str) -> Self {
        let mut letters = Self::default();
        let bytes = page.as_bytes();
        let mut at = 0;
        while at < page.len() {
            match bytes[at] {
                b'<' => at = after_tag(page, at),
                b'&' => {
                    let (c, end) = entity(page, at);
                    letters.push(c, at);
                    at = end;
                }
                _ => {
                    let c = page[at..].chars().next().unwrap_or(' ');
                    letters.push(c, at);
                    at += c.len_utf8();
                }
            }
        }
        letters
    }
}

/// Finds the paragraphs of `text`, which are parted by empty lines, in the page; says in a notice which are not there.
pub(crate) fn locate(text: &str, shown: &Letters, bytes: &[u8], page: &Decoded) -> (Original, Vec<Notice>) {
    let mut search = Search { shown, after: 0, missed: 0 };
    let ascii_only = page.encoding != encoding_rs::UTF_8;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut notices = Vec::new();
    let mut lost: Option<TextRange> = None;
    let mut start = 0;
    for paragraph in text.split_inclusive("\n\n") {
        let words = paragraph.trim_end();
        // Where a paragraph is not there as a whole, something may have been cut out of it: its parts are looked for.
        let parts =
            if search.is_there(words) { vec![words] } else { words.split_inclusive([',', '.', ';', '\n']).collect() };
        let mut from = start;
        for part in parts {
            let letters = Letters::of_text(part, from);
            if let Some(at) = search.find(&letters.letters) {
                add(&mut pieces, &letters, &shown.places[at..], text, &page.text, ascii_only);
            } else if !letters.letters.is_empty() {
                let here = TextRange::from_usize(from, from + part.trim_end().len());
                lost = Some(lost.map_or(here, |lost| lost.cover(here)));
            }
            from += part.len();
        }
        if let Some(range) = lost.take() {
            let message = "these words were not found again in the page, as they stand here";
            notices.push(Notice::new("intake/not-located", message).at(range));
        }
        start += paragraph.len();
    }
    (in_page(&pieces, bytes, page), notices)
}

/// Parts paragraphs where the page does: short pages come out of the extractor as one paragraph, without even a space
/// between the last word of one and the first of the next.
pub(crate) fn parted(paragraphs: Vec<String>, shown: &Letters, page: &str) -> Vec<String> {
    let mut search = Search { shown, after: 0, missed: 0 };
    let mut all = Vec::new();
    for paragraph in paragraphs {
        let letters = Letters::of_text(&paragraph, 0);
        let Some(at) = search.find(&letters.letters) else {
            all.push(paragraph);
            continue;
        };
        let mut from = 0;
        let starts: Vec<usize> = letters.letters.char_indices().map(|(start, _)| start).collect();
        for pair in starts.windows(2) {
            let (before, after) = (shown.places[at + pair[0]] as usize, shown.places[at + pair[1]] as usize);
            let (here, next) = (letters.places[pair[0]] as usize, letters.places[pair[1]] as usize);
            let between = &page[before..after.max(before)];
            let Some(signs) = parts(between) else { continue };
            // The letter itself, then as many signs as stand before the tag.
            let mut gap = paragraph[here..next].char_indices().skip(1).filter(|(_, c)| !c.is_whitespace());
            let cut = gap.nth(signs).map_or(next, |(cut, _)| here + cut);
            all.push(paragraph[from..cut].trim().to_owned());
            from = cut;
        }
        all.push(paragraph[from..].trim().to_owned());
    }
    all.retain(|paragraph| !paragraph.is_empty());
    all
}

/// Where the letters are looked for.
struct Search<'p> {
    shown: &'p Letters,
    after: usize,
    missed: usize,
}

impl Search<'_> {
    fn is_there(&self, words: &str) -> bool {
        let letters = Letters::of_text(words, 0).letters;
        self.shown.letters[self.after..].contains(&letters)
    }

    /// The place in the shown letters, after the last one where it is there, else anywhere.
    fn find(&mut self, letters: &str) -> Option<usize> {
        if letters.is_empty() {
            return None;
        }
        let after = self.shown.letters[self.after..].find(letters).map(|at| self.after + at);
        // A few letters are found anywhere.
        let found = after.or_else(|| {
            let may = letters.len() >= 12 && self.missed < PATIENCE;
            may.then(|| self.shown.letters.find(letters)).flatten()
        });
        match found {
            Some(at) => self.after = at + letters.len(),
            None => self.missed += 1,
        }
        found
    }
}

/// A range of the text and of the page as it was decoded.
#[derive(Clone, Copy)]
struct Piece {
    text: TextRange,
    page: TextRange,
}

/// Adds letters with their places as pieces, each as long as text and page are the same.
fn add(pieces: &mut Vec<Piece>, letters: &Letters, places: &[u32], text: &str, page: &str, ascii_only: bool) {
    let mut at = 0;
    for c in letters.letters.chars() {
        let (here, there) = (letters.places[at] as usize, places[at] as usize);
        at += c.len_utf8();
        let same = page[there..].starts_with(c);
        let length = if same { c.len_utf8() } else { entity(page, there).1 - there };
        let piece = Piece {
            text: TextRange::from_usize(here, here + c.len_utf8()),
            page: TextRange::from_usize(there, there + length),
        };
        if let Some(last) = pieces.last_mut()
            && last.text.end <= piece.text.start
            && last.page.end <= piece.page.start
        {
            let between = |range: TextRange, end: u32, of: &'_ str| of[range.end as usize..end as usize].to_owned();
            let (gap, page_gap) = (piece.text.start - last.text.end, piece.page.start - last.page.end);
            let joins = same && gap == page_gap && gap < 64 && last.text.len() == last.page.len() && {
                let (a, b) = (between(last.text, piece.text.end, text), between(last.page, piece.page.end, page));
                a == b && (!ascii_only || (a.is_ascii() && last.text.of(text).is_ascii()))
            };
            if joins {
                last.text.end = piece.text.end;
                last.page.end = piece.page.end;
                continue;
            }
        }
        pieces.push(piece);
    }
}

/// The pieces with their bytes in the page as it came.
fn in_page(pieces: &[Piece], bytes: &[u8], page: &Decoded) -> Original {
    let mut places: Vec<u32> = pieces.iter().flat_map(|piece| [piece.page.start, piece.page.end]).collect();
    places.sort_unstable();
    places.dedup();
    let found = in_bytes(bytes, page, &places);
    let byte = |place: u32| places.binary_search(&place).map_or(0, |at| found[at]);
    let mut original = Original::default();
    for piece in pieces {
        original.push(piece.text, TextRange::new(byte(piece.page.start), byte(piece.page.end)));
    }
    original
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charset::decode;

    fn there(page: &[u8], text: &str, words: &str) -> String {
        let decoded = decode(page, None, Some("windows-1252")).unwrap();
        let (original, _) = locate(text, &Letters::of_page(&decoded.text), page, &decoded);
        let at = text.find(words).unwrap();
        let range = original.bytes(TextRange::from_usize(at, at + words.len()));
        range.map_or(String::new(), |range| {
            String::from_utf8_lossy(&page[range.start as usize..range.end as usize]).into_owned()
        })
    }

    #[test]
    fn words_are_found_in_the_page() {
        let page = "<p title='a > deal'>The <b>d&eacute;al</b> of&nbsp;M&#252;nchen holds &mdash; <!-- deal --> so far.</p><script>x</script><p>Next"
            .as_bytes();
        let text = "The déal of München holds — so far.\n\nNext\n";
        assert_eq!(there(page, text, "The"), "The");
        assert_eq!(there(page, text, "déal"), "d&eacute;al");
        assert_eq!(there(page, text, "München"), "M&#252;nchen");
        assert_eq!(there(page, text, "déal of"), "d&eacute;al</b> of");
        assert_eq!(there(page, text, "far."), "far");
        assert_eq!(there(page, text, "Next"), "Next");
        assert_eq!(there(b"<p>caf\xe9 ol\xe9", "café olé\n", "olé"), "ol\u{fffd}");
    }

    #[test]
    fn paragraphs_are_parted_where_the_page_parts_them() {
        let page = "<h1>Talks</h1><p>They met (at <i>noon</i>).</p><p>&ldquo;Well&rdquo;, he said<br>there.</p><p>Next";
        let glued = vec!["TalksThey met (at noon).“Well”, he said there.Next".to_owned()];
        let shown = Letters::of_page(page);
        assert_eq!(parted(glued, &shown, page), ["Talks", "They met (at noon).", "“Well”, he said there.", "Next"]);
        assert_eq!(parted(vec!["Other".into()], &shown, page), ["Other"]);
    }

    #[test]
    fn what_is_not_there_is_told_and_the_rest_is_found() {
        let page = b"<p>Ministers met in Minsk, <span>Advertisement: buy now!</span> and signed a deal.</p>";
        let text = "Ministers met in Minsk, and signed a deal. Nobody came.\n\nOther words\n";
        let decoded = decode(page, None, None).unwrap();
        let (original, notices) = locate(text, &Letters::of_page(&decoded.text), page, &decoded);
        assert_eq!(notices[0].range.unwrap().of(text), " Nobody came.");
        assert_eq!(notices[1].range.unwrap().of(text), "Other words");
        let signed = original.bytes(TextRange::new(28, 34)).unwrap();
        assert_eq!(&page[signed.start as usize..signed.end as usize], b"signed");
    }
}
