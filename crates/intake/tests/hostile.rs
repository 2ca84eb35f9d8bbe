//! Any bytes are read without panic, by every reader, and give reports whose ranges lie in their text.

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use rapporteur_intake::{Format, Limits, Options, read_reports};
use std::io::Write;

const FORMATS: [Option<Format>; 11] = [
    None,
    Some(Format::Text),
    Some(Format::Jsonl),
    Some(Format::Json),
    Some(Format::Table),
    Some(Format::Html),
    Some(Format::Feed),
    Some(Format::Mail),
    Some(Format::Mbox),
    Some(Format::Warc),
    Some(Format::Pdf),
];

/// Sound input of each kind, to be broken.
const SEEDS: [&str; 10] = [
    "Ministers met in Minsk on Wednesday.\n",
    "{\"id\":\"a\",\"text\":\"They met.\",\"published\":\"2025-03-13\"}\n{\"text\":\"They left.\"}\n",
    "[\n{\"content\":\"They \\\"met\\\".\",\"source\":{\"name\":\"x\"}},\n{\"body\":\"y\"}]",
    "id,title,text\n1,\"a,\"\"b\",They met.\n2,,\"They\nleft.\"\n",
    "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>T</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\
     \"datePublished\":\"2025-03-13\"}</script></head><body><article><p>The caf&eacute; &amp; the <b>ministers</b> met in Minsk.</p>\
     <table><tr><td>1</table><p>They left &#8212; it was said.</article></body></html>",
    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>x</title><item><guid>1</guid><title>T</title><description>&lt;p&gt;They met.\
     </description><pubDate>Thu, 13 Mar 2025 10:00:00 GMT</pubDate></item></channel></rss>",
    "Received: by x\nFrom: A <a@b>\nSubject: =?utf-8?b?w6k=?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\
     Content-Type: text/html\n\n<p>x\n--b\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n--b--\n",
    "From a@b Thu Mar 13 10:00:00 2025\nSubject: x\nFrom: a@b\n\nOne.\n\nFrom a@b Thu Mar 13 10:00:00 2025\n\nTwo.\n",
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 79\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n\r\n",
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
];

/// Reads all there is; a reader that never ends would be found by its number of reports.
fn read_all(bytes: &[u8], from: Option<Format>) {
    read_unpacked(bytes, from, bytes.len() * 4);
}

/// The same, where what is read may be so much longer than the bytes.
fn read_unpacked(bytes: &[u8], from: Option<Format>, longest: usize) {
    let limits = Limits { report: 1 << 16, ..Limits::default() };
    let options = Options { from, limits, ..Options::default() };
    let mut read = 0;
    for report in read_reports(bytes, "x", &options) {
        read += 1;
        assert!(read <= bytes.len() + 2, "more reports than bytes");
        match report {
            Ok(report) => {
                for (text, original) in report.original.pieces() {
                    assert!(!text.of(&report.text).is_empty() && original.end as usize <= longest);
                }
                for notice in &report.notices {
                    assert!(
                        notice
                            .range
                            .is_none_or(|range| report.text.get(range.start as usize..range.end as usize).is_some())
                    );
                }
            }
            Err(fault) => assert!(!fault.message.is_empty() && !fault.remedy.is_empty()),
        }
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600), format in 0..FORMATS.len()) {
        read_all(&bytes, FORMATS[format]);
    }

    #[test]
    fn any_text(text in "\\PC{0,200}", format in 0..FORMATS.len()) {
        read_all(text.as_bytes(), FORMATS[format]);
    }

    #[test]
    fn broken_input(
        seed in 0..SEEDS.len(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
        format in 0..FORMATS.len(),
        pack in any::<bool>(),
    ) {
        let mut bytes = SEEDS[seed].as_bytes().to_vec();
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            match kind {
                0 if !bytes.is_empty() => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => bytes.truncate(at),
                _ => bytes.extend_from_within(at..),
            }
        }
        // As it is recognised, and as something else.
        read_all(&bytes, None);
        read_all(&bytes, FORMATS[format]);
        if pack {
            let mut packed = packed(&bytes);
            read_unpacked(&packed, None, 1 << 17);
            let middle = packed.len() / 2;
            packed[middle] ^= 0x55;
            read_unpacked(&packed, None, 1 << 17);
        }
    }
}

#[test]
fn deep_and_long_pages_are_read() {
    for page in [
        format!("<html><body>{}x", "<div>".repeat(50_000)),
        format!("<html><body>{}", "<p>Ministers met in Minsk on Wednesday, it was said.</p>".repeat(2_000)),
        format!("<html><body><p>{}", "<b>".repeat(20_000)),
        format!("<html><body><p>{}", "&".repeat(100_000)),
        format!("<html><body><p>{}", "< ".repeat(100_000)),
        format!("<html {}", "a='".repeat(50_000)),
    ] {
        let options = Options { from: Some(Format::Html), ..Options::default() };
        assert_eq!(read_reports(page.as_bytes(), "x", &options).count(), 1);
    }
}
