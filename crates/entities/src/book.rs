//! What the codebook knows of actors: countries, organisations, offices, sectors, names of persons.

use crate::dictionary::{Codes, Dictionary};
use crate::person::{KnownPerson, Persons, parse_holder};
use crate::phrase::{Hit, Phrases, Sense};
use crate::term::{Interval, Term, term_on};
use compact_str::CompactString;
use rapporteur_codebook::{Codebook, CodebookError};
use rapporteur_syntax::{MentionType, Word};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// The gender of a person as far as pronouns show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// "she".
    Female,
    /// "he".
    Male,
}

/// What kind of thing an entry of the codebook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A country, whose name stands for its government.
    Country,
    /// A people or religious group.
    People,
    /// An organisation.
    Organization,
    /// A sea, ocean or gulf: no country's, whatever its name says.
    Sea,
    /// Somebody of a user's dictionary, which does not tell persons from bodies.
    Listed,
}

/// A country, people or organisation that the codebook knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id in the codebook: `IRN`, `un-security-council`.
    pub id: String,
    /// The name that an output shows.
    pub name: CompactString,
    /// ISO 3166-1 alpha-3 or a PLOVER code.
    pub country: Option<CompactString>,
    /// A PLOVER sector; countries have none of their own.
    pub sector: Option<CompactString>,
    /// What it is.
    pub kind: EntryKind,
    /// Of somebody of a user's dictionary: what they were, and when.
    pub terms: Vec<Term>,
}

impl Entry {
    /// Country and sector on the day of a report.
    pub fn on(&self, day: Option<&str>) -> (Option<&CompactString>, Option<&CompactString>) {
        match self.kind {
            EntryKind::Listed => {
                term_on(&self.terms, day).map_or((None, None), |term| (term.country.as_ref(), term.sector.as_ref()))
            }
            _ => (self.country.as_ref(), self.sector.as_ref()),
        }
    }
}

/// What a noun says of the person or body that it describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its id in the codebook: `gov/offices`.
    pub id: CompactString,
    /// The PLOVER sector, if it says one.
    pub sector: Option<CompactString>,
    /// The type of a mention that it heads.
    pub ty: MentionType,
    /// Whether it names an office that a person holds.
    pub office: bool,
    /// Whether the sector holds only where no modifier says better.
    pub weak: bool,
}

/// A title before a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Title {
    /// The sector that it shows; courtesy titles show none.
    pub sector: Option<CompactString>,
    /// The gender that it shows.
    pub gender: Option<Gender>,
}

/// What the codebook knows of actors: countries, organisations, offices, sectors.
#[derive(Debug, Default)]
pub struct ActorBook {
    entries: Vec<Entry>,
    /// Countries that share their name with a state of another one, and its id.
    namesakes: BTreeMap<usize, String>,
    phrases: Phrases,
    roles: Vec<Role>,
    /// From the lemmas of a phrase, in lower case, joined by spaces.
    role_of: HashMap<CompactString, usize>,
    modifiers: HashMap<CompactString, CompactString>,
    titles: HashMap<CompactString, Title>,
    genders: HashMap<CompactString, Gender>,
    first_names: HashMap<CompactString, Option<Gender>>,
    suffixes: HashMap<CompactString, MentionType>,
    persons: Persons,
    words: HashMap<CompactString, Vec<CompactString>>,
    /// Sectors, and countries, by codes of users' dictionaries.
    sector_codes: HashMap<CompactString, CompactString>,
    country_codes: HashMap<CompactString, CompactString>,
    faults: Vec<CodebookError>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    country: BTreeMap<String, CountryEntry>,
    people: BTreeMap<String, CountryEntry>,
    organization: BTreeMap<String, OrganizationEntry>,
    sea: BTreeMap<String, CountryEntry>,
    role: Vec<RoleEntry>,
    person: BTreeMap<String, Vec<String>>,
    /// By country and office: who held it, and when.
    office: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    sector_code: BTreeMap<String, String>,
    country_code: BTreeMap<String, String>,
    modifier: BTreeMap<String, Vec<String>>,
    title: BTreeMap<String, Vec<String>>,
    gender: BTreeMap<String, Vec<String>>,
    first_name: BTreeMap<String, Vec<String>>,
    suffix: BTreeMap<String, Vec<String>>,
    words: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct CountryEntry {
    name: Option<String>,
    also: Vec<String>,
    people: Vec<String>,
    capital: Vec<String>,
    seat: Vec<String>,
    region: Vec<String>,
    state_of: Option<String>,
    country: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct OrganizationEntry {
    names: Vec<String>,
    each: Vec<String>,
    country: Option<String>,
    sector: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleEntry {
    id: String,
    sector: Option<String>,
    r#type: String,
    #[serde(default)]
    office: bool,
    #[serde(default)]
    weak: bool,
    words: Vec<String>,
}

impl ActorBook {
    /// Reads `actors/` of a codebook. Entries of later files come before those of earlier ones with the same words. Files
    /// that are no TOML are dictionaries as Phoenix and PETRARCH have them; what is malformed there is left out, and told by
    /// [`faults`](Self::faults).
    pub fn from_codebook(codebook: &Codebook) -> Result<Self, CodebookError> {
        let mut book = Self::default();
        for file in codebook.files("actors") {
            if file.path.ends_with(".toml") {
                let entries = file.parse::<File>()?;
                book.add(entries).map_err(|message| CodebookError { file: file.path.clone(), line: 1, message })?;
            }
        }
        for file in codebook.files("actors").filter(|file| !file.path.ends_with(".toml")) {
            book.add_dictionary(&file.path, &file.text);
        }
        Ok(book)
    }

    /// What is malformed in users' dictionaries.
    pub fn faults(&self) -> &[CodebookError] {
        &self.faults
    }

    fn add_dictionary(&mut self, path: &str, text: &str) {
        let has_code = |code: &str| self.entries.iter().any(|entry| entry.country.as_deref() == Some(code));
        let codes = Codes { sectors: &self.sector_codes, countries: &self.country_codes, is_country: &has_code };
        let read = Dictionary::parse(text, &codes);
        let fault = |(line, message)| CodebookError { file: path.to_owned(), line, message };
        self.faults.extend(read.faults.into_iter().map(fault));
        for agent in read.agents {
            let known = agent.phrases.iter().find_map(|phrase| self.role_of.get(&*phrase.to_lowercase()));
            let known = known.map(|&role| self.roles[role].clone());
            let role = known.unwrap_or(Role {
                id: CompactString::from(path),
                sector: None,
                ty: MentionType::Per,
                office: false,
                weak: false,
            });
            self.roles.push(Role { sector: Some(agent.sector), ..role });
            for phrase in agent.phrases {
                self.role_of.insert(phrase.to_lowercase().replace('-', " ").into(), self.roles.len() - 1);
            }
        }
        for actor in read.actors {
            self.add_listed(path, actor.names, actor.terms);
        }
    }

    /// Adds somebody of a dictionary. One who is only of a country that the codebook knows by this name stays what it is:
    /// countries stand for governments, and peoples for civilians.
    fn add_listed(&mut self, path: &str, names: Vec<String>, terms: Vec<Term>) {
        let only_country = match terms.as_slice() {
            [term] if term.when.is_open() && term.sector.is_none() => term.country.clone(),
            _ => None,
        };
        let is_known = |name: &String| {
            let entry = self.phrases.entry(name).map(|entry| &self.entries[entry]);
            only_country.is_some() && entry.is_some_and(|entry| entry.country == only_country)
        };
        let names: Vec<String> = names.into_iter().filter(|name| !is_known(name)).collect();
        let Some(first) = names.first() else { return };
        // Whom a text presents as a person is known by name; by surname only who has a first name that is known.
        let full: Vec<&str> = names.iter().map(String::as_str).filter(|name| name.contains(' ')).collect();
        self.persons.forget(&full);
        let has_first_name =
            |name: &str| name.split(' ').next().is_some_and(|first| self.first_names.contains_key(first));
        let is_person = full.iter().any(|name| has_first_name(name));
        for term in terms.iter().filter(|_| !full.is_empty()) {
            if is_person {
                self.persons.add(&full, term.clone());
            } else {
                self.persons.add_full(&full, term.clone());
            }
        }
        let entry = Entry {
            id: format!("{path}/{first}"),
            name: first.into(),
            country: None,
            sector: None,
            kind: EntryKind::Listed,
            terms,
        };
        let at = self.put(entry);
        for name in &names {
            self.phrases.add(name, at, Sense::Name);
        }
    }

    fn add(&mut self, file: File) -> Result<(), String> {
        for (id, entry) in file.country {
            self.add_country(id, entry, EntryKind::Country);
        }
        for (id, entry) in file.people {
            self.add_country(id, entry, EntryKind::People);
        }
        for (id, entry) in file.sea {
            self.add_country(id, entry, EntryKind::Sea);
        }
        for (id, entry) in file.organization {
            self.add_organization(&id, &entry);
        }
        for role in file.role {
            let ty = MentionType::from_name(&role.r#type)
                .ok_or_else(|| format!("role {}: {} is not a mention type", role.id, role.r#type))?;
            let (id, sector) = (role.id.into(), role.sector.map(Into::into));
            self.roles.push(Role { id, sector, ty, office: role.office, weak: role.weak });
            for word in role.words {
                self.role_of.insert(word.to_lowercase().replace('-', " ").into(), self.roles.len() - 1);
            }
        }
        for (sector, words) in file.modifier {
            self.modifiers.extend(words.iter().map(|word| (word.to_lowercase().into(), CompactString::from(&*sector))));
        }
        for (known_for, names) in file.person {
            let (country, sector) = known_for.split_once(' ').map_or((&*known_for, None), |(c, s)| (c, Some(s)));
            let term = Term {
                when: Interval::default(),
                country: Some(country.into()),
                sector: sector.map(Into::into),
                office: None,
            };
            for name in &names {
                self.persons.add(&[name], term.clone());
            }
        }
        for (country, offices) in file.office {
            for (office, holders) in offices {
                for holder in holders {
                    let (names, when) = parse_holder(&holder)
                        .ok_or_else(|| format!("{country} {office}: `{holder}` is no name with from..to"))?;
                    let (country, sector) =
                        (Some(CompactString::from(&*country)), Some(CompactString::const_new("GOV")));
                    self.persons.add(&names, Term { when, country, sector, office: Some((&*office).into()) });
                }
            }
        }
        let short = |(code, meaning): (String, String)| (CompactString::from(code), CompactString::from(meaning));
        self.sector_codes.extend(file.sector_code.into_iter().map(short));
        self.country_codes.extend(file.country_code.into_iter().map(short));
        for (kind, words) in file.title {
            for word in words {
                let title = self.titles.entry(word.into()).or_default();
                match &*kind {
                    "courtesy" => {}
                    "female" => title.gender = Some(Gender::Female),
                    "male" => title.gender = Some(Gender::Male),
                    sector => title.sector = Some(sector.into()),
                }
            }
        }
        for (gender, words) in file.gender {
            let gender = gender_named(&gender).ok_or_else(|| format!("gender {gender}: female or male"))?;
            self.genders.extend(words.into_iter().map(|word| (word.into(), gender)));
        }
        for (gender, words) in file.first_name {
            let gender = gender_named(&gender);
            self.first_names.extend(words.into_iter().map(|word| (word.into(), gender)));
        }
        for (ty, words) in file.suffix {
            let ty = MentionType::from_name(&ty).ok_or_else(|| format!("suffix {ty}: not a mention type"))?;
            self.suffixes.extend(words.into_iter().map(|word| (word.into(), ty)));
        }
        for (list, words) in file.words {
            self.words.entry(list.into()).or_default().extend(words.into_iter().map(CompactString::from));
        }
        self.words.values_mut().for_each(|words| words.sort_unstable());
        Ok(())
    }

    fn add_country(&mut self, id: String, entry: CountryEntry, kind: EntryKind) {
        let name = entry.name.unwrap_or_else(|| id.clone());
        let country = match kind {
            EntryKind::Country => Some(CompactString::from(&*id)),
            _ => entry.country.map(Into::into),
        };
        let at = self.put(Entry { id, name: (&*name).into(), country, sector: None, kind, terms: vec![] });
        if let Some(other) = entry.state_of {
            self.namesakes.insert(at, other);
        }
        let name_sense = if kind == EntryKind::People { Sense::Demonym } else { Sense::Name };
        for region in &entry.region {
            self.phrases.add(region, at, Sense::Region);
        }
        for people in &entry.people {
            self.phrases.add(people, at, Sense::Demonym);
            self.phrases.add(&format!("{people}s"), at, Sense::Demonym);
        }
        for capital in &entry.capital {
            self.phrases.add(capital, at, Sense::Capital);
        }
        for seat in &entry.seat {
            self.phrases.add(seat, at, Sense::Seat);
        }
        for also in entry.also.iter().chain([&name]) {
            self.phrases.add(also, at, name_sense);
        }
    }

    fn add_organization(&mut self, id: &str, entry: &OrganizationEntry) {
        let kind = EntryKind::Organization;
        let (country, sector) =
            (entry.country.as_deref().map(CompactString::from), entry.sector.as_deref().map(CompactString::from));
        if let Some(name) = entry.names.first() {
            let (country, sector) = (country.clone(), sector.clone());
            let at = self.put(Entry { id: id.to_owned(), name: name.into(), country, sector, kind, terms: vec![] });
            for name in &entry.names {
                self.phrases.add(name, at, Sense::Name);
            }
        }
        for name in &entry.each {
            let (country, sector) = (country.clone(), sector.clone());
            let id = format!("{id}/{name}");
            let at = self.put(Entry { id, name: name.into(), country, sector, kind, terms: vec![] });
            self.phrases.add(name, at, Sense::Name);
        }
    }

    /// Adds an entry, or replaces that of the same id.
    fn put(&mut self, entry: Entry) -> usize {
        match self.entries.iter().position(|e| e.id == entry.id && e.kind == entry.kind) {
            Some(at) => {
                self.entries[at] = entry;
                at
            }
            None => {
                self.entries.push(entry);
                self.entries.len() - 1
            }
        }
    }

    /// The countries, peoples and organisations.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The names of countries, peoples and organisations among these words.
    pub fn find(&self, words: &[Word]) -> Vec<Hit> {
        let mut hits = self.phrases.find(words);
        for (&country, other) in &self.namesakes {
            self.tell_apart(country, other, &mut hits);
        }
        hits
    }

    /// "Georgia" is the state where the report names the United States more than all third countries, and nothing else of
    /// the country: no capital, no people.
    fn tell_apart(&self, country: usize, other: &str, hits: &mut [Hit]) {
        let is_bare = |hit: &Hit| hit.entry == country && hit.sense == Sense::Name && hit.words.len() == 1;
        if !hits.iter().any(is_bare) {
            return;
        }
        let rest = || hits.iter().filter(|hit| !is_bare(hit));
        let of = |hit: &Hit| self.entries[hit.entry].country.as_deref();
        let of_other = rest().filter(|hit| of(hit) == Some(other)).count();
        let of_third =
            rest().filter(|hit| of(hit) != Some(other) && self.entries[hit.entry].kind == EntryKind::Country);
        if rest().any(|hit| hit.entry == country) || of_other <= of_third.count() {
            return;
        }
        let is_other = |entry: &Entry| entry.kind == EntryKind::Country && entry.country.as_deref() == Some(other);
        let Some(entry) = self.entries.iter().position(is_other) else { return };
        for hit in hits.iter_mut().filter(|hit| is_bare(hit)) {
            (hit.entry, hit.sense) = (entry, Sense::Region);
        }
    }

    /// What the last of these words says of somebody, with as many words before it as the codebook knows:
    /// the role, and how many words name it.
    pub fn role(&self, words: &[Word]) -> Option<(&Role, usize)> {
        let last = words.last()?;
        let mut best = None;
        let mut phrase = CompactString::default();
        for form in [last.form.to_lowercase(), lower_lemma(last), singular(last)] {
            phrase.clear();
            phrase.push_str(&form);
            for n in 1..=words.len().min(6) {
                if n > 1 {
                    let before = &words[words.len() - n].form;
                    if before == "-" {
                        continue;
                    }
                    phrase.insert(0, ' ');
                    phrase.insert_str(0, &before.to_lowercase().replace('-', " "));
                }
                if let Some(&role) = self.role_of.get(&phrase)
                    && best.is_none_or(|(_, longest)| longest < n)
                {
                    best = Some((&self.roles[role], n));
                }
            }
        }
        best
    }

    /// The person whom a name names in a report of a day; a surname alone only where it `suffices`.
    pub fn person(&self, name: &str, suffices: bool, day: Option<&str>) -> Option<&KnownPerson> {
        self.persons.find(name, suffices, day)
    }

    /// The sector that a modifier gives to the noun it stands before: "police" in "police chief".
    pub fn modifier_sector(&self, lemma: &str) -> Option<&CompactString> {
        self.modifiers.get(&*lemma.to_lowercase())
    }

    /// A title before a name, such as "Gen." or "Mrs.".
    pub fn title(&self, form: &str) -> Option<&Title> {
        self.titles.get(form)
    }

    /// The gender of whom a noun describes.
    pub fn gender_of_noun(&self, lemma: &str) -> Option<Gender> {
        self.genders.get(&*lemma.to_lowercase()).copied()
    }

    /// Whether a word is a first name, and then of which gender, if of one.
    pub fn first_name(&self, form: &str) -> Option<Option<Gender>> {
        self.first_names.get(form).copied()
    }

    /// What a name that ends in this word is the name of.
    pub fn suffix(&self, form: &str) -> Option<MentionType> {
        self.suffixes.get(&*form.to_lowercase()).copied()
    }

    /// Whether a list of the codebook (`[words]`) has a word.
    pub fn lists(&self, list: &str, word: &str) -> bool {
        self.words.get(list).is_some_and(|words| words.binary_search_by(|w| w.as_str().cmp(word)).is_ok())
    }
}

/// The lemma of a word in lower case.
pub(crate) fn lower_lemma(word: &Word) -> CompactString {
    if word.lemma.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
        word.lemma.to_lowercase()
    } else {
        word.lemma.clone()
    }
}

/// The singular of a noun's form by rule, for the lemmas that a model gets wrong.
pub(crate) fn singular(word: &Word) -> CompactString {
    let form = word.form.to_lowercase();
    let stem = |end: &str| form.strip_suffix(end).filter(|stem| stem.len() > 2);
    match () {
        () if form.ends_with("men") => format!("{}man", &form[..form.len() - 3]).into(),
        () if form.ends_with("ies") => stem("ies").map_or_else(|| (&*form).into(), |stem| format!("{stem}y").into()),
        () => stem("s").filter(|stem| !stem.ends_with('s')).map_or_else(|| (&*form).into(), CompactString::from),
    }
}

fn gender_named(name: &str) -> Option<Gender> {
    match name {
        "female" => Some(Gender::Female),
        "male" => Some(Gender::Male),
        _ => None,
    }
}
