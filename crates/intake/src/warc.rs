//! Web archives: one report a page.

use crate::http::{self, Response};
use crate::reports::{Bytes, Source};
use crate::{Defaults, Fault, charset, html};
use rapporteur_text::Report;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Error, ErrorKind, Read};
use std::sync::Arc;

/// A record's header that is longer than this is damaged.
const LONGEST_HEADER: u64 = 1 << 20;

/// The pages and texts of an archive, one record at a time. All else (requests, pictures, redirections) is counted.
pub(crate) struct Warc<'r> {
    input: Bytes<'r>,
    source: Source,
    records: usize,
    passed: BTreeMap<&'static str, u64>,
    ended: bool,
}

/// A record, of which the content was read where it may be a report.
struct Record {
    headers: Vec<(String, String)>,
    content: Vec<u8>,
}

impl Record {
    fn header(&self, name: &str) -> Option<&str> {
        http::header(&self.headers, name)
    }
}

/// What comes of a record.
enum Taken {
    Report(Box<Report>),
    Passed(&'static str),
}

impl<'r> Warc<'r> {
    pub(crate) fn new(input: Bytes<'r>, source: Source) -> Self {
        Self { input, source, records: 0, passed: BTreeMap::new(), ended: false }
    }

    fn fault(&self, message: impl std::fmt::Display, remedy: &str) -> Fault {
        self.source.fault(format!("record {}: {message}", self.records), remedy)
    }

    /// The next record; `None` at the end. `Err` with false where the archive cannot be read on.
    fn record(&mut self) -> Result<Option<Result<Record, Fault>>, Fault> {
        let mut line = Vec::new();
        // Records end with two empty lines; what else stands there is passed over up to the next record.
        let mut stray = 0;
        loop {
            line.clear();
            let read = self.input.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut line);
            match read {
                Ok(0) if stray > 0 => {
                    return Err(self.fault("no record follows", "the archive is damaged: get it again"));
                }
                Ok(0) => return Ok(None),
                Ok(_) if line.starts_with(b"WARC/") => break,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(read) => stray += read,
                // A damaged member of the compressed archive, of which not even the beginning is there: the next one is read.
                Err(error) if is_damage(&error) => {
                    self.records += 1;
                    return Ok(Some(Err(
                        self.fault(error, "that page is lost, the next is read: get the archive again")
                    )));
                }
                Err(error) => return Err(self.source.unreadable(&error)),
            }
        }
        self.records += 1;
        if stray > 0 {
            // Told with the record that follows it, which is sound as far as can be seen; it must not be lost for it.
            *self.passed.entry("damaged stretches").or_default() += 1;
        }
        match self.rest_of_record() {
            Ok(record) => Ok(Some(record)),
            Err(error) if is_damage(&error) => {
                Ok(Some(Err(self.fault(error, "that page is lost, the next is read: get the archive again"))))
            }
            Err(error) => Err(self.source.unreadable(&error)),
        }
    }

    /// The header's lines after the first, and the content.
    fn rest_of_record(&mut self) -> io::Result<Result<Record, Fault>> {
        let Some(headers) = http::read_headers(&mut self.input, LONGEST_HEADER)? else {
            return Ok(Err(self.fault("the header does not end", "the archive is damaged: get it again")));
        };
        let mut record = Record { headers, content: Vec::new() };
        let Some(length) = record.header("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            return Ok(Err(self.fault("no length", "the archive is damaged: get it again")));
        };
        let wanted = matches!(record.header("warc-type"), Some("response" | "resource" | "conversion"));
        let limit = self.source.limits().report;
        let mut content = self.input.by_ref().take(length);
        if !wanted || length > limit {
            let passed = io::copy(&mut content, &mut io::sink())?;
            cut_off(passed, length)?;
            return Ok(if wanted {
                Err(self.source.limits().too_large(&self.source.name, "a record"))
            } else {
                Ok(record)
            });
        }
        content.read_to_end(&mut record.content)?;
        cut_off(record.content.len() as u64, length)?;
        Ok(Ok(record))
    }

    fn report_of(&self, record: Record) -> Result<Taken, Fault> {
        let kind = record.header("warc-type").unwrap_or_default().to_ascii_lowercase();
        let response = match &*kind {
            "response" => match http::parse_response(&record.content) {
                Ok(response) if response.status == 200 => response,
                Ok(_) => return Ok(Taken::Passed("redirections and errors")),
                // What is no HTTP (DNS, for instance) is no page.
                Err(None) => return Ok(Taken::Passed("other responses")),
                Err(Some(message)) => return Err(self.fault(message, "get the page again")),
            },
            "resource" | "conversion" => {
                let content_type = record.header("content-type").unwrap_or_default().to_owned();
                Response { status: 200, content_type, body: record.content.clone() }
            }
            "warcinfo" | "metadata" => return Ok(Taken::Passed("descriptions")),
            "request" => return Ok(Taken::Passed("requests")),
            "revisit" => return Ok(Taken::Passed("unchanged pages")),
            _ => return Ok(Taken::Passed("other records")),
        };
        let (media, charset) = http::content_type(&response.content_type);
        // What others took out of pages (WET files) says text/plain, or nothing.
        let is_text = media == "text/plain" || (media.is_empty() && kind == "conversion");
        let is_page = matches!(&*media, "text/html" | "application/xhtml+xml")
            || (media.is_empty() && html::is_page(&response.body));
        if !is_page && !is_text {
            return Ok(Taken::Passed("other kinds of content"));
        }
        let url = record.header("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        let id = record.header("warc-record-id").map(|id| id.trim_matches(['<', '>']).trim_start_matches("urn:uuid:"));
        let id = id.map_or_else(|| self.records.to_string(), str::to_owned);
        let name = format!("{}!{}", self.source.name, url.as_deref().unwrap_or(&id));
        let mut options = (*self.source.options).clone();
        options.defaults = Defaults { url: url.clone(), charset, ..options.defaults };
        let page = Source { name, depth: self.source.depth, options: Arc::new(options) };
        let mut report = if is_page {
            html::read_page(&response.body, &page)?
        } else {
            let decoded = charset::decode(&response.body, page.options.defaults.charset.as_deref(), None);
            let decoded = decoded.map_err(|why| page.fault(why, "it is no text"))?;
            let mut report = Report::new("", decoded.text);
            report.notices.extend(decoded.notice);
            report
        };
        report.id = id;
        report.url = report.url.or(url);
        Ok(Taken::Report(Box::new(report)))
    }

    /// What there is to say at the end.
    fn told(&mut self) -> Option<Fault> {
        let passed = std::mem::take(&mut self.passed);
        let all: u64 = passed.values().sum();
        let each: Vec<String> = passed.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let message =
            format!("{all} of {} records are no pages and were passed over: {}", self.records, each.join(", "));
        (all > 0).then(|| Fault::left_out(&self.source.name, message, "nothing need be done"))
    }
}

fn cut_off(read: u64, length: u64) -> io::Result<()> {
    if read < length {
        return Err(Error::new(ErrorKind::UnexpectedEof, "the archive ends within a record"));
    }
    Ok(())
}

/// Whether what comes after may still be read.
fn is_damage(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof)
}

impl Iterator for Warc<'_> {
    type Item = Result<Report, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.record() {
                Ok(Some(Ok(record))) => match self.report_of(record) {
                    Ok(Taken::Report(report)) => return Some(Ok(*report)),
                    Ok(Taken::Passed(kind)) => *self.passed.entry(kind).or_default() += 1,
                    Err(fault) => return Some(Err(fault)),
                },
                Ok(Some(Err(fault))) => return Some(Err(fault)),
                Ok(None) => {
                    self.ended = true;
                    return self.told().map(Err);
                }
                Err(fault) => {
                    self.ended = true;
                    return Some(Err(fault));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, read_reports};
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn record(kind: &str, url: &str, content: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Record-ID: <urn:uuid:{url}>\r\nContent-Length: {}\r\n\r\n",
            content.len()
        );
        [head.as_bytes(), content, b"\r\n\r\n"].concat()
    }

    fn page(words: &str) -> Vec<u8> {
        let words = format!(
            "{words} signed an agreement in Minsk on Wednesday, and the ministry said in a statement that it is to hold for ten years."
        );
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>T</title></head><body><article><p>{words}</p></article></body></html>").into_bytes()
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn records() -> Vec<Vec<u8>> {
        vec![
            record("warcinfo", "i", b"software: x"),
            record("request", "https://example.org/1", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", "https://example.org/1", &page("One")),
            record("response", "https://example.org/p", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
            record("response", "https://example.org/r", b"HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n"),
            record("conversion", "https://example.org/3", b"WARC/1.0 Three."),
            record("response", "https://example.org/2", &page("Two")),
        ]
    }

    fn shown(bytes: &[u8]) -> Vec<String> {
        let read = read_reports(bytes, "c.warc", &Options::default());
        read.map(|read| match read {
            Ok(report) => format!("{} {}", report.url.unwrap_or_default(), &report.text[..3]),
            Err(fault) => fault.to_string(),
        })
        .collect()
    }

    #[test]
    fn pages_are_read_from_plain_and_from_packed_archives() {
        let all = records();
        let plain = shown(&all.concat());
        assert_eq!(
            plain[..3],
            ["https://example.org/1 One", "https://example.org/3 WAR", "https://example.org/2 Two"].map(str::to_owned)
        );
        let told =
            "1 descriptions, 1 other kinds of content, 1 redirections and errors, 1 requests (nothing need be done)";
        assert_eq!(plain[3], format!("c.warc: 4 of 7 records are no pages and were passed over: {told}"));
        let members: Vec<u8> = all.iter().flat_map(|record| packed(record)).collect();
        assert_eq!(shown(&members), plain);
    }

    #[test]
    fn the_pages_after_a_damaged_one_are_read() {
        let all = records();
        let mut members: Vec<Vec<u8>> = all.iter().map(|record| packed(record)).collect();
        let middle = members[2].len() / 2;
        members[2][middle..middle + 4].fill(0xFF);
        let read = shown(&members.concat());
        assert!(read[0].starts_with("c.warc: record 3: "), "{read:?}");
        assert_eq!(read[2], "https://example.org/2 Two");
        let cut = all.concat();
        let read = shown(&cut[..cut.len() - 100]);
        assert_eq!(read[0], "https://example.org/1 One");
        assert!(read[2].contains("the archive ends within a record"), "{read:?}");
        let stray = [&all[2][..], b"rubbish\r\n", &all[6]].concat();
        let read = shown(&stray);
        assert_eq!((read.len(), &*read[1]), (3, "https://example.org/2 Two"));
    }
}
