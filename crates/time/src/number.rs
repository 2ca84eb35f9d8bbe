//! Numbers in words: "twenty-five", "two hundred", "nineteen ninety-six", "twenty-first", "2 1/2".

use crate::atom::{Atom, Number};
use crate::vocabulary::Vocabulary;

/// Joins the atoms of each number that is written in several of them. One pass.
pub(crate) fn join_numbers(atoms: Vec<Atom>, vocabulary: &Vocabulary) -> Vec<Atom> {
    let mut joined = Vec::with_capacity(atoms.len());
    let mut at = 0;
    while at < atoms.len() {
        let (taken, number) = read_number(&atoms[at..], vocabulary);
        let mut atom = atoms[at];
        if let Some(number) = number {
            atom.end = atoms[at + taken - 1].end;
            atom.number = Some(number);
            if taken > 1 {
                atom.word = None;
            }
        }
        joined.push(atom);
        at += taken.max(1);
    }
    joined
}

/// The number that begins with the first of these atoms, and how many atoms it takes.
fn read_number(atoms: &[Atom], vocabulary: &Vocabulary) -> (usize, Option<Number>) {
    if let Some(Number::Whole { value, digits }) = atoms[0].number {
        return match fraction(&atoms[1..], vocabulary) {
            Some(part) if digits < 4 => (4, Some(Number::Decimal(value as f64 + part))),
            _ => (1, atoms[0].number),
        };
    }
    if atoms[0].number.is_some() {
        return (1, atoms[0].number);
    }
    let Some((mut taken, first)) = below_hundred(atoms, vocabulary) else {
        return match ordinal(&atoms[0], vocabulary) {
            Some(value) => (1, Some(Number::Ordinal(value))),
            None => (1, None),
        };
    };
    if let Number::Ordinal(_) = first {
        return (taken, Some(first));
    }
    let Number::Whole { value: mut sum, .. } = first else { return (1, None) };
    // "nineteen ninety-six", "twenty eleven": a century read aloud, then its year.
    if (10..=20).contains(&sum)
        && taken == 1
        && let Some((more, Number::Whole { value: rest, .. })) =
            tail(atoms, taken).and_then(|t| below_hundred(t, vocabulary))
        && rest >= 10
        && sum * 100 + rest >= 1100
    {
        return (taken + more, Some(Number::SpokenYear(sum * 100 + rest)));
    }
    let mut total = 0;
    while let Some(next) = tail(atoms, taken) {
        if let Some(scale) = cardinal(&next[0], vocabulary).filter(|&n| n >= 100) {
            if scale == 100 {
                sum *= 100;
            } else {
                total += sum.saturating_mul(scale);
                sum = 0;
            }
            taken += 1;
        } else if let Some((more, Number::Whole { value, .. })) =
            (taken > 1 && (sum == 0 || sum % 100 == 0)).then(|| below_hundred(next, vocabulary)).flatten()
        {
            sum += value;
            taken += more;
        } else {
            break;
        }
        if total > i64::MAX / 1_000_000_000_000 {
            break;
        }
    }
    (taken, Some(Number::Whole { value: total.saturating_add(sum), digits: 0 }))
}

/// The atoms from `at` on, if the next one may continue a number.
fn tail(atoms: &[Atom], at: usize) -> Option<&[Atom]> {
    let rest = &atoms[at..];
    rest.first().filter(|atom| !atom.breaks && atom.letters).map(|_| rest)
}

/// "five", "twenty", "twenty-five", "twenty fifth".
fn below_hundred(atoms: &[Atom], vocabulary: &Vocabulary) -> Option<(usize, Number)> {
    let first = cardinal(&atoms[0], vocabulary).filter(|&n| n < 100)?;
    let whole = |value| Number::Whole { value, digits: 0 };
    if first < 20 {
        return Some((1, whole(first)));
    }
    let hyphen = atoms.get(1).is_some_and(|atom| atom.glued && atom.word.is_some() && atom.word == vocabulary.hyphen());
    let after = 1 + usize::from(hyphen);
    let Some(next) = atoms.get(after).filter(|atom| !atom.breaks) else { return Some((1, whole(first))) };
    if let Some(unit) = cardinal(next, vocabulary).filter(|&n| n < 10) {
        return Some((after + 1, whole(first + unit)));
    }
    // "twenty second" without a hyphen may be a duration; with one it is an ordinal.
    if hyphen && let Some(unit) = ordinal(next, vocabulary).filter(|&n| n < 10) {
        return Some((after + 1, Number::Ordinal(first + unit)));
    }
    Some((1, whole(first)))
}

/// "1/2" after a whole number.
fn fraction(atoms: &[Atom], vocabulary: &Vocabulary) -> Option<f64> {
    let [over, slash, under] = atoms.get(..3)? else { return None };
    let slashed = slash.glued && under.glued && slash.word.is_some() && slash.word == vocabulary.slash();
    match (over.number?, under.number?) {
        (Number::Whole { value: a, digits: 1 }, Number::Whole { value: b, digits: 1 })
            if slashed && !over.glued && a < b =>
        {
            Some(a as f64 / b as f64)
        }
        _ => None,
    }
}

fn cardinal(atom: &Atom, vocabulary: &Vocabulary) -> Option<i64> {
    vocabulary.cardinal(atom.word?)
}

fn ordinal(atom: &Atom, vocabulary: &Vocabulary) -> Option<i64> {
    vocabulary.ordinal(atom.word?)
}
