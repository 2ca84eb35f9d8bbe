//! What the classes of a model mean.

use super::file::File;
use super::lemma::Script;
use super::lexicon::Lemmas;
use super::mentions::{Classes, Tagged};
use super::windows::Window;
use crate::{Deprel, Feats, ModelError, Syntax, Upos};
use std::collections::HashMap;
use std::ops::Range;

/// The classes of all taggers.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) upos: Vec<Upos>,
    pub(super) feats: Vec<Feats>,
    pub(super) lemmas: Lemmas,
    pub(super) deprels: Vec<Deprel>,
    pub(super) mentions: Classes,
}

/// What a network says of the words of a report, beside what it writes into them.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The head of each word, counted within its window from 1; 0 is the root.
    pub(super) heads: Vec<u32>,
    /// The class of its relation.
    pub(super) relations: Vec<u32>,
    /// What the mention taggers say.
    pub(super) tagged: Vec<Tagged>,
}

impl Found {
    /// Nothing found of so many words.
    pub(super) fn new(words: usize) -> Self {
        Self { heads: vec![0; words], relations: vec![0; words], tagged: vec![Tagged::default(); words] }
    }
}

impl Labels {
    pub(super) fn read(file: &File) -> Result<Self, ModelError> {
        let wrong = |what: &str| ModelError::Format(what.into());
        let labels: HashMap<String, Vec<String>> = file.json("labels")?;
        let list = |name: &str| match labels.get(name) {
            Some(list) if !list.is_empty() => Ok(list),
            _ => Err(ModelError::Format(format!("it has no labels for {name}"))),
        };
        let upos = list("upos")?.iter().map(|l| l.parse().map_err(|()| wrong("unknown part of speech")));
        let scripts = list("lemma")?.iter().map(|l| Script::parse(l).ok_or_else(|| wrong("a broken lemma script")));
        let known = if file.has("lexicon") { file.text("lexicon")? } else { "" };
        let attach = labels.get("attach").map_or(&[][..], Vec::as_slice);
        Ok(Self {
            upos: upos.collect::<Result<_, _>>()?,
            feats: list("feats")?.iter().map(|l| Feats::from(l.as_str())).collect(),
            lemmas: Lemmas::new(scripts.collect::<Result<_, _>>()?, known),
            deprels: list("rel")?.iter().map(|l| Deprel::from(l.as_str())).collect(),
            mentions: Classes::new(list("mention")?, list("name")?, attach),
        })
    }

    /// Hangs the words of all windows on their heads.
    pub(super) fn hang(&self, windows: &[Window], found: &Found, syntax: &mut Syntax) {
        for window in windows {
            // In a part of a long sentence that does not begin it, the root is the sentence's root, which lies before.
            let outer = (!window.begins).then(|| {
                let sentence = syntax.sentence_of(window.words.start);
                syntax.root(sentence).unwrap_or(window.words.start) as u32
            });
            for index in window.words.clone() {
                let word = &mut syntax.words[index];
                word.deprel = self.deprels[found.relations[index] as usize].clone();
                word.head = match (found.heads[index], outer) {
                    (0, None) => None,
                    (0, Some(root)) => {
                        word.deprel = Deprel::from("parataxis");
                        Some(root)
                    }
                    (head, _) => Some(window.words.start as u32 + head - 1),
                };
                match word.head {
                    None => word.deprel = Deprel::from("root"),
                    Some(_) if word.deprel.as_str() == "root" => word.deprel = Deprel::default(),
                    Some(_) => {}
                }
            }
            if window.begins {
                hang_dateline(window.words.clone(), syntax);
            }
        }
    }
}

/// Makes the root of a dateline, which was read before these words and by itself, a dependent of their root.
fn hang_dateline(words: Range<usize>, syntax: &mut Syntax) {
    let sentence = syntax.sentences[syntax.sentence_of(words.start)].words.start;
    let is_root = |word: &usize| syntax.words[*word].head.is_none();
    let (lead, root) = ((sentence..words.start).find(is_root), words.clone().find(is_root));
    if let (Some(lead), Some(root)) = (lead, root) {
        syntax.words[lead].head = Some(root as u32);
        syntax.words[lead].deprel = Deprel::from("dep");
    }
}
