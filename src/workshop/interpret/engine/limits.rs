//! How far a run may go, and the way back from a failure.
//!
//! In: the engine at a place. Out: whether it may take one more step; what it goes back to, and the engine there. Absent:
//! matching.

use crate::workshop::interpret::log::Length;

use super::{Engine, Limit};

/// How many calls one call of a quick run may stand for.
const LEFT_OUT: usize = 50;
/// The stack that is left to what is below a rule, in bytes, as pest leaves it.
const STACK_RESERVE: usize = 64 * 1024;

/// What a step that fails goes back to.
pub(super) struct Saved {
    at: usize,
    entries: usize,
    stack: Vec<(usize, usize)>,
    log: Length,
}

impl Engine<'_, '_, '_> {
    /// Makes the run one that only finds the trees. What it leaves out costs calls too: it stops so early that the whole
    /// run would have calls left.
    pub(super) fn quick(mut self) -> Self {
        self.call_limit /= LEFT_OUT;
        self.is_quick = true;
        self
    }

    pub(super) fn enter(&mut self) -> bool {
        if self.limit.is_none() && self.calls >= self.call_limit {
            self.limit = Some(Limit::Calls);
        }
        self.calls += 1;
        self.limit.is_none()
    }

    /// Whether the thread has stack left for one more rule.
    pub(super) fn has_room(&mut self) -> bool {
        if stacker::remaining_stack().is_some_and(|left| left < STACK_RESERVE) {
            self.limit = self.limit.or(Some(Limit::Depth));
        }
        self.limit.is_none()
    }

    pub(super) fn save(&self) -> Saved {
        let log = self.log.as_ref().map(|log| log.length()).unwrap_or_default();
        Saved { at: self.at, entries: self.entries.len(), stack: self.stacked(), log }
    }

    /// The stack as it is; mostly there is nothing on it.
    pub(super) fn stacked(&self) -> Vec<(usize, usize)> {
        if self.stack.is_empty() { Vec::new() } else { self.stack.clone() }
    }

    pub(super) fn restore(&mut self, saved: Saved) {
        self.at = saved.at;
        self.entries.truncate(saved.entries);
        self.stack = saved.stack;
        if let Some(log) = &mut self.log {
            log.cut(saved.log);
        }
    }
}
