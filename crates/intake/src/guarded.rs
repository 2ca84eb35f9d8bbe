//! Parsers of others, whose panics are faults of one report.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static QUIET: Once = Once::new();

/// What `parse` gives; `None` where it panics, of which nothing is printed.
pub(crate) fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    // Panics elsewhere are told as they were before.
    QUIET.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                told(panic);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let parsed = panic::catch_unwind(AssertUnwindSafe(parse)).ok();
    GUARDED.set(outer);
    parsed
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_panic_is_none() {
        assert_eq!(super::guarded(|| 7), Some(7));
        assert_eq!(super::guarded(|| "x".parse::<u8>().unwrap()), None);
    }
}
