//! Rows in columns.
//!
//! In: fields and a fit. Out: a drawn table, some hundred rows at a time in the same widths: drawn at once, a
//! hundred thousand rows would take seconds and half a gigabyte.
//! Absent: choosing the widths (`layout`).
//!
//! Cells are set in lines before `comfy-table` sees them, and each line is a row of its own there: dates stay
//! whole, and one cell can have several tones.

use std::io;

use comfy_table::{
    Attribute, Cell as Drawn, CellAlignment, Color, ColumnConstraint, LineStyle, Table, TableStyle, Width,
};

use super::View;
use super::content::{Stretch, Tone};
use super::fields::Field;
use super::layout::{Fit, GAP};
use super::legend::Legend;
use super::measure::{CHUNK, Contents, contents, split, title};
use super::page::{Page, paint};

/// From one row in so many on that takes several lines, rows are set apart by blank lines.
const AIRY: usize = 4;

/// Nothing but a line below the titles.
const HEADED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

/// Writes the rows in the columns of the fit.
pub(super) fn write(
    page: &mut Page<'_>,
    view: &View<'_>,
    fields: &[Field],
    fit: &Fit,
    first: &Contents,
    legend: &mut Legend<'_>,
) -> io::Result<()> {
    let rule = fit.shown.iter().map(|(_, width)| width + GAP).sum::<usize>().saturating_sub(GAP);
    let mut grid = Grid { fields, fit, colour: page.has_colour(), is_airy: false };
    let (_, rest) = split(view.rows());
    let set: Vec<_> = first.iter().map(|row| grid.set(row)).collect();
    grid.is_airy = set.iter().filter(|row| row.is_torn).count() * AIRY >= first.len();
    grid.draw(page, set, Part::First)?;
    page.flush()?;
    for rows in rest.chunks(CHUNK) {
        let set = contents(rows, fields, view, legend).iter().map(|row| grid.set(row)).collect();
        grid.draw(page, set, Part::Later)?;
    }
    let rule = paint(&"─".repeat(rule), Tone::Plain, page.has_colour());
    page.line(&rule)
}

/// Whether rows are drawn below the titles or below other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    First,
    Later,
}

/// The columns of one table.
struct Grid<'a> {
    fields: &'a [Field],
    fit: &'a Fit,
    colour: bool,
    is_airy: bool,
}

/// A row set in lines.
struct SetRow {
    /// For each column its lines.
    columns: Vec<Vec<(String, Tone)>>,
    /// Whether a text of it takes several lines.
    is_torn: bool,
}

impl Grid<'_> {
    /// Sets a row in lines.
    fn set(&self, row: &[Vec<Stretch>]) -> SetRow {
        let mut is_torn = false;
        let mut columns = Vec::with_capacity(self.fit.shown.len());
        for (at, width) in &self.fit.shown {
            let mut lines = Vec::new();
            for stretch in &row[*at] {
                let set = stretch.lines(*width);
                is_torn |= set.len() > 1 && stretch.is_text();
                lines.extend(set.into_iter().map(|line| (line, stretch.tone)));
            }
            columns.push(lines);
        }
        SetRow { columns, is_torn }
    }

    fn draw(&self, page: &mut Page<'_>, rows: Vec<SetRow>, part: Part) -> io::Result<()> {
        let mut table = Table::new();
        table.force_no_tty().load_style(HEADED).style_text_only();
        if self.colour {
            table.enforce_styling();
        }
        if part == Part::First {
            table.set_header(self.titles());
        }
        for (at, row) in rows.into_iter().enumerate() {
            if self.is_airy && (at > 0 || part == Part::Later) {
                table.add_row(self.fit.shown.iter().map(|_| Drawn::new("")));
            }
            add_lines(&mut table, row);
        }
        self.fix_columns(&mut table);
        for line in table.lines() {
            page.line(&line)?;
        }
        Ok(())
    }

    fn titles(&self) -> Vec<Drawn> {
        let shown = self.fit.shown.iter();
        shown
            .map(|(at, width)| drawn(title(&self.fields[*at]).lines(*width).join("\n"), Tone::Bold))
            .collect()
    }

    fn fix_columns(&self, table: &mut Table) {
        let last = self.fit.shown.len().saturating_sub(1);
        for (position, (at, width)) in self.fit.shown.iter().enumerate() {
            let Some(column) = table.column_mut(position) else { continue };
            let gap = if position == last { 0 } else { GAP };
            let fixed = |columns| u16::try_from(columns).unwrap_or(u16::MAX);
            column.set_padding((0, fixed(gap)));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(fixed(width + gap))));
            if self.fields[*at].is_number {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
}

/// Adds the lines of a row, each as a row of the drawn table.
fn add_lines(table: &mut Table, row: SetRow) {
    let height = row.columns.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let mut columns: Vec<_> = row.columns.into_iter().map(Vec::into_iter).collect();
    for _ in 0..height {
        let cells = columns.iter_mut().map(|lines| {
            let (line, tone) = lines.next().unwrap_or_default();
            drawn(line, tone)
        });
        table.add_row(cells.collect::<Vec<_>>());
    }
}

fn drawn(text: String, tone: Tone) -> Drawn {
    let is_empty = text.is_empty();
    let cell = Drawn::new_owned(text);
    match tone {
        _ if is_empty => cell,
        Tone::Plain => cell,
        Tone::Dim => cell.add_attribute(Attribute::Dim),
        Tone::Bold => cell.add_attribute(Attribute::Bold),
        Tone::Doubt => cell.fg(Color::DarkYellow),
    }
}
