//! An answer as people read it: reading, answer, legend, notes, footer.
//!
//! In: a view. Out: lines on a handle. Absent: the rows themselves (`table`, `record`).

use std::io;

use crate::eval::{Outcome, Verdict};
use crate::text::english::{duration, list, number, plural};
use crate::text::escape_controls;

use super::content::Tone;
use super::fields::{POSSIBLE, fields};
use super::legend::{Legend, describe};
use super::page::Page;
use super::present::Present;
use super::{Shown, View, cells, layout, measure, record, support, table};

/// How rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In columns, or as records where these do not fit.
    Table,
    /// As records.
    Record,
}

/// What the sign of a possible row means.
const MEANING: &str = "possible: the record allows it, but does not settle it";

/// One column in so many may be hidden; rather than hide more, rows are shown as records.
const MOST_HIDDEN: usize = 2;

/// Writes an answer for people.
pub(super) fn write(out: &mut dyn io::Write, view: &View<'_>, form: Form) -> io::Result<Shown> {
    let mut page = Page::new(out, view.style);
    if !view.reading.is_empty() {
        page.paragraph(&escape_controls(view.reading), Tone::Dim)?;
    }
    let headline = headline(view);
    if let Some((word, tone)) = &headline {
        page.section()?;
        page.paragraph(word, *tone)?;
        notes(&mut page, view)?;
    }
    let (shown, possible) = if view.rows().is_empty() {
        basis(&mut page, view)?;
        (Shown { more: view.answer.rows.len(), ..Shown::default() }, 0)
    } else {
        page.section()?;
        rows(&mut page, view, form)?
    };
    if headline.is_none() && !view.answer.notes.is_empty() {
        page.section()?;
        notes(&mut page, view)?;
    }
    footer(&mut page, view, &shown, possible)?;
    Ok(shown)
}

/// Writes rows with their legend alone.
pub(super) fn write_rows(out: &mut dyn io::Write, view: &View<'_>, form: Form) -> io::Result<()> {
    let mut page = Page::new(out, view.style);
    rows(&mut page, view, form).map(|_| ())
}

/// The answer in a word, where it has one.
fn headline(view: &View<'_>) -> Option<(String, Tone)> {
    match view.answer.outcome {
        Outcome::Count(tally) => Some((cells::words(tally), Tone::Bold)),
        Outcome::Verdict(Verdict::Possibly) => Some((Verdict::Possibly.word().to_owned(), Tone::Doubt)),
        Outcome::Verdict(verdict) => Some((verdict.word().to_owned(), Tone::Bold)),
        Outcome::Rows if view.answer.rows.is_empty() => Some(("no rows".to_owned(), Tone::Bold)),
        Outcome::Rows => None,
    }
}

fn notes(page: &mut Page<'_>, view: &View<'_>) -> io::Result<()> {
    view.answer.notes.iter().try_for_each(|note| page.paragraph(&escape_controls(note), Tone::Plain))
}

/// Writes the sources of the coverage that a *no* rests on.
fn basis(page: &mut Page<'_>, view: &View<'_>) -> io::Result<()> {
    let citations = support::citations_of_all(view);
    let mut sources = Legend::new(view.store);
    let marks = sources.marks(&citations);
    if marks.is_empty() {
        return Ok(());
    }
    page.paragraph(&format!("source: {}", marks.join(" ")), Tone::Plain)?;
    legend(page, &sources)
}

/// Writes the rows, what the sign of doubt means, and the legend. Answers what was shown, and how many rows
/// carry the sign.
fn rows(page: &mut Page<'_>, view: &View<'_>, form: Form) -> io::Result<(Shown, usize)> {
    let present = Present::in_rows(view.rows(), view);
    let fields = fields(view, &present);
    let mut legend = Legend::new(view.store);
    let start = measure::start(&fields, view, &mut legend);
    let fit = match form {
        Form::Table => layout::fit(&start.claims, page.width(), view.answer.columns.len() / MOST_HIDDEN),
        Form::Record => None,
    };
    let mut hidden = Vec::new();
    match fit {
        Some(fit) => {
            hidden.extend(fit.hidden.iter().map(|at| fields[*at].title.clone()));
            table::write(page, view, &fields, &fit, &start.contents, &mut legend)?;
        }
        None => record::write(page, view, &fields, &start.claims, &mut legend)?,
    }
    if present.possible > 0 {
        page.hanging(&format!("{POSSIBLE} "), MEANING, Tone::Dim)?;
    }
    self::legend(page, &legend)?;
    let rows = view.rows().len();
    Ok((Shown { rows, more: view.answer.rows.len() - rows, hidden }, present.possible))
}

/// Writes what the marks of the sources stand for.
fn legend(page: &mut Page<'_>, legend: &Legend<'_>) -> io::Result<()> {
    if legend.is_empty() {
        return Ok(());
    }
    page.section()?;
    for (number, source, places) in legend.entries() {
        let mut text = describe(source);
        if !places.is_empty() {
            text = format!("{text}: {}", places.join(", "));
        }
        page.hanging(&format!("[{number}] "), &escape_controls(&text), Tone::Plain)?;
    }
    Ok(())
}

/// Writes how many rows there are, how long it took, and what is not shown.
fn footer(page: &mut Page<'_>, view: &View<'_>, shown: &Shown, possible: usize) -> io::Result<()> {
    let mut parts = Vec::new();
    if shown.more > 0 {
        parts.push(format!("first {} of {}", number(shown.rows), plural(shown.rows + shown.more, "row")));
    } else if view.answer.outcome == Outcome::Rows && shown.rows > 0 {
        parts.push(plural(shown.rows, "row"));
    }
    if possible > 0 && view.answer.outcome == Outcome::Rows {
        parts.push(format!("{} possible", number(possible)));
    }
    parts.extend(view.style.timing.map(duration));
    if !parts.is_empty() || !shown.hidden.is_empty() {
        page.section()?;
    }
    if !parts.is_empty() {
        page.paragraph(&parts.join(" · "), Tone::Dim)?;
    }
    if !shown.hidden.is_empty() {
        let text = format!("no room for {}; the format `record` shows all", list(&shown.hidden, "and"));
        page.paragraph(&text, Tone::Dim)?;
    }
    Ok(())
}
