//! `rapporteur correct` and `history`: what people judge of claims.

use crate::args::{self, By, CorrectArgs, Correction, HistoryArgs, PublishedArgs, With};
use crate::overlay;
use crate::table::{self, Cells, chosen, or_empty};
use rapporteur::Reader;
use rapporteur::output::Document;
use rapporteur_ledger::{Act, Change, Entry, Horizon, JudgementRow, Ledger, Reviewer, Shown};

/// Judges a claim, or undoes a judgement.
pub(crate) fn correct(args: &CorrectArgs) -> anyhow::Result<usize> {
    let (act, judge) = match &args.command {
        Correction::Accept(judge) => (Act::Accept, judge),
        Correction::Reject(judge) => (Act::Reject, judge),
        Correction::Unsure(judge) => (Act::Unsure, judge),
        Correction::Split(judge) => (Act::Split, judge),
        Correction::Merge { other, judge } => (Act::Merge(other.clone()), judge),
        Correction::Edit { field, value, judge } => (Act::Edit { field: field.clone(), value: value.clone() }, judge),
        Correction::Published(args) => return published(args),
        Correction::Undo(judge) => {
            Ledger::open(&judge.by.ledger.ledger)?.undo(&judge.id, &reviewer(&judge.by))?;
            return Ok(0);
        }
    };
    let made = Ledger::open(&judge.by.ledger.ledger)?.judge(&judge.id, &act, &reviewer(&judge.by))?;
    eprintln!("judgement {made} (rapporteur correct undo {made} takes it back)");
    Ok(0)
}

pub(crate) fn reviewer(by: &By) -> Reviewer {
    Reviewer { name: args::reviewer(by.reviewer.as_deref()), reason: by.reason.clone() }
}

/// Sets the date of publication of a report, which is read again with it.
fn published(args: &PublishedArgs) -> anyhow::Result<usize> {
    let mut ledger = Ledger::open(&args.by.ledger.ledger)?;
    let report = ledger.dated(&args.id, &args.date)?;
    let model = match &args.model {
        Some(model) => model.clone(),
        None => model_of(&ledger, &args.id)?,
    };
    let with = With { model, own: args.own.clone() };
    let reader = Reader::new(overlay::resources(&with)?);
    let document = Document::new(&report, &reader.read(&report), reader.resources());
    let (made, changes) = ledger.set_published(&args.id, &Entry { report, document }, &reviewer(&args.by))?;
    for Change { change, claim, trigger, fields, .. } in &changes {
        let fields: Vec<String> =
            fields.iter().map(|(name, (before, after))| format!("{name}: {before} → {after}")).collect();
        eprintln!("{change} {claim} “{trigger}” {}", fields.join("; "));
    }
    eprintln!("judgement {made} (rapporteur correct undo {made} takes it back)");
    Ok(0)
}

/// The model that read a report before, where it is one that the program carries.
fn model_of(ledger: &Ledger, id: &str) -> anyhow::Result<String> {
    let Shown::Report(report) = ledger.show(id, &Horizon::default())? else { return Ok("deep".into()) };
    Ok(if report.model.starts_with("fast-") { "fast" } else { "deep" }.into())
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
