//! Whether a report tells an event as real: from modality, tense, negation, and the words that govern the trigger.

use crate::claim::{EventType, Status};
use crate::classes::{Classes, WordSet};
use crate::clause::Clauses;
use rapporteur_codebook::{CodebookError, CodebookFile};
use rapporteur_syntax::Upos;
use serde::Deserialize;

/// What words do to the events that they govern; `codebook/frames/status.toml`.
#[derive(Debug, Clone, Default)]
pub(crate) struct StatusRules {
    rules: Vec<StatusRule>,
    confidence: Vec<StatusConfidence>,
}

/// How often a status is right.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusConfidence {
    status: Status,
    value: f32,
}

#[derive(Debug, Clone)]
struct StatusRule {
    place: Place,
    words: WordSet,
    /// The types it applies to; empty for all.
    types: Vec<EventType>,
    effect: Status,
}

/// Where the word of a rule stands in relation to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    /// It governs a clause: "planned *to attack*", "denied *having met*".
    Clause,
    /// It governs a noun: "denied *the attack*", "the threat *of war*".
    Noun,
    /// It stands before a noun: "*possible* strike".
    Before,
    /// It is an auxiliary: "*might* attack".
    Auxiliary,
    /// It introduces a subordinate clause: "*if* they attack".
    Mark,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusFile {
    #[serde(default)]
    rule: Vec<StatusEntry>,
    #[serde(default)]
    confidence: Vec<StatusConfidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusEntry {
    id: String,
    place: Place,
    words: Vec<String>,
    #[serde(default)]
    types: Vec<EventType>,
    effect: Status,
}

/// What was found: the status, and the word that decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) status: Status,
    pub(crate) cue: Option<usize>,
    /// Whether the clause is in the scope of "if" or "unless" or has such a clause below it.
    pub(crate) conditional: bool,
    /// Whether "will" or "would" stands on the event's own clause.
    pub(crate) will: bool,
}

impl StatusRules {
    pub(crate) fn add(&mut self, file: &CodebookFile, classes: &Classes) -> Result<(), CodebookError> {
        let read = file.parse::<StatusFile>()?;
        // A user's own table comes before ours.
        self.confidence.splice(0..0, read.confidence);
        for entry in read.rule {
            let words = classes.set(&entry.words).map_err(|class| CodebookError {
                file: file.path.clone(),
                line: file.text.find(&entry.id).map_or(1, |at| file.line_at(at)),
                message: format!("no word class `{class}`"),
            })?;
            self.rules.push(StatusRule { place: entry.place, words, types: entry.types, effect: entry.effect });
        }
        Ok(())
    }

    /// How likely a status is right, 0 to 1.
    pub(crate) fn confidence(&self, status: Status) -> f32 {
        self.confidence.iter().find(|known| known.status == status).map_or(0.5, |known| known.value)
    }

    fn effect(&self, place: Place, lemma: &str, ty: EventType) -> Option<Status> {
        let fits = |rule: &&StatusRule| {
            rule.place == place && (rule.types.is_empty() || rule.types.contains(&ty)) && rule.words.has(lemma)
        };
        // Later rules are the more particular ones.
        self.rules.iter().rev().find(fits).map(|rule| rule.effect)
    }

    /// The standing of the event that `trigger` heads. `light` is the verb that carries a noun; `spoken` tells that the
    /// trigger stands in what somebody says.
    pub(crate) fn standing(
        &self,
        clauses: Clauses<'_>,
        trigger: usize,
        light: Option<usize>,
        spoken: bool,
        ty: EventType,
    ) -> Standing {
        let mut walk = Walk { rules: self, clauses, ty, spoken, found: Vec::new(), conditional: false, will: false };
        walk.climb(trigger, light);
        let rank = |status: Status| match status {
            Status::Negated => 3,
            Status::Hypothetical => 2,
            Status::Future => 1,
            Status::Actual => 0,
        };
        let decisive =
            walk.found.iter().max_by_key(|(status, word)| (rank(*status), std::cmp::Reverse(*word))).copied();
        let (status, cue) = decisive.map_or((Status::Actual, None), |(status, word)| (status, Some(word)));
        Standing { status, cue, conditional: walk.conditional, will: walk.will }
    }
}

struct Walk<'a> {
    rules: &'a StatusRules,
    clauses: Clauses<'a>,
    ty: EventType,
    spoken: bool,
    found: Vec<(Status, usize)>,
    conditional: bool,
    will: bool,
}

impl Walk<'_> {
    fn climb(&mut self, trigger: usize, light: Option<usize>) {
        let syntax = self.clauses.syntax;
        let mut at = trigger;
        self.local(at, Scope::Own);
        for step in 0..6 {
            let Some(head) = syntax.head(at) else { return };
            let word = &syntax.words[at];
            let relation = word.deprel.base();
            let verbal = self.clauses.is_verbal(at) || self.has_copula(at);
            let lemma = self.clauses.lemma(head);
            match relation {
                "acl" if word.deprel.subtype() == "relcl" => return,
                "xcomp" | "ccomp" | "acl" | "advcl" | "csubj" | "parataxis" => {
                    let mark = self.marks(at, relation);
                    let complement = relation != "advcl" || mark == Mark::Of;
                    if complement && let Some(effect) = self.rules.effect(Place::Clause, &lemma, self.ty) {
                        self.found.push((effect, head));
                        self.negation(head);
                    } else if relation == "acl" && mark == Mark::To {
                        self.found.push((Status::Future, at));
                        return;
                    } else if relation == "advcl" && mark == Mark::To {
                        // A purpose is as real as what serves it, and at best still to come.
                        self.found.push((Status::Future, at));
                    }
                    if matches!(relation, "ccomp" | "parataxis" | "csubj") || mark == Mark::Other {
                        return;
                    }
                    // "did not come, saying": a negation does not reach a participle; "did not agree to come": it does.
                    self.local(head, if relation == "xcomp" { Scope::Complement } else { Scope::Beside });
                }
                "conj" => {
                    // "will meet and discuss": what stands on the first verb holds for the second.
                    if syntax.children(at).any(|child| matches!(syntax.words[child].deprel.base(), "nsubj" | "aux")) {
                        return;
                    }
                    self.local(head, Scope::Beside);
                }
                "obj" | "nsubj" | "obl" | "nmod" | "compound" | "appos" => {
                    if Some(head) == light {
                        self.local(head, Scope::Own);
                        at = head;
                        continue;
                    }
                    if relation != "nsubj" || word.deprel.subtype() == "pass" {
                        if let Some(effect) = self.rules.effect(Place::Noun, &lemma, self.ty) {
                            self.found.push((effect, head));
                            self.local(head, Scope::Complement);
                            if relation != "nmod" && relation != "compound" {
                                return;
                            }
                        } else if relation == "nmod" && step == 0 && self.clauses.has_case(at, "of") {
                            // "The start of production would help": what heads the subject stands or falls with it.
                            self.supposed_subject(head);
                            return;
                        } else if !(step == 0 && verbal) {
                            return;
                        }
                    } else {
                        self.supposed_subject(at);
                        return;
                    }
                }
                _ => return,
            }
            at = head;
        }
    }

    /// "A strike would end the truce": the subject of "would" is as supposed as its effect, unless somebody tells it.
    fn supposed_subject(&mut self, noun: usize) {
        let syntax = self.clauses.syntax;
        if self.spoken || syntax.words[noun].deprel.as_str() != "nsubj" {
            return;
        }
        let would = syntax.head(noun).and_then(|verb| {
            syntax.children_by(verb, "aux").find(|&aux| syntax.words[aux].form.eq_ignore_ascii_case("would"))
        });
        if let Some(would) = would {
            self.found.push((Status::Hypothetical, would));
        }
    }

    fn has_copula(&self, word: usize) -> bool {
        self.clauses.syntax.children(word).any(|child| self.clauses.syntax.words[child].is("cop"))
    }

    /// What stands on the word itself: negation, modals, adjectives before a noun.
    fn local(&mut self, word: usize, scope: Scope) {
        let syntax = self.clauses.syntax;
        let own = scope == Scope::Own;
        if scope != Scope::Beside {
            self.negation(word);
        }
        for child in syntax.children(word) {
            let w = &syntax.words[child];
            match w.deprel.base() {
                "aux" | "cop" => {
                    let lemma = self.clauses.lemma(child);
                    if lemma == "would" || (lemma == "will" && w.form.eq_ignore_ascii_case("would")) {
                        self.will |= own;
                        let conditional = self.has_condition(word);
                        self.conditional |= own && conditional;
                        let future = self.spoken && !conditional;
                        self.found.push((if future { Status::Future } else { Status::Hypothetical }, child));
                    } else if let Some(effect) = self.rules.effect(Place::Auxiliary, &lemma, self.ty) {
                        self.will |= own && effect == Status::Future;
                        self.conditional |= own && self.has_condition(word);
                        self.found.push((effect, child));
                    }
                }
                "amod" | "advmod" | "compound" | "nmod" if child < word => {
                    if let Some(effect) = self.rules.effect(Place::Before, &self.clauses.lemma(child), self.ty) {
                        self.found.push((effect, child));
                    }
                }
                _ => {}
            }
        }
    }

    fn has_condition(&self, word: usize) -> bool {
        let syntax = self.clauses.syntax;
        syntax.children_by(word, "advcl").any(|clause| {
            syntax
                .children_by(clause, "mark")
                .any(|mark| ["if", "unless", "until"].iter().any(|lemma| syntax.words[mark].has_lemma(lemma)))
        })
    }

    fn negation(&mut self, word: usize) {
        let syntax = self.clauses.syntax;
        for child in syntax.children(word) {
            let w = &syntax.words[child];
            let negative = match w.deprel.base() {
                "advmod" | "aux" | "part" => {
                    w.upos != Upos::Adj
                        && ["not", "never", "n't", "no longer"]
                            .iter()
                            .any(|lemma| w.has_lemma(lemma) || w.form.eq_ignore_ascii_case(lemma))
                        || (w.has_lemma("longer")
                            && syntax.children(child).any(|below| syntax.words[below].has_lemma("no")))
                }
                "det" | "cc" => ["no", "neither", "nor"].iter().any(|lemma| w.has_lemma(lemma)),
                "nsubj" => {
                    ["nobody", "none", "neither"].iter().any(|lemma| w.has_lemma(lemma))
                        || syntax.children_by(child, "det").any(|det| syntax.words[det].has_lemma("no"))
                }
                "case" => w.has_lemma("without"),
                "mark" => w.has_lemma("without"),
                _ => false,
            };
            if negative {
                self.found.push((Status::Negated, child));
            }
        }
    }

    /// How a subordinate clause is introduced; "if" and the like are noted.
    fn marks(&mut self, clause: usize, relation: &str) -> Mark {
        let syntax = self.clauses.syntax;
        let mut kind = if relation == "advcl" { Mark::Participle } else { Mark::None };
        for mark in
            syntax.children(clause).filter(|&child| matches!(syntax.words[child].deprel.base(), "mark" | "case"))
        {
            let lemma = self.clauses.lemma(mark);
            if let Some(effect) = self.rules.effect(Place::Mark, &lemma, self.ty) {
                self.found.push((effect, mark));
                kind = Mark::Other;
            } else {
                kind = match lemma.as_str() {
                    "to" => Mark::To,
                    "of" | "from" | "for" | "at" | "with" | "about" => Mark::Of,
                    "that" => Mark::None,
                    _ => Mark::Other,
                };
            }
        }
        if kind == Mark::None && relation == "ccomp" && self.clauses.complements(clause).is_empty() {
            return Mark::None;
        }
        kind
    }
}

/// How a word whose modals and negation are read relates to the event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// It is the event's word, or the verb that carries it.
    Own,
    /// The event complements it.
    Complement,
    /// The event stands beside it, in a participle or a coordination.
    Beside,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    To,
    Of,
    Participle,
    Other,
}
