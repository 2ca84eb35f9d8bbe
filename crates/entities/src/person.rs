//! Persons whom the codebook knows by name, and what they were when.

use crate::term::{Interval, Term, term_on};
use compact_str::CompactString;
use std::collections::HashMap;

/// A person whom the codebook knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownPerson {
    /// What the person was, and when; undated terms are what the person is known for.
    pub terms: Vec<Term>,
}

/// Offices after which a person is a former leader, whatever else becomes of them. Ministers come back in other offices.
const HIGHEST: [&str; 3] = ["president", "prime minister", "chancellor"];

impl KnownPerson {
    /// What the person is on the day of a report: in office, or what the person is known for; of the elite after the
    /// highest office ended; else only of a country.
    pub fn on(&self, day: Option<&str>) -> Term {
        let country = self.country().cloned();
        if day.is_some_and(|day| self.was_at_the_top(day)) {
            return Term { country, sector: Some("ELI".into()), ..Term::default() };
        }
        term_on(&self.terms, day).cloned().unwrap_or(Term { country, ..Term::default() })
    }

    fn country(&self) -> Option<&CompactString> {
        self.terms.iter().find_map(|term| term.country.as_ref())
    }

    /// Whether all offices ended before a day, and one of them was among the highest.
    fn was_at_the_top(&self, day: &str) -> bool {
        let highest = |term: &Term| term.office.as_deref().is_some_and(|office| HIGHEST.contains(&office));
        let mut dated = self.terms.iter().filter(|term| !term.when.is_open());
        dated.clone().any(highest) && dated.all(|term| term.when.is_before(day))
    }

    fn is_known_for_something(&self) -> bool {
        self.terms.iter().any(|term| term.when.is_open())
    }

    fn holds_office(&self, day: Option<&str>) -> bool {
        day.is_some_and(|day| self.terms.iter().any(|term| !term.when.is_open() && term.when.holds(day)))
    }
}

/// All persons, by full name and by surname. Persons of one name and country are one.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    all: Vec<KnownPerson>,
    by_name: HashMap<CompactString, Vec<usize>>,
    by_surname: HashMap<CompactString, Vec<usize>>,
}

impl Persons {
    /// Adds a term to the person of these names, which are spellings of one.
    pub(crate) fn add(&mut self, names: &[&str], term: Term) {
        let person = self.add_full(names, term);
        for key in names.iter().map(|name| key(name)) {
            let bearers = self.by_surname.entry(key.rsplit(' ').next().unwrap_or(&key).into()).or_default();
            if !bearers.contains(&person) {
                bearers.push(person);
            }
        }
    }

    /// Adds a term to the person of these names, who is not known by surname alone, and returns the person's place.
    pub(crate) fn add_full(&mut self, names: &[&str], term: Term) -> usize {
        let keys: Vec<CompactString> = names.iter().map(|name| key(name)).collect();
        let known = keys.iter().find_map(|key| {
            let namesakes = self.by_name.get(key)?;
            namesakes.iter().copied().find(|&person| self.all[person].country() == term.country.as_ref())
        });
        let person = known.unwrap_or_else(|| {
            self.all.push(KnownPerson::default());
            self.all.len() - 1
        });
        if !self.all[person].terms.contains(&term) {
            self.all[person].terms.push(term);
        }
        for key in keys {
            let bearers = self.by_name.entry(key).or_default();
            if !bearers.contains(&person) {
                bearers.push(person);
            }
        }
        person
    }

    /// Takes away what was known of these names, so that a user's dictionary says all of it.
    pub(crate) fn forget(&mut self, names: &[&str]) {
        for name in names {
            self.by_name.remove(&key(name));
        }
    }

    /// The person whom a name names in a report of a day; a surname alone only where it `suffices`, and then somebody whom
    /// reports name without saying who they are, or who holds an office on the day. Of namesakes it is who holds an office
    /// on the day; where that does not tell, there is none, unless all are of one country.
    pub(crate) fn find(&self, name: &str, suffices: bool, day: Option<&str>) -> Option<&KnownPerson> {
        let key = key(name);
        let namesakes = self.by_name.get(&key).map(|bearers| bearers.iter().map(|&person| &self.all[person]).collect());
        let bearers = || -> Option<Vec<&KnownPerson>> {
            let bearers = self.by_surname.get(&key).filter(|_| suffices && !key.contains(' '))?;
            let bearers = bearers.iter().map(|&person| &self.all[person]);
            Some(bearers.filter(|person| person.is_known_for_something() || person.holds_office(day)).collect())
        };
        let namesakes: Vec<&KnownPerson> = namesakes.or_else(bearers)?;
        let in_office: Vec<_> = namesakes.iter().copied().filter(|person| person.holds_office(day)).collect();
        let of_one_country = namesakes.windows(2).all(|two| two[0].country() == two[1].country());
        match in_office.as_slice() {
            [one] => Some(one),
            [first, ..] if of_one_country => Some(first),
            _ => namesakes.first().copied().filter(|_| of_one_country),
        }
    }
}

fn key(name: &str) -> CompactString {
    name.to_lowercase().replace('.', "").into()
}

/// Reads a holder of an office: spellings of the name between bars, a space, an interval.
pub(crate) fn parse_holder(holder: &str) -> Option<(Vec<&str>, Interval)> {
    let (names, when) = holder.rsplit_once(' ')?;
    let names: Vec<&str> = names.split('|').map(str::trim).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then_some((names, Interval::parse(when)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(when: &str, country: &str, sector: &str, office: Option<&str>) -> Term {
        Term {
            when: Interval::parse(when).unwrap(),
            country: Some(country.into()),
            sector: Some(sector.into()),
            office: office.map(Into::into),
        }
    }

    fn persons() -> Persons {
        let mut persons = Persons::default();
        persons.add(&["Ann Older", "Anna Older"], term("..", "ATA", "GOV", None));
        persons.add(&["Anna Older"], term("1993-01-20..2001-01-20", "ATA", "GOV", Some("president")));
        persons.add(&["Bea Older"], term("1995..1999", "BTA", "GOV", Some("defense minister")));
        persons
    }

    #[test]
    fn an_office_is_held_in_its_time() {
        let persons = persons();
        let on = |name: &str, day: &str| persons.find(name, false, None).unwrap().on(Some(day));
        assert_eq!(on("Ann Older", "1994-05-01").office.as_deref(), Some("president"));
        assert_eq!(on("Ann Older", "2005-05-01").sector.as_deref(), Some("ELI"));
        assert_eq!(on("Ann Older", "1990-05-01").sector.as_deref(), Some("GOV"), "what she is known for");
        // Ministers come back in other offices.
        assert_eq!(on("Bea Older", "2005-05-01"), Term { country: Some("BTA".into()), ..Term::default() });
    }

    #[test]
    fn a_surname_is_that_of_whom_holds_an_office() {
        let persons = persons();
        let country = |day| persons.find("Older", true, day)?.country().map(CompactString::as_str);
        assert_eq!(country(Some("1994-05-01")), Some("ATA"));
        assert_eq!(country(Some("1996-05-01")), None, "two hold an office");
        assert_eq!(country(Some("2010-05-01")), Some("ATA"), "one is known without one");
        assert_eq!(persons.find("Older", false, None), None);
    }

    #[test]
    fn namesakes_of_two_countries_are_told_apart_by_the_day() {
        let mut persons = Persons::default();
        persons.add(&["King Aldo"], term("1999..", "ATA", "GOV", Some("king")));
        persons.add(&["King Aldo"], term("2005..2015", "BTA", "GOV", Some("king")));
        let country = |day| persons.find("King Aldo", false, Some(day))?.country().map(CompactString::as_str);
        assert_eq!(
            (country("2001-01-01"), country("2010-01-01"), country("2020-01-01")),
            (Some("ATA"), None, Some("ATA"))
        );
    }

    #[test]
    fn holders_have_names_and_an_interval() {
        let (names, when) = parse_holder("Ann Older | Anna Older 1993-01-20..").unwrap();
        assert_eq!((names, when.from.as_deref()), (vec!["Ann Older", "Anna Older"], Some("1993-01-20")));
        assert_eq!(parse_holder("Ann Older"), None);
        assert_eq!(parse_holder(" | 1993..1994"), None);
    }
}
