//! What the fields of tables and JSON objects mean.

use crate::{Fault, dates};
use rapporteur_text::Report;
use std::collections::BTreeMap;
use std::fmt;

/// What a field can tell of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Field {
    Text,
    Title,
    Publisher,
    Published,
    Url,
    Language,
    Id,
}

/// All of them, with the names under which they are looked for, the likelier first. Names are compared in lower case and
/// without anything between their letters. They are those of NewsAPI, Media Cloud, news-please, GDELT, LexisNexis and
/// JSON Feed exports, and words that people put over a column.
const GUESSES: [(Field, &str, &[&str]); 7] = [
    (
        Field::Text,
        "text",
        &[
            "text",
            "body",
            "content",
            "story",
            "article",
            "fulltext",
            "articletext",
            "articlebody",
            "bodytext",
            "maintext",
        ],
    ),
    (Field::Title, "title", &["title", "headline", "heading", "subject"]),
    (
        Field::Publisher,
        "publisher",
        &[
            "publisher",
            "source",
            "outlet",
            "newspaper",
            "medium",
            "sitename",
            "sourcename",
            "medianame",
            "sourcedomain",
        ],
    ),
    (
        Field::Published,
        "published",
        &[
            "published",
            "dct",
            "publishedat",
            "date",
            "pubdate",
            "publicationdate",
            "publishdate",
            "datepublished",
            "publisheddate",
            "datepublish",
            "loaddate",
        ],
    ),
    (Field::Url, "url", &["url", "link", "permalink", "weburl"]),
    (Field::Language, "language", &["language", "lang"]),
    (Field::Id, "id", &["id", "guid", "uuid", "docid", "articleid", "storyid"]),
];

/// Which fields of tables and JSON objects tell what: guessed by their names, unless said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields {
    named: BTreeMap<Field, String>,
}

impl Fields {
    /// Reads `text=Body,published=Day`.
    ///
    /// ```
    /// use rapporteur_intake::Fields;
    /// assert!(Fields::parse("text=Body, published=Day").is_ok());
    /// assert!(Fields::parse("words=Body").unwrap_err().to_string().contains("text, title"));
    /// ```
    pub fn parse(given: &str) -> Result<Self, FieldsError> {
        let mut named = BTreeMap::new();
        for pair in given.split(',').filter(|pair| !pair.trim().is_empty()) {
            let (what, column) = pair.split_once('=').ok_or_else(|| FieldsError(pair.trim().to_owned()))?;
            let field = GUESSES.iter().find(|(_, name, _)| *name == what.trim().to_ascii_lowercase());
            let (field, ..) = field.ok_or_else(|| FieldsError(pair.trim().to_owned()))?;
            named.insert(*field, column.trim().to_owned());
        }
        Ok(Self { named })
    }

    /// The places in a list of names that tell this, the likeliest first.
    pub(crate) fn find<'n>(&self, field: Field, names: impl Iterator<Item = &'n str> + Clone) -> Vec<usize> {
        if let Some(named) = self.named.get(&field) {
            let folded = fold(named);
            let exact = names.clone().position(|name| name == named);
            // Of several files one may have other names, which are then guessed.
            if let Some(place) = exact.or_else(|| names.clone().position(|name| fold(name) == folded)) {
                return vec![place];
            }
        }
        let (_, _, guesses) = GUESSES.iter().find(|(of, ..)| *of == field).expect("every field has its names");
        let folded: Vec<String> = names.map(fold).collect();
        guesses.iter().filter_map(|guess| folded.iter().position(|name| name == guess)).collect()
    }

    /// Which names tell what.
    pub(crate) fn layout<'n>(&self, names: impl Iterator<Item = &'n str> + Clone) -> Layout {
        Layout(GUESSES.map(|(field, ..)| self.find(field, names.clone())))
    }

    /// What to write on the command line where no name was recognised.
    pub(crate) fn remedy() -> &'static str {
        "say which holds the text: --columns text=NAME"
    }
}

/// The places of the fields in a row, in the order of [`GUESSES`].
#[derive(Debug, Clone)]
pub(crate) struct Layout([Vec<usize>; 7]);

impl Layout {
    /// The places that tell this, the likeliest first.
    pub(crate) fn of(&self, field: Field) -> &[usize] {
        let at = GUESSES.iter().position(|(of, ..)| *of == field).expect("every field has its names");
        &self.0[at]
    }

    /// The report of a row, whose cells `cell` gives; empty cells tell nothing. `Err` where a cell is at fault.
    pub(crate) fn report(
        &self,
        id: impl FnOnce() -> String,
        mut cell: impl FnMut(usize, Field) -> Result<Option<String>, Fault>,
    ) -> Result<Report, Fault> {
        let mut first = |field: Field| -> Result<Option<String>, Fault> {
            for &place in self.of(field) {
                if let Some(value) = cell(place, field)?.filter(|value| !value.trim().is_empty()) {
                    return Ok(Some(value));
                }
            }
            Ok(None)
        };
        let mut report = Report::new("", first(Field::Text)?.unwrap_or_default());
        report.id = first(Field::Id)?.unwrap_or_else(id);
        report.title = first(Field::Title)?;
        report.publisher = first(Field::Publisher)?;
        report.url = first(Field::Url)?;
        report.language = first(Field::Language)?;
        for &place in self.of(Field::Published) {
            let date = cell(place, Field::Published)?.filter(|value| !value.trim().is_empty());
            match date.map(|date| dates::iso(&date)) {
                Some(date) if report.published.is_none() => report.published = Some(date),
                Some(date) => report.other_dates.push(date),
                None => {}
            }
        }
        Ok(report)
    }
}

/// `Published_At` as `publishedat`.
fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A pair that names no field, for [`Fields::parse`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldsError(String);

impl fmt::Display for FieldsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = GUESSES.iter().map(|(_, name, _)| *name).collect();
        write!(f, "{:?} is no pair such as text=Body (there are {})", self.0, names.join(", "))
    }
}

impl std::error::Error for FieldsError {}
