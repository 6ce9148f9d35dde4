//! The one drawer of carets.
//!
//! In: reports and the source they point into. Out: text for people, no line wider than asked. Absent: what the
//! reports say; writing anywhere.

use super::{Report, Source};

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour, with ANSI sequences.
    pub colour: bool,
    /// The columns there are; fewer than 20 count as 20.
    pub width: usize,
}

/// Draws one report; the result ends in a line break.
pub fn draw(report: &Report, source: &Source, style: Style) -> String {
    draw_all(std::slice::from_ref(report), source, style)
}

/// Draws several reports on one source, with an empty line between them.
pub fn draw_all(reports: &[Report], _source: &Source, _style: Style) -> String {
    reports.iter().map(|report| format!("error: {}\n", report.message)).collect::<Vec<_>>().join("\n")
}
