//! The timeline: lanes of marks, or of bins where marks would be too many.

use crate::marks::{class, counted, grouped};
use maud::{Markup, html};
use rapporteur_views::{Bin, Extent, Lane, Precision, Timeline, iso, status_word};
use std::collections::BTreeMap;

/// Where lanes begin and end on the plane.
const LEFT: f64 = 168.0;
const RIGHT: f64 = 992.0;
const TOP: f64 = 22.0;
const ROW: f64 = 13.0;
const GAP: f64 = 9.0;

/// How days are placed.
struct Scale {
    from: i64,
    days: f64,
}

impl Scale {
    fn at(&self, day: i64) -> f64 {
        LEFT + (RIGHT - LEFT) * ((day - self.from) as f64 / self.days).clamp(0.0, 1.0)
    }
}

/// A length as an attribute has it.
fn n(length: f64) -> String {
    format!("{length:.1}")
}

/// The drawing. `link` gives where a mark leads.
pub(crate) fn drawing(timeline: &Timeline, link: impl Fn(&str) -> String) -> Markup {
    let scale = Scale { from: timeline.from, days: (timeline.to - timeline.from + 1) as f64 };
    let heights: Vec<f64> = timeline.lanes.iter().map(|lane| height(lane, timeline.dense)).collect();
    let tops: Vec<f64> = heights
        .iter()
        .scan(TOP, |top, height| {
            let here = *top;
            *top += height + GAP;
            Some(here)
        })
        .collect();
    let bottom = TOP + heights.iter().map(|height| height + GAP).sum::<f64>();
    let most = timeline.lanes.iter().flat_map(|lane| &lane.bins).map(|bin| bin.items).max().unwrap_or(1);
    let what = if timeline.dense { "density of events" } else { "events" };
    html! {
        div.plane tabindex="0" role="group" aria-label="Timeline" {
        svg.timeline viewBox={ "0 0 1000 " (n(bottom + 4.0)) } role="group" aria-label={ "Timeline: " (what) ", lanes from top to bottom" }
            data-from=(timeline.from) data-to=(timeline.to) data-left=(n(LEFT)) data-right=(n(RIGHT)) {
            @for tick in &timeline.ticks {
                @let x = n(scale.at(tick.day));
                line.tick.strong[tick.strong] x1=(x) x2=(x) y1="16" y2=(n(bottom)) {}
                text.tick.strong[tick.strong] x=(x) y="11" { (tick.label) }
            }
            @for (lane, (top, height)) in timeline.lanes.iter().zip(tops.iter().zip(&heights)) {
                line.base x1="0" x2=(n(RIGHT)) y1=(n(top + height + GAP / 2.0)) y2=(n(top + height + GAP / 2.0)) {}
                text.lane x=(n(LEFT - 10.0)) y=(n(top + height / 2.0 + 4.0)) { title { (lane.label) ": " (lane.items) } (short(&lane.label)) }
                @for mark in &lane.marks {
                    @let (from, to) = (scale.at(mark.from), scale.at(mark.to + 1));
                    @let width = (to - from - 1.0).max(6.0);
                    @let y = top + mark.row as f64 * ROW;
                    a href=(link(&mark.item.id)) tabindex="-1" aria-label=(mark.item.label) {
                        rect class={ "mark " (mark.quad.class()) " s-" (class(&mark.item.status)) @if mark.item.disputed { " disputed" } }
                            x=(n(from)) y=(n(y)) width=(n(width)) height=(n(ROW - 3.0)) rx="2.5" mask=[mark.vague.then_some("url(#fade)")] {
                            title { (mark.item.label) " · " (days(mark.from, mark.to)) }
                        }
                        @if mark.item.disputed { text.bolt x=(n(from + width + 2.0)) y=(n(y + ROW - 4.0)) { "⚡" } }
                    }
                }
                @for bin in &lane.bins {
                    @let (from, to) = (scale.at(bin.from), scale.at(bin.to + 1));
                    @let tall = |items: usize| (26.0 * (items as f64 / most as f64).sqrt()).max(2.0);
                    @let (all, disputed) = (tall(bin.items), tall(bin.disputed));
                    rect.bin x=(n(from)) y=(n(top + 26.0 - all)) width=(n((to - from - 0.8).max(1.5))) height=(n(all)) {
                        title { (counted(bin.items as u64, "event")) ", " (days(bin.from, bin.to)) @if bin.disputed > 0 { ", " (bin.disputed) " contradicted" } }
                    }
                    @if bin.disputed > 0 {
                        rect.bin.disputed x=(n(from)) y=(n(top + 26.0 - disputed)) width=(n((to - from - 0.8).max(1.5))) height=(n(disputed)) {}
                    }
                }
            }
            rect.brush x="0" y="16" width="0" height=(n(bottom - 16.0)) {}
        }
        }
    }
}

fn height(lane: &Lane, dense: bool) -> f64 {
    if dense { 26.0 } else { lane.rows as f64 * ROW }
}

fn days(from: i64, to: i64) -> String {
    let precision = if from == to { Precision::Day } else { Precision::Days };
    Extent { from, to, precision }.label()
}

/// What fits beside a lane.
fn short(label: &str) -> String {
    const FITS: usize = 21;
    if label.chars().count() <= FITS {
        return label.to_owned();
    }
    label.chars().take(FITS - 1).chain(['…']).collect()
}

/// What has no date.
pub(crate) fn undated(timeline: &Timeline, link: impl Fn(&str) -> String) -> Markup {
    html! {
        @if !timeline.undated.is_empty() {
            details.undated {
                summary { "Undated: " (grouped(timeline.undated.len() as u64)) }
                ul { @for item in timeline.undated.iter().take(200) { li { a href=(link(&item.id)) { (item.label) } } } }
                @if timeline.undated.len() > 200 { p.more { "and " (grouped(timeline.undated.len() as u64 - 200)) " more" } }
            }
        }
    }
}

/// The table twin: the marks one by one; or where there are bins, a row for the days of each and a column for each lane.
pub(crate) fn twin(timeline: &Timeline, link: impl Fn(&str) -> String) -> Markup {
    html! {
        details.twin {
            summary { "As a table" }
            @if timeline.dense { (dense_twin(timeline)) } @else {
                table {
                    thead { tr { th scope="col" { "Lane" } th scope="col" { "From" } th scope="col" { "To" } th scope="col" { "Event" } th scope="col" { "Status" } } }
                    tbody {
                        @for lane in &timeline.lanes { @for mark in &lane.marks {
                            tr { td { (lane.label) } td { (iso(mark.from)) } td { (iso(mark.to)) } td { a href=(link(&mark.item.id)) { (mark.item.label) } } td { (status_word(&mark.item.status)) } }
                        } }
                    }
                }
            }
        }
    }
}

fn dense_twin(timeline: &Timeline) -> Markup {
    let mut rows: BTreeMap<(i64, i64), Vec<Option<&Bin>>> = BTreeMap::new();
    for (n, lane) in timeline.lanes.iter().enumerate() {
        for bin in &lane.bins {
            rows.entry((bin.from, bin.to)).or_insert_with(|| vec![None; timeline.lanes.len()])[n] = Some(bin);
        }
    }
    html! {
        p.note { "Events by days and lane; behind ⚡ those whose versions contradict each other." }
        div.plane tabindex="0" role="group" aria-label="Events by days and lane" {
            table.counts {
                thead { tr { th scope="col" { "Days" } @for lane in &timeline.lanes { th.number scope="col" { (lane.label) } } } }
                tbody {
                    @for ((from, to), bins) in &rows {
                        tr {
                            th scope="row" { (days(*from, *to)) }
                            @for bin in bins {
                                td.number { @if let Some(bin) = bin { (bin.items) @if bin.disputed > 0 { " ⚡" (bin.disputed) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
