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
    for words in tagged_places(syntax, entities, rules) {
        let at = spots[..known].partition_point(|spot| spot.words.end <= words.start);
        let same = spots[..known].get(at).is_some_and(|spot| {
            // "Platte" within "Platte County" is no name of its own.
            let within = spot.words.start <= words.start && words.end <= spot.words.end;
            let last = &syntax.words[spot.words.end - 1].form;
            spot.words == words || (within && rules.words.names_kind(last))
        });
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

/// Names that the model or the entities room types as places, without articles; but no bodies and businesses, which a
/// place may be part of: "Paris Regional Medical Center".
fn tagged_places(syntax: &Syntax, entities: &Entities, rules: &PlaceRules) -> Vec<WordRange> {
    let place = |ty| matches!(ty, MentionType::Loc | MentionType::Fac);
    let tags = syntax.mentions.iter().filter(|tag| place(tag.ty) && tag.kind == MentionKind::Name);
    let mentions = entities.mentions.iter().filter(|m| place(m.ty) && m.kind == MentionKind::Name);
    let tagged = tags.map(|tag| &tag.words).chain(mentions.map(|m| &m.words));
    let mut found: Vec<WordRange> = tagged.flat_map(|words| pieces(syntax, words)).collect();
    let form = |word: usize| syntax.words.get(word).map_or("", |word| word.form.as_str());
    for words in &mut found {
        let begins_number = form(words.end).starts_with(|c: char| c.is_ascii_digit());
        if begins_number && rules.words.numbered.contains(form(words.end - 1)) {
            words.end += 1;
        }
    }
    let is_body = |last: &str| !rules.words.names_kind(last) && rules.words.names_body(last);
    // "Street" alone is the end of a name that was cut.
    let names_nothing = |words: &WordRange| {
        let last = form(words.end - 1);
        is_body(last) || (words.len() == 1 && rules.words.names_kind(last))
    };
    found.retain(|words| words.len() <= LONGEST && !names_nothing(words));
    found.sort_by_key(|words| (words.start, words.end));
    found.dedup();
    found
}

/// The names in a stretch that the model took for one: "Shawnee Park in Institute", "Washington, D.C.", "Utah's Zion National Park".
pub(crate) fn pieces(syntax: &Syntax, words: &WordRange) -> Vec<WordRange> {
    let parts = |word: usize| {
        let word = &syntax.words[word];
        let small = word.form.chars().all(char::is_lowercase)
            && !(matches!(word.upos, Upos::Det)
                || matches!(word.form.as_str(), "of" | "de" | "la" | "del" | "du" | "al" | "el" | "upon"));
        small || matches!(word.form.as_str(), "," | ";" | ":" | "(" | ")" | "—" | "–" | "/" | "'s" | "’s")
    };
    let mut pieces = Vec::new();
    let mut start = words.start;
    for end in words.start..=words.end.min(syntax.words.len()) {
        if end == words.end.min(syntax.words.len()) || parts(end) {
            let mut piece = start..end;
            trim(syntax, &mut piece);
            pieces.push(piece);
            start = end + 1;
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
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
    // "Street", "North": what stands before or after makes the name, and who knows only this word knows another place.
    if best.words.len() == 1 && best.known == Known::Gazetteer && rules.words.is_generic(&first.form) {
        return None;
    }
    extend_over_region_noun(report, syntax, end, gazetteer, rules, &mut best);
    cut_before_body(report, syntax, gazetteer, rules, &mut best);
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

/// In "Springfield City Council" the city is the council's, unless a place is mainly named so: "Kansas City Council".
fn cut_before_body(report: &Report, syntax: &Syntax, gazetteer: &Gazetteer, rules: &PlaceRules, spot: &mut Spot) {
    let (last, next) = (spot.words.end - 1, spot.words.end);
    let of_body = syntax.words.get(next).is_some_and(|word| rules.words.public.contains(word.form.as_str()));
    if spot.words.len() < 2
        || spot.known != Known::Gazetteer
        || !of_body
        || !matches!(syntax.words[last].form.as_str(), "City" | "Town" | "Village")
        || gazetteer.candidates_folded(&spot.folded).iter().any(|entry| entry.main)
    {
        return;
    }
    let mut folded = String::new();
    fold_words(report, syntax, spot.words.start..last, &mut folded);
    if gazetteer.step(&folded).0 {
        (spot.words.end, spot.folded) = (last, folded);
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
