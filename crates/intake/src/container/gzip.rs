//! Gzip in members, as WARC files and joined logs have it.

use crate::Limits;
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Cursor, Read};

/// How a member begins: the mark, and the only method there is.
const MARK: [u8; 3] = [0x1F, 0x8B, 8];

/// How much of what was read last is remembered: damage often shows only after the beginning of the next member.
const REMEMBERED: usize = 1 << 16;

/// The content of all members, one after the other. A member that is damaged is one error; what is read after it is the
/// next member.
pub(crate) struct Members<R> {
    state: State<R>,
    limits: Limits,
    unpacked: u64,
}

enum State<R> {
    Between(Counted<R>),
    Inside(Box<GzDecoder<Counted<R>>>),
    Ended,
}

impl<R: BufRead> Members<R> {
    pub(crate) fn new(input: R, limits: Limits) -> Self {
        let input = Counted { front: Cursor::new(Vec::new()), input, behind: Vec::new(), consumed: 0 };
        Self { state: State::Between(input), limits, unpacked: 0 }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Between(mut input) => {
                    // Some programs fill up with zeros.
                    let at_end = loop {
                        match input.fill_buf()? {
                            [] => break true,
                            [0, ..] => input.consume(1),
                            _ => break false,
                        }
                    };
                    if at_end {
                        return Ok(0);
                    }
                    input.behind.clear();
                    self.state = State::Inside(Box::new(GzDecoder::new(input)));
                }
                State::Inside(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(read) => {
                        self.unpacked += read as u64;
                        self.limits.check(self.unpacked, member.get_ref().consumed)?;
                        self.state = State::Inside(member);
                        return Ok(read);
                    }
                    Err(error) => {
                        let mut input = member.into_inner();
                        if input.find_member()? {
                            self.state = State::Between(input);
                        }
                        return Err(error);
                    }
                },
            }
        }
    }
}

/// Input that knows how much of it was used, and takes bytes back.
struct Counted<R> {
    front: Cursor<Vec<u8>>,
    input: R,
    /// What was read of the member at hand, or the end of that.
    behind: Vec<u8>,
    consumed: u64,
}

impl<R: BufRead> Counted<R> {
    /// Goes on to where a member seems to begin, after the first byte of the one at hand; false where none does.
    fn find_member(&mut self) -> io::Result<bool> {
        let again = self.behind.get(1..).unwrap_or_default();
        self.consumed -= again.len() as u64;
        self.front = Cursor::new([again, self.front.fill_buf()?].concat());
        let mut matched = 0;
        loop {
            let Some(&byte) = self.fill_buf()?.first() else { return Ok(false) };
            self.consume(1);
            matched = match byte {
                _ if byte == MARK[matched] => matched + 1,
                _ if byte == MARK[0] => 1,
                _ => 0,
            };
            if matched == MARK.len() {
                let rest = self.front.fill_buf()?;
                self.front = Cursor::new([&MARK, rest].concat());
                return Ok(true);
            }
        }
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.front.fill_buf()?.is_empty() { self.input.fill_buf() } else { self.front.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        self.consumed += amount as u64;
        let from_front = self.front.fill_buf().is_ok_and(|front| !front.is_empty());
        let given = if from_front { self.front.fill_buf() } else { self.input.fill_buf() };
        self.behind.extend_from_slice(given.ok().and_then(|given| given.get(..amount)).unwrap_or_default());
        if self.behind.len() > 2 * REMEMBERED {
            self.behind.drain(..self.behind.len() - REMEMBERED);
        }
        if from_front {
            self.front.consume(amount);
        } else {
            self.input.consume(amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, read_reports};
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::{BufReader, Write};

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn damage_that_shows_late_does_not_cost_the_next_member() {
        // A block of five bytes that are there as they are: the length is damaged, so that it reaches into the next member.
        let stored =
            |length: u8| [&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 0, length, 0, !length, 255][..], b"first"].concat();
        let all = [stored(20), packed(b"second"), packed(b"third")].concat();
        let mut members = Members::new(&all[..], Limits::default());
        let mut read = Vec::new();
        assert!(members.read_to_end(&mut read).is_err());
        read.clear();
        members.read_to_end(&mut read).unwrap();
        assert_eq!(read, b"secondthird");
    }

    #[test]
    fn members_are_one_stream_and_a_damaged_one_is_one_error() {
        let mut bad = packed(&[7; 5000]);
        let middle = bad.len() / 2;
        bad[middle..middle + 6].fill(0xFF);
        let all = [packed(b"one,"), vec![0; 9], packed(b"two."), bad, packed(b"three.")].concat();
        for capacity in [1, 2, 3, 64, 4096] {
            let mut members = Members::new(BufReader::with_capacity(capacity, &all[..]), Limits::default());
            let mut read = Vec::new();
            assert!(members.read_to_end(&mut read).is_err());
            assert!(read.starts_with(b"one,two."));
            read.clear();
            members.read_to_end(&mut read).unwrap();
            assert_eq!(read, b"three.", "{capacity}");
        }
    }

    #[test]
    fn bombs_are_refused() {
        let bomb = packed(&vec![b'a'; 40 << 20]);
        let options = Options { limits: Limits { report: 1 << 40, ..Limits::default() }, ..Options::default() };
        let fault = read_reports(&bomb[..], "b.gz", &options).next().unwrap().unwrap_err();
        assert!(fault.to_string().contains("unpacks to more than 400 times its size"), "{fault}");
        let twice = packed(&packed(&packed(&packed(&packed(b"x")))));
        let fault = read_reports(&twice[..], "b.gz", &Options::default()).next().unwrap().unwrap_err();
        assert!(fault.to_string().starts_with("b.gz: more than 4 archives lie in each other"), "{fault}");
    }
}
