//! The files of the command line become a stream of reports.

use crate::args::{From, Source};
use rapporteur::intake::{Defaults, Fault, Jsonl, read_plain, read_reports};
use rapporteur::syntax::{ConlluError, Syntax, read_conllu};
use rapporteur::text::Report;
use rapporteur::{Reader, Reading};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

/// A report, with its syntax where the input gives it.
pub(crate) struct Input {
    pub(crate) report: Report,
    pub(crate) syntax: Option<Syntax>,
}

impl Input {
    /// The report with its reading, which starts from the syntax where that is given.
    pub(crate) fn read_by(self, reader: &Reader) -> (Report, Reading) {
        let Self { report, syntax } = self;
        let reading = match syntax {
            Some(syntax) => reader.read_parsed(&report, syntax),
            None => reader.read(&report),
        };
        (report, reading)
    }
}

type Inputs = Box<dyn Iterator<Item = Result<Input, Fault>> + Send>;

/// The reports of all files, one file after the other; a file is opened when its turn comes.
pub(crate) fn inputs(source: &Source) -> impl Iterator<Item = Result<Input, Fault>> + Send + use<> {
    let defaults = Defaults {
        published: source.published.clone(),
        publisher: source.publisher.clone(),
        title: source.title.clone(),
    };
    let from = source.from;
    let mut files = source.files.clone();
    if files.is_empty() {
        files.push(PathBuf::from("-"));
    }
    files.into_iter().flat_map(move |file| open(&file, from, &defaults))
}

/// How many bytes there are to read, where that can be told beforehand.
pub(crate) fn size(source: &Source) -> Option<u64> {
    if source.files.is_empty() {
        return None;
    }
    source.files.iter().map(|file| file.metadata().ok().filter(|meta| meta.is_file()).map(|meta| meta.len())).sum()
}

fn open(file: &PathBuf, from: From, defaults: &Defaults) -> Inputs {
    let name = file.display().to_string();
    let bytes: Box<dyn Read + Send> = if name == "-" {
        Box::new(io::stdin())
    } else {
        match File::open(file) {
            Ok(opened) => Box::new(opened),
            Err(error) => return Box::new(std::iter::once(Err(Fault::unreadable(&name, &error)))),
        }
    };
    let input = BufReader::with_capacity(1 << 16, bytes);
    match from {
        From::Auto => Box::new(read_reports(input, &name, defaults).map(|report| report.map(unparsed))),
        From::Text => Box::new(std::iter::once(read_plain(input, &name, defaults).map(unparsed))),
        From::Jsonl => Box::new(Jsonl::new(input, &name, defaults.clone()).map(|report| report.map(unparsed))),
        From::Conllu => {
            let defaults = defaults.clone();
            Box::new(read_conllu(input).map(move |parsed| match parsed {
                Ok(parsed) => Ok(Input { report: defaults.complete(parsed.report), syntax: Some(parsed.syntax) }),
                Err(error) => Err(conllu_fault(&name, error)),
            }))
        }
    }
}

fn unparsed(report: Report) -> Input {
    Input { report, syntax: None }
}

fn conllu_fault(file: &str, error: ConlluError) -> Fault {
    let remedy = "see the CoNLL-U format of Universal Dependencies".to_owned();
    match error {
        ConlluError::Io { line, error } => Fault { line: Some(line), ..Fault::unreadable(file, &error) },
        ConlluError::Format { line, message } => Fault { file: file.to_owned(), line: Some(line), message, remedy },
        other => Fault { file: file.to_owned(), line: None, message: other.to_string(), remedy },
    }
}
