//! From terms to conditions on `claim c`.
//!
//! Each condition is cheap to test on one claim, so that a question that most claims fit is answered by going through
//! events in their order until enough are found. A question that few fit is answered from the index of the rarest of its
//! terms ([`Condition::drivers`]).

use super::{Node, Query, Term, Who};
use rusqlite::types::Value;

/// A condition with what stands for its question marks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Condition {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

impl Condition {
    pub(crate) fn of(query: &Query) -> Self {
        let mut condition = Self::default();
        condition.node(&query.node);
        condition
    }

    fn push(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::All(nodes) if nodes.is_empty() => self.sql.push_str("TRUE"),
            Node::All(nodes) => self.joined(nodes, " AND "),
            Node::Any(nodes) => self.joined(nodes, " OR "),
            Node::Not(node) => {
                self.sql.push_str("NOT ");
                self.joined(std::slice::from_ref(node), "");
            }
            Node::Term(term) => self.term(term),
        }
    }

    fn joined(&mut self, nodes: &[Node], by: &str) {
        self.sql.push('(');
        for (n, node) in nodes.iter().enumerate() {
            if n > 0 {
                self.sql.push_str(by);
            }
            self.node(node);
        }
        self.sql.push(')');
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::Text { words, phrase } => {
                self.sql.push('+');
                self.text(words, *phrase);
            }
            Term::Party { role, who } => self.party(*role, who),
            Term::From(words) => {
                self.sql.push_str("(EXISTS (SELECT 1 FROM voice v WHERE v.claim = c.id AND v.name IN ");
                self.names(words);
                self.sql.push_str(") OR c.medium IN ");
                self.names(words);
                self.sql.push(')');
            }
            Term::About(words) => {
                self.sql.push_str("(+");
                self.text(words, true);
                self.sql.push_str(" OR EXISTS (SELECT 1 FROM participant p WHERE p.claim = c.id AND p.name IN ");
                self.names(words);
                self.sql.push_str(") OR EXISTS (SELECT 1 FROM voice v WHERE v.claim = c.id AND v.name IN ");
                self.names(words);
                self.sql.push_str(") OR c.place IN ");
                self.names(words);
                self.sql.push(')');
            }
            // The plus keeps the index out: where to begin is chosen by what is in the ledger, not by the planner's guess.
            Term::Type(ty) => self.push("+c.type = ?", [ty.clone().into()]),
            Term::Status(status) => self.push("+c.status = ?", [(*status).to_owned().into()]),
            Term::Mode(mode) => self.push("instr(c.mode, ?) > 0", [format!(" {mode} ").into()]),
            Term::Context(context) => self.push("instr(lower(c.context), ?) > 0", [format!(" {context} ").into()]),
            Term::On(from, to) => self.push(
                "(c.day_from IS NOT NULL AND +c.day_from <= ? AND coalesce(c.day_to, c.day_from) >= ?)",
                [(*to).into(), (*from).into()],
            ),
            Term::Reported(from, to) => self.push(
                "EXISTS (SELECT 1 FROM report q WHERE q.id = c.report AND +q.published_day BETWEEN ? AND ?)",
                [(*from).into(), (*to).into()],
            ),
            Term::At(Who::Named(words)) => {
                self.sql.push_str("(c.place IS NOT NULL AND +c.place IN ");
                self.names(words);
                self.sql.push(')');
            }
            Term::At(Who::Code(code) | Who::Codes(code, _)) => {
                self.push("(+c.place_country IS NOT NULL AND +c.place_country = ?)", [code.clone().into()]);
            }
            Term::Publisher(words) => {
                self.sql.push_str("EXISTS (SELECT 1 FROM report q WHERE q.id = c.report AND +q.publisher IN ");
                self.names(words);
                self.sql.push(')');
            }
            Term::Origins(from, to) => self.event("origins BETWEEN ? AND ?", [(*from).into(), (*to).into()]),
            Term::Reports(from, to) => self.event("reports BETWEEN ? AND ?", [(*from).into(), (*to).into()]),
            Term::Judged(judged) => self.push("c.judged = ?", [(*judged).to_owned().into()]),
            Term::Conflict(None) => self.event("conflicts <> ''", []),
            Term::Conflict(Some(name)) => self.event("conflicts LIKE ?", [format!("% {name} %").into()]),
        }
    }

    fn event<const N: usize>(&mut self, condition: &str, values: [Value; N]) {
        let sql = format!(
            "EXISTS (SELECT 1 FROM telling o JOIN event f ON f.id = o.event WHERE o.id = c.telling AND f.{condition})"
        );
        self.push(&sql, values);
    }

    fn text(&mut self, words: &[String], phrase: bool) {
        // Folded words are letters and digits only, so quoting them is enough.
        let words = if phrase { format!("\"{}\"", words.join(" ")) } else { format!("\"{}\"", words.join("\" \"")) };
        self.push("c.sentence IN (SELECT rowid FROM sentence_text WHERE sentence_text MATCH ?)", [words.into()]);
    }

    fn party(&mut self, role: Option<u8>, who: &Who) {
        self.sql.push_str("EXISTS (SELECT 1 FROM participant p WHERE p.claim = c.id AND ");
        self.is_party(role, who);
    }

    /// The rest of a condition on `participant`, up to its closing bracket.
    fn is_party(&mut self, role: Option<u8>, who: &Who) {
        if let Some(role) = role {
            self.push("role = ? AND ", [i64::from(role).into()]);
        }
        match who {
            Who::Code(code) => self.push("(country = ? OR sector = ?)", [code.clone().into(), code.clone().into()]),
            Who::Codes(country, sector) => {
                self.push("country = ? AND sector = ?", [country.clone().into(), sector.clone().into()]);
            }
            Who::Named(words) => {
                self.sql.push_str("name IN ");
                self.names(words);
            }
        }
        self.sql.push(')');
    }

    /// The claims among which all that match are, from an index of one term: one for each term that has such an index.
    pub(crate) fn drivers(query: &Query) -> Vec<Self> {
        let terms = match &query.node {
            Node::All(nodes) => &nodes[..],
            node => std::slice::from_ref(node),
        };
        let mut drivers = Vec::new();
        // Type and status have an index together.
        let find = |of: fn(&Term) -> bool| {
            terms.iter().find_map(|node| match node {
                Node::Term(term) if of(term) => Some(term),
                _ => None,
            })
        };
        if let (Some(Term::Type(ty)), Some(Term::Status(status))) =
            (find(|term| matches!(term, Term::Type(_))), find(|term| matches!(term, Term::Status(_))))
        {
            let mut both = Self::default();
            both.push(
                "SELECT id FROM claim WHERE type = ? AND status = ?",
                [ty.clone().into(), (*status).to_owned().into()],
            );
            drivers.push(both);
        }
        for node in terms {
            match node {
                Node::All(_) => drivers.extend(Self::drivers(&Query { node: node.clone() })),
                Node::Term(term) => drivers.extend(Self::driver(term)),
                _ => {}
            }
        }
        drivers
    }

    fn driver(term: &Term) -> Option<Self> {
        let mut from = Self::default();
        match term {
            Term::Text { words, phrase } => {
                from.sql.push_str("SELECT id FROM claim c WHERE ");
                from.text(words, *phrase);
            }
            Term::Party { role, who } => {
                from.sql.push_str("SELECT claim FROM participant WHERE (");
                from.is_party(*role, who);
            }
            Term::From(words) => {
                from.sql.push_str("SELECT claim FROM voice WHERE name IN ");
                from.names(words);
                from.sql.push_str(" UNION ALL SELECT id FROM claim WHERE medium IN ");
                from.names(words);
            }
            Term::About(words) => {
                from.sql.push_str("SELECT id FROM claim c WHERE ");
                from.text(words, true);
                for table in [
                    "SELECT claim FROM participant WHERE name",
                    "SELECT claim FROM voice WHERE name",
                    "SELECT id FROM claim WHERE place",
                ] {
                    from.sql.push_str(&format!(" UNION ALL {table} IN "));
                    from.names(words);
                }
            }
            Term::Type(ty) => from.push("SELECT id FROM claim WHERE type = ?", [ty.clone().into()]),
            // Few intervals are longer than a month; those have an index of their own.
            Term::On(first, last) => from.push(
                "SELECT id FROM claim WHERE day_from BETWEEN ? AND ?
                 UNION ALL SELECT id FROM claim WHERE day_to >= ? AND day_to - day_from > 31",
                [first.saturating_sub(31).into(), (*last).into(), (*first).into()],
            ),
            Term::Reported(first, last) => from.push(
                "SELECT c.id FROM report q CROSS JOIN claim c ON c.report = q.id WHERE q.published_day BETWEEN ? AND ?",
                [(*first).into(), (*last).into()],
            ),
            Term::At(Who::Named(words)) => {
                from.sql.push_str("SELECT id FROM claim WHERE place IN ");
                from.names(words);
            }
            Term::At(Who::Code(code) | Who::Codes(code, _)) => {
                from.push("SELECT id FROM claim WHERE place_country = ?", [code.clone().into()]);
            }
            Term::Publisher(words) => {
                from.sql
                    .push_str("SELECT c.id FROM report q CROSS JOIN claim c ON c.report = q.id WHERE q.publisher IN ");
                from.names(words);
            }
            Term::Mode(_) | Term::Context(_) | Term::Status(_) | Term::Judged(_) => return None,
            Term::Origins(..) | Term::Reports(..) | Term::Conflict(_) => return None,
        }
        Some(from)
    }

    /// The names that have all of these words.
    fn names(&mut self, words: &[String]) {
        let one = "SELECT name FROM name_word WHERE word = ?";
        let all = vec![one; words.len()].join(" INTERSECT ");
        self.push(&format!("({all})"), words.iter().map(|word| word.clone().into()));
    }
}
