//! Modes and contexts by the words around a trigger.

use crate::claim::EventType;
use crate::classes::{Classes, WordSet};
use rapporteur_codebook::{CodebookError, CodebookFile};
use serde::Deserialize;

/// The cues of modes and contexts; `codebook/frames/cues.toml`.
#[derive(Debug, Clone, Default)]
pub(crate) struct CueBook {
    modes: Vec<ModeCue>,
    contents: Vec<ContentCue>,
    contexts: Vec<ContextCue>,
}

#[derive(Debug, Clone)]
struct ModeCue {
    ty: EventType,
    mode: String,
    words: WordSet,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ContentCue {
    #[serde(rename = "type")]
    ty: EventType,
    mode: String,
    content: Vec<EventType>,
}

#[derive(Debug, Clone)]
struct ContextCue {
    context: String,
    words: WordSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueFile {
    #[serde(default)]
    mode: Vec<ModeEntry>,
    #[serde(default)]
    content: Vec<ContentCue>,
    #[serde(default)]
    context: Vec<ContextEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModeEntry {
    #[serde(rename = "type")]
    ty: EventType,
    mode: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContextEntry {
    context: String,
    words: Vec<String>,
}

impl CueBook {
    pub(crate) fn add(&mut self, file: &CodebookFile, classes: &Classes) -> Result<(), CodebookError> {
        let fault = |class: String| CodebookError {
            file: file.path.clone(),
            line: file.text.find(&class).map_or(1, |at| file.line_at(at)),
            message: format!("no word class `{class}`"),
        };
        let parsed = file.parse::<CueFile>()?;
        for entry in parsed.mode {
            let words = classes.set(&entry.words).map_err(fault)?;
            self.modes.push(ModeCue { ty: entry.ty, mode: entry.mode, words });
        }
        for entry in parsed.context {
            let words = classes.set(&entry.words).map_err(fault)?;
            self.contexts.push(ContextCue { context: entry.context, words });
        }
        self.contents.extend(parsed.content);
        Ok(())
    }

    /// The mode that the first fitting cue gives, in the order of the codebook.
    pub(crate) fn mode(&self, ty: EventType, words: &[String]) -> Option<String> {
        let fits = |cue: &&ModeCue| cue.ty == ty && words.iter().any(|word| cue.words.has(word));
        self.modes.iter().find(fits).map(|cue| cue.mode.clone())
    }

    /// The mode that the type of what is asked, refused or threatened gives.
    pub(crate) fn mode_by_content(&self, ty: EventType, content: EventType) -> Option<String> {
        self.contents.iter().find(|cue| cue.ty == ty && cue.content.contains(&content)).map(|cue| cue.mode.clone())
    }

    /// Every context of which a word occurs.
    pub(crate) fn contexts(&self, words: &[String]) -> Vec<String> {
        let fits = |cue: &&ContextCue| words.iter().any(|word| cue.words.has(word));
        self.contexts.iter().filter(fits).map(|cue| cue.context.clone()).collect()
    }
}
