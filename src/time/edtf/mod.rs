//! Dates of ISO 8601-2:2019 (EDTF), kept as written, with their exact meaning.
//!
//! In: the text of a date. Out: [`Edtf`], which prints that text again, and its [`Bounds`].
//! Absent: years beyond ±9999 and exponents (refused with the reason), times of day (checked and kept
//! as written, but only the day counts), English dates.

mod date;
mod digits;
mod error;
mod meaning;
mod parse;

pub use error::{EdtfError, EdtfErrorKind};
pub use meaning::Alternatives;

use super::bounds::Bounds;
use super::region::Regions;
use super::truth::Truth;
use meaning::{Meaning, Member, Side};
use std::fmt;
use std::str::FromStr;

/// A date as its source gives it: levels 0 and 1 of EDTF, and of level 2 the sets `{…}`, the choices
/// `[…]`, qualified parts, seasons and other groups of months (21–41), unspecified digits anywhere and
/// significant digits.
///
/// Choices made where the standard leaves them open:
/// - a season without a hemisphere (21–24) is the northern one; its days run from the earliest to the
///   latest that astronomers or meteorologists give it, and winter belongs to the year it begins in;
/// - `~` and `%` widen the date by one unit of the part they stand at, on each side; at the end of a
///   date that is the written precision (`1984~`: a year, `198X~`: ten years);
/// - of a time of day only the form is checked, and the day stands as written in its own zone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Edtf {
    text: Box<str>,
    meaning: Meaning,
}

/// How a date is to be taken, which the shape of its fact decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading {
    /// An event. A single date: one day somewhere within it. An interval: it lasted from some day of
    /// the first date to some day of the last.
    Moment,
    /// A state. A single date: that whole period, each day of it. An interval: from some day of the
    /// first date to some day of the last.
    Stretch,
    /// A measure. A single date: that whole period. An interval: from the first day of the first date
    /// to the last day of the last (`2020/2022` is three full years).
    Whole,
}

/// What a date says of its beginning or its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// A date, exact or not.
    Dated,
    /// `..`: there is none, as far as the source says.
    Open,
    /// Left empty: not known, and perhaps there is none.
    Unknown,
}

/// How fine a date is: the finer, the *less*. What it counts is [`Edtf::days_possible`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Precision(u64);

impl Edtf {
    /// Reads a date; the error says where it is wrong, why, and what to write instead.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        let meaning = parse::parse(text)?;
        Ok(Self { text: text.into(), meaning })
    }

    /// The text, byte for byte as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is a period with two ends (`2023/2024`, `2023/..`).
    pub fn is_interval(&self) -> bool {
        matches!(self.meaning, Meaning::Interval(..))
    }

    /// What it says of its beginning: dated, but for intervals, and lists with an open range (`[..2020]`).
    pub fn beginning(&self) -> End {
        match &self.meaning {
            Meaning::Date(_) => End::Dated,
            Meaning::Interval(beginning, _) => side_end(beginning),
            Meaning::List(_, members) => list_end(members, |first, _| first),
        }
    }

    /// What it says of its end, as [`Edtf::beginning`].
    pub fn ending(&self) -> End {
        match &self.meaning {
            Meaning::Date(_) => End::Dated,
            Meaning::Interval(_, ending) => side_end(ending),
            Meaning::List(_, members) => list_end(members, |_, last| last),
        }
    }

    /// Whether any part is marked `?` or `%`.
    pub fn is_uncertain(&self) -> bool {
        self.meaning.dates().any(|date| date.uncertain)
    }

    /// Whether any part is marked `~` or `%`.
    pub fn is_approximate(&self) -> bool {
        self.meaning.dates().any(|date| date.is_approximate())
    }

    /// Whether no test on it may be more than possible: it is marked `?` somewhere. The callers of
    /// [`Edtf::bounds`] cap their truth by this; [`Edtf::judge`] has done so.
    pub fn never_certain(&self) -> bool {
        self.is_uncertain()
    }

    /// Whether it is a set `{…}`: it happened on each of the dates, not on one of them.
    pub fn is_set(&self) -> bool {
        matches!(self.meaning, Meaning::List(meaning::Quantity::Each, _))
    }

    /// How fine it is; among accounts of one fact the least is the finest.
    pub fn precision(&self) -> Precision {
        Precision(self.days_possible())
    }

    /// How many days its start may be, plus how many its end may be: 2 for a full date, 62 for a month
    /// of 31 days. An end that is open or unknown counts more than any date.
    pub fn days_possible(&self) -> u64 {
        self.meaning.days_possible()
    }

    /// The tightest four bounds that hold every world the date allows. Where they allow more than the
    /// date does ([`Edtf::bounds_are_exact`] is false), *no* from them stands, and *certain* too.
    pub fn bounds(&self, reading: Reading) -> Bounds {
        self.meaning.hull(reading)
    }

    /// Whether [`Edtf::bounds`] say all that the date does, so that the date itself is not needed for
    /// tests (but for [`Edtf::never_certain`]). Now and then false where true would do.
    pub fn bounds_are_exact(&self, reading: Reading) -> bool {
        self.meaning.hull_is_exact(reading)
    }

    /// The parts of which the date is one (or, for a set, which are all meant), each exact as bounds,
    /// made one at a time. There may be millions of them (`XXXX-XX-25/XXXX-XX-25`).
    pub fn alternatives(&self, reading: Reading) -> Alternatives<'_> {
        self.meaning.alternatives(reading)
    }

    /// The exact answer to tests on start and end, already solved jointly.
    ///
    /// A choice or a date with unspecified digits: certain if each of its days passes, possible if one
    /// does. A set: it happened on each of its dates, so it is enough that one passes. Hence the
    /// negation of a test on a set is the negation of its truth, not its truth for the complement.
    /// Dates with more than 200,000 alternatives are answered with *possible* where in doubt.
    pub fn judge(&self, reading: Reading, regions: &Regions) -> Truth {
        let truth = self.meaning.judge(reading, regions);
        if self.never_certain() { truth.at_most_possible() } else { truth }
    }
}

impl Edtf {
    /// The tightest bounds of the worlds that pass tests on start and end; `None` if none does. Wider than that for
    /// dates with more than a thousand alternatives.
    pub fn cut(&self, reading: Reading, regions: &Regions) -> Option<Bounds> {
        const MOST: usize = 1000;
        let roughly = regions.cut(self.bounds(reading))?;
        let mut exactly: Option<Bounds> = None;
        for (tried, bounds) in self.alternatives(reading).enumerate() {
            if tried == MOST {
                return Some(roughly);
            }
            exactly = match (exactly, regions.cut(bounds)) {
                (Some(before), Some(one)) => Some(before.hull(one)),
                (before, one) => before.or(one),
            };
        }
        exactly
    }
}

fn side_end(side: &Side) -> End {
    match side {
        Side::Date(_) => End::Dated,
        Side::Open => End::Open,
        Side::Unknown => End::Unknown,
    }
}

type Ends = Option<super::day::Day>;

fn list_end(members: &[Member], pick: impl Fn(Ends, Ends) -> Ends) -> End {
    let is_open = |member: &Member| match member {
        Member::Date(_) => false,
        Member::Range { first, last, .. } => pick(*first, *last).is_none(),
    };
    if members.iter().any(is_open) { End::Open } else { End::Dated }
}

impl fmt::Display for Edtf {
    /// The text, byte for byte as written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Edtf({})", self.text)
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests;
