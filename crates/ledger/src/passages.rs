//! Paragraphs that were printed before: where a report copies another, and where words come from.
//!
//! Each paragraph is cut into runs of three words. MinHash finds paragraphs that may share most of them, and those are
//! then compared word by word. Paragraphs that are nearly the same form a group; the first report that has one of
//! the group, by publication and key, is the origin of its words.

use crate::add::text_at;
use crate::fold::folded_words;
use crate::hash::{digest, mixed};
use crate::merge::Unsettled;
use rapporteur::text::{CodePoints, TextRange};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Shorter paragraphs are said twice by chance.
const FEWEST_WORDS: usize = 8;
/// Words to a run.
const RUN: usize = 3;
/// Bands of two digests each: of paragraphs that share 60 % of their runs, 93 % are found, and 98 % at 70 %.
const BANDS: u8 = 6;
/// So large a part of the runs must be shared.
const SAME: f64 = 0.55;

/// Two bits of each of so many smallest digests are kept of a passage. Of passages that share a seventh of their runs and
/// lie in one band by chance, they tell 99 of 100 apart without their texts, and 24 of 25 of those that share a fifth;
const SKETCHED: u8 = 64;
/// of those that share 55 %, 42 are the same in the mean, and fewer than this in one of 200.
const SKETCHES_ALIKE: u32 = 33;

/// A paragraph of a report, in code points, with the passage it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) passage: i64,
}

/// Enters the paragraphs of a report; `moved` gets the groups whose first report is another now.
pub(crate) fn enter(
    db: &Transaction<'_>,
    report: i64,
    text: &str,
    Unsettled { moved, known, .. }: &mut Unsettled,
) -> rusqlite::Result<Vec<Paragraph>> {
    let points = CodePoints::new(text);
    let mut found = Vec::new();
    for range in paragraphs(text) {
        let words = folded_words(range.of(text));
        if words.len() < FEWEST_WORDS {
            continue;
        }
        let (start, end) = points.span(range);
        let passage = enter_passage(db, report, &words, moved, known)?;
        db.prepare_cached("INSERT INTO report_passage (report, start, end, passage) VALUES (?, ?, ?, ?)")?
            .execute(params![report, start, end, passage])?;
        found.push(Paragraph { start, end, passage });
    }
    Ok(found)
}

fn enter_passage(
    db: &Transaction<'_>,
    report: i64,
    words: &[String],
    moved: &mut BTreeSet<i64>,
    known: &mut Known,
) -> rusqlite::Result<i64> {
    let hash = digest(words.join(" ").as_bytes()) as i64;
    let mut find = db.prepare_cached("SELECT id, grp FROM passage WHERE hash = ?")?;
    let as_before: Option<(i64, i64)> = find.query_row([hash], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    if let Some((passage, group)) = as_before {
        lead_back(db, group, report, moved)?;
        return Ok(passage);
    }
    db.prepare_cached("INSERT INTO passage_group (report) VALUES (?)")?.execute([report])?;
    let mut group = db.last_insert_rowid();
    let runs = runs(words);
    let smallest = smallest(&runs);
    let (mut bands, sketch) = (bands(&smallest), Sketch::of(&smallest));
    bands.sort_unstable();
    bands.dedup();
    db.prepare_cached("INSERT INTO passage (hash, grp, sketch) VALUES (?, ?, ?)")?.execute(params![
        hash,
        group,
        sketch.0.to_be_bytes()
    ])?;
    let passage = db.last_insert_rowid();
    // Band by band: what the first one leads to is mostly all that the others have.
    let (mut seen, mut joined) = (HashSet::new(), HashSet::from([group]));
    let mut looked_into = Vec::with_capacity(bands.len());
    for hash in bands {
        let band = known.band(db, hash)?;
        for (&other, passages) in &band.0 {
            let other = known.group(other);
            if joined.contains(&other) {
                continue;
            }
            for &(candidate, theirs) in passages {
                let may_be = seen.insert(candidate) && theirs.may_be(sketch);
                if may_be && shared(&runs, known.runs(db, candidate)?) >= SAME {
                    let stays = unite(db, group, other, moved)?;
                    known.became.insert(group.max(other), stays);
                    joined.extend([group, other]);
                    group = stays;
                    break;
                }
            }
        }
        looked_into.push((hash, band));
    }
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO band (hash, passage) VALUES (?, ?)")?;
    for (hash, mut band) in looked_into {
        insert.execute([hash, passage])?;
        band.0.entry(group).or_default().push((passage, sketch));
        known.keep(hash, band);
    }
    Ok(passage)
}

/// What is known of passages while others are entered: what many paragraphs are like is looked at again and again.
#[derive(Debug, Default)]
pub(crate) struct Known {
    runs: HashMap<i64, Vec<i64>>,
    /// The bands that very many share.
    crowds: HashMap<i64, Band>,
    /// What groups became of which others.
    became: HashMap<i64, i64>,
}

/// The passages of a band, by the groups that they were of when they were read. Of a group only the first are looked at
/// where those are like the new one, so that one more of a crowd costs no more than those before it.
#[derive(Debug, Default)]
struct Band(BTreeMap<i64, Vec<(i64, Sketch)>>);

impl Known {
    /// Of the runs of so many passages, some ten megabytes.
    const MOST: usize = 20_000;
    /// Bands of more passages are kept, not read again for each.
    const CROWDED: usize = 64;
    /// So many bands are kept at once.
    const CROWDS: usize = 2_000;

    /// The passages of a band; it is the caller's to keep.
    fn band(&mut self, db: &Transaction<'_>, hash: i64) -> rusqlite::Result<Band> {
        if let Some(band) = self.crowds.remove(&hash) {
            return Ok(band);
        }
        let mut band = Band::default();
        let mut look = db.prepare_cached(
            "SELECT p.id, p.grp, p.sketch FROM band b CROSS JOIN passage p ON p.id = b.passage WHERE b.hash = ?",
        )?;
        let mut rows = look.query([hash])?;
        while let Some(row) = rows.next()? {
            band.0.entry(row.get(1)?).or_default().push((row.get(0)?, Sketch::at(row.get_ref(2)?.as_blob()?)));
        }
        Ok(band)
    }

    fn keep(&mut self, hash: i64, band: Band) {
        if band.0.values().map(Vec::len).sum::<usize>() > Self::CROWDED {
            if self.crowds.len() >= Self::CROWDS {
                self.crowds.clear();
            }
            self.crowds.insert(hash, band);
        }
    }

    /// What became of a group.
    fn group(&self, mut group: i64) -> i64 {
        while let Some(other) = self.became.get(&group) {
            group = *other;
        }
        group
    }

    fn runs(&mut self, db: &Transaction<'_>, passage: i64) -> rusqlite::Result<&[i64]> {
        if self.runs.len() >= Self::MOST && !self.runs.contains_key(&passage) {
            self.runs.clear();
        }
        Ok(match self.runs.entry(passage) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(runs_of(db, passage)?),
        })
    }
}

/// Makes the sketches of all passages, as a migration needs it. `seen` is told of each report.
pub(crate) fn sketch_all(db: &Transaction<'_>, mut seen: impl FnMut()) -> rusqlite::Result<()> {
    let mut of_report = db.prepare(
        "SELECT p.id, x.start, x.end FROM report_passage x JOIN passage p ON p.id = x.passage WHERE x.report = ? AND p.sketch = x''",
    )?;
    let mut set = db.prepare("UPDATE passage SET sketch = ? WHERE id = ?")?;
    let mut reports = db.prepare("SELECT id, body FROM report ORDER BY id")?;
    let mut rows = reports.query([])?;
    while let Some(row) = rows.next()? {
        let text = text_at(row, 1)?;
        let points = CodePoints::new(&text);
        let passages =
            of_report.query_map([row.get::<_, i64>(0)?], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for (passage, start, end) in passages.collect::<rusqlite::Result<Vec<(i64, u32, u32)>>>()? {
            let runs = runs(&folded_words(points.range(start, end).of(&text)));
            set.execute(params![Sketch::of(&smallest(&runs)).0.to_be_bytes(), passage])?;
        }
        seen();
    }
    Ok(())
}

/// The runs of a passage that is in the ledger.
fn runs_of(db: &Transaction<'_>, passage: i64) -> rusqlite::Result<Vec<i64>> {
    let mut text = db.prepare_cached(
        "SELECT r.body, x.start, x.end FROM report_passage x JOIN report r ON r.id = x.report WHERE x.passage = ? LIMIT 1",
    )?;
    let found = text.query_row([passage], |row| {
        let (text, start, end) = (text_at(row, 0)?, row.get(1)?, row.get(2)?);
        let range = CodePoints::new(&text).range(start, end);
        Ok(runs(&folded_words(range.of(&text))))
    });
    Ok(found.optional()?.unwrap_or_default())
}

/// The digests of all runs, in order, each once.
fn runs(words: &[String]) -> Vec<i64> {
    let mut runs: Vec<i64> = words.windows(RUN).map(|run| digest(run.join(" ").as_bytes()) as i64).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// The part that two lists in order have in common.
fn shared(a: &[i64], b: &[i64]) -> f64 {
    let (mut rest, mut common) = (b, 0);
    for run in a {
        let at = rest.partition_point(|other| other < run);
        rest = &rest[at..];
        common += usize::from(rest.first() == Some(run));
    }
    common as f64 / (a.len() + b.len() - common).max(1) as f64
}

/// The smallest runs, each under another order.
fn smallest(runs: &[i64]) -> [u64; SKETCHED as usize] {
    std::array::from_fn(|salt| {
        let order = (salt as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        runs.iter().map(|&run| mixed(run as u64 ^ order)).min().unwrap_or_default()
    })
}

/// What is kept of the smallest runs, so that two passages are told apart at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sketch(u128);

impl Sketch {
    fn of(smallest: &[u64; SKETCHED as usize]) -> Self {
        Self(smallest.iter().fold(0, |sketch, run| sketch << 2 | u128::from(run & 3)))
    }

    fn at(blob: &[u8]) -> Self {
        Self(blob.try_into().map_or(0, u128::from_be_bytes))
    }

    /// Whether the two may share enough: those that do hardly ever have fewer pairs of bits in common.
    fn may_be(self, other: Self) -> bool {
        const LOW: u128 = u128::MAX / 3;
        let differs = self.0 ^ other.0;
        u32::from(SKETCHED) - ((differs | differs >> 1) & LOW).count_ones() >= SKETCHES_ALIKE
    }
}

/// Digests of the smallest runs, two a band.
fn bands(smallest: &[u64; SKETCHED as usize]) -> Vec<i64> {
    smallest
        .chunks_exact(2)
        .zip(0..BANDS)
        .map(|(two, band)| {
            let pair = mixed(two[0] ^ two[1].rotate_left(32));
            // Four bytes are enough: what is found is compared.
            i64::from(mixed(pair ^ u64::from(band)) as i32)
        })
        .collect()
}

/// Which of two reports came first, by publication (unknown last) and key.
fn first(db: &Transaction<'_>, one: i64, other: i64) -> rusqlite::Result<i64> {
    let mut first = db.prepare_cached(
        "SELECT id FROM report WHERE id IN (?, ?) ORDER BY published_day IS NULL, published_day, key LIMIT 1",
    )?;
    first.query_row([one, other], |row| row.get(0))
}

/// Another report has a passage of this group.
fn lead_back(db: &Transaction<'_>, group: i64, report: i64, moved: &mut BTreeSet<i64>) -> rusqlite::Result<()> {
    let mut find = db.prepare_cached("SELECT report FROM passage_group WHERE id = ?")?;
    let before: i64 = find.query_row([group], |row| row.get(0))?;
    if before != report && first(db, before, report)? == report {
        db.prepare_cached("UPDATE passage_group SET report = ? WHERE id = ?")?.execute([report, group])?;
        moved.insert(group);
    }
    Ok(())
}

/// The report has another date of publication: its groups lead to whichever report is first now.
pub(crate) fn lead_anew(db: &Transaction<'_>, report: i64, moved: &mut BTreeSet<i64>) -> rusqlite::Result<()> {
    let mut groups = db.prepare_cached(
        "SELECT DISTINCT p.grp FROM report_passage x JOIN passage p ON p.id = x.passage WHERE x.report = ?",
    )?;
    let groups: Vec<i64> = groups.query_map([report], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for group in groups {
        let changed = db
            .prepare_cached(
                "UPDATE passage_group SET report = first.id FROM (
                     SELECT r.id FROM passage p JOIN report_passage x ON x.passage = p.id JOIN report r ON r.id = x.report
                     WHERE p.grp = ?1 ORDER BY r.published_day IS NULL, r.published_day, r.key LIMIT 1
                 ) first WHERE passage_group.id = ?1 AND passage_group.report <> first.id",
            )?
            .execute([group])?;
        if changed > 0 {
            moved.insert(group);
        }
    }
    Ok(())
}

/// Two groups become one; the older number stays.
fn unite(db: &Transaction<'_>, one: i64, other: i64, moved: &mut BTreeSet<i64>) -> rusqlite::Result<i64> {
    let (stays, goes) = (one.min(other), one.max(other));
    let mut find = db.prepare_cached("SELECT report FROM passage_group WHERE id = ?")?;
    let report: i64 = find.query_row([goes], |row| row.get(0))?;
    db.prepare_cached("UPDATE passage SET grp = ? WHERE grp = ?")?.execute([stays, goes])?;
    db.prepare_cached("DELETE FROM passage_group WHERE id = ?")?.execute([goes])?;
    lead_back(db, stays, report, moved)?;
    // What led to the group that went has another first report, perhaps.
    moved.remove(&goes);
    moved.insert(stays);
    Ok(stays)
}

/// The paragraphs: runs of lines without an empty line between them; where a text has no empty lines, its lines.
pub(crate) fn paragraphs(text: &str) -> Vec<TextRange> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        lines.push(TextRange::from_usize(start, start + line.trim().len()));
    }
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    let last = lines.iter().rposition(|line| !line.is_empty()).unwrap_or(first);
    let parted = lines.get(first..last).is_some_and(|inner| inner.iter().any(|line| line.is_empty()));
    let mut found: Vec<TextRange> = Vec::new();
    let mut open = false;
    for line in lines {
        match found.last_mut() {
            _ if line.is_empty() => open = false,
            Some(before) if open && parted => *before = before.cover(line),
            _ => {
                found.push(line);
                open = true;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_parted_by_empty_lines_where_there_are_any() {
        let words = |text: &'static str| paragraphs(text).into_iter().map(|p| p.of(text)).collect::<Vec<_>>();
        assert_eq!(words("one\ntwo\n\n  three \r\n"), ["one\ntwo", "three"]);
        assert_eq!(words("one\ntwo\n\n"), ["one", "two"]);
        assert!(words(" \n").is_empty());
    }

    #[test]
    fn a_few_words_changed_leave_most_runs() {
        let one = "The ministers of both countries signed an agreement on defence in the capital on Wednesday afternoon, officials said";
        let other = one.replace("Wednesday afternoon", "March 12");
        let (one, other) = (runs(&folded_words(one)), runs(&folded_words(&other)));
        assert!(shared(&one, &other) >= SAME);
        let (one, other) = (smallest(&one), smallest(&other));
        assert!(bands(&one).iter().any(|band| bands(&other).contains(band)));
        assert!(Sketch::of(&one).may_be(Sketch::of(&other)));
    }

    #[test]
    fn sketches_tell_apart_what_shares_little() {
        let of = |from: i64, to: i64| Sketch::of(&smallest(&(from..to).map(|run| run * 7919).collect::<Vec<i64>>()));
        // Of 100 runs 71 are shared, 55 % of all; then 25 %, which is 14 % of all.
        let apart =
            (0..200).filter(|n| !of(n * 1000, n * 1000 + 100).may_be(of(n * 1000 + 29, n * 1000 + 129))).count();
        assert!(apart <= 2, "{apart} of 200");
        let apart =
            (0..200).filter(|n| !of(n * 1000, n * 1000 + 100).may_be(of(n * 1000 + 75, n * 1000 + 175))).count();
        assert!(apart >= 180, "{apart} of 200");
    }
}
