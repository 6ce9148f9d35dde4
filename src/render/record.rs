//! Rows as records: one field a line.
//!
//! In: fields. Out: for each row a heading and its fields, the empty ones left out.
//! Absent: anything that compares one row with another.

use std::io;

use super::View;
use super::content::{Stretch, Tone, columns};
use super::fields::{Field, POSSIBLE, contents};
use super::layout::{Claim, GAP};
use super::legend::Legend;
use super::page::{Page, paint};
use super::support;

/// How wide the heading of a record is where nothing limits it.
const HEADING: usize = 60;
/// After how many records what is written is handed on for the first time.
const FIRST: usize = 100;

/// Writes all rows as records. The claims say what the fields want.
pub(super) fn write(
    page: &mut Page<'_>,
    view: &View<'_>,
    fields: &[Field],
    claims: &[Claim],
    legend: &mut Legend<'_>,
) -> io::Result<()> {
    let form = Form::of(fields, claims, page.width());
    for (number, row) in (1..).zip(view.rows()) {
        let heading = heading(number, &standing(row, view), page.width().unwrap_or(HEADING));
        page.line(&paint(&heading, Tone::Dim, page.has_colour()))?;
        for (field, content) in fields.iter().zip(contents(fields, row, view, legend)) {
            if !field.is_mark() {
                form.write(page, &field.title, &content)?;
            }
        }
        if number == FIRST {
            page.flush()?;
        }
    }
    page.line(&paint(&"─".repeat(page.width().unwrap_or(HEADING)), Tone::Dim, page.has_colour()))
}

/// How a row stands, in words for its heading.
fn standing(row: &crate::eval::Row, view: &View<'_>) -> String {
    let standing = support::standing(row, view.store);
    let mut words = standing.words();
    let possible = format!("{POSSIBLE} possible");
    if !row.certain && !standing.planned {
        words.insert(0, &possible);
    }
    words.join(", ")
}

/// A line with the number of a record, and how it stands.
fn heading(number: usize, standing: &str, width: usize) -> String {
    let mut line = format!("── {number} ");
    if !standing.is_empty() && columns(&line) + columns(standing) + 4 <= width {
        line = format!("{line}── {standing} ");
    }
    let rest = width.saturating_sub(columns(&line));
    line + &"─".repeat(rest)
}

/// How titles and contents stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Side by side: the width of the titles, and that of the contents.
    Beside(usize, usize),
    /// The contents below, indented, in this width.
    Below(usize),
}

impl Form {
    /// Side by side if the contents have a fair width then.
    fn of(fields: &[Field], claims: &[Claim], width: Option<usize>) -> Self {
        let titles = fields.iter().map(|field| columns(&field.title)).max().unwrap_or(0);
        let Some(width) = width else { return Form::Beside(titles, usize::MAX) };
        let fair = claims.iter().map(|claim| claim.wants.fair).max().unwrap_or(0);
        if titles + GAP + fair <= width {
            Form::Beside(titles, width - titles - GAP)
        } else {
            Form::Below(width.saturating_sub(GAP))
        }
    }

    fn write(self, page: &mut Page<'_>, title: &str, content: &[Stretch]) -> io::Result<()> {
        if content.is_empty() {
            return Ok(());
        }
        let (indent, width) = match self {
            Form::Beside(titles, width) => (titles + GAP, width),
            Form::Below(width) => (GAP, width),
        };
        let mut head = format!("{title}{}", " ".repeat(indent.saturating_sub(columns(title))));
        if let Form::Below(_) = self {
            page.paragraph(title, Tone::Dim)?;
            head = " ".repeat(indent);
        }
        let mut head = paint(&head, Tone::Dim, page.has_colour());
        for stretch in content {
            for line in stretch.lines(width) {
                let painted = paint(&line, stretch.tone, page.has_colour());
                page.line(&format!("{head}{painted}"))?;
                head = " ".repeat(indent);
            }
        }
        Ok(())
    }
}
