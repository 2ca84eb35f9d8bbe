//! How fast input becomes reports, without reading them: `cargo run --release -p rapporteur-intake --example speed -- FILE…`.

use rapporteur_intake::{Options, read_path};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for file in std::env::args().skip(1) {
        let begun = Instant::now();
        let (mut reports, mut faults, mut text, mut located) = (0, 0, 0, 0);
        let mut notices: BTreeMap<&str, u64> = BTreeMap::new();
        let mut languages: BTreeMap<String, u64> = BTreeMap::new();
        for read in read_path(Path::new(&file), &Options::default()) {
            match read {
                Ok(report) => {
                    reports += 1;
                    text += report.text.len();
                    located += report.original.pieces().iter().map(|(text, _)| text.len()).sum::<usize>();
                    report.notices.iter().for_each(|notice| *notices.entry(notice.code).or_default() += 1);
                    if report.foreign_language().is_some() {
                        writeln!(out, "{:?} {} {:.80}", report.language, report.id, report.text)?;
                        *languages.entry(report.language.unwrap_or_default()).or_default() += 1;
                    }
                }
                Err(fault) => {
                    faults += 1;
                    writeln!(out, "{fault}")?;
                }
            }
        }
        let seconds = begun.elapsed().as_secs_f64();
        let size = Path::new(&file).metadata().map_or(0, |meta| meta.len()) as f64 / 1e6;
        writeln!(
            out,
            "{file}: {size:.1} MB, {reports} reports, {faults} faults, {:.1} MB of text, {located} bytes located, {seconds:.2} s, \
             {:.0} reports/s, notices {notices:?}, other languages {languages:?}",
            text as f64 / 1e6,
            f64::from(reports) / seconds
        )?;
    }
    Ok(())
}
