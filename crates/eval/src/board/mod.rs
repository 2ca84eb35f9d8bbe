//! The board: one table with our figures, the floors, and the figures of others.

mod page;
mod table;
mod yardsticks;

pub use page::{board, replace};
pub use table::{Figure, Row, render};
pub use yardsticks::{Yardstick, yardsticks};

use crate::tasks::{Layer, Measure};

/// The rows of a task: for each figure what each model reaches, in the order of `models`, beside its yardstick where
/// there is one. `measures` are those of each model.
pub fn rows(
    layer: Layer,
    data: &str,
    models: &[String],
    measures: &[Vec<Measure>],
    yardsticks: &[Yardstick],
) -> Vec<Row> {
    let Some(first) = measures.first() else { return Vec::new() };
    let row = |(n, measure): (usize, &Measure)| {
        let yardstick =
            yardsticks.iter().find(|y| y.layer == layer.as_str() && y.data == data && y.measure == measure.name);
        let figure = |(model, measures): (&String, &Vec<Measure>)| Figure {
            model: model.clone(),
            ours: measures.get(n).and_then(|measure| measure.value),
            floor: yardstick.and_then(|y| y.floor.get(model).copied()),
        };
        Row {
            layer: layer.as_str(),
            data: data.to_owned(),
            measure: measure.name,
            figures: models.iter().zip(measures).map(figure).collect(),
            peer: yardstick.and_then(|y| y.peer.clone()),
            who: yardstick.and_then(|y| y.who.clone()),
        }
    };
    first.iter().enumerate().map(row).collect()
}
