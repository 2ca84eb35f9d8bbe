//! Makes a gazetteer file: `build_gazetteer OUT TABLE…`, tables in the format of GeoNames' dumps.

use rapporteur_place::{BuildOptions, Gazetteer, build_gazetteer};
use std::fs::File;
use std::io::BufReader;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = std::env::args().skip(1);
    let out = paths.next().ok_or("usage: build_gazetteer OUT TABLE…")?;
    let tables =
        paths.map(|path| File::open(&path).map(|file| (path, BufReader::new(file)))).collect::<Result<Vec<_>, _>>()?;
    let bytes = build_gazetteer(tables, &BuildOptions::default())?;
    std::fs::write(&out, &bytes)?;
    let gazetteer = Gazetteer::from_bytes(bytes)?;
    eprintln!("{out}: {} places, {} names", gazetteer.len(), gazetteer.names());
    Ok(())
}
