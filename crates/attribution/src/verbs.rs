//! Verbs that attribute.

use crate::cues::{Class, Entry, Frame};
use crate::found::{Found, Source, noun_phrase_without, source, source_without};
use crate::page::{Page, without};
use crate::quotes::Quote;
use crate::{Kind, asides, tags};
use rapporteur_syntax::{Upos, WordRange};
use rapporteur_text::TextRange;

/// Reads the attribution that a verb makes, if it is a cue and has a content.
pub(crate) fn read_verb<'c>(page: &Page<'c>, verb: usize) -> Option<Found<'c>> {
    let word = page.word(verb);
    let entries = || page.cues.of(Class::Verb, page.cues.lemma(word));
    // Only where no frame of any entry fits the tree, the words around are asked.
    let read = |by_words| entries().find_map(|entry| read_entry(page, verb, entry, by_words));
    read(false).or_else(|| read(true))
}

fn read_entry<'c>(page: &Page<'c>, verb: usize, entry: &'c Entry, by_words: bool) -> Option<Found<'c>> {
    let particle = if entry.particles.is_empty() { None } else { Some(particle(page, verb, entry)?) };
    let mut cue = cue_words(page, verb);
    cue.end = cue.end.max(particle.map_or(0, |particle| particle + 1));
    let passive = is_passive(page, verb);
    if entry.passive && !passive {
        return None;
    }
    let open_ended = entry.has(Frame::Quote);
    let found = |source, cue: WordRange, content| Found {
        entry,
        source,
        cue: page.syntax.range(cue),
        cue_head: verb,
        content,
        open_ended,
        through: None,
    };
    if let Some(tag) = tags::behind(page, verb, &cue).filter(|_| open_ended && !passive) {
        let source = tag.source.or_else(|| speaker(page, verb, 0));
        return Some(found(source, cue, tag.content));
    }
    if let Some(content) = tags::introduced(page, verb, &cue).filter(|_| open_ended && !passive) {
        return Some(found(speaker(page, verb, 0), cue, content));
    }
    let aside = if by_words { Some(asides::read(page, verb, entry, &cue)?) } else { None };
    let (beside, mut aside_source) = aside.map_or((None, None), |(content, source)| (Some(content), source));
    if !passive {
        aside_source = aside_source.or_else(|| misplaced_subject(page, verb, &cue));
    }
    let mut content = beside
        .or_else(|| quoted_or_clause(page, verb, entry, &cue, passive))
        .or_else(|| {
            prepositional(page, verb, entry, passive).map(|(content, end)| {
                cue.end = cue.end.max(end);
                content
            })
        })
        .or_else(|| phrase(page, verb, entry, passive))
        .or_else(|| free_relative(page, verb, entry).filter(|_| !passive))?;
    if passive && !by_words && page.quotes.before(page.word(verb).range.start).is_some() {
        content = merged([content, quoted_as(page, verb, entry)].concat());
    }
    let held = entry.passive && entry.kind == Kind::Belief;
    let mut source = aside_source.or_else(|| if passive && !held { agent(page, verb) } else { speaker(page, verb, 0) });
    if source.is_none() && !passive && !entry.has(Frame::Raising) {
        source = tags::in_front(page, verb, &cue);
        if let Some(source) = source {
            content = cut(content, source.range);
        }
    }
    source = source.map(|source| tags::completed(page, source, &cue));
    if let Some((issuer, by)) = source.and_then(|source| issuer(page, source, verb)) {
        source = Some(issuer);
        cue.start = cue.start.min(cue_words(page, by).start);
    }
    let raised = entry.has(Frame::Raising);
    if let Some(subject) = source.filter(|s| !raised && page.subject(verb) == Some(s.head)) {
        // "which they vowed to ignore": the clause holds them, but they say it.
        content = cut(content, subject.range.cover(page.syntax.range(cue.clone())));
    }
    // A subject that is part of the content is nobody's voice: "the plan seems to fail".
    let source = source.filter(|s| !raised && !content.iter().any(|c| c.overlaps(s.range)));
    (!content.is_empty()).then(|| found(source, cue, content))
}

/// The word that makes the verb another one: "point *out*", "make it *clear*", "put *it*".
fn particle(page: &Page<'_>, verb: usize, entry: &Entry) -> Option<usize> {
    let near = |&child: &usize| (verb + 1..verb + 4).contains(&child);
    page.syntax.children(verb).filter(near).find(|&child| {
        let fits = matches!(page.word(child).deprel.as_str(), "compound:prt" | "xcomp" | "obj" | "advmod");
        fits && entry.particles.iter().any(|p| page.word(child).form.eq_ignore_ascii_case(p))
    })
}

/// "the envoy was quoted as saying", behind the quotation: the words between belong to what is quoted, so that the
/// inner cue stands in the outer content.
fn quoted_as(page: &Page<'_>, verb: usize, entry: &Entry) -> Vec<TextRange> {
    let tail = page.syntax.children_by(verb, "advcl").find(|&child| page.marked_by(child, &entry.tails).is_some());
    let Some(tail) = tail.filter(|&tail| tail > verb) else { return Vec::new() };
    let subject = page.subject(verb).map(|subject| page.span(subject));
    let words = page.span(tail).start..tail + 1;
    ranges(page, subject.into_iter().chain([words]).collect())
}

/// Ranges without those that a hole touches at their edge or swallows.
pub(crate) fn cut(ranges: Vec<TextRange>, hole: TextRange) -> Vec<TextRange> {
    let kept = ranges.into_iter().flat_map(|range| {
        if !range.overlaps(hole) {
            return vec![range];
        }
        vec![TextRange::new(range.start, hole.start), TextRange::new(hole.end, range.end)]
    });
    kept.filter(|range| range.start < range.end).collect()
}

/// The verb with its auxiliaries, negation and adverbs before it, its particle behind it, and the verbs that only
/// carry it ("went on to say").
pub(crate) fn cue_words(page: &Page<'_>, verb: usize) -> WordRange {
    let mut from = verb;
    let mut to = verb + 1;
    while from > 0 && belongs_to_cue(page, from - 1, verb) {
        from -= 1;
    }
    if page.syntax.children(verb).any(|child| child == to && page.word(child).deprel.as_str() == "compound:prt") {
        to += 1;
    }
    if let Some(carrier) = carrier(page, verb) {
        from = from.min(cue_words(page, carrier).start);
    }
    from..to
}

fn belongs_to_cue(page: &Page<'_>, word: usize, verb: usize) -> bool {
    let is_child = page.syntax.head(word) == Some(verb);
    let w = page.word(word);
    let kept = w.is("aux") || w.is("cop") || w.is("mark") && w.form.eq_ignore_ascii_case("to");
    let adverb = w.is("advmod") && page.span(word).len() == 1 && !page.cues.lists("not-in-cue", &w.form);
    is_child && (kept || adverb)
}

/// The verb above that only carries this one, as "continue" and "try" do.
pub(crate) fn carrier(page: &Page<'_>, verb: usize) -> Option<usize> {
    let above = page.syntax.head(verb).filter(|&above| above < verb && page.word(verb).is("xcomp"))?;
    let carries = page.is_verb(above) && page.cues.lists("carriers", page.cues.lemma(page.word(above)));
    (carries && verb - above < 8 && page.child(above, "obj").is_none()).then_some(above)
}

pub(crate) fn is_passive(page: &Page<'_>, verb: usize) -> bool {
    let word = page.word(verb);
    let marked = page.syntax.children(verb).any(|child| page.word(child).deprel.subtype() == "pass");
    let reduced =
        word.feats.has("VerbForm", "Part") && !word.form.ends_with("ing") && page.child(verb, "obj").is_none();
    marked || reduced && (word.deprel.as_str() == "acl" || word.is("advcl")) && page.subject(verb).is_none()
}

/// By whom a passive verb is done.
fn agent(page: &Page<'_>, verb: usize) -> Option<Source> {
    let by = [String::from("by")];
    let below = page.syntax.children_by(verb, "advcl").flat_map(|clause| page.syntax.children(clause));
    let found = page.syntax.children(verb).chain(below).find(|&child| {
        matches!(page.word(child).deprel.base(), "obl" | "nsubj") && page.marked_by(child, &by).is_some()
    });
    found.and_then(|child| source(page, child))
}

/// Who does what a verb says: its subject, or that of the verb it leans on.
pub(crate) fn speaker(page: &Page<'_>, verb: usize, depth: usize) -> Option<Source> {
    if let Some(subject) = page.subject(verb) {
        return source(page, subject);
    }
    if page.child(verb, "expl").is_some() || depth > 6 {
        return None;
    }
    let word = page.word(verb);
    let above = page.syntax.head(verb)?;
    match word.deprel.base() {
        "conj" if page.is_verb(above) || page.child(above, "cop").is_some() => speaker(page, above, depth + 1),
        // "quoted the minister as saying"
        "advcl" if page.marked_by(verb, &[String::from("as")]).is_some() && page.child(above, "obj").is_some() => {
            page.child(above, "obj").and_then(|object| source(page, object))
        }
        "xcomp" => match page.child(above, "obj") {
            Some(object) => source(page, object),
            None => speaker(page, above, depth + 1),
        },
        "advcl" if !word.feats.has("VerbForm", "Fin") => speaker(page, above, depth + 1),
        "acl" if word.deprel.subtype() == "" && page.word(above).upos.is_nominal() => {
            if word.feats.has("VerbForm", "Inf") || page.child(verb, "mark").is_some() {
                let owner = page.child_exactly(above, "nmod:poss").and_then(|owner| source(page, owner));
                owner.or_else(|| speaker_of_object(page, above, depth))
            } else {
                source_without(page, above, Some(verb))
            }
        }
        _ => None,
    }
}

/// Who puts out the document that a participle or relative clause lets speak, and the verb by which they do: "the ministry
/// issued a statement condemning".
fn issuer(page: &Page<'_>, source: Source, verb: usize) -> Option<(Source, usize)> {
    let document = page.syntax.head(verb).filter(|_| page.word(verb).is("acl"))?;
    let speaks = source.head == document || relative_subject(page, verb);
    let known = page.cues.lists("documents", page.cues.lemma(page.word(document)));
    let by =
        page.syntax.head(document).filter(|&by| by < document && speaks && known && page.word(document).is("obj"))?;
    let issues = page.cues.lists("issuing", page.cues.lemma(page.word(by))) && !is_passive(page, by);
    Some((speaker(page, by, 0).filter(|_| issues)?, by))
}

/// Who does what the object stands in: "she dropped plans to speak".
fn speaker_of_object(page: &Page<'_>, noun: usize, depth: usize) -> Option<Source> {
    let above = page.syntax.head(noun).filter(|_| page.word(noun).is("obj"))?;
    speaker(page, above, depth + 1)
}

/// Who stands in front of a verb whose subject the parser found behind it, where it belongs to the content: "half of the
/// voters said the mayor should go".
fn misplaced_subject(page: &Page<'_>, verb: usize, cue: &WordRange) -> Option<Source> {
    page.subject(verb).filter(|&subject| subject >= cue.end && page.child(verb, "ccomp").is_some())?;
    tags::in_front(page, verb, cue)
}

/// Words around the cue that no content may hold: the cue and who speaks.
fn block(page: &Page<'_>, verb: usize, cue: &WordRange) -> Vec<WordRange> {
    let mut block = vec![cue.clone()];
    let subject = page.subject(verb).filter(|_| misplaced_subject(page, verb, cue).is_none());
    block.extend(subject.map(|subject| page.span(subject)));
    block
}

/// Content that is quoted, or a clause of its own.
fn quoted_or_clause(
    page: &Page<'_>,
    verb: usize,
    entry: &Entry,
    cue: &WordRange,
    passive: bool,
) -> Option<Vec<TextRange>> {
    let quotes = entry.has(Frame::Quote);
    if !quotes && !entry.has(Frame::Clause) {
        return None;
    }
    let here = page.quotes.at(page.word(verb).range.start);
    let outside = |i: usize| page.quotes.at(page.word(i).range.start).is_some_and(|quote| Some(quote) != here);
    let holes = block(page, verb, cue);
    let clauses =
        || page.syntax.children_by(verb, "ccomp").filter(|&clause| is_clause(page, clause) && !is_tag(page, clause));
    let clause =
        clauses().find(|&clause| clause > verb || outside(clause)).or_else(|| clauses().next()).or_else(|| {
            let after_colon = |p: usize| page.span(p).start > verb && page.word(page.span(p).start - 1).form == ":";
            page.syntax.children_by(verb, "parataxis").find(|&p| quotes && (outside(p) || after_colon(p)))
        });
    // A clause in front with a conjunction of its own is no content: "Asked whether it was, he said yes".
    let asked = |c: usize| c < verb && page.syntax.children_by(c, "mark").any(|mark| mark < c);
    let behind = that_clause(page, verb, cue).is_some();
    let clause = clause.filter(|&clause| !asked(clause) && (clause > verb || !behind));
    if let Some(clause) = clause {
        let mut words = page.span(clause);
        if words.start > verb {
            words = widened(page, verb, entry, cue, words);
            // Parsers hang a second clause of the same speech on the verb as well.
            words.end = clauses().map(|clause| page.span(clause).end).fold(words.end, usize::max);
            if let Some(next) = next_saying(page, verb, clause) {
                words.end = words.end.min(next);
            }
        }
        let pieces = without(words, &holes);
        let pieces: Vec<WordRange> = pieces.into_iter().filter(|piece| says_something(page, piece)).collect();
        return Some(grown(page, verb, &pieces, quotes));
    }
    if let Some(words) = that_clause(page, verb, cue).filter(|_| entry.has(Frame::Clause)) {
        return Some(grown(page, verb, &[words], quotes));
    }
    if !quotes || passive && page.child(verb, "nsubj").is_some() {
        return None;
    }
    // "Talks failed, the ministry said": the content is what the verb is put beside.
    let headed = page.span(verb).start.checked_sub(1).is_some_and(|before| page.word(before).form == ":");
    let beside = page.word(verb).is("parataxis") && !headed || page.word(verb).is("ccomp") && is_tag(page, verb);
    let above = page.syntax.head(verb).filter(|_| beside);
    let above = above.filter(|_| !joined(page, verb));
    let free = here.is_none() || above.is_some_and(|above| page.quotes.at(page.word(above).range.start) == here);
    if let Some(above) = above.filter(|_| free && page.subject(verb).is_some()) {
        let pieces = without(page.span(above), &[page.span(verb)]);
        return Some(grown(page, verb, &pieces, true));
    }
    let quote = quote_beside(page, verb, cue)?;
    Some(grown(page, verb, &[page.syntax.words_in(quote.range)], true))
}

/// Where somebody else's saying begins that the tree hangs into the clause: "said that talks failed and the envoy accused
/// them of lying", "says it will go, while others doubt it".
fn next_saying(page: &Page<'_>, verb: usize, clause: usize) -> Option<usize> {
    let tense = page.word(verb).feats.get("Tense")?;
    let says = |i: usize| {
        let told = page.cues.of(Class::Verb, page.cues.lemma(page.word(i))).any(|entry| entry.kind.tells());
        let word = page.word(i);
        let other = page.subject(i).is_some_and(|s| s < i && !page.word(s).feats.has("PronType", "Rel"));
        told && other && word.feats.has("VerbForm", "Fin") && word.feats.get("Tense") == Some(tense)
    };
    let quoted = page.quotes.at(page.word(clause).range.start);
    let joins = |i: usize| match page.word(i).deprel.base() {
        "conj" => page.child(i, "cc").is_some(),
        "advcl" => page.syntax.children_by(i, "mark").any(|m| page.cues.lists("contrasts", &page.word(m).form)),
        _ => false,
    };
    let inside = |i: usize| quoted.is_some() && page.quotes.at(page.word(i).range.start) == quoted;
    let next = page.syntax.children(clause).find(|&i| i > clause && joins(i) && says(i) && !inside(i))?;
    Some(page.span(next).start).filter(|&start| start > clause)
}

/// "What the minister says" is said by the minister, whatever it is.
fn free_relative(page: &Page<'_>, verb: usize, entry: &Entry) -> Option<Vec<TextRange>> {
    let said = entry.has(Frame::Quote) || entry.has(Frame::Clause);
    let above = page.syntax.head(verb).filter(|_| said && page.word(verb).deprel.as_str() == "acl:relcl")?;
    let what = page.word(above).form.eq_ignore_ascii_case("what") && above < verb;
    (what && page.subject(verb).is_some() && !relative_subject(page, verb)).then(|| vec![page.word(above).range])
}

/// Whether a word heads a clause; a dateline that parsers take for one does not.
fn is_clause(page: &Page<'_>, head: usize) -> bool {
    let quoted = page.quotes.at(page.word(head).range.start).is_some();
    quoted || !page.word(head).upos.is_nominal() || page.subject(head).is_some() || page.child(head, "cop").is_some()
}

/// Whether a verb of saying without anything said stands behind a comma: "…, the envoy said".
fn is_tag(page: &Page<'_>, verb: usize) -> bool {
    let quotes = page.cues.of(Class::Verb, page.cues.lemma(page.word(verb))).any(|entry| entry.has(Frame::Quote));
    let empty = page.child(verb, "ccomp").is_none() && page.child(verb, "obj").is_none();
    let subject = page.subject(verb).filter(|&subject| subject < verb).map(|subject| page.span(subject).start);
    // The comma may hang on either side.
    let comma = |start: usize| (start.saturating_sub(1)..=start).any(|i| page.word(i).form == ",");
    quotes && empty && subject.is_some_and(comma)
}

/// Whether "and" or the like stands before a verb, so that it goes on after another and is no tag.
pub(crate) fn joined(page: &Page<'_>, verb: usize) -> bool {
    page.syntax.children_by(verb, "cc").any(|cc| cc < verb)
}

/// What follows "that" right behind the cue up to the end of the sentence, where the tree has the clause elsewhere.
pub(crate) fn that_clause(page: &Page<'_>, verb: usize, cue: &WordRange) -> Option<WordRange> {
    let sentence = page.sentence(verb);
    let that = page.syntax.words.get(cue.end).filter(|_| cue.end < sentence.end)?;
    let begins = that.form.eq_ignore_ascii_case("that") && that.upos == Upos::Sconj;
    (begins && sentence.end - cue.end > 3).then_some(cue.end..sentence.end)
}

/// A clause behind the verb with what parsers tend to hang on the verb though it belongs to the clause: a subject or
/// an "if" before it; phrases, reasons and further clauses behind it.
fn widened(page: &Page<'_>, verb: usize, entry: &Entry, cue: &WordRange, clause: WordRange) -> WordRange {
    let WordRange { mut start, mut end } = clause;
    let led = page.subject(verb).is_some_and(|subject| subject < verb) || misplaced_subject(page, verb, cue).is_some();
    for child in page.syntax.children(verb) {
        let word = page.word(child);
        let span = page.span(child);
        let marked = page.child(child, "mark");
        if span.start == cue.end && span.end <= start {
            let left = match word.deprel.base() {
                "nsubj" | "csubj" => led,
                "obj" | "dep" => !entry.hearer,
                "advcl" => marked.is_some(),
                _ => false,
            };
            // Only a subject or clause that touches what follows can belong to it.
            if left && (span.end == start || page.word(start - 1).upos == Upos::Punct) {
                start = span.start;
            }
        }
        if span.start == end {
            let comma = page.word(end).upos == Upos::Punct;
            let reason = marked.is_some_and(|m| page.cues.lists("reasons", &page.word(m).form));
            let right = match word.deprel.base() {
                "obl" | "nmod" | "advmod" | "obj" | "xcomp" | "acl" | "dep" => !comma,
                "advcl" => reason || marked.is_some() && !comma,
                "conj" => !page.attributes(child) && differs(page, verb, child),
                _ => false,
            };
            if right {
                end = span.end;
            }
        }
    }
    start..end
}

/// Whether a verb joined to another by "and" has another tense, so that it hardly has the same subject.
fn differs(page: &Page<'_>, verb: usize, other: usize) -> bool {
    let that = page.syntax.children_by(other, "mark").any(|mark| page.word(mark).form.eq_ignore_ascii_case("that"));
    let tense = |i: usize| {
        let aux = page.syntax.children_by(i, "aux").next().or(page.child(i, "cop"));
        page.word(aux.unwrap_or(i)).feats.get("Tense").map(str::to_owned)
    };
    that || tense(verb) != tense(other)
}

/// Whether a piece holds more than particles and marks.
fn says_something(page: &Page<'_>, piece: &WordRange) -> bool {
    let empty = |i: usize| matches!(page.word(i).upos, Upos::Punct | Upos::Adp | Upos::Cconj | Upos::Sconj);
    !piece.clone().all(empty)
}

/// The quotation that ends right before the speaker and verb, or begins right behind them.
fn quote_beside(page: &Page<'_>, verb: usize, cue: &WordRange) -> Option<Quote> {
    let subject = page.subject(verb).map(|subject| page.span(subject));
    let from = subject.as_ref().map_or(cue.start, |subject| subject.start.min(cue.start));
    let start = page.word(from).range.start;
    let near = |gap: &str, allowed: &str| gap.chars().all(|c| c.is_whitespace() || allowed.contains(c));
    let paragraph = page.quotes.paragraph_of(start);
    if let Some(quote) = page.quotes.before(start) {
        let gap = TextRange::new(quote.range.end, start).of(page.text);
        if gap.len() < 8 && near(gap, ",.?!—–-") && page.quotes.paragraph_of(quote.range.start) == paragraph {
            return Some(quote);
        }
    }
    let mut end = cue.end;
    if let Some(subject) = subject {
        end = end.max(subject.end);
    }
    for child in page.syntax.children(verb) {
        let word = page.word(child);
        let beside = matches!(word.deprel.base(), "obj" | "iobj" | "obl" | "advmod");
        let span = page.span(child);
        if beside && span.start >= end && page.quotes.at(page.word(child).range.start).is_none() {
            end = span.end;
        }
    }
    let end = page.word(end - 1).range.end;
    let quote = page.quotes.after(end)?;
    let gap = TextRange::new(end, quote.range.start).of(page.text);
    let words = quote.range.of(page.text).split_whitespace().count();
    let told = gap.contains([',', ':']) || words > 2;
    (gap.len() < 8 && near(gap, ",:—–-") && told && page.quotes.paragraph_of(quote.range.start) == paragraph)
        .then_some(quote)
}

/// The text of pieces; one that begins or ends in a quotation is grown to the whole of it, and to the paragraphs in
/// which it runs on.
pub(crate) fn grown(page: &Page<'_>, verb: usize, pieces: &[WordRange], quotes: bool) -> Vec<TextRange> {
    let cue = page.word(verb).range;
    let mut ranges: Vec<TextRange> = pieces.iter().filter_map(|piece| page.trimmed(piece.clone())).collect();
    if !quotes {
        return ranges;
    }
    let mut more = Vec::new();
    for range in &mut ranges {
        let first = page.quotes.at(range.start);
        let last = page.quotes.at(range.end.saturating_sub(1));
        for quote in [first, last].into_iter().flatten() {
            if !quote.range.contains(cue) {
                *range = range.cover(quote.range);
                more.extend(run_on(page, quote));
            }
        }
    }
    ranges.extend(more);
    merged(ranges)
}

/// The paragraphs in which a quotation that was not closed goes on.
pub(crate) fn run_on(page: &Page<'_>, quote: Quote) -> Vec<TextRange> {
    let mut more = Vec::new();
    let mut last = quote;
    // No speech runs over more paragraphs, and a hostile text must not cost more.
    while last.runs_on && more.len() < 100 {
        let Some(next) = page.quotes.after(last.range.end) else { break };
        more.push(next.range);
        last = next;
    }
    more
}

/// Ranges in order, those that overlap as one.
pub(crate) fn merged(mut ranges: Vec<TextRange>) -> Vec<TextRange> {
    ranges.sort_unstable();
    let mut out: Vec<TextRange> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => *last = last.cover(range),
            _ => out.push(range),
        }
    }
    out
}

/// "called for an inquiry", "called on them to go": the content, and where the cue ends when the preposition is part of
/// it.
fn prepositional(page: &Page<'_>, verb: usize, entry: &Entry, passive: bool) -> Option<(Vec<TextRange>, usize)> {
    if !entry.has(Frame::Prepositional) {
        return None;
    }
    let mut behind = verb + 1;
    if page.syntax.children(verb).any(|child| child == behind && page.word(child).deprel.as_str() == "compound:prt") {
        behind += 1;
    }
    let (phrase, preposition) = page.syntax.children(verb).filter(|&child| child > verb).find_map(|child| {
        let fits = matches!(page.word(child).deprel.base(), "obl" | "advcl" | "nmod" | "ccomp" | "xcomp");
        let marker = page.marked_by(child, &entry.prepositions).filter(|_| fits)?;
        Some((child, marker))
    })?;
    let span = page.span(phrase);
    let in_cue = preposition == behind;
    let is_noun = page.word(phrase).upos.is_nominal();
    let end = if is_noun { noun_phrase_without(page, phrase, None).end } else { span.end };
    let end = complemented(page, verb, end);
    let mut words = vec![if in_cue { preposition + 1..end } else { preposition.min(span.start)..end }];
    if entry.has(Frame::Infinitive) {
        words.extend(infinitive(page, verb).map(|i| page.span(i)).filter(|more| more.start >= span.end));
    }
    if passive {
        words.extend(page.subject(verb).map(|subject| page.span(subject)));
    }
    Some((ranges(page, words), if in_cue { behind + 1 } else { 0 }))
}

/// The verb without subject that a verb governs.
fn infinitive(page: &Page<'_>, verb: usize) -> Option<usize> {
    let to = |child: usize| page.marked_by(child, &[String::from("to")]).is_some();
    page.child(verb, "xcomp")
        .or_else(|| page.syntax.children_by(verb, "advcl").find(|&child| child > verb && to(child)))
}

/// Content that is an object, a predicate of it, or a verb without subject.
fn phrase(page: &Page<'_>, verb: usize, entry: &Entry, passive: bool) -> Option<Vec<TextRange>> {
    let clause = page.child(verb, "ccomp").filter(|_| entry.has(Frame::Predicate) || entry.has(Frame::Infinitive));
    let predicate = page.child(verb, "xcomp").or(clause).filter(|&p| p > verb);
    let tail = page.syntax.children(verb).filter(|&child| child > verb).find(|&child| {
        matches!(page.word(child).deprel.base(), "obl" | "advcl") && page.marked_by(child, &entry.tails).is_some()
    });
    // Parsers also take the one object of "accused them of lying" for an indirect one.
    let sole = page.child(verb, "obj").or_else(|| page.child(verb, "iobj").filter(|_| !entry.hearer));
    let object = sole.or_else(|| {
        // "the plan that they criticised"
        let above = page.syntax.head(verb).filter(|_| page.word(verb).deprel.as_str() == "acl:relcl")?;
        (page.subject(verb).is_some() && !passive && !relative_subject(page, verb)).then_some(above)
    });
    let spans = |parts: &[Option<usize>]| -> Vec<WordRange> {
        parts
            .iter()
            .flatten()
            .map(|&part| {
                let above = page.syntax.head(verb) == Some(part);
                if above { noun_phrase_without(page, part, Some(verb)) } else { part_of_content(page, verb, part) }
            })
            .collect()
    };
    if entry.has(Frame::Raising) {
        // "expects it to rain": somebody does.
        if page.child(verb, "obj").is_some() {
            return None;
        }
        let looks = if passive { predicate.or(tail) } else { predicate }?;
        let subject =
            page.subject(verb).filter(|&s| page.word(s).lemma != "it" || page.child(looks, "nsubj").is_none());
        let mut words = spans(&[subject, Some(looks)]);
        words.push(widened(page, verb, entry, &(verb..verb + 1), part_of_content(page, verb, looks)));
        return Some(ranges(page, words));
    }
    if passive {
        let subject = if page.word(verb).is("acl") { page.syntax.head(verb) } else { page.subject(verb) };
        let heard = entry.hearer && (predicate.is_some() || tail.is_some());
        let subject = subject.filter(|_| !heard);
        let wanted = entry.has(Frame::Object) || entry.has(Frame::Predicate) && (predicate.is_some() || tail.is_some());
        let wanted = wanted
            || entry.has(Frame::Infinitive) && predicate.is_some()
            || entry.has(Frame::Clause) && predicate.is_some();
        return wanted.then(|| ranges(page, spans(&[subject, predicate, tail]))).filter(|content| !content.is_empty());
    }
    // Of verbs with only an infinitive some need their "to": "looks to win", not "looks good".
    let to = |p: usize| entry.prepositions.is_empty() || page.marked_by(p, &entry.prepositions).is_some();
    let bare = entry.frames == [Frame::Infinitive];
    if let Some(predicate) = predicate.filter(|&p| entry.has(Frame::Infinitive) && (!bare || to(p))) {
        let mut words = spans(&[page.child(verb, "obj").or(page.child(verb, "iobj")), Some(predicate)]);
        words.push(widened(page, verb, entry, &(verb..verb + 1), part_of_content(page, verb, predicate)));
        return Some(ranges(page, words));
    }
    if entry.has(Frame::Predicate) && object.is_some() && (predicate.is_some() || tail.is_some()) {
        return Some(ranges(page, spans(&[object, predicate, tail])));
    }
    // "called them rapists", with both for objects; "called the charge “absurd”", whatever hangs from what.
    let whom = page.child(verb, "iobj").filter(|&whom| entry.has(Frame::Predicate) && whom > verb && !entry.hearer);
    if let (Some(whom), Some(what)) = (whom, page.child(verb, "obj").filter(|&what| Some(what) > whom)) {
        return Some(ranges(page, spans(&[Some(whom), Some(what)])));
    }
    if let Some(words) = object.filter(|_| entry.has(Frame::Predicate)).and_then(|object| named_in_quotes(page, object))
    {
        return Some(ranges(page, vec![words]));
    }
    if entry.has(Frame::Object) && object.is_some() {
        let mut words = spans(&[object, tail]);
        if let Some(last) = words.last_mut() {
            last.end = last.end.max(complemented(page, verb, last.end));
        }
        return Some(ranges(page, words));
    }
    None
}

/// An object and the quotation in which it ends, or which follows at once: what somebody calls it.
fn named_in_quotes(page: &Page<'_>, object: usize) -> Option<WordRange> {
    let phrase = page.span(object);
    let opens = |&at: &usize| page.quotes.at(page.word(at).range.start).map(|quote| (at, quote.range));
    let sentence = page.sentence(object);
    let (at, quote) = (phrase.start + 1..(phrase.end + 1).min(sentence.end)).find_map(|at| opens(&at))?;
    let begins = quote.start >= page.word(at - 1).range.end;
    let words = page.syntax.words_in(quote);
    (begins && words.end <= sentence.end && words.end >= phrase.end).then_some(phrase.start..words.end)
}

/// The words of an object, predicate or infinitive: of a noun, without what is added after a comma; none goes on into
/// a finite verb that parsers join to it ("called it a mistake and left").
fn part_of_content(page: &Page<'_>, verb: usize, part: usize) -> WordRange {
    let is_noun = page.word(part).upos.is_nominal() && (page.word(part).is("obj") || page.word(part).is("iobj"));
    let mut words = if is_noun { noun_phrase_without(page, part, None) } else { page.span(part) };
    let finite = |i: usize| page.is_verb(i) && page.word(i).feats.has("VerbForm", "Fin") && page.subject(i).is_none();
    if !page.word(part).is("ccomp") {
        for joined in page.syntax.children_by(part, "conj").filter(|&c| c > part && finite(c) && c > verb) {
            let from = page.child(joined, "cc").map_or(joined, |cc| cc.min(joined)).min(page.span(joined).start);
            words.end = words.end.min(from.max(words.start + 1));
        }
    }
    words
}

/// Where an object ends with the phrases behind it that say more of it, though they hang on the verb: "questioned the
/// plan for the port".
fn complemented(page: &Page<'_>, verb: usize, mut end: usize) -> usize {
    for child in page.syntax.children(verb) {
        let span = page.span(child);
        let case = page.child(child, "case").or(page.child(child, "mark"));
        let more = case.is_some_and(|case| page.cues.lists("say-more", &page.word(case).form));
        if span.start == end
            && span.start > verb
            && more
            && matches!(page.word(child).deprel.base(), "obl" | "nmod" | "advcl" | "acl")
        {
            end = span.end;
        }
    }
    end
}

/// Whether the subject of a relative clause is the relative pronoun: "who criticised".
fn relative_subject(page: &Page<'_>, verb: usize) -> bool {
    page.subject(verb).is_some_and(|s| {
        page.word(s).feats.has("PronType", "Rel") || matches!(page.word(s).lemma.as_str(), "who" | "which" | "that")
    })
}

fn ranges(page: &Page<'_>, mut words: Vec<WordRange>) -> Vec<TextRange> {
    words.sort_by_key(|range| range.start);
    let mut joined: Vec<WordRange> = Vec::new();
    for range in words {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined.into_iter().filter_map(|range| page.trimmed(range)).collect()
}
