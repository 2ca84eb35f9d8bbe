//! When a feed is asked again.

use crate::client::{Answer, Client, Page};
use crate::feeds::Feed;
use crate::state::FeedState;
use std::time::Duration;

/// A feed that fails is asked again at least so often.
const LONGEST: u64 = 24 * 3600;

/// No server may put us off for longer than this.
const LONGEST_ASKED: u64 = 7 * 24 * 3600;

/// What comes of asking a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Polled {
    /// It has something new.
    New(Page),
    /// It is as it was.
    Unchanged,
    /// It could not be had: why, and what to do about it.
    Failed(String),
}

/// Asks a feed at the time `now`, in seconds from 1970, and notes in its state when it is to be asked again: after `every`,
/// or later where the server wants so or the feed fails. `jitter`, from 0 to 1, spreads feeds that fail together.
pub fn poll(client: &Client, feed: &Feed, state: &mut FeedState, now: u64, every: Duration, jitter: f64) -> Polled {
    let answer = client.get(&feed.url, &state.validators());
    let every = every.as_secs();
    // A tenth earlier or later, so that feeds of one server are not asked at the same moment for ever.
    let spread = |seconds: u64| (seconds as f64 * (0.9 + 0.2 * jitter)) as u64;
    let failed = |state: &mut FeedState, message: String, asked: Option<u64>| {
        let doubled = every.max(60).saturating_mul(1 << state.failures.min(16)).min(LONGEST);
        state.failures = state.failures.saturating_add(1);
        let wait = asked.map_or_else(|| spread(doubled), |asked| asked.clamp(1, LONGEST_ASKED));
        state.not_before = now + wait;
        state.held = true;
        Polled::Failed(format!("{message}; it is asked again in {}", duration(wait)))
    };
    match answer {
        Ok(Answer::New(page)) => {
            state.settle(now + spread(every));
            state.etag.clone_from(&page.validators.etag);
            state.last_modified.clone_from(&page.validators.last_modified);
            Polled::New(page)
        }
        Ok(Answer::Unchanged) => {
            state.settle(now + spread(every));
            Polled::Unchanged
        }
        Ok(Answer::Refused { status, retry_after }) => {
            let (message, remedy) = refusal(status);
            failed(state, format!("{message} ({remedy})"), retry_after)
        }
        Err(message) => failed(state, format!("{message} (check the address and the connection)"), None),
    }
}

/// What a status means to who watches.
fn refusal(status: u16) -> (String, &'static str) {
    match status {
        404 | 410 => (format!("status {status}: it is not there"), "look for the feed's new address"),
        401 | 403 => (format!("status {status}: it is not given to us"), "the publisher may want an agreement"),
        429 => ("status 429: asked too often".into(), "watch less often: --every 1h"),
        500..=599 => (format!("status {status}: the server has a fault"), "nothing need be done"),
        _ => (format!("status {status}"), "open the address in a browser"),
    }
}

/// `90s`, `15m`, `2h`.
fn duration(seconds: u64) -> String {
    match seconds {
        0..=119 => format!("{seconds}s"),
        120..=7199 => format!("{}m", seconds / 60),
        _ => format!("{}h", seconds / 3600),
    }
}
