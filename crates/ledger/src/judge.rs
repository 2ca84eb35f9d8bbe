//! What people judge of claims: accepted, rejected, edited, joined, parted.
//!
//! A judgement is a row of its own, with who, when and why; the claim stays as it was read. Judgements name claims by key,
//! so they hold when a report is read again, and when ledgers are joined. Undoing one is a judgement too.

use crate::add::lay_out_again;
use crate::dates::bring_into_force;
use crate::day::{iso, range};
use crate::error::{LedgerError, LedgerFault};
use crate::key::Key;
use crate::merge::{Unsettled, settle};
use crate::show::bounds;
use crate::store::{Ledger, this_moment};
use rapporteur::output::{Claim, DateField, Participant, PlaceField};
use rusqlite::{Connection, OptionalExtension, Params, Row, Transaction, params};
use schemars::JsonSchema;
use serde::Serialize;

/// What can be done to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// It is right.
    Accept,
    /// It is wrong: events no longer count it.
    Reject,
    /// It was looked at, and whether it is right cannot be said: it counts as before.
    Unsure,
    /// A field is another: `type status date place actors recipients`. The empty value takes the field away.
    Edit {
        /// The field.
        field: String,
        /// Its value; actors and recipients as `Iran/IRN/GOV + Belarus/BLR/GOV`.
        value: String,
    },
    /// It tells the same event as this other claim or event.
    Merge(String),
    /// It tells another event than the claims it was merged with.
    Split,
}

/// Who judges, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reviewer {
    /// The name.
    pub name: String,
    /// The reason.
    pub reason: Option<String>,
}

/// A judgement as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JudgementRow {
    /// Its id, which `undo` takes.
    pub id: String,
    /// `accept reject unsure edit together apart published undo`.
    pub kind: String,
    /// The claim; of a date of publication, the report; of an undo, the judgement.
    pub claim: String,
    /// The other claim.
    pub other: Option<String>,
    /// The field that was edited.
    pub field: Option<String>,
    /// Its value; of a date of publication, the date.
    pub value: Option<String>,
    /// When: RFC 3339, UTC.
    pub at: String,
    /// Who.
    pub reviewer: String,
    /// Why.
    pub reason: Option<String>,
    /// Whether it was undone.
    pub undone: bool,
}

/// A claim that a judgement is about.
struct Judged {
    key: Key,
    telling: i64,
    event: i64,
}

impl Ledger {
    /// Judges a claim, named by its id or the beginning of it, and returns the judgement's id, which [`Ledger::undo`] takes.
    pub fn judge(&mut self, id: &str, act: &Act, reviewer: &Reviewer) -> Result<String, LedgerError> {
        if let Act::Edit { field, value } = act {
            check_edit(field, value).map_err(|(what, remedy)| self.fault(LedgerFault::Refused(what, remedy)))?;
        }
        let claim = self.judged(id)?;
        let other = match act {
            Act::Merge(other) => Some(self.judged(other)?),
            _ => None,
        };
        let pairs = self.pairs(&claim, act, other.as_ref())?;
        let at = this_moment();
        let made =
            self.write(|db| {
                let act_key =
                    Key::of(&[&claim.key.0, format!("{act:?}").as_bytes(), at.as_bytes(), reviewer.name.as_bytes()]);
                let (kind, field, value) = match act {
                    Act::Accept => ("accept", None, None),
                    Act::Reject => ("reject", None, None),
                    Act::Unsure => ("unsure", None, None),
                    Act::Edit { field, value } => ("edit", Some(field), Some(value)),
                    Act::Merge(_) => ("together", None, None),
                    Act::Split => ("apart", None, None),
                };
                for other in &pairs {
                    let other = other.map(|key| key.0);
                    let key = Key::of(&[&act_key.0, other.as_ref().map_or(&[][..], |key| &key[..])]);
                    db.prepare_cached(
                    "INSERT OR IGNORE INTO judgement (key, act, kind, claim, other, field, value, at, reviewer, reason)
                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    key.0, act_key.0, kind, claim.key.0, other, field, value, at, reviewer.name, reviewer.reason
                ])?;
                }
                apply(db, act_key)?;
                Ok(act_key)
            })?;
        Ok(made.to_string())
    }

    /// Undoes a judgement, named by its id or the beginning of it.
    pub fn undo(&mut self, id: &str, reviewer: &Reviewer) -> Result<(), LedgerError> {
        let refused = |what: String, remedy| LedgerFault::Refused(what, remedy);
        let Some((least, most)) = bounds(id) else {
            return Err(self.fault(refused(format!("{id:?} is no id"), "rapporteur history shows ids")));
        };
        let acts: Vec<Vec<u8>> = self.ask(|db| {
            let mut find = db.prepare("SELECT DISTINCT act FROM in_force WHERE act BETWEEN ? AND ? LIMIT 2")?;
            find.query_map([&least[..], &most[..]], |row| row.get(0))?.collect()
        })?;
        let act = match &acts[..] {
            [act] => Key::from_blob(act).unwrap_or(Key([0; 16])),
            [] => {
                return Err(
                    self.fault(refused(format!("no judgement {id} is in force"), "rapporteur history shows ids"))
                );
            }
            _ => return Err(self.fault(refused(format!("several judgements begin with {id}"), "give more of it"))),
        };
        let at = this_moment();
        self.write(|db| {
            let key = Key::of(&[&act.0, b"undo", at.as_bytes(), reviewer.name.as_bytes()]);
            db.execute(
                "INSERT OR IGNORE INTO judgement (key, act, kind, claim, at, reviewer, reason) VALUES (?1, ?1, 'undo', ?2, ?3, ?4, ?5)",
                params![key.0, act.0, at, reviewer.name, reviewer.reason],
            )?;
            apply(db, act)
        })
    }

    /// All judgements, those of one claim where its id is given, in the order of time.
    pub fn history(&self, id: Option<&str>) -> Result<Vec<JudgementRow>, LedgerError> {
        let (least, most) = id.and_then(bounds).unwrap_or(([0; 16], [0xff; 16]));
        self.judgements("claim BETWEEN ?1 AND ?2 OR other BETWEEN ?1 AND ?2", [&least[..], &most[..]])
    }

    /// The judgements of all claims that tell the event of this one, in the order of time.
    pub fn judgements_of_event(&self, id: &str) -> Result<Vec<JudgementRow>, LedgerError> {
        let event = self.judged(id)?.event;
        let told = "SELECT c.key FROM telling t JOIN claim c ON c.telling = t.id WHERE t.event = ?1";
        self.judgements(&format!("claim IN ({told}) OR other IN ({told})"), [event])
    }

    /// The claim that a judgement is about, by the judgement's id.
    pub fn claim_judged(&self, id: &str) -> Result<Option<String>, LedgerError> {
        let Some((least, most)) = bounds(id) else { return Ok(None) };
        self.ask(|db| {
            let mut find =
                db.prepare_cached("SELECT claim FROM judgement WHERE act BETWEEN ? AND ? AND kind <> 'undo' LIMIT 1")?;
            find.query_row([&least[..], &most[..]], |row| Ok(Key::at(row, 0)?.full())).optional()
        })
    }

    fn judgements(&self, condition: &str, about: impl Params) -> Result<Vec<JudgementRow>, LedgerError> {
        self.ask(|db| {
            let mut find = db.prepare_cached(&format!(
                "SELECT act, kind, claim, other, field, value, at, reviewer, reason,
                        kind <> 'undo' AND id NOT IN (SELECT id FROM in_force)
                 FROM judgement WHERE {condition} ORDER BY at, key",
            ))?;
            let key = |row: &Row<'_>, at: usize| -> rusqlite::Result<Option<String>> {
                let blob: Option<Vec<u8>> = row.get(at)?;
                Ok(blob.as_deref().and_then(Key::from_blob).map(|key| key.to_string()))
            };
            let one = |row: &Row<'_>| {
                Ok(JudgementRow {
                    id: key(row, 0)?.unwrap_or_default(),
                    kind: row.get(1)?,
                    claim: key(row, 2)?.unwrap_or_default(),
                    other: key(row, 3)?,
                    field: row.get(4)?,
                    value: row.get(5)?,
                    at: row.get(6)?,
                    reviewer: row.get(7)?,
                    reason: row.get(8)?,
                    undone: row.get(9)?,
                })
            };
            find.query_map(about, one)?.collect()
        })
    }

    fn judged(&self, id: &str) -> Result<Judged, LedgerError> {
        let Some((least, most)) = bounds(id) else {
            return Err(
                self.fault(LedgerFault::Refused(format!("{id:?} is no id"), "rapporteur show gives the ids of claims"))
            );
        };
        let mut found = self.ask(|db| {
            let mut find = db.prepare_cached(
                "SELECT c.key, c.telling, t.event FROM claim c JOIN telling t ON t.id = c.telling
                 WHERE c.key BETWEEN ? AND ? LIMIT 2",
            )?;
            let one = |row: &Row<'_>| {
                let key = Key::at(row, 0)?;
                Ok(Judged { key, telling: row.get(1)?, event: row.get(2)? })
            };
            find.query_map([&least[..], &most[..]], one)?.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        match found.len() {
            0 => Err(self.fault(LedgerFault::Unknown(format!("claim {id}")))),
            1 => Ok(found.remove(0)),
            _ => Err(self.fault(LedgerFault::Refused(format!("several ids begin with {id}"), "give more of it"))),
        }
    }

    /// The other claims of a judgement; one `None` where it is about a claim alone.
    fn pairs(&self, claim: &Judged, act: &Act, other: Option<&Judged>) -> Result<Vec<Option<Key>>, LedgerError> {
        let refused = |what: &str, remedy| Err(self.fault(LedgerFault::Refused(what.to_owned(), remedy)));
        match (act, other) {
            (Act::Merge(_), Some(other)) if other.event == claim.event => {
                refused("both are of one event already", "nothing need be done")
            }
            (Act::Merge(_), Some(other)) => Ok(vec![Some(other.key)]),
            (Act::Split, _) => {
                let others: Vec<Option<Key>> = self.ask(|db| {
                    let mut find = db.prepare_cached(
                        "SELECT min(c.key) FROM telling t JOIN claim c ON c.telling = t.id WHERE t.event = ? AND t.id <> ? GROUP BY t.id",
                    )?;
                    find.query_map([claim.event, claim.telling], |row| Ok(Key::from_blob(row.get_ref(0)?.as_blob()?)))?.collect()
                })?;
                if others.is_empty() {
                    return refused("nothing else tells this event in other words", "there is nothing to part");
                }
                Ok(others)
            }
            _ => Ok(vec![None]),
        }
    }
}

/// Brings claims and events into line with the judgements of an act, made or undone.
pub(crate) fn apply(db: &Transaction<'_>, act: Key) -> rusqlite::Result<()> {
    let mut find = db.prepare_cached(
        "SELECT c.report, c.telling, j.kind FROM judgement j JOIN claim c ON c.key = j.claim OR c.key = j.other WHERE j.act = ?",
    )?;
    let rows = find
        .query_map([act.0], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut unsettled = Unsettled::default();
    let mut dated = db.prepare_cached("SELECT claim FROM judgement WHERE act = ? AND kind = 'published'")?;
    for report in dated.query_map([act.0], |row| Key::at(row, 0))? {
        bring_into_force(db, report?, &mut unsettled)?;
    }
    for (report, telling, kind) in rows {
        unsettled.touched.insert(telling);
        if matches!(kind.as_str(), "accept" | "reject" | "unsure" | "edit") {
            lay_out_again(db, report, &mut unsettled)?;
        }
    }
    settle(db, &unsettled)
}

/// Whether a claim was accepted, rejected or left open, by the latest judgement in force.
pub(crate) fn verdict(db: &Connection, claim: Key) -> rusqlite::Result<&'static str> {
    let mut find = db.prepare_cached(
        "SELECT kind FROM in_force WHERE claim = ? AND kind IN ('accept', 'reject', 'unsure') ORDER BY at DESC, key DESC LIMIT 1",
    )?;
    let kind: Option<String> = find.query_row([claim.0], |row| row.get(0)).optional()?;
    Ok(match kind.as_deref() {
        Some("accept") => "accepted",
        Some("reject") => "rejected",
        Some(_) => "unsure",
        None => "",
    })
}

/// The claim with the edits in force; as it was read where there are none.
pub(crate) fn edited(db: &Connection, key: Key, claim: &Claim) -> rusqlite::Result<Claim> {
    let mut find =
        db.prepare_cached("SELECT field, value FROM in_force WHERE claim = ? AND kind = 'edit' ORDER BY at, key")?;
    let mut claim = claim.clone();
    let mut rows = find.query([key.0])?;
    while let Some(row) = rows.next()? {
        edit(&mut claim, row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
    }
    Ok(claim)
}

fn check_edit(field: &str, value: &str) -> Result<(), (String, &'static str)> {
    let is_empty = value.trim().is_empty();
    match field {
        "type" if crate::query::is_type(value) => Ok(()),
        "type" => Err((format!("{value:?} is no event type"), "give one of PLOVER's, in capitals")),
        "status" if ["actual", "future", "hypothetical", "negated"].contains(&value) => Ok(()),
        "status" => Err((format!("{value:?} is no status"), "give actual, future, hypothetical or negated")),
        "date" if is_empty || days(value).is_some() => Ok(()),
        "date" => Err((format!("{value:?} is no date"), "give 2025-03-12, 2025-03 or 2025-03-10..2025-03-12")),
        "place" | "actors" | "recipients" => Ok(()),
        _ => Err((
            format!("{field:?} is no field that can be edited"),
            "name type, status, date, place, actors or recipients",
        )),
    }
}

/// Puts a value in place of what was read. It has no words in the text: its evidence is the judgement.
fn edit(claim: &mut Claim, field: &str, value: &str) {
    let Claim { trigger, .. } = &*claim;
    let (start, end) = (trigger.start, trigger.start);
    match field {
        "type" => value.clone_into(&mut claim.ty),
        "status" => value.clone_into(&mut claim.status),
        "date" => {
            claim.date = days(value).map(|(from, to)| DateField {
                text: String::new(),
                start,
                end,
                value: value.to_owned(),
                from: Some(iso(from)),
                to: Some(iso(to)),
                edtf: None,
            });
        }
        "place" => {
            let name = value.trim().to_owned();
            claim.place = (!name.is_empty()).then(|| PlaceField {
                text: String::new(),
                start,
                end,
                name,
                country: None,
                geonames_id: None,
                precision: None,
                lat: None,
                lon: None,
            });
        }
        "actors" => claim.actors = parties(value, start),
        "recipients" => claim.recipients = parties(value, start),
        _ => {}
    }
}

fn parties(value: &str, at: u32) -> Vec<Participant> {
    let one = |party: &str| {
        let mut parts = party.trim().split('/').map(|part| part.trim().to_owned());
        let name = parts.next().unwrap_or_default();
        let mut code = || parts.next().filter(|code| !code.is_empty());
        let (country, sector) = (code(), code());
        Participant { text: String::new(), start: at, end: at, name, country, sector, entity: None }
    };
    value.split('+').filter(|party| !party.trim().is_empty()).map(one).collect()
}

/// A date as ISO 8601 has it, with or without a time.
pub(crate) fn is_moment(date: &str) -> bool {
    date.parse::<jiff::civil::Date>().is_ok()
        || date.parse::<jiff::civil::DateTime>().is_ok()
        || date.parse::<jiff::Timestamp>().is_ok()
}

/// The days that an event is said to have been on: closed at both ends.
fn days(value: &str) -> Option<(i64, i64)> {
    range(value).filter(|(from, to)| *from > i64::MIN && *to < i64::MAX)
}
