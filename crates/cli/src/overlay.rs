//! The resources of a run: one reading model, the codebook with the user's files and dictionaries laid over it, and the
//! user's gazetteer.

use crate::args::With;
use crate::gazetteer;
use anyhow::Context;
use rapporteur::Resources;
use rapporteur::codebook::{Codebook, CodebookFile};
use rapporteur::syntax::Model;
use std::fs;
use std::path::Path;

/// The resources, with the `.toml` files of a folder over the embedded codebook, and a gazetteer of the user's.
pub(crate) fn resources(with: &With) -> anyhow::Result<Resources> {
    let own = &with.own;
    let mut codebook = Codebook::embedded();
    if let Some(folder) = &own.codebook {
        let mut files = Vec::new();
        collect(folder, folder, &mut files)?;
        anyhow::ensure!(!files.is_empty(), "{}: no .toml files (name a folder with codebook files)", folder.display());
        codebook = codebook.overlaid(files);
    }
    // One at a time, so that they apply in the order in which they were given.
    for path in &own.actors {
        codebook = codebook.overlaid(vec![dictionary(path)?]);
    }
    let mut resources = Resources::with_model(model(&with.model)?, &codebook)?;
    for fault in resources.actors.faults() {
        let file = fault.file.trim_start_matches("actors/");
        eprintln!("rapporteur: {file}:{}: left out: {}", fault.line, fault.message);
    }
    if let Some(path) = &own.gazetteer {
        resources.gazetteer = gazetteer::load(path)?;
    }
    Ok(resources)
}

/// A user's dictionary as a file of the codebook. What is no UTF-8 is left to the room that reads it.
fn dictionary(path: &Path) -> anyhow::Result<CodebookFile> {
    const REMEDY: &str = "name a dictionary of actors or agents";
    let bytes = fs::read(path).with_context(|| format!("--actors {} ({REMEDY})", path.display()))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok(CodebookFile { path: format!("actors/{}", name.to_string_lossy()), text })
}

/// One of the models that the program carries, or that of a file; only this one is loaded.
fn model(name: &str) -> anyhow::Result<Model> {
    const REMEDY: &str = "name deep, fast, or a model file that training/ made";
    match name {
        "deep" => Ok(Model::embedded()?),
        "fast" => Ok(Model::fast()?),
        file => {
            let bytes = fs::read(file).with_context(|| format!("--model {file} ({REMEDY})"))?;
            Model::from_bytes(&bytes).with_context(|| format!("--model {file} ({REMEDY})"))
        }
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<CodebookFile>) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let parts = path.strip_prefix(root).unwrap_or(&path).components();
            let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
            files.push(CodebookFile { path: parts.join("/"), text });
        }
    }
    Ok(())
}
