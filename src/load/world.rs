//! Where files are read from: the disk, or a revision of git.
//!
//! In: paths. Out: the files that they mean, and their bytes. Absent: what is in the files.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use super::error::LoadError;
use super::revision::Revision;

/// A file of facts is no larger, in bytes.
const LARGEST: u64 = 64 << 20;

/// No more folders are looked through.
const MOST_FOLDERS: usize = 100_000;

/// Where files are read from.
#[derive(Debug, Clone, Copy)]
pub(super) enum World<'r> {
    /// The files as they are.
    Disk,
    /// The files as they were.
    Revision(&'r Revision),
}

impl World<'_> {
    /// The files of facts that a path means: itself, or all TOML files below it, in the order of their paths.
    pub(super) fn files(self, path: &Path) -> Result<Vec<PathBuf>, String> {
        let mut files = match self {
            World::Disk if path.is_file() => return Ok(vec![path.to_owned()]),
            World::Revision(revision) if revision.is_file(path) => return Ok(vec![path.to_owned()]),
            World::Disk => {
                let mut files = Vec::new();
                walk(path, &mut HashSet::new(), &mut files)?;
                files
            }
            World::Revision(revision) => {
                let below = revision.below(path).into_iter();
                below.filter(|file| is_toml(file) && !is_hidden(path, file)).collect()
            }
        };
        files.sort();
        Ok(files)
    }

    /// The bytes of a file of facts.
    pub(super) fn read(self, path: &Path) -> Result<Vec<u8>, LoadError> {
        // A pipe or a device would be waited for, perhaps for ever.
        let odd = |data: &std::fs::Metadata| !data.is_file() && !data.is_dir();
        if matches!(self, World::Disk) && std::fs::metadata(path).is_ok_and(|data| odd(&data)) {
            return Err(LoadError::Unreadable { why: "it is no file".into() });
        }
        let size = match self {
            World::Disk => std::fs::metadata(path).map(|data| data.len()).ok(),
            World::Revision(revision) => revision.size(path),
        };
        if size.is_some_and(|size| size > LARGEST) {
            return Err(LoadError::TooLarge);
        }
        let bytes = match self {
            World::Disk => std::fs::read(path).map_err(|error| said(&error)),
            World::Revision(revision) => revision.read(path),
        };
        bytes.map_err(|why| LoadError::Unreadable { why })
    }

    /// A file of data, to be read from its beginning.
    pub(super) fn open(self, path: &Path) -> Result<BufReader<Box<dyn Read>>, String> {
        let reader: Box<dyn Read> = match self {
            World::Disk => Box::new(File::open(path).map_err(|error| said(&error))?),
            World::Revision(revision) => Box::new(Cursor::new(revision.read(path)?)),
        };
        Ok(BufReader::with_capacity(1 << 16, reader))
    }

    /// Whether there is a file of that path.
    pub(super) fn is_file(self, path: &Path) -> bool {
        match self {
            World::Disk => path.is_file(),
            World::Revision(revision) => revision.is_file(path),
        }
    }

    /// The files right in a folder.
    pub(super) fn listed(self, folder: &Path) -> Result<Vec<PathBuf>, String> {
        match self {
            World::Disk => {
                let entries = std::fs::read_dir(folder).map_err(|error| said(&error))?;
                let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
                Ok(paths.filter(|path| path.is_file()).collect())
            }
            World::Revision(revision) => {
                let right_in = |path: &PathBuf| path.parent() == Some(folder);
                Ok(revision.below(folder).into_iter().filter(right_in).collect())
            }
        }
    }
}

/// What the system says of an error, without its number.
pub(super) fn said(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// Whether a name is that of a TOML file.
pub(super) fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

/// Finds the files below a folder. A folder that was seen, by whatever name, is not entered again, so that links cannot
/// lead around; one that cannot be read is kept as a file, so that reading it says why.
fn walk(folder: &Path, seen: &mut HashSet<PathBuf>, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| said(&error))?;
    if !seen.insert(folder.canonicalize().map_err(|error| said(&error))?) || seen.len() > MOST_FOLDERS {
        return Ok(());
    }
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if is_hidden(folder, &path) {
            continue;
        }
        if path.is_dir() {
            if walk(&path, seen, files).is_err() {
                files.push(path);
            }
        } else if is_toml(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether a file, or a folder between it and this one, has a name that begins with a dot.
fn is_hidden(folder: &Path, file: &Path) -> bool {
    let inside = file.strip_prefix(folder).unwrap_or(file);
    inside.iter().any(|part| part.to_str().is_some_and(|name| name.starts_with('.')))
}
