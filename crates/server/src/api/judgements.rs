//! What people judge of claims.

use super::events::Event;
use crate::app::Shared;
use crate::openapi::{Route, get, post};
use crate::problem::Problem;
use crate::reply::{Page, json, names, serialised, set_tag, tag, typed};
use crate::request::{Id, Params, Question, Sent, page_size};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use rapporteur_ledger::{Act, Doubt, Horizon, JudgementRow, Ledger, Reviewer, Shown};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/judgements", list)
            .says("List judgements", "In the order of time; those that were undone too.")
            .query::<Asked>()
            .gives::<Page<JudgementRow>>(200),
        post("/api/v1/judgements", judge)
            .says(
                "Judge a claim",
                "Adds a row; the claim stays as it was read. `edit` needs `field` (type, status, date, place, actors, recipients) and \
                 `value` (empty takes the field away), `merge` needs `with`. The answer has the event as it is after that.",
            )
            .heeds_if_match()
            .takes::<Judging>("application/json")
            .gives::<Judged>(201)
            .fails(&[404, 422, 507]),
        post("/api/v1/judgements/{id}/undo", undo)
            .says("Take a judgement back", "Adds a row that says so.")
            .names("The id of a judgement, or the beginning of one.")
            .heeds_if_match()
            .takes::<Undoing>("application/json")
            .gives::<Judged>(200)
            .fails(&[404, 422, 507]),
        get("/api/v1/doubts", doubts)
            .says("List claims that are worth a look", "Those that nobody judged, the most doubtful first.")
            .query::<Doubted>()
            .gives::<Vec<Doubt>>(200)
            .fails(&[422]),
    ]
}

/// Which judgements are listed.
#[derive(Debug, Deserialize, JsonSchema)]
struct Asked {
    /// Only those about this claim.
    claim: Option<String>,
}

async fn list(State(app): State<Shared>, Params(asked): Params<Asked>) -> Result<Response, Problem> {
    let claim = asked.claim.filter(|claim| !claim.is_empty());
    if let Some(claim) =
        claim.as_deref().filter(|claim| claim.len() > 32 || !claim.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        return Err(Problem::parameter("claim", format!("{claim:?} is no id"), "ids are hexadecimal"));
    }
    let results = app.read(move |ledger| Ok(ledger.history(claim.as_deref())?)).await?;
    let total = results.len() as u64;
    json(&Page { results, next: None, total })
}

/// What is judged how.
#[derive(Debug, Deserialize, JsonSchema)]
struct Judging {
    /// What is done.
    act: Doing,
    /// The id of the claim, or of the event that it names; or the beginning of one.
    #[schemars(regex(pattern = "^[0-9A-Fa-f]{1,32}$"))]
    claim: String,
    /// Of an edit: the field.
    field: Option<String>,
    /// Of an edit: its value.
    value: Option<String>,
    /// Of a merge: the other claim or event.
    #[schemars(regex(pattern = "^[0-9A-Fa-f]{1,32}$"))]
    with: Option<String>,
    /// Who judges.
    reviewer: Option<String>,
    /// Why.
    reason: Option<String>,
}

/// What is done to a claim.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Doing {
    Accept,
    Reject,
    Unsure,
    Edit,
    Merge,
    Split,
}

/// Who takes a judgement back, and why.
#[derive(Debug, Deserialize, JsonSchema)]
struct Undoing {
    /// Who.
    reviewer: Option<String>,
    /// Why.
    reason: Option<String>,
}

/// A judgement, and the event as it is after it.
#[derive(Debug, Serialize, JsonSchema)]
struct Judged {
    /// The judgement.
    judgement: JudgementRow,
    /// The event that the claim tells now; null where the judgement is about a report.
    event: Option<Event>,
}

impl Judging {
    fn act(&self) -> Result<Act, Problem> {
        let given = |value: &Option<String>, name: &str| {
            value.clone().ok_or_else(|| Problem::body(format!("{name:?} is missing"), "see /api/v1/docs"))
        };
        let is_id = |id: &String| (1..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        if self.with.as_ref().is_some_and(|id| !is_id(id)) {
            return Err(Problem::body("\"with\" is no id", "give 1 to 32 hexadecimal digits"));
        }
        Ok(match self.act {
            Doing::Accept => Act::Accept,
            Doing::Reject => Act::Reject,
            Doing::Unsure => Act::Unsure,
            Doing::Split => Act::Split,
            Doing::Edit => Act::Edit { field: given(&self.field, "field")?, value: given(&self.value, "value")? },
            Doing::Merge => Act::Merge(given(&self.with, "with")?),
        })
    }
}

pub(super) fn reviewer(name: Option<String>, reason: Option<String>) -> Reviewer {
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    Reviewer { name: filled(name).unwrap_or_else(|| "unnamed".into()), reason: filled(reason) }
}

async fn judge(State(app): State<Shared>, headers: HeaderMap, sent: Sent) -> Result<Response, Problem> {
    let judging: Judging = sent.json()?;
    let act = judging.act()?;
    let reviewer = reviewer(judging.reviewer, judging.reason);
    let seen: Vec<HeaderValue> = headers.get_all(header::IF_MATCH).iter().cloned().collect();
    let answer = app.write(move |ledger| {
        is_as_seen(ledger, &judging.claim, &seen)?;
        let made = ledger.judge(&judging.claim, &act, &reviewer)?;
        judged(ledger, &made)
    });
    answered(StatusCode::CREATED, answer.await?)
}

async fn undo(State(app): State<Shared>, Id(id): Id, headers: HeaderMap, sent: Sent) -> Result<Response, Problem> {
    let undoing: Undoing = sent.json()?;
    let reviewer = reviewer(undoing.reviewer, undoing.reason);
    let seen: Vec<HeaderValue> = headers.get_all(header::IF_MATCH).iter().cloned().collect();
    let answer = app.write(move |ledger| {
        let claim = ledger.claim_judged(&id)?.ok_or_else(|| Problem::unknown(&format!("judgement {id}")))?;
        is_as_seen(ledger, &claim, &seen)?;
        ledger.undo(&id, &reviewer)?;
        judged(ledger, &id)
    });
    answered(StatusCode::OK, answer.await?)
}

/// Refuses where the event of a claim is no longer what the client saw.
fn is_as_seen(ledger: &Ledger, claim: &str, seen: &[HeaderValue]) -> Result<(), Problem> {
    if seen.is_empty() {
        return Ok(());
    }
    let now = event(ledger, claim)?.map(|event| serialised(&event)).transpose()?;
    if now.is_some_and(|now| names(seen.iter(), &tag(&now), false)) {
        return Ok(());
    }
    Err(Problem::new("changed", "the event is another one by now").remedy("look at it again, then judge"))
}

/// The event of what was judged; nothing where that is a report.
fn event(ledger: &Ledger, judged: &str) -> Result<Option<Event>, Problem> {
    match ledger.show(judged, &Horizon::default())? {
        Shown::Event(_) => Event::of(ledger, judged, &Horizon::default()).map(Some),
        Shown::Report(_) => Ok(None),
    }
}

fn judged(ledger: &Ledger, judgement: &str) -> Result<Judged, Problem> {
    let gone = || Problem::unknown(&format!("judgement {judgement}"));
    let about = ledger.claim_judged(judgement)?.ok_or_else(gone)?;
    let event = event(ledger, &about)?;
    let rows = ledger.history(Some(&about))?;
    let made = rows.into_iter().find(|row| row.id.starts_with(judgement) || judgement.starts_with(&row.id));
    Ok(Judged { judgement: made.ok_or_else(gone)?, event })
}

fn answered(status: StatusCode, judged: Judged) -> Result<Response, Problem> {
    let mut response = typed(status, "application/json", serialised(&judged)?)?;
    if let Some(event) = &judged.event {
        set_tag(response.headers_mut(), &tag(&serialised(event)?));
    }
    Ok(response)
}

/// Of which claims doubts are asked.
#[derive(Debug, Deserialize, JsonSchema)]
struct Doubted {
    /// The query; empty for everything.
    q: Option<String>,
    /// At most so many: 1 to 500, 50 where it is not said.
    #[schemars(range(min = 1, max = 500))]
    limit: Option<u64>,
}

async fn doubts(State(app): State<Shared>, Params(asked): Params<Doubted>) -> Result<Response, Problem> {
    let question = Question::of(asked.q.as_deref(), None, None)?;
    let limit = page_size(asked.limit)?;
    let doubts = app.read(move |ledger| Ok(ledger.doubts(&question.query, limit)?)).await?;
    json(&doubts)
}
