//! The bare answers, one a line, for shells.
//!
//! In: a view. Out: the first column alone, the number of a count, the word of a verdict.
//! Absent: readings, sources, notes, doubt.

use std::io;

use crate::eval::Outcome;
use crate::text::escape_controls;

use super::{View, cells};

/// Writes the bare answers; every one takes exactly one line.
pub(super) fn write(out: &mut dyn io::Write, view: &View<'_>) -> io::Result<()> {
    match view.answer.outcome {
        Outcome::Count(tally) => writeln!(out, "{}", cells::figures(tally)),
        Outcome::Verdict(verdict) => writeln!(out, "{}", verdict.word()),
        Outcome::Rows => {
            for cell in view.answer.rows.iter().filter_map(|row| row.cells.first()) {
                writeln!(out, "{}", escape_controls(&cells::text(cell)))?;
            }
            Ok(())
        }
    }
}
