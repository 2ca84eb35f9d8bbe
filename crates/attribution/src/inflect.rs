//! The regular forms of English verbs and nouns.
//!
//! The model's lemmas are guesses; a cue must not be missed for a wrong one, so its forms are made from the codebook.

/// The forms of a regular verb, the dictionary form first. Where a consonant may be doubled ("admitted", "visited"),
/// both spellings are made: a wrong one is no English word and does no harm.
pub(crate) fn verb_forms(lemma: &str) -> Vec<String> {
    let mut forms = vec![lemma.to_owned(), plural(lemma)];
    let before_y = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel));
    if let Some(stem) = lemma.strip_suffix('e') {
        forms.push(format!("{lemma}d"));
        forms.push(format!("{}ing", if stem.ends_with(['e', 'o', 'y']) { lemma } else { stem }));
    } else if let Some(stem) = before_y {
        forms.push(format!("{stem}ied"));
        forms.push(format!("{lemma}ing"));
    } else {
        forms.push(format!("{lemma}ed"));
        forms.push(format!("{lemma}ing"));
        if let Some(last) = lemma.chars().last().filter(|last| "bdgklmnprt".contains(*last)) {
            forms.push(format!("{lemma}{last}ed"));
            forms.push(format!("{lemma}{last}ing"));
        }
    }
    forms
}

/// The plural of a regular noun, which is also the third person of a regular verb.
pub(crate) fn plural(lemma: &str) -> String {
    match lemma.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        Some(stem) => format!("{stem}ies"),
        None if lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("ch") || lemma.ends_with("sh") => {
            format!("{lemma}es")
        }
        None => format!("{lemma}s"),
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_spelt_as_in_english() {
        for (lemma, form) in [
            ("add", "added"),
            ("deny", "denies"),
            ("deny", "denied"),
            ("announce", "announcing"),
            ("refer", "referred"),
            ("agree", "agreeing"),
            ("stress", "stresses"),
            ("say", "saying"),
        ] {
            assert!(verb_forms(lemma).contains(&form.to_owned()), "{lemma}: {:?}", verb_forms(lemma));
        }
        assert_eq!(plural("allegation"), "allegations");
        assert_eq!(plural("speech"), "speeches");
    }
}
