//! The facts that are asked about, and where they came from.
//!
//! In: folders, or none; a revision of git, or none. Out: a [`Base`] that knows when its files changed. Absent: reading
//! files of facts, which is `load`'s.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::trouble::tell;
use super::{Look, progress};
use crate::load::{self, Loaded, Revision, RevisionError, Watch};
use crate::store::Store;

/// The folder that is taken when nobody names one.
const USUAL_FOLDER: &str = "facts";

/// A store with the folders it was loaded from.
#[derive(Debug, Clone)]
pub struct Base {
    loaded: Arc<Loaded>,
    /// Empty: the facts that ship with the program.
    folders: Vec<PathBuf>,
    stamps: Vec<Stamp>,
    /// The revision that they were read at, in words; none: as they are.
    at: Option<String>,
}

/// A file as it was when it was looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Stamp {
    path: PathBuf,
    changed: Option<SystemTime>,
    size: u64,
}

impl Base {
    /// Loads these folders; if there are none, the folder `facts` of the current directory, or else the
    /// facts that ship with the program.
    pub fn load(asked: &[PathBuf]) -> Self {
        let mut folders = asked.to_vec();
        if folders.is_empty() && Path::new(USUAL_FOLDER).is_dir() {
            folders.push(PathBuf::from(USUAL_FOLDER));
        }
        Base::of(folders)
    }

    fn of(folders: Vec<PathBuf>) -> Self {
        // The stamps come first: what changes while it loads is seen as changed.
        let stamps = stamps(&folders);
        let watch = Arc::new(Watch::default());
        let loaded = if folders.is_empty() {
            load::shipped()
        } else {
            let share = || watch.share();
            progress::while_waiting("reading facts", &share, || load::folders_watched(&folders, &watch))
        };
        Base { loaded: Arc::new(loaded), folders, stamps, at: None }
    }

    /// Loads these folders as they stood at a revision of git; if there are none, the nearest folder `facts` of the
    /// repository, from the current directory up.
    pub fn load_at(asked: &[PathBuf], revision: &str) -> Result<Self, RevisionError> {
        let (revision, folders) = if asked.is_empty() {
            let (revision, folder) = Revision::open_nearest(revision, USUAL_FOLDER)?;
            (revision, vec![folder])
        } else {
            (Revision::open(revision, asked)?, asked.to_vec())
        };
        let loaded = Arc::new(load::folders_at(&folders, &revision));
        let at = Some(format!("{} ({})", revision.name(), revision.commit()));
        Ok(Base { loaded, folders, stamps: Vec::new(), at })
    }

    /// The same folders as they are now.
    pub(super) fn as_it_is(&self) -> Self {
        Base::of(self.folders.clone())
    }

    /// The folders that it was loaded from; none: what ships.
    pub(super) fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The revision that it was read at, in words: `v1 (3f2a91c of 2024-01-01)`.
    pub(super) fn at(&self) -> Option<&str> {
        self.at.as_deref()
    }

    /// The facts.
    pub fn store(&self) -> &Store {
        &self.loaded.store
    }

    /// What was loaded, taken out.
    pub(super) fn into_loaded(self) -> Loaded {
        Arc::unwrap_or_clone(self.loaded)
    }

    /// What was loaded, with the files it came from.
    pub fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// Where the facts come from, for people: `from facts`, `shipped with the program`.
    pub fn origin(&self) -> String {
        let shown: Vec<String> = self.folders.iter().map(|folder| folder.display().to_string()).collect();
        if shown.is_empty() {
            "shipped with the program".to_owned()
        } else {
            let at = self.at.as_ref().map_or(String::new(), |at| format!(" at {at}"));
            format!("from {}{at}", shown.join(", "))
        }
    }

    /// Whether a file has an error, so that something in it was not loaded.
    pub fn faulty(&self) -> bool {
        self.loaded.errors() > 0
    }

    /// Draws everything that is wrong with the files on standard error.
    pub fn show_faults(&self, look: &Look) {
        tell(&self.loaded.draw_all(look.report_style()));
    }

    /// Loads again if a file changed, which those of a revision never do; the new base, which may be faulty, or none if all is as it was.
    pub fn reloaded(&self) -> Option<Base> {
        let may_change = !self.folders.is_empty() && self.at.is_none();
        let changed = may_change && stamps(&self.folders) != self.stamps;
        changed.then(|| Base::of(self.folders.clone()))
    }

    /// Whether the other is this very base.
    pub(super) fn is(&self, other: &Base) -> bool {
        Arc::ptr_eq(&self.loaded, &other.loaded)
    }

    /// Takes the files of another base as seen, so that they are not loaded again until they change.
    pub(super) fn saw(&mut self, other: &Base) {
        self.stamps.clone_from(&other.stamps);
    }
}

/// All files below the folders, in the order of their paths. Links are not followed in circles: a folder
/// that was seen is not entered again.
fn stamps(folders: &[PathBuf]) -> Vec<Stamp> {
    let mut open: Vec<PathBuf> = folders.to_vec();
    let mut seen = std::collections::HashSet::new();
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        if !seen.insert(real) {
            continue;
        }
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            match std::fs::metadata(&path) {
                Ok(data) if data.is_dir() => open.push(path),
                Ok(data) => found.push(Stamp { path, changed: data.modified().ok(), size: data.len() }),
                Err(_) => {}
            }
        }
    }
    found.sort();
    found
}
