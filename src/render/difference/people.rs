//! A difference as people read it.
//!
//! In: a difference. Out: the readings, the words that changed, and a table of the rows gained, lost and changed, each with
//! the sources of its own version. Absent: the tables themselves (`table`, `record`, `markdown`).

use std::io;

use serde_json::{Map, Value};

use super::{Difference, Version, view};
use crate::eval::{Answer, Cell, Column, ColumnKind, Outcome, Row};
use crate::render::{Format, Style, content::Tone, json, markdown, page::Page, people};
use crate::text::{english, escape_controls};

pub(super) fn write(
    out: &mut dyn io::Write,
    difference: &Difference<'_>,
    format: Format,
    style: &Style,
) -> io::Result<()> {
    let mut page = Page::new(out, style);
    for line in head(difference) {
        let line = escape_controls(&line).into_owned();
        page.paragraph(
            &(if format == Format::Markdown { markdown::escape(&line) } else { (&*line).into() }),
            Tone::Dim,
        )?;
    }
    if let Some(words) = words(difference) {
        page.section()?;
        page.paragraph(&words, Tone::Bold)?;
    }
    let (before, after) = (&difference.before, &difference.after);
    let changed = difference.changed.iter();
    let changed: Vec<Row> = changed.map(|change| with_was(change.after, &was(&change.was, after))).collect();
    let plain = |rows: &[&Row]| rows.iter().map(|row| (*row).clone()).collect::<Vec<Row>>();
    section(out, "gained", plain(&difference.gained), after, false, format, style)?;
    section(out, "lost", plain(&difference.lost), before, false, format, style)?;
    section(out, "changed", changed, after, true, format, style)?;
    if difference.is_empty() {
        writeln!(out, "\nno difference")?;
    }
    Ok(())
}

/// What was asked of what; the readings, or why there is none.
fn head(difference: &Difference<'_>) -> Vec<String> {
    let (before, after) = (&difference.before, &difference.after);
    let mut lines = Vec::new();
    match (before.reading(), after.reading()) {
        (Some(old), Some(new)) if old == new => lines.push(new.to_owned()),
        _ => {
            for (word, version) in [("before", before), ("after", after)] {
                lines.push(match version.told {
                    Ok((_, reading)) => format!("{word}: {reading}"),
                    Err(why) => format!("{word}: cannot be answered there: {why}"),
                });
            }
        }
    }
    lines.push(format!("from {} to {}", before.name, after.name));
    lines
}

/// `no → yes`, where the answers are words or numbers.
fn words(difference: &Difference<'_>) -> Option<String> {
    let (before, after) = (difference.before.word(), difference.after.word());
    if before == after {
        return before;
    }
    let said = |word: Option<String>| word.unwrap_or_else(|| "no answer".to_owned());
    Some(format!("{} → {}", said(before), said(after)))
}

/// A heading with a table below it; nothing where there are no rows.
fn section(
    out: &mut dyn io::Write,
    word: &str,
    rows: Vec<Row>,
    version: &Version<'_>,
    has_was: bool,
    format: Format,
    style: &Style,
) -> io::Result<()> {
    let Ok((answer, _)) = version.told else { return Ok(()) };
    if rows.is_empty() {
        return Ok(());
    }
    let heading = format!("{} {word}", english::plural(rows.len(), "row"));
    let mut columns = answer.columns.clone();
    if has_was {
        columns.push(Column { title: "was".into(), key: "was".into(), kind: ColumnKind::Text, priority: 0 });
    }
    let shown =
        Answer { outcome: Outcome::Rows, known: answer.known, ..Answer::of_rows(columns, rows, Vec::new()) };
    let style = Style { timing: None, rows: None, ..*style };
    let view = view(&shown, version, &style);
    if format == Format::Markdown {
        writeln!(out, "\n**{heading}**\n")?;
        return markdown::write(out, &view);
    }
    let form = if format == Format::Record { people::Form::Record } else { people::Form::Table };
    writeln!(out, "\n{heading}\n")?;
    people::write_rows(out, &view, form)
}

fn with_was(row: &Row, was: &str) -> Row {
    let mut row = row.clone();
    row.cells.push(if was.is_empty() { Cell::Empty } else { Cell::Text(was.to_owned()) });
    row
}

/// What was said before, in words: `from 2024; sources: kazan-article, paragraph 3`.
fn was(was: &Map<String, Value>, version: &Version<'_>) -> String {
    let titles = version.told.map_or(Vec::new(), |(answer, _)| {
        let titles = answer.columns.iter().map(|column| column.title.clone());
        json::keys(answer).into_iter().zip(titles).collect()
    });
    let title = |key: &str| {
        let (stem, also) = key.strip_suffix("_also").map_or((key, ""), |stem| (stem, " also"));
        let own = titles.iter().find(|(other, _)| other == stem);
        format!("{}{also}", own.map_or_else(|| stem.replace('_', " "), |(_, title)| title.clone()))
    };
    let shown = was.iter().filter(|(key, _)| !key.ends_with("_amount"));
    let shown = shown.map(|(key, value)| format!("{}: {}", title(key), text(value)));
    shown.collect::<Vec<_>>().join("; ")
}

/// A value in words.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(so) => if *so { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let between = if items.iter().any(Value::is_object) { "; " } else { ", " };
            items.iter().map(text).collect::<Vec<_>>().join(between)
        }
        Value::Object(object) => match (object.get("id"), object.get("locator"), object.get("file")) {
            (Some(Value::String(id)), Some(Value::String(place)), None) => format!("{id}, {place}"),
            (Some(Value::String(id)), _, None) => id.clone(),
            (_, _, Some(Value::String(file))) => {
                format!("{file}:{}", object.get("line").map_or(String::new(), Value::to_string))
            }
            _ => match (object.get("low"), object.get("high")) {
                (Some(low), Some(high)) => format!("{low} to {high}"),
                _ => value.to_string(),
            },
        },
        Value::Number(number) => number.to_string(),
    }
}
