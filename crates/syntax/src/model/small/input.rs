//! From words to the vectors that the network begins with.

use super::super::file::{File, Table};
use super::super::pieces::{Pieces, SHAPES};
use super::super::strings::Strings;
use super::super::windows::shapes;
use crate::{ModelError, Syntax};

/// Characters looked at of one word.
const MAX_CHARS: usize = 64;
/// The entries of the table of words that stand for unknown ones and for the root.
const UNKNOWN: usize = 0;
const ROOT: usize = 1;

/// The tables of vectors, and what finds their entries.
#[derive(Debug)]
pub(super) struct Input {
    words: Strings,
    word: Table,
    prefixes: Strings,
    prefix: Table,
    suffixes2: Strings,
    suffix2: Table,
    suffixes3: Strings,
    suffix3: Table,
    pieces: Pieces,
    piece: Table,
    shape: Table,
}

/// What the vector of a word is made of.
#[derive(Debug, Clone, Copy)]
struct Parts {
    /// The entry in the table of words, [`UNKNOWN`] for words that are put together from the others.
    word: u32,
    shape: u32,
    prefix: u32,
    suffix2: u32,
    suffix3: u32,
    /// How many pieces it has of those that all unknown words have together, and where they begin.
    pieces: (u32, u32),
}

/// What the vectors of a report's words are made of.
#[derive(Debug)]
pub(super) struct Vectors {
    parts: Vec<Parts>,
    pieces: Vec<u32>,
}

impl Input {
    pub(super) fn read(file: &File) -> Result<Self, ModelError> {
        let width = file.columns("word")?;
        let list = |lines: &str, table: &str| -> Result<(Strings, Table), ModelError> {
            let (lines, table) = (file.strings(lines)?, file.table(table, width)?);
            if lines.len() <= table.len() && table.len() > UNKNOWN {
                Ok((lines, table))
            } else {
                Err(ModelError::Format(format!("{} vectors for {} strings", table.len(), lines.len())))
            }
        };
        let (words, word) = list("words", "word")?;
        let (prefixes, prefix) = list("prefixes", "prefix")?;
        let (suffixes2, suffix2) = list("suffixes2", "suffix2")?;
        let (suffixes3, suffix3) = list("suffixes3", "suffix3")?;
        let (pieces, piece, shape) = (file.pieces()?, file.table("piece", width)?, file.table("shape", width)?);
        if shape.len() < SHAPES || word.len() <= ROOT || piece.len() < pieces.len() {
            return Err(ModelError::Format("a table of vectors is too short".into()));
        }
        Ok(Self { words, word, prefixes, prefix, suffixes2, suffix2, suffixes3, suffix3, pieces, piece, shape })
    }

    /// How many numbers a vector has.
    pub(super) fn width(&self) -> usize {
        self.word.width
    }

    /// Looks up all words of a report.
    pub(super) fn prepare(&self, syntax: &Syntax) -> Vectors {
        let mut pieces = Vec::new();
        let mut norm = String::new();
        let parts = syntax.words.iter().zip(shapes(syntax)).map(|(word, shape)| {
            normalise(&word.form, &mut norm);
            if let Some(word) = self.words.find(&norm).filter(|&word| word > ROOT as u32) {
                return Parts { word, shape, prefix: 0, suffix2: 0, suffix3: 0, pieces: (0, 0) };
            }
            let first = pieces.len() as u32;
            self.pieces.split(&word.form, &mut pieces);
            Parts {
                word: UNKNOWN as u32,
                shape,
                prefix: self.prefixes.find(beginning(&norm, 3)).unwrap_or(0),
                suffix2: self.suffixes2.find(ending(&norm, 2)).unwrap_or(0),
                suffix3: self.suffixes3.find(ending(&norm, 3)).unwrap_or(0),
                pieces: (pieces.len() as u32 - first, first),
            }
        });
        Vectors { parts: parts.collect(), pieces }
    }

    /// Writes the vectors of rows; those that stand for no word are roots.
    #[inline(always)]
    pub(super) fn fill(&self, vectors: &Vectors, rows: &[Option<u32>], x: &mut Vec<f32>) {
        x.clear();
        x.resize(rows.len() * self.width(), 0.0);
        for (row, word) in x.chunks_exact_mut(self.width()).zip(rows) {
            let Some(word) = word else {
                self.word.add_to(row, ROOT);
                self.shape.add_to(row, 0);
                continue;
            };
            let parts = &vectors.parts[*word as usize];
            self.word.add_to(row, parts.word as usize);
            self.shape.add_to(row, parts.shape as usize);
            let (count, first) = parts.pieces;
            if count > 0 {
                self.prefix.add_to(row, parts.prefix as usize);
                self.suffix2.add_to(row, parts.suffix2 as usize);
                self.suffix3.add_to(row, parts.suffix3 as usize);
                for &piece in &vectors.pieces[first as usize..][..count as usize] {
                    self.piece.add_scaled_to(row, piece as usize, 1.0 / count as f32);
                }
            }
        }
    }
}

/// A form as the table of words has it: in lower case, every digit a zero, cut where it is long.
fn normalise(form: &str, into: &mut String) {
    into.clear();
    if form.is_ascii() {
        let plain = |b: u8| if b.is_ascii_digit() { '0' } else { char::from(b.to_ascii_lowercase()) };
        into.extend(form.bytes().take(MAX_CHARS).map(plain));
    } else {
        let plain = |c: char| if c.is_numeric() { '0' } else { c };
        into.extend(form.to_lowercase().chars().take(MAX_CHARS).map(plain));
    }
}

fn beginning(word: &str, chars: usize) -> &str {
    word.char_indices().nth(chars).map_or(word, |(end, _)| &word[..end])
}

fn ending(word: &str, chars: usize) -> &str {
    word.char_indices().rev().nth(chars - 1).map_or(word, |(start, _)| &word[start..])
}
