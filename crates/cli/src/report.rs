//! `rapporteur report`: one page to hand on, that opens from disk.

use crate::args::ReportArgs;
use crate::ask::Question;
use crate::whole;
use anyhow::Context;
use rapporteur_exchange::Sheet;
use rapporteur_ledger::{EventRow, Order, Shown};
use rapporteur_page::{Handout, handout};
use rapporteur_views::{Lanes, acts, of_events, quotes, sources, timeline, world_map};
use std::fs::File;
use std::io::Write;

/// Nodes of a network on paper.
const NODES: usize = 40;

/// The events as a table.
fn csv(rows: &[EventRow]) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let mut sheet = Sheet::new::<EventRow>(&mut bytes)?;
    for row in rows {
        sheet.write(row)?;
    }
    sheet.finish()?;
    Ok(String::from_utf8(bytes)?)
}

/// Writes the page of the events that match.
pub(crate) fn report(args: &ReportArgs) -> anyhow::Result<usize> {
    whole::refuse_ledger(&args.out, &args.ask.ledger.ledger)?;
    let Question { ledger, query, horizon } = Question::of(&args.ask)?;
    let rows = ledger.list(&query, &horizon, Order::Worth, Some(args.limit))?;
    let all = ledger.count(&query, &horizon)?;
    let mut events = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Shown::Event(detail) = ledger.show(&row.id, &horizon)? {
            events.push(*detail);
        }
    }
    let spots = ledger.spots(&query, &horizon)?;
    let quotations = ledger.quotations(&query, &horizon, 1_000)?;
    let all_sources = ledger.sources(&query, &horizon)?;
    let name = ledger.path().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let page = handout(&Handout {
        query: &args.ask.query.join(" "),
        ledger: &name,
        made: &format!("{:.0}", jiff::Timestamp::now()),
        events: &events,
        all,
        timeline: &timeline(of_events(&rows, Lanes::Pair), None),
        map: &world_map(&spots, all),
        acts: &acts(&rows, NODES),
        quotes: &quotes(&quotations, NODES),
        publishers: &sources(&all_sources, "publisher"),
        quoted: &sources(&all_sources, "quoted"),
        csv: &csv(&rows)?,
    });
    if args.out.as_os_str() == "-" {
        std::io::stdout().lock().write_all(page.as_bytes())?;
    } else {
        let write = |mut file: File| {
            file.write_all(page.as_bytes())?;
            Ok(file)
        };
        whole::write(&args.out, write).with_context(|| format!("could not write {}", args.out.display()))?;
        eprintln!("{}: {} of {all} events", args.out.display(), events.len());
    }
    Ok(0)
}
