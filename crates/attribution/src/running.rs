//! Quotations that go on: "We won," he said. "It is over."

use crate::found::Found;
use crate::page::Page;
use crate::quotes::Quote;
use crate::verbs::{merged, run_on};
use rapporteur_text::TextRange;
use std::collections::HashSet;

/// Gives quotations that nobody speaks yet to who spoke last.
pub(crate) fn attach(page: &Page<'_>, found: &mut [Found<'_>]) {
    found.sort_by_key(|f| f.cue.start);
    let spoken = merged(found.iter().filter(|f| f.open_ended).flat_map(|f| f.content.iter().copied()).collect());
    // Speakers inside quotations do not speak what follows the quotation.
    let speakers: Vec<usize> =
        (0..found.len()).filter(|&i| found[i].open_ended && page.quotes.at(found[i].cue.start).is_none()).collect();
    let mut next = 0;
    let mut last: Option<Voice> = None;
    for quote in page.quotes.iter() {
        while next < speakers.len() && found[speakers[next]].cue.start < quote.range.start {
            let voice = Voice::of(page, &found[speakers[next]], speakers[next]);
            match last.as_mut() {
                Some(quoted) if quoted.holds_floor(page, found, &voice) => quoted.pass_over(voice),
                _ => last = Some(voice),
            }
            next += 1;
        }
        let Some(voice) = last.as_mut() else { continue };
        if quote.range.start >= voice.end && !is_spoken(&spoken, quote) && voice.goes_on(page, quote) {
            let more = run_on(page, quote);
            voice.end = more.last().map_or(quote.range.end, |last| last.end);
            voice.quoted = true;
            found[voice.of].content.push(quote.range);
            found[voice.of].content.extend(more);
        }
    }
    for f in found.iter_mut() {
        f.content = merged(std::mem::take(&mut f.content));
    }
    yield_to_tags(page, found);
}

/// A paragraph in which a quotation runs on may have a tag of its own ("he added"); it is then its content alone.
fn yield_to_tags(page: &Page<'_>, found: &mut [Found<'_>]) {
    let paragraph = |range: TextRange| page.quotes.paragraph_of(range.start);
    let tagged: HashSet<TextRange> = found
        .iter()
        .filter(|f| f.open_ended)
        .flat_map(|f| f.content.iter().filter(|&&piece| paragraph(piece) == paragraph(f.cue)).copied())
        .collect();
    for f in found {
        let own = paragraph(f.cue);
        if f.content.len() > 1 {
            f.content.retain(|piece| paragraph(*piece) == own || !tagged.contains(piece));
        }
    }
}

/// Who spoke last, and up to where.
struct Voice {
    of: usize,
    end: u32,
    /// Whether what they said stands in quotation marks.
    quoted: bool,
    /// What they said after the place that is looked at, by where it begins, next first.
    ends: Vec<u32>,
}

fn is_spoken(spoken: &[TextRange], quote: Quote) -> bool {
    let i = spoken.partition_point(|range| range.end <= quote.range.start);
    spoken.get(i).is_some_and(|range| range.start <= quote.range.start + 3)
}

impl Voice {
    fn of(page: &Page<'_>, f: &Found<'_>, of: usize) -> Self {
        let quoted = |c: &TextRange| page.quotes.at(c.start).or(page.quotes.at(c.end.saturating_sub(1))).is_some();
        let source = f.source.as_ref().map(|source| source.range.end);
        let mut ends: Vec<u32> = f.content.iter().map(|c| c.end).chain(source).collect();
        ends.sort_unstable_by(|a, b| b.cmp(a));
        Self { of, end: f.cue.end, quoted: f.content.iter().any(quoted), ends }
    }

    /// Whether somebody else only has a say within the tag of this speaker, without a quotation: "said Ann Lee, who backs
    /// the plan", "she said, stressing that it was late".
    fn holds_floor(&self, page: &Page<'_>, found: &[Found<'_>], other: &Self) -> bool {
        let sentence = |voice: &Self| page.syntax.sentence_of(found[voice.of].cue_head);
        self.quoted && !other.quoted && sentence(self) == sentence(other)
    }

    fn pass_over(&mut self, other: Self) {
        self.ends.extend(other.ends);
        self.ends.push(other.end);
        self.ends.sort_unstable_by(|a, b| b.cmp(a));
    }

    /// Whether a quotation follows on what was said: it begins a sentence of the same paragraph right behind it, or it is
    /// the whole of the next paragraph.
    fn goes_on(&mut self, page: &Page<'_>, quote: Quote) -> bool {
        while let Some(end) = self.ends.pop_if(|end| *end <= quote.range.start) {
            self.end = self.end.max(end);
        }
        let gap = TextRange::new(self.end, quote.range.start).of(page.text).trim_end();
        // "…," he said, but "…"
        let gap = [", but", ", and", ", because"].iter().find_map(|joint| gap.strip_suffix(joint)).map_or(gap, |_| ",");
        let (here, there) =
            (page.quotes.paragraph_of(self.end.saturating_sub(1)), page.quotes.paragraph_of(quote.range.start));
        if here == there {
            let begins = gap.is_empty() || gap.ends_with(|c| ".!?,:;—–-\"”'".contains(c));
            return self.quoted && begins && gap.len() < 160 && gap.matches(". ").count() <= 1;
        }
        let paragraph = page.quotes.paragraphs[there];
        let whole = quote.range.start == paragraph.start && quote.range.end + 2 >= paragraph.end;
        // A long tag may stand between, but no other sentence.
        let tag = gap.trim_start();
        let near = tag.len() < 40 || self.quoted && tag.len() < 160 && !tag.contains(". ");
        whole && there == here + 1 && near
    }
}
