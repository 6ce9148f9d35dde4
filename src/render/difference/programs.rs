//! A difference for programs: JSON, JSON lines, CSV, TSV, bare lines.
//!
//! In: a difference. Out: objects and lines, whose keys `docs/output.md` explains. Absent: words for people.

use std::io;

use serde_json::{Map, Value, json};

use super::people::text;
use super::{Difference, Version, view};
use crate::eval::{Answer, Row};
use crate::render::{Format, Style, cells, delimited, json as rows};
use crate::text::escape_controls;

/// One object: both versions, and the rows gained, lost and changed.
pub(super) fn json(out: &mut dyn io::Write, difference: &Difference<'_>) -> io::Result<()> {
    let mut lists: Map<String, Value> =
        ["gained", "lost", "changed"].map(|word| (word.to_owned(), json!([]))).into_iter().collect();
    for (word, object) in objects(difference) {
        if let Some(Value::Array(list)) = lists.get_mut(word) {
            list.push(Value::Object(object));
        }
    }
    let mut whole = Map::new();
    whole.insert("before".to_owned(), version(&difference.before));
    whole.insert("after".to_owned(), version(&difference.after));
    whole.append(&mut lists);
    writeln!(out, "{}", rows::line(&Value::Object(whole)))
}

/// An object for each row, with `change` first.
pub(super) fn json_lines(out: &mut dyn io::Write, difference: &Difference<'_>) -> io::Result<()> {
    for (word, object) in objects(difference) {
        let mut line = Map::new();
        line.insert("change".to_owned(), json!(word));
        line.extend(object);
        writeln!(out, "{}", rows::line(&Value::Object(line)))?;
    }
    Ok(())
}

/// A line for each row: what happened to it, its values, and what it was.
pub(super) fn delimited(
    out: &mut dyn io::Write,
    difference: &Difference<'_>,
    format: Format,
    style: &Style,
) -> io::Result<()> {
    let objects = objects(difference);
    let mut keys: Vec<&str> = Vec::new();
    for key in objects.iter().flat_map(|(_, object)| object.keys()) {
        if !keys.contains(&key.as_str()) && !["accounts", "was"].contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let cell = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Array(items)) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        Some(value) => text(value),
    };
    let was = |object: &Map<String, Value>| match object.get("was") {
        Some(Value::Object(was)) => {
            was.iter().map(|(key, value)| format!("{key}: {}", text(value))).collect::<Vec<_>>().join("; ")
        }
        _ => String::new(),
    };
    let head = ["change"].into_iter().chain(keys.iter().copied()).chain(["was"]).map(str::to_owned);
    let mut lines = vec![head.collect::<Vec<String>>()];
    for (word, object) in &objects {
        let mut line = vec![(*word).to_owned()];
        line.extend(keys.iter().map(|key| cell(object.get(*key))));
        line.push(was(object));
        lines.push(line);
    }
    let dialect = if format == Format::Tsv { delimited::Dialect::Tsv } else { delimited::Dialect::Csv };
    delimited::write_lines(out, style, dialect, lines)
}

/// The words that changed, and the first cell of each row after `+`, `-` or `~`.
pub(super) fn bare(out: &mut dyn io::Write, difference: &Difference<'_>) -> io::Result<()> {
    let (before, after) = (difference.before.word(), difference.after.word());
    if before != after {
        let words = [("-", before), ("+", after)];
        for (sign, word) in words {
            if let Some(word) = word {
                writeln!(out, "{sign} {word}")?;
            }
        }
        return Ok(());
    }
    let changed = difference.changed.iter().map(|change| ("~", change.after));
    let gained = difference.gained.iter().map(|row| ("+", *row));
    let lost = difference.lost.iter().map(|row| ("-", *row));
    for (sign, row) in gained.chain(lost).chain(changed) {
        if let Some(cell) = row.cells.first() {
            writeln!(out, "{sign} {}", escape_controls(&cells::text(cell)))?;
        }
    }
    Ok(())
}

/// Each row that differs, with what happened to it.
fn objects(difference: &Difference<'_>) -> Vec<(&'static str, Map<String, Value>)> {
    let object = |row: &Row, version: &Version<'_>| {
        let style = Style::default();
        let answer = version.told.map_or_else(
            |_| Answer::of_rows(Vec::new(), Vec::new(), Vec::new()),
            |(answer, _)| answer.clone(),
        );
        rows::object(row, &rows::keys(&answer), &view(&answer, version, &style))
    };
    let mut all: Vec<(&'static str, Map<String, Value>)> = Vec::new();
    all.extend(difference.gained.iter().map(|row| ("gained", object(row, &difference.after))));
    all.extend(difference.lost.iter().map(|row| ("lost", object(row, &difference.before))));
    for change in &difference.changed {
        let mut object = object(change.after, &difference.after);
        object.insert("was".to_owned(), Value::Object(change.was.clone()));
        all.push(("changed", object));
    }
    all
}

/// What was asked, and its answer where it is no list of rows.
fn version(version: &Version<'_>) -> Value {
    let mut object = Map::new();
    object.insert("revision".to_owned(), json!(version.name));
    match version.told {
        Ok((answer, reading)) => {
            object.insert("reading".to_owned(), json!(reading));
            let style = Style::default();
            if let Some(Value::Object(whole)) = rows::whole(&view(answer, version, &style)) {
                let kept = ["count", "low", "high", "answer", "certainty"];
                object.extend(whole.into_iter().filter(|(key, _)| kept.contains(&key.as_str())));
            }
        }
        Err(why) => {
            object.insert("error".to_owned(), json!(why));
        }
    }
    Value::Object(object)
}
