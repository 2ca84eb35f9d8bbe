//! An event with its versions: the sentence of each with the roles underlined, who prints it, what they disagree on.

use crate::address::Address;
use crate::marks::{
    chain, conflicts, corroboration, counted, judged_by, judgement, legend, safe_link, sentence, sides, status,
    verdict, when,
};
use crate::shell::{Shell, event_link, report_link};
use maud::{Markup, html};
use rapporteur_ledger::{EventDetail, JudgementRow, LinkRow, Printed, Version};
use rapporteur_views::{
    Verdict, chain as chain_of, compare, disputed, extent, is_without_year, marked, roles, status_word, type_meaning,
};

/// More versions are behind a fold.
const OPEN: usize = 12;
/// Prints of one telling that are shown at once.
const PRINTS: usize = 1;

/// What is shown of an event.
#[derive(Debug, Clone)]
pub struct EventShown<'e> {
    /// The event.
    pub detail: &'e EventDetail,
    /// What was judged of its claims.
    pub judgements: &'e [JudgementRow],
    /// The two versions that stand side by side.
    pub versions: Option<(usize, usize)>,
    /// What the event is now, as the API names it: a judgement is taken only of what was seen.
    pub etag: Option<String>,
}

/// The event's own page.
pub fn event_page(shown: &EventShown<'_>) -> String {
    let id = &shown.detail.event.id;
    let link = |one: usize, other: usize| format!("{}?a={one}&b={other}", event_link(id));
    let body = html! {
        main #main.single { (article(shown, link, true)) }
    };
    let title = format!("{} {}", shown.detail.event.ty, status_word(&shown.detail.event.status));
    Shell { title: &title, screen: "event", query: "", kept: Vec::new(), body }.render()
}

/// The event beside the table.
pub(crate) fn pane(address: &Address, shown: &EventShown<'_>) -> Markup {
    let link = |one: usize, other: usize| address.with(|address| address.versions = Some((one, other))).link();
    let close = address.with(|address| {
        address.event = None;
        address.versions = None;
    });
    html! {
        aside #pane.pane aria-label="Evidence" {
            p.pane-top {
                a href=(event_link(&shown.detail.event.id)) { "Own page" } " "
                a.close href=(close.link()) title="close the evidence (Escape)" { "Close" }
            }
            (article(shown, link, true))
        }
    }
}

/// The event as an article. `link` leads to two versions side by side; `live` is whether it can be judged here.
pub(crate) fn article(shown: &EventShown<'_>, link: impl Fn(usize, usize) -> String, live: bool) -> Markup {
    let EventShown { detail, judgements, versions, etag } = shown;
    let event = &detail.event;
    html! {
        article.event id=[live.then_some("event")] data-event=[live.then_some(event.id.as_str())] data-etag=[etag] {
            header {
                p.kicker {
                    span.type title=[type_meaning(&event.ty)] { (event.ty) } @if !event.mode.is_empty() { " " span.mode { (event.mode.join(", ")) } }
                    " " (status(&event.status)) " " @if judgements.is_empty() { (judgement(&event.judged)) } @else { (judged_by(judgements, |row| verdict(row) == Some(event.judged.as_str()))) }
                }
                h1 { (sides(&event.actors, &event.recipients)) }
                p.facts {
                    (when(extent(event.from.as_deref(), event.to.as_deref()), false))
                    @if let Some(place) = &event.place {
                        " · " span.place { (place) @if let Some(code) = &event.place_country { " " span.code { (code) } } }
                    }
                    " · " (corroboration(event.reports, event.origins))
                }
                @if !event.conflicts.is_empty() {
                    p.disputed-on { (conflicts(&event.conflicts)) " – the versions below contradict each other on this" }
                }
            }
            @if let Some((one, other)) = versions { (side_by_side(detail, *one, *other, &link)) }
            (legend())
            @let (open, folded) = detail.versions.split_at(detail.versions.len().min(OPEN));
            ol.versions {
                @for (n, version) in open.iter().enumerate() { (one_version(shown, n, version, &link, live)) }
            }
            @if !folded.is_empty() {
                details {
                    summary { (counted(folded.len() as u64, "more version")) }
                    ol.versions start=(OPEN + 1) {
                        @for (n, version) in folded.iter().enumerate() { (one_version(shown, OPEN + n, version, &link, live)) }
                    }
                }
            }
            (reasons(&detail.links))
            (history(judgements))
        }
    }
}

fn one_version(
    shown: &EventShown<'_>,
    n: usize,
    version: &Version,
    link: &impl Fn(usize, usize) -> String,
    live: bool,
) -> Markup {
    let claim = &version.claim;
    let disputed = disputed(shown.detail, n);
    let is_disputed = |name: &str| disputed.contains(&name);
    let date = claim.date.as_ref();
    let pieces = marked(&version.sentence, version.sentence_start, roles(claim));
    let key = version.printed.first().map(|printed| printed.id.as_str());
    let against = other_version(shown.detail, n);
    html! {
        li.version data-claim=[key.filter(|_| live)] {
            blockquote.sentence { (sentence(&pieces)) }
            p.told {
                span.field.disputed[is_disputed("whether")] { (status(&claim.status)) @if let Some(cue) = &claim.status_cue { " “" (cue.text) "”" } }
                span.field.disputed[is_disputed("when")] { (when(date.and_then(|date| extent(date.from.as_deref(), date.to.as_deref())), date.is_some_and(|date| is_without_year(&date.text)))) }
                @if let Some(place) = &claim.place {
                    span.field.disputed[is_disputed("where")] { (place.name) @if let Some(code) = &place.country { " " span.code { (code) } } }
                }
                @if !version.counts.is_empty() {
                    span.field.disputed[is_disputed("numbers")] {
                        @for (at, count) in version.counts.iter().enumerate() { @if at > 0 { ", " } (count.number) " " (count.kind) }
                    }
                }
                (judged_by(shown.judgements, |row| version.printed.iter().any(|printed| printed.id == row.claim)))
                @if is_disputed("who") { span.field.disputed { (sides(&claim.actors, &claim.recipients)) } }
            }
            p { (chain(&chain_of(claim))) }
            (prints(&version.printed, live))
            @if live && shown.detail.versions.len() > 1 {
                p.acts-on {
                    a href=(link(against.min(n), against.max(n))) { "Side by side with version " (against + 1) }
                    @if !disputed.is_empty() { span.aside { ", which contradicts it" } }
                }
            }
            @if live { (acts(key.unwrap_or_default())) }
        }
    }
}

/// The version that is most worth standing beside this one: the first that contradicts it, else the first of all.
fn other_version(detail: &EventDetail, n: usize) -> usize {
    let contradicts = |other: &usize| {
        compare(detail, *other, n).is_some_and(|fields| fields.iter().any(|field| field.verdict == Verdict::Disputed))
    };
    let others = (0..detail.versions.len().min(OPEN)).filter(|other| *other != n);
    others.clone().find(contradicts).or_else(|| others.clone().next()).unwrap_or(0)
}

/// Whether the origin says more than the publisher's name: both are the same where only their writing differs.
fn is_another(origin: &str, publisher: &str) -> bool {
    let letters =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(origin) != letters(publisher)
}

/// Who prints a telling; copies are behind a fold.
fn prints(printed: &[Printed], live: bool) -> Markup {
    let one = |printed: &Printed| {
        let publisher = printed.publisher.as_deref().unwrap_or("publisher unknown");
        let title = printed.title.as_deref().unwrap_or("report");
        html! {
            span.publisher { (publisher) } ", " span.published { (printed.published.as_deref().unwrap_or("date unknown")) } " · "
            @if live { a href={ (report_link(&printed.report)) "#" (printed.id) } { (title) } } @else { span { (title) } }
            @if is_another(&printed.origin, publisher) { " " span.origin { "origin: " (printed.origin) } }
            @if let Some(url) = printed.url.as_deref().and_then(safe_link) { " " a.out href=(url) rel="noopener noreferrer" { "where it was found" } }
        }
    };
    let (first, copies) = printed.split_at(printed.len().min(PRINTS));
    html! {
        ul.prints { @for printed in first { li { (one(printed)) } } }
        @if !copies.is_empty() {
            details.copies {
                summary { (counted(copies.len() as u64, "more report")) " in the same words" }
                ul.prints { @for printed in copies.iter().take(100) { li { (one(printed)) } } }
            }
        }
    }
}

/// What a reviewer can do with a claim; needs the script, and is not there without.
pub(crate) fn acts(claim: &str) -> Markup {
    let acts = [
        ("accept", "✓ Accept", "a"),
        ("reject", "✗ Reject", "x"),
        ("unsure", "? Unsure", "u"),
        ("edit", "Edit", "e"),
        ("merge", "Merge", "m"),
        ("split", "Split", "s"),
    ];
    html! {
        p.acts.js data-claim=(claim) {
            @for (act, name, key) in acts { button type="button" data-act=(act) title={ "key " (key) } { (name) } }
        }
    }
}

/// Two versions field by field, with the contradictions marked.
///
/// Where there are more versions, each of the two can be exchanged for another.
fn side_by_side(detail: &EventDetail, one: usize, other: usize, link: impl Fn(usize, usize) -> String) -> Markup {
    let Some(fields) = compare(detail, one, other) else { return html! {} };
    let sentence_of = |n: usize| {
        let version = &detail.versions[n];
        sentence(&marked(&version.sentence, version.sentence_start, roles(&version.claim)))
    };
    let publisher = |n: usize| {
        let printed = detail.versions[n].printed.first();
        printed.and_then(|printed| printed.publisher.clone()).unwrap_or_else(|| "publisher unknown".into())
    };
    let exchange = |kept: usize, pair: &dyn Fn(usize) -> (usize, usize), here: usize| {
        html! {
            @if detail.versions.len() > 2 {
                nav.exchange aria-label={ "Beside version " (kept + 1) } {
                    @for n in (0..detail.versions.len().min(OPEN)).filter(|n| *n != kept) {
                        @let (a, b) = pair(n);
                        a href=(link(a, b)) aria-current=[(n == here).then_some("true")] { (n + 1) } " "
                    }
                }
            }
        }
    };
    html! {
        section.side-by-side aria-label="Two versions side by side" {
            table.compare {
                caption { "Two versions side by side" }
                thead {
                    tr { td {} th scope="col" { "Version " (one + 1) ": " (publisher(one)) (exchange(other, &|n| (n, other), one)) }
                        th scope="col" { "Version " (other + 1) ": " (publisher(other)) (exchange(one, &|n| (one, n), other)) }
                    }
                }
                tbody {
                    tr.words { th scope="row" { "words" } td { (sentence_of(one)) } td { (sentence_of(other)) } }
                    @for field in &fields {
                        tr class=(match field.verdict { Verdict::Same => "same", Verdict::Differs => "differs", Verdict::Disputed => "disputed" }) {
                            th scope="row" { @if field.verdict == Verdict::Disputed { "⚡ " } (field.name) @if field.verdict == Verdict::Disputed { span.aside { " (contradiction)" } } }
                            @for value in &field.values { td { @if value.is_empty() { span.nobody { "not told" } } @else { (value) } } }
                        }
                    }
                }
            }
        }
    }
}

/// Why tellings were taken for one event.
fn reasons(links: &[LinkRow]) -> Markup {
    html! {
        @if !links.is_empty() {
            details.reasons {
                summary { "Why these are one event" }
                ul { @for link in links.iter().take(40) { li { "versions " (link.versions.0 + 1) " and " (link.versions.1 + 1) ": " (format!("{:.2}", link.score)) " · " (link.reasons) } } }
            }
        }
    }
}

/// Who judged what, and when.
pub(crate) fn history(judgements: &[JudgementRow]) -> Markup {
    html! {
        @if !judgements.is_empty() {
            section.history {
                h2 { "Judgements" }
                ul {
                    @for row in judgements {
                        li.undone[row.undone] data-judgement=[(!row.undone && row.kind != "undo").then_some(row.id.as_str())] {
                            (act_mark(&row.kind)) " " span.act { (row.kind) }
                            @if let Some(field) = &row.field { " " (field) ": " (row.value.as_deref().unwrap_or_default()) }
                            " · " span.reviewer { (row.reviewer) } ", " time datetime=(row.at) { (row.at.get(..16).unwrap_or(&row.at).replace('T', " ")) }
                            @if let Some(reason) = &row.reason { " · “" (reason) "”" }
                            @if row.undone { " (undone)" }
                        }
                    }
                }
            }
        }
    }
}

fn act_mark(kind: &str) -> &'static str {
    match kind {
        "accept" => "✓",
        "reject" => "✗",
        "unsure" => "?",
        "edit" => "✎",
        "together" => "⊕",
        "apart" => "⊖",
        _ => "↶",
    }
}
