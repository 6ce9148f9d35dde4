//! What ends a query in the tree: division, order, size, columns.
//!
//! In: nothing. Out: plain data. Absent: what a column holds.

use super::super::amount::Measure;
use super::Word;
use super::time::Unit;
use crate::text::Span;

/// What stands at the end of a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Finisher {
    /// `per year`, `per speaker`
    Per(Per),
    /// `sorted by date descending`
    Sorted(Column, Direction),
    /// `limit 20`
    Limit(u64, Span),
    /// `top 10`: the first by what ranks them
    Top(u64, Span),
    /// `most often`: those with the highest number, ties kept
    MostOften,
    /// `for the longest time`: those that lasted longest, ties kept
    Longest {
        /// Shortest instead.
        shortest: bool,
        /// Where it stands.
        span: Span,
    },
    /// `show speaker, date`
    Show(Vec<Column>),
}

/// What a count is divided by.
#[derive(Debug, Clone, PartialEq)]
pub enum Per {
    /// A unit of the calendar.
    Unit(Unit, Span),
    /// `at the end of each year`
    EndOf(Unit, Span),
    /// A role or kind, by its noun.
    Noun(Word),
    /// `per ?who`, without its `?`.
    Variable(Word),
}

/// A column of the answer, by name.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// `date`: when the fact happened or began.
    Date,
    /// `date of joining`: when what the verb says was so; the verb in -ing.
    DateOf(Word),
    /// `start`
    Start,
    /// `end`
    End,
    /// `name`: the answer itself.
    Name,
    /// `count`
    Count,
    /// `total`, `highest`: a column of measures.
    Measure(Measure),
    /// A role, by its noun.
    Noun(Word),
    /// `?who`, without its `?`.
    Variable(Word),
}

/// The direction of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The smallest or earliest first.
    Ascending,
    /// The largest or latest first.
    Descending,
}
