//! Real questions that no one here wrote: `MultiTQ`, on eleven years of coded events.
//!
//! In: `tests/real/multitq.toml` (our queries, by the ids of the questions), `tests/real/icews` (words for the events), and
//! the data beside the repository. Skipped, saying so, where the data are absent.
#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]
#![expect(clippy::print_stderr, reason = "a test that skips says so, and one that passes gives its figures")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Instant;

use annals::eval::{Answer, Cell, ColumnKind};
use annals::load::folders;
use annals::pipeline::{Settings, ask};
use annals::store::Store;
use annals::syntax;
use annals::text::Style;
use annals::time::Day;

/// The events, with our words for them; loaded once for all tests.
static EVENTS: LazyLock<Option<Store>> = LazyLock::new(|| {
    beside("icews05_15")?;
    let start = Instant::now();
    let loaded = folders(&[root().join("tests/real/icews")]);
    assert_eq!(loaded.draw_all(Style { colour: false, width: 120 }), "");
    eprintln!("{} events in {:?}", loaded.store.fact_count(), start.elapsed());
    Some(loaded.store)
});

/// The gold answers by the id of the question, and whether they are dates.
static GOLD: LazyLock<Option<HashMap<u64, Gold>>> = LazyLock::new(|| {
    let lines = std::fs::read_to_string(beside("multitq/questions_a_150.jsonl")?).unwrap();
    let gold = |line: &str| -> (u64, Gold) {
        let question: serde_json::Value = serde_json::from_str(line).unwrap();
        let answers = question["answers"].as_array().unwrap().iter();
        let gold = Gold {
            answers: answers.map(|answer| answer.as_str().unwrap().to_owned()).collect(),
            is_date: question["answer_type"] == "time",
        };
        (question["quid"].as_u64().unwrap(), gold)
    };
    Some(lines.lines().map(gold).collect())
});

struct Gold {
    answers: BTreeSet<String>,
    is_date: bool,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A part of the data beside the repository, if it is there.
fn beside(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: there is no {}", path.display());
    None
}

/// Our queries of one group, by the ids of the questions.
fn queries(group: &str) -> BTreeMap<u64, String> {
    let text = std::fs::read_to_string(root().join("tests/real/multitq.toml")).unwrap();
    let all: toml::Table = text.parse().unwrap();
    let group = all[group].as_table().unwrap();
    group.iter().map(|(quid, query)| (quid.parse().unwrap(), query.as_str().unwrap().to_owned())).collect()
}

/// What a query answers: names, or dates at the granularity that it asks for.
fn answers(query: &str, dates: bool, store: &Store) -> Result<BTreeSet<String>, String> {
    let today = Settings::on(Day::from_ymd(2016, 1, 1).unwrap());
    let answered = ask(query, store, &today).map_err(|fault| fault.report().message)?;
    let again = syntax::parse(&answered.tree.to_string(), store)
        .map_err(|error| format!("canonical form `{}`: {}", answered.tree, error.report().message))?;
    if again.to_string() != answered.tree.to_string() {
        return Err(format!("`{}` prints as `{again}`", answered.tree));
    }
    let wanted = if dates { ColumnKind::Date } else { ColumnKind::Names };
    column(&answered.answer, wanted).map_err(|why| format!("{why} [{}]", answered.reading))
}

/// The first column of that kind.
fn column(answer: &Answer, kind: ColumnKind) -> Result<BTreeSet<String>, String> {
    let at = answer.columns.iter().position(|column| column.kind == kind);
    let at = at.ok_or_else(|| format!("no column of {kind:?}"))?;
    let mut found = BTreeSet::new();
    for row in &answer.rows {
        if !row.certain {
            return Err("a row is only possible, though every day is known".into());
        }
        match &row.cells[at] {
            Cell::Names(names) => found.extend(names.iter().cloned()),
            Cell::Date { date, .. } => found.extend([date.clone()]),
            other => return Err(format!("{other:?} is neither names nor a date")),
        }
    }
    Ok(found)
}

/// Asks a group, and says what fails the test.
fn check(group: &str, passes: impl Fn(&BTreeSet<String>, &BTreeSet<String>) -> bool) -> Option<usize> {
    let (store, gold) = (EVENTS.as_ref()?, GOLD.as_ref()?);
    let queries = queries(group);
    let start = Instant::now();
    let mut wrong = Vec::new();
    for (quid, query) in &queries {
        let gold = &gold[quid];
        match answers(query, gold.is_date, store) {
            Ok(found) if passes(&found, &gold.answers) => {}
            Ok(found) => {
                let more: Vec<_> = found.difference(&gold.answers).take(6).collect();
                let less: Vec<_> = gold.answers.difference(&found).take(6).collect();
                wrong.push(format!("{quid} `{query}`: not in the gold {more:?}, missing {less:?}"));
            }
            Err(why) => wrong.push(format!("{quid} `{query}`: {why}")),
        }
    }
    eprintln!("{group}: {} of {} in {:?}", queries.len() - wrong.len(), queries.len(), start.elapsed());
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), queries.len(), wrong.join("\n"));
    Some(queries.len())
}

#[test]
fn every_confirmed_question_gives_exactly_its_gold_answers() {
    let asked = check("asked", |found, gold| found == gold);
    assert!(asked.is_none_or(|asked| asked == 115));
}

#[test]
fn other_questions_give_exactly_their_gold_answers() {
    check("others", |found, gold| found == gold);
}

#[test]
fn some_golds_rest_on_other_words() {
    check("asked_by_their_gold", |found, gold| found == gold);
}

#[test]
fn ties_are_kept_where_the_gold_names_one() {
    check("one_of_several", |found, gold| gold.is_subset(found) && found.len() > gold.len());
}

#[test]
fn every_question_of_the_file_is_asked() {
    let Some(gold) = GOLD.as_ref() else { return };
    let groups = ["asked", "others", "asked_by_their_gold", "one_of_several"];
    let asked: BTreeSet<u64> = groups.iter().flat_map(|group| queries(group).into_keys()).collect();
    assert_eq!(asked, gold.keys().copied().collect::<BTreeSet<u64>>());
}
