//! When things happened: lanes of marks as wide as the dates are vague, and bins where marks would be too many.

use crate::day::{Extent, Precision, as_iso, extent};
use crate::marks::{Quad, quad, status_word};
use jiff::civil::Date;
use rapporteur_ledger::EventRow;
use rapporteur_ledger::day::{civil, number};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// More dated items than this are drawn as density.
pub const DENSE: usize = 200;
/// More lanes are put together in the last one.
const MOST_LANES: usize = 14;
/// Rows of a lane; what finds none free shares the last.
const MOST_ROWS: usize = 8;
/// Bins over the width.
const BINS: i64 = 60;

/// What makes a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Lanes {
    /// Who and whom.
    #[default]
    Pair,
    /// Who prints it.
    Source,
}

/// Something to be put on a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Item {
    /// The id of the event, or of the claim.
    pub id: String,
    /// The lane it belongs to.
    pub lane: String,
    /// When, where it is told.
    pub extent: Option<Extent>,
    /// For people, in a line.
    pub label: String,
    /// The event type.
    #[serde(rename = "type")]
    pub ty: String,
    /// `actual`, `future`, `hypothetical` or `negated`.
    pub status: String,
    /// Whether versions contradict each other.
    pub disputed: bool,
}

/// A timeline, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Timeline {
    /// The first day shown.
    #[serde(serialize_with = "as_iso")]
    #[schemars(with = "String")]
    pub from: i64,
    /// The last.
    #[serde(serialize_with = "as_iso")]
    #[schemars(with = "String")]
    pub to: i64,
    /// Days with a label, in order.
    pub ticks: Vec<Tick>,
    /// Lanes, those with most items first; the rest together in the last.
    pub lanes: Vec<Lane>,
    /// Items without a date.
    pub undated: Vec<Item>,
    /// Dated items that lie outside what is shown.
    pub outside: usize,
    /// Whether lanes have bins in place of marks.
    pub dense: bool,
}

/// A day with a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tick {
    /// The day.
    #[serde(serialize_with = "as_iso")]
    #[schemars(with = "String")]
    pub day: i64,
    /// `2024`, `Mar`, `12`.
    pub label: String,
    /// Whether it begins something larger.
    pub strong: bool,
}

/// A lane.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Lane {
    /// What it holds.
    pub label: String,
    /// How many items.
    pub items: usize,
    /// How many rows its marks need.
    pub rows: usize,
    /// The marks; none where it is dense.
    pub marks: Vec<Mark>,
    /// The bins; none where it is not dense.
    pub bins: Vec<Bin>,
}

/// An item in its place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Mark {
    /// The item.
    #[serde(flatten)]
    pub item: Item,
    /// The first day.
    #[serde(serialize_with = "as_iso")]
    #[schemars(with = "String")]
    pub from: i64,
    /// The last.
    #[serde(serialize_with = "as_iso")]
    #[schemars(with = "String")]
    pub to: i64,
    /// Whether its ends are faded: a month, a year.
    pub vague: bool,
    /// The row of its lane, from 0.
    pub row: usize,
    /// Cooperation or conflict.
    pub quad: Quad,
}

/// How many items lie in some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bin {
    /// The first day.
    #[serde(serialize_with = "as_iso")]
    #[schemars(with = "String")]
    pub from: i64,
    /// The last.
    #[serde(serialize_with = "as_iso")]
    #[schemars(with = "String")]
    pub to: i64,
    /// Items.
    pub items: usize,
    /// Those that are disputed.
    pub disputed: usize,
}

/// Events as items, with their lanes.
pub fn of_events(events: &[EventRow], lanes: Lanes) -> Vec<Item> {
    let lane = |event: &EventRow| match lanes {
        Lanes::Source => event.publisher.clone().unwrap_or_else(|| "publisher unknown".into()),
        Lanes::Pair => {
            // Countries, where they are known: names of persons would give a lane each.
            let side = |party: &rapporteur_ledger::Party| party.country.clone().unwrap_or_else(|| party.name.clone());
            let mut sides: Vec<String> = event.actors.iter().chain(&event.recipients).map(side).collect();
            // Who does something together does it in any order.
            if event.recipients.is_empty() {
                sides.sort();
            }
            sides.dedup();
            match &sides[..] {
                [] => "nobody named".into(),
                [one] => one.clone(),
                [one, other, ..] => format!("{one} – {other}"),
            }
        }
    };
    let one = |event: &EventRow| Item {
        id: event.id.clone(),
        lane: lane(event),
        extent: extent(event.from.as_deref(), event.to.as_deref()),
        label: label(event),
        ty: event.ty.clone(),
        status: event.status.clone(),
        disputed: !event.conflicts.is_empty(),
    };
    events.iter().map(one).collect()
}

fn label(event: &EventRow) -> String {
    let mut label = String::with_capacity(80);
    label.push_str(&event.ty);
    label.push(' ');
    label.push_str(status_word(&event.status));
    label.push_str(": ");
    if event.actors.is_empty() {
        label.push_str("nobody named");
    }
    push_names(&mut label, &event.actors);
    if !event.recipients.is_empty() {
        label.push_str(" → ");
        push_names(&mut label, &event.recipients);
    }
    label
}

/// Names with their codes: a timeline has thousands.
fn push_names(label: &mut String, parties: &[rapporteur_ledger::Party]) {
    for (n, party) in parties.iter().enumerate() {
        if n > 0 {
            label.push_str(" + ");
        }
        label.push_str(&party.name);
        match (&party.country, &party.sector) {
            (None, None) => {}
            (Some(code), None) | (None, Some(code)) => label.extend([" [", code, "]"]),
            (Some(country), Some(sector)) => label.extend([" [", country, " ", sector, "]"]),
        }
    }
}

/// The timeline of items, within a window of days where one is given.
pub fn timeline(items: Vec<Item>, window: Option<(i64, i64)>) -> Timeline {
    let (dated, undated): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| item.extent.is_some());
    let extents = || dated.iter().filter_map(|item| item.extent);
    let whole = extents().map(|extent| extent.from).min().zip(extents().map(|extent| extent.to).max());
    let (from, to) = window.or(whole).unwrap_or((0, 0));
    // A little air at both ends, in the whole view.
    let air = if window.is_some() { 0 } else { ((to - from) / 40).max(1) };
    let (from, to) = (from - air, to + air);
    let all = dated.len();
    let inside: Vec<(Extent, Item)> = dated
        .into_iter()
        .filter_map(|item| Some((item.extent?, item)))
        .filter(|(extent, _)| extent.from <= to && from <= extent.to)
        .collect();
    let outside = all - inside.len();
    let dense = inside.len() > DENSE;
    let mut by_lane: BTreeMap<String, Vec<(Extent, Item)>> = BTreeMap::new();
    for (extent, item) in inside {
        by_lane.entry(item.lane.clone()).or_default().push((extent, item));
    }
    let mut lanes: Vec<(String, Vec<(Extent, Item)>)> = by_lane.into_iter().collect();
    lanes.sort_by(|(a, some), (b, more)| more.len().cmp(&some.len()).then_with(|| a.cmp(b)));
    if lanes.len() > MOST_LANES {
        let rest = lanes.split_off(MOST_LANES - 1);
        let label = format!("{} others", rest.len());
        lanes.push((label, rest.into_iter().flat_map(|(_, items)| items).collect()));
    }
    let lanes = lanes.into_iter().map(|(label, items)| lane(label, items, from, to, dense)).collect();
    Timeline { from, to, ticks: ticks(from, to), lanes, undated, outside, dense }
}

fn lane(label: String, mut items: Vec<(Extent, Item)>, from: i64, to: i64, dense: bool) -> Lane {
    let count = items.len();
    if dense {
        let bins = bins(&items, from, to);
        return Lane { label, items: count, rows: 1, marks: Vec::new(), bins };
    }
    items.sort_by(|(a, one), (b, other)| (a.from, a.to, &one.id).cmp(&(b.from, b.to, &other.id)));
    // A mark is at least as wide as it is drawn.
    let least = ((to - from) / 90).max(1);
    let mut free: Vec<i64> = Vec::new();
    let mut marks = Vec::with_capacity(count);
    for (extent, item) in items {
        let row = free.iter().position(|until| *until < extent.from).unwrap_or(free.len()).min(MOST_ROWS - 1);
        let until = extent.to.max(extent.from + least);
        match free.get_mut(row) {
            Some(taken) => *taken = until.max(*taken),
            None => free.push(until),
        }
        marks.push(Mark {
            from: extent.from,
            to: extent.to,
            vague: extent.precision.is_vague() || (extent.precision == Precision::Days && extent.days() > 60),
            row,
            quad: quad(&item.ty),
            item,
        });
    }
    Lane { label, items: count, rows: free.len().max(1), marks, bins: Vec::new() }
}

/// An item counts where the middle of its days lies.
fn bins(items: &[(Extent, Item)], from: i64, to: i64) -> Vec<Bin> {
    let width = ((to - from) / BINS + 1).max(1);
    let mut bins: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
    for (extent, item) in items {
        let middle = i64::midpoint(extent.from.max(from), extent.to.min(to));
        let (count, disputed) = bins.entry((middle - from) / width).or_default();
        *count += 1;
        *disputed += usize::from(item.disputed);
    }
    let bin = |(at, (items, disputed)): (i64, (usize, usize))| Bin {
        from: from + at * width,
        to: (from + (at + 1) * width - 1).min(to),
        items,
        disputed,
    };
    bins.into_iter().map(bin).collect()
}

/// Ticks by years, months or days, at most some twenty of them.
fn ticks(from: i64, to: i64) -> Vec<Tick> {
    let days = to - from + 1;
    let (first, last) = (civil(from), civil(to));
    let mut ticks = Vec::new();
    let mut push = |date: Date, label: String, strong: bool| {
        ticks.push(Tick { day: number(date), label, strong });
    };
    if days > 800 {
        let step = (days / 365 / 16 + 1) as i16;
        let mut year = first.year() - first.year().rem_euclid(step);
        while year <= last.year() {
            if let Ok(date) =
                Date::new(year, 1, 1).map_err(drop).and_then(|date| if date >= first { Ok(date) } else { Err(()) })
            {
                push(date, year.to_string(), true);
            }
            year += step;
        }
    } else if days > 60 {
        let step = if days > 400 { 3 } else { 1 };
        for year in first.year()..=last.year() {
            for month in (1..=12).step_by(step) {
                let Ok(date) = Date::new(year, month, 1) else { continue };
                if date >= first && date <= last {
                    let extent = Extent { from: 0, to: 0, precision: Precision::Month };
                    let name = Extent { from: number(date), ..extent }.label();
                    let label = if month == 1 { name } else { name[..3].to_owned() };
                    push(date, label, month == 1);
                }
            }
        }
    } else {
        let step = (days / 14 + 1).max(1);
        let mut day = from;
        while day <= to {
            let date = civil(day);
            let whole = Extent { from: day, to: day, precision: Precision::Day }.label();
            let is_first = day == from || date.day() <= step as i8;
            let short = whole.rsplit_once(' ').map_or(whole.clone(), |(short, _)| short.to_owned());
            push(date, short, is_first);
            day += step;
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(n: usize, lane: &str, from: Option<&str>, to: Option<&str>) -> Item {
        Item {
            id: format!("{n:03}"),
            lane: lane.into(),
            extent: extent(from, to),
            label: String::new(),
            ty: "AID".into(),
            status: "actual".into(),
            disputed: n == 0,
        }
    }

    #[test]
    fn marks_that_overlap_stand_in_rows_and_the_undated_have_their_bin() {
        let day = |n, on| item(n, "a", Some(on), Some(on));
        let items = vec![
            day(0, "2024-03-01"),
            day(1, "2024-03-01"),
            item(2, "b", Some("2024-03-01"), Some("2024-03-31")),
            item(3, "b", None, None),
        ];
        let shown = timeline(items, None);
        assert_eq!((shown.lanes.len(), shown.undated.len(), shown.dense), (2, 1, false));
        assert_eq!(shown.lanes[0].marks.iter().map(|mark| mark.row).collect::<Vec<_>>(), [0, 1]);
        assert!(shown.lanes[1].marks[0].vague && !shown.lanes[0].marks[0].vague);
        assert!(!shown.ticks.is_empty() && shown.ticks.iter().all(|tick| (shown.from..=shown.to).contains(&tick.day)));
    }

    #[test]
    fn many_items_become_bins_that_count_each_once() {
        let dates: Vec<String> = (0..250).map(|n| crate::iso(19_000 + n)).collect();
        let items: Vec<Item> =
            dates.iter().enumerate().map(|(n, on)| item(n, &format!("l{}", n % 40), Some(on), Some(on))).collect();
        let shown = timeline(items.clone(), None);
        assert!(shown.dense && shown.lanes.len() == MOST_LANES);
        let bins = || shown.lanes.iter().flat_map(|lane| &lane.bins);
        assert_eq!(bins().map(|bin| bin.items).sum::<usize>(), 250);
        assert_eq!(bins().map(|bin| bin.disputed).sum::<usize>(), 1);
        let near = timeline(items, Some((19_000, 19_009)));
        assert_eq!((near.outside, near.dense, near.from), (240, false, 19_000));
    }

    #[test]
    fn nothing_makes_an_empty_timeline() {
        let shown = timeline(Vec::new(), None);
        assert!(shown.lanes.is_empty() && shown.undated.is_empty());
        for (from, to) in [(0, 20_000), (19_000, 19_500), (19_000, 19_070), (19_000, 19_003), (-400_000, 400_000)] {
            assert!(ticks(from, to).len() <= 40, "{from} {to}");
        }
    }
}
