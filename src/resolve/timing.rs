//! When a pattern of a resolved query must be so.
//!
//! In: made by `lower`. Out: read by `reading` and by `plan`. Plain data. Absent: judging facts.

use super::query::{Pick, Set};
use crate::fact::EntityId;
use crate::syntax::{Apart, LengthTest, Move, Near, Unit};
use crate::time::{Days, Duration};

/// When a pattern must be so.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    /// What holds without a word of time.
    pub standing: Standing,
    /// Tests that were said: each inner list is *or*, the lists are *and*. They replace the standing
    /// where they say enough on their own.
    pub tests: Vec<Vec<Test>>,
    /// Which end of a state the word speaks of.
    pub edge: Edge,
    /// Whether its period must meet that of the fact around it, or of the conditions beside it: so for
    /// states, unless a date of their own frees them.
    pub linked: bool,
    /// Whether it stands inside another fact, so that it is taken at the time of that.
    pub then: bool,
    /// Only the first or last of the facts, of which then a role is asked: `speakers of the first 3 statements`.
    pub picked: Option<Pick>,
}

/// The default of a bare noun or verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Holds on the frame's day; events: at any time (but not after `as of`).
    Frame,
    /// At any time until the frame's day.
    Past,
    /// At any time at all.
    Ever,
    /// Held before the frame's day, and not on it.
    Former,
    /// Begins after the frame's day.
    Upcoming,
}

/// Which end of a state is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edge {
    /// All of it: *is a member*.
    Whole,
    /// Its start: *joined*.
    Start,
    /// Its end: *left*.
    End,
}

/// One test on the time of a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The relation of the fact to the time.
    pub word: TestWord,
    /// The time.
    pub anchor: Anchor,
    /// The date as the canonical form writes it, or the words of the anchor.
    pub written: String,
    /// The number of the test in its query, from 1, by which [`Used`] names it.
    pub id: usize,
}

/// What a test against facts came to: which days were used. For readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The test; 0 for the date that a query asks for.
    pub id: usize,
    /// How many facts there were.
    pub facts: usize,
    /// The days of the only one; `None` if there are several.
    pub only: Option<String>,
    /// The first day of the first.
    pub first_start: String,
    /// The last day of the first.
    pub first_end: String,
    /// The first day of the last.
    pub last_start: String,
    /// The last day of the last.
    pub last_end: String,
}

/// How a fact relates to the time named. The meanings are the table of the language reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TestWord {
    /// On at least one day of it.
    In,
    /// On every day of it.
    Throughout,
    /// Began on or after its first day, and (a state) holds in the frame.
    Since,
    /// A state: held on every day from its first to today.
    HeldSince,
    /// A state: began before its first day; an event: was over by then.
    Before,
    /// Began after its last day.
    After,
    /// Over by its last day.
    Until,
    /// Began within it.
    BeganIn,
    /// Began before its first day.
    BeganBefore,
    /// Began after its last day.
    BeganAfter,
    /// Began on or after its first day.
    BeganSince,
    /// Began by its last day.
    BeganUntil,
    /// Ended within it.
    EndedIn,
    /// Ended before its first day.
    EndedBefore,
    /// Ended after its last day.
    EndedAfter,
    /// Ended on or after its first day.
    EndedSince,
    /// Ended by its last day.
    EndedUntil,
    /// Not far from it: began within the length after it, was over within the length before it, or either.
    Within(Near, Duration),
    /// So far from it: a whole state, before it, by its beginning.
    Apart(Apart),
    /// In the same unit of the calendar.
    Same(Unit),
    /// On the day that far from it.
    Moved(Move),
    /// Lasted that long.
    Lasts(LengthTest, Duration),
}

/// What a fact's time is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Anchor {
    /// Days that are known.
    Days(Days),
    /// Other facts: `during`: fact by fact; `before`: their first; `after`: their last.
    Facts(Box<Set>),
    /// Facts about the same answer (`after joining SCO`), one by one.
    Own(Box<Set>),
    /// The facts that date a named event.
    Event(Box<Set>, Vec<EntityId>),
    /// Facts like those asked for, about another (`visitors to China after Japan`): before or after their first;
    /// the others are left out of the answer.
    Another(Box<Set>, Vec<EntityId>),
    /// Nothing but the fact itself: how long it lasted.
    Itself,
}

impl Anchor {
    /// The facts that a time is compared with.
    pub fn facts(&self) -> Option<&Set> {
        match self {
            Anchor::Facts(set) | Anchor::Own(set) | Anchor::Event(set, _) | Anchor::Another(set, _) => {
                Some(set)
            }
            Anchor::Days(_) | Anchor::Itself => None,
        }
    }
}
