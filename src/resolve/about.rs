//! Queries about one thing and about the answer, resolved; and what a session remembers of its last answer.
//!
//! In: made by `lower`, and by the caller of [`resolve_with`](super::resolve_with). Out: read by `reading` and by
//! `eval`. Plain data.

use smallvec::SmallVec;

use super::query::{Query, Set};
use super::timing::Timing;
use crate::fact::{EntityId, FactId, KindId, RelationId};
use crate::time::Days;

/// The forms that are no plain list and no question.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// What the base knows of a thing or a word.
    Describe(Thing),
    /// Facts in order of time; the query's set is [`Set::Any`] of one set for each of these, in order.
    Timeline(Vec<Moment>),
    /// Chains of facts between two ends.
    Connections(Box<Connections>),
    /// The sources behind the query's set.
    Sources,
    /// What accounts of the facts behind the query's set say against each other.
    Conflicts,
    /// What is declared to be recorded in full of the query's set.
    Coverage,
    /// The periods in which no fact of the query's set holds.
    Gaps(Absence),
    /// The facts that these rows of the last answer rest on.
    Why {
        /// The number of the row, from 1; none for all.
        row: Option<u64>,
        /// The facts of each row.
        rows: Vec<SmallVec<[FactId; 2]>>,
    },
    /// The facts that the number in a row of the last query, a count, was counted from.
    WhyCounted {
        /// The number of the row, from 1; none for all.
        row: Option<u64>,
        /// The last query.
        of: Box<Query>,
    },
    /// Which clause of the last query, which the rest of this query repeats, leaves the entity out.
    WhyNot(EntityId),
    /// A value for later queries.
    Let {
        /// The name, without its `$`.
        name: String,
        /// What it stands for, as a query writes it.
        value: String,
    },
}

/// Which periods of absence are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence {
    /// Only those between two periods; else also what came before the first and after the last.
    pub between: bool,
    /// Only within these days; none: until the day of the frame.
    pub days: Option<Days>,
}

/// What is described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// An entity.
    Entity(EntityId),
    /// A kind of entity.
    Kind(KindId),
    /// The relations that a noun or verb speaks of.
    Relations {
        /// The word, as typed.
        word: String,
        /// At least one.
        relations: Vec<RelationId>,
    },
}

/// What a row of a timeline says of its fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It happened, or was measured.
    Happened,
    /// The state began.
    Began,
    /// The state ended.
    Ended,
}

/// The ends of a chain, and when its facts must be.
#[derive(Debug, Clone, PartialEq)]
pub struct Connections {
    /// Where chains begin.
    pub from: Set,
    /// Where they end.
    pub to: Set,
    /// When each fact must be.
    pub timing: Timing,
}

/// What `those`, `why` and `why not` speak of.
#[derive(Debug, Clone, PartialEq)]
pub struct Last {
    /// The last query.
    pub query: Query,
    /// What its rows are about; none where the answer was a number.
    pub keys: Option<Keys>,
    /// The facts behind each row, in the order in which the rows were shown.
    pub rows: Vec<SmallVec<[FactId; 2]>>,
}

/// What the rows of an answer are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keys {
    /// Entities, one for each row.
    Entities(Vec<EntityId>),
    /// Facts, one for each row.
    Facts(Vec<FactId>),
}
