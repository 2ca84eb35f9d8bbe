//! Words with the roles of a claim marked in them.

use rapporteur::output::Claim;
use serde::Serialize;

/// The part that words play in a claim. Where marks overlap, the role that comes first here is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The words that name the event.
    Did,
    /// Who did it.
    Who,
    /// To whom.
    Whom,
    /// When.
    When,
    /// Where.
    Where,
    /// Who says so.
    Source,
    /// The words that attribute.
    Cue,
}

impl Role {
    /// All of them, in the order of a legend.
    pub const ALL: [Self; 7] = [Self::Who, Self::Did, Self::Whom, Self::When, Self::Where, Self::Source, Self::Cue];

    /// Its name.
    pub const fn name(self) -> &'static str {
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
}

/// The words of a claim with the part they play: role, first code point, code point after the last.
pub fn roles(claim: &Claim) -> Vec<(Role, u32, u32)> {
    let mut found = vec![(Role::Did, claim.trigger.start, claim.trigger.end)];
    found.extend(claim.actors.iter().map(|actor| (Role::Who, actor.start, actor.end)));
    found.extend(claim.recipients.iter().map(|recipient| (Role::Whom, recipient.start, recipient.end)));
    found.extend(claim.date.iter().map(|date| (Role::When, date.start, date.end)));
    found.extend(claim.place.iter().map(|place| (Role::Where, place.start, place.end)));
    for link in &claim.attribution {
        found.extend(link.source.iter().map(|source| (Role::Source, source.start, source.end)));
        found.extend(link.cue.iter().map(|cue| (Role::Cue, cue.start, cue.end)));
    }
    found.retain(|(_, start, end)| start < end);
    found
}

/// Words, and the part they play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words, as the text has them.
    pub words: String,
    /// Their role; `None` for what stands between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// `words`, which begin at code point `start` of their text, parted by roles. Roles that lie partly outside are not marked;
/// the pieces together are the words.
///
/// ```
/// use rapporteur_views::{Role, marked};
/// let pieces = marked("Iran left 🙂 Minsk", 100, vec![(Role::Did, 105, 109), (Role::Where, 112, 117)]);
/// let shown: Vec<_> = pieces.iter().map(|piece| (piece.words.as_str(), piece.role)).collect();
/// assert_eq!(shown, [("Iran ", None), ("left", Some(Role::Did)), (" 🙂 ", None), ("Minsk", Some(Role::Where))]);
/// ```
pub fn marked(words: &str, start: u32, mut roles: Vec<(Role, u32, u32)>) -> Vec<Piece> {
    // The byte offset of each code point, and the end.
    let bytes: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
    let end = start + bytes.len() as u32 - 1;
    roles.retain(|(_, from, to)| start <= *from && *to <= end && from < to);
    roles.sort_unstable();
    let mut kept: Vec<(Role, u32, u32)> = Vec::new();
    for (role, from, to) in roles {
        if !kept.iter().any(|(_, other_from, other_to)| from < *other_to && *other_from < to) {
            kept.push((role, from, to));
        }
    }
    kept.sort_unstable_by_key(|(_, from, _)| *from);
    let of = |from: u32, to: u32| words[bytes[(from - start) as usize]..bytes[(to - start) as usize]].to_owned();
    let mut pieces = Vec::new();
    let mut at = start;
    for (role, from, to) in kept {
        if at < from {
            pieces.push(Piece { words: of(at, from), role: None });
        }
        pieces.push(Piece { words: of(from, to), role: Some(role) });
        at = to;
    }
    if at < end {
        pieces.push(Piece { words: of(at, end), role: None });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_role_wins_and_nothing_is_lost() {
        let text = "On Monday Iran\nsupported Iran's ally.";
        let roles = vec![(Role::Who, 10, 14), (Role::Did, 15, 24), (Role::When, 3, 14), (Role::Whom, 30, 99)];
        let pieces = marked(text, 0, roles);
        assert_eq!(pieces.iter().map(|piece| piece.words.as_str()).collect::<String>(), text);
        let roles: Vec<_> = pieces.iter().filter_map(|piece| piece.role).collect();
        assert_eq!(roles, [Role::Who, Role::Did]);
        assert!(marked("", 5, vec![(Role::Did, 5, 6)]).is_empty());
    }
}
