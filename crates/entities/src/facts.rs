//! What one mention says of country, sector and office.

use crate::book::{ActorBook, EntryKind, lower_lemma, singular};
use crate::draft::{Draft, Hits};
use crate::layer::Known;
use crate::metonymy::Reading;
use crate::phrase::Sense;
use compact_str::{CompactString, ToCompactString};
use rapporteur_syntax::{MentionKind, MentionType, Syntax, WordRange};
use rapporteur_text::Basis;

/// What a mention says of its entity.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Facts {
    pub(crate) country: Option<Known>,
    pub(crate) sector: Option<Known>,
    pub(crate) office: Option<Known>,
    /// The office in a form in which two mentions of it agree: "defense minister".
    pub(crate) role: Option<CompactString>,
}

/// All that reading facts needs.
pub(crate) struct FactReader<'r> {
    pub(crate) text: &'r str,
    /// The day on which the report was published.
    pub(crate) day: Option<&'r str>,
    pub(crate) syntax: &'r Syntax,
    pub(crate) actors: &'r ActorBook,
    pub(crate) hits: &'r Hits,
    pub(crate) drafts: &'r [Draft],
    /// By word: the draft that it heads.
    pub(crate) by_head: &'r [Option<usize>],
}

impl FactReader<'_> {
    /// Reads a mention's own words and, up to `depth` steps, those of what it is said to be of or in.
    pub(crate) fn read(&self, draft: &Draft, depth: u8) -> Facts {
        if draft.kind == MentionKind::Pronoun
            || matches!(draft.ty, MentionType::Money | MentionType::Doc | MentionType::Weapon)
        {
            return Facts::default();
        }
        if let Some(hit) = draft.hit {
            return self.read_hit(draft, hit);
        }
        let mut facts = Facts::default();
        let outer = self.read_complement(draft, depth);
        let before = self.country_before(draft).or_else(|| self.country_of_leader(draft));
        facts.country = before.or_else(|| outer.country.clone());
        self.read_role(draft, &outer, &mut facts);
        self.read_known_person(draft, &mut facts);
        // What has a code of its own for a body of many states is no government.
        let is_body = matches!(facts.country.as_ref().map(|k| k.value.as_str()), Some("UNO" | "IGO" | "NGO"));
        if is_body && facts.sector.as_ref().is_some_and(|k| k.value == "GOV") {
            facts.sector = None;
        }
        facts
    }

    /// Fills in what the codebook knows of a person whom the mention names.
    fn read_known_person(&self, draft: &Draft, facts: &mut Facts) {
        if draft.kind != MentionKind::Name || draft.ty != MentionType::Per {
            return;
        }
        let range = self.syntax.range(draft.core.clone());
        let name = tidy(range.of(self.text));
        let titled = draft.title.end.checked_sub(1).filter(|_| !draft.title.is_empty());
        let in_office = facts.sector.as_ref().is_some_and(|k| k.value == "GOV");
        let alone =
            !self.actors.lists("common-surnames", &name.to_lowercase()) && self.actors.first_name(&name).is_none();
        let with_title = || {
            let title = &self.syntax.words[titled?].form;
            self.actors.person(&format!("{title} {name}"), false, self.day)
        };
        let Some(person) = with_title().or_else(|| self.actors.person(&name, in_office || alone, self.day)) else {
            return;
        };
        let term = person.on(self.day);
        let known =
            |value: &CompactString, rule: &'static str| Known { value: value.clone(), basis: Basis::read(rule, range) };
        let of_same_country = facts.country.as_ref().is_none_or(|known| Some(&known.value) == term.country.as_ref());
        if facts.country.is_none() {
            facts.country = term.country.as_ref().map(|country| known(country, "country/known-person"));
        }
        if facts.sector.is_none() {
            facts.sector = term.sector.as_ref().map(|sector| known(sector, "sector/known-person"));
        }
        if facts.office.is_none() && of_same_country {
            facts.office = term.office.as_ref().map(|office| known(office, "office/known-person"));
        }
    }

    fn read_hit(&self, draft: &Draft, hit: usize) -> Facts {
        let hit = &self.hits.all[hit];
        let entry = &self.actors.entries()[hit.entry];
        let range = self.syntax.range(hit.words.clone());
        let known =
            |value: &CompactString, rule: &'static str| Known { value: value.clone(), basis: Basis::read(rule, range) };
        // "the Belarusian KGB" is not Russia's.
        let before = hit.words.start.checked_sub(1).and_then(|word| self.hits.at(word));
        let of_country = before.filter(|other| {
            entry.kind == EntryKind::Organization
                && other.sense == Sense::Demonym
                && draft.words.contains(&other.words.start)
        });
        let owner = of_country.and_then(|other| self.actors.entries()[other.entry].country.as_ref());
        let (of_entry, sector_of_entry) = entry.on(self.day);
        let country = owner.or(of_entry).filter(|_| !self.is_ethnic(hit.words.start)).map(|code| {
            known(
                code,
                match hit.sense {
                    Sense::Name => "country/name",
                    Sense::Demonym => "country/demonym",
                    Sense::Capital => "country/capital",
                    Sense::Seat => "country/seat",
                    Sense::Region => "country/region",
                },
            )
        });
        let state = entry.kind == EntryKind::Country
            && match hit.sense {
                Sense::Name | Sense::Seat => true,
                Sense::Capital => draft.reading == Reading::Government,
                Sense::Demonym => self.is_adjective(draft),
                Sense::Region => false,
            };
        let sector = match sector_of_entry {
            Some(sector) => Some(known(sector, "sector/organization")),
            None if state => Some(known(&CompactString::const_new("GOV"), "sector/state")),
            // "Liberians" are people of a country as long as nothing else is said of them.
            None if hit.sense == Sense::Demonym && !self.is_adjective(draft) => {
                Some(known(&CompactString::const_new("CVL"), "sector/people"))
            }
            None => None,
        };
        Facts { country, sector, ..Facts::default() }
    }

    fn is_adjective(&self, draft: &Draft) -> bool {
        self.syntax.words[draft.head].upos == rapporteur_syntax::Upos::Adj
    }

    /// "ethnic Albanians" live in other countries than Albania.
    fn is_ethnic(&self, word: usize) -> bool {
        word > 0 && self.syntax.words[word - 1].form.eq_ignore_ascii_case("ethnic")
    }

    /// The nearest country before the head: "Iranian engineers", "Ukraine's military intelligence chief".
    fn country_before(&self, draft: &Draft) -> Option<Known> {
        let from = draft.words.start.min(draft.title.start);
        // What a person is called tells no country: "Carolyn Bordeaux".
        let is_named_person = draft.kind == MentionKind::Name && draft.ty == MentionType::Per;
        let mut w =
            if is_named_person { draft.core.start } else { draft.head.max(draft.core.end.saturating_sub(1)) + 1 };
        // The country of a mention does not stand far from its head.
        let from = from.max(w.saturating_sub(40));
        while w > from {
            w -= 1;
            let Some(hit) = self.hits.at(w).filter(|hit| !self.is_ethnic(hit.words.start)) else { continue };
            if let (Some(code), _) = self.actors.entries()[hit.entry].on(self.day) {
                let basis = Basis::read("country/modifier", self.syntax.range(hit.words.clone()));
                return Some(Known { value: code.clone(), basis });
            }
        }
        None
    }

    /// The country of a government that is called by its leader: "the Clinton administration".
    fn country_of_leader(&self, draft: &Draft) -> Option<Known> {
        const GOVERNMENTS: [&str; 6] = ["administration", "government", "cabinet", "regime", "presidency", "team"];
        let words = &self.syntax.words;
        let leader = draft.head.checked_sub(1).filter(|&before| draft.words.contains(&before))?;
        let is_government = GOVERNMENTS.iter().any(|lemma| words[draft.head].has_lemma(lemma));
        if !is_government || words[leader].upos != rapporteur_syntax::Upos::Propn {
            return None;
        }
        let person = self.actors.person(&words[leader].form, true, self.day)?;
        let value = person.on(self.day).country?;
        Some(Known { value, basis: Basis::read("country/leader", words[leader].range) })
    }

    /// What an "of", "in", "from" phrase says: "the president of Iraq", "police in Kenya", "head of the KLA".
    fn read_complement(&self, draft: &Draft, depth: u8) -> Facts {
        if depth == 0 {
            return Facts::default();
        }
        let words = &self.syntax.words;
        let heads = draft.core.clone().filter(|&w| w != draft.head && draft.kind == MentionKind::Name);
        let children = std::iter::once(draft.head).chain(heads).flat_map(|h| self.syntax.children(h));
        // "rebels operating in Mali" are those in Mali.
        let where_they_are = |c: usize| {
            let stays = ["operate", "live", "reside", "fight", "base"].iter().any(|lemma| words[c].has_lemma(lemma));
            if words[c].deprel.as_str() == "acl" && stays { self.syntax.child(c, "obl").unwrap_or(c) } else { c }
        };
        let children = children.filter(|&c| c > draft.head && !draft.core.contains(&c)).map(where_they_are);
        for child in children.filter(|&c| words[c].is("nmod") || words[c].is("obl")).take(3) {
            let case = self.syntax.child(child, "case").map(|c| lower_lemma(&words[c]));
            if !matches!(
                case.as_deref(),
                Some("of" | "in" | "from" | "for" | "at" | "within" | "across" | "throughout" | "inside")
            ) {
                continue;
            }
            let Some(inner) = self.by_head.get(child).copied().flatten() else { continue };
            let mut facts = self.read(&self.drafts[inner], depth - 1);
            if facts.country.is_none() && facts.sector.is_none() {
                continue;
            }
            let inner_is_place = self.drafts[inner]
                .hit
                .is_some_and(|h| self.actors.entries()[self.hits.all[h].entry].kind == EntryKind::Country);
            if inner_is_place || case.as_deref() != Some("of") {
                facts.sector = None;
            }
            if let Some(country) = &mut facts.country {
                country.basis.rule = CompactString::const_new("country/complement");
            }
            return facts;
        }
        Facts::default()
    }

    fn read_role(&self, draft: &Draft, outer: &Facts, facts: &mut Facts) {
        let words = &self.syntax.words;
        if !draft.title.is_empty() {
            self.read_title(draft, facts);
            return;
        }
        if draft.kind == MentionKind::Name && draft.ty == MentionType::Per {
            self.read_shared_title(draft, facts);
            return;
        }
        let from = draft.words.start.min(draft.core.start);
        let phrase = from..draft.head + 1;
        let modifier = self.modifier_sector(draft, phrase.clone());
        let Some((role, n)) = self.actors.role(&words[phrase]) else {
            if let Some((sector, range)) = modifier.filter(|_| matches!(draft.ty, MentionType::Per | MentionType::Org))
            {
                facts.sector = Some(Known { value: sector, basis: Basis::read("sector/modifier", range) });
            }
            return;
        };
        let role_words = draft.head + 1 - n..draft.head + 1;
        let range = self.syntax.range(role_words.clone());
        // "51 people" and "two men" may be anybody.
        let counted = matches!(lower_lemma(&words[draft.head]).as_str(), "man" | "person" | "people" | "woman")
            && self.syntax.child(draft.head, "nummod").is_some();
        let own = role
            .sector
            .clone()
            .filter(|_| !counted)
            .map(|value| Known { value, basis: Basis::read(rule_of(role.office), range) });
        let by_modifier = modifier.map(|(value, range)| Known { value, basis: Basis::read("sector/modifier", range) });
        let by_outer = outer.sector.clone().map(|mut known| {
            known.basis.rule = CompactString::const_new("sector/complement");
            known
        });
        let is_armed = by_modifier.as_ref().is_some_and(|k| k.value == "REB");
        let gives_way = role.weak || role.sector.is_none() || (is_armed && role.sector.as_deref() == Some("MIL"));
        facts.sector = if gives_way && n == 1 { by_modifier.or(by_outer).or(own) } else { own };
        // A person without office or group is a civilian only where the word says so; a leader of nobody is unknown.
        if role.ty == MentionType::Per && role.office && !role.weak || (role.weak && facts.country.is_some()) {
            facts.role = Some(self.role_key(role_words.clone()));
            let office = self.office_words(draft, role_words);
            let value = tidy(self.syntax.range(office.clone()).of(self.text));
            facts.office = Some(Known { value, basis: Basis::read("office/nominal", self.syntax.range(office)) });
        }
    }

    /// "Iranian Defense Minister Brigadier General": the office before the rank, the sector of the office.
    fn read_title(&self, draft: &Draft, facts: &mut Facts) {
        let words = &self.syntax.words;
        let mut office: Option<(WordRange, Known, bool)> = None;
        for w in draft.title.clone() {
            let found = match self.actors.role(&words[draft.title.start..=w]) {
                Some((role, n)) => role.sector.clone().map(|s| (s, w + 1 - n..w + 1)),
                None => self.actors.title(&words[w].form).and_then(|t| t.sector.clone()).map(|s| (s, w..w + 1)),
            };
            let Some((value, at)) = found else { continue };
            let is_rank = value == "MIL" || value == "REL";
            // A longer phrase takes the place of its beginning: "Foreign Minister" that of nothing, "Secretary General" that of "Secretary".
            let replaces =
                office.as_ref().is_none_or(|(before, _, was_rank)| at.start <= before.start || *was_rank || !is_rank);
            if replaces {
                let known = Known { value, basis: Basis::read("sector/title", self.syntax.range(at.clone())) };
                office = Some((at, known, is_rank));
            }
        }
        let Some((at, mut known, is_rank)) = office else { return };
        if is_rank {
            known.basis.rule = CompactString::const_new("sector/rank");
        }
        // "police Gen. X", "rebel leader Y": a weak title takes its sector from what stands before it.
        let role = self.actors.role(&words[draft.title.start..at.end]);
        if role.is_some_and(|(role, n)| role.weak && n == 1)
            && let Some((value, range)) = self.modifier_sector(draft, draft.title.start..at.end)
        {
            known = Known { value, basis: Basis::read("sector/modifier", range) };
        }
        facts.sector = Some(known);
        facts.role = Some(self.role_key(at.clone()));
        let range = self.syntax.range(draft.title.start..at.end);
        facts.office = Some(Known {
            value: tidy(range.of(self.text)),
            basis: Basis::read(if is_rank { "office/rank" } else { "office/title" }, range),
        });
    }

    /// "Presidents Kuchma and Yeltsin": a title in the plural is that of all who are joined to the first.
    fn read_shared_title(&self, draft: &Draft, facts: &mut Facts) {
        let words = &self.syntax.words;
        if !words[draft.head].is("conj") {
            return;
        }
        let first = self.syntax.head(draft.head).and_then(|h| self.by_head[h]).map(|d| &self.drafts[d]);
        let Some(first) = first.filter(|d| !d.title.is_empty()) else { return };
        if words[first.title.end - 1].feats.get("Number") != Some("Plur")
            && !words[first.title.end - 1].form.ends_with('s')
        {
            return;
        }
        let mut theirs = Facts::default();
        self.read_title(first, &mut theirs);
        facts.sector = theirs.sector;
        facts.role = theirs.role;
        facts.office = theirs.office;
    }

    /// The sector that the words before a head give: "police" in "police chief", "KLA" in "KLA commanders".
    fn modifier_sector(&self, draft: &Draft, phrase: WordRange) -> Option<(CompactString, rapporteur_text::TextRange)> {
        let words = &self.syntax.words;
        for w in phrase.rev().take(40).filter(|&w| w != draft.head) {
            if let Some(hit) = self.hits.at(w) {
                if let (_, Some(sector)) = self.actors.entries()[hit.entry].on(self.day) {
                    return Some((sector.clone(), self.syntax.range(hit.words.clone())));
                }
                continue;
            }
            if let Some(sector) = self.actors.modifier_sector(&lower_lemma(&words[w])) {
                return Some((sector.clone(), words[w].range));
            }
        }
        None
    }

    fn role_key(&self, words: WordRange) -> CompactString {
        let last = words.end - 1;
        let mut key = CompactString::default();
        for w in words {
            let word = &self.syntax.words[w];
            let form = if w == last { singular(word) } else { word.form.to_lowercase().to_compact_string() };
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&form.replace("defence", "defense"));
        }
        key
    }

    /// The words of an office that is told by a common noun, with its country and what it is of.
    fn office_words(&self, draft: &Draft, role: WordRange) -> WordRange {
        let words = &self.syntax.words;
        let mut from = draft.words.start;
        while from < role.start && (words[from].is("det") || words[from].upos == rapporteur_syntax::Upos::Pron) {
            from += 1;
        }
        let to = if draft.words.end - role.end <= 5 { draft.words.end } else { role.end };
        let has_clause = self.syntax.children(draft.head).any(|c| c < to && words[c].is("acl"));
        from.max(role.end.saturating_sub(7)).min(role.start)..if has_clause { role.end } else { to.max(role.end) }
    }
}

/// Whether a sector is that of an organ of a state, or of a party or force that contends for it; private persons have none of
/// these.
pub fn is_organ(sector: Option<&str>) -> bool {
    matches!(sector, Some("COP" | "MIL" | "GOV" | "LEG" | "JUD" | "OPP" | "PTY" | "REB"))
}

fn rule_of(office: bool) -> &'static str {
    if office { "sector/office" } else { "sector/role" }
}

/// Text on one line, with single spaces.
pub(crate) fn tidy(text: &str) -> CompactString {
    let mut tidy = CompactString::default();
    for word in text.split_whitespace() {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    tidy
}
