//! The reading models: each is loaded once, when it is first asked for, and shared.

use crate::problem::Problem;
use rapporteur::Reader;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

type Load = dyn Fn(&str) -> Result<Reader, String> + Send + Sync;

/// Reading models by name.
pub struct Readers {
    usual: String,
    load: Box<Load>,
    loaded: Mutex<BTreeMap<String, Arc<Reader>>>,
}

/// The models that every program carries.
const CARRIED: [&str; 2] = ["deep", "fast"];

impl Readers {
    /// Models that `load` loads by name. The usual one is taken where a request names none; beside it only `deep` and
    /// `fast` can be named.
    pub fn new(usual: &str, load: impl Fn(&str) -> Result<Reader, String> + Send + Sync + 'static) -> Self {
        Self { usual: usual.to_owned(), load: Box::new(load), loaded: Mutex::default() }
    }

    /// A model; the usual one where none is named. Loading takes up to a second: call it where that may be.
    pub fn get(&self, name: Option<&str>) -> Result<Arc<Reader>, Problem> {
        let name = name.unwrap_or(&self.usual);
        self.check(name)?;
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reader) = loaded.get(name) {
            return Ok(Arc::clone(reader));
        }
        let reader = (self.load)(name).map(Arc::new).map_err(|reason| {
            eprintln!("rapporteur: model {name}: {reason}");
            Problem::broken("the reading model could not be loaded")
        })?;
        loaded.insert(name.to_owned(), Arc::clone(&reader));
        Ok(reader)
    }

    /// Whether a request may name this model.
    pub(crate) fn check(&self, name: &str) -> Result<(), Problem> {
        if name == self.usual || CARRIED.contains(&name) {
            return Ok(());
        }
        Err(Problem::parameter("model", format!("there is no model {name:?}"), "name deep or fast, or leave it out"))
    }
}

impl fmt::Debug for Readers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Readers").field("usual", &self.usual).finish_non_exhaustive()
    }
}
