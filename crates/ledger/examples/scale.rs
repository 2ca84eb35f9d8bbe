//! How a ledger grows: CPU time of adding by size, file by text (without the log, which is folded in at the end), time of the
//! commonest queries, memory.
//!
//! Reports are read once; the ledger gets them again and again with other words, dates and publishers, so that no reading
//! time is in the figures and no report is a copy of another.
//!
//! ```sh
//! rapporteur read --model fast stories.jsonl > readings.jsonl
//! cargo run --release -p rapporteur-ledger --example scale -- stories.jsonl readings.jsonl /tmp/scale.ledger 100000
//! cargo run --release -p rapporteur-ledger --example scale -- ask /tmp/scale.ledger
//! cargo run --release -p rapporteur-ledger --example scale -- crowd 5000
//! ```

use cpu_time::ProcessTime;
use rapporteur::output::Document;
use rapporteur::text::Report;
use rapporteur_ledger::{Entry, Horizon, Ledger, Order, Query};
use serde_json::Value;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::Duration;

/// As `rapporteur add` commits.
const BATCH: usize = 1_024;
/// Where the curve is shown.
const MARKS: [usize; 9] = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 75_000, 100_000];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [verb, ledger] if verb == "ask" => ask(Path::new(ledger)),
        [verb, number] if verb == "crowd" => crowd(number.parse()?),
        [stories, readings, ledger, number] => {
            let _ = fs::remove_file(ledger);
            grow(stories, readings, Path::new(ledger), 0, number.parse()?)
        }
        [stories, readings, ledger, number, from] => {
            grow(stories, readings, Path::new(ledger), from.parse()?, number.parse()?)
        }
        _ => Err("give STORIES READINGS LEDGER NUMBER [FROM], or ask LEDGER, or crowd NUMBER".into()),
    }
}

/// Adds reports up to this number and tells what each step costs; the ledger has the first `from` of them.
fn grow(stories: &str, readings: &str, path: &Path, from: usize, number: usize) -> Result<(), Box<dyn Error>> {
    let lines = |path: &str| -> Result<Vec<String>, Box<dyn Error>> {
        Ok(BufReader::new(File::open(path)?).lines().collect::<Result<_, _>>()?)
    };
    let (stories, readings) = (lines(stories)?, lines(readings)?);
    let mut ledger = Ledger::create(path)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "reports  CPU ms/report  file MB  text MB  ratio  memory MB")?;
    let (mut added, mut bytes, mut spent, mut since) = (0, 0u64, Duration::ZERO, 0);
    let mut marks = MARKS.iter().copied().filter(|&mark| from < mark && mark < number).chain([number]).peekable();
    let mut batch = Vec::new();
    let mut skip = from;
    'all: for round in 0.. {
        for (story, reading) in stories.iter().zip(&readings) {
            if skip > 0 {
                (skip, added) = (skip - 1, added + 1);
                continue;
            }
            batch.push(varied(story, reading, round)?);
            if batch.len() == BATCH || added + batch.len() == number {
                bytes += batch.iter().map(|entry: &Entry| entry.report.text.len() as u64).sum::<u64>();
                let began = ProcessTime::now();
                ledger.add(&batch)?;
                spent += began.elapsed();
                (added, since) = (added + batch.len(), since + batch.len());
                batch.clear();
                if marks.next_if(|&mark| added >= mark).is_some() {
                    let file = fs::metadata(path)?.len();
                    let each = spent.as_secs_f64() * 1e3 / since as f64;
                    let (file, text) = (file as f64 / 1e6, bytes as f64 / 1e6);
                    let memory = memory();
                    writeln!(
                        out,
                        "{added:>7}  {each:>13.2}  {file:>7.1}  {text:>7.1}  {:>5.2}  {memory:>9}",
                        file / text
                    )?;
                    out.flush()?;
                    (spent, since) = (Duration::ZERO, 0);
                }
            }
            if added >= number {
                break 'all;
            }
        }
    }
    Ok(())
}

/// The most memory that this process had, in MB; 0 where the system does not tell.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap_or(0) / 1000
}

/// A report with its reading, in other words, of another day, by another publisher.
fn varied(story: &str, reading: &str, round: u64) -> Result<Entry, Box<dyn Error>> {
    let story: Value = serde_json::from_str(story)?;
    let mut reading: Value = serde_json::from_str(reading)?;
    let text = |field: &str| story[field].as_str().map(|text| reworded(text, round));
    let published = story["published_at"].as_str().or(story["published"].as_str()).map(|day| moved(day, round));
    if round > 0 {
        vary(&mut reading, round);
    }
    let report = Report {
        id: format!("{}-{round}", story["id"].as_str().unwrap_or_default()),
        title: text("title"),
        publisher: text("publisher"),
        published,
        text: text("text").unwrap_or_default(),
        ..Report::default()
    };
    let document: Document = serde_json::from_value(reading)?;
    Ok(Entry { report, document })
}

fn vary(value: &mut Value, round: u64) {
    match value {
        Value::String(text) if is_day(text) => *text = moved(text, round),
        Value::Array(values) => values.iter_mut().for_each(|value| vary(value, round)),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                // Codes and rules are no words of the text.
                match (name.as_str(), value) {
                    ("text" | "name", Value::String(text)) => *text = reworded(text, round),
                    (_, Value::String(text)) if is_day(text) => *text = moved(text, round),
                    (_, value @ (Value::Array(_) | Value::Object(_))) => vary(value, round),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// Some weeks later, other ones for each round.
fn moved(day: &str, round: u64) -> String {
    let by = jiff::Span::new().days(round as i64 * 23);
    day.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok()).map_or_else(
        || day.to_owned(),
        |date| date.checked_add(by).map_or_else(|_| day.to_owned(), |date| date.to_string()),
    )
}

/// Two thirds of the long words become others of the same length, the same ones wherever they stand in a round.
fn reworded(text: &str, round: u64) -> String {
    if round == 0 {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            out.push_str(&other_word(&word, round));
            word.clear();
            out.push(c);
        }
    }
    out.pop();
    out
}

fn other_word(word: &str, round: u64) -> String {
    let hash = word.bytes().fold(round.wrapping_mul(0x9e37_79b9_7f4a_7c15), |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    if word.len() < 5 || !word.is_ascii() || (hash >> 33).is_multiple_of(3) {
        return word.to_owned();
    }
    const VOWELS: &[u8] = b"aeiou";
    const OTHERS: &[u8] = b"bcdfghjklmnpqrstvwxyz";
    let turn = |letters: &[u8], byte: u8| {
        let at = letters.iter().position(|&letter| letter == byte.to_ascii_lowercase())?;
        let other = letters[(at + 1 + (hash >> 40) as usize % (letters.len() - 1)) % letters.len()];
        Some(char::from(if byte.is_ascii_uppercase() { other.to_ascii_uppercase() } else { other }))
    };
    // The ending stays, so that verbs stay verbs.
    let stem = word.len() - 3;
    let letter = |(at, byte): (usize, u8)| {
        let other = if at < stem { turn(VOWELS, byte).or_else(|| turn(OTHERS, byte)) } else { None };
        other.unwrap_or(char::from(byte))
    };
    word.bytes().enumerate().map(letter).collect()
}

/// The ten commonest questions, warm, forty rows each: CPU time, which is what they take where nothing else runs.
fn ask(path: &Path) -> Result<(), Box<dyn Error>> {
    let ledger = Ledger::read_only(path)?;
    let commonest = [
        "",
        "by:USA",
        "by:USA to:CHN",
        "type:ASSAULT",
        "status:future type:CONSULT",
        "on:2024-03",
        "reported:2023-05..2023-06",
        "police",
        "\"climate change\"",
        "about:Ukraine conflict:any",
    ];
    // Two terms that many claims have, few of them both, or none.
    let pairs = [
        "status:negated type:SUPPORT",
        "status:hypothetical at:USA",
        "type:CONSULT by:CHN",
        "type:PROTEST by:USA",
        "mode:aerial status:future",
        "type:RETREAT to:USA",
        "by:CHN to:USA status:future",
        "president type:ASSAULT",
        "type:AGREE conflict:any",
        "status:negated conflict:any",
        "-by:USA type:SUPPORT",
        "type:SUPPORT OR type:AID",
        "to:USA origins:2..",
    ];
    let horizon = Horizon::default();
    let mut out = std::io::stdout().lock();
    let times = ask_each(&mut out, &ledger, &commonest)?;
    writeln!(out, "p50 {:.1} ms, p95 {:.1} ms of CPU", times[times.len() / 2], times[times.len() * 95 / 100])?;
    let times = ask_each(&mut out, &ledger, &pairs)?;
    writeln!(out, "p50 {:.1} ms, p95 {:.1} ms of CPU", times[times.len() / 2], times[times.len() * 95 / 100])?;
    let everything = Query::parse("")?;
    for (what, time) in [
        ("show", {
            let first = ledger.list(&everything, &horizon, Order::Origins, Some(1))?;
            let began = ProcessTime::now();
            if let Some(row) = first.first() {
                ledger.show(&row.id, &horizon)?;
            }
            began.elapsed()
        }),
        ("sources, first", timed(|| ledger.sources(&everything, &horizon).map(drop))?),
        ("sources, again", timed(|| ledger.sources(&everything, &horizon).map(drop))?),
        ("entities, first", timed(|| ledger.entities(&everything, &horizon, Some(40)).map(drop))?),
        ("entities, again", timed(|| ledger.entities(&everything, &horizon, Some(40)).map(drop))?),
        ("places, first", timed(|| ledger.places(&everything, &horizon, Some(40)).map(drop))?),
        ("places, again", timed(|| ledger.places(&everything, &horizon, Some(40)).map(drop))?),
        ("facets, first", timed(|| ledger.facets(&everything, &horizon).map(drop))?),
        ("facets, again", timed(|| ledger.facets(&everything, &horizon).map(drop))?),
        ("stats, first", timed(|| ledger.stats().map(drop))?),
        ("stats, again", timed(|| ledger.stats().map(drop))?),
    ] {
        writeln!(out, "{what:<32} {:.1} ms", time.as_secs_f64() * 1e3)?;
    }
    Ok(())
}

/// Asks each question twenty times, and returns what each took, in milliseconds, in order.
fn ask_each(out: &mut impl Write, ledger: &Ledger, queries: &[&str]) -> Result<Vec<f64>, Box<dyn Error>> {
    let horizon = Horizon::default();
    let mut all = Vec::new();
    for text in queries {
        let query = Query::parse(text)?;
        let mut times = Vec::new();
        let mut rows = 0;
        for run in 0..11 {
            let began = ProcessTime::now();
            rows = ledger.list(&query, &horizon, Order::Worth, Some(40))?.len();
            if run > 0 {
                times.push(began.elapsed().as_secs_f64() * 1e3);
            }
        }
        times.sort_by(f64::total_cmp);
        let began = ProcessTime::now();
        let count = ledger.count_up_to(&query, &horizon, Some(10_000))?;
        let counting = began.elapsed().as_secs_f64() * 1e3;
        writeln!(
            out,
            "{text:<32} {rows:>3} of {count:>7}  median {:>7.1} ms  worst {:>7.1} ms  counted in {counting:>7.1} ms",
            times[times.len() / 2],
            times[times.len() - 1]
        )?;
        all.extend(times);
    }
    all.sort_by(f64::total_cmp);
    Ok(all)
}

fn timed<E>(work: impl FnOnce() -> Result<(), E>) -> Result<Duration, E> {
    let began = ProcessTime::now();
    work()?;
    Ok(began.elapsed())
}

/// One event that so many reports tell in other words, each with the same boilerplate: no step may cost more than those
/// before it.
fn crowd(number: usize) -> Result<(), Box<dyn Error>> {
    let mut ledger = Ledger::in_memory()?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "reports  CPU ms/report  events  memory MB")?;
    let template: Document = serde_json::from_value(serde_json::json!({
        "id": "", "title": null, "publisher": null, "published": null, "credit": null, "language": null, "sha256": "",
        "coder": {"version": "0", "model": "hand", "codebook": "0"}, "sentences": [], "mentions": [], "entities": [],
        "timex": [], "toponyms": [], "attributions": [], "told": [], "claims": [], "notices": []
    }))?;
    let (mut spent, mut since) = (Duration::ZERO, 0);
    for first in (0..number).step_by(BATCH) {
        let batch: Vec<Entry> = (first..number.min(first + BATCH)).map(|n| one_of_a_crowd(&template, n)).collect();
        let began = ProcessTime::now();
        ledger.add(&batch)?;
        spent += began.elapsed();
        since += batch.len();
        if since >= BATCH || first + BATCH >= number {
            let each = spent.as_secs_f64() * 1e3 / since as f64;
            let events = ledger.stats()?.events;
            writeln!(out, "{:>7}  {each:>13.2}  {events:>6}  {:>9}", first + batch.len(), memory())?;
            (spent, since) = (Duration::ZERO, 0);
        }
    }
    Ok(())
}

fn one_of_a_crowd(template: &Document, n: usize) -> Entry {
    let word = |of: usize| {
        other_word(
            ["extraordinary", "representatives", "international", "nevertheless"][of % 4],
            n as u64 * 7 + of as u64,
        )
    };
    let sentence = format!(
        "Iran signed a defence agreement {n} with Belarus in Minsk, {} {} of {} {} said.",
        word(n),
        word(n + 1),
        word(n + 2),
        word(n / 3)
    );
    let text = format!(
        "{sentence}\n\nThe office was founded to serve the people of the district, and its doors in room {n} are open to all."
    );
    let words = |text: &str| {
        let at = sentence.find(text).unwrap_or(0);
        serde_json::json!({"text": text, "start": at, "end": at + text.len()})
    };
    let party = |name: &str, country: &str| {
        let mut party = words(name);
        party["name"] = name.into();
        party["country"] = country.into();
        party["sector"] = "GOV".into();
        party["entity"] = Value::Null;
        party
    };
    let claim = serde_json::json!({
        "id": "c1", "type": "SUPPORT", "mode": [], "context": [], "status": "actual", "status_cue": null,
        "status_confidence": 0.9, "trigger": words("signed"), "actors": [party("Iran", "IRN")],
        "recipients": [party("Belarus", "BLR")], "date": null, "place": null, "attribution": [], "sentence": 0,
        "confidence": 0.8, "rule": "support/sign", "cameo": null
    });
    let mut document = template.clone();
    document.claims = serde_json::from_value(Value::Array(vec![claim])).unwrap_or_default();
    document.sentences = vec![rapporteur::output::Span { start: 0, end: sentence.len() as u32 }];
    let day = format!("2025-03-{:02}", 10 + n % 7);
    let report = Report::new(format!("{n}"), text).published(day).publisher(format!("Wire {}", n % 300));
    Entry { report, document }
}
