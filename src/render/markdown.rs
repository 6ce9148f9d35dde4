//! An answer in GitHub-flavoured Markdown.
//!
//! In: a view. Out: the reading, a table, the notes, and a numbered list of sources.
//! Absent: widths; Markdown sets its tables itself.

use std::borrow::Cow;
use std::io;

use crate::eval::{Answer, Cell, ColumnKind, Outcome, Row};
use crate::fact::Source;
use crate::text::escape_controls;

use super::fields::alternatives;
use super::legend::{Legend, describe};
use super::present::Present;
use super::{View, cells, support};

/// Writes an answer as Markdown.
pub(super) fn write(out: &mut dyn io::Write, view: &View<'_>) -> io::Result<()> {
    let mut gap = "";
    let mut paragraph = |out: &mut dyn io::Write, text: &str| {
        let written = writeln!(out, "{gap}{text}");
        gap = "\n";
        written
    };
    if !view.reading.is_empty() {
        paragraph(out, &format!("*{}*", escape(view.reading)))?;
    }
    if let Some(headline) = headline(view.answer) {
        paragraph(out, &format!("**{headline}**"))?;
    }
    for note in &view.answer.notes {
        paragraph(out, &escape(note))?;
    }
    if view.answer.rows.is_empty() {
        return Ok(());
    }
    let present = Present::in_rows(&view.answer.rows, view);
    let mut legend = Legend::new(view.store);
    paragraph(out, &header(view, &present))?;
    rows(out, view, &present, &mut legend)?;
    sources(out, &legend)
}

fn headline(answer: &Answer) -> Option<String> {
    match answer.outcome {
        Outcome::Count(tally) => Some(cells::words(tally)),
        Outcome::Verdict(verdict) => Some(verdict.word().to_owned()),
        Outcome::Rows => answer.rows.is_empty().then(|| "no rows".to_owned()),
    }
}

/// The columns that stand beside those of the answer, with whether they do.
fn extra(present: &Present) -> [(bool, &'static str); 3] {
    [
        (present.possible > 0 || present.is_marked, "status"),
        (present.claims, "according to"),
        (present.sources, "sources"),
    ]
}

/// The titles, and the line below them.
fn header(view: &View<'_>, present: &Present) -> String {
    let mut titles: Vec<Cow<'_, str>> =
        view.answer.columns.iter().map(|column| escape(&column.title)).collect();
    let mut rule: Vec<&str> = view.answer.columns.iter().map(|column| align(column.kind)).collect();
    for (_, title) in extra(present).into_iter().filter(|(is_there, _)| *is_there) {
        titles.push(Cow::Borrowed(title));
        rule.push("---");
    }
    format!("| {} |\n| {} |", titles.join(" | "), rule.join(" | "))
}

fn rows(
    out: &mut dyn io::Write,
    view: &View<'_>,
    present: &Present,
    legend: &mut Legend<'_>,
) -> io::Result<()> {
    let extra = extra(present);
    for row in &view.answer.rows {
        let beside = [status(row, view), claims(row, view), marks(row, view, legend)];
        let beside = beside.into_iter().zip(extra).filter(|(_, (is_there, _))| *is_there);
        let mut line: Vec<String> = (0..row.cells.len()).map(|at| text(row, at, legend)).collect();
        line.extend(beside.map(|(text, _)| text));
        writeln!(out, "| {} |", line.join(" | "))?;
    }
    Ok(())
}

fn align(kind: ColumnKind) -> &'static str {
    if kind == ColumnKind::Number { "---:" } else { "---" }
}

fn text(row: &Row, at: usize, legend: &mut Legend<'_>) -> String {
    let first = escape(&cells::text(row.cells.get(at).unwrap_or(&Cell::Empty))).into_owned();
    let others = alternatives(row.also(at), legend);
    let others = others.iter().map(|pieces| {
        let escaped = pieces.iter().map(|piece| if is_mark(piece) { piece.into() } else { escape(piece) });
        escaped.collect::<Vec<_>>().join(" ")
    });
    std::iter::once(first).chain(others).collect::<Vec<_>>().join("<br>")
}

/// Whether a piece is the mark of a source: numbers and signs between brackets, which link nowhere.
fn is_mark(piece: &str) -> bool {
    piece.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).is_some_and(|n| n.parse::<u32>().is_ok())
}

fn status(row: &Row, view: &View<'_>) -> String {
    let standing = support::standing(row, view.store);
    let mut words = standing.words();
    if !row.certain && !standing.planned {
        words.insert(0, "possible");
    }
    words.join(", ")
}

fn claims(row: &Row, view: &View<'_>) -> String {
    escape(&support::claimants(row, view.store).join(", ")).into_owned()
}

fn marks(row: &Row, view: &View<'_>, legend: &mut Legend<'_>) -> String {
    legend.marks(&support::marked_citations(row, view)).join(" ")
}

/// Writes the list of sources; its numbers are those of the marks.
fn sources(out: &mut dyn io::Write, legend: &Legend<'_>) -> io::Result<()> {
    if !legend.is_empty() {
        writeln!(out)?;
    }
    for (number, source, places) in legend.entries() {
        let mut line = escape(&describe(source)).into_owned();
        if !places.is_empty() {
            line = format!("{line}: {}", escape(&places.join(", ")));
        }
        match source.url.as_deref().or(source.archive.as_deref()).filter(|url| is_plain(url)) {
            Some(url) => writeln!(out, "{number}. {line}. <{url}>")?,
            None => writeln!(out, "{number}. {line}")?,
        }
    }
    Ok(())
}

/// Writes sources as a numbered list: author, title, publisher, date, link.
pub(super) fn bibliography(out: &mut dyn io::Write, sources: &[&Source]) -> io::Result<()> {
    for (number, source) in (1..).zip(sources) {
        let escaped = |text: &String| escape(text).into_owned();
        let published = source.published.as_ref().map(|date| escape(date.as_str()).into_owned());
        let by: Vec<String> = source.publisher.as_ref().map(escaped).into_iter().chain(published).collect();
        let author = source.author.as_ref().map(|author| escaped(author).trim_end_matches('.').to_owned());
        let title = Some(format!("*{}*", escape(&source.title)));
        let by = (!by.is_empty()).then(|| by.join(", "));
        let link = source.url.as_deref().or(source.archive.as_deref()).filter(|url| is_plain(url));
        let link = link.map(|url| format!("<{url}>"));
        let parts: Vec<String> = [author, title, by, link].into_iter().flatten().collect();
        writeln!(out, "{number}. {}", parts.join(". "))?;
    }
    Ok(())
}

/// Whether an address may stand between angle brackets as it is.
fn is_plain(url: &str) -> bool {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    is_web && url.chars().all(|c| c.is_ascii_graphic() && !"<>|`\\".contains(c))
}

/// A text that Markdown shows as it is, on one line; its line breaks become `<br>`.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    const SPECIAL: [char; 12] = ['\\', '|', '`', '*', '_', '~', '[', ']', '<', '>', '&', '$'];
    if !text.contains(SPECIAL) && !text.contains('\n') && matches!(escape_controls(text), Cow::Borrowed(_)) {
        return Cow::Borrowed(text);
    }
    let lines = text.lines().map(|line| {
        let mut escaped = String::with_capacity(line.len() + 8);
        for c in escape_controls(line).chars() {
            if SPECIAL.contains(&c) {
                escaped.push('\\');
            }
            escaped.push(c);
        }
        escaped
    });
    Cow::Owned(lines.collect::<Vec<_>>().join("<br>"))
}
