//! A version of a grammar: files, a folder, or a git revision.
//!
//! In: what people write for it, and the paths of the grammar. Out: the grammar. Absent: comparing.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::grammar::{Errors, Grammar};

/// Why there is no such version.
#[derive(Debug)]
pub enum Unloaded {
    /// It is neither a file nor a revision that `git` knows: what `git` says.
    NoSuchVersion {
        /// As written.
        version: String,
        /// What `git` says, or the system of `git`.
        reason: String,
    },
    /// The revision has no grammar there.
    NoGrammar {
        /// The revision.
        version: String,
        /// Where it was looked for.
        paths: Vec<PathBuf>,
    },
    /// The grammar is broken.
    Broken(Box<Errors>),
}

impl Unloaded {
    /// The error for people.
    pub fn text(&self, style: crate::text::Style) -> String {
        match self {
            Unloaded::NoSuchVersion { version, reason } => format!(
                "error: `{version}` is no file, no folder and no git revision: {}\n",
                reason.trim().trim_start_matches("fatal: ")
            ),
            Unloaded::NoGrammar { version, paths } => {
                let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
                format!(
                    "error: the revision `{version}` has no grammar in {}\n help: say where with `--grammar`\n",
                    crate::text::english::list(&paths, "or")
                )
            }
            Unloaded::Broken(errors) => errors.draw(style),
        }
    }
}

/// The grammar of a version: a file, a folder, `REV`, or `REV:PATH`. `paths` are those of the grammar within a
/// revision.
///
/// # Errors
/// [`Unloaded`].
pub fn load(version: &str, paths: &[PathBuf]) -> Result<Grammar, Unloaded> {
    if Path::new(version).exists() {
        return Grammar::read(&[version]).map_err(|errors| Unloaded::Broken(Box::new(errors)));
    }
    let (revision, paths) = match version.split_once(':') {
        Some((revision, path)) => (revision, vec![PathBuf::from(path)]),
        None => (version, paths.to_vec()),
    };
    let texts = files_of(version, revision, &paths)?;
    if texts.is_empty() {
        return Err(Unloaded::NoGrammar { version: version.to_owned(), paths });
    }
    Grammar::parse(texts).map_err(|errors| Unloaded::Broken(Box::new(errors)))
}

/// The grammar files of a revision, below the folder that the program runs in.
fn files_of(version: &str, revision: &str, paths: &[PathBuf]) -> Result<Vec<(String, String)>, Unloaded> {
    let failed = |reason: String| Unloaded::NoSuchVersion { version: version.to_owned(), reason };
    // What begins with a dash would be an option.
    if revision.starts_with('-') {
        return Err(failed("a revision does not begin with a dash".to_owned()));
    }
    let mut arguments =
        vec!["ls-tree".to_owned(), "-r".into(), "--name-only".into(), revision.into(), "--".into()];
    arguments.extend(paths.iter().map(|path| path.display().to_string()));
    let listed = git(&arguments).map_err(failed)?;
    let mut texts = Vec::new();
    for file in listed.lines().filter(|line| Path::new(line).extension().is_some_and(|end| end == "pest")) {
        let text = git(&["show".to_owned(), format!("{revision}:./{file}")]).map_err(failed)?;
        texts.push((format!("{revision}:{file}"), text));
    }
    Ok(texts)
}

/// What `git` writes, or why it does not.
fn git(arguments: &[String]) -> Result<String, String> {
    let output = Command::new("git").args(arguments).output().map_err(|error| format!("`git`: {error}"))?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|_| "the file is not UTF-8".to_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
