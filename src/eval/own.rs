//! A fact that is joined with rows at its own time.
//!
//! In: an account, with the bounds that its tests leave it; rows. Out: whether a row holds at that time. What four bounds
//! cannot hold is asked of the dates themselves, of both sides.

use smallvec::smallvec;

use crate::store::{Store, Table};
use crate::time::{Bounds, Truth, allen};

use super::account::parts;
use super::hit::{Hit, Key};

/// An account of a fact.
#[derive(Clone, Copy)]
pub(super) struct Own<'t> {
    pub(super) table: &'t Table,
    pub(super) row: u32,
    /// The bounds of the thing.
    pub(super) bounds: Bounds,
    pub(super) store: &'t Store,
}

impl Own<'_> {
    /// Whether a row holds at the time of the fact; a fact that is named by its id is the same at any time.
    pub(super) fn meets(&self, hit: &Hit) -> Truth {
        if !matches!(hit.key, Key::Entity(_)) || !hit.is_linked() {
            return Truth::Certain;
        }
        let roughly = allen::shares_a_day(self.bounds, hit.span);
        if roughly != Truth::Possible {
            return roughly;
        }
        let own = parts(self.table, self.row, self.bounds);
        let other = match hit.facts[..] {
            [only] if hit.span == hit.asked => parts(self.store.table(only.relation), only.row, hit.span),
            _ => smallvec![hit.span],
        };
        let mut truths = own.iter().flat_map(|a| other.iter().map(|b| allen::shares_a_day(*a, *b)));
        let Some(first) = truths.next() else { return roughly };
        if truths.all(|truth| truth == first) { first } else { Truth::Possible }
    }
}
