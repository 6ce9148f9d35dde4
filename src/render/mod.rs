//! Answers into text: a table, records, CSV, TSV, JSON, Markdown, the bare answers, or a bibliography of their sources.
//!
//! In: an answer, its reading, the store that its facts are in, and how to show it. Out: text written to a
//! handle, row by row, so that a long answer starts at once. Absent: printing, pagers, finding out how wide
//! a terminal is; a closed pipe is an error like any other, and the caller's to judge.

mod bare;
mod bibliography;
mod cells;
mod content;
mod delimited;
mod difference;
mod fields;
mod format;
mod json;
mod layout;
mod legend;
mod markdown;
mod measure;
mod page;
mod people;
mod present;
mod record;
mod support;
mod table;
#[cfg(test)]
mod tests;

use std::io;
use std::time::Duration;

pub use difference::{Difference, Version};
pub use format::{Format, FormatUnknown};

use crate::eval::{Answer, Row};
use crate::store::Store;

/// How to show an answer. The default is for a file or a pipe: everything, without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Whether to colour, with ANSI sequences.
    pub colour: bool,
    /// The columns of the terminal, fewer than 20 count as 20; none: not a terminal, nothing is left out.
    pub width: Option<usize>,
    /// How many rows a table or records show; none: all.
    pub rows: Option<usize>,
    /// How long the answer took, to be said below it.
    pub timing: Option<Duration>,
}

/// What was shown of an answer, and what was not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// How many rows were shown.
    pub rows: usize,
    /// How many were left out.
    pub more: usize,
    /// The titles of the columns that the width left no room for.
    pub hidden: Vec<String>,
}

/// Writes an answer to a handle.
///
/// Where people read (tables, records, Markdown, bare, and everything on a terminal) control characters are
/// made visible.
///
/// # Errors
/// Those of the handle.
pub fn render(
    out: &mut dyn io::Write,
    answer: &Answer,
    reading: &str,
    store: &Store,
    format: Format,
    style: &Style,
) -> io::Result<Shown> {
    let view = View { answer, reading, store, style };
    match format {
        Format::Table => return people::write(out, &view, people::Form::Table),
        Format::Record => return people::write(out, &view, people::Form::Record),
        Format::Csv => delimited::write(out, &view, delimited::Dialect::Csv)?,
        Format::Tsv => delimited::write(out, &view, delimited::Dialect::Tsv)?,
        Format::Json => json::write(out, &view)?,
        Format::Jsonl => json::write_lines(out, &view)?,
        Format::Markdown => markdown::write(out, &view)?,
        Format::Bare => bare::write(out, &view)?,
        Format::Bibliography => bibliography::write(out, &view, bibliography::Form::Markdown)?,
        Format::Bibtex => bibliography::write(out, &view, bibliography::Form::Bibtex)?,
        Format::CslJson => bibliography::write(out, &view, bibliography::Form::CslJson)?,
    }
    Ok(Shown { rows: answer.rows.len(), ..Shown::default() })
}

/// What every format is given.
#[derive(Clone, Copy)]
struct View<'a> {
    answer: &'a Answer,
    reading: &'a str,
    store: &'a Store,
    style: &'a Style,
}

impl<'a> View<'a> {
    /// The rows that people are shown.
    fn rows(&self) -> &'a [Row] {
        let rows = &self.answer.rows[..];
        self.style.rows.and_then(|most| rows.get(..most)).unwrap_or(rows)
    }
}
