//! How much is taken in.

use crate::Fault;
use std::io::{self, BufRead, Error, ErrorKind, Read};

/// What input may ask for before it is refused. Streams have no limit: a WARC or JSONL file may have any size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one report as it lies there: a page, a message, a line.
    pub report: u64,
    /// Members of one archive.
    pub members: u64,
    /// Bytes that one compressed file or member unpacks to.
    pub unpacked: u64,
    /// How many times its size something may unpack to, once it is beyond sixteen megabytes. Text packs to a tenth, and
    /// lines that repeat to a hundredth.
    pub ratio: u64,
    /// Archives in archives.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { report: 64 << 20, members: 1_000_000, unpacked: 1 << 40, ratio: 400, depth: 4 }
    }
}

/// What may unpack at any ratio.
const SMALL: u64 = 16 << 20;

impl Limits {
    /// Whether so much may come out of so much.
    pub(crate) fn check(&self, unpacked: u64, packed: u64) -> io::Result<()> {
        let refuse = |why: String| Err(Error::new(ErrorKind::FileTooLarge, why));
        if unpacked > self.unpacked {
            let (most, unit) =
                if self.unpacked >> 30 > 0 { (self.unpacked >> 30, "GB") } else { (self.unpacked >> 20, "MB") };
            return refuse(format!("unpacks to more than {most} {unit}"));
        }
        if unpacked > SMALL && unpacked / self.ratio > packed {
            return refuse(format!("unpacks to more than {} times its size", self.ratio));
        }
        Ok(())
    }

    /// All of the input, which is one report.
    pub(crate) fn whole(&self, input: impl Read, file: &str) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        input.take(self.report + 1).read_to_end(&mut bytes).map_err(|error| Fault::unreadable(file, &error))?;
        if bytes.len() as u64 > self.report {
            return Err(self.too_large(file, "the report"));
        }
        Ok(bytes)
    }

    /// The next line with its end, as [`BufRead::read_until`] gives it; of one that is too long only the beginning, and
    /// the rest is passed over. Returns whether it was too long.
    pub(crate) fn line(&self, input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
        input.take(self.report + 1).read_until(b'\n', line)?;
        let too_long = line.len() as u64 > self.report;
        if too_long && line.last() != Some(&b'\n') {
            skip_line(input)?;
        }
        Ok(too_long)
    }

    /// One piece of input is larger than a report may be.
    pub(crate) fn too_large(&self, file: &str, what: &str) -> Fault {
        Fault::new(file, format!("{what} is larger than {} MB", self.report >> 20), "split it into reports")
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let (used, done) = end.map_or((buffer.len(), buffer.is_empty()), |end| (end + 1, true));
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}
