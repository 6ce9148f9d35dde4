//! The fact bases of the cases, each loaded once.
//!
//! In: the folder that a case names, beside its file. Out: stores. Absent: how a base is loaded; `load` does
//! that, and whoever starts the run says how.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::store::Store;

/// Loads a base: that folder, or without one the base that cases get by default. The error is for people.
pub type Loader<'a> = dyn Fn(Option<&Path>) -> Result<Store, String> + 'a;

/// Bases by their folder.
pub struct Bases<'a> {
    load: &'a Loader<'a>,
    loaded: HashMap<Option<PathBuf>, Result<Arc<Store>, String>>,
}

impl<'a> Bases<'a> {
    /// No base is loaded before a case needs it.
    pub fn new(load: &'a Loader<'a>) -> Self {
        Bases { load, loaded: HashMap::new() }
    }

    /// The base that a case of that file names.
    ///
    /// # Errors
    /// What the loader says, each time that the base is asked for.
    pub fn get(&mut self, file: &str, facts: Option<&str>) -> Result<Arc<Store>, String> {
        let folder = Path::new(file).parent().unwrap_or(Path::new(""));
        let key = facts.map(|facts| folder.join(facts));
        let load = self.load;
        self.loaded.entry(key.clone()).or_insert_with(|| load(key.as_deref()).map(Arc::new)).clone()
    }
}
