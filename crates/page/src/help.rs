//! What the page can do.

use crate::marks::{chain, conflicts, corroboration, legend, status, when};
use crate::shell::Shell;
use maud::html;
use rapporteur_views::{Chip, SECTORS, TYPES, extent, quad};

const FIELDS: [(&str, &str); 10] = [
    ("by: to: with:", "actor, recipient, either: a code (IRN, GOV, IRN/MIL) or words of a name"),
    ("from:", "who says so, at any place in the chain"),
    ("publisher:", "who prints it"),
    ("type: mode: context: status:", "PLOVER's codes; status also as FACT PLAN POSSIBLE DENIED"),
    ("on: reported:", "days of the event, of publication: 2023, 2023-03, 2023-03-12, 2023-03..2023-06"),
    ("at:", "where: a name, or the code of a country"),
    ("about:", "words, participant, place or source"),
    ("origins: reports:", "2, 2.., 1..3"),
    ("conflict:", "any who when where whether numbers"),
    ("judged:", "accepted rejected none"),
];

const KEYS: [(&str, &str); 14] = [
    ("j", "next row, claim or version"),
    ("k", "the one before"),
    ("Enter", "open it"),
    ("Escape", "close the evidence"),
    (".", "next contradiction"),
    ("/", "search"),
    ("a", "accept the claim"),
    ("x", "reject it"),
    ("u", "mark it unsure"),
    ("e", "edit a field"),
    ("m", "merge its event with another"),
    ("s", "split it from its event"),
    ("z", "undo the last judgement"),
    ("?", "this page"),
];

/// The page of help.
pub fn help_page() -> String {
    let chips = [
        Chip { name: "Tasnim".into(), cue: Some("reported".into()) },
        Chip { name: "an official".into(), cue: Some("said".into()) },
    ];
    let month = extent(Some("2023-03-01"), Some("2023-03-31"));
    let body = html! {
        main #main.prose {
            h1 { "Help" }
            h2 { "Search" }
            p { "Terms side by side must all hold of one claim. " code { "OR" } " binds weaker, " code { "-" } " denies a term or a group in brackets, quotes make a phrase." }
            table.plain { tbody { @for (field, what) in FIELDS { tr { th scope="row" { code { (field) } } td { (what) } } } } }
            p { "For example " a href="/?q=conflict:any+origins:2.." { code { "conflict:any origins:2.." } } }
            h2 { "Keys" }
            table.plain { tbody { @for (key, what) in KEYS { tr { th scope="row" { kbd { (key) } } td { (what) } } } } }
            h2 { "Marks" }
            table.plain {
                tbody {
                    tr { th scope="row" { "roles" } td { (legend()) } }
                    tr { th scope="row" { "status" } td { @for name in ["actual", "future", "hypothetical", "negated"] { (status(name)) " " } "as the report tells it" } }
                    tr { th scope="row" { "when" } td { (when(month, false)) " a bar as wide as the interval; a month or a year has faded ends" } }
                    tr { th scope="row" { "told by" } td { (corroboration(3, 2)) " a dot for each report, filled for each origin: copies lead back to one origin" } }
                    tr { th scope="row" { "contradiction" } td { (conflicts(&["when".into(), "numbers".into()])) " the versions contradict each other on this" } }
                    tr { th scope="row" { "source" } td { (chain(&chips)) " outermost first; □ is the report's own voice" } }
                    tr { th scope="row" { "judged" } td { "✓ accepted ✗ rejected ? unsure, with who and when; what only a machine read has none" } }
                }
            }
            h2 { "Event types" }
            p { "PLOVER's seventeen, from cooperation to conflict. " span.keys { span.swatch.q1 {} " cooperation in words " span.swatch.q2 {} " in deeds " span.swatch.q3 {} " conflict in words " span.swatch.q4 {} " in deeds" } }
            table.plain { tbody { @for (ty, meaning) in TYPES { tr { th scope="row" { span.swatch class=(quad(ty).class()) {} " " a href={ "/?q=type:" (ty) } { (ty) } } td { (meaning) } } } } }
            h2 { "Sectors" }
            p { "What somebody is, beside the country: " code { "by:IRN/MIL" } " is Iran's military." }
            table.plain { tbody { @for (code, meaning) in SECTORS { tr { th scope="row" { (code) } td { (meaning) } } } } }
            p { "The API has its own pages: " a href="/api/v1/docs" { "/api/v1/docs" } }
        }
    };
    Shell { title: "Help", screen: "help", query: "", kept: Vec::new(), body }.render()
}
