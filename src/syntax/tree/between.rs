//! How long from one time to another, in the tree.
//!
//! In: nothing. Out: plain data. Absent: the days that the times mean.

use super::clause::{Clause, Predicate};
use super::phrase::{Phrase, Tail};
use super::time::{DatePhrase, Unit};

/// `how many days between the Kazan summit and today`, `how long after Iran joined SCO did Iran join BRICS`
#[derive(Debug, Clone, PartialEq)]
pub struct Between {
    /// In which unit it is counted; none: years, months and days.
    pub unit: Option<Unit>,
    /// How it is said.
    pub order: Order,
    /// The time that is named first.
    pub one: Moment,
    /// The other.
    pub other: Moment,
}

/// How two times are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `between … and …`: from the end of one to the start of the other.
    Between,
    /// `after …`: the other is the first after it.
    After,
    /// `before …`: the other is the last before it.
    Before,
}

/// A time.
#[derive(Debug, Clone, PartialEq)]
pub enum Moment {
    /// `today`
    Date(DatePhrase),
    /// `the Kazan summit`, `visits by Putin to China`
    Phrase(Phrase),
    /// `Iran joined SCO`; behind `after` and `before` the other stands with its verb in front.
    Clause(Box<Clause>),
    /// `joining SCO`, `becoming president of Iran`: the subject is that of the other, which is a clause.
    Itself(Box<Predicate>, Vec<Tail>),
}
