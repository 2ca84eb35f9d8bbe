//! The rules as `codebook/time/*.toml` writes them, compiled.

use crate::TimexType;
use crate::automaton::Automaton;
use crate::calendar::{Holiday, Unit};
use crate::pattern::expand;
use crate::sense::SENSE_CLASSES;
use crate::shapes::Shapes;
use crate::tense::Toward;
use crate::vocabulary::{ClassEntry, Symbol, Vocabulary};
use rapporteur_codebook::{Codebook, CodebookError, CodebookFile};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How often the rules pass over the text; each level sees what the levels before it found.
pub(crate) const LEVELS: usize = 3;

/// A file of `codebook/time/`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    abbreviations: Vec<String>,
    class: BTreeMap<String, ClassEntry>,
    rule: Vec<RuleEntry>,
    habits: Option<Habits>,
}

/// Who writes the day first in dates of numbers, and who the month.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Habits {
    /// Endings of host names.
    pub(crate) day_first_hosts: Vec<String>,
    /// Names of publishers, in small letters.
    pub(crate) day_first: Vec<String>,
    pub(crate) month_first_hosts: Vec<String>,
    pub(crate) month_first: Vec<String>,
}

/// One or several patterns.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Patterns {
    One(String),
    Several(Vec<String>),
}

/// An example of a rule: the reading of `text` holds an expression of this rule with this type and value.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), allow(dead_code))]
pub(crate) struct Example {
    pub(crate) text: String,
    pub(crate) dct: Option<String>,
    /// The words of the expression, where they should be checked.
    pub(crate) span: Option<String>,
    #[serde(rename = "type")]
    pub(crate) ty: String,
    pub(crate) value: String,
    #[serde(rename = "mod")]
    pub(crate) modifier: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    id: String,
    #[serde(default = "first_level")]
    level: usize,
    #[serde(rename = "type")]
    ty: Option<String>,
    pattern: Patterns,
    read: String,
    value: Option<String>,
    #[serde(rename = "mod")]
    modifier: Option<String>,
    quant: Option<String>,
    freq: Option<String>,
    unit: Option<String>,
    offset: Option<i64>,
    sign: Option<i64>,
    side: Option<i64>,
    base: Option<String>,
    toward: Option<String>,
    daypart: Option<String>,
    when: Option<String>,
    #[serde(default)]
    set: BTreeMap<String, i64>,
    #[serde(default)]
    part: bool,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    upos: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), allow(dead_code))]
    examples: Vec<Example>,
    #[serde(default)]
    #[cfg_attr(not(test), allow(dead_code))]
    counter: Vec<String>,
}

fn first_level() -> usize {
    1
}

/// How a rule turns what it matched into a sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    Nothing,
    Fixed,
    Calendar,
    Period,
    Shift,
    Span,
    Books,
    Cycle,
    CycleOfUnit,
    Clock,
    Modify,
    Join,
}

/// One compiled rule.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) ty: Option<TimexType>,
    pub(crate) reading: Reading,
    pub(crate) value: Option<String>,
    pub(crate) modifier: Option<&'static str>,
    pub(crate) quant: Option<&'static str>,
    pub(crate) freq: Option<String>,
    pub(crate) unit: Option<Unit>,
    pub(crate) offset: Option<i64>,
    pub(crate) sign: i64,
    pub(crate) side: i64,
    pub(crate) told: bool,
    pub(crate) lean: Option<Toward>,
    pub(crate) daypart: Option<&'static str>,
    pub(crate) when: Option<Holiday>,
    pub(crate) set: BTreeMap<String, i64>,
    pub(crate) part: bool,
    pub(crate) after: Vec<Symbol>,
    pub(crate) not_after: Vec<Symbol>,
    pub(crate) before: Vec<Symbol>,
    pub(crate) not_before: Vec<Symbol>,
    pub(crate) upos: Vec<rapporteur_syntax::Upos>,
}

/// The rules of time expressions, compiled for one pass over the text per level.
#[derive(Debug)]
pub struct TimeRules {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) rules: Vec<Rule>,
    pub(crate) levels: [Automaton; LEVELS],
    pub(crate) habits: Habits,
    pub(crate) shapes: Shapes,
    #[cfg(test)]
    pub(crate) proofs: Vec<(String, Vec<Example>, Vec<String>)>,
}

impl TimeRules {
    /// Reads `time/` of a codebook.
    pub fn from_codebook(codebook: &Codebook) -> Result<Self, CodebookError> {
        let mut vocabulary = Vocabulary::default();
        for name in SENSE_CLASSES {
            vocabulary.class(name);
        }
        for sign in ["-", "/", ".", "!", "?"] {
            vocabulary.add(sign);
        }
        let shapes = Shapes::new(&mut vocabulary);
        let mut entries: Vec<(RuleEntry, &CodebookFile)> = Vec::new();
        let mut habits = Habits::default();
        for file in codebook.files("time").filter(|file| file.path.ends_with(".toml")) {
            let parsed: File = file.parse()?;
            for (name, class) in &parsed.class {
                vocabulary.add_class(name, class);
            }
            for word in &parsed.abbreviations {
                vocabulary.add_abbreviation(word);
            }
            habits = parsed.habits.unwrap_or(habits);
            for entry in parsed.rule {
                match entries.iter().position(|(known, _)| known.id == entry.id) {
                    Some(at) => entries[at] = (entry, file),
                    None => entries.push((entry, file)),
                }
            }
        }
        let mut rules = Vec::with_capacity(entries.len());
        let mut levels: [Automaton; LEVELS] = Default::default();
        #[cfg(test)]
        let mut proofs = Vec::new();
        for (place, (entry, file)) in entries.into_iter().enumerate() {
            let fault = |message: String| fault(file, &entry.id, message);
            let level = entry.level.checked_sub(1).filter(|&level| level < LEVELS);
            let level = level.ok_or_else(|| fault(format!("`level` is 1 to {LEVELS}")))?;
            let patterns = match &entry.pattern {
                Patterns::One(pattern) => std::slice::from_ref(pattern),
                Patterns::Several(patterns) => patterns.as_slice(),
            };
            for pattern in patterns {
                for row in expand(pattern, &mut vocabulary).map_err(fault)? {
                    levels[level].add(&row, place as u32);
                }
            }
            rules.push(compile(&entry, &mut vocabulary).map_err(fault)?);
            #[cfg(test)]
            proofs.push((entry.id.clone(), entry.examples.clone(), entry.counter.clone()));
        }
        Ok(Self {
            vocabulary,
            rules,
            levels,
            habits,
            shapes,
            #[cfg(test)]
            proofs,
        })
    }
}

fn fault(file: &CodebookFile, id: &str, message: String) -> CodebookError {
    let byte = file.text.find(&format!("id = \"{id}\"")).unwrap_or(0);
    CodebookError { file: file.path.clone(), line: file.line_at(byte), message: format!("rule `{id}`: {message}") }
}

fn compile(entry: &RuleEntry, vocabulary: &mut Vocabulary) -> Result<Rule, String> {
    let mut symbols = |words: &[String]| -> Vec<Symbol> {
        let symbol = |word: &String| match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
            Some(class) => vocabulary.class(class),
            None => vocabulary.literal(word),
        };
        words.iter().map(symbol).collect()
    };
    let reading = match entry.read.as_str() {
        "nothing" => Reading::Nothing,
        "fixed" => Reading::Fixed,
        "calendar" => Reading::Calendar,
        "period" => Reading::Period,
        "shift" => Reading::Shift,
        "span" => Reading::Span,
        "books" => Reading::Books,
        "cycle" => Reading::Cycle,
        "cycle-of-unit" => Reading::CycleOfUnit,
        "clock" => Reading::Clock,
        "modify" => Reading::Modify,
        "join" => Reading::Join,
        other => return Err(format!("`read = \"{other}\"` is not known; see codebook/time/README.md")),
    };
    let known = |name: &str, value: &Option<String>| match value {
        None => Ok(None),
        Some(text) => fixed_name(text).map(Some).ok_or_else(|| format!("`{name} = \"{text}\"` is not known")),
    };
    if reading == Reading::Fixed && entry.value.is_none() {
        return Err("`read = \"fixed\"` needs a `value`".to_owned());
    }
    Ok(Rule {
        id: entry.id.clone(),
        ty: match &entry.ty {
            None => None,
            Some(name) => Some(TimexType::from_name(name).ok_or("`type` is DATE, TIME, DURATION or SET")?),
        },
        reading,
        value: entry.value.clone(),
        modifier: known("mod", &entry.modifier)?,
        quant: known("quant", &entry.quant)?,
        freq: entry.freq.clone(),
        unit: match &entry.unit {
            None => None,
            Some(name) => Some(Unit::from_name(name).ok_or_else(|| format!("`unit = \"{name}\"` is not known"))?),
        },
        offset: entry.offset,
        sign: entry.sign.unwrap_or(-1),
        side: entry.side.unwrap_or(0),
        told: match entry.base.as_deref() {
            None | Some("published") => false,
            Some("told") => true,
            Some(_) => return Err("`base` is published or told".to_owned()),
        },
        lean: match entry.toward.as_deref() {
            None => None,
            Some("past") => Some(Toward::Past),
            Some("future") => Some(Toward::Future),
            Some(_) => return Err("`toward` is past or future".to_owned()),
        },
        daypart: known("daypart", &entry.daypart)?,
        when: match &entry.when {
            None => None,
            Some(when) => Some(Holiday::parse(when).ok_or_else(|| format!("`when = \"{when}\"` is no holiday's day"))?),
        },
        set: entry.set.clone(),
        part: entry.part,
        after: symbols(&entry.after),
        not_after: symbols(&entry.not_after),
        before: symbols(&entry.before),
        not_before: symbols(&entry.not_before),
        upos: entry
            .upos
            .iter()
            .map(|name| name.parse().map_err(|()| format!("`{name}` is no part of speech")))
            .collect::<Result<_, _>>()?,
    })
}

/// The TIMEX3 names that rules may use for `mod`, `quant`, parts of the day and seasons.
pub(crate) fn fixed_name(text: &str) -> Option<&'static str> {
    const NAMES: [&str; 24] = [
        "START",
        "MID",
        "END",
        "APPROX",
        "BEFORE",
        "AFTER",
        "ON_OR_BEFORE",
        "ON_OR_AFTER",
        "LESS_THAN",
        "MORE_THAN",
        "EQUAL_OR_LESS",
        "EQUAL_OR_MORE",
        "EVERY",
        "EACH",
        "MO",
        "MI",
        "AF",
        "EV",
        "NI",
        "DT",
        "SP",
        "SU",
        "FA",
        "WI",
    ];
    NAMES.into_iter().find(|name| *name == text)
}
