//! From terms to conditions on `claim c`.

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
            Term::Text { words, phrase } => self.text(words, *phrase),
            Term::Party { role, who } => self.party(*role, who),
            Term::From(words) => {
                self.sql.push_str("(c.id IN (SELECT claim FROM voice WHERE name IN ");
                self.names(words);
                self.sql.push_str(") OR c.medium IN ");
                self.names(words);
                self.sql.push(')');
            }
            Term::About(words) => {
                self.sql.push('(');
                self.text(words, true);
                self.sql.push_str(" OR c.id IN (SELECT claim FROM participant WHERE name IN ");
                self.names(words);
                self.sql.push_str(") OR c.id IN (SELECT claim FROM voice WHERE name IN ");
                self.names(words);
                self.sql.push_str(") OR c.place IN ");
                self.names(words);
                self.sql.push(')');
            }
            Term::Type(ty) => self.push("c.type = ?", [ty.clone().into()]),
            Term::Status(status) => self.push("c.status = ?", [(*status).to_owned().into()]),
            Term::Mode(mode) => self.push("instr(c.mode, ?) > 0", [format!(" {mode} ").into()]),
            Term::Context(context) => self.push("instr(lower(c.context), ?) > 0", [format!(" {context} ").into()]),
            Term::On(from, to) => self.push(
                "(c.day_from IS NOT NULL AND c.day_from <= ? AND coalesce(c.day_to, c.day_from) >= ?)",
                [(*to).into(), (*from).into()],
            ),
            Term::Reported(from, to) => self.push(
                "c.report IN (SELECT id FROM report WHERE published_day BETWEEN ? AND ?)",
                [(*from).into(), (*to).into()],
            ),
            Term::At(Who::Named(words)) => {
                self.sql.push_str("(c.place IS NOT NULL AND c.place IN ");
                self.names(words);
                self.sql.push(')');
            }
            Term::At(Who::Code(code) | Who::Codes(code, _)) => {
                self.push("(c.place_country IS NOT NULL AND c.place_country = ?)", [code.clone().into()]);
            }
            Term::Publisher(words) => {
                self.sql.push_str("c.report IN (SELECT id FROM report WHERE publisher IN ");
                self.names(words);
                self.sql.push(')');
            }
            Term::Origins(from, to) => self.event("origins BETWEEN ? AND ?", [(*from).into(), (*to).into()]),
            Term::Reports(from, to) => self.event("reports BETWEEN ? AND ?", [(*from).into(), (*to).into()]),
            Term::Judged(judged) => self.push("c.judged = ?", [(*judged).to_owned().into()]),
            Term::Conflict(None) => self.event("conflicts <> ''", []),
            Term::Conflict(Some(name)) => self.event("instr(conflicts, ?) > 0", [format!(" {name} ").into()]),
        }
    }

    fn event<const N: usize>(&mut self, condition: &str, values: [Value; N]) {
        let sql =
            format!("c.telling IN (SELECT id FROM telling WHERE event IN (SELECT id FROM event WHERE {condition}))");
        self.push(&sql, values);
    }

    fn text(&mut self, words: &[String], phrase: bool) {
        // Folded words are letters and digits only, so quoting them is enough.
        let words = if phrase { format!("\"{}\"", words.join(" ")) } else { format!("\"{}\"", words.join("\" \"")) };
        self.push("c.sentence IN (SELECT rowid FROM sentence_text WHERE sentence_text MATCH ?)", [words.into()]);
    }

    fn party(&mut self, role: Option<u8>, who: &Who) {
        self.sql.push_str("c.id IN (SELECT claim FROM participant WHERE ");
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

    /// The names that have all of these words.
    fn names(&mut self, words: &[String]) {
        let one = "SELECT name FROM name_word WHERE word = ?";
        let all = vec![one; words.len()].join(" INTERSECT ");
        self.push(&format!("({all})"), words.iter().map(|word| word.clone().into()));
    }
}
