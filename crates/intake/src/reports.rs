//! The door: bytes of any kind come in, reports go out.

use crate::container::{Container, gzip, tar, zip};
use crate::fields::Fields;
use crate::format::{self, Format, SNIFF};
use crate::{Fault, Limits, feed, folder, html, json, jsonl, language, mail, plain, table, warc};
use rapporteur_text::Report;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

/// Reports as they are read, one at a time.
pub type Reports<'r> = Box<dyn Iterator<Item = Result<Report, Fault>> + Send + 'r>;

/// Input as it is read.
pub(crate) type Bytes<'r> = Box<dyn BufRead + Send + 'r>;

/// How input is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The format of what lies in files, folders and archives; recognised by content where nothing is said.
    pub from: Option<Format>,
    /// What is taken for known.
    pub defaults: Defaults,
    /// What the columns of tables and the fields of JSON objects mean.
    pub fields: Fields,
    /// How much is taken in.
    pub limits: Limits,
}

/// What is taken for known of reports that do not say it themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Defaults {
    /// The publication date.
    pub published: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The charset of pages, as the server that sent them says; it counts more than what a page says of itself.
    pub charset: Option<String>,
}

impl Defaults {
    /// Fills the gaps of a report.
    pub fn complete(&self, mut report: Report) -> Report {
        report.published = report.published.or_else(|| self.published.clone());
        report.publisher = report.publisher.or_else(|| self.publisher.clone());
        report.title = report.title.or_else(|| self.title.clone());
        report.url = report.url.or_else(|| self.url.clone());
        report
    }
}

/// What a reader knows of its input beside the bytes.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Its name in faults.
    pub(crate) name: String,
    /// How many archives it lies in.
    pub(crate) depth: u32,
    /// How it is read.
    pub(crate) options: Arc<Options>,
}

impl Source {
    fn new(name: &str, options: &Options) -> Self {
        Self { name: name.to_owned(), depth: 0, options: Arc::new(options.clone()) }
    }

    /// A member of an archive.
    pub(crate) fn member(&self, name: &str) -> Self {
        Self { name: format!("{}!{name}", self.name), depth: self.depth + 1, options: Arc::clone(&self.options) }
    }

    /// Another file that is read alike.
    pub(crate) fn sibling(&self, name: String) -> Self {
        Self { name, depth: self.depth, options: Arc::clone(&self.options) }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.options.limits
    }

    /// A report of it was lost.
    pub(crate) fn fault(&self, message: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault::new(&self.name, message, remedy)
    }

    /// It could not be read on.
    pub(crate) fn unreadable(&self, error: &io::Error) -> Fault {
        Fault::unreadable(&self.name, error)
    }

    /// The name without folders, archives and ending: the id of a report that is a file.
    pub(crate) fn stem(&self) -> &str {
        let name = self.name.rsplit(['/', '\\', '!']).next().unwrap_or(&self.name);
        let name = name.strip_suffix(".gz").filter(|name| !name.is_empty()).unwrap_or(name);
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        }
    }
}

/// Reads the reports of one input, named `name` in faults: a report, a file of many, or an archive of files.
///
/// Formats are recognised by content; what the input does not say of itself is taken from the defaults. A language other
/// than English is told in [`Report::language`].
///
/// ```
/// use rapporteur_intake::{Options, read_reports};
/// let page = "<html><head><title>Talks in Minsk</title></head><body><article><p>Ministers met in Minsk.</p></article></body></html>";
/// let report = read_reports(page.as_bytes(), "minsk.html", &Options::default()).next().unwrap().unwrap();
/// assert_eq!((&*report.text, report.title.as_deref()), ("Ministers met in Minsk.\n", Some("Talks in Minsk")));
/// ```
pub fn read_reports<'r>(input: impl BufRead + Send + 'r, name: &str, options: &Options) -> Reports<'r> {
    finished(open(Box::new(input), Source::new(name, options)), options)
}

/// Reads the reports of a file, of all files of a folder, or of standard input, which is `-`.
///
/// Of a folder all files are read in the order of their names, with those of its folders; what is hidden is left out.
pub fn read_path(path: &Path, options: &Options) -> Reports<'static> {
    let source = Source::new(&path.display().to_string(), options);
    let reports =
        if source.name == "-" { open(Box::new(BufReader::new(io::stdin())), source) } else { open_path(path, source) };
    finished(reports, options)
}

pub(crate) fn open_path(path: &Path, source: Source) -> Reports<'static> {
    if path.is_dir() {
        return folder::read_folder(path, &source);
    }
    match File::open(path) {
        Ok(file) => open_file(file, source),
        Err(error) => one(Err(source.unreadable(&error))),
    }
}

/// A file may be read at any place, so that a zip archive need not be copied first.
pub(crate) fn open_file(mut file: File, source: Source) -> Reports<'static> {
    let mut head = [0; 4];
    let read = file.read(&mut head).and_then(|read| io::Seek::rewind(&mut file).map(|()| read));
    match read {
        Ok(read) if Container::of(&head[..read]) == Some(Container::Zip) => zip::read_zip(file, source),
        // What cannot be read from its beginning again, as a pipe, is a stream.
        Ok(_) => open(Box::new(BufReader::with_capacity(1 << 16, file)), source),
        Err(_) => open(Box::new(BufReader::new(Cursor::new(head).chain(file))), source),
    }
}

/// Recognises what comes and gives it to its reader.
pub(crate) fn open(input: Bytes<'_>, source: Source) -> Reports<'_> {
    let (head, input) = match peek(input) {
        Ok(peeked) => peeked,
        Err(error) => return one(Err(source.unreadable(&error))),
    };
    if let Some(container) = Container::of(&head) {
        if source.depth >= source.limits().depth {
            let message = format!("more than {} archives lie in each other", source.limits().depth);
            return one(Err(source.fault(message, "unpack it yourself and read what it holds")));
        }
        return match container {
            Container::Gzip => {
                let limits = *source.limits();
                let inside = Source { depth: source.depth + 1, ..source };
                open(Box::new(BufReader::with_capacity(1 << 16, gzip::Members::new(input, limits))), inside)
            }
            Container::Tar => tar::read_tar(input, source),
            Container::Zip => zip::read_zip_stream(input, source),
        };
    }
    let recognised = source.options.from.map_or_else(|| format::recognise(&head, &source), Ok);
    match recognised {
        Err(fault) => one(Err(fault)),
        Ok(Format::Text) => one(plain::read_plain(input, &source)),
        Ok(Format::Jsonl) => Box::new(jsonl::Jsonl::new(input, source)),
        Ok(Format::Json) => Box::new(json::Json::new(input, source)),
        Ok(Format::Table) => table::read_table(input, &head, source),
        Ok(Format::Html) => one(html::read_html(input, &source)),
        Ok(Format::Feed) => feed::read_feed(input, &source),
        Ok(Format::Mail) => one(mail::read_mail(input, &source)),
        Ok(Format::Mbox) => Box::new(mail::Mbox::new(input, source)),
        Ok(Format::Warc) => Box::new(warc::Warc::new(input, source)),
        #[cfg(feature = "pdf")]
        Ok(Format::Pdf) => one(crate::pdf::read_pdf(input, &source)),
        #[cfg(not(feature = "pdf"))]
        Ok(Format::Pdf) => one(Err(source.fault(
            "this program was built without its reader of PDF",
            "build it with --features pdf, or take the text out: pdftotext FILE - | rapporteur read",
        ))),
    }
}

pub(crate) fn one<'r>(report: Result<Report, Fault>) -> Reports<'r> {
    Box::new(std::iter::once(report))
}

fn finished<'r>(reports: Reports<'r>, options: &Options) -> Reports<'r> {
    let defaults = options.defaults.clone();
    Box::new(reports.map(move |report| report.map(|report| language::flagged(defaults.complete(report)))))
}

/// The first bytes, and the input with them put back.
///
/// A stream that begins like JSONL is not waited for any longer, so that its lines are read as they come.
fn peek(mut input: Bytes<'_>) -> io::Result<(Vec<u8>, Bytes<'_>)> {
    let first = input.fill_buf()?;
    if first.len() >= SNIFF || format::is_jsonl(first) {
        let head = first[..first.len().min(SNIFF)].to_vec();
        return Ok((head, input));
    }
    let mut head = Vec::new();
    let error = input.by_ref().take(SNIFF as u64).read_to_end(&mut head).err();
    if head.is_empty()
        && let Some(error) = error
    {
        return Err(error);
    }
    let whole = Cursor::new(head.clone()).chain(Later { error, input });
    Ok((head, Box::new(whole)))
}

/// Input of which an error is told when it is read up to there.
struct Later<'r> {
    error: Option<io::Error>,
    input: Bytes<'r>,
}

impl Read for Later<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.error.take().map_or_else(|| self.input.read(buffer), Err)
    }
}

impl BufRead for Later<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.error.take() {
            Some(error) => Err(error),
            None => self.input.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        self.input.consume(amount);
    }
}
