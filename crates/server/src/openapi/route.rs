//! One row of the table of routes: what is asked how, who answers, and what there is to know of it.

use crate::app::Shared;
use crate::request::Largest;
use axum::Extension;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use std::convert::Infallible;

/// Makes the schema of a type.
pub(super) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// A route with its documentation.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) handler: MethodRouter<Shared>,
    pub(super) summary: &'static str,
    pub(super) description: &'static str,
    /// The type of the query's parameters.
    pub(super) query: Option<SchemaOf>,
    /// What the part of the path in braces names.
    pub(super) names: &'static str,
    /// Whether `If-Match` is heeded.
    pub(super) matches: bool,
    /// What can be sent, by media type.
    pub(super) bodies: Vec<(&'static str, Option<SchemaOf>)>,
    /// What comes back: status, media type, what it is.
    pub(super) answers: Vec<(u16, &'static str, Option<SchemaOf>)>,
    /// Kinds of problems beside those of every route, by status.
    pub(super) fails: &'static [u16],
}

fn route<H: Handler<T, Shared>, T: 'static>(
    method: Method,
    filter: MethodFilter,
    path: &'static str,
    handler: H,
) -> Route {
    Route {
        method,
        path,
        handler: on(filter, handler),
        summary: "",
        description: "",
        query: None,
        names: "",
        matches: false,
        bodies: Vec::new(),
        answers: Vec::new(),
        fails: &[],
    }
}

/// What is asked for.
pub(crate) fn get<H: Handler<T, Shared>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(Method::GET, MethodFilter::GET, path, handler)
}

/// What is sent.
pub(crate) fn post<H: Handler<T, Shared>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(Method::POST, MethodFilter::POST, path, handler)
}

/// What is set.
pub(crate) fn put<H: Handler<T, Shared>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(Method::PUT, MethodFilter::PUT, path, handler)
}

impl Route {
    /// Bytes of a body, where it may be larger than usual.
    pub(crate) fn bodies_up_to(mut self, bytes: usize) -> Self {
        self.handler =
            self.handler.layer::<_, Infallible>(DefaultBodyLimit::max(bytes)).layer(Extension(Largest(bytes)));
        self
    }

    pub(crate) fn says(mut self, summary: &'static str, description: &'static str) -> Self {
        (self.summary, self.description) = (summary, description);
        self
    }

    pub(crate) fn query<T: JsonSchema>(mut self) -> Self {
        self.query = Some(T::json_schema);
        self
    }

    pub(crate) fn names(mut self, what: &'static str) -> Self {
        self.names = what;
        self
    }

    pub(crate) fn heeds_if_match(mut self) -> Self {
        self.matches = true;
        self
    }

    pub(crate) fn takes<T: JsonSchema>(mut self, media: &'static str) -> Self {
        self.bodies.push((media, Some(|generator| generator.subschema_for::<T>())));
        self
    }

    pub(crate) fn takes_text(mut self, media: &'static str) -> Self {
        self.bodies.push((media, None));
        self
    }

    pub(crate) fn gives<T: JsonSchema>(mut self, status: u16) -> Self {
        self.answers.push((status, "application/json", Some(|generator| generator.subschema_for::<T>())));
        self
    }

    pub(crate) fn gives_text(mut self, status: u16, media: &'static str) -> Self {
        self.answers.push((status, media, None));
        self
    }

    pub(crate) fn fails(mut self, statuses: &'static [u16]) -> Self {
        self.fails = statuses;
        self
    }

    /// Whether an address is one of this route.
    pub(super) fn covers(&self, path: &str) -> bool {
        let (mut own, mut given) = (self.path.split('/'), path.split('/'));
        loop {
            match (own.next(), given.next()) {
                (None, None) => return true,
                (Some(own), Some(given)) if own == given || (own.starts_with('{') && !given.is_empty()) => {}
                _ => return false,
            }
        }
    }
}
