//! The filter rail: counts by field, each a link that adds the term to the query or takes it out.

use crate::address::{Address, term, terms};
use crate::marks::grouped;
use maud::{Markup, html};
use rapporteur_ledger::Facets;
use rapporteur_views::{country_name, status_word, type_meaning};

/// Values of a field that are shown at once; the others can be unfolded.
const SHOWN: usize = 7;

/// A value: its term, what it is called, how many events have it, and what it means where that is not plain.
type Value = (String, String, u64, Option<&'static str>);

pub(crate) fn rail(address: &Address, facets: &Facets) -> Markup {
    let country = |code: &String| {
        let name = country_name(code);
        if name == code { code.clone() } else { format!("{name} {code}") }
    };
    let plain = |field: &str, list: &[(String, u64)]| -> Vec<Value> {
        let meaning = |value: &str| if field == "type" { type_meaning(value) } else { None };
        list.iter().map(|(value, count)| (term(field, value), value.clone(), *count, meaning(value))).collect()
    };
    let countries = |field: &str, list: &[(String, u64)]| -> Vec<Value> {
        list.iter().map(|(code, count)| (term(field, code), country(code), *count, None)).collect()
    };
    let statuses = facets.statuses.iter();
    let statuses: Vec<Value> = statuses
        .map(|(status, count)| (term("status", status), status_word(status).to_owned(), *count, None))
        .collect();
    let origins = vec![("origins:2..".to_owned(), "two origins or more".to_owned(), facets.corroborated, None)];
    let groups: [(&str, Vec<Value>); 8] = [
        ("Contradiction", plain("conflict", &facets.conflicts)),
        ("Corroboration", origins),
        ("Status", statuses),
        ("Event type", plain("type", &facets.types)),
        ("Who, by country", countries("by", &facets.by)),
        ("Where", countries("at", &facets.at)),
        ("Publisher", plain("publisher", &facets.publishers)),
        ("Judgement", plain("judged", &facets.judged)),
    ];
    html! {
        aside #rail.rail aria-label="Filters" {
            (active(address))
            @for (name, values) in &groups {
                @if values.iter().any(|(term, _, count, _)| *count > 0 || address.has(term)) { (group(address, name, values)) }
            }
        }
    }
}

/// The terms of the query, each with a way out.
fn active(address: &Address) -> Markup {
    let terms = terms(&address.q);
    html! {
        @if !terms.is_empty() {
            ul.active aria-label="Terms of the query" {
                @for term in &terms {
                    li {
                        a href=(address.toggled(term).link()) title="take this term out" { (term) span.x aria-hidden="true" { " ×" } }
                    }
                }
            }
        }
    }
}

fn group(address: &Address, name: &str, values: &[Value]) -> Markup {
    let (first, rest) = values.split_at(values.len().min(SHOWN));
    html! {
        section.facet {
            h2 { (name) }
            ul { @for value in first { (one(address, value)) } }
            @if !rest.is_empty() {
                details {
                    summary { (rest.len()) " more" }
                    ul { @for value in rest.iter().take(60) { (one(address, value)) } }
                }
            }
        }
    }
}

fn one(address: &Address, (term, name, count, meaning): &Value) -> Markup {
    let on = address.has(term);
    html! {
        @if *count > 0 || on {
            li {
                a href=(address.toggled(term).link()) title=[meaning] aria-current=[on.then_some("true")] {
                    span.name { (name) } span.count { (grouped(*count)) }
                }
            }
        }
    }
}
