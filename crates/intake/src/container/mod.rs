//! Files in files: what is compressed, and archives.

pub(crate) mod gzip;
pub(crate) mod tar;
pub(crate) mod zip;

use std::path::Path;

/// What holds files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    Gzip,
    Tar,
    Zip,
}

/// Where a tar header has its mark.
const TAR_MARK: usize = 257;

impl Container {
    /// Which one begins with these bytes.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip),
            _ if head.get(TAR_MARK..TAR_MARK + 5) == Some(b"ustar") => Some(Self::Tar),
            _ => None,
        }
    }
}

/// Endings of files that lie beside pages and texts in folders and archives and are no reports.
const NO_REPORTS: [&str; 42] = [
    "avi", "avif", "bmp", "class", "css", "db", "dll", "eot", "exe", "flac", "gif", "ico", "jpeg", "jpg", "js", "lock",
    "map", "mjs", "mkv", "mov", "mp3", "mp4", "mpeg", "ogg", "otf", "png", "ppt", "pptx", "pyc", "so", "svg", "swf",
    "tif", "tiff", "ttf", "wav", "webm", "webp", "wmv", "woff", "woff2", "xls",
];

/// Why a file of a folder or archive is not opened.
pub(crate) fn passed_over(path: &str) -> Option<&'static str> {
    let mut parts = path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != "." && *part != "..");
    if parts.clone().any(|part| part.starts_with('.') || part == "__MACOSX") {
        return Some("hidden");
    }
    let ending = Path::new(parts.next_back().unwrap_or_default()).extension()?.to_str()?.to_ascii_lowercase();
    NO_REPORTS.iter().copied().find(|known| *known == ending)
}

/// How many files were passed over, by kind.
#[derive(Debug, Default)]
pub(crate) struct PassedOver(std::collections::BTreeMap<&'static str, u64>);

impl PassedOver {
    pub(crate) fn count(&mut self, kind: &'static str) {
        *self.0.entry(kind).or_default() += 1;
    }

    /// What there is to say at the end, hidden files aside, of which nobody expects anything.
    pub(crate) fn told(&self) -> Option<String> {
        let kinds = self.0.iter().filter(|(kind, _)| **kind != "hidden");
        let all: u64 = kinds.clone().map(|(_, count)| count).sum();
        let each: Vec<String> = kinds.map(|(kind, count)| format!("{count} {kind}")).collect();
        (all > 0).then(|| format!("{all} files that are no reports were passed over: {}", each.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_report_is_passed_over_by_its_name() {
        assert_eq!(passed_over("a/b.html"), None);
        assert_eq!(passed_over("README"), None);
        assert_eq!(passed_over("./../a.txt"), None);
        assert_eq!(passed_over("a/.git/b.html"), Some("hidden"));
        assert_eq!(passed_over("page_files/Site.CSS"), Some("css"));
    }
}
