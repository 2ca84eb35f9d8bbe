//! Characters that part words but belong to none.

/// Whether a character never belongs to a word: white space, control characters, and marks that only steer the
/// layout (byte order, direction, zero width). Joiners are not among them, since emoji and some scripts need them.
pub(crate) fn is_blank(c: char) -> bool {
    match c {
        ' ' => true,
        '!'..='~' => false,
        _ => {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
                || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        }
    }
}
