//! What divides, sums up, orders and cuts an answer.
//!
//! In: made by `resolve`. Out: part of [`Query`](super::Query). Plain data. Absent: what is asked for.

use crate::fact::{EntityId, KindId, RelationId, RoleId};
use crate::syntax::{Direction, HowMany, Measure, Unit};
use crate::time::Day;

use super::query::{Set, Variable};

/// Figures or dates summed up: `total and average value of trade per year`.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The name of the role that holds the figures; none: the dates of the facts are measured.
    pub role: Option<String>,
    /// How, in the order of writing; at least one.
    pub measures: Vec<Measure>,
    /// What they are divided by.
    pub pers: Vec<Per>,
}

/// The facts with the highest or lowest figures: `highest value of trade`, `top 3 trade by value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// The name of the role that holds the figures.
    pub role: String,
    /// The lowest instead of the highest.
    pub lowest: bool,
    /// How many.
    pub count: usize,
    /// Whether those that are equal to the last one are kept too.
    pub ties: bool,
    /// What they are divided by.
    pub pers: Vec<Per>,
}

/// How a count is divided.
#[derive(Debug, Clone, PartialEq)]
pub enum Per {
    /// By the answers themselves, whose facts are counted.
    Answer,
    /// By a unit of the calendar: what held on its last day.
    EndOf(Unit),
    /// By a unit of the calendar: what held at any time in it, or happened in it.
    Unit(Unit),
    /// By the entities of a role.
    Role {
        /// The role's name; relations that lack it have no share.
        role: String,
        /// Only the entities of this kind.
        kind: Option<KindId>,
    },
    /// By the values of a variable.
    Variable(Variable, String),
}

/// Order, size and columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Finish {
    /// The order, most important first.
    pub order: Vec<(Column, Direction)>,
    /// The first by the number that is counted or measured.
    pub top: Option<Top>,
    /// The most rows to give.
    pub limit: Option<usize>,
    /// The columns to show; empty: those that fit the noun.
    pub show: Vec<Column>,
}

/// `top 10`, or `most often`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Top {
    /// How many.
    pub count: usize,
    /// How many of the first parts that the answer is divided by are ranked; the rest have a ranking each.
    pub ranked: usize,
    /// Whether all that tie with the last are kept, or ties go by name.
    pub ties: bool,
}

/// A column by what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Column {
    /// The answer itself.
    Name,
    /// When a fact happened or began.
    Date,
    /// When it began.
    Start,
    /// When it ended.
    End,
    /// A count.
    Count,
    /// A measure.
    Measure(Measure),
    /// A role, by its name in the vocabulary.
    Role(String),
    /// A variable, with its name.
    Variable(Variable, String),
}

/// `first 5`, `last`, `2nd`; ties of one day are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// From the last one back.
    pub last: bool,
    /// How many.
    pub count: usize,
    /// Only the one at that place.
    pub only_nth: bool,
    /// By how long they lasted until that day instead of by time: the longest, and with `last` the shortest.
    pub length: Option<Day>,
}

/// `more than 5 members`, `at least 3 times`: what an answer must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub how_many: HowMany,
    /// What is counted: what fills these roles of its facts; none: the facts themselves.
    pub roles: Vec<(RelationId, RoleId)>,
    /// Only things of this kind.
    pub kind: Option<KindId>,
    /// Whose number it is compared with, after *more* and *fewer*.
    pub than: Option<EntityId>,
    /// What is counted, in the plural, for readings: `members`, `times`.
    pub word: String,
}

/// `every member of SCO`: what an answer must be so with, each of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Division {
    /// Which of them it is, in each row.
    pub variable: Variable,
    /// All of them.
    pub over: Box<Set>,
    /// What they are, in the plural, for readings: `members`; none, of the last answer.
    pub word: Option<String>,
}

impl Division {
    /// `all of those members`
    pub fn all(&self) -> String {
        format!("all of those {}", self.word.as_deref().unwrap_or_default()).trim_end().to_owned()
    }
}

/// What a yes/no question rests on beside its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct YesNo {
    /// Whether the one claim is of what must be left out for a *yes*: the subjects without those of whom it is so.
    pub every: bool,
    /// Whether it was asked with *not* or *never*.
    pub negated: bool,
    /// What must all be on record for a *yes*.
    pub claims: Vec<Set>,
}
