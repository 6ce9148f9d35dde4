//! Tests of `compare`.

use super::super::case::{Case, Stage};
use super::super::diff::Change;
use super::super::format::parse;
use super::super::subject::Made;
use super::super::table::Table;
use super::{Difference, Failure, first_difference};

fn case(sections: &str) -> Case {
    let text = format!(":today 2026-11-23\n== a\nmembers of BRICS\n{sections}\n");
    parse("x", &text).unwrap().cases.remove(0)
}

fn table(text: &str) -> Table {
    Table::parse(&text.lines().map(str::to_owned).collect::<Vec<_>>())
}

fn made() -> Made {
    Made {
        tree: Some("(query (name \"Iran\"))".parse().unwrap()),
        canonical: Some("members of BRICS".into()),
        reading: Some("countries".into()),
        answer: Some(table("member | start\nIran | 2024\n? Cuba | 2025")),
        hint: Some(String::new()),
        ..Made::default()
    }
}

fn found(sections: &str, made: &Made) -> Option<Failure> {
    first_difference(&case(sections), made)
}

#[test]
fn what_is_not_stated_is_not_compared() {
    assert_eq!(found("", &made()), None);
    assert_eq!(found("--- answer\nmember\nIran\n? Cuba", &made()), None);
    assert_eq!(found("--- answer\nmember\n? Cuba\nIran", &made()), None, "as a set");
    assert_eq!(found("--- answer\nmember\nIran\n...", &made()), None);
    assert_eq!(found("--- tree\n(query (name))", &made()), None);
}

#[test]
fn what_is_never_made_does_not_pass() {
    let only_read = Made { tree: made().tree, ..Made::default() };
    for section in ["canonical\nx", "reading\nx", "plan\nx", "answer\nmember\nIran", "hint\nx"] {
        let failure = found(&format!("--- {section}"), &only_read).unwrap();
        assert!(failure.message.starts_with("this has no "), "{}", failure.message);
    }
    let refused = Made { error: Some("error: no".into()), ..Made::default() };
    assert_eq!(found("--- answer\nmember\nIran", &refused).unwrap().stage, Stage::Error);
}

#[test]
fn the_first_stage_that_differs_is_said() {
    let both = "--- tree\n(query (noun))\n--- answer\nmember\nOman";
    assert_eq!(found(both, &made()).unwrap().stage, Stage::Tree);
    let failure = found("--- canonical\nmembers of BRICS\n--- answer\nmember\nOman\nIran", &made()).unwrap();
    assert_eq!(failure.message, "the answer differs under the same tree: data or engine, not grammar");
    assert_eq!(
        failure.changes,
        [Difference::Line(Change::Missing("Oman".into())), Difference::Line(Change::Added("? Cuba".into())),]
    );
}

#[test]
fn cells_are_compared_where_the_row_is_there() {
    let failure = found("--- answer\nmember | start\nIran | 2023\nCuba | 2025", &made()).unwrap();
    let cell = |row: &str, column: &str, stated: &str, made: &str| Difference::Cell {
        row: row.into(),
        column: column.into(),
        stated: stated.into(),
        made: made.into(),
    };
    let expected = [cell("Iran", "start", "2023", "2024"), cell("Cuba", "certainty", "certain", "possible")];
    assert_eq!(failure.changes, expected);
}

#[test]
fn order_counts_where_the_query_orders() {
    let made = Made { is_ordered: true, ..made() };
    assert_eq!(found("--- answer\nmember\nIran\n? Cuba", &made), None);
    assert!(found("--- answer\nmember\n? Cuba\nIran", &made).is_some());
}

#[test]
fn refusals_are_compared() {
    let refused = Made { error: Some("error: no".into()), ..Made::default() };
    assert_eq!(found("--- error\nerror: no", &refused), None);
    assert!(found("--- error\nerror: yes", &refused).is_some());
    assert!(found("", &refused).unwrap().message.contains("must be answered"));
    assert!(found("--- error\nerror: no", &made()).unwrap().message.contains("must be refused"));
    let leaking = Made { error: Some("error: expected preposition_tail".into()), ..Made::default() };
    let failure = found("--- error\nerror: expected preposition_tail", &leaking).unwrap();
    assert!(failure.message.contains("`preposition_tail`"), "{}", failure.message);
}

#[test]
fn columns_that_are_missing_and_forms_that_change_are_said() {
    assert!(found("--- answer\nplace\nKazan", &made()).unwrap().message.contains("no column `place`"));
    let twisted = Made { read_back: Some("members of SCO".into()), ..made() };
    assert_eq!(found("", &twisted).unwrap().stage, Stage::Canonical);
    assert!(found("--- reading\n", &made()).unwrap().message.contains("no reading is stated yet"));
}
