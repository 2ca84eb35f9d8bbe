//! What speaks for and against a name being a toponym where it stands.

use crate::find::{Known, Spot, is_capitalised};
use crate::{Gazetteer, PlaceRules};
use rapporteur_entities::Entities;
use rapporteur_syntax::{MentionKind, MentionTag, MentionType, Syntax, Upos, WordRange};
use rapporteur_text::Report;
use std::collections::HashMap;

/// A property of a possible toponym; its weight is in `codebook/place/finding.toml`.
pub(crate) type Feature = &'static str;

/// The log-odds that features give: a logistic regression, whose weights may differ by the model's tag, the first
/// feature that begins with `tag/`.
pub(crate) fn score(features: &[Feature], rules: &PlaceRules) -> f32 {
    let alone: f32 = features.iter().filter_map(|&feature| rules.weights.get(feature)).sum();
    let tag = features.iter().find(|feature| feature.starts_with("tag/"));
    let with = tag.and_then(|&tag| rules.weights_with.get(tag));
    alone + with.map_or(0.0, |with| features.iter().filter_map(|&feature| with.get(feature)).sum())
}

/// A report with what its parts say of each other's names.
pub(crate) struct Setting<'a> {
    syntax: &'a Syntax,
    gazetteer: &'a Gazetteer,
    rules: &'a PlaceRules,
    text: &'a str,
    /// The names that the model tags, in text order.
    tags: Vec<(WordRange, MentionType)>,
    /// For each word, the tag that covers it, or `u32::MAX`.
    tag_at: Vec<u32>,
    /// How often each folded name is tagged as a place, and as a person or part of one.
    told: HashMap<&'a str, (u32, u32, u32)>,
    /// Of each word, whether a spot ends before it or begins at it.
    spot_end: Vec<bool>,
    spot_start: Vec<bool>,
}

impl<'a> Setting<'a> {
    pub(crate) fn new(
        report: &'a Report,
        syntax: &'a Syntax,
        entities: &Entities,
        gazetteer: &'a Gazetteer,
        rules: &'a PlaceRules,
        spots: &'a [Spot],
    ) -> Self {
        let tags = names(syntax, entities);
        let mut tag_at = vec![u32::MAX; syntax.words.len()];
        for (i, (words, _)) in tags.iter().enumerate() {
            for word in words.clone() {
                if let Some(slot) = tag_at.get_mut(word) {
                    // Of nested names the longer, which comes first, counts.
                    if *slot == u32::MAX {
                        *slot = i as u32;
                    }
                }
            }
        }
        let mut spot_end = vec![false; syntax.words.len() + 1];
        let mut spot_start = vec![false; syntax.words.len() + 1];
        for spot in spots {
            spot_end[spot.words.end] = true;
            spot_start[spot.words.start] = true;
        }
        let told = HashMap::new();
        let mut setting =
            Self { syntax, gazetteer, rules, text: &report.text, tags, tag_at, told, spot_end, spot_start };
        let mut told: HashMap<&str, (u32, u32, u32)> = HashMap::new();
        for spot in spots {
            let (place, person, all) = told.entry(&spot.folded).or_default();
            *all += 1;
            match setting.tag(&spot.words) {
                Some((words, MentionType::Loc)) if words == spot.words => *place += 1,
                Some((_, MentionType::Per)) => *person += 1,
                _ => {}
            }
        }
        setting.told = told;
        setting
    }

    fn tag(&self, words: &WordRange) -> Option<(WordRange, MentionType)> {
        let of = |word: usize| self.tag_at.get(word).and_then(|&i| self.tags.get(i as usize));
        words.clone().find_map(of).map(|(words, ty)| (words.clone(), *ty))
    }

    /// What speaks for and against a spot.
    pub(crate) fn features(&self, spot: &Spot) -> Vec<Feature> {
        let mut features = Vec::with_capacity(24);
        features.push("bias");
        self.name_features(spot, &mut features);
        self.tag_features(spot, &mut features);
        self.neighbour_features(spot, &mut features);
        self.syntax_features(spot, &mut features);
        features
    }

    fn name_features(&self, spot: &Spot, features: &mut Vec<Feature>) {
        features.push(match &spot.known {
            Known::Gazetteer => "known/gazetteer",
            Known::Codebook => "known/codebook",
            Known::Country(_) => "known/country",
            Known::Short(short) if short.bound => "known/short-bound",
            Known::Short(_) => "known/short",
            Known::Demonym(_) => "known/demonym",
            Known::Model => "known/model",
        });
        if spot.words.len() > 1 {
            features.push("name/long");
            if spot.known == Known::Gazetteer {
                features.push("name/long-gazetteer");
            }
        }
        let form = self.syntax.range(spot.words.clone()).of(self.text);
        if form.chars().count() <= 3 && !form.contains('.') {
            features.push("name/tiny");
        }
        if form.len() > 3 && form.chars().all(|c| !c.is_lowercase()) {
            features.push("name/capitals");
        }
        let last = self.form(spot.words.end.checked_sub(1));
        if spot.words.len() > 1 {
            let words = &self.rules.words;
            if words.region.contains(last) {
                features.push("name/ends-region");
            } else if words.street.contains(last) {
                features.push("name/ends-street");
            } else if words.feature.contains(last) {
                features.push("name/ends-feature");
            } else if words.public.contains(last) || words.brand.contains(last) {
                features.push("name/ends-body");
            }
        }
        if spot.known == Known::Gazetteer {
            let candidates = self.gazetteer.candidates_folded(&spot.folded);
            let people = candidates.iter().map(|c| c.population).max().unwrap_or(0);
            features.push(match people {
                0..500 => "people/0",
                500..2_000 => "people/500",
                2_000..10_000 => "people/2k",
                10_000..50_000 => "people/10k",
                50_000..200_000 => "people/50k",
                200_000..1_000_000 => "people/200k",
                _ => "people/1m",
            });
            if candidates.iter().any(|c| c.feature == "ADM1" && c.main) {
                features.push("class/region");
            }
            if candidates
                .iter()
                .any(|c| c.country == Some("USA") || c.country == Some("GBR") || c.country == Some("CAN"))
            {
                features.push("class/english");
            }
            if candidates.iter().all(|c| !c.main) {
                features.push(if people >= 100_000 { "class/alternate-peopled" } else { "class/alternate" });
            }
        }
        if let Some(&(place, person, all)) = self.told.get(spot.folded.as_str()) {
            let own = self.tag(&spot.words);
            let own_place = matches!(&own, Some((words, MentionType::Loc)) if *words == spot.words);
            let own_person = matches!(&own, Some((_, MentionType::Per)));
            if place > u32::from(own_place) {
                features.push("report/place-elsewhere");
            }
            if person > u32::from(own_person) {
                features.push("report/person-elsewhere");
            }
            if all > 2 {
                features.push("report/often");
            }
        }
    }

    fn tag_features(&self, spot: &Spot, features: &mut Vec<Feature>) {
        let Some((words, ty)) = self.tag(&spot.words) else {
            features.push(if spot.known == Known::Model { "tag/untyped" } else { "tag/none" });
            return;
        };
        let at = if words == spot.words {
            0
        } else if words.start == spot.words.start && words.end > spot.words.end {
            1
        } else if words.end == spot.words.end && words.start < spot.words.start {
            2
        } else if words.start < spot.words.start && words.end > spot.words.end {
            3
        } else {
            4
        };
        const NAMES: [[Feature; 5]; 7] = [
            ["tag/per", "tag/per-first", "tag/per-last", "tag/per-mid", "tag/per-over"],
            ["tag/org", "tag/org-first", "tag/org-last", "tag/org-mid", "tag/org-over"],
            ["tag/loc", "tag/loc-first", "tag/loc-last", "tag/loc-mid", "tag/loc-over"],
            ["tag/fac", "tag/fac-first", "tag/fac-last", "tag/fac-mid", "tag/fac-over"],
            ["tag/nat", "tag/nat-first", "tag/nat-last", "tag/nat-mid", "tag/nat-over"],
            ["tag/doc", "tag/doc-first", "tag/doc-last", "tag/doc-mid", "tag/doc-over"],
            ["tag/other", "tag/other-first", "tag/other-last", "tag/other-mid", "tag/other-over"],
        ];
        let row = match ty {
            MentionType::Per => 0,
            MentionType::Org => 1,
            MentionType::Loc => 2,
            MentionType::Fac => 3,
            MentionType::Nat => 4,
            MentionType::Doc => 5,
            _ => 6,
        };
        features.push(NAMES[row][at]);
        if row == 1 && at == 1 {
            let last = self.form(words.end.checked_sub(1));
            if self.rules.words.public.contains(last) {
                features.push("tag/org-first-public");
            } else if self.rules.words.brand.contains(last) {
                features.push("tag/org-first-brand");
            }
        }
    }

    fn neighbour_features(&self, spot: &Spot, features: &mut Vec<Feature>) {
        let words = &self.rules.words;
        let sentence = &self.syntax.sentences.get(self.syntax.sentence_of(spot.words.start));
        let bounds = sentence.map_or(0..0, |sentence| sentence.words.clone());
        let before = spot.words.start.checked_sub(1).filter(|word| bounds.contains(word));
        let after = Some(spot.words.end).filter(|word| bounds.contains(word));
        let (b, a) = (self.form(before), self.form(after));
        let lower = b.to_lowercase();
        if before.is_none() {
            features.push("before/start");
        } else if words.preposition.contains(lower.as_str()) {
            features.push("before/preposition");
        } else if words.direction.contains(lower.as_str()) {
            features.push("before/direction");
        } else if words.title.contains(b) {
            features.push("before/title");
        } else if words.before.contains(b) {
            features.push("before/feature");
        } else if lower == "the" {
            features.push("before/the");
        } else if matches!(lower.as_str(), "a" | "an") {
            features.push("before/a");
        } else if lower == "of" {
            let head = self.form(before.and_then(|word| word.checked_sub(1)));
            features.push(if words.of.contains(head.to_lowercase().as_str()) { "before/part-of" } else { "before/of" });
        } else if b == "," {
            let place = before.is_some_and(|comma| self.spot_end[comma]);
            features.push(if place { "before/place-comma" } else { "before/comma" });
        } else if is_capitalised(b) {
            let place = before.is_some_and(|word| self.spot_end[word + 1]);
            features.push(if place { "before/place" } else { "before/capital" });
        } else if b == "'s" || b == "’s" {
            features.push("before/possessive");
        } else if matches!(b, "-" | "–" | "/") {
            features.push("before/hyphen");
        } else if matches!(lower.as_str(), "and" | "or") {
            let place = before.is_some_and(|word| self.spot_end[word]);
            features.push(if place { "before/place-and" } else { "before/and" });
        }
        if after.is_none() {
            features.push("after/end");
        } else if words.street.contains(a) {
            features.push("after/street");
        } else if words.public.contains(a) {
            features.push("after/public");
        } else if words.brand.contains(a) {
            features.push("after/brand");
        } else if words.feature.contains(a) {
            features.push("after/feature");
        } else if a == "'s" || a == "’s" || a == "'" {
            features.push("after/possessive");
        } else if a == "," {
            let place = after.is_some_and(|comma| self.spot_start[comma + 1]);
            features.push(if place { "after/comma-place" } else { "after/comma" });
        } else if matches!(a, "-" | "–") {
            features.push("after/hyphen");
        } else if is_capitalised(a) {
            let place = after.is_some_and(|word| self.spot_start[word]);
            features.push(if place { "after/place" } else { "after/capital" });
        } else if a.chars().next().is_some_and(|c| c.is_ascii_digit()) {
            features.push("after/number");
        } else if words.of.contains(a) {
            features.push("after/part");
        }
    }

    fn syntax_features(&self, spot: &Spot, features: &mut Vec<Feature>) {
        let inside = |word: &usize| spot.words.contains(word);
        let all = &self.syntax.words;
        let Some(first) = all.get(spot.words.start) else { return };
        features.push(match first.upos {
            Upos::Propn => "upos/propn",
            Upos::Adj => "upos/adj",
            Upos::Noun => "upos/noun",
            _ => "upos/other",
        });
        let head = spot.words.clone().find(|&word| all[word].head.is_none_or(|head| !inside(&(head as usize))));
        let Some(head) = head else { return };
        features.push(match all[head].deprel.base() {
            "nmod" => match all[head].deprel.subtype() {
                "poss" => "rel/poss",
                "npmod" | "unmarked" => "rel/unmarked",
                _ => "rel/nmod",
            },
            "obl" => "rel/obl",
            "compound" => "rel/compound",
            "flat" => "rel/flat",
            "nsubj" => "rel/nsubj",
            "obj" | "iobj" => "rel/obj",
            "appos" => "rel/appos",
            "conj" => "rel/conj",
            "amod" => "rel/amod",
            "root" => "rel/root",
            "list" | "parataxis" => "rel/list",
            "vocative" => "rel/vocative",
            _ => "rel/other",
        });
        // A name that goes on to the right as one name is a first name: "Jordan Smith".
        if self.syntax.children(head).any(|child| child >= spot.words.end && all[child].is("flat")) {
            features.push("flat/right");
        }
        let case = self.syntax.children(head).find(|&child| child < spot.words.start && all[child].is("case"));
        if let Some(case) = case {
            let form = all[case].form.to_lowercase();
            features.push(match form.as_str() {
                "in" => "case/in",
                "at" | "near" | "outside" | "across" | "around" | "into" | "toward" | "towards" => "case/where",
                "from" => "case/from",
                "to" => "case/to",
                "of" => "case/of",
                "with" | "by" | "for" | "about" | "against" => "case/with",
                _ => "case/other",
            });
        }
        if let Some(above) = self.syntax.head(head) {
            if all[head].is("compound") || all[head].is("amod") || all[head].is("nmod") {
                features.push(match all[above].upos {
                    Upos::Propn => "above/propn",
                    Upos::Noun => "above/noun",
                    _ => "above/other",
                });
            }
            if all[head].is("nsubj") {
                let verb = all[above].lemma.as_str();
                if matches!(verb, "say" | "tell" | "add" | "ask" | "think" | "know" | "want" | "believe" | "write") {
                    features.push("above/say");
                }
            }
        }
    }

    fn form(&self, word: Option<usize>) -> &str {
        word.and_then(|word| self.syntax.words.get(word)).map_or("", |word| word.form.as_str())
    }
}

/// The names that the model tags, and those of the entities room where it has others; longer ones first.
fn names(syntax: &Syntax, entities: &Entities) -> Vec<(WordRange, MentionType)> {
    let names: Vec<(WordRange, MentionType)> = if syntax.mentions.is_empty() {
        let named = entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        named.map(|mention| (mention.words.clone(), mention.ty)).collect()
    } else {
        let is_name = |tag: &&MentionTag| tag.kind == MentionKind::Name || tag.ty == MentionType::Nat;
        syntax.mentions.iter().filter(is_name).map(|tag| (tag.words.clone(), tag.ty)).collect()
    };
    let place = |ty| matches!(ty, MentionType::Loc | MentionType::Fac);
    let mut names: Vec<(WordRange, MentionType)> = names
        .into_iter()
        .flat_map(|(mut words, ty)| {
            let parts = if place(ty) {
                crate::find::pieces(syntax, &words)
            } else {
                crate::find::trim(syntax, &mut words);
                vec![words]
            };
            parts.into_iter().map(move |words| (words, ty))
        })
        .collect();
    names.retain(|(words, _)| !words.is_empty());
    names.sort_by_key(|(words, ty)| (std::cmp::Reverse(words.len()), words.start, *ty));
    names
}
