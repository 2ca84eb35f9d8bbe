//! From the layers of a reading to the document of the contract.

use super::contract as out;
use crate::{Reading, Resources};
use rapporteur_attribution::Attribution;
use rapporteur_entities::{Entity, Known};
use rapporteur_events::{Actor, Claim};
use rapporteur_place::{Place, Toponym, ToponymKind};
use rapporteur_text::{CodePoints, Report, TextRange};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

impl out::Document {
    /// The document of a reading of this report, made with these resources.
    pub fn new(report: &Report, reading: &Reading, resources: &Resources) -> Self {
        let page = Page { text: &report.text, points: CodePoints::new(&report.text), reading };
        Self {
            id: report.id.clone(),
            title: report.title.clone(),
            publisher: report.publisher.clone(),
            published: report.published.clone(),
            credit: reading.attributions.credit.map(|name| page.words(name)),
            language: report.language.clone(),
            sha256: format!("{:x}", Sha256::digest(&report.text)),
            coder: resources.coder(),
            sentences: reading.syntax.sentences.iter().map(|sentence| page.span(sentence.range)).collect(),
            mentions: page.mentions(),
            entities: reading.entities.entities.iter().enumerate().map(|(i, e)| page.entity(i, e)).collect(),
            timex: page.timexes(),
            toponyms: page.toponyms(),
            attributions: page.attributions(),
            told: page.told(),
            claims: reading.claims.claims.iter().enumerate().map(|(i, claim)| page.claim(i, claim)).collect(),
            notices: page.notices(report),
            original: page.original(report),
        }
    }
}

/// A reading on its way out.
struct Page<'r> {
    text: &'r str,
    points: CodePoints<'r>,
    reading: &'r Reading,
}

fn entity_id(index: usize) -> String {
    format!("e{}", index + 1)
}

fn attribution_id(index: usize) -> String {
    format!("a{}", index + 1)
}

/// How a toponym is used.
fn used(toponym: &Toponym) -> &'static str {
    match toponym.kind {
        ToponymKind::Demonym => "demonym",
        ToponymKind::Name if toponym.metonym => "metonym",
        ToponymKind::Name => "literal",
    }
}

/// A confidence as it is written.
fn thousandths(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

impl Page<'_> {
    fn span(&self, range: TextRange) -> out::Span {
        let (start, end) = self.points.span(range);
        out::Span { start, end }
    }

    fn words(&self, range: TextRange) -> out::Words {
        let (start, end) = self.points.span(range);
        out::Words { text: range.of(self.text).to_owned(), start, end }
    }

    fn mentions(&self) -> Vec<out::Mention> {
        let entities = &self.reading.entities;
        let mention = |mention: &rapporteur_entities::Mention| {
            let (start, end) = self.points.span(mention.range);
            let (ty, kind) = (mention.ty.as_str().to_owned(), mention.kind.as_str().to_owned());
            out::Mention { start, end, ty, kind, cluster: entity_id(mention.entity) }
        };
        entities.mentions.iter().map(mention).collect()
    }

    fn entity(&self, index: usize, entity: &Entity) -> out::Entity {
        let fields = [("country", &entity.country), ("sector", &entity.sector), ("office", &entity.office)];
        let evidence = |known: &Known| out::Evidence {
            rule: known.basis.rule.to_string(),
            words: known.basis.range.map(|range| self.words(range)),
        };
        let evidence: BTreeMap<_, _> =
            fields.into_iter().filter_map(|(name, known)| Some((name.to_owned(), evidence(known.as_ref()?)))).collect();
        let value = |known: &Option<Known>| known.as_ref().map(|known| known.value.to_string());
        out::Entity {
            id: entity_id(index),
            ty: entity.ty.as_str().to_owned(),
            name: entity.name.clone(),
            country: value(&entity.country),
            sector: value(&entity.sector),
            office: value(&entity.office),
            aliases: entity.aliases.clone(),
            members: entity.members.iter().map(|&member| entity_id(member)).collect(),
            evidence,
        }
    }

    fn timexes(&self) -> Vec<out::Timex> {
        let timex = |timex: &rapporteur_time::Timex| {
            let (start, end) = self.points.span(timex.range);
            out::Timex {
                start,
                end,
                ty: timex.ty.as_str().to_owned(),
                value: timex.value.clone(),
                modifier: timex.modifier.map(str::to_owned),
                quant: timex.quant.map(str::to_owned),
                freq: timex.freq.clone(),
                from: timex.from.clone(),
                to: timex.to.clone(),
                edtf: timex.edtf(),
                rule: timex.rule.clone(),
            }
        };
        self.reading.times.timexes.iter().map(timex).collect()
    }

    fn toponyms(&self) -> Vec<out::Toponym> {
        let toponym = |toponym: &rapporteur_place::Toponym| {
            let (start, end) = self.points.span(toponym.range);
            let place = toponym.place.as_ref();
            out::Toponym {
                start,
                end,
                name: toponym.name.clone(),
                used: used(toponym).to_owned(),
                geonames_id: place.and_then(|place| place.geonames_id),
                lat: place.map(|place| place.lat),
                lon: place.map(|place| place.lon),
                country: place.and_then(|place| place.country.clone()),
                feature_code: place.map(|place| place.feature_code.clone()),
                precision: place.map(|place| place.precision().as_str().to_owned()),
                rule: toponym.rule.to_owned(),
            }
        };
        self.reading.places.toponyms.iter().map(toponym).collect()
    }

    fn attributions(&self) -> Vec<out::Attribution> {
        let spans = |ranges: &[TextRange]| ranges.iter().map(|&range| self.span(range)).collect();
        let entities = &self.reading.entities.entities;
        let attribution = |(index, a): (usize, &Attribution)| {
            let of = |field: fn(&Entity) -> &Option<Known>| {
                field(entities.get(a.entity?)?).as_ref().map(|known| known.value.to_string())
            };
            out::Attribution {
                id: attribution_id(index),
                source: spans(&a.source),
                cue: spans(&a.cue),
                content: spans(&a.content),
                entity: a.entity.map(entity_id),
                source_kind: a.source_kind.map(|kind| kind.as_str().to_owned()),
                country: of(|entity| &entity.country),
                sector: of(|entity| &entity.sector),
                second_hand: a.second_hand,
                kind: a.kind.as_str().to_owned(),
                stance: a.stance.as_str().to_owned(),
                confidence: thousandths(a.confidence),
                parent: a.parent.map(attribution_id),
                rule: a.rule.clone(),
            }
        };
        self.reading.attributions.attributions.iter().enumerate().map(attribution).collect()
    }

    fn told(&self) -> Vec<out::Told> {
        let told = |told: &rapporteur_events::Told| {
            let (start, end) = self.points.span(told.range);
            out::Told {
                start,
                end,
                status: told.status.as_str().to_owned(),
                status_cue: told.cue.map(|range| self.words(range)),
                happened: told.happened.as_str().to_owned(),
                confidence: thousandths(told.confidence),
            }
        };
        self.reading.told.iter().map(told).collect()
    }

    fn claim(&self, index: usize, claim: &Claim) -> out::Claim {
        let participants = |actors: &[Actor]| actors.iter().map(|actor| self.participant(actor)).collect();
        let modes = |names: &[String]| names.to_vec();
        out::Claim {
            id: format!("c{}", index + 1),
            ty: claim.ty.as_str().to_owned(),
            mode: modes(&claim.modes),
            context: modes(&claim.contexts),
            status: claim.status.as_str().to_owned(),
            status_cue: claim.status_cue.map(|range| self.words(range)),
            status_confidence: thousandths(claim.status_confidence),
            trigger: self.words(claim.trigger),
            actors: participants(&claim.actors),
            recipients: participants(&claim.recipients),
            date: claim.timex.and_then(|timex| self.date(timex)),
            place: self.place(&claim.toponyms),
            attribution: claim.attributions.iter().filter_map(|&a| self.link(a)).collect(),
            sentence: claim.sentence,
            confidence: thousandths(claim.confidence),
            rule: claim.rule.clone(),
            cameo: claim.cameo.clone(),
        }
    }

    fn participant(&self, actor: &Actor) -> out::Participant {
        let words = self.words(actor.range);
        out::Participant {
            text: words.text,
            start: words.start,
            end: words.end,
            name: actor.name.clone(),
            country: actor.country.clone(),
            sector: actor.sector.clone(),
            entity: actor.entity.map(entity_id),
        }
    }

    fn date(&self, timex: usize) -> Option<out::DateField> {
        let timex = self.reading.times.timexes.get(timex)?;
        let words = self.words(timex.range);
        Some(out::DateField {
            text: words.text,
            start: words.start,
            end: words.end,
            value: timex.value.clone(),
            from: timex.from.clone(),
            to: timex.to.clone(),
            edtf: timex.edtf(),
        })
    }

    /// One place, or several under one name, which have no coordinates.
    fn place(&self, toponyms: &[usize]) -> Option<out::PlaceField> {
        let toponyms: Vec<_> = toponyms.iter().filter_map(|&i| self.reading.places.toponyms.get(i)).collect();
        let (first, last) = (toponyms.first()?, toponyms.last()?);
        let words = self.words(first.full.cover(last.full));
        // A country called a province is named by its name alone.
        let name = |toponym: &&Toponym| {
            let is_country = toponym.place.as_ref().is_some_and(Place::is_country);
            let told = if is_country { toponym.name.clone() } else { self.words(toponym.full).text };
            // A dateline shouts: "ADDIS ABABA". A short name may need the whole one: "the Gulf".
            let place = toponym.place.as_ref().filter(|place| {
                told == told.to_uppercase() && place.name.to_uppercase() == told
                    || place.geonames_id.is_none() && place.name.split(' ').any(|word| word == told)
            });
            place.map_or(told, |place| place.name.clone())
        };
        let names: Vec<String> = toponyms.iter().map(name).collect();
        let country = |toponym: &Toponym| toponym.place.as_ref()?.country.clone();
        let only = first.place.as_ref().filter(|_| toponyms.len() == 1);
        let pin = only.and_then(|place| place.pin());
        Some(out::PlaceField {
            text: words.text,
            start: words.start,
            end: words.end,
            name: names.join(" and "),
            country: country(first).filter(|one| toponyms.iter().all(|other| country(other).as_ref() == Some(one))),
            geonames_id: only.and_then(|place| place.geonames_id),
            precision: only.map(|place| place.precision().as_str().to_owned()),
            lat: pin.map(|pin| pin.0),
            lon: pin.map(|pin| pin.1),
        })
    }

    fn link(&self, index: usize) -> Option<out::Link> {
        let attribution = self.reading.attributions.attributions.get(index)?;
        let name = |words: &out::Words| match attribution.entity.and_then(|e| self.reading.entities.entities.get(e)) {
            Some(entity) => entity.name.clone(),
            None => words.text.clone(),
        };
        let source = attribution.source.first().map(|&range| {
            let words = self.words(range);
            let name = name(&words);
            let entity = attribution.entity.map(entity_id);
            out::LinkSource { text: words.text, start: words.start, end: words.end, name, entity }
        });
        let cue = attribution.cue.first().map(|&range| self.words(range));
        Some(out::Link { id: attribution_id(index), source, cue })
    }

    fn original(&self, report: &Report) -> Vec<out::Piece> {
        let piece = |&(text, bytes): &(TextRange, TextRange)| {
            let (start, end) = self.points.span(text);
            out::Piece { start, end, from: bytes.start, to: bytes.end }
        };
        report.original.pieces().iter().map(piece).collect()
    }

    fn notices(&self, report: &Report) -> Vec<out::Notice> {
        let notice = |notice: &rapporteur_text::Notice| {
            let span = notice.range.map(|range| self.span(range));
            out::Notice {
                code: notice.code.to_owned(),
                start: span.map(|span| span.start),
                end: span.map(|span| span.end),
                message: notice.message.clone(),
            }
        };
        report.notices.iter().chain(self.reading.notices()).map(notice).collect()
    }
}
