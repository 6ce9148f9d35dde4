//! Expectations against answers made by hand.

use smallvec::SmallVec;

use super::Expectation;
use crate::eval::{Answer, Cell, Column, ColumnKind, Outcome, Row, Tally, Verdict};
use crate::store::{Builder, Store};
use crate::text::Span;

fn store() -> Store {
    Builder::new(Vec::new(), Vec::new()).finish()
}

fn row(name: &str, date: &str, certain: bool) -> Row {
    let date = Cell::Date { date: date.into(), also: vec!["2023-07 (a-source)".into()] };
    Row::new(vec![Cell::Names(vec![name.into()]), date], certain, SmallVec::new())
}

fn answer(outcome: Outcome, rows: Vec<Row>) -> Answer {
    let column = |title: &str, kind| Column { title: title.into(), key: title.into(), kind, priority: 0 };
    let columns = vec![column("member", ColumnKind::Names), column("since", ColumnKind::Date)];
    Answer { outcome, ..Answer::of_rows(columns, rows, Vec::new()) }
}

fn check(expected: &str, answer: &Answer) -> Result<(), String> {
    let expectation = Expectation::parse(expected, Span::new(0, expected.len())).expect("it reads");
    expectation.check(answer, &store()).map_err(|unmet| unmet.report().message)
}

#[test]
fn rows_and_names() {
    let rows = vec![row("Iran", "2024-01-01", true), row("Côte d’Ivoire", "2024", false)];
    let two = answer(Outcome::Rows, rows);
    for met in [
        "2 rows",
        "two rows",
        "at least 2 rows",
        "at most 2 rows",
        "1 certain row",
        "1 possible row",
        "iran",
        "Iran, 2024-01-01",
        "cote d'ivoire",
        "not Russia",
        "only Iran, Côte d'Ivoire",
        "2023-07",
        "count 1 to 2",
    ] {
        assert_eq!(check(met, &two), Ok(()), "{met}");
    }
    for (unmet, message) in [
        ("3 rows", "expected 3 rows, found 2 rows"),
        ("none", "expected no row, found 2 rows"),
        ("at least 3 rows", "expected at least 3 rows, found 2 rows"),
        ("Russia", "expected `Russia`, found `Iran` and `Côte d’Ivoire`"),
        ("not Iran", "expected no `Iran`, found `Iran` and `Côte d’Ivoire`"),
        ("only Iran", "expected only `Iran`, found `Iran` and `Côte d’Ivoire`"),
        ("yes", "expected `yes`, found no answer of yes or no"),
    ] {
        assert_eq!(check(unmet, &two), Err(message.to_owned()), "{unmet}");
    }
}

#[test]
fn verdicts_and_counts() {
    let silent = answer(Outcome::Verdict(Verdict::NotRecorded), Vec::new());
    assert_eq!(check("not recorded", &silent), Ok(()));
    assert_eq!(check("no", &silent), Err("expected `no`, found `not recorded`".to_owned()));
    let count = answer(Outcome::Count(Tally { low: 5, high: 7 }), Vec::new());
    assert_eq!(check("count 5 to 7", &count), Ok(()));
    assert_eq!(check("count 5", &count), Err("expected a count of 5, found 5 to 7".to_owned()));
}

#[test]
fn what_says_nothing_is_refused() {
    for text in ["", "Iran,,", "not", "\"open"] {
        assert!(Expectation::parse(text, Span::new(0, text.len())).is_err(), "{text}");
    }
}
