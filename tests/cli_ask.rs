//! The program as people and other programs call it: one query.
//!
//! In: arguments, an empty folder to run in. Out: what it writes, and its status. Absent: what answers
//! mean; the corpus tests that.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program in a folder, with the facts that ship.
fn annals(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.current_dir(folder).args(arguments).env_remove("NO_COLOR").output().expect("the program starts")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the reports are UTF-8")
}

#[test]
fn words_need_no_quotes_and_one_argument_is_as_good() {
    let folder = folder();
    let words =
        annals(folder.path(), &["ask", "--today", "2024-12-31", "members", "of", "BRICS", "since", "2024"]);
    let quoted = annals(folder.path(), &["--today", "2024-12-31", "ask", "members of BRICS since 2024"]);
    assert_eq!(words.status.code(), Some(0), "{}", err(&words));
    assert_eq!(out(&words), out(&quoted));
    assert!(out(&words).contains("Iran") && out(&words).contains("2024-01-01"));
    assert!(out(&words).contains("on 2024-12-31"), "the reading names today");
    assert!(!out(&words).contains('\u{1b}'), "no colour where there is no terminal");
    assert_eq!(err(&words), "");
}

#[test]
fn formats_are_chosen_by_name() {
    let folder = folder();
    let query = ["ask", "is Russia a member of OPEC?", "--format", "jsonl"];
    let output = annals(folder.path(), &query);
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(object.get("answer").and_then(|answer| answer.as_str()), Some("no"));
    let output = annals(folder.path(), &["ask", "members of BRICS", "--format", "gold"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("gold"), "{}", err(&output));
}

#[test]
fn the_status_says_how_it_went() {
    let folder = folder();
    for (arguments, status) in [
        (vec!["ask", "members of BRICS"], 0),
        (vec!["ask", "is Russia a member of OPEC?"], 0),
        (vec!["ask", "--exit-status", "is Russia a member of OPEC?"], 1),
        (vec!["ask", "--exit-status", "members of BRICS"], 0),
        (vec!["ask"], 2),
        (vec!["members", "of", "BRICS"], 2),
        (vec!["ask", "--today", "yesterday", "members of BRICS"], 2),
        (vec!["ask", ".format gold"], 2),
        (vec!["--facts", "no-such-folder", "ask", "members of BRICS"], 2),
        (vec!["run", "no-such-file"], 2),
        (vec!["ask", "members sinc 2024"], 3),
        (vec!["ask", "members of Kazan"], 3),
        (vec!["--version"], 0),
        (vec!["--help"], 0),
        (vec!["ask", "help"], 0),
        (vec!["ask", "explain members of BRICS"], 0),
    ] {
        let output = annals(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn errors_point_into_the_query_and_offer_one_that_runs() {
    let folder = folder();
    let output = annals(folder.path(), &["ask", "members of BRICS sinc 2024"]);
    let report = err(&output);
    assert!(report.contains("query:1:18"), "{report}");
    assert!(report.contains("members of BRICS since 2024"), "{report}");
    assert_eq!(out(&output), "");
    let output = annals(folder.path(), &["ask", "explain members of BRICS sinc 2024"]);
    assert!(err(&output).contains("query:1:26"), "{}", err(&output));
}

#[test]
fn a_folder_of_facts_takes_the_place_of_those_that_ship() {
    let folder = folder();
    let facts = folder.path().join("facts");
    std::fs::create_dir(&facts).expect("a folder can be made");
    std::fs::write(facts.join("kinds.toml"), "[kind.book]\nwords = [\"book\", \"books\"]\n")
        .expect("a file can be written");
    std::fs::write(facts.join("books.toml"), "[entity.emma]\nname = \"Emma\"\nkind = \"book\"\n")
        .expect("a file can be written");
    let output = annals(folder.path(), &["ask", "--format", "bare", "books"]);
    assert_eq!((out(&output).as_str(), output.status.code()), ("Emma\n", Some(0)), "{}", err(&output));
    std::fs::write(facts.join("broken.toml"), "[entity.lost\nname = 1\n").expect("a file can be written");
    let output = annals(folder.path(), &["ask", "--format", "bare", "books"]);
    assert_eq!(out(&output), "Emma\n", "the rest still loads");
    assert!(err(&output).contains("broken.toml:1"), "{}", err(&output));
    let output = annals(folder.path(), &["ask", "--strict", "--format", "bare", "books"]);
    assert_eq!((out(&output).as_str(), output.status.code()), ("", Some(2)));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
        .current_dir(folder.path())
        .args(["run", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("the input is a pipe");
    // The program may end before it has read everything.
    let _ = input.write_all("members of BRICS\n".repeat(50).as_bytes());
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((err(&output).as_str(), output.status.code()), ("", Some(0)));
}

/// How a state ends is three things, or four with what a complete record vouches for: each has its own words.
#[test]
fn ends_of_states_are_told_apart_in_json() {
    let base = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/bases/ends");
    let folder = folder();
    let rows = |query: &str| -> Vec<(String, String, String)> {
        let arguments = ["ask", "--facts", base, "--today", "2026-11-23", "--format", "json", query];
        let output = annals(folder.path(), &arguments);
        let rows: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("a list of objects");
        let cell = |row: &serde_json::Value, key: &str| {
            row.get(key).and_then(|cell| cell.as_str()).unwrap_or_default().to_owned()
        };
        let mut rows: Vec<_> = rows
            .iter()
            .map(|row| (cell(row, "member"), cell(row, "until"), cell(row, "certainty")))
            .collect();
        rows.sort();
        rows
    };
    let row = |member: &str, until: &str, certainty: &str| {
        (member.to_owned(), until.to_owned(), certainty.to_owned())
    };
    let today = [
        row("Ben", "going on", "possible"),
        row("Cleo", "unknown", "possible"),
        row("Dan", "unknown", "possible"),
        row("Eve", "going on", "certain"),
    ];
    assert_eq!(rows("members of Chess Club or Choir"), today);
    let over = [
        row("Ann", "ended, day unknown", "certain"),
        row("Ben", "going on", "possible"),
        row("Cleo", "unknown", "possible"),
        row("Dan", "unknown", "possible"),
    ];
    assert_eq!(rows("former members of Chess Club or Choir"), over);
}
