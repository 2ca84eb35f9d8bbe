//! Reports in bodies.

use crate::problem::Problem;
use crate::request::Sent;
use rapporteur::intake::{Defaults, Fault, Format, Limits, Options, Reports, read_reports};
use rapporteur::text::Report;
use schemars::JsonSchema;
use serde::Deserialize;

/// What is known of reports whose body does not say it, and what reads them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub(super) struct About {
    /// The model that reads: `deep` or `fast`; the server's own where it is not said.
    #[schemars(extend("enum" = ["deep", "fast"]))]
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

/// A report as JSON. Intake reads it; here it is only seen whether it is one.
#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code, reason = "the schema tells of it")]
pub(super) struct SentReport {
    /// Its text.
    text: String,
    /// Its id in the input.
    id: Option<SentId>,
    /// Its headline.
    title: Option<String>,
    /// Who printed it.
    publisher: Option<String>,
    /// When: a day or a moment (ISO 8601).
    published: Option<String>,
    /// Where it was found.
    url: Option<String>,
    /// Its language.
    language: Option<String>,
}

/// An id, as inputs have them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
#[allow(dead_code, reason = "as above")]
enum SentId {
    Text(String),
    Number(i64),
}

/// The types of bodies.
pub(super) const JSON: &str = "application/json";
pub(super) const LINES: &str = "application/x-ndjson";
pub(super) const TEXT: &str = "text/plain";
/// A file of a format that intake recognises by itself.
pub(super) const FILE: &str = "application/octet-stream";

/// What one body may unpack to. It is held in memory, where `rapporteur add` holds one report at a time.
const LIMITS: Limits = Limits { report: 16 << 20, members: 10_000, unpacked: 64 << 20, ratio: 400, depth: 3 };
/// Bytes of all reports of a body,
const MOST: usize = 64 << 20;
/// what a report takes beside its text,
const BESIDE: usize = 1024;
/// and how many faults are told one by one.
const FAULTS: usize = 1000;

/// The reports of a body, with the faults of those that could not be read. Unpacking may take its time: call it where that may be.
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
        let options = Options { from, defaults: defaults.clone(), limits: LIMITS, ..Options::default() };
        bounded(read_reports(bytes, &name, &options))
    };
    match sent.media.as_str() {
        TEXT => read(&sent.bytes, Some(Format::Text)),
        JSON => {
            // On one line, as intake reads reports.
            let value: serde_json::Value = sent.json()?;
            SentReport::deserialize(&value).map_err(|error| {
                Problem::body(error.to_string(), "see the documentation of this route at /api/v1/docs")
            })?;
            read(value.to_string().as_bytes(), Some(Format::Jsonl))
        }
        LINES | "application/jsonl" | "application/x-jsonlines" => read(&sent.bytes, Some(Format::Jsonl)),
        FILE => read(&sent.bytes, None),
        _ => Err(sent.wrong_media(&[TEXT, JSON, LINES, FILE].join(", "))),
    }
}

/// All of them, unless there is more than one body may bring.
fn bounded(reports: Reports<'_>) -> Result<Vec<Result<Report, Fault>>, Problem> {
    let mut taken = Vec::new();
    let (mut bytes, mut faults) = (0, 0);
    for report in reports {
        match &report {
            Ok(report) => bytes += report.text.len() + BESIDE,
            Err(_) => faults += 1,
        }
        if bytes > MOST {
            let detail = format!("it unpacks to more than {} MB of reports", MOST >> 20);
            return Err(Problem::new("large", detail).remedy("send it in parts, or use rapporteur add"));
        }
        if faults > FAULTS {
            let detail = format!("more than {FAULTS} parts of it cannot be read; nothing of it was added");
            return Err(Problem::body(detail, "check the format, or use rapporteur add"));
        }
        taken.push(report);
    }
    Ok(taken)
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
