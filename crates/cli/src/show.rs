//! `rapporteur show`: an event with its versions, or a report with its claims.

use crate::args::{ShowArgs, TableFormat};
use crate::ask::{days, named};
use crate::page;
use crate::sentence::line;
use crate::table::chosen;
use anstream::ColorChoice;
use rapporteur_ledger::{COPIED, EventDetail, Horizon, Ledger, ReportDetail, Shown, Version};
use rapporteur_views::{marked, roles, status_word};
use std::io::{self, Write};

/// Shows what an id names.
pub(crate) fn show(args: &ShowArgs) -> anyhow::Result<usize> {
    let mut horizon = Horizon::default();
    if let Some(day) = &args.as_of {
        horizon = horizon.as_of(day)?;
    }
    if let Some(moment) = &args.known_at {
        horizon = horizon.known_at(moment);
    }
    let shown = Ledger::read_only(&args.ledger.ledger)?.show(&args.id, &horizon)?;
    if chosen(args.format) != TableFormat::Table {
        let mut out = io::stdout().lock();
        match &shown {
            Shown::Event(event) => serde_json::to_writer(&mut out, event)?,
            Shown::Report(report) => serde_json::to_writer(&mut out, report)?,
        }
        writeln!(out)?;
        return Ok(0);
    }
    let colored = anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never;
    let mut out = anstream::stdout().lock();
    match &shown {
        Shown::Event(event) => write_event(event, colored, &mut out)?,
        Shown::Report(report) => write_report(report, &mut out)?,
    }
    Ok(0)
}

fn write_event(detail: &EventDetail, colored: bool, out: &mut impl Write) -> io::Result<()> {
    let event = &detail.event;
    writeln!(
        out,
        "{} {} · {} · {}",
        event.id,
        event.ty,
        status_word(&event.status),
        days(event.from.as_deref(), event.to.as_deref())
    )?;
    let whom = if event.recipients.is_empty() { String::new() } else { format!(" → {}", named(&event.recipients)) };
    let place = event.place.iter().map(|place| format!(" · {place}")).collect::<String>();
    writeln!(out, "{}{whom}{place}", named(&event.actors))?;
    let dots: String = "●".repeat(event.origins.min(10) as usize);
    let only = if event.origins == 1 { ", single-source" } else { "" };
    let unknown = match detail.unknown_origins {
        0 => String::new(),
        n => format!(", {n} of them unknown: neither publisher nor source is named"),
    };
    writeln!(out, "{dots} {} reports · {} origins{only}{unknown}", event.reports, event.origins)?;
    for numbers in &detail.numbers {
        let range = if numbers.least == numbers.most {
            numbers.least.to_string()
        } else {
            format!("{}–{}", numbers.least, numbers.most)
        };
        let told: Vec<String> =
            numbers.told.iter().take(12).map(|(origin, number)| format!("{number} {origin}")).collect();
        writeln!(out, "{} {range} ({})", numbers.kind, told.join(", "))?;
    }
    if !event.conflicts.is_empty() {
        writeln!(out, "⚡ the versions disagree on: {}", event.conflicts.join(", "))?;
    }
    for (n, version) in detail.versions.iter().enumerate() {
        writeln!(out)?;
        write_version(n, version, colored, out)?;
    }
    if !detail.links.is_empty() {
        writeln!(out, "\nwhy these are one event:")?;
    }
    for link in detail.links.iter().take(20) {
        writeln!(out, "  {}–{} {:.2}: {}", link.versions.0 + 1, link.versions.1 + 1, link.score, link.reasons)?;
    }
    Ok(())
}

pub(crate) fn write_version(n: usize, version: &Version, colored: bool, out: &mut impl Write) -> io::Result<()> {
    let claim = &version.claim;
    let pieces = marked(&version.sentence, version.sentence_start, roles(claim));
    let words = line(&pieces, colored);
    let head = format!("{:>3}  ", n + 1);
    let options = textwrap::Options::new(page::width()).initial_indent(&head).subsequent_indent("     ");
    for line in textwrap::wrap(&words, options) {
        writeln!(out, "{line}")?;
    }
    let chain: String = claim
        .attribution
        .iter()
        .map(|link| {
            let source = link.source.as_ref().map_or("somebody", |source| source.name.as_str());
            let cue = link.cue.as_ref().map(|cue| format!(" “{}”", cue.text)).unwrap_or_default();
            format!(" › {source}{cue}")
        })
        .collect();
    let when = claim.date.as_ref().map(|date| format!(" · {}", date.value)).unwrap_or_default();
    let counts: String = version.counts.iter().map(|count| format!(" · {} {}", count.number, count.kind)).collect();
    writeln!(out, "     {}{when}{counts} · □ this report{chain}", status_word(&claim.status))?;
    for printed in version.printed.iter().take(10) {
        let publisher = printed.publisher.as_deref().unwrap_or("publisher unknown");
        let published = printed.published.as_deref().unwrap_or("date unknown");
        let title = printed.title.as_deref().map(|title| format!(" “{title}”")).unwrap_or_default();
        writeln!(out, "     {publisher}, {published}{title} (report {}, origin {})", printed.report, printed.origin)?;
    }
    if version.printed.len() > 10 {
        writeln!(out, "     and {} more reports", version.printed.len() - 10)?;
    }
    Ok(())
}

fn write_report(report: &ReportDetail, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", report.title.as_deref().unwrap_or(&report.name))?;
    let publisher = report.publisher.as_deref().unwrap_or("publisher unknown");
    let published = report.published.as_deref().unwrap_or("date unknown");
    writeln!(
        out,
        "{publisher}, {published} · report {} · added {} · read by {}",
        report.id, report.added_at, report.model
    )?;
    for (claim, event) in &report.events {
        let others = event.reports - 1;
        let whom =
            if event.recipients.is_empty() { String::new() } else { format!(" → {}", named(&event.recipients)) };
        let told = if others > 0 { format!(" · also in {others} reports") } else { String::new() };
        writeln!(
            out,
            "\n  {claim} {} · {} · {}{whom}{told}",
            event.ty,
            status_word(&event.status),
            named(&event.actors)
        )?;
    }
    let (copies, some): (Vec<_>, Vec<_>) = report.copies.iter().partition(|copy| copy.share >= COPIED);
    for (what, copies) in [("copies", copies), ("paragraphs in common", some)] {
        if !copies.is_empty() {
            writeln!(out, "\n{what}:")?;
        }
        for copy in copies.iter().take(20) {
            let publisher = copy.publisher.as_deref().unwrap_or("publisher unknown");
            let published = copy.published.as_deref().unwrap_or("date unknown");
            writeln!(out, "  {:>3.0} % {publisher}, {published} (report {})", 100.0 * copy.share, copy.report)?;
        }
    }
    Ok(())
}
