//! What is remembered of feeds from one time to the next.

use crate::client::Validators;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// So many entries are remembered; feeds show fewer at a time.
const ENTRIES: usize = 2000;

/// What is remembered of one feed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedState {
    /// The mark of what the server sent last.
    pub etag: Option<String>,
    /// The date of what the server sent last.
    pub last_modified: Option<String>,
    /// When it is asked next, in seconds from 1970.
    pub not_before: u64,
    /// Whether that time was set by the server or after a failure, so that it holds for every run.
    pub held: bool,
    /// How often it failed in a row.
    pub failures: u32,
    /// Entries whose articles were fetched.
    pub fetched: Vec<String>,
}

impl FeedState {
    pub(crate) fn validators(&self) -> Validators {
        Validators { etag: self.etag.clone(), last_modified: self.last_modified.clone() }
    }

    pub(crate) fn settle(&mut self, next: u64) {
        (self.not_before, self.held, self.failures) = (next, false, 0);
    }

    /// Remembers that an entry's article need not be fetched again.
    pub fn remember(&mut self, entry: &str) {
        self.fetched.push(entry.to_owned());
        let over = self.fetched.len().saturating_sub(ENTRIES);
        self.fetched.drain(..over);
    }

    /// What the server sent counts as not taken, so that it is sent again: some of it is still to be fetched.
    pub fn forget_validators(&mut self) {
        (self.etag, self.last_modified) = (None, None);
    }
}

/// What is remembered of all feeds, in a file beside the ledger. It may be deleted: what the ledger holds is known by its
/// content, so nothing is lost or doubled, and servers send once more what they sent.
#[derive(Debug, Default)]
pub struct State {
    path: PathBuf,
    /// By address.
    pub feeds: BTreeMap<String, FeedState>,
}

/// The file could not be read or written.
#[derive(Debug)]
pub struct StateError(PathBuf, String);

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (it may be deleted: feeds are then asked anew)", self.0.display(), self.1)
    }
}

impl std::error::Error for StateError {}

impl State {
    /// What was remembered; nothing where the file is not there.
    pub fn load(path: &Path) -> Result<Self, StateError> {
        let feeds = match fs::read(path) {
            Ok(bytes) => {
                serde_json::from_slice(&bytes).map_err(|error| StateError(path.to_owned(), error.to_string()))?
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(StateError(path.to_owned(), error.to_string())),
        };
        Ok(Self { path: path.to_owned(), feeds })
    }

    /// Writes it down beside the old file first, so that one of both is there whole.
    pub fn save(&self) -> Result<(), StateError> {
        let write = || -> io::Result<()> {
            let mut beside = self.path.clone().into_os_string();
            beside.push(".new");
            let mut file = File::create(&beside)?;
            serde_json::to_writer_pretty(&mut file, &self.feeds)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            fs::rename(&beside, &self.path)
        };
        write().map_err(|error| StateError(self.path.clone(), error.to_string()))
    }
}
