//! Rows as values with a delimiter between them: CSV and TSV.
//!
//! In: a view. Out: a line of keys, and a line for each row; a verdict or a count is one row.
//! Absent: readings and notes, which have no place in such a file.
//!
//! After the columns of the answer come `certainty`, `sources` and `facts`. Keys that few answers need stand
//! there only where a row has something for them: `<key>_also`, `<key>_amount`, `status`, `according_to`.

use std::io;

use csv::{QuoteStyle, Writer, WriterBuilder};

use crate::eval::{Answer, Cell, Outcome, Row, Tally};
use crate::fact::Citation;
use crate::store::Store;
use crate::text::escape_controls;

use super::json::{answer_certainty, keys};
use super::present::Present;
use super::{Style, View, cells, support};

/// What stands between values, and how they are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Commas, quoted as RFC 4180 says.
    Csv,
    /// Tabs; backslash escapes.
    Tsv,
}

/// Several values in one.
const JOIN: &str = "; ";

/// Writes an answer as delimited values.
pub(super) fn write(out: &mut dyn io::Write, view: &View<'_>, dialect: Dialect) -> io::Result<()> {
    let mut lines = Lines::new(out, view.style, dialect);
    match view.answer.outcome {
        Outcome::Rows => rows(&mut lines, view)?,
        Outcome::Count(Tally { low, high }) if low == high => {
            lines.write(["count".to_owned()])?;
            lines.write([low.to_string()])?;
        }
        Outcome::Count(Tally { low, high }) => {
            lines.write(["low", "high"].map(str::to_owned))?;
            lines.write([low.to_string(), high.to_string()])?;
        }
        Outcome::Verdict(verdict) => {
            lines.write(["answer", "certainty", "sources", "facts"].map(str::to_owned))?;
            lines.write([
                verdict.word().to_owned(),
                answer_certainty(verdict).to_owned(),
                sources(&support::citations_of_all(view), view.store),
                support::places_of_all(view).join(JOIN),
            ])?;
        }
    }
    lines.writer.flush()
}

/// Writes lines as they are, the first of them the keys.
pub(super) fn write_lines(
    out: &mut dyn io::Write,
    style: &Style,
    dialect: Dialect,
    values: Vec<Vec<String>>,
) -> io::Result<()> {
    let mut lines = Lines::new(out, style, dialect);
    values.into_iter().try_for_each(|line| lines.write(line))?;
    lines.writer.flush()
}

/// A column of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    Cell(usize),
    Also(usize),
    Amount(usize),
    Certainty,
    Status,
    AccordingTo,
    Sources,
    Facts,
}

fn rows(lines: &mut Lines<'_>, view: &View<'_>) -> io::Result<()> {
    let present = Present::in_rows(&view.answer.rows, view);
    let (keys, values): (Vec<String>, Vec<Value>) = values(view.answer, &present).into_iter().unzip();
    lines.write(keys)?;
    for row in &view.answer.rows {
        lines.write(values.iter().map(|value| text(*value, row, view)))?;
    }
    Ok(())
}

/// The columns of the file with their keys.
fn values(answer: &Answer, present: &Present) -> Vec<(String, Value)> {
    let mut values = Vec::new();
    for (at, key) in keys(answer).into_iter().enumerate() {
        values.push((key.clone(), Value::Cell(at)));
        if present.also[at] {
            values.push((format!("{key}_also"), Value::Also(at)));
        }
        if present.amounts[at] {
            values.push((format!("{key}_amount"), Value::Amount(at)));
        }
    }
    values.push(("certainty".to_owned(), Value::Certainty));
    if present.is_marked {
        values.push(("status".to_owned(), Value::Status));
    }
    if present.claims {
        values.push(("according_to".to_owned(), Value::AccordingTo));
    }
    values.push(("sources".to_owned(), Value::Sources));
    values.push(("facts".to_owned(), Value::Facts));
    values
}

fn text(value: Value, row: &Row, view: &View<'_>) -> String {
    let cell = |at: usize| row.cells.get(at).unwrap_or(&Cell::Empty);
    match value {
        Value::Cell(at) => match cell(at) {
            Cell::Tally(tally) => cells::figures(*tally),
            Cell::Names(names) => names.join(JOIN),
            other => cells::text(other).into_owned(),
        },
        Value::Also(at) => row.also(at).join(JOIN),
        Value::Amount(at) => match cell(at) {
            Cell::Number { amount, .. } => amount.to_string(),
            _ => String::new(),
        },
        Value::Certainty => super::json::certainty(row).to_owned(),
        Value::Status => support::standing(row, view.store).words().join(JOIN),
        Value::AccordingTo => support::claimants(row, view.store).join(JOIN),
        Value::Sources => sources(&support::citations(row, view), view.store),
        Value::Facts => support::places(row, view.store).join(JOIN),
    }
}

/// Sources as fact files cite them: `brics-johannesburg-ii, paragraph 91; opec-members`.
fn sources(citations: &[Citation], store: &Store) -> String {
    let one = |citation: &Citation| {
        let id = &store.source(citation.source).name;
        citation.locator.map_or_else(|| id.clone(), |place| format!("{id}, {}", store.text(place)))
    };
    citations.iter().map(one).collect::<Vec<_>>().join(JOIN)
}

/// A file being written.
struct Lines<'a> {
    writer: Writer<&'a mut dyn io::Write>,
    dialect: Dialect,
    /// Whether a terminal shows it, which no text may drive.
    is_for_people: bool,
}

impl<'a> Lines<'a> {
    fn new(out: &'a mut dyn io::Write, style: &Style, dialect: Dialect) -> Self {
        let (delimiter, quotes) = match dialect {
            Dialect::Csv => (b',', QuoteStyle::Necessary),
            Dialect::Tsv => (b'\t', QuoteStyle::Never),
        };
        let writer = WriterBuilder::new().delimiter(delimiter).quote_style(quotes).from_writer(out);
        Lines { writer, dialect, is_for_people: style.width.is_some() }
    }

    fn write(&mut self, values: impl IntoIterator<Item = String>) -> io::Result<()> {
        let values = values.into_iter().map(|value| self.protect(value)).collect::<Vec<_>>();
        self.writer.write_record(values).map_err(handle_error)
    }

    fn protect(&self, value: String) -> String {
        let is_plain = !value.contains(['\\', '\t', '\n', '\r']);
        let value = match self.dialect {
            Dialect::Tsv if !is_plain => {
                let value = value.replace('\\', "\\\\").replace('\t', "\\t");
                value.replace('\n', "\\n").replace('\r', "\\r")
            }
            _ => value,
        };
        if self.is_for_people { escape_controls(&value).into_owned() } else { value }
    }
}

/// The error of the handle itself, so that a closed pipe is still known as one.
fn handle_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
