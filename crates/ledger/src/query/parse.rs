//! From text to terms.

use super::{Node, QueryError, Term, Who};
use crate::day;
use crate::event::CONFLICTS;
use crate::fold::folded_words;

/// The fields, as an error lists them.
const FIELDS: &str = "by: to: with: from: type: mode: context: status: on: reported: at: about: publisher: origins: \
                      reports: conflict: judged:";
const TYPES: [&str; 17] = [
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PRODUCE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
];
/// Deeper brackets are refused.
const DEEPEST: usize = 20;
/// More terms are refused.
const MOST: usize = 200;

/// Whether this is an event type, in capitals.
pub(crate) fn is_type(ty: &str) -> bool {
    TYPES.contains(&ty)
}

pub(super) fn parse(query: &str) -> Result<Node, QueryError> {
    let mut parser = Parser { query, chars: query.chars().collect(), at: 0, terms: 0 };
    let node = parser.any(0)?;
    match parser.chars.get(parser.at) {
        None => Ok(node),
        Some(_) => Err(parser.fault(
            parser.at,
            parser.at + 1,
            "a bracket closes that was not opened",
            "take it out or quote it",
        )),
    }
}

struct Parser<'q> {
    query: &'q str,
    chars: Vec<char>,
    at: usize,
    terms: usize,
}

impl Parser<'_> {
    fn fault(&self, start: usize, end: usize, message: impl Into<String>, remedy: impl Into<String>) -> QueryError {
        QueryError { query: self.query.to_owned(), start, end, message: message.into(), remedy: remedy.into() }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Alternatives parted by `OR`.
    fn any(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut alternatives = vec![self.all(depth)?];
        while self.takes_or() {
            let before = self.at;
            let next = self.all(depth)?;
            if matches!(&next, Node::All(terms) if terms.is_empty()) {
                return Err(self.fault(
                    before - 2,
                    before,
                    "nothing stands after OR",
                    "give an alternative, or quote \"or\"",
                ));
            }
            alternatives.push(next);
        }
        if alternatives.len() > 1 && matches!(&alternatives[0], Node::All(terms) if terms.is_empty()) {
            return Err(self.fault(
                0,
                self.chars.len().min(2),
                "nothing stands before OR",
                "give an alternative, or quote \"or\"",
            ));
        }
        Ok(if alternatives.len() == 1 { alternatives.remove(0) } else { Node::Any(alternatives) })
    }

    fn takes_or(&mut self) -> bool {
        self.skip_spaces();
        let is_or = self.is_or();
        if is_or {
            self.at += 2;
        }
        is_or
    }

    fn is_or(&self) -> bool {
        self.chars[self.at..].starts_with(&['O', 'R'])
            && self.chars.get(self.at + 2).is_none_or(|c| c.is_whitespace() || *c == '(')
    }

    /// Terms side by side.
    fn all(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut terms = Vec::new();
        loop {
            self.skip_spaces();
            match self.peek() {
                None | Some(')') => break,
                _ if self.is_or() => break,
                _ => terms.push(self.one(depth)?),
            }
        }
        Ok(if terms.len() == 1 { terms.remove(0) } else { Node::All(terms) })
    }

    fn one(&mut self, depth: usize) -> Result<Node, QueryError> {
        let start = self.at;
        self.terms += 1;
        if depth > DEEPEST || self.terms > MOST {
            return Err(self.fault(start, start + 1, "too many terms or brackets", "ask for less at a time"));
        }
        if self.peek() == Some('-') {
            self.at += 1;
            if self.peek().is_none_or(|c| c.is_whitespace() || c == ')') {
                return Err(self.fault(start, start + 1, "nothing stands after -", "write it right before a term"));
            }
            return Ok(Node::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.peek() == Some('(') {
            self.at += 1;
            let inner = self.any(depth + 1)?;
            if self.peek() != Some(')') {
                return Err(self.fault(start, start + 1, "the bracket is not closed", "close it, or quote it"));
            }
            self.at += 1;
            return Ok(inner);
        }
        self.term().map(Node::Term)
    }

    fn term(&mut self) -> Result<Term, QueryError> {
        let start = self.at;
        if self.peek() == Some('"') {
            let phrase = self.quoted()?;
            return self.text(start, &phrase, true);
        }
        let mut word = String::new();
        while let Some(c) = self.peek().filter(|c| !c.is_whitespace() && !matches!(c, ')' | '(' | '"')) {
            self.at += 1;
            if c == ':' && word.chars().all(|c| c.is_ascii_alphabetic()) && !word.is_empty() {
                return self.field(&word, start);
            }
            word.push(c);
        }
        self.text(start, &word, false)
    }

    fn text(&self, start: usize, words: &str, phrase: bool) -> Result<Term, QueryError> {
        let words = folded_words(words);
        if words.is_empty() {
            return Err(self.fault(start, self.at, "no word to look for", "give letters or digits"));
        }
        Ok(Term::Text { phrase: phrase || words.len() > 1, words })
    }

    fn quoted(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        self.at += 1;
        let mut words = String::new();
        loop {
            match self.peek() {
                None => return Err(self.fault(start, start + 1, "the quotation is not closed", "close it with \"")),
                Some('"') => break,
                Some(c) => words.push(c),
            }
            self.at += 1;
        }
        self.at += 1;
        Ok(words)
    }

    fn field(&mut self, field: &str, start: usize) -> Result<Term, QueryError> {
        let value_at = self.at;
        let value = if self.peek() == Some('"') {
            self.quoted()?
        } else {
            let mut value = String::new();
            while let Some(c) = self.peek().filter(|c| !c.is_whitespace() && *c != ')') {
                value.push(c);
                self.at += 1;
            }
            value
        };
        if value.trim().is_empty() {
            return Err(self.fault(start, self.at, format!("{field}: has no value"), "write it right after the colon"));
        }
        let fault = |message: String, remedy: &str| self.fault(value_at, self.at, message, remedy);
        let range = |unit: &str| {
            range(&value).ok_or_else(|| fault(format!("{value:?} is no number of {unit}"), "write 2, 2.. or 1..3"))
        };
        let days = || {
            day::range(&value).ok_or_else(|| {
                let remedy = "write 2023, 2023-03, 2023-03-12, or a range such as 2023-03..2023-06";
                fault(format!("{value:?} is no date"), remedy)
            })
        };
        let words = || {
            let words = folded_words(&value);
            if words.is_empty() {
                Err(fault("no name to look for".into(), "give letters or digits"))
            } else {
                Ok(words)
            }
        };
        Ok(match field.to_ascii_lowercase().as_str() {
            "by" => Term::Party { role: Some(0), who: self.who(&value, value_at)? },
            "to" => Term::Party { role: Some(1), who: self.who(&value, value_at)? },
            "with" => Term::Party { role: None, who: self.who(&value, value_at)? },
            "at" => Term::At(self.who(&value, value_at)?),
            "from" => Term::From(words()?),
            "about" => Term::About(words()?),
            "publisher" => Term::Publisher(words()?),
            "mode" => Term::Mode(value.to_lowercase()),
            "context" => Term::Context(value.to_lowercase()),
            "type" => match TYPES.iter().find(|ty| ty.eq_ignore_ascii_case(&value)) {
                Some(ty) => Term::Type((*ty).to_owned()),
                None => {
                    return Err(fault(format!("{value:?} is no event type"), &format!("one of {}", TYPES.join(" "))));
                }
            },
            "status" => match value.to_ascii_lowercase().as_str() {
                "actual" | "fact" => Term::Status("actual"),
                "future" | "plan" => Term::Status("future"),
                "hypothetical" | "possible" => Term::Status("hypothetical"),
                "negated" | "denied" => Term::Status("negated"),
                _ => return Err(fault(format!("{value:?} is no status"), "one of actual future hypothetical negated")),
            },
            "on" => days().map(|(from, to)| Term::On(from, to))?,
            "reported" => days().map(|(from, to)| Term::Reported(from, to))?,
            "origins" => range("origins").map(|(from, to)| Term::Origins(from, to))?,
            "reports" => range("reports").map(|(from, to)| Term::Reports(from, to))?,
            "judged" => match value.to_ascii_lowercase().as_str() {
                "accepted" => Term::Judged("accepted"),
                "rejected" => Term::Judged("rejected"),
                "unsure" => Term::Judged("unsure"),
                "none" => Term::Judged(""),
                _ => return Err(fault(format!("{value:?} is no judgement"), "one of accepted rejected unsure none")),
            },
            "conflict" => match CONFLICTS.iter().find(|name| name.eq_ignore_ascii_case(&value)) {
                Some(name) => Term::Conflict(Some(name)),
                None if value.eq_ignore_ascii_case("any") => Term::Conflict(None),
                None => {
                    return Err(fault(
                        format!("{value:?} is no conflict"),
                        &format!("one of any {}", CONFLICTS.join(" ")),
                    ));
                }
            },
            _ => {
                let end = start + field.chars().count();
                return Err(self.fault(
                    start,
                    end,
                    format!("there is no field {field:?}"),
                    format!("use {FIELDS} or quote the words"),
                ));
            }
        })
    }

    /// Three capitals are a code; with a slash, a country and a sector; all else is a name.
    fn who(&self, value: &str, at: usize) -> Result<Who, QueryError> {
        let is_code = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_code(value) {
            return Ok(Who::Code(value.to_owned()));
        }
        if let Some((country, sector)) = value.split_once('/').filter(|(one, other)| is_code(one) && is_code(other)) {
            return Ok(Who::Codes(country.to_owned(), sector.to_owned()));
        }
        let words = folded_words(value);
        if words.is_empty() {
            return Err(self.fault(at, self.at, "no name to look for", "give a name, or a code such as IRN"));
        }
        Ok(Who::Named(words))
    }
}

/// `2`, `2..`, `..3`, `1..3`, `>=2`, `>1`.
fn range(value: &str) -> Option<(i64, i64)> {
    let number = |text: &str, open: i64| if text.is_empty() { Some(open) } else { text.parse::<i64>().ok() };
    if let Some(least) = value.strip_prefix(">=") {
        return Some((least.parse().ok()?, i64::MAX));
    }
    if let Some(least) = value.strip_prefix('>') {
        return Some((least.parse::<i64>().ok()?.checked_add(1)?, i64::MAX));
    }
    match value.split_once("..") {
        Some((from, to)) => Some((number(from, 0)?, number(to, i64::MAX)?)),
        None => value.parse().ok().map(|n| (n, n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(query: &str) -> String {
        let error = parse(query).unwrap_err();
        let place: String = query.chars().skip(error.start).take(error.end - error.start).collect();
        format!("{place} | {}", error.message)
    }

    #[test]
    fn faults_point_at_their_place() {
        assert_eq!(fault("by:IRN bye:BLR"), "bye | there is no field \"bye\"");
        assert_eq!(fault("é type:HIT"), "HIT | \"HIT\" is no event type");
        assert_eq!(fault("on:2023-13"), "2023-13 | \"2023-13\" is no date");
        assert_eq!(fault("on:2024..2023"), "2024..2023 | \"2024..2023\" is no date");
        assert_eq!(fault("x \"open"), "\" | the quotation is not closed");
        assert_eq!(fault("(a b"), "( | the bracket is not closed");
        assert_eq!(fault("a)"), ") | a bracket closes that was not opened");
        assert_eq!(fault("a OR"), "OR | nothing stands after OR");
        assert_eq!(fault("- a"), "- | nothing stands after -");
        assert_eq!(fault("by:"), "by: | by: has no value");
        assert_eq!(fault("!!"), "!! | no word to look for");
    }

    #[test]
    fn alternatives_bind_weaker_than_terms_side_by_side() {
        let Node::Any(parts) = parse("a b OR -(c d)").unwrap() else { panic!("no alternatives") };
        assert!(matches!(&parts[0], Node::All(terms) if terms.len() == 2));
        assert!(matches!(&parts[1], Node::Not(inner) if matches!(&**inner, Node::All(terms) if terms.len() == 2)));
    }

    #[test]
    fn deep_brackets_are_refused_and_not_followed() {
        assert!(parse(&"(".repeat(100_000)).is_err());
        assert!(parse(&format!("{}a", "-".repeat(100_000))).is_err());
        assert!(parse(&"a OR ".repeat(100_000)).is_err());
    }
}
