//! Many reports on several threads: input order is output order, and memory does not grow with their number.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// How many items a thread may be ahead of the one that is written next.
const AHEAD: usize = 4;

/// Applies `work` to every item on `jobs` threads and gives the results to `sink` in the order of the items.
///
/// At most four items a thread are under way at a time, so a slow item holds the others up instead of piling them up.
/// Returns early with the error when `sink` fails; items not yet begun are then left.
///
/// ```
/// use rapporteur::in_order;
/// let mut squares = Vec::new();
/// let done: Result<(), ()> =
///     in_order(1..=5, 2.try_into().unwrap(), |n| n * n, |square| { squares.push(square); Ok(()) });
/// assert!(done.is_ok() && squares == [1, 4, 9, 16, 25]);
/// ```
pub fn in_order<I, T, E>(
    items: I,
    jobs: NonZeroUsize,
    work: impl Fn(I::Item) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator + Send,
    I::Item: Send,
    T: Send,
{
    let under_way_at_most = AHEAD * jobs.get();
    let (to_workers, inbox) = sync_channel(under_way_at_most);
    let (to_sink, results) = sync_channel(under_way_at_most);
    // A permit is taken for each item that begins and given back when it has been written.
    let (take_permit, give_back) = sync_channel(under_way_at_most);
    let inbox = Mutex::new(inbox);
    thread::scope(|scope| {
        for _ in 0..jobs.get() {
            let (to_sink, inbox, work) = (to_sink.clone(), &inbox, &work);
            scope.spawn(move || {
                while let Some((n, item)) = take(inbox) {
                    if to_sink.send((n, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(to_sink);
        // Items come from a thread of their own, so that what is finished is written while input is waited for.
        scope.spawn(move || {
            for item in items.enumerate() {
                if take_permit.send(()).is_err() || to_workers.send(item).is_err() {
                    break;
                }
            }
        });
        // Dropped with this block, also when the sink fails: that stops the feeding thread.
        let give_back = give_back;
        let (mut next, mut early) = (0, BTreeMap::new());
        for (n, result) in results {
            early.insert(n, result);
            while let Some(result) = early.remove(&next) {
                next += 1;
                let _ = give_back.recv();
                sink(result)?;
            }
        }
        Ok(())
    })
}

fn take<T>(inbox: &Mutex<Receiver<T>>) -> Option<T> {
    inbox.lock().ok()?.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_order_holds_whatever_takes_long() {
        for jobs in 1..=4 {
            let mut seen = Vec::new();
            let slow_first = |n: usize| {
                thread::sleep(Duration::from_millis(if n.is_multiple_of(7) { 5 } else { 0 }));
                n
            };
            let done: Result<(), ()> = in_order(0..60, NonZeroUsize::new(jobs).unwrap(), slow_first, |n| {
                seen.push(n);
                Ok(())
            });
            assert!(done.is_ok() && seen == (0..60).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_failing_sink_ends_the_work() {
        let mut left = 3;
        let done = in_order(
            0..,
            NonZeroUsize::MIN,
            |n: u64| n,
            |_| {
                left -= 1;
                if left == 0 { Err("full") } else { Ok(()) }
            },
        );
        assert_eq!(done, Err("full"));
    }
}
