//! What a page says of itself.
//!
//! Only what is said outright is taken: in meta elements, in JSON-LD, in marked-up times, in the address. A date
//! somewhere in the words is not the page's date.

use crate::dates;
use serde_json::Value;
use trafilatura::dom::Document;

/// What is known of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    /// All dates of publication that are given, the surest first.
    pub(crate) dates: Vec<String>,
    /// Whether the date was taken from the address.
    pub(crate) dated_by_url: bool,
}

const TITLES: [&str; 5] = ["og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"];
const PUBLISHERS: [&str; 6] =
    ["og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "twitter:site", "copyright"];
const DATES: [&str; 22] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "publication-date",
    "published_at",
    "date",
];

/// Reads what a page says of itself.
pub(crate) fn read_metadata(document: &Document) -> Metadata {
    let meta = Meta::of(document);
    let linked = linked_data(document);
    let mut found = Metadata {
        title: meta
            .first(&TITLES)
            .or(linked.headline)
            .or_else(|| element(document, "h1"))
            .or_else(|| element(document, "title")),
        publisher: meta.first(&PUBLISHERS[..4]).or(linked.publisher).or_else(|| meta.first(&PUBLISHERS[4..])),
        url: link(document, "canonical").or_else(|| meta.first(&["og:url"])).or(linked.url),
        language: language(document)
            .or_else(|| meta.first(&["og:locale", "content-language", "dc.language", "language"]))
            .or(linked.language),
        ..Metadata::default()
    };
    found.url = found.url.filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    found.publisher = found.publisher.map(|name| name.trim_start_matches('@').to_owned());
    let given = DATES.iter().filter_map(|name| meta.first(&[name])).chain(linked.dates).chain(times(document));
    for date in given.map(|date| dates::iso(&date)) {
        let same = |known: &String| known.get(..10) == date.get(..10);
        if !found.dates.iter().any(same) && date.len() >= 10 {
            found.dates.push(date);
        }
    }
    if found.dates.is_empty()
        && let Some(day) = found.url.as_deref().and_then(day_in)
    {
        found.dates.push(day);
        found.dated_by_url = true;
    }
    found
}

/// Meta elements: names in lower case with their content.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(document: &Document) -> Self {
        let mut all = Vec::new();
        for meta in document.get_elements_by_tag_name(document.root(), "meta") {
            let content = document.get_attribute(meta, "content").unwrap_or_default();
            for name in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = document.get_attribute(meta, name) {
                    all.push((name.trim().to_ascii_lowercase(), tidy(&content)));
                }
            }
        }
        Self(all)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        let of = |name: &&str| self.0.iter().find(|(known, value)| known == name && !value.is_empty());
        names.iter().find_map(of).map(|(_, value)| value.clone())
    }
}

/// What JSON-LD says of the article.
#[derive(Debug, Default)]
struct Linked {
    headline: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    language: Option<String>,
    dates: Vec<String>,
}

fn linked_data(document: &Document) -> Linked {
    let mut linked = Linked::default();
    for script in document.scripts_with_type(&["application/ld+json"]) {
        if let Ok(value) = serde_json::from_str::<Value>(document.text_content(script).trim()) {
            linked.take(&value, 0);
        }
    }
    linked
}

impl Linked {
    /// Takes what the first article says.
    fn take(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.take(item, depth + 1)),
            Value::Object(object) if depth < 6 => {
                let types = match object.get("@type") {
                    Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
                    Some(Value::String(ty)) => vec![ty.as_str()],
                    _ => Vec::new(),
                };
                let is_article =
                    |ty: &&str| ["Article", "Posting", "Report", "WebPage"].iter().any(|end| ty.ends_with(end));
                if types.iter().any(is_article) && self.headline.is_none() {
                    let text = |name: &str| object.get(name).and_then(words);
                    self.headline = text("headline");
                    self.publisher = self.publisher.take().or_else(|| text("publisher"));
                    self.url = self.url.take().or_else(|| text("url"));
                    self.language = self.language.take().or_else(|| text("inLanguage"));
                    self.dates.extend(text("datePublished"));
                }
                if let Some(graph) = object.get("@graph") {
                    self.take(graph, depth + 1);
                }
            }
            _ => {}
        }
    }
}

/// A string, or the name of what stands there.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(tidy(text)).filter(|text| !text.is_empty()),
        Value::Array(items) => items.first().and_then(words),
        Value::Object(object) => object.get("name").and_then(words),
        _ => None,
    }
}

/// Times that are marked up as the time of publication; else the first time near the head of the article.
fn times(document: &Document) -> Vec<String> {
    let time = |selector: &str| {
        let given = |id| document.get_attribute(id, "datetime").or_else(|| document.get_attribute(id, "content"));
        document.query_selector_all(document.root(), selector).into_iter().find_map(given)
    };
    let marked = [
        "time[itemprop=datePublished]",
        "[itemprop=datePublished]",
        "time[pubdate]",
        "time.published",
        "time.entry-date",
    ];
    let near = ["article header time", "header time", "article time", "main time", "time"];
    marked
        .iter()
        .find_map(|selector| time(selector))
        .or_else(|| near.iter().find_map(|selector| time(selector)))
        .into_iter()
        .collect()
}

fn element(document: &Document, tag: &str) -> Option<String> {
    let found = document.get_elements_by_tag_name(document.root(), tag);
    let text = tidy(&document.text_content(*found.first()?));
    // A page with several headings of the first order gives its title elsewhere.
    (!text.is_empty() && (tag != "h1" || found.len() == 1)).then_some(text)
}

fn link(document: &Document, rel: &str) -> Option<String> {
    let links = document.get_elements_by_tag_name(document.root(), "link").into_iter();
    let mut links =
        links.filter(|&id| document.get_attribute(id, "rel").is_some_and(|found| found.eq_ignore_ascii_case(rel)));
    document.get_attribute(links.next()?, "href").map(|href| href.trim().to_owned())
}

fn language(document: &Document) -> Option<String> {
    let html = *document.get_elements_by_tag_name(document.root(), "html").first()?;
    let tag = document.get_attribute(html, "lang").or_else(|| document.get_attribute(html, "xml:lang"))?;
    Some(tag.trim().to_owned()).filter(|tag| !tag.is_empty())
}

/// The day in `https://example.org/2025/03/13/talks`.
pub(crate) fn day_in(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(['/', '?', '#']).collect();
    let number = |part: &&str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.windows(3).find_map(|w| {
        let day = format!("{}-{}-{}", w[0], w[1], w[2]);
        let sound =
            number(&w[0], 4) && number(&w[1], 2) && number(&w[2], 2) && day.parse::<jiff::civil::Date>().is_ok();
        sound.then_some(day)
    })
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_of_itself() {
        let page = r#"<html lang="en-GB"><head><title>Talks | The Post</title>
            <link rel="canonical" href="https://example.org/2025/03/12/talks">
            <meta property="og:title" content="Talks in Minsk"><meta property="og:site_name" content="The Post">
            <script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],
            "headline":"Other","datePublished":"2025-03-13T08:00:00+03:00","publisher":{"name":"Post Ltd"}}]}</script>
            <script type="application/ld+json">{"@type":"NewsArticle",</script>
            </head><body><time datetime="2025-03-14">x</time></body></html>"#;
        let found = read_metadata(&Document::parse(page));
        let expected = Metadata {
            title: Some("Talks in Minsk".into()),
            publisher: Some("The Post".into()),
            url: Some("https://example.org/2025/03/12/talks".into()),
            language: Some("en-GB".into()),
            dates: vec!["2025-03-13T08:00:00+03:00".into(), "2025-03-14".into()],
            dated_by_url: false,
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_not_told_stays_unknown() {
        let found = read_metadata(&Document::parse("<p>On March 13, 2025 they met. © 2025 The Post"));
        assert_eq!(found, Metadata::default());
        assert_eq!(day_in("https://example.org/2025/13/40/x"), None);
        let dated = read_metadata(&Document::parse("<link rel=canonical href='https://example.org/2025/03/12/x'>"));
        assert!(dated.dated_by_url && dated.dates == ["2025-03-12"]);
    }
}
