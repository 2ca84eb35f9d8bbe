//! The board: one table with our figures, the floors, and the figures of others.

mod page;
mod table;
mod yardsticks;

pub use page::{board, replace};
pub use table::{Row, render};
pub use yardsticks::{Yardstick, yardsticks};

use crate::tasks::{Layer, Measure};

/// The rows of a task: its figures, each beside its yardstick where there is one.
pub fn rows(layer: Layer, data: &str, measures: Vec<Measure>, yardsticks: &[Yardstick]) -> Vec<Row> {
    let row = |measure: Measure| {
        let yardstick =
            yardsticks.iter().find(|y| y.layer == layer.as_str() && y.data == data && y.measure == measure.name);
        Row {
            layer: layer.as_str(),
            data: data.to_owned(),
            measure: measure.name,
            ours: measure.value,
            floor: yardstick.and_then(|y| y.floor),
            peer: yardstick.and_then(|y| y.peer.clone()),
            who: yardstick.and_then(|y| y.who.clone()),
        }
    };
    measures.into_iter().map(row).collect()
}
