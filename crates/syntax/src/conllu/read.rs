//! Reads CoNLL-U, one document at a time.

use super::{ConlluError, align, tree};
use crate::{Deprel, Feats, Sentence, Syntax, Upos, Word};
use rapporteur_text::{Notice, Report, TextRange};
use std::io::BufRead;

/// A report with its syntax, as CoNLL-U gives both.
#[derive(Debug, Clone)]
pub struct ParsedReport {
    /// The report. Its text is rebuilt: sentences stand on one line and an empty line parts paragraphs.
    pub report: Report,
    /// Its syntax, linked; without mention tags.
    pub syntax: Syntax,
}

/// The documents of CoNLL-U input. See [`read_conllu`].
#[derive(Debug)]
pub struct ConlluReader<R> {
    input: R,
    line: usize,
    buffer: Vec<u8>,
    documents: usize,
    next_id: Option<String>,
    at_end: bool,
}

/// Reads CoNLL-U document by document (`# newdoc id = …`); only one document is in memory at a time.
///
/// The text comes from `# text` where it spells the words, otherwise from forms and `SpaceAfter=No`; `# newpar` begins
/// a paragraph. The comments `# title`, `# publisher`, `# published`, `# url` and `# language` before the first
/// sentence set the fields of the report. Empty nodes and the columns XPOS and DEPS are left out. Heads that make no
/// tree are repaired, with a notice. A document with a malformed line gives an error, and the next one follows.
pub fn read_conllu<R: BufRead>(input: R) -> ConlluReader<R> {
    ConlluReader { input, line: 0, buffer: Vec::new(), documents: 0, next_id: None, at_end: false }
}

/// All documents of CoNLL-U text that is already in memory; the first fault ends the reading.
pub fn parse_conllu(text: &str) -> Result<Vec<ParsedReport>, ConlluError> {
    read_conllu(text.as_bytes()).collect()
}

impl<R: BufRead> Iterator for ConlluReader<R> {
    type Item = Result<ParsedReport, ConlluError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut document = Document::default();
        let mut fault = None;
        let mut begun = false;
        if let Some(id) = self.next_id.take() {
            document.report.id = id;
            begun = true;
        }
        while !self.at_end {
            let line_read = match self.read_line() {
                Ok(line) => line,
                Err(error) => {
                    self.at_end = true;
                    return Some(Err(ConlluError::Io { line: self.line + 1, error }));
                }
            };
            let Some(bytes) = line_read else {
                self.at_end = true;
                break;
            };
            let number = self.line;
            let Ok(line) = std::str::from_utf8(&bytes) else {
                fault.get_or_insert_with(|| format_error(number, "not UTF-8; convert the file to UTF-8".into()));
                begun = true;
                self.buffer = bytes;
                continue;
            };
            if let Some(id) = newdoc(line) {
                let id = id.to_owned();
                self.buffer = bytes;
                if begun {
                    self.next_id = Some(id);
                    break;
                }
                document.report.id = id;
                begun = true;
                continue;
            }
            begun |= !line.trim().is_empty();
            if fault.is_none()
                && let Err(message) = document.add_line(line, number)
            {
                fault = Some(format_error(number, message));
            }
            self.buffer = bytes;
        }
        if !begun {
            return None;
        }
        self.documents += 1;
        if fault.is_none()
            && let Err(message) = document.end_sentence()
        {
            fault = Some(format_error(self.line, message));
        }
        if let Some(fault) = fault {
            return Some(Err(fault));
        }
        if document.report.id.is_empty() {
            document.report.id = self.documents.to_string();
        }
        document.syntax.link();
        Some(Ok(ParsedReport { report: document.report, syntax: document.syntax }))
    }
}

impl<R: BufRead> ConlluReader<R> {
    /// The next line without its end, in the buffer, which the caller gives back; `None` at the end of the input.
    fn read_line(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut bytes = std::mem::take(&mut self.buffer);
        bytes.clear();
        if self.input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        self.line += 1;
        if self.line == 1 && bytes.starts_with("\u{feff}".as_bytes()) {
            bytes.drain(..3);
        }
        while matches!(bytes.last(), Some(b'\n' | b'\r')) {
            bytes.pop();
        }
        Ok(Some(bytes))
    }
}

fn format_error(line: usize, message: String) -> ConlluError {
    ConlluError::Format { line, message }
}

/// The id that a line gives to the document it begins, empty where it gives none; `None` for any other line.
fn newdoc(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('#')?.trim_start().strip_prefix("newdoc")?;
    match rest.split_once('=') {
        Some((name, id)) if name.trim().is_empty() || name.trim() == "id" => Some(id.trim()),
        None if rest.trim().is_empty() => Some(""),
        _ => None,
    }
}

/// A document that is being read.
#[derive(Default)]
struct Document {
    report: Report,
    syntax: Syntax,
    /// The sentence that is being read.
    text: Option<String>,
    tokens: Vec<Token>,
    words: Vec<Row>,
    first_line: usize,
    /// What parts the next sentence from the last one.
    new_paragraph: bool,
    glued: bool,
}

struct Token {
    form: String,
    /// The index after its last word in the sentence.
    words_end: usize,
    space_after: bool,
}

struct Row {
    word: Word,
    /// The head as an index in the sentence; `None` for the root, past the end for one that is not given.
    head: Option<usize>,
}

impl Document {
    fn add_line(&mut self, line: &str, number: usize) -> Result<(), String> {
        if line.trim().is_empty() {
            return self.end_sentence();
        }
        if let Some(comment) = line.strip_prefix('#') {
            self.add_comment(comment.trim());
            return Ok(());
        }
        if self.words.is_empty() && self.tokens.is_empty() {
            self.first_line = number;
        }
        self.add_row(line)
    }

    fn add_comment(&mut self, comment: &str) {
        if comment == "newpar" || comment.starts_with("newpar ") {
            self.new_paragraph = true;
        }
        let Some((name, value)) = comment.split_once('=').map(|(name, value)| (name.trim(), value.trim())) else {
            return;
        };
        let first = self.syntax.sentences.is_empty();
        let report = &mut self.report;
        let field = match name {
            "text" => &mut self.text,
            "title" if first => &mut report.title,
            "publisher" if first => &mut report.publisher,
            "published" if first => &mut report.published,
            "url" if first => &mut report.url,
            "language" if first => &mut report.language,
            _ => return,
        };
        *field = Some(value.to_owned());
    }

    fn add_row(&mut self, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, _, feats, head, deprel, _, misc] = columns.as_slice() else {
            let n = columns.len();
            return Err(format!("{n} columns instead of ten; CoNLL-U parts its ten columns by single tabs"));
        };
        if id.contains('.') {
            return Ok(());
        }
        if form.trim().is_empty() {
            return Err("the form is empty; write the word in the second column".into());
        }
        let space_after = !misc.split('|').any(|item| item == "SpaceAfter=No");
        let next = self.words.len() + 1;
        let inside = self.tokens.last().is_some_and(|token| token.words_end >= next);
        if let Some((from, to)) = id.split_once('-') {
            return match (from.parse::<usize>(), to.parse::<usize>()) {
                (Ok(from), Ok(to)) if from == next && to > from && to - from < 255 && !inside => {
                    self.tokens.push(Token { form: form.to_owned(), words_end: to, space_after });
                    Ok(())
                }
                _ => Err(format!("the range {id} is out of order; a token range here must begin at {next}")),
            };
        }
        if id.parse() != Ok(next) {
            return Err(format!("word {id} is out of order; the next word here is {next}"));
        }
        if !inside {
            self.tokens.push(Token { form: form.to_owned(), words_end: next, space_after });
        }
        let mut word = Word::unread(TextRange::default(), form);
        if lemma != "_" || form == "_" {
            word.lemma = lemma.into();
        }
        word.upos = upos.parse().unwrap_or(Upos::X);
        word.feats = Feats::from(feats);
        if deprel != "_" {
            word.deprel = Deprel::from(deprel);
        }
        let head = match head.parse::<usize>() {
            Ok(0) => None,
            Ok(head) => Some(head - 1),
            Err(_) => Some(usize::MAX),
        };
        self.words.push(Row { word, head });
        Ok(())
    }

    /// Adds the sentence that has been read, if any, to text and syntax.
    fn end_sentence(&mut self) -> Result<(), String> {
        let given = self.text.take();
        let tokens = std::mem::take(&mut self.tokens);
        let mut rows = std::mem::take(&mut self.words);
        let Some(last) = tokens.last() else { return Ok(()) };
        if last.words_end != rows.len() {
            let (want, have) = (last.words_end, rows.len());
            return Err(format!("a token range goes to word {want}, but the sentence has {have} words"));
        }
        self.part_from_last_sentence(last.space_after);
        let base = self.report.text.len();
        let ranges = self.place_tokens(given, &tokens);

        let repaired = self.repair_tree(&mut rows);
        let first_word = self.syntax.words.len();
        let mut from = 0;
        for (token, (start, end)) in tokens.iter().zip(ranges) {
            let parts = &mut rows[from..token.words_end];
            let count = parts.len();
            let form = &self.report.text[base + start..base + end];
            let lengths = align::tile(form, parts.iter().map(|row| row.word.form.as_str()));
            let mut at = base + start;
            for (part, (row, length)) in parts.iter_mut().zip(lengths).enumerate() {
                row.word.range = TextRange::from_usize(at, at + length);
                row.word.part = (count as u8, part as u8);
                at += length;
            }
            from = token.words_end;
        }
        self.syntax.words.extend(
            rows.into_iter().map(|row| Word { head: row.head.map(|head| (first_word + head) as u32), ..row.word }),
        );
        let words = first_word..self.syntax.words.len();
        let range = self.syntax.range(words.clone());
        self.syntax.sentences.push(Sentence { range, words });
        if let Some(message) = repaired {
            self.syntax.notices.push(Notice::new("syntax/conllu-heads", message).at(range));
        }
        Ok(())
    }

    fn part_from_last_sentence(&mut self, space_after: bool) {
        if !self.syntax.sentences.is_empty() {
            self.report.text.push_str(match (self.new_paragraph, self.glued) {
                (true, _) => "\n\n",
                (false, true) => "",
                (false, false) => " ",
            });
        }
        self.new_paragraph = false;
        self.glued = !space_after;
    }

    /// Appends the text of a sentence and says where its tokens stand, from the start of the sentence.
    fn place_tokens(&mut self, given: Option<String>, tokens: &[Token]) -> Vec<(usize, usize)> {
        let forms = || tokens.iter().map(|token| token.form.as_str());
        let had_text = given.is_some();
        if let Some(given) = given
            && let Some(ranges) = align::locate(&given, forms())
        {
            self.report.text.push_str(&given);
            return ranges;
        }
        if had_text {
            let message = format!(
                "line {}: '# text' does not spell the words of the sentence; the text was rebuilt from the words",
                self.first_line
            );
            self.syntax.notices.push(Notice::new("syntax/conllu-text", message));
        }
        let base = self.report.text.len();
        let mut ranges = Vec::with_capacity(tokens.len());
        for (i, token) in tokens.iter().enumerate() {
            let start = self.report.text.len() - base;
            self.report.text.push_str(&token.form);
            ranges.push((start, self.report.text.len() - base));
            if token.space_after && i + 1 < tokens.len() {
                self.report.text.push(' ');
            }
        }
        ranges
    }

    /// Makes one tree of the heads; the message says what was changed.
    fn repair_tree(&self, rows: &mut [Row]) -> Option<String> {
        let mut heads: Vec<Option<usize>> = rows.iter().map(|row| row.head).collect();
        let changed = tree::repair(&mut heads);
        for &w in &changed {
            let row = &mut rows[w];
            let is_root = heads[w].is_none();
            if is_root {
                row.word.deprel = Deprel::from("root");
            } else if row.word.is("root") {
                row.word.deprel = Deprel::from("parataxis");
            }
        }
        for (row, head) in rows.iter_mut().zip(heads) {
            row.head = head;
        }
        let n = changed.len();
        (n > 0).then(|| {
            let line = self.first_line;
            format!("line {line}: the heads of the sentence make no tree; {n} of them were hung on its root")
        })
    }
}
