//! Facts as they stood at a revision of git.
//!
//! In: the name of a revision, folders. Out: [`Revision`], from which files are read as from a disk; or why not, as
//! [`RevisionError`]. A folder need not exist on the disk any more. A day (`2024-01-01`, `main@{2024-01-01}`) means what
//! stood at its end. Absent: the `git` program (`git`), and what files of facts say.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::git::{self, Blob, GitError, Objects};
use crate::text::{Report, english, suggest};
use crate::time::Day;

/// Why a revision cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevisionError {
    /// Input: `annals --at HEAD ask members` where no program `git` is on the path.
    NoGit,
    /// Input: `annals --at HEAD ask members` in a folder that lies in no repository.
    NoRepository {
        /// The folder.
        folder: PathBuf,
        /// What git says.
        why: String,
    },
    /// Input: `annals --at HAED ask members`
    Unknown {
        /// The revision as given.
        revision: String,
        /// Names that are nearest.
        near: Vec<String>,
    },
    /// Input: `annals --at 1999-01-01 ask members` in a younger repository.
    TooEarly {
        /// The revision as given.
        revision: String,
        /// The day of the first commit.
        first: String,
    },
    /// Input: `annals --at HEAD --facts fatcs ask members`
    NoFolder {
        /// The folder as given.
        folder: PathBuf,
        /// The revision as given.
        revision: String,
        /// Folders of that revision that are nearest.
        near: Vec<String>,
    },
    /// Input: a repository whose objects are damaged.
    Failed {
        /// What git says.
        why: String,
    },
}

impl RevisionError {
    /// The error for people.
    pub fn report(&self) -> Report {
        match self {
            RevisionError::NoGit => Report::error("there is no program `git`, which reads revisions")
                .help("install git, or leave the revision out"),
            RevisionError::NoRepository { folder, why } => {
                let shown = english::quote(&folder.display().to_string());
                Report::error(format!("{shown} lies in no repository that git can read: {why}")).help(
                    "a revision needs facts that are kept in git; leave it out to read the files as they are",
                )
            }
            RevisionError::Unknown { revision, near } => {
                let report = Report::error(format!("there is no revision {}", english::quote(revision)));
                let near: Vec<String> = near.iter().map(|name| english::quote(name)).collect();
                match near[..] {
                    [] => {
                        report.help("name a commit, a branch, a tag, `HEAD~3`, or a day such as `2024-01-01`")
                    }
                    _ => report.help(format!("did you mean {}?", english::list(&near, "or"))),
                }
            }
            RevisionError::TooEarly { revision, first } => {
                Report::error(format!("nothing had been committed by {}", english::quote(revision)))
                    .help(format!("the first commit is of {first}"))
            }
            RevisionError::NoFolder { folder, revision, near } => {
                let shown = english::quote(&folder.display().to_string());
                let report = Report::error(format!("there is no {shown} at {}", english::quote(revision)));
                let near: Vec<String> = near.iter().map(|name| english::quote(name)).collect();
                match near[..] {
                    [] => report.help("name its folder with `--facts`"),
                    _ => report
                        .help(format!("there is {}; name it with `--facts`", english::list(&near, "and"))),
                }
            }
            RevisionError::Failed { why } => Report::error(format!("git failed: {why}")),
        }
    }
}

impl From<GitError> for RevisionError {
    fn from(error: GitError) -> Self {
        match error {
            GitError::Missing => RevisionError::NoGit,
            GitError::Refused(why) => RevisionError::Failed { why },
        }
    }
}

/// A revision of the repositories that hold some folders.
#[derive(Debug)]
pub struct Revision {
    name: String,
    trees: Vec<Tree>,
}

/// One repository at the revision.
#[derive(Debug)]
struct Tree {
    top: PathBuf,
    /// Short name and day of the commit: `3f2a91c`, `2024-01-01`.
    commit: (String, String),
    files: BTreeMap<String, Blob>,
    objects: RefCell<Objects>,
}

impl Revision {
    /// Opens the revision of that name for these folders, each of which must be there.
    pub fn open(name: &str, folders: &[PathBuf]) -> Result<Self, RevisionError> {
        let mut revision = Revision { name: name.to_owned(), trees: Vec::new() };
        for folder in folders {
            revision.add(folder)?;
            if !revision.holds(folder) {
                let near = revision.near(folder);
                return Err(RevisionError::NoFolder {
                    folder: folder.clone(),
                    revision: name.to_owned(),
                    near,
                });
            }
        }
        Ok(revision)
    }

    /// Opens the revision for the nearest folder of that name: in the current one, else in one above it, up to the top
    /// of the repository. Gives the folder too.
    pub fn open_nearest(name: &str, folder: &str) -> Result<(Self, PathBuf), RevisionError> {
        let mut revision = Revision { name: name.to_owned(), trees: Vec::new() };
        revision.add(Path::new("."))?;
        let mut up = PathBuf::new();
        while revision.tree(&up.join(".")).is_some() {
            if revision.holds(&up.join(folder)) {
                return Ok((revision, up.join(folder)));
            }
            up.push("..");
        }
        let folder = PathBuf::from(folder);
        let near = revision.folders_of_facts();
        Err(RevisionError::NoFolder { folder, revision: name.to_owned(), near })
    }

    /// The name by which it was asked for.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The commit in few words: `3f2a91c of 2024-01-01`; of the first repository, if there are several.
    pub fn commit(&self) -> String {
        self.trees.first().map_or_else(String::new, |tree| format!("{} of {}", tree.commit.0, tree.commit.1))
    }

    fn add(&mut self, folder: &Path) -> Result<(), RevisionError> {
        if self.tree(folder).is_some() {
            return Ok(());
        }
        let real = existing(folder);
        let top = git::top(&real).map_err(|error| match error {
            GitError::Missing => RevisionError::NoGit,
            GitError::Refused(why) => RevisionError::NoRepository { folder: folder.to_owned(), why },
        })?;
        let top = top.canonicalize().unwrap_or(top);
        let id = commit(&top, &self.name)?;
        let said = git::line(&top, &["show", "-s", "--format=%h %cs", &id])?;
        let (short, day) = said.split_once(' ').unwrap_or((&said, ""));
        self.trees.push(Tree {
            commit: (short.to_owned(), day.to_owned()),
            files: git::files(&top, &id)?,
            objects: RefCell::new(Objects::open(&top)?),
            top,
        });
        Ok(())
    }

    /// The repository that a path lies in, with the path from its top.
    fn tree(&self, path: &Path) -> Option<(&Tree, String)> {
        let whole = absolute(path);
        let inside = |tree: &'_ Tree| whole.strip_prefix(&tree.top).ok().map(slashed);
        self.trees
            .iter()
            .filter_map(|tree| Some((tree, inside(tree)?)))
            .min_by_key(|(_, inside)| inside.len())
    }

    /// Whether there is a file or folder of that path.
    fn holds(&self, path: &Path) -> bool {
        self.tree(path).is_some_and(|(tree, inside)| {
            tree.files.contains_key(&inside) || tree.below(&inside).next().is_some()
        })
    }

    /// The folders that are spelt most like one that is not there, else those that hold facts.
    fn near(&self, folder: &Path) -> Vec<String> {
        let Some((tree, inside)) = self.tree(folder) else { return Vec::new() };
        let mut folders = BTreeSet::new();
        for path in tree.files.keys() {
            folders.extend(Path::new(path).ancestors().skip(1).filter_map(Path::to_str));
        }
        folders.remove("");
        let near = suggest(&inside, folders, 3);
        if near.is_empty() { self.folders_of_facts() } else { near }
    }

    /// The outermost folders that hold TOML files.
    fn folders_of_facts(&self) -> Vec<String> {
        let is_toml = |path: &&String| Path::new(path.as_str()).extension().is_some_and(|end| end == "toml");
        let files = self.trees.iter().flat_map(|tree| tree.files.keys()).filter(is_toml);
        let outermost: BTreeSet<String> =
            files.filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect();
        outermost.into_iter().take(3).collect()
    }

    /// Whether the path is a single file.
    pub(super) fn is_file(&self, path: &Path) -> bool {
        self.tree(path).is_some_and(|(tree, inside)| tree.files.contains_key(&inside))
    }

    /// Every file below a folder, as the folder is given, in the order of their paths.
    pub(super) fn below(&self, folder: &Path) -> Vec<PathBuf> {
        let Some((tree, inside)) = self.tree(folder) else { return Vec::new() };
        tree.below(&inside).map(|rest| folder.join(rest)).collect()
    }

    /// The size of a file in bytes.
    pub(super) fn size(&self, path: &Path) -> Option<u64> {
        let (tree, inside) = self.tree(path)?;
        tree.files.get(&inside).map(|blob| blob.size)
    }

    /// The bytes of a file.
    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let Some((tree, inside)) = self.tree(path) else {
            return Err("it lies outside the repository, so that it has no revisions".to_owned());
        };
        match tree.files.get(&inside) {
            None => Err("there is no such file at that revision".to_owned()),
            Some(blob) if blob.is_link => Err("it is a symbolic link at that revision".to_owned()),
            Some(blob) => tree.objects.borrow_mut().read(&blob.id),
        }
    }
}

impl Tree {
    /// The files below a folder, by their paths from it.
    fn below<'t>(&'t self, folder: &str) -> impl Iterator<Item = &'t str> {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let from = self.files.range(folder.clone()..);
        from.map_while(move |(path, _)| path.strip_prefix(folder.as_str()))
    }
}

/// The commit that a name means.
fn commit(top: &Path, name: &str) -> Result<String, RevisionError> {
    let verified = |name: &str| {
        // What begins with a dash is an option, and no revision.
        let is_name = !name.starts_with('-') && !name.is_empty();
        let id = if is_name { git::sure_line(top, &["rev-parse", "--verify", name]) } else { return None };
        let id = id.ok()?;
        git::line(top, &["rev-parse", "--verify", &format!("{id}^{{commit}}")]).ok()
    };
    if let Some((of, day)) = day_of(name) {
        let of = if of.is_empty() { "HEAD" } else { of };
        let until = if day.parse::<Day>().is_ok() { format!("{day} 23:59:59") } else { day.to_owned() };
        if let Some(id) = verified(&format!("{of}@{{{until}}}")) {
            return Ok(id);
        }
        // The log of the branch does not go back so far: the days of the commits do.
        if verified(of).is_some() {
            let id = git::line(top, &["rev-list", "-1", &format!("--before={until}"), of])?;
            return if id.is_empty() { Err(too_early(top, name, of)) } else { Ok(id) };
        }
    }
    verified(name).ok_or_else(|| {
        let names = git::names(top);
        let near = suggest(name, names.iter().map(String::as_str), 3);
        RevisionError::Unknown { revision: name.to_owned(), near }
    })
}

/// A day as a revision, with the branch that it is of: `2024-01-01`, `main@{2024-01-01}`, `main@{yesterday}`.
fn day_of(name: &str) -> Option<(&str, &str)> {
    if name.parse::<Day>().is_ok() {
        return Some(("", name));
    }
    let (of, day) = name.strip_suffix('}')?.rsplit_once("@{")?;
    let is_other =
        day.parse::<i64>().is_ok() || ["u", "upstream", "push"].contains(&day.to_lowercase().as_str());
    (!is_other).then_some((of, day))
}

fn too_early(top: &Path, revision: &str, of: &str) -> RevisionError {
    let first = git::line(top, &["log", "--max-parents=0", "--format=%cs", of]).unwrap_or_default();
    let first = first.lines().min().unwrap_or_default().to_owned();
    RevisionError::TooEarly { revision: revision.to_owned(), first }
}

/// The nearest folder that exists on the disk.
fn existing(path: &Path) -> PathBuf {
    let whole = absolute(path);
    let found = whole.ancestors().find(|ancestor| ancestor.is_dir());
    found.unwrap_or(Path::new(".")).to_owned()
}

/// The path from the root, without `.` and `..`, and without links as far as it exists.
fn absolute(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let mut whole = PathBuf::new();
    for part in here.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    let exists = whole.ancestors().find_map(|ancestor| Some((ancestor, ancestor.canonicalize().ok()?)));
    match exists {
        Some((ancestor, real)) => match whole.strip_prefix(ancestor) {
            Ok(rest) if rest.as_os_str().is_empty() => real,
            Ok(rest) => real.join(rest),
            Err(_) => whole,
        },
        None => whole,
    }
}

/// A path with slashes, as git writes it.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn days_are_told_from_other_revisions() {
        assert_eq!(day_of("2024-01-01"), Some(("", "2024-01-01")));
        assert_eq!(day_of("main@{2024-01-01}"), Some(("main", "2024-01-01")));
        assert_eq!(day_of("@{yesterday}"), Some(("", "yesterday")));
        for other in ["main", "HEAD~3", "main@{1}", "main@{-1}", "main@{upstream}", "v1^{commit}", "2024"] {
            assert_eq!(day_of(other), None, "{other}");
        }
    }
}
