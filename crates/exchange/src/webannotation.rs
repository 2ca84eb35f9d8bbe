//! W3C Web Annotation: a JSON array with an annotation for each claim, each of its fields and each judgement.
//!
//! The target is the text of the first report that prints the words, as the ledger keeps it: by position, in code points,
//! and by quotation with what stands before and after. Nothing is kept but the annotations of the event at hand.

use crate::judged::{Judged, said};
use crate::name::uuid;
use crate::side::chain;
use crate::uri::uri;
use rapporteur::output::{Claim, DateField, Participant, PlaceField};
use rapporteur_ledger::{EventDetail, JudgementRow, Printed, Version};
use rapporteur_views::status_word;
use serde_json::{Value, json};

/// So many code points of the sentence stand before and after a quotation.
const AROUND: usize = 32;

pub(crate) fn annotations(detail: &EventDetail, judged: &Judged) -> Vec<Value> {
    let of = |version| Annotated::of(version).map(|annotated| annotated.annotations(detail, judged));
    detail.versions.iter().filter_map(of).flatten().collect()
}

/// Words of the report: what they are, where they begin and end.
type Words<'v> = (&'v str, u32, u32);

/// A version with the report that it was read in.
struct Annotated<'v> {
    version: &'v Version,
    printed: &'v Printed,
    sentence: Vec<char>,
}

impl<'v> Annotated<'v> {
    fn of(version: &'v Version) -> Option<Self> {
        let printed = version.printed.first()?;
        Some(Self { version, printed, sentence: version.sentence.chars().collect() })
    }

    fn annotations(&self, detail: &EventDetail, judged: &Judged) -> Vec<Value> {
        let claim = &self.version.claim;
        let mut made = vec![self.claim(claim, &detail.event.id)];
        let fields = claim
            .actors
            .iter()
            .map(|one| ("actor", words(one), vec![textual("identifying", &named(one))]))
            .chain(
                claim.recipients.iter().map(|one| ("recipient", words(one), vec![textual("identifying", &named(one))])),
            )
            .chain(claim.date.iter().map(|date| ("date", (&date.text[..], date.start, date.end), dated(date))))
            .chain(claim.place.iter().map(|place| ("place", (&place.text[..], place.start, place.end), placed(place))))
            .chain(claim.status_cue.iter().map(|cue| {
                ("status", (&cue.text[..], cue.start, cue.end), vec![textual("describing", status_word(&claim.status))])
            }))
            .chain(claim.attribution.iter().filter_map(|link| link.source.as_ref()).map(|source| {
                ("source", (&source.text[..], source.start, source.end), vec![textual("identifying", &source.name)])
            }))
            .chain(
                claim
                    .attribution
                    .iter()
                    .filter_map(|link| link.cue.as_ref())
                    .map(|cue| ("cue", (&cue.text[..], cue.start, cue.end), Vec::new())),
            );
        // What was inferred has no words in the text, and so nothing to be noted on.
        made.extend(
            fields
                .enumerate()
                .filter(|(_, (_, words, _))| !words.0.is_empty())
                .map(|(n, (field, words, body))| self.field(n, field, words, body)),
        );
        made.extend(judged.version(self.version).map(|row| self.judgement(row)));
        made
    }

    /// The name of the annotation of the claim.
    fn iri(&self) -> String {
        iri(&self.printed.id)
    }

    fn claim(&self, claim: &Claim, event: &str) -> Value {
        let codes = claim.mode.iter().chain(&claim.context).map(|code| textual("tagging", code));
        let sources = chain(self.version);
        let sources = if sources.is_empty() { String::new() } else { format!(", according to {sources}") };
        let mut body = vec![
            textual("classifying", &claim.ty),
            textual("describing", &format!("{}{sources}", status_word(&claim.status))),
            linked(&iri(event)),
        ];
        body.extend(codes);
        let trigger = (&claim.trigger.text[..], claim.trigger.start, claim.trigger.end);
        annotation(&self.iri(), "classifying", body, self.target(trigger))
    }

    fn field(&self, n: usize, field: &str, words: Words<'_>, reading: Vec<Value>) -> Value {
        let name = format!("urn:uuid:{}", uuid(&["field", &self.printed.id, &n.to_string()]));
        let mut body = vec![textual("tagging", field)];
        body.extend(reading);
        body.push(linked(&self.iri()));
        annotation(&name, "identifying", body, self.target(words))
    }

    fn judgement(&self, row: &JudgementRow) -> Value {
        let motivation = if row.kind == "edit" { "editing" } else { "assessing" };
        let mut body = vec![textual(motivation, &said(row))];
        body.extend(row.reason.as_ref().map(|reason| textual("commenting", reason)));
        let other = row.other.as_deref().unwrap_or_default();
        let name = format!("urn:uuid:{}", uuid(&["judgement", &row.id, &row.claim, other]));
        let mut made = annotation(&name, motivation, body, json!(self.iri()));
        made["creator"] = json!({"type": "Person", "name": row.reviewer});
        made["created"] = json!(row.at);
        made
    }

    fn target(&self, (text, start, end): Words<'_>) -> Value {
        let mut quote = json!({"type": "TextQuoteSelector", "exact": text});
        if let Some((before, after)) = self.around(text, start) {
            quote["prefix"] = json!(before);
            quote["suffix"] = json!(after);
        }
        let mut source = json!({
            "id": iri(&self.printed.report), "type": "Text", "format": "text/plain", "dc:identifier": self.printed.report,
        });
        if let Some(url) = self.printed.url.as_deref().and_then(uri) {
            source["via"] = json!(url);
        }
        json!({
            "type": "SpecificResource",
            "source": source,
            "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, quote],
        })
    }

    /// What stands before and after the words in their sentence; `None` where they stand in another.
    fn around(&self, text: &str, start: u32) -> Option<(String, String)> {
        let from = start.checked_sub(self.version.sentence_start)? as usize;
        let to = from + text.chars().count();
        let words = self.sentence.get(from..to)?;
        if !words.iter().copied().eq(text.chars()) {
            return None;
        }
        let before = self.sentence[from.saturating_sub(AROUND)..from].iter().collect();
        let after = self.sentence[to..].iter().take(AROUND).collect();
        Some((before, after))
    }
}

fn annotation(id: &str, motivation: &str, body: Vec<Value>, target: Value) -> Value {
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": id,
        "type": "Annotation",
        "motivation": motivation,
        "generator": {"type": "Software", "name": format!("Rapporteur {}", env!("CARGO_PKG_VERSION"))},
        "body": body,
        "target": target,
    })
}

/// An IRI for what has this id in the ledger.
fn iri(id: &str) -> String {
    format!("urn:uuid:{}", uuid(&["id", id]))
}

fn textual(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"})
}

fn linked(iri: &str) -> Value {
    json!({"type": "SpecificResource", "purpose": "linking", "source": iri})
}

fn words(one: &Participant) -> Words<'_> {
    (&one.text, one.start, one.end)
}

/// `Aziz Nasirzadeh [IRN MIL]`.
fn named(one: &Participant) -> String {
    let codes: Vec<&str> = one.country.iter().chain(&one.sector).map(String::as_str).collect();
    if codes.is_empty() { one.name.clone() } else { format!("{} [{}]", one.name, codes.join(" ")) }
}

fn dated(date: &DateField) -> Vec<Value> {
    vec![textual("identifying", date.edtf.as_ref().unwrap_or(&date.value))]
}

/// The name, and GeoNames' own page of the place.
fn placed(place: &PlaceField) -> Vec<Value> {
    let geonames = place.geonames_id.map(|id| format!("https://sws.geonames.org/{id}/"));
    let page = |iri: String| json!({"type": "SpecificResource", "purpose": "identifying", "source": iri});
    std::iter::once(textual("identifying", &place.name)).chain(geonames.map(page)).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};
    use serde_json::Value;
    use std::collections::BTreeSet;

    #[test]
    fn every_quotation_is_found_where_its_position_says() {
        let all: Vec<Value> = serde_json::from_str(&made::written(Format::WebAnnotation, &made::all())).unwrap();
        let ids: BTreeSet<&str> = all.iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), all.len());
        let sentences: Vec<Vec<char>> =
            made::all().iter().flat_map(|e| &e.versions).map(|v| v.sentence.chars().collect()).collect();
        let mut quoted = 0;
        for one in all.iter().filter(|one| one["target"]["selector"].is_array()) {
            let (position, quote) = (&one["target"]["selector"][0], &one["target"]["selector"][1]);
            let at = |end: &str| position[end].as_u64().unwrap() as usize;
            let exact = quote["exact"].as_str().unwrap();
            assert!(
                sentences.iter().any(|text| text
                    .get(at("start")..at("end"))
                    .is_some_and(|w| w.iter().collect::<String>() == exact)),
                "{one}"
            );
            let whole = format!("{}{exact}{}", quote["prefix"].as_str().unwrap(), quote["suffix"].as_str().unwrap());
            assert!(sentences.iter().any(|text| text.iter().collect::<String>().contains(&whole)), "{one}");
            quoted += 1;
        }
        assert!(quoted > 20);
    }

    #[test]
    fn fields_say_what_they_are_and_judgements_who_made_them() {
        let all: Vec<Value> = serde_json::from_str(&made::written(Format::WebAnnotation, &[made::signed()])).unwrap();
        let field = |name: &str| all.iter().find(|one| one["body"][0]["value"] == name).unwrap();
        assert_eq!(field("SUPPORT")["motivation"], "classifying");
        assert_eq!(field("actor")["body"][1]["value"], "Aziz Nasirzadeh [IRN MIL]");
        assert_eq!(field("place")["body"][2]["source"], "https://sws.geonames.org/625144/");
        assert_eq!(field("date")["body"][1]["value"], "2025-03-12");
        let accepted = field("accept");
        assert_eq!((&accepted["motivation"], &accepted["creator"]["name"]), (&"assessing".into(), &"anna".into()));
        assert_eq!(accepted["target"], field("SUPPORT")["id"]);
    }
}
