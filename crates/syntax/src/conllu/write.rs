//! Writes CoNLL-U.

use crate::blank::is_blank;
use crate::{Syntax, Word};
use rapporteur_text::{Report, TextRange};
use std::io::{self, Write};

/// Writes the syntax of a report as one CoNLL-U document.
///
/// Sentence ids are `ID-1`, `ID-2`, …; an empty line in the text gives `# newpar`; what is known of the report stands
/// in comments that [`read_conllu`](crate::read_conllu) reads again. XPOS and DEPS are `_`.
pub fn write_conllu(report: &Report, syntax: &Syntax, out: &mut impl Write) -> io::Result<()> {
    let id = on_one_line(&report.id);
    writeln!(out, "# newdoc id = {id}")?;
    let fields = [
        ("title", &report.title),
        ("publisher", &report.publisher),
        ("published", &report.published),
        ("url", &report.url),
        ("language", &report.language),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            writeln!(out, "# {name} = {}", on_one_line(value))?;
        }
    }
    let mut last_end = None;
    for (n, sentence) in syntax.sentences.iter().enumerate() {
        let gap = last_end.map(|end| TextRange::new(end, sentence.range.start).of(&report.text));
        if gap.is_none_or(|gap| gap.bytes().filter(|&b| b == b'\n').count() > 1) {
            writeln!(out, "# newpar")?;
        }
        last_end = Some(sentence.range.end);
        writeln!(out, "# sent_id = {id}-{}", n + 1)?;
        writeln!(out, "# text = {}", on_one_line(sentence.range.of(&report.text)))?;
        let first = sentence.words.start;
        let words = syntax.words.get(sentence.words.clone()).unwrap_or_default();
        for (i, word) in words.iter().enumerate() {
            let (parts, part) = (word.part.0 as usize, word.part.1 as usize);
            let token = (parts > 1 && part == 0).then(|| words.get(i..i + parts)).flatten();
            if let Some(token) = token {
                let range = token.iter().fold(word.range, |range, word| range.cover(word.range));
                let (from, to) = (i + 1, i + parts);
                let misc = space_after(report, range.end);
                writeln!(out, "{from}-{to}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", range.of(&report.text))?;
            }
            let misc = if parts > 1 { "_" } else { space_after(report, word.range.end) };
            write_word(word, i, first, misc, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_word(word: &Word, i: usize, first: usize, misc: &str, out: &mut impl Write) -> io::Result<()> {
    let or_none = |text: &str| if text.is_empty() { "_".to_owned() } else { text.to_owned() };
    let head = word.head.map_or(0, |head| (head as usize + 1).saturating_sub(first));
    writeln!(
        out,
        "{}\t{}\t{}\t{}\t_\t{}\t{head}\t{}\t_\t{misc}",
        i + 1,
        or_none(&word.form),
        or_none(&word.lemma),
        word.upos,
        or_none(word.feats.as_str()),
        word.deprel.as_str(),
    )
}

/// The last column: whether a word follows directly.
fn space_after(report: &Report, end: u32) -> &'static str {
    match report.text.get(end as usize..).and_then(|rest| rest.chars().next()) {
        Some(next) if !is_blank(next) => "SpaceAfter=No",
        _ => "_",
    }
}

/// White space becomes single spaces, so that a comment stays on its line.
fn on_one_line(text: &str) -> String {
    text.split(is_blank).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}
