//! The automaton of all patterns of one level: a trie over literal words and classes.

use crate::pattern::Element;
use crate::vocabulary::Symbol;

/// What an element of a pattern read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Capture {
    /// The name, by its place in the list of names.
    pub(crate) name: u16,
    pub(crate) value: i32,
    /// The token that was read.
    pub(crate) token: usize,
}

/// What a token offers to the automaton.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offer {
    pub(crate) symbol: Symbol,
    pub(crate) value: i32,
}

/// The tokens of one pass, with what each offers.
#[derive(Debug, Default)]
pub(crate) struct Offers {
    list: Vec<Offer>,
    first: Vec<u32>,
    glued: Vec<bool>,
    breaks: Vec<bool>,
}

impl Offers {
    /// Adds a token.
    pub(crate) fn push(&mut self, glued: bool, breaks: bool, offers: impl IntoIterator<Item = Offer>) {
        self.first.push(self.list.len() as u32);
        self.glued.push(glued);
        self.breaks.push(breaks);
        self.list.extend(offers);
    }

    /// What a token offers.
    pub(crate) fn of(&self, token: usize) -> &[Offer] {
        let Some(&from) = self.first.get(token) else { return &[] };
        let to = self.first.get(token + 1).map_or(self.list.len(), |&to| to as usize);
        &self.list[from as usize..to]
    }

    /// Whether a token offers a symbol.
    pub(crate) fn has(&self, token: usize, symbol: Symbol) -> bool {
        self.of(token).iter().any(|offer| offer.symbol == symbol)
    }
}

/// A pattern that matched.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    /// How many tokens it took.
    pub(crate) len: usize,
    /// The rule, by its place.
    pub(crate) rule: u32,
    pub(crate) captures: Vec<Capture>,
}

#[derive(Debug, Default)]
struct Node {
    /// Sorted by symbol.
    edges: Vec<Edge>,
    rules: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    symbol: Symbol,
    glued: bool,
    name: Option<u16>,
    to: u32,
}

/// All patterns of one level.
#[derive(Debug)]
pub(crate) struct Automaton {
    nodes: Vec<Node>,
    names: Vec<String>,
}

impl Default for Automaton {
    fn default() -> Self {
        Self { nodes: vec![Node::default()], names: Vec::new() }
    }
}

impl Automaton {
    /// Adds one row of elements that leads to a rule.
    pub(crate) fn add(&mut self, row: &[Element], rule: u32) {
        let mut node = 0;
        for element in row {
            let name = element.name.as_ref().map(|name| self.name(name));
            let known = self.nodes[node]
                .edges
                .iter()
                .find(|edge| (edge.symbol, edge.glued, edge.name) == (element.symbol, element.glued, name));
            node = match known {
                Some(edge) => edge.to as usize,
                None => {
                    let to = self.nodes.len() as u32;
                    let edges = &mut self.nodes[node].edges;
                    let at = edges.partition_point(|edge| edge.symbol <= element.symbol);
                    edges.insert(at, Edge { symbol: element.symbol, glued: element.glued, name, to });
                    self.nodes.push(Node::default());
                    to as usize
                }
            };
        }
        if !self.nodes[node].rules.contains(&rule) {
            self.nodes[node].rules.push(rule);
        }
    }

    /// The name that captures carry as a number.
    pub(crate) fn name_of(&self, name: u16) -> &str {
        &self.names[name as usize]
    }

    /// All matches that begin with a token: the longest first, and among equals the rule that stands first.
    ///
    /// The trie is as deep as the longest pattern, so that a whole pass is linear in the number of tokens.
    pub(crate) fn matches(&self, offers: &Offers, from: usize) -> Vec<Match> {
        let mut found = Vec::new();
        let mut captures = Vec::new();
        self.walk(offers, from, from, 0, &mut captures, &mut found);
        found.sort_by(|a: &Match, b: &Match| b.len.cmp(&a.len).then(a.rule.cmp(&b.rule)));
        found
    }

    fn walk(
        &self,
        offers: &Offers,
        from: usize,
        at: usize,
        node: usize,
        captures: &mut Vec<Capture>,
        found: &mut Vec<Match>,
    ) {
        let node = &self.nodes[node];
        for &rule in &node.rules {
            found.push(Match { len: at - from, rule, captures: captures.clone() });
        }
        if at > from && offers.breaks.get(at).copied().unwrap_or(true) {
            return;
        }
        for offer in offers.of(at) {
            let begin = node.edges.partition_point(|edge| edge.symbol < offer.symbol);
            for edge in node.edges[begin..].iter().take_while(|edge| edge.symbol == offer.symbol) {
                if edge.glued && !offers.glued[at] {
                    continue;
                }
                let held = captures.len();
                if let Some(name) = edge.name {
                    captures.push(Capture { name, value: offer.value, token: at });
                }
                self.walk(offers, from, at + 1, edge.to as usize, captures, found);
                captures.truncate(held);
            }
        }
    }

    fn name(&mut self, name: &str) -> u16 {
        if let Some(at) = self.names.iter().position(|known| known == name) {
            return at as u16;
        }
        self.names.push(name.to_owned());
        self.names.len() as u16 - 1
    }
}
