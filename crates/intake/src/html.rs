//! Pages: the main text, found by Trafilatura, and what the page says of itself.

use crate::Fault;
use crate::blocks::{joined, paragraphs};
use crate::charset::{self, Decoded};
use crate::guarded::guarded;
use crate::located::{Letters, locate, parted};
use crate::metadata::read_metadata;
use crate::reports::Source;
use crate::tags::is_reasonable;
use rapporteur_text::{Notice, Report};
use std::io::BufRead;
use trafilatura::dom::Document;
use trafilatura::{HtmlDateMode, Options, extract_document};

/// How far a page is looked into for its charset.
const HEAD: usize = 4096;

/// No page that people read is larger; taking one apart takes many times its size.
const LARGEST: usize = 16 << 20;

/// Reads a file that is a page.
pub(crate) fn read_html(input: impl BufRead, source: &Source) -> Result<Report, Fault> {
    read_page(&source.limits().whole(input, &source.name)?, source)
}

/// Reads a page.
pub(crate) fn read_page(bytes: &[u8], source: &Source) -> Result<Report, Fault> {
    if bytes.len() > LARGEST {
        return Err(source.fault(format!("the page is larger than {} MB", LARGEST >> 20), "save its article alone"));
    }
    let told = source.options.defaults.charset.as_deref();
    let page = charset::decode(bytes, told, charset_in(bytes).as_deref())
        .map_err(|why| source.fault(why, "it is no page; name its format with --from"))?;
    if !is_reasonable(&page.text) {
        return Err(source.fault("its elements lie in each other without end", "save the page as text"));
    }
    // A page is anybody's making, and the extractor is not ours: a panic of it is a fault of one report.
    let found = guarded(|| main_text(&page.text));
    let (metadata, text) = found.ok_or_else(|| source.fault("the page could not be taken apart", "save it as text"))?;
    let shown = Letters::of_page(&page.text);
    let mut text = parted(text, &shown, &page.text);
    if let (Some(title), [first, _, ..]) = (&metadata.title, &text[..])
        && same_words(first, title)
    {
        text.remove(0);
    }
    if text.is_empty() {
        return Err(source.fault("no main text was found in the page", "is it an article? else save it as text"));
    }
    let mut report = Report::new(source.stem(), joined(&text));
    report.title = metadata.title;
    report.publisher = metadata.publisher;
    report.url = metadata.url;
    report.language = metadata.language;
    let mut dates = metadata.dates.into_iter();
    report.published = dates.next();
    report.other_dates = dates.collect();
    if metadata.dated_by_url {
        let message = "the publication date is taken from the address of the page";
        report.notices.push(Notice::new("intake/date-from-address", message));
    }
    let (original, lost) = locate(&report.text, &shown, bytes, &page);
    report.original = original;
    let Decoded { notice, .. } = page;
    report.notices.extend(notice.into_iter().chain(lost));
    Ok(report)
}

fn main_text(page: &str) -> (crate::metadata::Metadata, Vec<String>) {
    let document = Document::parse(page);
    let metadata = read_metadata(&document);
    let mut options = Options::default().with_fallback(true).with_exclude_comments(true);
    options.html_date_mode = HtmlDateMode::Disabled;
    let text = extract_document(document, &options).map(|found| paragraphs(&found.content_html));
    (metadata, text.unwrap_or_default())
}

/// Whether two pieces of text have the same letters, as a heading and the title have.
fn same_words(a: &str, b: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(a) == letters(b)
}

/// Whether bytes of unknown kind begin like a page.
pub(crate) fn is_page(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    head.contains("<html") || head.contains("<!doctype html")
}

/// The charset that a page or an XML declaration names.
pub(crate) fn charset_in(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let after = |what: &str| {
        let rest = head.split_once(what)?.1.trim_start().strip_prefix('=')?;
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
        (!name.is_empty()).then_some(name)
    };
    after("charset").or_else(|| head.starts_with("<?xml").then(|| after("encoding")).flatten())
}

#[cfg(test)]
mod tests {
    use crate::{Options, read_reports};
    use rapporteur_text::TextRange;

    #[test]
    fn a_page_becomes_its_main_text_with_the_way_back() {
        let page = "<!DOCTYPE html><html lang=en><head><meta charset=windows-1252><title>x</title>\
            <meta property='og:title' content='Talks in Minsk'><meta property='article:published_time' content='2025-03-13T08:00:00Z'>\
            </head><body><nav><a href=/>Home</a> <a href=/a>World</a></nav><article><h1>Talks in Minsk</h1>\
            <p>Ministers of Iran and Belarus signed an agreement in Minsk on Wednesday, the ministry said in a statement.</p>\
            <p>The president\u{92}s caf\u{e9} was &ldquo;open&rdquo; for the delegations until the evening, reporters said there.</p>\
            </article><footer>Copyright</footer></body></html>";
        let bytes: Vec<u8> = page.chars().map(|c| c as u8).collect();
        let report = read_reports(&bytes[..], "in/minsk.html", &Options::default()).next().unwrap().unwrap();
        assert_eq!(report.title.as_deref(), Some("Talks in Minsk"));
        assert_eq!(report.published.as_deref(), Some("2025-03-13T08:00:00Z"));
        assert!(
            report.text.starts_with("Ministers of Iran") && report.text.ends_with("said there.\n"),
            "{}",
            report.text
        );
        assert!(report.text.contains("president’s café was “open” for"), "{}", report.text);
        assert_eq!(report.notices, []);
        for words in ["Ministers of Iran", "café", "open", "reporters said there"] {
            let at = report.text.find(words).unwrap();
            let range = report.original.bytes(TextRange::from_usize(at, at + words.len())).unwrap();
            let there = &bytes[range.start as usize..range.end as usize];
            let there: String = there.iter().map(|&byte| byte as char).collect();
            assert_eq!(there, words);
        }
    }

    #[test]
    fn a_page_without_text_is_a_fault() {
        let fault = read_reports(&b"<html><body></body></html>"[..], "e.html", &Options::default()).next().unwrap();
        assert!(fault.unwrap_err().to_string().starts_with("e.html: no main text was found in the page"));
    }
}
