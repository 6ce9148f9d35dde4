//! Long runs of the workshop in a pseudo-terminal: how far they are, and Ctrl-C.
//!
//! In: calls that would take long, and Ctrl-C as soon as progress is shown. Out: what is printed until the end, and the
//! status. Absent: what the tools find (`tests/workshop_tools.rs`).
#![cfg(unix)]

use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::WaitStatus;
use expectrl::{Eof, Expect, Session};

use super::{CASES, Place};

/// On a grammar of sums: enough work for an hour.
const SUMS: [&str; 4] = ["--grammar", "tests/workshop/sums.pest", "--rule", "sum"];

/// Runs a tool, presses Ctrl-C once it says how far it is, and waits for what it says then.
fn is_stopped(arguments: &[&str], progress: &str, said: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).env("TERM", "xterm").env("NO_COLOR", "1");
    let mut session = Session::spawn(command).expect("the program starts");
    session.set_expect_timeout(Some(Duration::from_mins(2)));
    let see = |session: &mut expectrl::session::OsSession, needle: &str| {
        session.expect(needle).unwrap_or_else(|error| panic!("{arguments:?}: no `{needle}`: {error}"));
    };
    see(&mut session, progress);
    session.send("\x03").expect("the terminal takes keys");
    see(&mut session, said);
    session.expect(Eof).expect("the program ends");
    let ended = session.get_process().wait().expect("the program ends");
    assert!(matches!(ended, WaitStatus::Exited(_, 130)), "{arguments:?}: {ended:?}");
}

#[test]
fn sentences_that_were_made_are_given() {
    let arguments = [&["grammar", "generate", "--count", "9999999"][..], &SUMS].concat();
    is_stopped(
        &arguments,
        "of 9999999 sentences; Ctrl-C stops",
        "# stopped; this is what was made until then",
    );
}

#[test]
fn queries_that_were_compared_are_given() {
    let changed = tempfile::NamedTempFile::with_suffix(".pest").expect("a file can be made");
    let text = super::SUMS.replace("power | number", "number | power");
    std::fs::write(changed.path(), text).expect("it can be written");
    let (old, new) = (SUMS[1], changed.path().to_str().expect("a path is text"));
    let arguments = ["grammar", "diff", old, new, "--rule", "sum", "--count", "9999999"];
    is_stopped(&arguments, "queries; Ctrl-C stops", "stopped; this is what was read until then");
}

#[test]
fn mutants_that_were_tested_are_counted() {
    let arguments = ["grammar", "mutate", "tests/corpus", "--probes", "0"];
    is_stopped(&arguments, "mutants; Ctrl-C stops", "; stopped with ");
}

#[test]
fn survivors_are_named_though_no_sentence_was_tried_on_them() {
    let place = Place::new(super::SUMS, CASES);
    let corpus = place.path("sums.corpus");
    let corpus = ["grammar", "mutate", corpus.to_str().expect("a path is text"), "--probes", "9999999"];
    let arguments = [&corpus[..], &SUMS].concat();
    is_stopped(&arguments, "sentences; Ctrl-C stops", "not noticed");
}

#[test]
fn cases_that_were_run_are_counted() {
    is_stopped(&["test", "tests/corpus"], "cases; Ctrl-C stops", "; stopped with ");
    is_stopped(&["grammar", "coverage", "tests/corpus"], "cases; Ctrl-C stops", "points covered");
}
