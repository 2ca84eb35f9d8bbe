//! One syntactic word.

use crate::Upos;
use compact_str::CompactString;
use rapporteur_text::TextRange;
use std::sync::Arc;

/// A syntactic word in UD's sense; "don't" is two of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Where it stands. The parts of a multiword token have ranges of their own that tile the token.
    pub range: TextRange,
    /// Its form; for ordinary words, the text of the range.
    pub form: CompactString,
    /// Its dictionary form; proper nouns keep their case.
    pub lemma: CompactString,
    /// Its universal part of speech.
    pub upos: Upos,
    /// Its morphological features.
    pub feats: Feats,
    /// The index in [`Syntax::words`](crate::Syntax) of the word it depends on; `None` for the root of a sentence.
    pub head: Option<u32>,
    /// Its relation to the head.
    pub deprel: Deprel,
    /// How many words its multiword token has, and which of them this is, from 0; `(1, 0)` for ordinary words.
    pub part: (u8, u8),
}

impl Word {
    /// A word as the tokeniser leaves it: no analysis yet.
    pub fn unread(range: TextRange, form: impl Into<CompactString>) -> Self {
        let form = form.into();
        Self {
            range,
            lemma: form.clone(),
            form,
            upos: Upos::X,
            feats: Feats::default(),
            head: None,
            deprel: Deprel::default(),
            part: (1, 0),
        }
    }

    /// Whether its relation is `name`, whatever the subtype: `nsubj` holds for `nsubj:pass`.
    pub fn is(&self, name: &str) -> bool {
        self.deprel.base() == name
    }

    /// Whether its lemma is `lemma`, in any case.
    pub fn has_lemma(&self, lemma: &str) -> bool {
        self.lemma.eq_ignore_ascii_case(lemma)
    }
}

/// Morphological features in UD's notation, `Mood=Ind|Tense=Past|VerbForm=Fin`; empty where there are none.
///
/// ```
/// use rapporteur_syntax::Feats;
/// let feats = Feats::from("Tense=Past|VerbForm=Part|Voice=Pass");
/// assert_eq!(feats.get("Voice"), Some("Pass"));
/// assert_eq!(feats.get("Mood"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feats(Arc<str>);

impl Default for Feats {
    fn default() -> Self {
        use std::sync::LazyLock;
        static EMPTY: LazyLock<Arc<str>> = LazyLock::new(|| Arc::from(""));
        Self(EMPTY.clone())
    }
}

impl From<&str> for Feats {
    /// Takes CoNLL-U's column; `_` is no features.
    fn from(column: &str) -> Self {
        if column == "_" || column.is_empty() { Self::default() } else { Self(Arc::from(column)) }
    }
}

impl Feats {
    /// The features as CoNLL-U writes them, without the `_` for none.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value of a feature.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.split('|').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }

    /// Whether a feature has this value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }
}

/// A UD relation, with its subtype where it has one: `nsubj:pass`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Deprel(CompactString);

impl Default for Deprel {
    fn default() -> Self {
        Self(CompactString::const_new("dep"))
    }
}

impl From<&str> for Deprel {
    fn from(name: &str) -> Self {
        Self(CompactString::from(name))
    }
}

impl Deprel {
    /// The whole relation.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The universal part, before the colon.
    pub fn base(&self) -> &str {
        self.0.split_once(':').map_or(self.0.as_str(), |(base, _)| base)
    }

    /// The subtype, after the colon; empty where there is none.
    pub fn subtype(&self) -> &str {
        self.0.split_once(':').map_or("", |(_, subtype)| subtype)
    }
}
