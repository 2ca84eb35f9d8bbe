//! Cuts JSONL reports (`{"text"}`) into sentences and words, for `training/fast`: a line `[[form, space before], …]` for
//! each sentence.

use rapporteur_syntax::segment;
use std::io::{self, BufRead, BufWriter, Write};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let report: serde_json::Value = serde_json::from_str(&line?)?;
        let text = report["text"].as_str().unwrap_or_default();
        let syntax = segment(text);
        for sentence in &syntax.sentences {
            let words = sentence.words.clone().map(|w| {
                let word = &syntax.words[w];
                let start = word.range.start as usize;
                let space = text[..start].chars().next_back().is_none_or(char::is_whitespace);
                (word.form.as_str(), space)
            });
            serde_json::to_writer(&mut out, &words.collect::<Vec<_>>())?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()
}
