//! Floors and the figures of others, as data.

use anyhow::{Context, Result};
use serde::Deserialize;

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
    /// What is asked for.
    #[serde(default)]
    pub floor: Option<f64>,
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
