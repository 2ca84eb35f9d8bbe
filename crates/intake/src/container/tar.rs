//! Tar archives, read as they come.

use super::{PassedOver, passed_over};
use crate::Fault;
use crate::reports::{Bytes, Reports, Source, open};
use rapporteur_text::Report;
use std::io::{self, BufRead, BufReader, Error, ErrorKind, Read};
use std::sync::{Arc, Mutex, PoisonError};
use tar::{EntryType, Header, PaxExtensions};

const BLOCK: u64 = 512;

/// Names that are longer than this are refused rather than held.
const LONGEST_NAME: u64 = 1 << 16;

/// Reads the files of an archive in its order.
pub(crate) fn read_tar(input: Bytes<'_>, source: Source) -> Reports<'_> {
    let stream = Arc::new(Mutex::new(Stream { input, left: 0, padding: 0 }));
    Box::new(Tar { stream, source, file: None, passed: PassedOver::default(), members: 0, ended: false })
}

struct Tar<'r> {
    stream: Arc<Mutex<Stream<'r>>>,
    source: Source,
    /// The reports of the file that is being read.
    file: Option<Reports<'r>>,
    passed: PassedOver,
    members: u64,
    ended: bool,
}

/// The archive, of which the file that is being read takes its part.
struct Stream<'r> {
    input: Bytes<'r>,
    /// Bytes of the file that were not read yet.
    left: u64,
    /// What fills its last block up.
    padding: u64,
}

impl Stream<'_> {
    /// The name of the next file, of which `left` is the size; nothing at the end.
    fn next_file(&mut self) -> io::Result<Option<String>> {
        let mut long_name = None;
        loop {
            let rest = self.left + self.padding;
            if io::copy(&mut self.input.by_ref().take(rest), &mut io::sink())? < rest {
                return Err(Error::new(ErrorKind::UnexpectedEof, "the archive ends within a file"));
            }
            (self.left, self.padding) = (0, 0);
            let mut block = [0; BLOCK as usize];
            if self.input.fill_buf()?.is_empty() {
                return Ok(None);
            }
            self.input.read_exact(&mut block)?;
            if block.iter().all(|&byte| byte == 0) {
                return Ok(None);
            }
            let header = Header::from_byte_slice(&block);
            if !sums_up(&block, header) {
                return Err(Error::new(ErrorKind::InvalidData, "a header of the archive is damaged"));
            }
            self.left = header.entry_size()?;
            self.padding = self.left.next_multiple_of(BLOCK).saturating_sub(self.left);
            match header.entry_type() {
                EntryType::GNULongName => {
                    let name = self.small()?;
                    long_name = Some(String::from_utf8_lossy(&name).trim_end_matches('\0').to_owned());
                }
                EntryType::XHeader => {
                    let pax = self.small()?;
                    let path = PaxExtensions::new(&pax).flatten().find(|pair| pair.key_bytes() == b"path");
                    long_name = path.map(|pair| String::from_utf8_lossy(pair.value_bytes()).into_owned()).or(long_name);
                }
                kind if kind.is_file() || kind.is_contiguous() => {
                    let name = long_name.unwrap_or_else(|| String::from_utf8_lossy(&header.path_bytes()).into_owned());
                    return Ok(Some(name));
                }
                // Folders, links, devices, and headers of the whole archive.
                _ => long_name = None,
            }
        }
    }

    fn small(&mut self) -> io::Result<Vec<u8>> {
        if self.left > LONGEST_NAME {
            return Err(Error::new(ErrorKind::InvalidData, "a name in the archive is too long"));
        }
        let mut bytes = vec![0; self.left as usize];
        self.input.read_exact(&mut bytes)?;
        self.left = 0;
        Ok(bytes)
    }
}

/// Whether the header's sum is that of its bytes.
fn sums_up(block: &[u8], header: &Header) -> bool {
    let sum = block.iter().enumerate().map(|(at, &byte)| u32::from(if (148..156).contains(&at) { b' ' } else { byte }));
    header.cksum().is_ok_and(|told| told == sum.sum::<u32>())
}

/// The file that is being read.
struct Member<'r>(Arc<Mutex<Stream<'r>>>);

impl Read for Member<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut stream = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let most = buffer.len().min(stream.left as usize);
        let read = stream.input.read(&mut buffer[..most])?;
        if read == 0 && most > 0 {
            // Told once: for the archive nothing is left.
            (stream.left, stream.padding) = (0, 0);
            return Err(Error::new(ErrorKind::UnexpectedEof, "the archive ends within a file"));
        }
        stream.left -= read as u64;
        Ok(read)
    }
}

impl Iterator for Tar<'_> {
    type Item = Result<Report, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(report) = self.file.as_mut().and_then(Iterator::next) {
                return Some(report);
            }
            self.file = None;
            if self.ended {
                let told = std::mem::take(&mut self.passed).told()?;
                return Some(Err(Fault::left_out(&self.source.name, told, "name one to read it")));
            }
            let next = self.stream.lock().unwrap_or_else(PoisonError::into_inner).next_file();
            match next {
                Ok(Some(name)) => {
                    self.members += 1;
                    if self.members > self.source.limits().members {
                        self.ended = true;
                        let message = format!("more than {} files", self.source.limits().members);
                        return Some(Err(self.source.fault(message, "unpack it yourself and read the folder")));
                    }
                    match passed_over(&name) {
                        Some(kind) => self.passed.count(kind),
                        None => {
                            let member = BufReader::with_capacity(1 << 16, Member(Arc::clone(&self.stream)));
                            self.file = Some(open(Box::new(member), self.source.member(&name)));
                        }
                    }
                }
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(self.source.unreadable(&error)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, read_reports};

    pub(crate) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, content) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            builder.append_data(&mut header, name, *content).unwrap();
        }
        builder.into_inner().unwrap()
    }

    #[test]
    fn files_are_read_in_order_and_a_fault_names_its_file() {
        let long = format!("{}x.txt", "long/".repeat(40));
        let whole = archive(&[
            ("a.txt", b"One."),
            ("b/c.jsonl", b"{\"text\":\"Two.\"}\n{\n"),
            ("style.css", b"p {}"),
            (&long, b"Three."),
        ]);
        let read = |bytes: &[u8]| -> Vec<String> {
            read_reports(bytes, "x.tar", &Options::default())
                .map(|read| {
                    read.map_or_else(|fault| fault.to_string(), |report| format!("{}={}", report.id, report.text))
                })
                .collect()
        };
        let found = read(&whole);
        assert_eq!((&*found[0], &*found[1]), ("a=One.", "1=Two."));
        assert!(found[2].starts_with("x.tar!b/c.jsonl:2: column 1: EOF"), "{}", found[2]);
        assert!(found[3].ends_with("=Three."), "{}", found[3]);
        assert_eq!(found[4], "x.tar: 1 files that are no reports were passed over: 1 css (name one to read it)");
        for end in [100, 600, 700, 1300, 2000] {
            let _ = read(&whole[..end]);
        }
        let mut damaged = whole.clone();
        damaged[1024] ^= 1;
        assert!(read(&damaged)[1].contains("damaged"));
    }
}
