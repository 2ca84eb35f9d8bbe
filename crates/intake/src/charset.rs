//! Bytes become text.

use crate::reports::Bytes;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};
use rapporteur_text::Notice;
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

/// A text with the way it was decoded.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static Encoding,
    /// The length of the byte order mark.
    pub(crate) mark: usize,
    /// Where the charset was guessed, or bytes were none of its.
    pub(crate) notice: Option<Notice>,
}

/// More of a text than one character in so many cannot be control characters or damaged.
const NOISE: usize = 20;

/// Decodes by the byte order mark; else as UTF-8, where it is; else by the charset that the server tells, the document
/// itself, or the letters. `Err` with the reason where it is no text.
pub(crate) fn decode(bytes: &[u8], header: Option<&str>, inside: Option<&str>) -> Result<Decoded, String> {
    let mut decoded = decode_any(bytes, header, inside);
    let noise = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}')) || c == '\u{fffd}';
    let (mut all, mut noisy) = (0, 0);
    for c in decoded.text.chars() {
        all += 1;
        noisy += usize::from(noise(c));
    }
    if noisy * NOISE > all {
        return Err(format!("not text: {noisy} of {all} characters are control characters or damaged"));
    }
    let damaged = decoded.text.matches('\u{fffd}').count();
    if decoded.notice.is_none() && damaged > 0 && decoded.encoding != UTF_8 {
        let message = format!("{damaged} characters are not sound in {}", decoded.encoding.name());
        decoded.notice = Some(Notice::new("intake/charset-damaged", message));
    }
    Ok(decoded)
}

fn decode_any(bytes: &[u8], header: Option<&str>, inside: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Decoded { text: text.into_owned(), encoding, mark, notice: None };
    }
    let told = [header, inside].into_iter().flatten().find_map(|label| Encoding::for_label(label.trim().as_bytes()));
    // ASCII with escapes would pass for UTF-8.
    let escaped = told.is_some_and(|encoding| encoding == encoding_rs::ISO_2022_JP);
    if !escaped && let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: UTF_8, mark: 0, notice: None };
    }
    if let Some(encoding) = told {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        // Pages that say UTF-8 and are not are usually of one author's making; those with a few bad bytes are damaged.
        if !damaged || text.matches('\u{fffd}').count() * NOISE * 10 < text.len() {
            return Decoded { text: text.into_owned(), encoding, mark: 0, notice: None };
        }
    }
    let encoding = guess(bytes);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding, mark: 0, notice: Some(guess_notice(encoding)) }
}

/// What a text of unknown charset says, and the charset where it had to be guessed.
pub(crate) fn guessed(bytes: &[u8]) -> (Cow<'_, str>, Option<&'static Encoding>) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[mark..]).0, None);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        // The end may lie within a character.
        Err(error) if error.error_len().is_none() => (String::from_utf8_lossy(&bytes[..error.valid_up_to()]), None),
        Err(_) => {
            let encoding = guess(bytes);
            (encoding.decode_without_bom_handling(bytes).0, Some(encoding))
        }
    }
}

/// What to say of a guess.
pub(crate) fn guess_notice(encoding: &'static Encoding) -> Notice {
    let message = format!("the charset is not told; it was guessed by the letters to be {}", encoding.name());
    Notice::new("intake/charset-guessed", message)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// A stream as UTF-8 where its first bytes, which are in it too, have the mark of UTF-16; else as it is.
pub(crate) fn utf8<'r>(input: Bytes<'r>, head: &[u8]) -> Bytes<'r> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding != UTF_8 => {
            let decoder = encoding.new_decoder_with_bom_removal();
            Box::new(BufReader::new(Recoded { input, decoder, ended: false, rest: Vec::new() }))
        }
        _ => input,
    }
}

/// A stream that is decoded while it is read.
struct Recoded<'r> {
    input: Bytes<'r>,
    decoder: Decoder,
    ended: bool,
    /// UTF-8 that was decoded and not yet taken, the end first.
    rest: Vec<u8>,
}

impl Read for Recoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() && !self.ended {
            let bytes = self.input.fill_buf()?;
            self.ended = bytes.is_empty();
            let mut text = String::with_capacity(bytes.len() * 3 + 16);
            let (_, used, _) = self.decoder.decode_to_string(bytes, &mut text, self.ended);
            self.input.consume(used);
            self.rest = text.into_bytes();
            self.rest.reverse();
        }
        let taken = buffer.len().min(self.rest.len());
        for (slot, byte) in buffer.iter_mut().zip(self.rest.drain(self.rest.len() - taken..).rev()) {
            *slot = byte;
        }
        Ok(taken)
    }
}

/// The places in the bytes of places in the text that was decoded from them. `places` are byte offsets of the text on
/// character boundaries and ascend; those of the text's end and beyond give the end.
pub(crate) fn in_bytes(bytes: &[u8], decoded: &Decoded, places: &[u32]) -> Vec<u32> {
    if decoded.encoding == UTF_8 && !decoded.text.contains('\u{fffd}') {
        return places.iter().map(|place| place + decoded.mark as u32).collect();
    }
    let mut decoder = decoded.encoding.new_decoder_without_bom_handling();
    let mut found = Vec::with_capacity(places.len());
    let mut written = 0;
    let mut text = String::with_capacity(32);
    // The byte after the last character that was finished.
    let mut boundary = decoded.mark;
    for (at, byte) in bytes.iter().enumerate().skip(decoded.mark) {
        text.clear();
        let (result, ..) = decoder.decode_to_string(std::slice::from_ref(byte), &mut text, at + 1 == bytes.len());
        debug_assert_eq!(result, CoderResult::InputEmpty);
        if text.is_empty() {
            continue;
        }
        while places.get(found.len()).is_some_and(|&place| (place as usize) < written + text.len()) {
            found.push(boundary as u32);
        }
        written += text.len();
        boundary = at + 1;
    }
    found.resize(places.len(), bytes.len() as u32);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_headers_and_letters_tell_the_charset() {
        let text = |bytes: &[u8], header, inside| decode(bytes, header, inside).unwrap().text;
        assert_eq!(text("Orléans".as_bytes(), Some("latin1"), None), "Orléans");
        assert_eq!(text(b"Orl\xe9ans", Some("latin1"), Some("utf-8")), "Orléans");
        assert_eq!(text(b"\xfe\xff\0O\0r", None, None), "Or");
        assert_eq!(text(b"\xcc\xe8\xed\xf1\xea", None, Some("windows-1251")), "Минск");
        assert!(decode(&[0; 64], None, None).unwrap_err().starts_with("not text: 64 of 64"));
        assert_eq!(decode(b"", None, None).unwrap().text, "");
    }

    #[test]
    fn places_are_found_again_in_the_bytes() {
        let text = "Der Präsident – “Ja” 日本 sagte";
        for encoding in [encoding_rs::WINDOWS_1252, encoding_rs::GBK, encoding_rs::UTF_8, encoding_rs::SHIFT_JIS] {
            let (bytes, _, _) = encoding.encode(text);
            let (back, _) = encoding.decode_without_bom_handling(&bytes);
            let decoded = Decoded { text: back.clone().into_owned(), encoding, mark: 0, notice: None };
            let places: Vec<u32> = back.char_indices().map(|(at, _)| at as u32).collect();
            let found = in_bytes(&bytes, &decoded, &places);
            for (place, byte) in places.iter().zip(&found) {
                let (rest, _) = encoding.decode_without_bom_handling(&bytes[*byte as usize..]);
                assert_eq!(rest, &back[*place as usize..], "{}", encoding.name());
            }
        }
    }

    #[test]
    fn wide_streams_are_recoded() {
        let bytes: Vec<u8> = "\u{feff}aé日🙂".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut read = String::new();
        utf8(Box::new(BufReader::with_capacity(3, &bytes[..])), &bytes).read_to_string(&mut read).unwrap();
        assert_eq!(read, "aé日🙂");
    }
}
