//! The row that operators pass on.
//!
//! In: made by scans. Out: joined, counted, shown. Absent: cells; they are made at the end.

use smallvec::SmallVec;

use crate::fact::{EntityId, FactId};
use crate::time::{Bounds, allen};

use super::bind::Binds;
use crate::resolve::Variable;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// An entity.
    Entity(EntityId),
    /// A fact, by the account that leads.
    Fact(FactId),
}

/// A row on its way through the plan.
#[derive(Debug, PartialEq)]
pub(super) struct Hit {
    pub(super) key: Key,
    /// When its fact was so: what it is dated and ordered by. Unbounded for a name or a kind.
    pub(super) when: Bounds,
    /// The same in those worlds alone in which it is as asked: what it is compared with others by.
    pub(super) asked: Bounds,
    /// What accounts that contradict the leading one say instead.
    pub(super) rivals: SmallVec<[Bounds; 1]>,
    /// When it can be joined with others; unbounded where time does not link it.
    pub(super) span: Bounds,
    /// Whether its facts are states, shown period by period.
    pub(super) period: bool,
    pub(super) certain: bool,
    /// The facts it rests on; the one that speaks for the row comes first.
    pub(super) facts: SmallVec<[FactId; 2]>,
    /// The values of variables; a variable that is not among them may be anything.
    pub(super) binds: Binds,
}

impl Clone for Hit {
    /// The lists are copied whole, which takes a fraction of copying them one by one.
    fn clone(&self) -> Self {
        let (rivals, facts) = (SmallVec::from_slice(&self.rivals), SmallVec::from_slice(&self.facts));
        Hit { rivals, facts, binds: SmallVec::from_slice(&self.binds), ..*self }
    }
}

impl Hit {
    /// A row that rests on no fact.
    pub(super) fn plain(entity: EntityId) -> Self {
        Hit {
            key: Key::Entity(entity),
            when: Bounds::UNKNOWN,
            asked: Bounds::UNKNOWN,
            rivals: SmallVec::new(),
            span: Bounds::UNKNOWN,
            period: false,
            certain: true,
            facts: SmallVec::new(),
            binds: Binds::new(),
        }
    }

    /// The same row with what another brings: its facts, and its doubt. Values of variables are not joined here.
    pub(super) fn with(&self, other: &Hit, span: Bounds, certain: bool) -> Hit {
        let mut joined = self.clone();
        joined.span = span;
        joined.certain = self.certain && other.certain && certain;
        if joined.facts.is_empty() {
            joined.when = other.when;
            joined.asked = other.asked;
            joined.period = other.period;
            joined.rivals.clone_from(&other.rivals);
        } else if self.is_linked() && other.is_linked() {
            // Joined states are shown by the period that they share.
            joined.when = allen::shared(self.when, other.when).unwrap_or(self.when);
            joined.asked = allen::shared(self.asked, other.asked).unwrap_or(self.asked);
        }
        for fact in &other.facts {
            if !joined.facts.contains(fact) {
                joined.facts.push(*fact);
            }
        }
        joined
    }

    /// What it is about and the values of its variables: what tells two answers apart.
    pub(super) fn answer(&self) -> (Key, &Binds) {
        (self.key, &self.binds)
    }

    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        let beyond = |len: usize, inline: usize, one: usize| if len > inline { len * one } else { 0 };
        size_of::<Hit>()
            + beyond(self.facts.len(), self.facts.inline_size(), size_of::<FactId>())
            + beyond(self.rivals.len(), self.rivals.inline_size(), size_of::<Bounds>())
            + beyond(self.binds.len(), self.binds.inline_size(), size_of::<(Variable, Key)>())
    }

    /// Whether time links it to others.
    pub(super) fn is_linked(&self) -> bool {
        self.span != Bounds::UNKNOWN
    }
}

/// Whether no two rows are about the same with the same values, as is plain where they come in ascending order: so do
/// the facts of a scan.
pub(super) fn ascend(rows: &[Hit]) -> bool {
    rows.is_sorted_by(|one, other| one.answer() < other.answer())
}
