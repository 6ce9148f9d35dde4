//! What the terminal is like.
//!
//! In: the environment and what the arguments say of it. Out: [`Look`]: width and colour, for standard
//! output and for standard error. Absent: drawing.

use std::io::{self, IsTerminal};

use comfy_table::Table;

use crate::text::Style;

/// The width of reports where nobody says how wide the terminal is.
const USUAL_WIDTH: usize = 100;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How wide and how colourful output may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether standard output is a terminal.
    pub terminal: bool,
    /// The columns of the terminal, or those asked for; none: as wide as it takes.
    pub width: Option<usize>,
    /// Whether answers are coloured.
    pub colour: bool,
    /// Whether reports are coloured.
    pub report_colour: bool,
}

impl Look {
    /// What this process writes to.
    pub fn of_this_terminal(colour: Colour, width: Option<usize>) -> Self {
        let terminal = io::stdout().is_terminal();
        let wanted = |on_terminal: bool| match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => on_terminal && terminal_colours(),
        };
        Look {
            terminal,
            width: width.or_else(terminal_width),
            colour: wanted(terminal),
            report_colour: wanted(io::stderr().is_terminal()),
        }
    }

    /// A look without terminal or colour, for tests and for output into files.
    pub fn plain(width: Option<usize>) -> Self {
        Look { terminal: false, width, colour: false, report_colour: false }
    }

    /// How reports are drawn.
    pub fn report_style(&self) -> Style {
        Style { colour: self.report_colour, width: self.text_width() }
    }

    /// How reports are drawn that are the answer of a command, on standard output.
    pub fn output_style(&self) -> Style {
        Style { colour: self.colour, width: self.text_width() }
    }

    /// How wide prose may be.
    pub fn text_width(&self) -> usize {
        self.width.unwrap_or(USUAL_WIDTH).min(USUAL_WIDTH)
    }

    /// The same with the width that the terminal has now; people resize their windows.
    #[must_use]
    pub fn now(self) -> Self {
        Look { width: if self.terminal { terminal_width().or(self.width) } else { self.width }, ..self }
    }
}

/// Whether colours are welcome on a terminal (<https://no-color.org>: set and not empty).
fn terminal_colours() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    !refused && !dumb
}

/// The columns of the terminal that standard output is; none if it is no terminal.
fn terminal_width() -> Option<usize> {
    Table::new().width().map(usize::from).filter(|width| *width > 0)
}
