//! Mentions of persons, organisations, places and things; the chains they form; and what is known of each: country,
//! sector, office.
//!
//! Invariant: every mention belongs to exactly one entity, and every field of an entity has a
//! [`Basis`](rapporteur_text::Basis): the words it was read from, or the rule that inferred it.

mod antecedent;
mod book;
mod chain;
mod dictionary;
mod draft;
mod facts;
mod group;
mod home;
mod layer;
mod metonymy;
mod name;
mod person;
mod phrase;
mod span;
mod term;
mod titled;

pub use book::{ActorBook, Entry, EntryKind, Gender, Role, Title};
pub use facts::is_organ;
pub use layer::{Entities, Entity, EntityId, Known, Mention};
pub use person::KnownPerson;
pub use phrase::{Hit, Sense};
pub use term::{Interval, Term};

use rapporteur_syntax::Syntax;
use rapporteur_text::Report;

/// Reads the entities of a report.
pub fn read_entities(report: &Report, syntax: &Syntax, actors: &ActorBook) -> Entities {
    let hits = draft::Hits::new(actors.find(&syntax.words), syntax, actors);
    let drafts = draft::draft_mentions(&report.text, syntax, actors, &hits);
    chain::chain_mentions(report, syntax, actors, &hits, drafts)
}
