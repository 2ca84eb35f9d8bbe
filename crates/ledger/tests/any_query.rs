//! Whatever is typed as a query is answered, or refused at a place in it.

mod sample;

use proptest::prelude::*;
use rapporteur_ledger::{Horizon, Ledger, Query};
use std::cell::OnceCell;

thread_local! {
    static LEDGER: OnceCell<Ledger> = const { OnceCell::new() };
}

fn count(query: &Query) -> u64 {
    LEDGER.with(|ledger| {
        let ledger = ledger.get_or_init(|| {
            let mut ledger = Ledger::in_memory().unwrap();
            ledger.add(&sample::entries(8)).unwrap();
            ledger
        });
        ledger.count(query, &Horizon::default()).unwrap()
    })
}

proptest! {
    #[test]
    fn is_answered_or_refused(
        query in "((by|to|with|from|at|about|publisher|on|type|origins|status|x)?:?[A-Z\"()'*^ -]{0,3}(IRN|Minsk|2025-0[0-9]|é|OR|NEAR)?[ .:/\"-]{0,2}){0,6}",
    ) {
        match Query::parse(&query) {
            Ok(parsed) => prop_assert!(count(&parsed) <= 8),
            Err(error) => {
                prop_assert!(error.start <= error.end && error.end <= query.chars().count());
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}
