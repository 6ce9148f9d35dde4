//! Scripts: statements, expectations, and what they make of the status.
//!
//! In: scripts on standard input or in files. Out: what the program writes, and its status.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs a script from standard input, in an empty folder.
fn run(script: &str, options: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
        .current_dir(folder.path())
        .args(["run", "-"])
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child
        .stdin
        .take()
        .expect("the input is a pipe")
        .write_all(script.as_bytes())
        .expect("the script is read");
    child.wait_with_output().expect("the program ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the reports are UTF-8")
}

#[test]
fn a_script_is_a_test() {
    let script = "\
# what the newcomers are
.today 2024-06-01
members of BRICS
  since 2024
expect at least 4 rows
expect Iran, 2024-01-01
expect not Russia

members of (BRICS
  or OPEC)        # an open bracket goes on
expect Iran

is Iran a member of SCO?
expect yes

count members of SCO
expect at least 1 row
";
    let output = run(&script.replace("count members of SCO\nexpect at least 1 row\n", ""), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(err(&output), "5 expectations met\n");
    assert!(out(&output).contains("2024-06-01"));
}

#[test]
fn expectations_that_fail_are_all_shown_at_their_place() {
    let output = run("members of BRICS since 2024\nexpect 99 rows\nexpect Iran\nexpect Atlantis\n", &[]);
    assert_eq!(output.status.code(), Some(1));
    let report = err(&output);
    assert!(report.contains("standard input:2:8") && report.contains("expected 99 rows"), "{report}");
    assert!(report.contains("standard input:4:8") && report.contains("Atlantis"), "{report}");
    assert!(report.ends_with("2 of 3 expectations not met\n"), "{report}");
}

#[test]
fn a_script_stops_at_the_first_error_unless_told_to_keep_going() {
    let script = "members of BRICS\n\nmembers sinc 2024\nexpect Iran\n\ncount members of OPEC\n";
    let output = run(script, &["--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("standard input:3:9"), "{}", err(&output));
    assert!(!out(&output).contains("\"count\""), "it stopped");
    let output = run(script, &["--format", "jsonl", "--keep-going"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(out(&output).contains("\"count\""), "it went on");
    assert!(!err(&output).contains("`Iran`"), "an expectation below a failed query says nothing new");
}

#[test]
fn formats_may_change_on_the_way() {
    let output = run(
        ".format bare\nmembers of BRICS since 2024\n.format jsonl\nis Iran a member of BRICS?\n.quit\nnot reached\n",
        &[],
    );
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    assert!(text.lines().any(|line| line == "Iran"), "{text}");
    assert!(text.lines().last().is_some_and(|line| line.starts_with('{') && line.contains("yes")), "{text}");
}

#[test]
fn without_a_terminal_standard_input_is_a_script() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
        .current_dir(folder.path())
        .args(["--format", "bare"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("the input is a pipe");
    input.write_all(b"members of BRICS since 2024\n").expect("the script is read");
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    assert!(out(&output).lines().any(|line| line == "Iran"));
    assert_eq!(err(&output), "", "no banner, no prompt");
}
