//! The `git` program, asked about one repository.
//!
//! In: a folder within a repository, the names of revisions. Out: commits, the files of a commit, their bytes. Nothing is
//! checked out and nothing is written. Absent: what the files mean (`revision`).

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

/// What the environment of a hook would say of another repository than that of the folder.
const NOT_OURS: [&str; 5] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"];

/// Why git was of no use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum GitError {
    /// There is no such program.
    Missing,
    /// It refused; what it said.
    Refused(String),
}

/// A file of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blob {
    /// Its name in the database of objects.
    pub(super) id: String,
    /// Its size in bytes.
    pub(super) size: u64,
    /// Whether it is a symbolic link, whose bytes are a path.
    pub(super) is_link: bool,
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").stdin(Stdio::null());
    for name in NOT_OURS {
        command.env_remove(name);
    }
    command
}

fn failed(error: &std::io::Error) -> GitError {
    match error.kind() {
        std::io::ErrorKind::NotFound => GitError::Missing,
        _ => GitError::Refused(error.to_string()),
    }
}

/// What a command writes, and what it says beside it.
fn output(folder: &Path, arguments: &[&str]) -> Result<Output, GitError> {
    let output = command(folder).args(arguments).output().map_err(|error| failed(&error))?;
    if output.status.success() { Ok(output) } else { Err(GitError::Refused(said(&output.stderr))) }
}

/// The line that a command writes.
pub(super) fn line(folder: &Path, arguments: &[&str]) -> Result<String, GitError> {
    let output = output(folder, arguments)?;
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// As [`line`], but refused also where git answers with a warning.
pub(super) fn sure_line(folder: &Path, arguments: &[&str]) -> Result<String, GitError> {
    let output = output(folder, arguments)?;
    let said = said(&output.stderr);
    if !said.is_empty() {
        return Err(GitError::Refused(said));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// The first line of what git says, without the word in front of it.
fn said(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    let words = ["fatal: ", "error: ", "warning: "];
    words.iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line).to_owned()
}

/// The folder at the top of the repository that holds a folder: that of the work tree, or the repository itself where
/// it has none.
pub(super) fn top(folder: &Path) -> Result<PathBuf, GitError> {
    let bare = |refused| match refused {
        GitError::Missing => Err(GitError::Missing),
        refused @ GitError::Refused(_) => {
            let is_bare =
                line(folder, &["rev-parse", "--is-bare-repository"]).is_ok_and(|word| word == "true");
            if is_bare { line(folder, &["rev-parse", "--absolute-git-dir"]) } else { Err(refused) }
        }
    };
    line(folder, &["rev-parse", "--show-toplevel"]).or_else(bare).map(PathBuf::from)
}

/// The names of branches, tags and remote branches, and `HEAD`.
pub(super) fn names(top: &Path) -> Vec<String> {
    let refs = line(top, &["for-each-ref", "--format=%(refname:short)"]).unwrap_or_default();
    std::iter::once("HEAD").chain(refs.lines()).map(str::to_owned).collect()
}

/// Every file of a commit by its path from the top, with slashes.
pub(super) fn files(top: &Path, commit: &str) -> Result<BTreeMap<String, Blob>, GitError> {
    let listed = output(top, &["ls-tree", "-r", "-z", "-l", "--full-tree", commit])?.stdout;
    let entries = listed.split(|byte| *byte == 0).filter_map(|entry| {
        let text = std::str::from_utf8(entry).ok()?;
        let (about, path) = text.split_once('\t')?;
        let mut words = about.split_whitespace();
        let (mode, kind, id, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let blob = Blob { id: id.to_owned(), size: size.parse().ok()?, is_link: mode == "120000" };
        (kind == "blob").then(|| (path.to_owned(), blob))
    });
    Ok(entries.collect())
}

/// A running `git cat-file --batch`, which gives the bytes of one object after the other.
#[derive(Debug)]
pub(super) struct Objects {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Objects {
    /// Starts it.
    pub(super) fn open(top: &Path) -> Result<Self, GitError> {
        let mut child = command(top)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(&error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(ask), Some(answer)) => Ok(Objects { child, ask, answer: BufReader::new(answer) }),
            _ => Err(GitError::Refused("`git cat-file` has no pipes".to_owned())),
        }
    }

    /// The bytes of an object.
    pub(super) fn read(&mut self, id: &str) -> Result<Vec<u8>, String> {
        let asked = writeln!(self.ask, "{id}").and_then(|()| self.ask.flush());
        asked.map_err(|error| error.to_string())?;
        let mut head = String::new();
        self.answer.read_line(&mut head).map_err(|error| error.to_string())?;
        // `<id> blob <size>`, or `<id> missing`
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
        let size = size.ok_or_else(|| format!("git does not have it: {}", head.trim_end()))?;
        let mut bytes = vec![0; size];
        let read = self.answer.read_exact(&mut bytes).and_then(|()| self.answer.read_exact(&mut [0]));
        read.map(|()| bytes).map_err(|error| error.to_string())
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It only reads, so it may end in the middle; a process that cannot be ended is the system's to tidy.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
