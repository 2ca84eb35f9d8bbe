//! Feeds that the user names are asked for what is new, politely.
//!
//! Invariant: this is the only crate that opens a connection to the outside. It asks for the addresses it is given and for
//! nothing else, says who it is, asks only for what has changed, and waits as long as it is told to.

mod client;
mod feeds;
mod schedule;
mod state;

pub use client::{Answer, Client, Page, Validators, read_certificates};
pub use feeds::{Feed, FeedsError, is_address, is_private, read_feeds};
pub use schedule::{Polled, poll};
pub use state::{FeedState, State, StateError};
pub use ureq::tls::Certificate;
