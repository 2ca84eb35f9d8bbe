//! PDF with a layer of text.

use crate::Fault;
use crate::guarded::guarded;
use crate::reports::Source;
use rapporteur_text::Report;
use std::io::BufRead;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How long a document is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Documents refer from object to object, some in circles.
const STACK: usize = 64 << 20;

/// Reads a document's text: paragraphs as its lines stand, words that are parted at the end of a line joined.
pub(crate) fn read_pdf(input: impl BufRead, source: &Source) -> Result<Report, Fault> {
    let bytes = source.limits().whole(input, &source.name)?;
    let (send, taken) = channel();
    let take = move || {
        let pages = guarded(|| pdf_extract::extract_text_from_mem_by_pages(&bytes));
        // Nobody may be waiting any longer.
        let _ = send.send(pages);
    };
    let remedy = "take the text out by another program: pdftotext FILE - | rapporteur read";
    let begun = thread::Builder::new().name("pdf".into()).stack_size(STACK).spawn(take);
    begun.map_err(|error| source.unreadable(&error))?;
    let pages = match taken.recv_timeout(PATIENCE) {
        Ok(Some(Ok(pages))) => pages,
        Ok(Some(Err(error))) => return Err(source.fault(format!("the document could not be read: {error}"), remedy)),
        Ok(None) | Err(RecvTimeoutError::Disconnected) => {
            return Err(source.fault("the document could not be taken apart", remedy));
        }
        Err(RecvTimeoutError::Timeout) => {
            return Err(source.fault(format!("the document takes longer than {} s", PATIENCE.as_secs()), remedy));
        }
    };
    let text = running(&pages);
    if text.trim().is_empty() {
        let remedy = "a scan needs a program that reads characters first, as ocrmypdf does";
        return Err(source.fault("the document has no layer of text", remedy));
    }
    Ok(Report::new(source.stem(), text))
}

/// Lines of one paragraph as one line, paragraphs with an empty line between them.
fn running(pages: &[String]) -> String {
    let mut text = String::new();
    for line in pages.iter().flat_map(|page| page.lines().map(str::trim).chain([""])) {
        if line.is_empty() {
            if !text.is_empty() && !text.ends_with("\n\n") {
                text.push_str("\n\n");
            }
            continue;
        }
        let parted = text.ends_with('-') && line.starts_with(char::is_lowercase);
        if parted {
            text.pop();
        } else if !text.is_empty() && !text.ends_with('\n') {
            text.push(' ');
        }
        text.push_str(line);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, read_reports};

    fn document(words: &str) -> Vec<u8> {
        let content = format!("BT /F1 12 Tf 72 700 Td ({words}) Tj ET");
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
                .to_owned(),
            format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        ];
        let (mut pdf, mut places) = (b"%PDF-1.4\n".to_vec(), Vec::new());
        for (n, object) in objects.iter().enumerate() {
            places.push(pdf.len());
            pdf.extend(format!("{} 0 obj{object}endobj\n", n + 1).bytes());
        }
        let table = pdf.len();
        pdf.extend(b"xref\n0 6\n0000000000 65535 f \n");
        places.iter().for_each(|place| pdf.extend(format!("{place:010} 00000 n \n").bytes()));
        pdf.extend(format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").bytes());
        pdf
    }

    #[test]
    fn the_layer_of_text_is_read_and_faults_are_told() {
        let read = |bytes: &[u8]| read_reports(bytes, "x.pdf", &Options::default()).next().unwrap();
        assert_eq!(read(&document("Ministers met in Minsk.")).unwrap().text, "Ministers met in Minsk.\n");
        assert!(read(&document("")).unwrap_err().message.contains("no layer of text"));
        let whole = document("Ministers met.");
        for end in (9..whole.len()).step_by(23) {
            let _ = read(&whole[..end]);
        }
    }

    #[test]
    fn lines_become_paragraphs() {
        let pages = ["The minis-\nters met\nin Minsk.\n\n\nThey left.\n".to_owned(), "Next".to_owned()];
        assert_eq!(running(&pages), "The ministers met in Minsk.\n\nThey left.\n\nNext\n");
    }
}
