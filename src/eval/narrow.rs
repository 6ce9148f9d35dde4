//! Rows made only for the keys that the rest of a query leaves.
//!
//! In: an operator, keys. Out: its rows with those keys; others may be among them, which the join that asked drops. A join
//! makes the input first that is expected to have the fewest rows, whatever the order of writing, and the others only
//! for its keys: a semi-join without an operator of its own.

use std::collections::HashSet;

use crate::fact::{EntityId, KindId};
use crate::plan::Op;
use crate::time::Bounds;

use super::Error;
use super::hit::{Hit, Key};
use super::run::Runner;

/// The facts of the last answer say which things may be there, and no more: what vouches for these in this answer, and
/// when they were, is for the other inputs to say.
fn only_keys(input: &Op, rows: &mut [Hit]) {
    if matches!(input, Op::Facts(..)) {
        for hit in rows {
            hit.facts.clear();
            hit.rivals.clear();
            hit.when = Bounds::UNKNOWN;
        }
    }
}

impl Runner<'_> {
    /// The rows of all inputs of a join on the key, in the order of writing.
    pub(super) fn inputs_of_join(&self, inputs: &[Op]) -> Result<Vec<Vec<Hit>>, Error> {
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        order.sort_by_key(|at| inputs[*at].estimate());
        let mut made: Vec<Vec<Hit>> = vec![Vec::new(); inputs.len()];
        let mut keys: Option<HashSet<Key>> = None;
        for at in order {
            made[at] = match &keys {
                Some(keys) => self.op_among(&inputs[at], keys)?,
                None => self.op(&inputs[at])?,
            };
            let mut own = self.keys(&made[at])?;
            own.retain(|key| keys.as_ref().is_none_or(|keys| keys.contains(key)));
            keys = Some(own);
        }
        for (input, rows) in inputs.iter().zip(&mut made) {
            only_keys(input, rows);
        }
        Ok(made)
    }

    /// The rows of an operator that have one of these keys, and perhaps others.
    pub(super) fn op_among(&self, op: &Op, keys: &HashSet<Key>) -> Result<Vec<Hit>, Error> {
        // What a fixpoint keeps from round to round is made whole.
        if self.recursion.is_active() {
            return self.op(op);
        }
        if let Some(made) = self.once_among(op, keys) {
            return made;
        }
        self.step(op, || match op {
            Op::Scan(scan) if scan.answers.is_some() => self.scan_among(scan, &entities(keys)),
            Op::Kind(_, kind) => Ok(self.kind_among(*kind, keys)),
            Op::Together(_, inputs) => {
                let hits =
                    inputs.iter().map(|input| self.op_among(input, keys)).collect::<Result<Vec<_>, _>>()?;
                super::join::together(hits, self)
            }
            Op::Union(_, inputs) => {
                let all = self.all_of(inputs, |input| self.op_among(input, keys))?;
                super::join::union(all, self)
            }
            Op::Except(_, first, second) => {
                let rows = self.op_among(first, keys)?;
                let rows = if second.is_then() { super::join::always(rows) } else { rows };
                super::join::except(rows, &self.op_among(second, keys)?, self)
            }
            other => self.made_by(other),
        })
    }

    fn kind_among(&self, kind: KindId, keys: &HashSet<Key>) -> Vec<Hit> {
        let of_kind = |entity: &EntityId| self.store.kind_is(self.store.entity(*entity).kind(), kind);
        entities(keys).into_iter().filter(of_kind).map(Hit::plain).collect()
    }
}

/// The entities among the keys, in order.
fn entities(keys: &HashSet<Key>) -> Vec<EntityId> {
    let entity = |key: &Key| match key {
        Key::Entity(entity) => Some(*entity),
        Key::Fact(_) => None,
    };
    let mut found: Vec<EntityId> = keys.iter().filter_map(entity).collect();
    found.sort_unstable();
    found
}
