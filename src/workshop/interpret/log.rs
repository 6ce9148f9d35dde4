//! Which decisions a parse took.
//!
//! In: what the engine notes, in its order; cut back where the parse gives up. Out: how far each decision point
//! came. Absent: sums over many parses (`coverage`).

use crate::workshop::grammar::{NodeId, PointId};

/// How far a decision point came; a later one is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Reach {
    /// The parse never stood before the decision.
    #[default]
    Never,
    /// It did, and the decision went another way.
    Tried,
    /// It matched where the parse only looked ahead.
    Ahead,
    /// It matched, and the parse went back over it.
    GivenUp,
    /// It is part of the tree.
    Used,
}

/// The decisions of one parse. Use it again for the next: a parse clears it first.
#[derive(Debug, Clone, Default)]
pub struct Log {
    reach: Vec<Reach>,
    entered: Vec<bool>,
    kept: Vec<PointId>,
    counts: Vec<(NodeId, u32)>,
}

/// How long the parts of a log were.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Length(usize, usize);

impl Log {
    /// How far a point came in the last parse.
    pub fn reach(&self, point: PointId) -> Reach {
        self.reach.get(point.0).copied().unwrap_or_default()
    }

    /// How far each point came in the last parse, by its number.
    pub fn all(&self) -> &[Reach] {
        &self.reach
    }

    /// Which rules the last parse entered, by their number.
    pub fn entered(&self) -> &[bool] {
        &self.entered
    }

    pub(super) fn enter(&mut self, rule: usize) {
        if let Some(entered) = self.entered.get_mut(rule) {
            *entered = true;
        }
    }

    pub(super) fn clear(&mut self, points: usize, rules: usize) {
        self.entered.clear();
        self.entered.resize(rules, false);
        self.reach.clear();
        self.reach.resize(points, Reach::Never);
        self.kept.clear();
        self.counts.clear();
    }

    pub(super) fn length(&self) -> Length {
        Length(self.kept.len(), self.counts.len())
    }

    /// Gives up what was noted since.
    pub(super) fn cut(&mut self, Length(kept, counts): Length) {
        self.kept.truncate(kept);
        self.counts.truncate(counts);
    }

    pub(super) fn note(&mut self, point: PointId, reach: Reach) {
        if let Some(known) = self.reach.get_mut(point.0) {
            *known = reach.max(*known);
        }
        if reach == Reach::GivenUp {
            self.kept.push(point);
        }
    }

    /// A repetition begins, with so many turns made.
    pub(super) fn begin(&mut self, node: NodeId, turns: u32) {
        self.counts.push((node, turns));
    }

    /// Turns of the innermost repetition of that node.
    pub(super) fn turn(&mut self, node: NodeId, turns: u32) {
        if let Some((_, count)) = self.counts.iter_mut().rev().find(|(counted, _)| *counted == node) {
            *count = count.saturating_add(turns);
        }
    }

    /// A repetition is over; how many turns it made.
    pub(super) fn end(&mut self, node: NodeId) -> u32 {
        let at = self.counts.iter().rposition(|(counted, _)| *counted == node);
        at.map_or(0, |at| self.counts.remove(at).1)
    }

    /// The parse succeeded: what was not given up is used.
    pub(super) fn use_kept(&mut self) {
        for point in std::mem::take(&mut self.kept) {
            if let Some(known) = self.reach.get_mut(point.0) {
                *known = Reach::Used;
            }
        }
    }
}
