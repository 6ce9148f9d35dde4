//! The columns of a table for people: those of the answer, and what every answer shows beside them.
//!
//! In: a view and what its rows have. Out: fields, and what stands in them for a row.
//! Absent: widths, lines.

use crate::eval::{Cell, ColumnKind, Row};
use crate::text::escape_controls;

use super::content::{Stretch, Tone};
use super::legend::Legend;
use super::present::Present;
use super::{View, cells, support};

/// A column, or a line of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// Its title, without control characters.
    pub(super) title: String,
    /// Whether its cells are set to the right.
    pub(super) is_number: bool,
    /// How soon it may be hidden: 0 never, then the largest number first.
    pub(super) priority: u8,
    source: Source,
}

/// Where the cells of a field come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// How the row stands: `?`, `planned`, `denied`.
    Marks,
    /// The column of the answer at this position.
    Column(usize),
    /// Who claims it.
    Claims,
    /// The marks of the sources.
    Sources,
}

/// The sign of a row that is possible and not certain.
pub(super) const POSSIBLE: &str = "?";

/// The fields of a view, in order.
pub(super) fn fields(view: &View<'_>, present: &Present) -> Vec<Field> {
    let own = |title: &str, source| Field { title: title.to_owned(), is_number: false, priority: 0, source };
    let mut fields = Vec::new();
    if present.possible > 0 || (present.is_marked && !has_marks(view)) {
        fields.push(own("", Source::Marks));
    }
    fields.extend(view.answer.columns.iter().enumerate().map(|(at, column)| Field {
        title: escape_controls(&column.title).into_owned(),
        is_number: column.kind == ColumnKind::Number,
        priority: column.priority,
        source: Source::Column(at),
    }));
    if present.claims {
        fields.push(own("according to", Source::Claims));
    }
    if present.sources {
        fields.push(own("sources", Source::Sources));
    }
    fields
}

/// What stands in all fields for a row. The sources, which come last, are asked first: what a row rests on is
/// numbered before what it only mentions.
pub(super) fn contents(
    fields: &[Field],
    row: &Row,
    view: &View<'_>,
    legend: &mut Legend<'_>,
) -> Vec<Vec<Stretch>> {
    let mut contents: Vec<_> = fields.iter().rev().map(|field| field.content(row, view, legend)).collect();
    contents.reverse();
    contents
}

/// Whether the answer has a column of marks of its own.
fn has_marks(view: &View<'_>) -> bool {
    view.answer.columns.iter().any(|column| column.kind == ColumnKind::Mark)
}

impl Field {
    /// Whether it says how a row stands, which a record says in its heading.
    pub(super) fn is_mark(&self) -> bool {
        self.source == Source::Marks
    }

    /// Whether it holds the marks of the sources.
    pub(super) fn is_sources(&self) -> bool {
        self.source == Source::Sources
    }

    /// The column of the answer that it shows, by its position.
    pub(super) fn column(&self) -> Option<usize> {
        match self.source {
            Source::Column(at) => Some(at),
            _ => None,
        }
    }

    /// What stands in it for a row; nothing where nothing is recorded.
    fn content(&self, row: &Row, view: &View<'_>, legend: &mut Legend<'_>) -> Vec<Stretch> {
        match self.source {
            Source::Marks => marks(row, view),
            Source::Column(at) => {
                let cell = row.cells.get(at).map_or(Vec::new(), content);
                let others = alternatives(row.also(at), legend).into_iter();
                let others = others.map(|pieces| Stretch::pieces(pieces).toned(Tone::Dim));
                cell.into_iter().chain(others).collect()
            }
            Source::Claims => {
                let names = support::claimants(row, view.store).join(", ");
                if names.is_empty() { Vec::new() } else { vec![Stretch::name(&escape_controls(&names))] }
            }
            Source::Sources => {
                let marks = legend.marks(&support::marked_citations(row, view));
                if marks.is_empty() { Vec::new() } else { vec![Stretch::pieces(marks)] }
            }
        }
    }
}

/// How a row stands: the words for it, else `?` where it is not certain.
fn marks(row: &Row, view: &View<'_>) -> Vec<Stretch> {
    let mut words = support::marks(row, view);
    let is_planned = support::standing(row, view.store).planned;
    if !row.certain && !is_planned {
        words.insert(0, POSSIBLE);
    }
    words.into_iter().map(|word| Stretch::pieces(vec![word.to_owned()]).toned(Tone::Doubt)).collect()
}

fn content(cell: &Cell) -> Vec<Stretch> {
    match cell {
        Cell::Empty => Vec::new(),
        Cell::Names(names) if names.is_empty() => Vec::new(),
        Cell::Names(_) | Cell::Number { .. } => vec![Stretch::name(&escape_controls(&cells::text(cell)))],
        Cell::Text(text) => text.lines().map(|line| Stretch::prose(&escape_controls(line))).collect(),
        Cell::Tally(tally) => vec![Stretch::pieces(vec![cells::range(*tally)])],
        Cell::Date { date, .. } => vec![Stretch::date(&escape_controls(date))],
    }
}

/// What other accounts say instead of a cell, each in its pieces: `also 2023-07 planned [2]` for
/// `2023-07 (planned, kazan-article)`. Accounts that say the same become one. What names no source stays as it
/// is: `and 3 more`.
pub(super) fn alternatives(also: &[String], legend: &mut Legend<'_>) -> Vec<Vec<String>> {
    let mut all: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for other in also {
        let (text, marks) = cited(other, legend).unwrap_or_else(|| (other.clone(), Vec::new()));
        let mut words: Vec<String> = escape_controls(&text).split_whitespace().map(str::to_owned).collect();
        if let Some(first) = words.first_mut().filter(|first| *first != "and") {
            *first = format!("also {first}");
        }
        match all.iter_mut().find(|(known, _)| *known == words) {
            Some((_, known)) => known.extend(marks),
            None => all.push((words, marks)),
        }
    }
    all.into_iter().map(|(words, marks)| [words, marks].concat()).collect()
}

/// A date with words for how the account stands, and the marks of its sources, if that is what the text is.
fn cited(text: &str, legend: &mut Legend<'_>) -> Option<(String, Vec<String>)> {
    let (date, rest) = text.strip_suffix(')')?.rsplit_once(" (")?;
    let mut words = date.to_owned();
    let mut marks = Vec::new();
    for item in rest.split(", ") {
        if let Some(mark) = legend.mark_of(item) {
            marks.push(mark);
        } else {
            words.push(' ');
            words.push_str(item);
        }
    }
    (!marks.is_empty()).then_some((words, marks))
}
