//! From bytes to code points and back.

use crate::TextRange;

/// How many bytes lie between two remembered positions.
const STEP: usize = 256;

/// The map between byte offsets and code-point offsets of one text.
///
/// Building it is one pass; a look-up counts at most 256 bytes.
///
/// ```
/// use rapporteur_text::{CodePoints, TextRange};
/// let text = "“Yes”, he said";
/// let points = CodePoints::new(text);
/// let quoted = TextRange::from_usize(0, "“Yes”".len());
/// assert_eq!(points.span(quoted), (0, 5));
/// assert_eq!(points.byte(5), "“Yes”".len() as u32);
/// ```
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// The number of code points that begin before byte `i * STEP`.
    before: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// The map of `text`.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            before.push(count);
            count += starts(chunk);
        }
        if before.is_empty() || text.len().is_multiple_of(STEP) {
            before.push(count);
        }
        Self { text, before }
    }

    /// The number of code points before a byte offset; an offset past the end counts the whole text.
    pub fn point(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        let block = byte / STEP;
        self.before[block] + starts(&self.text.as_bytes()[block * STEP..byte])
    }

    /// A byte range in code points, end exclusive.
    pub fn span(&self, range: TextRange) -> (u32, u32) {
        (self.point(range.start), self.point(range.end))
    }

    /// The byte offset of a code point; one past the end gives the length of the text.
    pub fn byte(&self, point: u32) -> u32 {
        let block = self.before.partition_point(|&n| n <= point).saturating_sub(1);
        let mut left = point - self.before[block].min(point);
        for (offset, &byte) in self.text.as_bytes().iter().enumerate().skip(block * STEP) {
            if is_start(byte) {
                if left == 0 {
                    return offset as u32;
                }
                left -= 1;
            }
        }
        self.text.len() as u32
    }

    /// A span of code points as a byte range.
    pub fn range(&self, start: u32, end: u32) -> TextRange {
        TextRange::new(self.byte(start), self.byte(end))
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| is_start(b)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_maps_there_and_back() {
        let text = "Ærø – 日本 🙂 \u{200f}שלום ".repeat(60);
        let points = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.point(byte as u32), n as u32);
            assert_eq!(points.byte(n as u32), byte as u32);
        }
        assert_eq!(points.byte(1_000_000), text.len() as u32);
        assert_eq!(CodePoints::new("").point(3), 0);
    }
}
