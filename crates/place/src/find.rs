//! Where a report may name places.

use crate::features::{Setting, score};
use crate::gazetteer::fold_into;
use crate::rules::{Of, Short};
use crate::{Gazetteer, PlaceRules, ToponymKind, fold};
use rapporteur_entities::Entities;
use rapporteur_syntax::{MentionKind, MentionType, Syntax, Upos, WordRange};
use rapporteur_text::{Report, TextRange};

/// The longest name, in words, that is looked up.
const LONGEST: usize = 8;

/// Words that may name a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spot {
    /// The words of the name.
    pub(crate) words: WordRange,
    /// The name to look up, folded.
    pub(crate) folded: String,
    /// Who knows the name.
    pub(crate) known: Known,
    /// The log-odds that it is a toponym.
    pub(crate) score: f32,
}

/// Who knows a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Known {
    /// The gazetteer, under the folded name.
    Gazetteer,
    /// The codebook's list of places, under the folded name.
    Codebook,
    /// The list of countries, by code.
    Country(String),
    /// The list of short names.
    Short(Short),
    /// The list of demonyms.
    Demonym(Of),
    /// Nobody; the model says that it is a place.
    Model,
}

impl Known {
    pub(crate) fn kind(&self) -> ToponymKind {
        if matches!(self, Self::Demonym(_)) { ToponymKind::Demonym } else { ToponymKind::Name }
    }
}

/// The toponyms of a report, in text order, none over another.
pub(crate) fn find_spots(
    report: &Report,
    syntax: &Syntax,
    entities: &Entities,
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Vec<Spot> {
    let mut spots = candidate_spots(report, syntax, entities, gazetteer, rules);
    let setting = Setting::new(report, syntax, entities, gazetteer, rules, &spots);
    let scores: Vec<f32> = spots.iter().map(|spot| score(&setting.features(spot), rules)).collect();
    for (spot, score) in spots.iter_mut().zip(scores) {
        spot.score = score;
    }
    spots.retain(|spot| spot.score > 0.0);
    without_overlaps(spots)
}

/// The spot of a span that someone else found.
pub(crate) fn spot_of_span(
    report: &Report,
    syntax: &Syntax,
    span: TextRange,
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Option<Spot> {
    let words = syntax.words_in(span);
    let form = span.of(&report.text);
    let folded = fold(form);
    if words.is_empty() {
        return None;
    }
    let in_gazetteer = gazetteer.step(&folded).0;
    let mut known = who_knows(report, syntax, words.start, form, &folded, in_gazetteer, rules);
    // Where a place is certain, a short name needs no company.
    if let Some(short) = rules.short(form).filter(|_| known.is_none() || known == Some(Known::Gazetteer)) {
        known = Some(Known::Short(short.clone()));
    }
    Some(Spot { words, folded, known: known.unwrap_or(Known::Model), score: 1.0 })
}

/// Everything that could be a toponym; some overlap.
pub(crate) fn candidate_spots(
    report: &Report,
    syntax: &Syntax,
    entities: &Entities,
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Vec<Spot> {
    let mut spots = Vec::new();
    for sentence in &syntax.sentences {
        let mut next = sentence.words.start;
        while next < sentence.words.end {
            let longest = longest_name(report, syntax, next, sentence.words.end, gazetteer, rules);
            match longest {
                Some(spot) => {
                    next = spot.words.end;
                    spots.push(spot);
                }
                None => next += 1,
            }
        }
    }
    let known = spots.len();
    for words in tagged_places(syntax, entities) {
        let at = spots[..known].partition_point(|spot| spot.words.end <= words.start);
        let same = spots[..known].get(at).is_some_and(|spot| spot.words == words);
        if !same {
            let mut folded = String::new();
            fold_words(report, syntax, words.clone(), &mut folded);
            if !folded.is_empty() {
                spots.push(Spot { words, folded, known: Known::Model, score: 0.0 });
            }
        }
    }
    spots.sort_by_key(|spot| (spot.words.start, spot.words.end));
    spots
}

/// Names that the model or the entities room types as places, without articles.
fn tagged_places(syntax: &Syntax, entities: &Entities) -> Vec<WordRange> {
    let place = |ty| matches!(ty, MentionType::Loc | MentionType::Fac);
    let tags = syntax.mentions.iter().filter(|tag| place(tag.ty) && tag.kind == MentionKind::Name);
    let mentions = entities.mentions.iter().filter(|m| place(m.ty) && m.kind == MentionKind::Name);
    let mut found: Vec<WordRange> =
        tags.map(|tag| tag.words.clone()).chain(mentions.map(|m| m.words.clone())).collect();
    for words in &mut found {
        trim(syntax, words);
    }
    found.retain(|words| !words.is_empty() && words.len() <= LONGEST);
    found.sort_by_key(|words| (words.start, words.end));
    found.dedup();
    found
}

/// Cuts words before the first capital and possessive endings and punctuation after the last word.
pub(crate) fn trim(syntax: &Syntax, words: &mut WordRange) {
    words.end = words.end.min(syntax.words.len());
    while words.start < words.end && !is_capitalised(&syntax.words[words.start].form) {
        words.start += 1;
    }
    if words.len() > 1 && syntax.words[words.start].upos == Upos::Det {
        words.start += 1;
    }
    while words.start < words.end {
        let last = &syntax.words[words.end - 1];
        if matches!(last.upos, Upos::Part | Upos::Punct) && last.form != "." {
            words.end -= 1;
        } else {
            break;
        }
    }
}

fn longest_name(
    report: &Report,
    syntax: &Syntax,
    start: usize,
    end: usize,
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Option<Spot> {
    let first = &syntax.words[start];
    if !is_capitalised(&first.form) {
        return None;
    }
    let mut folded = String::new();
    let mut best: Option<Spot> = None;
    for last in start..end.min(start + LONGEST) {
        append_word(report, syntax, start, last, &mut folded);
        let words = start..last + 1;
        let form = syntax.range(words.clone()).of(&report.text);
        let in_gazetteer = gazetteer.step(&folded);
        let in_codebook = rules.step(&folded);
        if (is_capitalised(&syntax.words[last].form) || last == start)
            && let Some(known) = who_knows(report, syntax, start, form, &folded, in_gazetteer.0, rules)
        {
            best = Some(Spot { words, folded: folded.clone(), known, score: 0.0 });
        }
        if !in_gazetteer.1 && !in_codebook.1 {
            break;
        }
    }
    let mut best = best?;
    extend_over_region_noun(report, syntax, end, gazetteer, rules, &mut best);
    Some(best)
}

fn who_knows(
    report: &Report,
    syntax: &Syntax,
    start: usize,
    form: &str,
    folded: &str,
    in_gazetteer: bool,
    rules: &PlaceRules,
) -> Option<Known> {
    if let Some(code) = rules.country(form, folded) {
        return Some(Known::Country(code.to_owned()));
    }
    if let Some(short) = rules.short(form)
        && (!short.bound || follows_place(report, syntax, start))
    {
        return Some(Known::Short(short.clone()));
    }
    if rules.own(folded).is_some() {
        return Some(Known::Codebook);
    }
    if let Some(of) = rules.demonym(folded) {
        return Some(Known::Demonym(of.clone()));
    }
    in_gazetteer.then_some(Known::Gazetteer)
}

/// Whether a comma after a capitalised word, or a party letter and a hyphen, stands before a word: "Springfield, Ill.".
fn follows_place(report: &Report, syntax: &Syntax, word: usize) -> bool {
    let Some(before) = word.checked_sub(2) else { return false };
    let (name, sign) = (&syntax.words[before], &syntax.words[word - 1]);
    match sign.form.as_str() {
        "," | "(" => is_capitalised(&name.form) || name.form == ")",
        "-" | "–" => {
            matches!(name.form.as_str(), "R" | "D" | "I") && syntax.range(before..word + 1).of(&report.text).len() < 12
        }
        _ => false,
    }
}

/// "Readington" before "Township": the noun belongs to the name, known or not.
fn extend_over_region_noun(
    report: &Report,
    syntax: &Syntax,
    end: usize,
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
    spot: &mut Spot,
) {
    let next = spot.words.end;
    if next >= end
        || !matches!(spot.known, Known::Gazetteer)
        || !rules.words.region.contains(syntax.words[next].form.as_str())
    {
        return;
    }
    let words = spot.words.start..next + 1;
    let mut folded = String::new();
    fold_words(report, syntax, words.clone(), &mut folded);
    if gazetteer.step(&folded).0 {
        (spot.words, spot.folded) = (words, folded);
    } else if matches!(
        syntax.words[next].form.as_str(),
        "Township" | "Twp." | "Parish" | "Province" | "Oblast" | "Prefecture"
    ) {
        spot.words = words;
    }
}

/// The folded form of consecutive words.
pub(crate) fn fold_words(report: &Report, syntax: &Syntax, words: WordRange, into: &mut String) {
    for word in words.clone() {
        append_word(report, syntax, words.start, word, into);
    }
}

fn append_word(report: &Report, syntax: &Syntax, start: usize, word: usize, into: &mut String) {
    let range = syntax.words[word].range;
    let form = range.of(&report.text);
    let gap = word > start && range.start > syntax.words[word - 1].range.end;
    fold_into(form, gap, into);
}

pub(crate) fn is_capitalised(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

/// Of spots that overlap, the likelier stays; of equals, the longer.
fn without_overlaps(spots: Vec<Spot>) -> Vec<Spot> {
    let mut kept: Vec<Spot> = Vec::with_capacity(spots.len());
    for spot in spots {
        match kept.last() {
            Some(last) if last.words.end > spot.words.start => {
                let better = (spot.score, spot.words.len()) > (last.score, last.words.len());
                if better {
                    kept.pop();
                    if kept.last().is_none_or(|before| before.words.end <= spot.words.start) {
                        kept.push(spot);
                    }
                }
            }
            _ => kept.push(spot),
        }
    }
    kept
}
