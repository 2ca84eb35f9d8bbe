//! What the embedded gazetteer costs: time to load, memory that a process then holds, time to look a name up.
//!
//!     cargo run --release -p rapporteur-place --example cost

#![allow(clippy::print_stdout)]

use rapporteur_place::Gazetteer;
use std::fs;
use std::time::{Duration, Instant};

/// Pages of the process that lie in memory, in KiB: those of its own, and those mapped from files. Linux alone tells.
fn resident() -> (u64, u64) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()
    };
    (field("RssAnon:").unwrap_or_default(), field("RssFile:").unwrap_or_default())
}

fn shown(duration: Duration) -> String {
    format!("{:.3} ms", duration.as_secs_f64() * 1000.0)
}

fn main() {
    let before = resident();
    let start = Instant::now();
    let gazetteer = Gazetteer::embedded();
    let first = start.elapsed();
    let start = Instant::now();
    drop(Gazetteer::embedded());
    let again = start.elapsed();
    let after = resident();
    println!("{} places under {} names", gazetteer.len(), gazetteer.names());
    println!("loading {}, once more {}", shown(first), shown(again));
    println!("memory: {} KiB of its own, {} KiB of the file", after.0 - before.0, after.1 - before.1);
    let names = ["Gomel", "Springfield", "Paris", "Lagos", "Nowhere at all", "San José", "Upper Zedland"];
    let start = Instant::now();
    let rounds = 20_000;
    let found: usize = (0..rounds).map(|i| gazetteer.candidates(names[i % names.len()]).len()).sum();
    println!("{:.2} µs a name ({found} places found)", start.elapsed().as_secs_f64() * 1e6 / rounds as f64);
}
