//! Dictionaries of actors and agents as Phoenix and PETRARCH have them.
//!
//! An actor is a phrase with codes, whose words are joined by underscores; synonyms follow after `+`, codes that hold in a
//! time after a tab. An agent has a code with a tilde. What is malformed is a fault with its line, and the rest is used.
//!
//! ```text
//! BORIS_YELTSIN_ ; a comment
//! +PRESIDENT_YELTSIN_
//!     [RUSGOV 910710-991231]
//!     [RUSELI >991231]
//! MUDHIF_ [IRQ]
//! !PERSON! = MAN, MEN, WOMAN, WOMEN
//! POLICE!PERSON!_ [~COP]
//! DEPUTY_ {DEPUTIES_} [~LEG]
//! ```

use crate::term::{Interval, Term};
use compact_str::CompactString;
use std::collections::{BTreeMap, HashMap};

/// What a dictionary says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Dictionary {
    pub(crate) actors: Vec<Actor>,
    pub(crate) agents: Vec<Agent>,
    /// Lines, counted from 1, and what is wrong with them.
    pub(crate) faults: Vec<(usize, String)>,
}

/// Somebody with a name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Actor {
    pub(crate) names: Vec<String>,
    pub(crate) terms: Vec<Term>,
    line: usize,
}

/// A noun that tells a sector.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Agent {
    pub(crate) phrases: Vec<String>,
    pub(crate) sector: CompactString,
}

/// What codes mean: sectors by the codes of roles, countries by codes that are no countries of ISO 3166-1.
pub(crate) struct Codes<'c> {
    pub(crate) sectors: &'c HashMap<CompactString, CompactString>,
    pub(crate) is_country: &'c dyn Fn(&str) -> bool,
    pub(crate) countries: &'c HashMap<CompactString, CompactString>,
}

/// What a code means.
#[derive(Debug, Default, PartialEq, Eq)]
struct Meaning {
    country: Option<CompactString>,
    sector: Option<CompactString>,
}

impl Codes<'_> {
    /// Reads a code in parts of three letters: `RUSGOV`, `IGOUNO`, `~COP`. Nothing where no part is known.
    fn read(&self, code: &str) -> Option<Meaning> {
        let code = code.trim_matches('~');
        if code.is_empty() || !code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
            return None;
        }
        let mut meaning = Meaning::default();
        for part in code.as_bytes().chunks(3).filter_map(|part| std::str::from_utf8(part).ok()) {
            let country = self.countries.get(part).cloned();
            let country = country.or_else(|| (self.is_country)(part).then(|| part.into()));
            let body = |country: &CompactString| matches!(country.as_str(), "IGO" | "NGO" | "IMG" | "MNC");
            match (country, self.sectors.get(part)) {
                // A body of its own says more than that it is one: `IGOUNO`.
                (Some(country), _) if meaning.country.as_ref().is_none_or(body) => meaning.country = Some(country),
                (_, Some(sector)) if meaning.sector.is_none() => meaning.sector = Some(sector.clone()),
                _ => {}
            }
        }
        (meaning != Meaning::default()).then_some(meaning)
    }
}

impl Dictionary {
    /// Reads a dictionary.
    pub(crate) fn parse(text: &str, codes: &Codes) -> Self {
        let mut parser = Parser { codes, dictionary: Self::default(), sets: BTreeMap::new(), set: None };
        for (n, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            if let Err(fault) = parser.line(n + 1, line) {
                parser.dictionary.faults.push((n + 1, fault));
            }
        }
        parser.finish()
    }
}

struct Parser<'c> {
    codes: &'c Codes<'c>,
    dictionary: Dictionary,
    /// Words that stand for each other, by the name of the set, marks included: `!PERSON!`.
    sets: BTreeMap<String, Vec<String>>,
    /// The set that lines with `+` belong to.
    set: Option<String>,
}

impl Parser<'_> {
    fn line(&mut self, n: usize, line: &str) -> Result<(), String> {
        if line.contains('\u{FFFD}') {
            return Err("bytes that are not UTF-8 (save the file as UTF-8)".into());
        }
        let line = line.split(['#', ';']).next().unwrap_or_default().trim_end();
        let is_indented = line.starts_with(char::is_whitespace);
        let line = line.trim();
        if line.is_empty() || line.starts_with("<!--") || line.starts_with("---") {
            return Ok(());
        }
        if let Some(synonym) = line.strip_prefix('+') {
            return self.synonym(n, synonym);
        }
        if is_indented && line.starts_with('[') {
            let terms = self.terms(line)?;
            let Some(actor) = self.dictionary.actors.last_mut() else {
                return Err("codes without a name before them (begin the entry with a phrase)".into());
            };
            actor.terms.extend(terms);
            return Ok(());
        }
        if let Some((name, words)) = line.split_once('=').filter(|_| line.starts_with('!')) {
            let name = name.trim().to_owned();
            let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
            self.sets.insert(name.clone(), words.map(str::to_owned).collect());
            self.set = Some(name);
            return Ok(());
        }
        self.set = None;
        self.entry(n, line)
    }

    fn synonym(&mut self, n: usize, synonym: &str) -> Result<(), String> {
        if let Some(set) = &self.set {
            self.sets.entry(set.clone()).or_default().push(synonym.trim().to_owned());
            return Ok(());
        }
        let (phrase, codes) = split_codes(synonym);
        let Some(name) = spoken(phrase) else { return Err(format!("`+{synonym}` has no words")) };
        let terms = if codes.is_empty() { vec![] } else { self.terms(codes)? };
        let Some(actor) = self.dictionary.actors.last_mut().filter(|actor| actor.line < n) else {
            return Err(format!("synonym `{name}` without an entry before it"));
        };
        actor.names.push(name);
        actor.terms.extend(terms);
        Ok(())
    }

    fn entry(&mut self, n: usize, line: &str) -> Result<(), String> {
        let (phrase, codes) = split_codes(line);
        if !codes.contains('~') {
            let Some(name) = spoken(phrase) else { return Err("codes without a phrase before them".into()) };
            // The entry stands, so that lines after it do not go to the one before; without terms it says nothing.
            self.dictionary.actors.push(Actor { names: vec![name], terms: vec![], line: n });
            if !codes.is_empty() {
                let terms = self.terms(codes)?;
                if let Some(actor) = self.dictionary.actors.last_mut() {
                    actor.terms = terms;
                }
            }
            return Ok(());
        }
        let code = inner(codes).ok_or("a bracket is missing: write [~COP]")?;
        let meaning = self.codes.read(code.trim());
        let sector = meaning.and_then(|meaning| meaning.sector);
        let sector =
            sector.ok_or_else(|| format!("`{code}` is no role that is known (see codebook/actors/codes.toml)"))?;
        let (singular, plural) = phrase
            .split_once('{')
            .map_or((phrase, None), |(singular, plural)| (singular, Some(plural.split('}').next().unwrap_or(plural))));
        let mut phrases = self.expand(singular)?;
        match plural.map(str::trim) {
            Some(plural) if plural.eq_ignore_ascii_case("null") => {}
            Some(plural) => phrases.extend(self.expand(plural)?),
            None => {}
        }
        if phrases.is_empty() {
            return Err("codes without a phrase before them".into());
        }
        self.dictionary.agents.push(Agent { phrases, sector });
        Ok(())
    }

    /// The phrases that a pattern with one set stands for.
    fn expand(&self, pattern: &str) -> Result<Vec<String>, String> {
        let Some((before, rest)) = pattern.split_once('!') else { return Ok(spoken(pattern).into_iter().collect()) };
        let Some((name, after)) = rest.split_once('!') else { return Err(format!("`{pattern}`: a set ends with !")) };
        let set = format!("!{name}!");
        let words = self.sets.get(&set).ok_or_else(|| format!("the set {set} is not defined before this line"))?;
        Ok(words.iter().filter_map(|word| spoken(&format!("{before}_{word}_{after}"))).collect())
    }

    /// Reads `[RUS <910710][RUSGOV 910710-991231]`.
    fn terms(&self, codes: &str) -> Result<Vec<Term>, String> {
        let mut terms = Vec::new();
        for code in codes.split_inclusive(']').map(str::trim).filter(|code| !code.is_empty()) {
            let code = inner(code).ok_or_else(|| format!("`{code}`: a bracket is missing"))?;
            let (code, when) = code.trim().split_once(char::is_whitespace).unwrap_or((code.trim(), ""));
            if code.chars().all(|c| c == '-') {
                continue;
            }
            let Some(Meaning { country, sector }) = self.codes.read(code) else {
                return Err(format!(
                    "`{code}` has no country and no role that is known (see codebook/actors/codes.toml)"
                ));
            };
            terms.push(Term { when: interval(when.trim())?, country, sector, office: None });
        }
        Ok(terms)
    }

    fn finish(self) -> Dictionary {
        let mut dictionary = self.dictionary;
        let faulty: Vec<usize> = dictionary.faults.iter().map(|(line, _)| *line).collect();
        for actor in dictionary.actors.iter().filter(|actor| actor.terms.is_empty() && !faulty.contains(&actor.line)) {
            dictionary.faults.push((actor.line, format!("`{}` has no code: add [IRNGOV]", actor.names[0])));
        }
        dictionary.actors.retain(|actor| !actor.terms.is_empty());
        dictionary.faults.sort();
        dictionary
    }
}

/// A phrase, and the codes behind it.
fn split_codes(line: &str) -> (&str, &str) {
    line.find('[').map_or((line, ""), |at| (&line[..at], line[at..].trim()))
}

fn inner(code: &str) -> Option<&str> {
    code.trim().strip_prefix('[')?.strip_suffix(']')
}

/// A phrase as it is written in a text: `UNITED_NATIONS_` is "United Nations". Short words without a second one keep their
/// capitals, as abbreviations do.
fn spoken(phrase: &str) -> Option<String> {
    let words: Vec<&str> =
        phrase.split(|c: char| c == '_' || c.is_whitespace()).filter(|word| !word.is_empty()).collect();
    let shouted = !phrase.chars().any(char::is_lowercase);
    let is_short = words.len() == 1 && words[0].chars().count() <= 3;
    let word = |word: &str| match word {
        word if !shouted || is_short => word.to_owned(),
        "OF" | "THE" | "AND" | "FOR" | "DE" | "BIN" | "IBN" | "AL" | "EL" | "VAN" | "VON" | "DER" | "DA" | "DI"
        | "IN" => word.to_lowercase(),
        word => {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| format!("{first}{}", letters.as_str().to_lowercase()))
        }
    };
    let spoken = words.iter().map(|&w| word(w)).collect::<Vec<_>>().join(" ");
    spoken.chars().any(char::is_alphanumeric).then_some(spoken)
}

/// Reads `<020724`, `>070725` or `020725-070725`; two digits of a year are those of 1931 to 2030. Days are included.
fn interval(text: &str) -> Result<Interval, String> {
    let date = |date: &str| day(date.trim()).ok_or_else(|| format!("`{date}` is no date: YYMMDD or YYYYMMDD"));
    let (from, to) = match text {
        "" => (None, None),
        text => match (text.strip_prefix('<'), text.strip_prefix('>'), text.split_once('-')) {
            (Some(to), ..) => (None, Some(date(to)?)),
            (_, Some(from), _) => (Some(date(from)?), None),
            (.., Some((from, to))) => (Some(date(from)?), Some(date(to)?)),
            _ => return Err(format!("`{text}` is no time: <YYMMDD, >YYMMDD or YYMMDD-YYMMDD")),
        },
    };
    if from.as_ref().zip(to.as_ref()).is_some_and(|(from, to)| from > to) {
        return Err(format!("`{text}` ends before it begins"));
    }
    Ok(Interval { from, to })
}

fn day(text: &str) -> Option<CompactString> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match text.len() {
        6 => {
            let year: u32 = text[..2].parse().ok()?;
            (if year > 30 { 1900 + year } else { 2000 + year }, &text[2..])
        }
        8 => (text[..4].parse().ok()?, &text[4..]),
        _ => return None,
    };
    let (month, day): (u32, u32) = (rest[..2].parse().ok()?, rest[2..].parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Dictionary {
        let sectors = [("GOV", "GOV"), ("ELI", "ELI"), ("COP", "COP"), ("LEG", "LEG"), ("HLH", "MED"), ("INS", "REB")];
        let sectors = sectors.iter().map(|&(code, sector)| (code.into(), sector.into())).collect();
        let countries = std::iter::once(("ROM".into(), "ROU".into())).collect();
        let is_country = |code: &str| matches!(code, "RUS" | "IRQ" | "IGO" | "UNO" | "ROU");
        Dictionary::parse(text, &Codes { sectors: &sectors, countries: &countries, is_country: &is_country })
    }

    #[test]
    fn actors_have_synonyms_and_dated_codes() {
        let read = parse(
            "# actors\nBORIS_YELTSIN_ ; a comment\n+PRESIDENT_YELTSIN_\n\t[RUSGOV 910710-991231] [RUSELI >991231]\n\
             UNITED_NATIONS_ [IGOUNO]\nKLA_ [INS]\nROMANIAN_MOB_ [ROM]\n",
        );
        assert_eq!(read.faults, []);
        let names: Vec<_> = read.actors.iter().map(|actor| actor.names.join(", ")).collect();
        assert_eq!(names, ["Boris Yeltsin, President Yeltsin", "United Nations", "KLA", "Romanian Mob"]);
        let terms = &read.actors[0].terms;
        assert_eq!(terms[0].when.from.as_deref(), Some("1991-07-10"));
        assert_eq!((terms[1].country.as_deref(), terms[1].sector.as_deref()), (Some("RUS"), Some("ELI")));
        assert_eq!(read.actors[1].terms[0].country.as_deref(), Some("UNO"));
        assert_eq!(read.actors[2].terms[0].sector.as_deref(), Some("REB"));
        assert_eq!(read.actors[3].terms[0].country.as_deref(), Some("ROU"));
    }

    #[test]
    fn agents_have_plurals_and_sets() {
        let read = parse(
            "!PERSON! = MAN, WOMAN\n+WOMEN\nPOLICE!PERSON!_ [~COP]\nDEPUTY_ {DEPUTIES_} [~LEG]\nMEDIC {null} [~HLH]\n",
        );
        assert_eq!(read.faults, []);
        let agents: Vec<_> = read.agents.iter().map(|a| format!("{} {}", a.sector, a.phrases.join(", "))).collect();
        assert_eq!(agents, ["COP Police Man, Police Woman, Police Women", "LEG Deputy, Deputies", "MED Medic"]);
    }

    #[test]
    fn a_malformed_line_is_told_and_the_rest_is_kept() {
        let read = parse(
            "+LOST_\nGOOD_ [RUS]\nBAD_ [XYZ]\nNO_CODE_\nTIME_ [RUS 991340]\nOPEN_ [RUS\n\u{FFFD}_ [RUS]\nTURNED_ [RUS 991231-910101]\n\
             POLICE!NONE!_ [~COP]\nODD_ [~XYZ]\nLAST_ [IRQ]\n",
        );
        let lines: Vec<_> = read.faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 3, 4, 5, 6, 7, 8, 9, 10]);
        let names: Vec<_> = read.actors.iter().map(|actor| actor.names[0].as_str()).collect();
        assert_eq!(names, ["Good", "Last"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "([A-Z_+!{}~\\[\\]<>0-9 \\t\\n;#=é-]|\\PC)*") {
            parse(&text);
        }
    }
}
