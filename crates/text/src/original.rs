//! From a text back to the page it was taken from.

use crate::TextRange;

/// Where the pieces of a text lie in the bytes that it was taken from.
///
/// A piece that is as long there as here is the same bytes, so every offset in it has its place; any other piece stands
/// for its counterpart as a whole (`é` for `&eacute;`).
///
/// ```
/// use rapporteur_text::{Original, TextRange};
/// let page = "<p>The <b>deal</b> holds</p>"; // of which the text is "The deal holds"
/// let mut original = Original::default();
/// for (text, bytes) in [((0, 4), (3, 7)), ((4, 8), (10, 14)), ((8, 14), (18, 24))] {
///     original.push(TextRange::new(text.0, text.1), TextRange::new(bytes.0, bytes.1));
/// }
/// let bytes = original.bytes(TextRange::new(4, 11)).unwrap();
/// assert_eq!(bytes.of(page), "deal</b> ho");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Original {
    pieces: Vec<(TextRange, TextRange)>,
}

impl Original {
    /// Adds a piece: a range of the text, after those added before, and its bytes in the original.
    pub fn push(&mut self, text: TextRange, bytes: TextRange) {
        self.pieces.push((text, bytes));
    }

    /// The pieces in the order of the text, each with its bytes in the original.
    pub fn pieces(&self) -> &[(TextRange, TextRange)] {
        &self.pieces
    }

    /// Whether no way back is known.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The bytes of the original from the first to the last that a range of the text was taken from; nothing where no
    /// piece of it is known.
    pub fn bytes(&self, range: TextRange) -> Option<TextRange> {
        let first = self.pieces.partition_point(|(text, _)| text.end <= range.start);
        let known = self.pieces[first..].iter().take_while(|(text, _)| text.start < range.end);
        known.map(|&(text, bytes)| part(text, bytes, range)).reduce(TextRange::cover)
    }
}

/// The bytes of that part of a piece that lies in `range`.
fn part(text: TextRange, bytes: TextRange, range: TextRange) -> TextRange {
    if text.len() != bytes.len() {
        return bytes;
    }
    let before = range.start.saturating_sub(text.start);
    let after = text.end.saturating_sub(range.end);
    TextRange::new(bytes.start + before, bytes.end - after)
}
