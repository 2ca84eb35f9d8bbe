//! Where reports come in: a box to paste one, a place to drop files, and the specimen.

use crate::shell::Shell;
use maud::{Markup, html};

/// The page where reports are added.
pub fn add_page() -> String {
    let body = html! { main #main.first { (boxes(false)) } };
    Shell { title: "Add reports", screen: "add", query: "", kept: Vec::new(), body }.render()
}

/// The boxes; in an empty ledger with words of welcome.
pub(crate) fn boxes(empty: bool) -> Markup {
    html! {
        section.add {
            @if empty {
                h1 { "Paste a report" }
                p.lead { "Rapporteur reads who did what to whom, when, where and according to whom, and keeps the words of every field. Everything stays on this machine." }
            } @else { h1 { "Add reports" } }
            form #paste.js {
                label for="text" { "Text of a report" }
                textarea #text name="text" rows="12" required placeholder="Paste the text of a news report" {}
                div.row {
                    label { "Headline " input type="text" name="title" autocomplete="off"; }
                    label { "Publisher " input type="text" name="publisher" autocomplete="off"; }
                    label { "Published " input type="date" name="published"; }
                    button.primary type="submit" { "Read" }
                }
            }
            div #drop.drop.js {
                p { "or drop files here: text, web pages, mail, feeds, tables, JSON lines with " code { "text" } ", archives of them; up to 16 MB each" }
                label.file { span { "Choose files" } input #files type="file" multiple; }
            }
            p.js { button #specimen type="button" { "Read the specimen" } " – an example report with its claims" }
            div.nojs {
                p { "Adding needs the script of this page. Without it, use the command line:" }
                pre { code { "rapporteur add report.txt --published 2025-03-13 --ledger my.ledger" } }
            }
            ol #added.added aria-live="polite" {}
        }
    }
}
