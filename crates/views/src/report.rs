//! One report with its claims: the text in sentences and pieces on one side, claims in the order of the text on the other,
//! and who speaks where.

use crate::chain::{Chip, chain};
use crate::day::extent;
use crate::paragraphs::paragraphs;
use crate::sentence::{Piece, Role, marked, roles};
use crate::timeline::Item;
use rapporteur::output::{Claim, Span};
use rapporteur::text::CodePoints;
use rapporteur_ledger::{ReportReading, Spot};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A report, ready to be shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportView {
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Its claims in the order of the text.
    pub claims: Vec<ClaimView>,
    /// Who speaks in it, the report itself first.
    pub voices: Vec<Voice>,
    /// Claims on a timeline, with lanes by who says so.
    pub items: Vec<Item>,
    /// The places of its claims, counted by claims.
    pub spots: Vec<Spot>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paragraph {
    /// Its number, from 1.
    pub number: usize,
    /// Its sentences, and what stands between them.
    pub sentences: Vec<SentenceView>,
    /// Who speaks in it: positions in the list of voices.
    pub voices: Vec<usize>,
}

/// A sentence, or what stands between two.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceView {
    /// Its position among the sentences of the reading; `None` for what stands between.
    pub index: Option<usize>,
    /// Its words, parted wherever a role of one of its claims begins or ends.
    pub pieces: Vec<Spoken>,
    /// Its claims: positions in the list of claims.
    pub claims: Vec<usize>,
}

/// Words, and the parts they play in claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spoken {
    /// The words.
    pub words: String,
    /// Position of the claim, and the role in it.
    pub roles: Vec<(usize, Role)>,
}

/// A claim, ready to be shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimView {
    /// The claim with the edits in force.
    pub claim: Claim,
    /// Its id in the ledger.
    pub key: String,
    /// The id of its event.
    pub event: String,
    /// `accepted`, `rejected` or empty.
    pub judged: String,
    /// Who says so, outermost first; empty in the report's own voice.
    pub chain: Vec<Chip>,
    /// Its sentence with the roles marked.
    pub evidence: Vec<Piece>,
    /// Whose word it is: a position in the list of voices.
    pub voice: usize,
    /// Whether the year of its date was inferred.
    pub year_inferred: bool,
    /// What the reading says of the words of this claim.
    pub notices: Vec<String>,
}

/// Somebody who speaks in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// The name; empty for the report itself.
    pub name: String,
    /// Through whom it speaks: a position in the list.
    pub through: Option<usize>,
    /// The kind of source, as the contract has it.
    pub kind: Option<String>,
    /// How many claims are its word.
    pub claims: usize,
}

/// A report as the page shows it.
pub fn report_view(reading: &ReportReading) -> ReportView {
    let text = reading.text.as_str();
    let points = CodePoints::new(text);
    let mut voices = Voices::new(reading);
    let mut order: Vec<usize> = (0..reading.claims.len()).collect();
    order.sort_by_key(|at| (reading.claims[*at].claim.trigger.start, *at));
    let mut claims = Vec::with_capacity(order.len());
    for at in order {
        let row = &reading.claims[at];
        let claim = &row.claim;
        let span = sentence(reading, claim);
        let words = points.range(span.start, span.end).of(text);
        let notices: Vec<_> =
            reading.notices.iter().filter(|notice| touches(claim, notice.start, notice.end)).collect();
        claims.push(ClaimView {
            key: row.key.clone(),
            event: row.event.clone(),
            judged: row.judged.clone(),
            chain: chain(claim),
            evidence: marked(words, span.start, roles(claim)),
            voice: voices.of(claim),
            year_inferred: notices.iter().any(|notice| notice.code.starts_with("time/year")),
            notices: notices.iter().map(|notice| notice.message.clone()).collect(),
            claim: claim.clone(),
        });
    }
    let items = claims.iter().map(|view| item(view, &voices.list)).collect();
    let mut number = 0;
    let paragraphs = paragraphs(text)
        .map(|range| {
            number += 1;
            let (start, end) = points.span(range);
            let sentences = sentences(&points, reading, &claims, Span { start, end });
            let inside: BTreeSet<usize> =
                sentences.iter().flat_map(|s| &s.claims).map(|at| claims[*at].voice).collect();
            Paragraph { number, sentences, voices: inside.into_iter().collect() }
        })
        .collect();
    ReportView { paragraphs, spots: spots(&claims), claims, voices: voices.list, items }
}

fn spots(claims: &[ClaimView]) -> Vec<Spot> {
    let mut spots: BTreeMap<(&str, Option<&str>), Spot> = BTreeMap::new();
    for place in claims.iter().filter_map(|view| view.claim.place.as_ref()) {
        let spot = spots.entry((&place.name, place.country.as_deref())).or_insert_with(|| Spot {
            name: place.name.clone(),
            country: place.country.clone(),
            precision: place.precision.clone(),
            lat: place.lat,
            lon: place.lon,
            events: 0,
            contradicted: 0,
        });
        spot.events += 1;
    }
    spots.into_values().collect()
}

fn sentence(reading: &ReportReading, claim: &Claim) -> Span {
    let Claim { trigger, .. } = claim;
    reading.sentences.get(claim.sentence).copied().unwrap_or(Span { start: trigger.start, end: trigger.end })
}

/// Whether a notice is about the words of a claim's date or place.
fn touches(claim: &Claim, start: Option<u32>, end: Option<u32>) -> bool {
    let Some((start, end)) = start.zip(end) else { return false };
    let date = claim.date.as_ref().map(|date| (date.start, date.end));
    let place = claim.place.as_ref().map(|place| (place.start, place.end));
    date.into_iter().chain(place).any(|(from, to)| start < to && from < end)
}

fn item(view: &ClaimView, voices: &[Voice]) -> Item {
    let claim = &view.claim;
    let date = claim.date.as_ref();
    let lane = &voices[view.voice].name;
    let names = |list: &[rapporteur::output::Participant]| {
        list.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(" + ")
    };
    let whom = if claim.recipients.is_empty() { String::new() } else { format!(" → {}", names(&claim.recipients)) };
    Item {
        id: claim.id.clone(),
        lane: if lane.is_empty() { "this report".into() } else { lane.clone() },
        extent: date.and_then(|date| extent(date.from.as_deref(), date.to.as_deref())),
        label: format!("{}: {}{whom}", claim.ty, names(&claim.actors)),
        ty: claim.ty.clone(),
        status: claim.status.clone(),
        disputed: false,
    }
}

/// The sentences within a paragraph, and what stands between them. Together they are its words.
fn sentences(
    points: &CodePoints<'_>,
    reading: &ReportReading,
    claims: &[ClaimView],
    paragraph: Span,
) -> Vec<SentenceView> {
    let of = |start: u32, end: u32| points.range(start, end).of(&reading.text);
    let between = |start: u32, end: u32| SentenceView {
        index: None,
        pieces: vec![Spoken { words: of(start, end).to_owned(), roles: Vec::new() }],
        claims: Vec::new(),
    };
    let mut found = Vec::new();
    let mut at = paragraph.start;
    for (index, span) in reading.sentences.iter().enumerate() {
        let (start, end) = (span.start.max(at), span.end.min(paragraph.end));
        if start >= end {
            continue;
        }
        if at < start {
            found.push(between(at, start));
        }
        let here: Vec<usize> = (0..claims.len()).filter(|n| claims[*n].claim.sentence == index).collect();
        found.push(SentenceView {
            index: Some(index),
            pieces: spoken(of(start, end), start, claims, &here),
            claims: here,
        });
        at = end;
    }
    if at < paragraph.end {
        found.push(between(at, paragraph.end));
    }
    found
}

/// Words that begin at code point `start`, parted wherever a role of one of these claims begins or ends.
fn spoken(words: &str, start: u32, claims: &[ClaimView], here: &[usize]) -> Vec<Spoken> {
    let bytes: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
    let end = start + bytes.len() as u32 - 1;
    let all: Vec<(usize, Role, u32, u32)> = here
        .iter()
        .flat_map(|claim| roles(&claims[*claim].claim).into_iter().map(|(role, from, to)| (*claim, role, from, to)))
        .filter(|(_, _, from, to)| start <= *from && *to <= end)
        .collect();
    let mut cuts: BTreeSet<u32> = [start, end].into();
    cuts.extend(all.iter().flat_map(|(_, _, from, to)| [*from, *to]));
    let cuts: Vec<u32> = cuts.into_iter().collect();
    let piece = |pair: &[u32]| {
        let (from, to) = (pair[0], pair[1]);
        let words = words[bytes[(from - start) as usize]..bytes[(to - start) as usize]].to_owned();
        // Of several roles in one claim the first counts, as in `marked`.
        let mut first: BTreeMap<usize, Role> = BTreeMap::new();
        for (claim, role, ..) in all.iter().filter(|(_, _, a, b)| *a <= from && to <= *b) {
            let known = first.entry(*claim).or_insert(*role);
            *known = (*known).min(*role);
        }
        Spoken { words, roles: first.into_iter().collect() }
    };
    cuts.windows(2).map(piece).collect()
}

/// The voices of a report, as they are met.
struct Voices<'k> {
    reading: &'k ReportReading,
    list: Vec<Voice>,
    known: BTreeMap<(usize, String), usize>,
}

impl<'k> Voices<'k> {
    fn new(reading: &'k ReportReading) -> Self {
        let own = Voice { name: String::new(), through: None, kind: None, claims: 0 };
        Self { reading, list: vec![own], known: BTreeMap::new() }
    }

    /// Whose word a claim is: the innermost of its chain that is named.
    fn of(&mut self, claim: &Claim) -> usize {
        let mut at = 0;
        for link in &claim.attribution {
            let Some(source) = &link.source else { continue };
            let next = self.list.len();
            let here = *self.known.entry((at, source.name.clone())).or_insert(next);
            if here == next {
                let read = self.reading.attributions.iter().find(|read| read.id == link.id);
                self.list.push(Voice {
                    name: source.name.clone(),
                    through: Some(at),
                    kind: read.and_then(|read| read.source_kind.clone()),
                    claims: 0,
                });
            }
            at = here;
        }
        self.list[at].claims += 1;
        at
    }
}
