//! Finds URLs, mail addresses, internet names and emoticons, whose marks do not part tokens.

use super::runs::{Class, Run, Runs};
use super::wordlists::WordLists;

/// What a run is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Special {
    /// 0 for nothing, else the kind.
    pub(super) kind: u8,
    /// Whether the next run belongs to the same one.
    pub(super) goes_on: bool,
}

const URL: u8 = 1;
const MAIL: u8 = 2;
const NAME: u8 = 3;
const EMOTICON: u8 = 4;

/// Marks the runs of a text.
pub(super) fn mark(text: &str, runs: &mut [Run]) {
    let mut from = 0;
    while from < runs.len() {
        if runs[from].class == Class::Space {
            from += 1;
            continue;
        }
        let mut to = from + 1;
        while to < runs.len() && runs[to].class != Class::Space {
            to += 1;
        }
        if to - from > 1 {
            mark_chunk(text, &mut runs[from..to]);
        }
        from = to;
    }
}

/// Marks the runs of a stretch without white space. Each is visited a bounded number of times.
fn mark_chunk(text: &str, runs: &mut [Run]) {
    let lists = WordLists::embedded();
    let whole = &text[runs[0].start as usize..runs[runs.len() - 1].end as usize];
    if whole.len() <= 12 && lists.emoticons.contains(whole) {
        set(runs, 0, runs.len(), EMOTICON);
        return;
    }
    mark_emoticon_at_end(text, runs, lists);
    let form = |run: &Run| Runs::text(text, run);
    let mut done = 0;
    let mut i = 1;
    while i + 1 < runs.len() {
        let found = match form(&runs[i]) {
            ":" if form(&runs[i + 1]).starts_with("//") && runs[i - 1].class == Class::Letters => {
                Some((i - 1, address_end(text, runs, i + 1), URL))
            }
            "@" if is_name_part(text, &runs[i - 1]) && is_name_part(text, &runs[i + 1]) => {
                let start = (done..i).rev().take_while(|&j| is_name_part(text, &runs[j])).last().unwrap_or(i);
                let mut end = i + 1;
                while end < runs.len() && is_name_part(text, &runs[end]) {
                    end += 1;
                }
                while end > i + 2 && runs[end - 1].class == Class::Mark {
                    end -= 1;
                }
                Some((start, end, MAIL))
            }
            "." if form(&runs[i - 1]).eq_ignore_ascii_case("www") => Some((i - 1, address_end(text, runs, i), URL)),
            "." => internet_name(text, runs, i, lists).map(|(start, end)| (start.max(done), end, NAME)),
            _ => None,
        };
        if let Some((start, end, kind)) = found
            && end > i + 1
        {
            set(runs, start, end, kind);
            done = end;
            i = end;
        }
        i += 1;
    }
}

fn set(runs: &mut [Run], start: usize, end: usize, kind: u8) {
    for (i, run) in runs.iter_mut().enumerate().take(end).skip(start) {
        run.special = Special { kind, goes_on: i + 1 < end };
    }
}

/// Whether a run may be part of a mail address.
fn is_name_part(text: &str, run: &Run) -> bool {
    matches!(run.class, Class::Letters | Class::Digits) || matches!(Runs::text(text, run), "." | "-" | "_" | "+")
}

/// Where an address ends that goes on from run `i`: at a bracket or quotation mark, without marks at its end.
fn address_end(text: &str, runs: &[Run], i: usize) -> usize {
    let stops =
        |run: &Run| matches!(Runs::text(text, run), "<" | ">" | "\"" | "”" | "“" | "|" | "]" | "}" | "<<" | ">>");
    let mut end = i + runs[i..].iter().take_while(|run| !stops(run)).count();
    let trails =
        |run: &Run| run.class == Class::Mark && !matches!(Runs::text(text, run), "/" | "=" | "&" | "#" | "_" | "%");
    while end > i + 1 && trails(&runs[end - 1]) {
        end -= 1;
    }
    end
}

/// The runs of an internet or file name whose last full stop is run `i`.
fn internet_name(text: &str, runs: &[Run], i: usize, lists: &WordLists) -> Option<(usize, usize)> {
    let form = |j: usize| Runs::text(text, &runs[j]);
    let is_plain = |j: usize| matches!(runs[j].class, Class::Letters | Class::Digits);
    if !is_plain(i - 1) || form(i + 1).len() > 5 {
        return None;
    }
    let suffix = form(i + 1).to_ascii_lowercase();
    let &certain = lists.suffixes.get(&suffix)?;
    let after = (i + 2 < runs.len()).then(|| form(i + 2));
    let path = after.is_some_and(|after| after == "/");
    if !(certain || path) || after.is_some_and(|after| after == "." && i + 3 < runs.len() && is_plain(i + 3)) {
        return None;
    }
    // Sixteen labels are more than any real name has.
    let start =
        (i.saturating_sub(32)..i).rev().take_while(|&j| is_plain(j) || matches!(form(j), "." | "-" | "_")).last()?;
    Some((start, if path { address_end(text, runs, i + 2) } else { i + 2 }))
}

/// An emoticon may stand at the end of a word.
fn mark_emoticon_at_end(text: &str, runs: &mut [Run], lists: &WordLists) {
    let n = runs.len();
    for length in (2..=4).rev().filter(|&length| length < n) {
        let (start, end) = (runs[n - length].start as usize, runs[n - 1].end as usize);
        let before = runs[n - length - 1].class;
        if end - start <= 12 && before == Class::Letters && lists.emoticons.contains(&text[start..end]) {
            set(runs, n - length, n, EMOTICON);
            return;
        }
    }
}
