//! An Atom feed (RFC 4287) of any query.

use crate::app::Shared;
use crate::openapi::{Route, get};
use crate::problem::Problem;
use crate::reply::typed;
use crate::request::{Params, Question};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use rapporteur_ledger::{EventRow, Order, Party};
use schemars::JsonSchema;
use serde::Deserialize;

/// So many events are in a feed.
const ENTRIES: u64 = 50;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/feed", feed)
            .says("A feed of a query", "Atom: the 50 events that match and were reported last.")
            .query::<Asked>()
            .gives_text(200, "application/atom+xml")
            .fails(&[422]),
    ]
}

/// What a feed is of.
#[derive(Debug, Deserialize, JsonSchema)]
struct Asked {
    /// The query; empty for everything.
    q: Option<String>,
}

async fn feed(
    State(app): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    Params(asked): Params<Asked>,
) -> Result<Response, Problem> {
    let q = asked.q.unwrap_or_default();
    let question = Question::of(Some(&q), None, None)?;
    let entries = app.read(move |ledger| {
        let rows = ledger.list(&question.query, &question.horizon, Order::Reported, Some(ENTRIES))?;
        let updated = rows.iter().map(|row| ledger.event_added_at(&row.id)).collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().zip(updated).collect::<Vec<_>>())
    });
    let entries = entries.await?;
    // The host was checked before.
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let feed = written(&format!("http://{host}"), &uri.to_string(), &q, &entries);
    typed(StatusCode::OK, "application/atom+xml", feed.into_bytes())
}

fn written(base: &str, path: &str, q: &str, entries: &[(EventRow, String)]) -> String {
    let title = if q.is_empty() { "Rapporteur: all events".to_owned() } else { format!("Rapporteur: {q}") };
    // An empty feed was last changed when time began: it has no time of its own.
    let updated = entries.iter().map(|(_, updated)| updated.as_str()).max().unwrap_or("1970-01-01T00:00:00Z");
    let own = escaped(&format!("{base}{path}"));
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{}</title>\n<id>{own}</id>\n\
         <link rel=\"self\" href=\"{own}\"/>\n<updated>{updated}</updated>\n<author><name>Rapporteur</name></author>\n",
        escaped(&title)
    );
    for (row, updated) in entries {
        let id = &row.id;
        feed += &format!(
            "<entry><id>urn:rapporteur:event:{id}</id><title>{}</title><updated>{updated}</updated>\
             <link rel=\"alternate\" type=\"application/json\" href=\"{}/api/v1/events/{id}\"/><category term=\"{}\"/>\
             <summary>{}</summary></entry>\n",
            escaped(&headline(row)),
            escaped(base),
            escaped(&row.ty),
            escaped(&row.sentence)
        );
    }
    feed + "</feed>\n"
}

/// `2025-03-12 SUPPORT (actual): Iran › Belarus · 2 reports, 2 origins`
fn headline(row: &EventRow) -> String {
    let names = |parties: &[Party]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ");
    let (actors, recipients) = (names(&row.actors), names(&row.recipients));
    let day = row.from.as_ref().map(|day| format!("{day} ")).unwrap_or_default();
    let whom = if recipients.is_empty() { String::new() } else { format!(" › {recipients}") };
    format!("{day}{} ({}): {actors}{whom} · {} reports, {} origins", row.ty, row.status, row.reports, row.origins)
}

/// Text as XML; characters that XML 1.0 has no place for are left out.
fn escaped(text: &str) -> String {
    let fit = |c: char| match c {
        '\t' | '\n' | '\r' => Some(' '),
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => None,
        c => Some(c),
    };
    rapporteur_exchange::escaped(&text.chars().filter_map(fit).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        assert_eq!(escaped("<b a=\"1\">&\u{0}\u{b}\n</b>"), "&lt;b a=&quot;1&quot;&gt;&amp; &lt;/b&gt;");
    }
}
