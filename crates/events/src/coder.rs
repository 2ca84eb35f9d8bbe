//! From the layers of a report to its claims.

use crate::anchor::{Anchors, Ground};
use crate::book::Frames;
use crate::cast::Cast;
use crate::claim::{Actor, Claim, Claims, Considered, EventType, Status};
use crate::classes::WordSet;
use crate::clause::Clauses;
use crate::frame::{Frame, TriggerKind};
use crate::inherit::{inherit_dates, inherit_places};
use crate::repeat::drop_bare_repeats;
use crate::scene::{self, Setting};
use crate::site::{Participants, Scene, Site, counts_among_people};
use crate::slot::Slot;
use crate::standing::Standing;
use crate::{Layers, absorb};
use rapporteur_place::ToponymKind;
use rapporteur_syntax::{MentionKind, MentionType, Upos};
use rapporteur_text::Notice;
use std::collections::HashSet;

/// A longer sentence is no sentence but a list or noise, and is left alone.
const LONGEST_SENTENCE: usize = 1_000;

/// How many words on each side of a trigger count as near it.
const NEAR: usize = 40;

/// A frame that fits a word, before the words of its sentence are compared.
pub(crate) struct Candidate {
    pub(crate) frame: usize,
    pub(crate) site: Site,
    pub(crate) participants: Participants,
    score: i32,
}

/// Codes the claims of a report.
pub fn code_claims(layers: Layers<'_>, frames: &Frames) -> Claims {
    let corrected = frames.vocabulary.corrected(layers.syntax);
    let layers = Layers { syntax: &corrected, ..layers };
    let Layers { report, syntax, entities, times, places, attributions } = layers;
    let cast = Cast::new(report, syntax, entities, &frames.kinds);
    let cues: HashSet<usize> = attributions.attributions.iter().filter_map(|a| a.cue_head).collect();
    let lemmas: Vec<String> = syntax.words.iter().map(|word| word.lemma.as_str().to_lowercase()).collect();
    let coder = Coder {
        layers,
        frames,
        scene: Scene { clauses: Clauses { syntax }, cast: &cast, kinds: &frames.kinds },
        anchors: Anchors::new(syntax, times, places, entities, &frames.kinds, cues, report.published.as_deref()),
        disaster: outnumber(&frames.kinds.disasters, &frames.kinds.violence, &lemmas),
        elsewhere: outnumber(&frames.kinds.other_domains, &frames.kinds.political_words, &lemmas),
        lemmas,
        named: words_of_names(&layers),
        innermost: innermost_attributions(&layers),
        setting: Setting::of(entities, places),
    };
    let mut out = Claims::default();
    for sentence in 0..syntax.sentences.len() {
        if syntax.sentences[sentence].words.len() > LONGEST_SENTENCE {
            let notice =
                Notice::new("events/long-sentence", "sentence too long to code").at(syntax.sentences[sentence].range);
            out.notices.push(notice);
            continue;
        }
        coder.code_sentence(sentence, &mut out);
    }
    drop_bare_repeats(&mut out, &layers);
    inherit_dates(&mut out, &layers);
    inherit_places(&mut out, &layers);
    out
}

struct Coder<'a, 'r> {
    layers: Layers<'r>,
    frames: &'r Frames,
    scene: Scene<'a, 'r>,
    anchors: Anchors<'r>,
    /// Lemmas in lower case.
    lemmas: Vec<String>,
    /// Whether the report tells of a disaster rather than of violence: then who is killed is killed by nobody.
    disaster: bool,
    /// Whether it tells of sport, entertainment or the stock market rather than of politics.
    elsewhere: bool,
    /// Which words are part of a name or a date, and so name no event by themselves.
    named: Vec<bool>,
    /// For each word the innermost attribution whose content it stands in.
    innermost: Vec<Option<usize>>,
    /// The country that the report is set in.
    setting: Setting,
}

/// Whether lemmas of one set are more than those of another.
fn outnumber(these: &WordSet, those: &WordSet, lemmas: &[String]) -> bool {
    let count = |set: &WordSet| lemmas.iter().filter(|lemma| set.has(lemma)).count();
    count(these) > count(those)
}

/// "March" in a date and "Cooperation" in the name of a body are no events.
fn words_of_names(layers: &Layers<'_>) -> Vec<bool> {
    let mut named = vec![false; layers.syntax.words.len()];
    let dates = layers.times.timexes.iter().map(|timex| timex.words.clone());
    let names = layers.entities.mentions.iter().filter(|mention| {
        mention.kind == MentionKind::Name
            && !matches!(mention.ty, MentionType::Other | MentionType::Doc | MentionType::Weapon)
    });
    for words in dates.chain(names.map(|mention| mention.words.clone())) {
        for word in words {
            if layers
                .syntax
                .words
                .get(word)
                .is_some_and(|w| w.upos == Upos::Propn || w.form.starts_with(char::is_uppercase))
            {
                named[word] = true;
            }
        }
    }
    named
}

/// Longer contents are laid down first, so that shorter ones, which stand inside, hold their words.
fn innermost_attributions(layers: &Layers<'_>) -> Vec<Option<usize>> {
    let mut innermost = vec![None; layers.syntax.words.len()];
    let all = &layers.attributions.attributions;
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(all[i].content.iter().map(|content| content.len()).sum::<usize>()));
    for i in order {
        for content in &all[i].content {
            for word in layers.syntax.words_in(*content) {
                innermost[word] = Some(i);
            }
        }
    }
    innermost
}

impl Coder<'_, '_> {
    fn code_sentence(&self, sentence: usize, out: &mut Claims) {
        let words = self.layers.syntax.sentences[sentence].words.clone();
        let elsewhere = self.is_of_another_domain(words.clone());
        let first = out.claims.len();
        let mut candidates: Vec<Candidate> = Vec::new();
        for word in words {
            if let Some(best) = self.best_frame(word, elsewhere, &mut out.considered) {
                candidates.push(best);
            }
        }
        let kept = absorb::keep(candidates, self.scene.clauses, self.frames, &mut out.considered);
        for candidate in &kept {
            if let Some(mut claim) = self.claim(candidate, sentence) {
                self.visit_the_dateline(&mut claim, &mut out.notices);
                let before = out.claims.last().filter(|before| before.sentence + 1 >= sentence);
                self.complete_countries(&mut claim, before, &mut out.notices);
                out.claims.push(claim);
            }
        }
        out.claims[first..].sort_by_key(|claim| claim.trigger.start);
    }

    /// Whether a sentence speaks of sport, entertainment or the stock market rather than of politics, or says nothing of
    /// politics in a report on those.
    fn is_of_another_domain(&self, words: std::ops::Range<usize>) -> bool {
        let kinds = &self.frames.kinds;
        let lemmas = &self.lemmas[words];
        let political = lemmas.iter().any(|lemma| kinds.political_words.has(lemma));
        outnumber(&kinds.other_domains, &kinds.political_words, lemmas) || (self.elsewhere && !political)
    }

    /// The frame that fits a word best, of all those that the word calls up.
    fn best_frame(&self, word: usize, elsewhere: bool, considered: &mut Vec<Considered>) -> Option<Candidate> {
        let upos = self.layers.syntax.words[word].upos;
        if !matches!(upos, Upos::Verb | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv) {
            return None;
        }
        if self.named[word] {
            return None;
        }
        let lemma = self.lemmas[word].as_str();
        let modals: &[(usize, usize)] = if upos == Upos::Verb { &self.frames.modals } else { &[] };
        let mut best: Option<Candidate> = None;
        for &(frame, trigger) in self.frames.headed_by(lemma).iter().chain(modals) {
            let Some(words) = self.scene.find(word, &self.frames.frames[frame].triggers[trigger]) else { continue };
            match self.try_frame(frame, trigger, word, words, elsewhere) {
                Ok(candidate) => {
                    if best.as_ref().is_none_or(|known| known.score < candidate.score) {
                        best = Some(candidate);
                    }
                }
                Err(refused) => considered.push(self.considered(word, frame, refused)),
            }
        }
        best
    }

    fn considered(&self, word: usize, frame: usize, refused: String) -> Considered {
        Considered { word, frame: self.frames.frames[frame].id.clone(), refused: Some(refused) }
    }

    fn try_frame(
        &self,
        frame: usize,
        trigger: usize,
        word: usize,
        words: Vec<usize>,
        elsewhere: bool,
    ) -> Result<Candidate, String> {
        let entry = &self.frames.frames[frame];
        let kind = entry.triggers[trigger].kind;
        if elsewhere && !entry.any_domain {
            return Err("the sentence speaks of sport, shows or markets".into());
        }
        let light = if kind == TriggerKind::Noun { self.scene.light_verb(word) } else { None };
        let site = Site { head: word, kind, words, light, speaker: self.speaker(word) };
        let from = word.saturating_sub(NEAR);
        let to = (word + NEAR).min(self.lemmas.len());
        let participants = self.scene.fit(entry, &site, &self.lemmas[from..to])?;
        self.check_relevance(entry, &participants)?;
        let beside = kind == TriggerKind::Noun && self.layers.syntax.words[word].is("compound");
        if beside && participants.actors.is_empty() && participants.recipients.is_empty() {
            return Err("it only tells which thing is meant".into());
        }
        if self.disaster && entry.ty == EventType::Assault && participants.actors.is_empty() {
            return Err("the report tells of a disaster".into());
        }
        if kind == TriggerKind::Verb && self.is_asked(word) {
            return Err("it is only asked whether".into());
        }
        let constraints = [
            entry.object.is_some(),
            entry.subject.is_some(),
            entry.prepositions.is_some(),
            entry.modified_by.is_some(),
            entry.near.is_some(),
            entry.clause.is_some(),
            !entry.complement.is_empty(),
        ];
        let score = entry.priority * 10
            + 4 * (site.words.len() as i32 - 1)
            + 3 * constraints.into_iter().filter(|&given| given).count() as i32
            + i32::from(!participants.actors.is_empty())
            + i32::from(!participants.recipients.is_empty());
        Ok(Candidate { frame, site, participants, score })
    }

    /// Whether a verb is what a direct question asks about.
    fn is_asked(&self, verb: usize) -> bool {
        let syntax = self.layers.syntax;
        let words = syntax.sentences[syntax.sentence_of(verb)].words.clone();
        let closing = |&word: &usize| syntax.words[word].upos == Upos::Punct;
        let question = words.rev().take_while(closing).any(|word| syntax.words[word].form.contains('?'));
        let above = syntax.ancestors(verb).take_while(|_| question);
        question
            && std::iter::once(verb).chain(above).all(|word| {
                matches!(syntax.words[word].deprel.base(), "root" | "conj" | "xcomp" | "parataxis" | "ccomp")
            })
    }

    /// The word that heads the innermost source whose content the word stands in.
    fn speaker(&self, word: usize) -> Option<usize> {
        self.layers.attributions.attributions.get(self.innermost[word]?)?.source_head
    }

    /// The attributions whose content a word stands in, outermost first.
    fn chain(&self, word: usize) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut next = self.innermost[word];
        while let Some(i) = next.filter(|i| !chain.contains(i)) {
            chain.push(i);
            next = self.layers.attributions.attributions[i].parent;
        }
        chain.reverse();
        chain
    }

    /// A claim needs somebody of politics in it; violence and protest count among unnamed people too.
    fn check_relevance(&self, frame: &Frame, participants: &Participants) -> Result<(), String> {
        use crate::frame::Need;
        let all = || participants.actors.iter().chain(&participants.recipients);
        if frame.needs.contains(&Need::Nobody) {
            return Ok(());
        }
        if all().next().is_none() {
            return Err("nobody takes part".into());
        }
        if counts_among_people(frame.ty) || all().any(|actor| self.scene.cast.is_political(actor)) {
            Ok(())
        } else {
            Err("no political actor takes part".into())
        }
    }

    fn claim(&self, candidate: &Candidate, sentence: usize) -> Option<Claim> {
        let syntax = self.layers.syntax;
        let frame = &self.frames.frames[candidate.frame];
        let site = &candidate.site;
        let clauses = self.scene.clauses;
        let spoken = self.chain(site.head);
        let standing = self.frames.status.standing(clauses, site.head, site.light, !spoken.is_empty(), frame.ty);
        let attributions = self.sources(spoken, candidate, standing.conditional && standing.will);
        let timex = self.anchors.time(site.head).or_else(|| self.anchors.time(site.light?));
        let toponyms = self.places(frame, candidate);
        let near = self.words_near(site);
        let mut modes = frame.modes.clone();
        if modes.is_empty() {
            modes.extend(self.mode(frame.ty, site, &near).or_else(|| self.mode_by_victim(candidate)));
        }
        let mut contexts = frame.contexts.clone();
        for context in self.frames.cues.contexts(&near) {
            if !contexts.contains(&context) {
                contexts.push(context);
            }
        }
        let mut ty = frame.ty;
        let mut status = frame.status.unwrap_or(standing.status);
        if status == Status::Actual && frame.status.is_none() && self.is_still_to_come(timex, site) {
            status = Status::Future;
        }
        settle(&mut ty, &mut modes, &mut status, standing, frame.status.is_some());
        let Participants { actors, mut recipients } = candidate.participants.clone();
        if ty == EventType::Threaten && recipients.is_empty() {
            // "would use force if Iran yielded nothing": who is to change is threatened.
            recipients = self.scene.first_filled(&[Slot::Condition], site, ty, &actors);
        }
        let confidence = confidence(frame.weight, &actors, &recipients, site.kind, status);
        let cameo = self.frames.crosswalk.cameo(ty, &modes, &contexts, &frame.id);
        Some(Claim {
            ty,
            modes,
            contexts,
            status,
            status_cue: standing.cue.map(|word| syntax.words[word].range),
            status_confidence: self.frames.status.confidence(status),
            trigger: self.trigger_range(site),
            trigger_head: site.head,
            actors,
            recipients,
            timex,
            toponyms,
            attributions,
            sentence,
            confidence,
            rule: frame.id.clone(),
            cameo,
        })
    }

    /// The attributions of a claim: those of its word that have a source and tell of the event.
    ///
    /// Who condemns a bombing does not report it, who plans a visit does not tell of it, and a threat is the speaker's
    /// own act.
    fn sources(&self, chain: Vec<usize>, candidate: &Candidate, threat: bool) -> Vec<usize> {
        let syntax = self.layers.syntax;
        let trigger = candidate.site.head;
        let word = &syntax.words[trigger];
        let governor = candidate.site.light.map_or(word.head.map(|head| head as usize), |light| syntax.head(light));
        let last = chain.last().copied();
        chain
            .into_iter()
            .filter(|&i| {
                let attribution = &self.layers.attributions.attributions[i];
                if attribution.source.is_empty() {
                    return false;
                }
                let governs = attribution.cue_head.is_some() && attribution.cue_head == governor;
                let named = governs && word.upos.is_nominal() && matches!(word.deprel.base(), "obj" | "obl" | "nmod")
                    || governs && word.deprel.as_str() == "nsubj:pass";
                let intended = governs && (word.is("xcomp") || word.is("acl"));
                let own = threat
                    && Some(i) == last
                    && candidate
                        .participants
                        .actors
                        .iter()
                        .any(|actor| actor.entity.is_some() && actor.entity == attribution.entity);
                !(named || intended || own)
            })
            .collect()
    }

    /// Infers countries from where the event and the report are set, with a notice for each.
    fn complete_countries(&self, claim: &mut Claim, before: Option<&Claim>, notices: &mut Vec<Notice>) {
        let of_place = |&i: &usize| self.layers.places.toponyms[i].place.as_ref()?.country.clone();
        // At several places in several countries, nobody is of either.
        let of_places = |toponyms: &[usize]| {
            let first = toponyms.first().and_then(of_place);
            first.filter(|_| toponyms.iter().all(|i| of_place(i) == of_place(&toponyms[0])))
        };
        let place = of_places(&claim.toponyms);
        let near = place.clone().or_else(|| of_places(&before?.toponyms));
        let only = |list: &[Actor]| match list {
            [one] if !scene::is_foreigner(one, self.layers.entities) => one
                .country
                .clone()
                .filter(|country| country.len() == 3 && country != "UNO" && country != "IGO" && country != "EUR"),
            _ => None,
        };
        let (of_actor, of_recipient) = (only(&claim.actors), only(&claim.recipients));
        let sides = claim.actors.iter_mut().map(|actor| (actor, &of_recipient));
        for (actor, other) in sides.chain(claim.recipients.iter_mut().map(|actor| (actor, &of_actor))) {
            let moved = near.as_deref().is_some_and(|near| scene::move_police(actor, near, self.layers.entities));
            let completed =
                self.setting.complete(actor, place.as_deref(), other.as_deref(), claim.ty, self.layers.entities);
            if moved || completed {
                let country = actor.country.as_deref().unwrap_or_default();
                let message =
                    format!("took \"{}\" to be of {country}, where the event or the report is set", actor.name);
                notices.push(Notice::new("events/country-of-setting", message).at(actor.range));
            }
        }
    }

    /// "The German minister, ending a two-day visit, said": a visit that is told without saying where is paid to the place that
    /// the report is sent from.
    fn visit_the_dateline(&self, claim: &mut Claim, notices: &mut Vec<Notice>) {
        let visit = claim.ty == EventType::Consult && claim.modes.iter().any(|mode| mode == "visit");
        let open = claim.recipients.is_empty() && claim.toponyms.is_empty() && claim.status == Status::Actual;
        if !(visit && open) || claim.actors.is_empty() {
            return;
        }
        let Layers { syntax, places, entities, .. } = self.layers;
        let dateline = syntax.dateline(0);
        let Some(town) = places.toponyms.first().filter(|first| first.words.end <= dateline.end) else { return };
        let Some(country) = town.place.as_ref().and_then(|place| place.country.clone()) else { return };
        // Those who travel for a state; the visits of a prisoner's family are elsewhere.
        let foreign = |actor: &Actor| {
            let own = actor.country.as_ref().filter(|own| **own != country && own.len() == 3);
            own.is_some() && rapporteur_entities::is_organ(actor.sector.as_deref())
        };
        if !claim.actors.iter().all(foreign) {
            return;
        }
        let (range, name) = (town.range, town.name.clone());
        let mention = entities.mentions.iter().find(|mention| syntax.range(mention.words.clone()).contains(range));
        let entity = mention.map(|mention| mention.entity);
        let message = format!("took the visit to be to {name}, where the report is sent from");
        notices.push(Notice::new("events/visit-to-dateline", message).at(claim.trigger));
        claim.recipients.push(Actor { range, name, country: Some(country), sector: None, entity });
    }

    /// From the first to the last word of the trigger, with the verb that carries it where it stands near.
    fn trigger_range(&self, site: &Site) -> rapporteur_text::TextRange {
        let all = site.words.iter().copied().chain(site.light);
        let near: Vec<usize> = all.filter(|word| word.abs_diff(site.head) <= 4).collect();
        let first = near.iter().copied().min().unwrap_or(site.head);
        let last = near.iter().copied().max().unwrap_or(site.head);
        self.layers.syntax.range(first..last + 1)
    }

    fn places(&self, frame: &Frame, candidate: &Candidate) -> Vec<usize> {
        use EventType::{Accuse, Agree, Concede, Reject, Request, Sanction, Support, Threaten};
        let ground = match frame.ty {
            Accuse if frame.modes.iter().any(|mode| mode == "investigate") => Ground::About,
            Accuse | Agree | Concede | Reject | Request | Sanction | Support | Threaten => Ground::Said,
            _ => Ground::Done,
        };
        let head = candidate.site.head;
        let own = || std::iter::once(head).chain(candidate.site.light);
        // A war against a country, or a threat to it, may be made from anywhere.
        let aimed = !self.scene.clauses.objects_of(head, "against").is_empty();
        let told = || own().map(|word| self.anchors.places(word, ground)).find(|found| !found.is_empty());
        let beside = || own().map(|word| self.anchors.own_places(word)).find(|found| !found.is_empty());
        // "the raid on Sudan is not linked with the bombing in Nairobi": its own place comes before those above it.
        let found = if frame.place_is_recipient && !aimed {
            beside().or_else(|| self.places_of_recipients(candidate)).or_else(told)
        } else {
            told()
        };
        let words = |slot| self.scene.words_in(slot, &candidate.site).into_iter();
        let slots = || frame.place.iter().flat_map(words).find_map(|word| self.anchors.place_in(word));
        found.unwrap_or_else(|| slots().into_iter().collect())
    }

    /// The places that an event is done to: "touring the city of Arusha", "invaded Kuwait".
    fn places_of_recipients(&self, candidate: &Candidate) -> Option<Vec<usize>> {
        let objects = self.scene.clauses.patient(candidate.site.head);
        let visited = objects.into_iter().find_map(|word| self.anchors.place_in(word));
        if let Some(place) = visited {
            return Some(vec![place]);
        }
        // The last name stands nearest to the head: "Belarus' Gomel plant" is in Gomel.
        let toponyms = &self.layers.places.toponyms;
        let place = |actor: &Actor| {
            let end = toponyms.partition_point(|toponym| toponym.range.start < actor.range.end);
            let mut near = (0..end).rev().take_while(|&i| toponyms[i].range.end > actor.range.start);
            near.find(|&i| {
                let range = toponyms[i].range;
                toponyms[i].kind == ToponymKind::Name && (actor.range.contains(range) || range.contains(actor.range))
            })
        };
        let mut found: Vec<usize> = candidate.participants.recipients.iter().filter_map(place).collect();
        found.dedup();
        (!found.is_empty()).then_some(found)
    }

    /// Whether the time expression lies after the day of publication.
    fn is_still_to_come(&self, timex: Option<usize>, site: &Site) -> bool {
        let Some(from) = timex.and_then(|i| self.layers.times.timexes[i].from.as_deref()) else { return false };
        let Some(published) = self.layers.report.published.as_deref() else { return false };
        let past = self.layers.syntax.words[site.light.unwrap_or(site.head)].feats.has("Tense", "Past");
        !past && from.len() >= 10 && published.len() >= 10 && from.get(..10) > published.get(..10)
    }

    /// The lemmas of a trigger, of what depends on it without a clause between, and of the verb that carries it.
    fn words_near(&self, site: &Site) -> Vec<String> {
        let syntax = self.layers.syntax;
        let mut found: Vec<usize> = site.words.iter().copied().chain(site.light).collect();
        if matches!(syntax.words[site.head].deprel.base(), "compound" | "amod") {
            found.extend(syntax.head(site.head));
        }
        let mut next = 0;
        while next < found.len() && found.len() < 40 {
            for child in syntax.children(found[next]) {
                let clause = matches!(
                    syntax.words[child].deprel.base(),
                    "ccomp" | "advcl" | "acl" | "conj" | "parataxis" | "punct" | "xcomp"
                );
                if !clause && !found.contains(&child) {
                    found.push(child);
                }
            }
            next += 1;
        }
        found.into_iter().map(|word| self.lemmas[word].clone()).collect()
    }

    /// Whoever kills one person of a known name or office has aimed at that person.
    fn mode_by_victim(&self, candidate: &Candidate) -> Option<String> {
        let frame = &self.frames.frames[candidate.frame];
        let person = |actor: &Actor| {
            let entity = actor.entity.and_then(|id| self.layers.entities.entities.get(id))?;
            let several = |word: usize| self.layers.syntax.words[word].feats.has("Number", "Plur");
            let one = entity.ty == MentionType::Per
                && entity.members.is_empty()
                && !self.layers.syntax.words_in(actor.range).any(several);
            let named = entity.office.is_some()
                || entity.name.split_whitespace().all(|part| part.starts_with(char::is_uppercase));
            (one && named).then_some(())
        };
        let kills = frame.ty == EventType::Assault && frame.id == "assault/kill";
        (kills && candidate.participants.recipients.iter().any(|actor| person(actor).is_some()))
            .then(|| "targeted".to_owned())
    }

    /// The mode by the words near the trigger, or by what is asked, refused or threatened.
    fn mode(&self, ty: EventType, site: &Site, near: &[String]) -> Option<String> {
        let clauses = self.scene.clauses;
        if matches!(ty, EventType::Request | EventType::Reject | EventType::Threaten) {
            let contents = clauses
                .complements(site.head)
                .into_iter()
                .map(|(clause, _)| (clause, TriggerKind::Verb))
                .chain(clauses.patient(site.head).into_iter().map(|noun| (noun, TriggerKind::Noun)))
                .chain(
                    ["for", "to", "of"]
                        .into_iter()
                        .flat_map(|p| clauses.objects_of(site.head, p))
                        .map(|noun| (noun, TriggerKind::Noun)),
                );
            for (word, kind) in contents {
                let light = self
                    .layers
                    .syntax
                    .child(word, "obj")
                    .filter(|_| self.frames.kinds.light_verbs.has(&self.lemmas[word]));
                let (word, kind) = light.map_or((word, kind), |noun| (noun, TriggerKind::Noun));
                let content = self.frames.likely_type(&self.lemmas[word], kind);
                if let Some(mode) = content.and_then(|content| self.frames.cues.mode_by_content(ty, content)) {
                    return Some(mode);
                }
            }
        }
        self.frames.cues.mode(ty, near)
    }
}

/// The settled cases of the guidelines: what is only planned has another type, and a conditional threat is made now.
fn settle(ty: &mut EventType, modes: &mut Vec<String>, status: &mut Status, standing: Standing, fixed: bool) {
    use EventType::{
        Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Retreat, Sanction, Support,
        Threaten,
    };
    if standing.conditional
        && standing.will
        && !fixed
        && matches!(*ty, Assault | Coerce | Sanction | Protest | Mobilize)
    {
        let mode = match *ty {
            Assault => "violence",
            Sanction => "relations",
            Coerce => "restrict",
            _ => "",
        };
        modes.clear();
        if !mode.is_empty() {
            modes.push(mode.to_owned());
        }
        *ty = Threaten;
        *status = Status::Actual;
        return;
    }
    if *status == Status::Future {
        if matches!(*ty, Consult | Support | Cooperate | Aid) {
            *ty = Agree;
            modes.clear();
        } else if *ty == Retreat {
            *ty = Concede;
            modes.clear();
        }
    }
}

/// How likely a claim is right: a line through the shares of claims of the annotated reports that were, by how sure the
/// frame is and who is known to take part. What is only planned, feared or denied is misread more often.
fn confidence(weight: f32, actors: &[Actor], recipients: &[Actor], kind: TriggerKind, status: Status) -> f32 {
    /// Where the line begins, and how it rises.
    const LINE: (f32, f32) = (0.6, 0.32);
    let known = |list: &[Actor]| list.iter().any(|actor| actor.country.is_some());
    let mut sure = weight;
    if known(actors) {
        sure += 0.15;
    }
    if known(recipients) {
        sure += 0.1;
    }
    if actors.is_empty() {
        sure -= 0.1;
    }
    if kind == TriggerKind::Noun {
        sure -= 0.1;
    }
    let doubt = match status {
        Status::Actual => 0.0,
        Status::Future => 0.07,
        Status::Hypothetical | Status::Negated => 0.2,
    };
    (LINE.0 + LINE.1 * sure - doubt).clamp(0.05, 0.95)
}
