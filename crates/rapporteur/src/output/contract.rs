//! The types of the contract, in the order of its document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One reading of one report. All offsets are Unicode code points into the report's text, end exclusive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The report's id.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who printed it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The agency that its dateline credits; beside the publisher it speaks all that nobody else does.
    pub credit: Option<Words>,
    /// Its language, where the input tells.
    pub language: Option<String>,
    /// SHA-256 of its text in UTF-8, in hexadecimal.
    pub sha256: String,
    /// What read it.
    pub coder: Coder,
    /// Its sentences.
    pub sentences: Vec<Span>,
    /// Mentions of persons, organisations, places and things.
    pub mentions: Vec<Mention>,
    /// What the mentions refer to.
    pub entities: Vec<Entity>,
    /// Time expressions.
    pub timex: Vec<Timex>,
    /// Place names.
    pub toponyms: Vec<Toponym>,
    /// Who said what.
    pub attributions: Vec<Attribution>,
    /// How the report tells what its verbs tell of.
    pub told: Vec<Told>,
    /// Who did what to whom.
    pub claims: Vec<Claim>,
    /// What a reader should know of inferences made and things not read.
    pub notices: Vec<Notice>,
    /// Where pieces of the text lie in the bytes of the page that it was taken from; left out where the input was the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub original: Vec<Piece>,
}

/// A piece of the text in the page that it was taken from. One that is as long there as here is the same bytes; any other
/// stands for its counterpart as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Piece {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// The first byte of the page.
    pub from: u32,
    /// The byte after the last.
    pub to: u32,
}

/// What made a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coder {
    /// The version of the program.
    pub version: String,
    /// The name and digest of the reading model.
    pub model: String,
    /// The digest of the codebook.
    pub codebook: String,
}

/// A place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
}

/// Words of the text, with their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// The words.
    pub text: String,
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
}

/// A mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// `PER ORG LOC FAC NAT WEAPON MONEY DOC OTHER`.
    #[serde(rename = "type")]
    pub ty: String,
    /// `name`, `nominal` or `pronoun`.
    pub kind: String,
    /// The id of the entity.
    pub cluster: String,
}

/// An entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Its id within the report: `e1`.
    pub id: String,
    /// As for mentions.
    #[serde(rename = "type")]
    pub ty: String,
    /// The fullest name that the report gives.
    pub name: String,
    /// ISO 3166-1 alpha-3 or a PLOVER code.
    pub country: Option<String>,
    /// A PLOVER sector.
    pub sector: Option<String>,
    /// The office of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Of a group that is named together: the ids of its members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// For each field that is set: the rule that set it, and the words it was read from, if any.
    pub evidence: BTreeMap<String, Evidence>,
}

/// Why a field has its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The rule or inference.
    pub rule: String,
    /// The words it was read from.
    pub words: Option<Words>,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Timex {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// `DATE TIME DURATION SET`.
    #[serde(rename = "type")]
    pub ty: String,
    /// The TIMEX3 value.
    pub value: String,
    /// The TIMEX3 mod.
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
    /// The TIMEX3 quant of a SET: `EVERY`, `EACH`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quant: Option<String>,
    /// The TIMEX3 freq of a SET: `2X` for "twice a week".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freq: Option<String>,
    /// The first day it covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day it covers, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The same as EDTF (ISO 8601-2), where that can say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// The rule that read it.
    pub rule: String,
}

/// A place name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Toponym {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// The name as the report has it.
    pub name: String,
    /// How it is used: `literal`, of the ground; `metonym`, of those who act from there ("Moscow said"); `demonym`.
    pub used: String,
    /// GeoNames' id, where a place was found.
    pub geonames_id: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// GeoNames' feature code.
    pub feature_code: Option<String>,
    /// How wide the place is: `country` (or wider, whose point is no pin), `region`, `town` or `point`.
    pub precision: Option<String>,
    /// The rule that decided.
    pub rule: String,
}

/// Who said what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// Its id within the report: `a1`.
    pub id: String,
    /// Who says it.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// The id of the source's entity.
    pub entity: Option<String>,
    /// `named-person named-organization office document unnamed-individual unnamed-group social-medium`.
    pub source_kind: Option<String>,
    /// The country of the source: ISO 3166-1 alpha-3 or a PLOVER code.
    pub country: Option<String>,
    /// The PLOVER sector of the source.
    pub sector: Option<String>,
    /// Whether it comes through another mouth: it stands in what somebody else says.
    pub second_hand: bool,
    /// What the source does: `speech belief intention attitude appearance topic`.
    pub kind: String,
    /// How the cue puts it: `neutral committed distancing denying accusing revealing`.
    pub stance: String,
    /// How likely source and content are right, 0 to 1.
    pub confidence: f64,
    /// The id of the attribution that this one stands in.
    pub parent: Option<String>,
    /// The codebook entry of the cue.
    pub rule: String,
}

/// How a verb's event is told, whether or not it makes a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// The first code point of the verb.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// `actual`, `future`, `hypothetical` or `negated`.
    pub status: String,
    /// The word that decides the status.
    pub status_cue: Option<Words>,
    /// Whether readers would say that it happened: `yes`, `no` or `unsure`.
    pub happened: String,
    /// How likely that answer is right, 0 to 1.
    pub confidence: f64,
}

/// One event as the report tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Its id within the report: `c1`.
    pub id: String,
    /// PLOVER's event type, or `PRODUCE`.
    #[serde(rename = "type")]
    pub ty: String,
    /// PLOVER's modes.
    pub mode: Vec<String>,
    /// PLOVER's contexts.
    pub context: Vec<String>,
    /// `actual`, `future`, `hypothetical` or `negated`.
    pub status: String,
    /// The words that decide the status.
    pub status_cue: Option<Words>,
    /// How likely the status is right, 0 to 1; 0 in readings that an earlier version wrote.
    #[serde(default)]
    pub status_confidence: f64,
    /// The words that name the event.
    pub trigger: Words,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// When.
    pub date: Option<DateField>,
    /// Where.
    pub place: Option<PlaceField>,
    /// Whose word it is, outermost first; empty in the report's own voice.
    pub attribution: Vec<Link>,
    /// The index of its sentence.
    pub sentence: usize,
    /// How likely it is right, 0 to 1.
    pub confidence: f64,
    /// The frame that coded it.
    pub rule: String,
    /// The CAMEO code by our crosswalk.
    pub cameo: Option<String>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// The mention.
    pub text: String,
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// The fullest name.
    pub name: String,
    /// ISO 3166-1 alpha-3 or a PLOVER code.
    pub country: Option<String>,
    /// A PLOVER sector.
    pub sector: Option<String>,
    /// The id of the entity.
    pub entity: Option<String>,
}

/// When it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DateField {
    /// The time expression.
    pub text: String,
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// The TIMEX3 value.
    pub value: String,
    /// The first day it covers.
    pub from: Option<String>,
    /// The last day it covers, inclusive.
    pub to: Option<String>,
    /// The same as EDTF (ISO 8601-2), where that can say it.
    pub edtf: Option<String>,
}

/// Where it happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceField {
    /// The toponym.
    pub text: String,
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// Its name; where it happened at several places, theirs joined by "and".
    pub name: String,
    /// ISO 3166-1 alpha-3; null for places in several countries.
    pub country: Option<String>,
    /// GeoNames' id, of one place.
    pub geonames_id: Option<u32>,
    /// How wide the place is: `country` (or wider), `region`, `town` or `point`.
    pub precision: Option<String>,
    /// Degrees north; none of a country, which is never a pin.
    pub lat: Option<f64>,
    /// Degrees east; none of a country.
    pub lon: Option<f64>,
}

/// One link in the chain of sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// The id of the attribution.
    pub id: String,
    /// Who says it, where the text tells.
    pub source: Option<LinkSource>,
    /// The words that attribute.
    pub cue: Option<Words>,
}

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LinkSource {
    /// The words of the source.
    pub text: String,
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// The fullest name that the report gives for it.
    pub name: String,
    /// The id of the entity.
    pub entity: Option<String>,
}

/// Something worth knowing of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// What kind, as a path.
    pub code: String,
    /// The first code point, where it has a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// The code point after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// For people.
    pub message: String,
}
