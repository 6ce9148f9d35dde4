//! Settings, completions, the page of the manual: what other files and programs read.
//!
//! In: files of settings, arguments. Out: what the program writes, and its status.

use std::path::Path;
use std::process::{Command, Output};

fn annals(folder: &Path, config: &str, arguments: &[&str]) -> Output {
    let path = folder.join("config.toml");
    std::fs::write(&path, config).expect("the settings can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command
        .current_dir(folder)
        .env("ANNALS_CONFIG", path)
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is UTF-8")
}

const ASK: [&str; 4] = ["ask", "--today", "2024-12-31", "members of BRICS since 2024"];

#[test]
fn settings_hold_unless_the_command_line_says_otherwise() {
    let folder = folder();
    let csv = annals(folder.path(), "format = \"csv\"\n", &ASK);
    assert_eq!(csv.status.code(), Some(0), "{}", text(&csv.stderr));
    assert!(text(&csv.stdout).starts_with("member,"), "{}", text(&csv.stdout));
    let json = annals(folder.path(), "format = \"csv\"\n", &[&ASK[..], &["--format", "json"]].concat());
    assert!(text(&json.stdout).starts_with('['), "{}", text(&json.stdout));
    let narrow = annals(folder.path(), "width = 40\n", &ASK);
    assert!(text(&narrow.stdout).lines().all(|line| line.chars().count() <= 40), "{}", text(&narrow.stdout));
}

#[test]
fn folders_of_facts_are_taken_from_the_file_on() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("mine")).expect("a folder of facts");
    std::fs::write(folder.path().join("mine/base.toml"), "[kind.planet]\nwords = [\"planet\", \"planets\"]\n[entity.mars]\nname = \"Mars\"\nkind = \"planet\"\n")
        .expect("a file of facts");
    let planets = annals(folder.path(), "facts = [\"mine\"]\n", &["ask", "planets"]);
    assert!(text(&planets.stdout).contains("Mars"), "{}{}", text(&planets.stdout), text(&planets.stderr));
}

#[test]
fn a_setting_that_is_not_known_is_refused_with_its_place() {
    let folder = folder();
    let refused = annals(folder.path(), "# mine\nwidht = 40\n", &ASK);
    assert_eq!(refused.status.code(), Some(2));
    let report = text(&refused.stderr);
    for part in ["there is no setting `widht`", "config.toml:2:1", "did you mean `width`?"] {
        assert!(report.contains(part), "{part}\n{report}");
    }
    assert!(refused.stdout.is_empty());
}

#[test]
fn the_generated_settings_are_read_and_set_nothing() {
    let folder = folder();
    let generated = annals(folder.path(), "xyzzy = 1\n", &["--generate-config"]);
    assert_eq!(generated.status.code(), Some(0), "bad settings do not keep it from writing good ones");
    let usual = annals(folder.path(), "", &ASK);
    let again = annals(folder.path(), &text(&generated.stdout), &ASK);
    assert_eq!((again.status.code(), &again.stdout), (Some(0), &usual.stdout));
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let folder = folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    let missing = folder.path().join("no-such.toml");
    let out = command.env("ANNALS_CONFIG", missing).args(ASK).output().expect("the program starts");
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("no-such.toml"), "{}", text(&out.stderr));
}

#[test]
fn four_shells_have_completions_and_there_is_a_manual() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = annals(folder.path(), "", &["completions", shell]);
        assert_eq!(script.status.code(), Some(0), "{shell}");
        let script = text(&script.stdout);
        assert!(
            script.contains("annals") && script.contains("keep-going") && script.contains("check"),
            "{shell}"
        );
    }
    let page = text(&annals(folder.path(), "", &["man"]).stdout);
    assert!(page.contains(".TH annals 1") && page.contains("annals\\-ask"), "{page}");
    let page = text(&annals(folder.path(), "", &["man", "run"]).stdout);
    assert!(page.contains("keep\\-going"), "{page}");
    let wrong = annals(folder.path(), "", &["man", "rnu"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("annals man run"), "{}", text(&wrong.stderr));
}
