//! `rapporteur correct` and `history`: what people judge of claims.

use crate::args::{self, CorrectArgs, Correction, HistoryArgs, Judge};
use crate::table::{self, Cells, chosen, or_empty};
use rapporteur_ledger::{Act, JudgementRow, Ledger, Reviewer};

/// Judges a claim, or undoes a judgement.
pub(crate) fn correct(args: &CorrectArgs) -> anyhow::Result<usize> {
    let (act, judge) = match &args.command {
        Correction::Accept(judge) => (Act::Accept, judge),
        Correction::Reject(judge) => (Act::Reject, judge),
        Correction::Split(judge) => (Act::Split, judge),
        Correction::Merge { other, judge } => (Act::Merge(other.clone()), judge),
        Correction::Edit { field, value, judge } => (Act::Edit { field: field.clone(), value: value.clone() }, judge),
        Correction::Undo(judge) => {
            Ledger::open(&judge.ledger.ledger)?.undo(&judge.id, &reviewer(judge))?;
            return Ok(0);
        }
    };
    let made = Ledger::open(&judge.ledger.ledger)?.judge(&judge.id, &act, &reviewer(judge))?;
    eprintln!("judgement {made} (rapporteur correct undo {made} takes it back)");
    Ok(0)
}

fn reviewer(judge: &Judge) -> Reviewer {
    Reviewer { name: args::reviewer(judge.reviewer.as_deref()), reason: judge.reason.clone() }
}

/// Shows what was judged.
pub(crate) fn history(args: &HistoryArgs) -> anyhow::Result<usize> {
    let rows = Ledger::read_only(&args.ledger.ledger)?.history(args.id.as_deref())?;
    table::write(&rows, chosen(args.format))?;
    Ok(0)
}

impl Cells for JudgementRow {
    const COLUMNS: &'static [&'static str] =
        &["id", "at", "reviewer", "kind", "claim", "other", "field", "value", "undone", "reason"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.at.clone(),
            self.reviewer.clone(),
            self.kind.clone(),
            self.claim.clone(),
            or_empty(self.other.as_deref()),
            or_empty(self.field.as_deref()),
            or_empty(self.value.as_deref()),
            if self.undone { "undone".to_owned() } else { String::new() },
            or_empty(self.reason.as_deref()),
        ]
    }
}
