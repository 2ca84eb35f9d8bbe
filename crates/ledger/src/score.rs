//! How likely two tellings tell the same event, and why.
//!
//! The score is the sum of what speaks for and against, each with a name, taken through the logistic function. It is
//! symmetric, and depends on the two tellings alone: what else is in the ledger does not change it.

use crate::telling::{Party, Spot, Telling};

/// What speaks for or against two tellings being of one event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Score {
    /// How likely they are of one event, 0 to 1.
    pub(crate) likely: f64,
    /// The reasons with their weights, in the order of the rooms: type, who, when, where, words.
    pub(crate) reasons: Vec<(&'static str, f64)>,
}

impl Score {
    /// The reasons with their weights, as people read them.
    pub(crate) fn told(&self) -> String {
        let told: Vec<String> = self.reasons.iter().map(|(why, weight)| format!("{why} {weight:+.1}")).collect();
        told.join(", ")
    }
}

/// Tellings are linked from here on.
pub(crate) const LINKED: f64 = 0.5;

/// What must be overcome: most pairs are of different events.
const PRIOR: f64 = -3.3;

/// Compares two tellings; `None` where they cannot be of one event.
pub(crate) fn compare(a: &Telling, b: &Telling) -> Option<Score> {
    let (kinds, when) = (kinds(a, b)?, when(a, b)?);
    let mut reasons = Vec::with_capacity(12);
    reasons.extend([("prior", PRIOR), kinds, when]);
    let alike = similarity(&a.words, &b.words);
    reasons.extend(who(a, b));
    reasons.extend(places(a, b));
    reasons.extend(wording(a, b, alike));
    let sum: f64 = reasons.iter().map(|(_, weight)| weight).sum();
    Some(Score { likely: 1.0 / (1.0 + (-sum).exp()), reasons })
}

/// The same type, or two that the same act is coded with.
fn kinds(a: &Telling, b: &Telling) -> Option<(&'static str, f64)> {
    const RELATED: [(&str, &str); 13] = [
        ("ACCUSE", "THREATEN"),
        ("AGREE", "AID"),
        ("AGREE", "CONSULT"),
        ("AGREE", "COOPERATE"),
        ("AGREE", "SUPPORT"),
        ("AID", "COOPERATE"),
        ("AID", "SUPPORT"),
        ("ASSAULT", "COERCE"),
        ("ASSAULT", "PROTEST"),
        ("COERCE", "SANCTION"),
        ("CONCEDE", "RETREAT"),
        ("CONSULT", "COOPERATE"),
        ("SANCTION", "THREATEN"),
    ];
    let pair = if a.ty <= b.ty { (a.ty.as_str(), b.ty.as_str()) } else { (b.ty.as_str(), a.ty.as_str()) };
    if a.ty == b.ty { Some(("same-type", 0.5)) } else { RELATED.contains(&pair).then_some(("related-type", -0.8)) }
}

/// Days of the event where both tell them, else how near they were published.
fn when(a: &Telling, b: &Telling) -> Option<(&'static str, f64)> {
    match (a.days, b.days) {
        (Some(one), Some(other)) => {
            let gap = (one.0.max(other.0) - one.1.min(other.1)).max(0);
            let widest = (one.1 - one.0).max(other.1 - other.0);
            match gap {
                0 if widest <= 1 => Some(("same-day", 1.6)),
                0 if widest <= 7 => Some(("same-week", 0.9)),
                0 if widest <= 31 => Some(("same-month", 0.4)),
                0 => Some(("dates-overlap", -0.2)),
                1 => Some(("next-day", 0.3)),
                2..=3 => Some(("days-apart", -1.5)),
                4..=7 => Some(("days-apart", -3.0)),
                _ => None,
            }
        }
        (Some(days), None) => dated_by_publication(days, b),
        (None, Some(days)) => dated_by_publication(days, a),
        (None, None) => match (a.published, b.published) {
            (Some(one), Some(other)) => match (one - other).abs() {
                0..=1 => Some(("published-together", 0.8)),
                2..=3 => Some(("published-near", 0.3)),
                4..=7 => Some(("published-near", -0.4)),
                8..=31 => Some(("published-apart", -1.6)),
                32..=92 => Some(("published-apart", -2.6)),
                _ => None,
            },
            _ => Some(("undated", 0.0)),
        },
    }
}

/// One tells the day, of the other only the publication is known: news is told soon after it happens, or before where it
/// is planned.
fn dated_by_publication(days: (i64, i64), other: &Telling) -> Option<(&'static str, f64)> {
    let Some(published) = other.published else { return Some(("undated", -0.1)) };
    let ahead = other.status != "actual";
    let from_event = if published < days.0 { days.0 - published } else { (published - days.1).max(0) };
    match (published < days.0 && !ahead, from_event) {
        (false, 0..=2) => Some(("published-then", 0.5)),
        (true, 0..=1) => Some(("published-then", 0.2)),
        (_, 0..=7) => Some(("published-near", -0.3)),
        (_, 8..=31) => Some(("published-apart", -1.5)),
        (_, 32..=366) => Some(("published-apart", -2.6)),
        _ => None,
    }
}

/// The best of the ways in which those who take part can be the same.
fn who(a: &Telling, b: &Telling) -> [(&'static str, f64); 2] {
    let straight = side("actor", &a.actors, &b.actors).1 + side("recipient", &a.recipients, &b.recipients).1;
    let crossed = side("actor", &a.actors, &b.recipients).1 + side("recipient", &a.recipients, &b.actors).1;
    let mutual = a.is_mutual() && b.is_mutual();
    // Two may tell differently who attacked; who met whom is hardly ever in dispute.
    let firm =
        |(reason, weight): (&'static str, f64)| (reason, if mutual && weight <= -2.0 { weight - 1.5 } else { weight });
    if mutual && crossed > straight {
        let sides = [side("actor", &a.actors, &b.recipients), side("recipient", &a.recipients, &b.actors)];
        sides.map(crosswise).map(firm)
    } else {
        let mut sides = [side("actor", &a.actors, &b.actors), side("recipient", &a.recipients, &b.recipients)];
        // Where one telling has no recipient, its recipient may stand among the actors: "Iran and Belarus met".
        if mutual && (a.recipients.is_empty() != b.recipients.is_empty()) {
            let (all, few) = if a.recipients.is_empty() { (&a.actors, b) } else { (&b.actors, a) };
            let joined = side("recipient", all, &few.recipients);
            sides[1] = crosswise(joined);
        }
        sides.map(firm)
    }
}

fn crosswise((reason, weight): (&'static str, f64)) -> (&'static str, f64) {
    (reason, if weight > 0.0 { weight * 0.9 } else { weight })
}

fn side(role: &'static str, one: &[Party], other: &[Party]) -> (&'static str, f64) {
    let names = match role {
        "actor" => ["actor-same", "actor-alike", "actor-differs", "actor-untold"],
        _ => ["recipient-same", "recipient-alike", "recipient-differs", "recipient-untold"],
    };
    let best = one.iter().flat_map(|a| other.iter().map(move |b| parties(a, b))).max_by(f64::total_cmp);
    match best {
        None if one.is_empty() && other.is_empty() => (names[3], 0.0),
        None => (names[3], -0.2),
        Some(weight) if weight >= 1.2 => (names[0], weight),
        Some(weight) if weight > 0.0 => (names[1], weight),
        Some(weight) => (names[2], weight),
    }
}

/// Whether two participants are one.
pub(crate) fn parties(a: &Party, b: &Party) -> f64 {
    let countries = match (&a.country, &b.country) {
        (Some(one), Some(other)) => Some(one == other),
        _ => None,
    };
    let sectors = match (&a.sector, &b.sector) {
        (Some(one), Some(other)) => Some(one == other),
        _ => None,
    };
    let (short, long) = if a.name.len() <= b.name.len() { (&a.name, &b.name) } else { (&b.name, &a.name) };
    if a.named && b.named && a.name == b.name {
        // A person or organisation tells more than a country, which does many things in a week.
        return if a.sector.as_deref() == Some("GOV") && a.name.len() == 1 { 1.4 } else { 1.9 };
    }
    // "Nasirzadeh" in "Aziz Nasirzadeh".
    let within = !short.is_empty() && short.iter().all(|word| long.contains(word));
    if within && a.named && b.named && countries != Some(false) {
        return 1.6;
    }
    if within && countries != Some(false) {
        return 0.9;
    }
    match (countries, sectors) {
        (Some(false), _) => -2.2,
        (Some(true), Some(true)) if a.named && b.named => 0.2,
        (Some(true), Some(true)) => 0.7,
        (Some(true), _) => 0.3,
        (None, _) if a.named && b.named => -1.3,
        (None, Some(true)) => 0.1,
        (None, _) => -0.5,
    }
}

fn places(a: &Telling, b: &Telling) -> Option<(&'static str, f64)> {
    let (one, other) = (a.place.as_ref()?, b.place.as_ref()?);
    Some(match spots(one, other) {
        Where::Same if one.wide => ("same-country", 0.3),
        Where::Same => ("same-place", 1.1),
        Where::Within => ("place-within", 0.3),
        Where::Other => ("other-place", -1.6),
        Where::OtherCountry => ("other-country", -2.2),
    })
}

/// How two places lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    /// One place.
    Same,
    /// One may lie in the other.
    Within,
    /// Two places of one country, or of countries not known.
    Other,
    /// Two countries.
    OtherCountry,
}

pub(crate) fn spots(a: &Spot, b: &Spot) -> Where {
    let same_id = a.geonames.is_some() && a.geonames == b.geonames;
    let countries = match (&a.country, &b.country) {
        (Some(one), Some(other)) => Some(one == other),
        _ => None,
    };
    match countries {
        _ if same_id || a.name == b.name => Where::Same,
        Some(false) => Where::OtherCountry,
        Some(true) if a.wide || b.wide => Where::Within,
        _ => Where::Other,
    }
}

fn wording(a: &Telling, b: &Telling, alike: f64) -> Vec<(&'static str, f64)> {
    let mut reasons = vec![("words", 6.0 * (alike - 0.12).clamp(-0.1, 0.6))];
    if !a.trigger.is_empty() && a.trigger == b.trigger {
        reasons.push(("same-word", 1.2));
    } else {
        let (reason, weight) =
            if a.rule == b.rule && !a.rule.is_empty() { ("same-frame", 0.4) } else { ("other-word", -0.9) };
        // A sentence that says "killed two and injured three" has two claims: the more two sentences are alike, the more
        // it tells that they use different words for the act.
        reasons.push((reason, weight - 6.0 * (alike - 0.3).clamp(0.0, 0.7)));
    }
    if a.status != b.status {
        reasons.push(("other-status", -0.8));
    }
    reasons.extend(numerals(a, b));
    reasons
}

/// Numbers in both sentences: one that both have speaks for one event, none that both have against it.
fn numerals(a: &Telling, b: &Telling) -> Option<(&'static str, f64)> {
    fn of(t: &Telling) -> impl Iterator<Item = &String> {
        t.words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
    }
    if of(a).next().is_none() || of(b).next().is_none() {
        return None;
    }
    let shared = of(a).any(|number| of(b).any(|other| other == number));
    Some(if shared { ("same-number", 0.5) } else { ("other-numbers", -0.7) })
}

/// The share of words that two sentences have in common, where long words and numbers count more.
pub(crate) fn similarity(a: &[String], b: &[String]) -> f64 {
    let weight = |word: &String| {
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            1.5
        } else {
            (word.chars().count() as f64).clamp(2.0, 9.0).sqrt() / 2.0
        }
    };
    let (mut i, mut j, mut shared, mut all) = (0, 0, 0.0, 0.0);
    while i < a.len() || j < b.len() {
        match (a.get(i), b.get(j)) {
            (Some(one), Some(other)) if one == other => {
                shared += weight(one);
                all += weight(one);
                i += 1;
                j += 1;
            }
            (Some(one), Some(other)) if one < other => {
                all += weight(one);
                i += 1;
            }
            (Some(one), None) => {
                all += weight(one);
                i += 1;
            }
            (_, Some(other)) => {
                all += weight(other);
                j += 1;
            }
            (None, None) => break,
        }
    }
    if all > 0.0 { shared / all } else { 0.0 }
}
