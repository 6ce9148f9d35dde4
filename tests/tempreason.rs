//! Real questions that no one here wrote: `TempReason`, each asked of its own facts.
//!
//! In: `tests/real/tempreason` (words for the nine relations), and the data beside the repository. A question becomes a query by
//! putting its names in quotes, and nothing else: `Who was the chair of "Order of Vittorio Veneto" in Jun, 1970?` The one
//! exception is *the team* before the name of a team, which is left out.
//! Skipped, saying so, where the data are absent.
#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]
#![expect(clippy::print_stderr, reason = "a test that skips says so, and one that passes gives its figures")]

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

use annals::eval::Cell;
use annals::load::texts;
use annals::pipeline::{Settings, ask};
use annals::store::Store;
use annals::text::{Style, key_words};
use annals::time::Day;
use serde_json::Value;

/// Between the two things of a statement; the relation; the kinds of the two.
const STATEMENTS: [(&str, &str, &str, &str); 9] = [
    (" holds the position of ", "office", "person", "position"),
    (" works for ", "employment", "person", "employer"),
    (" plays for ", "play", "person", "team"),
    (" is a member of the ", "membership", "person", "party"),
    (" attended ", "schooling", "person", "thing"),
    (" is the chair of ", "chair", "person", "thing"),
    (" is the head of the government of ", "head", "person", "thing"),
    (" is the head coach of ", "coach", "person", "thing"),
    (" is owned by ", "ownership", "thing", "thing"),
];

/// What stands before the name in a question, and after it.
const QUESTIONS: [(&str, &str); 9] = [
    ("Which position did ", " hold in "),
    ("Which employer did ", " work for in "),
    ("Which team did ", " play for in "),
    ("Which political party did ", " belong to in "),
    ("Where was ", " educated in "),
    ("Who was the chair of ", " in "),
    ("Who was the head of ", " in "),
    ("Who was the head coach of the team ", " in "),
    ("Who was the owner of ", " in "),
];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A fact as the question gives it: what it says, and its first and last month.
struct Given {
    relation: &'static str,
    one: String,
    other: String,
    months: (String, String),
}

/// Questions whose gold the facts do not support: this one names a party that was left in 1964 for 1997 too.
const UNSUPPORTED: [&str; 1] = ["l2-1016"];

/// What one question came to.
#[derive(Default)]
struct Outcome {
    wrong: Option<String>,
    false_rows: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn beside(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: there is no {}", path.display());
    None
}

/// `Jan, 2006` as `2006-01`.
fn month(written: &str) -> String {
    let (name, year) = written.split_once(", ").unwrap();
    let number = MONTHS.iter().position(|month| *month == name).unwrap() + 1;
    format!("{year}-{number:02}")
}

fn given(fact: &Value) -> Given {
    let statement = fact["statement"].as_str().unwrap();
    let (relation, one, other) = STATEMENTS
        .iter()
        .find_map(|(between, relation, ..)| {
            let (one, other) = statement.split_once(between)?;
            Some((*relation, one.to_owned(), other.to_owned()))
        })
        .unwrap_or_else(|| panic!("`{statement}`"));
    let months = (month(fact["start"].as_str().unwrap()), month(fact["end"].as_str().unwrap()));
    Given { relation, one, other, months }
}

/// The facts of a question as a file of facts.
fn base(facts: &[Given]) -> String {
    let mut ids: HashMap<(&str, String), String> = HashMap::new();
    let mut text = String::new();
    for fact in facts {
        let (_, _, one, other) =
            STATEMENTS.iter().find(|(_, relation, ..)| *relation == fact.relation).unwrap();
        let mut id = |kind: &'static str, name: &str| {
            let next = format!("e{}", ids.len());
            ids.entry((kind, key_words(name).join(" ")))
                .or_insert_with(|| {
                    let name = toml::Value::String(name.to_owned());
                    text.push_str(&format!("[entity.{next}]\nname = {name}\nkind = \"{kind}\"\n"));
                    next
                })
                .clone()
        };
        let (one, other) = (id(one, &fact.one), id(other, &fact.other));
        let (start, end) = &fact.months;
        text.push_str(&format!(
            "[[{}]]\none = \"{one}\"\nother = \"{other}\"\nwhen = \"{start}/{end}\"\nsource = \"question\"\n",
            fact.relation
        ));
    }
    text
}

/// The question with its name in quotes, and the month it asks about.
fn query(question: &str) -> (String, String) {
    let found = QUESTIONS.iter().find_map(|(before, after)| {
        let rest = question.strip_prefix(before)?.strip_suffix('?')?;
        let (name, date) = rest.rsplit_once(after)?;
        let before = before.trim_end_matches("the team ");
        Some((format!("{before}\"{name}\"{after}{date}?"), month(date)))
    });
    found.unwrap_or_else(|| panic!("`{question}`"))
}

fn load(vocabulary: &str, facts: &[Given]) -> Store {
    let loaded = texts([("vocabulary.toml", vocabulary), ("facts.toml", base(facts).as_str())]);
    assert_eq!(loaded.draw_all(Style { colour: false, width: 120 }), "");
    loaded.store
}

/// Asks a question of its own facts.
fn outcome(question: &Value, vocabulary: &str) -> Outcome {
    let facts: Vec<Given> = question["facts"].as_array().unwrap().iter().map(given).collect();
    let store = load(vocabulary, &facts);
    let (query, month) = query(question["question"].as_str().unwrap());
    let answered = match ask(&query, &store, &Settings::on(Day::from_ymd(2024, 1, 1).unwrap())) {
        Ok(answered) => answered,
        Err(fault) => {
            let why = format!("`{query}`: {}", fault.report().message);
            return Outcome { wrong: Some(why), false_rows: Vec::new() };
        }
    };
    let mut found = BTreeSet::new();
    for row in &answered.answer.rows {
        if let Some(Cell::Names(names)) = row.cells.first() {
            found.extend(names.iter().map(|name| key_words(name)));
        }
    }
    let gold = question["answers"].as_array().unwrap();
    let gold: Vec<&str> = gold.iter().map(|answer| answer.as_str().unwrap()).collect();
    let wrong = (!gold.iter().all(|answer| found.contains(&key_words(answer))))
        .then(|| format!("`{query}`: {found:?}, not {gold:?} [{}]", answered.reading));
    Outcome { wrong, false_rows: false_rows(&found, &facts, &month) }
}

/// The rows that no fact of the question supports: one that names them holds in that month.
fn false_rows(found: &BTreeSet<Vec<String>>, facts: &[Given], month: &str) -> Vec<String> {
    let holds = |fact: &Given| fact.months.0.as_str() <= month && month <= fact.months.1.as_str();
    let names =
        |fact: &Given, row: &[String]| [&fact.one, &fact.other].iter().any(|name| key_words(name) == row);
    let is_false = |row: &&Vec<String>| !facts.iter().any(|fact| holds(fact) && names(fact, row));
    found.iter().filter(is_false).map(|row| row.join(" ")).collect()
}

#[test]
fn the_gold_is_among_the_rows_and_no_row_is_false() {
    let Some(path) = beside("tempreason/tempreason_l2.jsonl") else { return };
    let lines = std::fs::read_to_string(path).unwrap();
    let vocabulary = std::fs::read_to_string(root().join("tests/real/tempreason/vocabulary.toml")).unwrap();
    let start = Instant::now();
    let mut wrong = Vec::new();
    let mut false_rows = Vec::new();
    let mut asked = 0;
    for line in lines.lines() {
        let question: Value = serde_json::from_str(line).unwrap();
        let outcome = outcome(&question, &vocabulary);
        asked += 1;
        let id = question["id"].as_str().unwrap();
        wrong.extend(outcome.wrong.map(|why| format!("{id} {why}")));
        false_rows.extend(outcome.false_rows.into_iter().map(|row| format!("{id}: {row}")));
    }
    eprintln!(
        "TempReason: {} of {asked}, {} false rows, in {:?}",
        asked - wrong.len(),
        false_rows.len(),
        start.elapsed()
    );
    for why in &wrong {
        eprintln!("{why}");
    }
    assert!(false_rows.is_empty(), "rows that no fact supports:\n{}", false_rows.join("\n"));
    wrong.retain(|why| !UNSUPPORTED.iter().any(|id| why.starts_with(id)));
    assert!(asked == 1037 && wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
