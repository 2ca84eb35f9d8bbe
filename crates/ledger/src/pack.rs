//! Texts, readings and tellings made small: zlib, begun with what they are likely to hold.
//!
//! They are short, so most of what a compressor could save is knowing beforehand the names of fields and the commonest
//! words. A stream names the dictionary that it was begun with by its checksum; the files in dictionaries/ must never
//! change, since ledgers are read with them. Another dictionary is another file beside them.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use std::io;

/// What is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The text of a report.
    Text,
    /// What is kept of a reading, as JSON.
    Reading,
    /// What is compared of a claim, as JSON.
    Telling,
}

const DICTIONARIES: [&[u8]; 3] = [
    include_bytes!("dictionaries/words.txt"),
    include_bytes!("dictionaries/reading.json"),
    include_bytes!("dictionaries/telling.json"),
];

/// Higher levels cost more time and save next to nothing in texts this short.
const LEVEL: u32 = 6;

/// The bytes, compressed.
pub(crate) fn pack(kind: Kind, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = Compress::new(Compression::new(LEVEL), true);
    stream.set_dictionary(DICTIONARIES[kind as usize]).map_err(io::Error::other)?;
    let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
    loop {
        let rest = &bytes[stream.total_in() as usize..];
        match stream.compress_vec(rest, &mut packed, FlushCompress::Finish).map_err(io::Error::other)? {
            Status::StreamEnd => return Ok(packed),
            _ => packed.reserve(bytes.len() / 2 + 64),
        }
    }
}

/// The reverse of [`pack`]; the stream itself tells which dictionary it needs, or that it needs none.
pub(crate) fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = Decompress::new(true);
    let mut bytes = Vec::with_capacity(packed.len() * 4 + 64);
    loop {
        let rest = &packed[stream.total_in() as usize..];
        match stream.decompress_vec(rest, &mut bytes, FlushDecompress::Finish) {
            Ok(Status::StreamEnd) => return Ok(bytes),
            Ok(_) if bytes.len() == bytes.capacity() => bytes.reserve(bytes.len()),
            Ok(_) => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it ends too early")),
            Err(error) if error.needs_dictionary().is_some() => {
                let known = DICTIONARIES.iter().any(|dictionary| stream.set_dictionary(dictionary).is_ok());
                if !known {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "it needs a dictionary that is not known"));
                }
            }
            Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
        }
    }
}

/// A packed text.
pub(crate) fn unpack_text(packed: &[u8]) -> io::Result<String> {
    String::from_utf8(unpack(packed)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    #[test]
    fn what_was_packed_before_there_were_dictionaries_is_read() {
        let mut plain = flate2::write::ZlibEncoder::new(Vec::new(), Compression::new(4));
        plain.write_all(b"Troops left.").unwrap();
        assert_eq!(unpack(&plain.finish().unwrap()).unwrap(), b"Troops left.");
    }

    #[test]
    fn dictionaries_never_change() {
        let adler = |bytes: &[u8]| {
            let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), &byte| {
                let a = (a + u32::from(byte)) % 65521;
                (a, (b + a) % 65521)
            });
            b << 16 | a
        };
        assert_eq!(DICTIONARIES.map(adler), [0x954a_5bde, 0x0fa5_0238, 0x6f9d_be1e]);
    }

    proptest! {
        #[test]
        fn everything_comes_back(bytes in proptest::collection::vec(any::<u8>(), 0..3000), of in 0..3usize) {
            let kind = [Kind::Text, Kind::Reading, Kind::Telling][of];
            prop_assert_eq!(unpack(&pack(kind, &bytes).unwrap()).unwrap(), bytes);
        }

        #[test]
        fn damage_is_a_fault_and_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), cut in 0..100usize) {
            let _ = unpack(&bytes);
            let packed = pack(Kind::Text, &bytes).unwrap();
            if cut > 0 && cut < packed.len() {
                prop_assert!(unpack(&packed[..packed.len() - cut]).is_err());
            }
        }
    }
}
