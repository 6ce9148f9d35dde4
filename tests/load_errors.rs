//! Every problem of files of facts: the input in its doc comment produces it, and the drawing is a golden.

#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use std::fmt::Write as _;
use std::path::Path;

use annals::load::{Loaded, texts};
use annals::text::Style;

const BASE: &str = include_str!("load/base.toml");

/// Compares a text with a golden file; `UPDATE=1` in the environment rewrites the file instead.
fn check(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/load").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, actual).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(actual, expected, "{} differs; UPDATE=1 rewrites it", path.display());
}

fn drawn(loaded: &Loaded) -> String {
    loaded.draw_all(Style { colour: false, width: 100 })
}

fn load(input: &str) -> Loaded {
    texts([("base.toml", BASE), ("input.toml", input)])
}

/// Each variant with the input in its doc comment.
fn inputs() -> Vec<(String, String)> {
    let source = include_str!("../src/load/error.rs");
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
fn the_base_itself_has_no_errors() {
    let loaded = load("");
    assert_eq!(drawn(&loaded), "");
    assert_eq!((loaded.store.entity_count(), loaded.store.fact_count()), (3, 1));
}

#[test]
fn every_variant_has_an_input_that_produces_it() {
    let inputs = inputs();
    assert!(inputs.len() > 40, "only {} inputs were found", inputs.len());
    let mut all = String::new();
    for (name, input) in inputs {
        let loaded = load(&input);
        let names: Vec<String> =
            loaded.problems.iter().map(|problem| format!("{:?}", problem.error)).collect();
        assert!(names.iter().any(|found| found.starts_with(&name)), "{name} is not among {names:?}");
        let _ = writeln!(all, "== {name}\n{}", drawn(&loaded));
        let kept = loaded.store.facts_named("iran-brics").len();
        assert!(kept >= 1, "{name} hides the good facts");
    }
    check("errors.txt", &all);
}

#[test]
fn all_errors_of_all_files_are_shown_at_once() {
    let first = "[[membership]]\nmember = \"irn\"\norganisation = \"brics\"\nwhen = \"2024-99/..\"\nsource = \"gazete\"\n";
    let second = "[entity.japan]\nname = \"Japan\"\nkind = \"contry\"\n\n[[membership]\n[[visit]]\nvisitor = \"iran\"\nwhen = \"2024\"\nsource = \"gazette\"\n";
    let loaded = texts([("base.toml", BASE), ("first.toml", first), ("second.toml", second)]);
    check("several.txt", &drawn(&loaded));
    let visits = loaded.store.relation_named("visit").map(|relation| loaded.store.table(relation.id).len());
    assert_eq!(visits, Some(1), "the visit after the broken line is there");
}

#[test]
fn what_is_no_utf8_is_replaced() {
    let mut bytes = b"[entity.x]\nname = \"X".to_vec();
    bytes.extend([0xff, b'"', b'\n']);
    bytes.extend(b"kind = \"country\"\n");
    let loaded = texts([("base.toml", BASE.as_bytes().to_vec()), ("bad.toml", bytes)]);
    check("not_utf8.txt", &drawn(&loaded));
    assert!(loaded.store.entity_by_id("x").is_some());
}

#[test]
fn problems_are_counted_beyond_a_thousand() {
    let input = "[[visit]]\n".repeat(2000);
    let loaded = load(&input);
    assert_eq!(loaded.problems.len(), 1001);
    assert!(drawn(&loaded).contains("there are 5,000 more problems"));
}

#[test]
fn long_texts_and_missing_folders_have_their_errors() {
    let long = format!("[entity.x]\nname = \"{}\"\nkind = \"country\"\n", "x".repeat(200_000));
    let names: Vec<String> =
        load(&long).problems.iter().map(|problem| format!("{:?}", problem.error)).collect();
    assert!(names.iter().any(|name| name.starts_with("TooLong")), "{names:?}");
    let loaded = annals::load::folders(&["no/such/folder".into()]);
    check("unreadable.txt", &drawn(&loaded));
}
