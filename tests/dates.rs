//! The arithmetic of dates: 500 questions that no one here wrote, asked in the language.
//!
//! The questions are those of `TempReason` (`date_arithmetic_500.jsonl`). They are asked as they stand; of the gold
//! answers `Oct, 1096` only the form is changed, to `1096-10`. Where the file is absent the test skips, saying so.

use annals::eval::Cell;
use annals::pipeline::{Settings, ask};
use annals::store::Store;
use annals::time::Day;

const FILE: &str = "../shared/data/tempreason/date_arithmetic_500.jsonl";

fn answer(query: &str, store: &Store) -> Result<String, String> {
    let today = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let answered = ask(query, store, &Settings::on(today)).map_err(|fault| format!("{fault:?}"))?;
    match answered.answer.rows.first().map(|row| row.cells.as_slice()) {
        Some([Cell::Date { date, .. }]) => Ok(date.clone()),
        other => Err(format!("{other:?}")),
    }
}

/// `Oct, 1096` as `1096-10`.
fn gold(text: &str) -> Option<String> {
    let (month, year) = text.split_once(", ")?;
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let at = months.iter().position(|name| *name == month)?;
    Some(format!("{year:0>4}-{:02}", at + 1))
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn all_500_dates_are_right() {
    let Ok(text) = std::fs::read_to_string(FILE) else {
        eprintln!("skipped: {FILE} is not there");
        return;
    };
    let store = Store::default();
    let (mut right, mut wrong) = (0, Vec::new());
    for line in text.lines() {
        let item: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let question = item["question"].as_str().expect("a question");
        let expected = item["answers"][0].as_str().and_then(gold);
        match answer(question, &store) {
            Ok(found) if Some(&found) == expected.as_ref() => right += 1,
            other => wrong.push(format!("{question}: {other:?}, not {expected:?}")),
        }
    }
    assert!(wrong.is_empty(), "{right} right, and not these:\n{}", wrong.join("\n"));
    assert_eq!(right, 500);
}

#[test]
fn dates_in_other_words() {
    let store = Store::default();
    for (query, expected) in [
        ("7 years and 11 months before September 1104", "1096-10"),
        ("30 days after 23 October 2024", "2024-11-22"),
        ("2 weeks before today", "2026-11-09"),
        ("what day is 1 month after 31 January 2024?", "2024-02-29"),
        ("two weeks before 30 days after 23 October 2024", "2024-11-08"),
        ("a year and a day after 2024-02-29", "2025-03-01"),
        ("10 years before the 1990s", "1980s"),
        ("last year", "2025"),
        ("the second quarter of 2024", "2024-Q2"),
        ("mid-2024", "2024-05-01 to 2024-08-31"),
        ("the end of February 2024", "2024-02-29"),
        ("the 20th century", "1901-01-01 to 2000-12-31"),
    ] {
        assert_eq!(answer(query, &store).as_deref(), Ok(expected), "{query}");
    }
    for query in ["9000 years after 2024", "3 months after May", "99999999999 years before 2024"] {
        assert!(answer(query, &store).is_err(), "{query}");
    }
    let long = format!("{}2024", "1 day after ".repeat(1000));
    assert!(answer(&long, &store).is_err(), "a chain of moves has an end");
}
