//! The house rules that the compiler cannot hold: which room may know which, who touches the world, how a file
//! opens, how long it may be, and that no topic stands in the program.
//!
//! In: `src/` and `grammar/` as text, the shipped base. Out: a list of every offence, each with its file.
//! Absent: what clippy checks already (`clippy.toml`, `Cargo.toml`).

mod code;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use code::{Token, literals, paths, tokens, without_tests};

/// Each room with the rooms that it may use, from the floor up. What stands beside another is a stranger to it:
/// the parser never meets the store, the loader never meets the resolver, and nothing between them and the
/// workshop meets the loader.
const ROOMS: [(&str, &[&str]); 13] = [
    ("text", &[]),
    ("time", &[]),
    ("fact", &["text", "time"]),
    ("syntax", &["text", "time"]),
    ("store", &["text", "time", "fact"]),
    ("load", &["text", "time", "fact", "syntax", "store"]),
    ("check", &["text", "time", "fact", "syntax", "store", "load"]),
    ("resolve", &["text", "time", "fact", "syntax", "store"]),
    ("plan", &["text", "time", "fact", "syntax", "store", "resolve"]),
    ("eval", &["text", "time", "fact", "syntax", "store", "resolve", "plan"]),
    ("pipeline", &["text", "time", "fact", "syntax", "store", "resolve", "plan", "eval"]),
    ("render", &["text", "time", "fact", "syntax", "store", "resolve", "plan", "eval", "pipeline"]),
    (
        "workshop",
        &["text", "time", "fact", "syntax", "store", "load", "resolve", "plan", "eval", "pipeline", "render"],
    ),
];

/// The room at the top, and the program: they may use every other.
const TOP: [&str; 2] = ["shell", "main"];

/// Who may read files, the environment, the clock and standard input; tests may, for their goldens.
const MAY_TOUCH_THE_WORLD: [&str; 4] = ["load", "workshop", "shell", "main"];

/// The longest file, in lines.
const LONGEST: usize = 400;

/// Longer files, each with the reason.
const LONG_FILES: [(&str, &str); 2] = [
    ("load/error.rs", "one enum with every problem of a file, each with its example and its wording"),
    ("load/rows.rs", "the one loop over the rows of data, with all that it keeps between rows"),
];

/// Literals that look like the id of an entity and are something else.
const COINCIDENCES: [(&str, &str); 1] = [("text/stem.rs", "organ")];

/// A source file: its path below `src`, its room, its text.
struct File {
    path: String,
    text: String,
}

impl File {
    fn room(&self) -> &str {
        self.path.split('/').next().map_or("", |first| first.trim_end_matches(".rs"))
    }

    /// How many modules lead to the file: `text/draw.rs` and `text/mod.rs` lie two and one below the crate.
    fn depth(&self) -> usize {
        let path = self.path.trim_end_matches(".rs");
        let path = path.strip_suffix("/mod").unwrap_or(path);
        if matches!(path, "lib" | "main") { 0 } else { path.split('/').count() }
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// The paths of the file from the crate's root on.
    fn crate_paths(&self) -> Vec<Vec<String>> {
        let at_root = |path: Vec<String>| {
            let supers = path.iter().take_while(|word| *word == "super").count();
            match path.first().map(String::as_str) {
                Some("crate" | "annals") => Some(path[1..].to_vec()),
                Some("super") if supers >= self.depth() => Some(path[supers..].to_vec()),
                _ => None,
            }
        };
        paths(&tokens(&self.text)).into_iter().filter_map(at_root).collect()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Vec<File> {
    let source = root().join("src");
    let mut out = Vec::new();
    collect(&source, &source, &mut out);
    out.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(out.len() > 50, "the sources were found");
    out
}

fn collect(folder: &Path, source: &Path, out: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the sources can be listed") {
        let path = entry.expect("an entry of a folder can be read").path();
        if path.is_dir() {
            collect(&path, source, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let below = path.strip_prefix(source).expect("the walk began there");
            let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
            out.push(File { path: below.display().to_string().replace('\\', "/"), text });
        }
    }
}

/// Fails with one line for each offence.
fn none(offences: &[String], rule: &str) {
    assert!(offences.is_empty(), "{rule}:\n  {}\n", offences.join("\n  "));
}

#[test]
fn arrows_point_downward() {
    let mut offences = Vec::new();
    for file in files().iter().filter(|file| file.path != "lib.rs" && !TOP.contains(&file.room())) {
        let room = file.room();
        let Some(at) = ROOMS.iter().position(|(name, _)| *name == room) else {
            offences.push(format!("src/{} lies in no room that `ROOMS` names", file.path));
            continue;
        };
        // A file of tests may fetch what it needs from any room further down, such as a base from the loader.
        let may_use = |other: &str| {
            ROOMS[at].1.contains(&other)
                || file.is_test() && ROOMS[..at].iter().any(|(name, _)| *name == other)
        };
        let is_room = |name: &str| TOP.contains(&name) || ROOMS.iter().any(|(other, _)| *other == name);
        let used: BTreeSet<String> =
            file.crate_paths().into_iter().filter_map(|path| path.into_iter().next()).collect();
        for other in used.iter().filter(|other| is_room(other) && *other != room) {
            if !may_use(other) {
                offences.push(format!("src/{}: `{room}` may not use `{other}`", file.path));
            }
        }
    }
    none(&offences, "a room uses only what lies below it");
}

#[test]
fn rooms_may_use_only_rooms_named_before_them() {
    for (at, (room, below)) in ROOMS.iter().enumerate() {
        for other in *below {
            assert!(ROOMS[..at].iter().any(|(name, _)| name == other), "{room} → {other}");
        }
    }
}

#[test]
fn only_four_rooms_touch_the_world() {
    let mut offences = Vec::new();
    let quiet = |file: &&File| !MAY_TOUCH_THE_WORLD.contains(&file.room()) && !file.is_test();
    for file in files().iter().filter(quiet) {
        for path in paths(&without_tests(&tokens(&file.text))) {
            if is_world(&path) {
                offences.push(format!("src/{}: `{}`", file.path, path.join("::")));
            }
        }
    }
    none(
        &offences,
        "files, environment, clock and standard streams belong to load, workshop, shell and main",
    );
}

fn is_world(path: &[String]) -> bool {
    let words: Vec<&str> = path.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["std", "fs" | "env" | "net" | "process", ..] | ["std", "io", "stdin" | "stdout" | "stderr", ..] => {
            true
        }
        _ => words.iter().any(|word| matches!(*word, "SystemTime" | "stdin")),
    }
}

#[test]
fn every_file_opens_with_what_enters_and_leaves() {
    let offences: Vec<String> = files()
        .iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| format!("src/{}", file.path))
        .collect();
    none(&offences, "every file opens with `//!`");
}

#[test]
fn files_are_short() {
    let mut offences = Vec::new();
    for file in files() {
        let lines = file.text.lines().count();
        let excused = LONG_FILES.iter().any(|(path, _)| *path == file.path);
        if lines > LONGEST && !excused {
            offences.push(format!("src/{} has {lines} lines", file.path));
        }
        if lines <= LONGEST && excused {
            offences.push(format!("src/{} is short enough now: take it off the list", file.path));
        }
    }
    none(&offences, "a file has at most 400 lines");
}

#[test]
fn no_topic_stands_in_the_program() {
    let base = annals::load::shipped();
    let relations = base.store.relations().map(|relation| relation.name.clone());
    let entities = base.store.entities().map(|entity| entity.key().to_owned());
    let ids: BTreeSet<String> = relations.chain(entities).collect();
    assert!(ids.len() > 50, "the shipped base was read");
    let mut offences = Vec::new();
    for file in files().iter().filter(|file| !file.is_test()) {
        let kept: Vec<Token> = without_tests(&tokens(&file.text));
        let excused = |literal: &str| COINCIDENCES.contains(&(file.path.as_str(), literal));
        for literal in literals(&kept).filter(|literal| ids.contains(*literal) && !excused(literal)) {
            offences.push(format!("src/{}: \"{literal}\"", file.path));
        }
    }
    for path in ["words", "sentences", "dates"].map(|name| root().join(format!("grammar/{name}.pest"))) {
        let text = std::fs::read_to_string(&path).expect("a grammar file can be read");
        for literal in literals(&tokens(&text)).filter(|literal| ids.contains(*literal)) {
            offences.push(format!("{}: \"{literal}\"", path.display()));
        }
    }
    none(&offences, "relations and entities are declared in `facts/`, never in the program");
}
