//! A frame tried on a word: whether it fits, and who takes part.

use crate::cast::Cast;
use crate::claim::{Actor, EventType};
use crate::clause::Clauses;
use crate::frame::{Frame, Need, Trigger, TriggerKind};
use crate::kinds::WordKinds;
use crate::slot::Slot;
use rapporteur_syntax::{Syntax, Upos};

/// The place in the text where a frame is tried.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    /// The word that heads the trigger.
    pub(crate) head: usize,
    pub(crate) kind: TriggerKind,
    /// All words of the trigger.
    pub(crate) words: Vec<usize>,
    /// The verb that carries a noun: "held" of "held talks".
    pub(crate) light: Option<usize>,
    /// Who says it, as the word that heads the source.
    pub(crate) speaker: Option<usize>,
}

/// The grammar and the participants that frames are tried against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a, 'r> {
    pub(crate) clauses: Clauses<'r>,
    pub(crate) cast: &'a Cast<'r>,
    pub(crate) kinds: &'r WordKinds,
}

/// Who takes part.
#[derive(Debug, Clone, Default)]
pub(crate) struct Participants {
    pub(crate) actors: Vec<Actor>,
    pub(crate) recipients: Vec<Actor>,
}

impl<'r> Scene<'_, 'r> {
    fn syntax(&self) -> &'r Syntax {
        self.clauses.syntax
    }

    /// The words of a trigger headed by `head`, if its parts stand there.
    pub(crate) fn find(&self, head: usize, trigger: &Trigger) -> Option<Vec<usize>> {
        let word = &self.syntax().words[head];
        let fits = match trigger.kind {
            TriggerKind::Verb => self.clauses.is_verbal(head),
            TriggerKind::Noun => {
                word.upos.is_nominal() || (word.upos == Upos::Verb && is_nominalised(self.syntax(), head))
            }
            TriggerKind::Adjective => matches!(word.upos, Upos::Adj | Upos::Adv | Upos::Verb),
            TriggerKind::Modal => {
                let modal = self
                    .syntax()
                    .children_by(head, "aux")
                    .find(|&aux| self.syntax().words[aux].has_lemma(&trigger.head));
                return modal.map(|modal| vec![modal, head]);
            }
        };
        if !fits {
            return None;
        }
        let mut words = vec![head];
        for part in &trigger.rest {
            words.push(self.part(head, &words, part)?);
        }
        Some(words)
    }

    /// A part of a phrase: below a word of it already found, or, for a preposition, below any dependent of the head.
    fn part(&self, head: usize, known: &[usize], part: &str) -> Option<usize> {
        let syntax = self.syntax();
        let is = |word: usize| {
            !known.contains(&word)
                && (syntax.words[word].has_lemma(part) || syntax.words[word].form.eq_ignore_ascii_case(part))
        };
        // "to commit a crime" is no "commit to".
        let introduces = |child: usize| child < head && syntax.words[child].is("mark");
        for &above in known {
            if let Some(found) = syntax.children(above).find(|&child| is(child) && !introduces(child)) {
                return Some(found);
            }
        }
        // "took part in it" is no "take in": an object of its own parts a verb from a preposition.
        let own_object =
            syntax.children_by(head, "obj").any(|object| !known.contains(&object) && !syntax.children(object).any(&is));
        if own_object && known.len() == 1 && self.clauses.is_verbal(head) {
            return None;
        }
        let small =
            |word: usize| matches!(syntax.words[word].deprel.base(), "case" | "mark" | "fixed" | "advmod" | "compound");
        syntax
            .children(head)
            .filter(|&child| {
                matches!(
                    syntax.words[child].deprel.base(),
                    "obl" | "advcl" | "nmod" | "acl" | "xcomp" | "ccomp" | "advmod" | "obj"
                )
            })
            .find_map(|child| syntax.children(child).find(|&below| small(below) && is(below)))
            .or_else(|| {
                // A passive or relative clause strands the object: "talks were held".
                self.clauses
                    .is_verbal(head)
                    .then(|| self.clauses.patient(head))
                    .into_iter()
                    .flatten()
                    .find(|&word| is(word))
            })
    }

    /// The verb that carries a noun, where its lemma is a light verb.
    pub(crate) fn light_verb(&self, noun: usize) -> Option<usize> {
        let head = self.syntax().head(noun)?;
        let word = &self.syntax().words[noun];
        let carried = match word.deprel.base() {
            "obj" | "nsubj" => true,
            "obl" => ["in", "into", "on", "to", "for"].iter().any(|p| self.clauses.has_case(noun, p)),
            "conj" => return self.light_verb(head),
            _ => false,
        };
        let light = self.kinds.light_verbs.has(&self.syntax().words[head].lemma) && self.clauses.is_verbal(head);
        (carried && light).then_some(head)
    }

    /// The words that fill a slot.
    pub(crate) fn words_in(&self, slot: &Slot, site: &Site) -> Vec<usize> {
        let clauses = self.clauses;
        let head = site.head;
        let noun = site.kind == TriggerKind::Noun;
        match slot {
            Slot::Subject if noun => {
                let predicate = self.syntax().children_by(head, "nsubj").next();
                match (predicate, site.light) {
                    (Some(subject), _) => clauses.coordinated(subject),
                    // "were engaged in an attack": who is engaged acts.
                    (None, Some(light)) if clauses.is_passive(light) && clauses.has_case(head, "in") => {
                        clauses.patient(light)
                    }
                    (None, Some(light)) if self.is_object_like(head) => clauses.agent(light),
                    _ => Vec::new(),
                }
            }
            Slot::Subject => clauses.agent(head),
            Slot::Object if noun => {
                let of = clauses.objects_of(head, "of");
                if of.is_empty() && site.words.len() > 1 { clauses.patient(head) } else { of }
            }
            Slot::Object => {
                let objects: Vec<usize> =
                    clauses.patient(head).into_iter().filter(|word| !site.words.contains(word)).collect();
                if objects.is_empty() { self.objects_of_phrase(site) } else { objects }
            }
            Slot::Indirect => match self.syntax().child(head, "iobj") {
                Some(object) => clauses.coordinated(object),
                None => self.prepositional(site, "to"),
            },
            Slot::ClauseSubject => {
                clauses.complements(head).into_iter().flat_map(|(clause, _)| clauses.subject(clause)).collect()
            }
            Slot::ClauseAgent => {
                clauses.complements(head).into_iter().flat_map(|(clause, _)| clauses.agent(clause)).collect()
            }
            Slot::ClauseObject => {
                let mut found = Vec::new();
                // "used tear gas to clear the square": what it is done for tells to whom.
                let mut after: Vec<usize> = clauses.complements(head).into_iter().map(|(clause, _)| clause).collect();
                if after.is_empty() && site.kind == TriggerKind::Verb {
                    after.extend(self.syntax().children_by(head, "advcl").filter(|&clause| clauses.is_purpose(clause)));
                }
                for clause in after {
                    let objects = clauses.patient(clause);
                    let enough = objects.iter().any(|&object| self.is_political(object));
                    found.extend(objects);
                    // "stopped providing the team with escorts": what is provided is no second object.
                    for preposition in ["on", "against", "with", "to", "in", "from"].iter().filter(|_| !enough) {
                        found.extend(clauses.objects_of(clause, preposition));
                    }
                }
                found
            }
            Slot::Condition => {
                let complements = clauses.complements(head).into_iter().map(|(clause, _)| clause);
                std::iter::once(head)
                    .chain(complements)
                    .flat_map(|verb| self.syntax().children_by(verb, "advcl"))
                    .filter(|&clause| {
                        let mut marks = self.syntax().children_by(clause, "mark");
                        marks.any(|mark| {
                            ["if", "unless", "until"].iter().any(|l| self.syntax().words[mark].has_lemma(l))
                        })
                    })
                    .flat_map(|clause| {
                        // "if diplomacy fails to move Iran": what fails is nobody.
                        let subjects = clauses.subject(clause);
                        if subjects.iter().any(|&subject| self.is_political(subject)) {
                            return subjects;
                        }
                        let objects =
                            clauses.complements(clause).into_iter().flat_map(|(inner, _)| clauses.patient(inner));
                        objects.chain(clauses.patient(clause)).chain(subjects).collect()
                    })
                    .collect()
            }
            Slot::Toward => self.toward(site),
            Slot::Speaker => site.speaker.into_iter().collect(),
            Slot::Possessor => clauses.possessor(head),
            Slot::Modifier => clauses.modifiers(head),
            Slot::Matrix => clauses.matrix_subject(head, 4),
            Slot::Culprit => clauses.culprit(head),
            Slot::Sufferer => clauses.sufferer(head),
            Slot::Modified => match self.syntax().words[head].deprel.base() {
                "amod" | "acl" | "compound" => self.syntax().head(head).into_iter().collect(),
                _ => Vec::new(),
            },
            Slot::Occasion => self
                .syntax()
                .children_by(head, "obl")
                .filter(|&oblique| ["during", "at", "in"].iter().any(|p| clauses.has_case(oblique, p)))
                .flat_map(|oblique| {
                    let between = clauses.objects_of(oblique, "between");
                    if between.is_empty() { clauses.objects_of(oblique, "of") } else { between }
                })
                .collect(),
            Slot::Preposition(preposition) => self.prepositional(site, preposition),
            Slot::OwnerOf(inner) => {
                self.words_in(inner, site).into_iter().flat_map(|word| clauses.owner(word)).collect()
            }
        }
    }

    /// The object of a preposition that is part of the phrase: "look into *the case*".
    fn objects_of_phrase(&self, site: &Site) -> Vec<usize> {
        let syntax = self.syntax();
        let cases = site.words.iter().filter(|&&word| syntax.words[word].is("case"));
        cases
            .filter_map(|&case| syntax.head(case).filter(|&noun| syntax.head(noun) == Some(site.head)))
            .flat_map(|noun| self.clauses.coordinated(noun))
            .collect()
    }

    /// The nearest political participant that something below the trigger is directed at.
    fn toward(&self, site: &Site) -> Vec<usize> {
        /// How many steps below the trigger are taken.
        const REACH: usize = 4;
        let syntax = self.syntax();
        let mut level: Vec<usize> = site.words.iter().copied().chain(site.light).collect();
        for _ in 0..REACH {
            let below: Vec<usize> = level
                .iter()
                .flat_map(|&word| syntax.children(word))
                .filter(|&child| {
                    let relation = &syntax.words[child].deprel;
                    matches!(relation.base(), "obj" | "nmod" | "obl" | "xcomp" | "ccomp")
                        || (relation.base() == "acl" && relation.subtype() != "relcl")
                })
                .filter(|child| !level.contains(child))
                .collect();
            let directed = |child: usize| {
                ["against", "to", "toward", "towards", "on", "with", "for"]
                    .iter()
                    .any(|p| self.clauses.has_case(child, p))
            };
            if let Some(&found) = below.iter().find(|&&child| directed(child) && self.is_political(child)) {
                return self.clauses.coordinated(found);
            }
            // "restrictions against German goods" are meant for Germany.
            let things =
                below.iter().filter(|&&child| directed(child)).flat_map(|&child| self.clauses.modifiers(child));
            let owners: Vec<usize> = things.filter(|&word| self.is_political(word)).collect();
            if !owners.is_empty() {
                return owners;
            }
            level = below;
        }
        Vec::new()
    }

    /// Whether a word heads a participant of a known country, or an organisation.
    fn is_political(&self, word: usize) -> bool {
        self.cast.actors(word).iter().any(|actor| self.cast.is_political(actor))
    }

    fn is_object_like(&self, noun: usize) -> bool {
        let syntax = self.syntax();
        match syntax.words[noun].deprel.as_str() {
            "nsubj" => false,
            "conj" => syntax.head(noun).is_some_and(|head| self.is_object_like(head)),
            _ => true,
        }
    }

    /// The objects of a preposition below the trigger, below the other words of its phrase, below its object, or below
    /// the verb that carries it.
    fn prepositional(&self, site: &Site, preposition: &str) -> Vec<usize> {
        let below = |word: usize| self.clauses.objects_of(word, preposition);
        let mut found = below(site.head);
        for &word in &site.words {
            if found.is_empty() && word != site.head {
                found = below(word);
            }
        }
        if found.is_empty()
            && let Some(light) = site.light
        {
            found = below(light);
        }
        // "protest the killing of civilians by soldiers": an active verb has no "by" of its own.
        if found.is_empty() && site.kind == TriggerKind::Noun && preposition == "by" {
            let verb = self.syntax().head(site.head).filter(|_| self.syntax().words[site.head].is("obj"));
            let active = verb.filter(|&verb| self.clauses.is_verbal(verb) && !self.clauses.is_passive(verb));
            found = active.map(below).unwrap_or_default();
        }
        if found.is_empty() && site.kind == TriggerKind::Verb && preposition != "of" && preposition != "by" {
            found = self.clauses.patient(site.head).into_iter().flat_map(below).collect();
        }
        found
    }

    /// The participants in a slot of a frame.
    fn participants_in(&self, slot: &Slot, site: &Site, ty: EventType) -> Vec<Actor> {
        match slot {
            Slot::Modifier => self.cast.modifiers(site.head),
            Slot::OwnerOf(inner) => {
                self.words_in(inner, site).into_iter().flat_map(|word| self.cast.owners(word)).collect()
            }
            _ => {
                // A bomb in a country need not be meant for it: that is where, not to whom.
                let where_it_is = ty == EventType::Assault
                    && matches!(slot, Slot::Preposition(p) if matches!(p.as_str(), "in" | "near" | "outside" | "through"));
                let words = self.words_in(slot, site).into_iter();
                let mut actors: Vec<Actor> = words.flat_map(|word| self.cast.actors(word)).collect();
                actors.retain(|actor| !(where_it_is && self.cast.is_place(actor)));
                actors
            }
        }
    }

    /// The participants in the first of the slots that holds any but those taken already.
    pub(crate) fn first_filled(&self, slots: &[Slot], site: &Site, ty: EventType, taken: &[Actor]) -> Vec<Actor> {
        for slot in slots {
            let mut found: Vec<Actor> = Vec::new();
            for actor in self.participants_in(slot, site, ty) {
                let known = |other: &Actor| same(other, &actor);
                if !found.iter().any(known) && !taken.iter().any(known) && !self.is_part_of_trigger(&actor, site) {
                    found.push(actor);
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn is_part_of_trigger(&self, actor: &Actor, site: &Site) -> bool {
        site.words.iter().any(|&word| actor.range.contains(self.syntax().words[word].range))
    }

    /// Tries a frame; the error is why it does not fit.
    pub(crate) fn fit(&self, frame: &Frame, site: &Site, sentence: &[String]) -> Result<Participants, String> {
        self.check_words(frame, site, sentence)?;
        let noun = site.kind == TriggerKind::Noun;
        let (actor_slots, recipient_slots) =
            if noun { (&frame.noun_actor, &frame.noun_recipient) } else { (&frame.actor, &frame.recipient) };
        // Who is under attack, arrest or sanctions suffers it.
        let under =
            noun && (self.clauses.has_case(site.head, "under") || !self.words_in(&Slot::Sufferer, site).is_empty());
        let sufferers = [Slot::Sufferer, Slot::Subject, Slot::Matrix];
        let doers: Vec<Slot>;
        let actor_slots = if under {
            doers = actor_slots.iter().filter(|slot| !sufferers.contains(slot)).cloned().collect();
            &doers
        } else {
            actor_slots
        };
        let mut actors = self.first_filled(actor_slots, site, frame.ty, &[]);
        if actors.is_empty() && noun {
            let performers = self.clauses.performer(site.head).into_iter().flat_map(|word| self.cast.actors(word));
            actors.extend(performers);
        }
        if actors.is_empty() && noun && harms(frame.ty) {
            actors = self.first_filled(&[Slot::Culprit], site, frame.ty, &[]);
            actors.retain(|actor| self.cast.satisfies(actor, frame.actor_is));
        }
        let mut recipients = self.first_filled(recipient_slots, site, frame.ty, &actors);
        if noun && recipients.is_empty() && recipient_slots.contains(&Slot::Possessor) {
            // "the mayor's murder" has a victim, "the rebels' murder of the mayor" a doer.
            recipients = self.first_filled(&[Slot::Possessor], site, frame.ty, &[]);
            actors.retain(|actor| !recipients.iter().any(|other| same(other, actor)));
        }
        if under && recipients.is_empty() {
            recipients = self.first_filled(&sufferers, site, frame.ty, &actors);
        }
        if !noun && harms(frame.ty) && !recipients.is_empty() && self.clauses.is_passive(site.head) {
            recipients.extend(self.companions(site.head, &recipients));
        }
        if frame.together {
            actors.append(&mut recipients);
            if noun && actors.len() == 1 {
                let more = self.first_filled(&[Slot::Subject, Slot::Possessor, Slot::Matrix], site, frame.ty, &actors);
                actors.splice(0..0, more);
            }
        }
        if frame.together && actors.iter().any(|actor| self.cast.satisfies(actor, frame.actor_is)) {
            // Reporters and private persons are no parties to what officials do together.
            actors.retain(|actor| self.cast.satisfies(actor, frame.actor_is));
        }
        if frame.ty == EventType::Protest && recipients.is_empty() {
            // Where crowds and police clash, the crowds protest and the police are met.
            let is_force = |actor: &Actor| matches!(actor.sector.as_deref(), Some("COP" | "MIL"));
            if !actors.iter().all(is_force) {
                (recipients, actors) = actors.into_iter().partition(is_force);
            }
        }
        if !actors.is_empty() && !actors.iter().any(|actor| self.cast.satisfies(actor, frame.actor_is)) {
            return Err(format!("\"{}\" is no actor for it", actors[0].name));
        }
        if !recipients.is_empty() && !recipients.iter().any(|actor| self.cast.satisfies(actor, frame.recipient_is)) {
            return Err(format!("\"{}\" is no recipient for it", recipients[0].name));
        }
        for need in &frame.needs {
            match need {
                Need::Actor if actors.is_empty() => return Err("needs an actor".into()),
                Need::Recipient if recipients.is_empty() => return Err("needs a recipient".into()),
                Need::Foreign if at_home(&actors, &recipients) => {
                    return Err("needs a recipient of another country".into());
                }
                Need::Two if actors.len() < 2 && !self.is_plural(&actors) => return Err("needs two actors".into()),
                _ => {}
            }
        }
        Ok(Participants { actors, recipients })
    }

    /// Who suffers along with the subject of a passive verb: "abducted with *his interpreter*".
    fn companions(&self, verb: usize, known: &[Actor]) -> Vec<Actor> {
        let with = ["with", "along with", "together with", "alongside"];
        let words = with.iter().flat_map(|case| self.clauses.objects_of(verb, case));
        let mut found: Vec<Actor> = Vec::new();
        for actor in words.flat_map(|word| self.cast.actors(word)) {
            if self.cast.is_person(&actor) && !known.iter().chain(&found).any(|other| same(other, &actor)) {
                found.push(actor);
            }
        }
        found
    }

    fn is_plural(&self, actors: &[Actor]) -> bool {
        actors.iter().any(|actor| {
            self.syntax().words_in(actor.range).any(|word| self.syntax().words[word].feats.has("Number", "Plur"))
        })
    }

    fn check_words(&self, frame: &Frame, site: &Site, sentence: &[String]) -> Result<(), String> {
        if frame.plural && !self.syntax().words[site.head].feats.has("Number", "Plur") {
            return Err("needs the plural".into());
        }
        let lemma = |word: usize| self.clauses.lemma(word);
        let heads = |slot: &Slot| -> Vec<usize> { self.words_in(slot, site) };
        if frame.object.is_some() || !frame.not_object.is_empty() {
            let mut objects = heads(&Slot::Object);
            if site.kind == TriggerKind::Noun {
                objects.extend(self.clauses.modifiers(site.head));
                objects.extend(["on", "against"].iter().flat_map(|p| self.clauses.objects_of(site.head, p)));
            }
            let noun = |word: usize| self.cast.noun_of_pronoun(word).unwrap_or_else(|| lemma(word));
            let hit = |set: &crate::classes::WordSet| {
                objects.iter().any(|&word| set.has(&lemma(word)) || set.has(&noun(word)))
            };
            if frame.object.as_ref().is_some_and(|set| !hit(set)) {
                return Err("needs another object".into());
            }
            if hit(&frame.not_object) {
                return Err("not with this object".into());
            }
        }
        if frame.subject.is_some() || !frame.not_subject.is_empty() {
            let subjects = heads(&Slot::Subject);
            let hit = |set: &crate::classes::WordSet| subjects.iter().any(|&word| set.has(&lemma(word)));
            if frame.subject.as_ref().is_some_and(|set| !hit(set)) {
                return Err("needs another subject".into());
            }
            if hit(&frame.not_subject) {
                return Err("not with this subject".into());
            }
        }
        if let Some(set) = &frame.prepositions {
            let below = site.words.iter().chain(&site.light).flat_map(|&word| self.syntax().children(word));
            let mut found = below.flat_map(|child| self.syntax().children_by(child, "case"));
            if !found.any(|case| set.has(&self.syntax().words[case].lemma)) {
                return Err("needs another preposition".into());
            }
        }
        if frame.modified_by.is_some() || !frame.not_modified_by.is_empty() {
            let modifiers: Vec<String> = self
                .syntax()
                .children(site.head)
                .filter(|&child| {
                    ["amod", "compound", "nmod", "advmod"].contains(&self.syntax().words[child].deprel.base())
                        && self.clauses.case(child).is_none()
                })
                .map(lemma)
                .collect();
            let hit = |set: &crate::classes::WordSet| modifiers.iter().any(|word| set.has(word));
            if frame.modified_by.as_ref().is_some_and(|set| !hit(set)) {
                return Err("needs another modifier".into());
            }
            if hit(&frame.not_modified_by) {
                return Err("not with this modifier".into());
            }
        }
        let near = |set: &crate::classes::WordSet| sentence.iter().any(|word| set.has(word));
        if frame.near.as_ref().is_some_and(|set| !near(set)) {
            return Err("needs other words near it".into());
        }
        if near(&frame.not_near) {
            return Err("not with the words near it".into());
        }
        if !frame.complement.is_empty() || frame.clause.is_some() || !frame.not_clause.is_empty() {
            let complements = self.clauses.complements(site.head);
            if complements.iter().any(|&(clause, _)| frame.not_clause.has(&lemma(clause))) {
                return Err("not with this clause after it".into());
            }
            let wanted = !frame.complement.is_empty() || frame.clause.is_some();
            let fits = !wanted
                || complements.iter().any(|&(clause, kind)| {
                    (frame.complement.is_empty() || frame.complement.contains(&kind))
                        && frame.clause.as_ref().is_none_or(|set| set.has(&lemma(clause)))
                });
            if !fits {
                return Err("needs another clause after it".into());
            }
        }
        Ok(())
    }
}

/// Whether all participants with a country are of one.
fn at_home(actors: &[Actor], recipients: &[Actor]) -> bool {
    let first = actors.iter().find_map(|actor| actor.country.as_deref());
    let theirs = recipients.iter().find_map(|actor| actor.country.as_deref());
    first.is_some() && first == theirs
}

/// Whether two participants are the same: one entity, or one place in the text.
pub(crate) fn same(a: &Actor, b: &Actor) -> bool {
    a.range == b.range && a.name == b.name || (a.entity.is_some() && a.entity == b.entity)
}

/// A gerund with the dependents of a noun.
fn is_nominalised(syntax: &Syntax, word: usize) -> bool {
    syntax.words[word].form.ends_with("ing")
        && syntax.children(word).any(|child| matches!(syntax.words[child].deprel.base(), "det" | "amod" | "case"))
}

/// Whether events of a type are done to somebody, who did it being something that others accuse of.
fn harms(ty: EventType) -> bool {
    matches!(ty, EventType::Assault | EventType::Coerce)
}

/// Whether events of a type count when no participant is political, as a bomb attack by unknown hands.
pub(crate) fn counts_among_people(ty: EventType) -> bool {
    matches!(ty, EventType::Assault | EventType::Protest)
}
