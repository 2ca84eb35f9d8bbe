//! What input is, by its first bytes.

use crate::reports::Source;
use crate::{Fault, charset, table};

/// How the reports of a file are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One report, as it is.
    Text,
    /// One JSON object a line.
    Jsonl,
    /// An array of JSON objects, or objects one after the other.
    Json,
    /// Values parted by commas, semicolons, tabs or bars, with a head and a column of texts.
    Table,
    /// A page, of which the main text is read.
    Html,
    /// RSS, Atom or JSON Feed: one report an entry.
    Feed,
    /// A message.
    Mail,
    /// Messages one after the other.
    Mbox,
    /// A web archive: one report a page.
    Warc,
    /// A document with a layer of text.
    Pdf,
}

/// How much of a file is looked at to recognise its format.
pub(crate) const SNIFF: usize = 1 << 13;

/// An opening brace with a quoted key after it on the same line.
pub(crate) fn is_jsonl(head: &[u8]) -> bool {
    let head = without_mark(head).trim_ascii_start();
    let Some(rest) = head.strip_prefix(b"{") else { return false };
    let key = rest.iter().find(|byte| !matches!(byte, b' ' | b'\t'));
    matches!(key, Some(b'"' | b'}')) && !is_json_feed(head)
}

fn is_json_feed(head: &[u8]) -> bool {
    let head = &head[..head.len().min(1024)];
    head.windows(20).any(|window| window == b"//jsonfeed.org/versi")
}

/// Recognises the format of what is in no container; `Err` where it is known to be none that is read.
pub(crate) fn recognise(head: &[u8], source: &Source) -> Result<Format, Fault> {
    let bytes = without_mark(head).trim_ascii_start();
    if is_jsonl(head) {
        return Ok(Format::Jsonl);
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"WARC/") {
        return Ok(Format::Warc);
    }
    if let Some((what, remedy)) = not_read(head) {
        return Err(source.fault(what, remedy));
    }
    if let Some(format) = json(bytes) {
        return Ok(format);
    }
    // Pages and tables come in every charset.
    let (text, _) = charset::guessed(head);
    if let Some(format) = markup(&text) {
        return Ok(format);
    }
    if head.starts_with(b"From ") && text.lines().nth(1).is_some_and(|line| header_name(line).is_some()) {
        return Ok(Format::Mbox);
    }
    if is_message(&text) {
        return Ok(Format::Mail);
    }
    let is_table = table::delimiter(text.as_bytes(), &source.options.fields).is_some();
    Ok(if is_table || named_as_table(&source.name) { Format::Table } else { Format::Text })
}

fn json(bytes: &[u8]) -> Option<Format> {
    let next = || bytes[1..].iter().find(|byte| !byte.is_ascii_whitespace());
    match bytes.first()? {
        b'{' if is_json_feed(bytes) => Some(Format::Feed),
        b'{' => matches!(next(), Some(b'"' | b'}')).then_some(Format::Json),
        b'[' => matches!(next(), Some(b'{' | b']')).then_some(Format::Json),
        _ => None,
    }
}

/// Elements with which pages and pieces of pages begin.
const ELEMENTS: [&str; 20] = [
    "html", "head", "body", "title", "meta", "link", "script", "style", "base", "div", "article", "main", "section",
    "p", "h1", "h2", "header", "span", "table", "a",
];

/// Which of the languages of angle brackets a text begins in.
fn markup(text: &str) -> Option<Format> {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !rest.starts_with('<') {
        return None;
    }
    let mut is_xml = false;
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(declaration) = rest.strip_prefix("<?") {
            is_xml |= declaration.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("xml"));
            rest = declaration.split_once('>').map_or("", |(_, after)| after);
        } else if let Some(doctype) = rest.strip_prefix("<!") {
            let name: String = doctype.chars().take(12).collect::<String>().to_ascii_lowercase();
            if name.starts_with("doctype html") {
                return Some(Format::Html);
            }
            rest = doctype.split_once('>').map_or("", |(_, after)| after);
        } else {
            break;
        }
    }
    let name: String = rest.strip_prefix('<')?.chars().take_while(|c| c.is_alphanumeric() || *c == ':').collect();
    let name = name.to_ascii_lowercase();
    match &*name {
        "rss" | "rdf:rdf" | "feed" | "atom:feed" => Some(Format::Feed),
        _ if ELEMENTS.contains(&&*name) => Some(Format::Html),
        // Some page that begins with an element of its own.
        _ if !is_xml && text.to_ascii_lowercase().contains("<body") => Some(Format::Html),
        _ => None,
    }
}

/// The name of a header such as `Message-ID: …`, in lower case.
fn header_name(line: &str) -> Option<String> {
    let (name, _) = line.split_once(':')?;
    let sound = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    sound.then(|| name.to_ascii_lowercase())
}

/// Headers that only messages have, or have together.
const MARKS: [&str; 8] = [
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "dkim-signature",
    "x-received",
    "envelope-to",
];
const USUAL: [&str; 7] = ["from", "to", "subject", "date", "reply-to", "content-type", "cc"];

/// Whether the text begins with the headers of a message.
fn is_message(text: &str) -> bool {
    let mut names = Vec::new();
    for line in text.lines() {
        if line.is_empty() {
            break;
        }
        if !line.starts_with([' ', '\t']) {
            match header_name(line) {
                Some(name) => names.push(name),
                // The head may end within a line.
                None if text.len() >= SNIFF - 16 => break,
                None => return false,
            }
        }
    }
    let among = |list: &[&str]| names.iter().filter(|name| list.contains(&name.as_str())).count();
    let (marks, usual) = (among(&MARKS), among(&USUAL));
    (marks > 0 && marks + usual >= 3) || (usual >= 3 && names.iter().any(|name| name == "from"))
}

fn named_as_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.ends_with(".csv") || name.ends_with(".tsv")
}

/// What is known by its first bytes and is not read, with what helps.
const NOT_READ: [(&[u8], &str, &str); 15] = [
    (b"\x89PNG", "a picture", "give text; a scan needs a program that reads characters"),
    (b"\xFF\xD8\xFF", "a picture", "give text; a scan needs a program that reads characters"),
    (b"GIF8", "a picture", "give text"),
    (b"\xD0\xCF\x11\xE0", "a document of an old Office", "save it as text, HTML or PDF"),
    (b"{\\rtf", "a document in RTF", "save it as text, HTML or PDF"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", "unpack it and read the folder"),
    (b"Rar!", "a RAR archive", "unpack it and read the folder"),
    (b"\xFD7zXZ", "compressed with xz", "unpack it: xz -dc FILE | rapporteur read"),
    (b"\x28\xB5\x2F\xFD", "compressed with zstd", "unpack it: zstd -dc FILE | rapporteur read"),
    (b"BZh", "compressed with bzip2", "unpack it: bzip2 -dc FILE | rapporteur read"),
    (b"SQLite format 3\0", "a database", "to ask a ledger use list or show, to join ledgers merge"),
    (b"PAR1", "a Parquet file", "write the columns as CSV or JSONL"),
    (b"\x7FELF", "a program", "give text"),
    (b"MZ\x90\0", "a program", "give text"),
    (b"OggS", "a recording", "give text"),
];

fn not_read(head: &[u8]) -> Option<(&'static str, &'static str)> {
    NOT_READ.iter().find(|(mark, ..)| head.starts_with(mark)).map(|&(_, what, remedy)| (what, remedy))
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::reports::Source;
    use std::sync::Arc;

    #[test]
    fn formats_are_recognised_by_content() {
        let source = Source { name: "x".into(), depth: 0, options: Arc::new(Options::default()) };
        let told = [
            ("\n {\"id\": 1, \"text\": \"x\"}", Format::Jsonl),
            ("{\n  \"text\": \"x\"}", Format::Json),
            ("[{\"text\": \"x\"}]", Format::Json),
            ("[sic] he wrote, and left", Format::Text),
            ("{sic} he wrote", Format::Text),
            ("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}", Format::Feed),
            ("id,text\n1,x\n", Format::Table),
            ("Text, he said, is all.\nNothing else.", Format::Text),
            ("id\ttext\n1\tx\n", Format::Table),
            ("<!DOCTYPE html><p>x", Format::Html),
            ("\u{feff}<!-- x --><html>", Format::Html),
            ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html>", Format::Html),
            ("<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\">", Format::Feed),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed),
            ("<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">", Format::Feed),
            ("<p>They met.</p>", Format::Html),
            ("<Ministers met> is what it said.", Format::Text),
            ("From a@b Thu Mar 13 10:00:00 2025\nSubject: x\n", Format::Mbox),
            ("From Minsk the ministers went home.\nThey left: soon.", Format::Text),
            ("Received: by x\nFrom: a@b\nSubject: y\n\nText: z", Format::Mail),
            ("From: Tasnim\nDate: March 13\nSubject: Talks\n\nThey met.", Format::Mail),
            ("Subject: Talks\n\nThey met.", Format::Text),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", Format::Warc),
            ("%PDF-1.7\n", Format::Pdf),
            ("", Format::Text),
        ];
        for (head, format) in told {
            assert_eq!(recognise(head.as_bytes(), &source), Ok(format), "{head:?}");
        }
        assert!(recognise(b"\x89PNG\r\n\x1a\n", &source).unwrap_err().message.contains("picture"));
    }
}
