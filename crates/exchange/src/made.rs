//! Made-up events for the tests of all formats, with what is hard: hostile names, nothing told, several who act, judgements.

use crate::{Format, Writer};
use rapporteur::output::{Claim, DateField, Entity, Link, LinkSource, Participant, PlaceField, Words};
use rapporteur_ledger::{Count, EventDetail, EventRow, JudgementRow, LinkRow, Party, Printed, Version};
use std::collections::BTreeMap;

/// A name that a spreadsheet would run.
pub(crate) const HOSTILE: &str = "=HYPERLINK(\"http://a.example\",\"x\")";
/// Ends of lines, markup, a tab, what parts the members of lists, an emoji, a control character, right to left.
const WILD: &str = "שלום\r\n<b>&\t| \"🚀\"\u{1}\u{2028}";

const SIGNED: &str = "Nasirzadeh told \"Iran\" & 🚀 signed it in <Minsk> on March 12, Tasnim said.";

/// All of them; the first is [`signed`].
pub(crate) fn all() -> Vec<EventDetail> {
    vec![signed(), planned(), denied(), undated(), hostile(), uncoded(), in_region()]
}

/// The events in this format, with the judgement of one.
pub(crate) fn bytes(format: Format, events: &[EventDetail]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), format).unwrap().judged(judgements());
    for event in events {
        writer.write(event).unwrap();
    }
    writer.finish().unwrap()
}

pub(crate) fn written(format: Format, events: &[EventDetail]) -> String {
    String::from_utf8(bytes(format, events)).unwrap()
}

/// Two act, a place that is a point, a copy, another telling, and a judgement.
pub(crate) fn signed() -> EventDetail {
    let mut one = Maker::new("00ff00ff00", "SUPPORT", "actual", SIGNED, "signed");
    one.who("Nasirzadeh", "Aziz Nasirzadeh", "IRN", "MIL", "PER");
    one.who("Iran", "Iran", "IRN", "GOV", "LOC");
    one.on("March 12", "2025-03-12");
    one.at("Minsk", "BLR", "town", Some((53.9, 27.57)));
    one.said_by("Tasnim");
    let claim = one.claim();
    claim.cameo = Some("057".into());
    claim.mode = vec!["accord".into()];
    claim.context = vec!["military".into(), "economic".into()];
    one.printed("The Wire", Some("2025-03-13"), Some("https://wire.example/1"));
    one.printed("Daily <Copy>", Some("2025-03-14T08:00:00Z"), None);
    let mut event = one.done();
    let mut other = Maker::new("00ff00ff01", "SUPPORT", "actual", "Iran backed Minsk.", "backed");
    other.who("Iran", "Iran", "IRN", "GOV", "LOC");
    other.printed("Evening", Some("2025-03-15"), Some("https://evening.example/?a=1&b=2"));
    event.versions.extend(other.done().versions);
    event.links = vec![LinkRow { versions: (0, 1), score: 0.9, reasons: "type +1".into() }];
    event.event.claims = 3;
    event.event.conflicts = vec!["who".into()];
    event.event.judged = "accepted".into();
    event
}

pub(crate) fn planned() -> EventDetail {
    let mut one = Maker::new("1111111111", "CONSULT", "future", "France will meet Spain in May 2025.", "meet");
    one.who("France", "France", "FRA", "GOV", "LOC");
    one.whom("Spain", "Spain", "ESP", "GOV", "LOC");
    one.on("May 2025", "2025-05-01");
    one.claim().date.as_mut().unwrap().to = Some("2025-05-31".into());
    one.claim().cameo = Some("040".into());
    one.printed("The Wire", Some("2025-03-13"), None);
    one.done()
}

pub(crate) fn denied() -> EventDetail {
    let mut one = Maker::new("2222222222", "ASSAULT", "negated", "Peru did not shell Fiji.", "shell");
    one.who("Peru", "Peru", "PER", "MIL", "LOC");
    one.whom("Fiji", "Fiji", "FJI", "", "LOC");
    one.claim().cameo = Some("190".into());
    one.claim().status_cue = Some(one.words("not"));
    one.printed("The Wire", Some("2025-03-13"), None);
    one.done()
}

/// Neither the event nor its report has a date, and the report has neither publisher nor headline.
pub(crate) fn undated() -> EventDetail {
    let mut one = Maker::new("3333333333", "PROTEST", "actual", "Some 300 people marched.", "marched");
    one.who("people", "people", "", "CVL", "PER");
    one.claim().cameo = Some("141".into());
    one.printed("", None, None);
    let mut event = one.done();
    event.versions[0].counts = vec![Count { kind: "protesting".into(), number: 300 }];
    event
}

pub(crate) fn hostile() -> EventDetail {
    let sentence = format!("{HOSTILE} struck {WILD} hard.");
    let mut one = Maker::new("4444444444", "ASSAULT", "actual", &sentence, "struck");
    one.who(HOSTILE, HOSTILE, "", "", "OTHER");
    one.whom(WILD, WILD, "UNO", "", "ORG");
    one.claim().cameo = Some("190".into());
    one.printed("+Paper\t\"now\"", Some("2025-01-01"), Some("https://a.example/\"<>"));
    one.done()
}

/// Of a type that CAMEO has no code for, in a country, by nobody.
fn uncoded() -> EventDetail {
    let mut one = Maker::new("5555555555", "PRODUCE", "actual", "Tanks were built in Iran.", "built");
    one.at("Iran", "IRN", "country", None);
    one.printed("The Wire", Some("2025-03-13"), None);
    one.done()
}

/// In a region of the United States, on one of several days.
fn in_region() -> EventDetail {
    let mut one = Maker::new("6666666666", "AID", "actual", "Texas sent food to Ohio last week.", "sent");
    one.who("Texas", "Texas", "USA", "GOV", "LOC");
    one.whom("Ohio", "Ohio", "USA", "", "LOC");
    one.on("last week", "2025-03-03");
    one.claim().date.as_mut().unwrap().to = Some("2025-03-09".into());
    one.at("Ohio", "USA", "region", Some((40.25, -83.0)));
    one.claim().cameo = Some("073".into());
    one.printed("The Wire", Some("2025-03-13"), None);
    one.done()
}

/// A date of these days; an empty one is not known.
pub(crate) fn date(text: &str, from: &str, to: &str) -> DateField {
    let day = |day: &str| Some(day.to_owned()).filter(|day| !day.is_empty());
    let (from, to) = (day(from), day(to));
    DateField { text: text.into(), start: 0, end: 0, value: String::new(), edtf: from.clone(), from, to }
}

fn judgements() -> Vec<JudgementRow> {
    let row = |kind: &str, undone: bool| JudgementRow {
        id: format!("{kind}-1"),
        kind: kind.into(),
        claim: "00ff00ff00".into(),
        other: None,
        field: None,
        value: None,
        at: "2025-03-14T09:00:00Z".into(),
        reviewer: "anna".into(),
        reason: Some("seen on film".into()),
        undone,
    };
    vec![row("accept", false), row("reject", true), row("undo", false)]
}

struct Maker {
    event: EventDetail,
}

impl Maker {
    fn new(id: &str, ty: &str, status: &str, sentence: &str, trigger: &str) -> Self {
        let claim = Claim {
            id: "c1".into(),
            ty: ty.into(),
            mode: Vec::new(),
            context: Vec::new(),
            status: status.into(),
            status_cue: None,
            status_confidence: 0.9,
            trigger: Words { text: String::new(), start: 0, end: 0 },
            actors: Vec::new(),
            recipients: Vec::new(),
            date: None,
            place: None,
            attribution: Vec::new(),
            sentence: 0,
            confidence: 0.8,
            rule: format!("{}/made", ty.to_lowercase()),
            cameo: None,
        };
        let version = Version {
            claim,
            sentence: sentence.into(),
            sentence_start: 0,
            entities: Vec::new(),
            counts: Vec::new(),
            printed: Vec::new(),
        };
        let event = EventRow {
            id: id.into(),
            ty: ty.into(),
            mode: Vec::new(),
            status: status.into(),
            actors: Vec::new(),
            recipients: Vec::new(),
            from: None,
            to: None,
            place: None,
            place_country: None,
            claims: 1,
            reports: 1,
            origins: 1,
            first_reported: None,
            last_reported: None,
            conflicts: Vec::new(),
            judged: String::new(),
            sentence: sentence.split_whitespace().collect::<Vec<_>>().join(" "),
            report: String::new(),
            publisher: None,
        };
        let mut made = Self {
            event: EventDetail { event, versions: vec![version], numbers: vec![], unknown_origins: 0, links: vec![] },
        };
        made.claim().trigger = made.words(trigger);
        made
    }

    fn claim(&mut self) -> &mut Claim {
        &mut self.event.versions[0].claim
    }

    fn words(&self, text: &str) -> Words {
        let sentence = &self.event.versions[0].sentence;
        let start = sentence[..sentence.find(text).unwrap()].chars().count() as u32;
        Words { text: text.into(), start, end: start + text.chars().count() as u32 }
    }

    fn who(&mut self, text: &str, name: &str, country: &str, sector: &str, ty: &str) {
        let (one, party) = self.party(text, name, country, sector, ty);
        self.claim().actors.push(one);
        self.event.event.actors.push(party);
    }

    fn whom(&mut self, text: &str, name: &str, country: &str, sector: &str, ty: &str) {
        let (one, party) = self.party(text, name, country, sector, ty);
        self.claim().recipients.push(one);
        self.event.event.recipients.push(party);
    }

    fn party(&mut self, text: &str, name: &str, country: &str, sector: &str, ty: &str) -> (Participant, Party) {
        let Words { text, start, end } = self.words(text);
        let code = |code: &str| Some(code.to_owned()).filter(|code| !code.is_empty());
        let (country, sector) = (code(country), code(sector));
        let entities = &mut self.event.versions[0].entities;
        let id = format!("e{}", entities.len() + 1);
        entities.push(Entity {
            id: id.clone(),
            ty: ty.into(),
            name: name.into(),
            country: country.clone(),
            sector: sector.clone(),
            office: None,
            aliases: vec![text.clone()],
            members: Vec::new(),
            evidence: BTreeMap::new(),
        });
        let party = Party { name: name.into(), country: country.clone(), sector: sector.clone() };
        (Participant { text, start, end, name: name.into(), country, sector, entity: Some(id) }, party)
    }

    fn on(&mut self, text: &str, day: &str) {
        let Words { text, start, end } = self.words(text);
        self.claim().date = Some(DateField { start, end, ..date(&text, day, day) });
    }

    fn at(&mut self, name: &str, country: &str, precision: &str, point: Option<(f64, f64)>) {
        let Words { text, start, end } = self.words(name);
        self.claim().place = Some(PlaceField {
            text,
            start,
            end,
            name: name.into(),
            country: Some(country.into()),
            geonames_id: Some(625_144),
            precision: Some(precision.into()),
            lat: point.map(|(lat, _)| lat),
            lon: point.map(|(_, lon)| lon),
        });
    }

    fn said_by(&mut self, name: &str) {
        let Words { text, start, end } = self.words(name);
        let source = LinkSource { text, start, end, name: name.into(), entity: None };
        let cue = Some(self.words("said"));
        self.claim().attribution.push(Link { id: "a1".into(), source: Some(source), cue });
    }

    /// The first claim has the event's own id.
    fn printed(&mut self, publisher: &str, published: Option<&str>, url: Option<&str>) {
        let n = self.event.versions[0].printed.len();
        let known = Some(publisher).filter(|name| !name.is_empty()).map(str::to_owned);
        let id = &self.event.event.id;
        let printed = Printed {
            id: if n == 0 { id.clone() } else { format!("{id}{n}") },
            report: crate::name::uuid(&[publisher, published.unwrap_or_default()]).simple().to_string(),
            title: known.as_ref().map(|name| format!("{name} reports")),
            publisher: known,
            published: published.map(str::to_owned),
            url: url.map(str::to_owned),
            origin: publisher.to_lowercase(),
            added_at: "2025-04-01T00:00:00Z".into(),
        };
        self.event.versions[0].printed.push(printed);
    }

    /// The event of what was made, as the ledger lists it.
    fn done(mut self) -> EventDetail {
        let row = &mut self.event.event;
        let version = &self.event.versions[0];
        let (claim, first) = (&version.claim, &version.printed[0]);
        row.mode.clone_from(&claim.mode);
        row.from = claim.date.as_ref().and_then(|date| date.from.clone());
        row.to = claim.date.as_ref().and_then(|date| date.to.clone());
        row.place = claim.place.as_ref().map(|place| place.name.clone());
        row.place_country = claim.place.as_ref().and_then(|place| place.country.clone());
        row.report.clone_from(&first.report);
        row.publisher.clone_from(&first.publisher);
        let days = || version.printed.iter().filter_map(|printed| Some(printed.published.as_ref()?[..10].to_owned()));
        (row.first_reported, row.last_reported) = (days().min(), days().max());
        row.reports = version.printed.len() as u64;
        self.event
    }
}
