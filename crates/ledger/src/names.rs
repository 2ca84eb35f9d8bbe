//! Names of actors and places: how often they are told of, and which ones are like a name that is looked for.

use crate::day::iso;
use crate::error::LedgerError;
use crate::fold::folded_words;
use crate::found::rows;
use crate::horizon::Horizon;
use crate::query::Query;
use crate::store::Ledger;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Of a name that is looked for, so many words count.
const WORDS: usize = 12;

/// Somewhere events happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceRow {
    /// The name.
    pub name: String,
    /// ISO 3166-1 alpha-3; null where several countries have the place, or it lies in none.
    pub country: Option<String>,
    /// Claims that name it.
    pub claims: u64,
    /// Events.
    pub events: u64,
    /// The first day on which it was reported.
    pub first_reported: Option<String>,
    /// The last.
    pub last_reported: Option<String>,
}

/// Of what a name is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Who takes part in events.
    Actor,
    /// Where they happen.
    Place,
}

/// A name that is like one that is looked for.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Likeness {
    /// The name.
    pub name: String,
    /// The country that most of its claims give it.
    pub country: Option<String>,
    /// Claims that have it.
    pub claims: u64,
    /// How like it is, 0 to 100: the part of the words that both have, of all that either has.
    pub score: f64,
}

/// In which claims something is told of.
#[derive(Default)]
pub(crate) struct Told {
    /// The event of each claim.
    events: Vec<i64>,
    days: Option<(i64, i64)>,
}

impl Told {
    /// One more claim of this event, published on this day.
    pub(crate) fn add(&mut self, event: i64, published: Option<i64>) {
        self.events.push(event);
        if let Some(day) = published {
            let (first, last) = self.days.unwrap_or((day, day));
            self.days = Some((first.min(day), last.max(day)));
        }
    }

    pub(crate) fn claims(&self) -> u64 {
        self.events.len() as u64
    }

    pub(crate) fn events(&self) -> u64 {
        let mut events = self.events.clone();
        events.sort_unstable();
        events.dedup();
        events.len() as u64
    }

    /// The first and the last day on which it was reported.
    pub(crate) fn reported(&self) -> (Option<String>, Option<String>) {
        self.days.map(|(first, last)| (iso(first), iso(last))).unzip()
    }
}

impl Ledger {
    /// Where the events that match happen; most claims first.
    pub fn places(&self, query: &Query, horizon: &Horizon, limit: Option<u64>) -> Result<Vec<PlaceRow>, LedgerError> {
        self.kept(&format!("places {query:?} {horizon:?} {limit:?}"), || self.count_places(query, horizon, limit))
    }

    fn count_places(&self, query: &Query, horizon: &Horizon, limit: Option<u64>) -> Result<Vec<PlaceRow>, LedgerError> {
        self.ask_at_once(|db| {
            let found = self.found(db, query, horizon)?;
            let placed = rows(db, "SELECT id FROM claim WHERE place IS NOT NULL", [])?;
            let mut place_of = db.prepare_cached("SELECT place, place_country FROM claim WHERE id = ?")?;
            let mut told: BTreeMap<(i64, Option<String>), Told> = BTreeMap::new();
            self.each_claim(db, &found, horizon, |claim, _, event, source| {
                if placed.contains(claim) {
                    let place = place_of.query_row([claim], |row| Ok((row.get(0)?, row.get(1)?)))?;
                    told.entry(place).or_default().add(event, source.published);
                }
                Ok(())
            })?;
            let mut places = Vec::with_capacity(told.len());
            for ((name, country), told) in told {
                let (first_reported, last_reported) = told.reported();
                let (claims, events) = (told.claims(), told.events());
                let name = name_of(db, name)?;
                places.push(PlaceRow { name, country, claims, events, first_reported, last_reported });
            }
            places.sort_by(|a, b| {
                b.claims.cmp(&a.claims).then_with(|| (&a.name, &a.country).cmp(&(&b.name, &b.country)))
            });
            places.truncate(limit.map_or(usize::MAX, |limit| limit as usize));
            Ok(places)
        })
    }

    /// The names that share words with this one, most like first, then those with more claims; at most `limit`.
    pub fn names_like(&self, of: Named, name: &str, limit: usize) -> Result<Vec<Likeness>, LedgerError> {
        let mut words = folded_words(name);
        words.truncate(WORDS);
        words.sort();
        words.dedup();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let (count, country) = match of {
            Named::Actor => (
                "SELECT count(DISTINCT claim) FROM participant WHERE name = n.id",
                "SELECT country FROM participant WHERE name = n.id AND country IS NOT NULL GROUP BY country ORDER BY count(*) DESC, country LIMIT 1",
            ),
            Named::Place => (
                "SELECT count(*) FROM claim WHERE place = n.id",
                "SELECT place_country FROM claim WHERE place = n.id AND place_country IS NOT NULL GROUP BY place_country ORDER BY count(*) DESC, place_country LIMIT 1",
            ),
        };
        let asked = vec!["?"; words.len()].join(", ");
        let mut found: Vec<Likeness> = self.ask(|db| {
            // The names with most of the words are weighed; the others cannot come first.
            let mut find = db.prepare_cached(&format!(
                "SELECT n.name, ({count}) AS claims, ({country}) FROM
                     (SELECT name, count(*) AS shared FROM name_word WHERE word IN ({asked}) GROUP BY name ORDER BY shared DESC, name LIMIT 2000) like_it
                 JOIN name n ON n.id = like_it.name WHERE claims > 0"
            ))?;
            let row = |row: &Row<'_>| {
                let name: String = row.get(0)?;
                let score = likeness(&words, &name);
                Ok(Likeness { name, claims: row.get::<_, i64>(1)? as u64, country: row.get(2)?, score })
            };
            find.query_map(params_from_iter(words.iter().map(|word| Value::from(word.clone()))), row)?.collect()
        })?;
        found.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then(b.claims.cmp(&a.claims)).then_with(|| a.name.cmp(&b.name))
        });
        found.truncate(limit);
        Ok(found)
    }
}

/// A name, by its row.
pub(crate) fn name_of(db: &Connection, id: i64) -> rusqlite::Result<String> {
    db.prepare_cached("SELECT name FROM name WHERE id = ?")?.query_row([id], |row| row.get(0))
}

/// The words that both have, of all that either has; `words` are sorted and distinct.
fn likeness(words: &[String], name: &str) -> f64 {
    let mut own = folded_words(name);
    own.sort();
    own.dedup();
    let shared = own.iter().filter(|word| words.binary_search(word).is_ok()).count();
    let all = own.len() + words.len() - shared;
    100.0 * shared as f64 / all.max(1) as f64
}
