//! The marks that every screen uses.

use maud::{Markup, html};
use rapporteur::output::Participant;
use rapporteur_ledger::{JudgementRow, Party};
use rapporteur_views::{Chip, Extent, Piece, Precision, country_name, dots, sector_meaning, status_word};

/// Something that takes part, with its codes.
pub(crate) struct Named<'p> {
    name: &'p str,
    country: Option<&'p str>,
    sector: Option<&'p str>,
}

impl<'p> From<&'p Party> for Named<'p> {
    fn from(party: &'p Party) -> Self {
        Self { name: &party.name, country: party.country.as_deref(), sector: party.sector.as_deref() }
    }
}

impl<'p> From<&'p Participant> for Named<'p> {
    fn from(party: &'p Participant) -> Self {
        Self { name: &party.name, country: party.country.as_deref(), sector: party.sector.as_deref() }
    }
}

/// Names with their codes.
pub(crate) fn names<'p>(parties: impl IntoIterator<Item = impl Into<Named<'p>>>) -> Markup {
    let parties: Vec<Named<'p>> = parties.into_iter().map(Into::into).collect();
    html! {
        @for (n, party) in parties.iter().enumerate() {
            @if n > 0 { span.plus { " + " } }
            span.party {
                (party.name)
                @if party.country.is_some() || party.sector.is_some() {
                    " " span.code title=(meaning(party)) { (party.country.unwrap_or_default()) @if party.country.is_some() && party.sector.is_some() { " " } (party.sector.unwrap_or_default()) }
                }
            }
        }
    }
}

/// What the codes of somebody mean.
fn meaning(party: &Named<'_>) -> String {
    let country = party.country.map(country_name);
    let sector = party.sector.map(|code| sector_meaning(code).unwrap_or(code));
    country.into_iter().chain(sector).collect::<Vec<_>>().join(", ")
}

/// Who, and to whom.
pub(crate) fn sides<'p, P: Into<Named<'p>>>(
    actors: impl IntoIterator<Item = P>,
    recipients: impl IntoIterator<Item = P>,
) -> Markup {
    let mut actors = actors.into_iter().peekable();
    let mut recipients = recipients.into_iter().peekable();
    let (nobody, has_whom) = (actors.peek().is_none(), recipients.peek().is_some());
    html! {
        @if nobody { span.nobody { "nobody named" } } @else { (names(actors)) }
        @if has_whom { span.arrow { " → " } (names(recipients)) }
    }
}

/// The status: a word and a line style.
pub(crate) fn status(status: &str) -> Markup {
    html! { span class={ "status s-" (class(status)) } { (status_word(status)) } }
}

/// A status as part of a class.
pub(crate) fn class(status: &str) -> &'static str {
    match status {
        "actual" => "fact",
        "future" => "plan",
        "hypothetical" => "possible",
        "negated" => "denied",
        _ => "other",
    }
}

/// When, with a bar as wide as the interval; a month or a year has faded ends.
pub(crate) fn when(extent: Option<Extent>, year_inferred: bool) -> Markup {
    let Some(extent) = extent else {
        return html! { span.undated { "undated" } };
    };
    let width = match (extent.precision, extent.days()) {
        (_, 1) => "w1",
        (Precision::Days, 2..=3) => "w2",
        (Precision::Days, 4..=14) => "w3",
        (_, 0..=31) => "w4",
        (_, 32..=190) => "w5",
        _ => "w6",
    };
    html! {
        span.when {
            (extent.label())
            @if year_inferred { span.inferred title="the year is inferred" { "?" } }
            span class={ "bar " (width) @if extent.precision.is_vague() { " vague" } } {}
        }
    }
}

/// Corroboration: `●●○ 3 reports · 2 origins`.
pub(crate) fn corroboration(reports: u64, origins: u64) -> Markup {
    let dots = dots(reports, origins);
    html! {
        span.dots {
            span.filled aria-hidden="true" { ("●".repeat(dots.filled as usize)) }
            span.hollow aria-hidden="true" { ("○".repeat(dots.empty as usize)) @if dots.more { "…" } }
            " " span.told { (counted(reports, "report")) " · " (counted(origins, "origin")) }
            @if origins == 1 { " " span.single { "single source" } }
        }
    }
}

/// What the versions disagree on.
pub(crate) fn conflicts(conflicts: &[String]) -> Markup {
    html! {
        @if !conflicts.is_empty() {
            span.conflict title="the versions contradict each other" { "⚡ " (conflicts.join(", ")) }
        }
    }
}

/// A judgement: ✓ ✗ ?.
pub(crate) fn judgement(judged: &str) -> Markup {
    html! {
        @match judged {
            "accepted" => span.judged.ok title="accepted" { "✓" span.aside { " accepted" } },
            "rejected" => span.judged.no title="rejected" { "✗" span.aside { " rejected" } },
            "unsure" => span.judged.unsure title="unsure" { "?" span.aside { " unsure" } },
            _ => {}
        }
    }
}

/// The last judgement that stands of those that `wanted` picks, with who judged and when.
pub(crate) fn judged_by(judgements: &[JudgementRow], wanted: impl Fn(&JudgementRow) -> bool) -> Markup {
    let mut standing = judgements.iter().rev().filter(|row| !row.undone && wanted(row));
    html! {
        @if let Some((row, word)) = standing.find_map(|row| verdict(row).map(|word| (row, word))) {
            (judgement(word)) " " span.judged-by { (row.reviewer) ", " (row.at.get(..10).unwrap_or(&row.at)) }
        }
    }
}

/// What a judgement makes of a claim; nothing of those that change it or its event.
pub(crate) fn verdict(row: &JudgementRow) -> Option<&'static str> {
    match row.kind.as_str() {
        "accept" => Some("accepted"),
        "reject" => Some("rejected"),
        "unsure" => Some("unsure"),
        _ => None,
    }
}

/// The chain of sources, outermost first; `□` is the report's own voice.
pub(crate) fn chain(chips: &[Chip]) -> Markup {
    html! {
        span.chain {
            span.chip.own title="the report's own voice" { "□ " span { "this report" } }
            @for chip in chips {
                span.link aria-hidden="true" { " › " }
                span.chip {
                    @if chip.name.is_empty() { span.nobody { "somebody" } } @else { (chip.name) }
                    @if let Some(cue) = &chip.cue { " " span.cue { "“" (cue) "”" } }
                }
            }
        }
    }
}

/// A sentence with the roles marked in it.
pub(crate) fn sentence(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @match piece.role {
                Some(role) => span class={ "r-" (role.name()) } title=(role.name()) { (piece.words) },
                None => (piece.words),
            }
        }
    }
}

/// What the underlines mean.
pub(crate) fn legend() -> Markup {
    html! {
        p.legend {
            @for role in rapporteur_views::Role::ALL { span class={ "r-" (role.name()) } { (role.name()) } " " }
        }
    }
}

/// A link to where a report was found: only http and https, and nothing is told to that place.
pub fn safe_link(url: &str) -> Option<&str> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let known = lower.starts_with("https://") || lower.starts_with("http://");
    (known && !url.chars().any(|c| c.is_whitespace() || c.is_control())).then_some(url)
}

/// `1 report`, `3 reports`.
pub(crate) fn counted(n: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// `12,345`.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(safe_link("https://a.example/x?y=1"), Some("https://a.example/x?y=1"));
        assert_eq!(safe_link("HTTP://a.example"), Some("HTTP://a.example"));
        for hostile in
            ["javascript:alert(1)", " https://a.example", "data:text/html,x", "//a.example", "https://a b", "", "ätsch"]
        {
            assert_eq!(safe_link(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn hostile_words_stay_words() {
        let chip = Chip { name: "<script>alert(1)</script>".into(), cue: Some("\"><img src=x>".into()) };
        let shown = chain(&[chip]).into_string();
        assert!(!shown.contains("<script") && !shown.contains("<img"), "{shown}");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
