//! Reports that were read before are read again, and what changed is told.

use crate::add::{Entry, Place, REPORT, insert_coder, insert_reading, report_at, supersede};
use crate::body::Kept;
use crate::error::LedgerError;
use crate::key::Key;
use crate::merge::{Unsettled, settle};
use crate::store::{Ledger, broken, now};
use rapporteur::output::{Claim, Coder};
use rapporteur::text::Report;
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// How a claim differs between two readings of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// `gained`, `lost` or `changed`.
    pub change: String,
    /// The claim's id.
    pub claim: String,
    /// The report's id.
    pub report: String,
    /// PLOVER's event type.
    #[serde(rename = "type")]
    pub ty: String,
    /// The words that name the event.
    pub trigger: String,
    /// Of a changed claim: each field that differs, before and after.
    pub fields: BTreeMap<String, (Value, Value)>,
}

/// A report that is to be read again.
#[derive(Debug, Clone)]
pub struct Due {
    /// Where it stands among the reports.
    pub row: i64,
    /// Its key, which does not change with its date.
    pub key: Key,
    /// The report with the date of publication that is in force.
    pub report: Report,
}

impl Ledger {
    /// Reports whose current reading was made by another program, model or codebook than this, or with another date of
    /// publication than is in force, in the order of their rows: at most `limit` after row `after`.
    pub fn read_otherwise(&self, coder: &Coder, after: i64, limit: u32) -> Result<Vec<Due>, LedgerError> {
        self.ask(|db| {
            let mut find = db.prepare_cached(&format!(
                "SELECT r.id, r.key, r.published, {REPORT} FROM report r
                 LEFT JOIN name n ON n.id = r.publisher
                 JOIN reading d ON d.report = r.id AND d.superseded_at IS NULL JOIN coder o ON o.id = d.coder
                 WHERE r.id > ? AND ((o.version, o.model, o.codebook) IS NOT (?, ?, ?) OR d.published IS NOT r.published)
                 ORDER BY r.id LIMIT ?",
            ))?;
            find.query_map(params![after, coder.version, coder.model, coder.codebook, limit], |row| {
                let report = Report { published: row.get(2)?, ..report_at(row, 3)? };
                Ok(Due { row: row.get(0)?, key: Key::at(row, 1)?, report })
            })?
            .collect()
        })
    }

    /// Compares new readings of reports that are in the ledger, each with its key, with the current ones, and puts them in their place where
    /// `keep` is set; the ones before are kept, and judgements hold for the claims that are still there.
    pub fn reread(&mut self, entries: &[(Key, Entry)], keep: bool) -> Result<Vec<Change>, LedgerError> {
        let at = now();
        self.write(|db| {
            let mut changes = Vec::new();
            let mut unsettled = Unsettled::default();
            for (key, entry) in entries {
                let key = *key;
                let mut find = db.prepare_cached(
                    "SELECT r.id, d.body FROM report r JOIN reading d ON d.report = r.id AND d.superseded_at IS NULL WHERE r.key = ?",
                )?;
                let found: Option<(i64, Vec<u8>)> =
                    find.query_row([key.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
                let Some((report, body)) = found else { continue };
                let before = Kept::unpack(&body).map_err(broken)?;
                let after = Kept::of(&entry.document);
                changes.extend(differences(key, &before.claims, &after.claims));
                let after = after.after(before);
                if keep {
                    let coder = insert_coder(db, &entry.document.coder)?;
                    let published = entry.report.published.as_deref();
                    let place = Place { report, key, text: &entry.report.text, published };
                    supersede(db, report, &at, &mut unsettled)?;
                    insert_reading(db, place, coder, &at, &after, &mut unsettled)?;
                }
            }
            settle(db, &unsettled)?;
            Ok(changes)
        })
    }
}

pub(crate) fn differences(report: Key, before: &[Claim], after: &[Claim]) -> Vec<Change> {
    let keyed = |claims: &'_ [Claim]| -> BTreeMap<Key, Claim> {
        Key::of_claims(report, claims).into_iter().zip(claims.iter().cloned()).collect()
    };
    let (before, after) = (keyed(before), keyed(after));
    let change = |what: &str, key: &Key, claim: &Claim, fields| Change {
        change: what.to_owned(),
        claim: key.to_string(),
        report: report.to_string(),
        ty: claim.ty.clone(),
        trigger: claim.trigger.text.clone(),
        fields,
    };
    let mut changes = Vec::new();
    for (key, claim) in &before {
        match after.get(key) {
            None => changes.push(change("lost", key, claim, BTreeMap::new())),
            Some(now) => {
                let fields = fields_that_differ(claim, now);
                if !fields.is_empty() {
                    changes.push(change("changed", key, now, fields));
                }
            }
        }
    }
    let gained = after.iter().filter(|(key, _)| !before.contains_key(key));
    changes.extend(gained.map(|(key, claim)| change("gained", key, claim, BTreeMap::new())));
    changes
}

/// What a claim says; ids within the report, and how sure the reading is, may differ.
fn fields_that_differ(before: &Claim, after: &Claim) -> BTreeMap<String, (Value, Value)> {
    let names = |parties: &[rapporteur::output::Participant]| -> Value {
        parties.iter().map(|p| serde_json::json!([p.name, p.country, p.sector])).collect()
    };
    let fields = |claim: &Claim| {
        serde_json::json!({
            "mode": claim.mode,
            "context": claim.context,
            "status": claim.status,
            "actors": names(&claim.actors),
            "recipients": names(&claim.recipients),
            "date": claim.date.as_ref().map(|date| &date.value),
            "place": claim.place.as_ref().map(|place| (&place.name, &place.country)),
            "sources": claim.attribution.iter().map(|link| link.source.as_ref().map(|source| &source.name)).collect::<Vec<_>>(),
        })
    };
    let (before, after) = (fields(before), fields(after));
    let of = |value: &Value, name: &str| value.get(name).cloned().unwrap_or(Value::Null);
    before
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, value)| **value != of(&after, name))
        .map(|(name, value)| (name.clone(), (value.clone(), of(&after, name))))
        .collect()
}
