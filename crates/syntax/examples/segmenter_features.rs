//! Writes the features of texts with known tokens and sentences, for `training/sentences/train.py`.
//!
//! Reads JSONL `{"text", "tokens": [[start, end], …], "ends": [index, …]}` with byte offsets; writes `OUT.tokens` and
//! `OUT.sentences`: per place, a row of 32-bit little-endian numbers: document, offset, answer, then the features; and
//! `OUT.words`: per token, a line with its hash and its form in lower case.

use std::fs::File;
use std::io::{self, BufRead, BufWriter, Write};

#[derive(serde::Deserialize)]
struct Document {
    text: String,
    tokens: Vec<(u32, u32)>,
    ends: Vec<usize>,
}

fn main() -> io::Result<()> {
    let out = std::env::args().nth(1).ok_or_else(|| io::Error::other("usage: segmenter_features OUT < JSONL"))?;
    let mut tokens = BufWriter::new(File::create(format!("{out}.tokens"))?);
    let mut sentences = BufWriter::new(File::create(format!("{out}.sentences"))?);
    let mut words = BufWriter::new(File::create(format!("{out}.words"))?);
    for (number, line) in (0_u32..).zip(io::stdin().lock().lines()) {
        let document: Document = serde_json::from_str(&line?)?;
        let mut fault = Ok(());
        let mut write = |file: &mut BufWriter<File>, at: u32, answer: bool, features: &[u32]| {
            let row = [number, at, u32::from(answer)].into_iter().chain(features.iter().copied());
            for value in row {
                if let Err(error) = file.write_all(&value.to_le_bytes()) {
                    fault = Err(error);
                }
            }
        };
        let write = std::cell::RefCell::new(&mut write);
        let mut lines = String::new();
        rapporteur_syntax::training_features(
            &document.text,
            &document.tokens,
            &document.ends,
            |at, answer, features| write.borrow_mut()(&mut tokens, at, answer, features),
            |at, answer, features| write.borrow_mut()(&mut sentences, at, answer, features),
            |hash, form| lines += &format!("{hash} {}\n", form.to_lowercase()),
        );
        fault?;
        words.write_all(lines.as_bytes())?;
    }
    tokens.flush()?;
    words.flush()?;
    sentences.flush()
}
