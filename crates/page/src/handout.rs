//! A report to hand on: one page with everything in it, that opens from disk and asks nobody for anything.

use crate::assets::STYLE;
use crate::event::{EventShown, article};
use crate::map::{self, Frame};
use crate::marks::{counted, grouped};
use crate::shell::{data, gradients};
use crate::{network, sources, table, timeline};
use maud::{DOCTYPE, PreEscaped, html};
use rapporteur_ledger::{EventDetail, EventRow};
use rapporteur_views::{Network, SourceView, Timeline, WorldMap};
use sha2::{Digest, Sha256};

/// What a report to hand on tells.
#[derive(Debug)]
pub struct Handout<'h> {
    /// What was asked.
    pub query: &'h str,
    /// The ledger's name.
    pub ledger: &'h str,
    /// When it was made.
    pub made: &'h str,
    /// The events with their versions, those most worth a look first.
    pub events: &'h [EventDetail],
    /// How many events match; more than there are here where some were left out.
    pub all: u64,
    /// When.
    pub timeline: &'h Timeline,
    /// Where.
    pub map: &'h WorldMap,
    /// Who did what to whom.
    pub acts: &'h Network,
    /// Who quotes whom.
    pub quotes: &'h Network,
    /// Who prints.
    pub publishers: &'h [SourceView],
    /// Who is quoted.
    pub quoted: &'h [SourceView],
    /// The events as a table, for a spreadsheet.
    pub csv: &'h str,
}

/// The page. Its policy allows its own style and nothing else: no script, no request.
pub fn handout(shown: &Handout<'_>) -> String {
    let Handout { query, ledger, made, events, all, .. } = shown;
    let rows: Vec<EventRow> = events.iter().map(|detail| detail.event.clone()).collect();
    let title: &str = if query.is_empty() { "Everything" } else { query };
    let reports: std::collections::BTreeSet<&str> =
        events.iter().flat_map(|event| &event.versions).flat_map(|v| &v.printed).map(|p| p.report.as_str()).collect();
    let contradicted = rows.iter().filter(|row| !row.conflicts.is_empty()).count() as u64;
    let to_event = |id: &str| format!("#e-{id}");
    let policy = format!("default-src 'none'; style-src 'sha256-{}'", base64(&Sha256::digest(STYLE)));
    let page = html! {
        (DOCTYPE)
        html lang="en" data-screen="handout" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "Rapporteur " (env!("CARGO_PKG_VERSION")) };
                title { (title) " · Rapporteur" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (gradients())
                main #main.handout {
                    header {
                        p.kicker { "Rapporteur · " (ledger) " · made " (made) }
                        h1 { (title) }
                        p.facts {
                            (counted(*all, "event")) " · " (counted(reports.len() as u64, "report")) " · " (grouped(contradicted)) " contradicted"
                        }
                        @if *all > events.len() as u64 { p.note { "Shown are the " (grouped(events.len() as u64)) " events most worth a look: contradictions, then what was reported last, then what more origins tell." } }
                        p.note { "What follows was read by a machine from the reports named; each claim stands with its own words and with who says so. FACT means that the report tells it as fact, not that it is true." }
                        p.downloads {
                            "The data is in this page: "
                            a href={ "data:text/csv;charset=utf-8;base64," (base64(shown.csv.as_bytes())) } download="events.csv" { "save the events as CSV" }
                            "; with all versions it is JSON in the element " code { "rapporteur-data" } "."
                        }
                        nav.contents aria-label="Contents" {
                            a href="#when" { "When" } " " a href="#where" { "Where" } " " a href="#who" { "Who" } " " a href="#sources" { "Sources" } " " a href="#events" { "Events" } " " a href="#evidence" { "Evidence" }
                        }
                    }
                    section #when { h2 { "When" } (timeline::drawing(shown.timeline, to_event)) (timeline::undated(shown.timeline, to_event)) (timeline::twin(shown.timeline, to_event)) }
                    section #where { h2 { "Where" } (map::drawing(shown.map, Frame::Around, |_| None, |_| None)) @if shown.map.unplaced > 0 { p.note { (counted(shown.map.unplaced, "event")) " without a place" } } (map::twin(shown.map, |_| None)) }
                    section #who {
                        h2 { "Who did what to whom" }
                        @if shown.acts.nodes.is_empty() { p.nothing { "Nobody is linked with anybody." } } @else { (network::drawing(shown.acts, |_| None)) }
                        p.note { span.keys { span.swatch.q1 {} " cooperation in words " span.swatch.q2 {} " in deeds " span.swatch.q3 {} " conflict in words " span.swatch.q4 {} " in deeds" } }
                        (network::twin(shown.acts))
                    }
                    section #sources {
                        h2 { "According to whom" }
                        @if !shown.quotes.nodes.is_empty() { (network::drawing(shown.quotes, |_| None)) p.note { "An arrow leads from who quotes to who is quoted; filled nodes print." } (network::twin(shown.quotes)) }
                        (sources::table("Publishers", shown.publishers, false, |_| None))
                        (sources::table("Quoted sources", shown.quoted, false, |_| None))
                    }
                    section #events { h2 { "Events" } (table::events(&rows, None, |row| to_event(&row.id))) }
                    section #evidence {
                        h2 { "Evidence" }
                        @for detail in *events {
                            div.sheet id={ "e-" (detail.event.id) } {
                                (article(&EventShown { detail, judgements: &[], versions: None, etag: None }, |_, _| String::new(), false))
                            }
                        }
                    }
                }
                (data("rapporteur-data", events))
            }
        }
    };
    page.into_string()
}

/// Base64, for the digest in the policy.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| (bits << 8) | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS[((bits >> (18 - 6 * at)) & 63) as usize] as char;
            text.push(if at <= chunk.len() { letter } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
