//! Every query that the documents show is answered, and read as they say.
//!
//! In: `README.md` and `docs/`: blocks marked `annals`, each with one query, or `annals session`, with a query on each
//! line; a line `> …` after a block is the reading that the last of them has, or `> error: …` the message that it must
//! give. Out: a diff for each document; `UPDATE=1` writes what the program says. Absent: the answers, which the corpus
//! holds.
#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use std::path::{Path, PathBuf};

use annals::load;
use annals::pipeline::{Memory, Settings, ask_with};
use annals::store::Store;
use annals::time::Day;

const FENCE: &str = "```annals";
const SESSION: &str = "```annals session";

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = std::fs::read_dir(root.join("docs")).unwrap();
    let mut found: Vec<PathBuf> = docs.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|end| end == "md"));
    found.sort();
    found.insert(0, root.join("README.md"));
    found
}

/// What the program says of the last of the queries of one session: its reading, or its error.
fn said(queries: &[String], store: &Store) -> String {
    let settings = Settings::on(Day::from_ymd(2026, 11, 23).unwrap());
    let mut memory = Memory::default();
    let mut said = String::new();
    for query in queries {
        said = match ask_with(query, store, &settings, &mut memory) {
            Ok(answered) => answered.reading,
            Err(fault) => format!("error: {}", fault.report().message),
        };
    }
    said
}

/// The document with every reading as the program gives it, and the queries that fail where none is foretold.
fn checked(text: &str, store: &Store) -> (String, Vec<String>) {
    let (mut out, mut failures) = (String::new(), Vec::new());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        if line != FENCE && line != SESSION {
            continue;
        }
        let query: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        out += &format!("{}\n```\n", query.join("\n"));
        let queries: Vec<String> = match line {
            SESSION => query.iter().map(ToString::to_string).collect(),
            _ => vec![query.join("\n")],
        };
        let said = said(&queries, store);
        let told = lines.next_if(|line| line.starts_with("> "));
        if told.is_some() {
            out += &format!("> {said}\n");
        }
        if said.starts_with("error: ") && !told.is_some_and(|told| told.starts_with("> error: ")) {
            failures.push(format!("{}: {said}", query.join(" ")));
        }
    }
    (out, failures)
}

#[test]
fn every_query_of_the_documents_is_read_as_they_say() {
    let base = load::shipped();
    for path in documents() {
        let text = std::fs::read_to_string(&path).unwrap();
        let (actual, failures) = checked(&text, &base.store);
        assert!(failures.is_empty(), "{}:\n{}", path.display(), failures.join("\n"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, actual).unwrap();
            continue;
        }
        let differs = text.lines().zip(actual.lines()).enumerate().find(|(_, (old, new))| old != new);
        if let Some((line, (old, new))) = differs {
            panic!(
                "{}:{} says\n  {old}\nand the program\n  {new}\nUPDATE=1 rewrites it",
                path.display(),
                line + 1
            );
        }
    }
}
