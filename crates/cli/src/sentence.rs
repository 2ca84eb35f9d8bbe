//! A sentence with the roles of a claim marked in it.

use anstyle::{AnsiColor, Color, Effects, Style};
use rapporteur::output::Claim;
use rapporteur::text::{CodePoints, TextRange};

/// The part that words play in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Did,
    Who,
    Whom,
    When,
    Where,
    Source,
    Cue,
}

impl Role {
    /// All of them, in the order of the legend.
    pub(crate) const ALL: [Self; 7] =
        [Self::Who, Self::Did, Self::Whom, Self::When, Self::Where, Self::Source, Self::Cue];

    /// Its name, which marks it where there is no colour.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Did => "did",
            Self::Who => "who",
            Self::Whom => "whom",
            Self::When => "when",
            Self::Where => "where",
            Self::Source => "source",
            Self::Cue => "cue",
        }
    }

    /// Its look on a terminal: who solid, did bold, whom dashed, when dotted, where wavy, source inverted. Terminals
    /// without styled underlines show a plain one, so each role has a colour too.
    pub(crate) fn style(self) -> Style {
        let (effects, color) = match self {
            Self::Did => (Effects::BOLD, AnsiColor::BrightWhite),
            Self::Who => (Effects::UNDERLINE, AnsiColor::Green),
            Self::Whom => (Effects::DASHED_UNDERLINE, AnsiColor::Cyan),
            Self::When => (Effects::DOTTED_UNDERLINE, AnsiColor::Yellow),
            Self::Where => (Effects::CURLY_UNDERLINE, AnsiColor::Magenta),
            Self::Source => (Effects::INVERT, AnsiColor::Blue),
            Self::Cue => (Effects::ITALIC, AnsiColor::Blue),
        };
        Style::new().effects(effects).fg_color(Some(Color::Ansi(color)))
    }

    /// Words in this role.
    pub(crate) fn mark(self, words: &str, colored: bool) -> String {
        if colored {
            let style = self.style();
            format!("{style}{words}{style:#}")
        } else {
            format!("{}[{words}]", self.name())
        }
    }
}

/// The words of a claim with the part they play.
pub(crate) fn roles(claim: &Claim, points: &CodePoints<'_>) -> Vec<(TextRange, Role)> {
    let mut found = Vec::new();
    let mut add = |start, end, role| found.push((points.range(start, end), role));
    add(claim.trigger.start, claim.trigger.end, Role::Did);
    for actor in &claim.actors {
        add(actor.start, actor.end, Role::Who);
    }
    for recipient in &claim.recipients {
        add(recipient.start, recipient.end, Role::Whom);
    }
    if let Some(date) = &claim.date {
        add(date.start, date.end, Role::When);
    }
    if let Some(place) = &claim.place {
        add(place.start, place.end, Role::Where);
    }
    for link in &claim.attribution {
        if let Some(source) = &link.source {
            add(source.start, source.end, Role::Source);
        }
        if let Some(cue) = &link.cue {
            add(cue.start, cue.end, Role::Cue);
        }
    }
    found
}

/// The words of `sentence` with the roles marked, on one line. Where marks overlap, the role that comes first in
/// [`Role`] is shown.
pub(crate) fn marked(text: &str, sentence: TextRange, mut roles: Vec<(TextRange, Role)>, colored: bool) -> String {
    roles.retain(|(range, _)| sentence.contains(*range) && !range.is_empty());
    roles.sort_by_key(|(range, role)| (*role, range.start));
    let mut kept: Vec<(TextRange, Role)> = Vec::new();
    for (range, role) in roles {
        if !kept.iter().any(|(other, _)| other.overlaps(range)) {
            kept.push((range, role));
        }
    }
    kept.sort_by_key(|(range, _)| range.start);
    let mut line = String::new();
    let mut at = sentence.start;
    for (range, role) in kept {
        line.push_str(TextRange::new(at, range.start).of(text));
        line.push_str(&role.mark(range.of(text), colored));
        at = range.end;
    }
    line.push_str(TextRange::new(at, sentence.end).of(text));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_marked_in_the_words_themselves() {
        let text = "On Monday Iran\nsupported Iran's ally.";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            TextRange::from_usize(start, start + words.len())
        };
        let roles = vec![(at("Iran"), Role::Who), (at("supported"), Role::Did), (at("Monday Iran"), Role::When)];
        let whole = TextRange::from_usize(0, text.len());
        assert_eq!(marked(text, whole, roles, false), "On Monday who[Iran] did[supported] Iran's ally.");
    }
}
