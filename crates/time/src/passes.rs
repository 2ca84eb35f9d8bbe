//! The passes of the rules over the tokens, one per level, each linear in the text.

use crate::atom::Atom;
use crate::automaton::{Match, Offer, Offers};
use crate::compose::{Read, compose, second_of};
use crate::rules::{Reading, Rule, TimeRules};
use crate::sense::Sense;
use crate::vocabulary::Vocabulary;
use rapporteur_syntax::{Syntax, Upos};
use rapporteur_text::TextRange;
use std::ops::Range;

/// A token of one pass: an atom, or an expression that an earlier level found.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Its atoms.
    pub(crate) atoms: Range<usize>,
    pub(crate) sense: Option<Sense>,
    /// A rule keeps it from being read.
    blocked: bool,
}

impl Token {
    /// Where it stands.
    pub(crate) fn range(&self, atoms: &[Atom]) -> TextRange {
        TextRange::new(atoms[self.atoms.start].start, atoms[self.atoms.end - 1].end)
    }
}

/// Runs all levels of rules over the atoms.
pub(crate) fn read_tokens(atoms: &[Atom], syntax: &Syntax, rules: &TimeRules) -> Vec<Token> {
    let mut tokens: Vec<Token> =
        (0..atoms.len()).map(|at| Token { atoms: at..at + 1, sense: None, blocked: false }).collect();
    for level in 0..rules.levels.len() {
        tokens = pass(tokens, level, atoms, syntax, rules);
    }
    tokens
}

fn pass(tokens: Vec<Token>, level: usize, atoms: &[Atom], syntax: &Syntax, rules: &TimeRules) -> Vec<Token> {
    let automaton = &rules.levels[level];
    let mut offers = Offers::default();
    let mut own = Vec::new();
    for token in &tokens {
        let first = &atoms[token.atoms.start];
        own.clear();
        match &token.sense {
            Some(sense) => {
                let (coarse, fine) = sense.classes();
                let class = |name| rules.vocabulary.find_class(name).map(|symbol| Offer { symbol, value: 0 });
                own.extend(class(coarse).into_iter().chain(class(fine)));
            }
            None if token.blocked => {}
            None => offer_atom(token.atoms.start, atoms, syntax, rules, &mut own),
        }
        offers.push(first.glued, first.breaks, own.iter().copied());
    }
    let mut done = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let found = automaton.matches(&offers, at).into_iter().find_map(|found| {
            let rule = &rules.rules[found.rule as usize];
            let span = at..at + found.len;
            if !guards_hold(rule, &span, &offers, &tokens, atoms, syntax) {
                return None;
            }
            let reads = reads_of(&found, automaton, &tokens, atoms);
            if rule.reading == Reading::Nothing {
                return Some((found.len, vec![Token { atoms: cover(&tokens[span]), sense: None, blocked: true }]));
            }
            let sense = compose(rule, found.rule, &reads, rules)?;
            let made = match reads.iter().position(|read| read.name.starts_with("second-")) {
                None => vec![Token { atoms: cover(&tokens[span]), sense: Some(sense), blocked: false }],
                Some(second) => {
                    let first_end = reads[..second].iter().map(|read| read.token + 1).max().unwrap_or(span.start + 1);
                    let second_start = reads[second].token;
                    let other = second_of(&sense, rule, &reads, rules)?;
                    let mut made = vec![Token {
                        atoms: cover(&tokens[span.start..first_end]),
                        sense: Some(sense),
                        blocked: false,
                    }];
                    made.extend_from_slice(&tokens[first_end..second_start]);
                    made.push(Token {
                        atoms: cover(&tokens[second_start..span.end]),
                        sense: Some(other),
                        blocked: false,
                    });
                    made
                }
            };
            Some((found.len, made))
        });
        match found {
            Some((len, made)) => {
                done.extend(made);
                at += len;
            }
            None => {
                done.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    done
}

fn cover(tokens: &[Token]) -> Range<usize> {
    tokens[0].atoms.start..tokens[tokens.len() - 1].atoms.end
}

fn reads_of<'a>(
    found: &Match,
    automaton: &'a crate::automaton::Automaton,
    tokens: &'a [Token],
    atoms: &[Atom],
) -> Vec<Read<'a>> {
    let read = |capture: &crate::automaton::Capture| Read {
        name: automaton.name_of(capture.name),
        value: capture.value,
        token: capture.token,
        number: atoms[tokens[capture.token].atoms.start].number,
        sense: tokens[capture.token].sense.as_ref(),
    };
    found.captures.iter().map(read).collect()
}

fn guards_hold(
    rule: &Rule,
    span: &Range<usize>,
    offers: &Offers,
    tokens: &[Token],
    atoms: &[Atom],
    syntax: &Syntax,
) -> bool {
    let before = span.start.checked_sub(1).filter(|_| !atoms[tokens[span.start].atoms.start].breaks);
    let next = Some(span.end).filter(|&next| tokens.get(next).is_some_and(|token| !atoms[token.atoms.start].breaks));
    let any = |token: Option<usize>, symbols: &[u32]| token.is_some_and(|t| symbols.iter().any(|&s| offers.has(t, s)));
    if !rule.after.is_empty() && !any(before, &rule.after) || any(before, &rule.not_after) {
        return false;
    }
    if !rule.before.is_empty() && !any(next, &rule.before) || any(next, &rule.not_before) {
        return false;
    }
    if rule.upos.is_empty() {
        return true;
    }
    let last = &atoms[tokens[span.end - 1].atoms.end - 1];
    let upos = upos_at(syntax, last);
    upos == Upos::X || rule.upos.contains(&upos)
}

/// The part of speech of the word at an atom; X where there is no syntax.
fn upos_at(syntax: &Syntax, atom: &Atom) -> Upos {
    syntax.words_in(TextRange::new(atom.start, atom.end)).next().map_or(Upos::X, |word| syntax.words[word].upos)
}

/// What an atom offers: itself, its classes, and the classes of its number.
fn offer_atom(at: usize, atoms: &[Atom], syntax: &Syntax, rules: &TimeRules, into: &mut Vec<Offer>) {
    let atom = &atoms[at];
    if let Some(word) = atom.word {
        into.push(Offer { symbol: Vocabulary::literal_of(word), value: 0 });
        for membership in rules.vocabulary.memberships(word) {
            let barred =
                membership.capital && !atom.capital || membership.wary && !wary_holds(at, atoms, syntax, rules);
            if !barred {
                into.push(Offer { symbol: membership.class, value: membership.value });
            }
        }
    }
    if let Some(number) = atom.number {
        rules.shapes.offers(number, into);
    }
}

/// Whether a word that is mostly something else ("may", "march", "sun") means a time here: it has a capital and is no
/// verb, and a number, a word that goes before dates, or its part of speech speaks for it.
fn wary_holds(at: usize, atoms: &[Atom], syntax: &Syntax, rules: &TimeRules) -> bool {
    let atom = &atoms[at];
    if !atom.capital {
        return false;
    }
    let upos = upos_at(syntax, atom);
    if matches!(upos, Upos::Verb | Upos::Aux | Upos::Adj) {
        return false;
    }
    let next = atoms.get(at + 1).filter(|next| !next.breaks);
    if next.is_some_and(|next| matches!(next.number, Some(Number::Whole { .. } | Number::Ordinal(_)))) {
        return true;
    }
    let before = at.checked_sub(1).map(|before| &atoms[before]).filter(|_| !atom.breaks);
    let cue = rules.vocabulary.find_class("date-cue");
    let cued = before
        .and_then(|before| before.word)
        .is_some_and(|word| rules.vocabulary.memberships(word).iter().any(|membership| Some(membership.class) == cue));
    if cued || before.is_some_and(|before| matches!(before.number, Some(Number::Whole { .. } | Number::Ordinal(_)))) {
        return true;
    }
    // "Theresa May" and "May Day" are names.
    let beside = |other: Option<&Atom>| other.is_some_and(|other| other.capital && other.letters);
    upos.is_nominal() && !beside(before) && !beside(next)
}

use crate::atom::Number;
