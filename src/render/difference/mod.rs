//! What changed between two answers to one query.
//!
//! In: the answers, each over a store of its own, with the name of what it was asked of. Out: the rows that were gained,
//! lost and changed, in the formats that have a place for them; each row cites the sources of its own store.
//! Absent: evaluating; git.

mod pair;
mod people;
mod programs;

use std::io;

use crate::eval::{Answer, Outcome, Row};
use crate::store::Store;

use super::{Format, Style, View, cells};
use pair::{Change, pair};

/// An answer, or why there is none, with what it was asked of.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// What it was asked of: `v1 (3f2a91c of 2024-01-01)`, `the working tree`.
    pub name: &'a str,
    /// The answer with its reading, or the sentence that says why there is none.
    pub told: Result<(&'a Answer, &'a str), &'a str>,
    /// What it was asked of.
    pub store: &'a Store,
}

/// Two versions with what differs.
#[derive(Debug)]
pub struct Difference<'a> {
    before: Version<'a>,
    after: Version<'a>,
    gained: Vec<&'a Row>,
    lost: Vec<&'a Row>,
    changed: Vec<Change<'a>>,
}

/// How the rows are written of which there are two.
const NOTHING: &[Row] = &[];

impl<'a> Version<'a> {
    fn rows(&self) -> &'a [Row] {
        self.told.map_or(NOTHING, |(answer, _)| &answer.rows)
    }

    fn reading(&self) -> Option<&'a str> {
        self.told.ok().map(|(_, reading)| reading)
    }

    /// The answer where it is one word or number.
    fn word(&self) -> Option<String> {
        match self.told.ok()?.0.outcome {
            Outcome::Rows => None,
            Outcome::Count(tally) => Some(cells::words(tally)),
            Outcome::Verdict(verdict) => Some(verdict.word().to_owned()),
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        Some(self.told.ok()?.0.outcome)
    }
}

impl<'a> Difference<'a> {
    /// Compares two versions. Two rows are the same where all that they say is: cells, certainty, standing, claims,
    /// sources; where a fact is written does not count. A changed row keeps the id of its fact, or else its names and
    /// texts, or else its first cell, where only one row on each side has these.
    pub fn of(before: Version<'a>, after: Version<'a>) -> Self {
        let (gained, lost, changed) = pair(&before, &after);
        Difference { before, after, gained, lost, changed }
    }

    /// Whether nothing differs. What is refused on one side alone does.
    pub fn is_empty(&self) -> bool {
        let rows = self.gained.is_empty() && self.lost.is_empty() && self.changed.is_empty();
        rows && self.before.outcome() == self.after.outcome()
    }

    /// Writes it in a format; a bibliography is none for it.
    ///
    /// # Errors
    /// Those of the handle.
    pub fn write(&self, out: &mut dyn io::Write, format: Format, style: &Style) -> io::Result<()> {
        match format {
            Format::Table | Format::Record | Format::Markdown => people::write(out, self, format, style),
            Format::Json => programs::json(out, self),
            Format::Jsonl => programs::json_lines(out, self),
            Format::Csv | Format::Tsv => programs::delimited(out, self, format, style),
            Format::Bare | Format::Bibliography | Format::Bibtex | Format::CslJson => {
                programs::bare(out, self)
            }
        }
    }
}

/// The view that shows rows of a version.
fn view<'v>(answer: &'v Answer, version: &Version<'v>, style: &'v Style) -> View<'v> {
    View { answer, reading: "", store: version.store, style }
}
