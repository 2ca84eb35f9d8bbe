//! Which mentions refer to the same.

use crate::antecedent::{Query, find_antecedent};
use crate::book::{ActorBook, EntryKind, Gender, lower_lemma};
use crate::draft::{Definite, Draft, Hits};
use crate::facts::{FactReader, Facts, tidy};
use crate::group::{Coordination, coordinations, count_of};
use crate::home::infer_countries;
use crate::layer::{Entities, Entity, EntityId, Known, Mention};
use crate::metonymy::Reading;
use crate::phrase::Sense;
use compact_str::CompactString;
use rapporteur_syntax::{MentionKind, MentionType, Syntax, Upos};
use rapporteur_text::{Basis, Report};
use std::collections::HashMap;

/// How deep possessors of possessors are followed.
const MAX_DEPTH: u8 = 12;
/// How many earlier entities with the same head noun are looked at.
const SAME_HEAD: usize = 6;

/// An entity in the making.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) ty: MentionType,
    pub(crate) sure: bool,
    pub(crate) name: CompactString,
    pub(crate) has_name: bool,
    pub(crate) facts: Facts,
    pub(crate) plural: bool,
    pub(crate) gender: Option<Gender>,
    /// The codebook's entry.
    pub(crate) entry: Option<usize>,
    /// A country or its government, not a place in it.
    pub(crate) is_state: bool,
    pub(crate) members: Vec<EntityId>,
    pub(crate) aliases: Vec<CompactString>,
    /// The lemmas that stand before the head of its nominal mentions.
    pub(crate) modifiers: Vec<CompactString>,
    pub(crate) mentions: u32,
    pub(crate) last_sentence: usize,
    /// Stands for whoever speaks outside of quotation marks, or is spoken to.
    pub(crate) is_speaker: bool,
}

pub(crate) struct Chains<'r> {
    pub(crate) report: &'r Report,
    pub(crate) syntax: &'r Syntax,
    pub(crate) actors: &'r ActorBook,
    pub(crate) hits: &'r Hits,
    pub(crate) drafts: &'r [Draft],
    pub(crate) by_head: &'r [Option<usize>],
    pub(crate) nodes: Vec<Node>,
    /// By draft.
    pub(crate) entity: Vec<Option<EntityId>>,
    pub(crate) coordinations: Vec<Coordination>,
    pub(crate) groups: HashMap<Vec<EntityId>, EntityId>,
    /// By word: whether it stands in quotation marks.
    pub(crate) quoted: Vec<bool>,
    by_key: HashMap<CompactString, EntityId>,
    by_surname: HashMap<CompactString, EntityId>,
    by_noun: HashMap<CompactString, Vec<EntityId>>,
    by_office: HashMap<(CompactString, CompactString), EntityId>,
    pub(crate) facts: Vec<Facts>,
}

pub(crate) fn chain_mentions(
    report: &Report,
    syntax: &Syntax,
    actors: &ActorBook,
    hits: &Hits,
    drafts: Vec<Draft>,
) -> Entities {
    let mut by_head = vec![None; syntax.words.len()];
    for (i, draft) in drafts.iter().enumerate() {
        by_head[draft.head].get_or_insert(i);
    }
    // The words inside a name lead to it too, where a title heads it or a parser errs.
    for (i, draft) in drafts.iter().enumerate().filter(|(_, d)| d.kind == MentionKind::Name) {
        for word in draft.core.clone() {
            by_head[word].get_or_insert(i);
        }
    }
    let day = report.published.as_deref();
    let reader = FactReader { text: &report.text, day, syntax, actors, hits, drafts: &drafts, by_head: &by_head };
    let facts = drafts.iter().map(|draft| reader.read(draft, 3)).collect();
    let mut chains = Chains {
        report,
        syntax,
        actors,
        hits,
        drafts: &drafts,
        by_head: &by_head,
        nodes: vec![],
        entity: vec![None; drafts.len()],
        coordinations: coordinations(syntax, &drafts, &by_head),
        groups: HashMap::new(),
        quoted: quoted_words(report, syntax),
        by_key: HashMap::new(),
        by_surname: HashMap::new(),
        by_noun: HashMap::new(),
        by_office: HashMap::new(),
        facts,
    };
    for draft in 0..drafts.len() {
        chains.resolve(draft, 0);
    }
    infer_countries(&mut chains);
    chains.finish()
}

impl Chains<'_> {
    /// Resolves a draft and gives its entity.
    fn resolve(&mut self, i: usize, depth: u8) -> EntityId {
        if let Some(entity) = self.entity[i] {
            return entity;
        }
        if depth < MAX_DEPTH {
            self.resolve_what_it_needs(i, depth);
            if let Some(entity) = self.entity[i] {
                return entity;
            }
        }
        let draft = &self.drafts[i];
        let entity = match draft.kind {
            MentionKind::Name => self.resolve_name(i),
            MentionKind::Nominal => self.resolve_nominal(i),
            MentionKind::Pronoun => self.resolve_pronoun(i),
        };
        self.attach(i, entity);
        entity
    }

    /// Resolves the possessor of a mention, and the name that an apposition gives for it.
    fn resolve_what_it_needs(&mut self, i: usize, depth: u8) {
        let draft = &self.drafts[i];
        if let Definite::Possessed(possessor) = draft.definite
            && let Some(p) = self.by_head[possessor].filter(|&p| p != i)
        {
            self.resolve(p, depth + 1);
        }
        if draft.kind == MentionKind::Nominal
            && let Some(name) = self.name_of(i)
        {
            let entity = self.resolve(name, depth + 1);
            if self.entity[i].is_none() && self.agree(entity, i) {
                self.attach(i, entity);
            }
        }
    }

    /// The draft of the name that an apposition gives: "the minister, Viktor Khrenin".
    fn name_of(&self, i: usize) -> Option<usize> {
        let head = self.drafts[i].head;
        let appos = self.syntax.children(head).find(|&c| self.syntax.words[c].is("appos"))?;
        let name = self.by_head[appos]?;
        (self.drafts[name].kind == MentionKind::Name && name != i).then_some(name)
    }

    /// Whether a mention may be of an entity, as far as types and numbers go.
    fn agree(&self, entity: EntityId, i: usize) -> bool {
        let (node, draft) = (&self.nodes[entity], &self.drafts[i]);
        let same_type = node.ty == draft.ty
            || !node.sure
            || !draft.sure
            || matches!(
                (node.ty, draft.ty),
                (
                    MentionType::Loc | MentionType::Org | MentionType::Fac,
                    MentionType::Loc | MentionType::Org | MentionType::Fac
                )
            );
        let countries =
            !matches!((&node.facts.country, &self.facts[i].country), (Some(a), Some(b)) if a.value != b.value);
        same_type && countries
    }

    fn resolve_name(&mut self, i: usize) -> EntityId {
        let draft = &self.drafts[i];
        if let Some(hit) = draft.hit {
            return self.resolve_hit(i, hit);
        }
        let key = self.name_key(i);
        if key.is_empty() {
            return self.create(i);
        }
        if draft.ty == MentionType::Per {
            return self.resolve_person(i, key);
        }
        if let Some(&entity) = self.by_key.get(&key)
            && self.agree(entity, i)
        {
            return entity;
        }
        if let Some(entity) = self.partner(i) {
            self.by_key.insert(key, entity);
            return entity;
        }
        let entity = self.create(i);
        self.by_key.entry(key).or_insert(entity);
        if let Some(acronym) = self.acronym_of(i) {
            self.by_key.entry(acronym).or_insert(entity);
        }
        entity
    }

    fn resolve_hit(&mut self, i: usize, hit: usize) -> EntityId {
        let draft = &self.drafts[i];
        let hit = &self.hits.all[hit];
        let entry = &self.actors.entries()[hit.entry];
        let text = tidy(self.syntax.range(hit.words.clone()).of(&self.report.text));
        let is_noun = draft.kind == MentionKind::Name && self.syntax.words[draft.head].upos != Upos::Adj;
        // "ethnic Albanians" are a people apart from those of Albania.
        let ethnic = hit.words.start > 0 && self.syntax.words[hit.words.start - 1].form.eq_ignore_ascii_case("ethnic");
        let state = entry.kind == EntryKind::Country
            && !ethnic
            && match hit.sense {
                Sense::Name | Sense::Seat => true,
                Sense::Capital => draft.reading == Reading::Government,
                Sense::Demonym => !is_noun,
                Sense::Region => false,
            };
        let key = match (entry.kind, state) {
            _ if ethnic => format!("\u{1}ethnic {}", entry.id),
            (EntryKind::Country, true) => format!("\u{1}state {}", entry.id),
            (EntryKind::Country, false) if hit.sense == Sense::Demonym => {
                if !draft.plural || matches!(draft.definite, Definite::No) {
                    return self.create(i);
                }
                format!("\u{1}people {}", entry.id)
            }
            (EntryKind::Country, false) => format!("\u{1}place {}", text.to_lowercase()),
            (EntryKind::People, _) if is_noun && !draft.plural => return self.create(i),
            _ => format!("\u{1}entry {}", entry.id),
        };
        if let Some(&entity) = self.by_key.get(&*key) {
            return entity;
        }
        let entry_index = hit.entry;
        let entity = self.create(i);
        let node = &mut self.nodes[entity];
        node.entry = Some(entry_index);
        node.is_state = state;
        node.name = match (entry.kind, state) {
            _ if ethnic => format!("ethnic {text}").into(),
            (EntryKind::Country, true) => entry.name.clone(),
            (EntryKind::People, _) if self.syntax.words[draft.head].upos == Upos::Adj => entry.name.clone(),
            _ => text,
        };
        self.by_key.insert(key.into(), entity);
        entity
    }

    fn resolve_person(&mut self, i: usize, key: CompactString) -> EntityId {
        let draft = &self.drafts[i];
        if let Some(&entity) = self.by_key.get(&key)
            && self.agree(entity, i)
        {
            return entity;
        }
        let last = self.surname(i);
        let single = draft.core.len() == 1;
        if let Some(&entity) = self.by_surname.get(&last) {
            let shorter = single || !self.nodes[entity].name.contains(' ');
            let initials = self.shares_initial(entity, i);
            if (shorter || initials) && self.agree(entity, i) && self.genders_agree(entity, draft.gender) {
                self.by_key.insert(key, entity);
                return entity;
            }
        }
        let entity = self.partner(i).or_else(|| self.holder_of_office(i));
        let entity = entity.unwrap_or_else(|| self.create(i));
        self.by_key.insert(key, entity);
        self.by_surname.insert(last, entity);
        if !single {
            // First names alone: children, queens, and many Asian names.
            let first = lower_form(self.syntax, draft.core.start);
            self.by_surname.entry(first).or_insert(entity);
        }
        entity
    }

    /// Whether two full names with one surname also begin alike: "Boris Yeltsin", "B. Yeltsin", "Boris N. Yeltsin".
    fn shares_initial(&self, entity: EntityId, i: usize) -> bool {
        let first = &self.syntax.words[self.drafts[i].core.start].form;
        let other = &self.nodes[entity].name;
        first == other.split(' ').next().unwrap_or("")
            || (first.ends_with('.') && first.chars().next() == other.chars().next())
    }

    fn genders_agree(&self, entity: EntityId, gender: Option<Gender>) -> bool {
        !matches!((self.nodes[entity].gender, gender), (Some(a), Some(b)) if a != b)
    }

    /// The person known only by the office that a title names: "the defence ministers of Iran and Belarus".
    fn holder_of_office(&self, i: usize) -> Option<EntityId> {
        let unnamed = |facts: &Facts| {
            let key = (facts.role.clone()?, facts.country.as_ref()?.value.clone());
            self.by_office.get(&key).copied().filter(|&e| !self.nodes[e].has_name)
        };
        // "his Belarusian counterpart, Viktor Khrenin": the office is told by the noun that the name stands beside.
        let head = self.drafts[i].head;
        let beside = self.syntax.head(head).filter(|_| self.syntax.words[head].is("appos"));
        let counterpart = beside
            .filter(|&h| self.syntax.words[h].has_lemma("counterpart"))
            .and_then(|h| self.office_of_counterpart(self.by_head[h]?));
        counterpart.as_ref().and_then(unnamed).or_else(|| unnamed(&self.facts[i]))
    }

    fn surname(&self, i: usize) -> CompactString {
        let core = &self.drafts[i].core;
        let words = &self.syntax.words;
        let last = core.clone().rev().find(|&w| {
            words[w].upos != Upos::Punct
                && !matches!(words[w].form.as_str(), "Jr." | "Jr" | "Sr." | "II" | "III" | "IV")
        });
        lower_form(self.syntax, last.unwrap_or(core.end - 1))
    }

    /// The words of a name in any order, without those that do not tell it from others: "Center for National
    /// Resistance" and "the National Resistance Center" are one.
    fn name_key(&self, i: usize) -> CompactString {
        let draft = &self.drafts[i];
        let words = &self.syntax.words[draft.core.clone()];
        let mut parts: Vec<CompactString> = words
            .iter()
            .filter(|w| w.upos != Upos::Punct)
            .map(|w| CompactString::from(w.form.to_lowercase().replace(['.', '’', '\''], "")))
            .map(|w| if w == "centre" { CompactString::const_new("center") } else { w })
            .filter(|w| !matches!(w.as_str(), "the" | "of" | "for" | "and" | "s" | "in" | "on" | "to" | "a" | ""))
            .collect();
        if draft.ty != MentionType::Per {
            parts.sort_unstable();
        }
        parts.join(" ").into()
    }

    /// "AFU" of "Armed Forces of Ukraine", in the form of a name key.
    fn acronym_of(&self, i: usize) -> Option<CompactString> {
        let draft = &self.drafts[i];
        if draft.core.len() < 2 {
            return None;
        }
        let words = &self.syntax.words[draft.core.clone()];
        let acronym: String = words
            .iter()
            .filter(|w| w.form.chars().next().is_some_and(char::is_uppercase))
            .filter_map(|w| w.form.to_lowercase().chars().next())
            .collect();
        (acronym.chars().count() > 1).then(|| acronym.into())
    }

    /// The entity that grammar says this is another word for: its apposition, its subject, its bracketed abbreviation.
    fn partner(&self, i: usize) -> Option<EntityId> {
        let draft = &self.drafts[i];
        let (head, words) = (draft.head, &self.syntax.words);
        let above = self.syntax.head(head);
        let other = if words[head].is("appos") {
            above
        } else if let Some(subject) = self.subject_of_copula(head) {
            Some(subject)
        } else if self.is_bracketed_abbreviation(i) {
            above.filter(|&a| a < head)
        } else {
            None
        }?;
        let entity = self.entity[self.by_head[other]?]?;
        (self.agree(entity, i) && self.nodes[entity].plural == draft.plural || self.is_bracketed_abbreviation(i))
            .then_some(entity)
    }

    fn subject_of_copula(&self, predicate: usize) -> Option<usize> {
        let words = &self.syntax.words;
        self.syntax.child(predicate, "cop")?;
        // What is under attack or in office is no attack and no office.
        if self.syntax.child(predicate, "case").is_some() {
            return None;
        }
        let denied = self.syntax.children(predicate).any(|c| words[c].has_lemma("not") || words[c].has_lemma("never"));
        let subject = self.syntax.child(predicate, "nsubj")?;
        let draft = self.by_head[subject]?;
        let is_it = self.drafts[draft].kind == MentionKind::Pronoun && self.drafts[draft].ty == MentionType::Other;
        (!denied && !is_it).then_some(subject)
    }

    fn is_bracketed_abbreviation(&self, i: usize) -> bool {
        let draft = &self.drafts[i];
        let words = &self.syntax.words;
        draft.core.len() == 1
            && draft.core.start > 0
            && words[draft.core.start - 1].form == "("
            && words.get(draft.core.end).is_some_and(|w| w.form == ")")
            && words[draft.head].form.chars().filter(|c| c.is_uppercase()).count() > 1
    }

    fn resolve_nominal(&mut self, i: usize) -> EntityId {
        let draft = &self.drafts[i];
        if let Some(entity) = self.partner(i) {
            return entity;
        }
        if let Some(entity) = self.group_of_offices(i) {
            return entity;
        }
        if let Some(entity) = self.group_named_together(i) {
            return entity;
        }
        let noun = lower_lemma(&self.syntax.words[draft.head]);
        if (draft.definite != Definite::No || draft.ty == MentionType::Per && draft.definite == Definite::Bare)
            && let Some(entity) = self.same_noun(i, &noun)
        {
            return entity;
        }
        if (draft.definite == Definite::Yes
            || (draft.definite == Definite::Bare && self.facts[i].role.is_some() && !draft.plural))
            && let Some(entity) = self.holder_of_role(i).or_else(|| self.described(i, &noun))
        {
            return entity;
        }
        if let Some(entity) = self.counterpart(i, &noun) {
            return entity;
        }
        self.create(i)
    }

    /// An earlier entity with the same head noun and no modifier that tells it from this one.
    fn same_noun(&self, i: usize, noun: &CompactString) -> Option<EntityId> {
        let draft = &self.drafts[i];
        let modifiers = self.modifiers(i);
        let possessor = self.possessor(i);
        let earlier = self.by_noun.get(noun)?;
        earlier.iter().rev().take(SAME_HEAD).copied().find(|&entity| {
            let node = &self.nodes[entity];
            let near = draft.sentence.saturating_sub(node.last_sentence) <= 25;
            // "the U.S. government" is not the government spoken of before unless that is known to be theirs.
            let told = self.facts[i].country.is_none() || node.facts.country.is_some();
            let modifiers_fit = if draft.definite == Definite::Bare && draft.ty == MentionType::Other {
                modifiers == node.modifiers
            } else {
                // "the communist government" is not the U.S. government spoken of before.
                modifiers.iter().all(|m| node.modifiers.contains(m))
                    || node.modifiers.is_empty() && draft.definite == Definite::Yes && node.facts.country.is_none()
            };
            let possessor_fits = possessor.is_none_or(|p| node.modifiers.contains(&possessor_mark(p)));
            near && told && modifiers_fit && possessor_fits && node.plural == draft.plural && self.agree(entity, i)
        })
    }

    /// Modifiers of a nominal's head, with a mark for its possessor.
    fn modifiers(&self, i: usize) -> Vec<CompactString> {
        let draft = &self.drafts[i];
        let words = &self.syntax.words;
        let mut modifiers: Vec<CompactString> = self
            .syntax
            .children(draft.head)
            .filter(|&c| c < draft.head && matches!(words[c].deprel.base(), "amod" | "compound" | "nummod"))
            .filter(|&c| self.hits.at(c).is_none_or(|h| self.actors.entries()[h.entry].country.is_none()))
            .map(|c| lower_lemma(&words[c]))
            .collect();
        modifiers.extend(self.possessor(i).map(possessor_mark));
        modifiers
    }

    fn possessor(&self, i: usize) -> Option<EntityId> {
        match self.drafts[i].definite {
            Definite::Possessed(word) => {
                let entity = self.entity[self.by_head[word]?]?;
                // A country is told by the facts: "Iran's army" is "the Iranian army".
                (!self.nodes[entity].is_state).then_some(entity)
            }
            _ => None,
        }
    }

    /// "the minister" after "Defence Minister Viktor Khrenin": the last who holds the office.
    fn holder_of_role(&self, i: usize) -> Option<EntityId> {
        let facts = &self.facts[i];
        let role = facts.role.as_ref()?;
        if self.drafts[i].plural {
            return None;
        }
        let recent = |entity: &EntityId| {
            let node = &self.nodes[*entity];
            let fits = node.facts.role.as_ref().is_some_and(|r| r == role || ends_with_word(r, role));
            fits && !node.plural && self.agree(*entity, i)
        };
        self.recent_entities(i, 120).find(recent)
    }

    /// "the agency" after a name that ends so, "the country" after a country, "the city" after a city.
    fn described(&self, i: usize, noun: &str) -> Option<EntityId> {
        let draft = &self.drafts[i];
        if draft.plural || !self.modifiers(i).is_empty() {
            return None;
        }
        self.recent_entities(i, 60).find(|&entity| {
            let node = &self.nodes[entity];
            if !node.has_name || node.plural {
                return false;
            }
            let last = node.name.rsplit(' ').next().unwrap_or("").to_lowercase();
            let fits = match noun {
                "country" | "nation" | "state" | "republic" | "kingdom" => node.is_state,
                "city" | "town" | "capital" | "village" | "island" | "region" | "province" | "territory" => {
                    node.ty == MentionType::Loc && !node.is_state
                }
                "company" | "firm" | "corporation" => {
                    node.ty == MentionType::Org && node.facts.sector.as_ref().is_none_or(|s| s.value == "BUS")
                }
                "organization" | "organisation" | "group" | "agency" | "body" | "alliance" | "movement" => {
                    node.ty == MentionType::Org && !node.is_state
                }
                "man" | "woman" => false,
                _ => last == noun,
            };
            fits && self.agree(entity, i)
        })
    }

    /// The entities of the mentions before this one, nearest first, with repetitions.
    pub(crate) fn recent_entities(&self, i: usize, most: usize) -> impl Iterator<Item = EntityId> + '_ {
        self.entity[..i].iter().rev().take(most).filter_map(|entity| *entity)
    }

    /// "his Belarusian counterpart": the same office in another country.
    fn counterpart(&mut self, i: usize, noun: &str) -> Option<EntityId> {
        if noun != "counterpart" || self.drafts[i].plural {
            return None;
        }
        let office = self.office_of_counterpart(i)?;
        let key = (office.role.clone()?, office.country.as_ref()?.value.clone());
        if let Some(&entity) = self.by_office.get(&key) {
            return Some(entity);
        }
        let entity = self.create(i);
        self.merge(entity, office);
        Some(entity)
    }

    fn office_of_counterpart(&self, i: usize) -> Option<Facts> {
        let Definite::Possessed(possessor) = self.drafts[i].definite else { return None };
        let of = self.entity[self.by_head[possessor]?]?;
        let theirs = &self.nodes[of].facts;
        let basis = Basis::read("office/counterpart", self.syntax.range(self.drafts[i].words.clone()));
        let country = self.facts[i].country.clone();
        let demonym = self.drafts[i].words.clone().find(|&w| self.hits.at(w).is_some() && w != possessor);
        let role = theirs.role.clone()?;
        let office = match demonym {
            Some(w) => format!("{} {role}", self.syntax.words[w].form),
            None => role.to_string(),
        };
        Some(Facts {
            country,
            sector: theirs.sector.clone().map(|s| Known { value: s.value, basis: basis.clone() }),
            office: Some(Known { value: office.into(), basis }),
            role: Some(role),
        })
    }

    /// Takes a mention into an entity.
    fn attach(&mut self, i: usize, entity: EntityId) {
        self.entity[i] = Some(entity);
        let draft = &self.drafts[i];
        let mut facts = std::mem::take(&mut self.facts[i]);
        if draft.kind == MentionKind::Nominal
            && self.syntax.words[draft.head].has_lemma("counterpart")
            && let Some(office) = self.office_of_counterpart(i)
        {
            facts = Facts { country: facts.country.or(office.country), ..office };
        }
        // "its army": the country of whom it belongs to.
        if facts.country.is_none()
            && draft.kind == MentionKind::Nominal
            && draft.ty != MentionType::Other
            && let Definite::Possessed(word) = draft.definite
        {
            let of = self.by_head[word].and_then(|p| self.entity[p]).filter(|&p| p != entity);
            facts.country = of.and_then(|p| self.nodes[p].facts.country.clone()).map(|known| Known {
                value: known.value,
                basis: Basis::read("country/possessor", self.syntax.words[word].range),
            });
        }
        self.merge(entity, facts);
        let text = self.description(i);
        let node = &mut self.nodes[entity];
        node.mentions += 1;
        node.last_sentence = node.last_sentence.max(draft.sentence);
        if node.gender.is_none() {
            node.gender = draft.gender;
        }
        match draft.kind {
            MentionKind::Name => {
                let is_better = !node.has_name || text.len() > node.name.len();
                if node.entry.is_none() && is_better {
                    if node.has_name && !node.aliases.contains(&node.name) {
                        let shorter = node.name.clone();
                        node.aliases.push(shorter);
                    }
                    node.name = text;
                } else if node.name != text && draft.ty != MentionType::Nat && !node.aliases.contains(&text) {
                    node.aliases.push(text);
                }
                if !node.has_name || (!node.sure && draft.sure) {
                    node.ty = draft.ty;
                    node.sure = draft.sure;
                }
                node.has_name = true;
            }
            MentionKind::Nominal => {
                if !node.has_name && text.len() > node.name.len() {
                    node.name = text;
                }
                if !node.has_name && !node.sure && draft.sure {
                    (node.ty, node.sure) = (draft.ty, true);
                }
                let noun = lower_lemma(&self.syntax.words[draft.head]);
                let modifiers = self.modifiers(i);
                let node = &mut self.nodes[entity];
                for modifier in modifiers {
                    if !node.modifiers.contains(&modifier) && node.modifiers.len() < 12 {
                        node.modifiers.push(modifier);
                    }
                }
                let same = self.by_noun.entry(noun).or_default();
                if same.last() != Some(&entity) {
                    same.push(entity);
                }
            }
            MentionKind::Pronoun => {}
        }
    }

    /// Adds facts that an entity lacks. What a name or title says goes before what a description says.
    fn merge(&mut self, entity: EntityId, facts: Facts) {
        let node = &mut self.nodes[entity];
        let strength = |known: &Known| match known.basis.rule.as_str() {
            "sector/organization" | "sector/state" | "country/name" | "country/seat" | "office/counterpart" => 3,
            "sector/title" | "sector/office" | "office/title" | "office/nominal" => 2,
            // A rank says less than an office: a general may be a minister.
            _ => 1,
        };
        let put = |slot: &mut Option<Known>, new: Option<Known>| {
            if let Some(new) = new
                && slot.as_ref().is_none_or(|old| strength(&new) > strength(old))
            {
                *slot = Some(new);
            }
        };
        put(&mut node.facts.country, facts.country);
        put(&mut node.facts.sector, facts.sector);
        let is_rank = node.facts.office.as_ref().is_some_and(|o| o.basis.rule == "office/rank");
        if node.facts.role.is_none() || facts.role.is_some() && is_rank {
            node.facts.role = facts.role;
        }
        put(&mut node.facts.office, facts.office);
        if let (Some(role), Some(country)) = (&node.facts.role, &node.facts.country)
            && !node.plural
        {
            self.by_office.insert((role.clone(), country.value.clone()), entity);
        }
    }

    /// A new entity for a mention.
    fn create(&mut self, i: usize) -> EntityId {
        let draft = &self.drafts[i];
        self.nodes.push(Node {
            ty: draft.ty,
            sure: draft.sure,
            name: CompactString::default(),
            has_name: false,
            facts: Facts::default(),
            plural: draft.plural,
            gender: draft.gender,
            entry: None,
            is_state: false,
            members: vec![],
            aliases: vec![],
            modifiers: vec![],
            mentions: 0,
            last_sentence: draft.sentence,
            is_speaker: false,
        });
        self.nodes.len() - 1
    }

    /// The text by which a mention names its entity: without determiner and relative clause, its pronominal possessor
    /// spelled out.
    fn description(&self, i: usize) -> CompactString {
        let draft = &self.drafts[i];
        let text = &self.report.text;
        match draft.kind {
            MentionKind::Name => tidy(self.syntax.range(draft.core.clone()).of(text)),
            MentionKind::Pronoun => CompactString::default(),
            MentionKind::Nominal => {
                let to = self.end_of_description(draft);
                let core = tidy(self.syntax.range(draft.core.start..to).of(text));
                match self.possessor(i) {
                    Some(p)
                        if !self.nodes[p].name.is_empty()
                            && self.nodes[p].name.len() < 40
                            && !self.nodes[p].is_speaker =>
                    {
                        format!("{}'s {core}", self.nodes[p].name).into()
                    }
                    _ => core,
                }
            }
        }
    }

    fn end_of_description(&self, draft: &Draft) -> usize {
        let words = &self.syntax.words;
        let mut to = draft.head + 1;
        for child in self.syntax.children(draft.head).filter(|&c| c > draft.head) {
            let Some(inner) = self.by_head[child].filter(|_| words[child].is("nmod")) else { break };
            let end = self.drafts[inner].words.end;
            if end > draft.words.end || end - draft.head > 8 {
                break;
            }
            to = end;
        }
        to
    }

    fn resolve_pronoun(&mut self, i: usize) -> EntityId {
        match find_antecedent(self, i) {
            Query::Entity(entity) => entity,
            Query::Group(members) => self.group(members, i),
            Query::Speaker(key) => {
                if let Some(&entity) = self.by_key.get(key) {
                    return entity;
                }
                let entity = self.create(i);
                self.nodes[entity].is_speaker = true;
                self.by_key.insert(CompactString::const_new(key), entity);
                entity
            }
            Query::None => self.create(i),
        }
    }

    /// The group of these entities.
    pub(crate) fn group(&mut self, mut members: Vec<EntityId>, i: usize) -> EntityId {
        members.dedup();
        let mut key = members.clone();
        key.sort_unstable();
        key.dedup();
        if let [only] = key[..] {
            return only;
        }
        if let Some(&entity) = self.groups.get(&key) {
            return entity;
        }
        let entity = self.create(i);
        let names: Vec<&str> = members.iter().map(|&m| self.nodes[m].name.as_str()).collect();
        let name = names.join(" and ").into();
        let ty = self.nodes[members[0]].ty;
        let sector = self.nodes[members[0]].facts.sector.clone();
        let same_sector = members
            .iter()
            .all(|&m| self.nodes[m].facts.sector.as_ref().map(|s| &s.value) == sector.as_ref().map(|s| &s.value));
        let node = &mut self.nodes[entity];
        node.members = members;
        node.name = name;
        node.ty = ty;
        node.sure = true;
        node.plural = true;
        node.has_name = true;
        if same_sector {
            node.facts.sector = sector;
        }
        self.groups.insert(key, entity);
        entity
    }

    /// "the defence ministers of Iran and Belarus", "Iranian and Belarusian officials": one for each country.
    fn group_of_offices(&mut self, i: usize) -> Option<EntityId> {
        let draft = &self.drafts[i];
        if !draft.plural || draft.ty != MentionType::Per && draft.ty != MentionType::Org {
            return None;
        }
        let words = &self.syntax.words;
        let first = self.syntax.children(draft.head).find(|&c| {
            let of = words[c].is("nmod")
                && c > draft.head
                && self.syntax.child(c, "case").is_some_and(|k| words[k].has_lemma("of"));
            (of || c < draft.head && matches!(words[c].deprel.base(), "amod" | "compound" | "nmod"))
                && self.hits.at(c).is_some()
        })?;
        let mut countries = Vec::new();
        for word in std::iter::once(first).chain(self.syntax.children_by(first, "conj")) {
            let entry = self.hits.at(word).map(|hit| &self.actors.entries()[hit.entry]);
            if let Some((code, name)) = entry.and_then(|e| Some((e.country.clone()?, e.name.clone()))) {
                countries.push((code, name, words[word].range, words[word].form.clone(), words[word].upos));
            }
        }
        countries.dedup_by(|a, b| a.0 == b.0);
        if countries.len() < 2 {
            return None;
        }
        let role = self.facts[i].role.clone();
        let sector = self.facts[i].sector.clone();
        let noun = words[draft.head].form.clone();
        let mut members = Vec::new();
        for (code, name, range, form, upos) in countries {
            let known = role.clone().and_then(|role| self.by_office.get(&(role, code.clone())).copied());
            let member = known.unwrap_or_else(|| {
                let member = self.create(i);
                let country = Some(Known { value: code, basis: Basis::read("country/shared-office", range) });
                let node = &mut self.nodes[member];
                node.plural = role.is_none();
                node.name = match (&role, upos) {
                    (Some(role), _) => format!("{name}'s {role}").into(),
                    (None, Upos::Adj) => format!("{form} {noun}").into(),
                    _ => format!("{noun} of {name}").into(),
                };
                self.merge(member, Facts { country, sector: sector.clone(), office: None, role: role.clone() });
                member
            });
            members.push(member);
        }
        let group = self.group(members, i);
        // The group itself has no single country.
        self.facts[i].country = None;
        Some(group)
    }

    /// "both countries", "the two leaders": as many as it says, of the kind that it says, as were last named.
    fn group_named_together(&mut self, i: usize) -> Option<EntityId> {
        let draft = &self.drafts[i];
        let count = count_of(self.syntax, draft)?;
        let noun = lower_lemma(&self.syntax.words[draft.head]);
        let countries = self.actors.lists("group-countries", &noun);
        let persons = self.actors.lists("group-persons", &noun);
        let bare = !self.syntax.words[draft.head].upos.is_nominal();
        if !countries && !persons && !bare || draft.definite == Definite::No && !bare || self.facts[i].country.is_some()
        {
            return None;
        }
        if let Some(group) = self.coordinated(i, count, countries, persons) {
            return Some(group);
        }
        if bare || draft.definite != Definite::Yes {
            return None;
        }
        let role = self.facts[i].role.clone();
        let mut members = Vec::new();
        let kinds = if countries && persons { vec![true, false] } else { vec![countries] };
        for want_country in kinds {
            members.clear();
            for entity in self.recent_entities(i, 60) {
                let node = &self.nodes[entity];
                let fits = if want_country {
                    node.is_state
                } else {
                    node.ty == MentionType::Per
                        && !node.plural
                        && node.has_name
                        && role
                            .as_ref()
                            .is_none_or(|r| node.facts.role.as_ref().is_some_and(|n| n == r || ends_with_word(n, r)))
                };
                let near = draft.sentence.saturating_sub(node.last_sentence) <= 4;
                if fits && near && !members.contains(&entity) {
                    members.push(entity);
                    if members.len() == count {
                        break;
                    }
                }
            }
            if members.len() == count {
                break;
            }
        }
        if members.len() != count {
            return None;
        }
        members.reverse();
        Some(self.group(members, i))
    }

    /// The last that were named together, if they are as many and of the kind: "Iran and Belarus … both countries".
    fn coordinated(&mut self, i: usize, count: usize, countries: bool, persons: bool) -> Option<EntityId> {
        let draft = &self.drafts[i];
        let end = self.coordinations.partition_point(|c| c.last < draft.words.start);
        let members = self.coordinations[..end].iter().rev().take(12).find_map(|coordination| {
            if coordination.drafts.len() != count || draft.sentence.saturating_sub(coordination.sentence) > 8 {
                return None;
            }
            let members: Vec<EntityId> = coordination.drafts.iter().filter_map(|&d| self.entity[d]).collect();
            let fits = |&member: &EntityId| {
                let node = &self.nodes[member];
                let any = !countries && !persons;
                (countries || any) && node.is_state || (persons || any) && node.ty == MentionType::Per && !node.plural
            };
            (members.len() == count && members.iter().all(fits)).then_some(members)
        })?;
        Some(self.group(members, i))
    }

    /// The layer, entities in order of first mention.
    fn finish(self) -> Entities {
        let mut order = vec![usize::MAX; self.nodes.len()];
        let mut count = 0;
        let mut place = |entity: EntityId| {
            if order[entity] == usize::MAX {
                order[entity] = count;
                count += 1;
            }
        };
        self.entity.iter().flatten().for_each(|&entity| place(entity));
        (0..self.nodes.len()).for_each(&mut place);
        let mentions = self
            .drafts
            .iter()
            .zip(&self.entity)
            .filter_map(|(draft, entity)| {
                Some(Mention {
                    range: self.syntax.range(draft.words.clone()),
                    words: draft.words.clone(),
                    core: draft.core.clone(),
                    head: draft.head,
                    ty: if draft.kind == MentionKind::Pronoun && !draft.sure {
                        self.nodes[(*entity)?].ty
                    } else {
                        draft.ty
                    },
                    kind: draft.kind,
                    entity: order[(*entity)?],
                })
            })
            .collect::<Vec<_>>();
        let relatives = self.relative_pronouns(&order);
        let mut entities: Vec<(usize, Entity)> = self
            .nodes
            .into_iter()
            .enumerate()
            .map(|(i, node)| {
                let entity = Entity {
                    ty: node.ty,
                    name: node.name.into(),
                    country: node.facts.country,
                    sector: node.facts.sector,
                    office: node.facts.office.filter(|_| node.ty == MentionType::Per),
                    aliases: node.aliases.into_iter().map(Into::into).collect(),
                    members: node.members.iter().map(|&m| order[m]).collect(),
                };
                (order[i], entity)
            })
            .collect();
        entities.sort_by_key(|(at, _)| *at);
        let mut entities: Vec<Entity> = entities.into_iter().map(|(_, entity)| entity).collect();
        for mention in &mentions {
            let entity = &mut entities[mention.entity];
            if entity.name.is_empty() {
                entity.name = tidy(mention.range.of(&self.report.text)).into();
            }
        }
        Entities::new(self.syntax, mentions, entities, relatives)
    }

    /// Relative pronouns refer to what their clause modifies.
    fn relative_pronouns(&self, order: &[usize]) -> Vec<(usize, EntityId)> {
        let words = &self.syntax.words;
        let mut found = Vec::new();
        for (w, word) in words.iter().enumerate() {
            if !word.feats.has("PronType", "Rel") {
                continue;
            }
            let clause = self.syntax.ancestors(w).take(12).find(|&a| words[a].deprel.as_str() == "acl:relcl");
            let antecedent =
                clause.and_then(|c| self.syntax.head(c)).and_then(|h| self.by_head[h]).and_then(|d| self.entity[d]);
            found.extend(antecedent.map(|entity| (w, order[entity])));
        }
        found
    }
}

fn possessor_mark(entity: EntityId) -> CompactString {
    format!("\u{1}{entity}").into()
}

fn ends_with_word(phrase: &str, end: &str) -> bool {
    phrase.strip_suffix(end).is_some_and(|rest| rest.ends_with(' '))
}

fn lower_form(syntax: &Syntax, word: usize) -> CompactString {
    syntax.words[word].form.to_lowercase()
}

/// Which words stand in quotation marks. A straight mark opens or closes by turns, and a blank line closes all.
fn quoted_words(report: &Report, syntax: &Syntax) -> Vec<bool> {
    let mut open = false;
    let mut last_end = 0;
    syntax
        .words
        .iter()
        .map(|word| {
            let between = report.text.get(last_end as usize..word.range.start as usize).unwrap_or("");
            last_end = word.range.end;
            if between.contains("\n\n") {
                open = false;
            }
            match word.form.as_str() {
                "“" | "``" | "«" => open = true,
                "”" | "''" | "»" => open = false,
                "\"" => open = !open,
                _ => {}
            }
            open
        })
        .collect()
}
