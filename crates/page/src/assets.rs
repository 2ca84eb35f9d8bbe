//! The files of the page that are not made for a request: style, script, specimen.

use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The style, as it is served and as it stands in a report on disk.
pub(crate) const STYLE: &str = include_str!("../assets/style.css");
/// The script, bundled from web/src by web/build.mjs; committed, so that building needs no Node.
const SCRIPT: &str = include_str!("../assets/app.js");
/// What the page offers to read where there is nothing yet.
pub const SPECIMEN: &str = include_str!("../../../tests/specimens/minsk.txt");

/// A file of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub content: &'static str,
}

/// The file of this name: `style.css`, `app.js`, `specimen.txt`.
pub fn asset(name: &str) -> Option<Asset> {
    let (media_type, content) = match name {
        "style.css" => ("text/css; charset=utf-8", STYLE),
        "app.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "specimen.txt" => ("text/plain; charset=utf-8", SPECIMEN),
        _ => return None,
    };
    Some(Asset { media_type, content })
}

/// What changes when the files change: it stands in their addresses, so that they can be kept for good.
pub(crate) fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let digest = Sha256::new().chain_update(STYLE).chain_update(SCRIPT).finalize();
        digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    });
    &VERSION
}
