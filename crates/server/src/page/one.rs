//! One event, and screen A: one report.

use super::shown;
use crate::api::Event;
use crate::app::Shared;
use crate::problem::Problem;
use crate::reply::{serialised, tag};
use axum::extract::{Path, Query as Parameters, State};
use axum::response::{Html, IntoResponse, Response};
use rapporteur_ledger::{Horizon, JudgementRow, Ledger, Shown};
use rapporteur_page::{Address, EventShown, ReportShown, event_page, report_page};
use rapporteur_views::{report_view, timeline, world_map};

/// An event as the page shows it, with the tag that the API gives it.
pub(super) fn event_shown(event: &Event, versions: Option<(usize, usize)>) -> Result<EventShown<'_>, Problem> {
    let etag = Some(tag(&serialised(event)?));
    Ok(EventShown { detail: &event.detail, judgements: &event.judgements, versions, etag })
}

/// An event with all its versions.
pub(super) async fn event(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Parameters(parameters): Parameters<Vec<(String, String)>>,
) -> Response {
    let versions = Address::of(&parameters).versions;
    let page = app.read(move |ledger| {
        let event = Event::of(ledger, &id, &Horizon::default())?;
        Ok(Html(event_page(&event_shown(&event, versions)?)).into_response())
    });
    shown(page.await)
}

/// A report with its claims.
pub(super) async fn report(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Parameters(parameters): Parameters<Vec<(String, String)>>,
) -> Response {
    let all_sentences = parameters.iter().any(|(name, value)| name == "all" && value == "1");
    shown(app.read(move |ledger| Ok(Html(report_of(ledger, &id, all_sentences)?).into_response())).await)
}

fn report_of(ledger: &Ledger, id: &str, all_sentences: bool) -> Result<String, Problem> {
    let Shown::Report(detail) = ledger.show(id, &Horizon::default())? else {
        return Err(Problem::unknown(&format!("report {id}")));
    };
    let view = report_view(&ledger.reading_of(&detail.id)?);
    let mut judgements: Vec<JudgementRow> = Vec::new();
    for claim in &view.claims {
        judgements.extend(ledger.history(Some(&claim.key))?);
    }
    Ok(report_page(&ReportShown {
        detail: &detail,
        timeline: &timeline(view.items.clone(), None),
        map: &world_map(&view.spots, view.claims.len() as u64),
        judgements: &judgements,
        all_sentences,
        view: &view,
    }))
}
