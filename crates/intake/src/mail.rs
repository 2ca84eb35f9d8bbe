//! Messages: EML and MBOX.

use crate::blocks::{joined, paragraphs};
use crate::guarded::guarded;
use crate::reports::{Bytes, Source};
use crate::{Fault, dates};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use rapporteur_text::{Notice, Report};
use std::io::BufRead;

/// Reads a file that is a message.
pub(crate) fn read_mail(input: impl BufRead, source: &Source) -> Result<Report, Fault> {
    let bytes = source.limits().whole(input, &source.name)?;
    read_message(&bytes, source, source.stem())
}

fn read_message(bytes: &[u8], source: &Source, name: &str) -> Result<Report, Fault> {
    let parsed = guarded(|| MessageParser::default().parse(bytes).map(|message| report(&message, name)));
    let remedy = "save the message again, as EML";
    match parsed {
        Some(Some(report)) => Ok(report),
        Some(None) => Err(source.fault("this is no message", remedy)),
        None => Err(source.fault("the message could not be taken apart", remedy)),
    }
}

fn report(message: &Message<'_>, name: &str) -> Report {
    let mut paragraphs_of = Vec::new();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => paragraphs_of.push(unfolded(text)),
            PartType::Html(page) => paragraphs_of.extend(paragraphs(page)),
            _ => {}
        }
    }
    paragraphs_of.retain(|paragraph| !paragraph.trim().is_empty());
    let mut report = Report::new(message.message_id().unwrap_or(name), joined(&paragraphs_of));
    report.title = message.subject().map(|subject| subject.trim().to_owned()).filter(|subject| !subject.is_empty());
    let from = message.from().and_then(|from| from.first());
    report.publisher = from.and_then(|from| from.name().or_else(|| from.address())).map(|from| from.trim().to_owned());
    report.published = message.date().filter(|date| date.is_valid()).map(|date| dates::iso(&date.to_rfc3339()));
    report.language = message.content_language().as_text().map(str::to_owned);
    let attachments: Vec<&mail_parser::MessagePart<'_>> = message.attachments().collect();
    let nested = attachments.iter().filter(|part| part.is_message()).count();
    let others = attachments.len() - nested;
    for (count, what) in [(nested, "messages within this one"), (others, "attachments")] {
        if count > 0 {
            let message = format!("{count} {what} were not read");
            report.notices.push(Notice::new("intake/not-read", message));
        }
    }
    if report.text.is_empty() {
        report.notices.push(Notice::new("intake/no-text", "the message has no text"));
    }
    report
}

/// Text whose lines are as they were before they were folded for sending.
fn unfolded(text: &str) -> String {
    text.replace("\r\n", "\n").trim_matches('\n').to_owned()
}

/// The messages of a mailbox, parted by lines that begin with `From `.
pub(crate) struct Mbox<'r> {
    input: Bytes<'r>,
    source: Source,
    messages: usize,
    line: usize,
    ended: bool,
}

impl<'r> Mbox<'r> {
    pub(crate) fn new(input: Bytes<'r>, source: Source) -> Self {
        Self { input, source, messages: 0, line: 0, ended: false }
    }

    /// The next message with the line on which it begins, and whether it is whole.
    fn message(&mut self) -> std::io::Result<Option<(Vec<u8>, usize, bool)>> {
        let limit = self.source.limits().report;
        let (mut message, mut first, mut whole) = (Vec::new(), self.line + 1, true);
        let mut after_empty = true;
        loop {
            let mut line = Vec::new();
            let too_long = self.source.limits().line(&mut self.input, &mut line)?;
            if line.is_empty() {
                self.ended = true;
                return Ok((!message.is_empty()).then_some((message, first, whole)));
            }
            self.line += 1;
            if after_empty && is_separator(&line) {
                if !message.is_empty() {
                    return Ok(Some((message, first, whole)));
                }
                first = self.line;
                continue;
            }
            after_empty = line.trim_ascii().is_empty();
            // Lines that would begin like a separator were marked when they were kept.
            let marked = line.iter().take_while(|&&byte| byte == b'>').count();
            let unmarked = usize::from(marked > 0 && line[marked..].starts_with(b"From "));
            if too_long || (message.len() + line.len()) as u64 > limit {
                whole = false;
            } else {
                message.extend_from_slice(&line[unmarked..]);
            }
        }
    }
}

/// `From sender Thu Mar 13 10:00:00 2025`: a time stands in it.
fn is_separator(line: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    line.starts_with(b"From ") && line.windows(5).any(|w| w[2] == b':' && digits(&w[..2]) && digits(&w[3..]))
}

impl Iterator for Mbox<'_> {
    type Item = Result<Report, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.message() {
            Ok(Some((message, line, whole))) => {
                self.messages += 1;
                if !whole {
                    return Some(Err(self.source.limits().too_large(&self.source.name, "a message").at_line(line)));
                }
                let name = self.messages.to_string();
                Some(read_message(&message, &self.source, &name).map_err(|fault| fault.at_line(line)))
            }
            Ok(None) => None,
            Err(error) => {
                self.ended = true;
                Some(Err(self.source.unreadable(&error).at_line(self.line)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, read_reports};

    const PARTS: &str = "Received: by x\nFrom: =?utf-8?q?Agence_Pr=C3=A9cis?= <wire@example.org>\nTo: desk@example.org\n\
        Subject: Talks in Minsk\nMessage-ID: <m1@example.org>\nDate: Thu, 13 Mar 2025 10:00:00 +0300\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=iso-8859-1\n\
        Content-Transfer-Encoding: quoted-printable\n\n<p>The caf=E9 was open.</p><p>They left.</p>\n--b\n\
        Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\n\nx\n--b\nContent-Type: message/rfc822\n\n\
        Subject: inner\nFrom: a@b\n\nInner.\n--b--\n";

    #[test]
    fn a_message_becomes_a_report_and_what_is_not_read_is_told() {
        let report = read_reports(PARTS.as_bytes(), "a.eml", &Options::default()).next().unwrap().unwrap();
        assert_eq!((&*report.id, &*report.text), ("m1@example.org", "The café was open.\n\nThey left.\n"));
        assert_eq!(report.publisher.as_deref(), Some("Agence Précis"));
        assert_eq!(report.published.as_deref(), Some("2025-03-13T10:00:00+03:00"));
        assert_eq!(report.title.as_deref(), Some("Talks in Minsk"));
        let told: Vec<&str> = report.notices.iter().map(|notice| notice.message.as_str()).collect();
        assert_eq!(told, ["1 messages within this one were not read", "1 attachments were not read"]);
    }

    #[test]
    fn a_mailbox_is_its_messages() {
        let mbox = "From a@b Thu Mar 13 10:00:00 2025\nFrom: A <a@example.org>\nSubject: One\n\nFrom here they went.\n>From there too.\n\
                    \nFrom a@b Thu Mar 13 11:00:00 2025\r\nFrom: B <b@example.org>\r\nSubject: Two\r\n\r\nThey left.\r\n";
        let read: Vec<_> = read_reports(mbox.as_bytes(), "a.mbox", &Options::default()).map(Result::unwrap).collect();
        assert_eq!(read.len(), 2);
        assert_eq!(
            (&*read[0].text, read[0].publisher.as_deref()),
            ("From here they went.\nFrom there too.\n", Some("A"))
        );
        assert_eq!((&*read[1].id, &*read[1].text), ("2", "They left.\n"));
    }
}
