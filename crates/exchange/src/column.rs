//! The columns that CSV and Parquet share: one row for each claim that tells an event.

use crate::judged::{Judged, said};
use crate::side::precision;
use jiff::civil::Date;
use rapporteur::output::Participant;
use rapporteur_ledger::{EventDetail, EventRow, JudgementRow, Printed, Version};
use std::borrow::Cow;

/// A claim of an event, with the report that prints it.
pub(crate) struct ClaimRow<'e> {
    event: &'e EventRow,
    version: &'e Version,
    number: u64,
    printed: &'e Printed,
    judgements: &'e [JudgementRow],
}

impl<'e> ClaimRow<'e> {
    /// The claims of an event, version by version.
    pub(crate) fn all(detail: &'e EventDetail, judged: &'e Judged) -> impl Iterator<Item = Self> {
        let event = &detail.event;
        (1..).zip(&detail.versions).flat_map(move |(number, version)| {
            version.printed.iter().map(move |printed| {
                let judgements = judged.claim(&printed.id);
                Self { event, version, number, printed, judgements }
            })
        })
    }

    fn count(&self, kind: &str) -> Option<u64> {
        self.version.counts.iter().find(|count| count.kind == kind).map(|count| count.number)
    }
}

type Members<'r> = Vec<Option<Cow<'r, str>>>;

/// How a column's values are found, by their type. A list has `None` for what is not known of one of its members.
#[derive(Clone, Copy)]
pub(crate) enum Column {
    /// Text.
    Text(for<'r> fn(&'r ClaimRow<'_>) -> Option<Cow<'r, str>>),
    /// Any number of texts.
    Texts(for<'r> fn(&'r ClaimRow<'_>) -> Members<'r>),
    /// A day.
    Day(fn(&ClaimRow<'_>) -> Option<Date>),
    /// How many.
    Count(fn(&ClaimRow<'_>) -> Option<u64>),
    /// Degrees and probabilities.
    Real(fn(&ClaimRow<'_>) -> Option<f64>),
}

use Column::{Count, Day, Real, Text, Texts};

/// The columns, by name: ids; the claim as it was read; where it was found; the event that it was merged into; people's word.
pub(crate) const COLUMNS: &[(&str, Column)] = &[
    ("event", Text(|r| known(&r.event.id))),
    ("claim", Text(|r| known(&r.printed.id))),
    ("version", Count(|r| Some(r.number))),
    ("type", Text(|r| known(&r.version.claim.ty))),
    ("mode", Texts(|r| all(&r.version.claim.mode))),
    ("context", Texts(|r| all(&r.version.claim.context))),
    ("status", Text(|r| known(&r.version.claim.status))),
    ("cameo", Text(|r| told(r.version.claim.cameo.as_ref()))),
    ("trigger", Text(|r| known(&r.version.claim.trigger.text))),
    ("actors", Texts(|r| each(&r.version.claim.actors, |one| Some(&one.name)))),
    ("actor_countries", Texts(|r| each(&r.version.claim.actors, |one| one.country.as_ref()))),
    ("actor_sectors", Texts(|r| each(&r.version.claim.actors, |one| one.sector.as_ref()))),
    ("recipients", Texts(|r| each(&r.version.claim.recipients, |one| Some(&one.name)))),
    ("recipient_countries", Texts(|r| each(&r.version.claim.recipients, |one| one.country.as_ref()))),
    ("recipient_sectors", Texts(|r| each(&r.version.claim.recipients, |one| one.sector.as_ref()))),
    ("from", Day(|r| day(r.version.claim.date.as_ref()?.from.as_ref()))),
    ("to", Day(|r| day(r.version.claim.date.as_ref()?.to.as_ref()))),
    ("date_precision", Text(|r| told_here(precision(r.version.claim.date.as_ref()?)))),
    ("edtf", Text(|r| told(r.version.claim.date.as_ref()?.edtf.as_ref()))),
    ("date_words", Text(|r| known(&r.version.claim.date.as_ref()?.text))),
    ("place", Text(|r| known(&r.version.claim.place.as_ref()?.name))),
    ("place_country", Text(|r| told(r.version.claim.place.as_ref()?.country.as_ref()))),
    ("place_precision", Text(|r| told(r.version.claim.place.as_ref()?.precision.as_ref()))),
    ("geonames_id", Text(|r| r.version.claim.place.as_ref()?.geonames_id.map(|id| Cow::Owned(id.to_string())))),
    ("lat", Real(|r| r.version.claim.place.as_ref()?.lat)),
    ("lon", Real(|r| r.version.claim.place.as_ref()?.lon)),
    ("sources", Texts(|r| sources(r.version))),
    ("cues", Texts(|r| r.version.claim.attribution.iter().map(|link| told(Some(&link.cue.as_ref()?.text))).collect())),
    ("dead", Count(|r| r.count("dead"))),
    ("injured", Count(|r| r.count("injured"))),
    ("arrested", Count(|r| r.count("arrested"))),
    ("protesting", Count(|r| r.count("protesting"))),
    ("confidence", Real(|r| Some(r.version.claim.confidence))),
    ("status_confidence", Real(|r| Some(r.version.claim.status_confidence))),
    ("rule", Text(|r| known(&r.version.claim.rule))),
    ("sentence", Text(|r| known(&r.version.sentence))),
    ("report", Text(|r| known(&r.printed.report))),
    ("title", Text(|r| told(r.printed.title.as_ref()))),
    ("publisher", Text(|r| told(r.printed.publisher.as_ref()))),
    ("published", Day(|r| day(r.printed.published.as_ref()))),
    ("url", Text(|r| told(r.printed.url.as_ref()))),
    ("origin", Text(|r| known(&r.printed.origin))),
    ("event_type", Text(|r| known(&r.event.ty))),
    ("event_status", Text(|r| known(&r.event.status))),
    ("event_from", Day(|r| day(r.event.from.as_ref()))),
    ("event_to", Day(|r| day(r.event.to.as_ref()))),
    ("event_claims", Count(|r| Some(r.event.claims))),
    ("event_reports", Count(|r| Some(r.event.reports))),
    ("event_origins", Count(|r| Some(r.event.origins))),
    ("first_reported", Day(|r| day(r.event.first_reported.as_ref()))),
    ("last_reported", Day(|r| day(r.event.last_reported.as_ref()))),
    ("conflicts", Texts(|r| all(&r.event.conflicts))),
    ("event_judged", Text(|r| known(&r.event.judged).filter(|judged| !judged.is_empty()))),
    ("judgements", Texts(|r| r.judgements.iter().map(|row| Some(Cow::Owned(judgement(row)))).collect())),
];

fn known(text: &str) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(text))
}

fn told(text: Option<&String>) -> Option<Cow<'_, str>> {
    text.map(|text| Cow::Borrowed(text.as_str()))
}

fn told_here(text: Option<&'static str>) -> Option<Cow<'static, str>> {
    text.map(Cow::Borrowed)
}

fn all(texts: &[String]) -> Members<'_> {
    texts.iter().map(|text| known(text)).collect()
}

fn each(parties: &[Participant], field: fn(&Participant) -> Option<&String>) -> Members<'_> {
    parties.iter().map(|party| told(field(party))).collect()
}

/// Outermost first; a link whose source the text does not tell is not known.
fn sources(version: &Version) -> Members<'_> {
    version.claim.attribution.iter().map(|link| told(Some(&link.source.as_ref()?.name))).collect()
}

/// The day, also of a moment.
fn day(told: Option<&String>) -> Option<Date> {
    told?.get(..10)?.parse().ok()
}

fn judgement(row: &JudgementRow) -> String {
    let reason = row.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{} by {} at {}{reason}", said(row), row.reviewer, row.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made;

    #[test]
    fn there_is_a_row_for_each_claim_and_columns_have_names_of_their_own() {
        let rows: usize = made::all().iter().map(|event| ClaimRow::all(event, &Judged::default()).count()).sum();
        let claims: usize = made::all().iter().flat_map(|event| &event.versions).map(|v| v.printed.len()).sum();
        assert_eq!(rows, claims);
        let names: std::collections::BTreeSet<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), COLUMNS.len());
    }

    #[test]
    fn the_day_of_a_moment_is_its_day() {
        let day = |text: &str| day(Some(&text.to_owned())).map(|day| day.to_string());
        assert_eq!(day("2025-03-13T10:00:00Z").as_deref(), Some("2025-03-13"));
        assert_eq!((day("2025-03"), day("2025-02-30"), day("日本語日本語")), (None, None, None));
    }
}
