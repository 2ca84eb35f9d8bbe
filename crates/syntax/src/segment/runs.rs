//! Runs: letters, digits, one mark repeated, or white space. Token borders are always run borders.

use super::lines::{Gap, Wrapping};
use super::special::{self, Special};
use crate::blank::is_blank;

/// What a run consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Space,
    Letters,
    Digits,
    /// One of ASCII's marks, or a quotation mark or dash.
    Mark,
    /// Any other character: a currency sign, an emoji, a mathematical sign.
    Symbol,
}

/// One run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) class: Class,
    /// For white space.
    pub(super) gap: Gap,
    /// Whether it lies in a URL or the like, and whether the next run does so too.
    pub(super) special: Special,
    /// A hash of its text in lower case.
    pub(super) hash: u32,
    /// A number for what it looks like.
    pub(super) shape: u32,
}

/// The runs of a text. Two runs of white space stand before the first and after the last word, so that there is
/// always something to look at.
pub(super) struct Runs {
    pub(super) all: Vec<Run>,
}

/// How many runs of white space are added at either end.
pub(super) const MARGIN: usize = 3;

impl Runs {
    pub(super) fn new(text: &str) -> Self {
        let wrapping = Wrapping::of(text);
        let mut all = Vec::with_capacity(text.len() / 3 + 2 * MARGIN);
        let edge = |at: usize| space(at, at, Gap::Paragraph);
        all.extend([edge(0); MARGIN]);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (class, end) = run_at(text, at);
            if class == Class::Space {
                all.push(space(at, end, wrapping.gap(text, at, end)));
            } else {
                all.push(describe(text, at, end, class));
            }
            at = end;
        }
        all.extend([edge(text.len()); MARGIN]);
        let mut runs = Self { all };
        special::mark(text, &mut runs.all);
        runs
    }

    pub(super) fn text<'t>(text: &'t str, run: &Run) -> &'t str {
        &text[run.start as usize..run.end as usize]
    }
}

fn space(start: usize, end: usize, gap: Gap) -> Run {
    Run {
        start: start as u32,
        end: end as u32,
        class: Class::Space,
        gap,
        special: Special::default(),
        hash: 1,
        // A wrapped line is nothing but a space, as far as tokens go.
        shape: if gap <= Gap::Wrap { 1 } else { 2 },
    }
}

fn class_of(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letters,
        '0'..='9' => Class::Digits,
        '$' => Class::Symbol,
        '!'..='~' => Class::Mark,
        _ if is_blank(c) => Class::Space,
        '\u{ad}' | '\u{200c}' | '\u{200d}' => Class::Letters,
        '\u{2010}'..='\u{205e}' | '«' | '»' | '´' | '¿' | '¡' | '·' => Class::Mark,
        _ if c.is_alphabetic() || is_joined(c) => Class::Letters,
        _ if c.is_numeric() => Class::Digits,
        _ => Class::Symbol,
    }
}

/// Characters that stand on the one before them.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{93e}'..='\u{94d}')
        || matches!(c, '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20f0}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// The class and the end of the run that begins at a byte.
fn run_at(text: &str, at: usize) -> (Class, usize) {
    let rest = &text[at..];
    let mut chars = rest.char_indices();
    let Some((_, first)) = chars.next() else { return (Class::Space, text.len()) };
    let class = class_of(first);
    let mut joiner = false;
    for (offset, c) in chars {
        let goes_on = match class {
            Class::Space | Class::Digits => class_of(c) == class,
            Class::Letters => class_of(c) == class || is_joined(c),
            Class::Mark => c == first && repeats(first),
            // An emoji takes its modifiers, and what a joiner binds to it.
            Class::Symbol => is_joined(c) || c == '\u{200d}' || joiner || (is_flag(first) && is_flag(c) && offset == 4),
        };
        if !goes_on {
            return (class, at + offset);
        }
        joiner = c == '\u{200d}';
    }
    (class, text.len())
}

/// Regional indicators, of which two make a flag.
fn is_flag(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Marks of which several make one token. Brackets and double quotes stay alone.
fn repeats(c: char) -> bool {
    !matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '„' | '«' | '»')
}

/// A run of letters, digits or marks with its hash and shape.
fn describe(text: &str, start: usize, end: usize, class: Class) -> Run {
    let form = &text[start..end];
    let mut hash = 0x811c_9dc5_u32;
    let mut add = |c: u32| hash = (hash ^ c).wrapping_mul(0x0100_0193);
    let length = end - start;
    let shape = match class {
        Class::Letters => {
            let (mut upper, mut lower, mut first_upper, mut count) = (0_u32, 0_u32, false, 0_u32);
            for c in form.chars() {
                let is_upper = if c.is_ascii() { c.is_ascii_uppercase() } else { c.is_uppercase() };
                first_upper |= is_upper && count == 0;
                upper += u32::from(is_upper);
                lower += u32::from(!is_upper);
                count += 1;
                // Long strings are told apart by their beginnings.
                if count <= 24 {
                    if c.is_ascii() {
                        add(c.to_ascii_lowercase() as u32);
                    } else {
                        c.to_lowercase().for_each(|c| add(c as u32));
                    }
                }
            }
            let case = match (upper, lower) {
                (0, _) => 0,
                (1, 0) => 1,
                (_, 0) => 2,
                (1, _) if first_upper => 3,
                _ => 4,
            };
            100 + case * 8 + length_class(count)
        }
        Class::Digits => {
            form.chars().take(24).for_each(|c| add(c as u32));
            200 + length_class(length as u32)
        }
        Class::Mark | Class::Symbol | Class::Space => {
            form.chars().take(4).for_each(|c| add(c as u32));
            let first = form.chars().next().unwrap_or(' ');
            let count = form.chars().take(4).count() as u32;
            let kind = match first {
                '$' | '£' | '€' | '¥' | '₴' | '₽' | '₹' => 300,
                '\u{1f000}'..='\u{1ffff}' | '\u{2600}'..='\u{27bf}' => 304,
                _ => 1000 + 8 * first as u32,
            };
            kind + count
        }
    };
    Run { start: start as u32, end: end as u32, class, gap: Gap::None, special: Special::default(), hash, shape }
}

fn length_class(count: u32) -> u32 {
    match count {
        0..=3 => count,
        4 => 4,
        5..=6 => 5,
        _ => 6,
    }
}
