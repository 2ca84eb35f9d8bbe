//! From terms to conditions on `claim c`.
//!
//! A term is a condition to test on one claim, or a statement that gives all claims that fit it from an index, or a
//! condition on the event that they tell; crate::found chooses.

use super::{Node, Term, Who};
use rusqlite::types::Value;

/// A condition with what stands for its question marks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Condition {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

impl Condition {
    /// What always holds.
    pub(crate) fn always() -> Self {
        Self { sql: "TRUE".into(), values: Vec::new() }
    }

    /// The condition on one claim.
    pub(crate) fn of(node: &Node) -> Self {
        let mut condition = Self::default();
        condition.node(node);
        condition
    }

    pub(crate) fn and(mut self, other: Self) -> Self {
        self.push(&format!(" AND {}", other.sql), other.values);
        self
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
            Term::Judged(judged) => self.push("c.judged = ?", [(*judged).to_owned().into()]),
            Term::Origins(..) | Term::Reports(..) | Term::Conflict(_) => {
                let Self { sql, values } = Self::of_event(term).unwrap_or_default();
                let event = "EXISTS (SELECT 1 FROM telling o JOIN event e ON e.id = o.event WHERE o.id = c.telling AND";
                self.push(&format!("{event} {sql})"), values);
            }
        }
    }

    /// The condition on `event e`, of a term that is not about claims.
    pub(crate) fn of_event(term: &Term) -> Option<Self> {
        let mut event = Self::default();
        // The index of what is worth a look begins with whether there is a conflict.
        let conflict = "(e.conflicts = '') = 0";
        match term {
            Term::Origins(from, to) => event.push("e.origins BETWEEN ? AND ?", [(*from).into(), (*to).into()]),
            Term::Reports(from, to) => event.push("e.reports BETWEEN ? AND ?", [(*from).into(), (*to).into()]),
            Term::Conflict(None) => event.push(conflict, []),
            Term::Conflict(Some(name)) => {
                event.push(&format!("{conflict} AND e.conflicts LIKE ?"), [format!("% {name} %").into()]);
            }
            _ => return None,
        }
        Some(event)
    }

    fn text(&mut self, words: &[String], phrase: bool) {
        let sentences = "c.sentence IN (SELECT rowid FROM sentence_text WHERE sentence_text MATCH ?)";
        self.push(sentences, [searched(words, phrase)]);
    }

    /// All claims whose sentence has these words.
    fn claims_with(&mut self, words: &[String], phrase: bool) {
        let claims =
            "SELECT c.id FROM sentence_text s CROSS JOIN claim c ON c.sentence = s.rowid WHERE s.sentence_text MATCH ?";
        self.push(claims, [searched(words, phrase)]);
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

    /// Statements that give claims among which all that fit are, each from an index.
    pub(crate) fn indices(node: &Node) -> Vec<Self> {
        let terms = match node {
            Node::All(nodes) => &nodes[..],
            node => std::slice::from_ref(node),
        };
        let mut indices = Vec::new();
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
            indices.push(both);
        }
        for node in terms {
            match node {
                Node::All(_) => indices.extend(Self::indices(node)),
                Node::Term(term) => indices.extend(Self::index(term)),
                _ => {}
            }
        }
        indices
    }

    /// A statement that gives all claims that fit a term, some of them twice, from an index.
    pub(crate) fn index(term: &Term) -> Option<Self> {
        let mut from = Self::default();
        match term {
            Term::Text { words, phrase } => from.claims_with(words, *phrase),
            // Two statements: in one, SQLite would look each row up to tell which it has given already.
            Term::Party { role, who: Who::Code(code) } => {
                for (nth, field) in ["country", "sector"].into_iter().enumerate() {
                    from.sql.push_str(if nth > 0 { " UNION ALL " } else { "" });
                    from.push(&format!("SELECT claim FROM participant WHERE {field} = ?"), [code.clone().into()]);
                    from.push(role.map_or("", |_| " AND role = ?"), role.map(|role| i64::from(role).into()));
                }
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
                from.claims_with(words, true);
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
                "SELECT id FROM claim WHERE day_from BETWEEN ? AND ? AND coalesce(day_to, day_from) >= ?
                 UNION ALL SELECT id FROM claim WHERE day_to >= ? AND day_to - day_from > 31 AND +day_from <= ?",
                [
                    first.saturating_sub(31).into(),
                    (*last).into(),
                    (*first).into(),
                    (*first).into(),
                    (*last).into(),
                ],
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
            // The index begins with the type: from type to type, and in each to the status.
            Term::Status(status) => from.push(
                "WITH RECURSIVE every (type) AS (
                     SELECT min(type) FROM claim
                     UNION ALL SELECT (SELECT min(type) FROM claim WHERE type > every.type) FROM every WHERE every.type IS NOT NULL
                 ) SELECT c.id FROM every CROSS JOIN claim c ON c.type = every.type WHERE c.status = ?",
                [(*status).to_owned().into()],
            ),
            Term::Mode(mode) => from.push(
                "SELECT id FROM claim INDEXED BY claim_mode WHERE mode <> '' AND instr(mode, ?) > 0",
                [format!(" {mode} ").into()],
            ),
            Term::Judged(judged) if !judged.is_empty() => {
                from.push("SELECT id FROM claim WHERE judged <> '' AND judged = ?", [(*judged).to_owned().into()]);
            }
            Term::Judged(_) | Term::Context(_) => return None,
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

/// Words as the full-text search takes them: folded ones are letters and digits only, so quoting them is enough.
fn searched(words: &[String], phrase: bool) -> Value {
    let between = if phrase { " " } else { "\" \"" };
    format!("\"{}\"", words.join(between)).into()
}
