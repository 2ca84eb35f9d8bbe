//! Names of actors and places: how often they are told of, and which ones are like a name that is looked for.

use crate::day::iso;
use crate::error::LedgerError;
use crate::fold::folded_words;
use crate::horizon::Horizon;
use crate::list::{Wanted, matching};
use crate::query::{Condition, Query};
use crate::store::Ledger;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

impl Ledger {
    /// Where the events that match happen; most claims first.
    pub fn places(&self, query: &Query, horizon: &Horizon, limit: Option<u64>) -> Result<Vec<PlaceRow>, LedgerError> {
        self.kept(&format!("places {query:?} {horizon:?} {limit:?}"), || self.count_places(query, horizon, limit))
    }

    fn count_places(&self, query: &Query, horizon: &Horizon, limit: Option<u64>) -> Result<Vec<PlaceRow>, LedgerError> {
        let seen = horizon.condition();
        self.ask(|db| {
            let Condition { sql, values } = matching(db, query, horizon, Wanted::All)?;
            let mut find = db.prepare_cached(&format!(
                "SELECT n.name, c.place_country, count(*), count(DISTINCT e.id), min(r.published_day), max(r.published_day)
                 FROM (SELECT e.* FROM {sql}) e JOIN telling t ON t.event = e.id JOIN claim c ON c.telling = t.id JOIN report r ON r.id = c.report
                 JOIN name n ON n.id = c.place WHERE {}
                 GROUP BY n.id, c.place_country ORDER BY count(*) DESC, n.name, c.place_country LIMIT ?",
                seen.sql
            ))?;
            let limit = limit.map_or(-1, |limit| limit as i64).into();
            let row = |row: &Row<'_>| {
                Ok(PlaceRow {
                    name: row.get(0)?,
                    country: row.get(1)?,
                    claims: row.get::<_, i64>(2)? as u64,
                    events: row.get::<_, i64>(3)? as u64,
                    first_reported: row.get::<_, Option<i64>>(4)?.map(iso),
                    last_reported: row.get::<_, Option<i64>>(5)?.map(iso),
                })
            };
            find.query_map(params_from_iter(values.into_iter().chain(seen.values).chain([limit])), row)?.collect()
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

/// The words that both have, of all that either has; `words` are sorted and distinct.
fn likeness(words: &[String], name: &str) -> f64 {
    let mut own = folded_words(name);
    own.sort();
    own.dedup();
    let shared = own.iter().filter(|word| words.binary_search(word).is_ok()).count();
    let all = own.len() + words.len() - shared;
    100.0 * shared as f64 / all.max(1) as f64
}
