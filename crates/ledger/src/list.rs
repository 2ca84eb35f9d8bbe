//! Events that match a query, one row each.

use crate::add::text_at;
use crate::cursor::Cursor;
use crate::day::iso;
use crate::error::LedgerError;
use crate::event::{self, Summary};
use crate::horizon::Horizon;
use crate::key::Key;
use crate::query::{Condition, Query};
use crate::rows::Bound;
use crate::show::{EventDetail, bounds, event_detail};
use crate::store::Ledger;
use rapporteur::text::CodePoints;
use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::Serialize;

/// In which order events are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What is worth a look first: contradictions, then what was reported last, then what more origins tell.
    #[default]
    Worth,
    /// By the day of the event; those without one at the end.
    Day,
    /// What was reported last first.
    Reported,
    /// What most origins tell first.
    Origins,
}

/// An event in a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EventRow {
    /// Its id.
    pub id: String,
    /// PLOVER's event type, as most claims have it.
    #[serde(rename = "type")]
    pub ty: String,
    /// PLOVER's modes.
    pub mode: Vec<String>,
    /// `actual`, `future`, `hypothetical` or `negated`, as most claims have it.
    pub status: String,
    /// Who did it, by the telling that tells most.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// The first day of the event.
    pub from: Option<String>,
    /// The last day, inclusive.
    pub to: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The country of the place.
    pub place_country: Option<String>,
    /// How many claims tell it.
    pub claims: u64,
    /// How many reports.
    pub reports: u64,
    /// How many origins: copies and quotations lead back to one.
    pub origins: u64,
    /// The first day on which it was reported.
    pub first_reported: Option<String>,
    /// The last.
    pub last_reported: Option<String>,
    /// What the tellings disagree on: `who when where whether numbers`.
    pub conflicts: Vec<String>,
    /// `accepted` where people accepted one of its claims, `rejected` where they rejected all, `unsure` where they left one
    /// open and accepted none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub judged: String,
    /// The sentence of the telling that tells most.
    pub sentence: String,
    /// The report that it stands in.
    pub report: String,
    /// Who printed that.
    pub publisher: Option<String>,
}

/// Somebody who takes part in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Party {
    /// The fullest name.
    pub name: String,
    /// ISO 3166-1 alpha-3 or a PLOVER code.
    pub country: Option<String>,
    /// A PLOVER sector.
    pub sector: Option<String>,
}

/// Where a walk through events begins.
enum Begin<'c> {
    /// After the page before.
    After(&'c Cursor),
    /// After so many.
    Skip(u64),
}

impl Ledger {
    /// The events that match, in order; at most `limit` of them.
    pub fn list(
        &self,
        query: &Query,
        horizon: &Horizon,
        order: Order,
        limit: Option<u64>,
    ) -> Result<Vec<EventRow>, LedgerError> {
        self.list_after(query, horizon, order, 0, limit)
    }

    /// The same without the first `skip` events.
    pub fn list_after(
        &self,
        query: &Query,
        horizon: &Horizon,
        order: Order,
        skip: u64,
        limit: Option<u64>,
    ) -> Result<Vec<EventRow>, LedgerError> {
        let mut listed = Vec::new();
        let sink = |row| {
            listed.push(row);
            Ok(())
        };
        self.walk(query, horizon, order, &Begin::Skip(skip), limit, sink)?.1.ok();
        Ok(listed)
    }

    /// The events that match and come after those of the page before, which `after` leads on from; and where the next
    /// page begins, if there is more.
    pub fn page(
        &self,
        query: &Query,
        horizon: &Horizon,
        order: Order,
        after: Option<&Cursor>,
        limit: u64,
    ) -> Result<(Vec<EventRow>, Option<Cursor>), LedgerError> {
        let mut listed = Vec::new();
        let sink = |row| {
            listed.push(row);
            Ok(())
        };
        let (next, _) =
            self.walk(query, horizon, order, &after.map_or(Begin::Skip(0), Begin::After), Some(limit), sink)?;
        Ok((listed, next))
    }

    /// Gives each event that matches to `sink`, in order, without holding more than one.
    pub fn each_row(
        &self,
        query: &Query,
        horizon: &Horizon,
        order: Order,
        sink: impl FnMut(EventRow) -> std::io::Result<()>,
    ) -> Result<std::io::Result<()>, LedgerError> {
        Ok(self.walk(query, horizon, order, &Begin::Skip(0), None, sink)?.1)
    }

    /// Walks the events that match, and tells where the walk would go on after `limit` of them.
    fn walk(
        &self,
        query: &Query,
        horizon: &Horizon,
        order: Order,
        from: &Begin<'_>,
        limit: Option<u64>,
        mut sink: impl FnMut(EventRow) -> std::io::Result<()>,
    ) -> Result<(Option<Cursor>, std::io::Result<()>), LedgerError> {
        let (after, skip) = match from {
            Begin::After(cursor) => (cursor.after(), 0),
            Begin::Skip(skip) => (Condition::always(), *skip),
        };
        // One more than asked for tells whether there is a next page.
        let most = limit.map_or(usize::MAX, |limit| (limit as usize).saturating_add(1));
        self.ask_at_once(|db| {
            let found = self.found(db, query, horizon)?;
            let ids = found.first(db, order, &after, skip as usize, most)?;
            let mut find = db.prepare_cached(
                "SELECT e.id, e.key, e.shown, e.type, e.status, e.claims, e.reports, e.origins, e.first_day, e.last_day,
                        e.day_from, e.day_to, e.conflicts, e.judged
                 FROM rarray(?) f CROSS JOIN event e ON e.id = f.value",
            )?;
            let mut rows = find.query([Bound::rows(ids)])?;
            let mut last = None;
            let mut given = 0;
            while let Some(row) = rows.next()? {
                if limit.is_some_and(|limit| given >= limit) {
                    return Ok((last, Ok(())));
                }
                given += 1;
                let stored = summary(row)?;
                last = Some(Cursor::at(order, &stored));
                let seen = if horizon.is_open() { Some(stored) } else { event::within(db, row.get(0)?, horizon)? };
                if let Some(seen) = seen
                    && let Err(error) = sink(event_row(db, seen)?)
                {
                    return Ok((None, Err(error)));
                }
            }
            Ok((None, Ok(())))
        })
    }

    /// Gives each event that matches, with its versions, to `sink`, in order of their days.
    pub fn each(
        &self,
        query: &Query,
        horizon: &Horizon,
        sink: impl FnMut(EventDetail) -> std::io::Result<()>,
    ) -> Result<std::io::Result<()>, LedgerError> {
        self.each_up_to(None, query, horizon, sink)
    }

    /// As [`Ledger::each`], of at most `limit` events.
    pub fn each_up_to(
        &self,
        limit: Option<u64>,
        query: &Query,
        horizon: &Horizon,
        mut sink: impl FnMut(EventDetail) -> std::io::Result<()>,
    ) -> Result<std::io::Result<()>, LedgerError> {
        let most = limit.map_or(usize::MAX, |limit| limit as usize);
        self.ask_at_once(|db| {
            let found = self.found(db, query, horizon)?;
            for event in found.first(db, Order::Day, &Condition::always(), 0, most)? {
                if let Some(detail) = event_detail(db, event, horizon)?
                    && let Err(error) = sink(detail)
                {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        })
    }

    /// When the last report that tells an event was added: RFC 3339, UTC. The event is named by its id.
    pub fn event_added_at(&self, id: &str) -> Result<String, LedgerError> {
        let (least, most) = bounds(id).unwrap_or(([0; 16], [0; 16]));
        self.ask(|db| {
            let mut find = db.prepare_cached(
                "SELECT coalesce(max(r.added_at), '') FROM event e JOIN telling t ON t.event = e.id JOIN claim c ON c.telling = t.id
                 JOIN report r ON r.id = c.report WHERE e.key BETWEEN ? AND ?",
            )?;
            find.query_row([&least[..], &most[..]], |row| row.get(0))
        })
    }

    /// How many events match.
    pub fn count(&self, query: &Query, horizon: &Horizon) -> Result<u64, LedgerError> {
        self.count_up_to(query, horizon, None)
    }

    /// How many events match; where there are more than `most`, that many.
    pub fn count_up_to(&self, query: &Query, horizon: &Horizon, most: Option<u64>) -> Result<u64, LedgerError> {
        let number = self.ask_at_once(|db| self.found(db, query, horizon)?.len(db))? as u64;
        Ok(most.map_or(number, |most| number.min(most)))
    }
}

fn summary(row: &Row<'_>) -> rusqlite::Result<Summary> {
    let both = |at: usize| -> rusqlite::Result<Option<(i64, i64)>> {
        Ok(row.get::<_, Option<i64>>(at)?.zip(row.get::<_, Option<i64>>(at + 1)?))
    };
    Ok(Summary {
        key: Key::at(row, 1)?,
        shown: row.get(2)?,
        ty: row.get(3)?,
        status: row.get(4)?,
        claims: row.get(5)?,
        reports: row.get(6)?,
        origins: row.get(7)?,
        published: both(8)?,
        days: both(10)?,
        conflicts: row.get(12)?,
        judged: row.get(13)?,
    })
}

/// The row of an event, with what the claim that tells most tells.
pub(crate) fn event_row(db: &Connection, event: Summary) -> rusqlite::Result<EventRow> {
    let mut find = db.prepare_cached(
        "SELECT c.mode, place.name, c.place_country, r.body, r.key, publisher.name, s.start, s.end
         FROM claim c JOIN report r ON r.id = c.report JOIN sentence s ON s.id = c.sentence
         LEFT JOIN name place ON place.id = c.place LEFT JOIN name publisher ON publisher.id = r.publisher
         WHERE c.id = ?",
    )?;
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    find.query_row([event.shown], |row| {
        let text = text_at(row, 3)?;
        let sentence = CodePoints::new(&text).range(row.get(6)?, row.get(7)?).of(&text);
        Ok(EventRow {
            id: event.key.to_string(),
            ty: event.ty.clone(),
            mode: words(row.get_ref(0)?.as_str()?),
            status: event.status.clone(),
            actors: parties(db, event.shown, 0)?,
            recipients: parties(db, event.shown, 1)?,
            from: event.days.map(|(from, _)| iso(from)),
            to: event.days.map(|(_, to)| iso(to)),
            place: row.get(1)?,
            place_country: row.get(2)?,
            claims: event.claims as u64,
            reports: event.reports as u64,
            origins: event.origins as u64,
            first_reported: event.published.map(|(first, _)| iso(first)),
            last_reported: event.published.map(|(_, last)| iso(last)),
            conflicts: words(&event.conflicts),
            judged: event.judged.clone(),
            sentence: words(sentence).join(" "),
            report: Key::at(row, 4)?.to_string(),
            publisher: row.get(5)?,
        })
    })
}

pub(crate) fn parties(db: &Connection, claim: i64, role: i64) -> rusqlite::Result<Vec<Party>> {
    let mut find = db.prepare_cached(
        "SELECT n.name, p.country, p.sector FROM participant p JOIN name n ON n.id = p.name
         WHERE p.claim = ? AND p.role = ? ORDER BY p.n",
    )?;
    let party = |row: &Row<'_>| Ok(Party { name: row.get(0)?, country: row.get(1)?, sector: row.get(2)? });
    find.query_map([claim, role], party)?.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    /// Few is a small number in tests, so that each way of finding events is gone.
    #[test]
    fn every_way_finds_the_same_events() {
        let mut ledger = Ledger::in_memory().unwrap();
        ledger.add(&sample::entries(60)).unwrap();
        let words = "by:IRN type:SUPPORT|type:SUPPORT status:actual|status:actual|-by:IRN|by:IRN OR to:BLR|at:BLR status:actual\
                     |conflict:any type:SUPPORT|on:2025 by:IRN|signed type:SUPPORT|about:Minsk|origins:1.. status:actual|type:AID";
        let mut found = 0;
        for query in words.split('|') {
            let query = Query::parse(query).unwrap();
            for horizon in [Horizon::default(), Horizon::default().as_of("2025-03-20").unwrap()] {
                for order in [Order::Worth, Order::Day, Order::Reported, Order::Origins] {
                    let all = ledger.list(&query, &horizon, order, None).unwrap();
                    found += all.len();
                    assert_eq!(ledger.count(&query, &horizon).unwrap(), all.len() as u64, "{query:?}");
                    for (skip, limit) in [(0, 1), (0, 3), (2, 2), (4, 30)] {
                        let part = ledger.list_after(&query, &horizon, order, skip, Some(limit)).unwrap();
                        let expected: Vec<EventRow> =
                            all.iter().skip(skip as usize).take(limit as usize).cloned().collect();
                        assert_eq!(part, expected, "{query:?} {order:?} {skip} {limit}");
                    }
                }
            }
        }
        assert!(found > 200, "{found}");
    }
}
