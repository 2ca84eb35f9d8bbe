//! What stands around every screen.

use crate::address::encoded;
use crate::assets::version;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A screen within the whole page.
pub(crate) struct Shell<'s> {
    /// What the window is called.
    pub(crate) title: &'s str,
    /// Which screen it is, for the style and the script.
    pub(crate) screen: &'s str,
    /// The query in the search box.
    pub(crate) query: &'s str,
    /// What is kept of the address when another query is asked.
    pub(crate) kept: Vec<(&'s str, String)>,
    /// The content.
    pub(crate) body: Markup,
}

impl Shell<'_> {
    pub(crate) fn render(self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="en" data-screen=(self.screen) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · Rapporteur" }
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href={ "/page/style.css?v=" (version()) };
                    script src={ "/page/app.js?v=" (version()) } defer {}
                }
                body {
                    a.skip href="#main" { "to the content" }
                    header.top {
                        a.brand href="/" { "Rapporteur" }
                        form.search role="search" action="/" method="get" {
                            @for (name, value) in &self.kept { input type="hidden" name=(name) value=(value); }
                            label.aside for="q" { "Search" }
                            input #q type="search" name="q" value=(self.query) autocomplete="off" spellcheck="false"
                                placeholder="by:IRN to:BLR type:SUPPORT on:2023-03..2023-06 \"drones\"";
                            button type="submit" { "Search" }
                        }
                        nav.tools aria-label="Tools" {
                            a href="/add" { "Add reports" }
                            a href="/help" { "Help" }
                            label.js { span.tag { "Reviewer " } input #reviewer type="text" size="9" placeholder="your name" title="the name under which you judge" autocomplete="off"; }
                            button #theme.js type="button" title="light or dark" { "Theme" }
                        }
                    }
                    (gradients())
                    (self.body)
                    p #say.say role="status" aria-live="polite" {}
                }
            }
        };
        page.into_string()
    }
}

/// What faded ends of marks are made of.
pub(crate) fn gradients() -> Markup {
    html! {
        svg.defs aria-hidden="true" width="0" height="0" {
            defs {
                linearGradient #fade-g {
                    stop offset="0" stop-color="white" stop-opacity="0.08" {}
                    stop offset="0.35" stop-color="white" {}
                    stop offset="0.65" stop-color="white" {}
                    stop offset="1" stop-color="white" stop-opacity="0.08" {}
                }
                mask #fade maskContentUnits="objectBoundingBox" { rect width="1" height="1" fill="url(#fade-g)" {} }
                @for quad in ["q0", "q1", "q2", "q3", "q4"] {
                    marker id={ "to-" (quad) } class={ "head " (quad) } viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"
                        markerHeight="7" markerUnits="userSpaceOnUse" orient="auto" { path d="M0 0L8 4L0 8z" {} }
                }
            }
        }
    }
}

/// A page that says what is wrong, and what helps.
pub fn fault_page(title: &str, message: &str, remedy: &str) -> String {
    let body = html! {
        main #main.prose {
            h1 { (title) }
            p { (message) }
            @if !remedy.is_empty() { p.remedy { (remedy) } }
            p { a href="/" { "Back to the ledger" } }
        }
    };
    Shell { title, screen: "fault", query: "", kept: Vec::new(), body }.render()
}

/// JSON within a script element, where nothing may end that element: `<` and what some parsers take for the end of a line are
/// written as escapes.
pub(crate) fn data(id: &str, value: &impl serde::Serialize) -> Markup {
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".into());
    let json = json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    html! { script id=(id) type="application/json" { (PreEscaped(json)) } }
}

/// The address of an event's own page.
pub(crate) fn event_link(id: &str) -> String {
    format!("/events/{}", encoded(id))
}

/// The address of a report's own page.
pub(crate) fn report_link(id: &str) -> String {
    format!("/reports/{}", encoded(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_its_element() {
        let shown = data("d", &"</script><script>alert(1)</script><!--").into_string();
        assert_eq!(shown.matches("<script").count(), 1, "{shown}");
        assert_eq!(shown.matches("</script").count(), 1);
        assert!(shown.contains("\\u003c/script>"));
    }

    #[test]
    fn a_fault_shows_hostile_words_as_words() {
        let shown = fault_page("No <b>", "no \"<img src=x onerror=alert(1)>\"", "");
        assert!(shown.contains("No &lt;b&gt;") && !shown.contains("<img"));
    }
}
