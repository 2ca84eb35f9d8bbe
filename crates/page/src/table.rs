//! The ledger table: one row for each merged event.

use crate::address::Address;
use crate::marks::{conflicts, corroboration, judgement, sides, status, when};
use maud::{Markup, html};
use rapporteur_ledger::EventRow;
use rapporteur_views::{extent, quad, type_meaning};

/// The rows, with a link to what `link` says of each.
pub(crate) fn events(rows: &[EventRow], open: Option<&str>, link: impl Fn(&EventRow) -> String) -> Markup {
    html! {
        table.ledger {
            caption.aside { "Events, one row each" }
            thead {
                tr {
                    th scope="col" { "When" } th scope="col" { "What" } th scope="col" { "Who did it, to whom" }
                    th scope="col" { "Where" } th scope="col" { "Told by" }
                }
            }
            tbody {
                @for row in rows {
                    tr id={ "r-" (row.id) } data-id=(row.id) class=(quad(&row.ty).class())
                        aria-current=[(open == Some(row.id.as_str())).then_some("true")] {
                        td.c-when { (when(extent(row.from.as_deref(), row.to.as_deref()), false)) }
                        td.c-what {
                            span.type title=[type_meaning(&row.ty)] { (row.ty) }
                            @if !row.mode.is_empty() { span.mode { " " (row.mode.join(", ")) } }
                            br; (status(&row.status)) " " (judgement(&row.judged))
                        }
                        td.c-who {
                            a.open href=(link(row)) { (sides(&row.actors, &row.recipients)) }
                            p.said { (row.sentence) }
                        }
                        td.c-where {
                            @if let Some(place) = &row.place { (place) }
                            @if let Some(code) = &row.place_country { " " span.code { (code) } }
                        }
                        td.c-told { (corroboration(row.reports, row.origins)) (conflicts(&row.conflicts)) }
                    }
                }
            }
        }
    }
}

/// The rows of a page of the collection.
pub(crate) fn of_collection(address: &Address, rows: &[EventRow]) -> Markup {
    events(rows, address.event.as_deref(), |row| {
        address
            .with(|address| {
                address.event = Some(row.id.clone());
                address.versions = None;
            })
            .link()
    })
}
