//! Paragraphs that were printed before: where a report copies another, and where words come from.
//!
//! Each paragraph is cut into runs of three words. MinHash finds paragraphs that may share most of them, and those are
//! then compared word by word. Paragraphs that are nearly the same form a group; the first report that has one of
//! the group, by publication and key, is the origin of its words.

use crate::add::text_at;
use crate::fold::folded_words;
use crate::hash::{digest, mixed};
use rapporteur::text::{CodePoints, TextRange};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeSet;

/// Shorter paragraphs are said twice by chance.
const FEWEST_WORDS: usize = 8;
/// Words to a run.
const RUN: usize = 3;
/// Bands of two digests each: of paragraphs that share 60 % of their runs, 93 % are found, and 98 % at 70 %.
const BANDS: u8 = 6;
/// So large a part of the runs must be shared.
const SAME: f64 = 0.55;

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
    moved: &mut BTreeSet<i64>,
) -> rusqlite::Result<Vec<Paragraph>> {
    let points = CodePoints::new(text);
    let mut found = Vec::new();
    for range in paragraphs(text) {
        let words = folded_words(range.of(text));
        if words.len() < FEWEST_WORDS {
            continue;
        }
        let (start, end) = points.span(range);
        let passage = enter_passage(db, report, &words, moved)?;
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
) -> rusqlite::Result<i64> {
    let hash = digest(words.join(" ").as_bytes()) as i64;
    let mut find = db.prepare_cached("SELECT id, grp FROM passage WHERE hash = ?")?;
    let known: Option<(i64, i64)> = find.query_row([hash], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    if let Some((passage, group)) = known {
        lead_back(db, group, report, moved)?;
        return Ok(passage);
    }
    db.prepare_cached("INSERT INTO passage_group (report) VALUES (?)")?.execute([report])?;
    let mut group = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO passage (hash, grp) VALUES (?, ?)")?.execute([hash, group])?;
    let passage = db.last_insert_rowid();
    let runs = runs(words);
    let bands = bands(&runs);
    let mut candidates = BTreeSet::new();
    let mut look = db.prepare_cached("SELECT passage FROM band WHERE hash = ?")?;
    for band in &bands {
        for candidate in look.query_map([band], |row| row.get::<_, i64>(0))? {
            candidates.insert(candidate?);
        }
    }
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO band (hash, passage) VALUES (?, ?)")?;
    for band in bands {
        insert.execute([band, passage])?;
    }
    let mut group_of = db.prepare_cached("SELECT grp FROM passage WHERE id = ?")?;
    for candidate in candidates {
        let other: i64 = group_of.query_row([candidate], |row| row.get(0))?;
        if other != group && shared(&runs, &runs_of(db, candidate)?) >= SAME {
            group = unite(db, group, other, moved)?;
        }
    }
    Ok(passage)
}

/// The runs of a passage that is in the ledger.
fn runs_of(db: &Transaction<'_>, passage: i64) -> rusqlite::Result<BTreeSet<i64>> {
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

fn runs(words: &[String]) -> BTreeSet<i64> {
    words.windows(RUN).map(|run| digest(run.join(" ").as_bytes()) as i64).collect()
}

fn shared(a: &BTreeSet<i64>, b: &BTreeSet<i64>) -> f64 {
    let common = a.intersection(b).count();
    common as f64 / (a.len() + b.len() - common).max(1) as f64
}

/// Digests of the smallest runs, under two orders a band.
fn bands(runs: &BTreeSet<i64>) -> Vec<i64> {
    let smallest = |salt: u8| {
        let order = (u64::from(salt) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        runs.iter().map(|&run| mixed(run as u64 ^ order)).min().unwrap_or_default()
    };
    (0..BANDS)
        .map(|band| {
            let pair = mixed(smallest(2 * band) ^ smallest(2 * band + 1).rotate_left(32));
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
        assert!(bands(&one).iter().any(|band| bands(&other).contains(band)));
    }
}
