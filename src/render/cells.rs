//! The cells of an answer as text on one line.
//!
//! In: cells. Out: text as it is, without escapes, which belong to each format.
//! Absent: what a format adds to them (alternatives of dates, amounts).

use std::borrow::Cow;

use crate::eval::{Cell, Tally};
use crate::text::english::number;

/// The text of a cell: names joined with commas, the date that leads, a count as [`range`].
pub(super) fn text(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Names(names) => match names.as_slice() {
            [name] => Cow::Borrowed(name),
            names => Cow::Owned(names.join(", ")),
        },
        Cell::Text(text) | Cell::Number { text, .. } | Cell::Date { date: text, .. } => Cow::Borrowed(text),
        Cell::Tally(tally) => Cow::Owned(range(*tally)),
    }
}

/// A count within a table, for people: `1,204`, `10–11`.
pub(super) fn range(tally: Tally) -> String {
    if tally.low == tally.high {
        return number(tally.low);
    }
    format!("{}–{}", number(tally.low), number(tally.high))
}

/// A count that stands alone, for people: `1,204`, `10 to 11`.
pub(super) fn words(tally: Tally) -> String {
    if tally.low == tally.high {
        return number(tally.low);
    }
    format!("{} to {}", number(tally.low), number(tally.high))
}

/// A count for programs: `1204`, `10 to 11`.
pub(super) fn figures(tally: Tally) -> String {
    if tally.low == tally.high {
        return tally.low.to_string();
    }
    format!("{} to {}", tally.low, tally.high)
}
