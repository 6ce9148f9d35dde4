//! Finding and reading files of facts.
//!
//! In: folders, or what was built into the program. Out: their texts, in the order of their paths.
//! Absent: what the texts say.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::data::said;
use super::error::LoadError;
use super::problems::Problems;
use crate::text::{Source, Span};

/// The facts that ship with the program.
static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/facts");

/// A file of facts is no larger, in bytes.
const LARGEST: u64 = 64 << 20;

/// No more files than a fact's place can number.
const MOST: usize = 65_000;

/// The shipped files, as `facts/…`.
pub(super) fn shipped() -> Vec<Source> {
    let mut found = Vec::new();
    collect(&SHIPPED, &mut found);
    found.sort_unstable();
    found.into_iter().map(|(path, text)| Source::new(format!("facts/{path}"), text)).collect()
}

fn collect(dir: &Dir<'static>, found: &mut Vec<(&'static str, &'static str)>) {
    for file in dir.files().filter(|file| is_toml(file.path())) {
        found.extend(file.path().to_str().zip(file.contents_utf8()));
    }
    dir.dirs().for_each(|dir| collect(dir, found));
}

/// The files of these folders, in any depth; a path may also be a single file.
pub(super) fn read(paths: &[PathBuf], out: &mut Problems) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in paths {
        let mut files = Vec::new();
        if path.is_file() {
            files.push(path.clone());
        } else if let Err(why) = walk(path, &mut HashSet::new(), &mut files) {
            unreadable(path, LoadError::Unreadable { why }, &mut sources, out);
        }
        files.sort();
        for file in files {
            if sources.len() >= MOST {
                unreadable(&file, LoadError::Full { what: "files" }, &mut sources, out);
                return sources;
            }
            read_file(&file, &mut sources, out);
        }
    }
    sources
}

/// Finds the files below a folder. A folder that was seen, by whatever name, is not entered again, so that links cannot
/// lead around; one that cannot be read is kept as a file, so that reading it says why.
fn walk(folder: &Path, seen: &mut HashSet<PathBuf>, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| said(&error))?;
    if !seen.insert(folder.canonicalize().map_err(|error| said(&error))?) || seen.len() > MOST {
        return Ok(());
    }
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let hidden =
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with('.'));
        if hidden {
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

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

fn read_file(path: &Path, sources: &mut Vec<Source>, out: &mut Problems) {
    let refuse = |error, sources: &mut Vec<Source>, out: &mut Problems| unreadable(path, error, sources, out);
    match std::fs::metadata(path) {
        // A pipe or a device would be waited for, perhaps for ever.
        Ok(data) if !data.is_file() && !data.is_dir() => {
            return refuse(LoadError::Unreadable { why: "it is no file".into() }, sources, out);
        }
        Ok(data) if data.len() > LARGEST => return refuse(LoadError::TooLarge, sources, out),
        _ => {}
    }
    match std::fs::read(path) {
        Ok(bytes) => sources.push(decode(path.display().to_string(), bytes, sources.len(), out)),
        Err(error) => refuse(LoadError::Unreadable { why: said(&error) }, sources, out),
    }
}

/// The text of these bytes; what is no UTF-8 is reported and replaced.
pub(super) fn decode(name: String, bytes: Vec<u8>, source: usize, out: &mut Problems) -> Source {
    match String::from_utf8(bytes) {
        Ok(text) => Source::new(name, text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            out.add(source, Span::new(at, at + 1), LoadError::NotUtf8);
            Source::new(name, String::from_utf8_lossy(error.as_bytes()))
        }
    }
}

fn unreadable(path: &Path, error: LoadError, sources: &mut Vec<Source>, out: &mut Problems) {
    out.add_whole(sources.len(), error);
    sources.push(Source::new(path.display().to_string(), ""));
}
