//! The lines that people read: sections, paragraphs, hanging indents, colour.
//!
//! In: text without control characters. Out: lines on a handle, none wider than the page.
//! Absent: what the text says.

use std::io;

use crate::text::wrap;

use super::Style;
use super::content::{Tone, columns};

/// The narrowest page that is written for.
const LEAST_WIDTH: usize = 20;

/// A page on a handle.
pub(super) struct Page<'a> {
    out: &'a mut dyn io::Write,
    colour: bool,
    width: Option<usize>,
    /// Whether a line has been written, after which a section needs a blank one.
    is_begun: bool,
}

impl<'a> Page<'a> {
    /// An empty page.
    pub(super) fn new(out: &'a mut dyn io::Write, style: &Style) -> Self {
        let width = style.width.map(|width| width.max(LEAST_WIDTH));
        Page { out, colour: style.colour, width, is_begun: false }
    }

    /// The columns there are; none: as many as one likes.
    pub(super) fn width(&self) -> Option<usize> {
        self.width
    }

    /// Whether there is colour.
    pub(super) fn has_colour(&self) -> bool {
        self.colour
    }

    /// Begins a section: a blank line, unless nothing stands above.
    pub(super) fn section(&mut self) -> io::Result<()> {
        if self.is_begun { writeln!(self.out) } else { Ok(()) }
    }

    /// Writes a line that has been fitted, and painted, before.
    pub(super) fn line(&mut self, line: &str) -> io::Result<()> {
        self.is_begun = true;
        writeln!(self.out, "{}", line.trim_end())
    }

    /// Writes a text in as many lines as it needs.
    pub(super) fn paragraph(&mut self, text: &str, tone: Tone) -> io::Result<()> {
        self.hanging("", text, tone)
    }

    /// Writes a text after a head, under which nothing stands.
    pub(super) fn hanging(&mut self, head: &str, text: &str, tone: Tone) -> io::Result<()> {
        let indent = columns(head);
        let lines = match self.width {
            Some(width) => wrap(text, width.saturating_sub(indent).max(2)),
            None => vec![text.to_owned()],
        };
        for (at, line) in lines.iter().enumerate() {
            let head = if at == 0 { head } else { &" ".repeat(indent) };
            let painted = paint(&format!("{head}{line}"), tone, self.colour);
            self.line(&painted)?;
        }
        Ok(())
    }

    /// Hands on what has been written so far.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A text in its tone, where there is colour.
pub(super) fn paint(text: &str, tone: Tone, colour: bool) -> String {
    let code = match tone {
        Tone::Dim => "2",
        Tone::Doubt => "33",
        Tone::Bold => "1",
        Tone::Plain => return text.to_owned(),
    };
    if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}
