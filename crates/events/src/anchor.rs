//! When and where: which time expression and which place name belong to an event.

use crate::clause::Clauses;
use crate::kinds::WordKinds;
use rapporteur_place::{Places, ToponymKind};
use rapporteur_syntax::{Syntax, WordRange};
use rapporteur_time::{Times, TimexType};
use std::collections::{HashMap, HashSet};

/// Time expressions and place names by the words that head them.
#[derive(Debug)]
pub(crate) struct Anchors<'r> {
    clauses: Clauses<'r>,
    kinds: &'r WordKinds,
    times: HashMap<usize, usize>,
    places: HashMap<usize, usize>,
    /// Which of those name countries.
    countries: HashSet<usize>,
    /// Words that attribute: a date on them dates only the saying.
    cues: HashSet<usize>,
}

/// Prepositions that say where.
const LOCATIVE: [&str; 16] = [
    "in",
    "at",
    "near",
    "on",
    "outside",
    "inside",
    "across",
    "around",
    "within",
    "throughout",
    "off",
    "along",
    "over",
    "above",
    "through",
    "into",
];

impl<'r> Anchors<'r> {
    pub(crate) fn new(
        syntax: &'r Syntax,
        times: &'r Times,
        places: &'r Places,
        kinds: &'r WordKinds,
        cues: HashSet<usize>,
    ) -> Self {
        let head =
            |words: &WordRange| words.clone().find(|&word| syntax.head(word).is_none_or(|head| !words.contains(&head)));
        let mut by_time = HashMap::new();
        for (i, timex) in times.timexes.iter().enumerate() {
            if matches!(timex.ty, TimexType::Date | TimexType::Time)
                && !timex.value.ends_with("_REF")
                && let Some(word) = head(&timex.words)
            {
                by_time.entry(word).or_insert(i);
            }
        }
        let mut by_place = HashMap::new();
        for (i, toponym) in places.toponyms.iter().enumerate() {
            if toponym.kind == ToponymKind::Name
                && let Some(word) = head(&toponym.words)
            {
                by_place.entry(word).or_insert(i);
            }
        }
        let is_country = |code: &str| code.starts_with("PCL");
        let countries = (0..places.toponyms.len())
            .filter(|&i| places.toponyms[i].place.as_ref().is_some_and(|place| is_country(&place.feature_code)))
            .collect();
        Self { clauses: Clauses { syntax }, kinds, times: by_time, places: by_place, countries, cues }
    }

    /// The time expression that dates the event, by index.
    pub(crate) fn time(&self, trigger: usize) -> Option<usize> {
        self.governors(trigger)
            .into_iter()
            .find_map(|word| self.time_below(word, trigger))
            .or_else(|| self.time_of_occasion(trigger))
            .or_else(|| self.time_deep(trigger, 3))
            .or_else(|| self.time_beside(trigger))
    }

    fn time_below(&self, word: usize, trigger: usize) -> Option<usize> {
        let near = |child: &usize| child.abs_diff(trigger);
        self.clauses
            .syntax
            .children(word)
            .filter(|child| self.times.contains_key(child))
            .min_by_key(near)
            .map(|child| self.times[&child])
    }

    /// "the bombing of two embassies in Africa last month": a parser hangs the date on what stands next to it.
    fn time_deep(&self, word: usize, reach: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let after = syntax.children(word).filter(|&child| {
            child > word
                && matches!(syntax.words[child].deprel.base(), "nmod" | "obl" | "obj")
                && syntax.words[child].upos.is_nominal()
        });
        after.into_iter().find_map(|child| {
            self.time_below(child, child).or_else(|| if reach > 0 { self.time_deep(child, reach - 1) } else { None })
        })
    }

    /// "since the invasion in 2022": a date that follows a noun's phrase at once is the noun's, whatever it hangs on.
    fn time_beside(&self, trigger: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        if !syntax.words[trigger].upos.is_nominal() {
            return None;
        }
        let phrase = syntax.span(trigger);
        if phrase.len() > 12 {
            return None;
        }
        (phrase.end..(phrase.end + 2).min(syntax.words.len())).find_map(|word| self.times.get(&word).copied())
    }

    /// "signed during a meeting on Monday": the occasion dates what happened at it.
    fn time_of_occasion(&self, trigger: usize) -> Option<usize> {
        let occasions = self.clauses.syntax.children_by(trigger, "obl");
        occasions
            .filter(|&oblique| ["during", "at", "in"].iter().any(|p| self.clauses.has_case(oblique, p)))
            .find_map(|oblique| self.time_below(oblique, oblique))
    }

    /// The event's own word, then those above it whose circumstances are also its own.
    fn governors(&self, trigger: usize) -> Vec<usize> {
        let syntax = self.clauses.syntax;
        let mut found = vec![trigger];
        let mut at = trigger;
        for _ in 0..4 {
            let Some(head) = syntax.head(at) else { break };
            let word = &syntax.words[at];
            let own = match word.deprel.base() {
                "conj" => !syntax.children(at).any(|child| syntax.words[child].is("nsubj")),
                "xcomp" => true,
                "advcl" => {
                    let mut marks = syntax.children_by(at, "mark");
                    !marks.any(|m| {
                        ["after", "before", "since", "if", "because", "unless"]
                            .iter()
                            .any(|l| syntax.words[m].has_lemma(l))
                    })
                }
                "nsubj" => self.clauses.is_verbal(head),
                "obj" => self.kinds.light_verbs.has(&syntax.words[head].lemma),
                "obl" => {
                    self.clauses.is_verbal(head)
                        && (self.kinds.light_verbs.has(&syntax.words[head].lemma)
                            || ["during", "at"].iter().any(|p| self.clauses.has_case(at, p)))
                }
                _ => false,
            };
            // A date on a verb of saying dates the saying, and with it only what is said beside it.
            if !own || (self.cues.contains(&head) && !word.is("conj")) {
                break;
            }
            found.push(head);
            at = head;
        }
        found
    }

    /// The place name that says where, by index.
    /// What is only said does not happen where the things spoken of are: `said` looks beside the trigger alone.
    pub(crate) fn place(&self, trigger: usize, said: bool) -> Option<usize> {
        let reach = if said { 0 } else { 5 };
        self.governors(trigger).into_iter().find_map(|word| self.place_below(word, reach, trigger))
    }

    fn place_below(&self, word: usize, reach: usize, trigger: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let mut best: Option<(usize, usize)> = None;
        for child in syntax.children(word) {
            let relation = syntax.words[child].deprel.base();
            let nominal = matches!(relation, "obl" | "nmod" | "obj" | "nsubj")
                || (matches!(relation, "conj" | "flat" | "appos") && syntax.words[child].upos.is_nominal());
            if !nominal || self.times.contains_key(&child) {
                continue;
            }
            let locative = LOCATIVE.iter().any(|p| self.clauses.has_case(child, p));
            // Things happen in a country, not on or over it: "called on Italy".
            let bare =
                locative && self.is_country(child) && ["on", "over"].iter().any(|p| self.clauses.has_case(child, p));
            let found = if bare {
                None
            } else if locative {
                self.named_within(child, 3)
            } else if self.clauses.has_case(child, "during")
                || (reach > 0
                    && (matches!(relation, "obj" | "nmod" | "conj" | "flat" | "appos")
                        || syntax.words[child].deprel.as_str() == "nsubj:pass"))
            {
                // The occasion of an act may be told at length.
                let further = if reach == 0 { 4 } else { reach - 1 };
                self.place_below(child, further, trigger)
            } else {
                None
            };
            if let Some(i) = found {
                let distance = child.abs_diff(trigger);
                if best.is_none_or(|(_, known)| distance < known) {
                    best = Some((i, distance));
                }
            }
        }
        best.map(|(i, _)| i)
    }

    /// Whether a word names a country, which before a noun says whose it is and not where.
    fn is_country(&self, word: usize) -> bool {
        self.places.get(&word).is_some_and(|i| self.countries.contains(i))
    }

    /// The place name that heads a locative phrase, or stands in it: "in the town of Gori".
    pub(crate) fn named_within(&self, word: usize, reach: usize) -> Option<usize> {
        if let Some(&i) = self.places.get(&word) {
            return Some(i);
        }
        if reach == 0 {
            return None;
        }
        let syntax = self.clauses.syntax;
        // "The U.S. embassy in Nairobi" is in Nairobi.
        let located = |child: usize| LOCATIVE.iter().chain(&["of"]).any(|p| self.clauses.has_case(child, p));
        let below = syntax.children(word).filter(|&child| syntax.words[child].is("nmod") && located(child));
        let beside = syntax.children(word).filter(|&child| {
            matches!(syntax.words[child].deprel.base(), "compound" | "appos" | "flat") && !self.is_country(child)
        });
        beside.chain(below).find_map(|child| self.named_within(child, reach - 1))
    }
}
