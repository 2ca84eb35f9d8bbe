//! The addresses of feeds.

use std::fmt;
use std::net::IpAddr;
use std::path::Path;

/// A feed that is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Where it is.
    pub url: String,
    /// Who prints it, where the user says so; else the feed tells.
    pub publisher: Option<String>,
}

/// Why a list of feeds could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedsError(String);

impl fmt::Display for FeedsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FeedsError {}

/// The feeds of a command line: addresses, and files with an address a line, after which the publisher's name may stand.
/// Lines that begin with `#` are remarks.
pub fn read_feeds(given: &[String]) -> Result<Vec<Feed>, FeedsError> {
    let mut feeds: Vec<Feed> = Vec::new();
    for named in given {
        if is_address(named) {
            feeds.push(Feed { url: named.clone(), publisher: None });
            continue;
        }
        let text = std::fs::read_to_string(Path::new(named))
            .map_err(|error| FeedsError(format!("{named}: {error} (give an address or a file of addresses)")))?;
        for (n, line) in text.lines().enumerate() {
            let line = line.trim().trim_start_matches('\u{feff}');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (url, publisher) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            if !is_address(url) {
                let message = format!("{named}:{}: {url:?} is no address (one begins with https:// or http://)", n + 1);
                return Err(FeedsError(message));
            }
            let publisher = Some(publisher.trim().to_owned()).filter(|name| !name.is_empty());
            feeds.push(Feed { url: url.to_owned(), publisher });
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    feeds.retain(|feed| seen.insert(feed.url.clone()));
    if feeds.is_empty() {
        return Err(FeedsError("no feeds are named (give addresses, or a file with one a line)".into()));
    }
    Ok(feeds)
}

/// Whether it can be asked for.
pub fn is_address(given: &str) -> bool {
    let host = given.strip_prefix("https://").or_else(|| given.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '?', '#']))
}

/// The host of an address, in lower case, without port.
pub(crate) fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host.to_ascii_lowercase()
}

/// Whether an address is one of this machine or its neighbourhood, by its name: a feed from outside has no business
/// there, so its links to such addresses are not followed.
pub fn is_private(url: &str, feed: &str) -> bool {
    let host_of = host(url);
    if host_of == host(feed) {
        return false;
    }
    match host_of.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        Ok(IpAddr::V6(ip)) => {
            ip.is_loopback()
                || ip.is_unspecified()
                || (ip.segments()[0] & 0xFE00) == 0xFC00
                || ip.to_ipv4_mapped().is_some()
        }
        // Numbers that are written in other ways are read as addresses by some.
        Err(_) => {
            host_of == "localhost"
                || host_of.ends_with(".localhost")
                || host_of.ends_with(".local")
                || !host_of.contains('.')
                || host_of.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'.' || byte == b'x')
                    && host_of.starts_with(|c: char| c.is_ascii_digit())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_and_faults_name_their_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("feeds.txt");
        std::fs::write(&path, "# ours\nhttps://a.example/rss  The Post\n\nhttps://b.example/\nhttps://a.example/rss\n")
            .unwrap();
        let path = path.to_string_lossy().into_owned();
        let feeds = read_feeds(&[path.clone(), "http://c.example/x".into()]).unwrap();
        assert_eq!(
            feeds.iter().map(|feed| &*feed.url).collect::<Vec<_>>(),
            ["https://a.example/rss", "https://b.example/", "http://c.example/x"]
        );
        assert_eq!(feeds[0].publisher.as_deref(), Some("The Post"));
        std::fs::write(&path, "https://a.example\nftp://b.example\n").unwrap();
        assert!(
            read_feeds(&[path]).unwrap_err().to_string().contains("feeds.txt:2: \"ftp://b.example\" is no address")
        );
        assert!(read_feeds(&[]).is_err() && read_feeds(&["no-such-file".into()]).is_err());
    }

    #[test]
    fn feeds_from_outside_do_not_lead_inside() {
        let feed = "https://news.example/rss";
        for url in [
            "http://127.0.0.1/x",
            "http://localhost:8080",
            "http://[::1]/",
            "http://192.168.1.1/",
            "http://user@10.0.0.1/",
            "http://router/",
            "http://2130706433/",
            "http://0x7f.1/",
        ] {
            assert!(is_private(url, feed), "{url}");
        }
        assert!(
            !is_private("https://other.example/a", feed)
                && !is_private("http://127.0.0.1:1/a", "http://127.0.0.1:1/rss")
        );
        assert!(!is_private("https://cafe.example.org/", feed));
    }
}
