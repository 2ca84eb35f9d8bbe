//! Feeds: one report an entry.

use crate::blocks::{joined, paragraphs};
use crate::guarded::guarded;
use crate::reports::{Reports, Source, one};
use crate::{Fault, charset, dates, html};
use feed_rs::model::{Entry, Feed, Text};
use feed_rs::parser::Builder;
use rapporteur_text::{Notice, Report};
use std::collections::HashSet;
use std::io::BufRead;

/// Reads the entries of RSS, Atom or JSON Feed. A feed is one document, so it is held whole.
pub(crate) fn read_feed<'r>(input: impl BufRead, source: &Source) -> Reports<'r> {
    let feed = match parse(input, source) {
        Ok(feed) => feed,
        Err(fault) => return one(Err(fault)),
    };
    let source = source.clone();
    let (publisher, language) = (feed.title.map(|title| plain(&title)), feed.language);
    let mut seen = HashSet::new();
    let entries = feed.entries.into_iter().enumerate();
    Box::new(entries.map(move |(n, entry)| {
        let mut report = report(entry, &source, n)?;
        report.publisher = report.publisher.or_else(|| publisher.clone());
        report.language = report.language.or_else(|| language.clone());
        if !seen.insert(report.id.clone()) {
            report.id = format!("{} {}", report.id, n + 1);
        }
        Ok(report)
    }))
}

fn parse(input: impl BufRead, source: &Source) -> Result<Feed, Fault> {
    let bytes = source.limits().whole(input, &source.name)?;
    let told = source.options.defaults.charset.as_deref();
    // Decoded here, so that charsets that the parser does not know are read too.
    let decoded = charset::decode(&bytes, told, html::charset_in(&bytes).as_deref());
    let text = decoded.map_err(|why| source.fault(why, "it is no feed"))?.text;
    let text = without_encoding(&text);
    let parser = Builder::new().timestamp_parser(|given| moment(given).map(|at| at.into())).build();
    let parsed = guarded(|| parser.parse(text.as_bytes()));
    let remedy = "check the address: is it the feed and not a page?";
    match parsed {
        Some(Ok(feed)) => Ok(feed),
        Some(Err(error)) => Err(source.fault(format!("the feed could not be read: {error}"), remedy)),
        None => Err(source.fault("the feed could not be taken apart", remedy)),
    }
}

/// The XML declaration still names the charset that it came in.
fn without_encoding(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with("<?xml") { text.split_once("?>").map_or(text, |(_, rest)| rest) } else { text }
}

fn moment(given: &str) -> Option<std::time::SystemTime> {
    let iso = dates::iso(given);
    let moment = iso.parse::<jiff::Timestamp>().ok();
    let day =
        || iso.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|day| day.timestamp());
    moment.or_else(day).map(std::time::SystemTime::from)
}

fn report(entry: Entry, source: &Source, n: usize) -> Result<Report, Fault> {
    let content = entry.content.and_then(|content| content.body);
    let only_summary = content.as_deref().is_none_or(|body| body.trim().is_empty());
    let body = content.filter(|body| !body.trim().is_empty()).or(entry.summary.map(|summary| summary.content));
    let text = joined(&paragraphs(&body.unwrap_or_default()));
    let title = entry.title.as_ref().map(plain).filter(|title| !title.is_empty());
    if text.is_empty() && title.is_none() {
        return Err(source.fault(format!("entry {} has neither title nor text", n + 1), "nothing can be read from it"));
    }
    let mut report = Report::new(entry.id, text);
    if report.text.is_empty() {
        report.notices.push(Notice::new("intake/no-text", "the entry has a title and no text"));
    } else if only_summary {
        report.notices.push(Notice::new("intake/summary-only", "the feed gives a summary, not the whole report"));
    }
    report.title = title;
    report.publisher = entry.source;
    report.published = entry.published.or(entry.updated).and_then(|at| dates::iso_moment(at.timestamp()));
    report.language = entry.language;
    let link = entry.links.iter().find(|link| matches!(link.rel.as_deref(), None | Some("alternate")));
    report.url = link.or(entry.links.first()).map(|link| link.href.clone());
    Ok(report)
}

/// Titles come as text and as HTML.
fn plain(text: &Text) -> String {
    paragraphs(&text.content).join(" ")
}

#[cfg(test)]
mod tests {
    use crate::{Options, read_reports};
    use rapporteur_text::Report;

    fn read(feed: &'static str) -> Vec<Result<Report, String>> {
        let read = read_reports(feed.as_bytes(), "feed.xml", &Options::default());
        read.map(|read| read.map_err(|fault| fault.to_string())).collect()
    }

    #[test]
    fn entries_of_all_kinds_of_feeds_become_reports() {
        let rss = r#"<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
            <channel><title>The Post</title><language>en-gb</language>
            <item><title>Talks &amp; tea</title><guid>t1</guid><link>https://example.org/1</link><pubDate>Thu, 13 Mar 2025 23:00:00 -0500</pubDate>
            <description>Short.</description><content:encoded><![CDATA[<p>Ministers <b>met</b>.</p><p>They left.</p>]]></content:encoded></item>
            <item><guid>t2</guid><description>&lt;p&gt;A summary.&lt;/p&gt;</description></item>
            <item><guid>t3</guid></item></channel></rss>"#;
        let read_rss = read(rss);
        let first = read_rss[0].as_ref().unwrap();
        assert_eq!((&*first.id, &*first.text), ("t1", "Ministers met.\n\nThey left.\n"));
        assert_eq!((first.title.as_deref(), first.publisher.as_deref()), (Some("Talks & tea"), Some("The Post")));
        assert_eq!(
            (first.published.as_deref(), first.language.as_deref()),
            (Some("2025-03-14T04:00:00Z"), Some("en-gb"))
        );
        assert_eq!((first.url.as_deref(), first.notices.len()), (Some("https://example.org/1"), 0));
        let second = read_rss[1].as_ref().unwrap();
        assert_eq!((&*second.text, second.notices[0].code), ("A summary.\n", "intake/summary-only"));
        assert!(read_rss[2].as_ref().unwrap_err().contains("entry 3 has neither title nor text"));

        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>urn:1</id><title>Left</title>
            <published>2025-03-13T10:00:00Z</published><link rel="alternate" href="https://example.org/2"/>
            <content type="html">&lt;p&gt;Troops left.&lt;/p&gt;</content></entry></feed>"#;
        let report = read(atom).remove(0).unwrap();
        assert_eq!(
            (&*report.id, &*report.text, report.published.as_deref()),
            ("urn:1", "Troops left.\n", Some("2025-03-13T10:00:00Z"))
        );

        let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Wire","items":[{"id":"j1","url":"https://example.org/3",
            "content_html":"<p>They came.</p>","date_published":"2025-03-13T10:00:00Z"}]}"#;
        let report = read(json).remove(0).unwrap();
        assert_eq!((&*report.id, &*report.text, report.publisher.as_deref()), ("j1", "They came.\n", Some("Wire")));
    }

    #[test]
    fn a_broken_feed_is_one_fault() {
        let read = read("<rss version=\"2.0\"><channel><title>x</title><item>");
        assert!(read.len() <= 1 && read.iter().all(|read| read.is_err()), "{read:?}");
    }
}
