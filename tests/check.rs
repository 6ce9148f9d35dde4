//! What is doubtful in a base: the input in the doc comment of each flaw produces it, and the drawing is a golden;
//! what is sound is left alone; and the command with its statuses.

#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use annals::check::{Checked, check};
use annals::load::{Loaded, texts};
use annals::text::{Level, Style, draw};
use annals::time::Day;

const BASE: &str = include_str!("load/base.toml");

fn checked(input: &str) -> (Checked, Loaded) {
    let loaded = texts([("base.toml", BASE), ("input.toml", input)]);
    (check(&loaded, Day::from_ymd(2026, 11, 23).unwrap()), loaded)
}

fn kinds(input: &str) -> Vec<String> {
    checked(input).0.findings.iter().map(annals::check::Finding::kind).collect()
}

fn drawn((checked, loaded): &(Checked, Loaded)) -> String {
    let style = Style { colour: false, width: 100 };
    let one =
        |finding: &annals::check::Finding| draw(&finding.report(), &loaded.sources[finding.source], style);
    checked.findings.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// Each flaw with the input in its doc comment.
fn inputs() -> Vec<(String, String)> {
    let source = include_str!("../src/check/flaw.rs");
    let mut found = Vec::new();
    let mut input: Option<String> = None;
    let mut ready: Option<String> = None;
    for line in source.lines().map(str::trim_start) {
        match (line, &mut input) {
            ("/// ```toml", _) => input = Some(String::new()),
            ("/// ```", Some(_)) => ready = input.take(),
            (line, Some(text)) => {
                let line = line.trim_start_matches("///");
                text.push_str(line.strip_prefix(' ').unwrap_or(line));
                text.push('\n');
            }
            (line, None) if line.starts_with(char::is_uppercase) => {
                let name: String = line.chars().take_while(|c| c.is_alphanumeric()).collect();
                found.extend(ready.take().map(|input| (name, input)));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn every_flaw_has_an_input_that_produces_it() {
    let inputs = inputs();
    assert_eq!(inputs.len(), 15, "every variant states an input");
    let mut all = String::new();
    for (name, input) in inputs {
        let result = checked(&input);
        let shown: Vec<String> =
            result.0.findings.iter().map(|finding| format!("{:?}", finding.what)).collect();
        assert!(shown.iter().any(|flaw| flaw.starts_with(&format!("Doubt({name}"))), "{name}: {shown:?}");
        assert_eq!(result.0.count(Level::Error), 0, "{name} could be read");
        let _ = writeln!(all, "== {name}\n{}", drawn(&result));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/check/flaws.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &all).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(all, expected, "{} differs; UPDATE=1 rewrites it", path.display());
}

#[test]
fn what_is_sound_is_left_alone() {
    assert_eq!(kinds(""), Vec::<String>::new());
    // A handover on one day, and a period that came back later.
    let handover = "[relation.chair]\nshape = \"state\"\nsingle = [\"of\"]\n\
        roles = { holder = { kinds = [\"country\"] }, of = { kinds = [\"organisation\"] } }\n\
        [[chair]]\nholder = \"iran\"\nof = \"brics\"\nwhen = \"2020-01-01/2021-01-01\"\nsource = \"gazette\"\n\
        [[chair]]\nholder = \"russia\"\nof = \"brics\"\nwhen = \"2021-01-01/2022-12-31\"\nsource = \"gazette\"\n\
        [[chair]]\nholder = \"iran\"\nof = \"brics\"\nwhen = \"2023/2024-01-01\"\nsource = \"gazette\"\n";
    assert_eq!(kinds(handover), Vec::<String>::new());
    // Dates that may be right: nothing is said of what is only possible.
    let perhaps = "[entity.union]\nname = \"Union\"\nkind = \"organisation\"\nsince = \"2014\"\n\
        [[membership]]\nmember = \"russia\"\norganisation = \"union\"\nwhen = \"2014-05-29/..\"\nsource = \"gazette\"\n\
        [[visit]]\nvisitor = \"iran\"\nwhen = \"2024\"\nsource = \"gazette\"\n\
        [[visit]]\nvisitor = \"iran\"\nwhen = \"2030\"\nplanned = true\nsource = \"gazette\"\n";
    assert_eq!(kinds(perhaps), Vec::<String>::new());
    // Two accounts on purpose.
    let accounts = "[source.herald]\ntitle = \"The Herald\"\n\
        [[visit]]\nid = \"v\"\nvisitor = \"iran\"\nwhen = \"2024-05-01\"\nsource = \"gazette\"\n\
        [[visit]]\nid = \"v\"\nvisitor = \"iran\"\nwhen = \"2024-05-01\"\nsource = \"herald\"\n";
    assert_eq!(kinds(accounts), Vec::<String>::new());
    // Names that a role can tell apart, and one that says what it is.
    let names = "[entity.iran-town]\nname = \"Iran\"\nkind = \"organisation\"\n\
        [entity.club]\nname = \"Iran organisation\"\nkind = \"organisation\"\n";
    assert_eq!(kinds(names), Vec::<String>::new());
}

#[test]
fn a_birth_is_a_fact_whose_role_begins_with_it() {
    let vocabulary = "[relation.birth]\nshape = \"event\"\nroles = { child = { kinds = [\"person\"], begins = true } }\n\
        [entity.ann]\nname = \"Ann\"\nkind = \"person\"\n\
        [[birth]]\nchild = \"ann\"\nwhen = \"1990-05\"\nsource = \"gazette\"\n";
    let visit = |when: &str| {
        format!("{vocabulary}[[visit]]\nvisitor = \"ann\"\nwhen = \"{when}\"\nsource = \"gazette\"\n")
    };
    assert_eq!(kinds(&visit("1989")), ["before-its-beginning"]);
    assert_eq!(kinds(&visit("1990")), Vec::<String>::new());
}

#[test]
fn very_many_findings_of_one_kind_are_counted() {
    let visit = "[[visit]]\nvisitor = \"iran\"\nwhen = \"2024-05-01\"\nsource = \"gazette\"\n";
    let (checked, _) = checked(&visit.repeat(301));
    assert_eq!((checked.findings.len(), checked.count(Level::Warning)), (100, 300));
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_shipped_facts_are_clean() {
    let out = run(&["check", "--strict", "--today", "2026-11-23"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stdout));
}

#[test]
fn statuses_tell_what_failed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("base.toml");
    let check = |input: &str, more: &[&str]| {
        std::fs::write(&path, format!("{BASE}{input}")).unwrap();
        let named = [&["check", "--today", "2026-11-23", "--facts", folder.path().to_str().unwrap()], more];
        run(&named.concat())
    };
    let unused = "[source.herald]\ntitle = \"The Herald\"\n";
    assert_eq!(check("", &["--strict"]).status.code(), Some(0));
    assert_eq!(check(unused, &[]).status.code(), Some(0));
    assert_eq!(check(unused, &["--strict"]).status.code(), Some(1));
    assert_eq!(check("[[visit]]\n", &[]).status.code(), Some(1));
    assert_eq!(run(&["check", "--facts", "no/such/folder"]).status.code(), Some(2));

    let out = check(unused, &["--json"]);
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((&json["errors"], &json["warnings"]), (&0.into(), &1.into()));
    let finding = &json["findings"][0];
    assert_eq!(finding["severity"], "warning");
    assert_eq!(finding["kind"], "source-unused");
    assert_eq!(finding["column"], 1);
    assert!(finding["line"].as_u64().unwrap() > 60 && finding["remedy"].is_string());
    assert!(finding["file"].as_str().unwrap().ends_with("base.toml"));
}
