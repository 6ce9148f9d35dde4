//! What a text can tell about: the rules that its parse entered, and the decisions that it came to.
//!
//! In: a log, what a mutant needs. Out: whether it can change anything for that text. Absent: whether it does.

use super::change::{Change, Mutant};
use crate::workshop::grammar::{Decision, Expr, Grammar, PointId, RuleId};
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
    pub(super) fn meets(&self, needs: &Needs<'_>, text: &str) -> bool {
        let is_entered = self.rules.get(needs.rule.0).copied().unwrap_or_default();
        // Expectations depend on what was merely tried.
        let least = if self.is_rejected { Reach::Tried } else { Reach::Ahead };
        let is_decided = |point: PointId| self.points.get(point.0).is_some_and(|reach| *reach >= least);
        is_entered
            && needs.point.is_none_or(is_decided)
            && needs.literal.is_none_or(|literal| is_spelt_otherwise(literal, text))
    }
}

/// What a text must come to if a mutant is to change anything for it.
pub(super) struct Needs<'g> {
    rule: RuleId,
    /// The decision without which an accepted text reads as before.
    point: Option<PointId>,
    /// The literal whose capitals begin or cease to matter.
    literal: Option<&'g str>,
}

impl<'g> Needs<'g> {
    pub(super) fn of(mutant: &Mutant, grammar: &'g Grammar) -> Self {
        let decision = decision(mutant.change);
        let literal = || match grammar.node(mutant.node).map(|node| &node.expr) {
            Some(Expr::Text(text) | Expr::Folded(text)) => Some(text.as_str()),
            _ => None,
        };
        Needs {
            rule: mutant.rule,
            point: decision.and_then(|decision| grammar.index().find(mutant.node, decision)),
            literal: matches!(mutant.change, Change::Fold | Change::Unfold).then(literal).flatten(),
        }
    }
}

/// Whether a text holds a literal in other capitals than its own.
fn is_spelt_otherwise(literal: &str, text: &str) -> bool {
    let literal = literal.as_bytes();
    let mut stretches = text.as_bytes().windows(literal.len().max(1));
    stretches.any(|stretch| stretch != literal && stretch.eq_ignore_ascii_case(literal))
}

fn decision(change: Change) -> Option<Decision> {
    match change {
        Change::DropAlternative(at) | Change::SwapAlternatives(at) => Some(Decision::Alternative(at)),
        Change::DropOption => Some(Decision::Absent),
        Change::RequireOne => Some(Decision::Never),
        _ => None,
    }
}
