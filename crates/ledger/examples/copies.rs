//! Whether copies are found: some reports are edited as newsrooms do (cut, moved about, under a new lead, with words
//! changed), and the ledger is asked of each report which others have paragraphs of it.
//!
//! ```sh
//! cargo run --release -p rapporteur-ledger --example copies -- stories.jsonl 600
//! ```

use rapporteur::output::Document;
use rapporteur::text::Report;
use rapporteur_ledger::{COPIED, Entry, Horizon, Key, Ledger, Shown};
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stories, number] = &arguments[..] else { return Err("give STORIES NUMBER".into()) };
    let template: Document = serde_json::from_value(serde_json::json!({
        "id": "", "title": null, "publisher": null, "published": null, "credit": null, "language": null, "sha256": "",
        "coder": {"version": "0", "model": "none", "codebook": "0"}, "sentences": [], "mentions": [], "entities": [],
        "timex": [], "toponyms": [], "attributions": [], "told": [], "claims": [], "notices": []
    }))?;
    let mut reports: Vec<Report> = Vec::new();
    for line in BufReader::new(File::open(stories)?).lines().take(number.parse()?) {
        let story: Value = serde_json::from_str(&line?)?;
        let text = story["text"].as_str().unwrap_or_default();
        reports.push(Report::new(format!("{}", reports.len()), text).published("2024-01-01").publisher("Wire"));
    }
    let originals = reports.len();
    for n in 0..originals {
        // Nearly every second one; which, and how, hangs from its number alone.
        if n % 13 < 6 {
            let copy = edited(&reports[n].text, n);
            reports.push(Report::new(format!("{n}-copy"), copy).published("2024-01-02").publisher("Daily"));
        }
    }
    let mut ledger = Ledger::in_memory()?;
    let entries: Vec<Entry> =
        reports.iter().map(|report| Entry { report: report.clone(), document: template.clone() }).collect();
    ledger.add(&entries)?;
    // Pairs of a copy with its original count; what originals share with each other is nobody's fault.
    let (mut found, mut right) = (0, 0);
    let copies = reports.len() - originals;
    let keys: Vec<String> = reports.iter().map(|report| Key::of_report(report).to_string()).collect();
    let own: BTreeSet<&str> = keys[..originals].iter().map(String::as_str).collect();
    for (copy, report) in reports.iter().enumerate().skip(originals) {
        let original: usize = report.id.trim_end_matches("-copy").parse()?;
        let Shown::Report(shown) = ledger.show(&keys[copy], &Horizon::default())? else { continue };
        let others: BTreeSet<&str> =
            shown.copies.iter().filter(|other| other.share >= COPIED).map(|other| other.report.as_str()).collect();
        found += others.intersection(&own).count();
        right += usize::from(others.contains(keys[original].as_str()));
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{copies} copies of {originals} reports: precision {:.3}, recall {:.3}",
        right as f64 / found as f64,
        right as f64 / copies as f64
    )?;
    Ok(())
}

/// One of four ways to edit a report; the last two are done to what the first two leave, too.
fn edited(text: &str, n: usize) -> String {
    let mut paragraphs: Vec<String> =
        text.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    match n % 4 {
        0 => paragraphs.truncate(paragraphs.len().div_ceil(2)),
        1 => {
            let middle = paragraphs.len() / 2;
            paragraphs.rotate_left(middle);
        }
        2 => {
            paragraphs.drain(..paragraphs.len().min(1));
            paragraphs.insert(
                0,
                format!("A statement that became known on Tuesday tells of matter number {n}, officials said."),
            );
        }
        _ => {}
    }
    if !n.is_multiple_of(3) {
        for paragraph in &mut paragraphs {
            *paragraph = reworded(paragraph, n);
        }
    }
    paragraphs.join("\n\n")
}

/// One word in 12 to 25 is another one.
fn reworded(paragraph: &str, n: usize) -> String {
    let words = paragraph.split(' ').enumerate();
    let changed = words.map(|(at, word)| if (at * 7 + n) % (12 + n % 14) == 3 { "reportedly" } else { word });
    changed.collect::<Vec<_>>().join(" ")
}
