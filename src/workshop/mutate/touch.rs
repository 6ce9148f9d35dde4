//! What a text can tell about: the rules that its parse entered, and the decisions that it came to.
//!
//! In: a log. Out: whether a mutant can change anything for that text. Absent: whether it does.

use super::change::{Change, Mutant};
use crate::workshop::grammar::{Decision, Grammar};
use crate::workshop::interpret::{Log, Reach};

/// What one text came to.
#[derive(Debug, Clone, Default)]
pub(super) struct Touch {
    points: Vec<Reach>,
    rules: Vec<bool>,
    is_rejected: bool,
}

impl Touch {
    /// What the last parse of a log came to.
    pub(super) fn of(log: &Log, is_rejected: bool) -> Self {
        Touch { points: log.all().to_vec(), rules: log.entered().to_vec(), is_rejected }
    }

    /// With what another parse for the same text came to.
    pub(super) fn add(&mut self, log: &Log) {
        self.points.resize(self.points.len().max(log.all().len()), Reach::Never);
        self.rules.resize(self.rules.len().max(log.entered().len()), false);
        for (mine, other) in self.points.iter_mut().zip(log.all()) {
            *mine = (*mine).max(*other);
        }
        for (mine, other) in self.rules.iter_mut().zip(log.entered()) {
            *mine |= *other;
        }
    }

    /// Whether the mutant could change the tree of the text or, if it is rejected, what is expected.
    pub(super) fn can_tell(&self, mutant: &Mutant, grammar: &Grammar) -> bool {
        let is_entered = self.rules.get(mutant.rule.0).copied().unwrap_or_default();
        // Expectations depend on what was merely tried.
        is_entered
            && (self.is_rejected
                || decision(mutant.change).is_none_or(|decision| {
                    let point = grammar.index().find(mutant.node, decision);
                    point.is_none_or(|point| {
                        self.points.get(point.0).is_some_and(|reach| *reach >= Reach::Ahead)
                    })
                }))
    }
}

/// The decision without which an accepted text reads as before.
fn decision(change: Change) -> Option<Decision> {
    match change {
        Change::DropAlternative(at) | Change::SwapAlternatives(at) => Some(Decision::Alternative(at)),
        Change::DropOption => Some(Decision::Absent),
        Change::RequireOne => Some(Decision::Never),
        _ => None,
    }
}
