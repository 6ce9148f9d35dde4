//! `docs/output.md` names the keys that answers are made of: exactly those.
//!
//! In: answers to queries that bring out every key, over the base of the two clocks; the page. Out: keys that one has and the
//! other has not. Absent: the keys of columns, which queries and vocabularies make.

use std::collections::BTreeSet;
use std::path::Path;

use annals::pipeline::{Settings, ask};
use annals::render::{Difference, Format, Style, Version, render};
use annals::store::Store;
use serde_json::Value;

/// Queries that between them have every key.
const QUERIES: [&str; 9] = [
    "members of the League",
    "memberships of Esk according to Moss",
    "was Dun a member of the League?",
    "is Brig a member of the League?",
    "was Dun a member of the League as known in 2012?",
    "prices in Aber",
    "count members of the League as known in 2006",
    "count members of the League as known in 2000",
    "count members of the League per year as known in 2006",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn answers(store: &Store, queries: &[&str]) -> Vec<annals::pipeline::Answered> {
    let settings = Settings::on("2024-06-01".parse().expect("it is a day"));
    queries
        .iter()
        .map(|query| ask(query, store, &settings).unwrap_or_else(|fault| panic!("{query}: {fault:?}")))
        .collect()
}

/// Every key at any depth; those of columns and of their companions are left out.
fn keys(value: &Value, columns: &BTreeSet<String>, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| keys(item, columns, found)),
        Value::Object(object) => {
            for (key, value) in object {
                let stem = key.trim_end_matches("_also").trim_end_matches("_amount");
                if !columns.contains(stem) {
                    found.insert(key.clone());
                } else if stem != key {
                    found.insert(format!("<key>{}", &key[stem.len()..]));
                }
                keys(value, columns, found);
            }
        }
        _ => {}
    }
}

/// The words in `code` in the first column of the page's tables of keys.
fn documented() -> BTreeSet<String> {
    let page = std::fs::read_to_string(root().join("docs/output.md")).expect("the page is there");
    let mut found = BTreeSet::new();
    let mut of_keys = false;
    for line in page.lines() {
        let Some(cells) = line.strip_prefix('|').map(str::trim_start) else {
            of_keys = false;
            continue;
        };
        let first = cells.split(" | ").next().unwrap_or_default();
        of_keys |= first.starts_with("key");
        if of_keys {
            found.extend(first.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    // Named in the prose between the tables.
    for key in ["<key>_also", "<key>_amount", "low", "high", "revision", "error", "coverage_of", "change"] {
        assert!(page.contains(&format!("`{key}`")), "{key}");
        found.insert(key.to_owned());
    }
    found
}

#[test]
fn the_page_names_exactly_the_keys_that_are_made() {
    let store = annals::load::folders(&[root().join("tests/corpus/bases/clocks")]).store;
    let answered = answers(&store, &QUERIES);
    let mut columns = BTreeSet::new();
    let mut found = BTreeSet::new();
    for one in &answered {
        columns.extend(one.answer.columns.iter().map(|column| column.key.clone()));
        columns.remove("count");
        let mut out = Vec::new();
        render(&mut out, &one.answer, &one.reading, &store, Format::Json, &Style::default())
            .expect("it is written");
        keys(&serde_json::from_slice(&out).expect("it is JSON"), &columns, &mut found);
    }
    found.extend(difference_keys(&store, &columns));
    let documented = documented();
    let undocumented: Vec<_> = found.difference(&documented).collect();
    assert!(undocumented.is_empty(), "not in docs/output.md: {undocumented:?}");
    let unmade: Vec<_> = documented.difference(&found).collect();
    assert!(unmade.is_empty(), "in docs/output.md and never made: {unmade:?}");
}

/// The keys of differences, as an object and as lines.
fn difference_keys(store: &Store, columns: &BTreeSet<String>) -> BTreeSet<String> {
    let asked = answers(store, &["members of the League", "members of the League as known in 2016"]);
    let told = |at: usize| Ok((&asked[at].answer, asked[at].reading.as_str()));
    let version = |told| Version { name: "v", told, store };
    let mut found = BTreeSet::new();
    for after in [told(1), Err("there is no such word")] {
        let difference = Difference::of(version(told(0)), version(after));
        let mut out = Vec::new();
        difference.write(&mut out, Format::Json, &Style::default()).expect("it is written");
        keys(&serde_json::from_slice(&out).expect("it is JSON"), columns, &mut found);
        let mut lines = Vec::new();
        difference.write(&mut lines, Format::Jsonl, &Style::default()).expect("it is written");
        for line in String::from_utf8(lines).expect("it is UTF-8").lines() {
            keys(&serde_json::from_str(line).expect("it is JSON"), columns, &mut found);
        }
    }
    found
}
