//! Tests of `run`.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::store::Store;

use super::super::super::watch::{Unwatched, Watch};
use super::super::case::Case;
use super::super::subject::{Made, Subject};
use super::{Mode, Options, Outcome, Summary, test};

/// Prints every query back, and refuses those that begin with `no`.
struct Echo;

impl Subject for Echo {
    fn make(&self, case: &Case, _: &Store) -> Made {
        match case.query.strip_prefix("no") {
            Some(_) => Made { error: Some("error: no".into()), ..Made::default() },
            None => Made { canonical: Some(case.query.clone()), ..Made::default() },
        }
    }
}

const CORPUS: &str = "\
== fits
one
--- canonical
one

== differs
:tags late
two
--- canonical
one

== waits
:skip later
three
--- canonical
one

== known
:known-failure reads it wrong
four
--- canonical
one

== mended
:known-failure read it wrong
five
--- canonical
five
";

fn load(folder: Option<&Path>) -> Result<Store, String> {
    folder.map_or_else(|| Ok(Store::default()), |_| Err("error: no such base".to_owned()))
}

fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("deep")).unwrap();
    fs::write(folder.path().join("deep/a.corpus"), text).unwrap();
    fs::write(folder.path().join("README.md"), "not a case").unwrap();
    folder
}

fn run(folder: &Path, options: &Options) -> super::Results {
    test(&[folder.to_owned()], options, &Echo, &load, &Unwatched)
}

#[test]
fn outcomes_are_counted() {
    let folder = folder(CORPUS);
    let results = run(folder.path(), &Options::default());
    let expected = Summary { passed: 1, failed: 2, skipped: 1, known_failures: 1, ..Summary::default() };
    assert_eq!(results.summary(), expected);
    assert_eq!(expected.exit_code(), 1);
    assert!(matches!(results.tested[4].outcome, Outcome::Unexpected(_)));
    let late = Options { filter: Some("LATE".into()), ..Options::default() };
    assert_eq!(run(folder.path(), &late).tested.len(), 1, "a tag; the reason of another case does not count");
}

/// Whoever has seen enough after two cases.
#[derive(Default)]
struct Impatient(AtomicUsize);

impl Watch for Impatient {
    fn at(&self, done: usize, of: usize) {
        assert_eq!(of, 5, "all cases are counted before the first is run");
        self.0.store(done, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= 2
    }
}

#[test]
fn a_run_that_is_stopped_gives_what_it_has() {
    let folder = folder(CORPUS);
    let watch = Impatient::default();
    let options = Options { mode: Mode::Update, ..Options::default() };
    let summary = test(&[folder.path().to_owned()], &options, &Echo, &load, &watch).summary();
    assert_eq!((summary.passed, summary.updated), (1, 1));
    assert_eq!((summary.untested, summary.exit_code()), (3, 130));
}

#[test]
fn an_update_writes_what_changed_and_no_more() {
    let folder = folder(CORPUS);
    let file = folder.path().join("deep/a.corpus");
    run(folder.path(), &Options::default());
    assert_eq!(fs::read_to_string(&file).unwrap(), CORPUS, "a check never writes");
    let summary = run(folder.path(), &Options { mode: Mode::Update, ..Options::default() }).summary();
    assert_eq!((summary.updated, summary.failed), (1, 1));
    let expected = CORPUS.replace("two\n--- canonical\none", "two\n--- canonical\ntwo");
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
}

#[test]
fn what_cannot_be_run_gives_code_two() {
    let broken = folder("== a\n:tag x\n");
    let results = run(broken.path(), &Options::default());
    assert_eq!(results.summary().exit_code(), 2);
    assert!(results.broken[0].contains("there is no attribute `:tag`"), "{}", results.broken[0]);
    assert_eq!(run(Path::new("/nowhere/at/all"), &Options::default()).summary().exit_code(), 2);
    let base = folder("== a\n:facts other\nq\n--- canonical\nq\n");
    assert_eq!(run(base.path(), &Options::default()).broken, ["error: no such base"]);
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(run(empty.path(), &Options::default()).summary().exit_code(), 2);
}
