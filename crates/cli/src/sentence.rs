//! A sentence with the roles of a claim marked in it, on a terminal.

use anstyle::{AnsiColor, Color, Effects, Style};
use rapporteur_views::{Piece, Role};

/// The look of a role on a terminal: who solid, did bold, whom dashed, when dotted, where wavy, source inverted. Terminals
/// without styled underlines show a plain one, so each role has a colour too.
fn style(role: Role) -> Style {
    let (effects, color) = match role {
        Role::Did => (Effects::BOLD, AnsiColor::BrightWhite),
        Role::Who => (Effects::UNDERLINE, AnsiColor::Green),
        Role::Whom => (Effects::DASHED_UNDERLINE, AnsiColor::Cyan),
        Role::When => (Effects::DOTTED_UNDERLINE, AnsiColor::Yellow),
        Role::Where => (Effects::CURLY_UNDERLINE, AnsiColor::Magenta),
        Role::Source => (Effects::INVERT, AnsiColor::Blue),
        Role::Cue => (Effects::ITALIC, AnsiColor::Blue),
    };
    Style::new().effects(effects).fg_color(Some(Color::Ansi(color)))
}

/// Words in a role; its name marks it where there is no colour.
pub(crate) fn mark(role: Role, words: &str, colored: bool) -> String {
    if colored {
        let style = style(role);
        format!("{style}{words}{style:#}")
    } else {
        format!("{}[{words}]", role.name())
    }
}

/// Pieces of a sentence with their roles marked, on one line.
pub(crate) fn line(pieces: &[Piece], colored: bool) -> String {
    let one = |piece: &Piece| piece.role.map_or_else(|| piece.words.clone(), |role| mark(role, &piece.words, colored));
    let line: String = pieces.iter().map(one).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_views::marked;

    #[test]
    fn roles_are_marked_in_the_words_themselves() {
        let text = "On Monday Iran\nsupported Iran's ally.";
        let roles = vec![(Role::Who, 10, 14), (Role::Did, 15, 24), (Role::When, 3, 14)];
        assert_eq!(line(&marked(text, 0, roles), false), "On Monday who[Iran] did[supported] Iran's ally.");
    }
}
