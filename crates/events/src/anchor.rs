//! When and where: which time expression and which place name belong to an event.

use crate::clause::Clauses;
use crate::kinds::WordKinds;
use crate::whereabouts::places_taken_up;
use rapporteur_entities::Entities;
use rapporteur_place::{Place, Places, ToponymKind};
use rapporteur_syntax::{Syntax, Upos, WordRange};
use rapporteur_time::{Times, TimexType};
use std::collections::{HashMap, HashSet};

/// How an event stands to the places of the things it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// It is done where they are: "attacked the embassy in Nairobi".
    Done,
    /// It is about them, and done where those are who do it: "investigated the attack in Nairobi".
    About,
    /// It is only said: "condemned the attack in Nairobi".
    Said,
}

/// Time expressions and place names by the words that head them.
#[derive(Debug)]
pub(crate) struct Anchors<'r> {
    clauses: Clauses<'r>,
    kinds: &'r WordKinds,
    all_times: &'r Times,
    /// The day of publication, `YYYY-MM-DD`.
    published: Option<&'r str>,
    /// Dates and times of day.
    times: HashMap<usize, usize>,
    /// Lengths of time.
    durations: HashMap<usize, usize>,
    /// Place names, and what takes them up: "the capital".
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

/// Verbs that tell what somebody says of an event rather than what happens in it.
const COMMENT: [&str; 16] = [
    "condemn",
    "denounce",
    "deplore",
    "criticize",
    "criticise",
    "praise",
    "welcome",
    "hail",
    "mourn",
    "protest",
    "discuss",
    "blame",
    "defend",
    "regret",
    "demand",
    "urge",
];

/// Nouns that a preposition makes a relation between events and not a place: "in connection with the bombing in Nairobi".
const RELATION: [&str; 16] = [
    "connection",
    "response",
    "retaliation",
    "reaction",
    "protest",
    "support",
    "favor",
    "favour",
    "addition",
    "order",
    "accordance",
    "light",
    "view",
    "exchange",
    "return",
    "charge",
];

/// Prepositions before what is no part of the event: "has grown since the invasion in 2022".
const OUTSIDE: [&str; 9] =
    ["since", "after", "before", "until", "following", "despite", "over", "because of", "ahead of"];

/// How many words a noun's phrase may have for the date behind it to be its own.
const LONGEST_PHRASE: usize = 24;

impl<'r> Anchors<'r> {
    pub(crate) fn new(
        syntax: &'r Syntax,
        times: &'r Times,
        places: &'r Places,
        entities: &Entities,
        kinds: &'r WordKinds,
        cues: HashSet<usize>,
        published: Option<&'r str>,
    ) -> Self {
        let head =
            |words: &WordRange| words.clone().find(|&word| syntax.head(word).is_none_or(|head| !words.contains(&head)));
        let mut by_time = HashMap::new();
        let mut durations = HashMap::new();
        for (i, timex) in times.timexes.iter().enumerate() {
            let Some(word) = head(&timex.words) else { continue };
            if timex.is_calendar() {
                by_time.entry(word).or_insert(i);
            } else if timex.ty == TimexType::Duration {
                durations.entry(word).or_insert(i);
            }
        }
        let mut by_place = HashMap::new();
        for (i, toponym) in places.toponyms.iter().enumerate() {
            if toponym.kind != ToponymKind::Name {
                continue;
            }
            if let Some(word) = head(&toponym.words) {
                by_place.entry(word).or_insert(i);
            }
            // "the Darfur region" is headed by its noun.
            if toponym.full != toponym.range
                && let Some(word) = head(&syntax.words_in(toponym.full))
            {
                by_place.entry(word).or_insert(i);
            }
        }
        for (word, toponym) in places_taken_up(syntax, entities, places) {
            by_place.entry(word).or_insert(toponym);
        }
        let countries = (0..places.toponyms.len())
            .filter(|&i| places.toponyms[i].place.as_ref().is_some_and(Place::is_country))
            .collect();
        let (all_times, times, places) = (times, by_time, by_place);
        let published = published.and_then(|day| day.get(..10));
        Self { clauses: Clauses { syntax }, kinds, all_times, published, times, durations, places, countries, cues }
    }

    /// The time expression that dates the event, by index.
    pub(crate) fn time(&self, trigger: usize) -> Option<usize> {
        let found = self
            .time_below(trigger, trigger)
            .or_else(|| self.time_of_clause(trigger))
            .or_else(|| self.time_deep(trigger, 3))
            .or_else(|| self.time_of_occasion(trigger))
            .or_else(|| self.time_of_complement(trigger))
            .or_else(|| if self.is_joined(trigger) { self.time_beside(trigger) } else { None })
            .or_else(|| self.governors(trigger).into_iter().skip(1).find_map(|word| self.time_below(word, trigger)))
            .or_else(|| self.time_in_front(trigger))
            .or_else(|| self.time_of_participle(trigger))
            .or_else(|| self.time_shared(trigger));
        found
            .filter(|&i| self.fits(trigger, i) && !self.is_of_comment(trigger, i))
            .or_else(|| self.time_beside(trigger))
            .or_else(|| self.duration(trigger))
    }

    /// What will, would or may happen does not happen before the publication, and a comment on what happened in a year is
    /// not told by that year: such a date is another event's.
    fn fits(&self, trigger: usize, time: usize) -> bool {
        let timex = &self.all_times.timexes[time];
        let past = timex.to.as_deref().zip(self.published).is_some_and(|(to, day)| to < day);
        let comment = self.is_comment(trigger) && timex.value.len() == 4;
        !(past && (comment || self.is_ahead(trigger)))
    }

    fn is_comment(&self, verb: usize) -> bool {
        COMMENT.iter().any(|lemma| self.clauses.syntax.words[verb].has_lemma(lemma))
    }

    fn is_ahead(&self, trigger: usize) -> bool {
        let syntax = self.clauses.syntax;
        let has = |lemmas: &[&str]| {
            syntax.children_by(trigger, "aux").any(|aux| lemmas.iter().any(|lemma| syntax.words[aux].has_lemma(lemma)))
        };
        has(&["will", "would", "shall", "may", "might", "can", "could", "must", "should"]) && !has(&["have"])
    }

    /// "condemned the bombing in Nairobi on Thursday": a day of the week of publication that ends the clause of a verb of
    /// comment is that of the comment, though it stand beside what is commented on.
    fn is_of_comment(&self, trigger: usize, time: usize) -> bool {
        let syntax = self.clauses.syntax;
        let timex = &self.all_times.timexes[time];
        if !syntax.words[trigger].upos.is_nominal() || timex.words.start < trigger || timex.value.len() < 10 {
            return false;
        }
        let above = syntax.ancestors(trigger).take(4).find(|&above| self.clauses.is_verbal(above));
        above.is_some_and(|verb| {
            verb < trigger
                && self.is_comment(verb)
                && self.time_below(verb, verb).is_none_or(|own| own == time)
                && self.is_recent(time)
        })
    }

    /// Whether a day is told by its weekday or its distance, as days of the week of publication are.
    fn is_recent(&self, time: usize) -> bool {
        let rule = self.all_times.timexes[time].rule.as_str();
        rule.starts_with("date/weekday") || rule == "relative/day"
    }

    fn time_below(&self, word: usize, trigger: usize) -> Option<usize> {
        let near = |child: &usize| child.abs_diff(trigger);
        self.clauses
            .syntax
            .children(word)
            .filter(|child| self.times.contains_key(child))
            .min_by_key(near)
            .map(|child| self.times[&child])
            .or_else(|| self.time_before_verb(word))
    }

    /// "Ministers in New York on Friday signed": a parser hangs the date on the subject, but it stands right before the verb.
    fn time_before_verb(&self, verb: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let subject = syntax.child(verb, "nsubj").filter(|&subject| subject < verb && self.clauses.is_verbal(verb))?;
        let first = syntax.children(verb).find(|&child| child > subject && syntax.words[child].is("aux"));
        let before = first.unwrap_or(verb).min(verb).checked_sub(1)?;
        let time = self.all_times.at_word(before).filter(|&i| self.all_times.timexes[i].is_calendar())?;
        let start = self.all_times.timexes[time].words.start;
        (start > subject && start.checked_sub(1).is_some_and(|at| syntax.words[at].is("case"))).then_some(time)
    }

    /// "died when the group held power in the 1970s": the clause tells the time.
    fn time_of_clause(&self, trigger: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let temporal = |clause: &usize| {
            syntax.children(*clause).any(|child| {
                matches!(syntax.words[child].deprel.base(), "mark" | "advmod")
                    && ["when", "while"].iter().any(|lemma| syntax.words[child].has_lemma(lemma))
            })
        };
        // "led to deaths when …": the clause hangs on the verb.
        let above = syntax.head(trigger).filter(|_| syntax.words[trigger].is("obl") || syntax.words[trigger].is("obj"));
        let clauses = std::iter::once(trigger).chain(above).flat_map(|word| syntax.children_by(word, "advcl"));
        clauses.filter(temporal).find_map(|clause| self.time_below(clause, clause))
    }

    /// "the bombing of two embassies in Africa last month": a parser hangs the date on what stands next to it.
    fn time_deep(&self, word: usize, reach: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let after = syntax.children(word).filter(|&child| {
            child > word
                && matches!(syntax.words[child].deprel.base(), "nmod" | "obl" | "obj")
                && syntax.words[child].upos.is_nominal()
                && !self.is_outside(child)
                // "planning for the summit in April" goes on before April.
                && !(syntax.words[child].is("nmod") && self.clauses.has_case(child, "for"))
        });
        // "the December 2019 attack" keeps its date to itself.
        let behind = |child: usize| {
            self.time_below(child, child).filter(|&time| self.all_times.timexes[time].words.start > child)
        };
        after
            .into_iter()
            .find_map(|child| behind(child).or_else(|| if reach > 0 { self.time_deep(child, reach - 1) } else { None }))
    }

    fn is_outside(&self, word: usize) -> bool {
        OUTSIDE.iter().any(|case| self.clauses.has_case(word, case))
    }

    /// "since the invasion in 2022": a date that follows a noun's phrase at once is the noun's, whatever it hangs on.
    fn time_beside(&self, trigger: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        if !syntax.words[trigger].upos.is_nominal() && !self.is_joined(trigger) {
            return None;
        }
        let end = self.end_of_phrase(trigger, 6);
        if end - trigger > LONGEST_PHRASE {
            return None;
        }
        let sentence = syntax.sentences.iter().find(|sentence| sentence.words.contains(&trigger))?.words.end;
        let near = (end..(end + 2).min(sentence)).find_map(|word| self.all_times.at_word(word));
        near.filter(|&i| self.all_times.timexes[i].is_calendar() && !self.is_of_comment(trigger, i))
    }

    /// "touring the capital on Thursday and meeting leaders on Friday": the second act may have a date of its own.
    fn is_joined(&self, trigger: usize) -> bool {
        self.clauses.syntax.words[trigger].is("conj") && self.clauses.is_verbal(trigger)
    }

    /// Where a noun's phrase ends, without the clauses that hang on it.
    fn end_of_phrase(&self, word: usize, reach: usize) -> usize {
        let syntax = self.clauses.syntax;
        let mut parts = syntax.children(word).filter(|&child| {
            let relation = syntax.words[child].deprel.base();
            child > word
                && matches!(relation, "nmod" | "obj" | "obl" | "flat" | "compound" | "appos" | "conj" | "fixed")
                && syntax.words[child].upos != Upos::Verb
                && !self.is_outside(child)
        });
        let last = parts.next_back().filter(|_| reach > 0);
        last.map_or(word + 1, |last| self.end_of_phrase(last, reach - 1))
    }

    /// "signed during a meeting on Monday": the occasion dates what happened at it. What happened after another event
    /// happened in its year or month, if not on its day.
    fn time_of_occasion(&self, trigger: usize) -> Option<usize> {
        let has = |oblique: usize, cases: &[&str]| cases.iter().any(|case| self.clauses.has_case(oblique, case));
        self.clauses.syntax.children_by(trigger, "obl").find_map(|oblique| {
            let found = self.time_below(oblique, oblique).or_else(|| self.time_deep(oblique, 1))?;
            let coarse = self.all_times.timexes[found].value.len() <= 7;
            (has(oblique, &["during", "at", "in"]) || coarse && has(oblique, &["after", "following"])).then_some(found)
        })
    }

    /// "invited them to rejoin two weeks ago": what lies back is not the date of what is to come, but of the asking.
    fn time_of_complement(&self, trigger: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        if !syntax.words[trigger].feats.has("Tense", "Past") {
            return None;
        }
        let complements = syntax.children_by(trigger, "xcomp").chain(syntax.children_by(trigger, "ccomp"));
        let bare = |clause: &usize| syntax.child(*clause, "nsubj").is_none();
        complements.filter(bare).find_map(|clause| {
            let found = self.time_below(clause, clause)?;
            let to = self.all_times.timexes[found].to.as_deref();
            to.zip(self.published).is_some_and(|(to, day)| to < day).then_some(found)
        })
    }

    /// "In June they fell out, and he was arrested": a date in front of the sentence holds for all that is joined in it.
    fn time_in_front(&self, trigger: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let first = syntax.head(trigger).filter(|_| syntax.words[trigger].is("conj"))?;
        let subject = syntax.children(first).find(|&child| syntax.words[child].is("nsubj"))?;
        syntax.children(first).take_while(|&child| child < subject).find_map(|child| self.times.get(&child).copied())
    }

    /// "the Feb. 23 accord signed by both": the thing's date is that of its making.
    fn time_of_participle(&self, trigger: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let noun = syntax.head(trigger).filter(|_| syntax.words[trigger].deprel.as_str() == "acl")?;
        syntax.children(noun).take_while(|&child| child < noun).find_map(|child| self.times.get(&child).copied())
    }

    /// "kidnapped and killed two years ago": a date behind the last of what is joined holds for the first too.
    fn time_shared(&self, trigger: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let verbal = self.clauses.is_verbal(trigger);
        let mut joined = syntax
            .children_by(trigger, "conj")
            .filter(|&other| self.clauses.is_verbal(other) == verbal && syntax.child(other, "nsubj").is_none());
        if let Some(last) = joined.next_back() {
            return self.time_below(last, last).filter(|&i| self.all_times.timexes[i].words.start > last);
        }
        // The same date, hung from the first of them.
        let shares = verbal && syntax.child(trigger, "nsubj").is_none();
        let first = self.clauses.joined_to(trigger).filter(|_| shares)?;
        self.time_below(first, first).filter(|&i| self.all_times.timexes[i].words.start > trigger)
    }

    /// A length of time within, for or over which the event goes on: "for weeks", "40 years of blockade".
    fn duration(&self, trigger: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        // "within a week of the capture" counts from another event.
        let counted = |word: usize| syntax.children(word).any(|child| child > word && syntax.words[child].is("nmod"));
        let timed = |child: &usize| {
            !counted(*child)
                && ["for", "within", "over", "during"].iter().any(|case| self.clauses.has_case(*child, case))
        };
        let below = |word: usize| {
            let mut children = syntax.children(word).filter(timed);
            children.find_map(|child| self.durations.get(&child).copied())
        };
        let governors = self.governors(trigger);
        governors.iter().find_map(|&word| below(word)).or_else(|| {
            let of = |&word: &usize| self.clauses.has_case(word, "of") || syntax.words[word].is("conj");
            let tops = std::iter::once(trigger).chain(syntax.ancestors(trigger).take(2));
            let lengths = tops.filter(of).filter_map(|word| syntax.head(word));
            let bare = |&length: &usize| syntax.child(length, "case").is_none();
            lengths.filter(bare).find_map(|length| self.durations.get(&length).copied())
        })
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
                            || ["during", "at", "in"].iter().any(|p| self.clauses.has_case(at, p)))
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

    /// The place names that say where, by index: several where it happened at several places.
    pub(crate) fn places(&self, trigger: usize, ground: Ground) -> Vec<usize> {
        let reach = if ground == Ground::Done { 5 } else { 0 };
        let of_subject = |word| self.place_of_subject(word).filter(|_| ground != Ground::Said);
        let found = self.governors(trigger).into_iter().find_map(|word| {
            self.place_below(word, reach, trigger)
                .filter(|&place| ground == Ground::Done || !self.is_of_object(word, place))
                .or_else(|| of_subject(word))
                .or_else(|| self.place_of_meeting(word))
                .or_else(|| self.place_beside(word))
                .or_else(|| self.place_of_relative(word))
        });
        found.map_or_else(Vec::new, |word| self.joined(word))
    }

    /// The place names beside the trigger itself, whatever stands above it.
    pub(crate) fn own_places(&self, trigger: usize) -> Vec<usize> {
        let found = self.place_below(trigger, 5, trigger).or_else(|| self.place_beside(trigger));
        found.map_or_else(Vec::new, |word| self.joined(word))
    }

    /// "linked the blasts at the embassies in Nairobi to the group": a parser hangs the place on the verb, but it follows a
    /// noun's phrase at once, and is the noun's.
    fn place_beside(&self, noun: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let verb = syntax.head(noun).filter(|_| syntax.words[noun].is("obj"))?;
        let end = self.end_of_phrase(noun, 6);
        let mut phrases = syntax.children_by(verb, "obl").filter(|&phrase| self.starts_at(phrase, end));
        let phrase = phrases.find(|&phrase| LOCATIVE.iter().any(|p| self.clauses.has_case(phrase, p)))?;
        self.named_within(phrase, 3)
    }

    /// Whether a place hangs on a verb but follows a common noun that is its object.
    fn is_of_object(&self, verb: usize, place: usize) -> bool {
        let syntax = self.clauses.syntax;
        let mut objects = syntax.children_by(verb, "obj").filter(|&object| syntax.words[object].upos == Upos::Noun);
        objects.any(|object| self.place_beside(object) == Some(place))
    }

    /// Whether a phrase starts with a word.
    fn starts_at(&self, head: usize, word: usize) -> bool {
        self.clauses.syntax.children(head).next().map_or(head, |first| first.min(head)) == word
    }

    /// "visited the plant, where it makes drones": what a clause with "where" hangs on, or the place of its verb.
    fn place_of_relative(&self, verb: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let where_ = syntax.children_by(verb, "advmod").any(|child| syntax.words[child].has_lemma("where"));
        let noun = syntax.head(verb).filter(|_| where_)?;
        let above = || syntax.head(noun).filter(|&above| self.clauses.is_verbal(above));
        self.named_within(noun, 3).or_else(|| {
            let verb = above()?;
            let objects = self.clauses.patient(verb).into_iter().find_map(|object| self.named_within(object, 2));
            self.place_below(verb, 1, verb).or(objects)
        })
    }

    /// The place name in a phrase: "the city of *Arusha*".
    pub(crate) fn place_in(&self, word: usize) -> Option<usize> {
        self.named_within(word, 2).and_then(|word| self.places.get(&word).copied())
    }

    /// A place name with those joined to it: "in Nairobi, Kenya, and Dar es Salaam".
    fn joined(&self, word: usize) -> Vec<usize> {
        let syntax = self.clauses.syntax;
        let heads = std::iter::once(word).chain(syntax.children_by(word, "appos"));
        let mut words: Vec<usize> = heads.flat_map(|head| syntax.children_by(head, "conj")).collect();
        words.push(word);
        words.sort_unstable();
        let found: Vec<usize> = words.into_iter().filter_map(|word| self.places.get(&word).copied()).collect();
        // In "Nairobi, Kenya, and Dar es Salaam" the country tells where the city is.
        let cities = found.iter().any(|i| !self.countries.contains(i));
        found.into_iter().filter(|i| !cities || !self.countries.contains(i)).collect()
    }

    /// "Police in Lagos arrested": who acts does so where he is.
    fn place_of_subject(&self, verb: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let subject = syntax.children(verb).find(|&child| syntax.words[child].deprel.as_str() == "nsubj")?;
        let below = |word: usize| syntax.children_by(word, "nmod");
        // "Thousands of people in Lagos" are in Lagos too.
        below(subject)
            .chain(below(subject).filter(|&of| self.clauses.has_case(of, "of")).flat_map(below))
            .filter(|&place| self.clauses.has_case(place, "in"))
            .find_map(|place| self.named_within(place, 2))
    }

    /// "Ministers meeting in Lagos agreed": they did so there.
    fn place_of_meeting(&self, verb: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let subject = syntax.children(verb).find(|&child| syntax.words[child].deprel.as_str() == "nsubj")?;
        syntax.children_by(subject, "acl").find_map(|participle| self.place_below(participle, 0, participle))
    }

    fn place_below(&self, word: usize, reach: usize, trigger: usize) -> Option<usize> {
        let syntax = self.clauses.syntax;
        let mut best: Option<(usize, usize)> = None;
        for child in syntax.children(word) {
            let relation = syntax.words[child].deprel.base();
            // "kept the crowd from reaching the embassy in Ankara as it marched": one scene.
            if relation == "advcl" && reach > 0 && self.is_of_one_scene(child) {
                if best.is_none() {
                    best = self.place_below(child, reach - 1, trigger).map(|place| (place, usize::MAX));
                }
                continue;
            }
            let nominal = matches!(relation, "obl" | "nmod" | "obj" | "nsubj")
                || (matches!(relation, "conj" | "flat" | "appos") && syntax.words[child].upos.is_nominal());
            if !nominal || self.times.contains_key(&child) {
                continue;
            }
            let locative = LOCATIVE.iter().any(|p| self.clauses.has_case(child, p))
                && !RELATION.iter().any(|lemma| syntax.words[child].has_lemma(lemma));
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
            if let Some(place) = found {
                let distance = child.abs_diff(trigger);
                if best.is_none_or(|(_, known)| distance < known) {
                    best = Some((place, distance));
                }
            }
        }
        best.map(|(place, _)| place)
    }

    /// Whether a clause tells what somebody was kept from, or what went on meanwhile.
    fn is_of_one_scene(&self, clause: usize) -> bool {
        let syntax = self.clauses.syntax;
        let mut marks = syntax.children_by(clause, "mark");
        marks.any(|mark| ["from", "while", "as"].iter().any(|lemma| syntax.words[mark].has_lemma(lemma)))
    }

    /// Whether a word names a country, which before a noun says whose it is and not where.
    fn is_country(&self, word: usize) -> bool {
        self.places.get(&word).is_some_and(|i| self.countries.contains(i))
    }

    /// The place name that heads a locative phrase, or stands in it: "in the town of Gori"; as its head word.
    fn named_within(&self, word: usize, reach: usize) -> Option<usize> {
        if self.places.contains_key(&word) {
            return Some(word);
        }
        if reach == 0 {
            return None;
        }
        let syntax = self.clauses.syntax;
        // "The U.S. embassy in Nairobi" is in Nairobi.
        let located = |child: usize| LOCATIVE.iter().chain(&["of"]).any(|p| self.clauses.has_case(child, p));
        let below = syntax.children(word).filter(|&child| syntax.words[child].is("nmod") && located(child));
        // "Kabul's airport" is in Kabul, but "Iran's embassy" may be anywhere.
        let beside = syntax.children(word).filter(|&child| {
            let relation = &syntax.words[child].deprel;
            (matches!(relation.base(), "compound" | "appos" | "flat") || relation.as_str() == "nmod:poss")
                && !self.is_country(child)
        });
        beside.chain(below).find_map(|child| self.named_within(child, reach - 1))
    }
}
