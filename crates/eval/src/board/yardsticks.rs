//! Floors and the figures of others, as data.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a figure of ours stands beside.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Yardstick {
    /// The layer.
    pub layer: String,
    /// The corpus.
    pub data: String,
    /// The measure.
    pub measure: String,
    /// What is asked of each model, by its name.
    #[serde(default)]
    pub floor: BTreeMap<String, f64>,
    /// What others reach.
    #[serde(default)]
    pub peer: Option<String>,
    /// Who, and how it is known.
    #[serde(default)]
    pub who: Option<String>,
}

#[derive(Deserialize)]
struct File {
    yardstick: Vec<Yardstick>,
}

/// The yardsticks that the program carries.
pub fn yardsticks() -> Result<Vec<Yardstick>> {
    let file: File = toml::from_str(include_str!("../../yardsticks.toml")).context("yardsticks.toml is at fault")?;
    Ok(file.yardstick)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{speed::Speed, tasks};
    use std::collections::BTreeSet;

    #[test]
    fn every_yardstick_stands_beside_a_figure() {
        let mut figures = BTreeSet::new();
        for task in tasks::all() {
            figures.extend(task.names().into_iter().map(|name| (task.layer().as_str(), task.data(), name)));
        }
        figures.extend(Speed::default().measures().iter().map(|m| ("speed", "news-sample", m.name)));
        for y in yardsticks().expect("yardsticks.toml can be read") {
            let figure = (y.layer.as_str(), y.data.as_str(), y.measure.as_str());
            assert!(figures.contains(&figure), "no figure for {figure:?}");
            assert!(y.floor.keys().all(|model| ["deep", "fast"].contains(&model.as_str())), "models of {figure:?}");
        }
    }
}
