//! The name inside a mention. Corpora of names mark "Aziz Nasirzadeh" where a mention is "Iranian Defense Minister
//! Brigadier General Aziz Nasirzadeh, who arrived on Tuesday".

use rapporteur::Reading;
use rapporteur::entities::Mention;
use rapporteur::syntax::{MentionKind, MentionType, Upos, Word};
use rapporteur_text::TextRange;

/// The names of a reading with their types, without those that lie inside a longer one.
pub(super) fn names(reading: &Reading, text: &str) -> Vec<(TextRange, MentionType)> {
    let mentions = reading.entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
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
    let (mut from, mut to) = (mention.head, mention.head + 1);
    if words.get(mention.head).is_none_or(|head| !is_capital(head)) {
        return mention.range;
    }
    while let Some(next) = (mention.words.start..from).rev().take(3).find(|&at| is_capital(&words[at])) {
        if !(next + 1..from).all(|at| joins(words, at, text)) {
            break;
        }
        from = next;
    }
    while let Some(next) = (to..mention.words.end).take(3).find(|&at| is_capital(&words[at])) {
        if !(to..next).all(|at| joins(words, at, text)) {
            break;
        }
        to = next + 1;
    }
    if mention.ty == MentionType::Per {
        from += office_words(reading, mention, from..to);
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

/// A word that is written as part of a name.
fn is_capital(word: &Word) -> bool {
    let begins = word.form.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    begins && !matches!(word.upos, Upos::Det | Upos::Pron | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Part)
        || word.upos == Upos::Propn
}

/// A word that may stand between two parts of a name: "of", "the", "and", and marks without a space around them.
fn joins(words: &[Word], at: usize, text: &str) -> bool {
    let word = &words[at];
    let joined = |a: usize, b: usize| match (words.get(a), words.get(b)) {
        (Some(a), Some(b)) => a.range.end == b.range.start,
        _ => false,
    };
    match word.upos {
        Upos::Punct | Upos::Sym => {
            matches!(word.range.of(text), "-" | "–" | "&" | "/") && (joined(at - 1, at) || word.range.of(text) == "&")
        }
        Upos::Adp => word.has_lemma("of"),
        Upos::Det => word.has_lemma("the"),
        _ => false,
    }
}
