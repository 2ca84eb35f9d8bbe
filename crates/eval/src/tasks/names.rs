//! The name inside a mention. Corpora of names mark "Aziz Nasirzadeh" where a mention is "Iranian Defense Minister
//! Brigadier General Aziz Nasirzadeh, who arrived on Tuesday".

use rapporteur::Reading;
use rapporteur::entities::Mention;
use rapporteur::syntax::{MentionKind, MentionType, Upos, Word};
use rapporteur_text::TextRange;

/// The names of a reading that a corpus marks, with their types, without those that lie inside a longer one.
pub(super) fn names(
    reading: &Reading,
    text: &str,
    marked: impl Fn(MentionType) -> bool,
) -> Vec<(TextRange, MentionType)> {
    let mentions = reading.entities.mentions.iter();
    let mentions = mentions.filter(|mention| mention.kind == MentionKind::Name && marked(mention.ty));
    let mut names: Vec<(TextRange, MentionType)> =
        mentions.map(|mention| (name_of(reading, mention, text), mention.ty)).collect();
    names.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    names.retain(|(range, _)| {
        let outside = range.end > end;
        end = end.max(range.end);
        outside
    });
    names
}

/// The words around the head that are written as a name, as far as the mention goes, without an office before it.
fn name_of(reading: &Reading, mention: &Mention, text: &str) -> TextRange {
    let words = &reading.syntax.words;
    let person = mention.ty == MentionType::Per;
    // "his wife Jan" is headed by what Jan is.
    let behind = || mention.words.clone().rev().find(|&at| at > mention.head && is_capital(&words[at]));
    let head = if is_capital(&words[mention.head]) { Some(mention.head) } else { behind().filter(|_| person) };
    let Some(head) = head else { return mention.range };
    let (mut from, mut to) = (head, head + 1);
    while let Some(next) = (mention.words.start..from).rev().take(3).find(|&at| is_capital(&words[at])) {
        if !(next + 1..from).all(|at| joins(words, at, text, person)) {
            break;
        }
        from = next;
    }
    while let Some(next) = (to..mention.words.end).take(3).find(|&at| is_capital(&words[at])) {
        if !(to..next).all(|at| joins(words, at, text, person)) {
            break;
        }
        to = next + 1;
    }
    // "Google, Inc.", "Del Frisco's": what belongs to a name though it is not written as one.
    let has = |at: usize, forms: &[&str]| {
        at < mention.words.end && forms.contains(&words[at].form.trim_end_matches('.').to_lowercase().as_str())
    };
    if has(to, &[","]) && has(to + 1, &["inc", "corp", "ltd", "llc", "co"]) {
        to += 2;
    }
    if has(to, &["'s", "’s"]) && words[head].deprel.as_str() != "nmod:poss" {
        to += 1;
    }
    if person {
        from += office_words(reading, mention, from..to);
        // "Dear Nina", "Thanks, Sean" before the next line's "Here": only names are parts of a person's, and no civil title.
        let civil = |word: &Word| CIVIL_TITLES.contains(&word.form.trim_end_matches('.'));
        while from < head && (words[from].upos != Upos::Propn || civil(&words[from])) {
            from += 1;
        }
        while to > head + 1 && words[to - 1].upos != Upos::Propn {
            to -= 1;
        }
    }
    // "2000 Carr Futures"
    while from < head && words[from].form.bytes().all(|b| b.is_ascii_digit()) {
        from += 1;
    }
    reading.syntax.range(from..to)
}

/// How many words at the beginning are the office that the reading knows the person to hold.
fn office_words(reading: &Reading, mention: &Mention, name: std::ops::Range<usize>) -> usize {
    let entity = reading.entities.entities.get(mention.entity);
    let Some(office) = entity.and_then(|entity| entity.office.as_ref()) else {
        return 0;
    };
    let held: Vec<&str> = office.value.split_whitespace().collect();
    let words = &reading.syntax.words[name.start..name.end - 1];
    words.iter().take_while(|word| held.contains(&word.form.as_str())).count()
}

/// Titles of anybody, which say nothing of an office.
const CIVIL_TITLES: [&str; 10] = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Drs", "Doctor", "Prof", "Professor", "Dear"];

/// A word that is written as part of a name.
fn is_capital(word: &Word) -> bool {
    let begins = word.form.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    begins && !matches!(word.upos, Upos::Det | Upos::Pron | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Part)
        || word.upos == Upos::Propn
}

/// A word that may stand between two parts of a name: "of" and "the", which persons' names have not, and marks without a space
/// around them.
fn joins(words: &[Word], at: usize, text: &str, person: bool) -> bool {
    let word = &words[at];
    let joined = |a: usize, b: usize| match (words.get(a), words.get(b)) {
        (Some(a), Some(b)) => a.range.end == b.range.start,
        _ => false,
    };
    match word.upos {
        Upos::Punct | Upos::Sym => {
            matches!(word.range.of(text), "-" | "–" | "&" | "/") && (joined(at - 1, at) || word.range.of(text) == "&")
        }
        Upos::Adp => !person && word.has_lemma("of"),
        Upos::Det => !person && word.has_lemma("the"),
        _ => false,
    }
}
