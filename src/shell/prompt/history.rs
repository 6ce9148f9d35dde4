//! What was entered before.
//!
//! In: `ANNALS_HISTORY`, or the state directory of the person. Out: the file, loaded. Absent: searching
//! it, which the line editor does. The file is readable by its owner alone (the editor sees to that).

use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};
use rustyline::history::DefaultHistory;

use super::LineEditor;

/// How many entries are kept.
pub(super) const MOST_ENTRIES: usize = 10_000;

/// Loads the history, and says where it is kept; none where there is no place for it.
pub(super) fn load(editor: &mut LineEditor) -> Option<PathBuf> {
    let path = path()?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).ok()?;
    }
    // A file that is not there yet is an empty history.
    let _ = editor.load_history(&path);
    Some(path)
}

/// All entries, the oldest first.
pub(super) fn entries(history: &DefaultHistory) -> Vec<String> {
    history.iter().cloned().collect()
}

fn path() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("ANNALS_HISTORY") {
        return (!path.is_empty()).then(|| PathBuf::from(path));
    }
    let places = choose_base_strategy().ok()?;
    let state = places.state_dir().unwrap_or_else(|| places.data_dir());
    Some(state.join(Path::new("annals")).join("history"))
}
