//! Rows as JSON objects, in one array or one a line.
//!
//! In: a view. Out: an object for each row; a verdict or a count is one object.
//! Absent: readings and notes of rows, which have no object to stand in.
//!
//! The keys of a row are those of the columns, then `certainty`, `sources` and `facts`. Only where there is
//! something to say: `<key>_also` (what other accounts say instead), `<key>_amount` (the number behind a
//! figure), `planned`, `denied` (`true`), `according_to` (who claims it), `accounts`. `docs/output.md` tells what each
//! means; a test holds that it names every key.

mod provenance;

use std::borrow::Borrow;
use std::fmt::Write as _;
use std::io;

use serde_json::{Map, Number, Value, json};

use crate::eval::{Answer, Cell, Outcome, Row, Tally, Verdict};
use crate::text::escape_controls;

use super::{View, support};

/// Keys that every row has, or may have; a column that is called so gets a `_` at the end.
const OWN: [&str; 7] = ["certainty", "planned", "denied", "according_to", "sources", "facts", "accounts"];

/// Writes one array of objects, or the object of a verdict or a count.
pub(super) fn write(out: &mut dyn io::Write, view: &View<'_>) -> io::Result<()> {
    if let Some(whole) = whole(view) {
        return writeln!(out, "{}", line(&whole));
    }
    let keys = keys(view.answer);
    write_array(out, view.answer.rows.iter().map(|row| Value::Object(object(row, &keys, view))))
}

/// Writes values as one array, one a line.
pub(super) fn write_array<V: Borrow<Value>>(
    out: &mut dyn io::Write,
    values: impl Iterator<Item = V>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    let mut is_empty = true;
    for value in values {
        let comma = if is_empty { "" } else { "," };
        write!(out, "{comma}\n  {}", line(value.borrow()))?;
        is_empty = false;
    }
    writeln!(out, "{}]", if is_empty { "" } else { "\n" })
}

/// Writes one object a line.
pub(super) fn write_lines(out: &mut dyn io::Write, view: &View<'_>) -> io::Result<()> {
    if let Some(whole) = whole(view) {
        return writeln!(out, "{}", line(&whole));
    }
    let keys = keys(view.answer);
    view.answer
        .rows
        .iter()
        .try_for_each(|row| writeln!(out, "{}", line(&Value::Object(object(row, &keys, view)))))
}

/// The keys of the columns, none of them one that every row has.
pub(super) fn keys(answer: &Answer) -> Vec<String> {
    let own = |key: &str| if OWN.contains(&key) { "_" } else { "" };
    answer.columns.iter().map(|column| format!("{}{}", column.key, own(&column.key))).collect()
}

/// `certain` or `possible`.
pub(super) fn certainty(row: &Row) -> &'static str {
    if row.certain { "certain" } else { "possible" }
}

/// How certain a verdict is: *yes* and *no* are; what is not recorded is possible.
pub(super) fn answer_certainty(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes | Verdict::No => "certain",
        Verdict::Possibly | Verdict::NotRecorded => "possible",
    }
}

/// The object of an answer that is no list of rows.
pub(super) fn whole(view: &View<'_>) -> Option<Value> {
    match view.answer.outcome {
        Outcome::Rows => None,
        Outcome::Count(Tally { low, high }) if low == high => {
            Some(json!({ "reading": view.reading, "count": low, "notes": view.answer.notes }))
        }
        Outcome::Count(Tally { low, high }) => {
            Some(json!({ "reading": view.reading, "low": low, "high": high, "notes": view.answer.notes }))
        }
        Outcome::Verdict(verdict) => Some(json!({
            "reading": view.reading,
            "answer": verdict.word(),
            "certainty": answer_certainty(verdict),
            "sources": provenance::sources(&support::citations_of_all(view), view.store),
            "facts": provenance::facts_of_all(view),
            "rows": view.answer.rows.iter().map(|row| Value::Object(object(row, &keys(view.answer), view))).collect::<Value>(),
            "notes": view.answer.notes,
        })),
    }
}

/// The object of a row.
pub(super) fn object(row: &Row, keys: &[String], view: &View<'_>) -> Map<String, Value> {
    let store = view.store;
    let mut object = Map::new();
    for (at, (key, cell)) in keys.iter().zip(&row.cells).enumerate() {
        object.insert(key.clone(), value(cell));
        if !row.also(at).is_empty() {
            object.insert(format!("{key}_also"), json!(row.also(at)));
        }
        if let Cell::Number { amount, .. } = cell {
            object.insert(format!("{key}_amount"), number(*amount));
        }
    }
    object.insert("certainty".to_owned(), json!(certainty(row)));
    for word in support::standing(row, store).words() {
        object.insert(word.to_owned(), Value::Bool(true));
    }
    let claimants = support::claimants(row, store);
    if !claimants.is_empty() {
        object.insert("according_to".to_owned(), json!(claimants));
    }
    object.insert("sources".to_owned(), provenance::sources(&support::citations(row, view), store));
    object.insert("facts".to_owned(), provenance::facts(row, store));
    if let Some(accounts) = provenance::accounts(row, view) {
        object.insert("accounts".to_owned(), accounts);
    }
    object
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Names(names) => match names.as_slice() {
            [] => Value::Null,
            [name] => json!(name),
            names => json!(names),
        },
        Cell::Text(text) | Cell::Date { date: text, .. } | Cell::Number { text, .. } => json!(text),
        Cell::Tally(Tally { low, high }) if low == high => json!(low),
        Cell::Tally(Tally { low, high }) => json!({ "low": low, "high": high }),
    }
}

/// An amount as a number; whole ones without a point.
fn number(amount: f64) -> Value {
    /// Beyond this not every whole number is one of floating point.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if amount.fract() == 0.0 && amount.abs() < WHOLE {
        return format!("{amount:.0}").parse::<i64>().map_or(Value::Null, Value::from);
    }
    Number::from_f64(amount).map_or(Value::Null, Value::Number)
}

/// A value on one line, with escapes also for the control characters that JSON lets pass (C1, turned writing
/// directions): they are the same text to a program, and harmless on a terminal.
pub(super) fn line(value: &Value) -> String {
    let plain = value.to_string();
    let is_control =
        |c: char| c.len_utf8() > 1 && escape_controls(c.encode_utf8(&mut [0; 4])) != c.to_string();
    if plain.is_ascii() || !plain.contains(is_control) {
        return plain;
    }
    let mut line = String::with_capacity(plain.len() + 16);
    for c in plain.chars() {
        if is_control(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(line, "\\u{unit:04x}").expect("a text takes whatever is written");
            }
        } else {
            line.push(c);
        }
    }
    line
}
