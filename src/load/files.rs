//! Finding and reading files of facts.
//!
//! In: folders, or what was built into the program. Out: their texts, in the order of their paths.
//! Absent: what the texts say.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::error::LoadError;
use super::problems::Problems;
use super::world::{World, is_toml};
use crate::text::{Source, Span};

/// The facts that ship with the program.
static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/facts");

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
pub(super) fn read(world: World<'_>, paths: &[PathBuf], out: &mut Problems) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in paths {
        let files = world.files(path).unwrap_or_else(|why| {
            unreadable(path, LoadError::Unreadable { why }, &mut sources, out);
            Vec::new()
        });
        for file in files {
            if sources.len() >= MOST {
                unreadable(&file, LoadError::Full { what: "files" }, &mut sources, out);
                return sources;
            }
            match world.read(&file) {
                Ok(bytes) => sources.push(decode(file.display().to_string(), bytes, sources.len(), out)),
                Err(error) => unreadable(&file, error, &mut sources, out),
            }
        }
    }
    sources
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
