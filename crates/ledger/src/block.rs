//! Which tellings are compared at all: those that share a block.
//!
//! A block is a pair of things that are rarely shared by chance (two participants, a participant and the word, a place
//! and the type, a piece of the sentence) within some days. Ten days make a bucket; a telling enters the buckets of its
//! days and of its publication and looks into their neighbours too, so that no border parts two tellings.

use crate::hash::{digest, mixed};
use crate::telling::Telling;
use std::collections::BTreeSet;

/// Days to a bucket.
const BUCKET: i64 = 10;

/// An interval of more buckets says too little of when.
const WIDEST: i64 = 5;

/// The blocks that a telling enters, and those it looks into.
pub(crate) struct Blocks {
    pub(crate) enters: BTreeSet<i64>,
    pub(crate) looks: BTreeSet<i64>,
}

impl Blocks {
    pub(crate) fn of(telling: &Telling) -> Self {
        let own = buckets(telling);
        let near: BTreeSet<Option<i64>> = own
            .iter()
            .flat_map(|bucket| match bucket {
                Some(n) => vec![Some(n - 1), Some(*n), Some(n + 1)],
                None => vec![None],
            })
            .collect();
        let things = things(telling);
        let hashes = |buckets: &BTreeSet<Option<i64>>| {
            things.iter().flat_map(|thing| buckets.iter().map(move |bucket| hash(thing, *bucket))).collect()
        };
        Self { enters: hashes(&own), looks: hashes(&near) }
    }
}

fn hash(thing: &str, bucket: Option<i64>) -> i64 {
    // Four bytes: two things that share them by chance are compared in vain, no more.
    i64::from(mixed(digest(thing.as_bytes()) ^ mixed(bucket.unwrap_or(i64::MIN) as u64)) as i32)
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
