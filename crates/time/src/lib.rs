//! Time expressions with TIMEX3 values.
//!
//! Invariant: a value says no more than text and publication date allow; what stays open is written with `X`, and what
//! was inferred carries a notice.
//!
//! The way of an expression: the text is cut into atoms (`atom`), numbers are joined (`number`), the rules of
//! `codebook/time/` pass over them in three levels (`passes`), each match becomes a sense (`compose`), and the senses
//! are anchored in text order (`resolve`).

mod atom;
mod automaton;
mod calendar;
mod compose;
mod edtf;
mod number;
mod passes;
mod pattern;
mod read;
mod resolve;
mod rules;
mod sense;
mod shapes;
mod span_value;
mod tense;
mod timex;
mod vocabulary;
mod year;

pub use read::read_times;
pub use rules::TimeRules;
pub use timex::{Times, Timex, TimexType};

#[cfg(test)]
mod tests;
