//! The table of sources: what each contributes, and how reliable people hold it to be.

use crate::marks::grouped;
use maud::{Markup, html};
use rapporteur_views::SourceView;

/// More sources are in the download only.
const MOST: usize = 60;

/// A table of sources. `link` gives where a name leads.
pub(crate) fn table(what: &str, sources: &[SourceView], graded: bool, link: impl Fn(&str) -> Option<String>) -> Markup {
    html! {
        table.sources {
            caption { (what) }
            thead {
                tr {
                    th scope="col" { "Source" } th scope="col" { "Reliability" } th.number scope="col" { "Reports" } th.number scope="col" { "Claims" }
                    th.number scope="col" { "Events" } th scope="col" { "First" } th scope="col" { "Corroborated" } th scope="col" { "Contradicted" }
                }
            }
            tbody {
                @for source in sources.iter().take(MOST) {
                    tr {
                        th scope="row" { @match link(&source.row.name) { Some(link) => a href=(link) { (source.row.name) }, None => (source.row.name) } }
                        td { @if graded { (grade(&source.row.name, &source.row.reliability)) } @else { (source.row.reliability) } }
                        td.number { (grouped(source.row.reports)) } td.number { (grouped(source.row.claims)) } td.number { (grouped(source.row.events)) }
                        td { (share(source.row.first, source.first_share)) }
                        td { (share(source.row.corroborated, source.corroborated_share)) }
                        td { (share(source.row.contradicted, source.contradicted_share)) }
                    }
                }
            }
        }
        @if sources.len() > MOST { p.more { "and " (grouped((sources.len() - MOST) as u64)) " more; the download has all" } }
    }
}

/// A number, and the part that it is of the events: a bar in twenty steps, which the style has classes for, as nothing is styled
/// inline and a drawing in each cell would take a browser longer than all else.
fn share(count: u64, part: f64) -> Markup {
    let step = if count == 0 { 0 } else { ((part * 20.0).round() as u64).clamp(1, 20) };
    html! { span.share { span class={ "part p" (step) } {} " " (grouped(count)) } }
}

/// The grade as letters; with a script it can be set: that fills in the others when the field is used, as a hundred fields with
/// six letters each take a browser longer than the rest of the page.
fn grade(name: &str, grade: &str) -> Markup {
    html! {
        span.nojs { (grade) }
        select.js.grade data-source=(name) aria-label={ "Reliability of " (name) } {
            option value=(grade) selected { (grade) }
        }
    }
}
