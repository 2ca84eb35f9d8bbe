//! From PLOVER types and modes to CAMEO codes, by this project's own table.

use crate::claim::EventType;
use rapporteur_codebook::{CodebookError, CodebookFile};
use serde::Deserialize;

/// `codebook/crosswalk/cameo.toml`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Crosswalk {
    codes: Vec<Code>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    #[serde(rename = "type")]
    ty: EventType,
    mode: Option<String>,
    context: Option<String>,
    frame: Option<String>,
    cameo: String,
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrosswalkFile {
    code: Vec<Code>,
}

impl Crosswalk {
    pub(crate) fn add(&mut self, file: &CodebookFile) -> Result<(), CodebookError> {
        self.codes.extend(file.parse::<CrosswalkFile>()?.code);
        Ok(())
    }

    /// The code of the most particular entry that fits: by frame, then by mode and context, then by mode, by context,
    /// by type alone.
    pub(crate) fn cameo(&self, ty: EventType, modes: &[String], contexts: &[String], frame: &str) -> Option<String> {
        let fits = |code: &&Code| {
            code.ty == ty
                && code.mode.as_ref().is_none_or(|mode| modes.contains(mode))
                && code.context.as_ref().is_none_or(|context| contexts.contains(context))
                && code.frame.as_ref().is_none_or(|id| id == frame)
        };
        let particular = |code: &&Code| (code.frame.is_some(), code.mode.is_some(), code.context.is_some());
        self.codes.iter().filter(fits).max_by_key(particular).map(|code| code.cameo.clone())
    }
}
