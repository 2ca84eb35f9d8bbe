//! Which tellings are compared at all: those that share a block.
//!
//! A block is a pair of things that are rarely shared by chance (two participants, a participant and the word, a place
//! and the type, a piece of the sentence) within some days. Ten days make a bucket; a telling enters the buckets of its
//! days and of its publication and looks into their neighbours too, so that no border parts two tellings.
//!
//! A block that very many share (one event that everybody tells) would make as many comparisons as it has pairs. Of a
//! crowded one, only the first by rank are compared with all others; the rank comes from the telling's key, so what is
//! compared does not depend on the order in which tellings came in.

use crate::hash::{digest, mixed};
use crate::telling::Telling;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Days to a bucket.
const BUCKET: i64 = 10;

/// An interval of more buckets says too little of when.
const WIDEST: i64 = 5;

/// So many tellings of a block are compared with all others.
pub(crate) const CROWD: usize = 64;

/// Bits of a block that tell the bucket of days.
const BUCKET_BITS: u32 = 20;

/// The blocks that a telling enters, and those it looks into.
pub(crate) struct Blocks {
    pub(crate) enters: BTreeSet<i64>,
    pub(crate) looks: BTreeSet<i64>,
}

impl Blocks {
    pub(crate) fn of(telling: &Telling) -> Self {
        let own = buckets(telling);
        let (mut enters, mut looks) = (BTreeSet::new(), BTreeSet::new());
        for thing in things(telling) {
            // Two things that share these bits by chance are compared in vain, no more. Six bytes in all: SQLite keeps
            // that many of a number where it needs no more.
            let thing = (digest(thing.as_bytes()) as i64 >> 36) << BUCKET_BITS;
            for bucket in &own {
                enters.insert(thing | code(*bucket));
                looks.extend(around(thing | code(*bucket)));
            }
        }
        Self { enters, looks }
    }

    /// The blocks that it looks into, in runs of buckets that lie side by side.
    pub(crate) fn runs(&self) -> Vec<RangeInclusive<i64>> {
        let mut runs: Vec<RangeInclusive<i64>> = Vec::new();
        for &hash in &self.looks {
            match runs.last_mut() {
                Some(run) if *run.end() + 1 == hash => *run = *run.start()..=hash,
                _ => runs.push(hash..=hash),
            }
        }
        runs
    }
}

/// A block with those of the neighbouring days: whoever enters one of them looks into it.
pub(crate) fn around(block: i64) -> RangeInclusive<i64> {
    if block & ((1 << BUCKET_BITS) - 1) == code(None) { block..=block } else { block - 1..=block + 1 }
}

/// The lowest bits of a block: days of the years -9999 to 9999 fit with room at both ends; nought where they are not known.
fn code(bucket: Option<i64>) -> i64 {
    const MIDDLE: i64 = 1 << (BUCKET_BITS - 1);
    bucket.map_or(0, |bucket| (bucket + MIDDLE).clamp(2, 2 * MIDDLE - 2))
}

/// The buckets of the event and of its publication; `None` where that is not known.
fn buckets(telling: &Telling) -> BTreeSet<Option<i64>> {
    let mut buckets = BTreeSet::from([telling.published.map(|day| day.div_euclid(BUCKET))]);
    if let Some((from, to)) = telling.days {
        let (from, to) = (from.div_euclid(BUCKET), to.div_euclid(BUCKET));
        if to - from < WIDEST {
            buckets.extend((from..=to).map(Some));
        }
    }
    buckets
}

fn things(telling: &Telling) -> BTreeSet<String> {
    let mut things = BTreeSet::new();
    let handles: BTreeSet<String> = telling.parties().filter_map(crate::telling::Party::handle).take(6).collect();
    let handles: Vec<&String> = handles.iter().collect();
    for (i, one) in handles.iter().enumerate() {
        things.insert(format!("word {one} {}", telling.trigger));
        for other in &handles[i + 1..] {
            things.insert(format!("pair {one} {other}"));
        }
    }
    if let Some(place) = telling.place.as_ref().filter(|place| !place.wide) {
        let group = group(&telling.ty);
        things.insert(format!("place {} {group}", place.name));
    }
    things.extend(pieces(&telling.words));
    things
}

/// Types that the same act is coded with.
fn group(ty: &str) -> &str {
    match ty {
        "AGREE" | "AID" | "CONSULT" | "COOPERATE" | "SUPPORT" => "with",
        "ASSAULT" | "COERCE" | "PROTEST" => "force",
        "ACCUSE" | "THREATEN" | "SANCTION" => "against",
        "CONCEDE" | "RETREAT" => "yield",
        other => other,
    }
}

/// Three pairs of the sentence's words, chosen by their digests: sentences that share most words share a pair.
fn pieces(words: &[String]) -> impl Iterator<Item = String> {
    (0..3u8).map_while(move |salt| {
        let mut digests: Vec<(u64, &String)> =
            words.iter().map(|word| (mixed(digest(word.as_bytes()) ^ u64::from(salt)), word)).collect();
        digests.sort();
        match digests[..] {
            [(_, one), (_, other), ..] => Some(format!("piece {salt} {one} {other}")),
            _ => None,
        }
    })
}
