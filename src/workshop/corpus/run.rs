//! A run of the corpus: files are found, read, run, and where that is wanted rewritten.
//!
//! In: paths, options, something that reads queries, a loader of bases, whoever waits. Out: [`Results`]; [`write`]
//! writes them. Absent: how they look (`report`).

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::store::Store;
use crate::text::{Style as Look, draw_all};
use crate::workshop::watch::Watch;

use super::bases::{Bases, Loader};
use super::case::Case;
use super::compare::{Failure, first_difference};
use super::format::{CorpusFile, parse, reports};
use super::report::{self, Style};
use super::subject::Subject;
use super::update::{Edit, Refusal, applied, edits};

/// What to do with cases that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Say so, and write nothing.
    #[default]
    Check,
    /// Rewrite what they state, but refuse the dangerous changes.
    Update,
    /// Rewrite what they state, whatever it is.
    Force,
}

/// How to run the corpus.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether to write.
    pub mode: Mode,
    /// Only the cases with this in their file, title, query or tags; case does not count.
    pub filter: Option<String>,
    /// How the report looks.
    pub style: Style,
    /// A file for a report in `JUnit`'s format.
    pub junit: Option<PathBuf>,
}

/// What came of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// All that it states is so.
    Passed,
    /// It was not run, for that reason.
    Skipped(String),
    /// It fails as it says, for that reason.
    KnownFailure(String, Failure),
    /// It says that it fails, and does not.
    Unexpected(String),
    /// It differs.
    Failed(Failure),
    /// It differed, and was rewritten.
    Updated(Failure),
    /// It differs, and was not rewritten because of that.
    Refused(Refusal, Failure),
}

impl Outcome {
    /// Whether something must be done about it.
    pub fn is_bad(&self) -> bool {
        matches!(self, Outcome::Unexpected(_) | Outcome::Failed(_) | Outcome::Refused(..))
    }
}

/// A case with what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tested {
    /// The file as it was found.
    pub file: String,
    /// The case.
    pub case: Case,
    /// What came of it.
    pub outcome: Outcome,
}

/// All that a run found out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Results {
    /// The cases, in the order of files and lines.
    pub tested: Vec<Tested>,
    /// What could not be run at all, as people see it.
    pub broken: Vec<String>,
    /// How many cases were not come to, because the run was stopped before.
    pub untested: usize,
}

/// How many cases came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// As stated.
    pub passed: usize,
    /// Not as stated, or known to fail and passing, or refused.
    pub failed: usize,
    /// Not run.
    pub skipped: usize,
    /// Known to fail, and failing.
    pub known_failures: usize,
    /// Rewritten.
    pub updated: usize,
    /// Files and bases that could not be read.
    pub broken: usize,
    /// Not come to.
    pub untested: usize,
}

impl Summary {
    /// 0 if all is as stated, 1 if a case differs, 2 if something could not be run, 130 if the run was stopped.
    pub fn exit_code(self) -> u8 {
        match self {
            Summary { untested: 1.., .. } => 130,
            Summary { broken: 1.., .. } => 2,
            Summary { failed: 1.., .. } => 1,
            _ => 0,
        }
    }
}

impl Results {
    /// The counts.
    pub fn summary(&self) -> Summary {
        let count = |fits: fn(&Outcome) -> bool| self.tested.iter().filter(|one| fits(&one.outcome)).count();
        Summary {
            passed: count(|outcome| *outcome == Outcome::Passed),
            failed: count(Outcome::is_bad),
            skipped: count(|outcome| matches!(outcome, Outcome::Skipped(_))),
            known_failures: count(|outcome| matches!(outcome, Outcome::KnownFailure(..))),
            updated: count(|outcome| matches!(outcome, Outcome::Updated(_))),
            broken: self.broken.len(),
            untested: self.untested,
        }
    }
}

/// Writes the report.
///
/// # Errors
/// If it cannot be written.
pub fn write(results: &Results, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match options.style {
        Style::Text => out.write_all(report::text(results).as_bytes())?,
        Style::Json => out.write_all(report::json(results).as_bytes())?,
    }
    options.junit.as_ref().map_or(Ok(()), |path| std::fs::write(path, report::junit(results)))
}

/// Tests the corpus, until whoever waits wants no more.
pub fn test(
    paths: &[PathBuf],
    options: &Options,
    subject: &dyn Subject,
    load: &Loader<'_>,
    watch: &dyn Watch,
) -> Results {
    let mut run =
        Run { options, subject, bases: Bases::new(load), watch, all: 0, results: Results::default() };
    let mut read = Vec::new();
    for path in paths {
        match files(path) {
            Ok(found) if found.is_empty() => {
                run.results.broken.push(format!("error: `{}` holds no corpus files\n", path.display()));
            }
            Ok(found) => read.extend(found.into_iter().filter_map(|path| Some((run.file(&path)?, path)))),
            Err(error) => run.broken_file(path, &error),
        }
    }
    let wanted = |file: &CorpusFile| file.cases.iter().filter(|case| run.is_wanted(file, case)).count();
    run.all = read.iter().map(|(file, _)| wanted(file)).sum();
    for (file, path) in &read {
        run.cases(file, path);
    }
    run.results
}

/// What the files of a corpus end in.
const EXTENSION: &str = "corpus";

/// The file itself, or the corpus files of a folder in any depth, by name.
///
/// # Errors
/// If a folder cannot be listed.
pub fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    entries.sort();
    let mut found = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            found.extend(files(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == EXTENSION) {
            found.push(entry);
        }
    }
    Ok(found)
}

struct Run<'a> {
    options: &'a Options,
    subject: &'a dyn Subject,
    bases: Bases<'a>,
    watch: &'a dyn Watch,
    /// How many cases are to be run.
    all: usize,
    results: Results,
}

impl Run<'_> {
    /// The cases of a file; nothing if it cannot be read, which is said.
    fn file(&mut self, path: &Path) -> Option<CorpusFile> {
        let text = std::fs::read_to_string(path).map_err(|error| self.broken_file(path, &error)).ok()?;
        let name = path.display().to_string();
        let dated = |file: CorpusFile| if self.subject.answers() { file.dated() } else { Ok(file) };
        let broken = match parse(&name, &text).and_then(dated) {
            Ok(file) => return Some(file),
            Err(errors) => reports(&errors),
        };
        let look = Look { colour: false, width: 100 };
        self.results.broken.push(draw_all(&broken, &crate::text::Source::new(name, text), look));
        None
    }

    fn broken_file(&mut self, path: &Path, error: &io::Error) {
        self.results.broken.push(format!("error: `{}` cannot be read: {error}\n", path.display()));
    }

    fn cases(&mut self, file: &CorpusFile, path: &Path) {
        let mut changes = Vec::new();
        let wanted: Vec<&Case> = file.cases.iter().filter(|case| self.is_wanted(file, case)).collect();
        for case in wanted {
            self.watch.at(self.results.tested.len(), self.all);
            if self.watch.is_stopped() {
                self.results.untested += 1;
            } else if let Some(outcome) = self.case(file, case, &mut changes) {
                let file = file.source.name.clone();
                self.results.tested.push(Tested { file, case: case.clone(), outcome });
            }
        }
        if changes.is_empty() {
            return;
        }
        if let Err(error) = std::fs::write(path, applied(file, changes)) {
            self.results.broken.push(format!("error: `{}` cannot be written: {error}\n", path.display()));
        }
    }

    fn is_wanted(&self, file: &CorpusFile, case: &Case) -> bool {
        let Some(filter) = &self.options.filter else { return true };
        let filter = filter.to_lowercase();
        let texts = [&file.source.name, &case.title, &case.query];
        texts.into_iter().chain(&case.attributes.tags).any(|text| text.to_lowercase().contains(&filter))
    }

    /// What a case is asked of; queries without answers are asked of nothing.
    fn base(&mut self, file: &CorpusFile, case: &Case) -> Result<Arc<Store>, String> {
        if !self.subject.answers() {
            return Ok(Arc::default());
        }
        self.bases.get(&file.source.name, case.attributes.facts.as_deref())
    }

    /// What comes of a case; nothing if its base cannot be loaded, which is said once for each base.
    fn case(&mut self, file: &CorpusFile, case: &Case, changes: &mut Vec<Edit>) -> Option<Outcome> {
        if let Some(reason) = &case.attributes.skip {
            return Some(Outcome::Skipped(reason.clone()));
        }
        let store = match self.base(file, case) {
            Ok(store) => store,
            Err(message) => {
                if !self.results.broken.contains(&message) {
                    self.results.broken.push(message);
                }
                return None;
            }
        };
        let made = self.subject.make(case, &store);
        let failure = first_difference(case, &made);
        Some(match (&case.attributes.known_failure, failure) {
            (None, None) => Outcome::Passed,
            (Some(reason), Some(failure)) => Outcome::KnownFailure(reason.clone(), failure),
            (Some(reason), None) => Outcome::Unexpected(reason.clone()),
            (None, Some(failure)) if self.options.mode == Mode::Check => Outcome::Failed(failure),
            (None, Some(failure)) => match edits(file, case, &made, self.options.mode == Mode::Force) {
                Ok(edits) if edits.is_empty() => Outcome::Failed(failure),
                Ok(edits) => {
                    changes.extend(edits);
                    Outcome::Updated(failure)
                }
                Err(refusal) => Outcome::Refused(refusal, failure),
            },
        })
    }
}

#[cfg(test)]
mod tests;
