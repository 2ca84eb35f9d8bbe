//! A reading as a page for people: each paragraph, and under it its claims.

use crate::sentence::{line, mark};
use anstyle::{AnsiColor, Color, Style as Ansi};
use rapporteur::output::{Claim, Document, Link, Participant};
use rapporteur::text::{CodePoints, Report};
use rapporteur_views::{Role, marked, paragraphs, roles, status_word};
use std::io::{self, Write};

/// How a page looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Whether colours and underlines may be used; without them roles are marked with their names.
    pub(crate) colored: bool,
    /// The width in columns.
    pub(crate) width: usize,
}

/// The width of the terminal, within what is good to read.
pub(crate) fn width() -> usize {
    textwrap::termwidth().clamp(50, 110)
}

/// Writes the page of one reading.
pub(crate) fn write_page(report: &Report, document: &Document, style: Style, out: &mut impl Write) -> io::Result<()> {
    let page = Page { report, document, points: CodePoints::new(&report.text), style };
    page.write_head(out)?;
    let mut claims = document.claims.iter().peekable();
    for (n, paragraph) in paragraphs(&report.text).enumerate() {
        let (_, end) = page.points.span(paragraph);
        writeln!(out)?;
        let words: Vec<&str> = paragraph.of(&report.text).split_whitespace().collect();
        page.write_wrapped(&words.join(" "), &format!("{:>2}  ", n + 1), "    ", out)?;
        while let Some(claim) = claims.next_if(|claim| claim.trigger.start < end) {
            writeln!(out)?;
            page.write_claim(claim, out)?;
        }
    }
    page.write_notices(out)
}

struct Page<'p> {
    report: &'p Report,
    document: &'p Document,
    points: CodePoints<'p>,
    style: Style,
}

const DIM: Ansi = Ansi::new().dimmed();
const BOLD: Ansi = Ansi::new().bold();

impl Page<'_> {
    fn styled(&self, words: &str, style: Ansi) -> String {
        if self.style.colored { format!("{style}{words}{style:#}") } else { words.to_owned() }
    }

    fn write_wrapped(&self, line: &str, first: &str, rest: &str, out: &mut impl Write) -> io::Result<()> {
        let options = textwrap::Options::new(self.style.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(line, options) {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    fn write_head(&self, out: &mut impl Write) -> io::Result<()> {
        let name = self.report.title.as_deref().unwrap_or(&self.report.id);
        writeln!(out, "{}", self.styled(name, BOLD))?;
        let published = match &self.report.published {
            Some(date) => format!("published {date}"),
            None => "publication date unknown (--published sets it)".into(),
        };
        let publisher = self.report.publisher.iter().map(|name| format!(" by {name}")).collect::<String>();
        let credit = self.document.credit.iter().map(|agency| format!(", from {}", agency.text)).collect::<String>();
        let counts = format!(
            "{published}{publisher}{credit} · {} · {}",
            counted(self.document.sentences.len(), "sentence"),
            counted(self.document.claims.len(), "claim"),
        );
        self.write_wrapped(&self.styled(&counts, DIM), "", "", out)?;
        if self.style.colored && !self.document.claims.is_empty() {
            let legend: Vec<String> = Role::ALL.iter().map(|role| mark(*role, role.name(), true)).collect();
            writeln!(out, "{}", legend.join(" "))?;
        }
        Ok(())
    }

    fn write_claim(&self, claim: &Claim, out: &mut impl Write) -> io::Result<()> {
        let mode = if claim.mode.is_empty() { String::new() } else { format!(" {}", claim.mode.join(", ")) };
        let context =
            if claim.context.is_empty() { String::new() } else { format!(" · {}", claim.context.join(", ")) };
        let cue = claim.status_cue.as_ref().map(|cue| format!(" “{}”", cue.text)).unwrap_or_default();
        let head = format!(
            "{} {}{mode} · {}{cue}{context} · {}",
            self.styled(&format!("{:>4}", claim.id), DIM),
            self.styled(&claim.ty, BOLD),
            self.status(&claim.status),
            self.styled(&format!("{:.0} %", 100.0 * claim.confidence), DIM),
        );
        self.write_wrapped(&head, "  ", "         ", out)?;
        let sentence = self.document.sentences.get(claim.sentence);
        let (start, end) =
            sentence.map_or((claim.trigger.start, claim.trigger.end), |sentence| (sentence.start, sentence.end));
        let words = self.points.range(start, end).of(&self.report.text);
        let line = line(&marked(words, start, roles(claim)), self.style.colored);
        self.write_wrapped(&line, "       ", "       ", out)?;
        self.write_wrapped(&Self::summary(claim), "       = ", "         ", out)?;
        self.write_wrapped(&self.chain(&claim.attribution), "       ", "         ", out)
    }

    /// Who did it, to whom, when and where, with codes.
    fn summary(claim: &Claim) -> String {
        let mut parts = vec![participants(&claim.actors).unwrap_or_else(|| "somebody".into())];
        if let Some(recipients) = participants(&claim.recipients) {
            parts[0] = format!("{} → {recipients}", parts[0]);
        }
        if let Some(date) = &claim.date {
            parts.push(date.value.clone());
        }
        if let Some(place) = &claim.place {
            let country = place.country.iter().map(|code| format!(" ({code})")).collect::<String>();
            parts.push(format!("{}{country}", place.name));
        }
        parts.join(" · ")
    }

    /// The chain of sources, outermost first; `□` is the report's own voice. Of each the kind of source stands in
    /// brackets, and what the choice of the cue tells beyond "said".
    fn chain(&self, links: &[Link]) -> String {
        let mut line = "□ this report".to_owned();
        for link in links {
            let source = link.source.as_ref().map_or("(somebody)", |source| source.name.as_str());
            line.push_str(&format!(" › {source}"));
            let read = self.document.attributions.iter().find(|read| read.id == link.id);
            if let Some(kind) = read.and_then(|read| read.source_kind.as_deref()) {
                line.push_str(&format!(" [{}]", kind.replace('-', " ")));
            }
            if let Some(cue) = &link.cue {
                line.push_str(&format!(" “{}”", cue.text));
            }
            if let Some(read) = read.filter(|read| read.stance != "neutral") {
                line.push_str(&format!(" ({})", read.stance));
            }
        }
        line
    }

    fn status(&self, status: &str) -> String {
        let color = match status {
            "actual" => AnsiColor::Green,
            "future" => AnsiColor::Blue,
            "hypothetical" => AnsiColor::Yellow,
            _ => AnsiColor::Red,
        };
        self.styled(status_word(status), Ansi::new().fg_color(Some(Color::Ansi(color))))
    }

    fn write_notices(&self, out: &mut impl Write) -> io::Result<()> {
        if self.document.notices.is_empty() {
            return writeln!(out);
        }
        writeln!(out)?;
        for notice in &self.document.notices {
            let words = match (notice.start, notice.end) {
                (Some(start), Some(end)) => format!(" “{}”", self.points.range(start, end).of(&self.report.text)),
                _ => String::new(),
            };
            let line = format!("note{words}: {}", notice.message);
            self.write_wrapped(&self.styled(&line, DIM), "    ", "      ", out)?;
        }
        writeln!(out)
    }
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Names with their codes; `None` where there is nobody.
fn participants(list: &[Participant]) -> Option<String> {
    let all = || named(list.iter().map(|p| (p.name.as_str(), p.country.as_deref(), p.sector.as_deref())));
    (!list.is_empty()).then(all)
}

/// Names with country and sector, where these are known: `Iran [IRN GOV] + …`.
pub(crate) fn named<'p>(parties: impl Iterator<Item = (&'p str, Option<&'p str>, Option<&'p str>)>) -> String {
    let one = |(name, country, sector): (&str, Option<&str>, Option<&str>)| {
        let codes: Vec<&str> = country.into_iter().chain(sector).collect();
        if codes.is_empty() { name.to_owned() } else { format!("{name} [{}]", codes.join(" ")) }
    };
    parties.map(one).collect::<Vec<_>>().join(" + ")
}
