//! The committed script of the page is made of what web/src holds now. `npm run build` in web/ makes it anew.

use sha2::{Digest, Sha256};
use std::path::Path;

#[test]
fn the_script_is_made_of_its_source() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/src");
    let mut names: Vec<String> = std::fs::read_dir(&source)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".ts") && !name.ends_with(".d.ts"))
        .collect();
    names.sort();
    let mut digest = Sha256::new();
    for name in &names {
        digest.update(format!("{name}\n"));
        digest.update(std::fs::read(source.join(name)).unwrap());
    }
    let digest: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let script = rapporteur_page::asset("app.js").unwrap().content;
    let head = script.lines().next().unwrap_or_default();
    assert!(head.ends_with(&digest), "crates/page/assets/app.js is stale: npm ci && npm run build in web/ ({head})");
    // The limit of the page's script, before compression even.
    assert!(script.len() < 40_000, "{} bytes", script.len());
}
