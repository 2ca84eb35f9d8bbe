//! What an event is, from the claims merged into it.

use crate::horizon::Horizon;
use crate::key::Key;
use crate::origin::{COLUMNS, JOINS, origin};
use crate::query::Condition;
use crate::score::{Where, parties, spots};
use crate::store::broken;
use crate::telling::{Party, Telling};
use rusqlite::{Connection, Transaction, params, params_from_iter};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What tellings of one event can disagree on.
pub(crate) const CONFLICTS: [&str; 5] = ["who", "when", "where", "whether", "numbers"];

/// So many of the things that tellings say are compared with all others.
const STAND_FOR_ALL: usize = 64;

/// The countries of those who act in `claim c`, with a comma between them.
pub(crate) const ACTORS: &str =
    "coalesce((SELECT group_concat(DISTINCT p.country) FROM participant p WHERE p.claim = c.id AND p.role = 0), '')";

/// A claim of an event, as far as the event is made of it.
struct Member {
    claim: i64,
    key: Key,
    report: i64,
    published: Option<i64>,
    origin: String,
    telling: i64,
    judged: String,
}

/// What is known of an event from those of its claims that are seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) key: Key,
    /// The claim that tells most.
    pub(crate) shown: i64,
    pub(crate) ty: String,
    pub(crate) status: String,
    pub(crate) claims: i64,
    pub(crate) reports: i64,
    pub(crate) origins: i64,
    /// First and last day of publication.
    pub(crate) published: Option<(i64, i64)>,
    /// First and last day of the event.
    pub(crate) days: Option<(i64, i64)>,
    pub(crate) conflicts: String,
    /// `rejected` where all claims are, `accepted` where one is, `unsure` where one is and none is accepted.
    pub(crate) judged: String,
}

/// Writes the event of these tellings, and returns its row.
pub(crate) fn write(db: &Transaction<'_>, tellings: &[(i64, &Telling)]) -> rusqlite::Result<i64> {
    let Some(summary) = summarise(&members(db, tellings, &Horizon::default())?, tellings) else {
        return Err(rusqlite::Error::QueryReturnedNoRows);
    };
    db.prepare_cached(&format!(
        "INSERT INTO event (key, shown, type, status, claims, reports, origins, first_day, last_day, day_from, day_to, conflicts, judged,
                            publisher, country, actors)
         SELECT ?, c.id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, r.publisher, c.place_country, {ACTORS}
         FROM claim c JOIN report r ON r.id = c.report WHERE c.id = ?",
    ))?
    .execute(params![
        summary.key.0,
        summary.ty,
        summary.status,
        summary.claims,
        summary.reports,
        summary.origins,
        summary.published.map(|(first, _)| first),
        summary.published.map(|(_, last)| last),
        summary.days.map(|(from, _)| from),
        summary.days.map(|(_, to)| to),
        summary.conflicts,
        summary.judged,
        summary.shown,
    ])?;
    let event = db.last_insert_rowid();
    let mut set = db.prepare_cached("UPDATE telling SET event = ? WHERE id = ?")?;
    for (telling, _) in tellings {
        set.execute([event, *telling])?;
    }
    Ok(event)
}

/// Writes into all events what their claim that tells most says of them, as a migration needs it. `seen` is told of each.
pub(crate) fn describe_all(db: &Transaction<'_>, mut seen: impl FnMut()) -> rusqlite::Result<()> {
    let mut describe = db.prepare(&format!(
        "UPDATE event SET (publisher, country, actors) = (
             SELECT r.publisher, c.place_country, {ACTORS} FROM claim c JOIN report r ON r.id = c.report WHERE c.id = event.shown
         ) WHERE id = ?"
    ))?;
    let mut all = db.prepare("SELECT id FROM event")?;
    let all: Vec<i64> = all.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for event in all {
        describe.execute([event])?;
        seen();
    }
    Ok(())
}

/// The event as far as it is seen within a horizon; `None` where none of it is.
pub(crate) fn within(db: &Connection, event: i64, horizon: &Horizon) -> rusqlite::Result<Option<Summary>> {
    let tellings = tellings_of(db, event)?;
    let tellings: Vec<(i64, &Telling)> = tellings.iter().map(|(id, telling)| (*id, telling)).collect();
    Ok(summarise(&members(db, &tellings, horizon)?, &tellings))
}

/// The tellings of an event, in the order of their keys.
pub(crate) fn tellings_of(db: &Connection, event: i64) -> rusqlite::Result<Vec<(i64, Telling)>> {
    let mut find = db.prepare_cached(
        "SELECT t.id, w.features FROM telling t JOIN wording w ON w.telling = t.id WHERE t.event = ? ORDER BY t.key",
    )?;
    let mut rows = find.query([event])?;
    let mut tellings = Vec::new();
    while let Some(row) = rows.next()? {
        tellings.push((row.get(0)?, Telling::unpack(row.get_ref(1)?.as_blob()?).map_err(broken)?));
    }
    Ok(tellings)
}

/// Sums an event up from its claims. Tellings that none of the claims tells are left out.
fn summarise(members: &[Member], tellings: &[(i64, &Telling)]) -> Option<Summary> {
    let of: BTreeMap<i64, &Telling> = tellings.iter().copied().collect();
    let order = |m: &Member| (m.published.unwrap_or(i64::MAX), m.key);
    // Named by the first claim, also where that was rejected: the name of an event should not change with judgements.
    let first = members.iter().min_by_key(|m| order(m))?;
    let judged = if members.iter().all(|m| m.judged == "rejected") {
        "rejected"
    } else if members.iter().any(|m| m.judged == "accepted") {
        "accepted"
    } else if members.iter().any(|m| m.judged == "unsure") {
        "unsure"
    } else {
        ""
    };
    // What was rejected does not count, unless there is nothing else.
    let counted: Vec<&Member> = members.iter().filter(|m| judged == "rejected" || m.judged != "rejected").collect();
    let members = &counted[..];
    let shown = members.iter().min_by_key(|m| (Reverse(told(of[&m.telling])), order(m)))?;
    let reports: BTreeSet<i64> = members.iter().map(|m| m.report).collect();
    let origins: BTreeSet<&str> = members.iter().map(|m| m.origin.as_str()).collect();
    let seen: BTreeSet<i64> = members.iter().map(|m| m.telling).collect();
    let seen: Vec<&Telling> = tellings.iter().filter(|(id, _)| seen.contains(id)).map(|(_, t)| *t).collect();
    let published = || members.iter().filter_map(|m| m.published);
    // The narrowest telling of when; of several as narrow, what covers them.
    let narrowest = seen.iter().filter_map(|t| t.days).map(|(from, to)| to - from).min();
    let days = || seen.iter().filter_map(|t| t.days).filter(|(from, to)| Some(to - from) == narrowest);
    let commonest = |field: fn(&Telling) -> &str| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for member in members {
            *counts.entry(field(of[&member.telling])).or_default() += 1;
        }
        // Of equals the first by alphabet, which puts "actual" before the others.
        counts
            .into_iter()
            .min_by_key(|(value, count)| (Reverse(*count), *value))
            .map_or("", |(value, _)| value)
            .to_owned()
    };
    Some(Summary {
        key: first.key,
        shown: shown.claim,
        ty: commonest(|t| &t.ty),
        status: commonest(|t| &t.status),
        claims: members.len() as i64,
        reports: reports.len() as i64,
        origins: origins.len() as i64,
        published: published().min().zip(published().max()),
        days: days().map(|(from, _)| from).min().zip(days().map(|(_, to)| to).max()),
        conflicts: conflicts(&seen),
        judged: judged.to_owned(),
    })
}

fn members(db: &Connection, tellings: &[(i64, &Telling)], horizon: &Horizon) -> rusqlite::Result<Vec<Member>> {
    let Condition { sql, values } = horizon.condition();
    let mut find = db.prepare_cached(&format!(
        "SELECT c.id, c.key, c.report, r.published_day, {COLUMNS}, c.judged
         FROM claim c JOIN report r ON r.id = c.report {JOINS} WHERE c.telling = ? AND {sql}"
    ))?;
    let mut members = Vec::new();
    for &(telling, _) in tellings {
        let mut rows = find.query(params_from_iter(std::iter::once(telling.into()).chain(values.iter().cloned())))?;
        while let Some(row) = rows.next()? {
            members.push(Member {
                claim: row.get(0)?,
                key: Key::at(row, 1)?,
                report: row.get(2)?,
                published: row.get(3)?,
                origin: origin(row, 4)?,
                telling,
                judged: row.get(9)?,
            });
        }
    }
    Ok(members)
}

/// How much of who, whom, when and where a telling tells.
fn told(t: &Telling) -> usize {
    usize::from(t.status == "actual")
        + 2 * (usize::from(!t.actors.is_empty())
            + usize::from(!t.recipients.is_empty())
            + usize::from(t.days.is_some())
            + usize::from(t.place.is_some()))
}

/// What the tellings disagree on, each with a space before and after. Tellings that say the same of something are
/// compared once, so that a crowd costs no more than what it says differently.
pub(crate) fn conflicts(tellings: &[&Telling]) -> String {
    let any = |said: fn(&Telling) -> String, differ: fn(&Telling, &Telling) -> bool| {
        let distinct: BTreeMap<String, &Telling> = tellings.iter().map(|telling| (said(telling), *telling)).collect();
        let distinct: Vec<&Telling> = distinct.into_values().collect();
        // What a crowd says in ever other ways is compared with the first of these only.
        distinct.iter().take(STAND_FOR_ALL).enumerate().any(|(i, a)| distinct[i + 1..].iter().any(|b| differ(a, b)))
    };
    type Aspect = (fn(&Telling) -> String, fn(&Telling, &Telling) -> bool);
    let aspects: [Aspect; 5] = [
        (|t| format!("{} {:?} {:?}", t.is_mutual(), t.actors, t.recipients), who_differs),
        (|t| format!("{:?}", t.days), when_differs),
        (|t| format!("{:?}", t.place), where_differs),
        (|t| t.status.clone(), whether_differs),
        (|t| format!("{:?}", t.counts), numbers_differ),
    ];
    let found: String = CONFLICTS
        .iter()
        .zip(aspects)
        .filter(|(_, (said, differ))| tellings.len() > 1 && any(*said, *differ))
        .map(|(name, _)| format!(" {name}"))
        .collect();
    if found.is_empty() { found } else { format!("{found} ") }
}

/// Both name an actor, and none of one can be one of the other.
fn who_differs(a: &Telling, b: &Telling) -> bool {
    let known = |p: &&Party| p.country.is_some() || p.named;
    let sides = |t: &'_ Telling| -> Vec<Party> {
        let all: Vec<&Party> = if t.is_mutual() { t.parties().collect() } else { t.actors.iter().collect() };
        all.into_iter().filter(known).cloned().collect()
    };
    let (one, other) = (sides(a), sides(b));
    !one.is_empty() && !other.is_empty() && one.iter().all(|a| other.iter().all(|b| parties(a, b) < -0.5))
}

fn when_differs(a: &Telling, b: &Telling) -> bool {
    matches!((a.days, b.days), (Some(one), Some(other)) if one.1 < other.0 || other.1 < one.0)
}

fn where_differs(a: &Telling, b: &Telling) -> bool {
    matches!((&a.place, &b.place), (Some(one), Some(other)) if matches!(spots(one, other), Where::Other | Where::OtherCountry))
}

/// One tells it as fact, the other denies it.
fn whether_differs(a: &Telling, b: &Telling) -> bool {
    matches!((a.status.as_str(), b.status.as_str()), ("actual", "negated") | ("negated", "actual"))
}

/// Both count the same thing, and no count of one is one of the other.
fn numbers_differ(a: &Telling, b: &Telling) -> bool {
    a.counts.iter().any(|count| {
        let others = || b.counts.iter().filter(|other| other.kind == count.kind);
        others().next().is_some() && !others().any(|other| other.number == count.number)
    })
}
