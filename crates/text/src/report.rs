//! One report as it came in.

use crate::{Notice, Original};
use serde::{Deserialize, Serialize};

/// One news report: its text, and what is known about where it came from.
///
/// ```
/// use rapporteur_text::Report;
/// let report = Report::new("r1", "Ministers met in Minsk.").published("2025-03-13");
/// assert_eq!(report.published.as_deref(), Some("2025-03-13"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// The id that the input gives it, or its place in the input.
    pub id: String,
    /// The headline, where it is not part of the text.
    pub title: Option<String>,
    /// Who printed it.
    pub publisher: Option<String>,
    /// The publication date, ISO 8601 (`2025-03-13`, or with a time), as the input gives it.
    pub published: Option<String>,
    /// Further publication dates that the input gives, in other fields.
    pub other_dates: Vec<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// BCP 47 language tag, where the input gives one.
    pub language: Option<String>,
    /// The text; every range of every layer points into it.
    pub text: String,
    /// The way back to the bytes of the page that the text was taken from; empty where the input is the text.
    #[serde(skip)]
    pub original: Original,
    /// What intake has to say: what was left out, guessed or not found again in the original.
    #[serde(skip)]
    pub notices: Vec<Notice>,
}

impl Report {
    /// A report of which only the text is known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// The same report with a publication date.
    pub fn published(mut self, date: impl Into<String>) -> Self {
        self.published = Some(date.into());
        self
    }

    /// The same report with a publisher.
    pub fn publisher(mut self, publisher: impl Into<String>) -> Self {
        self.publisher = Some(publisher.into());
        self
    }

    /// The language, where it is known to be another than English.
    ///
    /// ```
    /// use rapporteur_text::Report;
    /// let mut report = Report::new("r1", "Die Minister trafen sich in Minsk.");
    /// assert_eq!(report.foreign_language(), None);
    /// report.language = Some("de-AT".into());
    /// assert_eq!(report.foreign_language(), Some("de-AT"));
    /// report.language = Some("en_GB".into());
    /// assert_eq!(report.foreign_language(), None);
    /// ```
    pub fn foreign_language(&self) -> Option<&str> {
        let tag = self.language.as_deref()?;
        let primary = tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
        let unknown = ["", "und", "mul", "zxx"];
        let english = ["en", "eng", "english"];
        (!english.contains(&&*primary) && !unknown.contains(&&*primary)).then_some(tag)
    }
}
