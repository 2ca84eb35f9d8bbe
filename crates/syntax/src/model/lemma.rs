//! Lemma scripts: a lemma as an edit of the form, so that a classifier can choose it.

use compact_str::{CompactString, ToCompactString};

/// A lemma script, as `training/deep/lemmas.py` makes it.
///
/// `=TEXT` is the lemma TEXT whatever the form. `CP|A|S|B` drops P characters from the front and puts A there, and
/// drops S characters from the end and puts B there. The case rule C is `l` (edit the lower-cased form), `k` (the form
/// as it stands), `u` (the lower-cased form, then raise its first letter) or `U` (then raise all).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Script {
    Whole(CompactString),
    Edit { case: Case, drop_front: usize, front: CompactString, drop_back: usize, back: CompactString },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Keep,
    First,
    Upper,
}

impl Script {
    /// Reads a script; `None` where it is not one.
    pub(super) fn parse(script: &str) -> Option<Self> {
        if let Some(whole) = script.strip_prefix('=') {
            return Some(Self::Whole(whole.into()));
        }
        let case = match script.chars().next()? {
            'l' => Case::Lower,
            'k' => Case::Keep,
            'u' => Case::First,
            'U' => Case::Upper,
            _ => return None,
        };
        let mut parts = script[1..].splitn(4, '|');
        let drop_front = parts.next()?.parse().ok()?;
        let front = parts.next()?.into();
        let drop_back = parts.next()?.parse().ok()?;
        Some(Self::Edit { case, drop_front, front, drop_back, back: parts.next()?.into() })
    }

    /// The lemma of a form; the lower-cased form where the script cuts more than there is.
    pub(super) fn apply(&self, form: &str) -> CompactString {
        let (case, drop_front, front, drop_back, back) = match self {
            Self::Whole(lemma) => return lemma.clone(),
            Self::Edit { case, drop_front, front, drop_back, back } => (*case, *drop_front, front, *drop_back, back),
        };
        let source = if case == Case::Keep { form.to_compact_string() } else { form.to_lowercase().into() };
        let length = source.chars().count();
        if drop_front + drop_back > length {
            return form.to_lowercase().into();
        }
        let mut lemma = front.clone();
        lemma.extend(source.chars().skip(drop_front).take(length - drop_front - drop_back));
        lemma.push_str(back);
        match case {
            Case::Lower | Case::Keep => {}
            Case::Upper => lemma = lemma.to_uppercase(),
            Case::First => {
                let mut rest = lemma.chars();
                lemma = rest.next().into_iter().flat_map(char::to_uppercase).chain(rest.clone()).collect();
            }
        }
        if lemma.is_empty() { form.into() } else { lemma }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_edit_forms() {
        for (script, form, lemma) in [
            ("l0||0|", "The", "the"),
            ("k0||0|", "McCain", "McCain"),
            ("u0||0|", "BUSH", "Bush"),
            ("U0||0|", "nato", "NATO"),
            ("l0||3|y", "Armies", "army"),
            ("l1|x|1|", "abc", "xb"),
            ("=be", "were", "be"),
            ("==", "=", "="),
            ("l0||9|", "Été", "été"),
            ("l0||3|", "abc", "abc"),
            ("l0||0||", "a", "a|"),
        ] {
            assert_eq!(Script::parse(script).unwrap().apply(form), lemma, "{script} of {form}");
        }
        for bad in ["", "x0||0|", "l||0|", "l0|", "l0||-1|"] {
            assert_eq!(Script::parse(bad), None, "{bad}");
        }
    }
}
