//! The plan of a search for chains of facts.
//!
//! In: the ends and the timing of [`Connections`]. Out: [`Search`]. Absent: the search itself.

use super::{Op, Planner, Step, When};
use crate::resolve::Connections;
use crate::time::{Day, Days};

/// A search for the shortest chains of facts between two ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// Its step.
    pub step: Step,
    /// Where chains begin.
    pub from: Op,
    /// Where they end.
    pub to: Op,
    /// When the facts of each relation must be, by the relation's place.
    pub whens: Vec<When>,
    /// Only accounts whose sources appeared by the last of these days.
    pub known: Option<Days>,
    /// The day at which what is still going on is cut.
    pub today: Day,
}

impl Planner<'_> {
    pub(super) fn search(&mut self, ends: &Connections) -> Op {
        let (from, to) = (self.set(&ends.from), self.set(&ends.to));
        let relations: Vec<_> = self.store.relations().map(|relation| relation.id).collect();
        let whens = relations.into_iter().map(|relation| self.when(&ends.timing, relation)).collect();
        let estimate = from.estimate().saturating_add(to.estimate());
        let (known, today) = (self.frame.known, self.frame.today);
        Op::Search(Box::new(Search { step: self.step(estimate), from, to, whens, known, today }))
    }
}
