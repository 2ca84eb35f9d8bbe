//! The models that are scored, by name.

use anyhow::{Context, Result};
use rapporteur::Resources;
use rapporteur::codebook::Codebook;
use rapporteur::syntax::Model;
use std::borrow::Cow;
use std::fs;

/// The models that the program carries, by the names of the board's columns, with the bytes of their files.
pub static CARRIED: &[(&str, &[u8])] = &[("deep", rapporteur_models::DEEP), ("fast", rapporteur_models::FAST)];

/// The bytes of the model of this name, or of a file.
pub fn bytes(name: &str) -> Result<Cow<'static, [u8]>> {
    if let Some((_, bytes)) = CARRIED.iter().find(|(carried, _)| *carried == name) {
        return Ok(Cow::Borrowed(bytes));
    }
    let names: Vec<&str> = CARRIED.iter().map(|(name, _)| *name).collect();
    let read =
        fs::read(name).with_context(|| format!("cannot read the model {name}: give {} or a file", names.join(", ")));
    Ok(Cow::Owned(read?))
}

/// What a reader with this model needs.
pub fn resources(name: &str) -> Result<Resources> {
    let model = Model::from_bytes(&bytes(name)?).with_context(|| format!("the model {name} is at fault"))?;
    Resources::with_model(model, &Codebook::embedded()).context("the embedded resources are at fault")
}
