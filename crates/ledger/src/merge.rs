//! Claims that tell the same event are joined, as they come in.
//!
//! New tellings are compared with those that share a block. What is linked with them, and what was of one event with
//! that, is grouped anew. Scores depend on two tellings alone and groups on the set of links, so the events do not
//! depend on the order in which reports came in.

use crate::block::{Blocks, CROWD, around};
use crate::cluster::{Judged, cluster};
use crate::event;
use crate::passages::Known;
use crate::score::{LINKED, compare};
use crate::store::broken;
use crate::telling::Telling;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::RangeInclusive;

/// What a change of the ledger leaves to be merged.
#[derive(Debug, Default)]
pub(crate) struct Unsettled {
    /// Tellings that are new.
    pub(crate) new: Vec<i64>,
    /// Tellings that have other claims than before, or whose origins are others.
    pub(crate) touched: BTreeSet<i64>,
    /// Groups of passages that lead back to another report now.
    pub(crate) moved: BTreeSet<i64>,
    /// What is known of passages.
    pub(crate) known: Known,
}

/// The row of a telling, entered where it is new.
pub(crate) fn telling_id(db: &Transaction<'_>, telling: &Telling, unsettled: &mut Unsettled) -> rusqlite::Result<i64> {
    let key = telling.key();
    let mut find = db.prepare_cached("SELECT id FROM telling WHERE key = ?")?;
    let id = match find.query_row([key.0], |row| row.get(0)).optional()? {
        Some(id) => id,
        None => {
            let features = telling.pack().map_err(broken)?;
            db.prepare_cached("INSERT INTO telling (key) VALUES (?)")?.execute([key.0])?;
            let id = db.last_insert_rowid();
            db.prepare_cached("INSERT INTO wording (telling, features) VALUES (?, ?)")?
                .execute(params![id, features])?;
            unsettled.new.push(id);
            id
        }
    };
    unsettled.touched.insert(id);
    Ok(id)
}

/// Brings the events up to date.
pub(crate) fn settle(db: &Transaction<'_>, unsettled: &Unsettled) -> rusqlite::Result<()> {
    let mut tellings = Tellings { db, loaded: HashMap::new() };
    let mut touched = unsettled.touched.clone();
    let mut of_group =
        db.prepare_cached("SELECT DISTINCT c.telling FROM passage p JOIN claim c ON c.passage = p.id WHERE p.grp = ?")?;
    for group in &unsettled.moved {
        for telling in of_group.query_map([group], |row| row.get(0))? {
            touched.insert(telling?);
        }
    }
    let (gone, promoted) = forget(db, &mut tellings, &mut touched)?;
    let new = unsettled.new.iter().copied().filter(|telling| !gone.contains(telling)).collect();
    link(db, &mut tellings, &new, &promoted, &mut touched)?;
    let mut crowds = Crowds::load(db)?;
    let judged = Judgements::load(db)?;
    let mut done: BTreeSet<i64> = BTreeSet::new();
    for &telling in &touched {
        if !done.contains(&telling) {
            let component = Component::of(db, &judged, telling)?;
            regroup(db, &mut tellings, &mut crowds, &judged, &component, &touched)?;
            done.extend(component.tellings);
        }
    }
    Ok(())
}

/// Makes the blocks of all tellings again, as a migration needs it. Links and events stay as they are.
/// `seen` is told of each.
pub(crate) fn enter_blocks(db: &Transaction<'_>, mut seen: impl FnMut()) -> rusqlite::Result<()> {
    let mut all: Vec<(i64, i64, i64)> = Vec::new();
    let mut find =
        db.prepare("SELECT w.telling, t.key, w.features FROM wording w JOIN telling t ON t.id = w.telling")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let (telling, rank) = (row.get(0)?, rank(row.get_ref(1)?.as_blob()?));
        let blocks = Blocks::of(&Telling::unpack(row.get_ref(2)?.as_blob()?).map_err(broken)?);
        all.extend(blocks.enters.into_iter().map(|hash| (hash, rank, telling)));
        seen();
    }
    // In the order of the table, so that each page of it is written once.
    all.sort_unstable();
    let mut enter = db.prepare("INSERT OR IGNORE INTO block (hash, rank, telling) VALUES (?, ?, ?)")?;
    for &(hash, rank, telling) in &all {
        enter.execute([hash, rank, telling])?;
    }
    for crowded in all.chunk_by(|(one, ..), (other, ..)| one == other).filter(|block| block.len() > CROWD) {
        crowd(db, crowded[0].0)?;
    }
    Ok(())
}

/// Tellings, parsed once.
struct Tellings<'d> {
    db: &'d Transaction<'d>,
    loaded: HashMap<i64, Telling>,
}

impl Tellings<'_> {
    fn load(&mut self, id: i64) -> rusqlite::Result<()> {
        if !self.loaded.contains_key(&id) {
            let mut find = self.db.prepare_cached("SELECT features FROM wording WHERE telling = ?")?;
            let telling = find.query_row([id], |row| Telling::unpack(row.get_ref(0)?.as_blob()?).map_err(broken))?;
            self.loaded.insert(id, telling);
        }
        Ok(())
    }

    fn get(&mut self, id: i64) -> rusqlite::Result<&Telling> {
        self.load(id)?;
        self.loaded.get(&id).ok_or(rusqlite::Error::QueryReturnedNoRows)
    }
}

/// Where a telling stands in its blocks.
fn rank(key: &[u8]) -> i64 {
    key.first_chunk::<4>().map_or(0, |first| i64::from(i32::from_be_bytes(*first)))
}

/// Compares new tellings, and those that stand for a crowd only now, with those that share a block, and remembers the pairs
/// that are likely of one event. Those that no longer stand for a crowd are touched: some of their pairs do not count any
/// more. All enter their blocks before the first is compared, so that of a crowd that comes at once only those are
/// compared with all others who stand for it in the end.
fn link(
    db: &Transaction<'_>,
    tellings: &mut Tellings<'_>,
    new: &BTreeSet<i64>,
    promoted: &BTreeSet<i64>,
    touched: &mut BTreeSet<i64>,
) -> rusqlite::Result<()> {
    let mut enter = db.prepare_cached("INSERT OR IGNORE INTO block (hash, rank, telling) VALUES (?, ?, ?)")?;
    for &id in new {
        let telling = tellings.get(id)?;
        let own = rank(&telling.key().0);
        for hash in Blocks::of(telling).enters {
            enter.execute([hash, own, id])?;
        }
    }
    let mut full = BTreeSet::new();
    let all: Vec<i64> = new.union(promoted).copied().collect();
    // What is there already says the same, since scores do not change; SQLite takes twice as long to replace it.
    let mut remember = db.prepare_cached("INSERT OR IGNORE INTO link (a, b, score) VALUES (?, ?, ?)")?;
    for some in all.chunks(AT_ONCE) {
        let mut pairs: Vec<(i64, i64)> = Vec::new();
        for &id in some {
            let others = candidates(db, tellings.get(id)?, id, &mut full)?;
            pairs.extend(others.into_iter().map(|other| (id.min(other), id.max(other))));
        }
        // In the order of the table; two that are new find each other.
        pairs.sort_unstable();
        pairs.dedup();
        for (a, b) in pairs {
            tellings.load(a)?;
            tellings.load(b)?;
            let (Some(one), Some(other)) = (tellings.loaded.get(&a), tellings.loaded.get(&b)) else { continue };
            if let Some(score) = compare(one, other).filter(|score| score.likely >= LINKED) {
                remember.execute(params![a, b, score.likely])?;
            }
        }
    }
    for hash in full {
        demote(db, hash, new, touched)?;
    }
    Ok(())
}

/// Tellings are compared in so large parts, so that a list of their pairs is no matter.
const AT_ONCE: usize = 4_096;

/// New tellings have entered a block: where it is crowded now, that is noted, and those are touched that stood for the
/// others until then.
fn demote(db: &Transaction<'_>, hash: i64, new: &BTreeSet<i64>, touched: &mut BTreeSet<i64>) -> rusqlite::Result<()> {
    if crowd(db, hash)?.is_none() {
        return Ok(());
    }
    let mut members = db.prepare_cached("SELECT telling FROM block WHERE hash = ? ORDER BY rank, telling")?;
    let mut rows = members.query([hash])?;
    let (mut nth, mut before) = (0, 0);
    while before < CROWD
        && let Some(row) = rows.next()?
    {
        let telling: i64 = row.get(0)?;
        nth += 1;
        if !new.contains(&telling) {
            before += 1;
            if nth > CROWD {
                touched.insert(telling);
            }
        }
    }
    Ok(())
}

/// With whom a telling is compared: those that stand for the others of the blocks that it looks into, and everybody who
/// looks into a block that it stands for itself. Those of its blocks that are full are added to `noted`.
fn candidates(
    db: &Transaction<'_>,
    telling: &Telling,
    id: i64,
    noted: &mut BTreeSet<i64>,
) -> rusqlite::Result<BTreeSet<i64>> {
    let blocks = Blocks::of(telling);
    let own = (rank(&telling.key().0), id);
    let mut candidates = BTreeSet::new();
    // The last of those that stand for the others, of blocks that are full.
    let mut full: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for run in blocks.runs() {
        look(db, run, Some(CROWD), |hash, nth, (rank, telling)| {
            candidates.insert(telling);
            if nth == CROWD {
                full.insert(hash, (rank, telling));
            }
        })?;
    }
    for &hash in blocks.enters.iter().filter(|_| !full.is_empty()) {
        let last = full.get(&hash);
        noted.extend(last.map(|_| hash));
        if last.is_some_and(|last| own > *last) {
            continue;
        }
        for near in around(hash).filter(|near| full.contains_key(near)) {
            look(db, near..=near, None, |_, _, (_, telling)| {
                candidates.insert(telling);
            })?;
        }
    }
    candidates.remove(&id);
    Ok(candidates)
}

/// Gives the tellings of these blocks to `seen`, each block's by rank, with the block and their place in it; of each block
/// at most `most`.
fn look(
    db: &Transaction<'_>,
    blocks: RangeInclusive<i64>,
    most: Option<usize>,
    mut seen: impl FnMut(i64, usize, (i64, i64)),
) -> rusqlite::Result<()> {
    let mut find = db.prepare_cached(
        "SELECT hash, rank, telling FROM block WHERE hash BETWEEN ? AND ? ORDER BY hash, rank, telling",
    )?;
    let (mut from, to) = blocks.into_inner();
    // Each turn ends at a block that has more than are wanted, and the next one begins after it.
    while from <= to {
        let (mut block, mut nth) = (None, 0);
        let mut rows = find.query([from, to])?;
        from = to + 1;
        while let Some(row) = rows.next()? {
            let hash: i64 = row.get(0)?;
            nth = if block == Some(hash) { nth + 1 } else { 1 };
            block = Some(hash);
            if most.is_some_and(|most| nth > most) {
                from = hash + 1;
                break;
            }
            seen(hash, nth, (row.get(1)?, row.get(2)?));
        }
    }
    Ok(())
}

/// Notes whether a block is crowded, and who is the last that stands for the others, which is returned.
fn crowd(db: &Transaction<'_>, hash: i64) -> rusqlite::Result<Option<i64>> {
    let mut last = db.prepare_cached(
        "SELECT rank, telling, EXISTS (SELECT 1 FROM block WHERE hash = ?1 LIMIT 1 OFFSET ?3) FROM block WHERE hash = ?1
         ORDER BY rank, telling LIMIT 1 OFFSET ?2",
    )?;
    let found: Option<(i64, i64, bool)> = last
        .query_row([hash, CROWD as i64 - 1, CROWD as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    match found {
        Some((rank, telling, true)) => {
            db.prepare_cached("INSERT OR REPLACE INTO crowded (hash, rank) VALUES (?, ?)")?.execute([hash, rank])?;
            Ok(Some(telling))
        }
        _ => Ok(None),
    }
}

/// The blocks that are crowded: a pair counts where one of the two stands for the others of a block that both share.
struct Crowds {
    last: HashMap<i64, i64>,
    places: HashMap<i64, Place>,
}

/// Where a telling stands, in order: the blocks of which it is one that all others are compared with, and those that it
/// looks into.
struct Place {
    stands: Vec<i64>,
    looks: Vec<i64>,
}

impl Crowds {
    fn load(db: &Transaction<'_>) -> rusqlite::Result<Self> {
        let mut find = db.prepare_cached("SELECT hash, rank FROM crowded")?;
        let last = find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        Ok(Self { last, places: HashMap::new() })
    }

    /// Whether the pair is one of those that are compared.
    fn count(&mut self, tellings: &mut Tellings<'_>, a: i64, b: i64) -> rusqlite::Result<bool> {
        if self.last.is_empty() {
            return Ok(true);
        }
        for id in [a, b] {
            if let Entry::Vacant(place) = self.places.entry(id) {
                let telling = tellings.get(id)?;
                let (rank, Blocks { enters, looks }) = (rank(&telling.key().0), Blocks::of(telling));
                let stands = |hash: &i64| self.last.get(hash).is_none_or(|last| rank <= *last);
                let stands = enters.into_iter().filter(stands).collect();
                place.insert(Place { stands, looks: looks.into_iter().collect() });
            }
        }
        let (one, other) = (&self.places[&a], &self.places[&b]);
        let seen = |one: &Place, other: &Place| one.stands.iter().any(|hash| other.looks.binary_search(hash).is_ok());
        Ok(seen(one, other) || seen(other, one))
    }
}

/// Removes the tellings that no claim tells any more, and returns them, with those that stand for a crowd in their place.
/// Their neighbours are touched instead of them.
fn forget(
    db: &Transaction<'_>,
    tellings: &mut Tellings<'_>,
    touched: &mut BTreeSet<i64>,
) -> rusqlite::Result<(BTreeSet<i64>, BTreeSet<i64>)> {
    let mut alive = db.prepare_cached("SELECT 1 FROM claim WHERE telling = ?")?;
    let mut gone = BTreeSet::new();
    for &telling in touched.iter() {
        if !alive.exists([telling])? {
            gone.insert(telling);
        }
    }
    let mut near = db.prepare_cached(
        "SELECT b FROM link WHERE a = ?1 UNION SELECT a FROM link WHERE b = ?1
         UNION SELECT o.id FROM telling t JOIN telling o ON o.event = t.event WHERE t.id = ?1",
    )?;
    for &telling in &gone {
        for other in near.query_map([telling], |row| row.get::<_, i64>(0))? {
            touched.insert(other?);
        }
    }
    let mut event_of = db.prepare_cached("SELECT event FROM telling WHERE id = ? AND event IS NOT NULL")?;
    let mut promoted = BTreeSet::new();
    for telling in &gone {
        let event: Option<i64> = event_of.query_row([telling], |row| row.get(0)).optional()?;
        db.prepare_cached("DELETE FROM link WHERE a = ?1 OR b = ?1")?.execute([telling])?;
        let own = rank(&tellings.get(*telling)?.key().0);
        for hash in Blocks::of(tellings.get(*telling)?).enters {
            db.prepare_cached("DELETE FROM block WHERE hash = ? AND rank = ? AND telling = ?")?
                .execute([hash, own, *telling])?;
            if db.prepare_cached("DELETE FROM crowded WHERE hash = ?")?.execute([hash])? > 0 {
                // Somebody else stands for the others now, and must be compared with all of them.
                promoted.extend(crowd(db, hash)?);
            }
        }
        db.prepare_cached("DELETE FROM telling WHERE id = ?")?.execute([telling])?;
        db.prepare_cached("DELETE FROM wording WHERE telling = ?")?.execute([telling])?;
        touched.remove(telling);
        // Of an event that others tell too, the row goes when those are grouped anew.
        db.prepare_cached("DELETE FROM event WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM telling WHERE event = ?1)")?
            .execute([event])?;
    }
    promoted.retain(|telling| !gone.contains(telling));
    touched.extend(&promoted);
    Ok((gone, promoted))
}

/// What people said of pairs of tellings, in force.
#[derive(Default)]
struct Judgements {
    together: Vec<(i64, i64)>,
    apart: BTreeSet<(i64, i64)>,
    near: BTreeMap<i64, Vec<i64>>,
}

impl Judgements {
    fn load(db: &Transaction<'_>) -> rusqlite::Result<Self> {
        let mut judged = Self::default();
        let mut find = db.prepare_cached(
            "SELECT j.kind, one.telling, other.telling FROM in_force j
             JOIN claim one ON one.key = j.claim JOIN claim other ON other.key = j.other
             WHERE j.kind IN ('together', 'apart') ORDER BY j.key",
        )?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let pair: (i64, i64) = (row.get(1)?, row.get(2)?);
            if row.get_ref(0)?.as_str()? == "apart" {
                judged.apart.insert(pair);
            } else {
                judged.together.push(pair);
                judged.near.entry(pair.0).or_default().push(pair.1);
                judged.near.entry(pair.1).or_default().push(pair.0);
            }
        }
        Ok(judged)
    }
}

/// All tellings that can be grouped with one: what is linked with it, or was of one event with it, and so on.
struct Component {
    tellings: BTreeSet<i64>,
    links: Vec<(i64, i64, f64)>,
}

impl Component {
    fn of(db: &Transaction<'_>, judged: &Judgements, telling: i64) -> rusqlite::Result<Self> {
        let mut of_a = db.prepare_cached("SELECT b, score FROM link WHERE a = ?")?;
        let mut of_b = db.prepare_cached("SELECT a FROM link WHERE b = ?")?;
        let mut event_of = db.prepare_cached("SELECT event FROM telling WHERE id = ?")?;
        let mut of_event = db.prepare_cached("SELECT id FROM telling WHERE event = ?")?;
        let (mut found, mut links) = (HashSet::from([telling]), Vec::new());
        let mut events = BTreeSet::new();
        let mut open = vec![telling];
        while let Some(next) = open.pop() {
            let mut reach = |other: i64| {
                if found.insert(other) {
                    open.push(other);
                }
            };
            for link in of_a.query_map([next], |row| Ok((row.get(0)?, row.get(1)?)))? {
                let (other, score) = link?;
                links.push((next, other, score));
                reach(other);
            }
            for other in of_b.query_map([next], |row| row.get(0))? {
                reach(other?);
            }
            // Once an event: each of its tellings has the others as neighbours.
            if let Some(event) =
                event_of.query_row([next], |row| row.get::<_, Option<i64>>(0))?.filter(|&e| events.insert(e))
            {
                for other in of_event.query_map([event], |row| row.get(0))? {
                    reach(other?);
                }
            }
            judged.near.get(&next).into_iter().flatten().copied().for_each(reach);
        }
        links.sort_unstable_by_key(|&(a, b, _)| (a, b));
        Ok(Self { tellings: found.into_iter().collect(), links })
    }
}

/// Groups a component anew and writes the events that are others than before.
fn regroup(
    db: &Transaction<'_>,
    tellings: &mut Tellings<'_>,
    crowds: &mut Crowds,
    judged: &Judgements,
    component: &Component,
    touched: &BTreeSet<i64>,
) -> rusqlite::Result<()> {
    // Numbered by key: rows are numbered as they came in.
    let mut nodes = Vec::with_capacity(component.tellings.len());
    let mut find = db.prepare_cached("SELECT key, event FROM telling WHERE id = ?")?;
    for &id in &component.tellings {
        let (key, event) =
            find.query_row([id], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Option<i64>>(1)?)))?;
        nodes.push((key, id, event));
    }
    nodes.sort();
    let number: HashMap<i64, usize> = nodes.iter().enumerate().map(|(n, (_, id, _))| (*id, n)).collect();
    let (mut links, mut past) = (Vec::with_capacity(component.links.len()), Vec::new());
    for &(a, b, score) in &component.links {
        // What counted before, counts as long as neither has lost its place.
        if (touched.contains(&a) || touched.contains(&b)) && !crowds.count(tellings, a, b)? {
            past.push((a, b));
            continue;
        }
        let (x, y) = (number[&a], number[&b]);
        links.push((x.min(y), x.max(y), score));
    }
    // Whoever stands for a crowd again is compared with all of it again.
    for (a, b) in past {
        db.prepare_cached("DELETE FROM link WHERE a = ? AND b = ?")?.execute([a, b])?;
    }
    let pair = |(a, b): &(i64, i64)| Some((*number.get(a)?, *number.get(b)?));
    let judged = Judged {
        together: judged.together.iter().filter_map(pair).collect(),
        apart: judged.apart.iter().filter_map(pair).map(|(a, b)| (a.min(b), a.max(b))).collect(),
    };
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (node, group) in cluster(nodes.len(), &links, &judged).into_iter().enumerate() {
        groups.entry(group).or_default().push(node);
    }
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, _, event) in &nodes {
        if let Some(event) = event {
            *sizes.entry(*event).or_default() += 1;
        }
    }
    let is_as_before = |group: &Vec<usize>| {
        let event = nodes[group[0]].2;
        event.is_some_and(|event| sizes[&event] == group.len())
            && group.iter().all(|&node| nodes[node].2 == event && !touched.contains(&nodes[node].1))
    };
    let others: Vec<Vec<usize>> = groups.into_values().filter(|group| !is_as_before(group)).collect();
    let ids: Vec<i64> = others.iter().flatten().map(|&node| nodes[node].1).collect();
    for id in &ids {
        tellings.load(*id)?;
        db.prepare_cached("UPDATE telling SET event = NULL WHERE id = ?")?.execute([id])?;
    }
    // Before the new ones are written, since those may have the same keys.
    for event in others.iter().flatten().filter_map(|&node| nodes[node].2).collect::<BTreeSet<i64>>() {
        db.prepare_cached("DELETE FROM event WHERE id = ?")?.execute([event])?;
    }
    for group in others {
        let members: Vec<(i64, &Telling)> =
            group.iter().filter_map(|&node| Some((nodes[node].1, tellings.loaded.get(&nodes[node].1)?))).collect();
        event::write(db, &members)?;
    }
    Ok(())
}
