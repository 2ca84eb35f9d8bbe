//! Quotations that go on: "We won," he said. "It is over."

use crate::found::Found;
use crate::page::Page;
use crate::quotes::Quote;
use crate::verbs::{merged, run_on};
use rapporteur_text::TextRange;

/// Gives quotations that nobody speaks yet to who spoke last.
pub(crate) fn attach(page: &Page<'_>, found: &mut [Found<'_>]) {
    found.sort_by_key(|f| f.cue.start);
    let mut spoken: Vec<TextRange> = found.iter().filter(|f| f.open_ended).flat_map(|f| f.content.clone()).collect();
    spoken = merged(spoken);
    // Speakers inside quotations do not speak what follows the quotation.
    let speakers: Vec<usize> = (0..found.len())
        .filter(|&i| found[i].open_ended && page.quotes.at(found[i].cue.start).is_none())
        .collect();
    let mut next = 0;
    let mut last: Option<usize> = None;
    for quote in page.quotes.iter().collect::<Vec<_>>() {
        while next < speakers.len() && found[speakers[next]].cue.start < quote.range.start {
            last = Some(speakers[next]);
            next += 1;
        }
        let Some(speaker) = last else { continue };
        if is_spoken(&spoken, quote) || !goes_on(page, &found[speaker], quote) {
            continue;
        }
        let f = &mut found[speaker];
        f.content.push(quote.range);
        f.content.extend(run_on(page, quote));
        f.content = merged(std::mem::take(&mut f.content));
        spoken.extend(run_on(page, quote));
        spoken = merged(std::mem::take(&mut spoken));
    }
}

fn is_spoken(spoken: &[TextRange], quote: Quote) -> bool {
    let i = spoken.partition_point(|range| range.end <= quote.range.start);
    spoken.get(i).is_some_and(|range| range.start <= quote.range.start + 3)
}

/// Whether a quotation follows on what a speaker said: it begins a sentence of the same paragraph right behind it, or it
/// is the whole of the next paragraph after one that ended quoted.
fn goes_on(page: &Page<'_>, f: &Found<'_>, quote: Quote) -> bool {
    let parts = f.content.iter().chain(f.source.as_ref().map(|s| &s.range)).chain([&f.cue]);
    let end = parts.map(|range| range.end).filter(|&end| end <= quote.range.start).max().unwrap_or(0);
    let gap = TextRange::new(end, quote.range.start).of(page.text);
    let starts_sentence = gap.trim_end().ends_with(['.', '!', '?', ',', ':', ';', '—', '–', '-', '"', '”']) || gap.trim().is_empty();
    let (here, there) = (page.quotes.paragraph_of(end), page.quotes.paragraph_of(quote.range.start));
    let quoted_before = f.content.iter().any(|c| page.quotes.at(c.start).is_some() || page.quotes.at(c.end.saturating_sub(1)).is_some());
    if here == there {
        return quoted_before && starts_sentence && gap.len() < 160 && gap.matches(". ").count() <= 1;
    }
    let paragraph = page.quotes.paragraphs[there];
    let whole = quote.range.start == paragraph.start && quote.range.end + 2 >= paragraph.end;
    whole && there == here + 1 && gap.trim().len() < 40
}
