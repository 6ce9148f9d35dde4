//! How much room the fields of a table ask for.
//!
//! In: fields and rows. Out: what stands in the first rows, not yet set in lines, and a claim for each field.
//! Absent: sharing the room out (`layout`).

use crate::eval::{Cell, Row};

use super::content::{Stretch, Tone, Wants};
use super::fields::{self, Field};
use super::layout::Claim;
use super::legend::Legend;
use super::{View, cells};

/// How many rows are drawn at a time.
pub(super) const CHUNK: usize = 500;
/// The columns kept for a mark of a source where more rows follow than are measured: `[12 ¶345]`.
const LATER_MARK: usize = 9;

/// What stands in the fields of some rows.
pub(super) type Contents = Vec<Vec<Vec<Stretch>>>;

/// The first rows, and the room that they and the cells of all others ask for.
pub(super) struct Start {
    /// What stands in the first rows.
    pub(super) contents: Contents,
    /// What each field asks for.
    pub(super) claims: Vec<Claim>,
}

/// Measures the first rows with all that stands in them, and of the others the cells.
pub(super) fn start(fields: &[Field], view: &View<'_>, legend: &mut Legend<'_>) -> Start {
    let (first, rest) = split(view.rows());
    let contents = contents(first, fields, view, legend);
    let claim = |(at, field): (usize, &Field)| {
        let mut wants = title(field).wants();
        let mut widths = Vec::with_capacity(contents.len());
        for row in &contents {
            let row = row[at].iter().fold(Wants::default(), |row, stretch| row.or(stretch.wants()));
            wants = wants.or(row);
            widths.push(row.most);
        }
        if !rest.is_empty() && field.is_sources() {
            wants = wants.or(Wants { least: LATER_MARK, fair: LATER_MARK, most: LATER_MARK });
        }
        for cell in rest.iter().filter_map(|row| row.cells.get(field.column()?)) {
            wants = wants.or(later(cell, wants));
        }
        Claim { wants, usual: usual(widths), priority: field.priority }
    };
    let claims = fields.iter().enumerate().map(claim).collect();
    Start { contents, claims }
}

/// The width that four cells in five are content with.
fn usual(mut widths: Vec<usize>) -> usize {
    widths.sort_unstable();
    widths.get((widths.len() * 4).div_ceil(5).saturating_sub(1)).copied().unwrap_or_default()
}

/// The rows that are drawn first, which are measured, and the others.
pub(super) fn split(rows: &[Row]) -> (&[Row], &[Row]) {
    rows.split_at(rows.len().min(CHUNK))
}

/// What stands in the fields of these rows.
pub(super) fn contents(rows: &[Row], fields: &[Field], view: &View<'_>, legend: &mut Legend<'_>) -> Contents {
    rows.iter().map(|row| fields::contents(fields, row, view, legend)).collect()
}

/// What a cell wants that was not measured with the first ones: a date or a count, which stay whole, its
/// width; any other cell only as much as it likes.
fn later(cell: &Cell, wants: Wants) -> Wants {
    let bytes = match cell {
        Cell::Names(names) => (names.iter().map(|name| name.len() + 2).sum::<usize>()).saturating_sub(2),
        Cell::Text(text) | Cell::Number { text, .. } => text.len(),
        Cell::Date { date, .. } if date.len() > wants.fair => return Stretch::date(date).wants(),
        Cell::Empty | Cell::Date { .. } => 0,
        Cell::Tally(tally) => return Stretch::pieces(vec![cells::range(*tally)]).wants(),
    };
    if bytes <= wants.most {
        return Wants::default();
    }
    Wants { most: Stretch::name(&cells::text(cell)).wants().most, ..Wants::default() }
}

/// The title of a field.
pub(super) fn title(field: &Field) -> Stretch {
    Stretch::pieces(field.title.split_whitespace().map(str::to_owned).collect()).toned(Tone::Bold)
}
