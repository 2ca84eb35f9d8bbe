//! The frames of the codebook, indexed by the words that call them up.

use crate::claim::EventType;
use crate::classes::{ClassFile, Classes};
use crate::crosswalk::Crosswalk;
use crate::cues::CueBook;
use crate::frame::{Frame, FrameFile, TriggerKind};
use crate::kinds::WordKinds;
use crate::lemmas::Vocabulary;
use crate::standing::StatusRules;
use compact_str::CompactString;
use rapporteur_codebook::{Codebook, CodebookError};
use std::collections::HashMap;

/// The frames of the codebook, and the crosswalk to CAMEO.
#[derive(Debug)]
pub struct Frames {
    pub(crate) frames: Vec<Frame>,
    /// For each head lemma, which frame and which of its triggers.
    index: HashMap<CompactString, Vec<(usize, usize)>>,
    /// The modal verbs' entries, tried on every verb.
    pub(crate) modals: Vec<(usize, usize)>,
    pub(crate) kinds: WordKinds,
    pub(crate) status: StatusRules,
    pub(crate) cues: CueBook,
    pub(crate) crosswalk: Crosswalk,
    pub(crate) vocabulary: Vocabulary,
}

/// An example of a frame: a sentence, and what it must give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameExample {
    /// The frame's id.
    pub frame: String,
    /// Its type.
    pub ty: EventType,
    /// Its own modes.
    pub modes: Vec<String>,
    /// The example as the codebook writes it: `sentence | actors -> recipients | status`.
    pub text: String,
    /// Whether the frame must fire on it, or must not.
    pub fires: bool,
}

impl Frames {
    /// Reads `frames/` and `crosswalk/` of a codebook: first the word classes, then what refers to them.
    pub fn from_codebook(codebook: &Codebook) -> Result<Self, CodebookError> {
        let mut classes = Classes::default();
        for file in codebook.files("frames").filter(|file| is_called(&file.path, "classes")) {
            classes.add(file.parse::<ClassFile>()?);
        }
        let mut book = Self {
            frames: Vec::new(),
            index: HashMap::new(),
            modals: Vec::new(),
            kinds: WordKinds::from_classes(&classes),
            status: StatusRules::default(),
            cues: CueBook::default(),
            crosswalk: Crosswalk::default(),
            vocabulary: Vocabulary::default(),
        };
        for file in codebook.files("frames").filter(|file| is_called(&file.path, "irregular")) {
            book.vocabulary.add_irregular(file)?;
        }
        classes.words().for_each(|word| book.vocabulary.add(word));
        for file in codebook.files("frames").filter(|file| file.path.ends_with(".toml")) {
            if is_called(&file.path, "classes") || is_called(&file.path, "irregular") {
                continue;
            }
            if is_called(&file.path, "status") {
                book.status.add(file, &classes)?;
            } else if is_called(&file.path, "cues") {
                book.cues.add(file, &classes)?;
            } else {
                for entry in file.parse::<FrameFile>()?.frame {
                    entry.words().for_each(|word| book.vocabulary.add(word));
                    let frame = entry.into_frame(file, &classes)?;
                    match book.frames.iter().position(|known| known.id == frame.id) {
                        Some(known) => book.frames[known] = frame,
                        None => book.frames.push(frame),
                    }
                }
            }
        }
        for file in codebook.files("crosswalk").filter(|file| file.path.ends_with(".toml")) {
            book.crosswalk.add(file)?;
        }
        for (i, frame) in book.frames.iter().enumerate() {
            for (j, trigger) in frame.triggers.iter().enumerate() {
                if trigger.kind == TriggerKind::Noun && matches!(frame.ty, EventType::Assault | EventType::Coerce) {
                    book.kinds.victim_nouns.insert(&trigger.head);
                }
                if trigger.kind == TriggerKind::Modal {
                    book.modals.push((i, j));
                } else {
                    book.index.entry(trigger.head.clone()).or_default().push((i, j));
                }
            }
        }
        Ok(book)
    }

    /// The frames and triggers that a lemma (in lower case) heads.
    pub(crate) fn headed_by(&self, lemma: &str) -> &[(usize, usize)] {
        self.index.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The type that a word alone suggests, for the content of what is asked, refused or threatened.
    pub(crate) fn likely_type(&self, lemma: &str, kind: TriggerKind) -> Option<EventType> {
        self.headed_by(lemma)
            .iter()
            .filter(|&&(frame, trigger)| {
                let trigger = &self.frames[frame].triggers[trigger];
                trigger.kind == kind && trigger.rest.is_empty()
            })
            .max_by_key(|&&(frame, _)| (self.frames[frame].priority, std::cmp::Reverse(frame)))
            .map(|&(frame, _)| self.frames[frame].ty)
    }

    /// The examples and counter-examples of all frames.
    pub fn examples(&self) -> impl Iterator<Item = FrameExample> + '_ {
        self.frames.iter().flat_map(|frame| {
            let example = move |text: &String, fires| FrameExample {
                frame: frame.id.clone(),
                ty: frame.ty,
                modes: frame.modes.clone(),
                text: text.clone(),
                fires,
            };
            let good = frame.examples.iter().map(move |text| example(text, true));
            good.chain(frame.counterexamples.iter().map(move |text| example(text, false)))
        })
    }
}

fn is_called(path: &str, stem: &str) -> bool {
    path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")) == Some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_frames_can_be_read() {
        let frames = Frames::from_codebook(&Codebook::embedded()).unwrap_or_else(|fault| panic!("{fault}"));
        assert!(frames.frames.len() > 50);
        assert!(frames.examples().any(|example| example.fires));
    }

    #[test]
    fn a_fault_in_a_frame_names_file_and_line() {
        let file = rapporteur_codebook::CodebookFile {
            path: "frames/mine.toml".into(),
            text: "\n[[frame]]\nid = \"mine/x\"\ntype = \"AID\"\nverbs = [\"x\"]\nobject = [\"@nonesuch\"]\n".into(),
        };
        let fault = Frames::from_codebook(&Codebook::embedded().overlaid(vec![file])).unwrap_err();
        assert_eq!((fault.file.as_str(), fault.line), ("frames/mine.toml", 3));
        assert!(fault.message.contains("nonesuch"));
    }
}
