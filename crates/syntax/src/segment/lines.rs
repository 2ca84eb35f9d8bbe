//! What a line break means in this report.

/// What parts two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None = 0,
    /// White space on one line.
    Space = 1,
    /// A line break that only wraps a line.
    Wrap = 2,
    /// A line break that the writer made.
    Line = 3,
    /// An empty line, or an end of the text.
    Paragraph = 4,
}

/// How the lines of a report are broken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrapping {
    /// The longest line, in bytes, where lines are hard-wrapped; 0 where they are not.
    width: usize,
}

/// Lines that could be wrapped are between these lengths.
const NARROWEST: usize = 40;
const WIDEST: usize = 130;

impl Wrapping {
    /// Decides whether the lines of a text are hard-wrapped: then most lines within a paragraph are so full that the
    /// first word of the next line would not have fitted.
    pub(super) fn of(text: &str) -> Self {
        let none = Self { width: 0 };
        if !text.contains('\n') {
            return none;
        }
        let width = text.lines().map(|line| line.trim_end().len()).max().unwrap_or(0);
        if !(NARROWEST..=WIDEST).contains(&width) {
            return none;
        }
        let wrapping = Self { width };
        let (mut inner, mut full) = (0, 0);
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(next) = lines.peek() else { break };
            if !line.trim().is_empty() && !next.trim().is_empty() {
                inner += 1;
                full += usize::from(wrapping.is_full(line, next));
            }
        }
        if inner > 0 && full * 2 >= inner { wrapping } else { none }
    }

    /// Whether the first word of the next line would not have fitted on this one.
    fn is_full(self, line: &str, next: &str) -> bool {
        let word = next.split_whitespace().next().map_or(0, str::len);
        line.trim_end().len() + 1 + word > self.width
    }

    /// What the white space `text[start..end]` means.
    pub(super) fn gap(self, text: &str, start: usize, end: usize) -> Gap {
        let space = &text[start..end];
        let breaks = space.matches('\n').count().max(usize::from(space.contains('\r')));
        match breaks {
            0 if space.contains(['\u{2029}', '\u{c}']) => Gap::Paragraph,
            0 if space.contains(['\u{2028}', '\u{b}', '\u{85}']) => Gap::Line,
            0 => Gap::Space,
            1 if self.width > 0 => {
                // Only as much is looked at as a line can be long, so that this takes no quadratic time.
                let from = text.floor_char_boundary(start.saturating_sub(self.width + 1));
                let to = text.floor_char_boundary((end + self.width + 1).min(text.len()));
                let line = text[from..start].rsplit('\n').next().unwrap_or("");
                if self.is_full(line, &text[end..to]) { Gap::Wrap } else { Gap::Line }
            }
            1 => Gap::Line,
            _ => Gap::Paragraph,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_lines_are_wrapped_and_short_ones_end() {
        let text = "The two ministers met on Wednesday in the capital\nand signed a roadmap that had been in the making\n\
                    for more than a year.\nThe talks went on behind closed doors until the\nevening came.";
        let wrapping = Wrapping::of(text);
        let gaps: Vec<Gap> = text.match_indices('\n').map(|(at, _)| wrapping.gap(text, at, at + 1)).collect();
        assert_eq!(gaps, [Gap::Wrap, Gap::Wrap, Gap::Line, Gap::Wrap]);
    }

    #[test]
    fn paragraphs_on_one_line_each_are_not_wrapped() {
        let text = format!("Heading\n{}\n{}", "A long paragraph. ".repeat(20), "Another one. ".repeat(30));
        assert_eq!(Wrapping::of(&text).gap(&text, 7, 8), Gap::Line);
    }
}
