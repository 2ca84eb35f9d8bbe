//! `rapporteur review`: claims one after the other, the most doubtful first, with one key for each judgement.

use crate::args::ReviewArgs;
use crate::ask::named;
use crate::correct::reviewer;
use crate::show::write_version;
use anstream::ColorChoice;
use console::{Key, Term};
use rapporteur_ledger::{Act, Doubt, Ledger, Party, Query, Reviewer};
use std::io::{self, BufRead, IsTerminal, Write};

const KEYS: &str = "a accept   x reject   u unsure   s skip   z undo the last   q quit   ? help";

/// What was done with a claim: the judgement's id, or that it was skipped.
type Done = Option<String>;

/// Lets claims be judged until all are, or until the reviewer quits.
pub(crate) fn review(args: &ReviewArgs) -> anyhow::Result<usize> {
    let query = Query::parse(&args.query.join(" "))?;
    let mut ledger = Ledger::open(&args.by.ledger.ledger)?;
    let by = reviewer(&args.by);
    let doubts = ledger.doubts(&query, args.limit)?;
    let mut keys = Keys::of_input();
    let colored = anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never;
    let mut out = anstream::stdout().lock();
    let mut done: Vec<Done> = Vec::new();
    let mut tally = Tally::default();
    while let Some(doubt) = doubts.get(done.len()) {
        write_doubt(&ledger, doubt, (done.len() + 1, doubts.len()), colored, &mut out)?;
        if !judge(&mut ledger, doubt, &by, &mut keys, &mut done, &mut tally, &mut out)? {
            break;
        }
    }
    let left = doubts.len() - done.len();
    let Tally { accepted, rejected, unsure, skipped } = tally;
    eprintln!("{accepted} accepted, {rejected} rejected, {unsure} unsure, {skipped} skipped; {left} left");
    Ok(0)
}

#[derive(Default)]
struct Tally {
    accepted: usize,
    rejected: usize,
    unsure: usize,
    skipped: usize,
}

/// Asks for keys until one of them settles what comes next; false where that is the end.
fn judge(
    ledger: &mut Ledger,
    doubt: &Doubt,
    by: &Reviewer,
    keys: &mut Keys,
    done: &mut Vec<Done>,
    tally: &mut Tally,
    out: &mut impl Write,
) -> anyhow::Result<bool> {
    loop {
        let act = match keys.next()? {
            Some('a') => Act::Accept,
            Some('x') => Act::Reject,
            Some('u') => Act::Unsure,
            Some('s') => {
                tally.skipped += 1;
                done.push(None);
                return Ok(true);
            }
            Some('z') if done.is_empty() => {
                writeln!(out, "     nothing was judged yet")?;
                continue;
            }
            Some('z') => {
                take_back(ledger, by, done, tally)?;
                return Ok(true);
            }
            Some('q') | None => return Ok(false),
            Some('?') => {
                writeln!(out, "     {KEYS}")?;
                continue;
            }
            Some(other) => {
                writeln!(out, "     {other:?} is no key: {KEYS}")?;
                continue;
            }
        };
        done.push(Some(ledger.judge(&doubt.id, &act, by)?));
        *tally.of(&act) += 1;
        return Ok(true);
    }
}

impl Tally {
    fn of(&mut self, act: &Act) -> &mut usize {
        match act {
            Act::Accept => &mut self.accepted,
            Act::Reject => &mut self.rejected,
            Act::Unsure => &mut self.unsure,
            _ => &mut self.skipped,
        }
    }
}

/// The last claim is shown again, and its judgement undone where it got one.
fn take_back(ledger: &mut Ledger, by: &Reviewer, done: &mut Vec<Done>, tally: &mut Tally) -> anyhow::Result<()> {
    match done.pop() {
        Some(Some(judgement)) => {
            let kinds = ledger.history(None)?;
            let kind = kinds.iter().find(|row| row.id == judgement).map(|row| row.kind.clone()).unwrap_or_default();
            ledger.undo(&judgement, by)?;
            let count = match kind.as_str() {
                "accept" => &mut tally.accepted,
                "reject" => &mut tally.rejected,
                _ => &mut tally.unsure,
            };
            *count = count.saturating_sub(1);
        }
        Some(None) => tally.skipped = tally.skipped.saturating_sub(1),
        None => {}
    }
    Ok(())
}

fn write_doubt(
    ledger: &Ledger,
    doubt: &Doubt,
    (n, of): (usize, usize),
    colored: bool,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let version = ledger.claim(&doubt.id)?;
    let claim = &version.claim;
    let parties = |parties: &[rapporteur::output::Participant]| {
        let parties: Vec<Party> = parties
            .iter()
            .map(|p| Party { name: p.name.clone(), country: p.country.clone(), sector: p.sector.clone() })
            .collect();
        named(&parties)
    };
    let whom = if claim.recipients.is_empty() { String::new() } else { format!(" → {}", parties(&claim.recipients)) };
    let place = claim.place.iter().map(|place| format!(" · {}", place.name)).collect::<String>();
    let mode = claim.mode.iter().map(|mode| format!(" {mode}")).collect::<String>();
    writeln!(out, "\n{n}/{of} {} {}{mode} · {}{whom}{place}", doubt.id, claim.ty, parties(&claim.actors))?;
    let single = if doubt.origins == 1 { "one origin".to_owned() } else { format!("{} origins", doubt.origins) };
    let conflicts = if doubt.conflicts.is_empty() {
        String::new()
    } else {
        format!(" · ⚡ other reports differ on: {}", doubt.conflicts.join(", "))
    };
    writeln!(out, "     confidence {:.2} · {single}{conflicts}", claim.confidence)?;
    write_version(n - 1, &version, colored, out)?;
    out.flush()?;
    Ok(())
}

/// Keys as they are pressed on a terminal, else the first letter of each line.
enum Keys {
    Pressed(Term),
    Lines(io::Stdin),
}

impl Keys {
    fn of_input() -> Self {
        if io::stdin().is_terminal() { Self::Pressed(Term::stderr()) } else { Self::Lines(io::stdin()) }
    }

    /// The next key in lower case; `None` at the end of the input.
    fn next(&mut self) -> io::Result<Option<char>> {
        match self {
            Self::Pressed(terminal) => {
                eprint!("     a x u s z q ? ");
                let key = terminal.read_key();
                eprintln!();
                match key {
                    Ok(Key::Char(key)) => Ok(key.to_lowercase().next()),
                    Ok(Key::Escape | Key::CtrlC) => Ok(None),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
                    Ok(_) => Ok(Some('?')),
                    Err(error) => Err(error),
                }
            }
            Self::Lines(lines) => loop {
                let mut line = String::new();
                if lines.lock().read_line(&mut line)? == 0 {
                    return Ok(None);
                }
                if let Some(key) = line.trim().chars().next() {
                    return Ok(key.to_lowercase().next());
                }
            },
        }
    }
}
