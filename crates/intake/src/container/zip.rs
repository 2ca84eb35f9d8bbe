//! Zip archives, of which the list of files stands at the end.

use super::{PassedOver, passed_over};
use crate::Fault;
use crate::Limits;
use crate::reports::{Bytes, Reports, Source, one, open};
use flate2::Crc;
use flate2::read::DeflateDecoder;
use rapporteur_text::Report;
use std::fs::File;
use std::io::{self, BufReader, Error, ErrorKind, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

/// Reads the files of an archive in its order.
pub(crate) fn read_zip(file: File, source: Source) -> Reports<'static> {
    let again = match file.try_clone() {
        Ok(again) => again,
        Err(error) => return one(Err(source.unreadable(&error))),
    };
    let archive = match ZipArchive::new(BufReader::new(file)) {
        Ok(archive) => archive,
        Err(ZipError::Io(error)) => return one(Err(source.unreadable(&error))),
        Err(error) => {
            let message = format!("the archive is damaged: {}", error.to_string().to_lowercase());
            return one(Err(source.fault(message, "get it again")));
        }
    };
    if archive.len() as u64 > source.limits().members {
        let message = format!("{} files are more than {}", archive.len(), source.limits().members);
        return one(Err(source.fault(message, "unpack it yourself and read the folder")));
    }
    if let Some(what) = document(archive.file_names_raw()) {
        return one(Err(source.fault(what, "save it as text, HTML or PDF")));
    }
    let bytes = Arc::new(Mutex::new(again));
    Box::new(Zip { archive, bytes, source, next: 0, file: None, passed: PassedOver::default(), told: false })
}

/// An archive that comes as a stream is laid down in a file without a name first.
pub(crate) fn read_zip_stream(input: Bytes<'_>, source: Source) -> Reports<'_> {
    let most = source.limits().unpacked;
    let laid_down = || -> io::Result<File> {
        let mut file = tempfile::tempfile()?;
        if io::copy(&mut input.take(most + 1), &mut file)? > most {
            return Err(Error::new(ErrorKind::FileTooLarge, "the archive is too large"));
        }
        file.rewind()?;
        Ok(file)
    };
    match laid_down() {
        Ok(file) => read_zip(file, source),
        Err(error) => one(Err(source.unreadable(&error))),
    }
}

/// Documents that are archives of their parts.
fn document<'n>(names: impl Iterator<Item = &'n [u8]>) -> Option<&'static str> {
    for name in names {
        match name {
            b"[Content_Types].xml" => return Some("a document of Office"),
            b"mimetype" | b"META-INF/manifest.xml" => return Some("an e-book or a document of OpenOffice"),
            _ => {}
        }
    }
    None
}

struct Zip {
    archive: ZipArchive<BufReader<File>>,
    bytes: Arc<Mutex<File>>,
    source: Source,
    next: usize,
    file: Option<Reports<'static>>,
    passed: PassedOver,
    told: bool,
}

impl Zip {
    /// The reports of the file with this number, or nothing where it is passed over.
    fn open(&mut self, number: usize) -> Result<Option<Reports<'static>>, Fault> {
        let damaged = |error: ZipError| {
            let message = format!("file {} is damaged: {}", number + 1, error.to_string().to_lowercase());
            self.source.fault(message, "get the archive again")
        };
        let member = self.archive.by_index_raw(number).map_err(damaged)?;
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        if member.is_dir() {
            return Ok(None);
        }
        if let Some(kind) = passed_over(&name) {
            self.passed.count(kind);
            return Ok(None);
        }
        let inside = self.source.member(&name);
        if member.encrypted() {
            return Err(inside.fault("the file is locked with a password", "unpack it yourself and read the folder"));
        }
        let section = Section {
            file: Arc::clone(&self.bytes),
            at: member.data_start().unwrap_or_default(),
            left: member.compressed_size(),
            used: 0,
        };
        let limits = *inside.limits();
        let check = Check { crc: Crc::new(), expected: member.crc32(), unpacked: 0, limits };
        let content: Box<dyn Read + Send> = match member.compression() {
            CompressionMethod::Stored => Box::new(Checked { inner: section, check, packed: Section::used }),
            CompressionMethod::DEFLATE => {
                let inner = DeflateDecoder::new(section);
                Box::new(Checked { inner, check, packed: |inner| inner.get_ref().used })
            }
            other => {
                let message = format!("the file is packed by {other:?}, which is not read");
                return Err(inside.fault(message, "unpack it yourself and read the folder"));
            }
        };
        Ok(Some(open(Box::new(BufReader::with_capacity(1 << 16, content)), inside)))
    }
}

impl Iterator for Zip {
    type Item = Result<Report, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(report) = self.file.as_mut().and_then(Iterator::next) {
                return Some(report);
            }
            self.file = None;
            if self.next >= self.archive.len() {
                if std::mem::replace(&mut self.told, true) {
                    return None;
                }
                let told = std::mem::take(&mut self.passed).told()?;
                return Some(Err(Fault::left_out(&self.source.name, told, "name one to read it")));
            }
            self.next += 1;
            match self.open(self.next - 1) {
                Ok(file) => self.file = file,
                Err(fault) => return Some(Err(fault)),
            }
        }
    }
}

/// A part of the file, read in its turn.
struct Section {
    file: Arc<Mutex<File>>,
    at: u64,
    left: u64,
    used: u64,
}

impl Section {
    fn used(&self) -> u64 {
        self.used
    }
}

impl Read for Section {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(self.left.min(1 << 20) as usize);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(&mut buffer[..most])?;
        self.at += read as u64;
        self.left -= read as u64;
        self.used += read as u64;
        Ok(read)
    }
}

/// What must hold of a file that is unpacked.
struct Check {
    crc: Crc,
    expected: u32,
    unpacked: u64,
    limits: Limits,
}

struct Checked<R> {
    inner: R,
    check: Check,
    packed: fn(&R) -> u64,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.check.crc.update(&buffer[..read]);
        self.check.unpacked += read as u64;
        self.check.limits.check(self.check.unpacked, (self.packed)(&self.inner))?;
        if read == 0 && !buffer.is_empty() && self.check.crc.sum() != self.check.expected {
            return Err(Error::new(ErrorKind::InvalidData, "the file's sum is not that of its bytes"));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, read_path, read_reports};
    use std::fs;
    use std::io::Write;

    /// An archive of stored files, written by hand so that the packing crates need not come along.
    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        for (name, content) in files {
            let mut crc = flate2::Crc::new();
            crc.update(content);
            let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            packer.write_all(content).unwrap();
            let packed = packer.finish().unwrap();
            let mut fields = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
            for number in [crc.sum(), packed.len() as u32, content.len() as u32] {
                fields.extend(number.to_le_bytes());
            }
            fields.extend((name.len() as u16).to_le_bytes());
            fields.extend([0, 0]);
            list.extend(
                [&b"PK\x01\x02\x14\0"[..], &fields, &[0; 10], &(bytes.len() as u32).to_le_bytes(), name.as_bytes()]
                    .concat(),
            );
            bytes.extend([&b"PK\x03\x04"[..], &fields, name.as_bytes(), &packed].concat());
        }
        let count = (files.len() as u16).to_le_bytes();
        let (at, length) = ((bytes.len() as u32).to_le_bytes(), (list.len() as u32).to_le_bytes());
        bytes.extend(list);
        bytes.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length, &at, &[0, 0]].concat());
        bytes
    }

    fn shown(read: crate::Reports<'_>) -> Vec<String> {
        read.map(|read| read.map_or_else(|fault| fault.to_string(), |report| format!("{}={}", report.id, report.text)))
            .collect()
    }

    #[test]
    fn files_are_read_from_disk_and_from_streams() {
        let inner = archive(&[("deep.txt", b"Three.")]);
        let whole = archive(&[
            ("a/b.txt", b"One."),
            ("a/x.png", b"\x89PNG"),
            ("c.jsonl", b"{\"text\":\"Two.\"}\n[]"),
            ("d.zip", &inner),
        ]);
        let expected = [
            "b=One.",
            "1=Two.",
            "x.zip!c.jsonl:2: not a JSON object (each line must be an object with \"id\" and \"text\")",
            "deep=Three.",
            "x.zip: 1 files that are no reports were passed over: 1 png (name one to read it)",
        ];
        assert_eq!(shown(read_reports(&whole[..], "x.zip", &Options::default())), expected);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.zip");
        fs::write(&path, &whole).unwrap();
        let from_disk = shown(read_path(&path, &Options::default()));
        assert_eq!((from_disk.len(), &from_disk[..2]), (5, &expected.map(str::to_owned)[..2]));
    }

    #[test]
    fn damaged_archives_and_documents_are_faults() {
        let whole = archive(&[("b.txt", b"One, and some more words.")]);
        let one = |bytes: &[u8]| shown(read_reports(bytes, "x.zip", &Options::default())).remove(0);
        assert!(one(&whole[..40]).starts_with("x.zip: the archive is damaged"), "{}", one(&whole[..40]));
        let mut flipped = whole.clone();
        flipped[14] ^= 1;
        let listed = flipped.len() - 22 - 46 - 5;
        flipped[listed + 16] ^= 1;
        assert!(one(&flipped).contains("sum is not that of its bytes"), "{}", one(&flipped));
        assert!(one(&archive(&[("[Content_Types].xml", b"x")])).contains("a document of Office"));
    }
}
