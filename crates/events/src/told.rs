//! How a report tells what its verbs tell of, whether or not they make a claim.

use crate::claim::{EventType, Status};
use crate::clause::Clauses;
use crate::happened::{Happened, happened};
use crate::{Frames, Layers};
use rapporteur_syntax::{Syntax, Upos};
use rapporteur_text::TextRange;

/// What a word that names an event is told as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    /// The word.
    pub range: TextRange,
    /// How the report presents the event.
    pub status: Status,
    /// The word that decides the status, where any does.
    pub cue: Option<TextRange>,
    /// What readers would say.
    pub happened: Happened,
    /// How likely that answer is right, 0 to 1.
    pub confidence: f32,
}

/// A report made ready for the question how its events are told.
#[derive(Debug)]
pub struct Teller<'r> {
    layers: Layers<'r>,
    frames: &'r Frames,
    /// The syntax with the lemmas that the frames know.
    syntax: Syntax,
}

impl<'r> Teller<'r> {
    /// Makes a report ready.
    pub fn new(layers: Layers<'r>, frames: &'r Frames) -> Self {
        Self { layers, frames, syntax: frames.vocabulary.corrected(layers.syntax) }
    }

    /// How the event is told that a word names, by its index.
    pub fn of(&self, word: usize) -> Told {
        let range = self.syntax.words[word].range;
        let spoken = !self.layers.attributions.covering(range).is_empty();
        let clauses = Clauses { syntax: &self.syntax };
        // The rules that hold for some types only are those of acts that succeed or do not.
        let standing = self.frames.status.standing(clauses, word, None, spoken, EventType::Produce);
        let (happened, confidence) = happened(self.layers.syntax, word, standing.status != Status::Actual);
        let cue = standing.cue.map(|cue| self.syntax.words[cue].range);
        Told { range, status: standing.status, cue, happened, confidence }
    }

    /// How the events of all verbs are told, in text order.
    pub fn verbs(&self) -> Vec<Told> {
        let words = &self.syntax.words;
        (0..words.len()).filter(|&word| words[word].upos == Upos::Verb).map(|word| self.of(word)).collect()
    }
}
