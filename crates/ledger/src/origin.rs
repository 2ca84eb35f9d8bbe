//! Whose word a claim is, however many print it.

use crate::fold::folded_words;
use crate::key::Key;
use rapporteur::codebook::CodebookFile;
use rusqlite::Row;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The columns that [`origin`] reads, of `claim c`, `report r`, and the joins of [`JOINS`].
pub(crate) const COLUMNS: &str = "medium.name, first_publisher.name, first.key, own_publisher.name, r.key";

/// The joins that give them.
pub(crate) const JOINS: &str = "LEFT JOIN name medium ON medium.id = c.medium
     LEFT JOIN passage p ON p.id = c.passage
     LEFT JOIN passage_group g ON g.id = p.grp
     LEFT JOIN report first ON first.id = g.report
     LEFT JOIN name first_publisher ON first_publisher.id = first.publisher
     LEFT JOIN name own_publisher ON own_publisher.id = r.publisher";

/// The origin of a claim, from the five columns that begin at `at`: the medium that the report takes it from; else the
/// publisher of the first report that printed the paragraph; else that report.
pub(crate) fn origin(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    let text = |n: usize| row.get::<_, Option<String>>(at + n);
    if let Some(name) = text(0)? {
        return Ok(medium(&name));
    }
    let first: Option<Vec<u8>> = row.get(at + 2)?;
    let (publisher, report) = if first.is_some() { (text(1)?, first) } else { (text(3)?, row.get(at + 4)?) };
    Ok(match publisher {
        Some(name) => medium(&name),
        None => report.as_deref().and_then(Key::from_blob).map(|key| format!("report {key}")).unwrap_or_default(),
    })
}

/// Whether an origin is a report of which neither publisher nor source is known.
pub(crate) fn is_unknown(origin: &str) -> bool {
    origin.starts_with("report ")
}

/// Media that go by several names: each name leads to the first. What is in the ledger must not depend on what a user lays
/// over the codebook, so only the program's own list counts.
static MEDIA: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Medium {
        names: Vec<String>,
    }
    #[derive(Deserialize)]
    struct Media {
        medium: Vec<Medium>,
    }
    let text = include_str!("../../../codebook/media.toml").to_owned();
    let media =
        CodebookFile { path: "media.toml".into(), text }.parse::<Media>().map_or_else(|_| Vec::new(), |m| m.medium);
    let names = |medium: Medium| {
        let first = medium.names.first().map(|name| short(name)).unwrap_or_default();
        medium.names.into_iter().map(move |name| (short(&name), first.clone())).collect::<Vec<_>>()
    };
    media.into_iter().flat_map(names).collect()
});

/// What a medium is known by: the first of its names, without the words that come and go. "The Associated Press" is "ap".
pub(crate) fn medium(name: &str) -> String {
    let short = short(name);
    MEDIA.get(&short).cloned().unwrap_or(short)
}

/// A medium's name without the words that come and go: "Tasnim News Agency" is "tasnim".
fn short(name: &str) -> String {
    const COME_AND_GO: [&str; 8] = ["agency", "channel", "network", "news", "newspaper", "online", "the", "website"];
    let words = folded_words(name);
    let own: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| COME_AND_GO.binary_search(word).is_err()).collect();
    if own.is_empty() { words.join(" ") } else { own.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_is_one_medium_under_its_short_name() {
        assert_eq!(medium("Tasnim News Agency"), medium("Tasnim"));
        assert_eq!(medium("The News"), "the news");
        assert_eq!(medium("The Associated Press"), medium("AP"));
        assert_eq!(medium("Agence France-Presse"), medium("AFP"));
        assert_ne!(medium("Fars"), medium("Tasnim"));
        assert!(MEDIA.len() > 100, "the list is read");
    }
}
