//! Reports in bodies.

use crate::problem::Problem;
use crate::request::Sent;
use rapporteur::intake::{Defaults, Fault, Format, Options, read_reports};
use rapporteur::text::Report;
use schemars::JsonSchema;
use serde::Deserialize;

/// What is known of reports whose body does not say it, and what reads them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub(super) struct About {
    /// The model that reads: `deep` or `fast`; the server's own where it is not said.
    pub(super) model: Option<String>,
    /// The headline of reports that do not tell theirs.
    title: Option<String>,
    /// Their publisher.
    publisher: Option<String>,
    /// Their day or moment of publication (ISO 8601).
    published: Option<String>,
    /// The address of a plain text.
    url: Option<String>,
    /// The name of the file that it was in.
    name: Option<String>,
}

/// A report as JSON.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct SentReport {
    /// Its text.
    #[allow(dead_code, reason = "the schema tells of it; intake reads it")]
    text: String,
    /// Its id in the input.
    #[allow(dead_code, reason = "as above")]
    id: Option<String>,
    /// Its headline.
    #[allow(dead_code, reason = "as above")]
    title: Option<String>,
    /// Who printed it.
    #[allow(dead_code, reason = "as above")]
    publisher: Option<String>,
    /// When: a day or a moment (ISO 8601).
    #[allow(dead_code, reason = "as above")]
    published: Option<String>,
    /// Where it was found.
    #[allow(dead_code, reason = "as above")]
    url: Option<String>,
    /// Its language.
    #[allow(dead_code, reason = "as above")]
    language: Option<String>,
}

/// The types of bodies.
pub(super) const JSON: &str = "application/json";
pub(super) const LINES: &str = "application/x-ndjson";
pub(super) const TEXT: &str = "text/plain";
/// A file of a format that intake recognises by itself.
pub(super) const FILE: &str = "application/octet-stream";

/// The reports of a body, with the faults of those that could not be read.
pub(super) fn reports(sent: &Sent, about: &About) -> Result<Vec<Result<Report, Fault>>, Problem> {
    check_date(about.published.as_deref())?;
    let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let defaults = Defaults {
        published: filled(&about.published),
        publisher: filled(&about.publisher),
        title: filled(&about.title),
        url: filled(&about.url),
        charset: None,
    };
    let name = filled(&about.name).unwrap_or_else(|| "report".into());
    let read = |bytes: &[u8], from| {
        read_reports(bytes, &name, &Options { from, defaults: defaults.clone(), ..Options::default() }).collect()
    };
    Ok(match sent.media.as_str() {
        TEXT => read(&sent.bytes, Some(Format::Text)),
        JSON => {
            // On one line, as intake reads reports.
            let value: serde_json::Value = sent.json()?;
            read(value.to_string().as_bytes(), Some(Format::Jsonl))
        }
        LINES | "application/jsonl" | "application/x-jsonlines" => read(&sent.bytes, Some(Format::Jsonl)),
        FILE => read(&sent.bytes, None),
        _ => return Err(sent.wrong_media(&[TEXT, JSON, LINES, FILE].join(", "))),
    })
}

/// A date as ISO 8601 has it, with or without a time.
pub(super) fn check_date(given: Option<&str>) -> Result<(), Problem> {
    let Some(given) = given.filter(|given| !given.is_empty()) else { return Ok(()) };
    let day = given.parse::<jiff::civil::Date>().is_ok();
    let moment = given.parse::<jiff::civil::DateTime>().is_ok() || given.parse::<jiff::Timestamp>().is_ok();
    if day || moment {
        return Ok(());
    }
    Err(Problem::parameter("published", format!("{given:?} is no date"), "give a date such as 2025-03-13"))
}
