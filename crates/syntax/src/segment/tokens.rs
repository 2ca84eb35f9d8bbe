//! Where tokens end.

use super::features::feature;
use super::runs::{Class, MARGIN, Run, Runs};
use super::weights::{self, Weights};
use super::wordlists::WordLists;

/// A token: a stretch of runs. Contractions are not yet parted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its first run, and the one after its last.
    pub(super) runs: (u32, u32),
    /// The class of the abbreviation that it is, with or without its full stop; 0 for none.
    pub(super) abbreviation: u8,
}

impl Token {
    /// Its text.
    pub(super) fn form<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// The tokens of a text.
pub(super) fn read_tokens(text: &str, runs: &Runs, weights: &Weights) -> Vec<Token> {
    let mut borders = Vec::with_capacity(runs.all.len() / 8);
    walk(text, runs, |at, certain, features| {
        let is_border = certain.unwrap_or_else(|| weights::sum(&weights.tokens, features) > 0);
        if is_border {
            borders.push(at);
        }
        is_border
    });
    let mut borders = borders.into_iter().peekable();
    let mut tokens = Vec::with_capacity(runs.all.len() / 2);
    let mut first = None;
    for (i, run) in runs.all.iter().enumerate() {
        if run.class == Class::Space {
            continue;
        }
        let start = *first.get_or_insert(i);
        let space_follows = runs.all[i + 1].class == Class::Space;
        if space_follows || borders.next_if_eq(&run.end).is_some() {
            tokens.push(token(text, runs, start, i + 1));
            first = None;
        }
    }
    tokens
}

/// Tokens of known byte ranges, for training.
pub(super) fn from_ranges(text: &str, runs: &Runs, ranges: &[(u32, u32)]) -> Vec<Token> {
    let at_or_after =
        |at: u32| runs.all.partition_point(|run| run.start < at || run.class == Class::Space && run.end <= at);
    ranges
        .iter()
        .map(|&(start, end)| {
            // A token of the treebank may end inside a run.
            let first = runs.all.partition_point(|run| run.end <= start);
            let last = at_or_after(end).max(first + 1);
            Token { start, end, ..token(text, runs, first, last) }
        })
        .collect()
}

fn token(text: &str, runs: &Runs, first: usize, after: usize) -> Token {
    let (start, end) = (runs.all[first].start, runs.all[after - 1].end);
    let class =
        if runs.all[first].class == Class::Letters { abbreviation(&text[start as usize..end as usize]) } else { 0 };
    Token { start, end, runs: (first as u32, after as u32), abbreviation: class }
}

/// The class of an abbreviation, 0 for none. Single letters and letters with full stops have classes of their own.
pub(super) fn abbreviation(form: &str) -> u8 {
    const LONGEST: usize = 9;
    let stem = form.strip_suffix('.').unwrap_or(form);
    if stem.is_empty() || stem.len() > LONGEST {
        return 0;
    }
    let mut lower = [0_u8; LONGEST];
    for (to, from) in lower.iter_mut().zip(stem.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    let known = std::str::from_utf8(&lower[..stem.len()])
        .ok()
        .and_then(|stem| WordLists::embedded().abbreviations.get(stem).copied());
    let is_capital = |b: u8| b.is_ascii_uppercase();
    match (known, stem.as_bytes()) {
        (Some(class), _) => class,
        (None, [letter]) if is_capital(*letter) => 10,
        (None, [letter]) if letter.is_ascii_alphabetic() => 11,
        (None, bytes) if bytes.contains(&b'.') && bytes.len() >= 3 && bytes[1] == b'.' => {
            if is_capital(bytes[0]) {
                12
            } else {
                13
            }
        }
        _ => 0,
    }
}

/// The number of features of a place where a token may end.
const TEMPLATES: usize = 27;

/// Calls `decide` for every run border inside a stretch without white space, in text order, with its byte offset, the
/// answer where it is certain, and the features where it is not; the answers are features of later places.
pub(super) fn walk(text: &str, runs: &Runs, mut decide: impl FnMut(u32, Option<bool>, &[u32]) -> bool) {
    let all = &runs.all;
    let mut first = MARGIN;
    let mut last_answer = 2;
    for k in MARGIN..all.len().saturating_sub(MARGIN) {
        let (a, b) = (&all[k], &all[k + 1]);
        if a.class == Class::Space || b.class == Class::Space {
            first = k + 1;
            last_answer = 2;
            continue;
        }
        let is_border = if is_stop_after_word(text, all, k, first) {
            decide(a.end, Some(true), &[])
        } else if is_stop_of_initials(text, all, k, first) {
            decide(a.end, Some(false), &[])
        } else {
            decide(a.end, None, &describe(text, all, k, first, last_answer))
        };
        if is_border {
            first = k + 1;
        }
        last_answer = u32::from(is_border);
    }
}

/// Whether run `k` ends a plain word or a contraction and a full stop follows that ends a stretch. Only words in the
/// list of abbreviations keep it; without this rule short surnames lose the end of their sentence.
fn is_stop_after_word(text: &str, all: &[Run], k: usize, first: usize) -> bool {
    let form = Runs::text(text, &all[k]);
    let vowel = |c: char| matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let begins = |run: &Run| {
        run.class == Class::Space || matches!(Runs::text(text, run), "\"" | "“" | "‘" | "'" | "``" | "(" | "[")
    };
    let ends =
        |run: &Run| run.class == Class::Space || matches!(Runs::text(text, run), "\"" | "”" | "''" | "’" | "'" | ")");
    if all[k].class != Class::Letters
        || all[k].special.kind != 0
        || Runs::text(text, &all[k + 1]) != "."
        || !ends(&all[k + 2])
    {
        return false;
    }
    if first < k {
        return matches!(Runs::text(text, &all[k - 1]), "'" | "’") && form.len() <= 2;
    }
    begins(&all[k - 1]) && form.len() >= 3 && form.chars().any(vowel) && abbreviation(form) == 0
}

/// Whether run `k` ends capitals that are parted by full stops, so that the one behind it is theirs: "F.B.I.", at the end
/// of a sentence too.
fn is_stop_of_initials(text: &str, all: &[Run], k: usize, first: usize) -> bool {
    let so_far = &text[all[first].start as usize..all[k].end as usize];
    Runs::text(text, &all[k + 1]) == "." && (5..=11).contains(&so_far.len()) && are_initials(so_far)
}

/// Whether a text is single capitals with full stops between them: "U.S".
pub(super) fn are_initials(form: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| if at % 2 == 0 { byte.is_ascii_uppercase() } else { byte == b'.' };
    form.len() % 2 == 1 && form.bytes().enumerate().all(fits)
}

/// The features of the border after run `k`; `first` is the run with which the present token begins.
fn describe(text: &str, all: &[Run], k: usize, first: usize, last_answer: u32) -> [u32; TEMPLATES] {
    let [a3, a2, a, b, b2, b3] = [&all[k - 2], &all[k - 1], &all[k], &all[k + 1], &all[k + 2], &all[k + 3]];
    let (sa, sb) = (a.shape, b.shape);
    let so_far = &text[all[first].start as usize..a.end as usize];
    let class = if matches!(a.class, Class::Letters) && Runs::text(text, b).starts_with('.') {
        u32::from(abbreviation(so_far)) + 1
    } else {
        0
    };
    let so_far_hash =
        all[first..=k].iter().rev().take(4).fold(k as u32 - first as u32, |hash, run| hash.rotate_left(9) ^ run.hash);
    let special = u32::from(a.special.kind) << 8 | u32::from(b.special.kind) << 4 | u32::from(a.special.goes_on);
    let runs_so_far = (k - first).min(3) as u32;
    let follower = if b2.class == Class::Space { b3.shape | 0x1_0000 } else { b2.shape };
    // Before a full stop the ending would say nothing of abbreviations and much of rare names.
    let suffix = if Runs::text(text, b).starts_with('.') { sa } else { ending(text, a) };
    [
        feature(1, &[sa, sb]),
        feature(2, &[a.hash, sb]),
        feature(3, &[sa, b.hash]),
        feature(4, &[a.hash, b.hash]),
        feature(5, &[a2.shape, sa, sb]),
        feature(6, &[sa, sb, b2.shape]),
        feature(7, &[a2.shape, sa, sb, b2.shape]),
        feature(8, &[a2.hash, sa, sb]),
        feature(9, &[a2.hash, a.hash, sb]),
        feature(10, &[sa, sb, b2.hash]),
        feature(11, &[sa, b.hash, b2.hash]),
        feature(12, &[a3.shape, a2.shape, sa, sb]),
        feature(13, &[sa, sb, b2.shape, b3.shape]),
        feature(14, &[a2.hash, a.hash, b.hash]),
        feature(15, &[a.hash, b.hash, b2.hash]),
        feature(16, &[special, sb]),
        feature(17, &[last_answer, runs_so_far, sa, sb]),
        feature(18, &[all[first].shape, runs_so_far, sa, sb]),
        feature(19, &[class, sb, follower]),
        feature(20, &[class, sb, b2.shape, b3.hash]),
        feature(21, &[so_far_hash, sb]),
        feature(22, &[so_far_hash, sb, follower]),
        feature(23, &[suffix, sb, b2.shape]),
        feature(24, &[a.hash, sb, b2.shape]),
        feature(25, &[a2.shape, a.hash, b2.shape]),
        feature(26, &[special, sa, sb, b2.shape]),
        feature(27, &[u32::from(a.class as u8), u32::from(b.class as u8), special]),
    ]
}

/// The last three letters of a run.
fn ending(text: &str, run: &Run) -> u32 {
    let bytes = &text.as_bytes()[run.start as usize..run.end as usize];
    bytes.iter().rev().take(3).fold(0, |hash, b| hash << 8 | u32::from(b.to_ascii_lowercase()))
}
