//! FollowTheMoney: entities as JSON lines, by its schema.
//!
//! A report is an Article, an event an Event, those who take part are Person, PublicBody, Organization or, where the
//! reading does not tell, LegalEntity. Documentation links a report with what it tells, Mention with whom it names.
//! The names of what was written are kept, so that each is written once: 16 bytes for each report and participant.

use crate::Form;
use crate::judged::Judged;
use crate::party::{Kind, Somebody, actors, alpha2, recipients};
use crate::side::chain;
use crate::uri::uri;
use jiff::Timestamp;
use rapporteur_ledger::{EventDetail, Printed, Version};
use rapporteur_views::status_word;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use uuid::Uuid;

/// A writer of entities.
pub(crate) struct Entities<W> {
    out: W,
    written: BTreeSet<Uuid>,
}

impl<W: Write> Entities<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { out, written: BTreeSet::new() }
    }

    fn write(&mut self, entity: &Entity) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, &entity.object())?;
        self.out.write_all(b"\n")
    }

    /// Writes what several events share, where that was not done before.
    fn write_once(&mut self, entity: &Entity) -> io::Result<()> {
        if self.written.insert(crate::name::uuid(&["ftm", &entity.id])) { self.write(entity) } else { Ok(()) }
    }
}

/// An entity with the values of its properties.
struct Entity {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: BTreeMap::new() }
    }

    fn with<S: Into<String>>(mut self, property: &'static str, values: impl IntoIterator<Item = S>) -> Self {
        // Each value once, on one line; a value of nothing but blanks is none.
        let on_one_line = |value: S| value.into().split_whitespace().collect::<Vec<_>>().join(" ");
        for value in values.into_iter().map(on_one_line).filter(|value| !value.is_empty()) {
            let values = self.properties.entry(property).or_default();
            if !values.contains(&value) {
                values.push(value);
            }
        }
        self
    }

    fn object(&self) -> Value {
        let properties: Map<String, Value> =
            self.properties.iter().map(|(name, values)| ((*name).to_owned(), json!(values))).collect();
        json!({"id": self.id, "schema": self.schema, "properties": properties})
    }
}

fn party(one: &Somebody<'_>) -> Entity {
    let schema = match one.kind {
        Kind::Person => "Person",
        Kind::PublicBody => "PublicBody",
        Kind::Organization => "Organization",
        Kind::Group | Kind::Unknown => "LegalEntity",
    };
    let position = one.office.filter(|_| one.kind == Kind::Person);
    Entity::new(party_id(one), schema)
        .with("name", [one.name])
        .with("alias", one.aliases.iter().copied().filter(|alias| *alias != one.name))
        .with("country", one.alpha2().map(str::to_lowercase))
        .with("sector", one.sector)
        .with("position", position)
}

fn party_id(one: &Somebody<'_>) -> String {
    format!("party-{}", one.id())
}

fn article_id(report: &str) -> String {
    format!("report-{report}")
}

fn event_id(event: &str) -> String {
    format!("event-{event}")
}

fn article(printed: &Printed) -> Entity {
    let title = printed.title.clone().unwrap_or_else(|| printed.report.clone());
    Entity::new(article_id(&printed.report), "Article")
        .with("title", [title])
        .with("publisher", printed.publisher.clone())
        .with("publishedAt", printed.published.as_deref().map(moment))
        .with("sourceUrl", address(printed))
}

fn event(detail: &EventDetail) -> Entity {
    let row = &detail.event;
    let printed = || detail.versions.iter().flat_map(|version| &version.printed);
    let place = row.place.as_ref().map(|place| match &row.place_country {
        Some(country) if country != place => format!("{place} ({country})"),
        _ => place.clone(),
    });
    // The first and the last day of an interval are its ends; a single day is its date.
    let (date, start, end) = match (&row.from, &row.to) {
        (Some(from), Some(to)) if from == to => (Some(from), None, None),
        (from, to) => (None, from.as_ref(), to.as_ref()),
    };
    let country = row.place_country.as_deref().and_then(alpha2).map(str::to_lowercase);
    let codes = [row.ty.clone(), row.status.clone()].into_iter().chain(row.mode.iter().cloned());
    Entity::new(event_id(&row.id), "Event")
        .with("name", [crate::side::headline(row)])
        .with("recordId", [row.id.clone()])
        .with("keywords", codes)
        .with("summary", detail.versions.iter().map(told))
        .with("organizer", actors(detail).iter().map(party_id))
        .with("involved", recipients(detail).iter().map(party_id))
        .with("date", date.cloned())
        .with("startDate", start.cloned())
        .with("endDate", end.cloned())
        .with("location", place)
        .with("country", country)
        .with("publisher", printed().filter_map(|one| one.publisher.clone()))
        .with("sourceUrl", printed().filter_map(address))
        .with("proof", printed().map(|one| article_id(&one.report)))
}

/// A version in words: whether it is told as fact, who says so, and the sentence.
fn told(version: &Version) -> String {
    let sources = chain(version);
    let sources = if sources.is_empty() { String::new() } else { format!(", according to {sources}") };
    format!("{}{sources}: {}", status_word(&version.claim.status), version.sentence)
}

impl<W: Write> Form<W> for Entities<W> {
    fn event(&mut self, detail: &EventDetail, _: &Judged) -> io::Result<()> {
        let parties: Vec<Somebody<'_>> = actors(detail).into_iter().chain(recipients(detail)).collect();
        for one in &parties {
            self.write_once(&party(one))?;
        }
        for version in &detail.versions {
            for printed in &version.printed {
                self.write_once(&article(printed))?;
                let id = &printed.id;
                self.write(
                    &Entity::new(format!("claim-{id}"), "Documentation")
                        .with("document", [article_id(&printed.report)])
                        .with("entity", [event_id(&detail.event.id)])
                        .with("role", [status_word(&version.claim.status)])
                        .with("recordId", [id.clone()])
                        .with("summary", [told(version)])
                        .with("date", printed.published.as_deref().map(moment)),
                )?;
                self.mentions(version, printed, &parties)?;
            }
        }
        self.write(&event(detail))
    }

    fn finish(self: Box<Self>) -> io::Result<W> {
        Ok(self.out)
    }
}

impl<W: Write> Entities<W> {
    /// Those of the event whom a claim names, by the words of its report.
    fn mentions(&mut self, version: &Version, printed: &Printed, parties: &[Somebody<'_>]) -> io::Result<()> {
        let claim = &version.claim;
        for (n, named) in (1..).zip(claim.actors.iter().chain(&claim.recipients)) {
            let Some(one) = parties.iter().find(|one| one.name == named.name) else { continue };
            let entity = party(one);
            self.write(
                &Entity::new(format!("mention-{}-{n}", printed.id), "Mention")
                    .with("document", [article_id(&printed.report)])
                    .with("resolved", [entity.id])
                    .with("name", [named.text.clone()])
                    .with("detectedSchema", [entity.schema])
                    .with("contextCountry", one.alpha2().map(str::to_lowercase)),
            )?;
        }
        Ok(())
    }
}

/// Where a report was found, if that is a place on the web.
fn address(printed: &Printed) -> Option<String> {
    uri(printed.url.as_deref()?).filter(|uri| uri.starts_with("http://") || uri.starts_with("https://"))
}

/// FollowTheMoney's dates have neither zone nor parts of a second: moments are in UTC.
fn moment(told: &str) -> String {
    told.parse::<Timestamp>().map_or_else(|_| told.to_owned(), |at| at.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};
    use serde_json::Value;
    use std::collections::BTreeMap;

    fn entities() -> Vec<Value> {
        let text = made::written(Format::FollowTheMoney, &made::all());
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn every_reference_leads_to_an_entity_and_ids_are_written_once() {
        let entities = entities();
        let mut schemata: BTreeMap<&str, &str> = BTreeMap::new();
        for entity in &entities {
            let known = schemata.insert(entity["id"].as_str().unwrap(), entity["schema"].as_str().unwrap());
            assert_eq!(known, None, "{entity}");
        }
        for entity in &entities {
            for property in ["document", "entity", "resolved", "organizer", "involved", "proof"] {
                for id in entity["properties"][property].as_array().into_iter().flatten() {
                    assert!(schemata.contains_key(id.as_str().unwrap()), "{property} of {entity}");
                }
            }
        }
    }

    #[test]
    fn who_takes_part_is_a_person_or_a_body_where_the_reading_tells() {
        let entities = entities();
        let of = |name: &str| {
            let found = entities.iter().find(|e| e["schema"] != "Mention" && e["properties"]["name"][0] == name);
            found.unwrap_or_else(|| panic!("{name}"))
        };
        assert_eq!(of("Aziz Nasirzadeh")["schema"], "Person");
        assert_eq!(of("Aziz Nasirzadeh")["properties"]["country"][0], "ir");
        assert_eq!(of("Iran")["schema"], "PublicBody");
        assert_eq!(of(made::HOSTILE)["schema"], "LegalEntity");
        let signed = entities.iter().find(|e| e["schema"] == "Event").unwrap();
        assert_eq!(signed["properties"]["date"][0], "2025-03-12");
        assert_eq!(signed["properties"]["location"][0], "Minsk (BLR)");
        let mention = entities.iter().find(|e| e["schema"] == "Mention").unwrap();
        assert_eq!(mention["properties"]["name"][0], "Nasirzadeh");
    }
}
