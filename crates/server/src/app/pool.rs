//! The connections that read.

use crate::problem::Problem;
use rapporteur_ledger::{Interrupter, Ledger};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Several connections, each used by one question at a time.
#[derive(Debug)]
pub(super) struct Pool {
    free: Arc<Mutex<Vec<Ledger>>>,
    permits: Arc<Semaphore>,
}

impl Pool {
    pub(super) fn new(ledgers: Vec<Ledger>) -> Self {
        let permits = Arc::new(Semaphore::new(ledgers.len()));
        Self { free: Arc::new(Mutex::new(ledgers)), permits }
    }

    pub(super) async fn ask<T: Send + 'static>(
        &self,
        patience: Duration,
        question: impl FnOnce(&Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| Problem::busy())?;
        let ledger = locked(&self.free).pop().ok_or_else(Problem::busy)?;
        let running = Running { interrupter: ledger.interrupter(), done: Arc::default() };
        let (free, done) = (Arc::clone(&self.free), Arc::clone(&running.done));
        let answer = tokio::task::spawn_blocking(move || {
            // Goes back also when the question panics.
            let lent = Lent { ledger: Some(ledger), free, done, _permit: permit };
            lent.ledger.as_ref().map_or_else(|| Err(Problem::busy()), question)
        });
        match tokio::time::timeout(patience, answer).await {
            Ok(answered) => answered.unwrap_or_else(|error| Err(Problem::panicked(&error))),
            Err(_) => Err(Problem::too_slow(patience)),
        }
    }
}

/// A connection that goes back to the others when it is no longer used, and lets the next question begin.
struct Lent {
    ledger: Option<Ledger>,
    free: Arc<Mutex<Vec<Ledger>>>,
    done: Arc<Mutex<bool>>,
    _permit: tokio::sync::OwnedSemaphorePermit,
}

impl Drop for Lent {
    fn drop(&mut self) {
        // Before the connection goes to somebody else, whose question must not be ended.
        *locked(&self.done) = true;
        locked(&self.free).extend(self.ledger.take());
    }
}

/// A question that somebody waits for; it is ended when nobody does any more.
struct Running {
    interrupter: Interrupter,
    done: Arc<Mutex<bool>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let done = locked(&self.done);
        if !*done {
            self.interrupter.interrupt();
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
