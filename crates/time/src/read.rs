//! Reading the time expressions of a report.

use crate::atom::{Atom, cut};
use crate::calendar::parse_date;
use crate::number::join_numbers;
use crate::passes::{Token, read_tokens};
use crate::resolve::{Memory, Remark, Setting, resolve};
use crate::rules::TimeRules;
use crate::sense::Sense;
use crate::tense::{Toward, tense};
use crate::{Times, Timex};
use jiff::civil::Date;
use rapporteur_syntax::{Syntax, WordRange};
use rapporteur_text::{Notice, Report, TextRange};

/// How many atoms before an expression a word such as "until" or "will" still bears on it.
const REACH: usize = 12;

/// Reads the time expressions of a report against its publication date.
///
/// Where the syntax is empty or its parts of speech are unknown, the words alone decide.
pub fn read_times(report: &Report, syntax: &Syntax, rules: &TimeRules) -> Times {
    let mut times = Times::default();
    let mut memory = Memory {
        published: report.published.as_deref().and_then(parse_date),
        day_first: day_first(report, rules),
        ..Memory::default()
    };
    if let (Some(published), None) = (&report.published, memory.published) {
        let message = format!("the publication date `{published}` is no ISO date; dates are read without it");
        times.notices.push(Notice::new("time/unreadable-publication-date", message));
    }
    let mut atoms = join_numbers(cut(&report.text, &rules.vocabulary), &rules.vocabulary);
    mark_sentences(&mut atoms, syntax, rules);
    let tokens = read_tokens(&atoms, syntax, rules);
    let mut around = Surroundings::new(rules);
    let mut open = false;
    for token in &tokens {
        let Some(sense) = token.sense.as_ref().filter(|sense| !sense.part) else {
            around.pass_over(token, &atoms, rules);
            continue;
        };
        let range = token.range(&atoms);
        let words = syntax.words_in(range);
        let setting = around.setting(token, &atoms, syntax, &words);
        let setting = Setting { toward: sense.lean.unwrap_or(setting.toward), ..setting };
        if let Some(resolved) = resolve(sense, setting, &mut memory) {
            for remark in &resolved.remarks {
                open |= *remark == Remark::NoPublicationDate;
                times.notices.extend(notice(*remark, range, &report.text, &resolved.value));
            }
            let (from, to) = resolved.interval.map(|(from, to)| (from.to_string(), to.to_string())).unzip();
            times.timexes.push(timex(sense, range, words, resolved.value, from, to, rules));
        }
        around.pass_over(token, &atoms, rules);
    }
    if let Some(published) = memory.published {
        times.notices.extend(contradiction(&times, report, published));
        times.notices.extend(report.other_dates.iter().filter_map(|other| other_date(other, published)));
    }
    if open {
        let message = "no publication date is known: the open parts of dates stay open";
        times.notices.push(Notice::new("time/no-publication-date", message));
    }
    times
}

/// What to say where the input gives another publication date; a day's difference may be one of time zones.
fn other_date(other: &str, published: Date) -> Option<Notice> {
    let apart = parse_date(other).is_some_and(|other| (other - published).get_days().abs() > 1);
    let message = format!("the input also gives {other} as publication date; dates are read by {published}");
    apart.then(|| Notice::new("time/contradictory-publication-date", message))
}

/// How many days a dateline may lie before the publication, and after it, where the sun rises earlier.
const DATELINE: std::ops::RangeInclusive<i32> = -31..=1;

/// What to say where a dateline ("KIEV, March 3 (Newswire) -") and the publication date cannot both be right.
fn contradiction(times: &Times, report: &Report, published: Date) -> Option<Notice> {
    let first = times.timexes.first().filter(|timex| timex.range.start < 80)?;
    let after = report.text.get(first.range.end as usize..)?.trim_start();
    let day = first.from.as_deref().filter(|from| Some(*from) == first.to.as_deref()).and_then(parse_date)?;
    if !after.starts_with('(') || DATELINE.contains(&(day - published).get_days()) {
        return None;
    }
    let message = format!("the dateline says {day}, the publication date is {published}; dates are read by the latter");
    Some(Notice::new("time/contradictory-publication-date", message).at(first.range))
}

fn timex(
    sense: &Sense,
    range: TextRange,
    words: WordRange,
    value: String,
    from: Option<String>,
    to: Option<String>,
    rules: &TimeRules,
) -> Timex {
    Timex {
        range,
        words,
        ty: sense.ty,
        value,
        modifier: sense.modifier,
        quant: sense.quant,
        freq: sense.freq.clone(),
        from,
        to,
        rule: rules.rules[sense.rule as usize].id.clone(),
    }
}

fn notice(remark: Remark, range: TextRange, text: &str, value: &str) -> Option<Notice> {
    let shown = range.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let (code, message) = match remark {
        Remark::NoPublicationDate => return None,
        Remark::YearInferred => {
            ("time/year-inferred", format!("“{shown}” is read as {value}, by the publication date and the tense"))
        }
        Remark::YearFromNarrative => {
            ("time/year-from-narrative", format!("“{shown}” is read as {value}, by the date told before it"))
        }
        Remark::ImpossibleDate => ("time/impossible-date", format!("“{shown}” is no date of the calendar")),
        Remark::ContradictoryWeekday => {
            ("time/contradictory-weekday", format!("{value} is another day of the week than “{shown}” says"))
        }
        Remark::AmbiguousNumbers => {
            ("time/ambiguous-numbers", format!("“{shown}” is read as {value}; day and month could be exchanged"))
        }
    };
    Some(Notice::new(code, message).at(range))
}

/// Whether the publisher writes the day first in dates of numbers.
fn day_first(report: &Report, rules: &TimeRules) -> Option<bool> {
    let habits = &rules.habits;
    let publisher = report.publisher.as_deref().unwrap_or("").trim().to_lowercase();
    let url = report.url.as_deref().unwrap_or("");
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', ':']).next().unwrap_or("").to_lowercase();
    let ends = |list: &[String]| list.iter().any(|ending| host.ends_with(ending.as_str()));
    if habits.day_first.contains(&publisher) {
        return Some(true);
    }
    if habits.month_first.contains(&publisher) {
        return Some(false);
    }
    match (ends(&habits.day_first_hosts), ends(&habits.month_first_hosts)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// Marks the atoms that begin a sentence, by the syntax; a split within "Sept. 30" or "9 a.m. Tuesday" is none.
fn mark_sentences(atoms: &mut [Atom], syntax: &Syntax, rules: &TimeRules) {
    let stops = [".", "!", "?"].map(|stop| rules.vocabulary.find(stop));
    let mut sentences = syntax.sentences.iter().peekable();
    for at in 0..atoms.len() {
        let start = atoms[at].start;
        // Without a parse, a stop before a capital ends a sentence.
        let mut begins = syntax.sentences.is_empty()
            && at > 0
            && atoms[at].capital
            && !atoms[at].glued
            && atoms[at - 1].word.is_some_and(|word| stops.contains(&Some(word)));
        while sentences.next_if(|sentence| sentence.range.start <= start).is_some() {
            begins = true;
        }
        let before = at.checked_sub(1).and_then(|before| atoms[before].word);
        let short = before.is_some_and(|word| rules.vocabulary.is_abbreviation(word)) && atoms[at].number.is_some();
        let half = of_class(before, &["ampm"], rules) && of_class(atoms[at].word, &["weekday", "month", "zone"], rules);
        if begins && !short && !half {
            atoms[at].breaks = true;
        }
    }
}

fn of_class(word: Option<u32>, classes: &[&str], rules: &TimeRules) -> bool {
    let memberships = word.map_or(&[][..], |word| rules.vocabulary.memberships(word));
    let named = |symbol| classes.iter().any(|class| rules.vocabulary.find_class(class) == Some(symbol));
    memberships.iter().any(|membership| named(membership.class))
}

/// What has been seen in the sentence so far.
#[derive(Debug)]
struct Surroundings {
    future_cue: Option<u32>,
    future_preposition: Option<u32>,
    past_cue: Option<u32>,
    modal: Option<u32>,
    continuation: Option<u32>,
    sentence: usize,
    /// The atom at which the sentence begins.
    begin: usize,
    last_future: Option<usize>,
    last_preposition: Option<usize>,
    last_past: Option<usize>,
    last_modal: Option<usize>,
    continues: bool,
}

impl Surroundings {
    fn new(rules: &TimeRules) -> Self {
        let class = |name| rules.vocabulary.find_class(name);
        Self {
            future_cue: class("future-cue"),
            future_preposition: class("future-preposition"),
            past_cue: class("past-cue"),
            modal: class("modal"),
            continuation: class("continuation"),
            sentence: 0,
            begin: 0,
            last_future: None,
            last_preposition: None,
            last_past: None,
            last_modal: None,
            continues: false,
        }
    }

    /// Takes note of a token's words.
    fn pass_over(&mut self, token: &Token, atoms: &[Atom], rules: &TimeRules) {
        for at in token.atoms.clone() {
            self.enter(at, atoms);
            let Some(word) = atoms[at].word else { continue };
            for membership in rules.vocabulary.memberships(word) {
                let class = Some(membership.class);
                if class == self.future_cue {
                    self.last_future = Some(at);
                } else if class == self.future_preposition {
                    self.last_preposition = Some(at);
                } else if class == self.past_cue {
                    self.last_past = Some(at);
                } else if class == self.modal {
                    self.last_modal = Some(at);
                } else if class == self.continuation && token.sense.is_none() {
                    self.continues = true;
                }
            }
        }
    }

    fn enter(&mut self, at: usize, atoms: &[Atom]) {
        if at == 0 || !atoms[at].breaks || at == self.begin {
            return;
        }
        self.sentence += 1;
        self.begin = at;
        self.last_preposition = None;
        (self.last_future, self.last_past, self.last_modal, self.continues) = (None, None, None, false);
    }

    fn setting(&mut self, token: &Token, atoms: &[Atom], syntax: &Syntax, words: &WordRange) -> Setting {
        let at = token.atoms.start;
        self.enter(at, atoms);
        let within =
            |seen: Option<usize>, reach: usize| seen.is_some_and(|seen| seen >= self.begin && seen + reach >= at);
        let tense = tense(syntax, words);
        let past_cue = within(self.last_past, 3) && self.last_past > self.last_future;
        let future_cue = within(self.last_future, 3) || within(self.last_preposition, 1);
        let modal = !tense.parsed && within(self.last_modal, REACH);
        let toward = if past_cue || tense.before_past {
            Toward::Past
        } else if future_cue || modal {
            Toward::Future
        } else {
            tense.toward
        };
        Setting { toward, continues: self.continues, sentence: self.sentence }
    }
}
