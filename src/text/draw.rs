//! The one drawer of carets.
//!
//! In: reports and the source they point into. Out: text for people, no line wider than asked. Absent: what
//! the reports say; writing anywhere.
//!
//! `annotate-snippets` draws the carets. What it is given has been made safe and narrow before: each line
//! is fitted to the width, a span over several lines is drawn to the end of its first, and a label that
//! would leave the screen moves below.

use std::fmt::Write;

use annotate_snippets::renderer::{AnsiColor, Effects, Style as Paint};
use annotate_snippets::{AnnotationKind, Group, Level as Grade, Renderer, Snippet};

use super::excerpt::{Excerpt, fit};
use super::wrap::{most_columns, wrap};
use super::{Labelled, Level, Report, Source, Span, escape_block, escape_controls};

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour, with ANSI sequences.
    pub colour: bool,
    /// The columns there are; fewer than 20 count as 20.
    pub width: usize,
}

/// How many lines ready to run are shown.
const MOST_TRIES: usize = 3;
/// How many further places are shown.
const MOST_NOTES: usize = 6;
/// The narrowest screen that is drawn for.
const LEAST_WIDTH: usize = 20;

/// Draws one report; the result ends in a line break. A source with an empty name has no location line.
pub fn draw(report: &Report, source: &Source, style: Style) -> String {
    let mut out = String::new();
    let width = style.width.max(LEAST_WIDTH);
    let heading = paint(style, grade_paint(report.level), grade_word(report.level));
    hang(&mut out, grade_word(report.level), &heading, &report.message, width);
    let marks = marks(report, source);
    let gutter = marks.iter().map(|mark| mark.line).max().map_or(1, |line| line.to_string().len());
    out.push_str(&location(&marks, source, style, width, gutter));
    if !marks.is_empty() {
        let (snippet, has_labels_below) = snippet(report.level, &marks, source, style, width - gutter - 3);
        out.push_str(&snippet);
        out.push('\n');
        if !has_labels_below && (report.help.is_some() || !report.tries.is_empty()) {
            let _ = writeln!(out, "{:gutter$} {}", "", paint(style, LINE, "|"));
        }
    }
    if let Some(help) = &report.help {
        hang(&mut out, "help:", &paint(style, HELP, "help:"), help, width);
    }
    for (at, line) in report.tries.iter().take(MOST_TRIES).enumerate() {
        let (word, painted) =
            if at == 0 { (" try:", paint(style, HELP, " try:")) } else { ("     ", "     ".to_owned()) };
        hang(&mut out, word, &painted, line, width);
    }
    out
}

/// Draws several reports on one source, with an empty line between them.
pub fn draw_all(reports: &[Report], source: &Source, style: Style) -> String {
    let drawn: Vec<String> = reports.iter().map(|report| draw(report, source, style)).collect();
    drawn.join("\n")
}

const HELP: Paint = AnsiColor::BrightCyan.on_default().effects(Effects::BOLD);
const LINE: Paint = AnsiColor::BrightBlue.on_default().effects(Effects::BOLD);

fn grade_paint(level: Level) -> Paint {
    let colour = match level {
        Level::Error => AnsiColor::BrightRed,
        Level::Warning => AnsiColor::Yellow,
        Level::Note => AnsiColor::BrightGreen,
    };
    colour.on_default().effects(Effects::BOLD)
}

fn grade_word(level: Level) -> &'static str {
    match level {
        Level::Error => "error:",
        Level::Warning => "warning:",
        Level::Note => "note:",
    }
}

fn grade(level: Level) -> Grade<'static> {
    match level {
        Level::Error => Grade::ERROR,
        Level::Warning => Grade::WARNING,
        Level::Note => Grade::NOTE,
    }
}

fn paint(style: Style, paint: Paint, text: &str) -> String {
    if style.colour { format!("{paint}{text}{paint:#}") } else { text.to_owned() }
}

/// Writes a text after a word, wrapped, its further lines set in under the first.
fn hang(out: &mut String, word: &str, painted: &str, text: &str, width: usize) {
    let indent = most_columns(word) + 1;
    for (at, line) in wrap(&escape_block(text), width - indent).iter().enumerate() {
        let line = if at == 0 { format!("{painted} {line}") } else { format!("{:indent$}{line}", "") };
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// A name cut at its beginning to fit, for the end of a path tells most.
fn shorten(name: &str, width: usize) -> String {
    let name = escape_controls(name);
    let end = Span::new(name.len(), name.len());
    fit(&name, &[end], width.max(8), 0).text
}

/// A place to be marked, cut to one line.
struct Mark<'a> {
    line: usize,
    /// Bytes within the line.
    span: Span,
    /// Where it starts in the source.
    offset: usize,
    label: Option<&'a str>,
    primary: bool,
}

/// The places of a report, the primary one first.
fn marks<'a>(report: &'a Report, source: &Source) -> Vec<Mark<'a>> {
    let primary = report.span.map(|span| mark(source, span, report.label.as_deref(), true));
    let note = |note: &'a Labelled| mark(source, note.span, Some(&note.label), false);
    primary.into_iter().chain(report.notes.iter().take(MOST_NOTES).map(note)).collect()
}

fn mark<'a>(source: &Source, span: Span, label: Option<&'a str>, primary: bool) -> Mark<'a> {
    let (start, end) = (source.floor(span.start), source.text.ceil_char_boundary(span.end));
    let line = source.line_of(start);
    let whole = source.line_span(line);
    let start = start.min(whole.end);
    let span = Span::new(start - whole.start, end.min(whole.end).saturating_sub(whole.start));
    Mark { line, span, offset: start, label: label.filter(|label| !label.is_empty()), primary }
}

/// The line that says where: ` --> query:1:15`, or the name alone where no place is marked.
fn location(marks: &[Mark<'_>], source: &Source, style: Style, width: usize, gutter: usize) -> String {
    if source.name.is_empty() {
        return String::new();
    }
    let place = marks.first().map_or_else(String::new, |mark| {
        let (line, column) = source.line_column(mark.offset);
        format!(":{line}:{column}")
    });
    let arrow = paint(style, LINE, "-->");
    let name = shorten(&source.name, width.saturating_sub(gutter + 4 + place.len()));
    format!("{:gutter$}{arrow} {name}{place}\n", "")
}

/// The lines with their carets in `width` columns beside the gutter; and whether labels had to go below.
fn snippet(level: Level, marks: &[Mark<'_>], source: &Source, style: Style, width: usize) -> (String, bool) {
    let (first, last) =
        marks.iter().fold((usize::MAX, 0), |(a, b), mark| (mark.line.min(a), mark.line.max(b)));
    let fitted = Fitted::new(marks, source, first..=last, width);
    let annotations = fitted.annotations.into_iter().map(|(primary, span, label)| {
        let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(span).label(label)
    });
    let lines = Snippet::source(fitted.text).line_start(first).fold(true).annotations(annotations);
    let mut group = Group::with_level(grade(level)).element(lines);
    for label in &fitted.below {
        let label = wrap(&escape_controls(label), width - 1).join("\n");
        group = group.element(Grade::NOTE.no_name().message(label));
    }
    let renderer = if style.colour { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    let drawn = renderer.term_width(usize::from(u16::MAX)).render(&[group]);
    (drawn, !fitted.below.is_empty())
}

/// The columns to keep for a label beside its carets: none if it would leave too little of the line.
fn room_beside(mark: &Mark<'_>, line: &str, width: usize) -> usize {
    /// So much of the line besides the marked place makes it known again.
    const CONTEXT: usize = 12;
    let room = mark.label.map_or(0, |label| most_columns(label) + 2);
    let taken = most_columns(mark.span.of(line));
    if taken + room + CONTEXT <= width { room } else { 0 }
}

/// The lines from the first mark to the last, made fit to be drawn.
#[derive(Default)]
struct Fitted {
    text: String,
    /// Whether primary, where in the text, and what stands beside it.
    annotations: Vec<(bool, std::ops::Range<usize>, Option<String>)>,
    /// Labels that found no room beside their place.
    below: Vec<String>,
}

impl Fitted {
    fn new(
        marks: &[Mark<'_>],
        source: &Source,
        lines: std::ops::RangeInclusive<usize>,
        width: usize,
    ) -> Self {
        let mut fitted = Fitted::default();
        for line in lines {
            let here: Vec<&Mark<'_>> = marks.iter().filter(|mark| mark.line == line).collect();
            // Lines far from any mark are folded away by the drawer, whatever they hold.
            if marks.iter().any(|mark| mark.line.abs_diff(line) <= 2) {
                fitted.add(&here, source.line_text(line), width);
            }
            fitted.text.push('\n');
        }
        // Without the last break, the end of the text is a place on the last line.
        fitted.text.pop();
        fitted
    }

    fn add(&mut self, marks: &[&Mark<'_>], line: &str, width: usize) {
        let spans: Vec<Span> = marks.iter().map(|mark| mark.span).collect();
        let room = marks.first().map_or(0, |mark| room_beside(mark, line, width));
        // A caret may stand one column after the end of the line.
        let Excerpt { text, spans } = fit(line, &spans, width - 1, room);
        for (mark, span) in marks.iter().zip(spans) {
            let Some(span) = span else {
                self.set_below(mark);
                continue;
            };
            let label = mark.label.map(|label| escape_controls(label).into_owned());
            let end = most_columns(text.get(..span.end).unwrap_or_default()).max(1);
            let beside = label.filter(|label| end + 1 + most_columns(label) < width);
            // The drawer counts characters: after a label with wide ones, further carets would stand aside.
            let beside =
                beside.filter(|label| marks.len() == 1 || most_columns(label) == label.chars().count());
            if beside.is_none() {
                self.set_below(mark);
            }
            let start = self.text.len();
            self.annotations.push((mark.primary, start + span.start..start + span.end, beside));
        }
        // The drawer does not see an empty line at the end; one space makes it one.
        let invisible = text.is_empty() && !marks.is_empty() && !self.text.is_empty();
        self.text.push_str(if invisible { " " } else { &text });
    }

    /// Moves a label below: that of the primary place first, others with their line.
    fn set_below(&mut self, mark: &Mark<'_>) {
        let Some(label) = mark.label else { return };
        if mark.primary {
            self.below.insert(0, label.to_owned());
        } else {
            self.below.push(format!("line {}: {label}", mark.line));
        }
    }
}

#[cfg(test)]
mod tests;
