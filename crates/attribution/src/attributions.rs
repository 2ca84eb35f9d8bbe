//! The layer: what was attributed to whom, and what lies inside what.

use crate::{Kind, SourceKind, Stance};
use rapporteur_entities::EntityId;
use rapporteur_text::{Notice, TextRange};
use std::collections::HashMap;

/// One attribution. Each of its three parts may be in several pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Who says it; empty where the text does not tell.
    pub source: Vec<TextRange>,
    /// The word that heads the source, by index into the syntax.
    pub source_head: Option<usize>,
    /// The words that attribute: "said", "according to".
    pub cue: Vec<TextRange>,
    /// The word that heads the cue, by index into the syntax.
    pub cue_head: Option<usize>,
    /// What is attributed.
    pub content: Vec<TextRange>,
    /// What the source refers to.
    pub entity: Option<EntityId>,
    /// What kind of source it is, where the text tells.
    pub source_kind: Option<SourceKind>,
    /// Whether the report has it through another mouth: it stands in what somebody else says.
    pub second_hand: bool,
    /// The head of the cue of who cites it, where that does not stand around it: "Tasnim said, citing an official".
    pub(crate) through: Option<usize>,
    /// The attribution whose content this one stands in, or that cites it, by index.
    pub parent: Option<usize>,
    /// What the source does with the content; kept with the cue in the codebook.
    pub kind: Kind,
    /// How the reporter stands to it; kept with the cue in the codebook.
    pub stance: Stance,
    /// Whether the cue itself stands in quotation marks, so that it is a word of whoever speaks there.
    pub quoted: bool,
    /// How likely source and content are right, 0 to 1; codebook/attribution/confidence.toml.
    pub confidence: f32,
    /// The codebook entry of the cue, or the rule that found the attribution.
    pub rule: String,
}

/// The attributions of a report, ordered by where they begin.
#[derive(Debug, Clone, Default)]
pub struct Attributions {
    /// The attributions.
    pub attributions: Vec<Attribution>,
    /// The agency that the dateline credits: it speaks, beside the publisher, all that nobody else does.
    pub credit: Option<TextRange>,
    /// Inferences worth knowing of.
    pub notices: Vec<Notice>,
    /// All pieces of content, by where they begin.
    pieces: Vec<Piece>,
}

/// How many pieces are looked at on the way outwards: no report nests deeper, and a hostile text must not cost more.
const DEEPEST: usize = 64;

#[derive(Debug, Clone, Copy)]
struct Piece {
    range: TextRange,
    of: usize,
    /// The nearest piece before this one that is still open where this one begins.
    around: Option<usize>,
}

impl Attributions {
    /// Orders attributions by where they begin and finds out which stands in the content of which.
    ///
    /// An attribution's parent is the innermost one whose content holds its cue; where it has no cue, its content.
    pub fn new(mut attributions: Vec<Attribution>, notices: Vec<Notice>) -> Self {
        attributions.sort_by_key(|a| (start(a), a.cue_head));
        let mut pieces: Vec<Piece> = attributions
            .iter()
            .enumerate()
            .flat_map(|(of, a)| a.content.iter().map(move |&range| Piece { range, of, around: None }))
            .collect();
        // Who is cited says the same words, inside who cites.
        let cited = |piece: &Piece| attributions[piece.of].through.is_some();
        pieces.sort_by_key(|piece| (piece.range.start, u32::MAX - piece.range.end, cited(piece), piece.of));
        let mut open: Vec<usize> = Vec::new();
        for i in 0..pieces.len() {
            while open.last().is_some_and(|&last| pieces[last].range.end <= pieces[i].range.start) {
                open.pop();
            }
            pieces[i].around = open.last().copied();
            open.push(i);
        }
        let by_cue: HashMap<usize, usize> =
            attributions.iter().enumerate().filter_map(|(i, a)| Some((a.cue_head?, i))).collect();
        let mut made = Self { attributions, credit: None, notices, pieces };
        for i in 0..made.attributions.len() {
            let a = &made.attributions[i];
            let anchor = a.cue.first().or(a.content.first()).copied().unwrap_or_default();
            let around = || made.pieces_around(anchor).map(|piece| piece.of).find(|&of| of != i);
            let parent = a.through.and_then(|cue| by_cue.get(&cue).copied()).or_else(around);
            made.attributions[i].parent = parent;
        }
        made.break_cycles();
        for i in 0..made.attributions.len() {
            let above = std::iter::successors(made.attributions[i].parent, |&up| made.attributions[up].parent);
            let spoken = above.take(DEEPEST).any(|up| made.attributions[up].kind == Kind::Speech);
            made.attributions[i].second_hand = spoken;
        }
        made
    }

    /// The attributions on whose word a range is told, outermost first, as indices. Wishes, plans and attitudes
    /// ([`Kind::tells`]) are left out: who backs a thing does not say that it happens. So are beliefs that somebody
    /// tells of ("the envoy said he believed").
    pub fn covering(&self, range: TextRange) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut next = self.pieces_around(range).map(|piece| piece.of).next();
        while let Some(i) = next.filter(|_| chain.len() < DEEPEST) {
            chain.push(i);
            next = self.attributions[i].parent;
        }
        chain.retain(|&i| self.attributions[i].kind.tells());
        // What a speaker says that they or others believe is told on the speaker's word.
        let spoken = |i: &usize| self.attributions[*i].kind == Kind::Speech;
        if chain.iter().any(spoken) {
            chain.retain(spoken);
        }
        chain.reverse();
        chain
    }

    /// A flat view, as PolNeAR's annotators mark it: a token belongs to one attribution, and of nested ones they keep
    /// the outermost (on its train part the outer one of two nested findings is theirs in 7 of 10 cases, the inner one in
    /// 1 of 20). What stands in quotation marks is nested even where nobody is known to speak.
    pub fn flat(&self) -> impl Iterator<Item = &Attribution> {
        self.attributions.iter().filter(|a| a.parent.is_none() && !a.quoted)
    }

    /// The pieces of content that hold a range, innermost first.
    fn pieces_around(&self, range: TextRange) -> impl Iterator<Item = &Piece> {
        let last = self.pieces.partition_point(|piece| piece.range.start <= range.start).checked_sub(1);
        std::iter::successors(last, |&i| self.pieces[i].around)
            .take(DEEPEST)
            .map(|i| &self.pieces[i])
            .filter(move |piece| piece.range.contains(range))
    }

    /// Two attributions may hold each other's cues where contents are in pieces; the later one then stands alone.
    fn break_cycles(&mut self) {
        // 0 unseen, 1 on the present path, 2 settled.
        let mut state = vec![0_u8; self.attributions.len()];
        for i in 0..self.attributions.len() {
            let mut path = Vec::new();
            let mut next = Some(i);
            while let Some(at) = next {
                match state[at] {
                    0 => {
                        state[at] = 1;
                        path.push(at);
                        next = self.attributions[at].parent;
                    }
                    1 => {
                        if let Some(&last) = path.last() {
                            self.attributions[last].parent = None;
                        }
                        next = None;
                    }
                    _ => next = None,
                }
            }
            for at in path {
                state[at] = 2;
            }
        }
    }
}

/// Where an attribution begins, whichever part comes first.
fn start(a: &Attribution) -> u32 {
    let parts = [&a.source, &a.cue, &a.content];
    parts.iter().filter_map(|part| part.first()).map(|range| range.start).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribution(cue: (u32, u32), content: &[(u32, u32)], kind: Kind) -> Attribution {
        Attribution {
            source: vec![],
            source_head: None,
            cue: vec![TextRange::new(cue.0, cue.1)],
            cue_head: None,
            content: content.iter().map(|&(a, b)| TextRange::new(a, b)).collect(),
            entity: None,
            source_kind: None,
            second_hand: false,
            through: None,
            parent: None,
            kind,
            stance: Stance::Neutral,
            quoted: false,
            confidence: 0.5,
            rule: "test".into(),
        }
    }

    #[test]
    fn chains_run_from_the_outermost_inwards() {
        let layer = Attributions::new(
            vec![
                attribution((30, 34), &[(35, 60)], Kind::Speech),
                attribution((0, 4), &[(5, 70)], Kind::Speech),
                attribution((40, 44), &[(45, 60)], Kind::Attitude),
            ],
            vec![],
        );
        assert_eq!(layer.covering(TextRange::new(50, 55)), [0, 1]);
        assert_eq!(layer.covering(TextRange::new(62, 65)), [0]);
        assert!(layer.covering(TextRange::new(72, 75)).is_empty());
        assert!(layer.covering(TextRange::new(68, 75)).is_empty(), "half inside is not inside");
        assert_eq!(layer.flat().count(), 1);
        assert_eq!(layer.attributions.iter().filter(|a| a.second_hand).count(), 2);
    }

    #[test]
    fn contents_that_hold_each_other_make_no_cycle() {
        let layer = Attributions::new(
            vec![
                attribution((10, 14), &[(0, 9), (20, 40)], Kind::Speech),
                attribution((25, 29), &[(9, 20)], Kind::Speech),
            ],
            vec![],
        );
        assert!(layer.attributions.iter().any(|a| a.parent.is_none()));
        assert!(layer.covering(TextRange::new(1, 3)).len() <= 2);
    }
}
