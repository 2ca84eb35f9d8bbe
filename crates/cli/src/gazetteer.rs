//! `rapporteur gazetteer build`, and gazetteers in files.

use crate::args::BuildArgs;
use anyhow::Context;
use rapporteur::place::{Gazetteer, RowFault, build_gazetteer};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

/// Of one table so many faults are told; the others are counted.
const TOLD: usize = 20;

/// Makes a gazetteer and returns how many rows were at fault.
pub(crate) fn build(args: &BuildArgs) -> anyhow::Result<usize> {
    let open = |path: &std::path::PathBuf| {
        let file = File::open(path).with_context(|| path.display().to_string())?;
        anyhow::Ok((path.display().to_string(), BufReader::with_capacity(1 << 16, file)))
    };
    let tables = args.files.iter().map(open).collect::<anyhow::Result<Vec<_>>>()?;
    let mut faults: HashMap<String, usize> = HashMap::new();
    let mut tell = |fault: RowFault| {
        let count = faults.entry(fault.table.clone()).or_default();
        *count += 1;
        if *count <= TOLD {
            eprintln!("rapporteur: {fault}; the row is left out");
        }
    };
    let bytes = build_gazetteer(tables, &mut tell)?;
    for table in args.files.iter().map(|path| path.display().to_string()) {
        if let Some(more) = faults.get(&table).and_then(|count| count.checked_sub(TOLD)).filter(|&more| more > 0) {
            eprintln!("rapporteur: {table}: {more} more rows are at fault");
        }
    }
    fs::write(&args.out, &bytes).with_context(|| args.out.display().to_string())?;
    let gazetteer = Gazetteer::from_bytes(bytes)?;
    let (places, names) = (gazetteer.len(), gazetteer.names());
    eprintln!("{}: {places} places, {names} names", args.out.display());
    let found =
        |wanted: &str| (0..).map_while(|number| gazetteer.entry(number)).take(70_000).any(|e| e.feature == wanted);
    if !found("PCLI") {
        eprintln!("rapporteur: no country is among them; add countryInfo.txt or allCountries.txt");
    }
    if !found("ADM1") {
        eprintln!("rapporteur: no region is among them; add admin1CodesASCII.txt or allCountries.txt");
    }
    Ok(faults.into_values().sum())
}

/// The gazetteer in a file, read where it lies.
pub(crate) fn load(path: &Path) -> anyhow::Result<Gazetteer> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let bytes = map(&file).with_context(|| path.display().to_string())?;
    Gazetteer::from_shared(Arc::new(bytes)).with_context(|| path.display().to_string())
}

#[allow(unsafe_code)]
fn map(file: &File) -> std::io::Result<memmap2::Mmap> {
    // SAFETY: the map is only read, and every read of it is checked against its length. What nobody can check is whether
    // another program cuts or changes the file meanwhile: the help of `--gazetteer` asks not to, as with any mapped file.
    unsafe { memmap2::Mmap::map(file) }
}
