//! Answers that are a date, or the time between two.
//!
//! In: made by `lower`. Out: read by `reading` and by `eval`. Plain data. Absent: counting.

use super::query::Set;
use crate::fact::EntityId;
use crate::syntax::{Move, Unit};
use crate::time::Days;

/// The date that a query asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum DateAsked {
    /// It follows from the words alone; the set is empty.
    Days {
        /// As the canonical form writes it.
        written: String,
        /// What it means.
        days: Days,
    },
    /// That far from the set: before the first of its facts, or after the last.
    From {
        /// How far.
        by: Move,
        /// The named event, if the set is the facts that date one.
        event: Option<Vec<EntityId>>,
    },
    /// How long from the end of one time to the start of another.
    Between {
        /// In which unit; none: years, months and days.
        unit: Option<Unit>,
        /// From its last day.
        first: Endpoint,
        /// To its first day.
        last: Endpoint,
        /// Whether the last is given, and the first is what came last before it.
        back: bool,
    },
}

/// A time that a length is counted from or to.
#[derive(Debug, Clone, PartialEq)]
pub enum Endpoint {
    /// Days that the words say.
    Days {
        /// As the canonical form writes them.
        written: String,
        /// What they mean.
        days: Days,
    },
    /// Facts.
    Facts {
        /// Which.
        set: Box<Set>,
        /// The named event, if they are the facts that date one.
        event: Option<Vec<EntityId>>,
        /// The number by which [`Used`](super::timing::Used) names them.
        id: usize,
    },
}
