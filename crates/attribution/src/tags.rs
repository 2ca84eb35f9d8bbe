//! The words beside a quotation that tell who speaks: "… ," the minister said on Tuesday.
//!
//! Quotations break sentences and mislead parsers, so their tags are read from marks and word order, with the tree
//! as a help.

use crate::cues::{Class, Frame};
use crate::found::{Source, source};
use crate::page::Page;
use crate::quotes::Quote;
use crate::verbs::{grown, joined, merged, run_on, that_clause};
use rapporteur_syntax::{Upos, WordRange};
use rapporteur_text::TextRange;

/// How many words may stand between a quotation and the verb of its tag.
const LONGEST: usize = 40;

/// What a tag tells.
pub(crate) struct Tag {
    pub(crate) source: Option<Source>,
    pub(crate) content: Vec<TextRange>,
}

/// The tag behind a quotation that ends in a comma, a question or exclamation mark, in the sentence of its verb.
pub(crate) fn behind(page: &Page<'_>, verb: usize, cue: &WordRange) -> Option<Tag> {
    let start = page.word(cue.start).range.start;
    let quote = page.quotes.before(start).filter(|_| page.quotes.at(start).is_none())?;
    let between = page.syntax.words_in(TextRange::new(quote.range.end, start));
    let between = between.start..between.end.min(cue.start);
    let sentence = page.sentence(verb);
    let last = page.syntax.words_in(quote.range).end.checked_sub(1)?;
    // "… ," and added that: no tag, but another saying.
    let free = |clause: usize| clause >= cue.end && page.quotes.at(page.word(clause).range.start).is_none();
    let own = page.syntax.children_by(verb, "ccomp").any(free) || that_clause(page, verb, cue).is_some();
    let again = own || joined(page, verb) && page.subject(verb).is_none();
    if page.quotes.paragraph_of(quote.range.start) != page.quotes.paragraph_of(start) {
        return None;
    }
    if again || between.len() > LONGEST || between.start < sentence.start && page.sentence(last) != sentence {
        return None;
    }
    let inside = quote.range.of(page.text).trim_end_matches(['"', '”', '\'', '’', '»']);
    let after = TextRange::new(quote.range.end, start).of(page.text).trim_start();
    let goes_on = inside.ends_with([',', '?', '!', '—', '–', '-', '…']) || after.starts_with([',', '—', '–']);
    let speaks = |i: usize| {
        let word = page.word(i);
        let entry = || page.cues.of(Class::Verb, page.cues.lemma(word)).any(|entry| entry.has(Frame::Quote));
        word.upos == Upos::Verb && entry()
    };
    if !goes_on || between.clone().any(speaks) {
        return None;
    }
    let source = match page.trimmed(between.clone()) {
        Some(range) if !may_speak(page, range) => return None,
        Some(range) => between_speaker(page, verb, range),
        None => following(page, verb, cue, &sentence),
    };
    Some(Tag { source, content: content(page, verb, quote, &sentence) })
}

/// What follows a colon that ends the paragraph: "He said:", and in the next one what.
pub(crate) fn introduced(page: &Page<'_>, verb: usize, cue: &WordRange) -> Option<Vec<TextRange>> {
    let start = page.word(verb).range.start;
    let at = page.quotes.paragraph_of(start);
    let here = *page.quotes.paragraphs.get(at)?;
    let next = *page.quotes.paragraphs.get(at + 1)?;
    if page.quotes.at(start).is_some() || !here.of(page.text).trim_end().ends_with(':') {
        return None;
    }
    let between = cue.end..page.syntax.words_in(here).end;
    if between.is_empty() || between.len() > LONGEST / 4 || between.clone().any(|i| page.attributes(i)) {
        return None;
    }
    match page.quotes.after(here.end).filter(|quote| quote.range.start == next.start) {
        Some(quote) => Some(std::iter::once(quote.range).chain(run_on(page, quote)).collect()),
        None => Some(vec![next]),
    }
}

/// Whether what stands between the quotation and the verb can name a speaker; else this is no tag.
fn may_speak(page: &Page<'_>, range: TextRange) -> bool {
    let words = page.syntax.words_in(range);
    !matches!(page.word(words.start).upos, Upos::Verb | Upos::Aux | Upos::Sconj)
        && words.clone().any(|i| names(page, i))
}

/// Who stands between the quotation and the verb.
fn between_speaker(page: &Page<'_>, verb: usize, range: TextRange) -> Option<Source> {
    let words = page.syntax.words_in(range);
    let subject = page.subject(verb).filter(|subject| words.contains(subject));
    if matches!(page.word(words.start).upos, Upos::Adp | Upos::Adv) {
        return subject.and_then(|subject| source(page, subject));
    }
    let top = words.clone().find(|&i| names(page, i) && page.syntax.head(i).is_none_or(|head| !words.contains(&head)));
    let head = subject.or(top).or_else(|| words.clone().find(|&i| names(page, i)))?;
    Some(Source { range, head })
}

fn names(page: &Page<'_>, i: usize) -> bool {
    page.word(i).upos.is_nominal() || matches!(page.word(i).upos, Upos::Pron | Upos::Num)
}

/// Who stands right behind the verb: "said the minister".
fn following(page: &Page<'_>, verb: usize, cue: &WordRange, sentence: &WordRange) -> Option<Source> {
    let mut end = cue.end;
    while end < sentence.end && end < cue.end + LONGEST && in_noun_phrase(page, end) {
        end += 1;
    }
    let head = page.subject(verb).filter(|&subject| subject > verb);
    let head = head.or_else(|| (cue.end..end).rev().find(|&i| names(page, i)))?;
    let limit = page.quotes.after(page.word(cue.end - 1).range.end).map_or(u32::MAX, |quote| quote.range.start);
    let span = page.span(head);
    let mut to = if span.start >= cue.end { span.end.max(end) } else { end };
    to = apposed(page, to, sentence.end).max(to);
    while to > cue.end && page.word(to - 1).range.end > limit {
        to -= 1;
    }
    Some(Source { range: page.trimmed(cue.end..to)?, head })
}

fn in_noun_phrase(page: &Page<'_>, i: usize) -> bool {
    let word = page.word(i);
    names(page, i) || matches!(word.upos, Upos::Det | Upos::Adj | Upos::Part) || word.form == "of" || word.form == "."
}

/// What the tag is about: the quotation, with the words before it where it ends a sentence that began without it.
fn content(page: &Page<'_>, verb: usize, quote: Quote, sentence: &WordRange) -> Vec<TextRange> {
    let words = page.syntax.words_in(quote.range);
    let from = page.sentence(words.start).start;
    let mut content = grown(page, verb, std::slice::from_ref(&words), true);
    let led_in = from >= sentence.start
        && (from..words.start).any(|i| page.is_verb(i))
        && page.word(words.start - 1).form != ":";
    // Another quotation with a clause in it is another saying; a quoted word is not.
    let own = (from..words.start).any(|i| page.is_verb(i) && page.quotes.at(page.word(i).range.start).is_some());
    if led_in && !own {
        content.extend(page.trimmed(from..words.end));
    }
    content.extend(run_on(page, quote));
    merged(content)
}

/// Who stands between the last punctuation and the verb, where the tree does not tell: "Talks failed, the envoy said".
pub(crate) fn in_front(page: &Page<'_>, verb: usize, cue: &WordRange) -> Option<Source> {
    let sentence = page.sentence(verb);
    let mut from = cue.start;
    let ends = |i: usize| matches!(page.word(i).upos, Upos::Punct | Upos::Sconj);
    while from > sentence.start && cue.start - from < 12 && !ends(from - 1) {
        from -= 1;
    }
    let words = from..cue.start;
    let Some(first) = words.clone().next() else { return apposed_in_front(page, verb, cue) };
    let plain = words.clone().all(|i| !matches!(page.word(i).upos, Upos::Verb | Upos::Aux | Upos::Sconj));
    let begins = !matches!(page.word(first).upos, Upos::Adp | Upos::Adv | Upos::Cconj | Upos::Part);
    if !plain || !begins || !names(page, cue.start - 1) || page.word(verb).feats.get("VerbForm") != Some("Fin") {
        return None;
    }
    Some(Source { range: page.trimmed(words)?, head: cue.start - 1 })
}

/// The same with an apposition between two commas, at the begin of the sentence: "Ann Lee, head of the union, said".
fn apposed_in_front(page: &Page<'_>, verb: usize, cue: &WordRange) -> Option<Source> {
    let sentence = page.sentence(verb);
    let words = page.behind_dateline(sentence.start)..cue.start.checked_sub(1)?;
    let is_comma = |i: &usize| page.word(*i).form == ",";
    let comma = words.clone().find(is_comma)?;
    let name = words.start..comma;
    let plain = |i: usize| {
        names(page, i) || matches!(page.word(i).upos, Upos::Det | Upos::Adj | Upos::Punct) || page.word(i).form == "of"
    };
    let finite = page.word(verb).feats.get("VerbForm") == Some("Fin");
    let told = words.clone().any(|i| page.attributes(i) || page.quotes.at(page.word(i).range.start).is_some());
    if !is_comma(&words.end) || !finite || told || words.len() > LONGEST || !name.clone().all(plain) {
        return None;
    }
    let head = name.clone().rev().find(|&i| page.word(i).upos.is_nominal())?;
    Some(Source { range: page.trimmed(words)?, head })
}

/// A source with the apposition that stands between it and the verb: "Ann Lee, head of the union, said".
pub(crate) fn completed(page: &Page<'_>, source: Source, cue: &WordRange) -> Source {
    let start = page.word(cue.start).range.start;
    let between = page.syntax.words_in(TextRange::new(source.range.end, start));
    let between = between.start..between.end.min(cue.start);
    if source.range.end > start || between.is_empty() || between.len() > LONGEST {
        return source;
    }
    // The rest of a noun phrase that the parser cut: "Senator | Ann Lee", "six | of ten voters".
    let first = page.word(between.start);
    let rest = matches!(first.upos, Upos::Propn | Upos::Noun) || first.form == "of";
    let plain = |i: usize| !matches!(page.word(i).upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Adv | Upos::Sconj);
    if rest && between.clone().all(plain) {
        let dated = page.syntax.children_by(cue.end - 1, "obl").any(|child| between.contains(&child));
        return if dated {
            source
        } else {
            Source { range: TextRange::new(source.range.start, page.word(between.end - 1).range.end), ..source }
        };
    }
    // The same before an apposition: "economist | Ann Lee, who has studied the plan, said".
    let is_name = |i: &usize| matches!(page.word(*i).upos, Upos::Propn | Upos::Noun);
    let names_end = between.start + between.clone().take_while(is_name).count();
    let (source, between) = match names_end.checked_sub(1).filter(|_| names_end > between.start) {
        Some(last) if rest && page.word(names_end).form == "," => {
            let range = TextRange::new(source.range.start, page.word(last).range.end);
            (Source { range, ..source }, names_end..between.end)
        }
        _ => (source, between),
    };
    if between.len() < 3 {
        return source;
    }
    let is_comma = |i: usize| page.word(i).form == ",";
    let quoted = page.quotes.at(page.word(between.start).range.start).is_some();
    let names = |upos| matches!(upos, Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Pron);
    let second = page.word(between.start + 1);
    // A relative clause in which somebody speaks is an attribution of its own.
    let relative = second.feats.has("PronType", "Rel") && between.clone().any(|i| page.attributes(i));
    let apposed = is_comma(between.start) && is_comma(between.end - 1) && names(second.upos) && !relative;
    if apposed && !quoted {
        return Source { range: TextRange::new(source.range.start, page.word(between.end - 1).range.start), ..source };
    }
    source
}

/// Where the appositions behind a word end: "said Ann Lee, head of the union, on Monday".
fn apposed(page: &Page<'_>, from: usize, limit: usize) -> usize {
    let mut end = from;
    while end + 2 < limit && page.word(end).form == "," {
        let next = page.word(end + 1);
        let names =
            matches!(next.upos, Upos::Det | Upos::Noun | Upos::Adj | Upos::Num) || next.feats.has("PronType", "Rel");
        let to = (end + 1..limit).find(|&i| matches!(page.word(i).form.as_str(), "," | "." | ";" | "—" | "–" | "-"));
        match to.filter(|_| names) {
            Some(to) if to - end < LONGEST => end = to,
            _ => break,
        }
    }
    end
}
