//! Trees from raw text, against treebanks.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::Fault;
use crate::metrics::Span;
use crate::metrics::syntax::{self, Document, Head, Row, Token, Word as TreeWord};
use anyhow::Result;
use rapporteur::syntax::{Syntax, Word};
use rapporteur::{Reader, Reading};
use rapporteur_text::{Report, TextRange};
use serde::{Serialize, Serializer};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

/// A treebank.
#[derive(Debug)]
pub(super) struct Trees {
    data: &'static str,
    file: &'static str,
}

impl Trees {
    pub(super) const EWT: Self = Self { data: "EWT dev", file: "corpora/ud-english/en_ewt-ud-dev" };
    pub(super) const GUM: Self = Self { data: "GUM dev", file: "corpora/ud-english/en_gum-ud-dev" };
}

impl Task for Trees {
    type Gold = Document;
    type Found = Found;

    fn layer(&self) -> Layer {
        Layer::Syntax
    }

    fn data(&self) -> &'static str {
        self.data
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Document>>> {
        let gold = syntax::read_conllu(&corpus::read_file(shared, &format!("{}.conllu", self.file))?)?;
        let mut gold: HashMap<String, Document> = gold.into_iter().map(|d| (d.id.clone(), d)).collect();
        let reports: Vec<corpus::Plain> = corpus::read_lines(shared, &format!("{}.text.jsonl", self.file))?;
        let with_gold = |plain: corpus::Plain| gold.remove(&plain.id).map(|gold| Case { report: plain.report(), gold });
        Ok(reports.into_iter().filter_map(with_gold).collect())
    }

    fn find(&self, _: &Reader, report: &Report, reading: &Reading, _: &Self::Gold) -> Found {
        let mut document = Document::default();
        for sentence in 0..reading.syntax.sentences.len() {
            document.push(&rows(&report.text, &reading.syntax, sentence));
        }
        Found(document)
    }

    fn measure(&self, documents: &[(Document, Found)]) -> Vec<Measure> {
        let pairs: Vec<(Document, Document)> = documents.iter().map(|(g, f)| (g.clone(), f.0.clone())).collect();
        let scores = syntax::score(&pairs);
        [
            ("tokens F1", scores.tokens),
            ("sentences F1", scores.sentences),
            ("UPOS F1", scores.upos),
            ("UFeats F1", scores.feats),
            ("lemmas F1", scores.lemmas),
            ("UAS F1", scores.uas),
            ("LAS F1", scores.las),
            ("CLAS F1", scores.clas),
        ]
        .map(|(name, prf)| Measure::new(name, prf.f1()))
        .into()
    }

    fn faults(&self, report: &Report, gold: &Document, found: &Found) -> Vec<Fault> {
        let found = &found.0;
        // Trees stand on the characters without white space; faults are shown in the text.
        let at: Vec<u32> = report.text.chars().zip(0..).filter(|(c, _)| !c.is_whitespace()).map(|(_, i)| i).collect();
        let place = |token: Token| {
            let first = at.get(token.0).copied().unwrap_or_default();
            Span { start: first, end: at.get(token.1.saturating_sub(1)).map_or(first, |&last| last + 1) }
        };
        if gold.characters != found.characters {
            return vec![Fault::new("characters", None, "the words do not have the characters of the text")];
        }
        let pairs = syntax::align(&gold.words, &found.words);
        let mut faults = Vec::new();
        for sentence in gold.sentences.iter().filter(|sentence| !found.sentences.contains(sentence)) {
            let end = (sentence.1.saturating_sub(1), sentence.1);
            faults.push(Fault::new("sentence", place(end), "a sentence that ends here was not read as one"));
        }
        let mut aligned = vec![false; gold.words.len()];
        for &(i, j) in &pairs {
            aligned[i] = true;
            let (g, f) = (&gold.words[i], &found.words[j]);
            let form = |words: &[TreeWord], head: Head| match head {
                Head::Word(at) => words.get(at).map_or_else(String::new, |word| word.form.clone()),
                Head::Root => "root".to_owned(),
                Head::Unknown => "nothing".to_owned(),
            };
            let heads = (form(&gold.words, g.head), form(&found.words, f.head));
            for (kind, expected, read) in [
                ("UPOS", &g.upos, &f.upos),
                ("UFeats", &g.feats, &f.feats),
                ("lemma", &g.lemma, &f.lemma),
                ("head", &heads.0, &heads.1),
                ("relation", &g.relation, &f.relation),
            ] {
                if expected != read && expected != "_" {
                    faults.push(Fault::new(kind, place(g.token), format!("{expected} but read {read}")));
                }
            }
        }
        let missed = gold.words.iter().zip(&aligned).filter(|(_, aligned)| !**aligned);
        faults.extend(missed.map(|(word, _)| Fault::new("token", place(word.token), word.form.clone())));
        faults
    }

    fn render(&self, _: &Reader, report: &Report, reading: &Reading, _: &Self::Gold) -> Result<String> {
        let mut text = format!("# newdoc id = {}\n", report.id);
        for sentence in 0..reading.syntax.sentences.len() {
            for row in rows(&report.text, &reading.syntax, sentence) {
                writeln!(text, "{}", row.join("\t"))?;
            }
            text.push('\n');
        }
        Ok(text)
    }
}

/// Trees that were found; they are written as CoNLL-U, not as JSON.
#[derive(Debug)]
pub(super) struct Found(Document);

impl Serialize for Found {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.id)
    }
}

/// The lines of a sentence.
fn rows(text: &str, syntax: &Syntax, sentence: usize) -> Vec<Row> {
    let words = syntax.sentences[sentence].words.clone();
    let base = words.start;
    let mut rows = Vec::with_capacity(words.len());
    for at in words {
        let word = &syntax.words[at];
        let number = at - base + 1;
        let alone = word.part.0 <= 1;
        if !alone && word.part.1 == 0 {
            let last = number + usize::from(word.part.0) - 1;
            let end = syntax.words.get(base + last - 1).map_or(word.range.end, |last| last.range.end);
            let mut row = [const { String::new() }; 10].map(|_| "_".to_owned());
            row[0] = format!("{number}-{last}");
            row[1] = one_line(TextRange::new(word.range.start, end).of(text));
            rows.push(row);
        }
        rows.push(row(text, word, number, base, alone));
    }
    rows
}

fn row(text: &str, word: &Word, number: usize, base: usize, alone: bool) -> Row {
    let or_none = |column: &str| if column.is_empty() { "_".to_owned() } else { one_line(column) };
    [
        number.to_string(),
        or_none(if alone { word.range.of(text) } else { &word.form }),
        or_none(&word.lemma),
        word.upos.as_str().to_owned(),
        "_".to_owned(),
        or_none(word.feats.as_str()),
        word.head.map_or(0, |head| (head as usize + 1).saturating_sub(base)).to_string(),
        or_none(word.deprel.as_str()),
        "_".to_owned(),
        "_".to_owned(),
    ]
}

/// A column cannot hold tabs or line breaks.
fn one_line(column: &str) -> String {
    column.split_whitespace().collect::<Vec<_>>().join(" ")
}
