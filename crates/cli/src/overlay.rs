//! The resources of a run: the embedded ones, with the user's codebook laid over them.

use anyhow::Context;
use rapporteur::Resources;
use rapporteur::codebook::{Codebook, CodebookFile};
use std::fs;
use std::path::Path;

/// The resources, with the `.toml` files of a folder over the embedded codebook.
pub(crate) fn resources(folder: Option<&Path>) -> anyhow::Result<Resources> {
    let mut codebook = Codebook::embedded();
    if let Some(folder) = folder {
        let mut files = Vec::new();
        collect(folder, folder, &mut files)?;
        anyhow::ensure!(!files.is_empty(), "{}: no .toml files (name a folder with codebook files)", folder.display());
        codebook = codebook.overlaid(files);
    }
    Ok(Resources::with_codebook(&codebook)?)
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
