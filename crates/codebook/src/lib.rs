//! The codebook: what is coded, as data. Files of `codebook/` are embedded; `--codebook DIR` lays others over them.
//!
//! Invariant: this crate hands out file contents and positions of faults; what an entry means is known only to the
//! room that reads it.

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../codebook");

/// A fault in a codebook file, with its place and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct CodebookError {
    /// The file, relative to its codebook folder.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what would be right: lower case, no full stop.
    pub message: String,
}

/// One file of a codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodebookFile {
    /// Its path below the codebook folder, with forward slashes: `time/weekdays.toml`.
    pub path: String,
    /// Its contents.
    pub text: String,
}

impl CodebookFile {
    /// Reads the file as TOML into `T`; a fault names the file and the line.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, CodebookError> {
        toml::from_str(&self.text).map_err(|error| CodebookError {
            file: self.path.clone(),
            line: error.span().map_or(1, |span| self.line_at(span.start)),
            message: error.message().replace('\n', " "),
        })
    }

    /// The line, counted from 1, on which a byte of the file stands.
    pub fn line_at(&self, byte: usize) -> usize {
        self.text.as_bytes().iter().take(byte).filter(|&&b| b == b'\n').count() + 1
    }
}

/// The files of a codebook in the order in which they apply: the embedded ones by path, then those laid over them.
///
/// A room reads its files in this order, and an entry with the id of an earlier one replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codebook {
    files: Vec<CodebookFile>,
}

impl Codebook {
    /// The codebook that the program carries.
    pub fn embedded() -> Self {
        let mut files = Vec::new();
        collect(&EMBEDDED, &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// The same codebook with more files, which add entries or replace those of the same id.
    pub fn overlaid(mut self, mut files: Vec<CodebookFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        self.files.extend(files);
        self
    }

    /// The files at or below a path (`"time"`, `"frames/consult.toml"`), in the order in which they apply.
    pub fn files<'c>(&'c self, path: &'c str) -> impl Iterator<Item = &'c CodebookFile> {
        self.files.iter().filter(move |file| {
            file.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// A short digest of all contents, for the output's `coder.codebook`.
    pub fn version(&self) -> String {
        let mut digest = Sha256::new();
        for file in &self.files {
            digest.update(file.path.as_bytes());
            digest.update([0]);
            digest.update(file.text.as_bytes());
            digest.update([0]);
        }
        format!("{:x}", digest.finalize())[..12].to_owned()
    }
}

fn collect(dir: &Dir<'_>, into: &mut Vec<CodebookFile>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            into.push(CodebookFile { path: path.replace('\\', "/"), text: text.to_owned() });
        }
    }
    for sub in dir.dirs() {
        collect(sub, into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_file_and_line() {
        let file = CodebookFile { path: "x.toml".into(), text: "a = 1\nb = = 2\n".into() };
        let fault = file.parse::<toml::Table>().unwrap_err();
        assert_eq!((fault.file.as_str(), fault.line), ("x.toml", 2));
    }

    #[test]
    fn files_of_a_folder_come_in_order_and_overlays_last() {
        let file = |path: &str| CodebookFile { path: path.into(), text: String::new() };
        let book = Codebook { files: vec![] }
            .overlaid(vec![file("time/b.toml"), file("timely.toml"), file("time/a.toml")])
            .overlaid(vec![file("time/a.toml")]);
        let paths: Vec<_> = book.files("time").map(|f| f.path.as_str()).collect();
        assert_eq!(paths, ["time/a.toml", "time/b.toml", "time/a.toml"]);
    }
}
