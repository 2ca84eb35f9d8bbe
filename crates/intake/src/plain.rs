//! A file that is one report.

use crate::reports::Source;
use crate::{Fault, charset};
use rapporteur_text::Report;
use std::io::BufRead;

/// Reads a whole file as one report; its id is the file's name without folders and ending.
pub(crate) fn read_plain(input: impl BufRead, source: &Source) -> Result<Report, Fault> {
    let bytes = source.limits().whole(input, &source.name)?;
    let decoded = charset::decode(&bytes, source.options.defaults.charset.as_deref(), None);
    let decoded = decoded.map_err(|why| source.fault(why, "give text, or name its format with --from"))?;
    let mut report = Report::new(source.stem(), decoded.text);
    report.notices.extend(decoded.notice);
    Ok(report)
}

#[cfg(test)]
mod tests {
    use crate::{Defaults, Options, read_reports};

    #[test]
    fn a_text_file_is_one_report() {
        let defaults = Defaults { published: Some("2025-03-13".into()), ..Defaults::default() };
        let options = Options { defaults, ..Options::default() };
        let read: Vec<_> = read_reports("\u{feff}Ministers met.\n".as_bytes(), "in/minsk.txt", &options).collect();
        let report = read[0].as_ref().unwrap();
        assert_eq!((report.id.as_str(), report.text.as_str()), ("minsk", "Ministers met.\n"));
        assert_eq!(report.published.as_deref(), Some("2025-03-13"));
    }

    #[test]
    fn old_charsets_are_guessed_and_told_and_what_is_no_text_is_a_fault() {
        let read = |bytes: &'static [u8]| read_reports(bytes, "x.txt", &Options::default()).next().unwrap();
        let report = read(b"The minister visited a caf\xe9 in Orl\xe9ans, and said: \x93No comment.\x94").unwrap();
        assert_eq!(report.text, "The minister visited a café in Orléans, and said: “No comment.”");
        assert_eq!(report.notices[0].code, "intake/charset-guessed");
        let fault = read(b"\x00\x01\x02\xff\xfe\x03\x80\x00\x00\x07").unwrap_err();
        assert!(fault.to_string().starts_with("x.txt: not text"), "{fault}");
    }
}
