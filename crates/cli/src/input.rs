//! The files of the command line become a stream of reports.

use crate::args::{From, Source};
use rapporteur::intake::{Defaults, Fault, Options, read_path};
use rapporteur::syntax::{ConlluError, Syntax, read_conllu};
use rapporteur::text::Report;
use rapporteur::{Reader, Reading};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

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
    let options = options(source);
    let parsed = source.from == From::Conllu;
    let mut files = source.files.clone();
    if files.is_empty() {
        files.push(PathBuf::from("-"));
    }
    files.into_iter().flat_map(move |file| -> Inputs {
        if parsed {
            parsed_reports(&file, &options.defaults)
        } else {
            Box::new(read_path(&file, &options).map(|report| report.map(unparsed)))
        }
    })
}

/// How the reports of a source are read.
pub(crate) fn options(source: &Source) -> Options {
    let defaults = Defaults {
        published: source.published.clone(),
        publisher: source.publisher.clone(),
        title: source.title.clone(),
        ..Defaults::default()
    };
    Options {
        from: source.from.format(),
        defaults,
        fields: source.columns.clone().unwrap_or_default(),
        ..Options::default()
    }
}

/// How many bytes of text there are to read, where that can be told beforehand: of files of text and JSONL.
pub(crate) fn size(source: &Source) -> Option<u64> {
    let is_text = |file: &Path| file.extension().is_some_and(|ending| ending == "txt" || ending == "jsonl");
    let length =
        |file: &PathBuf| file.metadata().ok().filter(|meta| meta.is_file() && is_text(file)).map(|meta| meta.len());
    if source.files.is_empty() { None } else { source.files.iter().map(length).sum() }
}

fn parsed_reports(file: &Path, defaults: &Defaults) -> Inputs {
    let name = file.display().to_string();
    let bytes: Box<dyn Read + Send> = if name == "-" {
        Box::new(io::stdin())
    } else {
        match File::open(file) {
            Ok(opened) => Box::new(opened),
            Err(error) => return Box::new(std::iter::once(Err(Fault::unreadable(&name, &error)))),
        }
    };
    let defaults = defaults.clone();
    Box::new(read_conllu(BufReader::with_capacity(1 << 16, bytes)).map(move |parsed| match parsed {
        Ok(parsed) => Ok(Input { report: defaults.complete(parsed.report), syntax: Some(parsed.syntax) }),
        Err(error) => Err(conllu_fault(&name, error)),
    }))
}

pub(crate) fn unparsed(report: Report) -> Input {
    Input { report, syntax: None }
}

fn conllu_fault(file: &str, error: ConlluError) -> Fault {
    let remedy = "see the CoNLL-U format of Universal Dependencies";
    match error {
        ConlluError::Io { line, error } => Fault::unreadable(file, &error).at_line(line),
        ConlluError::Format { line, message } => Fault::new(file, message, remedy).at_line(line),
        other => Fault::new(file, other.to_string(), remedy),
    }
}
