//! The tools of `annals grammar`, as a person calls them, mostly on a grammar of sums.
//!
//! In: `tests/workshop/sums.pest`, copies of it with an edit, and small corpora. Out: what the tools print and how they end. Absent: the
//! language's own grammar (`tests/workshop_language.rs`), parsing (`tests/workshop_parity.rs`).

mod cases;
mod changes;
mod coverage;
mod foreign;
mod mutants;
#[cfg(unix)]
mod stop;

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const SUMS: &str = include_str!("../workshop/sums.pest");
const CASES: &str = include_str!("../workshop/sums.corpus");

/// A folder of its own with a grammar and a corpus.
struct Place(TempDir);

/// What a call came to.
struct Done {
    out: String,
    err: String,
    status: i32,
}

impl Place {
    fn new(grammar: &str, cases: &str) -> Self {
        let place = Place(tempfile::tempdir().expect("a folder can be made"));
        place.write("sums.pest", grammar);
        place.cases(cases);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn cases(&self, cases: &str) {
        self.write("sums.corpus", cases);
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file can be written");
    }

    /// Runs a tool of `annals grammar` here.
    fn run(&self, tool: &str, more: &[&str]) -> Done {
        self.annals(&["grammar", tool, "sums.corpus", "--grammar", "sums.pest", "--rule", "sum"], more)
    }

    fn annals(&self, arguments: &[&str], more: &[&str]) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        done(command.args(arguments).args(more).current_dir(self.0.path()))
    }

    fn git(&self, arguments: &[&str]) {
        let who = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
        let done = done(Command::new("git").args(who).args(arguments).current_dir(self.0.path()));
        assert_eq!(done.status, 0, "{}", done.err);
    }
}

fn done(command: &mut Command) -> Done {
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is written is text");
    Done { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn the_corpus_can_be_tested_under_any_grammar() {
    let place = Place::new(SUMS, CASES);
    let test = || place.annals(&["test", "sums.corpus", "--grammar", "sums.pest", "--rule", "sum"], &[]);
    let passed = test();
    assert_eq!(passed.status, 0, "{}{}", passed.out, passed.err);
    place.write("sums.pest", &SUMS.replace("(\"+\" ~ product)* ~ EOI", "(\"-\" ~ product)* ~ EOI"));
    let failed = test();
    assert_eq!(failed.status, 1);
    assert!(failed.out.contains("A sum"), "{}", failed.out);
    place.write("sums.pest", &SUMS.replace("power   =", "powr    ="));
    let refused = test();
    assert_eq!(refused.status, 2);
    assert!(
        refused.err.contains("sums.pest:6:14") && refused.err.contains("did you mean `powr`?"),
        "{}",
        refused.err
    );
}

#[test]
fn generate_ends_with_1_where_a_sentence_is_misread() {
    let place = Place::new(SUMS, CASES);
    let arguments = ["grammar", "generate", "--grammar", "sums.pest", "--rule", "sum", "--count", "60"];
    let done = place.annals(&arguments, &[]);
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("# 60 sentences, 60 read as meant"), "{}", done.out);
    place.write("sums.pest", &SUMS.replace("power | number", "number ~ (\"^\" ~ number)? | power"));
    let done = place.annals(&arguments, &["--json"]);
    assert_eq!(done.status, 1, "{}{}", done.out, done.err);
    let report: Value = serde_json::from_str(&done.out).expect("it is JSON");
    assert!(report["misread"].as_array().is_some_and(|all| !all.is_empty()), "{report}");
}

#[test]
fn the_share_of_sentences_with_an_answer_is_reported() {
    // Without a folder `grammar` the language of the program is meant, and without `facts` those that ship.
    let place = Place::new(SUMS, CASES);
    let run = |more: &[&str]| place.annals(&["grammar", "generate", "--answers", "--count", "12"], more);
    let report: Value = serde_json::from_str(&run(&["--json"]).out).expect("it is JSON");
    let count = |name: &str| report[name].as_u64().expect("it is a number");
    let text = run(&[]).out;
    // Now and then no sentence comes of a try.
    let made = text.lines().filter(|line| !line.starts_with('#')).count() as u64;
    assert!((6..=12).contains(&made), "{text}");
    let (resolved, answered) = (count("resolved"), count("answered"));
    assert!(0 < answered && answered <= resolved && resolved <= made, "{report}");
    let share = |count: u64| count * 100 / made;
    let said = format!(
        "# {} % make sense to the base, {} % have an answer that is not empty\n",
        share(resolved),
        share(answered)
    );
    assert!(text.contains(&said), "{said} is not in\n{text}");
}

#[test]
fn lint_and_typing_errors_end_with_1_where_there_is_something() {
    let keywords = "s = { SOI ~ (kw_no ~ word | word) ~ EOI }\nkw_no = @{ ^\"no\" }\nword = @{ 'a'..'z'+ }\n";
    let place = Place::new(keywords, CASES);
    let which = ["--grammar", "sums.pest", "--rule", "s"];
    let done = place.annals(&["grammar", "lint"], &which);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.out.contains("sums.pest:2:") && done.out.contains("(boundary)"), "{}", done.out);
    let typos = |ceiling| place.annals(&["grammar", "generate", "--typos", "--ceiling", ceiling], &which);
    assert_eq!((typos("100").status, typos("5").status), (0, 1), "{}", typos("5").out);
    assert_eq!(place.annals(&["grammar", "lint", "--grammar", "none.pest"], &[]).status, 2);
    assert_eq!(place.annals(&["grammar", "lint", "--grammar", "sums.pest", "--rule", "none"], &[]).status, 2);
}

#[test]
fn every_tool_reports_to_programs_too() {
    let place = Place::new(SUMS, CASES);
    let sums = ["--grammar", "sums.pest", "--rule", "sum"];
    for arguments in [
        &["test", "sums.corpus"][..],
        &["grammar", "lint"],
        &["grammar", "coverage", "sums.corpus"],
        &["grammar", "mutate", "sums.corpus", "--probes", "100"],
        &["grammar", "generate", "--count", "20"],
        &["grammar", "generate", "--typos"],
        &["grammar", "diff", "sums.pest", "other.pest", "--count", "20"],
    ] {
        place.write("other.pest", &SUMS.replace("power | number", "number"));
        let done = place.annals(arguments, &[&sums[..], &["--json"]].concat());
        let report: Result<Value, _> = serde_json::from_str(&done.out);
        assert!(report.is_ok_and(|report| report.is_object()), "{arguments:?}: {}{}", done.out, done.err);
    }
    let junit = place.annals(&["test", "sums.corpus", "--junit", "report.xml"], &sums);
    let xml = std::fs::read_to_string(place.path("report.xml")).expect("the report is written");
    assert!(xml.contains("<testsuite name=\"sums.corpus\" tests=\"3\" failures=\"0\">"), "{xml}");
    assert_eq!(junit.status, 0, "{}", junit.out);
}
