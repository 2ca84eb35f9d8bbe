//! Which claims fit a question, and which events they tell.
//!
//! A question with a term that few claims fit is answered from those, one by one. Else the indices give the claims of each
//! term as a set, and the sets are joined as the question says; what no index knows is asked of the claims that are left.
//! From many claims to their events leads a list of the event of each claim, which is read once for each state of the ledger.

use crate::horizon::Horizon;
use crate::list::Order;
use crate::query::{Condition, Node, Query, Term};
use crate::rows::{Bound, Rows};
use crate::store::Ledger;
use rusqlite::{Connection, Params, params, params_from_iter};
use std::cell::RefMut;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// So few claims are looked at one by one.
const FEW: usize = if cfg!(test) { 2 } else { 1_500 };

/// Looking a claim up takes as long as passing so many in a walk through all.
const LOOKED_UP: usize = 10;

/// So many large sets are remembered: two megabytes of a ledger of 250,000 claims.
const REMEMBERED: usize = 64;

/// What an open ledger remembers of its file until that is changed.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    /// How often the ledger had been changed.
    change: i64,
    /// The event of each claim.
    told: Option<Arc<Vec<i64>>>,
    /// Claims that indices gave, by what they were asked.
    sets: HashMap<String, Rows>,
}

/// The events that a question finds.
#[derive(Debug)]
pub(crate) enum Found {
    /// All but these: what was rejected is shown to those who ask for it.
    AllBut(Rows),
    These(Rows),
}

/// What is known of a report where its claims are counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source {
    pub(crate) publisher: Option<i64>,
    pub(crate) published: Option<i64>,
    seen: bool,
}

impl Ledger {
    /// The events of which a claim fits and is seen.
    pub(crate) fn found(&self, db: &Connection, query: &Query, horizon: &Horizon) -> rusqlite::Result<Found> {
        let hidden = if query.asks_for_judgement() {
            Rows::default()
        } else {
            rows(db, "SELECT id FROM event WHERE judged <> '' AND judged = 'rejected'", [])?
        };
        if query.asks_for_nothing() && horizon.is_open() {
            return Ok(Found::AllBut(hidden));
        }
        let claims = self.claims(db, query, horizon)?;
        Ok(Found::These(self.events_of(db, &claims)?.without(&hidden)))
    }

    /// The claims that fit and are seen.
    pub(crate) fn claims(&self, db: &Connection, query: &Query, horizon: &Horizon) -> rusqlite::Result<Rows> {
        if let Some(rare) = rarest(db, query)? {
            return among(db, &rare, !horizon.is_open(), &Condition::of(&query.node).and(horizon.condition()));
        }
        let claims = self.fitting(db, &query.node, None)?;
        if horizon.is_open() {
            return Ok(claims);
        }
        let seen = horizon.condition();
        if claims.len() <= FEW {
            return among(db, &claims, true, &seen);
        }
        let sql = format!("SELECT c.id FROM report r CROSS JOIN claim c ON c.report = r.id WHERE {}", seen.sql);
        Ok(claims.and(&rows(db, &sql, params_from_iter(seen.values))?))
    }

    /// The claims that fit; of others than those `within`, nothing has to be right.
    fn fitting(&self, db: &Connection, node: &Node, within: Option<&Rows>) -> rusqlite::Result<Rows> {
        match node {
            Node::All(nodes) => {
                let mut nodes: Vec<&Node> = nodes.iter().collect();
                nodes.sort_by_key(|node| effort(node));
                let mut left: Option<Rows> = None;
                for node in nodes {
                    let fitting = self.fitting(db, node, left.as_ref().or(within))?;
                    left = Some(match left {
                        Some(left) => left.and(&fitting),
                        None => fitting,
                    });
                }
                left.map_or_else(|| all_or(db, within), Ok)
            }
            Node::Any(nodes) => {
                let mut either = Rows::default();
                for node in nodes {
                    either = either.or(&self.fitting(db, node, within)?);
                }
                Ok(either)
            }
            Node::Not(node) => Ok(all_or(db, within)?.without(&self.fitting(db, node, within)?)),
            Node::Term(term) => self.of_term(db, term, within),
        }
    }

    fn of_term(&self, db: &Connection, term: &Term, within: Option<&Rows>) -> rusqlite::Result<Rows> {
        if let Some(index) = Condition::index(term) {
            return self.of_index(db, index);
        }
        if let Some(of_event) = Condition::of_event(term) {
            let sql = format!("SELECT e.id FROM event e WHERE {}", of_event.sql);
            let events = rows(db, &sql, params_from_iter(of_event.values))?;
            let told = self.told(db)?;
            return Ok((0..)
                .zip(told.iter())
                .filter(|(_, event)| events.contains(**event))
                .map(|(id, _)| id)
                .collect());
        }
        let fits = Condition::of(&Node::Term(term.clone()));
        match within {
            Some(within) if within.len() * LOOKED_UP < count(db, "SELECT coalesce(max(id), 0) FROM claim")? => {
                among(db, within, false, &fits)
            }
            _ => rows(db, &format!("SELECT c.id FROM claim c WHERE {}", fits.sql), params_from_iter(fits.values)),
        }
    }

    /// The events that these claims tell.
    fn events_of(&self, db: &Connection, claims: &Rows) -> rusqlite::Result<Rows> {
        if claims.len() <= FEW {
            let sql = "SELECT t.event FROM rarray(?) m CROSS JOIN claim c ON c.id = m.value CROSS JOIN telling t ON t.id = c.telling
                       WHERE t.event IS NOT NULL";
            return rows(db, sql, [claims.table()]);
        }
        let told = self.told(db)?;
        Ok(claims.iter().filter_map(|claim| told.get(claim as usize).copied()).filter(|event| *event > 0).collect())
    }

    /// The claims that an index gives. Large sets are remembered: whoever narrows a question down asks for them again.
    fn of_index(&self, db: &Connection, Condition { sql, values }: Condition) -> rusqlite::Result<Rows> {
        let asked = format!("{sql} {values:?}");
        if let Some(known) = self.remembered(db)?.sets.get(&asked) {
            return Ok(known.clone());
        }
        let claims = rows(db, &sql, params_from_iter(values))?;
        if claims.len() > FEW {
            let sets = &mut self.remembered.borrow_mut().sets;
            if sets.len() >= REMEMBERED {
                sets.clear();
            }
            sets.insert(asked, claims.clone());
        }
        Ok(claims)
    }

    /// What is remembered of the ledger as it is now.
    fn remembered(&self, db: &Connection) -> rusqlite::Result<RefMut<'_, Remembered>> {
        let change = db.prepare_cached("SELECT n FROM change")?.query_row([], |row| row.get(0))?;
        let mut remembered = self.remembered.borrow_mut();
        if remembered.change != change {
            *remembered = Remembered { change, ..Remembered::default() };
        }
        Ok(remembered)
    }

    /// The event that each claim tells, by the claims' numbers; nought where there is no claim.
    fn told(&self, db: &Connection) -> rusqlite::Result<Arc<Vec<i64>>> {
        if let Some(told) = &self.remembered(db)?.told {
            return Ok(Arc::clone(told));
        }
        let list = |most: &str, sql: &str| -> rusqlite::Result<Vec<i64>> {
            let mut list = vec![0; count(db, most)?.min(Rows::LARGEST as usize) + 1];
            let mut find = db.prepare_cached(sql)?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                let (row, value): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
                if let Some(place) = list.get_mut(row as usize) {
                    *place = value.unwrap_or(0);
                }
            }
            Ok(list)
        };
        // The indices are narrower than the tables.
        let of_telling = list(
            "SELECT coalesce(max(id), 0) FROM telling",
            "SELECT id, event FROM telling INDEXED BY telling_event WHERE event > 0",
        )?;
        let mut told = list(
            "SELECT coalesce(max(id), 0) FROM claim",
            "SELECT id, telling FROM claim INDEXED BY claim_telling WHERE telling > 0",
        )?;
        for telling in &mut told {
            *telling = of_telling.get(*telling as usize).copied().unwrap_or(0);
        }
        let told = Arc::new(told);
        self.remembered.borrow_mut().told = Some(Arc::clone(&told));
        Ok(told)
    }

    /// Gives each claim that is seen of the events found to `sink`, with its event and what is known of its report.
    pub(crate) fn each_claim(
        &self,
        db: &Connection,
        found: &Found,
        horizon: &Horizon,
        mut sink: impl FnMut(i64, i64, i64, Source) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let seen = horizon.condition();
        let mut look = db.prepare_cached(&format!(
            "SELECT r.publisher, r.published_day, {} FROM report r WHERE r.id = ?",
            seen.sql
        ))?;
        let mut known: HashMap<i64, Source> = HashMap::new();
        let mut give = |claim: i64, report: i64, event: i64| {
            let source = match known.entry(report) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(place) => {
                    let values = seen.values.iter().cloned().chain([report.into()]);
                    *place.insert(look.query_row(params_from_iter(values), |row| {
                        Ok(Source { publisher: row.get(0)?, published: row.get(1)?, seen: row.get(2)? })
                    })?)
                }
            };
            if source.seen { sink(claim, report, event, source) } else { Ok(()) }
        };
        if let Found::These(events) = found
            && events.len() * LOOKED_UP < count(db, "SELECT coalesce(max(id), 0) FROM event")?
        {
            let mut find = db.prepare_cached(
                "SELECT c.id, c.report, f.value FROM rarray(?) f CROSS JOIN telling t ON t.event = f.value
                 CROSS JOIN claim c ON c.telling = t.id",
            )?;
            let mut rows = find.query([events.table()])?;
            while let Some(row) = rows.next()? {
                give(row.get(0)?, row.get(1)?, row.get(2)?)?;
            }
            return Ok(());
        }
        let told = self.told(db)?;
        let mut find = db.prepare_cached("SELECT id, report FROM claim INDEXED BY claim_report")?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let claim: i64 = row.get(0)?;
            let event = told.get(claim as usize).copied().unwrap_or(0);
            if found.contains(event) {
                give(claim, row.get(1)?, event)?;
            }
        }
        Ok(())
    }
}

impl Found {
    fn contains(&self, event: i64) -> bool {
        match self {
            Self::AllBut(hidden) => event > 0 && !hidden.contains(event),
            Self::These(events) => events.contains(event),
        }
    }

    /// How many they are.
    pub(crate) fn len(&self, db: &Connection) -> rusqlite::Result<usize> {
        match self {
            Self::AllBut(hidden) => Ok(count(db, "SELECT count(*) FROM event")?.saturating_sub(hidden.len())),
            Self::These(events) => Ok(events.len()),
        }
    }

    /// What stands after `FROM` to go through them as `event e`.
    pub(crate) fn table(&self) -> (&'static str, Vec<Bound>) {
        match self {
            Self::AllBut(hidden) if hidden.len() == 0 => ("(SELECT * FROM event) e", Vec::new()),
            Self::AllBut(hidden) => {
                ("(SELECT * FROM event WHERE id NOT IN (SELECT value FROM rarray(?))) e", vec![hidden.table()])
            }
            Self::These(events) => ("rarray(?) f CROSS JOIN event e ON e.id = f.value", vec![events.table()]),
        }
    }

    /// The first in an order, of those that come `after` a place and without the first `skip` of them; at most `most`.
    pub(crate) fn first(
        &self,
        db: &Connection,
        order: Order,
        after: &Condition,
        skip: usize,
        most: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        let mut ids = Vec::new();
        let order = order.columns();
        // Sorting few is cheaper than looking for them among all; of many, the first lie near the beginning.
        let (sql, mut values, chosen) = match self {
            Self::These(events) if events.len() <= FEW => {
                let (table, values) = self.table();
                (format!("SELECT e.id FROM {table} WHERE {} ORDER BY {order}", after.sql), values, true)
            }
            _ => (format!("SELECT e.id FROM event e WHERE {} ORDER BY {order}", after.sql), Vec::new(), false),
        };
        values.extend(after.values.iter().cloned().map(Bound::from));
        let mut find = db.prepare_cached(&sql)?;
        let mut rows = find.query(params_from_iter(values))?;
        let mut skip = skip;
        while let Some(row) = rows.next()?.filter(|_| ids.len() < most) {
            let event = row.get(0)?;
            if chosen || self.contains(event) {
                if skip == 0 {
                    ids.push(event);
                } else {
                    skip -= 1;
                }
            }
        }
        Ok(ids)
    }
}

/// The claims of the rarest term that an index knows and that all must fit; nothing where each of them has many.
fn rarest(db: &Connection, query: &Query) -> rusqlite::Result<Option<Rows>> {
    let mut best: Option<Rows> = None;
    for Condition { sql, values } in Condition::indices(&query.node) {
        let most = best.as_ref().map_or(FEW, Rows::len);
        let mut find = db.prepare_cached(&sql)?;
        let mut rows = find.query(params_from_iter(values))?;
        let mut few = Vec::new();
        while let Some(row) = rows.next()?.filter(|_| few.len() <= most) {
            few.push(row.get::<_, i64>(0)?);
        }
        if few.len() <= most {
            best = Some(few.into_iter().collect());
        }
    }
    Ok(best)
}

/// The claims that are asked about.
fn all_or(db: &Connection, within: Option<&Rows>) -> rusqlite::Result<Rows> {
    match within {
        Some(within) => Ok(within.clone()),
        None => rows(db, "SELECT id FROM claim", []),
    }
}

/// Those of the claims that fit a condition on `claim c`, and on `report r` where it is said so.
fn among(db: &Connection, claims: &Rows, of_report: bool, fits: &Condition) -> rusqlite::Result<Rows> {
    let report = if of_report { "CROSS JOIN report r ON r.id = c.report" } else { "" };
    let sql = format!("SELECT c.id FROM rarray(?) m CROSS JOIN claim c ON c.id = m.value {report} WHERE {}", fits.sql);
    let values = [claims.table()].into_iter().chain(fits.values.iter().cloned().map(Bound::from));
    rows(db, &sql, params_from_iter(values))
}

/// How hard it is to find what fits: what an index gives first, what is asked of each claim last.
fn effort(node: &Node) -> u8 {
    match node {
        Node::Term(term) if Condition::index(term).is_some() => 0,
        Node::All(_) | Node::Any(_) => 1,
        Node::Not(_) => 2,
        Node::Term(_) => 3,
    }
}

/// The rows whose numbers a statement gives.
pub(crate) fn rows(db: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Rows> {
    db.prepare_cached(sql)?.query_map(values, |row| row.get::<_, i64>(0))?.collect()
}

fn count(db: &Connection, sql: &str) -> rusqlite::Result<usize> {
    db.prepare_cached(sql)?.query_row(params![], |row| row.get::<_, i64>(0)).map(|n| n as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::{Act, Reviewer};
    use crate::sample;

    /// Few is a small number here, so that indices, sets and single claims are all gone through.
    #[test]
    fn sets_and_indices_find_what_holds_of_each_claim() {
        let mut ledger = Ledger::in_memory().unwrap();
        ledger.add(&sample::entries(60)).unwrap();
        let listed = |ledger: &Ledger, query: &str| {
            ledger.list(&Query::parse(query).unwrap(), &Horizon::default(), Order::Worth, None).unwrap()
        };
        let events = listed(&ledger, "");
        for (event, act) in events.iter().zip([Act::Reject, Act::Accept, Act::Unsure]) {
            ledger.judge(&event.id, &act, &Reviewer::default()).unwrap();
        }
        let words = "|by:IRN|by:iran to:BLR|with:GOV -by:IRN|type:SUPPORT|status:actual|status:future type:SUPPORT|status:denied\
                     |mode:visit|-mode:visit|mode:visit OR status:future|context:military|-context:military type:SUPPORT\
                     |on:2025-03|on:2025-03-10..2025-03-12 by:IRN|on:2025..|-on:2025-03|reported:2025-03-12..2025-03-15|at:BLR|at:Minsk\
                     |-at:BLR|from:tasnim|-from:tasnim status:actual|about:Minsk|signed|\"signed an\"|signed -Minsk|publisher:tasnim\
                     |publisher:tasnim OR type:AID|judged:none|judged:accepted OR judged:unsure|-judged:rejected|conflict:any\
                     |conflict:when OR conflict:who|-conflict:any by:IRN|origins:2..|origins:1 status:actual|reports:2.. signed\
                     |(by:IRN OR to:BLR) -(type:SUPPORT OR origins:1)|-(by:IRN -to:BLR)";
        let mut found = 0;
        for text in words.split('|') {
            let query = Query::parse(text).unwrap();
            for horizon in [Horizon::default(), Horizon::default().as_of("2025-03-14").unwrap()] {
                let (fits, seen) = (Condition::of(&query.node), horizon.condition());
                let sql = format!(
                    "SELECT c.id FROM claim c JOIN report r ON r.id = c.report WHERE {} AND {}",
                    fits.sql, seen.sql
                );
                let values = fits.values.into_iter().chain(seen.values);
                let expected = rows(&ledger.db, &sql, params_from_iter(values)).unwrap();
                let claims = ledger.claims(&ledger.db, &query, &horizon).unwrap();
                assert_eq!(claims.iter().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>(), "{text}");
                found += expected.len();
            }
        }
        assert!(found > 500, "{found}");
        assert_eq!(listed(&ledger, "").len() + 1, events.len(), "what was rejected is hidden");
        assert_eq!(listed(&ledger, "judged:rejected").len(), 1);
    }
}
