//! `rapporteur list`, `timeline`, `sources`, `entities`, `stats`: questions to a ledger.

use crate::args::{AskArgs, ListArgs, Sort, SourcesArgs, StatsArgs, TableFormat, reviewer};
use crate::table::{self, Cells, chosen, or_empty};
use crate::{page, progress};
use rapporteur_ledger::{EntityRow, EventRow, Horizon, Ledger, Order, Party, Query, SourceRow};
use rapporteur_views::status_word;
use std::io::{self, Write};

/// More events than this are not counted for the line under a table.
const COUNTED: u64 = 10_000;

/// A table has at most so many rows, unless more are asked for.
const PAGE: u64 = 40;

/// What was asked.
pub(crate) struct Question {
    pub(crate) ledger: Ledger,
    pub(crate) query: Query,
    pub(crate) horizon: Horizon,
}

impl Question {
    pub(crate) fn of(args: &AskArgs) -> anyhow::Result<Self> {
        let mut query = Query::parse(&args.query.join(" "))?;
        if let Some(days) = &args.on {
            query = query.and(Query::on(days)?);
        }
        let mut horizon = Horizon::default();
        if let Some(day) = &args.as_of {
            horizon = horizon.as_of(day)?;
        }
        if let Some(moment) = &args.known_at {
            horizon = horizon.known_at(moment);
        }
        Ok(Self { ledger: Ledger::read_only(&args.ledger.ledger)?, query, horizon })
    }
}

/// Lists events.
pub(crate) fn list(args: &ListArgs) -> anyhow::Result<usize> {
    let order = match args.sort {
        Sort::Worth => Order::Worth,
        Sort::Day => Order::Day,
        Sort::Reported => Order::Reported,
        Sort::Origins => Order::Origins,
    };
    events(args, order)
}

/// Lists events by the day on which they happened.
pub(crate) fn timeline(args: &ListArgs) -> anyhow::Result<usize> {
    events(args, Order::Day)
}

fn events(args: &ListArgs, order: Order) -> anyhow::Result<usize> {
    let question = Question::of(&args.ask)?;
    let format = chosen(args.format);
    let limit = args.limit.or((format == TableFormat::Table).then_some(PAGE));
    let rows = question.ledger.list_after(&question.query, &question.horizon, order, args.skip, limit)?;
    table::write(&rows, format)?;
    if format == TableFormat::Table {
        let all = question.ledger.count_up_to(&question.query, &question.horizon, Some(COUNTED))?;
        let shown = args.skip + rows.len() as u64;
        let more = if all > shown { format!(" (--limit shows more, --skip {shown} the next)") } else { String::new() };
        let least = if all == COUNTED { "more than " } else { "" };
        let unread: u64 = question.ledger.other_languages()?.values().sum();
        let unread =
            if unread > 0 { format!("; {unread} reports in other languages are kept unread") } else { String::new() };
        eprintln!("{} of {least}{all} events{more}{unread}", rows.len());
    }
    Ok(0)
}

/// Shows what media contribute, or sets how reliable one is.
pub(crate) fn sources(args: &SourcesArgs) -> anyhow::Result<usize> {
    if let Some(grade) = &args.grade {
        let name = args.ask.query.join(" ");
        anyhow::ensure!(!name.is_empty(), "--grade needs the medium's name (rapporteur sources --grade B Tasnim)");
        let by = reviewer(args.reviewer.as_deref());
        Ledger::open(&args.ask.ledger.ledger)?.set_reliability(&name, grade, &by)?;
        return Ok(0);
    }
    let question = Question::of(&args.ask)?;
    let counting = progress::of_counting();
    let rows = question.ledger.sources(&question.query, &question.horizon)?;
    counting.finish_and_clear();
    table::write(&rows, chosen(args.format))?;
    Ok(0)
}

/// Shows who takes part.
pub(crate) fn entities(args: &ListArgs) -> anyhow::Result<usize> {
    let question = Question::of(&args.ask)?;
    let format = chosen(args.format);
    let limit = args.limit.or((format == TableFormat::Table).then_some(PAGE));
    let counting = progress::of_counting();
    let rows = question.ledger.entities(&question.query, &question.horizon, limit)?;
    counting.finish_and_clear();
    table::write(&rows, format)?;
    Ok(0)
}

/// Shows a ledger in numbers.
pub(crate) fn stats(args: &StatsArgs) -> anyhow::Result<usize> {
    let counting = progress::of_counting();
    let stats = serde_json::to_value(Ledger::read_only(&args.ledger.ledger)?.stats()?)?;
    counting.finish_and_clear();
    let mut out = io::stdout().lock();
    if chosen(args.format) == TableFormat::Jsonl {
        writeln!(out, "{stats}")?;
        return Ok(0);
    }
    for (name, value) in stats.as_object().into_iter().flatten() {
        match value {
            serde_json::Value::Object(parts) => {
                for (part, number) in parts {
                    writeln!(out, "{:<28}{number}", format!("{name} {part}"))?;
                }
            }
            serde_json::Value::String(text) => writeln!(out, "{:<28}{text}", name.replace('_', " "))?,
            other => writeln!(out, "{:<28}{other}", name.replace('_', " "))?,
        }
    }
    Ok(0)
}

/// Who, with what is known of them.
pub(crate) fn named(parties: &[Party]) -> String {
    page::named(parties.iter().map(|p| (p.name.as_str(), p.country.as_deref(), p.sector.as_deref())))
}

/// `2025-03-12`, or both ends.
pub(crate) fn days(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_owned(),
        (Some(from), Some(to)) => format!("{from}..{to}"),
        (Some(day), None) | (None, Some(day)) => day.to_owned(),
        (None, None) => String::new(),
    }
}

impl Cells for EventRow {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "when",
        "type",
        "mode",
        "status",
        "who",
        "whom",
        "where",
        "country",
        "claims",
        "reports",
        "origins",
        "first_reported",
        "last_reported",
        "conflicts",
        "sentence",
        "report",
        "publisher",
    ];
    const SHOWN: &'static [&'static str] =
        &["id", "when", "type", "status", "origins", "conflicts", "who", "whom", "where", "sentence"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            days(self.from.as_deref(), self.to.as_deref()),
            self.ty.clone(),
            self.mode.join(" "),
            status_word(&self.status).to_owned(),
            named(&self.actors),
            named(&self.recipients),
            or_empty(self.place.as_deref()),
            or_empty(self.place_country.as_deref()),
            self.claims.to_string(),
            self.reports.to_string(),
            self.origins.to_string(),
            or_empty(self.first_reported.as_deref()),
            or_empty(self.last_reported.as_deref()),
            self.conflicts.join(" "),
            self.sentence.clone(),
            self.report.clone(),
            or_empty(self.publisher.as_deref()),
        ]
    }
}

impl Cells for SourceRow {
    const COLUMNS: &'static [&'static str] = <Self as rapporteur_exchange::Cells>::COLUMNS;

    fn cells(&self) -> Vec<String> {
        rapporteur_exchange::Cells::cells(self)
    }
}

impl Cells for EntityRow {
    const COLUMNS: &'static [&'static str] = <Self as rapporteur_exchange::Cells>::COLUMNS;

    fn cells(&self) -> Vec<String> {
        rapporteur_exchange::Cells::cells(self)
    }
}
