//! Where sentences end.

use super::features::feature;
use super::lines::Gap;
use super::runs::{Class, Run, Runs};
use super::tokens::{Token, are_initials};
use super::weights::{self, Weights};

/// No sentence has more words; longer ones are cut. Real ones have hardly ever more than 200.
pub(crate) const MAX_SENTENCE_WORDS: usize = 512;

/// For each sentence, the index after its last token.
pub(super) fn read_ends(text: &str, runs: &Runs, tokens: &[Token], weights: &Weights) -> Vec<usize> {
    let mut ends = Vec::with_capacity(tokens.len() / 16 + 1);
    walk(text, runs, tokens, |index, place| {
        let is_end = place.is_none_or(|place| is_end(place, weights));
        if is_end {
            ends.push(index + 1);
        }
        is_end
    });
    ends
}

/// The linear model's answer where it is clear; elsewhere the network has its say as well.
fn is_end(place: &Place, weights: &Weights) -> bool {
    let sum = weights::sum(&weights.sentences, &place.features());
    if weights.doubts.leaves(sum) { sum > 0 } else { sum as f32 + weights.doubts.look(place) > 0.0 }
}

/// What a token is to the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lower,
    Title,
    Upper,
    Mixed,
    Number,
    /// Full stop, question mark, exclamation mark.
    Stop,
    Question,
    /// Three dots.
    Ellipsis,
    Colon,
    Comma,
    Open,
    Close,
    /// A quotation mark that may open or close.
    Quote,
    Dash,
    Bullet,
    Abbreviation,
    /// An emoji, an emoticon, an address.
    Sign,
    Other,
}

/// A token as the features see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// A [`Kind`], or 40 for no token.
    pub(super) kind: u32,
    pub(super) hash: u32,
    pub(super) shape: u32,
    pub(super) abbreviation: u32,
}

pub(super) const NOTHING: View = View { kind: 40, hash: 3, shape: 0, abbreviation: 0 };

pub(super) fn view(text: &str, runs: &Runs, token: &Token) -> View {
    let all = &runs.all[token.runs.0 as usize..token.runs.1 as usize];
    let Some(first) = all.first() else { return NOTHING };
    let kind = kind(text, token, all, first);
    let hash = all.iter().take(6).fold(all.len() as u32, |hash, run| hash.rotate_left(7) ^ run.hash);
    let shape = first.shape | (all.len().min(3) as u32) << 20;
    View { kind: kind as u32, hash, shape, abbreviation: u32::from(token.abbreviation) }
}

fn kind(text: &str, token: &Token, all: &[Run], first: &Run) -> Kind {
    let form = token.form(text);
    match first.class {
        Class::Letters if first.special.kind > 0 => Kind::Sign,
        Class::Letters if form.ends_with('.') => Kind::Abbreviation,
        Class::Letters => match (first.shape - 100) / 8 {
            0 => Kind::Lower,
            1 | 3 => Kind::Title,
            2 => Kind::Upper,
            _ => Kind::Mixed,
        },
        Class::Digits => Kind::Number,
        Class::Mark => match form.chars().next().unwrap_or(' ') {
            _ if first.special.kind > 0 && all.len() > 1 => Kind::Sign,
            '.' if form.len() == 1 => Kind::Stop,
            '.' | '…' => Kind::Ellipsis,
            '?' | '!' | '‽' => Kind::Question,
            ':' | ';' => Kind::Colon,
            ',' => Kind::Comma,
            '(' | '[' | '{' | '“' | '„' | '«' | '‘' => Kind::Open,
            ')' | ']' | '}' | '”' | '»' | '’' => Kind::Close,
            '`' => Kind::Open,
            '\'' if form == "''" => Kind::Close,
            '"' | '\'' => Kind::Quote,
            '-' | '–' | '—' | '_' => Kind::Dash,
            '*' | '•' | '·' | '>' | '#' | '+' | '=' | '|' | '~' => Kind::Bullet,
            _ => Kind::Other,
        },
        Class::Symbol | Class::Space => Kind::Sign,
    }
}

/// The number of features of a place where a sentence may end.
const TEMPLATES: usize = 32;

/// A place where a sentence may end, and what is known there.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub(super) views: &'a [View],
    pub(super) gaps: &'a [Gap],
    /// The token before it.
    pub(super) token: usize,
    pub(super) sentence: &'a State,
    /// How many tokens are left in the paragraph, and what the last of them is.
    pub(super) left: u32,
    pub(super) last_kind: u32,
    /// How carefully the report is written.
    pub(super) style: u32,
}

/// Calls `decide` for every token after which a sentence may end, with its index, and the place where the answer is not
/// certain; the answers are features of later places.
pub(super) fn walk(text: &str, runs: &Runs, tokens: &[Token], mut decide: impl FnMut(usize, Option<&Place>) -> bool) {
    let n = tokens.len();
    let views: Vec<View> = tokens.iter().map(|token| view(text, runs, token)).collect();
    let gaps: Vec<Gap> = tokens.iter().map(|token| gap_after(runs, token)).collect();
    // For each token, how many tokens are left in its paragraph.
    let mut left = vec![0_u32; n];
    for i in (0..n.saturating_sub(1)).rev() {
        left[i] = if gaps[i] >= Gap::Line { 0 } else { left[i + 1] + 1 };
    }
    let style = style_of(&views, &gaps);
    let mut sentence = State::default();
    for i in 0..n {
        sentence.add(&views[i]);
        // A dateline, or the mark of a list, may stand in a paragraph of its own.
        let leads_on =
            views[i].kind == Kind::Dash as u32 || (sentence.length == 1 && views[i].kind == Kind::Bullet as u32);
        let is_end = if i + 1 == n || (gaps[i] == Gap::Paragraph && !leads_on) {
            decide(i, None);
            true
        } else if views[i].kind == Kind::Dash as u32 && i > 0 && gaps[i - 1] == Gap::None {
            // A line broken after a hyphen.
            false
        } else if gaps[i] == Gap::Space && is_initials(tokens[i].form(text)) && begins(tokens[i + 1].form(text)) {
            decide(i, None);
            true
        } else if may_end(&views, &gaps, i) {
            let last_kind = views[i + left[i] as usize].kind;
            let (views, gaps, sentence, left) = (&views, &gaps, &sentence, left[i]);
            decide(i, Some(&Place { views, gaps, token: i, sentence, left, last_kind, style }))
        } else {
            false
        };
        if is_end {
            sentence = State { last_length: sentence.length, ..State::default() };
        }
        if gaps[i] >= Gap::Line {
            sentence.depth = 0;
            sentence.quoted = 0;
        }
    }
}

fn gap_after(runs: &Runs, token: &Token) -> Gap {
    // Several runs of white space follow each other only at the ends of the text.
    runs.all.get(token.runs.1 as usize).map_or(Gap::Paragraph, |run| run.gap)
}

/// Whether a token is made of capitals with full stops: "U.S.", which ends a sentence as often as not.
fn is_initials(form: &str) -> bool {
    form.strip_suffix('.').is_some_and(|stem| stem.len() >= 3 && are_initials(stem))
}

/// Whether a word with a capital hardly stands but where a sentence begins.
fn begins(form: &str) -> bool {
    matches!(
        form,
        "The" | "He" | "She" | "It" | "They" | "We" | "This" | "These" | "Those" | "But" | "His" | "Their" | "There"
    )
}

/// Whether it is worth asking.
fn may_end(views: &[View], gaps: &[Gap], i: usize) -> bool {
    const LOWER: u32 = Kind::Lower as u32;
    const COMMA: u32 = Kind::Comma as u32;
    let plain = matches!(views[i].kind, LOWER | COMMA)
        || views[i].kind == Kind::Title as u32
        || views[i].kind == Kind::Number as u32;
    let follows = matches!(views[i + 1].kind, LOWER | COMMA)
        || views[i + 1].kind == Kind::Stop as u32
        || views[i + 1].kind == Kind::Question as u32;
    gaps[i] >= Gap::Line || !(plain && follows)
}

/// What is known of the sentence so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    pub(super) length: u32,
    pub(super) last_length: u32,
    pub(super) depth: u32,
    pub(super) quoted: u32,
    /// How many tokens ago a full stop or the like was.
    pub(super) since_stop: u32,
    pub(super) stops: u32,
    first_kind: u32,
    first_hash: u32,
}

impl State {
    fn add(&mut self, token: &View) {
        if self.length == 0 {
            self.first_kind = token.kind;
            self.first_hash = token.hash;
            self.since_stop = 50;
        }
        self.length += 1;
        self.since_stop = (self.since_stop + 1).min(50);
        match token.kind {
            k if k == Kind::Open as u32 => self.depth += 1,
            k if k == Kind::Close as u32 => self.depth = self.depth.saturating_sub(1),
            k if k == Kind::Quote as u32 => self.quoted ^= 1,
            k if k == Kind::Stop as u32 || k == Kind::Question as u32 || k == Kind::Ellipsis as u32 => {
                self.since_stop = 0;
                self.stops += 1;
            }
            _ => {}
        }
    }
}

/// How carefully the report is written: whether sentences begin in capitals and how common full stops are.
fn style_of(views: &[View], gaps: &[Gap]) -> u32 {
    let (mut stops, mut lower, mut upper) = (0, 0, 0);
    for (pair, gap) in views.windows(2).zip(gaps) {
        if pair[0].kind == Kind::Stop as u32 || pair[0].kind == Kind::Question as u32 || *gap >= Gap::Line {
            stops += u32::from(*gap < Gap::Line);
            lower += u32::from(pair[1].kind == Kind::Lower as u32);
            upper += u32::from(pair[1].kind == Kind::Title as u32 || pair[1].kind == Kind::Upper as u32);
        }
    }
    let case = if lower == 0 {
        0
    } else if lower * 4 < upper {
        1
    } else {
        2
    };
    let dense = match views.len() as u32 / (stops + 1) {
        0..=12 => 0,
        13..=24 => 1,
        25..=60 => 2,
        _ => 3,
    };
    case * 4 + dense
}

pub(super) fn length_class(n: u32) -> u32 {
    match n {
        0..=4 => n,
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        21..=40 => 8,
        _ => 9,
    }
}

impl Place<'_> {
    /// The features of the linear model.
    pub(super) fn features(&self) -> [u32; TEMPLATES] {
        let Self { views, gaps, token: i, sentence, left, last_kind, style } = *self;
        let at = |j: usize| views.get(j).copied().unwrap_or(NOTHING);
        let before = |k: usize| if i >= k && sentence.length as usize > k { views[i - k] } else { NOTHING };
        let (l, l1, l2) = (views[i], before(1), before(2));
        let (r, r1, r2) = (at(i + 1), at(i + 2), at(i + 3));
        let gap = gaps[i] as u32;
        let length = length_class(sentence.length);
        let togo = length_class(left);
        let nested = sentence.depth.min(2) * 2 + sentence.quoted;
        let since = sentence.since_stop.min(4);
        let pair = gap << 16 | l.kind << 8 | r.kind;
        let next_gap = gaps.get(i + 1).map_or(5, |&gap| gap as u32);
        let initial = l1.abbreviation << 8 | l.abbreviation;
        [
            feature(41, &[pair]),
            feature(42, &[l.hash, r.kind, gap]),
            feature(43, &[l.kind, r.hash, gap]),
            feature(44, &[l.hash, r.hash]),
            feature(45, &[pair, l1.kind]),
            feature(46, &[pair, r1.kind]),
            feature(47, &[pair, l1.kind, r1.kind]),
            feature(48, &[pair, l1.hash]),
            feature(49, &[l1.hash, l.hash, r.kind]),
            feature(50, &[l.kind, r.hash, r1.hash]),
            feature(51, &[pair, r1.hash]),
            feature(52, &[pair, initial, r1.kind]),
            feature(53, &[initial, l.kind, r.hash]),
            feature(54, &[l.hash, r.shape]),
            feature(55, &[pair, length]),
            feature(56, &[pair, togo]),
            feature(57, &[pair, nested]),
            feature(58, &[l.hash, pair, r1.kind]),
            feature(59, &[l2.kind, l1.kind, pair]),
            feature(60, &[style, pair]),
            feature(61, &[length, togo, pair]),
            feature(62, &[last_kind, pair, togo.min(3)]),
            feature(63, &[l1.hash, l.hash, r.hash]),
            feature(64, &[since, pair, l1.kind]),
            feature(65, &[since, sentence.stops.min(2), nested, pair]),
            feature(66, &[sentence.first_kind, pair, length.min(5)]),
            feature(67, &[sentence.first_hash, pair]),
            feature(68, &[pair, r1.kind, r2.kind]),
            feature(69, &[style, last_kind, pair, l1.kind]),
            feature(70, &[next_gap, pair, r1.kind]),
            feature(71, &[nested, since, pair, r.hash]),
            feature(72, &[length_class(sentence.last_length), length, pair]),
        ]
    }
}
