//! Keeps parses on disk between runs, for work on the rooms after syntax.
//!
//! A kept parse is found by the model's name and the report's text, so it must be thrown away when tokenising changes.

use anyhow::{Context, Result, bail};
use rapporteur::syntax::{Deprel, Feats, MentionKind, MentionTag, MentionType, Sentence, Syntax, Word};
use rapporteur_text::TextRange;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A folder of parses.
#[derive(Debug, Clone)]
pub struct Parses {
    folder: PathBuf,
    model: String,
}

impl Parses {
    /// The parses of this model in a folder, which is made where it lacks.
    pub fn open(folder: &Path, model: &str) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self { folder: folder.to_owned(), model: model.to_owned() })
    }

    /// The kept parse of a text.
    pub fn load(&self, text: &str) -> Option<Syntax> {
        parse(&fs::read_to_string(self.path(text)).ok()?).ok()
    }

    /// Keeps the parse of a text. A parse that cannot be written is only made again.
    pub fn keep(&self, text: &str, syntax: &Syntax) {
        let path = self.path(text);
        // Another run may read the folder: a file is there whole or not at all.
        let draft = path.with_extension(format!("draft{}", std::process::id()));
        if fs::write(&draft, render(syntax)).is_ok() {
            let _ = fs::rename(&draft, &path);
        }
    }

    fn path(&self, text: &str) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        (&self.model, text).hash(&mut hasher);
        self.folder.join(format!("{:016x}.{}.tsv", hasher.finish(), text.len()))
    }
}

fn render(syntax: &Syntax) -> String {
    let mut text = String::new();
    for sentence in &syntax.sentences {
        let (range, words) = (sentence.range, &sentence.words);
        let _ = writeln!(text, "S\t{}\t{}\t{}\t{}", range.start, range.end, words.start, words.end);
    }
    for word in &syntax.words {
        let _ = writeln!(
            text,
            "W\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            word.range.start,
            word.range.end,
            word.form.escape_default(),
            word.lemma.escape_default(),
            word.upos,
            word.feats.as_str(),
            word.head.map_or_else(|| "-".to_owned(), |head| head.to_string()),
            word.deprel.as_str(),
            word.part.0,
            word.part.1,
        );
    }
    for m in &syntax.mentions {
        let (ty, kind) = (m.ty.as_str(), m.kind.as_str());
        let _ = writeln!(text, "M\t{}\t{}\t{}\t{ty}\t{kind}\t{}", m.words.start, m.words.end, m.head, m.score);
    }
    text
}

fn parse(text: &str) -> Result<Syntax> {
    let mut syntax = Syntax::default();
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        match columns.as_slice() {
            ["S", start, end, from, to] => syntax.sentences.push(Sentence {
                range: TextRange::new(start.parse()?, end.parse()?),
                words: from.parse()?..to.parse()?,
            }),
            ["W", start, end, form, lemma, upos, feats, head, deprel, parts, part] => syntax.words.push(Word {
                range: TextRange::new(start.parse()?, end.parse()?),
                form: unescape(form).into(),
                lemma: unescape(lemma).into(),
                upos: upos.parse().unwrap_or_default(),
                feats: Feats::from(*feats),
                head: if *head == "-" { None } else { Some(head.parse()?) },
                deprel: Deprel::from(*deprel),
                part: (parts.parse()?, part.parse()?),
            }),
            ["M", from, to, head, ty, kind, score] => syntax.mentions.push(MentionTag {
                words: from.parse()?..to.parse()?,
                head: head.parse()?,
                ty: MentionType::from_name(ty).context("unknown mention type")?,
                kind: MentionKind::from_name(kind).context("unknown mention kind")?,
                score: score.parse()?,
            }),
            _ => bail!("not a line of a kept parse"),
        }
    }
    syntax.link();
    Ok(syntax)
}

/// Undoes `escape_default`.
fn unescape(escaped: &str) -> String {
    let mut text = String::with_capacity(escaped.len());
    let mut rest = escaped.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match rest.next() {
            Some('u') => {
                let digits: String = rest.by_ref().skip(1).take_while(|&c| c != '}').collect();
                text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some('t') => text.push('\t'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parse_comes_back_as_it_was() {
        let mut syntax = Syntax::default();
        for (n, form) in ["“Ágata's", "\\t\u{200f}🙂"].into_iter().enumerate() {
            let mut word = Word::unread(TextRange::from_usize(9 * n, 9 * n + 8), form);
            (word.head, word.feats) = (n.checked_sub(1).map(|head| head as u32), Feats::from("Number=Sing"));
            syntax.words.push(word);
        }
        syntax.sentences.push(Sentence { range: TextRange::new(0, 17), words: 0..2 });
        let (ty, kind) = (MentionType::Fac, MentionKind::Nominal);
        syntax.mentions.push(MentionTag { words: 0..2, head: 1, ty, kind, score: 0.3 });
        syntax.link();
        let again = parse(&render(&syntax)).expect("what was rendered can be read");
        assert_eq!(again.words, syntax.words);
        assert_eq!(again.sentences, syntax.sentences);
        assert_eq!(again.mentions, syntax.mentions);
        assert_eq!(again.children(0).collect::<Vec<_>>(), [1]);
    }
}
