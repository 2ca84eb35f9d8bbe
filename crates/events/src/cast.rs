//! From the words of an argument to the participants of an event.

use crate::claim::Actor;
use crate::clause::Clauses;
use crate::frame::Who;
use crate::kinds::WordKinds;
use rapporteur_entities::{Entities, Entity, Mention};
use rapporteur_syntax::{MentionType, Syntax, Upos};
use rapporteur_text::{Report, TextRange};
use std::collections::HashMap;

/// Finds participants by the words that head them.
#[derive(Debug)]
pub(crate) struct Cast<'r> {
    report: &'r Report,
    syntax: &'r Syntax,
    entities: &'r Entities,
    kinds: &'r WordKinds,
    clauses: Clauses<'r>,
    /// The longest mention that each word heads.
    by_head: HashMap<usize, usize>,
    /// The heads of each entity's mentions, in text order.
    heads: HashMap<usize, Vec<usize>>,
}

impl<'r> Cast<'r> {
    pub(crate) fn new(report: &'r Report, syntax: &'r Syntax, entities: &'r Entities, kinds: &'r WordKinds) -> Self {
        let mut by_head: HashMap<usize, usize> = HashMap::new();
        for (i, mention) in entities.mentions.iter().enumerate() {
            by_head
                .entry(mention.head)
                .and_modify(|known| {
                    if entities.mentions[*known].words.len() < mention.words.len() {
                        *known = i;
                    }
                })
                .or_insert(i);
        }
        let mut heads: HashMap<usize, Vec<usize>> = HashMap::new();
        for mention in &entities.mentions {
            heads.entry(mention.entity).or_default().push(mention.head);
        }
        Self { report, syntax, entities, kinds, clauses: Clauses { syntax }, by_head, heads }
    }

    fn mention(&self, word: usize) -> Option<&'r Mention> {
        self.by_head.get(&word).map(|&i| &self.entities.mentions[i])
    }

    fn entity(&self, mention: &Mention) -> Option<&'r Entity> {
        self.entities.entities.get(mention.entity)
    }

    /// The noun that a pronoun stands for, in lower case: "treaty" for the "it" of "ratified it".
    pub(crate) fn noun_of_pronoun(&self, word: usize) -> Option<String> {
        let entity = self.entity(self.mention(word).filter(|_| self.syntax.words[word].upos == Upos::Pron)?)?;
        Some(entity.name.rsplit(' ').next()?.to_lowercase())
    }

    /// The participants that a word heads; none where it names no possible participant.
    pub(crate) fn actors(&self, word: usize) -> Vec<Actor> {
        self.actors_within(word, 3)
    }

    fn actors_within(&self, word: usize, reach: usize) -> Vec<Actor> {
        let w = &self.syntax.words[word];
        // "each other" takes up who acts already.
        if w.has_lemma("each") && self.syntax.children(word).any(|below| self.syntax.words[below].has_lemma("other")) {
            return Vec::new();
        }
        if let Some(mention) = self.mention(word)
            && let Some(entity) = self.entity(mention)
            && self.can_act(entity, word)
        {
            if !entity.members.is_empty() {
                return entity.members.iter().filter_map(|&id| self.member(mention, id)).collect();
            }
            let several = self.several(word, entity, reach);
            return if several.is_empty() { vec![self.of_mention(mention, entity, word)] } else { several };
        }
        let lemma = self.clauses.lemma(word);
        if reach > 0
            && (self.kinds.quantities.has(&lemma)
                || (w.upos == Upos::Num || w.upos == Upos::Pron || w.upos == Upos::Det))
        {
            let of: Vec<Actor> = self
                .clauses
                .objects_of(word, "of")
                .into_iter()
                .flat_map(|below| self.actors_within(below, reach - 1))
                .collect();
            if !of.is_empty() {
                return of;
            }
        }
        // "the unemployed" are people too.
        let stands_for_noun = w.upos == Upos::Adj && matches!(w.deprel.base(), "nsubj" | "obj");
        if (w.upos.is_nominal() || stands_for_noun) && (self.kinds.people.has(&lemma) || self.kinds.bodies.has(&lemma))
        {
            return vec![self.unnamed(word)];
        }
        if w.upos == Upos::Num && matches!(w.deprel.base(), "nsubj" | "obj" | "conj") && lemma != "one" {
            return vec![self.unnamed(word)];
        }
        Vec::new()
    }

    /// Whether an entity is one that acts or is acted upon.
    fn can_act(&self, entity: &Entity, word: usize) -> bool {
        if !entity.members.is_empty() {
            return true;
        }
        match entity.ty {
            MentionType::Per | MentionType::Org | MentionType::Nat => true,
            MentionType::Loc if self.kinds.nature.has(&self.clauses.lemma(word)) => false,
            MentionType::Loc | MentionType::Fac => {
                // "African countries" are governments though nothing tells which.
                let governs = entity.sector.as_ref().is_some_and(|sector| sector.value == "GOV");
                entity.country.is_some() || governs || self.syntax.words[word].upos == Upos::Propn
            }
            MentionType::Weapon | MentionType::Money | MentionType::Doc => false,
            MentionType::Other => entity.sector.is_some() || !entity.members.is_empty(),
        }
    }

    /// "The defence ministers of Iran and Belarus", "Iranian and Belarusian officials": one participant a country.
    fn several(&self, word: usize, entity: &Entity, reach: usize) -> Vec<Actor> {
        let plural = self.syntax.words[word].feats.has("Number", "Plur");
        if !plural || reach == 0 || self.syntax.words[word].upos == Upos::Pron {
            return Vec::new();
        }
        let mut found: Vec<Actor> = Vec::new();
        let named = self.clauses.objects_of(word, "of").into_iter().chain(self.clauses.modifiers(word));
        for below in named {
            let Some(mention) = self.mention(below) else { continue };
            let Some(of) = self.entity(mention) else { continue };
            // "U.S. and Russian negotiators" are of two countries; "Bosnian Serb leaders" are not.
            let words = &self.syntax.words;
            let joins = |at: Option<usize>| at.is_some_and(|at| at < word && words[at].is("cc"));
            let coordinated = words[below].is("conj")
                || self.syntax.child(below, "conj").is_some()
                || below < word && (joins(below.checked_sub(1)) || joins(below.checked_add(1)));
            if !coordinated {
                continue;
            }
            if of.country.is_some() && of.members.is_empty() && !found.iter().any(|a| a.entity == Some(mention.entity))
            {
                let mut actor = self.of_mention(mention, of, below);
                actor.sector = entity.sector.as_ref().map(|known| known.value.to_string()).or(actor.sector);
                found.push(actor);
            }
        }
        if found.len() > 1 { found } else { Vec::new() }
    }

    fn member(&self, mention: &Mention, id: usize) -> Option<Actor> {
        let entity = self.entities.entities.get(id)?;
        let mut actor = Self::known(self.range(mention), entity);
        actor.entity = Some(id);
        Some(actor)
    }

    fn of_mention(&self, mention: &Mention, entity: &Entity, word: usize) -> Actor {
        let mut actor = Self::known(self.range(mention), entity);
        actor.entity = Some(mention.entity);
        if actor.country.is_none() {
            actor.country = self.country_near(word);
        }
        actor
    }

    fn known(range: TextRange, entity: &Entity) -> Actor {
        let country = entity.country.as_ref().map(|known| known.value.to_string());
        let sector = entity.sector.as_ref().map(|known| known.value.to_string());
        Actor { range, name: entity.name.clone(), country, sector, entity: None }
    }

    /// A participant that no mention covers: "police", "some 50 people".
    fn unnamed(&self, word: usize) -> Actor {
        let first = self
            .syntax
            .children(word)
            .filter(|&child| {
                child < word
                    && ["amod", "compound", "nummod", "nmod:poss"].contains(&self.syntax.words[child].deprel.as_str())
            })
            .min()
            .unwrap_or(word);
        let range = self.syntax.range(first..word + 1);
        let lemma = self.clauses.lemma(word);
        Actor {
            range,
            name: range.of(&self.report.text).to_owned(),
            country: self.country_near(word),
            sector: self.kinds.sectors.iter().find(|(_, words)| words.has(&lemma)).map(|(sector, _)| sector.clone()),
            entity: None,
        }
    }

    /// The country of a demonym, genitive, or "of" and "in" phrase beside a noun.
    fn country_near(&self, word: usize) -> Option<String> {
        if self.syntax.words[word].upos == Upos::Pron {
            return None;
        }
        let near = self
            .clauses
            .modifiers(word)
            .into_iter()
            .chain(self.clauses.possessor(word))
            .chain(self.clauses.objects_of(word, "of"))
            .chain(self.clauses.objects_of(word, "from"))
            .chain(self.clauses.objects_of(word, "in"));
        near.filter_map(|below| self.entity(self.mention(below)?)?.country.as_ref())
            .map(|known| known.value.to_string())
            .next()
    }

    /// Where a mention stands, from after its determiner to its head or, where a name ends it, to its end.
    fn range(&self, mention: &Mention) -> TextRange {
        let mut words = mention.words.clone();
        while words.len() > 1
            && words.start != mention.head
            && matches!(self.syntax.words[words.start].upos, Upos::Det | Upos::Punct | Upos::Adp)
        {
            words.start += 1;
        }
        let mut last = mention.head;
        while last + 1 < words.end
            && matches!(self.syntax.words[last + 1].deprel.base(), "flat" | "compound" | "nummod")
            && self.syntax.words[last + 1].upos != Upos::Punct
        {
            last += 1;
        }
        words.end = (last + 1).min(words.end).max(words.start + 1);
        self.syntax.range(words)
    }

    /// Who owns or made what a word names, as participants.
    pub(crate) fn owners(&self, word: usize) -> Vec<Actor> {
        let violent = self.kinds.victim_nouns.has(&self.clauses.lemma(word));
        let of = |word: usize| -> Vec<Actor> {
            let words = if violent { self.clauses.doer(word) } else { self.clauses.owner(word) };
            let words = if words.is_empty() { self.clauses.maker(word) } else { words };
            let owners = words.into_iter().flat_map(|below| self.actors(below));
            owners.filter(|a| a.country.is_some() || a.entity.is_some()).collect()
        };
        let own = of(word);
        if !own.is_empty() || !self.clauses.is_definite(word) {
            return own;
        }
        // "hailed the ruling" that the sentence before told to be the court's.
        let Some(mention) = self.mention(word) else { return own };
        let mut before = self.heads[&mention.entity].iter().rev().filter(|&&head| head < word);
        before.find_map(|&head| Some(of(head)).filter(|owners| !owners.is_empty())).unwrap_or(own)
    }

    /// The participants that names and demonyms before a noun give.
    pub(crate) fn modifiers(&self, noun: usize) -> Vec<Actor> {
        let mut found: Vec<Actor> = Vec::new();
        for word in self.clauses.modifiers(noun) {
            if self.mention(word).is_some() {
                for actor in self.actors(word) {
                    if !found.iter().any(|known| known.name == actor.name) {
                        found.push(actor);
                    }
                }
            }
        }
        found
    }

    /// Whether a participant is what a frame asks for.
    pub(crate) fn satisfies(&self, actor: &Actor, who: Who) -> bool {
        match who {
            Who::Any => true,
            Who::Political => self.is_political(actor),
            Who::Official => match actor.sector.as_deref() {
                Some(sector) => !["CVL", "MED", "EDU", "REL", "SOC", "JRN", "BUS", "LAB"].contains(&sector),
                None => self.is_body(actor),
            },
        }
    }

    fn is_private_person(&self, actor: &Actor) -> bool {
        let Some(entity) = actor.entity.and_then(|id| self.entities.entities.get(id)) else { return false };
        let private = matches!(actor.sector.as_deref(), Some("EDU" | "CVL" | "JRN" | "MED"));
        let one = entity.ty == MentionType::Per && entity.members.is_empty() && entity.office.is_none();
        private
            && one
            && !self.syntax.words_in(actor.range).any(|word| self.syntax.words[word].feats.has("Number", "Plur"))
    }

    /// Whether a participant is a person or several.
    pub(crate) fn is_person(&self, actor: &Actor) -> bool {
        actor.entity.and_then(|id| self.entities.entities.get(id)).is_some_and(|entity| entity.ty == MentionType::Per)
    }

    /// Whether a participant is the name of a place.
    pub(crate) fn is_place(&self, actor: &Actor) -> bool {
        actor.entity.and_then(|id| self.entities.entities.get(id)).is_some_and(|entity| entity.ty == MentionType::Loc)
    }

    fn is_body(&self, actor: &Actor) -> bool {
        // An organisation of which nothing is known may be anything: a newspaper, a club, a firm.
        let Some(entity) = actor.entity.and_then(|id| self.entities.entities.get(id)) else { return false };
        matches!(entity.ty, MentionType::Org | MentionType::Loc | MentionType::Nat) && entity.country.is_some()
    }

    /// Whether a participant has a country, a sector, or is an organisation.
    /// A single student, patient or reporter is not, whatever the country.
    pub(crate) fn is_political(&self, actor: &Actor) -> bool {
        if self.is_private_person(actor) {
            return false;
        }
        actor.country.is_some()
            || actor.sector.is_some()
            || actor.entity.and_then(|id| self.entities.entities.get(id)).is_some_and(|e| e.ty == MentionType::Org)
    }
}
