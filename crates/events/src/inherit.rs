//! Dates and places that a claim takes over from another of the same report: a second mention of the same event, and what
//! goes on in the same scene. Each comes with a notice.
//!
//! Without them the car bombing of a report's fifth paragraph would have no date although its first has told it.

use crate::Layers;
use crate::claim::{Claim, Claims, EventType, Status};
use rapporteur_syntax::Upos;
use rapporteur_text::Notice;

/// How many letters of two words must agree for them to name the same kind of event: "bombing", "bomb blast".
const STEM: usize = 4;

/// How many claims before and after it a claim is compared with.
const REACH: usize = 60;

/// How many sentences a scene may leave untold between two of its events.
const GAP: usize = 3;

/// Gives claims without a date that of the same event, or of the scene that they belong to.
pub(crate) fn inherit_dates(claims: &mut Claims, layers: &Layers<'_>) {
    let own: Vec<bool> = claims.claims.iter().map(|claim| claim.timex.is_some()).collect();
    for at in 0..claims.claims.len() {
        if claims.claims[at].timex.is_some() || claims.claims[at].status != Status::Actual {
            continue;
        }
        let (from, to) = (at.saturating_sub(REACH), claims.claims.len().min(at + REACH));
        let (claim, near) = (&claims.claims[at], &claims.claims[from..to]);
        let found = of_scene(&claims.claims[from..=at], layers).map(|timex| (timex, "events/date-of-scene"));
        let same = || of_same_event(claim, near, layers).map(|timex| (timex, "events/date-of-same-event"));
        let found = found.or_else(same);
        let Some((timex, code)) = found else { continue };
        let mut tellers = near.iter().zip(&own[from..to]).filter(|(other, own)| **own && other.timex == Some(timex));
        if tellers.any(|(other, _)| apart(claim, other, layers)) {
            continue;
        }
        let words = layers.times.timexes[timex].range.of(&layers.report.text);
        let message = format!("“{}” is dated by “{words}”, told elsewhere", claim.trigger.of(&layers.report.text));
        claims.notices.push(Notice::new(code, message).at(claim.trigger));
        claims.claims[at].timex = Some(timex);
    }
}

/// Gives claims without a place that of the same event, or of the scene that they belong to.
pub(crate) fn inherit_places(claims: &mut Claims, layers: &Layers<'_>) {
    for at in 0..claims.claims.len() {
        if !claims.claims[at].toponyms.is_empty() || claims.claims[at].status != Status::Actual {
            continue;
        }
        let (from, to) = (at.saturating_sub(REACH), claims.claims.len().min(at + REACH));
        let (claim, near) = (&claims.claims[at], &claims.claims[from..to]);
        let scene = place_of_scene(&claims.claims[from..=at], layers).map(|found| (found, "events/place-of-scene"));
        let same = || place_of_same_event(claim, near, layers).map(|found| (found, "events/place-of-same-event"));
        let Some((toponyms, code)) = scene.or_else(same) else { continue };
        let words = layers.places.toponyms[toponyms[0]].range.of(&layers.report.text);
        let message = format!("“{}” is placed by “{words}”, told elsewhere", claim.trigger.of(&layers.report.text));
        claims.notices.push(Notice::new(code, message).at(claim.trigger));
        claims.claims[at].toponyms = toponyms;
    }
}

/// The place of another mention of the event: a noun takes over the place that all placed claims of its type and kind share.
/// Talks and tariffs are many in a report; an attack or a protest is one.
fn place_of_same_event(claim: &Claim, near: &[Claim], layers: &Layers<'_>) -> Option<Vec<usize>> {
    if !matches!(claim.ty, EventType::Protest | EventType::Assault) {
        return None;
    }
    let mut placed = mentions_of_same(claim, near, layers)?.filter(|other| !other.toponyms.is_empty());
    let first = &placed.next()?.toponyms;
    let names = |toponyms: &[usize]| -> Vec<&str> {
        toponyms.iter().map(|&i| layers.places.toponyms[i].name.as_str()).collect()
    };
    placed.all(|other| names(&other.toponyms) == names(first)).then(|| first.clone())
}

/// The place of the scene that the last of the claims goes on with.
fn place_of_scene(claims: &[Claim], layers: &Layers<'_>) -> Option<Vec<usize>> {
    let (claim, mut before) = scene(claims, layers)?;
    let last = before.find(|other| !other.toponyms.is_empty())?;
    let same_day = claim.timex.is_none() || claim.timex == last.timex;
    let stays = last.sentence == claim.sentence || !names_a_place(claim.sentence, layers);
    (same_day && stays).then(|| last.toponyms.clone())
}

/// Whether a place is named in a sentence.
fn names_a_place(sentence: usize, layers: &Layers<'_>) -> bool {
    let own = layers.syntax.sentences[sentence].range;
    let toponyms = &layers.places.toponyms;
    let first = toponyms.partition_point(|toponym| toponym.range.start < own.start);
    toponyms.get(first).is_some_and(|toponym| own.contains(toponym.range))
}

/// The last of the claims, if it goes on with a scene, and those that may have begun it, the nearest first: a crowd, police and fighters
/// act in sentence after sentence. Arrests and bans follow on other days.
fn scene<'c>(claims: &'c [Claim], layers: &Layers<'_>) -> Option<(&'c Claim, impl Iterator<Item = &'c Claim> + Clone)> {
    let (claim, before) = claims.split_last()?;
    let acts = |ty: EventType| matches!(ty, EventType::Protest | EventType::Coerce | EventType::Assault);
    if !matches!(claim.ty, EventType::Protest | EventType::Assault) || !is_told_as_past(claim, layers) {
        return None;
    }
    let before = before.iter().rev().take_while(|other| other.sentence + GAP >= claim.sentence);
    Some((claim, before.filter(move |other| acts(other.ty) && other.status == Status::Actual)))
}

/// The claims of a report that may mention the event that a noun names: of its type, told as facts, with a word in common.
fn mentions_of_same<'c>(
    claim: &Claim,
    near: &'c [Claim],
    layers: &Layers<'_>,
) -> Option<impl Iterator<Item = &'c Claim>> {
    let syntax = layers.syntax;
    if !syntax.words_in(claim.trigger).any(|word| syntax.words[word].upos.is_nominal()) {
        return None;
    }
    let (ty, stems) = (claim.ty, stems(claim, layers));
    let of_type = near.iter().filter(move |other| other.ty == ty && other.status == Status::Actual);
    Some(of_type.filter(move |other| stems.iter().any(|stem| self::stems(other, layers).contains(stem))))
}

/// The date of another mention of the event: a noun takes over the date that all dated claims of its type and kind share.
fn of_same_event(claim: &Claim, near: &[Claim], layers: &Layers<'_>) -> Option<usize> {
    let mut dated = mentions_of_same(claim, near, layers)?
        .filter_map(|other| other.timex.filter(|&i| layers.times.timexes[i].is_calendar()));
    let first = dated.next()?;
    let value = |i: usize| layers.times.timexes[i].value.as_str();
    dated.all(|other| value(other) == value(first)).then_some(first)
}

/// Whether two claims are set in different countries.
fn apart(one: &Claim, other: &Claim, layers: &Layers<'_>) -> bool {
    let countries = |claim: &Claim| -> Vec<&str> {
        let places = claim.toponyms.iter().filter_map(|&i| layers.places.toponyms[i].place.as_ref());
        places.filter_map(|place| place.country.as_deref()).collect()
    };
    let (one, other) = (countries(one), countries(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|country| other.contains(country))
}

/// The first letters of the words of a trigger, in small letters.
fn stems(claim: &Claim, layers: &Layers<'_>) -> Vec<String> {
    let syntax = layers.syntax;
    let named = syntax.words_in(claim.trigger).filter(|&word| syntax.words[word].upos.is_nominal());
    let beside = syntax.children_by(claim.trigger_head, "compound").chain(named);
    let stem = |word: usize| syntax.words[word].lemma.to_lowercase().chars().take(STEM).collect::<String>();
    beside.map(stem).filter(|stem| stem.chars().count() == STEM).collect()
}

/// The day of the scene that the last of the claims goes on with: a crowd, police and fighters act in sentence after sentence, and only
/// the first tells the day.
fn of_scene(claims: &[Claim], layers: &Layers<'_>) -> Option<usize> {
    let (claim, mut before) = scene(claims, layers)?;
    // "Protesters marched on Saturday, and police fired tear gas."
    let first = layers.syntax.head(claim.trigger_head).filter(|_| layers.syntax.words[claim.trigger_head].is("conj"));
    let joined = before.clone().find(|other| Some(other.trigger_head) == first).and_then(|other| other.timex);
    let mut earlier = || before.find_map(|other| other.timex.filter(|_| other.sentence < claim.sentence));
    let dated = joined.or_else(|| if tells_a_time(claim.sentence, layers) { None } else { earlier() })?;
    let timex = &layers.times.timexes[dated];
    (timex.is_calendar() && timex.from.is_some() && timex.from == timex.to).then_some(dated)
}

/// Whether the trigger, or the verb above it, stands in the simple past.
fn is_told_as_past(claim: &Claim, layers: &Layers<'_>) -> bool {
    let syntax = layers.syntax;
    let mut way = std::iter::once(claim.trigger_head).chain(syntax.ancestors(claim.trigger_head).take(3));
    let verb = way.find(|&word| syntax.words[word].upos == Upos::Verb);
    verb.is_some_and(|verb| {
        let auxiliary = |lemma: &str| syntax.children_by(verb, "aux").any(|aux| syntax.words[aux].has_lemma(lemma));
        syntax.words[verb].feats.has("Tense", "Past") && !auxiliary("have")
    })
}

/// Whether a sentence has a date of its own that is over, which then belongs to something in it.
fn tells_a_time(sentence: usize, layers: &Layers<'_>) -> bool {
    let words = layers.syntax.sentences[sentence].words.clone();
    let published = layers.report.published.as_deref().and_then(|day| day.get(..10));
    let over = |to: &str| published.is_none_or(|day| to <= day);
    layers.times.in_words(words).any(|i| {
        let timex = &layers.times.timexes[i];
        timex.is_calendar() && timex.to.as_deref().is_none_or(over)
    })
}
