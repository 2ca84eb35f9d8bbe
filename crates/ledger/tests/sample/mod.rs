//! Reports with readings made by hand: the ledger's tests need no reading model.

#![allow(dead_code, reason = "each test file uses a part of it")]

use rapporteur::output::{Claim, Coder, DateField, Document, Link, LinkSource, Participant, PlaceField, Span, Words};
use rapporteur::text::Report;
use rapporteur_ledger::Entry;

/// A report in the making; spans are found in its text.
pub(crate) struct Maker {
    report: Report,
    claims: Vec<Claim>,
}

impl Maker {
    pub(crate) fn new(publisher: &str, published: &str, text: &str) -> Self {
        let report = Report::new(publisher, text).published(published).publisher(publisher);
        Self { report, claims: Vec::new() }
    }

    /// A claim of the sentence that has these words as trigger; `who` and `whom` are `words=name/country/sector`.
    pub(crate) fn claim(mut self, ty: &str, status: &str, trigger: &str, who: &str, whom: &str) -> Self {
        let trigger = self.words(trigger);
        let sentence = self.sentences().iter().position(|s| s.start <= trigger.start && trigger.end <= s.end).unwrap();
        let parties = |list: &str| list.split('+').filter(|one| !one.is_empty()).map(|one| self.party(one)).collect();
        let claim = Claim {
            id: format!("c{}", self.claims.len() + 1),
            ty: ty.into(),
            mode: Vec::new(),
            context: Vec::new(),
            status: status.into(),
            status_cue: None,
            actors: parties(who),
            recipients: parties(whom),
            date: None,
            place: None,
            attribution: Vec::new(),
            sentence,
            confidence: 0.8,
            status_confidence: 0.8,
            rule: format!("{}/{}", ty.to_lowercase(), trigger.text),
            cameo: None,
            trigger,
        };
        self.claims.push(claim);
        self
    }

    /// The day of the last claim.
    pub(crate) fn on(mut self, words: &str, day: &str) -> Self {
        let Words { text, start, end } = self.words(words);
        let day = Some(day.to_owned());
        let date =
            DateField { text, start, end, value: day.clone().unwrap(), from: day.clone(), to: day.clone(), edtf: day };
        self.claims.last_mut().unwrap().date = Some(date);
        self
    }

    /// The place of the last claim.
    pub(crate) fn at(mut self, name: &str, country: &str, id: u32, lat: f64, lon: f64) -> Self {
        let Words { text, start, end } = self.words(name);
        let country = Some(country.to_owned());
        let (geonames_id, precision) = (Some(id), Some("town".to_owned()));
        let place = PlaceField {
            text,
            start,
            end,
            name: name.into(),
            country,
            geonames_id,
            precision,
            lat: Some(lat),
            lon: Some(lon),
        };
        self.claims.last_mut().unwrap().place = Some(place);
        self
    }

    /// The source of the last claim.
    pub(crate) fn said_by(mut self, name: &str) -> Self {
        let Words { text, start, end } = self.words(name);
        let source = LinkSource { text, start, end, name: name.into(), entity: None };
        let link = Link { id: "a1".into(), source: Some(source), cue: None };
        self.claims.last_mut().unwrap().attribution.push(link);
        self
    }

    pub(crate) fn done(self) -> Entry {
        let document = Document {
            credit: None,
            id: self.report.id.clone(),
            title: None,
            publisher: self.report.publisher.clone(),
            published: self.report.published.clone(),
            language: None,
            sha256: String::new(),
            coder: Coder { version: "0".into(), model: "hand".into(), codebook: "0".into() },
            sentences: self.sentences(),
            mentions: Vec::new(),
            entities: Vec::new(),
            timex: Vec::new(),
            toponyms: Vec::new(),
            attributions: Vec::new(),
            told: Vec::new(),
            claims: self.claims,
            notices: Vec::new(),
            original: Vec::new(),
        };
        Entry { report: self.report, document }
    }

    fn words(&self, words: &str) -> Words {
        let at = self.report.text.find(words).unwrap_or_else(|| panic!("{words:?} in {:?}", self.report.text));
        let start = self.report.text[..at].chars().count() as u32;
        Words { text: words.into(), start, end: start + words.chars().count() as u32 }
    }

    fn party(&self, one: &str) -> Participant {
        let (words, known) = one.split_once('=').unwrap_or((one, one));
        let Words { text, start, end } = self.words(words);
        let mut parts = known.split('/').map(str::to_owned);
        let name = parts.next().unwrap();
        let mut code = || parts.next().filter(|code| !code.is_empty());
        Participant { text, start, end, name, country: code(), sector: code(), entity: None }
    }

    /// Sentences end with a full stop.
    fn sentences(&self) -> Vec<Span> {
        let mut sentences = Vec::new();
        let mut start = 0;
        let mut end = 0;
        for c in self.report.text.chars() {
            end += 1;
            if c == '.' {
                sentences.push(Span { start, end });
                start = end;
            }
        }
        sentences
    }
}

/// One of any number of different reports.
pub(crate) fn entry(n: usize) -> Entry {
    let countries = ["Iran/IRN", "Belarus/BLR", "France/FRA", "Spain/ESP", "Peru/PER", "Ghana/GHA"];
    let acts = ["signed", "praised", "welcomed", "backed"];
    let (one, other) = (countries[n % 6], countries[(n / 6 + n + 1) % 6]);
    let (one, other) = if one == other { (one, "Fiji/FJI") } else { (one, other) };
    let name = |known: &str| known.split('/').next().unwrap().to_owned();
    let (act, day) = (acts[n / 3 % 4], format!("2025-{:02}-{:02}", n / 28 % 12 + 1, n % 28 + 1));
    let (who, whom) = (name(one), name(other));
    let text = format!("– {who} {act} paper {n} of {whom} in Minsk on that day. Nothing else was told in report {n}.");
    Maker::new(&format!("Wire {}", n % 5), &day, &text)
        .claim("SUPPORT", "actual", act, &format!("{who}={one}/GOV"), &format!("{whom}={other}/GOV"))
        .on("that day", &day)
        .at("Minsk", "BLR", 625_144, 53.9, 27.57)
        .done()
}

/// The first `n` of them.
pub(crate) fn entries(n: usize) -> Vec<Entry> {
    (0..n).map(entry).collect()
}
