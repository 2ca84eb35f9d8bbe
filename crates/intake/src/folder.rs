//! A folder with all that lies in it.

use crate::Fault;
use crate::container::{PassedOver, passed_over};
use crate::reports::{Reports, Source, open_path};
use rapporteur_text::Report;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads the files of a folder and of its folders by name. Links to folders are not followed, so that none is read in a
/// circle; what is hidden is left out, and what is no report by its ending is counted.
pub(crate) fn read_folder(path: &Path, source: &Source) -> Reports<'static> {
    let mut folder = Folder {
        source: source.clone(),
        waiting: Vec::new(),
        file: None,
        faults: Vec::new(),
        passed: PassedOver::default(),
        files: 0,
        ended: false,
    };
    folder.enter(path);
    Box::new(folder)
}

struct Folder {
    source: Source,
    /// What is still to be read, the next at the end.
    waiting: Vec<PathBuf>,
    file: Option<Reports<'static>>,
    faults: Vec<Fault>,
    passed: PassedOver,
    files: u64,
    ended: bool,
}

impl Folder {
    fn enter(&mut self, path: &Path) {
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return self.faults.push(Fault::unreadable(&path.display().to_string(), &error)),
        };
        let mut inside = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => inside.push(entry.path()),
                Err(error) => self.faults.push(Fault::unreadable(&path.display().to_string(), &error)),
            }
        }
        inside.sort_unstable_by(|a, b| b.cmp(a));
        self.waiting.extend(inside);
    }

    /// The next file that may hold reports.
    fn next_file(&mut self) -> Option<Reports<'static>> {
        while let Some(path) = self.waiting.pop() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if let Some(kind) = passed_over(&name) {
                self.passed.count(kind);
                continue;
            }
            let is_folder = path.is_dir();
            if is_folder && !path.is_symlink() {
                self.enter(&path);
            } else if !is_folder {
                self.files += 1;
                return Some(open_path(&path, self.source.sibling(path.display().to_string())));
            }
        }
        None
    }

    /// What there is to say at the end.
    fn told(&mut self) -> Option<Fault> {
        let name = &self.source.name;
        if self.files == 0 {
            return Some(Fault::new(name, "no files to read lie in this folder", "check the path"));
        }
        Some(Fault::left_out(name, std::mem::take(&mut self.passed).told()?, "name one to read it"))
    }
}

impl Iterator for Folder {
    type Item = Result<Report, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(report) = self.file.as_mut().and_then(Iterator::next) {
                return Some(report);
            }
            if let Some(fault) = self.faults.pop() {
                return Some(Err(fault));
            }
            if self.ended {
                return None;
            }
            self.file = self.next_file();
            if self.file.is_none() && self.faults.is_empty() {
                self.ended = true;
                return self.told().map(Err);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, read_path};
    use std::fs;

    #[test]
    fn files_are_read_by_name_and_what_is_hidden_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let read = || -> Vec<String> {
            read_path(folder.path(), &Options::default())
                .map(|read| read.map_or_else(|fault| fault.message, |report| report.text))
                .collect()
        };
        assert_eq!(read(), ["no files to read lie in this folder"]);
        for (name, text) in [
            ("b.txt", "Two."),
            ("a.txt", "One."),
            ("c/d/e.txt", "Three."),
            (".hidden", "No."),
            ("c/f.png", "No."),
            ("d.bin", "\u{0}\u{1}\u{2}\u{3}"),
            ("e.txt", "Four."),
        ] {
            write(name, text);
        }
        let read = read();
        assert_eq!((&*read[0], &*read[1], &*read[2], &*read[4]), ("One.", "Two.", "Three.", "Four."));
        assert!(read[3].starts_with("not text"), "{read:?}");
        assert_eq!(read[5], "1 files that are no reports were passed over: 1 png");
    }
}
