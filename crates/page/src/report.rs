//! Screen A: one report. The text on the left with who speaks in it, its claims on the right.

use crate::address::encoded;
use crate::event::{acts, history};
use crate::map::{self, Frame};
use crate::marks::{chain, counted, judged_by, legend, safe_link, sentence, sides, status, when};
use crate::shell::{Shell, event_link, report_link};
use crate::timeline;
use maud::{Markup, html};
use rapporteur::output::Claim;
use rapporteur_ledger::{COPIED, Copy, JudgementRow, ReportDetail};
use rapporteur_views::{
    ClaimView, Paragraph, ReportView, SentenceView, Spoken, Timeline, Voice, WorldMap, extent, iso, quad, type_meaning,
};

/// A report as it is shown.
#[derive(Debug)]
pub struct ReportShown<'r> {
    /// What is known of it.
    pub detail: &'r ReportDetail,
    /// Its text and claims.
    pub view: &'r ReportView,
    /// Its claims by day, with lanes by who says so.
    pub timeline: &'r Timeline,
    /// Where they lie.
    pub map: &'r WorldMap,
    /// What was judged of its claims.
    pub judgements: &'r [JudgementRow],
    /// Whether sentences without a claim are listed too.
    pub all_sentences: bool,
}

/// The colours and patterns of rails; more voices use them again.
const RAILS: usize = 7;

/// The page of a report.
pub fn report_page(shown: &ReportShown<'_>) -> String {
    let ReportShown { detail, view, .. } = shown;
    let title = title(shown);
    let body = html! {
        main #main.report data-report=(detail.id) {
            (head(shown, &title))
            div.two {
                section.text aria-label="The text" {
                    @for paragraph in &view.paragraphs { (text(view, paragraph)) }
                }
                section.claims aria-label="Claims" {
                    (legend())
                    @if view.claims.is_empty() { p.nothing { "Nothing was found in this report that the codebook codes." } }
                    ol.claims { @for claim in &view.claims { (card(shown, claim)) } }
                    @if shown.all_sentences { (silent(view)) }
                    p.more {
                        @if shown.all_sentences { a href=(report_link(&detail.id)) { "Only claims" } }
                        @else { a href={ (report_link(&detail.id)) "?all=1" } { "List sentences with nothing found too" } }
                    }
                }
            }
            (foot(shown))
        }
    };
    Shell { title: &title, screen: "report", query: "", kept: Vec::new(), body }.render()
}

/// The headline, or the first sentence, or the name.
fn title(shown: &ReportShown<'_>) -> String {
    let first = || {
        let words: Vec<&str> = shown.detail.text.split_whitespace().take(14).collect();
        if words.is_empty() { shown.detail.name.clone() } else { words.join(" ") + "…" }
    };
    shown.detail.title.clone().unwrap_or_else(first)
}

fn head(shown: &ReportShown<'_>, title: &str) -> Markup {
    let ReportDetail { id, publisher, published, url, model, added_at, .. } = shown.detail;
    html! {
        header.report-head {
            p.kicker {
                span.publisher { (publisher.as_deref().unwrap_or("publisher unknown")) }
                @if let Some(url) = url.as_deref().and_then(safe_link) { " · " a.out href=(url) rel="noopener noreferrer" { "where it was found" } }
            }
            h1 { (title) }
            div.facts {
                @match published {
                    Some(date) => span.published { "published " time { (date) } },
                    None => span.no-date { "publication date unknown" },
                }
                @if published.is_some() {
                    details.redate.js { summary { "change" } (set_date(id, published.as_deref())) }
                } @else { (set_date(id, None)) }
                " · " (counted(shown.view.claims.len() as u64, "claim"))
                @let voices = shown.view.voices.len().saturating_sub(1) as u64;
                @if voices > 0 { " · " (counted(voices, "quoted source")) }
                " · read by " (model.split('-').next().unwrap_or(model)) " · added " (added_at.get(..10).unwrap_or(added_at))
            }
            @if published.is_none() { p.note { "Relative dates (“Wednesday”) cannot be placed until the publication date is known; setting it re-anchors them." } }
            p.downloads {
                "Download: "
                a href={ "/api/v1/reports/" (encoded(id)) "/reading" } download={ (id) ".json" } { "reading as JSON" }
                " · " a href={ "/api/v1/reports/" (encoded(id)) } download={ (id) "-report.json" } { "report with its events" }
            }
        }
    }
}

/// The form that sets the publication date.
fn set_date(id: &str, published: Option<&str>) -> Markup {
    html! {
        form.set-date.js.missing[published.is_none()] data-report=(id) {
            label { span.aside { "Publication date" } input type="date" name="published" value=(published.and_then(|date| date.get(..10)).unwrap_or_default()); }
            button type="submit" { "set date" }
        }
    }
}

fn rail(voice: usize) -> String {
    if voice == 0 { "v0".into() } else { format!("v{}", 1 + (voice - 1) % RAILS) }
}

fn voice_name(voice: &Voice) -> &str {
    if voice.name.is_empty() { "this report" } else { &voice.name }
}

fn text(view: &ReportView, paragraph: &Paragraph) -> Markup {
    html! {
        div.paragraph {
            span.no { (paragraph.number) }
            span.rails {
                @for voice in &paragraph.voices { i class={ "rail " (rail(*voice)) } title=(voice_name(&view.voices[*voice])) {} }
            }
            p { @for sentence in &paragraph.sentences { (words(view, sentence)) } }
        }
    }
}

fn words(view: &ReportView, sentence: &SentenceView) -> Markup {
    let pieces = html! { @for piece in &sentence.pieces { (piece_of(view, piece)) } };
    html! {
        @match sentence.index {
            Some(index) if !sentence.claims.is_empty() => {
                @let ids: Vec<&str> = sentence.claims.iter().map(|at| view.claims[*at].claim.id.as_str()).collect();
                span.s.has id={ "s" (index) } data-claims=(ids.join(" ")) { (pieces) }
            },
            Some(index) => span.s id={ "s" (index) } { (pieces) },
            None => (pieces),
        }
    }
}

/// Words with the roles that they play, as `c3:who c4:whom`; the words that name an event lead to the first claim of it.
fn piece_of(view: &ReportView, piece: &Spoken) -> Markup {
    use rapporteur_views::Role;
    if piece.roles.is_empty() {
        return html! { (piece.words) };
    }
    let id = |at: usize| view.claims[at].claim.id.as_str();
    let roles: Vec<String> = piece.roles.iter().map(|(at, role)| format!("{}:{}", id(*at), role.name())).collect();
    let trigger = piece.roles.iter().find(|(_, role)| *role == Role::Did);
    html! {
        @match trigger {
            Some((at, _)) => a.trigger href={ "#" (id(*at)) } data-r=(roles.join(" ")) { (piece.words) },
            None => span data-r=(roles.join(" ")) { (piece.words) },
        }
    }
}

fn card(shown: &ReportShown<'_>, view: &ClaimView) -> Markup {
    let claim = &view.claim;
    let date = claim.date.as_ref();
    let event = shown.detail.events.iter().find(|(key, _)| *key == view.key).map(|(_, event)| event);
    html! {
        li class={ "claim " (quad(&claim.ty).class()) } id=(claim.id) data-claim=(view.key) data-event=(view.event) tabindex="0" {
            span.anchor id=(view.key) {}
            p.one {
                span.type title=[type_meaning(&claim.ty)] { (claim.ty) } " " (status(&claim.status))
                @if let Some(cue) = &claim.status_cue { " " span.cue { "“" (cue.text) "”" } }
                " " span.who { (sides(&claim.actors, &claim.recipients)) }
                " " (judged_by(shown.judgements, |row| row.claim == view.key))
            }
            p.two-line {
                (when(date.and_then(|date| extent(date.from.as_deref(), date.to.as_deref())), view.year_inferred))
                @if let Some(place) = &claim.place { " · " (place.name) @if let Some(code) = &place.country { " " span.code { (code) } } }
                " · " i class={ "rail " (rail(view.voice)) } {} " " (chain(&view.chain))
            }
            @if let Some(event) = event {
                @if event.reports > 1 || !event.conflicts.is_empty() {
                    p.elsewhere {
                        a href=(event_link(&view.event)) { (counted(event.reports - 1, "other report")) @if event.reports == 2 { " tells" } @else { " tell" } " it too" }
                        " " (crate::marks::conflicts(&event.conflicts))
                    }
                }
            }
            details.drawer {
                summary { "evidence" }
                blockquote.sentence { (sentence(&view.evidence)) }
                (fields(claim, view))
                (history(&shown.judgements.iter().filter(|row| row.claim == view.key || row.other.as_deref() == Some(&view.key)).cloned().collect::<Vec<_>>()))
                p.acts-on { a href=(event_link(&view.event)) { "The event with all versions" } " " button.js.copy type="button" { "Copy citation" } }
                (acts(&view.key))
            }
        }
    }
}

/// Every field with its words, span, rule and score.
fn fields(claim: &Claim, view: &ClaimView) -> Markup {
    let span = |start: u32, end: u32| if start < end { format!("{start}–{end}") } else { "edited".into() };
    let row = |name: &str, value: String, words: &str, span: String, why: String| {
        html! { tr { th scope="row" { (name) } td { (value) } td { (words) } td.number { (span) } td { (why) } } }
    };
    let codes = |country: Option<&str>, sector: Option<&str>| {
        country.into_iter().chain(sector).map(|code| format!(" {code}")).collect::<String>()
    };
    let percent = |score: f64| format!("{:.0} %", 100.0 * score);
    html! {
        table.fields {
            thead { tr { th scope="col" { "Field" } th scope="col" { "Value" } th scope="col" { "Words" } th scope="col" { "Span" } th scope="col" { "Rule, score" } } }
            tbody {
                (row("did", claim.ty.clone(), &claim.trigger.text, span(claim.trigger.start, claim.trigger.end), format!("{} · {}", claim.rule, percent(claim.confidence))))
                @if !claim.mode.is_empty() { (row("mode", claim.mode.join(", "), "", String::new(), String::new())) }
                @if !claim.context.is_empty() { (row("context", claim.context.join(", "), "", String::new(), String::new())) }
                @if let Some(cameo) = &claim.cameo { (row("CAMEO", cameo.clone(), "", String::new(), "our crosswalk".into())) }
                @let cue = claim.status_cue.as_ref();
                (row("status", claim.status.clone(), cue.map(|cue| cue.text.as_str()).unwrap_or_default(), cue.map(|cue| span(cue.start, cue.end)).unwrap_or_default(), percent(claim.status_confidence)))
                @for party in &claim.actors { (row("who", party.name.clone() + &codes(party.country.as_deref(), party.sector.as_deref()), &party.text, span(party.start, party.end), String::new())) }
                @for party in &claim.recipients { (row("whom", party.name.clone() + &codes(party.country.as_deref(), party.sector.as_deref()), &party.text, span(party.start, party.end), String::new())) }
                @if let Some(date) = &claim.date { (row("when", date.edtf.clone().unwrap_or_else(|| date.value.clone()), &date.text, span(date.start, date.end), if view.year_inferred { "year inferred".into() } else { String::new() })) }
                @if let Some(place) = &claim.place {
                    @let known = place.precision.as_deref().unwrap_or("precision unknown").to_owned() + &place.geonames_id.map(|id| format!(", GeoNames {id}")).unwrap_or_default();
                    (row("where", place.name.clone() + &codes(place.country.as_deref(), None), &place.text, span(place.start, place.end), known))
                }
                @for link in &claim.attribution {
                    @if let Some(source) = &link.source { (row("source", source.name.clone(), &source.text, span(source.start, source.end), link.cue.as_ref().map(|cue| format!("“{}”", cue.text)).unwrap_or_default())) }
                }
            }
        }
        @for notice in &view.notices { p.note { (notice) } }
    }
}

/// Sentences without a claim.
fn silent(view: &ReportView) -> Markup {
    let sentences = view.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    html! {
        section.silent {
            h2 { "Sentences with nothing found" }
            ul {
                @for sentence in sentences.filter(|sentence| sentence.claims.is_empty()) {
                    @if let Some(index) = sentence.index {
                        li { a href={ "#s" (index) } { @for piece in &sentence.pieces { (piece.words) } } }
                    }
                }
            }
        }
    }
}

fn foot(shown: &ReportShown<'_>) -> Markup {
    let to_claim = |id: &str| format!("#{id}");
    html! {
        footer.report-foot {
            @if !shown.timeline.lanes.is_empty() || !shown.timeline.undated.is_empty() {
                section {
                    h2 { "When" }
                    (timeline::drawing(shown.timeline, to_claim))
                    @if !shown.timeline.lanes.is_empty() { p.note { (iso(shown.timeline.from)) " – " (iso(shown.timeline.to)) ", a lane for each source" } }
                    (timeline::undated(shown.timeline, to_claim))
                    (timeline::twin(shown.timeline, to_claim))
                }
            }
            div.three {
                section { h2 { "According to whom" } (tree(&shown.view.voices, 0)) }
                section { h2 { "Where" } (map::drawing(shown.map, Frame::Small, |_| None, |_| None)) (map::twin(shown.map, |_| None)) }
                section { h2 { "Copies and common paragraphs" } (copies(&shown.detail.copies)) }
            }
        }
    }
}

/// Who speaks through whom.
fn tree(voices: &[Voice], at: usize) -> Markup {
    let voice = &voices[at];
    let through: Vec<usize> = (0..voices.len()).filter(|n| voices[*n].through == Some(at)).collect();
    html! {
        ul.tree {
            li {
                i class={ "rail " (rail(at)) } {} " " @if at == 0 { "□ " } (voice_name(voice))
                @if let Some(kind) = &voice.kind { " " span.kind { (kind.replace('-', " ")) } }
                " " span.count { (voice.claims) }
                @for next in through { (tree(voices, next)) }
            }
        }
    }
}

fn copies(copies: &[Copy]) -> Markup {
    html! {
        @if copies.is_empty() { p.nothing { "No other report has its paragraphs." } }
        ul {
            @for copy in copies.iter().take(20) {
                li {
                    span.number { (format!("{:.0} %", 100.0 * copy.share)) } " "
                    a href=(report_link(&copy.report)) { (copy.publisher.as_deref().unwrap_or("publisher unknown")) ", " (copy.published.as_deref().unwrap_or("date unknown")) }
                    @if copy.share >= COPIED { " copy" }
                }
            }
        }
    }
}
