//! STIX 2.1: a bundle.
//!
//! An event told as fact is an incident; one that is planned, supposed or denied is a grouping, so that nobody takes it for
//! one that happened. Who takes part and who prints are identities, places are locations, each version is a note, a report
//! with a date is a report, and what people judged are opinions and notes on the version. `confidence` is the reading's own,
//! 0 to 100, of the version; that of an event is that of its fullest version. Identifiers are UUIDs of version 5, so that the
//! same ledger gives the same bundle. The names of all objects are kept, 16 bytes each, and the reports until the end, because
//! a report lists what it tells.

use crate::Form;
use crate::items::List;
use crate::judged::{Judged, said};
use crate::name::uuid;
use crate::party::{Kind, Somebody, actors, alpha2, recipients};
use crate::side::{chain, fullest, headline};
use crate::uri::uri;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rapporteur::output::PlaceField;
use rapporteur_ledger::{EventDetail, JudgementRow, Printed, Version};
use rapporteur_views::status_word;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use uuid::Uuid;

/// When this mapping was made. Identities and places are nothing but their names, so they are as old as it.
const MADE: &str = "2026-11-28T00:00:00.000Z";

/// A writer of a bundle.
pub(crate) struct Bundle<W> {
    list: List<W>,
    /// The names of all objects, so that none is written twice.
    written: BTreeSet<Uuid>,
    reports: BTreeMap<String, Report>,
}

/// A report, with what it tells.
struct Report {
    printed: Printed,
    published: Timestamp,
    tells: BTreeSet<String>,
}

impl<W: Write> Bundle<W> {
    pub(crate) fn new(out: W) -> io::Result<Self> {
        let list = List::new(out, "{\"type\":\"bundle\",\"objects\":[")?;
        let mut bundle = Self { list, written: BTreeSet::new(), reports: BTreeMap::new() };
        bundle.object(
            "identity",
            &producer(),
            MADE,
            MADE,
            json!({
                "name": "Rapporteur",
                "identity_class": "system",
                "description": "A program that reads news reports and keeps who says what happened.",
            }),
        )?;
        Ok(bundle)
    }

    /// Writes an object with what all of them have, where it was not written before.
    fn object(&mut self, ty: &str, id: &str, created: &str, modified: &str, fields: Value) -> io::Result<()> {
        let name = id.split_once("--").and_then(|(_, name)| Uuid::parse_str(name).ok()).unwrap_or_default();
        if !self.written.insert(name) {
            return Ok(());
        }
        let mut object = json!({
            "type": ty, "spec_version": "2.1", "id": id, "created": exact(created), "modified": exact(modified),
        });
        if id != producer() {
            object["created_by_ref"] = json!(producer());
        }
        if let (Some(object), Value::Object(fields)) = (object.as_object_mut(), fields) {
            // STIX has no null and no empty list.
            let filled = fields.into_iter().filter(|(_, value)| !value.is_null() && value != &json!([]) && value != "");
            object.extend(filled);
        }
        self.list.push(&object)
    }

    fn identity(&mut self, one: &Somebody<'_>) -> io::Result<String> {
        let id = format!("identity--{}", one.id());
        let class = match one.kind {
            Kind::Person => "individual",
            Kind::Group => "group",
            Kind::PublicBody | Kind::Organization => "organization",
            Kind::Unknown => "unknown",
        };
        let roles: Vec<&str> = one.sector.into_iter().chain(one.office).collect();
        let description = match (one.country, one.alpha2()) {
            // A code that is no country's has no location.
            (Some(code), None) => Some(code),
            _ => None,
        };
        let name = or_unnamed(one.name);
        self.object(
            "identity",
            &id,
            MADE,
            MADE,
            json!({
                "name": name, "identity_class": class, "roles": roles, "description": description,
            }),
        )?;
        if let Some(country) = one.alpha2() {
            let location = self.country(country)?;
            self.relationship((&id, "located-at", &location), (MADE, MADE), json!({}))?;
        }
        Ok(id)
    }

    fn publisher(&mut self, name: &str) -> io::Result<String> {
        let id = id("identity", &["publisher", name]);
        let fields = json!({"name": or_unnamed(name), "identity_class": "organization", "roles": ["publisher"]});
        self.object("identity", &id, MADE, MADE, fields)?;
        Ok(id)
    }

    fn country(&mut self, alpha2: &str) -> io::Result<String> {
        let id = id("location", &["country", alpha2]);
        self.object("location", &id, MADE, MADE, json!({"country": alpha2}))?;
        Ok(id)
    }

    /// A place with a country or a point; STIX has no other.
    fn place(&mut self, place: &PlaceField) -> io::Result<Option<String>> {
        let country = place.country.as_deref().and_then(alpha2);
        let point = place.lat.zip(place.lon);
        if country.is_none() && point.is_none() {
            return Ok(None);
        }
        let geonames = place.geonames_id.map(|id| id.to_string());
        let id = id("location", &[&place.name, country.unwrap_or_default(), geonames.as_deref().unwrap_or_default()]);
        let references: Vec<Value> =
            geonames.iter().map(|id| json!({"source_name": "GeoNames", "external_id": id})).collect();
        self.object(
            "location",
            &id,
            MADE,
            MADE,
            json!({
                "name": place.name,
                "country": country,
                "latitude": point.map(|(lat, _)| lat),
                "longitude": point.map(|(_, lon)| lon),
                "description": place.precision,
                "external_references": references,
            }),
        )?;
        Ok(Some(id))
    }

    /// A relationship with what is particular to it; it is as old as what it was read from.
    fn relationship(&mut self, (from, how, to): (&str, &str, &str), at: (&str, &str), more: Value) -> io::Result<()> {
        let id = id("relationship", &[from, how, to, more["description"].as_str().unwrap_or_default()]);
        let mut fields = json!({"relationship_type": how, "source_ref": from, "target_ref": to});
        if let (Some(fields), Value::Object(more)) = (fields.as_object_mut(), more) {
            fields.extend(more);
        }
        self.object("relationship", &id, at.0, at.1, fields)
    }

    fn version(&mut self, detail: &EventDetail, version: &Version, event: &str, judged: &Judged) -> io::Result<()> {
        let Some(first) = version.printed.first() else { return Ok(()) };
        let sources = chain(version);
        let sources = if sources.is_empty() { String::new() } else { format!(", according to {sources}") };
        let claim = &version.claim;
        let note = id("note", &[&first.id]);
        let added = version.printed.iter().map(|printed| printed.added_at.as_str());
        let (created, modified) = (added.clone().min().unwrap_or(MADE), added.max().unwrap_or(MADE));
        self.object(
            "note",
            &note,
            created,
            modified,
            json!({
                "abstract": format!("{}, told as {}{sources}", claim.ty, status_word(&claim.status)),
                "content": or_unnamed(&version.sentence),
                "object_refs": [event],
                "confidence": percent(claim.confidence),
                "labels": labels(&claim.ty, &claim.status, &claim.mode, &claim.context),
                "external_references": version.printed.iter().map(reference).collect::<Vec<_>>(),
            }),
        )?;
        for printed in &version.printed {
            let Some(published) = printed.published.as_deref().and_then(moment) else { continue };
            let report = self.reports.entry(printed.report.clone());
            let report =
                report.or_insert_with(|| Report { printed: printed.clone(), published, tells: BTreeSet::new() });
            report.tells.extend([event.to_owned(), note.clone()]);
        }
        for row in judged.version(version) {
            self.judgement(row, &note)?;
        }
        // A claim that only reports say is theirs; a named source is somebody.
        for source in claim.attribution.iter().filter_map(|link| link.source.as_ref()) {
            let one = Somebody::named(&source.name, None, None, detail);
            let source = self.identity(&one)?;
            let role = json!({"description": "source"});
            self.relationship((&source, "related-to", &note), (created, modified), role)?;
        }
        Ok(())
    }

    fn judgement(&mut self, row: &JudgementRow, note: &str) -> io::Result<()> {
        let opinion = match row.kind.as_str() {
            "accept" => Some("strongly-agree"),
            "reject" => Some("strongly-disagree"),
            _ => None,
        };
        let other = row.other.as_deref().unwrap_or_default();
        match opinion {
            Some(opinion) => {
                let id = id("opinion", &[&row.id, note]);
                self.object(
                    "opinion",
                    &id,
                    &row.at,
                    &row.at,
                    json!({
                        "opinion": opinion, "explanation": row.reason, "authors": [row.reviewer], "object_refs": [note],
                    }),
                )
            }
            None => {
                let reason = row.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
                let id = id("note", &[&row.id, other, note]);
                self.object(
                    "note",
                    &id,
                    &row.at,
                    &row.at,
                    json!({
                        "content": format!("{}{reason}", said(row)), "authors": [row.reviewer], "object_refs": [note],
                    }),
                )
            }
        }
    }

    fn report(&mut self, report: &Report) -> io::Result<()> {
        let printed = &report.printed;
        let publisher = printed.publisher.as_deref().map(|name| self.publisher(name)).transpose()?;
        let id = id("report", &[&printed.report]);
        let refs: Vec<&String> = report.tells.iter().chain(&publisher).collect();
        self.object(
            "report",
            &id,
            &printed.added_at,
            &printed.added_at,
            json!({
                "name": or_unnamed(printed.title.as_deref().unwrap_or(&printed.report)),
                "published": exact(&report.published.to_string()),
                "object_refs": refs,
                "external_references": [reference(printed)],
            }),
        )
    }
}

impl<W: Write> Form<W> for Bundle<W> {
    fn event(&mut self, detail: &EventDetail, judged: &Judged) -> io::Result<()> {
        let row = &detail.event;
        let fact = row.status == "actual";
        let ty = if fact { "incident" } else { "grouping" };
        let event = id(ty, &[&row.id]);
        let added = || detail.versions.iter().flat_map(|version| &version.printed).map(|printed| &printed.added_at[..]);
        let (created, modified) = (added().min().unwrap_or(MADE), added().max().unwrap_or(MADE));
        let (start, stop) = (row.from.as_deref().and_then(begin), row.to.as_deref().and_then(end));
        let mut takes_part = Vec::new();
        for (role, side) in [("actor", actors(detail)), ("recipient", recipients(detail))] {
            for one in &side {
                takes_part.push((self.identity(one)?, role));
            }
        }
        let place = fullest(detail).and_then(|version| version.claim.place.as_ref());
        if let Some(place) = place.map(|place| self.place(place)).transpose()?.flatten() {
            takes_part.push((place, "place"));
        }
        let mut fields = json!({
            "name": headline(row),
            "description": row.sentence,
            "confidence": fullest(detail).map(|version| percent(version.claim.confidence)),
            "labels": labels(&row.ty, &row.status, &row.mode, &row.conflicts),
            "external_references": [{"source_name": "rapporteur", "external_id": row.id}],
        });
        if !fact {
            let refs: BTreeSet<&str> = takes_part.iter().map(|(id, _)| id.as_str()).collect();
            let producer = producer();
            let refs = if refs.is_empty() { BTreeSet::from([producer.as_str()]) } else { refs };
            fields["context"] = json!("unspecified");
            fields["object_refs"] = json!(refs);
        }
        self.object(ty, &event, created, modified, fields)?;
        for (one, role) in &takes_part {
            let more = json!({"description": role, "start_time": start, "stop_time": stop});
            self.relationship((one, "related-to", &event), (created, modified), more)?;
        }
        detail.versions.iter().try_for_each(|version| self.version(detail, version, &event, judged))
    }

    fn finish(mut self: Box<Self>) -> io::Result<W> {
        for report in std::mem::take(&mut self.reports).values() {
            self.report(report)?;
        }
        // A bundle is named by what is in it.
        let names: Vec<String> = self.written.iter().map(Uuid::to_string).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.list.close(&format!("],\"id\":\"{}\"}}", id("bundle", &names)))
    }
}

fn id(ty: &str, parts: &[&str]) -> String {
    let parts: Vec<&str> = std::iter::once(ty).chain(parts.iter().copied()).collect();
    format!("{ty}--{}", uuid(&parts))
}

/// The identity of this program, which made all of it.
fn producer() -> String {
    id("identity", &["rapporteur"])
}

fn reference(printed: &Printed) -> Value {
    let mut reference = json!({
        "source_name": printed.publisher.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or("report"),
        "external_id": printed.report,
    });
    for (name, value) in [("url", printed.url.as_deref().and_then(uri)), ("description", printed.title.clone())] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            reference[name] = json!(value);
        }
    }
    reference
}

/// Codes as labels, each once.
fn labels(ty: &str, status: &str, modes: &[String], others: &[String]) -> Vec<String> {
    let codes = [ty, status].into_iter().chain(modes.iter().chain(others).map(String::as_str));
    codes.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}

/// A name or a text that must not be empty.
fn or_unnamed(text: &str) -> &str {
    if text.trim().is_empty() { "unnamed" } else { text }
}

fn percent(confidence: f64) -> u8 {
    (confidence.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// A moment, or the beginning of a day, in UTC.
fn moment(told: &str) -> Option<Timestamp> {
    told.parse().ok().or_else(|| begin(told.get(..10)?)?.parse().ok())
}

/// A moment to the millisecond, as STIX wants it.
fn exact(moment: &str) -> String {
    moment.parse::<Timestamp>().map_or_else(|_| MADE.to_owned(), |at| at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string())
}

/// The beginning of a day.
fn begin(day: &str) -> Option<String> {
    at_midnight(day.parse().ok()?)
}

/// The end of a day, which is the beginning of the next.
fn end(day: &str) -> Option<String> {
    at_midnight(day.parse::<Date>().ok()?.checked_add(1.day()).ok()?)
}

fn at_midnight(day: Date) -> Option<String> {
    Some(exact(&day.to_zoned(TimeZone::UTC).ok()?.timestamp().to_string()))
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};
    use serde_json::Value;
    use std::collections::BTreeMap;

    fn objects() -> BTreeMap<String, Value> {
        let bundle: Value = serde_json::from_str(&made::written(Format::Stix, &made::all())).unwrap();
        let objects = bundle["objects"].as_array().unwrap().clone();
        let count = objects.len();
        let objects: BTreeMap<String, Value> =
            objects.into_iter().map(|one| (one["id"].as_str().unwrap().to_owned(), one)).collect();
        assert_eq!(objects.len(), count, "each id once");
        objects
    }

    #[test]
    fn every_reference_leads_to_an_object_and_nothing_is_empty() {
        let objects = objects();
        for object in objects.values() {
            for (name, value) in object.as_object().unwrap() {
                assert!(!value.is_null() && *value != serde_json::json!([]) && value != "", "{name} of {object}");
                let refs: Vec<&Value> = match name.as_str() {
                    _ if name.ends_with("_ref") => vec![value],
                    _ if name.ends_with("_refs") => value.as_array().unwrap().iter().collect(),
                    _ => Vec::new(),
                };
                for one in refs {
                    assert!(objects.contains_key(one.as_str().unwrap()), "{name} of {object}");
                }
            }
        }
    }

    #[test]
    fn only_facts_are_incidents_and_judgements_are_opinions() {
        let objects = objects();
        let named = |ty: &str| objects.values().filter(|one| one["type"] == ty).collect::<Vec<_>>();
        let facts = made::all().iter().filter(|event| event.event.status == "actual").count();
        assert_eq!((named("incident").len(), named("grouping").len()), (facts, made::all().len() - facts));
        let opinion = named("opinion")[0];
        assert_eq!(
            (opinion["opinion"].as_str(), opinion["authors"][0].as_str()),
            (Some("strongly-agree"), Some("anna"))
        );
        let minsk = named("location").into_iter().find(|one| one["name"] == "Minsk").unwrap();
        assert_eq!((minsk["country"].as_str(), minsk["latitude"].as_f64()), (Some("BY"), Some(53.9)));
        let id = super::id("incident", &[&made::signed().event.id]);
        let acts = named("relationship").into_iter().find(|one| one["target_ref"] == *id).unwrap();
        assert_eq!(
            (acts["start_time"].as_str(), acts["stop_time"].as_str()),
            (Some("2025-03-12T00:00:00.000Z"), Some("2025-03-13T00:00:00.000Z"),)
        );
    }

    #[test]
    fn the_same_events_give_the_same_bundle() {
        assert_eq!(made::written(Format::Stix, &made::all()), made::written(Format::Stix, &made::all()));
    }
}
