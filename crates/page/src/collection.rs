//! Screen B: a collection of events, with its views on the same selection.

use crate::address::{Address, MORE, Sort, View, encoded, term};
use crate::event::{EventShown, pane};
use crate::map::{self, Frame};
use crate::marks::{counted, grouped};
use crate::rail::rail;
use crate::shell::Shell;
use crate::{add, network, sources, table, timeline};
use maud::{Markup, html};
use rapporteur_ledger::{EventRow, Facets, QueryError};
use rapporteur_views::{Network, SourceView, Timeline, WorldMap, day, iso};

/// A selection as it is shown.
#[derive(Debug)]
pub struct Collection<'c> {
    /// The state of the page.
    pub address: &'c Address,
    /// Counts of the selection.
    pub facets: &'c Facets,
    /// The view.
    pub shown: Shown<'c>,
    /// The event whose evidence is open.
    pub event: Option<EventShown<'c>>,
    /// What is wrong with the query.
    pub fault: Option<&'c QueryError>,
    /// How many reports the ledger has.
    pub reports: u64,
}

/// What a view shows.
#[derive(Debug)]
pub enum Shown<'c> {
    /// Rows of the table.
    Ledger(&'c [EventRow]),
    /// A timeline, of so many events at most.
    Timeline(&'c Timeline, u64),
    /// A map.
    Map(&'c WorldMap),
    /// A network; of who did what, of so many events at most.
    Network(&'c Network, u64),
    /// Publishers and quoted sources.
    Sources(&'c [SourceView], &'c [SourceView]),
}

/// The page of a collection.
pub fn collection_page(collection: &Collection<'_>) -> String {
    let Collection { address, facets, shown, event, fault, reports } = collection;
    let title: &str = if address.q.is_empty() { "Ledger" } else { &address.q };
    if *reports == 0 {
        let body = html! { main #main.first { (add::boxes(true)) } };
        return Shell { title: "An empty ledger", screen: "empty", query: "", kept: Vec::new(), body }.render();
    }
    let mut kept = Vec::new();
    if address.view != View::Ledger {
        kept.push(("view", address.view.name().to_owned()));
    }
    if address.sort != Sort::Worth {
        kept.push(("sort", address.sort.name().to_owned()));
    }
    let body = html! {
        div.collection.with-pane[event.is_some()] {
            (rail(address, facets))
            main #main {
                (tabs(address, facets, fault.is_none()))
                div #view.view data-view=(address.view.name()) {
                    @if let Some(fault) = fault { (query_fault(fault)) } @else if facets.events == 0 { (nothing(address)) } @else {
                        @match shown {
                            Shown::Ledger(rows) => (ledger(address, rows, facets.events)),
                            Shown::Timeline(timeline, most) => (timeline_view(address, timeline, facets.events, *most)),
                            Shown::Map(map) => (map_view(address, map)),
                            Shown::Network(network, most) => (network_view(address, network, facets.events, *most)),
                            Shown::Sources(publishers, quoted) => (sources_view(address, publishers, quoted)),
                        }
                    }
                }
            }
            @if let Some(event) = event { (pane(address, event)) }
        }
    };
    Shell { title, screen: "collection", query: &address.q, kept, body }.render()
}

/// The views, and how many events there are where the query could be asked.
fn tabs(address: &Address, facets: &Facets, asked: bool) -> Markup {
    html! {
        div.bar-top {
            nav #tabs.tabs aria-label="Views" {
                @for view in View::ALL {
                    a href=(address.with(|address| address.view = view).link()) aria-current=[(view == address.view).then_some("page")] { (view.name()) }
                }
            }
            @if asked { p #count.count { strong { (grouped(facets.events)) } @if facets.events == 1 { " event" } @else { " events" } } }
        }
    }
}

fn query_fault(fault: &QueryError) -> Markup {
    let chars: Vec<char> = fault.query.chars().collect();
    let part =
        |from: usize, to: usize| chars.get(from..to.min(chars.len())).unwrap_or_default().iter().collect::<String>();
    let end = fault.end.max(fault.start + 1);
    html! {
        div.fault role="alert" {
            p { strong { (fault.message) } " – " (fault.remedy) }
            p.query { (part(0, fault.start)) mark { (part(fault.start, end)) @if fault.start >= chars.len() { "␣" } } (part(end, chars.len())) }
            p { "All fields with examples are in the " a href="/help" { "help" } "." }
        }
    }
}

fn nothing(address: &Address) -> Markup {
    html! {
        p.nothing { "No event matches " code { (address.q) } ". " a href="/" { "Show all" } " or take a term out on the left." }
    }
}

/// Where what is seen can be had as a file. On a timeline those days are seen that it shows.
fn downloads(address: &Address, formats: &[(&str, &str)]) -> Markup {
    let days = address.window.as_ref().filter(|_| address.view == View::Timeline);
    let query = match days {
        // Brackets hold together what an OR in the query would part.
        Some((from, to)) if address.q.is_empty() => format!("on:{from}..{to}"),
        Some((from, to)) => format!("({}) on:{from}..{to}", address.q),
        None => address.q.clone(),
    };
    html! {
        p.downloads {
            "Download what I see: "
            @for (n, (name, path)) in formats.iter().enumerate() {
                @if n > 0 { " · " }
                @let sign = if path.contains('?') { '&' } else { '?' };
                a href={ (path) (sign) "q=" (encoded(&query)) } download { (name) }
            }
        }
    }
}

fn ledger(address: &Address, rows: &[EventRow], all: u64) -> Markup {
    let more = address.with(|address| address.rows += MORE);
    let order = address.sort.name();
    let (csv, json) =
        (format!("/api/v1/events?format=csv&order={order}"), format!("/api/v1/events?format=ndjson&order={order}"));
    html! {
        nav.orders aria-label="Order" {
            "first: "
            @for sort in Sort::ALL {
                a href=(address.with(|address| address.sort = sort).link()) aria-current=[(sort == address.sort).then_some("true")] { (sort.label()) } " "
            }
        }
        (table::of_collection(address, rows))
        @if all > rows.len() as u64 {
            p.more-rows { a #more href=(more.link()) { "Show " (MORE.min(all - rows.len() as u64)) " more" } " · " (grouped(rows.len() as u64)) " of " (grouped(all)) }
        }
        (downloads(address, &[("CSV", csv.as_str()), ("JSON lines", json.as_str()), ("Atom feed", "/api/v1/feed"), ("PLOVER", "/api/v1/export?format=plover")]))
    }
}

/// The state with an event open.
fn open(address: &Address, id: &str) -> String {
    address
        .with(|address| {
            address.event = Some(id.to_owned());
            address.versions = None;
        })
        .link()
}

fn timeline_view(address: &Address, shown: &Timeline, all: u64, most: u64) -> Markup {
    let link = |id: &str| open(address, id);
    html! {
        div.controls {
            nav aria-label="Lanes" {
                "lanes: "
                @for (by_source, name) in [(false, "who and whom"), (true, "publisher")] {
                    a href=(address.with(|address| address.by_source = by_source).link()) aria-current=[(by_source == address.by_source).then_some("true")] { (name) } " "
                }
            }
            (zoom(address, shown))
        }
        @if all > most { p.note { "The " (grouped(most)) " events most worth a look, of " (grouped(all)) ". Narrow the selection to see all of it." } }
        (timeline::drawing(shown, link))
        p.note {
            @if shown.dense { "Density: the height of a bar is the square root of its events, of its red part of those whose versions contradict each other. Zoom in to see them one by one. " }
            @if shown.outside > 0 { (counted(shown.outside as u64, "event")) " outside these days. " }
            @if !shown.dense {
                span.keys { span.key.s-fact { "fact" } " " span.key.s-plan { "plan" } " " span.key.s-possible { "possible" } " " span.key.s-denied { "denied" } }
                " " span.keys { span.swatch.q1 {} " cooperation in words " span.swatch.q2 {} " in deeds " span.swatch.q3 {} " conflict in words " span.swatch.q4 {} " in deeds" }
            }
        }
        (timeline::undated(shown, link))
        (timeline::twin(shown, link))
        (downloads(address, &[("CSV", "/api/v1/events?format=csv&order=day"), ("TimelineJS", "/api/v1/export?format=timelinejs")]))
    }
}

/// Nearer, farther, earlier, later: each a state of its own.
fn zoom(address: &Address, shown: &Timeline) -> Markup {
    let (from, to) = match &address.window {
        Some((from, to)) => (day(from).unwrap_or(shown.from), day(to).unwrap_or(shown.to)),
        None => (shown.from, shown.to),
    };
    let width = (to - from).max(1);
    let window =
        |from: i64, to: i64| address.with(|address| address.window = Some((iso(from), iso(to.max(from))))).link();
    let steps = [
        ("◀", "earlier", window(from - width / 2, to - width / 2)),
        ("▶", "later", window(from + width / 2, to + width / 2)),
        ("+", "nearer", window(from + width / 4, to - width / 4)),
        ("−", "farther", window(from - width / 2, to + width / 2)),
    ];
    html! {
        nav.zoom aria-label="Days shown" {
            @for (sign, name, link) in steps { a href=(link) title=(name) aria-label=(name) data-zoom=(name) { (sign) } }
            @if address.window.is_some() { a href=(address.with(|address| address.window = None).link()) { "whole" } }
            " " span.window { (iso(from)) " – " (iso(to)) }
        }
    }
}

fn map_view(address: &Address, shown: &WorldMap) -> Markup {
    let country = |code: &str| Some(address.toggled(&term("at", code)).link());
    let point = |spot: &rapporteur_views::Point| Some(address.toggled(&term("at", &spot.name)).link());
    html! {
        div.controls {
            nav aria-label="Part of the world" {
                @for (world, name) in [(false, "where something happened"), (true, "the world")] {
                    a href=(address.with(|address| address.world = world).link()) aria-current=[(world == address.world).then_some("true")] { (name) } " "
                }
            }
        }
        (map::drawing(shown, if address.world { Frame::World } else { Frame::Around }, country, point))
        p.note {
            "A click selects a country or a place. The stronger the colour, the more events. A point is drawn only where the place is one; countries and regions shade. "
            @if shown.unplaced > 0 { (counted(shown.unplaced, "event")) " without a place." }
        }
        (map::twin(shown, country))
        (downloads(address, &[("places as CSV", "/api/v1/places?format=csv"), ("events as GeoJSON", "/api/v1/events?format=geojson")]))
    }
}

fn network_view(address: &Address, shown: &Network, all: u64, most: u64) -> Markup {
    let link = |name: &str| {
        let field = if address.quotes { "from" } else { "with" };
        Some(address.toggled(&term(field, name)).link())
    };
    html! {
        div.controls {
            nav aria-label="Network" {
                @for (quotes, name) in [(false, "who did what to whom"), (true, "who quotes whom")] {
                    a href=(address.with(|address| address.quotes = quotes).link()) aria-current=[(quotes == address.quotes).then_some("true")] { (name) } " "
                }
            }
        }
        @if !address.quotes && all > most { p.note { "The " (grouped(most)) " events most worth a look, of " (grouped(all)) "." } }
        @if shown.nodes.is_empty() { p.nothing { "Nobody is linked with anybody in this selection." } } @else { (network::drawing(shown, link)) }
        p.note {
            @if address.quotes { "An arrow leads from who quotes to who is quoted; filled nodes print. " }
            @else {
                span.keys { span.swatch.q1 {} " cooperation in words " span.swatch.q2 {} " in deeds " span.swatch.q3 {} " conflict in words " span.swatch.q4 {} " in deeds" } " "
            }
            @if shown.left_out > 0 { (counted(shown.left_out as u64, "smaller node")) " left out. " }
            @if shown.edges_left_out > 0 { (counted(shown.edges_left_out as u64, "thinner edge")) " left out." }
        }
        (network::twin(shown))
        @if address.quotes { (downloads(address, &[("JSON", "/api/v1/network?edges=quotes")])) }
        @else { (downloads(address, &[("GEXF", "/api/v1/export?format=gexf"), ("JSON", "/api/v1/network")])) }
    }
}

fn sources_view(address: &Address, publishers: &[SourceView], quoted: &[SourceView]) -> Markup {
    html! {
        (sources::table("Publishers", publishers, true, |name| Some(address.toggled(&term("publisher", name)).link())))
        (sources::table("Quoted sources", quoted, true, |name| Some(address.toggled(&term("from", name)).link())))
        p.note { "First: events of several origins that it reported on the first day. Reliability is what people set, A (reliable) to E (unreliable); F, where nothing was set, cannot be judged." }
        (downloads(address, &[("CSV", "/api/v1/sources?format=csv"), ("JSON lines", "/api/v1/sources?format=ndjson")]))
    }
}
