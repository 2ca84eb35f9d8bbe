//! What is asked of the ledger: one grammar for command line, API and page.
//!
//! ```text
//! by:IRN to:BLR type:SUPPORT on:2023-03..2023-06 from:"Tasnim" -status:future drones OR missiles
//! ```
//!
//! Terms side by side must all hold of one claim; `OR` binds weaker, `-` denies one term or a group in brackets. An event
//! is found when one of its claims is.

mod parse;
mod sql;

use std::fmt;

pub(crate) use parse::is_type;
pub(crate) use sql::Condition;

/// A query, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub(crate) node: Node,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Term(Term),
}

/// One thing that a claim must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Term {
    /// Words of the sentence; in order, where they are a phrase.
    Text {
        words: Vec<String>,
        phrase: bool,
    },
    /// Who takes part: as actor (0), as recipient (1), or either.
    Party {
        role: Option<u8>,
        who: Who,
    },
    /// Whose word it is.
    From(Vec<String>),
    /// Words, participant, place or source.
    About(Vec<String>),
    Type(String),
    Mode(String),
    Context(String),
    Status(&'static str),
    /// Days of the event.
    On(i64, i64),
    /// Days of publication.
    Reported(i64, i64),
    At(Who),
    Publisher(Vec<String>),
    Origins(i64, i64),
    Reports(i64, i64),
    /// `accepted`, `rejected`, `unsure` or none of them.
    Judged(&'static str),
    /// What the versions disagree on; anything, where it is not said.
    Conflict(Option<&'static str>),
}

/// A name, or codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// Words of a name.
    Named(Vec<String>),
    /// A country or sector.
    Code(String),
    /// A country with a sector: `IRN/MIL`.
    Codes(String, String),
}

/// What is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// The query.
    pub query: String,
    /// The first code point of what is at fault.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What would help.
    pub remedy: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = "^".repeat(self.end.saturating_sub(self.start).max(1));
        write!(f, "{} ({})\n  {}\n  {}{mark}", self.message, self.remedy, self.query, " ".repeat(self.start))
    }
}

impl std::error::Error for QueryError {}

impl Query {
    /// Parses a query; the empty one finds everything.
    ///
    /// ```
    /// use rapporteur_ledger::Query;
    /// assert!(Query::parse("by:IRN drones -status:negated").is_ok());
    /// let error = Query::parse("by:IRN bye:BLR").unwrap_err();
    /// assert_eq!((error.start, error.end), (7, 10));
    /// ```
    pub fn parse(query: &str) -> Result<Self, QueryError> {
        parse::parse(query).map(|node| Self { node })
    }

    /// Both this and another query.
    pub fn and(self, other: Self) -> Self {
        Self { node: Node::All(vec![self.node, other.node]) }
    }

    /// Whether every claim fits.
    pub(crate) fn asks_for_nothing(&self) -> bool {
        fn nothing(node: &Node) -> bool {
            matches!(node, Node::All(nodes) if nodes.iter().all(nothing))
        }
        nothing(&self.node)
    }

    /// Whether it says itself which judgements it looks for.
    pub(crate) fn asks_for_judgement(&self) -> bool {
        fn asks(node: &Node) -> bool {
            match node {
                Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(asks),
                Node::Not(node) => asks(node),
                Node::Term(term) => matches!(term, Term::Judged(_)),
            }
        }
        asks(&self.node)
    }

    /// Events of these days: `2023-03..2023-06`.
    pub fn on(interval: &str) -> Result<Self, QueryError> {
        Self::parse(&format!("on:{interval}"))
    }
}
