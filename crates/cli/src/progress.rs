//! Progress on standard error, where that is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::Duration;

/// A bar over bytes of text, or a count of them where their number cannot be known.
pub(crate) fn of_text(quiet: bool, size: Option<u64>) -> ProgressBar {
    let template = match size {
        Some(_) => "{bar:24} {bytes}/{total_bytes} of text, {bytes_per_sec}, {msg}, {eta} left",
        None => "{spinner} {bytes} of text, {bytes_per_sec}, {msg}",
    };
    bar(quiet, size, template)
}

/// A bar over things of one kind.
pub(crate) fn of_things(quiet: bool, number: u64) -> ProgressBar {
    bar(quiet, Some(number), "{bar:24} {human_pos}/{human_len} {msg}, {per_sec}, {eta} left")
}

/// How long a count over the whole ledger takes already; how long it will take is not known.
pub(crate) fn of_counting() -> ProgressBar {
    bar(false, None, "{spinner} counting, {elapsed}")
}

fn bar(quiet: bool, size: Option<u64>, template: &str) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = size.map_or_else(ProgressBar::no_length, ProgressBar::new);
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(4));
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}
