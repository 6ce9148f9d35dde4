//! Rows by what they are about.
//!
//! In: rows. Out: those of a key, in the order in which they came. Each row names the next of its key, so that a key costs
//! no list of its own. Absent: joins (`check`, `join`).

use std::collections::HashMap;

use crate::store::FastHash;

use super::Error;
use super::hit::{Hit, Key};
use super::run::Runner;

/// Rows, found by their keys.
pub(super) struct ByKey {
    rows: Vec<Hit>,
    first: HashMap<Key, usize, FastHash>,
    /// For each row the next of the same key; beyond the last row where there is none.
    next: Vec<usize>,
}

impl ByKey {
    pub(super) fn new(rows: Vec<Hit>, runner: &Runner<'_>) -> Result<Self, Error> {
        let mut first = HashMap::default();
        let mut next = vec![usize::MAX; rows.len()];
        for row in runner.watch(rows.iter().enumerate().rev()) {
            let (at, row) = row?;
            if let (Some(later), Some(place)) = (first.insert(row.key, at), next.get_mut(at)) {
                *place = later;
            }
        }
        Ok(ByKey { rows, first, next })
    }

    /// The rows of a key.
    pub(super) fn of(&self, key: Key) -> impl Iterator<Item = &Hit> {
        let places = std::iter::successors(self.first.get(&key), |at| self.next.get(**at));
        places.map_while(|at| self.rows.get(*at))
    }

    pub(super) fn holds(&self, key: Key) -> bool {
        self.first.contains_key(&key)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        self.first.keys().copied()
    }

    pub(super) fn rows(&self) -> &[Hit] {
        &self.rows
    }
}
