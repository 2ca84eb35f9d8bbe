//! Word pieces of the encoder's vocabulary, for words that are already split, and the shapes of words.
//!
//! The vocabulary is BERT's uncased one without the pieces of other scripts. The training scripts do the same
//! (`training/deep/pieces.py`), and both are tested on the same words.

use super::strings::Strings;
use compact_str::CompactString;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory};

/// Pieces kept of one word: an address need not be read to its end.
const MAX_PIECES: usize = 8;
/// Characters looked at of one word.
const MAX_CHARS: usize = 64;

/// What stands before pieces within a run of letters. A run has no marks, so nothing else begins so.
const LATER: &str = "##";

/// The vocabulary of word pieces.
#[derive(Debug)]
pub(super) struct Pieces {
    all: Strings,
    unknown: u32,
    /// The piece that stands before each sentence and is the root of its tree.
    pub(super) root: u32,
}

impl Pieces {
    /// Reads a list of one piece a line; `None` where it lacks `[CLS]` or `[UNK]`.
    pub(super) fn new(list: &str) -> Option<Self> {
        let all = Strings::new(list, 1);
        let (unknown, root) = (all.find("[UNK]")?, all.find("[CLS]")?);
        Some(Self { all, unknown, root })
    }

    /// How many pieces there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Appends the pieces of a word: at least one, at most eight.
    pub(super) fn split(&self, word: &str, into: &mut Vec<u32>) {
        let before = into.len();
        if word.len() <= MAX_CHARS && word.bytes().all(|b| b.is_ascii_lowercase()) {
            // The usual case: nothing to normalise.
            self.run(word, into);
        } else {
            let mut run = String::new();
            for c in word.chars().take(MAX_CHARS).flat_map(char::to_lowercase).nfd() {
                if c.is_whitespace() {
                    self.end(&mut run, into);
                } else if is_punctuation(c) {
                    self.end(&mut run, into);
                    run.push(c);
                    self.end(&mut run, into);
                } else if !is_dropped(c) {
                    run.push(c);
                }
            }
            self.end(&mut run, into);
        }
        into.truncate(before + MAX_PIECES);
        if into.len() == before {
            into.push(self.unknown);
        }
    }

    fn end(&self, run: &mut String, into: &mut Vec<u32>) {
        if !run.is_empty() {
            self.run(run, into);
            run.clear();
        }
    }

    /// Greedy longest match; a run that cannot be covered is one unknown piece.
    fn run(&self, run: &str, into: &mut Vec<u32>) {
        let before = into.len();
        let mut rest = CompactString::new(run);
        // What every later piece begins with is none of the run: a piece must reach beyond it, or nothing gets shorter.
        let mut mark = 0;
        loop {
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|&end| end > mark).rev();
            let Some((end, piece)) = ends.map(|end| (end, self.all.find(&rest[..end]))).find(|found| found.1.is_some())
            else {
                into.truncate(before);
                into.push(self.unknown);
                return;
            };
            into.extend(piece);
            if end == rest.len() {
                return;
            }
            rest.replace_range(..end, LATER);
            mark = LATER.len();
        }
    }
}

fn is_punctuation(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_punctuation() } else { c.general_category_group() == Group::Punctuation }
}

fn is_dropped(c: char) -> bool {
    c == '\u{fffd}'
        || !c.is_ascii_graphic()
            && (c.general_category() == Category::NonspacingMark || c.general_category_group() == Group::Other)
}

/// How many shapes [`shape`] tells apart, the root's (0) included.
pub(super) const SHAPES: usize = 21;

/// The word's shape, doubled by whether white space stands before it; the encoder itself sees no capitals.
pub(super) fn shape(word: &str, space_before: bool) -> u32 {
    let (mut letters, mut upper, mut digits, mut count, mut first_upper) = (0, 0, 0, 0, false);
    for c in word.chars().take(MAX_CHARS) {
        if c.is_alphabetic() {
            letters += 1;
            upper += usize::from(c.is_uppercase());
            first_upper |= count == 0 && c.is_uppercase();
        }
        digits += usize::from(c.is_numeric());
        count += 1;
    }
    let class = match () {
        () if letters == 0 && digits == 0 => 0,
        () if letters == 0 && digits == count => 1,
        () if letters == 0 => 2,
        () if digits > 0 && upper > 0 => 3,
        () if digits > 0 => 4,
        () if upper == 0 => 5,
        () if upper == letters && letters == 1 => 6,
        () if upper == letters => 7,
        () if first_upper && upper == 1 => 8,
        () => 9,
    };
    1 + 2 * class + u32::from(space_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(word: &str) -> Vec<u32> {
        let pieces = Pieces::new("[CLS]\n[UNK]\nminsk\nun\n##believ\n##able\n-\n.\ns\n##s\ncafe\nthe\n#").unwrap();
        let mut ids = Vec::new();
        pieces.split(word, &mut ids);
        ids
    }

    #[test]
    fn the_longest_piece_wins() {
        assert_eq!(split("Minsk"), [2]);
        assert_eq!(split("unbelievable"), [3, 4, 5]);
        assert_eq!(split("Un-S"), [3, 6, 8]);
        assert_eq!(split("CAFÉS"), [10, 9]);
        assert_eq!(split("xyz"), [1]);
        assert_eq!(split("minskxyz.s"), [1, 7, 8]);
    }

    #[test]
    fn odd_words_have_pieces_too() {
        for word in ["", "\u{200f}", "\u{0}", "\u{301}", " ", "🙂", "日本"] {
            assert_eq!(split(word), [1], "{word:?}");
        }
        assert_eq!(split(&"the-".repeat(5000)).len(), MAX_PIECES);
        // The piece "#" is no beginning of what a later piece begins with.
        assert_eq!(split("un€"), [1]);
        assert_eq!(split("#"), [12]);
    }

    #[test]
    fn shapes_tell_capitals_and_digits() {
        let class = |word| (shape(word, true) - 2) / 2;
        let words = ["—", "12", "1,2", "B52", "4th", "lower", "A", "USA", "Minsk", "McCain"];
        assert_eq!(words.map(class), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(shape("x", true), shape("x", false) + 1);
        assert!((shape("McCain", true) as usize) < SHAPES);
    }
}
