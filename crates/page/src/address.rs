//! The state of the page in its address, so that every view can be kept, sent and gone back to.

use std::fmt::Write;

/// How many rows are shown at first,
pub const SHOWN: u64 = 50;
/// and how many more at a time.
pub(crate) const MORE: u64 = 100;
/// More rows are not shown on one page.
const MOST_SHOWN: u64 = 2_000;

/// Which view of the selection is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// The table of events.
    #[default]
    Ledger,
    /// When.
    Timeline,
    /// Where.
    Map,
    /// Who with whom.
    Network,
    /// According to whom.
    Sources,
}

impl View {
    /// All views, in the order of their tabs.
    pub const ALL: [Self; 5] = [Self::Ledger, Self::Timeline, Self::Map, Self::Network, Self::Sources];

    /// Its name in the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ledger => "ledger",
            Self::Timeline => "timeline",
            Self::Map => "map",
            Self::Network => "network",
            Self::Sources => "sources",
        }
    }
}

/// What comes first in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// What is worth a look.
    #[default]
    Worth,
    /// By the day of the event.
    Day,
    /// What was reported last.
    Reported,
    /// What most origins tell.
    Origins,
}

impl Sort {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Worth, Self::Day, Self::Reported, Self::Origins];

    /// Its name in the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Worth => "worth",
            Self::Day => "day",
            Self::Reported => "reported",
            Self::Origins => "origins",
        }
    }

    /// For people.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Worth => "worth a look",
            Self::Day => "day of the event",
            Self::Reported => "last reported",
            Self::Origins => "most origins",
        }
    }
}

/// Everything that decides what the page of a collection shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The query.
    pub q: String,
    /// The view.
    pub view: View,
    /// The order of the table.
    pub sort: Sort,
    /// How many rows.
    pub rows: u64,
    /// Whether the lanes of the timeline are publishers, not pairs.
    pub by_source: bool,
    /// The days that the timeline shows, ISO 8601.
    pub window: Option<(String, String)>,
    /// Whether the network shows who quotes whom.
    pub quotes: bool,
    /// Whether the map shows the whole world, not only where something happened.
    pub world: bool,
    /// The event whose evidence is open.
    pub event: Option<String>,
    /// The two versions of it that stand side by side.
    pub versions: Option<(usize, usize)>,
}

impl Default for Address {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl Address {
    /// The state of these parameters; what is unknown or malformed is as if it was not there.
    pub fn of(parameters: &[(String, String)]) -> Self {
        let get = |name: &str| {
            let found = parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
            found.filter(|value| !value.is_empty())
        };
        let date = |name: &str| get(name).filter(|value| rapporteur_views::day(value).is_some()).map(str::to_owned);
        let number = |name: &str| get(name).and_then(|value| value.parse::<usize>().ok());
        Self {
            q: get("q").unwrap_or_default().to_owned(),
            view: View::ALL.into_iter().find(|view| Some(view.name()) == get("view")).unwrap_or_default(),
            sort: Sort::ALL.into_iter().find(|sort| Some(sort.name()) == get("sort")).unwrap_or_default(),
            rows: get("rows").and_then(|rows| rows.parse().ok()).unwrap_or(SHOWN).clamp(SHOWN, MOST_SHOWN),
            by_source: get("lanes") == Some("source"),
            window: date("from").zip(date("to")).filter(|(from, to)| from <= to),
            quotes: get("net") == Some("quotes"),
            world: get("map") == Some("world"),
            event: get("e").map(str::to_owned),
            versions: number("a").zip(number("b")),
        }
    }

    /// The address of this state.
    pub fn link(&self) -> String {
        let mut link = String::from("/");
        let mut sign = '?';
        let mut add = |name: &str, value: &str| {
            link.push(sign);
            sign = '&';
            link.push_str(name);
            link.push('=');
            link.push_str(&encoded(value));
        };
        if !self.q.is_empty() {
            add("q", &self.q);
        }
        if self.view != View::Ledger {
            add("view", self.view.name());
        }
        if self.sort != Sort::Worth {
            add("sort", self.sort.name());
        }
        if self.rows != SHOWN {
            add("rows", &self.rows.to_string());
        }
        if self.by_source {
            add("lanes", "source");
        }
        if let Some((from, to)) = &self.window {
            add("from", from);
            add("to", to);
        }
        if self.quotes {
            add("net", "quotes");
        }
        if self.world {
            add("map", "world");
        }
        if let Some(event) = &self.event {
            add("e", event);
        }
        if let Some((one, other)) = self.versions {
            add("a", &one.to_string());
            add("b", &other.to_string());
        }
        link
    }

    /// This state, changed.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }

    /// This state with a term of the query added, or taken out where it is there.
    pub(crate) fn toggled(&self, term: &str) -> Self {
        self.with(|address| {
            let terms = terms(&address.q);
            let kept: Vec<&str> = terms.iter().copied().filter(|known| *known != term).collect();
            address.q = if kept.len() < terms.len() { kept.join(" ") } else { format!("{} {term}", address.q) };
            address.q = address.q.trim().to_owned();
            address.rows = SHOWN;
            address.event = None;
            address.versions = None;
        })
    }

    /// Whether the query has this term.
    pub(crate) fn has(&self, term: &str) -> bool {
        terms(&self.q).contains(&term)
    }
}

/// The terms of a query as they are written; quotes hold together what has spaces.
pub(crate) fn terms(query: &str) -> Vec<&str> {
    let mut terms = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in query.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            terms.push(&query[start..at]);
            start = at + c.len_utf8();
        }
    }
    terms.push(&query[start..]);
    terms.retain(|term| !term.is_empty());
    terms
}

/// A field with a value, quoted where it has to be.
pub(crate) fn term(field: &str, value: &str) -> String {
    let plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.'));
    if plain { format!("{field}:{value}") } else { format!("{field}:\"{}\"", value.replace('"', " ")) }
}

/// A value as it stands in an address.
pub(crate) fn encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' | b',' => {
                encoded.push(byte as char);
            }
            b' ' => encoded.push('+'),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parameters: &[(&str, &str)]) -> Address {
        let owned: Vec<_> = parameters.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Address::of(&owned)
    }

    #[test]
    fn an_address_comes_back() {
        let all = [
            ("q", "by:IRN \"defence pact\""),
            ("view", "timeline"),
            ("sort", "day"),
            ("rows", "300"),
            ("lanes", "source"),
            ("from", "2024-01-01"),
            ("to", "2024-02-01"),
            ("net", "quotes"),
            ("map", "world"),
            ("e", "cbbd2d8cae"),
            ("a", "0"),
            ("b", "2"),
        ];
        let expected = "/?q=by:IRN+%22defence+pact%22&view=timeline&sort=day&rows=300&lanes=source&from=2024-01-01&to=2024-02-01\
                        &net=quotes&map=world&e=cbbd2d8cae&a=0&b=2";
        assert_eq!(of(&all).link(), expected);
        assert_eq!(Address::default().link(), "/");
        assert_eq!(
            of(&[("rows", "9999999"), ("from", "soon"), ("to", "2024-02-01"), ("view", "x")]).link(),
            "/?rows=2000"
        );
    }

    #[test]
    fn terms_are_added_and_taken_out() {
        let address = of(&[("q", "from:\"Tasnim News\" type:AID drones"), ("e", "abc")]);
        let other = address.toggled("type:AID");
        assert_eq!((other.q.as_str(), other.event), ("from:\"Tasnim News\" drones", None));
        assert_eq!(
            address.toggled(&term("at", "Gomel region")).q,
            "from:\"Tasnim News\" type:AID drones at:\"Gomel region\""
        );
        assert!(address.has("from:\"Tasnim News\"") && !address.has("from"));
        assert_eq!(term("from", "a\"b"), "from:\"a b\"");
    }
}
