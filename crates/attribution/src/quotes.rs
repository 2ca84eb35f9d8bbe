//! Where quotation marks open and close.

use rapporteur_text::TextRange;

/// One quotation, marks included, within one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quote {
    pub(crate) range: TextRange,
    /// Whether it lacks its closing mark because the next paragraph goes on with it.
    pub(crate) runs_on: bool,
}

/// The quotations and paragraphs of a text, both in order and without overlap.
#[derive(Debug, Default)]
pub(crate) struct Quotes {
    quotes: Vec<Quote>,
    pub(crate) paragraphs: Vec<TextRange>,
}

impl Quotes {
    pub(crate) fn of(text: &str) -> Self {
        let paragraphs = paragraphs(text);
        let mut quotes = Vec::new();
        for (i, &paragraph) in paragraphs.iter().enumerate() {
            let next = paragraphs.get(i + 1).map_or("", |next| next.of(text));
            read_paragraph(text, paragraph, next.starts_with(opens_paragraph) && marks_of_turn(next) == 0, &mut quotes);
        }
        Self { quotes, paragraphs }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Quote> + '_ {
        self.quotes.iter().copied()
    }

    /// The quotation that a byte lies in.
    pub(crate) fn at(&self, offset: u32) -> Option<Quote> {
        let i = self.quotes.partition_point(|quote| quote.range.end <= offset);
        self.quotes.get(i).copied().filter(|quote| quote.range.contains_offset(offset))
    }

    /// The last quotation that ends at or before a byte.
    pub(crate) fn before(&self, offset: u32) -> Option<Quote> {
        let i = self.quotes.partition_point(|quote| quote.range.end <= offset);
        i.checked_sub(1).map(|i| self.quotes[i])
    }

    /// The first quotation that begins at or after a byte.
    pub(crate) fn after(&self, offset: u32) -> Option<Quote> {
        let i = self.quotes.partition_point(|quote| quote.range.start < offset);
        self.quotes.get(i).copied()
    }

    /// The index of the paragraph that a byte lies in, or the nearest before it.
    pub(crate) fn paragraph_of(&self, offset: u32) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.start <= offset).saturating_sub(1)
    }
}

/// How many bytes of marks stand before a turn of a printed transcript, each of which opens with a quotation mark and closes with
/// none ("“LEE: We won.", "“(CROSSTALK.)"); 0 where the paragraph is no such turn.
fn marks_of_turn(paragraph: &str) -> usize {
    /// How many bytes a speaker's name may have.
    const LONGEST: usize = 40;
    let inside = paragraph.trim_start_matches(opens_paragraph);
    let speaker = inside.split_once(':').map_or("", |(speaker, _)| speaker);
    let shouted = speaker.chars().all(|c| c.is_uppercase() || " .'’-".contains(c));
    let is_turn = inside.starts_with('(') || (2..LONGEST).contains(&speaker.len()) && shouted;
    if is_turn { paragraph.len() - inside.len() } else { 0 }
}

fn opens_paragraph(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '‘' | '`' | '\'')
}

/// Lines, where a line that plainly goes on in the next one (wrapped text) is joined with it.
fn paragraphs(text: &str) -> Vec<TextRange> {
    let mut found: Vec<TextRange> = Vec::new();
    let mut start = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        let range = TextRange::from_usize(from, from + trimmed.len());
        start += line.len();
        if trimmed.is_empty() {
            open = false;
            continue;
        }
        let goes_on = trimmed.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        match found.last_mut() {
            Some(last) if open && (goes_on || trimmed.len() > 50) && !trimmed.starts_with(opens_paragraph) => {
                *last = last.cover(range);
            }
            _ => found.push(range),
        }
        // Wrapped lines are of one width; a short line or one that ends a sentence ends the paragraph.
        let ends = trimmed.ends_with(|c: char| ".!?:\"”'’)…".contains(c));
        open = !ends && trimmed.len() > 50 && trimmed.len() < 120;
    }
    found
}

/// A kind of mark: which closing marks end a quotation that it opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    TwoSingles,
    Single,
    Angle,
}

fn read_paragraph(text: &str, paragraph: TextRange, next_opens: bool, into: &mut Vec<Quote>) {
    let words = paragraph.of(text);
    let base = paragraph.start;
    let mut open: Option<(Mark, u32)> = None;
    let mut before = ' ';
    // The mark before a speaker of a transcript quotes nothing.
    let mut at = marks_of_turn(words);
    while let Some(c) = words[at..].chars().next() {
        let two = words[at..].starts_with("''") || words[at..].starts_with("``");
        let len = if two { 2 } else { c.len_utf8() };
        let after = words[at + len..].chars().next().unwrap_or(' ');
        let here = base + at as u32;
        let can_open = !before.is_alphanumeric() && !",.!?".contains(before) && !after.is_whitespace();
        let kind = match c {
            '"' | '“' | '”' | '„' => Some(Mark::Double),
            '\'' | '`' if two => Some(Mark::TwoSingles),
            '«' | '»' => Some(Mark::Angle),
            '‘' | '’' => Some(Mark::Single),
            _ => None,
        };
        if let Some(kind) = kind {
            // Some writers close with the opening mark.
            let closes = !before.is_whitespace() && after.is_whitespace();
            let opener = matches!(c, '“' | '„' | '«' | '‘') && !closes || (c == '`' && two);
            let closer = matches!(c, '”' | '»' | '’');
            match open {
                None if closer && kind != Mark::Double => {}
                None if (opener || can_open && !closer)
                    && (kind != Mark::Single || closes_single(&words[at + len..])) =>
                {
                    open = Some((kind, here));
                }
                // A mark that closes nothing is no quotation.
                None => {}
                Some((mark, from)) if mark == kind && !opener => {
                    let apostrophe = kind == Mark::Single && after.is_alphanumeric();
                    if !apostrophe {
                        let range = TextRange::new(from, here + len as u32);
                        if closer || !can_open || before.is_whitespace() && after.is_whitespace() {
                            into.push(Quote { range, runs_on: false });
                            open = None;
                        } else {
                            // The former mark was never closed: it is forgotten, and this one opens.
                            open = Some((kind, here));
                        }
                    }
                }
                Some((mark, _)) if mark == kind && opener && kind != Mark::Single => open = Some((kind, here)),
                Some(_) => {}
            }
        }
        before = words[at..at + len].chars().next_back().unwrap_or(' ');
        at += len;
    }
    if let Some((_, from)) = open.filter(|&(mark, from)| mark != Mark::Single && (next_opens || from == base)) {
        into.push(Quote { range: TextRange::new(from, paragraph.end), runs_on: next_opens });
    }
}

/// Whether a single quotation mark opened before `rest` is closed soon: else it was an apostrophe.
fn closes_single(rest: &str) -> bool {
    let mut chars = rest.char_indices().take(400).peekable();
    while let Some((_, c)) = chars.next() {
        if c == '’' && chars.peek().is_none_or(|&(_, next)| !next.is_alphanumeric()) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        Quotes::of(text).iter().map(|quote| quote.range.of(text)).collect()
    }

    #[test]
    fn marks_of_all_kinds_pair() {
        assert_eq!(quoted("\"We won,\" he said. \"It's over.\""), ["\"We won,\"", "\"It's over.\""]);
        assert_eq!(quoted("“We won,” he said."), ["“We won,”"]);
        assert_eq!(quoted("''We won't go,'' he said."), ["''We won't go,''"]);
        assert_eq!(quoted("``We won't go,'' he said."), ["``We won't go,''"]);
        assert_eq!(quoted("Mayor: ‘It’s over.’"), ["‘It’s over.’"]);
        assert_eq!(quoted("“We won,\" he said. \"It is over.“ All left."), ["“We won,\"", "\"It is over.“"]);
        assert!(quoted("the workers’ plan and the farmers' plan, 6'2\" tall").is_empty());
    }

    #[test]
    fn a_quotation_runs_over_paragraphs() {
        let text = "\"We won.\n\n\"It is over,\" he said.";
        let quotes = Quotes::of(text);
        let all: Vec<_> = quotes.iter().collect();
        assert_eq!(all.len(), 2);
        assert!(all[0].runs_on && !all[1].runs_on);
        assert_eq!(all[0].range.of(text), "\"We won.");
        assert_eq!(quotes.at(12).map(|q| q.range), Some(all[1].range));
        assert_eq!(quotes.before(12), Some(all[0]));
        assert_eq!(quotes.after(3), Some(all[1]));
    }

    #[test]
    fn turns_of_a_transcript_do_not_run_on() {
        let text = "\"LEE: We won.\n\n\"(CROSSTALK.)\n\n\"KIM: And why?\n\n\"It is odd.\n";
        assert_eq!(quoted(text), ["\"It is odd."]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The ministers met in the capital on Tuesday to talk about the plan that\nthe council had made.\nThey agreed.";
        assert_eq!(Quotes::of(text).paragraphs.len(), 2);
    }
}
